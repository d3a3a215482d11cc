"""Lines of cells out of blocks: a cell a line becomes rows again, and cells are told apart as labels and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linter.document import Block, LineCells, Paragraph, Row
from linter.fold import is_page_number
from linter.norm import Norm
from linter.table.label import VALUE, WORDS, Meaning, find_label, meanings_of
from linter.table.number import looks_like_value
from linter.text import Span

_LONGEST_LABEL = 60
_SENTENCE = re.compile(r"[。；！？]")
_SPACED_VALUES = re.compile(r"(?P<label>.*?\S)(?P<values>(?:[ \u3000\u00a0]+[^\s\u4e00-\u9fff]+)+)\s*")
_WITH_WORDS = (Paragraph, Row)


class Line(NamedTuple):
    """One row as it stands in the file: its cells and what each may mean.

    `rebuilt` rows came from a cell a line: their columns are not places.
    """

    cells: LineCells
    meanings: Sequence[Meaning]
    width: int
    span: Span
    blocks: Sequence[Block]
    rebuilt: bool = False

    def values_from(self) -> int:
        """The cell from which on all are values."""
        place = len(self.meanings)
        while place and self.meanings[place - 1] is VALUE:
            place -= 1
        return place

    def is_values(self) -> bool:
        """Whether there are values in it and nothing else."""
        return bool(self.meanings) and self.values_from() == 0


def is_sentence(words: str) -> bool:
    """Whether the words read as prose rather than as a cell."""
    return len(words) > _LONGEST_LABEL or (len(words) > 12 and _SENTENCE.search(words) is not None)


def lines_of(blocks: Sequence[Block], norm: Norm) -> Iterator[Line]:
    """The lines of a stretch of blocks without headings, in order; page numbers are left out."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if isinstance(block, Row):
            line = _line_of_row(block, norm)
            if line.meanings:
                yield line
                index += 1
                continue
        start, end, until = _cell_a_line_run(blocks, index, norm)
        yield from _single_lines(blocks[index:start], norm)
        if end > start:
            yield from _rebuild(blocks[start:end], norm)
        yield from _single_lines(blocks[end:until], norm)
        index = until


def _line_of_row(row: Row, norm: Norm) -> Line:
    return _line(LineCells.of(row.cells), row.width, row.span, (row,), norm)


def _line(cells: LineCells, width: int, span: Span, blocks: Sequence[Block], norm: Norm, rebuilt: bool = False) -> Line:
    """The line of these cells; neighbouring fragments that make a label together are joined."""
    meanings = list(map(meanings_of(norm), cells.words))
    if len(meanings) > 1 and WORDS in meanings:
        cells, meanings = _joined(cells, meanings, norm)
    return Line(cells, meanings, width, span, blocks, rebuilt)


def _joined(cells: LineCells, meanings: Sequence[Meaning], norm: Norm) -> tuple[LineCells, list[Meaning]]:
    """The cells with fragments that make a label together as one."""
    words: list[str] = []
    starts, ends, columns, found = [], [], [], []
    passed = 0
    for index, meaning in enumerate(meanings):
        if index < passed:
            continue
        last, whole = index, cells.words[index]
        if meaning is WORDS:
            last, whole, meaning = _label_from(index, cells.words, norm)
            passed = last + 1
        span = cells.cover(index, last)
        words.append(whole)
        starts.append(span.start)
        ends.append(span.end)
        columns.append(cells.columns[index])
        found.append(meaning)
    return LineCells(words, starts, columns, ends), found


def _label_from(first: int, words: Sequence[str], norm: Norm) -> tuple[int, str, Meaning]:
    """The label that two or three cells make from this one on: the last of them, its words and its meaning; else the cell."""
    for last in (first + 1, first + 2):
        if last >= len(words) or looks_like_value(words[last]):
            break
        whole = "".join(words[first : last + 1])
        if not find_label(words[last], norm) and find_label(whole, norm):
            return last, whole, meanings_of(norm)(whole)
    return first, words[first], WORDS


