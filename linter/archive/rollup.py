"""A region's report against those of its bodies: R901 and R902, by the practice of 逐级汇总."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from linter.archive.fact import Fact, Known
from linter.archive.filed import Filed
from linter.archive.sums import Cell, Compared, Ways, by_number, compared
from linter.archive.tree import Tree
from linter.checks.across import ALONE, Below, Rollup
from linter.checks.claims import plain
from linter.norm import Norm, TableForm
from linter.words import Names, Phrase, Word

_SUM, _BELOW = "rollup-sum", "rollup-below-part"
_MOST_ABSENT = 4


def rollup_sum(
    known: Sequence[Known], filed: Callable[[int], Filed], tree: Tree, options: Rollup, norm: Norm
) -> Iterator[tuple[int, Fact]]:
    """Tables of a region that are not the sums of those of its bodies, one fact a table (R901).

    Where bodies may be missing, only what is below the sum of those that are there is wrong. What one body alone is above is
    left to R902.
    """
    ways = _ways(tree, options, norm)
    for number, tables in _regions(known, filed, tree, ways):
        if tables is None:
            yield number, Fact(_SUM, options, ALONE, "document")
            continue
        for table in tables:
            gaps = [(abs(gap), cell) for cell in table.cells if (gap := _gap(cell, options))]
            if gaps:
                # equal gaps stay in the order of the form
                gaps.sort(key=lambda each: -each[0])
                message = "broken" if any(cell.whole for _, cell in gaps) else "below"
                shown = tuple(_told(gap, cell, table.form, options.shown) for gap, cell in gaps)
                params: dict[str, Word] = {
                    "table": table.form.name,
                    "count": str(len(gaps)),
                    "bodies": str(table.bodies),
                    "cells": Names(shown, options.shown, "archive_more_cells", quoted=False, between="semicolon"),
                }
                yield number, Fact(_SUM, options, message, table.form.key, params)
            yield from ((number, fact) for fact in _absent(table, _SUM, options))


def rollup_below_part(
    known: Sequence[Known], filed: Callable[[int], Filed], tree: Tree, options: Below, norm: Norm
) -> Iterator[tuple[int, Fact]]:
    """Cells of a region that are below that cell of one of its bodies, which no other body can make good (R902)."""
    ways = _ways(tree, options, norm)
    for number, tables in _regions(known, filed, tree, ways):
        if tables is None:
            yield number, Fact(_BELOW, options, ALONE, "document")
            continue
        for table in tables:
            for cell in table.cells:
                largest = cell.largest
                if not _is_below_part(cell) or largest is None:
                    continue
                row = table.form.by_key[cell.row]
                params: dict[str, Word] = {
                    "row": row.name,
                    "column": row.columns[cell.column].name,
                    "reported": plain(cell.reported.number),
                    "name": largest.name,
                    "number": plain(largest.number),
                }
                message = "money" if row.columns[cell.column].money else "broken"
                yield number, Fact(_BELOW, options, message, f"{table.form.key}/{cell.row}/{cell.column}", params)
            yield from ((number, fact) for fact in _absent(table, _BELOW, options))


def _ways(tree: Tree, options: Rollup | Below, norm: Norm) -> Ways:
    """What may be left out of sums: a roster tells it by the levels of bodies, else their names make one guess."""
    return Ways(() if tree.rostered else options.outside, options.apart, norm)


def _regions(
    known: Sequence[Known], filed: Callable[[int], Filed], tree: Tree, ways: Ways
) -> Iterator[tuple[int, Iterator[Compared] | None]]:
    """The reports that say that they cover a region, with their tables; None for one without parts."""
    numbers: Mapping[int, Known] = by_number(known)
    twins = _twins(known)
    for each in known:
        if each.covers and each.counts:
            region = tree.regions.get(each.number)
            yield each.number, None if region is None else compared(region, numbers, filed, ways, twins)


def _twins(known: Sequence[Known]) -> dict[int, list[int]]:
    """The numbers of other files that are the report of the same body for the same year."""
    groups: dict[tuple[int, int], list[int]] = {}
    for each in known:
        if each.body is not None and each.year is not None:
            groups.setdefault((each.body, each.year), []).append(each.number)
    several = (numbers for numbers in groups.values() if len(numbers) > 1)
    return {number: [other for other in numbers if other != number] for numbers in several for number in numbers}


def _is_below_part(cell: Cell) -> bool:
    number, largest = cell.reported.number, cell.largest
    return number is not None and largest is not None and number + cell.half + largest.half < largest.number


def _gap(cell: Cell, options: Rollup) -> Decimal:
    """By how much a cell differs from any sum that it may be; 0 when it is one, or nobody can tell."""
    number = cell.reported.number
    if number is None or _is_below_part(cell):
        return Decimal(0)
    tolerance = cell.half + cell.halves
    # documents that several bodies issue together are counted by each of them, and once by the region
    if number + tolerance < cell.sure and cell.row not in options.joint:
        return number - cell.sure
    if cell.whole and number - tolerance > cell.sure + cell.maybe:
        return number - cell.sure - cell.maybe
    return Decimal(0)


def _told(gap: Decimal, cell: Cell, form: TableForm, shown: int) -> Phrase:
    row = form.by_key[cell.row]
    above = cell.reported.number is not None and cell.reported.number > cell.sure
    most = tuple(Phrase("archive_share", {"name": each.name, "number": plain(each.number)}) for each in cell.most(shown))
    params: dict[str, Word] = {
        "row": row.name,
        "column": row.columns[cell.column].name,
        "reported": plain(cell.reported.number),
        "sum": plain(cell.sure + cell.maybe if above else cell.sure),
        "difference": plain(gap),
        "parts": Names(most, quoted=False),
    }
    return Phrase("archive_gap" if most else "archive_gap_alone", params)


def _absent(table: Compared, check: str, options: Rollup | Below) -> Iterator[Fact]:
    """One fact for all cells of a region that could not be read, where its bodies have numbers."""
    names = []
    for cell in table.cells:
        if cell.reported.number is None and cell.shares:
            row = table.form.by_key[cell.row]
            names.append(Phrase("archive_cell", {"row": row.name, "column": row.columns[cell.column].name}))
    if names:
        params: dict[str, Word] = {
            "table": table.form.name,
            "count": str(len(names)),
            "cells": Names(tuple(names), _MOST_ABSENT, quoted=False),
        }
        yield Fact(check, options, "blocked", table.form.key, params, blocked=True)
