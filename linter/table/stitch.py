"""Lines of cells out of blocks: a cell a line becomes rows again, and cells are told apart as labels and values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from linter.document import Block, Layout, LineCells, Paragraph, Row
from linter.fold import is_page_number
from linter.norm import Norm
from linter.table.label import LONGEST, VALUE, WORDS, find_label, meanings_of
from linter.table.line import Line, Sense, line_of, senses_of
from linter.table.number import looks_like_value

_LONGEST_LABEL = 60
_SENTENCE = re.compile(r"[。；！？]")
_SPACED_VALUES = re.compile(r"(?P<label>.*?\S)(?P<values>(?:[ \u3000\u00a0]+[^\s\u4e00-\u9fff]+)+)\s*")
_WITH_WORDS = (Paragraph, Row)
_new = tuple.__new__


def is_sentence(words: str) -> bool:
    """Whether the words read as prose rather than as a cell."""
    return len(words) > _LONGEST_LABEL or (len(words) > 12 and _SENTENCE.search(words) is not None)


def lines_of(blocks: Sequence[Block], norm: Norm) -> list[Line]:
    """The lines of a stretch of blocks without headings, in order; page numbers, and prose without a table, are left out."""
    lines: list[Line] = []
    if _is_prose(blocks, norm):
        return lines
    sense = senses_of(norm)
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if isinstance(block, Row):
            line = _line_of_row(block, sense, norm)
            if line.meanings:
                lines.append(line)
                index += 1
                continue
        start, end, until = _cell_a_line_run(blocks, index, norm)
        lines.extend(_single_lines(blocks[index:start], norm))
        if end > start:
            lines.extend(_rebuild(blocks[start:end], norm))
        lines.extend(_single_lines(blocks[end:until], norm))
        index = until
    return lines


def _is_prose(blocks: Sequence[Block], norm: Norm) -> bool:
    """Whether there are neither rows nor labels nor values among the blocks."""
    meaning_of = meanings_of(norm)
    for block in blocks:
        if isinstance(block, Paragraph):
            words = block.words
            # long words are not kept in mind: no other report has them
            if (looks_like_value(words) if len(words) > LONGEST else meaning_of(words) is not WORDS) or _ends_in_value(words):
                return False
        elif isinstance(block, Row):
            return False
    return True


def _ends_in_value(words: str) -> bool:
    """Whether the last of several words could be a value."""
    parts = words.rsplit(None, 1)
    return len(parts) == 2 and looks_like_value(parts[1])


def _line_of_row(row: Row, sense: Callable[[Layout], Sense | None], norm: Norm) -> Line:
    span, cells, width, _ = row
    if not isinstance(cells, LineCells):
        cells = LineCells.of(cells)
    elif cells.layout is not None and (known := sense(cells.layout)) is not None:
        return _new(Line, (cells, known[0], width, span, (row,), False, known))
    return line_of(cells, width, span, (row,), norm)


def _single_lines(blocks: Sequence[Block], norm: Norm) -> Iterator[Line]:
    meaning_of = meanings_of(norm)
    for block in blocks:
        if isinstance(block, Row):
            yield _line_of_row(block, senses_of(norm), norm)
        elif isinstance(block, Paragraph) and not is_page_number(block.words):
            cells = _spaced_cells(block, norm)
            if cells is not None:
                yield line_of(cells, len(cells), block.span, (block,), norm, rebuilt=True)
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
            row.exact = False
            row.words[-1] += words
            row.starts[-1] = min(row.starts[-1], block.span.start)
            row.ends[-1] = max(row.ends[-1], block.span.end)
        else:
            if words and not is_page_number(words):
                start, end = block.span
                if end - start != len(words):
                    row.exact = False
                row.words.append(words)
                row.starts.append(start)
                row.ends.append(end)
                row.columns.append(row.width)
            row.width += 1
        row.members.append(block)
    if row.members:
        yield row.line(norm)


class _Rebuilt:
    """A row that is put together of single cells; `exact` when all are as long as their words."""

    __slots__ = ("columns", "ends", "exact", "members", "starts", "width", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.columns: list[int] = []
        self.members: list[Block] = []
        self.width = 0
        self.exact = True

    def line(self, norm: Norm) -> Line:
        """The row as a line."""
        span = self.members[0].span.cover(self.members[-1].span)
        cells = LineCells(self.words, self.starts, self.columns, None if self.exact else self.ends)
        return line_of(cells, self.width, span, self.members, norm, rebuilt=True)


def _spaced_cells(block: Paragraph, norm: Norm) -> LineCells | None:
    """Cells of a line in which spaces part a row's label from its values (行政许可 97); anything else is one cell."""
    if not _ends_in_value(block.words):
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
