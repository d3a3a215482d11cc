"""Lines of cells out of blocks: a cell a line becomes rows again, and cells are told apart as labels and values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from linter.document import Block, Cell, Paragraph, Row
from linter.fold import core, distance, is_page_number, numeral
from linter.norm import LabelRef, Norm
from linter.table.number import looks_like_value
from linter.text import Span

_LONGEST_LABEL = 60
# of a label that lost its middle: how much at most, and what must be left in all and at either end
_MOST_LOST, _LEAST_LEFT, _AT_EDGE = 4, 7, 3
_SENTENCE = re.compile(r"[。；！？]")
_SPACED_VALUES = re.compile(r"(?P<label>.*?\S)(?P<values>(?:[ \u3000\u00a0]+[^\s\u4e00-\u9fff]+)+)\s*")


class Piece(NamedTuple):
    """A cell, the labels it may be, and whether it could be the value of a row; else it holds other words."""

    cell: Cell
    refs: tuple[LabelRef, ...]
    is_value: bool


class Line(NamedTuple):
    """Pieces of one row as it stands in the file. `rebuilt` rows came from a cell a line: their columns are not places."""

    pieces: tuple[Piece, ...]
    width: int
    span: Span
    blocks: tuple[Block, ...]
    rebuilt: bool = False


def is_sentence(words: str) -> bool:
    """Whether the words read as prose rather than as a cell."""
    return len(words) > _LONGEST_LABEL or (len(words) > 12 and _SENTENCE.search(words) is not None)


def lines_of(blocks: Sequence[Block], norm: Norm) -> Iterator[Line]:
    """The lines of a stretch of blocks without headings, in order; page numbers are left out."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if isinstance(block, Row) and block.cells:
            yield _line_of_row(block, norm)
            index += 1
            continue
        start, end, until = _cell_a_line_run(blocks, index, norm)
        yield from _single_lines(blocks[index:start], norm)
        if end > start:
            yield from _rebuild(blocks[start:end], norm)
        yield from _single_lines(blocks[end:until], norm)
        index = until


def _line_of_row(row: Row, norm: Norm) -> Line:
    return Line(match_cells(row.cells, norm), row.width, row.span, (row,))


def _single_lines(blocks: Sequence[Block], norm: Norm) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Row):
            yield _line_of_row(block, norm)
        elif isinstance(block, Paragraph) and not is_page_number(block.words):
            cells = _spaced_cells(block, norm) or (Cell(block.words, block.span, 0),)
            yield Line(match_cells(cells, norm), len(cells), block.span, (block,), rebuilt=True)


def _cell_a_line_run(blocks: Sequence[Block], index: int, norm: Norm) -> tuple[int, int, int]:
    """The single-cell lines from here on that are a table, as start and end, and how far was looked.

    They are one when enough of them, from the first label or value to the last, are labels and values.
    """
    values = labels = 0
    first = last = -1
    until = index
    while until < len(blocks):
        block = blocks[until]
        if isinstance(block, Paragraph):
            if looks_like_value(block.words):
                values += 1
            elif find_label(block.words, norm):
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
    cells_in_run = [block for block in run if isinstance(block, Paragraph | Row)]
    gaps = sum(block.after_gap for block in cells_in_run)
    gaps_end_rows = gaps * 10 < len(cells_in_run) * 8
    by_mark = any(isinstance(block, Paragraph) and block.marked for block in run)
    cells: list[Cell] = []
    members: list[Block] = []
    column = 0
    for block in cells_in_run:
        if block.after_gap and gaps_end_rows and members:
            yield _rebuilt_line(cells, column, members, norm)
            cells, members, column = [], [], 0
        words = block.words if isinstance(block, Paragraph) else ""
        continues = by_mark and isinstance(block, Paragraph) and not block.marked and not block.after_gap and cells
        if continues and not looks_like_value(words):
            last = cells[-1]
            cells[-1] = Cell(last.words + words, last.span.cover(block.span), last.column)
        else:
            if words and not is_page_number(words):
                cells.append(Cell(words, block.span, column))
            column += 1
        members.append(block)
    if members:
        yield _rebuilt_line(cells, column, members, norm)


def _rebuilt_line(cells: list[Cell], width: int, members: list[Block], norm: Norm) -> Line:
    span = members[0].span.cover(members[-1].span)
    return Line(match_cells(tuple(cells), norm), width, span, tuple(members), rebuilt=True)


