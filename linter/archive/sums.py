"""The cells of a region's tables beside those of its parts (逐级汇总: a region's cell is the sum of its bodies')."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from heapq import nlargest
from typing import NamedTuple

from linter.archive.fact import Known
from linter.archive.filed import Filed
from linter.archive.tree import Region
from linter.norm import ColumnForm, Norm, TableForm
from linter.prose.pattern import any_of
from linter.report import Table, Value

_VERTICAL = "vertical"
_NOUGHT = Decimal(0)


class Share(NamedTuple):
    """What one part has in a cell; `half` is half a unit of the last decimal of an amount."""

    number: Decimal
    half: Decimal
    name: str


class Cell(NamedTuple):
    """A cell of a region's report beside the same cell of its parts.

    `reported` is what stands there, with `half` a unit of its last decimal. `sure` and `maybe` are the sums of the parts
    that must and that may be counted, `halves` half a unit for each amount among them. `whole` says that all parts are there
    and read; `shares` are the sure parts that are not nought.
    """

    row: str
    column: str
    reported: Value
    half: Decimal
    sure: Decimal
    maybe: Decimal
    halves: Decimal
    whole: bool
    shares: tuple[Share, ...]

    @property
    def largest(self) -> Share | None:
        """The largest of the sure parts."""
        return max(self.shares, key=lambda share: share.number, default=None)

    def most(self, count: int) -> list[Share]:
        """The largest of the sure parts, the largest first."""
        return nlargest(count, self.shares, key=lambda share: share.number)


class Compared(NamedTuple):
    """A table of a region's report beside those of its parts; `bodies` is the number of those."""

    form: TableForm
    cells: tuple[Cell, ...]
    bodies: int


class Ways(NamedTuple):
    """Which bodies may be left out (by their names), and which columns are not added up."""

    outside: tuple[str, ...]
    apart: tuple[str, ...]
    norm: Norm


class _Sum:
    """The sum of a cell while parts are added."""

    __slots__ = ("column", "halves", "maybe", "row", "shares", "sure", "unread")

    def __init__(self, row: str, column: ColumnForm) -> None:
        self.row = row
        self.column = column
        self.sure = self.maybe = self.halves = _NOUGHT
        self.shares: list[Share] = []
        self.unread = False

    def add(self, value: Value, name: str, sure: bool) -> None:
        if value.number is None:
            self.unread = True
        elif value.number:
            half = half_unit(value, self.column)
            self.halves += half
            if sure:
                self.sure += value.number
                self.shares.append(Share(value.number, half, name))
            else:
                self.maybe += value.number


def compared(
    region: Region, known: Mapping[int, Known], filed: Callable[[int], Filed], ways: Ways, twins: Mapping[int, Sequence[int]]
) -> Iterator[Compared]:  # fmt: skip
    """The tables of a region that its parts have too, in the same form, cell by cell.

    `twins` are other files with the report of a part: cells in which they differ are not known.
    """
    own = filed(region.report)
    sums = {key: _sums(table.form, ways.apart) for key, table in own.tables.items()}
    bodies = dict.fromkeys(sums, 0)
    outside = any_of(ways.norm, ways.outside)
    for part in region.parts:
        report = known[part.report]
        # vertical bodies report to their own superiors and never to the region, by the practice of 逐级汇总
        if report.level == _VERTICAL:
            continue
        sure = part.sure and (not ways.outside or outside.search(report.name) is None)
        tables = _undisputed(part.report, twins.get(part.report, ()), filed)
        for key, cells in sums.items():
            table = tables.get(key)
            bodies[key] += table is not None
            for each in cells:
                if table is not None and _same_cell(own.tables[key].form, table.form, each.row, each.column.key):
                    each.add(table.value(each.row, each.column.key), report.name, sure)
                else:
                    each.unread = True
    for key, table in own.tables.items():
        if bodies[key]:
            yield Compared(table.form, tuple(_cell(table, each, region.complete) for each in sums[key]), bodies[key])


def _undisputed(report: int, twins: Sequence[int], filed: Callable[[int], Filed]) -> Mapping[str, Table]:
    """The tables of a report without the cells that other files of it have otherwise."""
    tables = filed(report).tables
    for twin in twins:
        others = filed(twin).tables
        tables = {key: _agreed(table, others[key]) for key, table in tables.items() if key in others}
    return tables


def _agreed(table: Table, other: Table) -> Table:
    rows = {
        key: row._replace(
            values={column: value for column, value in row.values.items() if value.number == other.value(key, column).number}
        )
        for key, row in table.rows.items()
    }
    return table._replace(rows=rows)


def half_unit(value: Value, column: ColumnForm) -> Decimal:
    """Half a unit of the last decimal of an amount, which may be rounded; nothing for counts and nought."""
    return Decimal(5).scaleb(-value.places - 1) if column.money and value.number else _NOUGHT


def by_number(known: Sequence[Known]) -> dict[int, Known]:
    """Reports by their numbers."""
    return {each.number: each for each in known}


def _sums(form: TableForm, apart: tuple[str, ...]) -> list[_Sum]:
    return [
        _Sum(row.key, column)
        for row in form.numeric for column in row.columns.values() if not column.signed and column.key not in apart
    ]  # fmt: skip


def _same_cell(form: TableForm, other: TableForm, row: str, column: str) -> bool:
    """Whether two forms mean the same by a row and column: labels tell, keys alone do not."""
    if form is other:
        return True
    one, two = form.by_key[row], other.by_key.get(row)
    return (
        two is not None and one.label == two.label and column in two.columns
        and one.columns[column].label == two.columns[column].label
    )  # fmt: skip


def _cell(table: Table, found: _Sum, complete: bool) -> Cell:
    value = table.value(found.row, found.column.key)
    return Cell(
        found.row, found.column.key, value, half_unit(value, found.column), found.sure, found.maybe, found.halves,
        complete and not found.unread, tuple(found.shares),
    )  # fmt: skip
