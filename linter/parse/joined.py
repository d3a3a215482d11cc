"""Lines of prose as one string without spaces, with the way back to the places in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linter.document import Block, Paragraph, Row
from linter.fold import fold
from linter.text import Span


class Joined(NamedTuple):
    """Folded words of blocks without white space; `span` gives the place of a stretch of them in the file."""

    words: str
    starts: tuple[int, ...]
    offsets: tuple[tuple[int, Sequence[int]], ...]

    def span(self, start: int, end: int) -> Span:
        """The place in the file of words[start:end]."""
        return Span(self._place(start), self._place(max(end - 1, start)) + 1)

    def _place(self, index: int) -> int:
        part = bisect_right(self.starts, index) - 1
        base, kept = self.offsets[part]
        return base + kept[min(index - self.starts[part], len(kept) - 1)]


def join(blocks: Iterable[Block]) -> Joined:
    """The words of paragraphs and rows, one after the other."""
    parts: list[str] = []
    starts: list[int] = []
    offsets: list[tuple[int, Sequence[int]]] = []
    length = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            pieces = [(block.words, block.span.start)]
        elif isinstance(block, Row):
            pieces = [(cell.words, cell.span.start) for cell in block.cells]
        else:
            continue
        for words, start in pieces:
            folded = fold(words)
            whole = folded.split(None, 1) == [folded]
            kept = range(len(folded)) if whole else [index for index, each in enumerate(folded) if not each.isspace()]
            if kept:
                parts.append(folded if whole else "".join(folded[index] for index in kept))
                starts.append(length)
                offsets.append((start, kept))
                length += len(kept)
    return Joined("".join(parts), tuple(starts), tuple(offsets))
