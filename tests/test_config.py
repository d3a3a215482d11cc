"""`nianbao config`: what holds for a file, and the line on which each setting was made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import Done

from linter.cli import main
from linter.profile import form
from linter.resources import read_shipped

PROFILE = """\
[profile]
name = "liuxi"
title = "柳溪县"
prefix = "LX"

[section.overview]
accepted.add = ["年度总体情况"]

[table.requests.column."社会公益组织"]
accepted.add = ["公益组织"]

[option.N410]
also.add = ["若干次"]

[[rule]]
code = "LX101"
name = "contact"
title = "写明联系电话"
check = "stated"
any = ["联系电话"]
level = "warning"
basis = [{ doc = "惯例" }]
help = "请写明联系电话。"
message.broken = "没有写明联系电话"
"""
CONFIGURATION = """\
profile = "liuxi.toml"
baseline = "old.jsonl"

[check]
fail-on = "warning"

[level]
N405 = "warning"
S114 = "warning"

[[override]]
files = ["2022/**"]
level.N405 = "off"

[[override]]
files = ["2022/柳溪镇*"]
level.N405 = "error"

[[suppress]]
rule = "T207"
file = "2020/*.txt"
reason = "原件如此"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a profile, a configuration and reports of two years."""
    (tmp_path / "liuxi.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "nianbao.toml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "old.jsonl").write_text("", encoding="utf-8")
    for year in ("2021", "2022"):
        (tmp_path / year).mkdir()
        for name in ("柳溪镇", "云水乡"):
            (tmp_path / year / f"{name}.txt").write_text(read_shipped("rules", "examples", "2021.txt"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command line in this process."""

    def command(*arguments: str) -> Done:
        code = main(arguments)
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return command


def rows(run: Any, *arguments: str) -> dict[str, tuple[Any, str, int | None]]:
    """Value, file and line of every setting by its name."""
    done = run("config", "--output", "json", *arguments)
    assert done.code == 0, done.err
    data = json.loads(done.out)
    return {each["name"]: (each["value"], each["file"], each["line"]) for each in data["settings"]}


def line_of(path: Path, words: str) -> int:
    return path.read_text(encoding="utf-8").split(words)[0].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "value", "file", "written"),
    [
        ("profile", "liuxi.toml", "nianbao.toml", "profile ="),
        ("check.fail-on", "warning", "nianbao.toml", "fail-on"),
        ("baseline", "old.jsonl", "nianbao.toml", "baseline ="),
        ("N405 level", "warning", "nianbao.toml", "N405"),
        ("LX101", "写明联系电话", "liuxi.toml", 'title = "写明'),
        ("LX101 level", "warning", "liuxi.toml", 'level = "warning"\nbasis'),
    ],
)
def test_every_setting_has_its_place(folder: Path, run: Any, name: str, value: str, file: str, written: str) -> None:
    assert rows(run)[name] == (value, file, line_of(folder / file, written))


def test_lists_come_whole_with_the_place_of_the_edit(folder: Path, run: Any) -> None:
    found = rows(run)
    value, file, line = found["section.overview.accepted"]
    assert "年度总体情况" in value
    assert len(value) > 1
    assert (file, line) == ("liuxi.toml", line_of(folder / "liuxi.toml", "accepted.add"))
    assert found["table.requests.column.nonprofit.accepted"][0] == ["公益组织"]
    assert found["N410 also"][0][-1] == "若干次"


@pytest.mark.parametrize(
    ("path", "level", "glob"),
    [
        ("2021/柳溪镇.txt", "warning", 'N405 = "warning"'),
        ("2022/云水乡.txt", "off", 'level.N405 = "off"'),
        ("2022/柳溪镇.txt", "error", 'level.N405 = "error"'),
    ],
)
def test_the_most_specific_override_counts(folder: Path, run: Any, path: str, level: str, glob: str) -> None:
    assert rows(run, path)["N405 level"] == (level, "nianbao.toml", line_of(folder / "nianbao.toml", glob))


