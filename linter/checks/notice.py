"""Notices that come anew every year: a report rests on the one of its own year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from linter.checks.citing import as_written, sentence_at
from linter.checks.spots import MOST, Spot, told
from linter.finding import Said, Skip
from linter.named_tuple import NamedTuple
from linter.prose.passage import Passage
from linter.prose.pattern import compiled
from linter.prose.sought import sought
from linter.report import Report
from linter.terms import Grouped, PassageKey, Pattern
from linter.words import Phrase


class YearlyNotice(NamedTuple):
    """How the notice is cited: patterns whose group is the year in its number or title.

    That year must come `plus` years after the report's. Only `passages` are looked at (none named: all of the prose), and
    behind the preamble only sentences with one of `about` (none named: all): there, a notice may be one that was handed
    down to others.
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
        passage = report.passages[key]
        places = [
            found.span()
            for source in options.any
            for found in islice(compiled(report.norm, source).finditer(passage.words), MOST)
            if found[1] not in (None, expected)
        ]
        places = [place for place in _apart(places) if _is_meant(passage, place, report, options)]
        if places:
            spots = [Spot(key, passage.span(*place), as_written(report, passage, *place)) for place in places]
            yield told("broken", spots, {"year": str(report.year), "expected": expected})


def _is_meant(passage: Passage, place: tuple[int, int], report: Report, options: YearlyNotice) -> bool:
    if passage.at == "preamble" or not options.about:
        return True
    return sought(report.norm, *options.about).is_in(sentence_at(passage.words, *place))


def _apart(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places in their order, without those that overlap with the one before."""
    last = -1
    for start, end in sorted(places):
        if start >= last:
            yield start, end
            last = end
