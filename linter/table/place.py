"""Values into columns. A value is placed only where its column is certain; nothing is padded, nothing assigned by guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from linter.named_tuple import NamedTuple
from linter.report import Value
from linter.table.draft import Draft, HeaderCell
from linter.table.number import read_values, read_words

Item = TypeVar("Item", int, str)


class Columns(NamedTuple):
    """The columns that a table (or block of one) has: those found, those missing, and whether the header lost labels."""

    keys: tuple[str, ...]
    missing: tuple[str, ...]
    lost_labels: tuple[str, ...]
    header: tuple[HeaderCell, ...]

    def width(self) -> int:
        """How wide the header's rows are."""
        return max((cell.line.width for cell in self.header if cell.line is not None), default=0)

    def starts(self) -> int | None:
        """The column of the first value by the header, if its labels stand side by side in the form's order."""
        places = [cell.column for cell in self.header if cell.key]
        if tuple(cell.key for cell in self.header if cell.key) != self.keys or not places:
            return None
        return places[0] if places == list(range(places[0], places[0] + len(places))) else None


def columns_of(form: Sequence[str], header: Sequence[HeaderCell], drafts: Sequence[Draft]) -> Columns:
    """Which columns stand in the file, from the header and from the widths of the rows.

    Rows as wide as the form prove all its columns, whatever became of the header. A shorter header is believed only
    when rows have its width.
    """
    ordered = tuple(sorted(header, key=lambda cell: cell.column))
    form = _order(form, ordered)
    labelled = {cell.key for cell in header}
    found = tuple(key for key in form if key in labelled)
    absent = tuple(key for key in form if key not in found)
    widths = [len(draft.cells) for draft in drafts if draft.cells]
    full = widths.count(len(form))
    if len(found) == len(form) or full >= min(2, len(drafts)) or not widths:
        return Columns(tuple(form), (), absent, ordered)
    if found and commonest(widths) == len(found):
        return Columns(found, absent, (), ordered)
    return Columns(tuple(form), (), absent, ordered)


def _order(form: Sequence[str], header: Sequence[HeaderCell]) -> Sequence[str]:
    """The columns in the order of a header that has them all in one row; in the form's order where it has not.

    A header of several rows read cell by cell does not tell the order: 总计 comes before 商业企业 there.
    """
    keys = [cell.key for cell in header if cell.key]
    one_row = all(cell.line is header[0].line and cell.line is not None and not cell.line.rebuilt for cell in header)
    return keys if one_row and sorted(keys) == sorted(form) else form


def commonest(items: Sequence[Item]) -> Item:
    """The item that comes most often; the earliest among equals."""
    return max(dict.fromkeys(items), key=items.count)


class Placed(NamedTuple):
    """The values of a row by column, or those that could not be placed."""

    values: Mapping[str, Value]
    unplaced: tuple[Value, ...] = ()
    readable: bool = True


def place(draft: Draft, columns: Columns, drafts: Sequence[Draft], by_column: bool) -> Placed:
    """The values of a row that has not as many as there are columns.

    `by_column`: the columns of its cells are places in a grid and not mere counting.
    """
    cells, wanted = draft.cells, len(columns.keys)
    values = read_values(draft.held.cells, cells)
    if len(cells) > wanted:
        sequence = [cell.key for cell in columns.header]
        if by_column and len(sequence) == len(cells) and "" in sequence:
            return Placed({key: value for key, value in zip(sequence, values, strict=True) if key})
        return Placed({}, tuple(values), readable=False)
    if not cells:
        return Placed(dict.fromkeys(columns.keys, Value("blank", span=draft.span)), readable=draft.blanks >= wanted > 0)
    start = _start(draft, columns, drafts, by_column)
    if start is None:
        return Placed({}, tuple(values), readable=False)
    by_place = {column - start: value for column, value in zip(draft.columns(), values, strict=True)}
    return Placed({key: by_place.get(index, Value("blank", span=draft.span)) for index, key in enumerate(columns.keys)})


