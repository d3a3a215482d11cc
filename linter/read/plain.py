"""Plain text into blocks: lines with tabs or pipes are rows of cells, all others paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from linter.document import Block, Cell, Paragraph, Row
from linter.text import Span, Text

_PIPES = "|｜│┃"
_UNESCAPED_PIPE = re.compile(r"(?<!\\)[|｜│┃]")
_RULE = re.compile(r"[\s|｜│┃:+\-—─━┼┌┐└┘├┤┬┴=]+")


def read_plain(text: Text) -> Iterator[Block]:
    """The blocks of a plain text, one a line; blank lines are told by `after_gap` of the block behind them."""
    after_gap = False
    for start, line in raw_lines(text):
        if line and (not line.isspace() or "\t" in line):
            block = block_of(line, start, after_gap)
            if block is not None:
                yield block
                after_gap = False
        else:
            after_gap = True


def raw_lines(text: Text) -> Iterable[tuple[int, str]]:
    """Offset and words of each line, without its line end."""
    return zip(text.line_starts(), text.lines(), strict=True)


def block_of(line: str, start: int, after_gap: bool) -> Block | None:
    """The block of a line; None for the rule line under a header (|---|---|)."""
    if "|" in line or "｜" in line or "│" in line or "┃" in line:
        if _RULE.fullmatch(line):
            return _row((), 1, start, line, after_gap) if not line.strip(" |｜│┃") and "\t" not in line else None
        return _pipe_block(line, start, after_gap)
    if "\t" in line:
        return _tab_block(line, start, after_gap)
    return _paragraph(line, start, after_gap)


def _paragraph(line: str, start: int, after_gap: bool) -> Paragraph:
    words = line.strip()
    offset = start + line.index(words)
    return Paragraph(words, Span(offset, offset + len(words)), after_gap)


def _tab_block(line: str, start: int, after_gap: bool) -> Block:
    parts = line.split("\t")
    cells = _cells(parts, start)
    if len(cells) == 1 and cells[0].column == len(parts) - 1:
        return Paragraph(cells[0].words, cells[0].span, after_gap, marked=True)
    return _row(cells, len(parts), start, line, after_gap)


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
    return _row(cells, len(parts), start, line, after_gap)


def _cells(parts: Sequence[str], start: int) -> tuple[Cell, ...]:
    """The cells that are not blank, of parts of a line with one mark between any two."""
    cells = []
    for column, part in enumerate(parts):
        words = part.strip()
        if words:
            place = start if words == part else start + part.index(words)
            cells.append(Cell(words, Span(place, place + len(words)), column))
        start += len(part) + 1
    return tuple(cells)


def _row(cells: tuple[Cell, ...], width: int, start: int, line: str, after_gap: bool) -> Row:
    return Row(Span(start, start + len(line)), cells, width, after_gap)
