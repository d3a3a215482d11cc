"""PDF files: lines, paragraphs and tables by geometry, and files that cannot be read."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from generator import correct_report, form
from pdf_files import LAYOUTS, HandMade, printed, ruled, word_file, words_at

from linter.limits import LIMITS
from linter.parse.build import build_report
from linter.profile.load import shipped_norm
from linter.read import Unreadable
from linter.read.linear import Cells, Image, Line, Words, document_of
from linter.read.pdf import read_pdf
from linter.read.pdf_guard import is_plain, read_apart

LINE = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
IMAGE = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
GRID = ([50, 150, 250, 350], [100, 130, 160, 190])
CELLS = [("项目", "数量", "合计"), ("规章", "1", "2"), ("其他", "", "34")]


def lines_of(*pages: str) -> list[Line]:
    file = HandMade()
    for page in pages:
        file.page(page)
    return list(read_pdf(file.data(), "a.pdf").lines)


def words_of(lines: list[Line]) -> list[str]:
    return [line.words for line in lines if isinstance(line, Words)]


def cells_of(lines: list[Line]) -> list[tuple[str, ...]]:
    return [line.cells for line in lines if isinstance(line, Cells)]


def table_words(cells: list[tuple[str, ...]], left: float = 50, top: float = 100) -> str:
    return "".join(
        words_at(left + 100 * column + 5, top + 30 * row + 18, words)
        for row, line in enumerate(cells)
        for column, words in enumerate(line)
        if words
    )


def problem(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_pdf(data, "a.pdf")
    assert str(caught.value)
    return caught.value.problem.key


def test_lines_that_wrap_are_one_paragraph_and_headings_stand_alone() -> None:
    page = (
        words_at(70, 100, "一、总体情况") + words_at(70, 120, LINE[:28]) + words_at(50, 140, LINE) + words_at(50, 160, "午未。")
    )
    page += words_at(70, 180, "二、主动公开") + words_at(50, 200, LINE) + words_at(50, 240, "另起一段")
    assert words_of(lines_of(page)) == ["一、总体情况", LINE[:28] + LINE + "午未。", "二、主动公开", LINE, "另起一段"]


def test_the_order_in_the_file_does_not_matter() -> None:
    parts = [
        words_at(50 + 10 * place, 100 + 40 * row, char)
        for row in range(3)
        for place, char in enumerate("年度报告" + "甲乙丙"[row])
    ]
    assert words_of(lines_of("".join(parts[::2] + parts[1::2]))) == ["年度报告甲", "年度报告乙", "年度报告丙"]


def test_a_paragraph_goes_on_over_the_page_and_keeps_its_page() -> None:
    first = words_at(50, 40, "某局年报") + words_at(70, 100, LINE[:28]) + words_at(50, 120, LINE) + words_at(290, 770, "— 1 —")
    second = words_at(50, 40, "某局年报") + words_at(50, 100, "完。") + words_at(70, 120, "又一段") + words_at(290, 770, "— 2 —")
    lines = lines_of(first, second)
    assert words_of(lines) == [LINE[:28] + LINE + "完。", "又一段"]
    assert [line.origin.page for line in lines] == [1, 2]


@pytest.mark.parametrize("number", ["{}", "- {} -", "第{}页", "{}/3", "—{}—", "第 {} 页 共 3 页"])
def test_page_numbers_are_dropped(number: str) -> None:
    pages = [words_at(50, 100, f"正文{mark}") + words_at(290, 770, number.format(page)) for page, mark in enumerate("甲乙丙", 1)]
    assert words_of(lines_of(*pages)) == ["正文甲", "正文乙", "正文丙"]


@pytest.mark.parametrize("how", ["line", "box", "dash"])
def test_ruling_lines_make_cells(how: str) -> None:
    assert cells_of(lines_of(ruled(*GRID, how) + table_words(CELLS))) == CELLS


def test_merged_cells_have_their_words_in_the_first_one() -> None:
    page = ruled([50, 150, 350], [100, 130, 160, 190]).replace("150 610 m 150 700 l", "150 610 m 150 670 l")
    page += (
        ruled([150, 250, 350], [130, 160, 190])
        + words_at(55, 118, "申请人情况")
        + words_at(55, 145, "三、")
        + words_at(55, 158, "结果")
    )
    page = page.replace("50 640 m 350 640 l", "150 640 m 350 640 l")
    page += words_at(155, 148, "一") + words_at(255, 148, "1") + words_at(155, 178, "二") + words_at(255, 178, "2")
    assert cells_of(lines_of(page)) == [("申请人情况", "", ""), ("三、结果", "一", "1"), ("", "二", "2")]


def test_words_of_a_cell_are_joined_over_its_lines_and_a_vertical_label_is_read_downwards() -> None:
    page = ruled([50, 70, 170], [100, 160]) + "".join(words_at(55, 112 + 12 * row, char) for row, char in enumerate("办理结果"))
    page += words_at(75, 125, "（二）部分") + words_at(75, 140, "公开")
    assert cells_of(lines_of(page)) == [("办理结果", "（二）部分公开")]


def test_a_table_without_outer_border_is_whole() -> None:
    page = ruled([150, 250], [100, 190]) + "".join(f"50 {800 - y} m 350 {800 - y} l S\n" for y in (100, 130, 160, 190))
    assert cells_of(lines_of(page + table_words(CELLS))) == CELLS


def test_a_table_goes_on_over_the_page_without_its_repeated_header() -> None:
    first = words_at(50, 90, "三、申请") + ruled(*GRID) + table_words(CELLS) + words_at(290, 770, "1")
    second = ruled(*GRID) + table_words([CELLS[0], ("许可", "5", "6"), ("处罚", "7", "8")]) + words_at(290, 770, "2")
    lines = lines_of(first, second)
    assert cells_of(lines) == [*CELLS, ("许可", "5", "6"), ("处罚", "7", "8")]
    assert [line.origin.page for line in lines] == [1, 1, 1, 1, 2, 2]


def test_a_label_cut_by_the_page_break_is_put_together() -> None:
    first = ruled([50, 110, 250, 350], [700, 730, 760]) + words_at(55, 718, "一、新收") + words_at(255, 718, "1")
    first += words_at(55, 748, "二、上年结") + words_at(255, 748, "2")
    second = (
        ruled([50, 110, 250, 350], [100, 130, 160])
        + words_at(55, 118, "转")
        + words_at(55, 148, "三、结果")
        + words_at(255, 148, "3")
    )
    assert cells_of(lines_of(first, second)) == [("一、新收", "", "1"), ("二、上年结转", "", "2"), ("三、结果", "", "3")]


def test_columns_without_lines_are_a_table() -> None:
    page = words_at(50, 60, "二、主动公开") + table_words(CELLS, left=50, top=100)
    lines = lines_of(page)
    assert words_of(lines) == ["二、主动公开"]
    assert cells_of(lines) == CELLS


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    """The words stand upright when the page is shown; `cm` turns what is drawn the other way."""
    matrix = {90: "0 1 -1 0 800 0", 180: "-1 0 0 -1 600 800", 270: "0 -1 1 0 0 600"}[turn]
    box = "/MediaBox[0 0 600 800]" if turn == 180 else "/MediaBox[0 0 800 600]"
    file = HandMade()
    file.page(f"q {matrix} cm\n{ruled(*GRID)}{table_words(CELLS)}Q", f"{box}/Rotate {turn}")
    assert cells_of(list(read_pdf(file.data(), "a.pdf").lines)) == CELLS


def test_watermarks_at_a_slant_are_left_out() -> None:
    mark = f"BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 500 Tm <{'草稿'.encode('utf-16-be').hex()}> Tj ET\n"
    assert words_of(lines_of(words_at(50, 100, "正文正文") + mark)) == ["正文正文"]


def test_a_scanned_page_is_a_picture() -> None:
    file = HandMade()
    scan = file.stream(b"\x80", IMAGE)
    for _ in range(2):
        file.page("q 600 0 0 800 0 0 cm /I Do Q", resources=f"/XObject<</I {scan} 0 R>>")
    lines = read_pdf(file.data(), "a.pdf").lines
    assert [(type(line), line.origin.page) for line in lines] == [(Image, 1), (Image, 2)]


def test_a_picture_between_words_stands_between_them() -> None:
    file = HandMade()
    scan = file.stream(b"\x80", IMAGE)
    words = words_at(50, 100, LINE) + words_at(50, 600, "四、复议")
    file.page("q 400 0 0 200 100 300 cm /I Do Q q 20 0 0 20 500 20 cm /I Do Q\n" + words, resources=f"/XObject<</I {scan} 0 R>>")
    lines = read_pdf(file.data(), "a.pdf").lines
    assert [type(line) for line in lines] == [Words, Image, Words]


def test_what_the_file_says_of_itself() -> None:
    file = HandMade()
    file.page(words_at(50, 100, "正文"))
    info = file.add(b"<</Title(Report)/Author(Office)/CreationDate(D:20240226144123+08'00')>>")
    file.trailer = b"/Info %d 0 R" % info
    assert read_pdf(file.data(), "a.pdf").metadata == {"title": "Report", "publisher": "Office", "created": "2024-02-26"}


def test_a_password_is_told() -> None:
    file = HandMade()
    file.page(words_at(50, 100, "正文"))
    lock = file.add(b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32))
    file.trailer = b"/Encrypt %d 0 R/ID[<%s><%s>]" % (lock, b"43" * 16, b"43" * 16)
    assert problem(file.data()) == "read_pdf_encrypted"


def test_files_that_are_damaged_empty_or_too_long() -> None:
    file = HandMade()
    file.page("")
    data = file.data()
    assert problem(data) == "read_pdf_no_text"
    assert problem(b"%PDF-1.7\n") == "read_pdf_damaged"
    assert problem(b"%PDF-1.7\n" + bytes(range(256)) * 20) == "read_pdf_damaged"
    assert problem(data.replace(b"/Pages 2 0 R", b"/Pages 9 9 R")) == "read_pdf_damaged"
    assert problem(b" \n") == "read_empty"
    for _ in range(LIMITS.pages):
        file.page("")
    assert problem(file.data()) == "read_pdf_too_long"


def test_forms_that_draw_each_other_come_to_an_end() -> None:
    file = HandMade()
    inner = file.stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    for _ in range(12):
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % inner
        inner = file.stream(b"/X Do " * 20, entries)
    file.page("/X Do", resources=f"/XObject<</X {inner} 0 R>>")
    data = file.data()
    assert not is_plain(data)
    begin = time.monotonic()
    assert problem(data) == "read_pdf_too_much"
    assert time.monotonic() - begin < 60


def test_a_process_apart_reads_the_same() -> None:
    file = HandMade()
    file.page(words_at(50, 60, "二、主动公开") + ruled(*GRID) + table_words(CELLS))
    assert read_apart(file.data(), "a.pdf") == read_pdf(file.data(), "a.pdf")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not there to print the PDF files")
def test_reports_in_all_layouts(tmp_path: Path) -> None:
    """Every cell is found; nearly all paragraphs are whole (LibreOffice loses punctuation that hangs over the margin)."""
    reports = {
        f"{place}-{seed}": (correct_report(seed), layout) for place, layout in enumerate(LAYOUTS.values()) for seed in (1, 6)
    }
    for name, (report, layout) in reports.items():
        word_file(report, layout, tmp_path / f"{name}.docx")
    printed([tmp_path / f"{name}.docx" for name in reports], tmp_path)
    wanted = whole = 0
    for name, (report, layout) in reports.items():
        linear = read_pdf((tmp_path / f"{name}.pdf").read_bytes(), name)
        read = build_report(document_of(linear, name, "pdf"), shipped_norm())
        for table in report.figures.tables:
            for row, column in form(report.edition).cells(table):
                found = read.tables[table].value(row.key, column.key).number
                assert found == report.figures[table, row.key, column.key], f"{layout}: {table} {row.key} {column.key}"
        assert read.year == report.year
        lines = {line.words.replace(" ", "") for line in linear.lines if isinstance(line, Words)}
        paragraphs = [words.replace(" ", "") for section in report.sections for words in (section.heading, *section.paragraphs)]
        wanted += len(paragraphs)
        whole += sum(words in lines for words in paragraphs)
    assert whole >= wanted * 0.95
