"""Old Word files and RTF through LibreOffice: what comes out, and what is said when the program fails or is not there."""

from __future__ import annotations

import os
import stat
import struct
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from generator import correct_report
from generator.converted import needs_office, to_doc, to_rtf
from generator.word import render_docx

from linter.read import Unreadable, legacy
from linter.read.ole import OLE, is_word_97
from linter.words import catalog

RTF = b"{\\rtf1 words}"
posix = pytest.mark.skipif(os.name != "posix", reason="the programs that stand in for LibreOffice are shell scripts")

# stands in for LibreOffice: what a file holds says what becomes of it
FAKE = """#!/bin/sh
for last; do :; done
shift 8
seen=
for file; do
    case $file in out) seen=1; continue;; esac
    [ "$seen" ] || continue
    case $(cat "$file") in
        *hangs*) sleep 60 & echo $! >>"$PIDS"; wait;;
        *crashes*) kill -SEGV $$;;
        *nothing*) ;;
        *half*) head -c 100 "$ARCHIVE" >"out/${file%.*}.docx"; sleep 60;;
        *) cp "$ARCHIVE" "out/${file%.*}.docx";;
    esac
done
"""


def rtf(words: str) -> bytes:
    """An RTF file of these words."""
    return b"{\\rtf1 " + words.encode() + b"}"


def ole(*streams: str, mark: int = 0xA5EC, flags: int = 0) -> bytes:
    """An OLE file with a directory of these streams; the first one is long enough and has a mark and flags."""
    header = bytearray(512)
    header[:8] = OLE
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b""
    for name in ("Root Entry", *streams)[:4]:
        words = name.encode("utf-16-le") + b"\0\0"
        directory += struct.pack("<64sHBB48xIII", words, len(words), 2, 1, 2, 8192, 0)
    body = struct.pack("<HQH", mark, 0, flags)
    return bytes(header) + table + directory.ljust(512, b"\0") + body.ljust(8192, b"\0")


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fake program alone on the PATH, and a folder for temporary files that must be empty at the end."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(FAKE, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    archive = tmp_path / "archive"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("word/document.xml", "<document/>" * 20)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("ARCHIVE", str(archive))
    monkeypatch.setenv("PIDS", str(tmp_path / "pids"))
    return tmp_path


def said(result: bytes | Unreadable) -> str:
    """The id of the problem, or "read"."""
    return result.problem.key if isinstance(result, Unreadable) else "read"


def is_running(process: int) -> bool:
    """Whether there is such a process that has not ended."""
    try:
        os.kill(process, 0)
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return False


def test_kinds() -> None:
    assert legacy.kind_of(RTF) == "rtf"
    assert legacy.kind_of(ole("WordDocument", "1Table")) == "doc"
    assert legacy.kind_of(ole("Workbook")) == "xls"
    assert legacy.kind_of(ole("Book")) == "xls"
    assert legacy.kind_of(ole("PowerPoint Document")) == "ppt"
    assert legacy.kind_of(ole("EncryptionInfo", "EncryptedPackage")) == "encrypted"
    assert legacy.kind_of(ole("WordDocument", flags=0x0100)) == "encrypted"
    assert legacy.kind_of(ole("CONTENTS")) == "ole"
    assert legacy.kind_of(b"PK\x03\x04") is None
    assert legacy.kind_of(b"") is None
    assert is_word_97(ole("WordDocument"))
    assert not is_word_97(ole("WordDocument", mark=0xA5DC))


def test_damaged_containers_are_no_trouble() -> None:
    whole = ole("WordDocument")
    for length in range(len(OLE), 2048, 7):
        assert legacy.kind_of(whole[:length]) in ("doc", "ole", "encrypted")
    for place in range(24, 1200, 3):
        for byte in (0, 1, 0x7F, 0xFF):
            assert legacy.kind_of(whole[:place] + bytes([byte]) * 4 + whole[place + 4 :]) is not None
    # a chain of sectors that begins again
    looped = bytearray(whole)
    struct.pack_into("<I", looped, 512 + 4, 1)
    assert legacy.kind_of(bytes(looped)) == "doc"