def _spaced_cells(block: Paragraph, norm: Norm) -> tuple[Cell, ...]:
    """Cells of a line in which spaces part a row's label from its values (行政许可 97); anything else is one cell."""
    parts = block.words.rsplit(None, 1)
    if len(parts) < 2 or not looks_like_value(parts[1]):
        return ()
    found = _SPACED_VALUES.fullmatch(block.words)
    if found is None or not find_label(found["label"], norm):
        return ()
    values = [(each.start(), each.end()) for each in re.finditer(r"\S+", found["values"])]
    if not all(looks_like_value(found["values"][start:end]) for start, end in values):
        return ()
    base, after = block.span.start, block.span.start + found.end("label")
    cells = [Cell(found["label"], Span(base, after), 0)]
    for place, (start, end) in enumerate(values, 1):
        cells.append(Cell(found["values"][start:end], Span(after + start, after + end), place))
    return tuple(cells)


def match_cells(cells: tuple[Cell, ...], norm: Norm) -> tuple[Piece, ...]:
    """The cells as pieces; neighbouring fragments that make a label together are joined."""
    meaning = _meanings(norm)
    pieces: list[Piece] = []
    passed = 0
    for index, cell in enumerate(cells):
        if index < passed:
            continue
        refs, is_value = meaning(cell.words)
        if not refs and not is_value:
            for more in (2, 3):
                part = cells[index : index + more]
                if len(part) < more or looks_like_value(part[-1].words):
                    break
                joined = "".join(each.words for each in part)
                if not find_label(part[-1].words, norm) and (refs := find_label(joined, norm)):
                    cell, passed = Cell(joined, cell.span.cover(part[-1].span), cell.column), index + more
                    break
        pieces.append(Piece(cell, refs, is_value))
    return tuple(pieces)


@lru_cache(maxsize=16)
def _meanings(norm: Norm) -> Callable[[str], tuple[tuple[LabelRef, ...], bool]]:
    """What words mean as a label of this norm, and whether they are none and could be a value."""

    @lru_cache(maxsize=4096)  # asked for every cell: by words alone it answers in half the time
    def meaning(words: str) -> tuple[tuple[LabelRef, ...], bool]:
        refs = find_label(words, norm)
        return refs, not refs and looks_like_value(words)

    return meaning


@lru_cache(maxsize=8192)
def find_label(words: str, norm: Norm) -> tuple[LabelRef, ...]:
    """What the words mean as a label of a table, by their wording alone; () when they are none."""
    if len(words) > 90 or words.isdigit():
        return ()
    found = norm.labels.get(core(words))
    if found is None:
        prefix = numeral(words)
        found = norm.labels.get(core(words[prefix.end :])) if prefix else None
        if found is None and (digit := _BARE_DIGIT.match(words)):
            found = norm.labels.get(core(words[digit.end() :]))
    return found or ()


_BARE_DIGIT = re.compile(r"\s*[1-8１-８](?=[^\d\s.,，%])")


@lru_cache(maxsize=4096)
def find_damaged_label(words: str, norm: Norm, table: str, kind: str) -> tuple[tuple[LabelRef, ...], str]:
    """A label that the words begin (the rest comes back too) or that they nearly are; ((), "") when they are neither."""
    prefix = numeral(words)
    bare = core(words[prefix.end :] if prefix else words)
    if len(bare) < 3 or looks_like_value(words):
        return (), ""
    begun: list[tuple[LabelRef, str]] = []
    near: list[tuple[int, LabelRef]] = []
    limit = min(2, len(bare) // 4)
    for label, ref in _labels_of(norm, table, kind):
        if len(bare) >= 4 and label.startswith(bare):
            begun.append((ref, label[len(bare) :]))
        elif abs(len(label) - len(bare)) <= limit and (apart := distance(bare, label, limit)) <= limit:
            near.append((apart, ref))
        elif prefix is not None and prefix.number == ref.number and _lost_middle(bare, label):
            near.append((limit + 1, ref))
    if len({ref.key for ref, _ in begun}) == 1:
        return (begun[0][0],), begun[0][1]
    closest = min((apart for apart, _ in near), default=0)
    keys = {ref.key: ref for apart, ref in near if apart == closest}
    return (tuple(keys.values()), "") if len(keys) == 1 else ((), "")


def _lost_middle(bare: str, label: str) -> bool:
    """Whether the words are the label without a few characters in its middle, as where a cell was too narrow."""
    lost = len(label) - len(bare)
    if not 0 < lost <= _MOST_LOST or len(bare) < _LEAST_LEFT:
        return False
    same = next((index for index, (one, other) in enumerate(zip(bare, label, strict=False)) if one != other), len(bare))
    return same >= _AT_EDGE and len(bare) - same >= _AT_EDGE and label.endswith(bare[same:])


@lru_cache(maxsize=64)
def _labels_of(norm: Norm, table: str, kind: str) -> tuple[tuple[str, LabelRef], ...]:
    """The labels of one kind of one table."""
    return tuple((label, ref) for label, refs in norm.labels.items() for ref in refs if ref.table == table and ref.kind == kind)
