"""The commands as people and machines use them: exit codes, selection, outputs, terminals, and the JSON contract."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import ROOT, Done, nianbao
from generator import LAYOUTS, Report, correct_report, form, render

from linter import __version__
from linter.archive.kinds import is_across
from linter.cli import main
from linter.cli.check import FORMATS
from linter.profile.load import shipped_norm, shipped_rules
from linter.render import OUTPUTS

REPORT = correct_report(11, "2021")
GOOD = render(REPORT)
# one error (S110), warnings (T204), and sums that cannot be decided for a value that is lost (T206, an error too)
FAULTY = GOOD.replace("五、存在的主要问题及改进情况\n", "").replace("社会公益组织", "社会组织")
WARNED = GOOD.replace("社会公益组织", "社会组织")
# a title with the year in front is accepted, and said at level info
TOLD = re.sub(r"^(.*?)(20\d\d)年", r"\2年\1", GOOD, count=1)
NOTE = "关于开展夏季防汛演练的通知\n各村：请于六月底前完成演练。\n"
ESCAPE = "\x1b["


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with reports, in it and below it."""
    texts = {
        "甲.txt": GOOD, "乙.txt": FAULTY, "下级/丙.txt": WARNED, "下级/丁 二.md": FAULTY, "下级/通知.txt": NOTE,
        "下级/照片.png": "PNG", ".隐藏/戊.txt": FAULTY, "信息.txt": TOLD,
    }  # fmt: skip
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Done:
    """The command in this process."""
    code = main([*map(str, arguments)])
    out, err = capsys.readouterr()
    return Done(code, out, err)


