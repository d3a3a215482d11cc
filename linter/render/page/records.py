"""What the page is made of: lines and drawn tables, each with its notes."""

from __future__ import annotations

from collections.abc import Iterable

from linter.named_tuple import NamedTuple
from linter.sheet import Mark

RANKS = ("error", "warning", "info", "blocked")
Address = tuple[str, ...]


class Link(NamedTuple):
    """A related place: in words, a word on it, and its element."""

    place: str
    words: str
    target: str


class Note(NamedTuple):
    """A finding as it stands beside its place: its number in the report, its element and that of its place.

    `first` is the first of its rule in the report: its help stands open.
    """

    number: int
    key: str
    place: str
    mark: Mark
    first: bool
    basis: str
    links: tuple[Link, ...]

    @property
    def lit(self) -> str:
        """The elements that light up with it."""
        return " ".join(dict.fromkeys(link.target for link in self.links))


class Piece(NamedTuple):
    """A stretch of words with the notes on it, and those that are told behind it."""

    words: str
    notes: tuple[Note, ...] = ()
    told: tuple[Note, ...] = ()


class Line(NamedTuple):
    """A line of the report; `key` is there when something points to it."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    key: str


class Lines(NamedTuple):
    """Lines that stand together, and the number of the first."""

    start: int
    lines: tuple[Line, ...]
    kind: str = "lines"


class Box(NamedTuple):
    """A cell, row label or column name of a drawn table."""

    words: str
    notes: tuple[Note, ...] = ()
    key: str = ""
    span: int = 1


class Group(NamedTuple):
    """Rows of a table that have the same columns."""

    names: tuple[Box, ...]
    rows: tuple[tuple[Box, tuple[Box, ...]], ...]


class Drawn(NamedTuple):
    """A table as a table, the notes on it, and its lines as they stand in the text."""

    key: str
    name: str
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    source: str
    kind: str = "table"


class Body(NamedTuple):
    """A report: notes on the whole of it, then its parts; `numbered` says whether its lines are those of the file."""

    notes: tuple[Note, ...]
    parts: tuple[Lines | Drawn, ...]
    numbered: bool


def worst(notes: Iterable[Note]) -> str:
    """The highest level among notes."""
    return min((note.mark.level for note in notes), key=RANKS.index)