def test_settings_that_nobody_made_are_defaults(folder: Path, run: Any) -> None:
    assert rows(run, "--no-config")["profile"] == ("base", "默认", None)
    assert rows(run, "--no-config", "--profile", "liuxi.toml")["profile"] == ("liuxi.toml", "命令行", None)
    assert rows(run)["check.lang"] == ("zh", "默认", None)


def test_every_key_of_check_is_shown(folder: Path, run: Any) -> None:
    names = {name.removeprefix("check.") for name in rows(run) if name.startswith("check.")}
    assert names == set(form.CheckDefaults.__annotations__)


def test_all_lists_what_the_shipped_files_say(folder: Path, run: Any) -> None:
    found = rows(run, "--all")
    value, file, line = found["C301 level"]
    assert (value, file) == ("error", "rules/C-sums.toml")
    assert read_shipped("rules", "C-sums.toml").split("\n")[line - 1] == 'level = "error"'
    assert len(found) > 500
    assert found["N405 level"][1] == "nianbao.toml"


def test_text_names_files_profiles_and_what_was_before(folder: Path, run: Any) -> None:
    done = run("config", "2022/柳溪镇.txt")
    assert done.code == 0
    for words in (
        "配置  nianbao.toml", "标准  liuxi.toml → 国家规则", "原来：\"info\"", "+ \"年度总体情况\"", "override 2", "suppress 1",
        f"nianbao.toml:{line_of(folder / 'nianbao.toml', 'fail-on')}",
    ):  # fmt: skip
        assert words in done.out, words
    # a level that was so before is told of, not kept quiet
    assert f"nianbao.toml:{line_of(folder / 'nianbao.toml', 'S114')}:1  提示 所指的规则本来就是 warning，没有作用" in done.err


def test_english(folder: Path, run: Any) -> None:
    done = run("config", "--lang", "en")
    assert "Configuration  nianbao.toml" in done.out
    assert "this has no effect" in done.err


def test_pyproject_and_the_nearest_configuration(folder: Path, run: Any) -> None:
    inner = folder / "2021"
    (inner / "pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.nianbao.level]\nN405 = "error"\n', encoding="utf-8")
    assert rows(run, "2021/柳溪镇.txt")["N405 level"] == ("error", "2021/pyproject.toml", 5)
    assert rows(run, "2022/云水乡.txt")["N405 level"][1] == "nianbao.toml"
    (inner / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    assert rows(run, "2021/柳溪镇.txt")["N405 level"][1] == "nianbao.toml"


def test_what_cannot_be_used_ends_with_two(folder: Path, run: Any) -> None:
    (folder / "nianbao.toml").write_text('[level]\nN40x = "error"\n[chek]\n', encoding="utf-8")
    for command in (("config",), ("check", "."), ("extract", "2021"), ("rule",), ("baseline", "write", ".")):
        done = run(*command)
        assert (done.code, done.out) == (2, ""), command
        assert "nianbao.toml:2:1" in done.err
        assert "nianbao.toml:3:2" in done.err
        assert "check" in done.err


def test_a_run_says_what_it_used(folder: Path, run: Any) -> None:
    assert "配置：nianbao.toml；标准：柳溪县（liuxi）" in run("check", ".").out
    assert "配置：nianbao.toml" in run("check", ".", "--output", "concise").err
    data = json.loads(run("check", ".", "--output", "json").out)
    assert (data["run"]["config"], data["run"]["profile"]) == ("nianbao.toml", "liuxi")
    assert "配置" not in run("check", ".", "--no-config").out


def test_options_of_the_command_line_come_first(folder: Path, run: Any) -> None:
    # LX101 is a warning, and [check] says that warnings count
    assert run("check", "2021").code == 1
    assert run("check", "2021", "--fail-on", "error").code == 0
    # both files hold the same report, which rules across an archive tell
    assert run("check", "2021", "--profile", "base", "--ignore", "R").code == 0


def test_rules_of_the_configuration_are_explained(folder: Path, run: Any) -> None:
    assert "写明联系电话" in run("rule", "LX101").out
    assert run("check", "2021", "--select", "LX").code == 1
    assert "没有规则" in run("check", "2021", "--select", "LX", "--no-config").err