def _single_lines(blocks: Sequence[Block], norm: Norm) -> Iterator[Line]:
    meaning_of = meanings_of(norm)
    for block in blocks:
        if isinstance(block, Row):
            yield _line_of_row(block, norm)
        elif isinstance(block, Paragraph) and not is_page_number(block.words):
            cells = _spaced_cells(block, norm)
            if cells is not None:
                yield _line(cells, len(cells), block.span, (block,), norm, rebuilt=True)
            else:
                whole = LineCells((block.words,), (block.span.start,), (0,))
                yield Line(whole, (meaning_of(block.words),), 1, block.span, (block,), rebuilt=True)


def _cell_a_line_run(blocks: Sequence[Block], index: int, norm: Norm) -> tuple[int, int, int]:
    """The single-cell lines from here on that are a table, as start and end, and how far was looked.

    They are one when enough of them, from the first label or value to the last, are labels and values.
    """
    values = labels = 0
    first = last = -1
    until = index
    meaning_of = meanings_of(norm)
    while until < len(blocks):
        block = blocks[until]
        if isinstance(block, Paragraph):
            meaning = meaning_of(block.words)
            if meaning is VALUE or (meaning.refs and looks_like_value(block.words)):
                values += 1
            elif meaning.refs:
                labels += 1
            elif is_sentence(block.words):
                break
            else:
                until += 1
                continue
            first, last = (until if first < 0 else first), until
        elif not isinstance(block, Row) or block.cells:
            break
        until += 1
    until = max(until, index + 1)
    known = values + labels
    if values < 3 or known < 4 or known * 3 < last + 1 - first:
        return until, until, until
    while first > index and isinstance(blocks[first - 1], Row):
        first -= 1  # blank cells in front belong to the first row
    while last + 1 < until and isinstance(blocks[last + 1], Row):
        last += 1
    return first, last + 1, until


def _rebuild(run: Sequence[Block], norm: Norm) -> Iterator[Line]:
    """Rows of a run of single cells: a blank line ends a row, unless every cell has one before it."""
    cells_in_run = [block for block in run if isinstance(block, _WITH_WORDS)]
    gaps = sum([block.after_gap for block in cells_in_run])
    gaps_end_rows = gaps * 10 < len(cells_in_run) * 8
    by_mark = any(block.marked for block in run if isinstance(block, Paragraph))
    row = _Rebuilt()
    for block in cells_in_run:
        if block.after_gap and gaps_end_rows and row.members:
            yield row.line(norm)
            row = _Rebuilt()
        words = block.words if isinstance(block, Paragraph) else ""
        continues = by_mark and isinstance(block, Paragraph) and not block.marked and not block.after_gap and row.words
        if continues and not looks_like_value(words):
            row.words[-1] += words
            row.starts[-1] = min(row.starts[-1], block.span.start)
            row.ends[-1] = max(row.ends[-1], block.span.end)
        else:
            if words and not is_page_number(words):
                row.words.append(words)
                row.starts.append(block.span.start)
                row.ends.append(block.span.end)
                row.columns.append(row.width)
            row.width += 1
        row.members.append(block)
    if row.members:
        yield row.line(norm)


class _Rebuilt:
    """A row that is put together of single cells."""

    __slots__ = ("columns", "ends", "members", "starts", "width", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.columns: list[int] = []
        self.members: list[Block] = []
        self.width = 0

    def line(self, norm: Norm) -> Line:
        """The row as a line."""
        span = self.members[0].span.cover(self.members[-1].span)
        cells = LineCells(self.words, self.starts, self.columns, self.ends)
        return _line(cells, self.width, span, self.members, norm, rebuilt=True)


def _spaced_cells(block: Paragraph, norm: Norm) -> LineCells | None:
    """Cells of a line in which spaces part a row's label from its values (行政许可 97); anything else is one cell."""
    parts = block.words.rsplit(None, 1)
    if len(parts) < 2 or not looks_like_value(parts[1]):
        return None
    found = _SPACED_VALUES.fullmatch(block.words)
    if found is None or not find_label(found["label"], norm):
        return None
    values = list(re.finditer(r"\S+", found["values"]))
    if not all(looks_like_value(each[0]) for each in values):
        return None
    base, after = block.span.start, block.span.start + found.end("label")
    words = [found["label"], *(each[0] for each in values)]
    return LineCells(words, [base, *(after + each.start() for each in values)], range(len(words)))
