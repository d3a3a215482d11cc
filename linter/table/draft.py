"""Rows as they stand in the file: labels, the cells behind them, and what had to be put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from linter.fold import core, numeral
from linter.named_tuple import NamedTuple
from linter.norm import LabelRef, Norm
from linter.table.label import Meaning, find_damaged_label
from linter.table.line import Line
from linter.text import Span


class Draft:
    """A row under construction: its label, the cells behind the label, and the line that it stands on.

    `cells` are the places of its values among the cells of the line `held`. `first` says that no other label stands
    before it on its line, `values_from` in which column its values may begin, `rest` what is missing of a label that
    was cut. `joined` rows were put together from several lines; `claimed` ones
    took the values of a line without a label; `near` ones have a label that is nearly right.
    """

    __slots__ = (
        "block", "cells", "claimed", "column", "first", "held", "joined", "key", "line", "near", "ref", "rest", "span",
        "values_from", "width", "words",
    )  # fmt: skip

    def __init__(self, ref: LabelRef, line: Line, index: int, block: str, first: bool, rest: str, near: bool) -> None:
        self.key = ref.key
        self.ref = ref
        self.words = line.cells.words[index]
        self.span = line.cells.span(index)
        self.column = line.cells.columns[index]
        self.line = line
        self.block = block
        self.first = first
        self.rest = rest
        self.near = near
        self.values_from = self.column + 1
        self.width = line.width
        self.cells: list[int] = []
        self.held = line
        self.joined = False
        self.claimed = False

    @property
    def blanks(self) -> int:
        """How many cells stand behind the label, blank ones counted."""
        return max(self.width - self.values_from, 0)

    def columns(self) -> list[int]:
        """The columns in which its values stand."""
        return [self.held.cells.columns[index] for index in self.cells]

    def reach(self) -> Span:
        """The place of its values, from the first to the last."""
        return self.held.cells.cover(self.cells[0], self.cells[-1])


class HeaderCell(NamedTuple):
    """A column's label in a header: `key` is "" for a column that the form does not have."""

    key: str
    words: str
    span: Span
    column: int
    ref: LabelRef | None
    line: Line | None = None


def header_cell(key: str, line: Line, index: int, ref: LabelRef | None) -> HeaderCell:
    """A cell of a line as the label of a column."""
    cells = line.cells
    return HeaderCell(key, cells.words[index], cells.span(index), cells.columns[index], ref, line)


class Drafts(NamedTuple):
    """All rows and headers of a table. Headers are kept by the block heading under which they stand ("" without).

    `fragments` and `extra` are cells with other words, `orphans` the places of values that belong to no label.
    """

    rows: list[Draft]
    headers: dict[str, list[HeaderCell]]
    fragments: dict[str, list[tuple[Line, int]]]
    orphans: list[Span]
    extra: list[tuple[Line, int]]


def collect(table: str, lines: Sequence[Line], norm: Norm) -> Drafts:
    """The rows and headers of one table out of its lines."""
    drafts = Drafts([], {}, {}, [], [])
    _Collector(table, norm, drafts, _groups_of(norm, table)).run(lines)
    return drafts


@lru_cache(maxsize=64)
def _groups_of(norm: Norm, table: str) -> frozenset[str]:
    """The rows of a table that carry no numbers, in any edition."""
    return frozenset(row.key for form in norm.tables[table].values() for row in form.rows if row.group)


