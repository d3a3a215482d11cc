"""Rows of the tables: all there, in order, whole, as wide as the table, and none too many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import lt

from linter.finding import Pointer, Said
from linter.norm import RowForm
from linter.report import Fault, Report, Table
from linter.sequence import heaviest_run
from linter.text import Span
from linter.words import Names, Word


def present(report: Report, _: None) -> Iterator[Said]:
    """Every row of the form; neighbours that are absent together are one finding."""
    for table in report.tables.values():
        loose = _has_loose_values(table)
        for run in _runs([row.key in table.rows for row in table.form.numeric]):
            missing = [table.form.numeric[index] for index in run]
            params: dict[str, Word] = {"rows": _labels(missing), "count": str(len(missing)), "table": table.form.name}
            at = f"{table.key}/{missing[0].key}"
            span = _span_before(table, missing[0])
            yield Said("unclear" if loose else "broken", at, span, params, blocked=loose)


def _has_loose_values(table: Table) -> bool:
    """Whether the table holds values that belong to no row that was found."""
    return any(fault.kind == "loose_values" for fault in table.faults)


def _runs(there: Sequence[bool]) -> list[list[int]]:
    """Runs of indices that are not there."""
    runs: list[list[int]] = []
    for index, found in enumerate(there):
        if found:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _labels(rows: Sequence[RowForm]) -> Names:
    return Names(tuple(row.label for row in rows), 6, "and_more_rows")


def _span_before(table: Table, row: RowForm) -> Span:
    """The row behind which the missing one belongs, or the table's first line."""
    place = table.form.places[row.key]
    before = [table.rows[key] for key in table.rows if table.form.places[key] < place]
    return max(before, key=lambda each: table.form.places[each.key]).span if before else table.span


def order(report: Report, _: None) -> Iterator[Said]:
    """The rows in the form's order; the fewest are named as moved."""
    for table in report.tables.values():
        places = [table.form.places[key] for key in table.order]
        if all(map(lt, places, places[1:])):
            continue
        # among equals the rows count that stand where they belong: of two that changed places both are named
        weights = [100 + (place == rank) for place, rank in zip(places, sorted(places), strict=True)]
        kept = {places[index] for index in heaviest_run(places, weights)}
        moved = [table.form.numeric[place] for place in places if place not in kept]
        if moved and _has_loose_values(table):
            yield Said("unclear", table.key, table.span, {"table": table.form.name}, blocked=True)
        elif moved:
            at = f"{table.key}/{moved[0].key}"
            related = tuple(Pointer(f"{table.key}/{row.key}", table.rows[row.key].span) for row in moved[1:])
            told: dict[str, Word] = {"rows": _labels(moved), "table": table.form.name}
            yield Said("broken", at, table.rows[moved[0].key].span, told, related)


def whole(report: Report, _: None) -> Iterator[Said]:
    """Rows that had to be put together from several lines, or whose label stands in another column than its kind."""
    yield from _faults(report, ("broken", "shifted", "loose_values"))


def _faults(report: Report, kinds: tuple[str, ...]) -> Iterator[Said]:
    """What the table reader met of these kinds, each as the message of its name."""
    for table in report.tables.values():
        for fault in table.faults:
            if fault.kind in kinds:
                at = f"{table.key}/{fault.at}" if fault.at else table.key
                yield Said(fault.kind, at, fault.span, fault.params)


def width(report: Report, _: None) -> Iterator[Said]:
    """Rows with fewer or more values than the table has columns; neighbours with the same fault are one finding."""
    for table in report.tables.values():
        groups: list[list[Fault]] = []
        for fault in _in_form_order(table):
            last = groups[-1] if groups else []
            if last and _follows(table, last[-1], fault):
                last.append(fault)
            else:
                groups.append([fault])
        for faults in groups:
            first = faults[0]
            at = f"{table.key}/{first.at}" if first.at else table.key
            related = tuple(Pointer(f"{table.key}/{fault.at}", fault.span) for fault in faults[1:])
            labels = Names(tuple(fault.params["label"] for fault in faults), 4, "and_more_rows")
            numbers = {key: first.params[key] for key in ("expected", "actual")}
            yield Said(first.kind, at, first.span, {**numbers, "rows": labels, "count": str(len(faults))}, related)


def _in_form_order(table: Table) -> list[Fault]:
    found = [fault for fault in table.faults if fault.kind in ("width", "no_values")]
    return sorted(found, key=lambda fault: (fault.kind, table.form.places.get(fault.at, -1)))


def _follows(table: Table, one: Fault, other: Fault) -> bool:
    same = one.kind == other.kind and one.params["actual"] == other.params["actual"]
    if same and one.kind == "no_values" and _has_loose_values(table):
        return True
    return same and table.form.places.get(other.at, -9) == table.form.places.get(one.at, -9) + 1


def extra(report: Report, _: None) -> Iterator[Said]:
    """Rows and columns that the form does not have, and rows that stand twice."""
    yield from _faults(report, ("extra_row", "extra_column", "repeated_row"))


def subtotal(report: Report, _: None) -> Iterator[Said]:
    """Numbers in rows that are only headings of a group."""
    for table in report.tables.values():
        for fault in table.faults:
            if fault.kind == "subtotal":
                yield Said("broken", f"{table.key}/{fault.at}", fault.span, fault.params)
