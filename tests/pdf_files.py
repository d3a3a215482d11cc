"""PDF files for the tests: written by hand, or laid out as Word files and printed by LibreOffice."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from generator import Report, table_as_flat_rows, table_as_rows
from generator.rows import Table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TWIPS = 20


@dataclass(frozen=True)
class Layout:
    """How a report is laid out: sizes in half points; `head` says how many rows of a table come again on each page."""

    border: str = "single"
    size: int = 32
    cell_size: int = 21
    head: int = 0
    align: str = "center"
    centred: bool = True
    footer: str = "— {} —"
    header: str = ""
    indent: bool = True
    chinese: str = "Noto Serif CJK SC"
    latin: str = "Liberation Serif"
    rows: Callable[..., Table] = table_as_rows
    cut: bool = True
    wide: int = 9000


LAYOUTS = {
    "usual": Layout(),
    "two fonts": Layout(latin="DejaVu Sans", chinese="Noto Sans CJK SC", size=28, cell_size=18, footer="{}", head=3, align="top"),
    "double lines": Layout(
        border="double", size=30, cell_size=24, header="政府信息公开工作年度报告", footer="第 {} 页", cut=False
    ),
    "dashed lines": Layout(border="dashed", cell_size=22, indent=False, footer="- {} -", head=3, centred=False),
    "flat": Layout(border="dotted", size=24, cell_size=24, rows=table_as_flat_rows, header="2023 年报 {}", footer=""),
    "no lines": Layout(border="none", size=28, cell_size=18, rows=table_as_flat_rows, align="top", footer="{}"),
    "no lines, merged": Layout(border="none", size=28, cell_size=18, align="top", centred=False),
}


def word_file(report: Report, layout: Layout, path: Path) -> None:
    """The report as a Word file, its tables with cells merged as in the form."""
    body: list[str] = [_paragraph(report.title, layout, "title")]
    body += [_paragraph(words, layout, "title") for words in report.dates]
    body += [_paragraph(words, layout, "text") for words in report.preamble]
    for section in report.sections:
        body.append(_paragraph(section.heading, layout, "heading"))
        body += [_paragraph(words, layout, "text") for words in section.paragraphs]
        body += [_table(layout.rows(table, report.figures), layout, table) for table in section.tables]
    body += [_paragraph(words, layout, "closing") for words in report.closing]
    refs = "".join(f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in ("header", "footer"))
    margins = 'w:top="1700" w:bottom="1700" w:left="1450" w:right="1450" w:header="900" w:footer="900"'
    page = f'<w:sectPr>{refs}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/></w:sectPr>'
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("header", "header"), ("footer", "footer"))
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": _relations({"document": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations({kind: (kind, f"{kind}.xml") for kind in ("header", "footer")}),
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{''.join(body)}{page}</w:body></w:document>",
        "word/header.xml": f"<w:hdr {_W}>{_numbered(layout.header, layout)}</w:hdr>",
        "word/footer.xml": f"<w:ftr {_W}>{_numbered(layout.footer, layout)}</w:ftr>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, words in parts.items():
            file.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + words)


def _relations(parts: dict[str, tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, (kind, target) in parts.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _run(words: str, layout: Layout, size: int) -> str:
    fonts = f'<w:rFonts w:ascii="{layout.latin}" w:hAnsi="{layout.latin}" w:eastAsia="{layout.chinese}"/>'
    return f'<w:r><w:rPr>{fonts}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _paragraph(words: str, layout: Layout, kind: str) -> str:
    size = layout.size + (8 if kind == "title" else 0)
    line = f'<w:spacing w:line="{size * 18}" w:lineRule="exact"/>'
    if not layout.indent:
        line = f'<w:spacing w:after="{size * 6}"/>'
    how = {"title": '<w:jc w:val="center"/>', "closing": '<w:jc w:val="right"/>'}.get(kind, '<w:jc w:val="both"/>')
    indent = f'<w:ind w:firstLine="{size * _TWIPS}"/>' if layout.indent and kind in ("text", "heading") else ""
    return f"<w:p><w:pPr>{line}{indent}{how}</w:pPr>{_run(words, layout, size)}</w:p>"


def _numbered(words: str, layout: Layout) -> str:
    before, mark, after = words.partition("{}")
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>' if mark else ""
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{_run(before, layout, 21)}{field}{_run(after, layout, 21)}</w:p>'


def _table(rows: Table, layout: Layout, table: str) -> str:
    width = max(len(row.cells) for row in rows)
    widths = [layout.wide // width] * width
    if table == "requests":
        labels = width - 7
        widths = [layout.wide * 45 // 100 // labels] * labels + [layout.wide * 55 // 100 // 7] * 7
    sides = "".join(
        f'<w:{side} w:val="{layout.border}" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    drawn = "".join(_row(row_index, rows, widths, layout, table) for row_index in range(len(rows)))
    look = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"


def _row(index: int, rows: Table, widths: Sequence[int], layout: Layout, table: str) -> str:
    cells = rows[index].cells
    drawn = []
    column = 0
    while column < len(cells):
        end = column + 1
        while end < len(cells) and cells[end].joined == "left":
            end += 1
        cell = cells[column]
        below = index + 1 < len(rows) and rows[index + 1].cells[column].joined == "above"
        merge = "<w:vMerge/>" if cell.joined == "above" else ('<w:vMerge w:val="restart"/>' if below else "")
        span = f'<w:tcW w:w="{sum(widths[column:end])}" w:type="dxa"/><w:gridSpan w:val="{end - column}"/>'
        look = f'{span}{merge}<w:vAlign w:val="{layout.align}"/>'
        how = '<w:jc w:val="center"/>' if layout.centred else ""
        drawn.append(
            f"<w:tc><w:tcPr>{look}</w:tcPr><w:p><w:pPr>{how}</w:pPr>{_run(cell.text, layout, layout.cell_size)}</w:p></w:tc>"
        )
        column = end
    head = "<w:tblHeader/>" if index < layout.head and table == "requests" else ""
    whole = "" if layout.cut else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{''.join(drawn)}</w:tr>"


def printed(files: Sequence[Path], folder: Path, timeout: int = 300) -> None:
    """Prints Word files as PDF files, all in one go, with a profile of their own."""
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=timeout)


class HandMade:
    """A PDF file written by hand: pages of words and lines, with fonts that are not embedded."""

    def __init__(self) -> None:
        self.objects: list[bytes] = [b"", b""]
        self.pages: list[int] = []
        self.trailer = b""
        self.font = self.add(
            b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
            b"/Supplement 4>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4"
            b"/FontBBox[0 -140 1000 860]/ItalicAngle 0/Ascent 860/Descent -140/CapHeight 700/StemV 80>>>>]>>"
        )

    def add(self, body: bytes) -> int:
        """Another object; its number comes back."""
        self.objects.append(body)
        return len(self.objects)

    def stream(self, content: bytes, entries: bytes = b"") -> int:
        """Another stream."""
        return self.add(b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content))

    def page(self, content: str, entries: str = "/MediaBox[0 0 600 800]", resources: str = "") -> None:
        """Another page of drawing operators."""
        body = f"<</Type/Page/Parent 2 0 R{entries}/Contents {self.stream(content.encode())} 0 R"
        self.pages.append(self.add(f"{body}/Resources<</Font<</F {self.font} 0 R>>{resources}>>>>".encode()))

    def data(self) -> bytes:
        """The file."""
        kids = " ".join(f"{page} 0 R" for page in self.pages).encode()
        self.objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
        self.objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self.pages), kids)
        out = b"%PDF-1.7\n"
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(self.objects) + 1
        end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, self.trailer, len(out))
        return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def words_at(left: float, top: float, words: str, size: float = 10) -> str:
    """The operators for words whose line is so far below the upper edge of a page of 800 points."""
    return f"BT /F {size} Tf 1 0 0 1 {left} {800 - top} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"


def ruled(columns: Sequence[float], rows: Sequence[float], how: str = "line") -> str:
    """A grid of lines, of thin filled rectangles, or of dashes; heights are counted from the upper edge."""
    drawn = "[3 2] 0 d\n" if how == "dash" else ""
    for x in columns:
        top, bottom = 800 - rows[0], 800 - rows[-1]
        drawn += f"{x} {bottom} 0.5 {top - bottom} re f\n" if how == "box" else f"{x} {bottom} m {x} {top} l S\n"
    for y in rows:
        width = columns[-1] - columns[0]
        drawn += (
            f"{columns[0]} {800 - y} {width} 0.5 re f\n"
            if how == "box"
            else f"{columns[0]} {800 - y} m {columns[-1]} {800 - y} l S\n"
        )
    return drawn
