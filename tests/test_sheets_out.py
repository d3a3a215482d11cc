"""Findings as CSV, Markdown and workbooks: what is hostile stays words, and other programs read what was written."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from commands import ROOT, nianbao
from generator.converted import OFFICE
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from test_locale import outside_quotes

from linter import __version__
from linter.finding import Finding
from linter.profile.load import shipped_rules
from linter.profile.model import Basis
from linter.render import OUTPUTS, Run, renderer, workbook
from linter.render.columns import COLUMNS, clean, lines_of
from linter.render.markdown import escaped
from linter.result import Silencer
from linter.sheet import Cell, Mark, Place, Row, Sheet, TableSheet
from linter.tally import Tally
from linter.text import Span
from linter.words import catalog

CASES = ROOT / "tests" / "cases" / "render"
REPORTS = [f"tests/cases/render/{name}.txt" for name in ("霜林镇", "渡云乡")]
needs_calc = pytest.mark.skipif(
    OFFICE is None or not (Path(OFFICE).resolve().parent / "libsclo.so").exists(),
    reason="LibreOffice Calc (soffice with libsclo.so) is not installed",
)
HOSTILE = (
    "“=cmd()”应为“𠮷”，a|b `code` <script>alert(1)</script>",
    "=cmd()",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\tTab",
    "\r\n=1",
    "＝1",
    "[链接](http://x.cn) ![图](x.png) <https://x.cn> https://x.cn www.x.cn a@x.cn @user #12",
    "*粗* _斜_ ~~删~~ **粗** __粗__ $x$ :smile: &amp; &lt;b&gt;",
    "<r><b>粗</b></r>",
    "控\x00制\x1b[31m符\x0b半\ud800边\ufffe",
    "第一行\"引号\"与'单引号'，逗号,\r\n第二行\n\n第三行",
    "1. 列表",
    "# 标题 #",
    "a\\|b\\",
    "|---|",
    "反\u202e转",
    "</summary></details><b>",
)


def place(line: int, column: int = 1, page: int | None = None) -> Place:
    return Place(line * 100 + column, line, column, column, column - 1, page)


def mark(message: str, line: int, rule: str = "T208", level: str = "error", outcome: Any = "broken", **more: Any) -> Mark:
    finding = Finding(
        rule, f"name-{rule.lower()}", level, outcome, more.get("id", "words"), message, {}, more.get("at", "disclosure/a"),
        more.get("place", "二、主动公开 › 行“规章|x”"), Span(0, 0), (), (Basis("《条例》", "第五十条"), Basis("惯例")),
        "请改正。",
    )  # fmt: skip
    return Mark(finding, place(line, 3), place(line, 5), f"（第 {line} 行第 3 列）", "")


def sheets() -> list[Sheet]:
    """A run with everything that an output may meet."""
    levels = ("error", "warning", "info")
    hostile = [mark(words, line, "C301" if line % 3 else "T208", levels[line % 3]) for line, words in enumerate(HOSTILE, 1)]
    blocked = mark("未能核对", 40, "C302", "info", "blocked", place="=位置")
    cells = (
        Cell("made", "=本年制发", "12", "number", "12", 0, 2), Cell("kept", "现行有效", "=1+1", "words", "", 3, 5),
        Cell("x", "金额", "0.0380", "number", "0.0380", 6, 8), Cell("y", "空", "", "blank", "", 9, 9),
        Cell("z", "长", "1234567890123456", "number", "1234567890123456", 10, 26),
    )  # fmt: skip
    table = TableSheet("disclosure", "主动公开表", "disclosure", (), (Row("rules", "+规章", cells, 0, 9),), 0, 9)
    kinds = (Silencer("entry", "nianbao.toml"), Silencer("comment"), Silencer("baseline", "旧.jsonl"))
    return [
        Sheet("=cmd().txt", "checked", "txt", "utf-8", "2021", 2023, "-青禾镇人民政府", "township", ("base", "全国"),
              "- 青禾镇 · 2023", (*hostile, blocked), explained=2, tables=(table,)),
        Sheet("坏|`文件`.pdf", "unreadable", problem="打不开<b>", cure="请重新保存", failure="打不开"),
        Sheet("好.txt", "checked", "txt", "utf-8", "2019", 2019, "霜林镇", "township", about="霜林镇"),
        Sheet("页.pdf", "checked", "pdf", None, "older", None, None, None, about="页", marks=(mark("一", 2, "S101", "warning"),),
              silenced=tuple((mark(f"处置{n}", n, "S102"), kind) for n, kind in enumerate(kinds, 1))),
        Sheet("nianbao.toml", "checked", marks=(mark("没有用上", 3, "P903", "warning", id="unused", at="document"),)),
    ]  # fmt: skip


def written(name: str, files: Sequence[Sheet], language: str = "zh", statistics: bool = False) -> bytes:
    """What an output writes of files."""
    tally, stream = Tally(), io.BytesIO() if OUTPUTS[name].binary else io.StringIO()
    receiver = renderer(name)(Run(catalog(language), shipped_rules(), tally, statistics), stream)
    next(receiver)
    for sheet in files:
        tally.add(sheet)
        receiver.send(sheet)
    with contextlib.suppress(StopIteration):
        receiver.send(None)
    content = stream.getvalue()
    return content if isinstance(content, bytes) else content.encode("utf-8")


def rows_of(name: str, files: Sequence[Sheet], language: str = "zh") -> list[list[str]]:
    text = written(name, files, language).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def expected(language: str = "zh") -> list[list[Any]]:
    """The rows of findings as they should be read, None for blank."""
    words = catalog(language)
    lines = [line.values for sheet in sheets() for line in lines_of(sheet, words)]
    values = [[clean(value) if isinstance(value, str) else value for value in line] for line in lines]
    return [[words.phrases[key] for key in COLUMNS], *([value or None for value in line] for line in values)]


@pytest.mark.parametrize(("name", "suffix"), [("markdown", "md"), ("csv", "csv")])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_snapshots(name: str, suffix: str, language: str, snapshot: Callable[[Path, str], None]) -> None:
    shown = written(name, sheets(), language).decode("utf-8").replace("\r\n", "␍\n")
    snapshot(CASES / f"sheets.{language}.{suffix}", shown)


# CSV


def test_csv_is_as_excel_writes_it() -> None:
    content = written("csv", sheets())
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    rows = rows_of("csv", sheets())
    assert content.count(b"\r\n") == len(rows)
    assert content.count(b"\r") == len(rows), "a cell has line feeds alone"
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_csv_holds_every_finding_and_no_formula() -> None:
    rows = rows_of("csv", sheets())
    assert len(rows) == len(expected())
    for row, values in zip(rows, expected(), strict=True):
        for words, value in zip(row, values, strict=True):
            plain = "" if value is None else str(value)
            assert words == (f"'{plain}" if plain[:1] in tuple("=+-@\t\n＝＋－＠") else plain)
            assert not words.startswith(tuple("=+-@\t\r\n＝＋－＠"))
    silenced = [row[-1] for row in rows if row[-1]][1:]
    assert silenced == ["nianbao.toml 的 [[suppress]]", "报告中的注释", "基线 旧.jsonl"]
    assert ["坏|`文件`.pdf", "", "", "", "无法读取"] in [row[:5] for row in rows]


def test_csv_streams() -> None:
    stream = io.BytesIO()
    receiver = renderer("csv")(Run(catalog("zh"), (), Tally()), stream)
    next(receiver)
    seen = []
    for _ in range(3):
        receiver.send(sheets()[0]._replace(marks=sheets()[0].marks * 30))
        seen.append(len(stream.getvalue()))
    assert 0 < seen[0] < seen[1] < seen[2]
    receiver.close()
    assert not stream.closed


def office(folder: Path, name: str, target: str, *options: str) -> None:
    """Have LibreOffice convert a file in a folder."""
    assert OFFICE is not None
    command = [
        OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", *options,
        "--convert-to", target, "--outdir", str(folder / "out"), name,
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        try:
            assert process.wait(120) == 0
        finally:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert list((folder / "out").iterdir()), (folder / "log").read_text(errors="replace")


@needs_calc
def test_libreoffice_reads_the_csv(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(written("csv", sheets()))
    office(tmp_path, "a.csv", "xlsx", "--infilter=CSV:44,34,76,1")
    page = load_workbook(tmp_path / "out" / "a.xlsx").worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    rows = rows_of("csv", sheets())
    read = [["" if cell.value is None else str(cell.value) for cell in row] for row in page.iter_rows()]
    assert read == rows


# workbooks


def book(files: Sequence[Sheet], language: str = "zh") -> Any:
    return load_workbook(io.BytesIO(written("xlsx", files, language)))


def values(page: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_workbook_findings() -> None:
    page = book(sheets())["问题"]
    got = values(page)
    want = expected()
    # the words that the library would take for XML have a space behind them; openpyxl reads escapes of Excel as they stand
    want = [[f"{value} " if str(value).startswith("<r>") else value for value in row] for row in want]
    assert got == want
    assert page.auto_filter.ref == f"A1:P{len(want)}"
    assert page.freeze_panes == "B2"
    level = [row[4] for row in page.iter_rows(min_row=2)]
    colours = {(cell.value, cell.fill.fgColor.rgb) for cell in level}
    assert {
        ("错误", "FFFFC7CE"),
        ("警告", "FFFFEB9C"),
        ("未能核对", "FFE4DFEC"),
        ("无法读取", "FFFFC7CE"),
        ("错误", "FFEDEDED"),
    } <= colours
    assert all(row[12].alignment.wrap_text for row in page.iter_rows(min_row=2) if row[12].value)
    widths = {letter: page.column_dimensions[letter].width for letter in "ABDM"}
    assert widths["B"] >= len("-青禾镇人民政府") * 2 - 1
    assert widths["M"] >= 60
    assert widths["A"] < 30


def test_workbook_holds_no_formula_and_no_link() -> None:
    content = written("xlsx", sheets())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    for name, text in parts.items():
        assert "<f>" not in text, name
        assert "<f " not in text, name
        assert "<hyperlink " not in text, name
        assert "relationships/hyperlink" not in text, name
    for page in book(sheets()).worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr"), (cell.coordinate, cell.value)
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and cell.value.startswith(tuple("=+-@\t\n＝")):
                    assert cell.quotePrefix, cell.value


def test_workbook_summary() -> None:
    page = book(sheets())["汇总"]
    head, *rows, total = values(page)
    assert head[:9] == ["文件", "机关", "年度", "无法读取", "错误", "警告", "提示", "未能核对", "已处置"]
    assert [each.partition("\n")[0] for each in head[9:]] == ["C301", "T208", "P903", "S101"]
    assert head[11] == "P903\n处置用得上"
    assert [row[0] for row in rows] == ["坏|`文件`.pdf", "=cmd().txt", "页.pdf", "nianbao.toml", "好.txt"]
    assert rows[1][3:] == [0, 6, 7, 6, 3, 0, 13, 6, None, None]
    assert rows[2][8] == 3
    assert total[0] == "合计"
    assert total[3:9] == [sum(row[number] or 0 for row in rows) for number in range(3, 9)]
    assert total[9:] == [sum(row[number] or 0 for row in rows) for number in range(9, len(head))]
    assert page.auto_filter.ref == f"A1:M{len(rows) + 1}"


def test_workbook_cells() -> None:
    _, *rows = values(book(sheets())["表格数据"])
    assert [row[4:] for row in rows] == [
        ["主动公开表", "+规章", "=本年制发", 12, "12", "数"],
        ["主动公开表", "+规章", "现行有效", None, "=1+1", "文字"],
        ["主动公开表", "+规章", "金额", 0.038, "0.0380", "数"],
        ["主动公开表", "+规章", "空", None, None, "空白"],
        ["主动公开表", "+规章", "长", "1234567890123456", "1234567890123456", "数"],
    ]
    assert rows[0][:4] == ["=cmd().txt", "-青禾镇人民政府", 2023, 2021]


def test_workbook_notes() -> None:
    _, *rows = values(book(sheets())["说明"])
    rules = {row[0]: row[1:] for row in rows if row[1]}
    titles = {rule.code: rule for rule in shipped_rules()}
    assert list(rules) == ["C301", "C302", "P903", "S101", "S102", "T208"]
    assert rules["C301"][1:4] == [13, titles["C301"].title, titles["C301"].why]
    assert rules["S102"][1] == 0, "silenced findings are not counted"
    told = [row[0] for row in rows if row[0] and not row[1]]
    assert told[:2] == [f"nianbao {__version__}", "标准：全国（base）"]
    assert told[-1].startswith("共检查 3 个文件")


def test_workbook_goes_on_in_further_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 10)
    made = book([sheets()[0]])
    assert made.sheetnames == ["问题", "汇总", "表格数据", "说明", "问题 2", "问题 3"]
    pages = [values(made[name]) for name in ("问题", "问题 2", "问题 3")]
    assert [len(page) for page in pages] == [10, 10, 3]
    assert len({tuple(page[0]) for page in pages}) == 1
    want = [row for row in expected() if row[0] == "=cmd().txt"]
    assert [row[9] for page in pages for row in page[1:]] == [row[9] for row in want]
    assert made["问题 2"].auto_filter.ref == "A1:P10"


def test_workbook_is_the_same_every_time() -> None:
    first = written("xlsx", sheets())
    assert written("xlsx", sheets()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
    made = load_workbook(io.BytesIO(first)).properties
    assert made.created.year == made.modified.year == 2000


def test_an_empty_workbook() -> None:
    assert [len(values(page)) for page in book([])] == [1, 2, 1, 5]


def test_workbook_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stream = io.BytesIO()
    receiver = renderer("xlsx")(Run(catalog("zh"), (), Tally()), stream)
    next(receiver)
    receiver.send(sheets()[0])
    assert list(tmp_path.iterdir())
    receiver.close()
    assert not list(tmp_path.iterdir())
    assert not stream.getvalue()
    written("xlsx", sheets())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("language", "cure"), [("zh", "请先安装：pip install xlsxwriter"), ("en", "install it first")])
def test_without_the_library(language: str, cure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ImportError, match=cure):
        next(renderer("xlsx")(Run(catalog(language), (), Tally()), io.BytesIO()))


@needs_calc
def test_libreoffice_reads_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(written("xlsx", sheets()))
    office(tmp_path, "a.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1")
    made = book(sheets())
    for page in made.worksheets:
        text = (tmp_path / "out" / f"a-{page.title}.csv").read_text(encoding="utf-8")
        read = list(csv.reader(io.StringIO(text, newline="")))
        want = [["" if value is None else str(value) for value in row] for row in values(page)]
        assert read == want, page.title


# Markdown


def markdown(words: str) -> list[Any]:
    """The tokens of a text, those inside paragraphs and cells too, in order."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(words)
    return [each for token in tokens for each in (token, *(token.children or ()))]


