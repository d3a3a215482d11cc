"""A region's report against those of its bodies: R901 and R902, by the practice of 逐级汇总."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from linter.archive.fact import Fact, Known
from linter.archive.sums import Cell, Compared, Sums, Ways
from linter.archive.tree import Tree
from linter.checks.across import ALONE, Below, Rollup
from linter.checks.claims import plain
from linter.norm import TableForm
from linter.words import Names, Phrase, Word

_SUM, _BELOW = "rollup-sum", "rollup-below-part"
_MOST_ABSENT = 4


def rollup_sum(known: Sequence[Known], tree: Tree, sums: Sums, options: Rollup) -> Iterator[tuple[int, Fact]]:
    """Tables of a region that are not the sums of those of its bodies, one fact a table (R901).

    Where bodies may be missing, only what is below the sum of those that are there is wrong. What one body alone is above is
    left to R902.
    """
    for number, tables in _regions(known, tree, sums, options):
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


def rollup_below_part(known: Sequence[Known], tree: Tree, sums: Sums, options: Below) -> Iterator[tuple[int, Fact]]:
    """Cells of a region that are below that cell of one of its bodies, which no other body can make good (R902)."""
    for number, tables in _regions(known, tree, sums, options):
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


def _regions(
    known: Sequence[Known], tree: Tree, sums: Sums, options: Rollup | Below
) -> Iterator[tuple[int, Sequence[Compared] | None]]:
    """The reports that say that they cover a region, with their tables; None for one without parts."""
    # a roster tells by the levels of bodies what may be left out, else their names make one guess
    ways = Ways(() if tree.rostered else options.outside, options.apart)
    for each in known:
        if each.covers and each.counts:
            region = tree.regions.get(each.number)
            yield each.number, None if region is None else sums.of(region, ways)


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
