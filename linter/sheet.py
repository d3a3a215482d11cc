"""The result of a file as outputs need it: plain words and places, nothing of the report itself.

A sheet is small and can be handed from one process to another; what renderers show is decided here, once for all of them.
"""

from __future__ import annotations

from linter.finding import Finding
from linter.named_tuple import NamedTuple
from linter.result import Silencer

Segment = tuple[str, str]


class Place(NamedTuple):
    """A place in a file: line and column from 1, in code points; the column in bytes from 1 and in UTF-16 units from 0.

    `offset` counts code points of the text that was read; `page` is known in formats that have pages.
    """

    offset: int
    line: int
    column: int
    byte: int
    utf16: int
    page: int | None = None


class Aside(NamedTuple):
    """A further place of a finding: address, place in words, from where to where, and a word on it."""

    at: str
    words: str
    start: Place
    end: Place
    message: str


class Mark(NamedTuple):
    """A finding with its places: `where` is the first of them in words, `frame` the source as people see it.

    `edits` are those of its fix: from where to where, and the words that come there.
    """

    finding: Finding
    start: Place
    end: Place
    where: str
    quote: str
    frame: tuple[tuple[Segment, ...], ...] = ()
    related: tuple[Aside, ...] = ()
    edits: tuple[tuple[Place, Place, str], ...] = ()

    @property
    def level(self) -> str:
        """The finding's level, `blocked` for what could not be decided."""
        return "blocked" if self.finding.outcome == "blocked" else self.finding.level


class Cell(NamedTuple):
    """A cell of a table: the key and name of its column, what stands in it, how it was read, and where."""

    column: str
    name: str
    words: str
    state: str
    value: str
    start: int
    end: int


class Row(NamedTuple):
    """A row of a table: its key, its label as it stands, its cells, and where it stands."""

    key: str
    words: str
    cells: tuple[Cell, ...]
    start: int
    end: int


class TableSheet(NamedTuple):
    """A table: key, name, the section that it stands in, columns by key and name, rows, and where it stands."""

    key: str
    name: str
    section: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    start: int
    end: int


class Sheet(NamedTuple):
    """What became of a file.

    `about` says in words what it was taken for; `passed` are the codes of rules that found nothing; `undecided` the codes by
    the cause that explains them, `skipped` by the reason, `explained` how many findings another one explains. `problem` and
    `cure` tell why a file could not be read, `failure` the same on one line. `text` and `tables` are there only when an
    output asks for them.
    """

    path: str
    outcome: str
    format: str | None = None
    encoding: str | None = None
    edition: str | None = None
    year: int | None = None
    body: str | None = None
    level: str | None = None
    profile: tuple[str, str] | None = None
    about: str = ""
    marks: tuple[Mark, ...] = ()
    silenced: tuple[tuple[Mark, Silencer], ...] = ()
    passed: tuple[str, ...] = ()
    explained: int = 0
    undecided: tuple[tuple[str, tuple[str, ...]], ...] = ()
    skipped: tuple[tuple[str, tuple[str, ...]], ...] = ()
    problem: str = ""
    cure: str = ""
    failure: str = ""
    text: str = ""
    tables: tuple[TableSheet, ...] = ()

    @property
    def is_report(self) -> bool:
        """Whether the file is one that was checked, not a configuration that has findings of its own."""
        return bool(self.about)


class Wants(NamedTuple):
    """What outputs need beyond findings: the source in frames, the text, the tables."""

    frames: bool = False
    text: bool = False
    tables: bool = False
