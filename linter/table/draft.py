"""Rows as they stand in the file: labels, the cells behind them, and what had to be put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from linter.document import Cell
from linter.fold import core, numeral
from linter.norm import LabelRef, Norm
from linter.report import Fault
from linter.table.stitch import Line, Piece, find_damaged_label
from linter.text import Span


@dataclass(slots=True)
class Draft:
    """A row under construction: its label, the cells behind the label, and the line that it stands on.

    `joined` rows were put together from several lines; `claimed` ones took the values of a line without a label.
    """

    key: str
    ref: LabelRef
    words: str
    span: Span
    column: int
    line: Line
    first: bool
    values_from: int
    cells: list[Cell] = field(default_factory=list)
    width: int = 0
    rest: str = ""
    joined: bool = False
    claimed: bool = False
    near: bool = False
    block: str = ""

    @property
    def blanks(self) -> int:
        """How many cells stand behind the label, blank ones counted."""
        return max(self.width - self.values_from, 0)


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A column's label in a header: `key` is "" for a column that the form does not have."""

    key: str
    words: str
    span: Span
    column: int
    ref: LabelRef | None
    line: Line | None = None


@dataclass(slots=True)
class Drafts:
    """All rows and headers of a table. Headers are kept by the block heading under which they stand ("" without)."""

    rows: list[Draft] = field(default_factory=list)
    headers: dict[str, list[HeaderCell]] = field(default_factory=dict)
    fragments: dict[str, list[tuple[Piece, Line]]] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    orphans: list[tuple[int, list[Cell]]] = field(default_factory=list)
    extra: list[tuple[Piece, list[Cell]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def collect(table: str, lines: Sequence[Line], norm: Norm) -> Drafts:
    """The rows and headers of one table out of its lines."""
    drafts = Drafts()
    groups = frozenset(row.key for form in norm.tables[table].values() for row in form.rows if row.group)
    _Collector(table, norm, drafts, groups).run(lines)
    return drafts


@dataclass(slots=True)
class _Collector:
    table: str
    norm: Norm
    drafts: Drafts
    groups: frozenset[str]
    block: str = ""
    in_body: bool = False
    uncertain: bool = False

    def run(self, lines: Sequence[Line]) -> None:
        for number, line in enumerate(lines):
            self._line(number, line)

    def _line(self, number: int, line: Line) -> None:
        current: Draft | None = None
        loose: list[Cell] = []
        text: Piece | None = None
        columns_here = sum(any(ref.kind == "column" for ref in piece.refs) for piece in line.pieces)
        for piece in line.pieces:
            ref = self._meaning(piece, columns_here)
            rest, near = "", False
            if ref is None and not piece.is_value and not (current and current.cells):
                ref, rest, near = self._damaged(piece, current)
            if ref is None:
                if current is not None:
                    if not self._absorb(current, piece):
                        current.cells.append(piece.cell)
                elif piece.is_value:
                    loose.append(piece.cell)
                elif not self._absorb(self.drafts.rows[-1] if self.drafts.rows else None, piece):
                    self.drafts.fragments.setdefault(self.block, []).append((piece, line))
                    text = text or piece
            elif ref.kind == "row":
                current = self._start(ref, piece, line, rest, near, first=current is None)
            else:
                current = None
                self._head(ref, piece, line)
        if current is None and loose:
            self._place_loose(number, line, loose, text)
        elif current is None and text is not None:
            self.uncertain = self.in_body
        elif current is not None and current.cells:
            self.uncertain = False

    def _meaning(self, piece: Piece, columns_here: int) -> LabelRef | None:
        """What a label means here: 其他 and 总计 are columns in a header and rows, with or without their number, below it."""
        refs = [ref for ref in piece.refs if ref.table == self.table]
        if len(refs) < 2:
            return refs[0] if refs else None
        row = next((ref for ref in refs if ref.kind == "row"), None)
        other = next(ref for ref in refs if ref.kind != "row")
        if row is None:
            return other
        if numeral(piece.cell.words) is not None or piece.cell.words.strip()[:1].isdigit():
            return row
        if not self.in_body or columns_here > 1:
            return other
        last = self.drafts.rows[-1].key
        return row if row.key.partition(".")[0] in ("processed_total", last.partition(".")[0]) else other

    def _damaged(self, piece: Piece, current: Draft | None) -> tuple[LabelRef | None, str, bool]:
        last = current or (self.drafts.rows[-1] if self.drafts.rows else None)
        if last is not None and last.rest and last.rest.startswith(core(piece.cell.words)):
            return None, "", False
        refs, rest = find_damaged_label(piece.cell.words, self.norm, self.table, "row")
        return (refs[0], rest, not rest) if refs else (None, "", False)

    def _absorb(self, draft: Draft | None, piece: Piece) -> bool:
        """Whether the words are the missing end of a label that was cut."""
        words = core(piece.cell.words)
        if draft is None or not draft.rest or not words or not draft.rest.startswith(words):
            return False
        draft.rest = draft.rest[len(words) :]
        draft.words += piece.cell.words
        draft.joined = True
        return True

    def _start(self, ref: LabelRef, piece: Piece, line: Line, rest: str, near: bool, first: bool) -> Draft:
        cell = piece.cell
        draft = Draft(ref.key, ref, cell.words, cell.span, cell.column, line, first, cell.column + 1, rest=rest, near=near)
        draft.width = line.width
        draft.block = self.block
        self.drafts.rows.append(draft)
        self.in_body = True
        return draft

    def _head(self, ref: LabelRef, piece: Piece, line: Line) -> None:
        if ref.kind == "block":
            self.block = ref.key
            self.drafts.blocks.append(ref.key)
        elif ref.kind == "column":
            header = self.drafts.headers.setdefault(self.block, [])
            if all(each.key != ref.key for each in header):
                header.append(HeaderCell(ref.key, piece.cell.words, piece.cell.span, piece.cell.column, ref, line))

    def _place_loose(self, number: int, line: Line, loose: list[Cell], text: Piece | None) -> None:
        """Values without a label: they belong to the label just before if that one alone waits for values.

        After loose values or words that nobody claimed, nothing is certain until a whole row has come.
        """
        rows = self.drafts.rows
        last = rows[-1] if rows else None
        if text is not None and self.in_body:
            self.drafts.extra.append((text, loose))
            return
        waits = last is not None and not last.cells and not self.uncertain
        alone = len(rows) < 2 or rows[-2].cells or rows[-2].blanks or rows[-2].key in self.groups
        if last is not None and waits and alone and not (last.blanks == 0 and _follows_far(last, line)):
            last.cells, last.width, last.values_from = loose, line.width, 0
            last.joined = last.claimed = True
            return
        self.uncertain = True
        self.drafts.orphans.append((number, loose))


def _follows_far(draft: Draft, line: Line) -> bool:
    """Whether more than a page break lies between a label and the values that might be its own."""
    return line.span.start - draft.line.span.end > 40
