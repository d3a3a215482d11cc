"""Plain text into blocks: lines with tabs or pipes are rows of cells, all others paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from linter.document import Block, Layout, LineCells, Paragraph, Row
from linter.text import Span, Text

_PIPES = "|｜│┃"
_PIPE = re.compile("[|｜│┃]")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)[|｜│┃]")
_RULE = re.compile(r"[\s|｜│┃:+\-—─━┼┌┐└┘├┤┬┴=]+")
# the end of a line that is numbers and what parts them, and what becomes of it when the numbers do not count
_NUMBERS, _NOUGHTS = "\t 0123456789", str.maketrans("123456789", "000000000")
_LONGEST = 200
# records made as the tuples that they are, which takes half the time: there is one or two for every line
_new = tuple.__new__


def read_plain(text: Text) -> Iterator[Block]:
    """The blocks of a plain text, one a line; blank lines are told by `after_gap` of the block behind them."""
    # a look at the whole text saves one at every line
    piped = has_pipe(text.content)
    after_gap = False
    for start, line in text.placed_lines():
        block: Block | None
        if "\t" in line:
            block = block_of(line, start, after_gap) if piped else _tab_block(line, start, after_gap)
        elif words := line.strip():
            if piped:
                block = block_of(line, start, after_gap)
            else:
                place = start if words is line else start + line.index(words)
                block = _new(Paragraph, (words, _new(Span, (place, place + len(words))), after_gap, False))
        else:
            after_gap = True
            continue
        if block is not None:
            yield block
            after_gap = False


def has_pipe(words: str) -> bool:
    """Whether a character stands in the words that may part cells."""
    return "|" in words or "｜" in words or "│" in words or "┃" in words


def block_of(line: str, start: int, after_gap: bool) -> Block | None:
    """The block of a line; None for the rule line under a header (|---|---|)."""
    if not has_pipe(line):
        return _unpiped_block(line, start, after_gap)
    if _RULE.fullmatch(line):
        is_blank = not line.strip(" |｜│┃") and "\t" not in line
        return Row(Span(start, start + len(line)), (), 1, after_gap) if is_blank else None
    return _pipe_block(line, start, after_gap)


def _unpiped_block(line: str, start: int, after_gap: bool) -> Block:
    if "\t" in line:
        return _tab_block(line, start, after_gap)
    words = line.strip()
    place = start if words is line else start + line.index(words)
    return _new(Paragraph, (words, _new(Span, (place, place + len(words))), after_gap, False))


def _tab_block(line: str, start: int, after_gap: bool) -> Block:
    cells = _laid_out(line, start)
    if cells is not None and cells.layout is not None:
        return _new(Row, (_new(Span, (start, start + len(line))), cells, cells.layout.width, after_gap))
    parts = line.split("\t")
    cells = _cells(parts, start)
    if cells.columns == [len(parts) - 1]:
        return Paragraph(cells.words[0], cells.span(0), after_gap, marked=True)
    return Row(Span(start, start + len(line)), cells, len(parts), after_gap)


def _laid_out(line: str, start: int) -> LineCells | None:
    """The cells of a line with tabs between them, if it is laid out in a usual way."""
    parted = _parted(line) if len(line) <= _LONGEST else None
    return None if parted is None else LineCells(parted[1], parted[2], parted[0].columns, None, start, parted[0])


@lru_cache(maxsize=4096)
def _parted(line: str) -> tuple[Layout, tuple[str, ...], Sequence[int]] | None:
    """How a line is laid out, its words, and where they begin in it: most lines of a form are headings or hold noughts."""
    head = line.rstrip(_NUMBERS)
    numbers = line[len(head) :]
    noughts = numbers.translate(_NOUGHTS)
    while "00" in noughts:
        noughts = noughts.replace("00", "0")
    layout = _layout_of(head + noughts)
    if layout is None:
        return None
    values = numbers.split()
    places = layout.places if len(line) == layout.length else _places(layout, values)
    return layout, (*layout.labels, *values), places


@lru_cache(maxsize=4096)
def _layout_of(line: str) -> Layout | None:
    """How a line is laid out, given with a nought for each of the numbers at its end; None for one that is no such row.

    Reports in one form have the same lines but for their numbers.
    """
    parts = line.split("\t")
    cells = _cells(parts, 0)
    values = line[len(line.rstrip(_NUMBERS)) :].split()
    labels = len(cells) - len(values)
    # a number may be the end of a label, or a cell hold two
    if labels < 0 or list(cells.words[labels:]) != values or cells.columns == [len(parts) - 1]:
        return None
    return Layout(list(cells.words[:labels]), cells.places, cells.columns, len(parts), len(line))


def _places(layout: Layout, numbers: Sequence[str]) -> list[int]:
    """Where the cells begin in a line of this layout that has longer numbers."""
    places = list(layout.places)
    longer = 0
    for index, number in enumerate(numbers, len(layout.labels)):
        if longer:
            places[index] += longer
        if len(number) > 1:
            longer += len(number) - 1
    return places


def _pipe_block(line: str, start: int, after_gap: bool) -> Block:
    """Cells between pipes; the pipes at the edges bound the row and make no cells of their own."""
    begin, end = 0, len(line)
    stripped = line.strip()
    lead = line.index(stripped) if stripped else 0
    if stripped[:1] in _PIPES:
        begin = lead + 1
    if len(stripped) > 1 and stripped[-1] in _PIPES and not stripped.endswith("\\|"):
        end = lead + len(stripped) - 1
    body = line[begin:end]
    if "\\" not in body and "\t" not in body:
        cells = _laid_out(_PIPE.sub("\t", body), start + begin)
        if cells is not None and cells.layout is not None:
            return Row(Span(start, start + len(line)), cells, cells.layout.width, after_gap)
    parts = _UNESCAPED_PIPE.split(body)
    cells = _cells(parts, start + begin)
    if len(parts) == 1 and cells:
        return Paragraph(cells[0].words, cells[0].span, after_gap, marked=True)
    return Row(Span(start, start + len(line)), cells, len(parts), after_gap)


def _cells(parts: Sequence[str], start: int) -> LineCells:
    """The cells that are not blank, of parts of a line with one mark between any two."""
    words, starts, columns = [], [], []
    for column, part in enumerate(parts):
        if part:
            bare = part.strip()
            if bare:
                words.append(bare)
                starts.append(start if bare == part else start + part.index(bare))
                columns.append(column)
            start += len(part)
        start += 1
    return LineCells(words, starts, columns)
