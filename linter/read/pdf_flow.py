"""Lines of a PDF file put together as paragraphs, over pages too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from linter.document import Origin
from linter.fold import numeral
from linter.read.linear import Words
from linter.read.pdf_lines import TextLine

# in heights of a line: an indent, what may be missing at the end of a full line, a change of the size of letters
_INDENT, _LOOSE, _SIZE = 0.9, 0.5, 0.12
_PITCH = 1.3
_SHORT = 12
_NEAR = 3.0
_ENDS = re.compile(r"[。；！？：:;!?][”’）)」』]*$")


class Measure(NamedTuple):
    """The edges of the text on a page, and how far apart its lines are in sizes of a line."""

    left: float
    right: float
    pitch: float


def measure(pages: Sequence[Sequence[TextLine]]) -> list[Measure]:
    """The edges of the text on each page; one with few lines is like the fullest."""
    found = [_edges(lines) for lines in pages]
    gaps = sorted((after.middle - line.middle) / line.size for lines in pages for line, after in pairwise(lines))
    gaps = [gap for gap in gaps if 0.9 < gap < 4]
    # paragraphs may be short and stand apart: most gaps are then not those of lines
    pitch = gaps[len(gaps) // 5] if gaps else 2.0
    widest = max(found, key=lambda edges: edges[1] - edges[0], default=(0.0, 0.0))
    width = widest[1] - widest[0]
    return [
        Measure(*(edges if edges[1] - edges[0] > width * 0.9 or len(lines) > 8 else widest), pitch)
        for edges, lines in zip(found, pages, strict=True)
    ]


def _edges(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Where lines begin and end; a single one that sticks out does not count."""
    if not lines:
        return 0.0, 0.0
    lefts, rights = sorted(line.left for line in lines), sorted((line.right for line in lines), reverse=True)
    left = next((one for one, other in pairwise(lefts) if other - one <= _NEAR), lefts[0])
    size = median(line.size for line in lines)
    right = next((one for one, other in pairwise(rights) if one - other <= size), rights[0])
    return left, right


class Flow:
    """Takes lines one by one and gives back paragraphs."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        self._measures = measures
        self._waiting: list[TextLine] = []
        self._after_gap = True
        self._index = 0
        self.done: list[Words] = []

    def add(self, line: TextLine, index: int) -> None:
        """The next line, on the page of this index."""
        last = self._waiting[-1] if self._waiting else None
        if last is not None and self._joins(last, line, index):
            self._waiting.append(line)
            self._index = index
            return
        self.end()
        self._after_gap = (
            last is None or _ENDS.search(last.words) is not None or line.left - self._measures[index].left > line.size
        )
        self._waiting = [line]
        self._index = index

    def end(self) -> None:
        """What follows is no text: the paragraph ends."""
        if self._waiting:
            words = self._waiting[0].words
            for line in self._waiting[1:]:
                between = " " if words[-1:].isascii() and words[-1:].isalpha() and line.words[0].isascii() else ""
                words += between + line.words
            self.done.append(Words(words, Origin(page=self._waiting[0].page), self._after_gap))
            self._waiting = []

    def _joins(self, last: TextLine, line: TextLine, index: int) -> bool:
        """Whether a line goes on with the one before: that one is full, and this one begins at the edge."""
        same_page = last.page == line.page
        here = self._measures[index]
        there = self._measures[self._index]
        if abs(last.size - line.size) > _SIZE * max(last.size, line.size) and same_page:
            return False
        # a page of short lines has none that are full
        if last.right - last.left < line.size * _SHORT:
            return False
        if last.right + max(line.first, line.size * 0.7) + line.size * _LOOSE < there.right:
            return False
        if same_page and line.middle - last.middle > here.pitch * line.size * _PITCH:
            return False
        ended = _ENDS.search(last.words) is not None
        numbered = numeral(line.words) is not None
        if line.left - here.left < line.size * _INDENT:
            return not (ended and numbered)
        same_indent = abs((line.left - here.left) - (last.left - there.left)) < line.size / 4
        return same_indent and not ended and not numbered
