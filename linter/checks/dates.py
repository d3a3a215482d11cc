"""The dates that a report bears: in time, and days that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from linter.finding import Pointer, Said, Skip
from linter.named_tuple import NamedTuple
from linter.parse.date import day_of
from linter.prose.pattern import compiled
from linter.prose.whole import prose_of
from linter.report import Report
from linter.terms import BodyLevel, MonthDay, Pattern
from linter.text import Span
from linter.words import Phrase, Word

_FULL_DATE = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_NUMBERS = re.compile(r"\d+")


class Deadline(NamedTuple):
    """Until which day of the next year, written 01-31, a report of a body of each level must be out.

    `without` is how names of bodies end that have no such day, whatever their level.
    """

    deadline: Mapping[BodyLevel, MonthDay]
    without: Pattern


def in_time(report: Report, options: Deadline) -> Iterator[Said | Skip]:
    """The report was published in time; of several dates the earliest after the year counts."""
    if report.year is None or report.body is None or report.body.level is None:
        yield Skip(Phrase("year_unknown" if report.year is None else "body_unknown"))
        return
    if compiled(report.norm, options.without).search(report.body.name):
        yield Skip(Phrase("no_deadline"))
        return
    dates = [(day, signed.span) for signed in report.signed if (day := day_of(*signed[:3])) and day.year > report.year]
    if not dates:
        yield Skip(Phrase("no_date"))
        return
    day, span = min(dates)
    month, last = map(int, options.deadline[BodyLevel(report.body.level)].split("-"))
    deadline = date(report.year + 1, month, last)
    if day > deadline:
        params: dict[str, Word] = {"date": told(day), "deadline": told(deadline)}
        yield Said("broken", address_of(report, span), span, params)


def possible(report: Report, _: None) -> Iterator[Said | Skip]:
    """No date of signing lies before the end of the year, and every date is a day that there is."""
    if report.year is None:
        yield Skip(Phrase("year_unknown"))
        return
    early: list[tuple[Span, date]] = []
    for signed in report.signed:
        day = day_of(*signed[:3])
        if day is None:
            written = " ".join(report.document.text.quote(signed.span).split())
            yield Said("no_such_day", address_of(report, signed.span), signed.span, {"date": written})
        elif day < date(report.year, 12, 31):
            early.append((signed.span, day))
    if early:
        (span, day), *others = early
        related = tuple(Pointer(address_of(report, other), other, Phrase("also_here")) for other, _ in others)
        params: dict[str, Word] = {"date": told(day), "year": str(report.year)}
        yield Said("early", address_of(report, span), span, params, related)
    yield from _in_prose(report)


def _in_prose(report: Report) -> Iterator[Said]:
    """Days named in the prose that no calendar has; those of the statistical period are left to H702."""
    signed = [each.span for each in report.signed]
    period = [report.period.span] if report.period else []
    for passage in prose_of(report).passages:
        for found in _FULL_DATE.finditer(passage.words):
            year, month, day = map(int, _NUMBERS.findall(found[0]))
            if day_of(year, month, day) is not None:
                continue
            span = passage.span(found.start(), found.end())
            if not any(other.start <= span.start < other.end for other in (*signed, *period)):
                yield Said("no_such_day", passage.at, span, {"date": found[0]})


def told(day: date) -> Phrase:
    """A day in words."""
    return Phrase("day", {"year": str(day.year), "month": str(day.month), "day": str(day.day), "iso": day.isoformat()})


def address_of(report: Report, span: Span) -> str:
    """The section that a place in the file belongs to; before the first one the preamble, before the title the document."""
    before = [section for section in report.sections.values() if section.heading and section.heading.span.start <= span.start]
    if before:
        return max(before, key=lambda section: section.heading.span.start if section.heading else 0).key
    return "preamble" if report.title is not None and report.title.span.end <= span.start else "document"
