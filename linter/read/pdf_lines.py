"""Characters of a page put together as lines, by their places and never by their order in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from linter.fold import is_page_number
from linter.named_tuple import NamedTuple
from linter.read.pdf_sheet import Glyph, Sheet

# in sizes of a line: what parts words of figures, what parts anything, and what a bold letter printed twice is apart
_WORD_GAP, _WIDE_GAP, _TWICE = 0.22, 0.75, 0.12
_OPENING = "（(《〈“‘「『【[〔"
_CLOSING = "，。、；：！？）)》〉”’」』】]〕…—%％"
_LATIN = re.compile(r"[!-~]+")
# the share of a page, above and below, where running heads and page numbers stand
_MARGIN = 0.13
_BARE_NUMBER = re.compile(r"\d{1,3}|[·•.]\s?\d{1,3}\s?[·•.]|\d{1,3}\s?[/／]\s?\d{1,3}|(?i:page)\s?\d{1,3}(\s?of\s?\d{1,3})?")
_DIGITS = re.compile(r"\d+")


class Run(NamedTuple):
    """Words of a line without a wide gap in them."""

    words: str
    left: float
    right: float


class TextLine(NamedTuple):
    """A line: `size` is that of its characters, `first` that of what cannot be parted at its beginning."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    first: float
    page: int
    runs: tuple[Run, ...]

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """The lines from the top down."""
    lines: list[list[Glyph]] = []
    total = height = 0.0
    for middle, glyph in sorted(((glyph[1] + glyph[3]) / 2, glyph) for glyph in glyphs):
        size = glyph[3] - glyph[1]
        if lines and middle - total / len(lines[-1]) < min(size, height) / 2:
            lines[-1].append(glyph)
            total += middle
            height = max(height, size)
        else:
            lines.append([glyph])
            total, height = middle, size
    return [_line(sorted(line), page) for line in lines]


def _line(glyphs: Sequence[Glyph], page: int) -> TextLine:
    """A line of characters sorted from the left."""
    sizes = sorted(glyph[3] - glyph[1] for glyph in glyphs)
    size = sizes[len(sizes) // 2]
    before = glyphs[0]
    pieces = [before.char]
    kept = [before]
    runs: list[Run] = []
    begin, start = 0, before.left
    for glyph in glyphs[1:]:
        gap = glyph[0] - before[2]
        if gap > size * _WORD_GAP:
            if gap > size * _WIDE_GAP:
                runs.append(Run("".join(pieces[begin:]), start, before[2]))
                pieces.append(" ")
                begin, start = len(pieces), glyph[0]
            elif glyph[4].isascii() and before[4].isascii():
                pieces.append(" ")
        elif glyph[0] - before[0] < size * _TWICE and glyph[4] == before[4]:
            continue
        pieces.append(glyph[4])
        kept.append(glyph)
        before = glyph
    runs.append(Run("".join(pieces[begin:]), start, before[2]))
    top, bottom = min(glyph[1] for glyph in glyphs), max(glyph[3] for glyph in glyphs)
    right = max(glyph[2] for glyph in glyphs)
    return TextLine("".join(pieces), glyphs[0].left, top, right, bottom, size, _first_width(kept), page, tuple(runs))


def _first_width(glyphs: Sequence[Glyph]) -> float:
    """The width of the beginning that a program keeps on one line."""
    end = 0
    while end < len(glyphs) - 1 and glyphs[end].char in _OPENING:
        end += 1
    if glyphs[end].char.isascii():
        while end < len(glyphs) - 1 and _LATIN.fullmatch(glyphs[end + 1].char):
            end += 1
    while end < len(glyphs) - 1 and glyphs[end + 1].char in _CLOSING:
        end += 1
    return glyphs[end].right - glyphs[0].left


def drop_margins(pages: Sequence[tuple[Sheet, list[TextLine]]]) -> list[list[TextLine]]:
    """The lines of each page without page numbers and what runs along above or below the text."""
    running: Counter[tuple[str, int]] = Counter()
    for sheet, lines in pages:
        running.update({key for line in lines if _at_edge(line, sheet) for key in _keys(line)})
    often = max(2, (len(pages) + 1) // 2)
    kept: list[list[TextLine]] = []
    for sheet, lines in pages:
        # a figure of the text has neighbours; the number of a page stands apart
        apart = [
            all(
                abs(other.middle - line.middle) > line.size * 1.5
                for other in (*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2])
            )
            for place, line in enumerate(lines)
        ]
        kept.append(
            [
                line
                for place, line in enumerate(lines)
                if not (_at_edge(line, sheet) and _is_margin(line, apart[place], running, often))
            ]
        )
    return kept


def _at_edge(line: TextLine, sheet: Sheet) -> bool:
    return line.bottom < sheet.height * _MARGIN or line.top > sheet.height * (1 - _MARGIN)


def _keys(line: TextLine) -> set[tuple[str, int]]:
    """The words and about the height of a line; two heights, so that one at the edge of both is not missed."""
    words = _DIGITS.sub("#", line.words)
    return {(words, int(line.middle // 8)), (words, int((line.middle + 4) // 8) + 10_000)}


def _is_margin(line: TextLine, apart: bool, running: Counter[tuple[str, int]], often: int) -> bool:
    if is_page_number(line.words):
        return True
    if _BARE_NUMBER.fullmatch(line.words):
        return apart
    return any(running[key] >= often for key in _keys(line))
