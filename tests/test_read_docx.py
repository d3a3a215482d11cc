"""Word files: every cell at its place, automatic numbers in words, and nothing that does not stand on the page."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx_files import raw_file, word_file, zipped
from generator import correct_report
from generator.rows import table_as_rows
from lxml import etree

from linter.engine import check_report
from linter.finding import Finding
from linter.parse.build import build_report
from linter.profile.load import shipped_norm, shipped_rules
from linter.read import Unreadable
from linter.read.docx import read_docx, read_docx_with_places
from linter.read.linear import Cells, Image, Line, Linear, Words, document_of
from linter.read.numeral_words import numeral_words

SEEDS = range(50)


def findings(linear: Linear) -> list[Finding]:
    """What the rules say of a file."""
    report = build_report(document_of(linear, "x.docx", "docx"), shipped_norm())
    return [finding for outcome in check_report(report, shipped_rules()) for finding in outcome.findings]


def lines(body: str, numbering: str = "", styles: str = "") -> list[str | tuple[str, ...] | None]:
    """The lines of a body: words, cells, or None for a picture."""
    return [shown(line) for line in read_docx(raw_file(body, numbering, styles), "x.docx").lines]


def shown(line: Line) -> str | tuple[str, ...] | None:
    """A line as tests compare it."""
    return line.words if isinstance(line, Words) else line.cells if isinstance(line, Cells) else None


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; words alone make one."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(run if run[:1] == '<' else r(run) for run in runs)}</w:p>"


def r(words: str) -> str:
    """A run of words."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def tbl(*rows: str, grid: tuple[int, ...] = ()) -> str:
    """A table."""
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells; words alone make one."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cell if cell[:1] == '<' else tc(cell) for cell in cells)}</w:tr>"


def tc(content: str = "", span: int = 1, merged: str = "") -> str:
    """A cell; `merged` is "restart" or "continue"."""
    merge = f'<w:vMerge w:val="{merged}"/>' if merged else ""
    inside = content if content[:1] == "<" else p(content)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{inside}</w:tc>'


