"""The body of a Word file as lines: paragraphs with their numbers, rows of tables on their grid, text boxes, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.named_tuple import NamedTuple
from linter.read.docx_grid import Extent, columns_at
from linter.read.docx_parts import VAL, Element, W
from linter.read.docx_text import DELETED, Box, Piece, gather, trimmed
from linter.read.linear import Cells, Image, Line, Words
from linter.read.numbering import Numbers

_P, _TBL, _TR, _TC = W + "p", W + "tbl", W + "tr", W + "tc"
_PPR, _TCPR, _TRPR = W + "pPr", W + "tcPr", W + "trPr"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# what holds paragraphs, rows or cells without being any
_HOLDERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
# far more than Word allows in a table
_WIDEST = 200


class Spot(NamedTuple):
    """Where words stand in the file: the paragraph, cell or drawing that holds them, and their pieces, one for one."""

    holder: Element | None
    pieces: tuple[Piece, ...] = ()


# where a line stands: one spot for a paragraph or a picture, one a column for a row of a table
Place = tuple[Spot, ...]
Placed = tuple[Line, Place]
_NOWHERE = Spot(None)
_BLANK = Piece(" ", None)


class _Cell(NamedTuple):
    """A cell on the grid: the words of its paragraphs, and everything in it, tables and pictures too."""

    extent: Extent
    spot: Spot
    words: str
    content: tuple[Placed, ...] = ()


def read_body(parent: Element, numbers: Numbers) -> Iterator[Placed]:
    """The lines of everything that stands in a body, cell or text box, in order, with their places."""
    carried: list[Piece] = []
    paragraph = None
    for child in _children(parent, (_P, _TBL)):
        if child.tag == _TBL:
            yield from _said(carried, paragraph)
            carried = []
            yield from _table(child, numbers)
            continue
        paragraph = child
        properties = child.find(_PPR)
        lines, boxes = gather(child)
        if properties is not None and _mark_deleted(properties):
            # without its mark a paragraph goes on in the next
            carried += [piece for line in lines for piece in line]
        else:
            number = numbers.next(properties)
            lines[0] = [*([Piece(number, None)] if number else ()), *carried, *lines[0]]
            carried = []
            for place, pieces in enumerate(lines):
                yield from _said(pieces, child, after_gap=place == 0)
        for box in boxes:
            yield from _boxed(box, numbers)
    yield from _said(carried, paragraph)


def _said(pieces: list[Piece], paragraph: Element, after_gap: bool = True) -> Iterator[Placed]:
    kept = trimmed(pieces)
    if kept and not all(piece.element is None for piece in kept):
        yield Words("".join(piece.words for piece in kept), after_gap=after_gap), (Spot(paragraph, kept),)


def _boxed(box: Box, numbers: Numbers) -> Iterator[Placed]:
    """What stands in a text box, the words of a drawing, or a picture."""
    if box.content is not None:
        yield from read_body(box.content, numbers)
    elif box.words:
        yield from _said([Piece(box.words, box.drawing)], box.drawing)
    else:
        yield Image(), (Spot(box.drawing),)


def _children(parent: Element, tags: Sequence[str]) -> Iterator[Element]:
    """The children with these tags, also those inside content controls, insertions and the like."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _HOLDERS:
            yield from _children(child, tags)
        elif child.tag == _MC + "AlternateContent":
            for choice in child.iterchildren(_MC + "Choice"):
                yield from _children(choice, tags)
                break


def _mark_deleted(properties: Element) -> bool:
    mark = properties.find(W + "rPr")
    return mark is not None and any(mark.find(tag) is not None for tag in DELETED)


def _table(table: Element, numbers: Numbers) -> Iterator[Placed]:
    """The rows of a table on its grid, each with what could not be part of it behind; the content of a layout table."""
    open_cells: set[int] = set()
    rows: list[list[_Cell]] = []
    for row in _children(table, (_TR,)):
        properties = row.find(_TRPR)
        if properties is None or all(properties.find(tag) is None for tag in DELETED):
            cells, open_cells = _row(row, properties, open_cells, numbers)
            rows.append(cells)
    if _is_layout(rows):
        for cells in rows:
            for cell in cells:
                yield from cell.content
        return
    widths = [_whole(column.get(W + "w"), 0) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    columns = columns_at([[cell.extent for cell in cells] for cells in rows], widths)
    for cells in rows:
        width = columns[cells[-1].extent.end] if cells else 0
        words, spots = [""] * width, [_NOWHERE] * width
        for cell in cells:
            start, end = columns[cell.extent.start], columns[cell.extent.end]
            for column in range(start, end):
                spots[column] = Spot(cell.spot.holder)
            if start < end:
                words[start], spots[start] = cell.words, cell.spot
        yield Cells(tuple(words)), tuple(spots)
        for cell in cells:
            yield from (each for each in cell.content if not isinstance(each[0], Words))


def _row(row: Element, properties: Element | None, above: set[int], numbers: Numbers) -> tuple[list[_Cell], set[int]]:
    """The cells of a row, and the lines of the grid at which cells begin that may go on in the row below."""
    cells: list[_Cell] = []
    going_on: set[int] = set()
    line = _skipped(properties, "gridBefore")
    if line:
        cells.append(_Cell(Extent(0, line, filled=False), _NOWHERE, ""))
    for element in _children(row, (_TC,)):
        own = element.find(_TCPR)
        end = min(line + max(_whole(_attribute(own, "gridSpan"), 1), 1), _WIDEST)
        if end == line:
            break
        merged = None if own is None else own.find(W + "vMerge")
        if merged is not None:
            going_on.add(line)
        covered = merged is not None and merged.get(VAL, "continue") == "continue" and line in above
        if covered or _attribute(own, "hMerge") == "continue":
            cells.append(_Cell(Extent(line, end, filled=False), Spot(element), ""))
        else:
            cells.append(_cell(element, line, end, numbers))
        line = end
    rest = min(line + _skipped(properties, "gridAfter"), _WIDEST)
    if rest > line:
        cells.append(_Cell(Extent(line, rest, filled=False), _NOWHERE, ""))
    return cells, going_on


def _cell(element: Element, start: int, end: int, numbers: Numbers) -> _Cell:
    content = tuple(read_body(element, numbers))
    pieces: list[Piece] = []
    for line, place in content:
        if isinstance(line, Words):
            pieces += (_BLANK, *place[0].pieces) if pieces else place[0].pieces
    words = "".join(piece.words for piece in pieces)
    return _Cell(Extent(start, end, bool(words)), Spot(element, tuple(pieces)), words, content)


def _is_layout(rows: Sequence[Sequence[_Cell]]) -> bool:
    """Whether a table only arranges what stands in it: nothing beside anything, or a table inside and at most one cell a row."""
    if all(len(cells) <= 1 for cells in rows):
        return True
    alone = all(sum(bool(cell.content) for cell in cells) <= 1 for cells in rows)
    return alone and any(isinstance(line, Cells) for cells in rows for cell in cells for line, _ in cell.content)


def _skipped(properties: Element | None, name: str) -> int:
    return min(max(_whole(_attribute(properties, name), 0), 0), _WIDEST)


def _attribute(properties: Element | None, name: str) -> str | None:
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(VAL)


def _whole(words: str | None, otherwise: int) -> int:
    try:
        return int(words or "")
    except ValueError:
        return otherwise
