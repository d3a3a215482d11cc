"""Lines of a PDF file put together as paragraphs, over pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from linter.document import Origin
from linter.fold import numeral
from linter.named_tuple import NamedTuple
from linter.read.linear import Words
from linter.read.pdf_lines import TextLine

# in heights of a line: an indent, what may be missing at the end of a full line, a change of the size of letters
_INDENT, _LOOSE, _SIZE = 0.9, 0.5, 0.12
_PITCH = 1.3
_SHORT = 12
_NEAR = 3.0
_FEW, _LARGE = 5, 60.0
_ENDS = re.compile(r"[。；！？：:;!?][”’）)」』]*$")


class Measure(NamedTuple):
    """The edges of the text on a page, and how far apart its lines are in sizes of a line."""

    left: float
    right: float
    pitch: float


def measure(pages: Sequence[tuple[float, Sequence[TextLine]]]) -> list[Measure]:
    """The edges of the text on each page, given with its width; pages with few lines are like the others of their width."""
    gaps = sorted((after.middle - line.middle) / line.size for _, lines in pages for line, after in pairwise(lines))
    gaps = [gap for gap in gaps if 0.9 < gap < 4]
    # paragraphs may be short and stand apart: most gaps are then not those of lines
    pitch = gaps[len(gaps) // 5] if gaps else 2.0
    edges: dict[float, tuple[float, float]] = {}
    for width in {width for width, _ in pages}:
        same = [lines for each, lines in pages if each == width and lines]
        left = min((_left(lines) for lines in same if len(lines) >= _FEW), default=min(map(_left, same), default=0.0))
        lengths = [
            line.right - (_left(lines) if len(lines) >= _FEW else left) for lines in same for line in lines if line.size < _LARGE
        ]
        edges[width] = (left, _usual(lengths))
    found: list[Measure] = []
    for width, lines in pages:
        left, length = edges[width]
        if len(lines) >= _FEW and all(abs(line.left - left) > _NEAR for line in lines):
            left = _left(lines)
        found.append(Measure(left, left + length, pitch))
    return found


def _left(lines: Sequence[TextLine]) -> float:
    """Where lines begin; a single one that sticks out does not count."""
    lefts = sorted(line.left for line in lines)
    return next((one for one, other in pairwise(lefts) if other - one <= _NEAR), lefts[0])


def _usual(lengths: list[float]) -> float:
    """The length of full lines: that of most among the long ones, as punctuation may hang over the edge."""
    longest = max(lengths, default=0.0)
    counts = Counter(round(length / _NEAR) for length in lengths if length > longest * 0.7)
    near = {step: counts[step - 1] + counts[step] + counts[step + 1] for step in counts}
    best = max(near, key=lambda step: (near[step], step), default=0)
    return best * _NEAR if near.get(best, 0) > 2 else longest


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
