"""A file's result told as a sheet: what outputs show, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from linter.finding import Finding
from linter.result import FileResult
from linter.sheet import Aside, Cell, Mark, Place, Row, Sheet, TableSheet, Wants
from linter.words import Catalog, Phrase, Word

if TYPE_CHECKING:
    from linter.document import Document
    from linter.report import Report, Table
    from linter.text import Span

_YEARS = {"period": "ui_year_by_period", "text": "ui_year_by_text"}
_FORMS = {"year": "ui_form_by_year", "option": "ui_form_by_option"}
_KINDS: Mapping[str, Word] = {
    "markdown": "Markdown",
    "html": Phrase("ui_html"),
    "docx": "Word",
    "pdf": "PDF",
    "doc": Phrase("ui_doc"),
}
# where a finding stands, in words: of web pages the line is known, of Word files the paragraph
_PLACES = {"html": "ui_at_line", "docx": "ui_at_paragraph", "doc": "ui_at_paragraph"}
_LONGEST_QUOTE = 200
NOTHING_MORE = Wants()


def tell(result: FileResult, words: Catalog, wants: Wants = NOTHING_MORE) -> Sheet:
    """The sheet of a result, with what outputs want."""
    base = Sheet(result.path, result.outcome)
    if result.problem is not None:
        problem = result.problem
        return base._replace(problem=words.say(problem.problem), cure=words.say(problem.cure), failure=words.say(problem.said))
    document, report = result.document, result.report
    assert document is not None
    base = base._replace(
        format=document.format,
        encoding=document.encoding,
        marks=tuple(_mark(each, result, words, wants) for each in result.findings),
        silenced=tuple((_mark(each.finding, result, words, wants), each.by) for each in result.silenced),
        text=document.text.content if wants.text else "",
    )
    if report is None:
        return base
    profile = result.profile
    return base._replace(
        edition=report.edition,
        year=report.year,
        body=report.body.name if report.body else None,
        level=report.body.level if report.body else None,
        profile=(profile.name, profile.title) if profile is not None else None,
        about=words.say(_about(report)),
        passed=result.passed,
        explained=sum(len(outcome.explained) for outcome in result.undecided),
        undecided=_by_reason((each.reason, each.rule.code) for each in result.undecided),
        skipped=_by_reason((each.reason, each.rule.code) for each in result.skipped),
        tables=tuple(_table(table) for table in report.tables.values()) if wants.tables else (),
    )


def _by_reason(pairs: Iterator[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    codes: dict[str, list[str]] = {}
    for reason, code in pairs:
        codes.setdefault(reason, []).append(code)
    return tuple((reason, tuple(each)) for reason, each in codes.items())


def _about(report: Report) -> Phrase:
    body, year, form = Phrase("ui_body_unknown"), Phrase("ui_year_unknown"), report.norm.edition_name(report.edition)
    if report.body is not None:
        level = report.norm.level_titles.get(report.body.level or "", Phrase("ui_level_unknown"))
        body = Phrase("ui_body", {"body": report.body.name, "level": level})
    if report.year is not None:
        year = Phrase(_YEARS.get(report.year_source, "ui_year"), {"year": str(report.year)})
    if report.edition_source in _FORMS:
        form = Phrase(_FORMS[report.edition_source], {"form": form})
    kind = _KINDS.get(report.document.format, Phrase("ui_text"))
    about = {"body": body, "year": year, "form": form, "format": kind, "encoding": report.document.encoding}
    return Phrase("ui_about" if report.document.encoding else "ui_about_file", about)


def _mark(finding: Finding, result: FileResult, words: Catalog, wants: Wants) -> Mark:
    document = result.document
    assert document is not None
    start = place_of(document, finding.span.start)
    params = {"line": str(start.line), "column": str(start.column), "page": str(start.page)}
    where = words.say(Phrase("ui_at_page" if start.page else _PLACES.get(document.format, "ui_at"), params))
    mark = Mark(finding, start, place_of(document, finding.span.end), where, _quote(document, finding.span))
    if finding.related:
        mark = mark._replace(
            related=tuple(_aside(each.at, each.place, each.span, each.message, document) for each in finding.related)
        )
    if finding.fix is not None:
        places = (
            (place_of(document, each.span.start), place_of(document, each.span.end), each.words) for each in finding.fix.edits
        )
        mark = mark._replace(edits=tuple(places))
    if wants.frames:
        from linter.render.frame import frame

        mark = mark._replace(frame=tuple(map(tuple, frame(finding, document, result.report))))
    return mark


def _aside(at: str, words: str, span: Span, message: str, document: Document) -> Aside:
    return Aside(at, words, place_of(document, span.start), place_of(document, span.end), message)


def place_of(document: Document, offset: int) -> Place:
    """An offset of a document as a place in its file."""
    text = document.text
    place = text.position(offset)
    if document.origins and (shown := document.position(offset)) != place:
        return Place(offset, shown.line, shown.column, shown.column, shown.column - 1, document.page(offset))
    byte, utf16 = text.byte_column(offset), text.utf16_column(offset)
    return Place(offset, place.line, place.column, byte, utf16, document.page(offset))


def _quote(document: Document, span: Span) -> str:
    words = document.text.quote(span)
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"


def _table(table: Table) -> TableSheet:
    names = {key: column.name for key, column in table.form.columns.items()}
    rows = []
    for row in sorted(table.rows.values(), key=lambda each: each.span.start):
        cells = []
        for key, value in row.values.items():
            span = value.span
            number = "" if value.number is None else f"{value.number:f}"
            start, end = (span.start, span.end) if span is not None else (row.span.start, row.span.start)
            cells.append(Cell(key, names.get(key, key), value.words.strip(), value.state, number, start, end))
        rows.append(Row(row.key, row.words, tuple(cells), row.span.start, row.span.end))
    columns = tuple((key, names[key]) for key in table.form.columns)
    return TableSheet(table.key, table.form.name, table.section or "", columns, tuple(rows), table.span.start, table.span.end)