def _start(draft: Draft, columns: Columns, drafts: Sequence[Draft], by_column: bool) -> int | None:
    """The column at which the values of a short row begin, if anything proves it.

    Blank cells tell places only in a grid: rows as wide as the form have their values side by side, and the short row
    is as wide as they are or as the header is. A row that lost a cell is narrower, and its values have moved.
    """
    columns_of_values = draft.columns()
    first, last = columns_of_values[0], columns_of_values[-1]
    wanted = len(columns.keys)
    full = [each for each in drafts if len(each.cells) == wanted]
    if not by_column or draft.blanks < wanted or not all(_side_by_side(each) for each in full) or _moved(draft, drafts):
        return None
    header = columns.starts()
    labels_end = max((each.column for each in drafts), default=0)
    if header is not None and labels_end < header:
        as_wide = draft.width == columns.width()
        like_it = sum(each.columns()[0] == header and each.width == draft.width for each in full)
        followed = 2 * like_it >= len(full)
        inside = header <= first and last < header + wanted <= draft.width
        return header if as_wide and followed and inside and not _contradicts(draft, columns, header) else None
    alike = [each for each in full if _kind(each) == _kind(draft)]
    same_width = {each.width for each in alike} == {draft.width}
    if last - first + 1 == wanted and (same_width or (not alike and (full or header is not None or _sums_agree(drafts, wanted)))):
        return first
    starts = {each.columns()[0] for each in alike}
    if len(alike) < 2 or len(starts) != 1 or not same_width:
        return None
    (start,) = starts
    inside = start <= first and last < start + wanted <= draft.width
    # behind the last value a blank cell cannot be told from padding
    padded = last < start + wanted - 1 and draft.width > start + wanted + 1
    return start if inside and not padded and not _contradicts(draft, columns, start) else None


def _moved(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the row's label stands in another column than most labels of its kind."""
    places = [each.column for each in drafts if each.ref.depth == draft.ref.depth and each.first == draft.first]
    usual = commonest(places)
    return draft.column != usual and places.count(usual) > 1


def _sums_agree(drafts: Sequence[Draft], wanted: int) -> bool:
    """Whether nearly all rows reach from the first column to the last and then add up: blank columns, not lost cells."""
    rows = [draft for draft in drafts if draft.cells]
    agreeing = 0
    for draft in rows:
        numbers = [number for number in _numbers(draft) if number is not None]
        reaches = _reach(draft) == wanted
        adds_up = len(numbers) == len(draft.cells) > 1 and sum(numbers[:-1], Decimal(0)) == numbers[-1]
        agreeing += reaches and adds_up
    return len(rows) >= 5 and agreeing * 10 >= len(rows) * 9


def _kind(draft: Draft) -> tuple[int, int, bool]:
    """What rows must share to be laid out alike: depth, the column of the label, and how they were read."""
    return draft.ref.depth, draft.column, draft.line.rebuilt


def _side_by_side(draft: Draft) -> bool:
    return _reach(draft) == len(draft.cells)


def _reach(draft: Draft) -> int:
    """How many columns lie from its first value to its last."""
    columns = draft.columns()
    return columns[-1] - columns[0] + 1


def _numbers(draft: Draft) -> list[Decimal | None]:
    return [read_words(draft.held.cells.words[index])[1] for index in draft.cells]


def _contradicts(draft: Draft, columns: Columns, start: int) -> bool:
    """Whether the row is more likely shifted than blank: its parts are above their total."""
    if columns.keys[-1] != "total":
        return False
    numbers = {column - start: number for column, number in zip(draft.columns(), _numbers(draft), strict=True)}
    total = numbers.pop(len(columns.keys) - 1, None)
    return total is not None and sum((number for number in numbers.values() if number is not None), Decimal(0)) > total
