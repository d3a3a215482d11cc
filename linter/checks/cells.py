"""Single cells: blank ones, what is no count, amounts, and numbers that the body cannot have."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linter.checks.filled import numbers_of
from linter.finding import Pointer, Said
from linter.fold import fold
from linter.formula import column_is_blank
from linter.named_tuple import NamedTuple
from linter.norm import Norm, TableForm
from linter.prose.pattern import compiled
from linter.report import Report, Table, Value
from linter.terms import BodyLevel, Pattern, RowKey, TableKey
from linter.words import Names, Phrase, Word

_BLANK = ("blank", "mark")


def blanks(report: Report, _: None) -> Iterator[Said]:
    """Cells without a number: one finding for a blank column, one for a row, else one for the cell."""
    for table in report.tables.values():
        if numbers_of(table) is not None:
            continue
        columns = [key for key in table.columns if column_is_blank(table, key)]
        if columns and columns == list(table.columns):
            first = next(iter(table.rows.values()))
            yield Said("table", table.key, first.span, {"table": table.form.name})
            continue
        for key in columns:
            name = table.form.columns[key].name
            yield Said("column", f"{table.key}/*/{key}", table.span, {"column": name, "table": table.form.name})
        for row in table.rows.values():
            found = {key: value for key, value in row.values.items() if value.state in _BLANK and key not in columns}
            if found:
                yield _row_blanks(table, row.key, found)


def _row_blanks(table: Table, key: str, found: dict[str, Value]) -> Said:
    row = table.rows[key]
    names = table.form.by_key[key].columns
    written = next((value.words.strip() for value in found.values() if value.words.strip()), "")
    params: dict[str, Word] = {
        "row": " ".join(row.words.split()),
        "columns": Names(tuple(names[column].name for column in found)),
        "actual": Phrase("quoted", {"name": written}) if written else Phrase("blank"),
    }
    spans = [value.span or row.span for value in found.values()]
    if len(found) == 1:
        return Said("cell", f"{table.key}/{key}/{next(iter(found))}", spans[0], params)
    related = tuple(Pointer(f"{table.key}/{key}/{column}", value.span or row.span) for column, value in found.items())
    return Said("row", f"{table.key}/{key}", row.span, params, related)


def counts(report: Report, _: None) -> Iterator[Said]:
    """Counts are whole numbers from nought up; amounts are numbers."""
    for table in report.tables.values():
        if _has_only_figures(table):
            continue
        for row in table.rows.values():
            columns = table.form.by_key[row.key].columns
            for key, value in row.values.items():
                if value.words.isdecimal() and value.state == "number":
                    continue
                message = _fault(value, columns[key].money, columns[key].signed)
                if message:
                    params = {"actual": value.words.strip(), "column": columns[key].name, "row": " ".join(row.words.split())}
                    yield Said(message, f"{table.key}/{row.key}/{key}", value.span or row.span, params)


def _has_only_figures(table: Table) -> bool:
    """Whether there is nothing in the cells but figures, as in nearly all tables."""
    words = [value.words for row in table.rows.values() for value in row.values.values()]
    return numbers_of(table) is not None and all(words) and "".join(words).isdecimal()


def _fault(value: Value, money: bool, signed: bool) -> str:
    if value.state == "words":
        return "words"
    if value.number is None:
        return ""
    if value.number < 0 and not signed:
        return "negative"
    if value.number % 1 and not money:
        return "fraction"
    return "money_unit" if value.unit in ("元", "万元", "亿元") and not money else ""


class Amounts(NamedTuple):
    """From what amount on 万元 is doubted for `bodies`, and how many decimals 万元 can have."""

    small_bodies: tuple[BodyLevel, ...]
    above: int = 100_000
    places: int = 4


def amounts(report: Report, options: Amounts) -> Iterator[Said]:
    """Amounts that look like 元 where 万元 is asked, too many decimals, and a unit that is not printed."""
    small = report.body is not None and report.body.level in options.small_bodies
    for table in report.tables.values():
        priced = _rows_with_amounts(report.norm, table.form)
        for row in [table.rows[key] for key in table.rows if key in priced]:
            for key, value in row.values.items():
                column = table.form.by_key[row.key].columns[key]
                if not column.money or value.number is None:
                    continue
                label = fold(table.labels[key].words if key in table.labels else column.label)
                params = {"actual": value.words.strip(), "row": column.name, "unit": column.unit}
                at, span = f"{table.key}/{row.key}/{key}", value.span or row.span
                printed = column.unit in label or value.unit == column.unit
                in_yuan = "元" in label and column.unit not in label
                if value.unit == "元" and printed:
                    yield Said("yuan", at, span, params)
                elif small and value.number > options.above and not in_yuan and value.unit == "":
                    yield Said("large", at, span, params)
                elif not printed and not in_yuan and value.unit == "":
                    yield Said("no_unit", at, span, params)
                if value.places > options.places and printed:
                    yield Said("places", at, span, params | {"places": str(options.places)})


def _rows_with_amounts(norm: Norm, form: TableForm) -> frozenset[str]:
    """The rows of a form that have a column for an amount of money."""
    key = ("amounts", form.key, form.edition)
    found: frozenset[str] | None = norm.caches.get(key)
    if found is None:
        rows = (row.key for row in form.numeric if any(column.money for column in row.columns.values()))
        found = norm.caches[key] = frozenset(rows)
    return found


class Power(NamedTuple):
    """Which row needs a power that the rule's bodies do not have.

    A body whose name fits `speaks_for` may be telling of the government that has it.
    """

    table: TableKey
    row: RowKey
    speaks_for: Pattern


def power(report: Report, options: Power) -> Iterator[Said]:
    """Numbers above nought in a row that the body has no power for."""
    table = report.tables.get(options.table)
    if table is None or options.row not in table.rows or report.body is None:
        return
    if compiled(report.norm, options.speaks_for).search(report.body.name):
        return
    row = table.rows[options.row]
    found = [(key, value) for key, value in row.values.items() if value.number is not None and value.number > 0]
    if found:
        columns = table.form.by_key[row.key].columns
        numbers = Names(tuple(f"{columns[key].name} {value.number}" for key, value in found), quoted=False)
        params: dict[str, Word] = {
            "row": row.words,
            "level": report.norm.level_titles[report.body.level or ""],
            "numbers": numbers,
        }
        yield Said("broken", f"{table.key}/{row.key}", found[0][1].span or row.span, params)


def in_force(report: Report, _: None) -> Iterator[Said]:
    """现行有效 cannot be less than what was made this year and not repealed."""
    table = report.tables.get("disclosure")
    if table is None:
        return
    for row in table.rows.values():
        made, repealed, valid = (row.values.get(key) for key in ("made", "repealed", "in_force"))
        if made is None or repealed is None or valid is None:
            continue
        if made.number is None or repealed.number is None or valid.number is None:
            continue
        least = made.number - repealed.number
        if Decimal(0) <= valid.number < least:
            params = {"row": row.words, "valid": str(valid.number), "made": str(made.number), "repealed": str(repealed.number)}
            yield Said("broken", f"{table.key}/{row.key}/in_force", valid.span or row.span, params | {"least": str(least)})
