"""Patterns of file names: one dialect, whatever the folder that the program is started in."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.globs import BrokenPattern, check_pattern, fits, is_outside, is_plain, matches, relative, weight

NAMES = st.text(alphabet="ab年报 .-（）1", min_size=1, max_size=8).filter(lambda name: name.strip(".") != "")
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


@pytest.mark.parametrize(
    ("pattern", "fitting", "others"),
    [
        ("*.docx", ["a.docx", "2022/a.docx", "2022/深/a.docx", ".a.docx", ".隐藏/a.docx"], ["a.doc", "a.docx.txt", "A.DOCX"]),
        ("./*.docx", ["a.docx"], ["2022/a.docx"]),
        ("/*.docx", ["a.docx"], ["2022/a.docx"]),
        ("2022/*.docx", ["2022/a.docx", "2022/青禾镇 年报.docx"], ["2022/深/a.docx", "x/2022/a.docx", "a.docx"]),
        ("2022/**/*.docx", ["2022/a.docx", "2022/深/再深/a.docx"], ["2023/a.docx"]),
        ("**/2022/*.docx", ["2022/a.docx", "x/y/2022/a.docx"], ["2022/x/a.docx"]),
        ("2022", ["2022/a.docx", "2022/x/a.docx", "x/2022/a.docx", "2022"], ["20220/a.docx", "a2022"]),
        ("2022/", ["2022/a.docx", "x/2022/a.docx"], ["2022a"]),
        ("市/县", ["市/县/a.docx", "市/县/乡/a.docx"], ["县/a.docx", "x/市/县/a.docx"]),
        ("青禾镇?.txt", ["青禾镇1.txt", "x/青禾镇一.txt"], ["青禾镇.txt", "青禾镇12.txt"]),
        ("20[12]*.txt", ["2011.txt", "202.txt"], ["2031.txt"]),
        ("20[!12]1.txt", ["2031.txt"], ["2011.txt"]),
        ("{2021,2022}/*.txt", ["2021/a.txt", "2022/a.txt"], ["2023/a.txt"]),
        ("*.{txt,md}", ["a.txt", "x/a.md"], ["a.html"]),
        ("年度 报告（终稿）.txt", ["年度 报告（终稿）.txt", "x/年度 报告（终稿）.txt"], ["年度报告（终稿）.txt"]),
        (r"\[a\].txt", ["[a].txt"], ["a.txt"]),
        ("!a.txt", ["!a.txt"], ["a.txt", "b.txt"]),
        ("a**b.txt", ["ab.txt", "axxb.txt"], ["a/b.txt"]),
        ("**", ["a", "x/.y/z"], ["../a", "..", "/a"]),
        (".", ["a", "x/y"], ["../a"]),
        ("", [], ["a"]),
        ("../*.txt", [], ["../a.txt", "a.txt"]),
    ],
)
def test_dialect(pattern: str, fitting: list[str], others: list[str]) -> None:
    assert [name for name in fitting if not matches(name, [pattern])] == []
    assert [name for name in others if matches(name, [pattern])] == []


@given(PATHS)
def test_a_name_fits_itself_and_its_folders(path: str) -> None:
    folder, _, name = path.rpartition("/")
    patterns = [path, f"./{path}", name, "**", "*", f"**/{name}", f"{path[:-1]}?", *([folder, f"{folder}/*"] if folder else [])]
    assert [pattern for pattern in patterns if not matches(path, [pattern])] == []
    assert not matches(path, [f"{path}x", f"x{path}", f"./x/{name}/y"])
    assert not matches(path, [])


def test_paths_are_from_the_folder_of_the_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "报告"
    inside = root / "2022" / "a.txt"
    inside.parent.mkdir(parents=True)
    monkeypatch.chdir(root / "2022")
    for path in ("a.txt", "./a.txt", "../2022/a.txt", str(inside)):
        assert relative(path, str(root)) == "2022/a.txt"
        assert fits(path, ["2022/*.txt"], str(root))
        assert fits(path, ["*.txt"], os.path.join("..", "2022"))
    for path in ("../../b.txt", str(tmp_path / "b.txt")):
        assert relative(path, str(root)) == "../b.txt"
        assert is_outside(relative(path, str(root)))
        assert not fits(path, ["**", "*.txt", "../*.txt"], str(root))
    assert relative("..", ".") == ".."
    assert not is_outside(relative("..文.txt", "."))


def test_more_specific_patterns_weigh_more() -> None:
    ordered = [
        "2022/尹庄镇*.docx", "2022/尹庄*.docx", "2022/*.docx", "**/2022/*.docx", "**/2022/*.????", "*.docx", "*.*", "*?", "**",
    ]  # fmt: skip
    assert [(one, other) for one, other in pairwise(ordered) if not weight(one) > weight(other)] == []
    assert weight("2022/") == weight("2022") == weight("./2022")
    assert weight("{a,{bb,cc}}/x") == weight("?/x")
    assert weight(r"\*a") == (2, 0, 0)


@given(PATHS)
def test_a_name_weighs_more_than_any_pattern_of_it(path: str) -> None:
    assert all(weight(path) > weight(path[:at] + "*" + path[at + 1 :]) for at in range(len(path)) if path[at] not in "/.")


@pytest.mark.parametrize(("pattern", "plain"), [("a.txt", True), ("年/报 1.txt", True), ("*.txt", False), ("{a,b}", False)])
def test_plain_names(pattern: str, plain: bool) -> None:
    assert is_plain(pattern) is plain


def test_patterns_for_too_many_names_are_refused() -> None:
    with pytest.raises(BrokenPattern):
        check_pattern("{1..100000}")
    for pattern in ("[", "{", "\\", "[z-a]", "{" * 2000, "[" * 2000):
        check_pattern(pattern)
