"""Files made to take all memory or time: each ends soon with words on it, and the file beside it is still checked."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import ROOT, nianbao

from linter.limits import LIMITS, Limits, WrongLimit, limits_of
from linter.resources import read_shipped

GOOD = read_shipped("rules", "examples", "2021.txt")
SECONDS, MEGABYTES = 20, 500  # of the program itself, for one hostile file and a good one
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
# the peak in /proc is the process's own; that of getrusage counts what the test runner had before
MEASURED = """
import os, sys, time
from linter.cli import main
code = main(sys.argv[1:])
peak = 0
if os.path.exists("/proc/self/status"):
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
used = os.times()
print(code, used.user + used.system + used.children_user + used.children_system, peak / 1024, file=sys.stderr)
"""


def word(document: str | bytes, **parts: bytes) -> bytes:
    """A Word file of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("word/document.xml", document)
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def body(words: str) -> str:
    """The main part of a Word file."""
    return f'<?xml version="1.0"?><w:document {_W}><w:body>{words}</w:body></w:document>'


def paragraph(words: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def laughs() -> str:
    """Entities that hold ten of one another, nine deep."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    start = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{entities}]>'
    return f"{start}<w:document {_W}><w:body><w:p>&l9;</w:p></w:body></w:document>"


def outside(path: str) -> str:
    """An entity that would read a file of the machine."""
    start = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file://{path}">]>'
    return f"{start}<w:document {_W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"


def climbing() -> bytes:
    """A zip whose names lead out of it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("../../climbed.txt", "out")
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("word/document.xml", body(paragraph("一、总体情况")))
    return packed.getvalue()


def pictures() -> bytes:
    """A zip of pictures under the name of a Word file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for number in range(20):
            file.writestr(f"picture{number}.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    return packed.getvalue()


def pdf(pages: int, words: bytes = b"") -> bytes:
    """A PDF of so many empty pages, with a right table of its objects."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids)]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * pages
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table) + words)


def bomb_pdf() -> bytes:
    """A PDF whose page unpacks to two hundred megabytes."""
    stream = zlib.compress(b"0 0 m 1 1 l S " * 15_000_000, 9)
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n" + (
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%sendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
        % (len(stream), stream)
    )


def page(words: str) -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{words}</body></html>".encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: word(body(paragraph("零" * 30_000_000))),
    "bomb-of-parts.docx": lambda: word(body(paragraph("x")), **{f"word/media/{n}.bin": bytes(8_000_000) for n in range(20)}),
    "climbing.docx": climbing,
    "laughs.docx": lambda: word(laughs()),
    "outside.docx": lambda: word(outside("/etc/passwd")),
    "truncated.docx": lambda: word(body(paragraph("一、总体情况") * 2000))[:-400],
    "pictures.docx": pictures,
    "nested.docx": lambda: word(body("<w:tbl><w:tr><w:tc>" * 20_000 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 20_000)),
    "tags.html": lambda: page("<div>" * 200_000 + "一、总体情况" + "</div>" * 200_000),
    "tables.html": lambda: page("<table><tr><td>" * 60_000 + "规章"),
    "spans.html": lambda: page("<table><tr><td colspan=20000 rowspan=20000>规章</td><td>1</td></tr></table>" * 20),
    "broken.pdf": lambda: pdf(3).replace(b"0 0 0", b"9 9 9").replace(b"xref", b"xrxx"),
    "many-pages.pdf": lambda: pdf(10_000),
    "bomb.pdf": bomb_pdf,
    "not-word.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100_000),
}


def check(folder: Path, *options: str) -> tuple[int, float, float, str, str]:
    """Exit code, processor seconds, megabytes, and what was said when a folder is checked."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "check", str(folder), "--output", "concise", "--fail-on", "never", *options],
        capture_output=True, cwd=ROOT, check=False, timeout=100,
    )  # fmt: skip
    said = done.stderr.decode()
    assert "Traceback" not in said
    *_, code, seconds, megabytes = said.split()
    return int(code), float(seconds), float(megabytes), done.stdout.decode(), said


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name]())
    (tmp_path / "好的报告.txt").write_text(GOOD.replace("一、总体情况\n", "一、基本情况\n", 1), encoding="utf-8")
    code, seconds, megabytes, out, said = check(tmp_path)
    assert "S114" in out, "the other file is checked"
    assert code in (0, 2)
    assert code == 0 or name in said
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    assert not (tmp_path.parent.parent / "climbed.txt").exists()
    assert "root:" not in out + said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_devices_and_links_to_themselves(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "up").symlink_to(".")
    (tmp_path / "好的报告.txt").write_text(GOOD, encoding="utf-8")
    done = nianbao("check", tmp_path, timeout=20)
    assert done.code == 0, "in a folder they are passed over"
    for path in (tmp_path / "pipe.txt", tmp_path / "loop.txt", Path("/dev/zero")):
        done = nianbao("check", path, tmp_path / "好的报告.txt", "--output", "concise", timeout=20)
        assert done.code == 2
        assert str(path) in done.err


@pytest.mark.skipif(sys.platform == "darwin", reason="this system has no such names")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xb1\xa8\xb8\xe6.txt"
    with open(path, "wb") as file:
        file.write(GOOD.replace("一、总体情况\n", "一、基本情况\n", 1).encode())
    for output in ("text", "concise", "json"):
        done = nianbao("check", tmp_path, "--output", output, "--fail-on", "warning")
        assert done.code == 1
        assert "S114" in done.out


def test_limits_are_raised_by_an_option(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(GOOD + "说明。\n" * 600_000, encoding="utf-8")
    assert nianbao("check", tmp_path / "long.txt").code == 2
    assert nianbao("check", tmp_path / "long.txt", "--limit", "text=20", "--fail-on", "never").code == 0


@pytest.mark.parametrize("given", ["page=3", "pages", "pages=", "pages=0", "pages=-1", "pages=１", "pages=many"])
def test_limits_that_are_none(given: str) -> None:
    with pytest.raises(WrongLimit):
        limits_of([given])
    done = nianbao("check", "--limit", given, "x.txt")
    assert done.code == 2
    assert "pages" in done.err


def test_limits_are_all_read() -> None:
    assert limits_of([f"{name}={number}" for number, name in enumerate(Limits._fields, 1)]) == Limits(*range(1, len(LIMITS) + 1))
