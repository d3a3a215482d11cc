"""Sketches: some hundred bytes a section, which are nearly the same for two sections that are nearly the same.

A sketch is a one-permutation MinHash of the different pairs of characters. Pairs, and not longer runs, because likeness is
measured by pairs: whatever was edited, sections with a likeness of 0.9 have about four fifths of all their pairs in common,
and sections that have nothing to do with each other about a tenth.
"""

from __future__ import annotations

from hashlib import blake2b

from linter.archive.anonymous import anonymous
from linter.archive.filed import Filed
from linter.checks.across import Peer
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.prose.pairs import pairs, words_of

# the bins that pairs are shared out to; a byte tells the bin
BINS = 256
_BIN = BINS - 1
# above the numbers of all pairs; integers below are compared fastest
_NONE = 1 << 30
_DIGEST, _LENGTH = 8, 4
_SIZE = _DIGEST + _LENGTH + BINS
# a worker remembers no more pairs than that, about 8 MB
_MOST = 40_000


class Drawn(NamedTuple):
    """The sketch of a section: `digest` is equal for equal words, `length` that of the words, `marks` a byte a bin."""

    digest: int
    length: int
    marks: bytes


def sketch(filed: Filed, norm: Norm, options: Peer) -> bytes:
    """The sketches of all sections of the rule; nothing for a section that is too short or not there."""
    pieces = [_drawn(anonymous(filed, key, norm, options), options.least) for key in options.sections]
    return b"".join(pieces) if any(map(any, pieces)) else b""


def drawn(data: bytes, place: int) -> Drawn | None:
    """The sketch of one section, by its place in the rule's sections."""
    start = place * _SIZE
    length = int.from_bytes(data[start + _DIGEST : start + _DIGEST + _LENGTH], "big")
    if not length:
        return None
    digest = int.from_bytes(data[start : start + _DIGEST], "big")
    return Drawn(digest, length, data[start + _DIGEST + _LENGTH : start + _SIZE])


def _drawn(words: str, least: int) -> bytes:
    if len(words) < least or len(words) < 2:
        return bytes(_SIZE)
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
    return digest + len(words).to_bytes(_LENGTH, "big") + _marks(words)


def _marks(words: str) -> bytes:
    """For each bin the mark of its lowest pair; for one without pairs that of the last with some."""
    if len(_PAIRS) > _MOST:
        _PAIRS.clear()
    lowest = [_NONE] * BINS
    for number in map(_PAIRS.__getitem__, pairs(words)):
        if number < lowest[number & _BIN]:
            lowest[number & _BIN] = number
    # the bins go round: before the first stands the last
    mark = next(number for number in reversed(lowest) if number < _NONE) >> 8 & 0xFF
    return bytes([mark := number >> 8 & 0xFF if number < _NONE else mark for number in lowest])


class _Numbers(dict[int, int]):
    """The number of every pair met so far: its lowest byte is a bin, the next one its mark, the others put it in order."""

    def __missing__(self, pair: int) -> int:
        data = blake2b(words_of(pair).encode("utf-8", "surrogatepass"), digest_size=4).digest()
        number = self[pair] = int.from_bytes(data, "big") & (_NONE - 1)
        return number


_PAIRS = _Numbers()
