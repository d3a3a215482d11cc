"""Labels of rows and columns: all columns there, and the form's wording."""

from __future__ import annotations

from collections.abc import Iterator

from linter.finding import Said
from linter.report import Report
from linter.text import Span


def columns_present(report: Report, _: None) -> Iterator[Said]:
    """Every column of the form."""
    for table in report.tables.values():
        for address in table.missing_columns:
            name = table.form.columns[address.rpartition("/")[2]].name
            params = {"column": name, "table": table.form.name}
            yield Said("broken", f"{table.key}/{address}", _header_span(report, table.key), params)


def _header_span(report: Report, key: str) -> Span:
    """The first line of the table, where its header stands."""
    span = report.tables[key].span
    text = report.document.text
    line = text.line_span(text.position(span.start).line)
    return Span(span.start, max(min(line.end, span.end), span.start))


def wording(report: Report, _: None) -> Iterator[Said]:
    """Labels against the form's; spaces, widths, brackets and line ends inside a label do not count."""
    for table in report.tables.values():
        for fault in table.faults:
            if fault.kind == "label":
                yield Said("broken", f"{table.key}/{fault.at}", fault.span, fault.params)
            elif fault.kind == "label_lost":
                yield Said("lost", f"{table.key}/{fault.at}", fault.span, {**fault.params, "table": table.form.name})
