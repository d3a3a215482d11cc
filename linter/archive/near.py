"""Which of many sketches may be of nearly the same words: found without comparing all with all."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from linter.archive.sketch import BINS
from linter.named_tuple import NamedTuple

# Bins are looked at in bands. Of two sections that have four fifths of their pairs in common, all bins of a given band are
# equal with a probability of a quarter; copies with a likeness of just 0.9 are missed in all bands less than once in 1,000
# times. Of two sections that have a tenth in common, some band is equal once in 25,000 times.
_ROWS = 6
_BANDS = BINS // _ROWS
# so many bins must be equal then; of near copies about 210 are, of others 30
_ENOUGH = BINS * 5 // 8
# the first so many sections of a bucket that are not near each other are compared with those that come later
_LEADERS = 4
# no section is linked with more earlier ones, though thousands may have much in common
_LINKS = 8
_LOW = int.from_bytes(b"\x7f" * BINS, "big")
_HIGH = int.from_bytes(b"\x80" * BINS, "big")


class Near(NamedTuple):
    """Sections that may be nearly the same: `marks` of all one behind the other, links both ways, groups of more than one.

    Sections are known by their number. Those that one is linked with stand in `links` from one of the `starts` to the next.
    """

    marks: bytes | bytearray
    starts: array[int]
    links: array[int]
    groups: Sequence[Sequence[int]]

    def linked(self, number: int) -> array[int]:
        """The sections that one is linked with, in order."""
        return self.links[self.starts[number] : self.starts[number + 1]]

    def equal_bins(self, one: int, other: int) -> int:
        """How many bins of two sections have the same mark."""
        return _equal(self.marks, one, other)


def near(marks: bytes | bytearray, lengths: Sequence[int]) -> Near:
    """What may be nearly the same of sections with these marks and lengths.

    Of many that are all alike every one is linked with the first of them, not with every other.
    """
    earlier = _Earlier(len(lengths))
    for band in range(_BANDS):
        _link(band, earlier, marks, lengths)
    starts, links = _both_ways(earlier, len(lengths))
    return Near(marks, starts, links, _groups(earlier, len(lengths)))


class _Earlier:
    """With which earlier sections each is linked, a few for each, in one array: there may be a hundred thousand."""

    __slots__ = ("_counts", "_links")

    def __init__(self, count: int) -> None:
        self._links = array("i", [-1]) * (count * _LINKS)
        self._counts = bytearray(count)

    def of(self, number: int) -> array[int]:
        """The earlier sections that one is linked with."""
        return self._links[number * _LINKS : number * _LINKS + self._counts[number]]

    def is_full(self, number: int) -> bool:
        """Whether a section can be linked with no more."""
        return self._counts[number] == _LINKS

    def add(self, number: int, other: int) -> None:
        """Link a section with an earlier one, if it is not."""
        if other not in self.of(number):
            self._links[number * _LINKS + self._counts[number]] = other
            self._counts[number] += 1


def _link(band: int, earlier: _Earlier, marks: bytes | bytearray, lengths: Sequence[int]) -> None:
    """Link every section with an earlier one that has the same marks in this band and many of the others."""
    count = len(lengths)
    buckets: dict[bytes, int] = {}
    leaders: dict[int, list[int]] = {}
    # the bins of a band lie apart, for neighbours may have the mark of one pair
    keys = (bytes(marks[start + band : start + _ROWS * _BANDS : _BANDS]) for start in range(0, count * BINS, BINS))
    for number, first in enumerate(map(buckets.setdefault, keys, range(count))):
        if first == number or first in earlier.of(number) or earlier.is_full(number):
            continue
        others = leaders.setdefault(first, [first])
        leader = next((each for each in others if _fits(number, each, marks, lengths)), None)
        if leader is not None:
            earlier.add(number, leader)
        elif len(others) < _LEADERS:
            others.append(number)


def _both_ways(earlier: _Earlier, count: int) -> tuple[array[int], array[int]]:
    """The links of every section, to earlier and to later ones, in one array, and where in it those of each begin."""
    counts = array("q", bytes(8 * count))
    for number in range(count):
        for other in earlier.of(number):
            counts[number] += 1
            counts[other] += 1
    starts = array("q", accumulate(counts, initial=0))
    links = array("i", bytes(4 * starts[-1]))
    ends = starts[:]
    for number in range(count):
        # all later ones that link it stand behind those that it links
        for other in sorted(earlier.of(number)):
            links[ends[number]], links[ends[other]] = other, number
            ends[number] += 1
            ends[other] += 1
    return starts, links


def _fits(one: int, other: int, marks: bytes | bytearray, lengths: Sequence[int]) -> bool:
    short, long = sorted((lengths[one], lengths[other]))
    # what is longer by a third cannot be nearly the same
    return 4 * short >= 3 * long and _equal(marks, one, other) >= _ENOUGH


def _equal(marks: bytes | bytearray, one: int, other: int) -> int:
    """How many bins are equal: how many bytes of two long numbers."""
    number = int.from_bytes(marks[one * BINS : (one + 1) * BINS], "big")
    difference = number ^ int.from_bytes(marks[other * BINS : (other + 1) * BINS], "big")
    # the highest bit of every byte in which there is any
    filled = (((difference & _LOW) + _LOW) | difference) & _HIGH
    return BINS - filled.bit_count()


def _groups(earlier: _Earlier, count: int) -> list[list[int]]:
    """What is linked, directly or over others; each group in order."""
    leaders = array("i", range(count))

    def leader_of(number: int) -> int:
        while leaders[number] != number:
            leaders[number] = number = leaders[leaders[number]]
        return number

    for number in range(count):
        for other in earlier.of(number):
            first, second = sorted((leader_of(number), leader_of(other)))
            leaders[second] = first
    found: dict[int, list[int]] = {}
    for number in range(count):
        leader = leader_of(number)
        if leader != number:
            found.setdefault(leader, [leader]).append(number)
    return list(found.values())


def outward(numbers: Sequence[int], middle: int) -> Iterator[int]:
    """Sorted numbers other than the one in the middle, what is nearer to it first, of two equally near the lower one."""
    low, high = bisect_left(numbers, middle) - 1, bisect_right(numbers, middle)
    while low >= 0 or high < len(numbers):
        if high == len(numbers) or (low >= 0 and middle - numbers[low] <= numbers[high] - middle):
            yield numbers[low]
            low -= 1
        else:
            yield numbers[high]
            high += 1
