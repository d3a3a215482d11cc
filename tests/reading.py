"""Reads numbers out of sentences, apart from how the generator writes them and from how the linter reads them."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_COUNTED = re.compile(r"([零一二三四五六七八九两十百千万]+)(?=(?:件|宗|条|份|篇|次|个|期|场)(?!事))")


def folded(words: str) -> str:
    """The words with every counted number in plain digits, without spaces and thousands separators."""
    words = re.sub(r"[ 　]", "", unicodedata.normalize("NFKC", words))
    words = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", words)
    return _COUNTED.sub(lambda found: str(number(found[1])), words)


def number(numerals: str) -> int:
    """The value of Chinese numerals: 二百零三 is 203."""
    high, mark, low = numerals.rpartition("万")
    if mark:
        return number(high) * 10_000 + (number(low) if low else 0)
    total, digit = 0, 0
    for character in numerals:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def counted(words: str) -> list[int]:
    """The numbers in front of a counter, those in brackets left out."""
    return [int(found) for found in re.findall(r"(\d+)(?=[件宗条份篇])", re.sub(r"\([^()]*\)", "", words))]


def breakdowns(words: str) -> list[tuple[int, list[int]]]:
    """Every total that is followed by 其中 and several parts; lists that are closed by 等 or said to overlap are left out."""
    found = []
    for match in re.finditer(r"(\d+)([件条份篇宗])(?:\([^()]*\))?[,。]其中[:,]?([^。;]*)", words):
        listed = match[3]
        parts = counted(listed)
        # one part alone is one of several and need not be the whole
        if len(parts) > 1 and "等" not in listed and "重复" not in listed:
            found.append((int(match[1]), parts))
    return found
