"""This year beside last year: what is carried over, what goes on, and what was copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Literal

from linter.checks.claims import plain
from linter.checks.filled import Numbers, numbers_of
from linter.checks.identity import identity_of, names_of
from linter.finding import Said, Skip
from linter.formula import Evaluation, Question, Sides, compared, sides_of
from linter.named_tuple import NamedTuple
from linter.norm import Norm, TableForm
from linter.place import section_span
from linter.prose.pairs import pairs
from linter.prose.pattern import any_of
from linter.report import Report, Table
from linter.terms import ColumnKey, Formula, Marked, Pattern, RowKey, SectionKey, TableKey
from linter.words import Names, Phrase, Word


class Continuity(NamedTuple):
    """An identity over this year's table and last year's (`@上年.`), and where a broken one stands.

    `cell` is the row (along columns) or column (along rows) of the finding. `editions` are those that last year's report
    must have. With `explained`, a broken identity is said otherwise where a sentence holds both that and `about`.
    """

    table: TableKey
    along: Literal["columns", "rows"]
    holds: Formula
    cell: RowKey | ColumnKey
    editions: tuple[Literal["2021", "2019"], ...]
    explained: tuple[Marked, ...] = ()
    about: tuple[Marked, ...] = ()
    follows: ColumnKey = ColumnKey("")


def continuity(report: Report, options: Continuity) -> Iterator[Said | Skip]:
    """The identity in every column or row that both tables have."""
    before = report.previous
    if before is None:
        yield Skip(report.no_previous)
        return
    if before.edition not in options.editions:
        yield Skip(Phrase("previous_edition", {"name": report.norm.edition_name(before.edition)}))
        return
    table, last_year = report.tables.get(options.table), before.tables.get(options.table)
    if table is None or last_year is None:
        which: Word = Phrase("this_years_table" if table is None else "last_years_table")
        yield Said("no_table", options.table, section_span(report, options.table), {"which": which}, blocked=True)
        return
    found = dict(_evaluations(report, options, table, last_year))
    broken = [key for key, result in found.items() if result.verdict == "broken"]
    message = "explained" if broken and _is_explained(report, options) else "broken"
    for key in broken:
        if key != options.follows or len(broken) == 1:
            yield _broken(message, key, found[key], report, options, table)
    blocked = [key for key, result in found.items() if result.verdict == "blocked"]
    if blocked:
        forms = table.form.columns if options.along == "columns" else table.form.by_key
        absent = {f"{cell.name}": None for key in blocked for cell in found[key].absent}
        params = {"where": Names(tuple(forms[key].name for key in blocked), 4), "absent": Names(tuple(absent), 4)}
        yield Said("blocked", options.table, table.span, params, blocked=True)


def _evaluations(report: Report, options: Continuity, table: Table, last_year: Table) -> Iterator[tuple[str, Evaluation]]:
    comparison = identity_of(report.norm, options.holds).comparison
    keys, sides = _keys_and_sides(report.norm, table.form, options)
    for key in keys:
        yield key, compared(comparison, Question(sides, table, options.along, key, last_year))


def _keys_and_sides(norm: Norm, form: TableForm, options: Continuity) -> tuple[list[str], Sides]:
    """The columns or rows of the form that the identity is for, and what it adds up there, found out once a norm."""
    key = ("over two years", form.key, form.edition, options.along, options.cell, options.holds)
    known: tuple[list[str], Sides] | None = norm.caches.get(key)
    if known is None:
        names, groups = names_of(norm, form, options.along)
        keys = list(form.columns)
        if options.along == "rows":
            keys = [row.key for row in form.numeric if options.cell in row.columns]
        # a form with no such rows may not have the columns either
        sides: Sides = sides_of(identity_of(norm, options.holds), names, groups) if keys else ((), ())
        known = norm.caches[key] = keys, sides
    return known


def _broken(message: str, key: str, result: Evaluation, report: Report, options: Continuity, table: Table) -> Said:
    row, column = (options.cell, key) if options.along == "columns" else (key, options.cell)
    value = table.value(row, column)
    cells: list[Word] = [
        Phrase("last_years_cell" if not cell.this_year else "cell_is", {"name": cell.name, "value": plain(cell.value.number)})
        for cell in result.used
    ]
    where = table.form.columns[key].name if options.along == "columns" else table.form.by_key[key].name
    params: dict[str, Word] = {
        "where": where, "left": plain(result.left), "right": plain(result.right),
        "difference": plain(abs(result.difference)), "cells": Names(tuple(cells), quoted=False, between="pause"),
    }  # fmt: skip
    return Said(message, f"{table.key}/{row}/{column}", value.span or table.span, params)


def _is_explained(report: Report, options: Continuity) -> bool:
    explained, about = any_of(report.norm, options.explained), any_of(report.norm, options.about)
    return any(
        explained.search(sentence.masked) is not None and about.search(sentence.masked) is not None
        for passage in report.passages.values()
        for sentence in passage.sentences
    )


class Copied(NamedTuple):
    """How many cells above nought a table must have for being the same to mean something; `whole` that for all tables."""

    least: int
    whole: int


def figures(report: Report, options: Copied) -> Iterator[Said | Skip]:
    """Tables with numbers above nought that are the same as last year's, cell by cell."""
    before = report.previous
    if before is None:
        yield Skip(report.no_previous)
        return
    # how many cells above nought the tables have that are the same
    same: dict[str, int] = {}
    tried = 0
    for key, table in report.tables.items():
        last_year = before.tables.get(key)
        if last_year is None or last_year.form.edition != table.form.edition:
            continue
        tried += 1
        numbers = _numbers_of_all(table)
        if numbers is not None and numbers == _numbers_of_all(last_year):
            same[key] = sum(map(bool, chain.from_iterable(numbers.values())))
    counted = sum(same.values())
    named = [key for key, filled in same.items() if filled >= options.least]
    if len(same) == tried == len(report.norm.tables) and counted >= options.whole:
        # a table of noughts is the same in most years: it is no sign, and nothing is to be looked at there
        named = [key for key, filled in same.items() if filled]
    if named:
        spans = report.tables[named[0]].span
        titles = Names(tuple(report.tables[key].form.name for key in named))
        yield Said("broken", named[0], spans, {"tables": titles, "year": str(before.year)})


