"""`nianbao init`: a configuration that fits what lies in the folder, and that never replaces another."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli
from commands import ROOT, Done
from docx_files import word_file
from generator import correct_report
from profile_files import inside, put, run

from linter.profile import start
from linter.profile.chain import regions
from linter.profile.choose import Chosen

WHOLE = (ROOT / "rules" / "examples" / "2021.txt").read_text(encoding="utf-8")
REGIONS = {name: words[0] for name, words in regions() if words}
CHINESE = re.compile(r"[\u3400-\u9fff]")
NAME = "nianbao.toml"


def report(body: str = "云岭县青禾镇人民政府", year: int = 2023) -> str:
    """The good report as that of another body for another year."""
    text = WHOLE.replace("云岭县青禾镇人民政府", body)
    return text.replace("2024", str(year + 1)).replace("2023", str(year))


def written(folder: Path, *arguments: str) -> tuple[Done, dict[str, Any]]:
    """What the command says, and the configuration that it writes, which must be usable as it stands."""
    done = run(folder, "init", *arguments)
    assert (done.code, done.err) == (0, "")
    content = (folder / NAME).read_bytes()
    assert b"\r" not in content
    text = content.decode()
    assert text.endswith("\n")
    assert 10 <= len(text.splitlines()) <= 25
    assert [name for name in os.listdir(folder) if name.startswith(".nianbao")] == []
    with inside(folder):
        chosen = Chosen(given=NAME)
        assert chosen.verify() == ()
        chosen.resolved(chosen.choice("任何.txt"))
        # what is only proposed is right too
        proposed = re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.MULTILINE)
        put(folder, {"proposed/nianbao.toml": proposed})
        Chosen(given="proposed/nianbao.toml").verify()
        shutil.rmtree("proposed")
        assert set(tomli.loads(proposed)) == {"profile", "baseline", "check", "level", "override"}
    return done, tomli.loads(text)


@pytest.mark.parametrize("files", [{}, {"说明.xlsx": b"PK", "下级/照片.png": b"\x89PNG", ".旧/甲.txt": WHOLE}])
def test_a_folder_without_reports(files: Mapping[str, str | bytes], tmp_path: Path) -> None:
    put(tmp_path, files)
    done, data = written(tmp_path)
    assert data == {}
    assert done.out == ". 里还没有可以检查的文件\n已写入 nianbao.toml\n接下来：nianbao check .\n"


def test_what_is_seen_is_told(tmp_path: Path) -> None:
    files = {
        "2023/甲镇.txt": report(),
        "2023/乙镇.md": report().replace("\t", " | "),
        "2022/甲镇.txt": report(year=2022),
        "2022/丙镇2022年报告.pdf": b"%PDF-1.7 ",
        "2022/丁镇.html": f"<html><body>{report(year=2022)}</body></html>",
        "2022/戊镇.docx": b"PK\x03\x04 damaged",
        "2022/照片.docx": b"\x89PNG",
        "通知.txt": "请各村参加会议。",
        "己.doc": b"\xd0\xcf\x11\xe0",
        "庚.docx": word_file(correct_report(11, "2021")),
    }
    put(tmp_path, files)
    done, data = written(tmp_path)
    lines = done.out.splitlines()
    assert lines[0].startswith(". 里有 9 个可以检查的文件：")
    assert set(lines[0].partition("：")[2].split("、")) == {
        "文本（3）", "Markdown（1）", "网页（1）", "PDF（1）", "Word（2）", "旧版 Word（1）"
    }  # fmt: skip
    assert lines[1] == "读了其中 7 个，5 份是年度报告，1 个读不了"
    year = correct_report(11, "2021").year
    counts = {2022: 4, 2023: 2}
    counts[year] = counts.get(year, 0) + 1
    assert lines[2] == "年度：" + "、".join(f"{each}（{count}）" for each, count in sorted(counts.items()))
    assert lines[3:] == ["上年报告：2022", "已写入 nianbao.toml", "接下来：nianbao check ."]
    assert data == {"check": {"previous": ["2022"]}}
    assert '# files = ["2022/**"]' in (tmp_path / NAME).read_text(encoding="utf-8")


ONE, OTHER, *_ = [*REGIONS, "", ""]


@pytest.mark.parametrize(
    ("bodies", "profile"),
    [
        (["甲县乙镇人民政府"], None),
        ([ONE], ONE),
        ([ONE, "甲县乙镇人民政府"], ONE),
        ([ONE, ONE, OTHER], "auto"),
        ([ONE, "海东省甲县人民政府"], "auto"),
        (["海东省甲县人民政府"], None),
        (["海西自治区甲县人民政府"], None),
    ],
)
def test_the_profile_is_that_of_the_only_province(bodies: list[str], profile: str | None, tmp_path: Path) -> None:
    names = [f"{REGIONS[body]}甲县人民政府" if body in REGIONS else body for body in bodies]
    put(tmp_path, {f"{number}.txt": report(name) for number, name in enumerate(names)})
    done, data = written(tmp_path)
    assert data == ({"profile": profile} if profile else {})
    provinces = [line for line in done.out.splitlines() if line.startswith("省份：")]
    assert ("其他省（1）" in "".join(provinces)) == any(name.startswith("海") for name in names)
    assert all(name in provinces[0] for name in bodies if name in REGIONS)
    assert run(tmp_path, "check", ".").code == 0


@pytest.mark.parametrize(
    ("folders", "own", "previous"),
    [
        (["2022", "2023"], "报告", "2022"),
        (["2021", "2022", "2023"], "报告", "2022"),
        (["2021年度", "2022年度"], "报告", "2021年度"),
        (["二〇二二年", "二〇二三年"], "报告", "二〇二二年"),
        (["2020", "2023"], "报告", None),
        (["2023"], "报告", None),
        (["乡镇", "部门"], "报告", None),
        (["12022", "12023", "20231", "20221"], "报告", None),
        (["乡镇", "../2022年乡镇"], "2023年乡镇", "../2022年乡镇"),
        (["乡镇", "../2022"], "2023年乡镇", "../2022"),
        (["乡镇", "../2022年部门", "../2022年乡镇"], "2023年乡镇", "../2022年乡镇"),
        (["乡镇", "../2022年部门", "../2022年街道"], "2023年乡镇", None),
        (["乡镇", "../2024年乡镇"], "2023年乡镇", None),
        (["2022", "2023", "../2022"], "2023", "2022"),
        (['2022"旧', "2023"], "报告", None),
    ],
)
def test_last_years_folder(folders: list[str], own: str, previous: str | None, tmp_path: Path) -> None:
    folder = tmp_path / own
    put(folder, {f"{name}/甲镇.txt": report() for name in folders})
    put(tmp_path, {"2022年空/说明.xlsx": b""} if own == "报告" else {})
    done, data = written(folder)
    assert data == ({"check": {"previous": [previous]}} if previous else {})
    assert (f"上年报告：{previous}\n" in done.out) == bool(previous)
    assert previous is None or (folder / previous).is_dir()


def test_an_empty_folder_beside_is_not_last_years(tmp_path: Path) -> None:
    put(tmp_path, {"2023/甲.txt": report(), "2022/说明.xlsx": b""})
    assert written(tmp_path / "2023")[1] == {}


def test_folders_that_a_pattern_cannot_name_are_no_examples(tmp_path: Path) -> None:
    put(tmp_path, {f"{name}/甲.txt": report() for name in ("[旧]", "a*b", 'c"d', "乡镇2023")})
    written(tmp_path)
    assert '# files = ["乡镇2023/**"]' in (tmp_path / NAME).read_text(encoding="utf-8")


def test_large_folders_are_looked_at_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "_MOST_OPENED", 3)
    monkeypatch.setattr(start, "_MOST_READ", 2)
    put(tmp_path, {f"{number}/{number}.txt": report() if number in "15" else "通知" for number in "12345678"})
    put(tmp_path, {"1/0.docx": b"\xd0\xcf\x11\xe0", "9/9.docx": b"\xd0\xcf\x11\xe0", "9/2022年.pdf": b""})
    seen = start.look(str(tmp_path))
    # the first is what its bytes say, the last what its name says
    assert seen.formats == {"doc": 1, "text": 8, "docx": 1, "pdf": 1}
    assert (seen.read, seen.reports) == (2, 2)
    assert seen.years == {2022: 1, 2023: 2}


@pytest.mark.parametrize(
    ("name", "content"),
    [(NAME, "# 我的设置\n"), (NAME, ""), (NAME, None), ("pyproject.toml", "[tool.nianbao]\nprofile = 'base'\n")],
)
def test_what_is_there_is_never_replaced(name: str, content: str | None, tmp_path: Path) -> None:
    put(tmp_path, {"甲.txt": report()})
    path = tmp_path / name
    if content is None:
        path.symlink_to(tmp_path / "nowhere.toml")
    else:
        path.write_text(content, encoding="utf-8")
    done = run(tmp_path, "init")
    assert (done.code, done.out) == (2, "")
    assert f"nianbao：已有配置 {name}，没有改动" in done.err
    assert path.is_symlink() if content is None else path.read_text(encoding="utf-8") == content
    assert sorted(os.listdir(tmp_path)) == sorted({"甲.txt", name})
    printed = run(tmp_path, "init", "--print")
    assert printed.code == 0
    assert tomli.loads(printed.out) == {}


def test_what_came_in_the_meantime_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(_: start.Seen) -> str:
        put(tmp_path, {NAME: "# 别人刚写的\n"})
        return "# 后写的\n"

    monkeypatch.setattr(start, "configuration_for", meanwhile)
    for links in (True, False):
        (tmp_path / NAME).unlink(missing_ok=True)
        if not links:
            monkeypatch.setattr(os, "link", refusing)
        assert run(tmp_path, "init").code == 2
        assert (tmp_path / NAME).read_text(encoding="utf-8") == "# 别人刚写的\n"
        assert os.listdir(tmp_path) == [NAME]


def refusing(*_: object, **__: object) -> None:
    """What systems do that cannot do it."""
    raise PermissionError(1, "Operation not permitted")


def test_file_systems_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refusing)
    written(tmp_path)


def test_a_file_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.mkstemp", refusing)
    done = run(tmp_path, "init")
    assert (done.code, done.out) == (2, "")
    assert "nianbao：nianbao.toml 写不进去（Operation not permitted）" in done.err
    assert os.listdir(tmp_path) == []


def test_the_file_has_the_permissions_of_other_new_files(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "other").write_text("")
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_other_settings_above_and_beside(tmp_path: Path) -> None:
    put(tmp_path, {NAME: "", "报告/pyproject.toml": "[project]\nname = 'x'\n", "报告/甲.txt": report()})
    done = run(tmp_path, "init", "报告")
    assert done.code == 0
    assert "已写入 报告/nianbao.toml\n这个文件夹里的报告从此不再用 nianbao.toml\n接下来：nianbao check 报告\n" in done.out
    assert run(tmp_path, "init", "没有").err == "nianbao：没有文件夹 没有\n"
    assert run(tmp_path, "init", "没有").code == 2


def test_printing_writes_nothing(tmp_path: Path) -> None:
    put(tmp_path, {"2022/甲.txt": report(year=2022), "2023/甲.txt": report()})
    done = run(tmp_path, "init", "--print")
    assert done.code == 0
    assert ". 里有 2 个可以检查的文件" in done.err
    assert not (tmp_path / NAME).exists()
    written(tmp_path)
    assert (tmp_path / NAME).read_text(encoding="utf-8") == done.out


def test_english(tmp_path: Path) -> None:
    put(tmp_path, {"2022/a.txt": report(year=2022), "2023/a.txt": report(), "2023/b.docx": b"PK\x03\x04"})
    done, data = written(tmp_path, "--lang", "en")
    assert not CHINESE.search(done.out)
    assert done.out.startswith(". holds 3 files that can be checked: text (2), Word (1)\n3 of them were read, 2 are annual")
    assert done.out.endswith("Last year's reports: 2022\nWritten: nianbao.toml\nNext: nianbao check .\n")
    assert data == {"check": {"previous": ["2022"]}}
    assert "# 上年的报告" in (tmp_path / NAME).read_text(encoding="utf-8")
    again = run(tmp_path, "init", "--lang", "en")
    assert (again.code, CHINESE.search(again.err)) == (2, None)
