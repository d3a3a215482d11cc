"""Pairs of characters that stand side by side, as numbers: they are counted and compared faster than words."""

from __future__ import annotations

import sys

_ENCODING = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
# bytes of a character and of a pair
_ONE, _PAIR = 4, 8


def pairs(words: str) -> list[int]:
    """All pairs of characters, those first that begin at an even place.

    The number of a pair is what its two characters are in UTF-32, read as one integer: no pair is put together.
    """
    data = memoryview(words.encode(_ENCODING, "surrogatepass"))
    whole = len(data) - len(data) % _PAIR
    even = data[:whole].cast("Q").tolist()
    odd = data[_ONE : whole + _ONE if whole < len(data) else whole - _ONE].cast("Q").tolist()
    return even + odd


def words_of(pair: int) -> str:
    """The two characters of a pair."""
    return pair.to_bytes(_PAIR, sys.byteorder).decode(_ENCODING, "surrogatepass")
