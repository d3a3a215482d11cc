"""Notices that come anew every year: a report rests on the one of its own year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from linter.checks.citing import as_written, sentence_at
from linter.checks.spots import MOST, Spot, told
from linter.finding import Said, Skip
from linter.prose.passage import Passage
from linter.prose.pattern import any_of, compiled
from linter.report import Report
from linter.terms import Grouped, PassageKey, Pattern
from linter.words import Phrase


class YearlyNotice(NamedTuple):
    """How the notice is cited: patterns whose group is the year in its number or title.

    That year must come `plus` years after the report's. Only what stands in a sentence with one of `about` is meant (none
    named: every sentence), and in one of `passages` (none named: anywhere in the prose).
    """

    any: tuple[Grouped, ...]
    plus: int = 0
    about: tuple[Pattern, ...] = ()
    passages: tuple[PassageKey, ...] = ()


def yearly(report: Report, options: YearlyNotice) -> Iterator[Said | Skip]:
    """Every notice that is cited bears the year that belongs to the report, one finding a passage."""
    if report.year is None:
        yield Skip(Phrase("year_unknown"))
        return
    expected = str(report.year + options.plus)
    for key in options.passages or report.passages:
        spots = sorted(_others(report.passages[key], report, options, expected), key=lambda spot: spot.span)
        if spots:
            yield told("broken", spots, {"year": str(report.year), "expected": expected})


def _others(passage: Passage, report: Report, options: YearlyNotice, expected: str) -> Iterator[Spot]:
    """The notices of other years that a passage cites."""
    about = any_of(report.norm, options.about)
    for source in options.any:
        for found in islice(compiled(report.norm, source).finditer(passage.words), MOST):
            if found[1] in (None, expected):
                continue
            start, end = found.span()
            if not options.about or about.search(sentence_at(passage.words, start, end)):
                yield Spot(passage.at, passage.span(start, end), as_written(report, passage, start, end))
