"""What the other reports of an archive tell: the facts about this report, each at its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linter.finding import Said, Skip
from linter.named_tuple import NamedTuple
from linter.place import section_span, start_span
from linter.report import Report
from linter.terms import ColumnKey, Pattern, RowKey, SectionKey
from linter.text import Span
from linter.words import Phrase

# the message of a fact that says that there is nothing to hold a region's report against
ALONE = "alone"


class Rollup(NamedTuple):
    """What a region's cells are held against the sum of its parts with.

    Bodies whose names match `outside` may be left out of a sum; rows in `joint` may be less than it, columns in `apart` are
    not added up; `shown` is how many cells, and how many parts of each, are named.
    """

    outside: tuple[Pattern, ...]
    joint: tuple[RowKey, ...]
    apart: tuple[ColumnKey, ...]
    shown: int


class Below(NamedTuple):
    """Bodies whose names match `outside` are no parts of a region; columns in `apart` are not compared."""

    outside: tuple[Pattern, ...]
    apart: tuple[ColumnKey, ...]


class Peer(NamedTuple):
    """Sections, from what share on two bodies' are the same, and how long they must be; `masked` is left out."""

    sections: tuple[SectionKey, ...]
    share: float
    least: int
    masked: tuple[Pattern, ...]


class Twice(NamedTuple):
    """How many differences and how many other files are named."""

    shown: int


def rollup_sum(report: Report, options: Rollup) -> Iterator[Said | Skip]:
    """Tables of a region's report that are not the sums of those of its bodies."""
    yield from _of_region(report, "rollup-sum", options)


def rollup_below_part(report: Report, options: Below) -> Iterator[Said | Skip]:
    """Numbers of a region's report that are below those of one of its bodies."""
    yield from _of_region(report, "rollup-below-part", options)


def copied_from_peer(report: Report, options: Peer) -> Iterator[Said | Skip]:
    """Sections that say what another body's say."""
    yield from _facts(report, "copied-from-peer", options)


def same_report_twice(report: Report, options: Twice) -> Iterator[Said | Skip]:
    """Reports that stand in several files."""
    yield from _facts(report, "same-report-twice", options)


def roster_missing(report: Report, options: None) -> Iterator[Said | Skip]:
    """Bodies of the roster that have no report: told of on the roster, not on any report."""
    yield Skip(Phrase("archive_only" if report.facts is None else "archive_on_roster"))


def _of_region(report: Report, check: str, options: Any) -> Iterator[Said | Skip]:
    from linter.archive.filed import covers

    if report.facts is not None and not covers(report):
        yield Skip(Phrase("archive_not_region"))
        return
    yield from _facts(report, check, options)


def _facts(report: Report, check: str, options: Any) -> Iterator[Said | Skip]:
    if report.facts is None:
        yield Skip(Phrase("archive_only"))
        return
    for fact in report.facts:
        if fact.check == check and fact.options == options:
            if fact.message == ALONE:
                yield Skip(Phrase("archive_no_parts"))
                return
            yield Said(fact.message, fact.at, _span(report, fact.at), fact.params, blocked=fact.blocked)


def _span(report: Report, at: str) -> Span:
    """Where an address stands: the cell, else its row, else its table; the heading of a section; the beginning."""
    head, _, rest = at.partition("/")
    row, _, column = rest.partition("/")
    table = report.tables.get(head)
    if table is None:
        return section_span(report, head) if head in report.sections else start_span(report)
    found = table.rows.get(row)
    return (table.value(row, column).span or (found.span if found else table.span)) if row else table.span
