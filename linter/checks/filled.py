"""Tables in which every cell is a number: their numbers, and sums that hold in all columns or rows, found out at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, Rounded, getcontext
from itertools import chain
from operator import eq, ge, le
from typing import Any

from linter.formula import Sides
from linter.named_tuple import NamedTuple
from linter.norm import TableForm
from linter.report import Table

# the numbers of each row, in the order of its columns in the form
Numbers = Mapping[str, Sequence[Decimal]]

_NOUGHT = Decimal(0)
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {"=": eq, "<=": le, ">=": ge}
# the tables of this year's report and of last year's
_MOST = 8
_KNOWN: dict[int, tuple[Table, Numbers | None]] = {}


def numbers_of(table: Table) -> Numbers | None:
    """The numbers of all rows found; None if a cell of theirs is no number. Many rules ask for the same table."""
    # a table that is remembered is not freed, so that no other one has its id
    known = _KNOWN.get(id(table))
    if known is None:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        known = _KNOWN[id(table)] = table, _numbers(table)
    return known[1]


def _numbers(table: Table) -> Numbers | None:
    forms, found = table.form.by_key, {}
    try:
        for key, row in table.rows.items():
            columns, values = forms[key].columns, row.values
            if len(values) != len(columns):
                return None
            found[key] = [values[column].number for column in columns]
    except KeyError:
        return None
    return found if set(map(type, chain.from_iterable(found.values()))) <= {Decimal} else None  # type: ignore[return-value]


class Line(NamedTuple):
    """What a part of a sum is in all columns or rows: the row or column that it stands in, or the same number everywhere."""

    key: str
    sign: int
    number: Decimal | None


class Lines(NamedTuple):
    """Two sides that are added up line by line: a line is a row, or for sums `along` rows a column of the rows `keys`."""

    along: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    comparison: str
    sides: tuple[tuple[Line, ...], tuple[Line, ...]]


def lines_of(form: TableForm, along: str, keys: Sequence[str], comparison: str, sides: Sides) -> Lines | None:
    """The lines of a sum over this year's table; None if rows that stand beside each other have other columns."""
    left, right = (tuple(Line(part.key, part.sign, part.number) for part in side) for side in sides)
    rows = keys if along == "rows" else [line.key for line in (*left, *right) if line.number is None]
    columns = [tuple(form.by_key[row].columns) for row in rows]
    if len(set(columns)) != 1 or (along == "columns" and columns[0] != tuple(keys)):
        return None
    return Lines(along, tuple(keys), columns[0], comparison, (left, right))


def all_hold(table: Table, lines: Lines | None) -> bool:
    """Whether every sum holds, seen without looking at each: no cell is missing, and both sides compare as they must.

    The parts are added in the order in which `linter.formula` adds them; a sum with so many figures that it is rounded is
    left to it.
    """
    numbers = numbers_of(table)
    if lines is None or numbers is None:
        return False
    context = getcontext()
    context.flags[Rounded] = False
    try:
        if lines.along == "rows":
            numbers = dict(zip(lines.columns, zip(*map(numbers.__getitem__, lines.keys), strict=True), strict=True))
        left, right = (_totals(side, numbers, len(lines.keys)) for side in lines.sides)
    except KeyError:
        return False
    return all(map(_COMPARED[lines.comparison], left, right)) and not context.flags[Rounded]


def _totals(side: Sequence[Line], numbers: Numbers, count: int) -> list[Decimal]:
    """One side of a sum in every column or row."""
    found: list[Sequence[Decimal]] = []
    for key, sign, number in side:
        line = numbers[key] if number is None else [number] * count
        found.append(line if sign > 0 else [-each for each in line])
    return [sum(parts, _NOUGHT) for parts in zip(*found, strict=True)]