def told(words: str) -> str:
    """Words as a page should show them: on one line, with marks for what is no character."""
    return clean(" ".join(words.split())).replace("\u202e", "\ufffd")


def shown(inline: Any) -> str:
    """The words of a paragraph or a cell as a page shows them, without the joiner that nobody sees."""
    return "".join(each.content for each in inline.children).replace("\u2060", "")


def test_markdown_keeps_words_as_words() -> None:
    text = written("markdown", sheets(), statistics=True).decode("utf-8")
    tokens = markdown(text)
    types = {token.type for token in tokens}
    assert not types & {"link_open", "image", "code_inline", "em_open", "s_open", "fence", "code_block", "html_inline", "hr"}
    html = "".join(token.content for token in tokens if token.type == "html_block")
    assert html.split() == ["<details><summary>其余", "10", "项</summary>", "</details>"]
    assert {token.tag for token in tokens if token.type == "heading_open"} == {"h2", "h3"}
    texts = [shown(token) for token in tokens if token.type == "inline"]
    for message in HOSTILE:
        assert any(line.endswith(f" {told(message)}") for line in texts), message
    assert any("suppression-unused" in line for line in texts), "statistics"


def test_markdown_table() -> None:
    tokens = markdown(written("markdown", sheets()).decode("utf-8"))
    rows: list[list[str]] = []
    for number, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(shown(tokens[number + 1]))
    assert rows == [
        ["文件", "错误", "警告", "提示", "未能核对", "已处置"],
        ["=cmd().txt", "6", "7", "6", "3", "0"],
        ["坏|`文件`.pdf", "无法读取", "", "", "", ""],
        ["页.pdf", "0", "1", "0", "0", "3"],
        ["nianbao.toml", "0", "1", "0", "0", "0"],
    ]


