"""Sums inside a table: each message gives both sides, the difference, and every cell used; absent cells block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from linter.checks.filled import Lines, all_hold, lines_of
from linter.finding import Pointer, Said
from linter.formula import (
    Evaluation,
    Identity,
    Question,
    Sides,
    Used,
    column_is_blank,
    compared,
    parse_identity,
    sides_of,
    text_of,
)
from linter.named_tuple import NamedTuple
from linter.norm import Norm, TableForm
from linter.place import section_span
from linter.report import Report, Table
from linter.terms import ColumnKey, Formula, TableKey
from linter.text import Span
from linter.words import Names, Phrase, Word


class Options(NamedTuple):
    """An identity over a table: `along` columns (names are rows) or rows (names are columns).

    With `follows`, a broken identity in that column is left out when columns beside it are broken too, or when a row
    it uses does not add up: then it only repeats them.
    """

    table: TableKey
    along: Literal["columns", "rows"]
    holds: Formula
    follows: ColumnKey = ColumnKey("")


def check(report: Report, options: Options) -> Iterator[Said]:
    """The identity in every column or row; broken ones one by one, those that cannot be decided together."""
    table = report.tables.get(options.table)
    if table is None:
        params = {"table": report.norm.tables[options.table]["2021"].name}
        yield Said("no_table", options.table, section_span(report, options.table), params, blocked=True)
        return
    keys, sides, lines = _keys_and_sides(report.norm, table.form, options)
    if all_hold(table, lines):
        return
    identity = identity_of(report.norm, options.holds)
    blank = frozenset(column for column in table.form.columns if column_is_blank(table, column))
    questions = {key: Question(sides, table, options.along, key) for key in keys}
    found = {key: compared(identity.comparison, question, blank) for key, question in questions.items()}
    if _blank_is_unknown(found):
        found = {key: result._replace(verdict=result.cautious) for key, result in found.items()}
    for key, result in found.items():
        if result.verdict == "broken" and not _repeats(key, found, table, options):
            yield _broken(report, options, identity, table, key, result)
    yield from _blocked(options, table, {key: result for key, result in found.items() if result.verdict == "blocked"})


def _blank_is_unknown(found: Mapping[str, Evaluation]) -> bool:
    """Whether a blank column cannot mean nothing: most sums that have a number in them would be broken by it."""
    doubtful = [result for result in found.values() if result.verdict != result.cautious]
    counted = [result for result in found.values() if result.left or result.right]
    return len(doubtful) * 2 > len(counted)


def identity_of(norm: Norm, holds: str) -> Identity:
    """The identity that a rule states, parsed once a norm."""
    known = norm.caches.get(("identity", holds))
    if known is None:
        known = norm.caches["identity", holds] = parse_identity(holds)
    return known


def names_of(norm: Norm, form: TableForm, along: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The keys that short names mean in this form, and the rows of each group."""
    key = ("names", form.key, form.edition, along)
    known = norm.caches.get(key)
    if known is None:
        if along == "rows":
            known = ({column.name: column.key for row in form.numeric for column in row.columns.values()}, {})
        else:
            names = {row.name: row.key for row in form.numeric}
            groups = {
                row.name: tuple(each.key for each in form.numeric if each.key.startswith(row.key + ".")) or (row.key,)
                for row in form.rows
            }
            known = (names, groups)
        norm.caches[key] = known
    return known


def _keys_and_sides(norm: Norm, form: TableForm, options: Options) -> tuple[list[str], Sides, Lines | None]:
    """The columns or rows of the form that the identity is for, the keys that it adds up there, and these line by line."""
    key = ("sides", form.key, form.edition, options.along, options.holds)
    known = norm.caches.get(key)
    if known is None:
        identity = identity_of(norm, options.holds)
        names, groups = names_of(norm, form, options.along)
        keys = list(form.columns)
        if options.along == "rows":
            keys = [row.key for row in form.numeric if _applies(identity, form, row.key, names)]
        sides: Sides = sides_of(identity, names, groups) if keys else ((), ())
        known = norm.caches[key] = keys, sides, lines_of(form, options.along, keys, identity.comparison, sides)
    return known


