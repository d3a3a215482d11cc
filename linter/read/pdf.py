"""PDF files: lines and tables out of the places of characters and ruling lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Lock
from typing import Any

from linter.document import Origin
from linter.limits import LIMITS, Limits
from linter.read import Unreadable
from linter.read.linear import Image, Line, Linear
from linter.read.pdf_columns import LooseTable, find_tables
from linter.read.pdf_flow import Flow, measure
from linter.read.pdf_guard import is_plain, read_apart
from linter.read.pdf_lines import TextLine, drop_margins, lines_of
from linter.read.pdf_page import read_page
from linter.read.pdf_sheet import Box, Glyph, Sheet, TooMuch
from linter.read.pdf_table import PageTable, stitch, table_of
from linter.read.ruling import find_grids
from linter.words import Phrase

_PASSWORD = 4
# a picture that may hold a table: a share of the page's width and of its area; one behind the text covers nearly all of it
_WIDE, _LARGE, _BEHIND = 0.4, 0.04, 0.8
_FEW = 12
_DATE = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})")
_UPKEEP = Lock()


def read_pdf(data: bytes, name: str, limits: Limits = LIMITS) -> Linear:
    """The lines of a PDF file's content.

    Raises Unreadable for one that is empty, damaged, locked by a password, or larger than any report.
    """
    if not data.strip():
        raise Unreadable(name, Phrase("read_empty"), Phrase("read_saved_file"))
    return read_here(data, name, limits) if is_plain(data) else read_apart(data, name, limits)


def read_here(data: bytes, name: str, limits: Limits = LIMITS) -> Linear:
    """The lines of a PDF file, read in this process whatever the file does to it."""
    # PDFium may only be called by one thread at a time
    with _UPKEEP:
        sheets, metadata = _sheets(data, name, limits)
    lines = tuple(_lines(sheets))
    if not lines:
        raise Unreadable(name, Phrase("read_pdf_no_text"), Phrase("read_pdf_save_again"))
    return Linear(lines, metadata)


def _sheets(data: bytes, name: str, limits: Limits) -> tuple[list[Sheet], dict[str, str]]:
    import pypdfium2
    import pypdfium2.raw as raw

    damaged = Unreadable(name, Phrase("read_pdf_damaged"), Phrase("read_pdf_save_again"))
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise Unreadable(name, Phrase("read_pdf_encrypted"), Phrase("read_pdf_unlock")) from None
        raise damaged from None
    try:
        count = len(document)
        if not count:
            raise damaged
        if count > limits.pages:
            numbers = {"pages": str(count), "limit": str(limits.pages)}
            raise Unreadable(name, Phrase("read_pdf_too_long", numbers), Phrase("read_pdf_right_file"))
        metadata = _metadata(document)
        budget = [limits.objects]
        sheets: list[Sheet] = []
        for index in range(count):
            page = raw.FPDF_LoadPage(document.raw, index)
            if not page:
                raise damaged
            try:
                sheets.append(read_page(raw, page, index + 1, budget))
            finally:
                raw.FPDF_ClosePage(page)
    except TooMuch:
        raise Unreadable(name, Phrase("read_pdf_too_much"), Phrase("read_pdf_right_file")) from None
    finally:
        document.close()
    return sheets, metadata


def _metadata(document: Any) -> dict[str, str]:
    """What the file says of itself; its date is the day on which the file was made, not that of publication."""
    try:
        said = document.get_metadata_dict()
    except UnicodeError:
        return {}
    found = {"title": said.get("Title") or "", "publisher": said.get("Author") or ""}
    for date in (said.get("CreationDate"), said.get("ModDate")):
        if "created" not in found and (match := _DATE.match(date or "")):
            found["created"] = "-".join(match.groups())
    return {key: words.strip() for key, words in found.items() if words.strip()}


class _Leaf:
    """A page taken apart: its lines of text and its tables."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        grids = find_grids(sheet.across, sheet.down)
        held: list[list[Glyph]] = [[] for _ in grids]
        outside: list[Glyph] = []
        boxes = [grid.box for grid in grids]
        for glyph in sheet.glyphs:
            x, y = (glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2
            for place, box in enumerate(boxes):
                if box[1] <= y <= box[3] and box[0] <= x <= box[2]:
                    held[place].append(glyph)
                    break
            else:
                outside.append(glyph)
        self.lines = lines_of(outside, sheet.number)
        self.tables = [table_of(grid, inside, sheet.number) for grid, inside in zip(grids, held, strict=True) if inside]

    def pictures(self) -> list[Box]:
        """Pictures large enough to hold text, unless they lie behind the text; of a page without text, the largest."""
        width, height = self.sheet.width, self.sheet.height
        area = width * height
        found = [
            (across * down, across > width * _WIDE and _LARGE * area < across * down, box)
            for box in self.sheet.pictures
            if (across := min(box.right, width) - max(box.left, 0)) > 0
            and (down := min(box.bottom, height) - max(box.top, 0)) > 0
        ]
        if len(self.sheet.glyphs) < _FEW:
            # a page may have been scanned in strips
            return [max(found)[2]] if sum(size for size, _, _ in found) > area * _LARGE * 4 else []
        return [box for size, large, box in found if large and (size < area * _BEHIND or len(self.sheet.glyphs) < _FEW * 10)]


def _lines(sheets: list[Sheet]) -> Iterator[Line]:
    leaves = [_Leaf(sheet) for sheet in sheets]
    texts = drop_margins([(leaf.sheet, leaf.lines) for leaf in leaves])
    parts = [find_tables(text) for text in texts]
    flow = Flow(
        measure(
            [
                (leaf.sheet.width, [part for part in page if isinstance(part, TextLine)])
                for leaf, page in zip(leaves, parts, strict=True)
            ]
        )
    )
    open_table: PageTable | None = None

    for index, (leaf, part) in enumerate(zip(leaves, parts, strict=True)):
        for item in sorted([*part, *leaf.tables, *leaf.pictures()], key=lambda item: item.top):
            if isinstance(item, PageTable) and open_table is not None and stitch(open_table, item):
                continue
            if open_table is not None:
                yield from open_table.cells()
                open_table = None
            if isinstance(item, TextLine):
                flow.add(item, index)
                continue
            flow.end()
            yield from _taken(flow)
            if isinstance(item, PageTable):
                open_table = item
            elif isinstance(item, LooseTable):
                yield from item.lines
            else:
                yield Image(Origin(page=leaf.sheet.number))
    if open_table is not None:
        yield from open_table.cells()
    flow.end()
    yield from _taken(flow)


def _taken(flow: Flow) -> list[Line]:
    done: list[Line] = list(flow.done)
    flow.done.clear()
    return done