def _numbers_of_all(table: Table) -> Numbers | None:
    """The numbers of all rows of the form; None for a table with cells that were not read."""
    numbers = numbers_of(table)
    return numbers if numbers is not None and len(numbers) == len(table.form.numeric) else None


class Alike(NamedTuple):
    """A section, from what share on it is the same as last year's, and how long it must be; `masked` is left out."""

    section: SectionKey
    share: float
    least: int
    masked: tuple[Pattern, ...]


def words(report: Report, options: Alike) -> Iterator[Said | Skip]:
    """A section that says what last year's said."""
    before = report.previous
    if before is None:
        yield Skip(report.no_previous)
        return
    section = report.sections[options.section]
    masked = any_of(report.norm, options.masked)
    now = masked.sub("", report.passages[options.section].words)
    then = masked.sub("", before.words.get(options.section, ""))
    if section.heading is None or not now or not then:
        yield Said("blocked", options.section, section_span(report, options.section), blocked=True)
        return
    if min(len(now), len(then)) < options.least:
        return
    share = likeness(now, then)
    if share >= options.share:
        params = {"heading": section.heading.words, "year": str(before.year), "share": str(int(share * 100))}
        yield Said("broken", options.section, section.heading.span, params)


def likeness(one: str, other: str) -> float:
    """The share of character pairs that two texts have in common, from 0 to 1."""
    return common_share(pairs_of(one), pairs_of(other))


def pairs_of(text: str) -> Counter[int]:
    """How often each pair of characters that stand side by side occurs."""
    return Counter(pairs(text))


def common_share(one: Counter[int], other: Counter[int]) -> float:
    """The share of two texts' pairs that they have in common, from 0 to 1."""
    total = one.total() + other.total()
    both = one.keys() & other.keys()
    return 2 * sum(map(min, map(one.__getitem__, both), map(other.__getitem__, both))) / total if total else 0.0