def _applies(identity: Identity, form: TableForm, row: str, names: dict[str, str]) -> bool:
    """Whether the row has all the columns that the identity names."""
    columns = form.by_key[row].columns
    return all(term.kind == "number" or names.get(term.name) in columns for term in (*identity.left, *identity.right))


def _repeats(key: str, found: dict[str, Evaluation], table: Table, options: Options) -> bool:
    """Whether the column only repeats what broken columns beside it or rows that do not add up already say."""
    if key != options.follows:
        return False
    if any(other != key and result.verdict == "broken" for other, result in found.items()):
        return True
    return any(not _adds_up(table, cell.row, key) for cell in found[key].used)


def _adds_up(table: Table, row: str, total: str) -> bool:
    values = {key: value.number for key, value in table.rows[row].values.items()}
    if any(number is None for number in values.values()):
        return True
    return sum((number or Decimal(0) for key, number in values.items() if key != total), Decimal(0)) == values[total]


def _broken(report: Report, options: Options, identity: Identity, table: Table, key: str, result: Evaluation) -> Said:
    at = f"{table.key}/*/{key}" if options.along == "columns" else f"{table.key}/{key}"
    where = table.form.columns[key].name if options.along == "columns" else _row_words(table, key)
    used = result.used
    params = {
        "where": where,
        "left_text": text_of(identity.left),
        "left": _plain(result.left),
        "right_text": text_of(identity.right),
        "right": _plain(result.right),
        "difference": _plain(abs(result.difference)),
        "cells": _cells(used),
    }
    related = tuple(
        Pointer(f"{table.key}/{cell.row}/{cell.column}", cell.value.span, f"{cell.name} {_plain(cell.value.number)}")
        for cell in used
        if cell.value.span is not None and cell.value.number is not None
    )
    return Said("broken", at, _span(table, used), params, related)


def _span(table: Table, used: tuple[Used, ...]) -> Span:
    """The cell that stands for the sum: the first total used, else the first cell."""
    spans = [cell.value.span for cell in used if cell.value.span is not None]
    totals = [cell.value.span for cell in used if cell.value.span and (cell.row.endswith("total") or cell.column == "total")]
    return (totals or spans or [table.span])[0]


def _row_words(table: Table, key: str) -> str:
    return " ".join(table.rows[key].words.split()) if key in table.rows else table.form.by_key[key].label


def _cells(used: tuple[Used, ...]) -> Word:
    """Every cell that is not nought, and that the others are."""
    shown = tuple(f"{cell.name} {_plain(cell.value.number)}" for cell in used if cell.value.number)
    cells = Names(shown, quoted=False, between="pause")
    nought = len(used) - len(shown)
    return Phrase("cells_and_nought", {"cells": cells, "count": str(nought)}) if nought else cells


def _plain(number: Decimal | None) -> str:
    """A number without exponent or needless noughts."""
    if number is None:
        return ""
    return f"{number.normalize():f}" if number else "0"


def _blocked(options: Options, table: Table, found: dict[str, Evaluation]) -> Iterator[Said]:
    """One finding for all columns or rows that lack cells: which they are, and what is absent."""
    if not found:
        return
    if options.along == "columns":
        columns = tuple(Phrase("named_column", {"name": table.form.columns[key].name}) for key in found)
        where = Names(columns, quoted=False)
    else:
        where = Names(tuple(_row_words(table, key) for key in found), 3, "and_more_rows")
    absent = dict.fromkeys(part.name for result in found.values() for part in result.lacking)
    yield Said("blocked", table.key, table.span, {"where": where, "absent": Names(tuple(absent), 4)}, blocked=True)
