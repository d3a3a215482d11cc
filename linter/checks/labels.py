"""Labels of rows and columns: all columns there, and the form's wording."""

from __future__ import annotations

from collections.abc import Iterator

from linter.finding import Edit, Fix, Said
from linter.fold import NUMERALS, fold
from linter.report import Fault, Report, Table
from linter.text import Span


def columns_present(report: Report, _: None) -> Iterator[Said]:
    """Every column of the form."""
    for table in report.tables.values():
        for address in table.missing_columns:
            key = address.rpartition("/")[2]
            name = table.form.columns[key].name
            params = {"column": name, "table": table.form.name}
            yield Said("broken", f"{table.key}/{address}", _header_span(table, key), params)


def _header_span(table: Table, column: str) -> Span:
    """The column label beside which the missing one belongs, else the table's first words."""
    order = list(table.form.columns)
    before = [table.labels[key].span for key in order[: order.index(column)] if key in table.labels]
    after = [table.labels[key].span for key in order[order.index(column) :] if key in table.labels]
    first = table.span
    return (before[-1:] or after[:1] or [Span(first.start, min(first.start + 1, first.end))])[0]


def wording(report: Report, _: None) -> Iterator[Said]:
    """Labels against the form's; spaces, widths, brackets and line ends inside a label do not count."""
    for table in report.tables.values():
        for fault in table.faults:
            if fault.kind == "label":
                yield Said("broken", f"{table.key}/{fault.at}", fault.span, fault.params, fix=_fix(report, table, fault))
            elif fault.kind == "label_lost":
                yield Said("lost", f"{table.key}/{fault.at}", fault.span, {**fault.params, "table": table.form.name})


def _fix(report: Report, table: Table, fault: Fault) -> Fix | None:
    """The form's wording in the place of another; none over several cells, nor where numbers or their unit would change."""
    words, expected = report.document.text.quote(fault.span), fault.params["expected"]
    column = table.form.columns.get(fault.at.removeprefix("*/"))
    if not isinstance(expected, str) or not expected or (column is not None and column.unit):
        return None
    if any(each in words for each in "\t\r\n|｜│┃") or _numbers(words) != _numbers(expected):
        return None
    return Fix("unsafe", (Edit(fault.span, expected),))


def _numbers(words: str) -> list[str]:
    return [each for each in fold(words) if each.isdigit() or each in NUMERALS]
