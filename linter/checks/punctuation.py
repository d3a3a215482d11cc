"""The width of punctuation: Chinese text has full-width marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from linter.checks.spots import Spot, told
from linter.document import Block, Paragraph, Row
from linter.finding import Said
from linter.prose.pattern import compiled
from linter.report import Report
from linter.terms import Written
from linter.text import Span
from linter.words import Names


class Width(NamedTuple):
    """The half-width marks, the pattern of one in Chinese text as it stands in the file, and that of a label with a colon.

    The label is one with which a line begins.
    """

    marks: str
    mark: Written
    label: Written


def narrow(report: Report, options: Width) -> Iterator[Said]:
    """Half-width marks between Chinese characters, one finding a section."""
    parts: list[tuple[str, tuple[Block, ...]]] = [("preamble", report.preamble)]
    parts += [(key, section.prose) for key, section in report.sections.items()]
    for key, blocks in parts:
        spots = [spot for block in blocks for spot in _marks(report, options, key, block)]
        if spots:
            yield told("broken", spots, {"marks": Names(tuple(dict.fromkeys(spot.words for spot in spots)))})


def _marks(report: Report, options: Width, key: str, block: Block) -> Iterator[Spot]:
    pieces: tuple[Paragraph, ...] = ()
    if isinstance(block, Paragraph):
        pieces = (block,)
    elif isinstance(block, Row):
        pieces = tuple(Paragraph(cell.words, cell.span) for cell in block.cells)
    for piece in pieces:
        words = report.document.text.quote(piece.span)
        if not any(mark in words for mark in options.marks):
            continue
        for found in compiled(report.norm, options.mark).finditer(words):
            # 联系人:… is how forms are written, not a sentence
            if compiled(report.norm, options.label).fullmatch(words, 0, found.end()) is None:
                start = piece.span.start + found.start()
                yield Spot(key, Span(start, start + 1), found[0])
