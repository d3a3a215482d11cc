"""Zones of lines into tables of named cells: the one place where the file's rows meet the form's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations

from linter.fold import core, numeral
from linter.norm import Norm, RowForm, TableForm
from linter.report import ColumnLabel, Fault, Table, TableRow
from linter.table.draft import Draft, Drafts, HeaderCell, collect, header_cell
from linter.table.label import find_damaged_label, find_label, shown
from linter.table.number import read_values
from linter.table.pattern import read_like_before
from linter.table.place import Columns, columns_of, commonest, place
from linter.table.review import read_review
from linter.table.shift import shift_faults
from linter.table.zone import Zone
from linter.text import Span
from linter.words import Names


def read_table(zone: Zone, norm: Norm, edition: str) -> Table:
    """The table of a zone in the form of `edition` (the table's own edition where its rows tell another)."""
    return read_like_before(zone, norm, edition, _read_anew)


def _read_anew(zone: Zone, norm: Norm, edition: str) -> tuple[Drafts, Table]:
    drafts = collect(zone.table, zone.lines, norm)
    form = norm.tables[zone.table][_own_edition(zone.table, drafts, edition)]
    _mend_headers(drafts, zone.table, norm)
    return drafts, read_review(zone, form, drafts) if form.transposed else _read(zone, form, drafts)


def _own_edition(table: str, drafts: Drafts, edition: str) -> str:
    """The edition whose form the rows with numbers follow, where a row is a group in one edition and numbers in another."""
    filled = {draft.key for draft in drafts.rows if draft.cells}
    if table == "requests" and "other" in {draft.key for draft in drafts.rows}:
        if any(key.startswith("other.") for key in filled):
            return "2021"
        if "other" in filled:
            return "2019"
    return edition


def _mend_headers(drafts: Drafts, table: str, norm: Norm) -> None:
    """Header words broken over rows are put together (社会公益 / 组织); labels that are nearly right are found."""
    for block, fragments in drafts.fragments.items():
        header = drafts.headers.setdefault(block, [])
        # a header has few fragments: more of them are the text around a damaged table
        placed = [(line.cells.words[index], line, index) for line, index in fragments]
        left = [each for each in placed if len(each[0]) <= _LONGEST_FRAGMENT][:_MOST_FRAGMENTS]
        for (one, line, index), (other, _, _) in permutations(left, 2):
            joined = one + other
            ref = next((each for each in find_label(joined, norm) if each.table == table and each.kind == "column"), None)
            if ref is not None and all(each.key != ref.key for each in header):
                header.append(header_cell(ref.key, line, index, ref)._replace(words=joined))
        found = "".join(cell.words for cell in header)
        for words, line, index in left:
            refs, _ = find_damaged_label(words, norm, table, "column")
            if words in found:
                continue
            if refs and all(each.key != refs[0].key for each in header):
                header.append(header_cell(refs[0].key, line, index, refs[0]))
            elif not refs and not line.rebuilt and sum(cell.line is line for cell in header) >= 2:
                header.append(header_cell("", line, index, None))


_LONGEST_FRAGMENT, _MOST_FRAGMENTS = 12, 16


def _read(zone: Zone, form: TableForm, drafts: Drafts) -> Table:
    faults: list[Fault] = []
    kept: dict[str, Draft] = {}
    for draft in drafts.rows:
        row = form.by_key.get(draft.key)
        if row is None:
            faults.append(Fault("extra_row", "", draft.span, {"label": draft.words}))
        elif row.group:
            if draft.cells:
                faults.append(Fault("subtotal", draft.key, draft.span, {"label": draft.words}))
            faults.extend(_label_faults(draft, form))
        elif draft.key in kept and (kept[draft.key].cells or not draft.cells):
            if draft.cells:
                faults.append(Fault("repeated_row", draft.key, draft.span, {"label": draft.words}))
        else:
            kept[draft.key] = draft
    _release_claims(kept, form, drafts)
    rows: dict[str, TableRow] = {}
    missing: list[str] = []
    present: dict[str, None] = {}
    for block, its_rows in _blocks_of(form).items():
        members = [kept[row.key] for row in its_rows if row.key in kept]
        if not members:
            continue
        columns = columns_of(tuple(its_rows[0].columns), _header_of(drafts, members, block), members)
        faults.extend(_extra_columns(columns))
        faults.extend(_column_faults(columns, form, block, members))
        missing.extend(f"*/{key}" for key in columns.missing)
        present.update(dict.fromkeys(columns.keys))
        for draft in members:
            row_read = rows[draft.key] = _row(draft, columns, members, faults)
            faults.extend(_label_faults(draft, form))
            if draft.joined and row_read.readable:
                faults.append(Fault("broken", draft.key, draft.span, {"label": shown(draft.words)}))
    faults = _merge_lost_labels(faults)
    faults.extend(shift_faults(drafts.rows, kept, form))
    faults.extend(
        Fault("extra_row", "", line.cells.span(index), {"label": line.cells.words[index]}) for line, index in drafts.extra
    )
    if drafts.orphans:
        params = {"count": str(len(drafts.orphans)), "table": form.name}
        faults.append(Fault("loose_values", "", drafts.orphans[0], params))
    return Table(
        form, _span(zone), zone.section, rows, tuple(present), tuple(dict.fromkeys(missing)), tuple(faults),
        order=tuple(draft.key for draft in kept.values()),
        labels={cell.key: ColumnLabel(cell.words, cell.span) for header in drafts.headers.values() for cell in header},
    )  # fmt: skip


def _blocks_of(form: TableForm) -> dict[str, list[RowForm]]:
    """The rows with numbers by the block that they stand in."""
    blocks: dict[str, list[RowForm]] = {}
    for row in form.numeric:
        blocks.setdefault(row.block, []).append(row)
    return blocks


def _release_claims(kept: Mapping[str, Draft], form: TableForm, drafts: Drafts) -> None:
    """Values without a label stay with the label before them only if the next label is the form's next row.

    When a row is absent in between, the values may be its own.
    """
    found = list(kept.values())
    for draft, following in pairwise(found):
        if draft.claimed and form.places[following.key] != form.places[draft.key] + 1:
            drafts.orphans.append(draft.reach())
            draft.cells, draft.width, draft.joined = [], draft.values_from, False


def _extra_columns(columns: Columns) -> list[Fault]:
    return [Fault("extra_column", "", cell.span, {"label": cell.words}) for cell in columns.header if not cell.key]


def _row(draft: Draft, columns: Columns, members: Sequence[Draft], faults: list[Fault]) -> TableRow:
    if len(draft.cells) == len(columns.keys):
        values = read_values(draft.held.cells, draft.cells)
        span = draft.span.cover(values[-1].span or draft.span) if values else draft.span
        return TableRow(draft.key, draft.words, span, dict(zip(columns.keys, values, strict=True)))
    placed = place(draft, columns, members, by_column=draft.line.width > 1)
    if not placed.readable:
        kind = "width" if draft.cells else "no_values"
        params = {"label": shown(draft.words), "expected": str(len(columns.keys)), "actual": str(len(draft.cells))}
        faults.append(Fault("width" if kind == "width" else "no_values", draft.key, draft.span, params))
    span = draft.span.cover(draft.held.cells.span(draft.cells[-1])) if draft.cells else draft.span
    return TableRow(draft.key, draft.words, span, placed.values if placed.readable else {}, placed.unplaced, placed.readable)


def _header_of(drafts: Drafts, members: Sequence[Draft], block: str) -> Sequence[HeaderCell]:
    """The header over the rows: by the block heading above them, or the only one there is."""
    above = commonest([draft.block for draft in members])
    return drafts.headers.get(above) or (drafts.headers.get(block) or [])


def _column_faults(columns: Columns, form: TableForm, block: str, members: Sequence[Draft]) -> list[Fault]:
    faults = []
    span = members[0].span
    if columns.lost_labels:
        names = tuple(form.columns[key].name for key in columns.lost_labels)
        faults.append(Fault("label_lost", f"*/{columns.lost_labels[0]}", span, {"labels": Names(names)}))
    for cell in columns.header:
        column = form.columns.get(cell.key)
        if column is None or cell.ref is None:
            continue
        wording = cell.ref.wording.get(form.edition, "known")
        damaged = wording == "official" and cell.words != column.label and core(cell.words) != core(column.label)
        if wording == "known" or damaged:
            expected = next(
                (row.columns[cell.key].label for row in form.numeric if row.block == block and cell.key in row.columns), ""
            )
            faults.append(Fault("label", f"*/{cell.key}", cell.span, {"actual": shown(cell.words), "expected": expected}))
    return faults


def _merge_lost_labels(faults: list[Fault]) -> list[Fault]:
    """One fault for all the labels that a table's headers lost."""
    lost = [fault for fault in faults if fault.kind == "label_lost"]
    if len(lost) < 2:
        return faults
    labels = dict.fromkeys(name for fault in lost if isinstance(names := fault.params["labels"], Names) for name in names.items)
    one = Fault("label_lost", lost[0].at, lost[0].span, {"labels": Names(tuple(labels))})
    return [fault for fault in faults if fault.kind != "label_lost"] + [one]


def _label_faults(draft: Draft, form: TableForm) -> list[Fault]:
    """The label's wording and number against the form's; spacing and widths do not count."""
    row = form.by_key[draft.key]
    wording = draft.ref.wording.get(form.edition, "known")
    if wording in ("official", "accepted") and not draft.near and not draft.rest and _same_number(draft.words, row.label):
        return []
    params = {"actual": shown(draft.words), "expected": row.label}
    return [Fault("label", draft.key, draft.span, params)]


def _same_number(written: str, official: str) -> bool:
    """Whether two labels carry the same number, as far as both carry one."""
    if written == official:
        return True
    here, there = numeral(written), numeral(official)
    return here is None or there is None or here.number == there.number


def _span(zone: Zone) -> Span:
    return zone.lines[0].span.cover(zone.lines[-1].span)
