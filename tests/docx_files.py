"""Word files of generated reports, as people make them: tables with merged cells, headings, paragraphs."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from generator.report import Report
from generator.rows import Table, table_as_rows


def word_file(report: Report, tables: dict[str, Table] | None = None) -> bytes:
    """The report as a Word file."""
    document = Document()
    document.add_heading(report.title, 0)
    for words in (*report.dates, *report.preamble):
        document.add_paragraph(words)
    for section in report.sections:
        document.add_heading(section.heading, 1)
        for words in section.paragraphs:
            document.add_paragraph(words)
        for table in section.tables:
            add_table(document, tables[table] if tables else table_as_rows(table, report.figures))
    for words in report.closing:
        document.add_paragraph(words)
    return saved(document)


def saved(document: Any) -> bytes:
    """The content of a document's file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def add_table(document: Any, rows: Table) -> Any:
    """A table with its cells merged across and downwards, as Word merges them."""
    width = max(len(row.cells) for row in rows)
    table = document.add_table(len(rows), width)
    cells = [list(row.cells) for row in table.rows]
    for place, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            if not cell.joined:
                right = column
                while right + 1 < len(row.cells) and row.cells[right + 1].joined == "left":
                    right += 1
                below = place
                while below + 1 < len(rows) and rows[below + 1].cells[column].joined == "above":
                    below += 1
                merged = cells[place][column]
                if (right, below) != (column, place):
                    merged = merged.merge(cells[below][right])
                merged.text = cell.text
    return table


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def raw_file(body: str, numbering: str = "", styles: str = "", **more: str | bytes) -> bytes:
    """A Word file of this XML in its body; `more` are parts by name, with two lines under each other for a slash."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations({"numbering": "numbering.xml", "styles": "styles.xml"}),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {_NAMES}>{styles}</w:styles>",
    }
    return zipped(parts | {name.replace("__", "/") + ".xml": content for name, content in more.items()})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _relations(targets: dict[str, str]) -> str:
    told = "".join(f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{part}"/>' for kind, part in targets.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'