@settings(max_examples=400, deadline=None)
@given(st.text("ab1 \\`*_[]()<>|~&:$#!@-+=.;/\"'\n\t𠮷年\u202e", max_size=30))
def test_markdown_of_any_words(words: str) -> None:
    want = told(words).strip()
    for start in ("", "- ", "### ", "**x** "):
        (inline,) = [token for token in markdown(f"{start}{escaped(words)}\n") if token.type == "inline"] or [None]
        if inline is None or not inline.content:
            assert not want
            continue
        kinds = {each.type for each in inline.children} - ({"strong_open", "strong_close"} if "x" in start else set())
        assert kinds <= {"text"}, (start, words)
        assert shown(inline).removeprefix("x" if "x" in start else "").strip() == want
    cells = [token for token in markdown(f"| a | b |\n| --- | --- |\n| {escaped(words)} | 1 |\n") if token.type == "inline"][2:]
    assert len(cells) == 2
    assert shown(cells[0]) == want


def test_nobody_is_called() -> None:
    assert escaped("@user #12 a@b.cn") == "@\u2060user \\#\u206012 a@\u2060b.cn"


# in all


def test_english_holds_no_chinese_of_its_own() -> None:
    sheet = Sheet("a.txt", "checked", edition="2021", year=2023, body="x", about="a", marks=(mark("m", 1, "S101", place="p"),))
    sheet = sheet._replace(silenced=((sheet.marks[0], Silencer("comment")),))
    finding = sheet.marks[0].finding._replace(basis=(Basis("惯例"),), help="h")
    sheet = sheet._replace(marks=(sheet.marks[0]._replace(finding=finding, where=" (1)"),), silenced=())
    files = [sheet, Sheet("b", "unreadable", problem="p", cure="c", failure="f")]
    made = [str(value) for page in book(files, "en") for row in values(page) for value in row if value is not None]
    texts = [written(name, files, "en").decode("utf-8") for name in ("csv", "markdown")]
    assert book(files, "en").sheetnames == ["Findings", "Summary", "Table data", "Notes"]
    assert [words for words in (*made, *texts) if outside_quotes(words)] == []