class _Collector:
    """What is known while the lines of a table are gone through."""

    def __init__(self, table: str, norm: Norm, drafts: Drafts, groups: frozenset[str]) -> None:
        self.table = table
        self.norm = norm
        self.drafts = drafts
        self.groups = groups
        self.block = ""
        self.in_body = False
        self.uncertain = False

    def run(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self._line(line)

    def _line(self, line: Line) -> None:
        current: Draft | None = None
        loose: list[int] = []
        text: int | None = None
        cells, meanings = line.cells, line.meanings
        values_from = line.values_from()
        for index in range(values_from):
            meaning, words = meanings[index], cells.words[index]
            ref = self._label(meaning, words, line) if meaning.refs else None
            rest, near = "", False
            if ref is None and not meaning.is_value and not (current and current.cells):
                ref, rest, near = self._damaged(words, current)
            if ref is None:
                if current is not None:
                    if not current.rest or not self._absorb(current, words):
                        current.cells.append(index)
                elif meaning.is_value:
                    loose.append(index)
                elif not self._absorb(self.drafts.rows[-1] if self.drafts.rows else None, words):
                    self.drafts.fragments.setdefault(self.block, []).append((line, index))
                    text = index if text is None else text
            elif ref.kind == "row":
                current = Draft(ref, line, index, self.block, current is None, rest, near)
                self.drafts.rows.append(current)
                self.in_body = True
            else:
                current = None
                self._head(ref, line, index)
        values = range(values_from, len(meanings))
        if current is None:
            loose.extend(values)
        else:
            whole = not current.rest
            current.cells.extend(values if whole else [each for each in values if not self._absorb(current, cells.words[each])])
        if current is None and loose:
            self._place_loose(line, loose, text)
        elif current is None and text is not None:
            self.uncertain = self.in_body
        elif current is not None and current.cells:
            self.uncertain = False

    def _label(self, meaning: Meaning, words: str, line: Line) -> LabelRef | None:
        """What a label means here: 其他 and 总计 are columns in a header and rows, with or without their number, below it."""
        refs = meaning.refs
        if meaning.table != self.table:
            refs = tuple([ref for ref in refs if ref.table == self.table])
        if len(refs) < 2:
            return refs[0] if refs else None
        row = next((ref for ref in refs if ref.kind == "row"), None)
        other = next(ref for ref in refs if ref.kind != "row")
        if row is None:
            return other
        if numeral(words) is not None or words.strip()[:1].isdigit():
            return row
        if not self.in_body or _columns_in(line) > 1:
            return other
        last = self.drafts.rows[-1].key
        return row if row.key.partition(".")[0] in ("processed_total", last.partition(".")[0]) else other

    def _damaged(self, words: str, current: Draft | None) -> tuple[LabelRef | None, str, bool]:
        last = current or (self.drafts.rows[-1] if self.drafts.rows else None)
        if last is not None and last.rest and last.rest.startswith(core(words)):
            return None, "", False
        refs, rest = find_damaged_label(words, self.norm, self.table, "row")
        return (refs[0], rest, not rest) if refs else (None, "", False)

    def _absorb(self, draft: Draft | None, words: str) -> bool:
        """Whether the words are the missing end of a label that was cut."""
        if draft is None or not draft.rest:
            return False
        bare = core(words)
        if not bare or not draft.rest.startswith(bare):
            return False
        draft.rest = draft.rest[len(bare) :]
        draft.words += words
        draft.joined = True
        return True

    def _head(self, ref: LabelRef, line: Line, index: int) -> None:
        if ref.kind == "block":
            self.block = ref.key
        elif ref.kind == "column":
            header = self.drafts.headers.setdefault(self.block, [])
            if ref.key not in [each.key for each in header]:
                header.append(header_cell(ref.key, line, index, ref))

    def _place_loose(self, line: Line, loose: list[int], text: int | None) -> None:
        """Values without a label: they belong to the label just before if that one alone waits for values.

        After loose values or words that nobody claimed, nothing is certain until a whole row has come.
        """
        rows = self.drafts.rows
        last = rows[-1] if rows else None
        if text is not None and self.in_body:
            self.drafts.extra.append((line, text))
            return
        waits = last is not None and not last.cells and not self.uncertain
        alone = len(rows) < 2 or rows[-2].cells or rows[-2].blanks or rows[-2].key in self.groups
        if last is not None and waits and alone and not (last.blanks == 0 and _follows_far(last, line)):
            last.cells, last.held, last.width, last.values_from = loose, line, line.width, 0
            last.joined = last.claimed = True
            return
        self.uncertain = True
        self.drafts.orphans.append(line.cells.cover(loose[0], loose[-1]))


def _columns_in(line: Line) -> int:
    """How many labels of the line may be those of columns."""
    return sum(any(ref.kind == "column" for ref in meaning.refs) for meaning in line.meanings if meaning.refs)


def _follows_far(draft: Draft, line: Line) -> bool:
    """Whether more than a page break lies between a label and the values that might be its own."""
    return line.span.start - draft.line.span.end > 40
