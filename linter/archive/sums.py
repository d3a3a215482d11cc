"""The cells of a region's tables beside those of its parts (逐级汇总: a region's cell is the sum of its bodies')."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from heapq import nlargest

from linter.archive.cells import Cells, Number, value_of
from linter.archive.fact import Known
from linter.archive.tree import Part, Region
from linter.named_tuple import NamedTuple
from linter.norm import ColumnForm, Norm, TableForm
from linter.prose.pattern import any_of
from linter.report import Value

# these report to their own superiors and never to the region, by the practice of 逐级汇总
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
    """A table of a region's report beside those of its parts; `bodies` is the number of those.

    `cells` are those that may be wrong: the others lie between what the parts come to at least and at most.
    """

    form: TableForm
    cells: tuple[Cell, ...]
    bodies: int


class Ways(NamedTuple):
    """Which bodies may be left out (by their names), and which columns are not added up."""

    outside: tuple[str, ...]
    apart: tuple[str, ...]


class _Part(NamedTuple):
    """The tables of a part in the editions of the region's; `sure` when the region's figures must hold them."""

    name: str
    sure: bool
    tables: Mapping[str, Cells]


class Sums:
    """The regions of an archive beside their parts, each compared once for all rules that ask the same."""

    def __init__(self, known: Sequence[Known], cells: Callable[[int], Mapping[str, Cells]], norm: Norm) -> None:
        """`cells` gives the tables of a report by its number."""
        self._known = {each.number: each for each in known}
        self._twins = _twins(known)
        self._cells = cells
        self._norm = norm
        self._compared: dict[tuple[int, Ways], tuple[Compared, ...]] = {}
        self._aligned: dict[tuple[str, str, str], list[int | None]] = {}

    def of(self, region: Region, ways: Ways) -> tuple[Compared, ...]:
        """The tables of a region that its parts have too, in the same form, cell by cell."""
        asked = region.report, ways
        if asked not in self._compared:
            self._compared[asked] = tuple(self._tables(region, ways))
        return self._compared[asked]

    def _tables(self, region: Region, ways: Ways) -> Iterator[Compared]:
        own = self._cells(region.report)
        editions = {key: cells.edition for key, cells in own.items()}
        parts = [self._part(part, editions, ways) for part in region.parts if self._known[part.report].level != _VERTICAL]
        for key, cells in own.items():
            form = self._norm.tables[key][cells.edition]
            bodies = sum(key in part.tables for part in parts)
            if bodies:
                yield Compared(form, tuple(_suspicious(form, cells, parts, region.complete, ways.apart)), bodies)

    def _part(self, part: Part, editions: Mapping[str, str], ways: Ways) -> _Part:
        name = self._known[part.report].name
        sure = part.sure and (not ways.outside or any_of(self._norm, ways.outside).search(name) is None)
        tables = self._cells(part.report)
        for twin in self._twins.get(part.report, ()):
            others = self._cells(twin)
            tables = {key: self._agreed(key, cells, others[key]) for key, cells in tables.items() if key in others}
        return _Part(name, sure, {key: self._in(edition, key, tables[key]) for key, edition in editions.items() if key in tables})

    def _agreed(self, key: str, cells: Cells, other: Cells) -> Cells:
        """The cells of a part without those that another file of it has otherwise."""
        numbers = zip(cells.written, cells.numbers(), self._in(cells.edition, key, other).numbers(), strict=True)
        return cells._replace(written=[written if one == two else None for written, one, two in numbers])

    def _in(self, edition: str, key: str, cells: Cells) -> Cells:
        """The cells that mean the same in another edition's form."""
        if cells.edition == edition:
            return cells
        asked = key, edition, cells.edition
        if asked not in self._aligned:
            self._aligned[asked] = list(_places(self._norm.tables[key][edition], self._norm.tables[key][cells.edition]))
        written = [None if place is None else cells.written[place] for place in self._aligned[asked]]
        return Cells(edition, written)


def _suspicious(form: TableForm, own: Cells, parts: Sequence[_Part], complete: bool, apart: tuple[str, ...]) -> Iterator[Cell]:
    """The cells of a region that do not lie between what its parts come to at least and at most."""
    read = [part.tables[form.key].numbers() for part in parts if form.key in part.tables]
    sure = [_noughts(part.tables[form.key].numbers()) for part in parts if form.key in part.tables and part.sure]
    others = [_noughts(part.tables[form.key].numbers()) for part in parts if form.key in part.tables and not part.sure]
    nothing = [0] * len(own.written)
    least = list(map(sum, zip(nothing, *sure, strict=True)))
    most = list(map(sum, zip(least, *others, strict=True)))
    # what is below nought may make up for another part's number that is more than the region's
    below = any(min(cells) < 0 for cells in (*sure, *others))
    unread = {place for cells in read if None in cells for place, cell in enumerate(cells) if cell is None}
    whole = complete and len(read) == len(parts)
    columns = [(row.key, column) for row in form.numeric for column in row.columns.values()]
    for place, ((row, column), number) in enumerate(zip(columns, own.numbers(), strict=True)):
        if column.signed or column.key in apart:
            continue
        bounded = whole and place not in unread
        if below or number is None or number < least[place] or (bounded and number > most[place]):
            yield _cell(row, column, place, own, parts, form.key, bounded)


def _noughts(numbers: Sequence[Number | None]) -> Sequence[Number]:
    """Numbers with nought where there is none."""
    return [number or 0 for number in numbers]


def _cell(row: str, column: ColumnForm, place: int, own: Cells, parts: Sequence[_Part], key: str, whole: bool) -> Cell:
    reported = value_of(own.written[place]) or Value("absent")
    sure = maybe = halves = _NOUGHT
    shares = []
    for part in parts:
        value = value_of(part.tables[key].written[place]) if key in part.tables else None
        if value is None or not value.number:
            continue
        half = half_unit(value, column)
        halves += half
        if part.sure:
            sure += value.number
            shares.append(Share(value.number, half, part.name))
        else:
            maybe += value.number
    return Cell(row, column.key, reported, half_unit(reported, column), sure, maybe, halves, whole, tuple(shares))


def _twins(known: Sequence[Known]) -> dict[int, list[int]]:
    """The numbers of other files that are the report of the same body for the same year."""
    groups: dict[tuple[int, int], list[int]] = {}
    for each in known:
        if each.body is not None and each.year is not None:
            groups.setdefault((each.body, each.year), []).append(each.number)
    several = (numbers for numbers in groups.values() if len(numbers) > 1)
    return {number: [other for other in numbers if other != number] for numbers in several for number in numbers}


def half_unit(value: Value, column: ColumnForm) -> Decimal:
    """Half a unit of the last decimal of an amount, which may be rounded; nothing for counts and nought."""
    return Decimal(5).scaleb(-value.places - 1) if column.money and value.number else _NOUGHT


def _places(form: TableForm, other: TableForm) -> Iterator[int | None]:
    """For every cell of a form its place in another: labels tell whether both mean the same, keys alone do not."""
    columns = [(row.key, column) for row in other.numeric for column in row.columns]
    places = {cell: place for place, cell in enumerate(columns)}
    for row in form.numeric:
        same = other.by_key.get(row.key)
        for key, column in row.columns.items():
            means = (
                same is not None and same.label == row.label and key in same.columns and same.columns[key].label == column.label
            )
            yield places[row.key, key] if means else None
