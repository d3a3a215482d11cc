"""Values into columns. A value is placed only where its column is certain; nothing is padded, nothing assigned by guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linter.report import Value
from linter.table.draft import Draft, HeaderCell
from linter.table.number import read_value


class Columns(NamedTuple):
    """The columns that a table (or block of one) has: those found, those missing, and whether the header lost labels."""

    keys: tuple[str, ...]
    missing: tuple[str, ...]
    lost_labels: tuple[str, ...]
    header: tuple[HeaderCell, ...]

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
    found = tuple(key for key in form if any(cell.key == key for cell in header))
    absent = tuple(key for key in form if key not in found)
    widths = Counter(len(draft.cells) for draft in drafts if draft.cells)
    full = widths[len(form)]
    if len(found) == len(form) or full >= min(2, len(drafts)) or not widths:
        return Columns(tuple(form), (), absent, ordered)
    usual = widths.most_common(1)[0][0]
    if found and usual == len(found):
        return Columns(found, absent, (), ordered)
    return Columns(tuple(form), (), absent, ordered)


def _order(form: Sequence[str], header: Sequence[HeaderCell]) -> Sequence[str]:
    """The columns in the order of a header that has them all in one row; in the form's order where it has not.

    A header of several rows read cell by cell does not tell the order: 总计 comes before 商业企业 there.
    """
    keys = [cell.key for cell in header if cell.key]
    one_row = all(cell.line is header[0].line and cell.line is not None and not cell.line.rebuilt for cell in header)
    return keys if one_row and sorted(keys) == sorted(form) else form


class Placed(NamedTuple):
    """The values of a row by column, or those that could not be placed."""

    values: Mapping[str, Value]
    unplaced: tuple[Value, ...] = ()
    readable: bool = True


def place(draft: Draft, columns: Columns, drafts: Sequence[Draft], by_column: bool) -> Placed:
    """The values of a row. `by_column`: the columns of its cells are places in a grid and not mere counting."""
    cells, wanted = draft.cells, len(columns.keys)
    values = tuple(read_value(cell) for cell in cells)
    if len(cells) == wanted:
        return Placed(dict(zip(columns.keys, values, strict=True)))
    if len(cells) > wanted:
        sequence = [cell.key for cell in columns.header]
        if by_column and len(sequence) == len(cells) and "" in sequence:
            return Placed({key: value for key, value in zip(sequence, values, strict=True) if key})
        return Placed({}, values, readable=False)
    if not cells:
        return Placed(dict.fromkeys(columns.keys, Value("blank", span=draft.span)), readable=draft.blanks >= wanted > 0)
    start = _start(draft, columns, drafts, by_column)
    if start is None:
        return Placed({}, values, readable=False)
    by_place = {cell.column - start: value for cell, value in zip(cells, values, strict=True)}
    return Placed({key: by_place.get(index, Value("blank", span=draft.span)) for index, key in enumerate(columns.keys)})


def _start(draft: Draft, columns: Columns, drafts: Sequence[Draft], by_column: bool) -> int | None:
    """The column at which the values of a short row begin, if anything proves it."""
    cells, wanted = draft.cells, len(columns.keys)
    first, last = cells[0].column, cells[-1].column
    if not by_column or draft.blanks < wanted:
        return None
    header = columns.starts()
    labels_end = max((each.column for each in drafts), default=0)
    full = [each for each in drafts if len(each.cells) == wanted]
    if header is not None and labels_end < header and all(each.cells[0].column == header for each in full):
        return header if header <= first and last < header + wanted <= draft.width else None
    if last - first + 1 == wanted:
        return first
    alike = [each for each in full if each.ref.depth == draft.ref.depth and each.line.rebuilt == draft.line.rebuilt]
    if len(alike) < 2 or len({each.cells[0].column for each in alike}) != 1:
        return None
    start = alike[0].cells[0].column
    same_width = {each.width for each in alike} == {draft.width}
    inside = start <= first and last < start + wanted <= draft.width
    return start if inside and not _contradicts(draft, columns, start, same_width) else None


def _contradicts(draft: Draft, columns: Columns, start: int, same_width: bool) -> bool:
    """Whether the row is more likely shifted than blank: parts above their total, or a blank total in a row cut short."""
    if columns.keys[-1] != "total":
        return False
    numbers = {cell.column - start: read_value(cell).number for cell in draft.cells}
    total = numbers.pop(len(columns.keys) - 1, None)
    if total is None:
        return not same_width
    return sum((number for number in numbers.values() if number is not None), Decimal(0)) > total
