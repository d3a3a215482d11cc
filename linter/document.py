"""What a file says, block by block, before anything is known about reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import overload

from linter.named_tuple import NamedTuple
from linter.text import Position, Span, Text


class Cell(NamedTuple):
    """A cell with words in it; blank cells are not kept, the gaps in `column` tell of them.

    `column` counts from 0. `exact` says that it was given by the format (HTML, Word) rather than counted from tabs.
    """

    words: str
    span: Span
    column: int
    exact: bool = False


class Layout:
    """How a line of cells is laid out, whatever the numbers are that end it.

    `labels` are the words in front of the numbers; `columns` are those of all cells, `places` where they begin in a line
    of this `length`, `width` counts the blank cells too. No two are the same one.
    """

    __slots__ = ("columns", "labels", "length", "places", "width")

    def __init__(self, labels: list[str], places: Sequence[int], columns: Sequence[int], width: int, length: int) -> None:
        self.labels = labels
        self.places = places
        self.columns = columns
        self.width = width
        self.length = length


class LineCells(Sequence[Cell]):
    """The cells of a line as their words, the places where these begin, and their columns; a `Cell` only when asked for.

    A report has hundreds of cells, of which the readers of tables want the words. Places are counted from `base`. `ends`
    are given where words were put together and are not as long as their place, `layout` where a line ends in numbers.
    """

    __slots__ = ("base", "columns", "ends", "layout", "places", "words")

    def __init__(
        self, words: Sequence[str], places: Sequence[int], columns: Sequence[int], ends: Sequence[int] | None = None,
        base: int = 0, layout: Layout | None = None,
    ) -> None:  # fmt: skip
        self.words = words
        self.places = places
        self.columns = columns
        self.ends = ends
        self.base = base
        self.layout = layout

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> LineCells:
        """The same cells."""
        if isinstance(cells, LineCells):
            return cells
        words, columns = [cell.words for cell in cells], [cell.column for cell in cells]
        return cls(words, [cell.span.start for cell in cells], columns, [cell.span.end for cell in cells])

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Cell]:
        return map(self._cell, range(len(self.words)))

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Cell]: ...
    def __getitem__(self, index: int | slice) -> Cell | Sequence[Cell]:
        return self._cell(index) if isinstance(index, int) else tuple(self)[index]

    def _cell(self, index: int) -> Cell:
        return Cell(self.words[index], self.span(index), self.columns[index])

    def span(self, index: int) -> Span:
        """The place of a cell."""
        start = self.base + self.places[index]
        return Span(start, start + len(self.words[index]) if self.ends is None else self.ends[index])

    def cover(self, first: int, last: int) -> Span:
        """The place from one cell to another."""
        return self.span(first).cover(self.span(last))


class Row(NamedTuple):
    """A line of cells: `width` counts the blank ones too."""

    span: Span
    cells: Sequence[Cell]
    width: int
    after_gap: bool = False


class Paragraph(NamedTuple):
    """A line of words; `after_gap` when a blank line stands before it, `marked` when a tab or pipe makes it a cell."""

    words: str
    span: Span
    after_gap: bool = False
    marked: bool = False


class Picture(NamedTuple):
    """A picture: what it shows cannot be read."""

    span: Span
    after_gap: bool = False


Block = Row | Paragraph | Picture


class Comment(NamedTuple):
    """A comment of the file that is meant for the program: the words behind its mark, and where it stands.

    `offset` is where the block begins that the comment stands in or above, `line` its line in the file.
    """

    words: str
    span: Span
    offset: int
    line: int


class Origin(NamedTuple):
    """Where a line of the text comes from: its line in the source of a web page, its page in a PDF."""

    line: int | None = None
    page: int | None = None


class Document(NamedTuple):
    """A file as read: `encoding` is what was assumed.

    For formats whose text was put together by their reader, `origins` has for each of its lines where it comes from.
    `metadata` is what the file says of itself: `published` (2024-01-18), `publisher`, `title`, `index`. `comments` are
    those in Markdown and web pages that begin with `nianbao:`.
    """

    path: str
    format: str
    encoding: str
    text: Text
    blocks: tuple[Block, ...]
    origins: tuple[Origin, ...] = ()
    metadata: Mapping[str, str] = MappingProxyType({})
    comments: tuple[Comment, ...] = ()

    @property
    def content(self) -> str:
        """The text with blanks in place of the comments for the program, which may quote it; places stay true."""
        content = self.text.content
        if not self.comments:
            return content
        parts, place = [], 0
        for comment in self.comments:
            parts += [content[place : comment.span.start], " " * (comment.span.end - comment.span.start)]
            place = comment.span.end
        return "".join((*parts, content[place:]))

    def position(self, offset: int) -> Position:
        """Line and column in the file; of a web page only the line of its source is known, its column is 1."""
        place = self.text.position(offset)
        line = self._origin(place).line
        return place if line is None else Position(line, 1)

    def page(self, offset: int) -> int | None:
        """The page, in formats that have pages."""
        return self._origin(self.text.position(offset)).page if self.origins else None

    def _origin(self, place: Position) -> Origin:
        return self.origins[place.line - 1] if place.line <= len(self.origins) else Origin()
