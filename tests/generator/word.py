"""Reports as Word files: merged and unmerged cells, automatic numbers, tables without borders, text boxes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from generator.form import NUMERALS, form
from generator.report import Report
from generator.rows import ABOVE, Cell, Table, block_as_rows, review_block_as_rows, table_as_rows

_WIDTH = 8900  # of a table, in twentieths of a point
_NUMBERING = 77  # an id that the template does not use
_ITEM = re.compile(rf"（([{NUMERALS}])）")
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# levels as in Word's own list of Chinese numbers
_LEVELS = (("%1、", "chineseCounting"), ("（%2）", "chineseCounting"))
_FOOTERS = ("— {page} —", "第{page}页 共{pages}页", "{page}", "- {page} -")
_BOX = """
<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="5400000" cy="720000"/><wp:docPr id="1" name="box"/><a:graphic><a:graphicData uri="{shape}"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="720000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>
</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:425pt;height:57pt"><v:textbox>
{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
# Latin and Chinese in two fonts, as usual; free ones, since LibreOffice takes long to replace what is not installed
_FONTS = (("ascii", "DejaVu Serif"), ("hAnsi", "DejaVu Serif"), ("eastAsia", "WenQuanYi Zen Hei"))
_FLUSH = '<w:pPr><w:ind w:firstLine="0"/></w:pPr>'
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_NAMES = (
    nsdecls("w", "wp", "a") + f' xmlns:wps="{_SHAPE}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is set: `small` has one table for each group, `boxed` the title in a text box and parts in controls."""

    merged: bool = True
    borders: bool = True
    numbered: bool = False
    small: bool = False
    boxed: bool = False


DOCX_STYLES = {
    "plain": Style(merged=False),
    "merged": Style(),
    "numbered": Style(numbered=True),
    "borderless": Style(borders=False),
    "small": Style(small=True),
    "boxed": Style(boxed=True),
}


def render_docx(report: Report, style: str, rng: Random) -> bytes:
    """A report as the bytes of a Word file, in one of `DOCX_STYLES`; page numbers and a header are drawn."""
    setting = DOCX_STYLES[style]
    document = docx.Document()
    _fonts(document, indented=rng.random() < 0.5)
    _margins(document, report, rng)
    if setting.numbered:
        _add_numbering(document)
    _title(document, report.title, setting)
    for words in (*report.dates, *report.preamble):
        _control(document.add_paragraph(words), setting)
    repeated = rng.random() < 0.3
    for number, section in enumerate(report.sections):
        _heading(document, section.heading, f"{NUMERALS[number]}、", 0, setting)
        items = 0
        for words in section.paragraphs:
            item = _ITEM.match(words)
            if item and setting.numbered and items < len(NUMERALS) and item[1] == NUMERALS[items]:
                items += 1
                _heading(document, words, item[0], 1, setting)
            else:
                document.add_paragraph(words)
        for table in section.tables:
            for label, rows in _tables(report, table, setting):
                if label:
                    document.add_paragraph(label)
                _add_table(document, rows, setting, repeated and not label)
    for words in report.closing:
        document.add_paragraph(words).alignment = 2
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _tables(report: Report, table: str, style: Style) -> Iterator[tuple[str, Table]]:
    figures, norm = report.figures, form(report.edition)
    if not style.small or table == "requests":
        yield "", table_as_rows(table, figures)
    elif table == "disclosure":
        for block in norm.tables["disclosure"]:
            # the form numbers no paragraph between tables: without words, Word would make one table of two
            yield " ", block_as_rows(block, figures, "disclosure")
    else:
        for block in norm.tables["review"]:
            yield from ((row.label, review_block_as_rows(row, figures)) for row in block.rows)


def _fonts(document: Document, indented: bool) -> None:
    if indented:  # as in official documents: two characters in front of a paragraph, no space below it
        document.styles["Normal"].paragraph_format.first_line_indent = Pt(24)
        document.styles["Normal"].paragraph_format.space_after = Pt(0)
    for name, size in (("Normal", 12), ("Heading 1", 14), ("Title", 18)):
        style = document.styles[name]
        style.font.size = Pt(size)
        if name != "Normal":
            style.paragraph_format.first_line_indent = Pt(0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script, font in _FONTS:
            fonts.set(qn(f"w:{script}"), font)


def _margins(document: Document, report: Report, rng: Random) -> None:
    (section,) = document.sections
    if rng.random() < 0.5:
        section.header.paragraphs[0].text = rng.choice((report.body.name, "政府信息公开工作年度报告"))
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = 1
    for piece in re.split(r"(\{\w+\})", rng.choice(_FOOTERS)):
        if piece.startswith("{"):
            code = "PAGE" if piece == "{page}" else "NUMPAGES"
            paragraph._p.append(_element("fldSimple", f'w:instr=" {code} "', "<w:r><w:t>1</w:t></w:r>"))
        else:
            paragraph.add_run(piece)


def _title(document: Document, words: str, style: Style) -> None:
    if not style.boxed:
        document.add_paragraph(words, "Title")
        return
    content = f"<w:txbxContent><w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p></w:txbxContent>"
    box = _BOX.replace("\n", "").format(names=_NAMES, shape=_SHAPE, content=content)
    document.add_paragraph()._p.append(parse_xml(box))


def _heading(document: Document, words: str, numeral: str, level: int, style: Style) -> None:
    name = "Heading 1" if level == 0 else "Normal"
    if not style.numbered:
        document.add_paragraph(words, name)
        return
    paragraph = document.add_paragraph(words.removeprefix(numeral), name)
    numbers = f'<w:ilvl w:val="{level}"/><w:numId w:val="{_NUMBERING}"/>'
    paragraph._p.get_or_add_pPr().append(_element("numPr", "", numbers))


def _add_numbering(document: Document) -> None:
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (words, kind) in enumerate(_LEVELS)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    numbering.insert(0, _element("abstractNum", f'w:abstractNumId="{_NUMBERING}"', kind + levels))
    numbering.append(_element("num", f'w:numId="{_NUMBERING}"', f'<w:abstractNumId w:val="{_NUMBERING}"/>'))


def _control(paragraph: Paragraph, style: Style) -> None:
    """Put the paragraph into a content control where the style has them."""
    if style.boxed:
        element = paragraph._p
        control = OxmlElement("w:sdt")
        element.addprevious(control)
        content = OxmlElement("w:sdtContent")
        content.append(element)
        control.append(content)


def _add_table(document: Document, rows: Table, style: Style, repeated: bool) -> None:
    width = max(len(row.cells) for row in rows)
    one = _WIDTH // width
    borders = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if style.borders else ""
    look = f'<w:tblW w:w="{one * width}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
    grid = f'<w:gridCol w:w="{one}"/>' * width
    header = next((number for number, row in enumerate(rows) if row.key), 0) if repeated else 0
    drawn = (_merged_rows if style.merged else _plain_rows)(rows, one)
    body = "".join(
        f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if number < header else ''}{cells}</w:tr>"
        for number, cells in enumerate(drawn)
    )
    table = _element("tbl", "", f"<w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}")
    document.element.body.insert_element_before(table, "w:sectPr")


def _plain_rows(rows: Table, one: int) -> Iterator[str]:
    return ("".join(_cell(cell.text, one) for cell in row.cells) for row in rows)


def _merged_rows(rows: Table, one: int) -> Iterator[str]:
    for number, row in enumerate(rows):
        below = rows[number + 1].cells if number + 1 < len(rows) else ()
        places = (place for place, cell in enumerate(row.cells) if cell.joined != "left")
        yield "".join(_merged_cell(row.cells, place, below, one) for place in places)


def _merged_cell(cells: tuple[Cell, ...], place: int, below: tuple[Cell, ...], one: int) -> str:
    span = 1
    while place + span < len(cells) and cells[place + span].joined == "left":
        span += 1
    merge = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if cells[place] == ABOVE:
        merge += "<w:vMerge/>"
    elif place < len(below) and below[place] == ABOVE:
        merge += '<w:vMerge w:val="restart"/>'
    return _cell(cells[place].text, one * span, merge)


def _cell(words: str, width: int, merge: str = "") -> str:
    run = f'<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>{escape(words)}</w:t></w:r>' if words else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}</w:tcPr><w:p>{_FLUSH}{run}</w:p></w:tc>'


def _element(tag: str, attributes: str, content: str) -> OxmlElement:
    return parse_xml(f"<w:{tag} {nsdecls('w')} {attributes}>{content}</w:{tag}>")
