"""A sheet as the page shows it: lines and drawn tables in the order of the text, each with its findings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from linter.render.page.records import Address, Body, Box, Drawn, Group, Line, Lines, Link, Note, Piece
from linter.render.text import basis_words
from linter.sheet import Row, Sheet, TableSheet
from linter.text import Text
from linter.words import Catalog

_NUMBERED = ("text", "markdown", "docx", "doc", "pdf")
_LONG = 300


def body_of(sheet: Sheet, number: int, words: Catalog) -> Body:
    """The parts of a report that has this number in the run."""
    return _Reader(sheet, number, words).body()


class _Reader:
    """Lays the findings of one sheet on its lines and tables."""

    def __init__(self, sheet: Sheet, number: int, words: Catalog) -> None:
        self._sheet, self._prefix, self._words = sheet, f"r{number}", words
        self._text = Text(sheet.text)
        self._tables = tuple(self._apart(sorted(sheet.tables, key=lambda table: table.start)))
        self._places = self._places_of_tables()
        self._on_cells: dict[Address, list[Note]] = defaultdict(list)
        self._on_lines: dict[int, list[Note]] = defaultdict(list)
        self._in_tables: dict[str, list[Note]] = defaultdict(list)
        self._pointed: set[str] = set()

    def body(self) -> Body:
        whole = tuple(self._lay())
        parts: list[Lines | Drawn] = []
        line = 1
        for first, last, table in (*self._tables, (len(self._text.line_starts()) + 1, 0, None)):
            if line < first:
                parts.append(Lines(line, tuple(map(self._line, range(line, first)))))
            if table is not None:
                parts.append(self._drawn(first, last, table))
                line = last + 1
        return Body(whole, tuple(parts) if self._sheet.text else (), self._sheet.format in _NUMBERED)

    def _apart(self, tables: Sequence[TableSheet]) -> Iterator[tuple[int, int, TableSheet]]:
        """Tables with their first and last line; one that shares a line with the one before stays text."""
        end = 0
        for table in tables:
            first, last = self._line_at(table.start), self._line_at(max(table.start, table.end - 1))
            if table.rows and first > end:
                yield first, last, table
                end = last

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._text.line_starts(), offset)

    def _places_of_tables(self) -> dict[Address, str]:
        """The elements of tables, column names, row labels and cells by their addresses."""
        places: dict[Address, str] = {}
        for number, (_, _, table) in enumerate(self._tables):
            places[table.key,] = f"{self._prefix}t{number}"
            drawn = {cell.column for row in table.rows for cell in row.cells}
            for at, (column, _) in enumerate(table.columns):
                if column in drawn:
                    places[table.key, "*", column] = f"{self._prefix}t{number}h{at}"
            for at, row in enumerate(table.rows):
                places[table.key, row.key] = f"{self._prefix}t{number}r{at}"
                for beside, cell in enumerate(row.cells):
                    places[table.key, row.key, cell.column] = f"{self._prefix}t{number}r{at}c{beside}"
        return places

    def _lay(self) -> Iterator[Note]:
        """Note every finding at its place; yields those on the whole report."""
        told: set[str] = set()
        for number, mark in enumerate(self._sheet.marks, 1):
            finding = mark.finding
            line = self._line_at(mark.start.offset)
            table = self._table_at(line)
            whole = finding.at == "document" and self._sheet.is_report
            place = "" if whole else self._place(finding.at, mark.start.offset)
            links = tuple(Link(each.words, each.message, self._place(each.at, each.start.offset)) for each in mark.related)
            basis = basis_words(finding.basis, finding.practice, self._words)
            note = Note(number, f"{self._prefix}n{number}", place, mark, finding.rule not in told, basis, links)
            told.add(finding.rule)
            if whole:
                yield note
            elif table is None:
                self._on_lines[line].append(note)
            else:
                self._in_tables[table.key].append(note)
                self._on_cells[tuple(finding.at.split("/"))].append(note)

    def _table_at(self, line: int) -> TableSheet | None:
        return next((table for first, last, table in self._tables if first <= line <= last), None)

    def _place(self, at: str, offset: int) -> str:
        """The element of a place: its line, or in a table what the address names, else the table."""
        line = self._line_at(offset)
        table = self._table_at(line)
        key = f"{self._prefix}l{line}" if table is None else self._places.get(tuple(at.split("/")), self._places[table.key,])
        self._pointed.add(key)
        return key

    def _line(self, number: int) -> Line:
        span = self._text.line_span(number)
        notes = tuple(self._on_lines.get(number, ()))
        key = f"{self._prefix}l{number}"
        pieces = tuple(self._pieces(span.start, span.end, notes))
        return Line(pieces, notes, key if key in self._pointed else "")

    def _pieces(self, start: int, end: int, notes: tuple[Note, ...]) -> Iterator[Piece]:
        """The words of a line, cut where a finding begins or ends; one that goes on in the next line is marked to the end.

        Findings are told behind the line, in a long one (some reports are a single line) behind their words.
        """
        content = self._text.content
        spans = [
            (max(note.mark.start.offset, start), min(max(note.mark.end.offset, note.mark.start.offset + 1), end), note)
            for note in notes
        ]
        cuts = sorted({start, end, *(max(start, min(cut, end)) for begin, stop, _ in spans for cut in (begin, stop))})
        told: set[int] = set()
        for one, other in pairwise(cuts):
            on = tuple(note for begin, stop, note in spans if begin <= one and other <= stop)
            here = tuple(note for _, stop, note in spans if stop == other and note in on) if end - start > _LONG else ()
            told.update(note.number for note in here)
            yield Piece(content[one:other], on, here)
        yield Piece("", (), tuple(note for note in notes if note.number not in told))

    def _drawn(self, first: int, last: int, table: TableSheet) -> Drawn:
        source = self._text.content[self._text.line_span(first).start : self._text.line_span(last).end]
        groups = [(keys, list(rows)) for keys, rows in groupby(table.rows, _Columns(table))]
        width = max(len(keys) for keys, _ in groups)
        named: set[str] = set()
        drawn = []
        for keys, rows in groups:
            drawn.append(self._group(table, keys, rows, width, named))
            named.update(keys)
        key = self._places[table.key,]
        return Drawn(key if key in self._pointed else "", table.name, tuple(drawn), tuple(self._in_tables[table.key]), source)

    def _group(self, table: TableSheet, keys: Address, rows: list[Row], width: int, named: set[str]) -> Group:
        """Rows with the same columns; the names of those that were named before are no places."""
        names = dict(table.columns)
        heads = [Box(names[key]) if key in named else self._box((table.key, "*", key), names[key]) for key in keys]
        return Group(
            tuple(_filled(heads, width)),
            tuple((self._box((table.key, row.key), row.words), self._cells(table.key, row, keys, width)) for row in rows),
        )

    def _cells(self, table: str, row: Row, keys: Address, width: int) -> tuple[Box, ...]:
        words = {cell.column: cell.words for cell in row.cells}
        return tuple(_filled([self._box((table, row.key, key), words.get(key, "")) for key in keys], width))

    def _box(self, address: Address, words: str) -> Box:
        key = self._places.get(address, "")
        shown = " ".join(words.split())
        return Box(shown, tuple(self._on_cells.get(address, ())), key if key in self._pointed else "")


class _Columns:
    """Tells of each row of a table the columns of its group: those of the rows before it, if it has no others."""

    def __init__(self, table: TableSheet) -> None:
        self._order = [key for key, _ in table.columns]
        self._keys: Address = next((self._of(row) for row in table.rows if row.cells), ())

    def _of(self, row: Row) -> Address:
        own = {cell.column for cell in row.cells}
        return tuple(key for key in self._order if key in own)

    def __call__(self, row: Row) -> Address:
        if not {cell.column for cell in row.cells} <= set(self._keys):
            self._keys = self._of(row)
        return self._keys


def _filled(boxes: list[Box], width: int) -> list[Box]:
    """The boxes of a row, the last as wide as needed."""
    if boxes and len(boxes) < width:
        boxes[-1] = boxes[-1]._replace(span=width - len(boxes) + 1)
    return boxes or ([Box("", span=width)] if width else [])


def printable(words: str) -> str:
    """Words without the characters that no page may have, and without those that turn its direction."""
    return _REFUSED.sub("\ufffd", words)


_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
