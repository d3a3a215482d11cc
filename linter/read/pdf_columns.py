"""Tables without ruling lines: figures below each other are columns, and what stands before them labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from linter.document import Origin
from linter.fold import numeral
from linter.read.linear import Cells, Line, Words
from linter.read.pdf_lines import Run, TextLine

_FIGURES = re.compile(r"[-+−－—–~～*·…、/\\.\d,，%％()（）]*[-+−－—–*/\\\d][-+−－—–~～*·…、/\\.\d,，%％()（）]*|[增减]?\d+")
_BLOCK = re.compile(r"第.{1,6}条")
# in sizes of a line: how near lines of one cell are, and how much larger a heading between tables is
_NEAR, _LARGER = 1.75, 1.08
_BETWEEN = 12
# in points: what a cell leaves free beside its words
_PADDING = 12.0
_MOST_LABELS = 4
_INDENT = 1.5


class LooseTable(NamedTuple):
    """A table told by its columns: its rows, and lines between them that are none."""

    top: float
    lines: list[Line]


class _Row:
    """A row being put together: the words before its figures, and the figures."""

    __slots__ = ("labels", "line", "values")

    def __init__(self, line: TextLine) -> None:
        first = len(line.runs)
        while first and _FIGURES.fullmatch(line.runs[first - 1].words):
            first -= 1
        self.line = line
        self.labels = list(line.runs[:first])
        self.values = list(line.runs[first:])

    def begins(self) -> bool:
        """Whether it begins with a number of its own, so that nothing before it belongs to it."""
        return bool(self.labels) and numeral(self.labels[-1].words) is not None


def find_tables(lines: Sequence[TextLine]) -> list[TextLine | LooseTable]:
    """The lines of a page, with those that are a table taken together."""
    rows = [_Row(line) for line in lines]
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


def _block(rows: Sequence[_Row], start: int) -> int:
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
    while end < len(rows) and _is_rest(rows[end - 1], rows[end].line):
        end += 1
    return end


def _is_wide(line: TextLine, like: TextLine) -> bool:
    return line.right - line.left > (like.right - like.left) * 0.75 and line.right - line.left > line.size * 20


def _is_rest(row: _Row, line: TextLine) -> bool:
    """Whether a line is the rest of the label of the row above."""
    if not row.values or not row.labels or line.runs[-1].right > row.values[0].left:
        return False
    near = line.middle - row.line.middle < line.size * _NEAR
    beside = line.left > row.labels[-1].left - line.size * _INDENT
    return near and beside and len(line.runs) == 1 and numeral(line.words) is None and not _BLOCK.match(line.words)


def _table(rows: Sequence[_Row]) -> list[Line]:
    """The rows of a block; the words of a cell that stand on lines without figures are put to the row that they belong to."""
    full = [row for row in rows if row.values]
    places = _places(full)
    held = _labelled(rows)
    starts = _starts(full)
    labels = len(starts)
    done: list[Line] = []
    header: list[_Row] = []
    for row in held:
        near = bool(header) and row.line.middle - header[-1].line.middle < row.line.size * _NEAR
        if not row.values and (near or len(row.line.runs) > 1):
            header.append(row)
            continue
        done += _header(header, labels, places)
        header = []
        words = "".join(run.words for run in row.labels)
        done.append(_cells(row, starts, places) if row.values else Words(words, Origin(page=row.line.page)))
    return done + _header(header, labels, places)


def _labelled(rows: Sequence[_Row]) -> list[_Row]:
    """The rows with labels of several lines put together; lines that held nothing else are gone."""
    done: list[_Row] = []
    open_labels: list[_Open] = []
    for row in rows:
        near = row.line.size * _NEAR
        open_labels = [each for each in open_labels if row.line.middle - each.middle < near]
        before = done[-1] if done else None
        if row.values and not row.begins() and before is not None and not before.values and _is_start(before, row):
            row.labels = [*row.labels[:-1], _glued(before.labels[-1], row.labels[-1:])]
            done.pop()
        kept: list[Run] = []
        for index, run in enumerate(row.labels):
            own = bool(row.values) and index == len(row.labels) - 1
            above = None if own or _is_numbered(run) else next((each for each in open_labels if each.holds(run)), None)
            if above is None:
                kept.append(run)
            else:
                above.add(run, row.line.middle)
        if any(each.row.values for each in open_labels) and len(kept) < len(row.labels) and not row.values and not kept:
            continue
        row.labels = kept
        open_labels = [each for each in open_labels if not any(each.holds(run) for run in kept)]
        open_labels += [_Open(row, index, row.line.middle) for index in range(len(kept)) if row.values]
        done.append(row)
    return done


class _Open:
    """A label that may go on in the next line."""

    __slots__ = ("index", "middle", "row")

    def __init__(self, row: _Row, index: int, middle: float) -> None:
        self.row = row
        self.index = index
        self.middle = middle

    def holds(self, run: Run) -> bool:
        """Whether the words stand in its column."""
        label = self.row.labels[self.index]
        return min(label.right, run.right) - max(label.left, run.left) > (min(label.right - label.left, run.right - run.left)) / 2

    def add(self, run: Run, middle: float) -> None:
        """The words are its next line."""
        self.row.labels[self.index] = _glued(self.row.labels[self.index], [run])
        self.middle = middle


def _is_numbered(run: Run) -> bool:
    return numeral(run.words) is not None or _BLOCK.match(run.words) is not None


def _is_start(before: _Row, row: _Row) -> bool:
    """Whether words above a row without a number are the beginning of its label."""
    line = before.line
    near = row.line.middle - line.middle < line.size * _NEAR
    return near and len(line.runs) == 1 and line.right < row.values[0].left + line.size and before.begins()


def _glued(first: Run, rest: Sequence[Run]) -> Run:
    return Run("".join([first.words, *(run.words for run in rest)]), first.left, max(run.right for run in [first, *rest]))


def _places(rows: Sequence[_Row]) -> list[float]:
    """The middles of the columns of figures, from the rows that have most of them."""
    most = max(len(row.values) for row in rows)
    full = [row for row in rows if len(row.values) == most]
    return [sum((row.values[index].left + row.values[index].right) / 2 for row in full) / len(full) for index in range(most)]


def _starts(rows: Sequence[_Row]) -> list[float]:
    """Where the columns of labels begin; places that do not matter when labels are not set at common edges."""
    most = max(1, *(len(row.labels) for row in rows))
    starts: list[float] = []
    for left, size in sorted((run.left, row.line.size) for row in rows for run in row.labels):
        if not starts or left - starts[-1] > size * _INDENT:
            starts.append(left)
    return starts if 1 < most <= len(starts) <= _MOST_LABELS else [0.0] * most


def _cells(row: _Row, starts: Sequence[float], places: Sequence[float]) -> Cells:
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


def _header(rows: Sequence[_Row], labels: int, places: Sequence[float]) -> list[Line]:
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
    levels = [[stack[level - height + len(stack)] if level >= height - len(stack) else "" for stack in stacks] for level in range(height)]
    page = Origin(page=rows[0].line.page)
    front = [""] * (labels - 1)
    drawn = [*spread, *levels] or [[""] * len(places)]
    return [Cells((corner if not index else "", *front, *level), page) for index, level in enumerate(drawn)]
