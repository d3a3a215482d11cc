"""Labels of tables without ruling lines: the words in front of figures, put together over the lines of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.fold import numeral
from linter.read.pdf_lines import Run, TextLine

# in sizes of a line: how near lines of one cell are, and what sets a label apart from those beside it
NEAR, INDENT = 1.75, 1.5
_FIGURES = re.compile(r"[-+−－—–~～*·…、/\\.\d,，%％()（）]+|[增减]\d+")
_SOME = re.compile(r"[-+−－—–*/\\\d]")
_LONGEST = 30
_BLOCK = re.compile(r"第.{1,6}条")


class Row:
    """A row being put together: the words before its figures, and the figures."""

    __slots__ = ("labels", "line", "values")

    def __init__(self, line: TextLine) -> None:
        first = len(line.runs)
        while first and is_figures(line.runs[first - 1].words):
            first -= 1
        self.line = line
        self.labels = list(line.runs[:first])
        self.values = list(line.runs[first:])

    def begins(self) -> bool:
        """Whether it begins with a number of its own, so that nothing before it belongs to it."""
        return bool(self.labels) and numeral(self.labels[-1].words) is not None


def is_figures(words: str) -> bool:
    """Whether a number, or a mark in place of one, is all there is."""
    return len(words) < _LONGEST and bool(_SOME.search(words)) and _FIGURES.fullmatch(words) is not None


def is_rest(row: Row, line: TextLine) -> bool:
    """Whether a line is the rest of the label of the row above."""
    if not row.values or not row.labels or line.runs[-1].right > row.values[0].left:
        return False
    near = line.middle - row.line.middle < line.size * NEAR
    beside = line.left > row.labels[-1].left - line.size * INDENT
    return near and beside and len(line.runs) == 1 and numeral(line.words) is None and not _BLOCK.match(line.words)


def labelled(rows: Sequence[Row]) -> list[Row]:
    """The rows with labels of several lines put together; lines that held nothing else are gone."""
    done: list[Row] = []
    open_labels: list[_Open] = []
    for row in rows:
        near = row.line.size * NEAR
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

    def __init__(self, row: Row, index: int, middle: float) -> None:
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


def _is_start(before: Row, row: Row) -> bool:
    """Whether words above a row without a number are the beginning of its label."""
    line = before.line
    near = row.line.middle - line.middle < line.size * NEAR
    return near and len(line.runs) == 1 and line.right < row.values[0].left + line.size and before.begins()


def _glued(first: Run, rest: Sequence[Run]) -> Run:
    return Run("".join([first.words, *(run.words for run in rest)]), first.left, max(run.right for run in [first, *rest]))
