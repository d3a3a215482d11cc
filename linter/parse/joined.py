"""Lines of prose as one string without spaces, with the way back to the places in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from linter.document import Block, Paragraph, Row
from linter.fold import fold
from linter.text import Span

_NO_SPACE = re.compile(r"\S+")


class Joined:
    """Folded words of blocks without white space; `span` gives the place of a stretch of them in the file."""

    __slots__ = ("_pieces", "_starts", "words")

    def __init__(self, pieces: Iterable[tuple[str, int]]) -> None:
        """`pieces` are words as they stand in the file, each with its place there."""
        bare = [(words, place, kept) for words, place in pieces if (kept := "".join(words.split()))]
        self._pieces = [(words, place) for words, place, _ in bare]
        self._starts = list(accumulate((len(kept) for _, _, kept in bare), initial=0))
        self.words = fold("".join(kept for _, _, kept in bare))

    def span(self, start: int, end: int) -> Span:
        """The place in the file of words[start:end]."""
        return Span(self._place(start), self._place(max(end - 1, start)) + 1)

    def _place(self, index: int) -> int:
        number = min(bisect_right(self._starts, index), len(self._pieces)) - 1
        words, place = self._pieces[number]
        before = min(index, self._starts[number + 1] - 1) - self._starts[number]
        for run in _NO_SPACE.finditer(words):
            if before < run.end() - run.start():
                break
            before -= run.end() - run.start()
        return place + run.start() + before


def join(blocks: Iterable[Block]) -> Joined:
    """The words of paragraphs and rows, one after the other."""
    pieces: list[tuple[str, int]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            pieces.append((block.words, block.span.start))
        elif isinstance(block, Row):
            pieces.extend((cell.words, cell.span.start) for cell in block.cells)
    return Joined(pieces)
