"""Breakdowns in prose: “共 N 条，其中 a、b、c” must add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from linter.checks.claims import plain
from linter.finding import Said
from linter.named_tuple import NamedTuple
from linter.prose.number import Quantity
from linter.prose.passage import Passage
from linter.prose.pattern import any_of
from linter.report import Report
from linter.terms import Marked, PassageKey
from linter.words import Names, Word

_LIST_END = re.compile(r"[。!?\n]")
_BRACKETS = re.compile(r"\([^()\n]{0,80}\)")
_PARTED = re.compile(r"[,;]")
_NAMED = re.compile(r"[^、和及与以\ufdd3]")
# no list of parts is longer than this, in characters and in parts
_LONGEST, _MOST, _LEAD = 1000, 60, 30


class Breakdown(NamedTuple):
    """What introduces a list of parts and what ends it; lists that hold `open` are not complete.

    A number behind `no_whole` is none that is broken down; a part that begins with `restart` begins another count.

    Parts named by `overlapping` may count one thing twice. A list of two parts that come to less than `two`, or of more
    that come to less than `more` of the whole, is taken for a selection.
    """

    introduced: tuple[Marked, ...]
    no_whole: tuple[Marked, ...]
    restart: tuple[Marked, ...]
    cut: tuple[Marked, ...]
    open: tuple[Marked, ...]
    overlapping: tuple[Marked, ...]
    counters: tuple[str, ...]
    passages: tuple[PassageKey, ...]
    two: float
    more: float


class Found(NamedTuple):
    """A breakdown: the whole, its parts, and whether another word closes the list (等)."""

    whole: Quantity
    parts: tuple[Quantity, ...]
    words: str


def breakdown(report: Report, options: Breakdown) -> Iterator[Said]:
    """Every complete breakdown adds up to its whole."""
    for key in options.passages:
        passage = report.passages[key]
        for found in _breakdowns(passage, report, options):
            total = sum((part.value for part in found.parts), Decimal(0))
            if total == found.whole.value:
                continue
            message = _message(total, found, options)
            if message is None:
                continue
            span = passage.span(found.whole.start, found.parts[-1].end)
            params: dict[str, Word] = {
                "whole": plain(found.whole.value), "counter": found.whole.counter, "sum": plain(total),
                "parts": Names(tuple(plain(part.value) for part in found.parts), quoted=False),
                "difference": plain(abs(total - found.whole.value)),
            }  # fmt: skip
            yield Said(message, key, span, params)


def _message(total: Decimal, found: Found, options: Breakdown) -> str | None:
    whole = found.whole.value
    if total > whole:
        return "over"
    if len(found.parts) < 2:
        return None
    share = options.two if len(found.parts) == 2 else options.more
    return "short" if total >= whole * Decimal(str(share)) else "part"


def _breakdowns(passage: Passage, report: Report, options: Breakdown) -> Iterator[Found]:
    quantities = [each for each in passage.quantities.values() if each.counter in options.counters]
    if len(quantities) < 2:
        return
    introduced, apart = any_of(report.norm, options.introduced), any_of(report.norm, options.no_whole)
    masked = passage.masked
    for number, whole in enumerate(quantities[:-1]):
        found = introduced.match(masked, whole.end)
        if found is None or whole.about or apart.search(masked, max(0, whole.start - _LEAD), whole.start):
            continue
        end = _LIST_END.search(masked, found.end(), found.end() + _LONGEST)
        words = masked[found.end() : end.start() if end else found.end() + _LONGEST]
        inside = masked[whole.end : found.end()].count("(") > masked[whole.end : found.end()].count(")")
        if inside:
            words = words.partition(")")[0]
        following = islice(quantities, number + 1, number + 1 + _MOST)
        parts = _parts(following, found.end(), words, whole, report, options)
        if parts:
            yield Found(whole, parts, words)


def _parts(
    following: Iterable[Quantity], start: int, words: str, whole: Quantity, report: Report, options: Breakdown
) -> tuple[Quantity, ...]:
    """The parts of a list that is complete; none of one that is open, that overlaps, or has parts without a number."""
    bare = _BRACKETS.sub(lambda found: "\ufdd3" * len(found[0]), words) if "(" in words else words
    cut, overlapping = any_of(report.norm, options.cut), any_of(report.norm, options.overlapping)
    restart = any_of(report.norm, options.restart)
    parts: list[Quantity] = []
    position = 0
    for quantity in following:
        place = quantity.start - start
        if place >= len(bare):
            break
        if bare[place] == "\ufdd3":
            continue
        between = bare[position:place]
        if cut.search(between) or quantity.counter != whole.counter:
            break
        # a new verb begins a new count: what came before it is the list, if it is whole
        if restart.match(between):
            return tuple(parts) if sum(part.value for part in parts) >= whole.value else ()
        # a part without a number between two others: the list is not one of numbers
        if quantity.about or len([piece for piece in _PARTED.split(between) if _NAMED.search(piece)]) > 1:
            return ()
        # channels may count one thing twice, but none of them counts more than there is
        if overlapping.search(between):
            return (quantity,) if quantity.value > whole.value else ()
        parts.append(quantity)
        position = quantity.end - start
        # the list of a part ends where it adds up, and the next part of the whole follows
        if bare[position : position + 1] == ";" and sum(part.value for part in parts) == whole.value:
            break
    return () if any_of(report.norm, options.open).match(bare, position) else tuple(parts)
