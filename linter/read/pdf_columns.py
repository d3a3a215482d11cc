"""Tables without ruling lines: figures below each other are columns, and what stands before them labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from linter.document import Origin
from linter.named_tuple import NamedTuple
from linter.read.linear import Cells, Line, Words
from linter.read.pdf_labels import INDENT, NEAR, Row, is_rest, labelled
from linter.read.pdf_lines import TextLine

# how much larger than its rows a heading between tables is, and how many lines a row may have
_LARGER, _BETWEEN = 1.08, 12
# in points: what a cell leaves free beside its words
_PADDING = 12.0
_MOST_LABELS = 4


class LooseTable(NamedTuple):
    """A table told by its columns: its rows, and lines between them that are none."""

    top: float
    lines: list[Line]


def find_tables(lines: Sequence[TextLine]) -> list[TextLine | LooseTable]:
    """The lines of a page, with those that are a table taken together."""
    rows = [Row(line) for line in lines]
    whole = [row for row in rows if row.values and len(row.line.runs) > 1]
    if len(whole) < 2 and not any(len(row.values) > 2 for row in whole):
        return list(lines)
    found: list[TextLine | LooseTable] = []
    index = 0
    while index < len(rows):
        end = _block(rows, index)
        held = [row for row in rows[index:end] if row.values and len(row.line.runs) > 1]
        if len(held) > 1 or any(len(row.values) > 2 for row in held):
            found.append(LooseTable(lines[index].top, _table(rows[index:end])))
        else:
            end = max(end, index + 1)
            found += lines[index:end]
        index = end
    return found


def _block(rows: Sequence[Row], start: int) -> int:
    """Where the table that begins with this row ends; `start` itself when none does."""
    if len(rows[start].line.runs) < 2:
        return start
    end = start + 1
    size = rows[start].line.size
    for index in range(start + 1, len(rows)):
        line = rows[index].line
        if index - end >= _BETWEEN or line.size > size * _LARGER:
            break
        if len(line.runs) > 1:
            end = index + 1
        elif _is_wide(line, rows[start].line):
            break
    while end < len(rows) and is_rest(rows[end - 1], rows[end].line):
        end += 1
    return end


def _is_wide(line: TextLine, like: TextLine) -> bool:
    return line.right - line.left > (like.right - like.left) * 0.75 and line.right - line.left > line.size * 20


def _table(rows: Sequence[Row]) -> list[Line]:
    """The rows of a block; the words of a cell that stand on lines without figures are put to the row that they belong to."""
    full = [row for row in rows if row.values]
    places = _places(full)
    held = labelled(rows)
    starts = _starts(full)
    labels = len(starts)
    done: list[Line] = []
    header: list[Row] = []
    for row in held:
        near = bool(header) and row.line.middle - header[-1].line.middle < row.line.size * NEAR
        if not row.values and (near or len(row.line.runs) > 1):
            header.append(row)
            continue
        done += _header(header, labels, places)
        header = []
        words = "".join(run.words for run in row.labels)
        done.append(_cells(row, starts, places) if row.values else Words(words, Origin(page=row.line.page)))
    return done + _header(header, labels, places)


def _places(rows: Sequence[Row]) -> list[float]:
    """The middles of the columns of figures, from the rows that have most of them."""
    most = max(len(row.values) for row in rows)
    full = [row for row in rows if len(row.values) == most]
    return [sum((row.values[index].left + row.values[index].right) / 2 for row in full) / len(full) for index in range(most)]


def _starts(rows: Sequence[Row]) -> list[float]:
    """Where the columns of labels begin; places that do not matter when labels are not set at common edges."""
    most = max(1, *(len(row.labels) for row in rows))
    starts: list[float] = []
    for left, size in sorted((run.left, row.line.size) for row in rows for run in row.labels):
        if not starts or left - starts[-1] > size * INDENT:
            starts.append(left)
    return starts if 1 < most <= len(starts) <= _MOST_LABELS else [0.0] * most


def _cells(row: Row, starts: Sequence[float], places: Sequence[float]) -> Cells:
    labels = len(starts)
    cells = [""] * (labels + len(places))
    for index, run in enumerate(row.labels[-labels:], labels - len(row.labels[-labels:])):
        place = sum(start <= run.left + 1 for start in starts[1:]) if starts[-1] else index
        cells[place] += run.words
    taken = -1
    for left, run in zip(range(len(row.values), 0, -1), row.values, strict=True):
        middle = (run.left + run.right) / 2
        # never so far to the right that the rest would not find room
        nearest = min(range(len(places)), key=lambda index: abs(places[index] - middle))
        taken = min(max(nearest, taken + 1), len(places) - left)
        cells[labels + taken] = run.words
    return Cells(tuple(cells), Origin(page=row.line.page))


def _header(rows: Sequence[Row], labels: int, places: Sequence[float]) -> list[Line]:
    """Words above columns: those of a column go on while their lines are full; headings over several columns come first."""
    if not rows:
        return []
    edges = [(one + other) / 2 for one, other in pairwise(places)]
    narrow = min((other - one for one, other in pairwise(places)), default=0.0)
    begin = places[0] - narrow / 2
    corner = ""
    spread: list[list[str]] = []
    stacks: list[list[str]] = [[] for _ in places]
    full = [False] * len(places)
    for row in rows:
        over = [""] * len(places)
        for run in row.line.runs:
            middle, width = (run.left + run.right) / 2, run.right - run.left
            column = sum(edge < middle for edge in edges)
            if middle < begin and run.left < begin - row.line.size:
                corner += run.words
            elif width > narrow + 1 and len(places) > 1:
                over[sum(edge < run.left for edge in edges)] += run.words
            elif full[column]:
                stacks[column][-1] += run.words
                full[column] = width + row.line.size + _PADDING > narrow
            else:
                stacks[column].append(run.words)
                full[column] = width + row.line.size + _PADDING > narrow
        spread += [over] if any(over) else []
    height = max(map(len, stacks))
    # words of one row stand at the bottom of their column
    padded = [[*[""] * (height - len(stack)), *stack] for stack in stacks]
    levels = [[stack[level] for stack in padded] for level in range(height)]
    page = Origin(page=rows[0].line.page)
    front = [""] * (labels - 1)
    drawn = [*spread, *levels] or [[""] * len(places)]
    return [Cells((corner if not index else "", *front, *level), page) for index, level in enumerate(drawn)]
