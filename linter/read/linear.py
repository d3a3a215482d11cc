"""Documents with structure as lines: what the readers of web pages, Word and PDF files give, and the text made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from linter.document import Block, Cell, Comment, Document, Origin, Paragraph, Picture, Row
from linter.named_tuple import NamedTuple
from linter.text import Span, Text

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


class Words(NamedTuple):
    """A paragraph. `after_gap` is false only for a line that may go on the one before (PDF)."""

    words: str
    origin: Origin = Origin()
    after_gap: bool = True


class Cells(NamedTuple):
    """A row of a table: the words at each column of its grid, "" for blank cells and those that a merged one covers."""

    cells: tuple[str, ...]
    origin: Origin = Origin()
    after_gap: bool = False


class Image(NamedTuple):
    """A picture that may hold text."""

    origin: Origin = Origin()


class Note(NamedTuple):
    """A comment for the program, as written (`words`) and what it says: a line of the text that is no block."""

    words: str
    says: str
    origin: Origin = Origin()


Line = Words | Cells | Image | Note


class Linear(NamedTuple):
    """What a reader found: lines in reading order, and what the file says of itself (published, publisher, title …)."""

    lines: tuple[Line, ...]
    metadata: Mapping[str, str] = MappingProxyType({})
    encoding: str = ""


def document_of(linear: Linear, path: str, form: str) -> Document:
    """The document whose text has one line for each of the lines; cells are parted by tabs."""
    pieces: list[str] = []
    blocks: list[Block] = []
    origins: list[Origin] = []
    comments: list[Comment] = []
    place = 0
    for line in linear.lines:
        words, block = _block(line, place)
        if isinstance(line, Note):
            comments.append(Comment(line.says, Span(place, place + len(words)), place + len(words) + 1, line.origin.line or 1))
        pieces.append(words)
        origins.append(line.origin)
        place += len(words) + 1
        if block is not None:
            blocks.append(block)
    text = Text("\n".join(pieces))
    return Document(path, form, linear.encoding, text, tuple(blocks), tuple(origins), linear.metadata, tuple(comments))


def _block(line: Line, start: int) -> tuple[str, Block | None]:
    """The words of a line as they stand in the text, and its block; no block for a line without words and for notes."""
    if isinstance(line, Image):
        return "", Picture(Span(start, start), after_gap=True)
    if isinstance(line, Note):
        return _flat(line.words), None
    if isinstance(line, Words):
        words = _flat(line.words)
        return words, Paragraph(words, Span(start, start + len(words)), line.after_gap) if words else None
    cells: list[Cell] = []
    place = start
    flat = [_flat(words) for words in line.cells]
    for column, words in enumerate(flat):
        if words:
            cells.append(Cell(words, Span(place, place + len(words)), column, exact=True))
        place += len(words) + 1
    joined = "\t".join(flat)
    return joined, Row(Span(start, start + len(joined)), tuple(cells), len(flat), line.after_gap)


def _flat(words: str) -> str:
    return _BREAKS.sub(" ", words).strip()
