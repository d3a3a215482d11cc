"""Which files a run reads: by suffix or content in folders, never through links, and nothing is passed over unsaid."""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from commands import nianbao
from docx_files import word_file, zipped
from generator.encodings import encodings
from generator.layout import tabs
from generator.narrative import correct_report
from generator.page import render_page
from hypothesis import given
from hypothesis import strategies as st

from linter import discover
from linter.cli import main
from linter.discover import Excluded, find_files, may_be_report
from linter.read import SUFFIXES
from linter.resources import read_shipped

TEXT = read_shipped("rules", "examples", "2021.txt")
DATA = TEXT.encode()


def found(folder: Path, *names: str, exclude: tuple[str, ...] = ()) -> list[str]:
    """What is found in a folder, or under names in it, by the path from there."""
    paths = [str(folder / name) for name in names] or [str(folder)]
    excluded = [Excluded(str(folder), exclude)] if exclude else []
    return [os.path.relpath(each.path, folder).replace(os.sep, "/") for each in find_files(paths, excluded)]


def put(folder: Path, *names: str, data: bytes = DATA) -> None:
    """Files of these names with the same content."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def suffixed(name: str) -> list[str]:
    """The name with every suffix that is read."""
    return [f"{name}{suffix}" for suffix in SUFFIXES]


def pdf() -> bytes:
    """As much of a PDF as is looked at."""
    return b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\n"


def page(seed: int = 1) -> bytes:
    """A report as a web page."""
    return render_page(correct_report(seed), "semantic", random.Random(seed))


def zipped_with(*names: str) -> bytes:
    """A zip with files of these names."""
    return zipped(dict.fromkeys(names, b"<x/>"))


def test_in_the_order_of_names_files_before_folders(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/2.txt", "a/10.txt", "a.txt", "云岭县.md", "Z.txt", "c/d/e.txt", "c/a.txt", "a/b/c.txt")
    expected = ["Z.txt", "a.txt", "b.txt", "云岭县.md", "a/10.txt", "a/2.txt", "a/b/c.txt", "c/a.txt", "c/d/e.txt"]
    assert found(tmp_path) == expected
    assert found(tmp_path, "c", "a") == ["c/a.txt", "c/d/e.txt", "a/10.txt", "a/2.txt", "a/b/c.txt"]


def test_by_suffix_whatever_is_in_the_file(tmp_path: Path) -> None:
    names = [*suffixed("小写"), *(name.upper() for name in suffixed("large"))]
    put(tmp_path, *names, data=b"\0\1\2")
    assert sorted(found(tmp_path)) == sorted(names)


@pytest.mark.parametrize("encoding", [*encodings(TEXT), "big5", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["青禾镇", "2023", "青禾镇.2023", "青禾镇2023.年度报告", "报告.2023（终稿）"])
def test_text_without_a_suffix_is_found_in_every_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    text = TEXT.replace("信息公开", "信息公開")
    data = text.encode("big5", "replace") if encoding == "big5" else {**encodings(TEXT)}.get(encoding) or TEXT.encode(encoding)
    put(tmp_path, name, data=data)
    assert found(tmp_path) == [name]


@pytest.mark.parametrize("name", ["report.bin", "report", "report.aspx", "report.dat", "report.docx_", "报告.2023"])
@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "rtf"])
def test_formats_with_structure_are_found_under_any_name(tmp_path: Path, name: str, kind: str) -> None:
    word = word_file(correct_report(1))
    data = {"docx": word, "html": page(), "pdf": pdf(), "rtf": b"{\\rtf1 x}"}[kind]
    put(tmp_path, name, data=data)
    assert found(tmp_path) == [name]


def test_what_is_found_by_content_is_also_read(tmp_path: Path) -> None:
    put(tmp_path, "word.bin", data=word_file(correct_report(1)))
    put(tmp_path, "page.aspx", data=page(2))
    put(tmp_path, "青禾镇", data=TEXT.encode("gb18030"))
    done = nianbao("check", tmp_path, "--output", "json")
    assert {Path(each["path"]).name: each["format"] for each in json.loads(done.out)["files"]} == {
        "word.bin": "docx", "page.aspx": "html", "青禾镇": "text",
    }  # fmt: skip
    assert done.code in (0, 1)


def test_a_word_file_is_one_wherever_its_text_lies_in_it(tmp_path: Path) -> None:
    put(tmp_path, "a.bin", data=zipped_with("[Content_Types].xml", "Word/Document.xml"))
    put(tmp_path, "b.bin", data=zipped_with("[Content_Types].xml", "word/document2.xml"))
    assert found(tmp_path) == ["a.bin", "b.bin"]


def test_a_sign_at_any_place_of_a_page_is_seen(tmp_path: Path) -> None:
    sign = "信息公开".encode()
    for place in (3990, 3994, 3998, 4000, 4002, 40_000, 69_000):
        head = b"<html>" + b" " * (place - 6)
        assert may_be_report(str(_file(tmp_path / "page", head + sign + b"</html>"))), place


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


OTHERS: dict[str, bytes] = {
    "book.xlsx": zipped_with("[Content_Types].xml", "xl/workbook.xml"),
    "slides.pptx": zipped_with("[Content_Types].xml", "ppt/presentation.xml"),
    "reports.zip": zipped_with("青禾镇.docx", "信息公开.txt"),
    "broken.zip": b"PK\x03\x04" + bytes(5000),
    "photo.jpg": b"\xff\xd8\xff\xe0" + "信息公开".encode(),
    "photo": b"\x89PNG\r\n\x1a\n" + "信息公开".encode(),
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "program.exe": b"MZ" + bytes(6000) + "信息公开".encode(),
    "program": b"\x7fELF" + bytes(6000),
    "empty": b"",
    "Makefile": b"all:\n\techo\n",
    "notes": "会议纪要\n".encode(),
    "data.json": json.dumps({"title": "政府信息公开"}, ensure_ascii=False).encode(),
    "script.py": "# 信息公开\n".encode(),
    "table.csv": "信息公开,1\n".encode(),
    "page.php": b"<?php echo 1;",
    "site": b"<html><body>weather</body></html>",
    "node_modules/left-pad/index.js": "// 信息公开\n".encode(),
    "node_modules/left-pad/LICENSE": b"MIT\n",
    ".git/config": b"[core]\n",
    ".git/HEAD.txt": DATA,
    ".hidden.txt": DATA,
    ".hidden/report.txt": DATA,
}


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    for name, data in OTHERS.items():
        put(tmp_path, name, data=data)
    assert found(tmp_path) == []
    put(tmp_path, "node_modules/report.txt")
    assert found(tmp_path) == ["node_modules/report.txt"]


def test_of_other_files_little_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, data in OTHERS.items():
        put(tmp_path, name, data=data + (b"" if data.startswith(b"PK") else b"x" * 5_000_000))
    put(tmp_path, "report.pdf", "报告.txt")
    sizes: dict[str, int] = {}
    real = open

    class Counting:
        def __init__(self, path: str) -> None:
            self._file, self._path = real(path, "rb"), path

        def __enter__(self) -> Counting:
            return self

        def __exit__(self, *error: object) -> None:
            self._file.close()

        def read(self, size: int) -> bytes:
            data: bytes = self._file.read(size)
            sizes[os.path.basename(self._path)] = sizes.get(os.path.basename(self._path), 0) + len(data)
            return data

    monkeypatch.setattr(discover, "open", lambda path, mode: Counting(path), raising=False)
    assert found(tmp_path) == ["report.pdf", "报告.txt"]
    assert max(sizes.values()) <= 70_000
    # a name that tells is enough, and so is a suffix that is none of a report once the file is seen to be text
    assert not {"report.pdf", "报告.txt", "HEAD.txt", ".hidden.txt"} & sizes.keys()
    assert max(sizes[name] for name in ("script.py", "data.json", "index.js", "program.exe", "old.xls", "photo.jpg")) <= 4000


@given(st.binary(max_size=300), st.sampled_from([b"PK\x03\x04", b"%PDF-", b"<html>", b"", b"\xff\xfe", b"{\\rtf"]))
def test_looking_at_a_file_never_fails(tmp_path_factory: pytest.TempPathFactory, data: bytes, beginning: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(beginning + data)
    assert may_be_report(str(path)) in (True, False)


@given(st.integers(0, 10**6))
def test_looking_at_a_damaged_zip_never_fails(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(zipped({"word/document.xml": b"x" * 50, "信息.txt": b"y"}))
    for _ in range(rng.randint(1, 6)):
        data[rng.randrange(4, len(data))] = rng.randrange(256)
    path = tmp_path_factory.getbasetemp() / "zip"
    path.write_bytes(data[: rng.randint(4, len(data))] if rng.random() < 0.3 else data)
    assert may_be_report(str(path)) in (True, False)


def test_a_zip_of_very_many_files_takes_no_time(tmp_path: Path) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(3000):
            archive.writestr(f"{number}.txt", b"")
    put(tmp_path, "many", data=file.getvalue())
    assert found(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_folders_are_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    put(outside, "a.txt", "deep/b.txt")
    put(inside, "own.txt", "real/c.txt")
    (inside / "file.txt").symlink_to(outside / "a.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "again.txt").symlink_to("own.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "real" / "up").symlink_to("..")
    (inside / "circle.txt").symlink_to("circle.txt")
    (inside / "nowhere.txt").symlink_to("nothing")
    assert found(inside) == ["own.txt", "real/c.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_that_are_named_are_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    put(outside, "a.txt", "deep/b.txt")
    (tmp_path / "file.txt").symlink_to(outside / "a.txt")
    (tmp_path / "folder").symlink_to(outside)
    (tmp_path / "nowhere").symlink_to("nothing")
    assert found(tmp_path, "file.txt", "folder") == ["file.txt", "folder/a.txt", "folder/deep/b.txt"]
    assert found(tmp_path, "nowhere") == ["nowhere"]
    assert nianbao("check", tmp_path / "nowhere").code == 2
    assert nianbao("check", tmp_path / "folder").code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_pipes_sockets_and_devices_in_folders_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        assert found(tmp_path) == ["a.txt"]


def test_hidden_files_are_found_when_they_are_named(tmp_path: Path) -> None:
    put(tmp_path, ".hidden.txt", ".folder/a.txt", ".folder/.b.txt")
    assert found(tmp_path) == []
    assert found(tmp_path, ".hidden.txt", ".folder") == [".hidden.txt", ".folder/a.txt"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("草稿*", ["a.txt", "b/a.txt", "b/c/a.md"]),
        ("b", ["a.txt", "草稿.txt"]),
        ("b/c", ["a.txt", "草稿.txt", "b/a.txt", "b/草稿.txt"]),
        ("*.md", ["a.txt", "草稿.txt", "b/a.txt", "b/草稿.txt"]),
        ("/a.txt", ["草稿.txt", "b/a.txt", "b/草稿.txt", "b/c/a.md"]),
        ("b/**/a.*", ["a.txt", "草稿.txt", "b/草稿.txt"]),
        ("nothing", ["a.txt", "草稿.txt", "b/a.txt", "b/草稿.txt", "b/c/a.md"]),
    ],
)
def test_what_is_excluded_is_left_out(tmp_path: Path, pattern: str, left: list[str]) -> None:
    put(tmp_path, "a.txt", "草稿.txt", "b/a.txt", "b/草稿.txt", "b/c/a.md")
    if pattern.startswith("/"):
        pattern, left = "./a.txt", left
    got = found(tmp_path, exclude=(pattern,))
    assert got == left or (pattern == "./a.txt" and got == ["a.txt", *left])


def test_what_is_excluded_is_read_when_it_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b/a.txt", "b/c/a.txt")
    assert found(tmp_path, "a.txt", "b", exclude=("a.txt",)) == ["a.txt"]
    assert found(tmp_path, "b", exclude=("b/c",)) == ["b/a.txt"]
    assert found(tmp_path, "b/a.txt", ".", exclude=("b",)) == ["b/a.txt", "a.txt"]


def test_excluded_folders_are_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", "b/a.txt")
    with barred(monkeypatch, tmp_path / "b"):
        assert found(tmp_path, exclude=("b",)) == ["a.txt"]


def test_the_command_leaves_out_what_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", "drafts/a.txt")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nianbao.toml").write_text('[check]\nexclude = ["drafts"]\n', encoding="utf-8")
    told = json.loads(nianbao("check", ".", "--output", "json").out)["files"]
    assert [Path(each["path"]).as_posix() for each in told] == ["a.txt"]


@contextlib.contextmanager
def barred(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> Iterator[None]:
    """Folders that may not be looked into, also by those who may everything."""
    real = os.scandir
    places = {os.path.realpath(folder) for folder in folders}

    def scandir(path: Any) -> Any:
        if os.path.realpath(path) in places:
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", scandir)
        yield


def test_a_folder_that_may_not_be_read_is_told_of_and_the_others_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "a.txt", "locked/b.txt", "open/c.txt")
    (tmp_path / "open" / "c.txt").write_text(TEXT.replace("青禾镇", "棠漪镇"), encoding="utf-8")
    with barred(monkeypatch, tmp_path / "locked"):
        assert main(["check", str(tmp_path), "--output", "json"]) == 2
    out, err = capfd.readouterr()
    files = {Path(each["path"]).name: each for each in json.loads(out)["files"]}
    assert {name: each["outcome"] for name, each in files.items()} == {
        "a.txt": "checked", "c.txt": "checked", "locked": "unreadable",
    }  # fmt: skip
    assert str(tmp_path / "locked") in err


@pytest.mark.parametrize("output", ["text", "json"])
def test_when_the_only_folder_may_not_be_read_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], output: str
) -> None:
    put(tmp_path, "a.txt")
    with barred(monkeypatch, tmp_path):
        assert main(["check", str(tmp_path), "--output", output]) == 2
    assert str(tmp_path) in "".join(capfd.readouterr())


def test_last_years_folder_that_may_not_be_read_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "now/a.txt", "before/b/c.txt")
    put(tmp_path, "before/a.txt", data=read_shipped("rules", "examples", "last-2021.txt").encode())
    with barred(monkeypatch, tmp_path / "before" / "b"):
        code = main(["check", str(tmp_path / "now"), "--previous", str(tmp_path / "before")])
    assert str(tmp_path / "before" / "b") in capfd.readouterr().err
    assert code == 0


@contextlib.contextmanager
def somebody() -> Iterator[None]:
    """Run as one who may not read everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are other rights")
