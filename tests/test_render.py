"""What the outputs look like: snapshots of one run, carets under the marked words, and the four units of columns."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from commands import ROOT
from generator import FAULTS, correct_report
from rich.cells import cell_len

from linter import __version__
from linter.cli import main
from linter.finding import Finding
from linter.read import read_text
from linter.render.frame import frame
from linter.result import FileResult
from linter.run import Settings, check_document
from linter.text import Span, Text, display_width

CASES = "tests/cases/render"
FILES = (f"{CASES}/霜林镇.txt", f"{CASES}/渡云乡.txt")


def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What `check` prints on the two reports, with the version taken out."""
    monkeypatch.chdir(ROOT)
    main(["check", *FILES, *arguments])
    return capsys.readouterr().out.replace(f'"version": "{__version__}"', '"version": "…"')


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("check.text", ("--statistics",)),
        ("check.concise", ("--output", "concise", "--statistics")),
        ("check.json", ("--output", "json")),
        ("check.html", ("--output", "html")),
    ],
)
def test_snapshots(
    name: str, arguments: tuple[str, ...], snapshot: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    snapshot(ROOT / CASES / name, shown(capsys, monkeypatch, *arguments))


def test_all_outputs_tell_the_same_findings(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text, concise = (shown(capsys, monkeypatch, "--output", output) for output in ("text", "concise"))
    data = json.loads(shown(capsys, monkeypatch, "--output", "json"))
    findings = [finding for file in data["files"] for finding in file["findings"]]
    assert len(findings) > 20
    assert [finding["rule"] for finding in findings] == re.findall(r"(?m)^\S+:\d+:\d+: \w+ (\w+) ", concise)
    assert [finding["rule"] for finding in findings] == re.findall(r"(?m)^  (?:错误|警告|提示|未能核对) (\w+) ", text)
    for finding in findings:
        assert finding["message"] in text
        assert finding["place"] in text


def under_carets(lines: list[str]) -> list[str]:
    """The words of the source line that stand above each run of carets, counted in cells of a terminal."""
    *_, source, carets = lines
    cells = ["" for _ in range(cell_len(source))]
    place = 0
    for character in source:
        width = cell_len(character)
        # a mark that combines stands in the cell of the character before it
        cells[max(place - (width == 0), 0)] += character
        place += width
    assert re.fullmatch(r" *\S* *│ +[\^ ]*\^", carets), carets
    return ["".join(cells[found.start() : found.end()]) for found in re.finditer(r"\^+", carets)]


def framed(finding: Finding, result: FileResult) -> list[str]:
    """The lines of a finding's frame."""
    assert result.report is not None
    return ["".join(words for words, _ in line) for line in frame(finding, result.document, result.report)]


def checked(text: str) -> FileResult:
    """What is said of a text."""
    return check_document(read_text(text, "x.txt"), Settings())


HEADER = "第二十条第（一）项\t\t\t\n信息内容\t本年制发件数\t{words}\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t0\t0\t0\n"


@pytest.mark.parametrize("before", ["", "ab", "甲乙", "𠮷", "é", "e\u0301", "\u3000", "…—“”", "ｱ", "\u00a0", "👪", "甲\tb\t\t𠮷"])
@pytest.mark.parametrize("marked", ["本年废除件数", "本年废止数"])
def test_carets_stand_under_a_label(before: str, marked: str) -> None:
    line = HEADER.format(words=marked).replace("信息内容\t", f"{before}信息内容\t")
    result = checked(f"霜林镇人民政府2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{line}")
    finding = next(each for each in result.findings if each.rule == "T204" and marked in each.message)
    assert under_carets(framed(finding, result)) == [marked]


@pytest.mark.parametrize("before", ["", "本镇", "𠮷祥", "a\u0301", "ﬀ", "１２"])
def test_carets_stand_under_words_in_a_line(before: str) -> None:
    text = f"霜林镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n全年办理{before}锟斤拷锟斤拷件。\n"
    result = checked(text)
    finding = next(each for each in result.findings if each.rule == "D007")
    assert under_carets(framed(finding, result)) == [text[finding.span.start : finding.span.end]]


def test_carets_stand_under_a_cell() -> None:
    text = HEADER.format(words="本年废止件数").replace("行政规范性文件\t0\t0\t0", "行政规范性文件\t三件\t１２\t5.5")
    result = checked(f"霜林镇人民政府2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{text}")
    marked = {f.at.split("/")[-1]: under_carets(framed(f, result)) for f in result.findings if f.rule == "T208"}
    assert marked == {"made": ["三件"], "in_force": ["5.5"]}


@pytest.mark.parametrize("name", FAULTS)
def test_every_frame_marks_something(name: str) -> None:
    for seed in (1, 2, 3):
        text, _ = FAULTS[name].break_(correct_report(seed), Random(seed))
        result = checked(text)
        for finding in result.findings:
            lines = framed(finding, result)
            assert lines, finding
            assert all(cell_len(line) <= 200 and line.isprintable() for line in lines)
            marked = under_carets(lines)
            assert marked
            row = finding.at.count("/") == 1 and "*" not in finding.at
            if len(lines) == 2:
                # a line of the text: carets under its words or, where they go on, under their beginning
                words = text[finding.span.start : finding.span.end].partition("\n")[0].replace("\t", " ┊ ").strip()
                quoted = "".join(each if each.isprintable() else "�" for each in words)
                assert marked[0].strip().removesuffix("…") in quoted, (finding, marked)
            else:
                assert row or len(marked) == 1, finding


def test_a_long_line_is_cut_around_its_marked_words() -> None:
    text = f"霜林镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n{'前' * 500}锟斤拷锟斤拷{'后' * 500}\n"
    result = checked(text)
    finding = next(each for each in result.findings if each.rule == "D007")
    lines = framed(finding, result)
    assert all(cell_len(line) <= 120 for line in lines)
    assert under_carets(lines) == [text[finding.span.start : finding.span.end]]
    assert "前…" not in lines[0]
    assert lines[0].count("…") == 2


SPOT = "办理结果总计 𠮷5"


@pytest.mark.parametrize("before", ["", "第一行\n", "一\r\n二\r", "𠮷𠮷\n\n"])
def test_one_spot_in_four_units(before: str) -> None:
    # counted from 1: code point 9, UTF-16 unit 10, byte 24, cell 16; language servers and terminals count from 0
    text = Text(before + SPOT + "\n尾")
    offset = text.content.index("5")
    assert text.position(offset).column == 9
    assert text.utf16_column(offset) == 10 - 1
    assert text.byte_column(offset) == 24
    assert text.display_column(offset) == 16 - 1
    assert text.quote(Span(offset, offset + 1)) == "5"


def test_lines_end_at_three_marks_and_no_others() -> None:
    text = Text("甲\r\n乙\r丙\n丁\u2028戊\x0b己\x85庚\n")
    lines = [text.quote(text.line_span(line)) for line in range(1, len(text.line_starts()) + 1)]
    assert lines == ["甲", "乙", "丙", "丁\u2028戊\x0b己\x85庚", ""]
    assert [text.position(text.content.index(each)).line for each in "甲乙丙丁戊己庚"] == [1, 2, 3, 4, 4, 4, 4]
    assert (text.position(len(text.content)).line, text.position(len(text.content)).column) == (5, 1)


@pytest.mark.parametrize("words", ["", "abc", "年报", "𠮷", "é", "e\u0301", "\u200b\ufeff", "１２", "ｱｲ", "…—", "👍", "a\u3000b"])
def test_display_width_is_that_of_terminals(words: str) -> None:
    assert display_width(words) == sum(cell_len(each) for each in words)
