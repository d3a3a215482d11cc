"""The columns of a Word table: its grid holds lines that only some rows use, or that lie a hair apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from linter.named_tuple import NamedTuple

# twips: cells of one column whose borders were drawn a little differently leave strips as narrow as this
_STRIP = 150


class Extent(NamedTuple):
    """From which line of the grid to which a cell reaches, and whether it has words."""

    start: int
    end: int
    filled: bool


def columns_at(rows: Sequence[Sequence[Extent]], widths: Sequence[int]) -> dict[int, int]:
    """For each line of the grid at which a cell begins or ends, the column that begins there.

    Lines that no row uses make no column, nor does a narrow strip that no row has words in.
    """
    lines = sorted({0} | {line for row in rows for extent in row for line in (extent.start, extent.end)})
    strips = _strips(lines, widths)
    if strips:
        strips -= {(extent.start, extent.end) for row in rows for extent in row if extent.filled}
    columns = {0: 0}
    column = 0
    for before, line in pairwise(lines):
        column += (before, line) not in strips
        columns[line] = column
    return columns


def _strips(lines: Sequence[int], widths: Sequence[int]) -> set[tuple[int, int]]:
    """Neighbouring lines that lie too close together for a column; none when the widths are not known."""
    if len(lines) < 3 or len(widths) < lines[-1] or min(widths) < 0:
        return set()
    narrow = min(_STRIP, sum(widths) // len(lines) // 4)
    return {(before, line) for before, line in pairwise(lines) if sum(widths[before:line]) < narrow}