def test_rights_are_those_of_the_system() -> None:
    with somebody(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put(folder, "a.txt", "locked/b.txt", "listed/c.txt", "c.txt", "secret")
        (folder / "locked").chmod(0)
        (folder / "listed").chmod(0o400)
        (folder / "c.txt").chmod(0)
        (folder / "secret").chmod(0)
        try:
            files = {os.path.relpath(each.path, folder): each.barred for each in find_files([name])}
            codes = main(["check", name, "--output", "concise"]), main(["check", name, "--jobs", "2", "--output", "json"])
        finally:
            for each in ("locked", "listed"):
                (folder / each).chmod(0o700)
    assert files == {"a.txt": False, "c.txt": False, "listed/c.txt": False, "locked": True}
    assert codes == (2, 2)


class _Entry:
    """An entry of a drive that tells kinds only to those who may enter the folder."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = str(path), path.name

    def is_file(self, follow_symlinks: bool = True) -> bool:
        raise PermissionError(13, "Permission denied", self.path)

    is_dir = is_file


def test_entries_whose_kind_nobody_tells_do_not_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")

    @contextlib.contextmanager
    def scandir(path: Any) -> Iterator[list[_Entry]]:
        yield [_Entry(tmp_path / "a.txt")]

    monkeypatch.setattr(os, "scandir", scandir)
    assert found(tmp_path) == []


ODD = [
    "有 空格 的.txt", " 前后 .txt", "换\n行.txt", "制\t表.txt", "'引号\".txt", "-rf.txt", "--help.txt", "a*b?.txt", "[x]{y}.txt",
    "反\\斜.txt", "𠮷野.txt", "\u202e反.txt", "\u3000全角\u3000.txt", "\u00e9.txt", "e\u0301.txt", "%00.txt",
    "长" * 80 + ".txt", "=1+1.md",
]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="there such names cannot be")
def test_odd_names_are_found_read_and_told(tmp_path: Path) -> None:
    put(tmp_path, *ODD)
    assert sorted(found(tmp_path)) == sorted(ODD)
    done = nianbao("check", tmp_path, "--output", "json", "--ignore", "R")
    assert sorted(os.path.relpath(each["path"], tmp_path) for each in json.loads(done.out)["files"]) == sorted(ODD)
    assert (done.code, done.err) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="there such names cannot be")
@pytest.mark.parametrize("jobs", ["few", "many"])
def test_names_that_are_no_utf_8_are_read_as_any(tmp_path: Path, jobs: str) -> None:
    """As archives have them that were packed on other systems."""
    folder = os.fsencode(tmp_path) + "/云岭县".encode("gb18030")
    os.mkdir(folder)
    for number in range(3 if jobs == "few" else 15):
        with open(folder + f"/{number}青禾镇".encode("gb18030") + b".txt", "wb") as file:
            file.write(DATA.replace("青禾镇".encode(), f"青禾{'一二三四五六七八九十甲乙丙丁戊'[number]}镇".encode()))
    done = nianbao("check", tmp_path, "--output", "json", "--output", f"html={tmp_path}/x.html", "--ignore", "R")
    files = json.loads(done.out)["files"]
    assert {each["outcome"] for each in files} == {"checked"}
    assert len(files) == (3 if jobs == "few" else 15)
    assert (done.code, done.err) == (0, "")


@contextlib.contextmanager
def deep(folder: Path, name: str, levels: int) -> Iterator[None]:
    """Folders in folders with a report in the last, taken away again: others may fail over them."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        for _ in range(levels):
            os.mkdir(name)
            os.chdir(name)
        put(Path(), "x.txt")
        os.chdir(folder)
        yield
    finally:
        os.chdir(folder)
        for _ in range(levels):
            os.chdir(name)
        os.unlink("x.txt")
        for _ in range(levels):
            os.chdir("..")
            os.rmdir(name)
        os.chdir(before)


@pytest.mark.skipif(sys.platform == "win32", reason="paths are shorter there")
def test_very_deep_folders_are_searched_to_the_end(tmp_path: Path) -> None:
    with deep(tmp_path, "a", 1500):
        files = list(find_files(["."]))
    assert [each.path.count("a/") for each in files] == [1500]


@pytest.mark.skipif(sys.platform == "win32", reason="paths are shorter there")
def test_folders_too_deep_for_a_path_are_told_of(tmp_path: Path) -> None:
    with deep(tmp_path, "a" * 200, 25):
        files = list(find_files(["."]))
    assert [each.barred for each in files] == [True]


def test_every_file_is_read_once_however_often_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", "b/c.txt", "b/d/e.txt")
    assert found(tmp_path, "a.txt", "a.txt") == ["a.txt"]
    assert found(tmp_path, ".", "b") == ["a.txt", "b/c.txt", "b/d/e.txt"]
    assert found(tmp_path, "b", ".") == ["b/c.txt", "b/d/e.txt", "a.txt"]
    assert found(tmp_path, "b/", "b/../b", "b/d") == ["b/c.txt", "b/d/e.txt"]
    monkeypatch.chdir(tmp_path)
    assert [each.path for each in find_files(["a.txt", str(tmp_path)])][1:] == [
        str(tmp_path / "b/c.txt"),
        str(tmp_path / "b/d/e.txt"),
    ]
    # what is named must be a report, though its folder is named too
    assert [each.listed for each in find_files([".", "a.txt"])] == [True, True, False]
    done = nianbao("check", tmp_path, tmp_path / "b" / "d")
    assert "R904" in done.out
    put(tmp_path, "b/c.txt", data=TEXT.replace("青禾镇", "棠漪镇").encode())
    put(tmp_path, "b/d/e.txt", data=TEXT.replace("青禾镇", "柳漪镇").encode())
    assert "警告 R904" not in nianbao("check", tmp_path, tmp_path / "b" / "d").out


def test_a_barred_folder_that_is_named_besides_is_told_of_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", "b/c.txt")
    with barred(monkeypatch, tmp_path / "b"):
        assert found(tmp_path, ".", "b") == ["a.txt", "b"]
        assert found(tmp_path, "b", ".") == ["b", "a.txt"]


def test_a_folder_without_reports_is_an_error_and_one_with_notes_too(tmp_path: Path) -> None:
    assert nianbao("check", tmp_path).code == 2
    put(tmp_path, "notes.txt", "x.jpg", data="会议纪要\n".encode())
    done = nianbao("check", tmp_path)
    assert done.code == 2
    assert str(tmp_path) in done.err


def test_generated_reports_are_found_without_a_suffix(tmp_path: Path) -> None:
    for seed in range(12):
        report = correct_report(seed)
        put(tmp_path, f"{seed:02}", data=tabs(report).encode(("utf-8", "gb18030")[seed % 2]))
    assert len(found(tmp_path)) == 12
