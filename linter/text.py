"""Decoded text and places in it: one spot, four column units."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from linter.named_tuple import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of text: code-point offsets, `end` exclusive."""

    start: int
    end: int

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        start, end = other
        return Span(self.start if self.start < start else start, self.end if self.end > end else end)


class Position(NamedTuple):
    """A place for people and machines: line and column from 1, in code points."""

    line: int
    column: int


class Text:
    """The decoded content of a file; offsets are code points of `content`."""

    __slots__ = ("_starts", "content")

    def __init__(self, content: str) -> None:
        self.content = content
        self._starts: list[int] = []

    def lines(self) -> list[str]:
        """The lines without their ends."""
        return _LINE_END.split(self.content) if "\r" in self.content else self.content.split("\n")

    def line_starts(self) -> list[int]:
        """Offsets at which lines begin; `\\r\\n`, `\\n` and `\\r` end a line, nothing else does."""
        if not self._starts:
            self._starts = self._starts_of(self.lines())
        return self._starts

    def placed_lines(self) -> Iterator[tuple[int, str]]:
        """Offset and words of each line, without its line end."""
        lines = self.lines()
        if not self._starts:
            self._starts = self._starts_of(lines)
        return zip(self._starts, lines, strict=True)

    def _starts_of(self, lines: list[str]) -> list[int]:
        if "\r" in self.content:
            return [0, *(end.end() for end in _LINE_END.finditer(self.content))]
        return list(accumulate([len(line) + 1 for line in lines[:-1]], initial=0))

    def position(self, offset: int) -> Position:
        """Line and column of an offset, from 1, in code points."""
        starts = self.line_starts()
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """The span of a line (from 1) without its line end."""
        starts = self.line_starts()
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.content)
        while end > start and self.content[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return self.content[span.start : span.end]

    def utf16_column(self, offset: int) -> int:
        """Column from 0 in UTF-16 units, as language servers count."""
        return len(self._before(offset).encode("utf-16-le", "surrogatepass")) // 2

    def byte_column(self, offset: int) -> int:
        """Column from 1 in UTF-8 bytes, as reviewdog counts."""
        return len(self._before(offset).encode("utf-8", "surrogatepass")) + 1

    def display_column(self, offset: int) -> int:
        """Column from 0 in terminal cells."""
        return display_width(self._before(offset))

    def _before(self, offset: int) -> str:
        starts = self.line_starts()
        return self.content[starts[bisect_right(starts, offset) - 1] : offset]


def display_width(words: str) -> int:
    """Terminal cells that the words take: two for wide characters, none for marks that combine."""
    if words.isascii():
        return len(words)
    width = 0
    for character in words:
        if unicodedata.combining(character) or character in "\u200b\u200d\ufeff":
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width
