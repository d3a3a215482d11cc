"""Plain text into blocks: lines with tabs or pipes are rows of cells, all others paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.document import Block, Cell, Paragraph, Row
from linter.text import Span, Text

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


def raw_lines(text: Text) -> Iterator[tuple[int, str]]:
    """Offset and words of each line, without its line end."""
    starts = text.line_starts()
    content = text.content
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(content)
        yield start, content[start:end].rstrip("\r\n")


def block_of(line: str, start: int, after_gap: bool) -> Block | None:
    """The block of a line; None for the rule line under a header (|---|---|)."""
    if "|" in line or "｜" in line or "│" in line or "┃" in line:
        if _RULE.fullmatch(line):
            return _row([], 1, start, line, after_gap) if not line.strip(" |｜│┃") and "\t" not in line else None
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
    cells = []
    place = start
    for column, part in enumerate(parts):
        words = part.strip()
        if words:
            offset = place + part.index(words)
            cells.append(Cell(words, Span(offset, offset + len(words)), column))
        place += len(part) + 1
    if len(cells) == 1 and cells[0].column == len(parts) - 1:
        return Paragraph(cells[0].words, cells[0].span, after_gap, marked=True)
    return _row(cells, len(parts), start, line, after_gap)


def _pipe_block(line: str, start: int, after_gap: bool) -> Block:
    """Cells between pipes; the pipes at the edges bound the row and make no cells of their own."""
    begin, end = 0, len(line)
    stripped = line.strip()
    lead = line.index(stripped) if stripped else 0
    if stripped[:1] in "|｜│┃":
        begin = lead + 1
    if len(stripped) > 1 and stripped[-1] in "|｜│┃" and not stripped.endswith("\\|"):
        end = lead + len(stripped) - 1
    cells = []
    place = begin
    edges = [*(found.span() for found in _UNESCAPED_PIPE.finditer(line, begin, end)), (end, end)]
    for column, (stop, after) in enumerate(edges):
        words = line[place:stop].strip()
        if words:
            offset = start + line.index(words, place)
            cells.append(Cell(words, Span(offset, offset + len(words)), column))
        place = after
    if len(edges) == 1 and cells:
        return Paragraph(cells[0].words, cells[0].span, after_gap, marked=True)
    return _row(cells, len(edges), start, line, after_gap)


def _row(cells: list[Cell], width: int, start: int, line: str, after_gap: bool) -> Row:
    return Row(Span(start, start + len(line)), tuple(cells), width, after_gap)
