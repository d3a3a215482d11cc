"""The statistical period: the whole calendar year of the report."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.spots import address_of
from linter.finding import Said
from linter.fold import fold, squeeze
from linter.named_tuple import NamedTuple
from linter.prose.pattern import any_of
from linter.report import Report
from linter.terms import Pattern

_AROUND = 80


class Period(NamedTuple):
    """What, near the period, explains one that is not a whole year (a body founded or dissolved in it)."""

    explained: tuple[Pattern, ...]


def whole_year(report: Report, options: Period) -> Iterator[Said]:
    """From 1 January to 31 December of one year; that it is another year than the title's is told elsewhere."""
    period = report.period
    if period is None:
        return
    start, end = (period.start_year, *period.start), (period.end_year, *period.end)
    if start[1:] == (1, 1) and end[1:] == (12, 31) and start[0] == end[0]:
        return
    content = report.document.content
    near = squeeze(fold(content[max(0, period.span.start - _AROUND) : period.span.end + _AROUND]))
    message = "backwards" if end < start else "not_a_year"
    if message == "not_a_year" and any_of(report.norm, options.explained).search(near):
        return
    params = {"stated": squeeze(report.document.text.quote(period.span)), "year": str(report.year or period.start_year)}
    yield Said(message, address_of(report, period.span), period.span, params)
