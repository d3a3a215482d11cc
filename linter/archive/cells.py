"""Cells of tables as they are filed, many tables beside one another: how they are written down, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from linter.named_tuple import NamedTuple
from linter.norm import TableForm
from linter.report import Table, TableRow, Value
from linter.text import Span

Number = Decimal | int

_NOWHERE = Span(0, 0)
# what is larger is written in digits, as numbers of JSON have no bounds
_LARGE = 10**15
_MOST_COUNTS = 4096
# how a cell that is no number is written down; one that is not there at all is null
_STATES: Mapping[str, Any] = {"blank": False, "mark": True, "words": "words", "absent": "absent"}


class Cells(NamedTuple):
    """The cells of a table of a form's edition, in the form's order, as they are written down."""

    edition: str
    written: Sequence[Any]

    def numbers(self) -> Sequence[Number | None]:
        """The bare numbers; None where a cell has none."""
        return self.written if _are_counts(self.written) else [_number(cell) for cell in self.written]


def _number(cell: Any) -> Number | None:
    value = value_of(cell)
    return None if value is None else value.number


def _are_counts(cells: Sequence[Any]) -> bool:
    return set(map(type, cells)) == {int}


def written_cells(table: Table) -> list[Any]:
    """The cells of a table in the form's order: numbers as they are written, other states by their signs."""
    values: list[Value | None] = []
    for row in table.form.numeric:
        found = table.rows.get(row.key)
        values += map(found.values.get, row.columns) if found else [None] * len(row.columns)
    return _counts(values) or [_written(value) for value in values]


def _counts(values: Sequence[Value | None]) -> list[int] | None:
    """The numbers of cells that hold whole numbers and nothing else, as those of most tables; None where one holds more."""
    if None in values:
        return None
    _, numbers, _, _, units, places = zip(*values, strict=True)
    if any(units) or any(places):
        return None
    try:
        counts = list(map(int, numbers))
    except TypeError:  # a cell without a number
        return None
    return counts if counts == list(numbers) and -_LARGE < min(counts) <= max(counts) < _LARGE else None


def _written(value: Value | None) -> Any:
    if value is None:
        return None
    state, number, _, _, unit, places = value
    if number is None:
        return _STATES[state]
    # the decimals that are shown decide on the tolerance of sums, the unit on whether amounts are compared
    if not places and not unit and -_LARGE < (whole := int(number)) < _LARGE and whole == number:
        return whole
    return f"{number:f}|{places}|{unit}"


def table_of(form: TableForm, cells: Sequence[Any]) -> Table:
    """The table of these cells; its cells have no places in a file."""
    counted = _are_counts(cells)
    # the columns of a row take as many values as they are
    left = map(_COUNTS.__getitem__, cells) if counted else map(value_of, cells)
    rows: dict[str, TableRow] = {}
    for row in form.numeric:
        values = dict(zip(row.columns, left, strict=False))
        if not counted:
            values = {column: value for column, value in values.items() if value is not None}
        if values:
            rows[row.key] = TableRow(row.key, row.label, _NOWHERE, values)  # type: ignore[arg-type]
    return Table(form, _NOWHERE, None, rows, tuple(form.columns), (), (), tuple(rows))


class _Counts(dict[int, Value]):
    """The values of whole numbers, those met first remembered: most numbers are small."""

    def __missing__(self, count: int) -> Value:
        value = Value("number", Decimal(count))
        if len(self) < _MOST_COUNTS:
            self[count] = value
        return value


_COUNTS = _Counts()


@lru_cache(maxsize=1024, typed=True)
def value_of(cell: Any) -> Value | None:
    """What a cell holds; None for one that is not there."""
    if cell is None:
        return None
    if cell is False or cell is True:
        return Value("mark" if cell else "blank")
    if isinstance(cell, int):
        return Value("number", Decimal(cell))
    number, *rest = cell.split("|")
    return Value("number", Decimal(number), unit=rest[1], places=int(rest[0])) if rest else Value(number)
