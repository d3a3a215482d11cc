"""Numbers as reports write them: 1234, 1,234, １２３４, 一千二百三十四."""

from __future__ import annotations

from random import Random

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def in_chinese(number: int) -> str:
    """A number below a hundred million in Chinese numerals: 203 is 二百零三, 15 is 十五."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        between = "零" if low and low < 1_000 else ""
        return in_chinese(high) + "万" + between + (_below_ten_thousand(low) if low else "")
    return _below_ten_thousand(number)


def counted_in_chinese(number: int) -> str:
    """The same in front of a counter, where two things are 两件."""
    return "两" if number == 2 else in_chinese(number)


def in_full_width(number: int) -> str:
    """A number in full-width digits: １５."""
    return str(number).translate(_FULL_WIDTH)


def grouped(number: int) -> str:
    """A number with thousands separators: 1,234."""
    return f"{number:,}"


def written(number: int, rng: Random) -> str:
    """A number in front of a counter in one of the usual ways, most often in plain digits."""
    way = rng.random()
    if way < 0.06:
        return in_full_width(number)
    if way < 0.16 and 0 < number < 1_000:
        return counted_in_chinese(number)
    if way < 0.20:
        return f" {number} "
    if way < 0.50:
        return grouped(number)
    return str(number)


def _below_ten_thousand(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    words, skipped = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if skipped and words else "") + _DIGITS[digit] + _UNITS[place]
            skipped = False
        else:
            skipped = True
    # 十五 rather than 一十五
    return words.removeprefix("一") if words.startswith("一十") else words