def num(depth: int, num_id: int = 1) -> str:
    """The properties of a numbered paragraph."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num_id}"/></w:numPr>'


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str, nums: str = "") -> str:
    """A list of these levels as list 1."""
    first = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{first}{nums}'


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_of_generated_reports(seed: int) -> None:
    report = correct_report(seed)
    linear = read_docx(word_file(report), "x.docx")
    wanted = [
        tuple(row.texts())
        for section in report.sections
        for table in section.tables
        for row in table_as_rows(table, report.figures)
    ]
    assert [line.cells for line in linear.lines if isinstance(line, Cells)] == wanted
    loud = [finding for finding in findings(linear) if finding.level != "info" or finding.outcome == "blocked"]
    assert loud == []


def test_places_hold_the_words_of_their_lines() -> None:
    linear, places = read_docx_with_places(word_file(correct_report(7)), "x.docx")
    assert len(places) == len(linear.lines)
    for line, place in zip(linear.lines, places, strict=True):
        cells = line.cells if isinstance(line, Cells) else (line.words,) if isinstance(line, Words) else ()
        assert tuple("".join(piece.words for piece in spot.pieces) for spot in place) == cells
        for spot in place:
            for piece in spot.pieces:
                if piece.element is not None and piece.element.tag.endswith("}t"):
                    assert piece.element.text[piece.start :].startswith(piece.words)
    # and the document does not change them any more
    text = document_of(linear, "x.docx", "docx").text.content.split("\n")
    assert text == [line.words if isinstance(line, Words) else "\t".join(line.cells) for line in linear.lines]  # type: ignore[union-attr]


HEADINGS = lists(level(0, "chineseCounting", "%1、"), level(1, "chineseCountingThousand", "（%2）"), level(2, "decimal", "%3."))


def test_numbers_are_counted() -> None:
    depths = (0, 1, 1, 2, 2, 1, 2, 0, 1)
    assert lines("".join(p("x", properties=num(depth)) for depth in depths), HEADINGS) == [
        "一、x", "（一）x", "（二）x", "1.x", "2.x", "（三）x", "1.x", "二、x", "（一）x",
    ]  # fmt: skip


def test_numbers_with_levels_above_in_them() -> None:
    numbering = lists(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "upperRoman", "%1.%2.%3", "<w:isLgl/>"))
    body = "".join(p("x", properties=num(depth)) for depth in (0, 1, 2, 2, 0, 2))
    assert lines(body, numbering) == ["1 x", "1.1 x", "1.1.1 x", "1.1.2 x", "2 x", "2.1.1 x"]


def test_levels_that_never_begin_anew() -> None:
    numbering = lists(level(0, "decimal", "%1."), level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>'))
    body = "".join(p("x", properties=num(depth)) for depth in (0, 1, 1, 0, 1))
    assert lines(body, numbering) == ["1.x", "(1)x", "(2)x", "2.x", "(3)x"]


def test_lists_that_go_on_and_lists_that_begin_anew() -> None:
    begins = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    nums = (
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>{begins}</w:num>'
    )
    body = "".join(p("x", properties=num(0, each)) for each in (1, 1, 2, 3, 3, 1))
    numbering = lists(level(0, "decimal", "%1."), nums=nums)
    assert lines(body, numbering) == ["1.x", "2.x", "3.x", "5.x", "6.x", "7.x"]


def test_a_level_that_a_list_overrides() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "decimalEnclosedCircle", "%1")}</w:lvlOverride>'
    nums = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{other}</w:num>'
    assert lines(p("x", properties=num(0, 2)), lists(level(0, "decimal", "%1."), nums=nums)) == ["① x"]


STYLES = (
    f'<w:style w:type="paragraph" w:styleId="One"><w:pPr>{num(0)}</w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Two"><w:basedOn w:val="One"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Same"><w:basedOn w:val="One"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
)


def test_numbers_from_styles() -> None:
    styled = [p("x", properties=f'<w:pStyle w:val="{style}"/>') for style in ("One", "Same", "Two", "Round")]
    off = p("x", properties='<w:pStyle w:val="One"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines("".join((*styled, off)), HEADINGS, STYLES) == ["一、x", "二、x", "（一）x", "x", "x"]


def test_a_level_that_names_its_style() -> None:
    numbering = lists(level(0, "decimal", "%1."), level(1, "decimal", "(%2)", '<w:pStyle w:val="Own"/>'))
    assert lines(p("x", properties='<w:pStyle w:val="Own"/>'), numbering, STYLES) == ["(1)x"]


def test_a_list_that_is_kept_in_a_style() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="List"/></w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num>'
    )
    style = f'<w:style w:type="numbering" w:styleId="List"><w:pPr>{num(0)}</w:pPr></w:style>'
    assert lines(p("x", properties=num(0, 9)), linked + HEADINGS, style) == ["一、x"]


def test_bullets_are_no_words() -> None:
    assert lines(p("x", properties=num(0)), lists(level(0, "bullet", "\uf0b7"))) == ["x"]


@pytest.mark.parametrize(
    ("form", "words"),
    {
        "chineseCounting": ("一", "十", "十二", "二十", "一百零三", "一百一十"),
        "japaneseCounting": ("一", "十", "十二", "二十", "一百零三", "一百一十"),
        "chineseLegalSimplified": ("壹", "壹拾", "壹拾贰", "贰拾", "壹佰零叁", "壹佰壹拾"),
        "ideographTraditional": ("甲", "癸", "12", "20", "103", "110"),
        "decimalFullWidth": ("１", "１０", "１２", "２０", "１０３", "１１０"),
        "decimalEnclosedCircle": ("①", "⑩", "⑫", "⑳", "103", "110"),
        "lowerLetter": ("a", "j", "l", "t", "yyyy", "fffff"),
        "upperRoman": ("I", "X", "XII", "XX", "CIII", "CX"),
        "decimalZero": ("01", "10", "12", "20", "103", "110"),
        "none": ("", "", "", "", "", ""),
        "something": ("1", "10", "12", "20", "103", "110"),
    }.items(),
)
def test_writings_of_numbers(form: str, words: tuple[str, ...]) -> None:
    assert tuple(numeral_words(number, form) for number in (1, 10, 12, 20, 103, 110)) == words


def test_tracked_changes() -> None:
    inserted, deleted = f"<w:ins>{r('增加')}</w:ins>", "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('移走')}</w:moveFrom><w:moveTo>{r('移来')}</w:moveTo>"
    gone = f"<w:rPr><w:del/></w:rPr>{num(0)}"
    body = p("甲", inserted, deleted, moved) + p("乙", properties=gone) + p("丙", properties=num(0)) + p(deleted, properties=gone)
    assert lines(body, HEADINGS) == ["甲增加移来", "一、乙丙"]


def test_a_deleted_row_of_a_table() -> None:
    assert lines(tbl(tr("a", "b"), tr("c", "d", properties="<w:del/>"), tr("e", "f", properties="<w:ins/>"))) == [
        ("a", "b"), ("e", "f"),
    ]  # fmt: skip


def test_fields_links_controls_and_signs() -> None:
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>PAGE</w:instrText>", "<w:t>藏</w:t>",
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>结果</w:t>", '<w:fldChar w:fldCharType="end"/>',
        )
    )  # fmt: skip
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>"
    signs = (
        '<w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t><w:tab/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
    ruby = f"<w:r><w:ruby><w:rt>{r('pin')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby></w:r>"
    link = f"<w:hyperlink>{r('链接')}</w:hyperlink><w:fldSimple>{r('域')}</w:fldSimple>"
    assert lines(p(field, control, link, hidden, note, ruby, signs)) == ["结果控件链接域拼a-b ☑"]
    assert lines(f"<w:sdt><w:sdtContent>{p('整段')}</w:sdtContent></w:sdt>") == ["整段"]


def test_a_field_that_never_ends_hides_nothing_else() -> None:
    assert lines(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "x") + p("后文")) == ["后文"]


def test_breaks_make_lines_and_page_breaks_none() -> None:
    body = p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>") + p('<w:r><w:br w:type="page"/><w:t>丙</w:t></w:r>')
    linear = read_docx(raw_file(body), "x.docx")
    assert [(line.words, line.after_gap) for line in linear.lines if isinstance(line, Words)] == [
        ("甲", True), ("乙", False), ("丙", False),
    ]  # fmt: skip


def test_blanks_that_word_does_not_show() -> None:
    assert lines(p("<w:r><w:t> 甲 </w:t></w:r>", "<w:r><w:t>\n</w:t></w:r>", " 乙\u2028丙　")) == ["甲 乙 丙"]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_text_boxes_are_read_once() -> None:
    box = BOX.format(p("框内"))
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    old = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    word_art = '<w:pict><v:textpath string="艺术字"/></w:pict>'
    line = "<w:pict><v:line/></w:pict>"
    assert lines(p("甲", f"<w:r>{both}</w:r>", "乙")) == ["甲乙", "框内"]
    assert lines(p(f"<w:r>{old}{word_art}{line}</w:r>")) == ["框内", "艺术字"]


def test_pictures() -> None:
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    assert lines(p("甲", picture) + p("乙")) == ["甲", None, "乙"]
    assert lines(tbl(tr("a", tc(p(picture))), tr("b", "c"))) == [("a", ""), None, ("b", "c")]


def test_merged_cells() -> None:
    body = tbl(
        tr(tc("头", span=3), "d"),
        tr(tc("组", merged="restart"), "b", "c", "d"),
        tr(tc("不显示", merged="continue"), tc("宽", span=2), "4"),
        tr("a", tc("没有上格", merged="continue"), "c", "d"),
    )
    assert lines(body) == [("头", "", "", "d"), ("组", "b", "c", "d"), ("", "宽", "", "4"), ("a", "没有上格", "c", "d")]


def test_cells_left_out_at_the_ends_of_a_row() -> None:
    before, after = '<w:gridBefore w:val="1"/>', '<w:gridAfter w:val="2"/>'
    body = tbl(tr("a", "b", "c", "d"), tr("x", properties=before + after))
    assert lines(body) == [("a", "b", "c", "d"), ("", "x", "", "")]


def test_lines_of_the_grid_that_no_row_uses_and_narrow_strips() -> None:
    assert lines(tbl(tr(tc("a", span=2), "b"), tr(tc("c", span=2), "d"))) == [("a", "b"), ("c", "d")]
    crooked = tbl(tr(tc("a", span=2), "b", "c"), tr("1", tc("2", span=2), "3"), grid=(2000, 40, 2000, 2000))
    assert lines(crooked) == [("a", "b", "c"), ("1", "2", "3")]
    narrow = tbl(tr("a", "x", "b", "c"), tr("1", tc("2", span=2), "3"), grid=(2000, 40, 2000, 2000))
    assert lines(narrow) == [("a", "x", "b", "c"), ("1", "2", "", "3")]


def test_paragraphs_of_a_cell() -> None:
    assert lines(tbl(tr(tc(p("甲") + p("") + p("乙")), "b"))) == [("甲 乙", "b")]


def test_rows_and_cells_in_content_controls() -> None:
    cell = f"<w:sdt><w:sdtContent>{tc('b')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr('c', 'd')}</w:sdtContent></w:sdt>"
    assert lines(tbl(tr("a", cell), row)) == [("a", "b"), ("c", "d")]


def test_tables_inside_tables() -> None:
    inner = tbl(tr("1", "2"))
    assert lines(tbl(tr("a", tc(p("b") + inner + p(""))), tr("c", "d"))) == [("a", "b"), ("1", "2"), ("c", "d")]
    assert lines(tbl(tr(tc(p("段落") + inner)), tr(tc("又一段")))) == ["段落", ("1", "2"), "又一段"]
    assert lines(tbl(tr("", tc(p("段落") + inner), ""))) == ["段落", ("1", "2")]


def test_the_blank_cells_of_a_form_are_kept() -> None:
    assert lines(tbl(tr("", ""), tr("a", ""))) == [("", ""), ("a", "")]


def test_what_the_file_says_of_itself() -> None:
    core = (
        '<c:p xmlns:c="c" xmlns:d="d"><d:title>报告</d:title><d:creator>某人</d:creator>'
        "<d:created>2024-01-18T08:00:00Z</d:created><d:modified>昨天</d:modified></c:p>"
    )
    own = read_docx(raw_file(p("x"), docProps__core=core), "x.docx").metadata
    assert own == {"title": "报告", "publisher": "某人", "created": "2024-01-18"}
    company = '<P xmlns="e"><Company>青禾镇人民政府</Company></P>'
    both = read_docx(raw_file(p("x"), docProps__core=core, docProps__app=company), "x.docx").metadata
    assert both["publisher"] == "青禾镇人民政府"
    assert read_docx(raw_file(p("x"), docProps__core="<damaged"), "x.docx").metadata == {}


def test_the_strict_form_of_the_format() -> None:
    data = raw_file(p("x"))
    strict = (b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main")
    assert [shown(line) for line in read_docx(repacked(data, *strict), "x.docx").lines] == ["x"]


def repacked(data: bytes, old: bytes, new: bytes) -> bytes:
    """A file in whose parts some words are others."""
    with ZipFile(BytesIO(data)) as archive:
        return zipped({name: archive.read(name).replace(old, new) for name in archive.namelist()})


def refused(data: bytes) -> str:
    """The id of the phrase that tells why a file is refused."""
    with pytest.raises(Unreadable) as caught:
        read_docx(data, "x.docx")
    assert str(caught.value).startswith("x.docx：")
    return caught.value.problem.key


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def test_files_that_are_refused() -> None:
    data = raw_file(p("x"))
    assert refused(b"") == "read_empty"
    assert refused(b"just words") == "read_docx_no_docx"
    assert refused(data[: len(data) // 2]) == "read_docx_damaged"
    assert refused(repacked(data, b"</w:body>", b"")) == "read_docx_part_damaged"
    assert refused(repacked(data, b"<w:document", ENTITIES.encode() + b"<w:document")) == "read_docx_entities"
    assert refused(raw_file(p(""))) == "read_empty"
    assert refused(zipped({"xl/workbook.xml": "<x/>"})) == "read_docx_other"
    assert refused(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})) == "read_docx_other"
    assert refused(zipped({"OFD.xml": "<x/>"})) == "read_docx_other"
    assert refused(zipped({"a.txt": "x"})) == "read_docx_other"
    assert refused(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")) == "read_docx_encrypted"
    assert refused(b"\xd0\xcf\x11\xe0" + b"WordDocument") == "read_docx_old"


def test_a_file_that_is_locked_inside() -> None:
    data = raw_file(p("x"))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data = data[: place + offset] + bytes([data[place + offset] | 1]) + data[place + offset + 1 :]
            place = data.find(sign, place + 1)
    assert refused(data) == "read_docx_encrypted"


def test_files_that_would_unpack_to_too_much() -> None:
    assert refused(raw_file(p("x" * 5_000_000))) == "read_docx_too_large"
    assert refused(raw_file(p("x"), word__media=b"\0" * 101 * 1024 * 1024)) == "read_docx_too_large"


def test_spans_beyond_all_measure() -> None:
    wide = tbl(tr(tc("a", span=2_000_000_000), "b"), tr("c", "d", properties='<w:gridAfter w:val="2000000000"/>'))
    assert all(len(line) < 300 for line in lines(wide) if line is not None)
    assert lines(tbl(tr(tc("a", span=-5), "b"))) == [("a", "b")]


def test_tables_nested_as_deep_as_xml_may_be() -> None:
    body = p("x")
    for _ in range(75):
        body = tbl(tr(tc(body)))
    assert lines(body) == ["x"]
    for _ in range(30):
        body = tbl(tr(tc(body)))
    assert refused(raw_file(body)) == "read_docx_part_damaged"


def test_damaged_files_are_refused_or_read() -> None:
    data = word_file(correct_report(2))
    rng = Random("damage")
    for _ in range(120):
        broken = bytearray(data)
        for _ in range(rng.choice((1, 3, 30))):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        if rng.random() < 0.3:
            del broken[rng.randrange(len(broken)) :]
        with suppress(Unreadable):
            read_docx(bytes(broken), "x.docx")


@pytest.mark.parametrize("seed", range(40))
def test_xml_put_together_wrongly(seed: int) -> None:
    """Elements that are lost, doubled, or stand where others should: read as far as may be, never an exception."""
    rng = Random(f"xml {seed}")
    with ZipFile(BytesIO(MUCH if seed % 2 else word_file(correct_report(seed)))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for part in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
        root = etree.fromstring(parts[part])
        for _ in range(rng.choice((1, 5, 40))):
            one, other = rng.choices(list(root.iter("*")), k=2)
            change = rng.randrange(4)
            if change == 0 and one.getparent() is not None:
                one.getparent().remove(one)
            elif change == 1:
                other.insert(0, deepcopy(one)) if len(list(one.iter())) < 500 else None
            elif change == 2:
                one.tag = other.tag
            else:
                for name in one.attrib:
                    one.set(name, rng.choice(("", "-1", "x", "99999999999", "continue")))
        parts[part] = etree.tostring(root)
    with suppress(Unreadable):
        read_docx(zipped(parts), "x.docx")


MUCH = raw_file(
    "".join(p("x", properties=num(depth)) for depth in (0, 1, 2))
    + p(
        f"<w:r><w:drawing>{BOX.format(p('框'))}</w:drawing></w:r>",
        f"<w:ins>{r('入')}</w:ins>",
        properties='<w:pStyle w:val="Two"/>',
    )
    + tbl(tr("a", tc(tbl(tr("1", "2")), span=2)), tr(tc("m", merged="restart"), "x", "y"), tr(tc("", merged="continue"), "z")),
    HEADINGS,
    STYLES,
)


def test_a_file_that_word_did_not_pack() -> None:
    """Other programs store names with a backslash or parts unpacked, and name the main part otherwise."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("_rels\\.rels", '<R xmlns="p"><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></R>')
        names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        archive.writestr("word\\document2.xml", f"<w:document {names}><w:body>{p('x')}</w:body></w:document>")
    assert [shown(line) for line in read_docx(file.getvalue(), "x.docx").lines] == ["x"]


def test_pictures_alone_are_no_empty_file() -> None:
    linear = read_docx(raw_file(p("<w:r><w:pict><v:imagedata/></w:pict></w:r>")), "x.docx")
    assert linear.lines == (Image(),)