def checked(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    """What `check --output json` says."""
    return dict(json.loads(run(capsys, "check", "--output", "json", *arguments).out))


def found(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> set[str]:
    """The codes of the findings."""
    return {finding["rule"] for file in checked(capsys, *arguments)["files"] for finding in file["findings"]}


@pytest.mark.parametrize(
    ("name", "codes"),
    # exit codes for --fail-on error, warning, info, never
    [("甲.txt", (0, 0, 0, 0)), ("信息.txt", (0, 0, 1, 0)), ("下级/丙.txt", (0, 1, 1, 0)), ("乙.txt", (1, 1, 1, 0))],
)
@pytest.mark.parametrize("output", ["text", "concise", "json"])
def test_fail_on(name: str, codes: tuple[int, ...], output: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    levels = ("error", "warning", "info", "never")
    got = tuple(run(capsys, "check", folder / name, "--fail-on", level, "--output", output).code for level in levels)
    assert got == codes
    assert run(capsys, "check", folder / name, "--output", output).code == codes[0], "the default is error"


def test_never_does_not_hide_what_could_not_be_done(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", folder / "没有.txt", folder / "乙.txt", "--fail-on", "never").code == 2


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ((), {"S110", "T204", "N403", "N404"}),
        (("--select", "S110"), {"S110"}),
        (("--select", "s110"), {"S110"}),
        (("--select", "S"), {"S110"}),
        (("--select", "S,T"), {"S110", "T204"}),
        (("--select", "S", "--select", "label-nonstandard"), {"S110", "T204"}),
        (("--select", "section-missing"), {"S110"}),
        (("--select", "ALL", "--ignore", "N4"), {"S110", "T204"}),
        (("--ignore", "section-missing,T204", "--ignore", "N"), set()),
        (("--select", "S", "--ignore", "S11"), set()),
        (("--select", "C"), set()),
    ],
)
def test_select_and_ignore(options: tuple[str, ...], codes: set[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = checked(capsys, folder / "乙.txt", *options)
    assert {finding["rule"] for finding in data["files"][0]["findings"] if finding["outcome"] == "broken"} == codes - {
        "N403",
        "N404",
    }
    assert {finding["rule"] for finding in data["files"][0]["findings"]} <= codes
    assert run(capsys, "check", folder / "乙.txt", *options).code == ("S110" in codes)


def test_what_is_not_selected_does_not_fail(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "check", folder / "乙.txt", "--select", "T204")
    assert done.code == 0
    assert "S110" not in done.out


def test_concise_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "乙.txt"
    done = run(capsys, "check", path, "--output", "concise")
    lines = done.out.splitlines()
    names = {rule.code: rule.name for rule in shipped_rules()}
    text = FAULTY.split("\n")
    assert len(lines) >= 2
    for line in lines:
        parts = re.fullmatch(
            re.escape(str(path)) + r":(\d+):(\d+): (error|warning|info|blocked) ([A-Z]\d{3}) (\S.*) \[([a-z-]+)\]", line
        )
        assert parts, line
        assert names[parts[4]] == parts[6]
        assert 1 <= int(parts[1]) <= len(text)
        assert 1 <= int(parts[2]) <= len(text[int(parts[1]) - 1]) + 1
    marked = next(line for line in lines if "T204" in line)
    row, column = map(int, marked.split(":")[1:3])
    assert text[row - 1][column - 1 :].startswith("社会组织")


@pytest.mark.parametrize("output", ["text", "concise"])
def test_statistics(output: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = (folder / "乙.txt", folder / "下级/丙.txt")
    plain = run(capsys, "check", *paths, "--output", output).out
    done = run(capsys, "check", *paths, "--output", output, "--statistics")
    added = [line for line in done.out.splitlines() if line not in plain.splitlines()]
    counts = {code: int(number) for line in added for code, number in numbers_of(line)}
    data = checked(capsys, *paths)
    broken = [f["rule"] for file in data["files"] for f in file["findings"] if f["outcome"] == "broken"]
    assert counts == {code: broken.count(code) for code in set(broken)}


def numbers_of(line: str) -> list[tuple[str, str]]:
    """Code and number of a line of the statistics, whichever stands first."""
    if parts := re.match(r"\s*(\d+)\s+([A-Z]\d{3})", line):
        return [(parts[2], parts[1])]
    parts = re.fullmatch(r"([A-Z]\d{3}) (\d+)", line)
    return [(parts[1], parts[2])] if parts else []


def test_standard_input() -> None:
    done = nianbao("check", "-", "--stdin-filename", "草稿.md", "--output", "json", given=FAULTY.encode())
    (file,) = json.loads(done.out)["files"]
    assert done.code == 1
    assert (file["path"], file["format"], file["year"]) == ("草稿.md", "markdown", REPORT.year)
    done = nianbao("check", "-", given=GOOD.encode("gb18030"))
    assert done.code == 0
    assert done.out.startswith("<stdin>\n")
    assert "gb18030" in done.out
    done = nianbao("extract", "-", "--output", "csv", given=GOOD.encode())
    assert done.code == 0
    assert "<stdin>" in done.out


def test_folders_are_searched_in_the_order_of_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [file["path"] for file in checked(capsys, folder)["files"]]
    top = sorted(name for name in ("甲.txt", "乙.txt", "信息.txt"))
    below = sorted(name for name in ("丙.txt", "丁 二.md"))
    assert files == [str(folder / name) for name in top] + [str(folder / "下级" / name) for name in below]


def test_output_follows_the_order_of_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [folder / "甲.txt", folder / "下级", folder / "乙.txt", folder / "没有.txt", folder / "甲.txt"]
    # what is named twice is checked once
    names = ["甲.txt", "下级/丁 二.md", "下级/丙.txt", "乙.txt", "没有.txt"]
    expected = [str(folder / name) for name in names]
    assert [file["path"] for file in checked(capsys, *paths)["files"]] == expected
    shown = run(capsys, "check", *paths).out.splitlines()
    assert [line for line in shown if line in set(expected)] == expected


def test_findings_stand_in_the_order_of_the_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in checked(capsys, folder)["files"]:
        starts = [(each["start"]["line"], each["start"]["column"]) for each in file["findings"]]
        assert starts == sorted(starts)


def test_a_file_that_is_no_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = folder / "下级/通知.txt"
    done = run(capsys, "check", note)
    assert done.code == 1
    assert "D001" in done.out
    assert checked(capsys, note)["files"][0]["outcome"] == "unsupported"
    done = run(capsys, "check", note, "--skip-unrelated")
    assert done.code == 0
    assert "D001" not in done.out
    done = run(capsys, "check", note, folder / "乙.txt", "--skip-unrelated")
    assert done.code == 1
    assert "1 个文件不是年度报告" in done.out
    assert run(capsys, "check", folder / "没有.txt", "--skip-unrelated").code == 2


def test_edition_is_taken_from_the_option(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "甲.txt"
    assert "2021年格式" in run(capsys, "check", path).out
    done = run(capsys, "check", path, "--edition", "2019")
    assert "--edition" in done.out
    assert checked(capsys, path, "--edition", "2019")["files"][0]["edition"] == "2019"
    assert checked(capsys, path)["files"][0]["edition"] == "2021"
    data = json.loads(run(capsys, "extract", path, "--edition", "2019").out)
    assert data["files"][0]["edition"] == "2019"


def test_pipes_get_no_colours() -> None:
    for environment in ({}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}, {"TERM": "xterm-256color"}):
        done = nianbao("check", "-", "--statistics", given=FAULTY.encode(), **environment)
        assert done.code == 1
        assert ESCAPE not in done.said
        assert ESCAPE not in nianbao("rule", "C301", **environment).said


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a command shows on a pseudo-terminal."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    mine, theirs = pty.openpty()
    names = ("NO_COLOR", "FORCE_COLOR")
    inherited = {key: value for key, value in os.environ.items() if key not in names}
    process = subprocess.Popen(
        [sys.executable, "-m", "linter", *arguments], stdout=theirs, stderr=theirs, stdin=theirs, cwd=ROOT,
        env={**inherited, "TERM": "xterm-256color", **environment},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(mine, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(mine)
    assert process.wait(30) in (0, 1)
    return shown.decode("utf-8")


def test_terminals_get_colours(folder: Path) -> None:
    path = str(folder / "乙.txt")
    coloured = on_a_terminal("check", path)
    plain = on_a_terminal("check", path, NO_COLOR="1")
    assert ESCAPE in coloured
    assert ESCAPE not in plain
    words = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert words.replace("\r\n", "\n") == plain.replace("\r\n", "\n"), "colours are all that differs"
    assert plain.replace("\r\n", "\n") == nianbao("check", path).out
    assert ESCAPE in on_a_terminal("rule", "C301")
    assert ESCAPE not in on_a_terminal("rule", "C301", NO_COLOR="1")
    assert ESCAPE not in on_a_terminal("check", path, "--output", "concise")
    assert ESCAPE not in on_a_terminal("check", path, "--output", "json")


@pytest.mark.parametrize("encoding", ["ascii", "cp936", "latin-1", "utf-16"])
@pytest.mark.parametrize("command", [("check",), ("check", "--output", "json"), ("extract",), ("extract", "--output", "csv")])
def test_other_stream_encodings_do_not_crash(command: tuple[str, ...], encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "𠮷县.txt"
    path.write_text(FAULTY.replace("社会组织", "社会𠮷组织"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "linter", *command, str(path)],
        capture_output=True, check=False, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert done.returncode == (1 if command[0] == "check" else 0), done.stderr
    assert b"Traceback" not in done.stderr
    assert "𠮷县.txt" in done.stdout.decode("utf-8")
    assert REPORT.body.name in done.stdout.decode("utf-8")


def test_a_console_that_lacks_characters_gets_escapes(folder: Path) -> None:
    shown = on_a_terminal("check", str(folder / "乙.txt"), NO_COLOR="1", PYTHONIOENCODING="ascii")
    assert "\\u" in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("extract", "-h"), ("rule", "--help")])
def test_help_is_in_chinese(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, *arguments)
    assert done.code == 0
    assert "显示这段说明" in done.out
    # what argparse would say by itself
    for english in ("usage:", "options:", "positional", "show this help", "show program"):
        assert english not in done.out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == Done(0, f"nianbao {__version__}\n", "")
    assert nianbao("--version").out == f"nianbao {__version__}\n"


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("N402", ("警告（街道办事处 为提示）", "机关：省级人民政府、", "年度：不限")),
        ("L601", ("机关：不限", "年度：2021 年度及以后")),
        ("Y801", ("错误（explained 为警告）", "惯例，不是法定要求：", "需要：上年报告", "同时给出上年报告")),
        ("H709", ("依据：惯例，不是法定要求", "nianbao check --ignore H709 …")),
        ("H708", ("级别：关闭", "默认关闭")),
    ],
)
def test_a_rule_tells_for_whom_it_is_and_what_it_rests_on(
    code: str, parts: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    explained = run(capsys, "rule", code).out
    assert [part for part in parts if part not in explained] == []
    assert ("--ignore" in explained) == ("默认关闭" not in explained)


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    rules = shipped_rules()
    listed = run(capsys, "rule")
    assert listed.code == 0
    remarks = [each["code"] for each in shipped_norm().data["remark"]]
    assert [line.split()[0] for line in listed.out.splitlines()] == [*(rule.code for rule in rules), *remarks]
    for rule in rules:
        done = run(capsys, "rule", rule.code)
        assert done.code == 0
        # what a rule says of many reports has no examples of one
        shown = ["需要：同时检查许多报告"] if is_across(rule) else ["通过的例子", "不通过的例子"]
        for part in (rule.code, rule.name, rule.title, rule.why, rule.help, rule.basis[0].doc, *shown):
            assert part in done.out, (rule.code, part)
        assert run(capsys, "rule", rule.name) == done
    family = run(capsys, "rule", "c3").out
    assert [rule.code for rule in rules if f"{rule.code} {rule.name}" in family] == [
        rule.code for rule in rules if rule.code[:2] == "C3"
    ]


RUN_KEYS = {"profile", "config", "files", "errors", "warnings", "infos", "blocked", "silenced"}
FILE_KEYS = {"path", "format", "encoding", "edition", "year", "body", "level", "outcome", "findings"}
FINDING_KEYS = {
    "rule", "name", "level", "outcome", "message", "params", "at", "place", "start", "end", "page", "related", "basis",
    "help", "fix",
}  # fmt: skip


def test_json_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = folder / "缺值.txt"
    broken = re.sub(r"(\t2\.重复申请)\t\d+", r"\1", GOOD)
    broken = re.sub(r"(一、本年新收政府信息公开申请数量\t\t\t)\d+", r"\g<1>77777", broken)
    lost.write_text(broken, encoding="utf-8")
    (folder / "空.txt").write_text("", encoding="utf-8")
    data = checked(capsys, folder)
    assert set(data) == {"schema", "version", "run", "files"}
    assert (data["schema"], data["version"]) == ("nianbao/1", __version__)
    assert set(data["run"]) == RUN_KEYS
    assert {file["outcome"] for file in data["files"]} == {"checked", "unreadable"}
    assert any(finding["related"] for file in data["files"] for finding in file["findings"])
    assert (
        any(finding["outcome"] == "blocked" for file in data["files"] for finding in file["findings"]) or data["run"]["blocked"]
    )
    for file in data["files"]:
        assert set(file) == FILE_KEYS
        is_file(file)
    counts = {key: data["run"][key] for key in ("files", "errors", "warnings", "infos")}
    broken = [f["level"] for file in data["files"] for f in file["findings"] if f["outcome"] == "broken"]
    levels = {"errors": broken.count("error"), "warnings": broken.count("warning"), "infos": broken.count("info")}
    assert counts == {"files": len(data["files"])} | levels
    assert min(levels.values()) > 0
    blocked = sum(f["outcome"] == "blocked" for file in data["files"] for f in file["findings"])
    assert data["run"]["blocked"] >= blocked
    assert data["run"]["silenced"] == 0


def is_file(file: dict[str, Any]) -> None:
    """The types and values of a file's entry."""
    lines = re.split(r"\r\n|\n|\r", Path(file["path"]).read_text(encoding="utf-8"))
    if file["outcome"] == "unreadable":
        assert {key: file[key] for key in FILE_KEYS - {"path", "outcome"}} == {
            **dict.fromkeys(FILE_KEYS - {"path", "outcome"}),
            "findings": [],
        }
        return
    assert file["format"] == ("markdown" if file["path"].endswith(".md") else "text")
    assert file["encoding"] == "utf-8"
    assert file["edition"] == "2021"
    assert file["year"] == REPORT.year
    assert file["body"] == REPORT.body.name
    assert file["level"] in shipped_norm().level_titles
    for finding in file["findings"]:
        is_finding(finding, lines)


def is_finding(finding: dict[str, Any], lines: list[str]) -> None:
    """The keys, types and places of a finding."""
    rules = {rule.code: rule for rule in shipped_rules()}
    assert set(finding) == FINDING_KEYS
    assert finding["name"] == rules[finding["rule"]].name
    assert finding["level"] in ("error", "warning", "info")
    assert finding["outcome"] in ("broken", "blocked")
    assert finding["params"]["id"] in rules[finding["rule"]].messages
    assert all(isinstance(value, str) for value in finding["params"].values())
    params = {key: value for key, value in finding["params"].items() if key != "id"}
    assert rules[finding["rule"]].messages[finding["params"]["id"]].format_map(params) == finding["message"]
    for words in ("message", "place", "help"):
        assert finding[words].strip()
    assert finding["page"] is None
    assert finding["fix"] is None or set(finding["fix"]) == {"grade", "edits"}
    is_place(finding, lines)
    for related in finding["related"]:
        assert set(related) == {"at", "place", "start", "end", "message"}
        is_place(related, lines)
    assert finding["basis"]
    for basis in finding["basis"]:
        assert set(basis) == {"doc", "clause"}
        assert basis["doc"]


def is_place(place: dict[str, Any], lines: list[str]) -> None:
    """An address of the form, and positions in the file: from 1, the end not before the start."""
    head, *rest = place["at"].split("/")
    assert head in ("document", "title", "preamble", *shipped_norm().section_by_key)
    if rest:
        table = shipped_norm().tables[head]["2021"]
        assert rest[0] == "*" or rest[0] in table.by_key
        assert set(rest[1:]) <= set(table.columns)
    for end in ("start", "end"):
        assert set(place[end]) == {"line", "column"}
        assert 1 <= place[end]["line"] <= len(lines)
        assert 1 <= place[end]["column"] <= len(lines[place[end]["line"] - 1]) + 1
    assert (place["start"]["line"], place["start"]["column"]) <= (place["end"]["line"], place["end"]["column"])


def test_json_of_a_file_without_a_body(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "无名.txt"
    path.write_text(GOOD.partition("\n")[2], encoding="utf-8")
    (file,) = checked(capsys, path)["files"]
    assert (file["body"], file["level"]) == (None, None)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_extracted_cells(layout: str, edition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = {tmp_path / f"{seed}{'.md' if layout == 'pipes' else '.txt'}": correct_report(seed, edition) for seed in (3, 5)}
    for path, report in reports.items():
        path.write_text(render(report, layout), encoding="utf-8")
    data = json.loads(run(capsys, "extract", *reports).out)
    assert set(data) == {"schema", "files"}
    assert [file["path"] for file in data["files"]] == [str(path) for path in reports]
    for file, report in zip(data["files"], reports.values(), strict=True):
        assert set(file) == {"path", "body", "year", "edition", "sections", "tables"}
        assert (file["body"], file["year"], file["edition"]) == (report.body.name, report.year, edition)
        assert file["tables"] == {table: plain(rows) for table, rows in report.figures.tables.items()}
    rows = list(csv.DictReader(io.StringIO(run(capsys, "extract", *reports, "--output", "csv").out)))
    columns = ("path", "body", "year", "edition", "table", "row", "column", "value", "place")
    assert {tuple(row)[: len(columns)] for row in rows} == {columns}, "further columns stand behind these"
    assert {(row["path"], row["table"], row["row"], row["column"]): float(row["value"]) for row in rows} == {
        (str(path), table, key, column): float(value)
        for path, report in reports.items()
        for table, each in report.figures.tables.items()
        for key, columns in each.items()
        for column, value in columns.items()
    }
    assert len(rows) == sum(len(list(form(edition).cells(table))) for table in REPORT.figures.tables) * len(reports)


def plain(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Figures as JSON has them: whole numbers and others."""
    return {
        key: {column: int(value) if value == int(value) else float(value) for column, value in columns.items()}
        for key, columns in rows.items()
    }


def test_extracted_sections(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(GOOD.replace("六、其他需要报告的事项", ""), encoding="utf-8")
    (file,) = json.loads(run(capsys, "extract", path).out)["files"]
    assert file["sections"]["other"] is None
    wanted = without_last(REPORT)
    assert {key: file["sections"][key]["heading"] for key in wanted} == {key: heading for key, (heading, _) in wanted.items()}
    for key, (_, paragraphs) in wanted.items():
        assert set(file["sections"][key]) == {"heading", "text"}
        assert all(paragraph in file["sections"][key]["text"] for paragraph in paragraphs)
        assert "\t" not in file["sections"][key]["text"], "cells of tables are no text"


def without_last(report: Report) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Heading and paragraphs of the first five sections."""
    return {section.key: (section.heading, section.paragraphs) for section in report.sections if section.key != "other"}


def test_a_missing_cell_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(re.sub(r"(\t2\.重复申请(?:\t\d+){6})\t\d+", r"\1", GOOD), encoding="utf-8")
    (file,) = json.loads(run(capsys, "extract", path).out)["files"]
    assert set(file["tables"]["requests"]["not_processed.repeated"].values()) == {None}
    others = {key: row for key, row in file["tables"]["requests"].items() if key != "not_processed.repeated"}
    assert others == {
        key: row for key, row in plain(REPORT.figures.tables["requests"]).items() if key != "not_processed.repeated"
    }
    rows = list(csv.DictReader(io.StringIO(run(capsys, "extract", path, "--output", "csv").out)))
    assert {row["row"] for row in rows if row["value"] == ""} == {"not_processed.repeated"}


def test_a_missing_table_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.txt"
    # all of table 四, which stands between the headings 四 and 五
    path.write_text(re.sub(r"(?s)(行政诉讼情况\n).*?(\n五、)", r"\1\n有关数据另行报送。\n\2", GOOD), encoding="utf-8")
    (file,) = json.loads(run(capsys, "extract", path).out)["files"]
    assert {value for row in file["tables"]["review"].values() for value in row.values()} == {None}
    assert set(file["tables"]["review"]) == set(REPORT.figures.tables["review"])


def test_extract_refuses_what_is_no_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "extract", folder / "下级/通知.txt", folder / "甲.txt")
    assert done.code == 2
    assert "下级/通知.txt" in done.err
    assert [file["path"] for file in json.loads(done.out)["files"]] == [str(folder / "甲.txt")]


def test_extract_leaves_other_files_of_a_folder_aside(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "extract", folder)
    assert done.code == 0
    assert len(json.loads(done.out)["files"]) == 5


def test_csv_is_inert_in_a_spreadsheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "=HYPERLINK(1).txt").write_text(GOOD, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run(capsys, "extract", "=HYPERLINK(1).txt", "--output", "csv").out)))
    assert {row["path"] for row in rows} == {"'=HYPERLINK(1).txt"}


def test_help_names_every_format() -> None:
    assert tuple(OUTPUTS) == FORMATS
