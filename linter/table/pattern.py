"""Tables whose lines are the same as those of one before, but for the numbers: where each value stands is known."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import pairwise
from typing import Literal

from linter.named_tuple import NamedTuple
from linter.norm import Norm, TableForm
from linter.report import ColumnLabel, Table, TableRow
from linter.table.draft import Drafts
from linter.table.line import Line
from linter.table.number import read_stretch
from linter.table.zone import EDITION, Zone
from linter.text import Span

_new = tuple.__new__
_MOST_PATTERNS, _MOST_LINES, _MOST_WORDS = 256, 100, 10_000
# a cell of a table: the line that it stands on, and which of its cells it is
Place = tuple[int, int]


class RowPattern(NamedTuple):
    """A row: its values stand side by side on a line; it reaches from `first` to `last`, its last value where that is None."""

    key: str
    words: str
    columns: tuple[str, ...]
    line: int
    begin: int
    end: int
    first: Place
    last: Place | None


class TablePattern(NamedTuple):
    """All of a table but its numbers and where in the file it stands."""

    form: TableForm
    rows: tuple[RowPattern, ...]
    columns: tuple[str, ...]
    missing_columns: tuple[str, ...]
    order: tuple[str, ...]
    labels: tuple[tuple[str, str, Place], ...]


def read_like_before(zone: Zone, norm: Norm, edition: str, read: Callable[[Zone, Norm, str], tuple[Drafts, Table]]) -> Table:
    """The table of a zone, by the pattern of one before where there is one; else `read` reads it, and its pattern is kept."""
    patterns: dict[Hashable, TablePattern | Literal["met", "none"]] = norm.caches.setdefault("table patterns", {})
    key = _key_of(zone, edition, norm)
    known = patterns.get(key)
    if isinstance(known, TablePattern):
        return _table(zone, known)
    drafts, table = read(zone, norm, edition)
    if known != "none" and _is_usual(zone):
        if known is None and len(patterns) >= _MOST_PATTERNS:
            patterns.clear()
        # a pattern takes time to make: only what comes again is worth one
        patterns[key] = "met" if known is None else _pattern_of(zone, drafts, table) or "none"
    return table


def _key_of(zone: Zone, edition: str, norm: Norm) -> Hashable:
    """What tables that are read alike have in common: all but the words of their values.

    In a table whose rows have no labels of their own it counts too how far a line without values is from the next.
    """
    lines = [line.cells.layout if line.known is not None else _shape(line) for line in zone.lines]
    gaps: list[tuple[int, int]] = []
    if norm.tables[zone.table][EDITION].transposed:
        for before, after in pairwise(zone.lines):
            has_values = before.values_from() < len(before.meanings)
            gaps.append((after.span.start - before.span.end, 0 if has_values else before.span.end - before.span.start))
    return zone.table, edition, tuple(lines), tuple(gaps)


def _shape(line: Line) -> Hashable:
    """What lines of one layout have in common where the layout is not given."""
    cells = line.cells
    return tuple(cells.words[: line.values_from()]), tuple(cells.columns), line.width, line.rebuilt


def _table(zone: Zone, pattern: TablePattern) -> Table:
    """The table of a zone that is laid out like one before."""
    lines = [line.cells for line in zone.lines]
    rows: dict[str, TableRow] = {}
    for key, words, columns, line, begin, end, (label_line, label), last in pattern.rows:
        values = read_stretch(lines[line], begin, end)
        label_cells = lines[label_line]
        start = label_cells.base + label_cells.places[label]
        reach = values[-1].span if last is None else lines[last[0]].span(last[1])
        assert reach is not None
        span = _new(Span, (start, reach[1]))
        rows[key] = _new(TableRow, (key, words, span, dict(zip(columns, values, strict=True)), (), True))
    labels = {key: ColumnLabel(words, lines[line].span(cell)) for key, words, (line, cell) in pattern.labels}
    span = zone.lines[0].span.cover(zone.lines[-1].span)
    return Table(pattern.form, span, zone.section, rows, pattern.columns, pattern.missing_columns, (), pattern.order, labels)


def _is_usual(zone: Zone) -> bool:
    """Whether the lines are not many more than a form has, nor hold many more words."""
    words = sum(len(words) for line in zone.lines for words in line.cells.words)
    return len(zone.lines) <= _MOST_LINES and words <= _MOST_WORDS


def _pattern_of(zone: Zone, drafts: Drafts, table: Table) -> TablePattern | None:
    """What the table has beside its numbers; None where numbers may have told how it is read, or anything was mended."""
    mended = any(draft.rest or draft.words not in draft.line.cells.words for draft in drafts.rows)
    if table.faults or drafts.extra or mended:
        return None
    cells = [line.cells for line in zone.lines]
    places = [(line, index) for line, its_cells in enumerate(cells) for index in range(len(its_cells))]
    place_of = {cells[line].span(index): (line, index) for line, index in places}
    begins = {span.start: place for span, place in place_of.items()}
    ends = {span.end: place for span, place in place_of.items()}
    rows: list[RowPattern] = []
    for row in table.rows.values():
        found = [(value, place_of.get(value.span)) for value in row.values.values() if value.span]
        at = [place for value, place in found if place is not None and value.words == cells[place[0]].words[place[1]]]
        first, last = begins.get(row.span.start), ends.get(row.span.end)
        if not at or len(at) != len(row.values) or row.unplaced or not row.readable or first is None or last is None:
            return None
        line, begin = at[0]
        if at != [(line, index) for index in range(begin, begin + len(at))]:
            return None
        reach = None if last == at[-1] else last
        rows.append(RowPattern(row.key, row.words, tuple(row.values), line, begin, begin + len(at), first, reach))
    labels: list[tuple[str, str, Place]] = []
    for key, label in table.labels.items():
        place = place_of.get(label.span)
        if place is None or cells[place[0]].words[place[1]] != label.words:
            return None
        labels.append((key, label.words, place))
    return TablePattern(table.form, tuple(rows), table.columns, table.missing_columns, table.order, tuple(labels))
