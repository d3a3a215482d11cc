"""Copies of words for matching: one character to one, so that places stay true."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from linter.named_tuple import NamedTuple

_SAME = {ord(wide): narrow for wide, narrow in zip("（〔﹝【［[「『）〕﹞】］]」』", "((((((((" + "))))))))", strict=True)}
_SAME |= dict.fromkeys(map(ord, "“”„‟″＂「」"), '"') | dict.fromkeys(map(ord, "‘’‛′＇｀"), "'")
_SAME |= dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\t\v\f"), " ")
_SAME |= {ord(wide): narrow for wide, narrow in zip("．：，；︰﹑､", ".:,;:、、", strict=True)}
_SAME |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in _SAME}
# radicals that PDF files print in place of characters
_SAME |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_SAME |= {0x2EA0: "民", 0x2ED1: "长", 0x2EE9: "黄", 0x2EC5: "见", 0x2ECB: "车", 0x2ED3: "长"}

_LEAVE_OUT = set(" \t\r\n\v\f\u200b\ufeff\u2028\u2029()\"'、,.:;。!?·*#|~-—－_/《》<>")
_LEAVE_OUT |= {chr(code) for code, same in _SAME.items() if same in _LEAVE_OUT}
# a Chinese character in a pattern: a range of 20,000 characters takes fifty times as long to compile (0.9 ms)
HAN = r"[^\W\d_A-Za-z]"
_WITHOUT_STOP = re.compile(r"\[\^([\x00-\x5c\x5e-\x7f]*)。([\x00-\x5c\x5e-\x7f]*)\]")
_SPACE = re.compile(r"\s+")


def any_of(characters: Iterable[str]) -> str:
    """A set of characters for a pattern."""
    return f"[{re.escape(''.join(sorted(characters)))}]"


# what most prose holds is replaced mark by mark: `translate` looks up every character and takes eight times as long
_OFTEN = {mark: _SAME[ord(mark)] for mark in "（），：；“”〔〕\u3000\u00a0\t"}
_SELDOM = re.compile(any_of({chr(code) for code in _SAME} - set(_OFTEN)))
_LEFT_OUT = re.compile(any_of(_LEAVE_OUT) + "+")

NUMERALS = "一二三四五六七八九十"
_ENCLOSED = {chr(0x3220 + index): character for index, character in enumerate(NUMERALS)}
_PREFIX = re.compile(
    r"\s*(?:第(?P<part>[一二三四五六七八九十]{1,3})(?:部分|章|节)\s*[、.,:]?"
    r"|\(\s*(?P<bracket>[一二三四五六七八九十]{1,3}|\d{1,2})\s*\)\s*[、.,]?"
    r"|(?P<plain>[一二三四五六七八九十]{1,3})\s*[、.,:]"
    r"|(?P<digit>\d{1,2})\s*(?:[、,)]|[.](?!\d))"
    r"|(?P<enclosed>[㈠-㈩]))\s*"
)
_NUMBERS_BEGIN = {*"第(", *NUMERALS, *_ENCLOSED}
_NUMBERS_BEGIN |= {chr(code) for code, same in _SAME.items() if same in _NUMBERS_BEGIN}
_PAGE_ENDS = "—-–－―页"
_PAGE_NUMBER = re.compile(r"\s*(?:[—\-–－―]+\s*\d{1,3}\s*[—\-–－―]+|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)\s*")


def cheap(source: str) -> str:
    """A pattern that finds the same and takes less to compile: sets with Chinese characters are what costs.

    `[一-龥]` becomes `HAN`, and `[^。;,]` a look at 。 before a set of ASCII only (0.02 instead of 0.16 ms).
    """
    source = source.replace("[一-龥]", HAN)
    return _WITHOUT_STOP.sub(lambda found: f"(?:(?!。)[^{found[1]}{found[2]}])" if found[1] + found[2] else found[0], source)


def is_page_number(words: str) -> bool:
    """Whether a line is only the number of a page (— 3 —, 第 3 页)."""
    last = words[-1:]
    return (last in _PAGE_ENDS or last.isspace()) and _PAGE_NUMBER.fullmatch(words) is not None


def fold(words: str) -> str:
    """Width, brackets, quotes, spaces and radicals made equal; as long as the original."""
    if _SELDOM.search(words):
        return words.translate(_SAME)
    for mark, same in _OFTEN.items():
        words = words.replace(mark, same)
    return words


def core(words: str) -> str:
    """The folded words without spaces and punctuation: what labels and titles are compared by."""
    words = _LEFT_OUT.sub("", words)
    return words.translate(_SAME) if _SELDOM.search(words) else words


def unfolded(characters: str) -> frozenset[str]:
    """All characters that `fold` makes one of these of."""
    return frozenset(characters) | {chr(code) for code, same in _SAME.items() if same in characters}


def squeeze(words: str) -> str:
    """The words with every run of white space taken out."""
    return _SPACE.sub("", words)


class Numeral(NamedTuple):
    """How a line is numbered: style (`plain` 一、 `bracket` （一） `digit` 1. …), number, and where the rest begins."""

    style: str
    number: int
    end: int


def numeral(words: str) -> Numeral | None:
    """The number in front of a heading or label, or None."""
    first = words.lstrip()[:1]
    return _numeral(words) if first in _NUMBERS_BEGIN or first.isdecimal() else None


@lru_cache(maxsize=2048)
def _numeral(words: str) -> Numeral | None:
    found = _PREFIX.match(fold(words))
    if found is None or found.lastgroup is None:
        return None
    style, digits = found.lastgroup, found[found.lastgroup]
    number = NUMERALS.index(_ENCLOSED[digits]) + 1 if style == "enclosed" else number_of(digits)
    return None if number is None else Numeral(style, number, found.end())


def number_of(digits: str) -> int | None:
    """The value of 1 to 99 in figures or Chinese numerals (十二, 12), or None."""
    if digits.isascii():
        return int(digits) if digits.isdigit() else None
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return NUMERALS.index(digits) + 1 if len(digits) == 1 and digits in NUMERALS else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (NUMERALS.index(tens) + 1 if tens else 1) * 10 + (NUMERALS.index(ones) + 1 if ones else 0)


def distance(one: str, other: str, limit: int) -> int:
    """Edit distance of two strings; anything above `limit` comes back as `limit` + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before = list(range(len(other) + 1))
    for row, character in enumerate(one, 1):
        now = [row]
        for column, expected in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (character != expected)))
        if min(now) > limit:
            return limit + 1
        before = now
    return min(before[-1], limit + 1)
