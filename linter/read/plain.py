"""Plain text into blocks: lines with tabs or pipes are rows of cells, all others paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, compress, count
from operator import add

from linter.document import Block, LineCells, Paragraph, Row
from linter.text import Span, Text

_PIPES = "|｜│┃"
_UNESCAPED_PIPE = re.compile(r"(?<!\\)[|｜│┃]")
_RULE = re.compile(r"[\s|｜│┃:+\-—─━┼┌┐└┘├┤┬┴=]+")
# records made as the tuples that they are, which takes half the time: one or two for every line
_as_row, _as_paragraph, _as_span = (partial(tuple.__new__, record) for record in (Row, Paragraph, Span))


def read_plain(text: Text) -> Iterator[Block]:
    """The blocks of a plain text, one a line; blank lines are told by `after_gap` of the block behind them."""
    # a look at the whole text saves one at every line
    read = block_of if has_pipe(text.content) else _unpiped_block
    after_gap = False
    for start, line in text.placed_lines():
        if line and (not line.isspace() or "\t" in line):
            block = read(line, start, after_gap)
            if block is not None:
                yield block
                after_gap = False
        else:
            after_gap = True


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
    offset = start if words is line else start + line.index(words)
    return _as_paragraph((words, _as_span((offset, offset + len(words))), after_gap, False))


def _tab_block(line: str, start: int, after_gap: bool) -> Block:
    parts = line.split("\t")
    cells = _cells(parts, start)
    if cells.columns == [len(parts) - 1]:
        return Paragraph(cells.words[0], cells.span(0), after_gap, marked=True)
    return _as_row((_as_span((start, start + len(line))), cells, len(parts), after_gap))


def _pipe_block(line: str, start: int, after_gap: bool) -> Block:
    """Cells between pipes; the pipes at the edges bound the row and make no cells of their own."""
    begin, end = 0, len(line)
    stripped = line.strip()
    lead = line.index(stripped) if stripped else 0
    if stripped[:1] in _PIPES:
        begin = lead + 1
    if len(stripped) > 1 and stripped[-1] in _PIPES and not stripped.endswith("\\|"):
        end = lead + len(stripped) - 1
    parts = _UNESCAPED_PIPE.split(line[begin:end])
    cells = _cells(parts, start + begin)
    if len(parts) == 1 and cells:
        return Paragraph(cells[0].words, cells[0].span, after_gap, marked=True)
    return Row(Span(start, start + len(line)), cells, len(parts), after_gap)


def _cells(parts: Sequence[str], start: int) -> LineCells:
    """The cells that are not blank, of parts of a line with one mark between any two."""
    bare = list(map(str.strip, parts))
    places: Iterator[int] = map(add, accumulate(map(len, parts), initial=start), count())
    if bare != parts:
        places = (place + part.index(words) for place, part, words in zip(places, parts, bare, strict=False))
    return LineCells(list(filter(None, bare)), list(compress(places, bare)), list(compress(count(), bare)))
