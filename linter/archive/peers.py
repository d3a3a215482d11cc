"""Whose section is nearly the same as another body's: of the sections that may be, those that are."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice

from linter.archive.near import Near, outward
from linter.named_tuple import NamedTuple

# so many sections of a group are looked at around one, and so many of them, most alike first, compared with it in full
_AROUND = 24
_COMPARED = 6


class Peers(NamedTuple):
    """For each section that of another body that is most alike (-1: none), their likeness, and how many more are like it."""

    peer: array[int]
    share: array[float]
    more: array[int]


class Sections(NamedTuple):
    """Sections by number: of which body each is, a digest of its words, and which may be nearly the same.

    `share` tells how much two of them have in common, from 0 to 1.
    """

    bodies: Sequence[int | None]
    digests: Sequence[int]
    near: Near
    share: Callable[[int, int], float]


def peers(sections: Sections, least: float) -> Peers:
    """The peers of all sections; of several with the very same words the nearest by number."""
    count = len(sections.bodies)
    found = Peers(array("q", [-1]) * count, array("d", [0.0]) * count, array("q", [0]) * count)
    for group in sections.near.groups:
        if len({sections.bodies[number] for number in group}) > 1:
            _of_group(group, sections, least, found)
    return found


def _of_group(group: Sequence[int], sections: Sections, least: float, found: Peers) -> None:
    digests = sections.digests
    for _, equal in groupby(sorted(group, key=digests.__getitem__), digests.__getitem__):
        members = list(equal)
        for number in members:
            same = next(_of_others(members, number, sections.bodies), None)
            if same is not None:
                found.peer[number], found.share[number] = same, 1.0
    for number in group:
        if found.peer[number] < 0:
            _compare(number, group, sections, least, found)
    for number in group:
        # a peer is one in turn, even if it has too many neighbours to have come to this one
        other = found.peer[number]
        if other >= 0 > found.peer[other]:
            found.peer[other], found.share[other] = number, found.share[number]
    having = [number for number in group if found.peer[number] >= 0]
    own = Counter(sections.bodies[number] for number in having)
    for number in having:
        found.more[number] = len(having) - own[sections.bodies[number]] - 1


def _compare(number: int, group: Sequence[int], sections: Sections, least: float, found: Peers) -> None:
    """Take the first of the likeliest peers that is one."""
    for other in _likeliest(number, group, sections):
        share = sections.share(number, other)
        if share >= least:
            found.peer[number], found.share[number] = other, share
            return


def _likeliest(number: int, group: Sequence[int], sections: Sections) -> list[int]:
    """The few sections of other bodies that are most alike by their sketches, nearer ones first."""
    around = {*_of_others(sections.near.linked(number), number, sections.bodies), *_of_others(group, number, sections.bodies)}
    ranks = ((-sections.near.equal_bins(number, other), abs(other - number), other) for other in around)
    return [other for _, _, other in sorted(ranks)[:_COMPARED]]


def _of_others(numbers: Sequence[int], number: int, bodies: Sequence[int | None]) -> Iterator[int]:
    """The sections of other bodies around one, the nearest first."""
    return (other for other in islice(outward(numbers, number), _AROUND) if bodies[other] != bodies[number])