def test_commands_write_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names = {"csv": "a.csv", "markdown": "a.md", "xlsx": "a.xlsx"}
    outputs = [part for name, file in names.items() for part in ("--output", f"{name}={tmp_path / file}")]
    done = nianbao("check", *REPORTS, *outputs, "--output", "json")
    assert done.code == 1
    found = done.out.count('"rule":')
    assert found > 20
    assert len(list(csv.reader((tmp_path / "a.csv").open(encoding="utf-8-sig", newline="")))) == found + 1
    made = load_workbook(tmp_path / "a.xlsx")
    assert made["问题"].max_row == found + 1
    assert made["表格数据"].max_row > 150
    assert (tmp_path / "a.md").read_text(encoding="utf-8").count("\n- **") == found


@pytest.mark.parametrize(("name", "seconds"), [("csv", 1), ("xlsx", 2), ("markdown", 1)])
def test_twenty_thousand_findings(name: str, seconds: float) -> None:
    one = sheets()[0]
    message = "“行政许可”的“本年处理决定”为 -4，件数不能是负数，请核对原表第三行的各个数，再改正"
    files = [
        one._replace(path=f"报告/{number}.txt", marks=tuple(mark(f"{message}{number}", n) for n in range(20)))
        for number in range(1000)
    ]
    begun = time.process_time()
    content = written(name, files)
    taken = time.process_time() - begun
    assert len(content) > 100_000
    print(f"{name}: {taken:.2f} s, {len(content):,} bytes")
    assert taken < seconds * 3
