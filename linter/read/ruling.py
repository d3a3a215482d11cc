"""Grids out of ruling lines: where the cells of a table are, and how far each reaches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from linter.named_tuple import NamedTuple
from linter.read.pdf_sheet import Box, Ruling

# in points: lines of a double border, gaps between dashes, and what misses a crossing
_SAME, _DASH, _MISS = 3.5, 6.0, 4.0
_SHORTEST = 7.0
# a column or row that is narrower holds no character: borders of neighbouring rows that do not quite meet
_SLIVER = 6.0
_MOST_CROSSINGS = 60_000
_MOST_CELLS = 20_000


class Room(NamedTuple):
    """A cell of a grid: its place in rows and columns (ends are behind the last) and on the page."""

    row: int
    column: int
    row_end: int
    column_end: int
    box: Box


class Grid:
    """The cells between ruling lines; `rooms` are in reading order."""

    __slots__ = ("_owner", "box", "columns", "rooms", "rows")

    def __init__(self, columns: list[float], rows: list[float], rooms: list[Room], owner: list[list[int]]) -> None:
        self.columns = columns
        self.rows = rows
        self.rooms = rooms
        self._owner = owner
        self.box = Box(columns[0], rows[0], columns[-1], rows[-1])

    def room_at(self, x: float, y: float) -> int | None:
        """Which of the rooms holds this point; None outside the grid."""
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, y) - 1
        if 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1:
            return self._owner[row][column]
        return None


def find_grids(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[Grid]:
    """The grids of a page from the top down; frames with a single column are none."""
    levels, uprights = merge_rulings(across), merge_rulings(down)
    if not levels or not uprights or len(levels) * len(uprights) > _MOST_CROSSINGS:
        return []
    grids = [grid for group in _groups(levels, uprights) if (grid := _grid(*group)) is not None]
    return sorted(grids, key=lambda grid: grid.box.top)


def merge_rulings(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Lines that lie on each other, beside each other as a double one, or behind each other as dashes, made one."""
    merged: list[Ruling] = []
    group: list[Ruling] = []
    for ruling in sorted(rulings):
        if group and (ruling.at - group[-1].at > _SAME / 2 or ruling.at - group[0].at > _SAME):
            merged += _in_a_row(group)
            group = []
        group.append(ruling)
    merged += _in_a_row(group)
    return [ruling for ruling in merged if ruling.end - ruling.start >= _SHORTEST]


def _in_a_row(group: Sequence[Ruling]) -> list[Ruling]:
    if not group:
        return []
    at = (group[0].at + group[-1].at) / 2
    found: list[Ruling] = []
    for _, start, end in sorted(group, key=lambda ruling: ruling.start):
        if found and start - found[-1].end <= _DASH:
            if end > found[-1].end:
                found[-1] = Ruling(at, found[-1].start, end)
        else:
            found.append(Ruling(at, start, end))
    return found


def _groups(levels: Sequence[Ruling], uprights: Sequence[Ruling]) -> Iterable[tuple[list[Ruling], list[Ruling]]]:
    """Lines that are connected by crossings."""
    parent = list(range(len(levels) + len(uprights)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for above, level in enumerate(levels):
        for beside, upright in enumerate(uprights, len(levels)):
            if (
                level.start - _MISS <= upright.at <= level.end + _MISS
                and upright.start - _MISS <= level.at <= upright.end + _MISS
            ):
                parent[root(beside)] = root(above)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index, level in enumerate(levels):
        groups.setdefault(root(index), ([], []))[0].append(level)
    for index, upright in enumerate(uprights, len(levels)):
        groups.setdefault(root(index), ([], []))[1].append(upright)
    return groups.values()


def _grid(levels: list[Ruling], uprights: list[Ruling]) -> Grid | None:
    if len(levels) < 2 or not uprights:
        return None
    columns = _edges([upright.at for upright in uprights], levels)
    rows = _edges([level.at for level in levels], uprights)
    if len(columns) < 3 or len(rows) < 2 or (len(columns) - 1) * (len(rows) - 1) > _MOST_CELLS:
        return None
    walls, floors = _covers(columns, uprights), _covers(rows, levels)
    return _rooms(columns, rows, walls, floors)


def _edges(places: list[float], crossing: Sequence[Ruling]) -> list[float]:
    """The coordinates of lines in one direction, and the ends of those that cross them where a table has no outer border."""
    edges: list[float] = []
    for at in sorted(places):
        if not edges or at - edges[-1] > _SLIVER:
            edges.append(at)
    for end, beyond in ((min(one.start for one in crossing), -1), (max(one.end for one in crossing), 1)):
        outer = edges[0] if beyond < 0 else edges[-1]
        ends = [one.start if beyond < 0 else one.end for one in crossing]
        if (end - outer) * beyond > _SLIVER * 2 and sum(abs(one - end) <= _MISS for one in ends) >= 2:
            edges.insert(0 if beyond < 0 else len(edges), end)
    return edges


def _covers(edges: Sequence[float], rulings: Sequence[Ruling]) -> Callable[[int, float, float], bool]:
    """Whether most of a stretch at one of the edges is drawn."""
    at_edge: list[list[Ruling]] = [[] for _ in edges]
    for ruling in rulings:
        nearest = min(range(len(edges)), key=lambda index: abs(edges[index] - ruling.at))
        at_edge[nearest].append(ruling)

    def covers(index: int, start: float, end: float) -> bool:
        drawn = sum(max(min(end, ruling.end) - max(start, ruling.start), 0) for ruling in at_edge[index])
        return drawn * 2 > end - start

    return covers


def _rooms(columns: list[float], rows: list[float], walls: Callable[..., bool], floors: Callable[..., bool]) -> Grid:
    """Places of the grid without a line between them are one room."""
    width, height = len(columns) - 1, len(rows) - 1
    parent = list(range(width * height))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            here = row * width + column
            if column + 1 < width and not walls(column + 1, top, bottom):
                _unite(parent, root(here), root(here + 1))
            if row + 1 < height and not floors(row + 1, left, right):
                _unite(parent, root(here), root(here + width))
    ends: dict[int, tuple[int, int, int, int]] = {}
    for place in range(width * height):
        row, column = divmod(place, width)
        first, left_most, last, right_most = ends.get(root(place), (row, column, row, column))
        ends[root(place)] = (min(first, row), min(left_most, column), max(last, row), max(right_most, column))
    rooms: list[Room] = []
    number: dict[int, int] = {}
    for key, (first, left_most, last, right_most) in sorted(ends.items(), key=lambda item: item[1][:2]):
        number[key] = len(rooms)
        box = Box(columns[left_most], rows[first], columns[right_most + 1], rows[last + 1])
        rooms.append(Room(first, left_most, last + 1, right_most + 1, box))
    owner = [[number[root(row * width + column)] for column in range(width)] for row in range(height)]
    return Grid(columns, rows, rooms, owner)


def _unite(parent: list[int], one: int, other: int) -> None:
    parent[max(one, other)] = min(one, other)
