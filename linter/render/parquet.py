"""Findings as Parquet: the rows of CSV in typed columns, which go by the names that JSON has for them."""

from __future__ import annotations

from typing import Any, BinaryIO

from linter.render import Receiver, Run
from linter.render.arrow import Parts, Table, library
from linter.render.columns import Value, lines_of

# in the order of linter.render.columns.COLUMNS
NAMES = (
    "path", "body", "year", "edition", "level", "rule", "name", "place", "at", "line", "column", "page", "message", "help",
    "basis", "silenced_by",
)  # fmt: skip
_NUMBERS = ("year", "line", "column", "page")
_EDITION = NAMES.index("edition")


def render(run: Run, stream: BinaryIO | Parts) -> Receiver:
    """Write the findings of every file, a group of rows at a time; a file that could not be read is a row too."""
    arrow = library(run.words)
    table = Table(arrow, [(name, arrow.int32() if name in _NUMBERS else arrow.string()) for name in NAMES], stream)
    try:
        while (sheet := (yield)) is not None:
            for line in lines_of(sheet, run.words):
                table.add(_values(line.values))
        table.end()
    finally:
        table.leave()


def _values(values: tuple[Value, ...]) -> list[Any]:
    """The values of a row; the edition is a name, though it looks like a year."""
    edition = values[_EDITION]
    return [*values[:_EDITION], None if edition is None else str(edition), *values[_EDITION + 1 :]]
