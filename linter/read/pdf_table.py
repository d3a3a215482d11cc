"""Tables of a PDF file: the words of their cells, and the halves that a page break made put together again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from linter.document import Origin
from linter.fold import numeral
from linter.read.linear import Cells
from linter.read.pdf_lines import TextLine, lines_of
from linter.read.pdf_sheet import Glyph
from linter.read.ruling import Grid

# in points: by how much the edges of two halves may differ, and what a cell leaves free beside its words
_EDGE = 7.0
_PADDING = 14.0
_LOOKED_BACK = 80
_HANGS = 0.35
_FIGURES = re.compile(r"[\d.,，+\-−－—–/\\%％~～*·…、() （）]*")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}\s*[.、．]|[（(]?[一二三四五六七八九十]{1,2}[）)、])")


class Patch:
    """A cell: its edges, how many rows it covers, its words, and how much is free behind
    their last line, and how wide the beginning is that a program would not part."""

    __slots__ = ("depth", "first", "free", "left", "right", "words")

    def __init__(self, left: float, right: float, depth: int, words: str, free: float, first: float) -> None:
        self.left = left
        self.right = right
        self.depth = depth
        self.words = words
        self.free = free
        self.first = first

    @property
    def is_text(self) -> bool:
        """Whether there are words in it that are no figures."""
        return _FIGURES.fullmatch(self.words) is None


class PageTable:
    """A table, or what stands of one on a page: the cells that begin in each row, and the page of each row."""

    __slots__ = ("columns", "last_page", "pages", "rows", "top")

    def __init__(self, columns: list[float], rows: list[list[Patch]], page: int, top: float) -> None:
        self.columns = columns
        self.rows = rows
        self.pages = [page] * len(rows)
        self.last_page = page
        self.top = top

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.columns[0]

    def cells(self) -> list[Cells]:
        """Its rows with words; a cell over several columns or rows has its words where it begins."""
        found: list[Cells] = []
        for row, page in zip(self.rows, self.pages, strict=True):
            cells = [""] * (len(self.columns) - 1)
            for patch in row:
                column = max(min(bisect_right(self.columns, patch.left + _EDGE / 2) - 1, len(cells) - 1), 0)
                cells[column] += patch.words
            if any(cells):
                found.append(Cells(tuple(cells), Origin(page=page)))
        return found


def table_of(grid: Grid, glyphs: Sequence[Glyph], page: int) -> PageTable:
    """The table in a grid; the characters are those inside it."""
    inside: list[list[Glyph]] = [[] for _ in grid.rooms]
    for glyph in glyphs:
        place = grid.room_at((glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2)
        if place is not None:
            inside[place].append(glyph)
    lines = [lines_of(held, page) for held in inside]
    above = {(room.row_end, room.column, room.column_end): place for place, room in enumerate(grid.rooms)}
    rows: list[list[Patch]] = [[] for _ in grid.rows[1:]]
    for room, held in zip(grid.rooms, lines, strict=True):
        over = above.get((room.row, room.column, room.column_end))
        # a line that hangs over the border into a cell with words of its own has slipped down from the one above
        if over is not None and len(held) > 1 and held[0].top < room.box.top - held[0].size * _HANGS:
            lines[over].append(held.pop(0))
    for room, held in zip(grid.rooms, lines, strict=True):
        box = room.box
        width = box.right - box.left
        free = width - (held[-1].right - held[-1].left) if held else width
        first = held[0].first if held else 0.0
        rows[room.row].append(Patch(box.left, box.right, room.row_end - room.row, joined(held), free, first))
    return PageTable(grid.columns, rows, page, grid.box.top)


def joined(lines: Sequence[TextLine]) -> str:
    """The words of a cell over its lines: nothing between them, as Chinese is broken anywhere."""
    return "".join(line.words for line in lines)


def stitch(above: PageTable, below: PageTable) -> bool:
    """Whether the second table goes on with the first, whose page ends with it; it is then added to it."""
    widths = [table.columns[-1] - table.left for table in (above, below)]
    if below.last_page != above.last_page + 1 or abs(widths[0] - widths[1]) > _EDGE:
        return False
    shift = above.left - below.left
    for patch in (patch for row in below.rows for patch in row):
        patch.left += shift
        patch.right += shift
    again = _repeated(above, below)
    del below.rows[:again], below.pages[:again]
    if not again or below.rows:
        _mend(above, below)
    for edge in below.columns:
        if all(abs(edge + shift - known) > _EDGE for known in above.columns):
            above.columns.append(edge + shift)
    above.columns.sort()
    above.rows += below.rows
    above.pages += below.pages
    above.last_page = below.last_page
    return True


def _repeated(above: PageTable, below: PageTable) -> int:
    """How many rows of the first table's header stand again at the beginning of the second."""
    again = 0
    for known, row in zip(above.rows, below.rows, strict=False):
        words = [patch.words for patch in row]
        if words != [patch.words for patch in known] or any(
            word and not patch.is_text for word, patch in zip(words, row, strict=True)
        ):
            break
        again += 1
    while again and not any(patch.words for patch in below.rows[again - 1]):
        again -= 1
    return again


def _mend(above: PageTable, below: PageTable) -> None:
    """Puts together what the page break cut: a label that goes on, and a row whose values came to the other page."""
    top = below.rows[0] if below.rows else []
    pairs = [(patch, _over(above, patch)) for patch in top]
    # a row with words and no values is the rest of one, wherever its line was broken
    rest = not any(patch.words and not patch.is_text for patch in top)
    cut = [(patch, over) for patch, over in pairs if over is not None and _goes_on(patch, over, rest)]
    tall = [(patch, over) for patch, over in cut if patch.depth > 1 or over.depth > 1]
    labels = [patch for patch, _ in cut]
    others = [(patch, over) for patch, over in pairs if patch.depth == 1 and patch not in labels]
    free = all(not patch.words or (over is not None and over.depth == 1 and not over.words) for patch, over in others)
    low = [(patch, over) for patch, over in cut if (patch, over) not in tall]
    values = [patch for patch, _ in others if patch.words]
    # a row without any label, below one without values
    bare = bool(values) and not any(patch.is_text for patch in top) and any(over and over.is_text for _, over in others)
    if free and (low or bare):
        for patch, over in others:
            if over is not None and patch.words:
                over.words, patch.words = patch.words, ""
    else:
        low = []
    for patch, over in [*tall, *low]:
        over.words += patch.words
        patch.words = ""


def _over(table: PageTable, patch: Patch) -> Patch | None:
    """The cell of these edges that reaches down to the table's end."""
    count = len(table.rows)
    for index, row in enumerate(reversed(table.rows[-_LOOKED_BACK:])):
        for over in row:
            if abs(over.left - patch.left) <= _EDGE and abs(over.right - patch.right) <= _EDGE:
                return over if count - index - 1 + over.depth >= count else None
    return None


def _goes_on(patch: Patch, over: Patch, rest: bool) -> bool:
    """Whether the words of a cell are the rest of those above: they bear no number, and the last line above is full.

    In a row that can only be the `rest` of one, it need not be full when the words above bear a number.
    """
    if not patch.is_text or not over.is_text or numeral(patch.words) or _NUMBERED.match(patch.words):
        return False
    return over.free < patch.first + _PADDING or (rest and numeral(over.words) is not None)
