"""The table of 行政复议、行政诉讼: three blocks of the same five columns side by side, or one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from linter.norm import TableForm
from linter.report import Fault, Table, TableRow, Value
from linter.table.draft import Drafts
from linter.table.line import Line
from linter.table.number import read_values
from linter.table.zone import Zone
from linter.text import Span
from linter.words import Names, Phrase, Word

# some of the cells of a line
Stretch = tuple[Line, Sequence[int]]


def read_review(zone: Zone, form: TableForm, drafts: Drafts) -> Table:
    """The table of a zone: values in one row of fifteen, in rows of five, or behind the block's own label."""
    labels = _header_sequence(zone.lines, tuple(form.columns))
    columns = _in_order(tuple(form.columns), labels, len(form.numeric))
    found = {draft.key: draft for draft in drafts.rows}
    blocks = tuple(row.key for row in form.numeric)
    if len(found) == len(blocks):
        blocks = tuple(found)  # the values follow the blocks as the report has them
    own = {key: draft for key, draft in found.items() if len(draft.cells) == len(columns)}
    width = sum(len(row.columns) for row in form.numeric)
    value_lines = [line for line in zone.lines if line.is_values()]
    # a row of values that was left blank stands below the labels
    value_lines = value_lines or [line for line in zone.lines[1:] if not line.meanings and line.width == width][-1:]
    faults: list[Fault] = []
    span = zone.lines[0].span.cover(zone.lines[-1].span)
    present, missing = _columns(columns, labels, len(blocks), value_lines)
    rows: dict[str, TableRow] = {}
    if len(own) == len(blocks):
        for key in blocks:
            by_column = dict(zip(columns, read_values(own[key].held.cells, own[key].cells), strict=True))
            rows[key] = TableRow(key, found[key].words, found[key].span, by_column)
    else:
        stretches: list[Stretch] = [(line, range(len(line.meanings))) for line in value_lines]
        if not value_lines:
            # a stream without line ends: the values follow the last label
            stretches = [(draft.held, draft.cells) for draft in drafts.rows if draft.cells]
        values = _fifteen(stretches, value_lines, len(blocks) * len(present))
        for index, key in enumerate(blocks):
            label = found.get(key)
            if label is None and values is None:
                continue
            part: list[Value] = values[index * len(present) : (index + 1) * len(present)] if values else []
            spans = [value.span for value in part if value.span]
            at = spans[0].cover(spans[-1]) if spans else (label.span if label else span)
            words = label.words if label else form.by_key[key].label
            rows[key] = TableRow(key, words, at, dict(zip(present, part, strict=False)), readable=bool(values))
        lost = [form.by_key[key].name for key in rows if key not in found]
        if lost:
            first = next(key for key in rows if key not in found)
            faults.append(Fault("label_lost", first, span, {"labels": Names(tuple(lost))}))
        if values is None:
            faults.append(_width_fault(stretches, len(blocks) * len(present), span))
    faults.extend(_label_faults(drafts, form))
    order = tuple(draft.key for draft in drafts.rows if draft.key in rows)
    return Table(form, span, zone.section, rows, present, missing, tuple(faults), tuple(dict.fromkeys(order)))


def _header_sequence(lines: Sequence[Line], columns: tuple[str, ...]) -> list[str]:
    """The column labels in the order of reading."""
    keys = [
        next((ref.key for ref in meaning.refs if ref.kind == "column" and ref.table == "review"), "")
        for line in lines
        for meaning in line.meanings
        if meaning.refs
    ]
    return [key for key in keys if key in columns]


def _in_order(form: tuple[str, ...], labels: Sequence[str], blocks: int) -> tuple[str, ...]:
    """The columns in the order of the header when it repeats one order for every block, else in the form's."""
    first = tuple(labels[: len(form)])
    return first if tuple(labels) == first * blocks and sorted(first) == sorted(form) else form


def _columns(
    columns: tuple[str, ...], labels: Sequence[str], blocks: int, lines: Sequence[Line]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns present and the addresses of those missing: a shorter header is believed when the values agree."""
    seen = tuple(key for key in columns if key in labels)
    width = sum(len(line.meanings) for line in lines)
    even = all(labels.count(key) == blocks for key in seen)
    if 0 < len(seen) < len(columns) and even and width == blocks * len(seen):
        return seen, tuple(f"*/{key}" for key in columns if key not in seen)
    return columns, ()


def _fifteen(stretches: Sequence[Stretch], lines: Sequence[Line], wanted: int) -> list[Value] | None:
    """All values in order, blank ones where the grid shows them; None when the count does not fit."""
    count = _count(stretches)
    if count > wanted or (count < wanted and (len(lines) != 1 or lines[0].width != wanted)):
        return None
    values = [value for line, chosen in stretches for value in read_values(line.cells, chosen)]
    if count == wanted:
        return values
    by_column = dict(zip(lines[0].cells.columns, values, strict=True))
    return [by_column.get(column) or Value("blank", span=lines[0].span) for column in range(wanted)]


def _count(stretches: Sequence[Stretch]) -> int:
    return sum(len(chosen) for _, chosen in stretches)


def _width_fault(stretches: Sequence[Stretch], wanted: int, span: Span) -> Fault:
    count = _count(stretches)
    if count:
        (first, chosen), (last, others) = stretches[0], stretches[-1]
        span = first.cells.span(chosen[0]).cover(last.cells.span(others[-1]))
    params: dict[str, Word] = {"label": Phrase("data_row"), "expected": str(wanted), "actual": str(count)}
    return Fault("width" if count else "no_values", "", span, params)


def _label_faults(drafts: Drafts, form: TableForm) -> list[Fault]:
    faults = []
    for header in drafts.headers.values():
        for cell in header:
            if cell.ref is not None and cell.ref.wording.get(form.edition) == "known":
                params = {"actual": cell.words, "expected": form.columns[cell.key].label}
                faults.append(Fault("label", f"*/{cell.key}", cell.span, params))
    for draft in drafts.rows:
        if draft.near or draft.rest:
            params = {"actual": draft.words, "expected": form.by_key[draft.key].label}
            faults.append(Fault("label", draft.key, draft.span, params))
    return faults
