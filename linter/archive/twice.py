"""One report in two files, in any formats: where they are the same, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

from linter.archive.bodies import Bodies
from linter.archive.fact import Fact, Known
from linter.archive.filed import Filed
from linter.archive.naming import bare_name, is_region, region_ends
from linter.checks.across import Twice
from linter.checks.claims import plain
from linter.norm import Norm
from linter.report import Table, Value
from linter.words import Names, Phrase, Word

_CHECK = "same-report-twice"
_DIGITS = re.compile(r"\d")


def same_report_twice(
    known: Sequence[Known], filed: Callable[[int], Filed], bodies: Bodies, options: Twice
) -> Iterator[tuple[int, Fact]]:
    """Files that are the report of one body for one year, each with the others and where it differs from them (R904)."""
    groups: dict[tuple[int, int], list[Known]] = {}
    for each in known:
        if each.counts and each.body is not None and each.year is not None:
            groups.setdefault((each.body, each.year), []).append(each)
    for reports in groups.values():
        if len(reports) > 1:
            yield from _of_group(reports, filed, bodies.norm, options)


def _of_group(reports: Sequence[Known], filed: Callable[[int], Filed], norm: Norm, options: Twice) -> Iterator[tuple[int, Fact]]:
    first = reports[0]
    held = filed(first.number)
    if not held.tables and not any(held.words.values()):
        return
    found: list[tuple[Known, list[Word]]] = []
    for each in reports[1:]:
        differences = list(_differences(filed(each.number), held, norm))
        # towns of different counties may have one name; only what is the same word for word is then one report
        if not differences or not _may_be_two(first, each, norm):
            found.append((each, differences))
    if not found:
        return
    other, differs = next((each for each in found if each[1]), found[0])
    differences = list(_differences(held, filed(other.number), norm)) if differs else []
    yield first.number, _fact([each.path for each, _ in found], len(found), other.path, differences, options)
    # of very many copies only the first are named, whichever of them the finding is on
    paths = [first.path, *(each.path for each, _ in found[: options.shown])]
    for each, differences in found:
        others = [path for path in paths if path != each.path]
        yield each.number, _fact(others, len(found), first.path, differences, options)


def _fact(others: Sequence[str], count: int, other: str, differences: Sequence[Word], options: Twice) -> Fact:
    params: dict[str, Word] = {"files": _files(others, count, options.shown)}
    if differences and count > 1:
        params["other"] = other
    if differences:
        params["differences"] = Names(tuple(differences), options.shown, "archive_more", quoted=False, between="semicolon")
    message = ("differs_many" if count > 1 else "differs") if differences else "same"
    return Fact(_CHECK, options, message, "document", params)


def _files(paths: Sequence[str], count: int, shown: int) -> Word:
    names = Names(tuple(paths[:shown]))
    return Phrase("archive_files", {"names": names, "count": str(count)}) if count > shown else names


def _may_be_two(one: Known, other: Known, norm: Norm) -> bool:
    """Whether two reports under a name without a region may be those of two bodies: they lie in different folders."""
    for each in (one, other):
        bare = bare_name(each.name, norm)
        if is_region(bare, norm) or any(end > 1 for end in region_ends(bare, norm)):
            return False
    return _folders(one) != _folders(other)


def _folders(report: Known) -> tuple[str, ...]:
    """The folders of a report without those of years."""
    return tuple(part for part in PurePath(report.path).parts[:-1] if not _DIGITS.search(part))


def _differences(one: Filed, other: Filed, norm: Norm) -> Iterator[Word]:
    for key, editions in norm.tables.items():
        table, second = one.tables.get(key), other.tables.get(key)
        if table is not None and second is not None:
            yield from _cells(table, second)
        elif table is not second:
            name = next(iter(editions.values())).name
            yield Phrase("archive_table_only_here" if table is not None else "archive_table_only_there", {"table": name})
    for section in norm.sections:
        words, others = (each.words.get(section.key, "").replace("\n", "") for each in (one, other))
        if words != others:
            yield Phrase("archive_words_differ", {"section": section.heading})


def _cells(table: Table, other: Table) -> Iterator[Word]:
    if table.form.edition != other.form.edition:
        yield Phrase("archive_form_differs", {"table": table.form.name})
        return
    for row in table.form.numeric:
        for column in row.columns.values():
            values = [each.value(row.key, column.key) for each in (table, other)]
            if (values[0].state, values[0].number) != (values[1].state, values[1].number):
                here, there = map(_shown, values)
                params: dict[str, Word] = {"row": row.name, "column": column.name, "here": here, "there": there}
                yield Phrase("archive_cell_differs", params)


def _shown(value: Value) -> Word:
    return plain(value.number) if value.number is not None else Phrase("archive_no_number")
