"""Sections that say what another body's say, but for names and numbers (R903)."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from linter.archive.anonymous import anonymous
from linter.archive.fact import Fact, Known
from linter.archive.filed import Filed
from linter.archive.near import near
from linter.archive.peers import Peers, Sections, peers
from linter.archive.sketch import drawn
from linter.checks.across import Peer
from linter.checks.previous import common_share, pairs_of
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.words import Phrase, Word

CHECK = "copied-from-peer"
# how many sections' pairs are remembered, about 6 MB, and how many results
_REMEMBERED = 32
_COMPARED = 16_384


class _Found(NamedTuple):
    """What was found in one section: by the place of a report the number of its section (-1: none), and back."""

    key: str
    numbers: array[int]
    places: array[int]
    peers: Peers


def copies(
    known: Sequence[Known], sketch: Callable[[int], bytes], filed: Callable[[int], Filed], norm: Norm, options: Peer
) -> Iterator[tuple[int, Fact]]:
    """The sections of each report that are those of another body's report of any year, in the order of the input.

    Reports whose body is not known are left out, since they may be of one body.
    """
    reports = sorted((each for each in known if each.body is not None), key=lambda each: each.number)
    sections = [_of_section(place, reports, sketch, filed, norm, options) for place in range(len(options.sections))]
    for place, report in enumerate(reports):
        for each in sections if report.counts else ():
            number = each.numbers[place]
            if number >= 0 and each.peers.peer[number] >= 0:
                yield report.number, _fact(each, number, reports, norm, options)


def _fact(found: _Found, number: int, reports: Sequence[Known], norm: Norm, options: Peer) -> Fact:
    other = reports[found.places[found.peers.peer[number]]]
    more = found.peers.more[number]
    params: dict[str, Word] = {
        "heading": norm.section_by_key[found.key].heading,
        "peer": _named(other),
        "share": str(int(found.peers.share[number] * 100)),
        "more": str(more),
    }
    return Fact(CHECK, options, "broken_many" if more else "broken", found.key, params)


def _named(report: Known) -> Phrase:
    if report.year is None:
        return Phrase("archive_copy_undated", {"name": report.name, "path": report.path})
    return Phrase("archive_copy_dated", {"name": report.name, "year": str(report.year), "path": report.path})


def _of_section(
    section: int, reports: Sequence[Known], sketch: Callable[[int], bytes], filed: Callable[[int], Filed], norm: Norm,
    options: Peer,
) -> _Found:  # fmt: skip
    """The peers of one section of all reports; the sketches of the other sections are not held at the same time."""
    numbers, places = array("i", [-1]) * len(reports), array("i")
    marks, lengths, digests = bytearray(), array("i"), array("Q")
    for place, report in enumerate(reports):
        known = drawn(sketch(report.number), section)
        if known is not None:
            numbers[place] = len(places)
            places.append(place)
            marks += known.marks
            lengths.append(known.length)
            digests.append(known.digest)
    key = options.sections[section]

    @lru_cache(maxsize=_REMEMBERED)
    def pairs(number: int) -> Counter[int]:
        return pairs_of(anonymous(filed(reports[places[number]].number), key, norm, options))

    @lru_cache(maxsize=_COMPARED)
    def share(one: int, other: int) -> float:
        return common_share(pairs(one), pairs(other))

    bodies = [reports[place].body for place in places]
    given = Sections(bodies, digests, near(marks, lengths), lambda one, other: share(min(one, other), max(one, other)))
    return _Found(key, numbers, places, peers(given, options.share))
