"""PDF files for the tests: written by hand, or laid out as Word files and printed by LibreOffice."""

from __future__ import annotations

import subprocess
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from generator import Report, table_as_flat_rows, table_as_rows
from generator.rows import Table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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
    page = f'<w:sectPr>{refs}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1700" w:bottom="1700" w:left="1450" w:right="1450" w:header="900" w:footer="900"/></w:sectPr>'
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("header", "header"), ("footer", "footer"))
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
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
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


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
        look = f'<w:tcW w:w="{sum(widths[column:end])}" w:type="dxa"/><w:gridSpan w:val="{end - column}"/>{merge}<w:vAlign w:val="{layout.align}"/>'
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
