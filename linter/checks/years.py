"""Years in the prose: work of another year that is told as this year's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from linter.checks.spots import Spot, told
from linter.finding import Said, Skip
from linter.named_tuple import NamedTuple
from linter.prose.passage import Passage
from linter.prose.pattern import compiled, filled
from linter.prose.sought import sought
from linter.prose.whole import prose_of
from linter.report import Report
from linter.terms import Beside, Grouped, Marked, Pattern, Template
from linter.words import Phrase

if TYPE_CHECKING:
    from linter.prose.finder import Found

_BEFORE = 12
_LONGEST = 240
_MOST_LOOKED_AT = 200
_FREE = "problems"
_SHORTEST_NAME = 3


class Years(NamedTuple):
    """How a sentence tells work of a year, and what makes it something else.

    `mention` finds a year, its first group; `opens` must fit the words in front of it, `follows` those in front of one that
    stands behind a comma. `done` is work of the body itself (`{we}` stands for its names and for `we`), `counted` work with
    a number, both right behind the year. `between` must not stand between the year and the work, `unless` not in the
    sentence, `compared` not in the sentence nor in the next one. `plan` makes a later year a plan; work for the coming year
    is found by `coming`, with `coming_before` in front of the year, and is none with `coming_unless`.
    """

    mention: Grouped
    opens: Beside
    follows: Beside
    we: tuple[Pattern, ...]
    suffix: Pattern
    done: Template
    counted: Template
    between: tuple[Marked, ...]
    unless: tuple[Marked, ...]
    compared: tuple[Marked, ...]
    plan: tuple[Marked, ...]
    coming_before: Beside
    coming: Marked
    coming_unless: tuple[Marked, ...]


def other_year(report: Report, options: Years) -> Iterator[Said | Skip]:
    """Sentences that tell work under another year than the report's, one finding a year."""
    if report.year is None:
        yield Skip(Phrase("year_unknown"))
        return
    mention = compiled(report.norm, options.mention)
    mentioned = [
        (passage, found)
        for passage in prose_of(report).passages
        for found in mention.finditer(passage.words)
        if (found[1] or "").isdecimal()
    ]
    year = _year_meant(report, [int(found[1]) for passage, found in mentioned if passage.at != "preamble"])
    spots: dict[tuple[str, int], list[Spot]] = {}
    others = [(passage, found) for passage, found in mentioned if int(found[1]) != year]
    for passage, found in others[:_MOST_LOOKED_AT]:
        message = _message(report, options, passage, found, year)
        if message:
            end = _sentence_end(passage.words, found.end())
            spot = Spot(passage.at, passage.span(found.start(), min(end, found.end() + 20)), found[0])
            spots.setdefault((message, int(found[1])), []).append(spot)
    for (message, other), places in spots.items():
        yield told(message, places, {"year": str(year), "other": str(other)})


def _year_meant(report: Report, mentioned: list[int]) -> int:
    """The report's year; that of its period where the title has another one and the text goes with the period."""
    assert report.year is not None
    period = report.period
    if period is None or period.start_year != period.end_year:
        return report.year
    counts = Counter(mentioned)
    return period.start_year if counts[period.start_year] >= counts[report.year] else report.year


def _message(report: Report, options: Years, passage: Passage, found: Found, year: int) -> str:
    """What is to be said of a mention of another year; "" for nothing."""
    norm, masked, other = report.norm, passage.masked, int(found[1])
    if masked[found.start()] != found[0][0]:
        return ""  # in a title
    line = masked.rfind("\n", 0, found.start()) + 1
    before = masked[max(line, found.start() - _BEFORE) : found.start()]
    sentence = masked[found.end() : _sentence_end(masked, found.end())]
    if other > year and (passage.at == _FREE or sought(norm, *options.plan).is_in(sentence)):
        return ""
    if other == year + 1 and compiled(norm, options.coming_before).search(before):
        work = compiled(norm, options.coming).match(sentence)
        return "other_year" if work and not sought(norm, *options.coming_unless).is_in(work[0]) else ""
    opens = compiled(norm, options.opens).search(before) is not None
    if not opens and compiled(norm, options.follows).search(before) is None:
        return ""
    we = (*options.we, *_names(report, options, sentence))
    work = filled(norm, options.counted, we=we).match(sentence)
    if work is None and other == year - 1 and opens:
        work = filled(norm, options.done, we=we).match(sentence)
    if work is None or sought(norm, *options.between).is_in(work[0]) or sought(norm, *options.unless).is_in(sentence):
        return ""
    if _compared(report, options, masked, found, sentence):
        return ""
    return "last_year" if other == year - 1 else "other_year"


def _compared(report: Report, options: Years, masked: str, found: Found, sentence: str) -> bool:
    """Whether the sentence or its neighbours hold two years against each other."""
    mention, compared = compiled(report.norm, options.mention), sought(report.norm, *options.compared)
    end = found.end() + len(sentence)
    following = masked[end + 1 : _sentence_end(masked, end + 1)]
    begin = max(masked.rfind(mark, max(0, found.start() - _LONGEST), found.start()) for mark in "。\n;")
    own = masked[begin + 1 : found.start()] + sentence
    if any(each[1] != found[1] for each in mention.finditer(own)):
        return True
    return compared.is_in(sentence) or compared.is_in(following)


def _names(report: Report, options: Years, sentence: str) -> tuple[str, ...]:
    """The body's name with and without the places in front; none where it does not stand in the sentence.

    Names are not looked for in vain, for they stand in a pattern that has to be compiled for every body.
    """
    bare = compiled(report.norm, options.suffix).sub("", report.body.name) if report.body else ""
    if bare[-_SHORTEST_NAME:] not in sentence:
        return ()
    return tuple(re.escape(bare[start:]) for start in range(max(len(bare) - _SHORTEST_NAME + 1, 0)))


def _sentence_end(words: str, start: int) -> int:
    ends = [end for mark in "。;!?\n" if (end := words.find(mark, start, start + _LONGEST)) >= 0]
    return min(ends, default=min(len(words), start + _LONGEST))
