"""A report as data: its sections and the cells of its tables as plain words, nothing of the report itself.

A record is small and can be handed from one process to another, as JSON too; writers see nothing else of a report.
"""

from __future__ import annotations

from decimal import Decimal

from linter.document import Document
from linter.named_tuple import NamedTuple
from linter.norm import TableForm
from linter.parse.build import is_report, looks_like_report
from linter.place import place_of
from linter.read import Unreadable
from linter.report import ABSENT, Report, Section, prose
from linter.run import Found, Settings, report_of
from linter.words import Catalog, Phrase


class ExtractedCell(NamedTuple):
    """A cell: the key and label of its column, how it was read, its value if it is a number, else its words, and its place.

    `value` is the number in plain digits, exact and without noughts behind the decimals, "" where no number was read.
    """

    column: str
    label: str
    state: str
    value: str
    words: str
    place: str


class ExtractedRow(NamedTuple):
    """A row of the form: its key, its label, and its cells."""

    key: str
    label: str
    cells: tuple[ExtractedCell, ...]


class ExtractedTable(NamedTuple):
    """A table of the form: its key, its name, and its rows, none where the report's form is not known."""

    key: str
    label: str
    rows: tuple[ExtractedRow, ...]


class ExtractedSection(NamedTuple):
    """A section: its key, its heading as it stands (None where there is none), and its text."""

    key: str
    heading: str | None
    text: str


class Extracted(NamedTuple):
    """A report: path, body and its level, year, edition, sections and tables."""

    path: str
    body: str | None
    level: str | None
    year: int | None
    edition: str | None
    sections: tuple[ExtractedSection, ...]
    tables: tuple[ExtractedTable, ...]


def extracted_document(
    found: Found, document: Document | Unreadable, settings: Settings, words: Catalog
) -> Extracted | Unreadable | None:
    """The data of a file, or why there are none; None for one that is no report where that is fine (in folders)."""
    if isinstance(document, Unreadable):
        return document
    report, _ = report_of(document, settings)
    if looks_like_report(report) if found.listed else is_report(report):
        return extracted_of(report, words)
    return None if found.listed else Unreadable(document.path, Phrase("read_no_report"), Phrase("read_other_file"))


def extracted_of(report: Report, words: Catalog) -> Extracted:
    """The data of a report; labels are those of its form, places are told in the language of `words`."""
    body = report.body
    return Extracted(
        path=report.document.path,
        body=body.name if body else None,
        level=body.level if body else None,
        year=report.year,
        edition=report.edition,
        sections=tuple(_section(key, section) for key, section in report.sections.items()),
        tables=tuple(_table(report, key, words) for key in report.norm.tables),
    )


def _section(key: str, section: Section) -> ExtractedSection:
    if section.heading is None:
        return ExtractedSection(key, None, "")
    return ExtractedSection(key, section.heading.words, prose(section.prose))


def _table(report: Report, key: str, words: Catalog) -> ExtractedTable:
    table = report.tables.get(key)
    form = table.form if table is not None else report.norm.tables[key].get(report.edition or "")
    if form is None:
        return ExtractedTable(key, next(iter(report.norm.tables[key].values())).name, ())
    return ExtractedTable(key, form.name, tuple(_rows(report, form, words)))


def _rows(report: Report, form: TableForm, words: Catalog) -> list[ExtractedRow]:
    table = report.tables.get(form.key)
    rows = []
    for row in form.numeric:
        cells = []
        for key, column in row.columns.items():
            value = table.value(row.key, key) if table is not None else ABSENT
            number = "" if value.number is None else plain(value.number)
            stands = value.words.strip() if value.number is None else ""
            place = place_of(report, f"{form.key}/{row.key}/{key}", words)
            cells.append(ExtractedCell(key, column.label, value.state, number, stands, place))
        rows.append(ExtractedRow(row.key, row.label, tuple(cells)))
    return rows


def plain(number: Decimal) -> str:
    """A number in plain digits: no exponent, and no noughts behind the decimals."""
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits
