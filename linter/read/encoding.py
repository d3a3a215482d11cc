"""Bytes into text by an own rule: byte order mark, zero bytes, UTF-8, then the likelier of GB18030 and Big5."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-bom"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_SAMPLE = 200_000
_HIGH = re.compile(rb"[\x80-\xff]")
# characters that nearly every Chinese report holds, in simplified and in traditional writing
_COMMON = frozenset("的一是在不和有政府信息公开工作年度报告情况申请本数量件我我们國為與開報況請數")


class Decoded(NamedTuple):
    """Text, the encoding that was assumed, and how many places could not be decoded (U+FFFD stands there)."""

    content: str
    encoding: str
    damaged: int = 0


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of the bytes; with `encoding` nothing is guessed.

    Raises LookupError for an encoding that Python does not know.
    """
    if encoding is not None:
        name = codecs.lookup(encoding).name
        return _finish(data, name, encoding.lower())
    for mark, name, shown in _MARKS:
        if data.startswith(mark):
            return _finish(data[len(mark) :], name, shown)
    wide = _utf16_without_mark(data)
    if wide is not None:
        return _finish(data, wide, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _best_of_many(data)


def _finish(data: bytes, codec: str, shown: str) -> Decoded:
    try:
        return Decoded(data.decode(codec).removeprefix("\ufeff"), shown)
    except UnicodeDecodeError:
        content = data.decode(codec, "replace").removeprefix("\ufeff")
        return Decoded(content, shown, content.count("\ufffd"))


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 by the zero bytes of its ASCII characters and line ends, which no other encoding of text has."""
    head = data[:_SAMPLE]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even == odd == 0:
        return _utf16_by_characters(head)
    if odd > even * 4 and odd * 200 > len(head):
        return "utf-16-le"
    if even > odd * 4 and even * 200 > len(head):
        return "utf-16-be"
    return None


def _utf16_by_characters(head: bytes) -> str | None:
    """UTF-16 without one ASCII character: the reading in which nearly all are common Chinese characters, if UTF-8 fails."""
    try:
        head.decode("utf-8")
        return None
    except UnicodeDecodeError:
        pass
    for name in ("utf-16-le", "utf-16-be"):
        try:
            words = head[: len(head) // 2 * 2].decode(name)
        except UnicodeDecodeError:
            continue
        chinese = sum("\u4e00" <= character <= "\u9fff" or character in "，。、（）" for character in words)
        if chinese > len(words) * 0.95 and sum(character in _COMMON for character in words) * 20 > len(words):
            return name
    return None


def _best_of_many(data: bytes) -> Decoded:
    """The reading with the fewest places lost; between equals the one with more characters that reports use."""
    readings = []
    for shown in ("utf-8", "gb18030", "big5"):
        content = data.decode(shown, "replace")
        lost = content.count("\ufffd")
        common = sum(map(_COMMON.__contains__, content[:_SAMPLE]))
        readings.append((lost, -common, Decoded(content, shown, lost)))
    utf8 = readings[0]
    if utf8[0] * 20 < len(_HIGH.findall(data[:_SAMPLE])) // 3:
        return utf8[2]
    fewest = min(reading[0] for reading in readings)
    close = [reading for reading in readings if reading[0] <= fewest + max(2, fewest // 4)]
    return min(close, key=lambda reading: reading[1])[2]
