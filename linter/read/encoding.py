"""Bytes into text by an own rule: byte order mark, zero bytes, UTF-8, then the likelier of GB18030 and Big5."""

from __future__ import annotations

import codecs
import re

from linter.fold import HAN
from linter.named_tuple import NamedTuple

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
    content = _as_utf8(data)
    wide = _utf16_without_mark(data, content is not None)
    if wide is not None:
        return _finish(data, wide, wide)
    return _best_of_many(data) if content is None else Decoded(content, "utf-8")


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _finish(data: bytes, codec: str, shown: str) -> Decoded:
    try:
        return Decoded(data.decode(codec).removeprefix("\ufeff"), shown)
    except UnicodeDecodeError:
        content = data.decode(codec, "replace").removeprefix("\ufeff")
        return Decoded(content, shown, content.count("\ufffd"))


def _utf16_without_mark(data: bytes, is_utf8: bool) -> str | None:
    """UTF-16 by its reading: nearly all characters are such as Chinese text has, which no other encoding's bytes give.

    Text that is UTF-8 and has no zero bytes is not looked at: ASCII letters in pairs would read as Chinese.
    """
    head = data[: min(len(data), _SAMPLE) // 2 * 2]
    if not head or (0 not in head and is_utf8):
        return None
    plausible = {name: _plausible(head.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(plausible, key=lambda name: plausible[name])
    return best if plausible[best] > 0.9 else None


# compiled when they are needed, which is seldom
_PLAUSIBLE = "[\\t\\r\\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027]"
_ENDS = "[\\r\\n，。、　]|" + HAN + "{2}"


def _plausible(words: str) -> float:
    """The share of characters that Chinese text is made of; nothing without two of them together, or a mark."""
    return len(re.findall(_PLAUSIBLE, words)) / len(words) if words and re.search(_ENDS, words) else 0.0


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
