"""Addresses (`requests/granted/total`) as people read them, and the spans they stand at."""

from __future__ import annotations

from linter.report import Report
from linter.text import Span
from linter.words import Catalog

_NAMED = ("document", "title", "preamble")


def place_of(report: Report, at: str, catalog: Catalog) -> str:
    """The human place of an address: section › table › row › column."""
    phrases = catalog.phrases
    head, _, rest = at.partition("/")
    if head in _NAMED:
        return phrases[f"place_{head}"]
    section = report.sections.get(head)
    if section is None:
        return at
    words = " ".join(section.heading.words.split()) if section.heading else section.form.heading
    if not rest:
        return words
    row, _, column = rest.partition("/")
    names = [words, phrases["place_table"]]
    if row not in ("", "*"):
        names.append(phrases["place_row"].format(name=row_name(report, head, row)))
    if column:
        names.append(phrases["place_column"].format(name=column_name(report, head, row, column)))
    return " › ".join(names)


def row_name(report: Report, table: str, row: str) -> str:
    """The label of a row as the report prints it, else the form's."""
    found = report.tables.get(table)
    if found is not None and row in found.rows:
        return " ".join(found.rows[row].words.split())
    form = report.norm.tables[table]["2021"] if found is None else found.form
    known = form.by_key.get(row)
    return known.label if known else row


def column_name(report: Report, table: str, row: str, column: str) -> str:
    """The short name of a column."""
    found = report.tables.get(table)
    form = report.norm.tables[table]["2021"] if found is None else found.form
    known = form.by_key[row].columns.get(column) if row in form.by_key else form.columns.get(column)
    return known.name if known else column


def section_span(report: Report, key: str) -> Span:
    """Where a section stands: its heading, or for one that is absent the heading behind the gap, or the end."""
    section = report.sections[key]
    if section.heading is not None:
        return section.heading.span
    for other in report.sections.values():
        if other.form.number > section.form.number and other.heading is not None and not other.displaced:
            return other.heading.span
    end = len(report.document.content.rstrip())
    return Span(max(end - 1, 0), end)


def start_span(report: Report) -> Span:
    """The first words of the report: where things stand that concern the whole."""
    if report.title is not None:
        return report.title.span
    first = next(iter(report.document.blocks), None)
    return first.span if first is not None else Span(0, 0)