def test_directory_of_a_large_file_is_found() -> None:
    small = ole("Root 1", "Root 2", "Root 3")
    # more sectors than the header can name, and the second sector of the directory among the last of them
    last = 109 * 128 + 3
    whole = bytearray(small.ljust((last + 2) * 512, b"\0"))
    part = last - 1
    struct.pack_into("<I", whole, 48, last)
    struct.pack_into("<II", whole, 68, part, 1)
    struct.pack_into("<I", whole, (part + 1) * 512, 0)  # the sector of the table for the last ones is its first
    struct.pack_into("<I", whole, 512 + 4 * 3, 2)
    whole[(last + 1) * 512 :] = small[1024:1536]
    name = "WordDocument".encode("utf-16-le") + b"\0\0"
    struct.pack_into("<64sHBB48xIII", whole, 512 * 3, name, len(name), 2, 1, 3, 8192, 0)
    assert legacy.kind_of(bytes(whole)) == "doc"


def test_what_is_no_document_is_told_without_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_program", pytest.fail)
    given = {"a.xls": ole("Workbook"), "b.ppt": ole("PowerPoint Document"), "c.doc": ole("EncryptedPackage"), "d": b"words"}
    results = legacy.convert(list(given.items()))
    keys = ["read_legacy_sheet", "read_legacy_slides", "read_legacy_encrypted", "read_legacy_unknown"]
    assert [said(results[name]) for name in given] == keys


def test_program_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(legacy, "PLACES", ())
    results = legacy.convert([("年报.doc", ole("WordDocument")), ("b.rtf", RTF)])
    assert {said(result) for result in results.values()} == {"read_legacy_missing"}
    problem = results["年报.doc"]
    assert isinstance(problem, Unreadable)
    for language in ("zh", "en"):
        words = catalog(language).say(problem.said)
        assert "LibreOffice" in words
        assert ".docx" in words


@posix
def test_one_bad_file_takes_no_other_with_it(fake: Path) -> None:
    given = {name: rtf(name) for name in ("fine 1", "hangs", "fine 2", "nothing", "crashes", "half", "fine 3", "; rm -r ~")}
    start = time.monotonic()
    results = legacy.convert(list(given.items()), seconds=0.5)
    taken = time.monotonic() - start
    assert {name: said(results[name]) for name in given} == {
        "fine 1": "read",
        "hangs": "read_legacy_slow",
        "fine 2": "read",
        "nothing": "read_legacy_failed",
        "crashes": "read_legacy_failed",
        "half": "read_legacy_slow",
        "fine 3": "read",
        "; rm -r ~": "read",
    }
    assert taken < 10
    # the children are ended too, and nothing is left in the folder for temporary files
    assert not any(is_running(int(line)) for line in (fake / "pids").read_text(encoding="utf-8").split())
    assert os.listdir(fake / "temporary") == []


@posix
def test_program_that_always_hangs_is_given_up(fake: Path) -> None:
    start = time.monotonic()
    results = legacy.convert([(f"{number}", rtf("hangs")) for number in range(20)], seconds=0.2)
    assert {said(result) for result in results.values()} == {"read_legacy_slow"}
    assert len(results) == 20
    assert time.monotonic() - start < 5
    assert os.listdir(fake / "temporary") == []


@posix
def test_program_that_cannot_be_started(fake: Path) -> None:
    (fake / "bin" / "soffice").write_bytes(b"\x7fELF nothing that runs")
    assert said(legacy.convert([("a.rtf", RTF)])["a.rtf"]) == "read_legacy_not_started"
    assert os.listdir(fake / "temporary") == []


@posix
def test_nothing_of_the_name_reaches_the_program(fake: Path) -> None:
    (fake / "bin" / "soffice").write_text('#!/bin/sh\nprintf "%s\\n" "$@" >"$PIDS"\n', encoding="utf-8")
    legacy.convert([("--convert-to=x; 年报.doc", ole("WordDocument"))])
    arguments = (fake / "pids").read_text(encoding="utf-8").splitlines()
    assert arguments[-1] == "0.doc"
    assert "--infilter=MS Word 97" in arguments
    assert not any("年报" in argument or "--convert-to=x" in argument for argument in arguments)


@needs_office
def test_real_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from random import Random

    document = render_docx(correct_report(1), "merged", Random(1))
    (old,), (rich,) = to_doc([document]), to_rtf([document])
    assert is_word_97(old)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    given = {"a.doc": old, "b.wps": old, "c.rtf": rich, "damaged.doc": old[: len(old) // 2]}
    results = legacy.convert(list(given.items()))
    for name in ("a.doc", "b.wps", "c.rtf"):
        result = results[name]
        assert isinstance(result, bytes), said(result)
        assert "word/document.xml" in zipfile.ZipFile(BytesIO(result)).namelist()
    assert said(results["damaged.doc"]) in ("read_legacy_failed", "read_legacy_unknown", "read_legacy_slow")
    assert os.listdir(tmp_path) == []
