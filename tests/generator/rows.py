"""The tables as rows of cells, with merged cells marked, so that every layout draws from the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.figures import Figures, printed
from generator.form import Block, Form, FormRow, form

# how many label columns the requests table has in Word: the stage, the group, the item
LABEL_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `joined` tells that it is only the rest of a merged one, begun at its "left" or "above" it."""

    text: str
    joined: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of cells; `key` is the row's key where it holds numbers or names a group, else empty."""

    key: str
    cells: tuple[Cell, ...]

    def texts(self) -> list[str]:
        """What a grid shows: nothing in the rest of a merged cell."""
        return [cell.text for cell in self.cells]

    def with_text(self, index: int, text: str) -> TableRow:
        """A copy in which one cell says something else."""
        return replace(self, cells=tuple(Cell(text) if here == index else cell for here, cell in enumerate(self.cells)))


Table = tuple[TableRow, ...]
LEFT = Cell("", "left")
ABOVE = Cell("", "above")


def table_as_rows(table: str, figures: Figures) -> Table:
    """A table as Word holds it: group labels merged downwards, single labels merged across."""
    if table == "requests":
        return tuple(_requests(figures))
    return _plain(table, figures)


def table_as_flat_rows(table: str, figures: Figures) -> Table:
    """A table with one label column: every group label has a row of its own."""
    if table == "requests":
        return tuple(_flat_requests(figures))
    return _plain(table, figures)


def tables_as_rows(figures: Figures, one: Callable[[str, Figures], Table] = table_as_rows) -> dict[str, Table]:
    """All three tables."""
    return {table: one(table, figures) for table in figures.tables}


def block_as_rows(block: Block, figures: Figures, table: str) -> Table:
    """One block of table 二 with its heading, or the header and values of table 四 for a block of one row."""
    width = max(len(one.columns) for one in form(figures.edition).tables[table]) + 1
    rows: list[TableRow] = []
    if block.heading:
        rows.append(TableRow("", _filled([Cell(block.heading)], width)))
    rows.append(TableRow("", _filled([Cell("信息内容"), *(Cell(column.label) for column in block.columns)], width)))
    for row in block.rows:
        rows.append(TableRow(row.key, _filled([Cell(row.label), *_values(figures, table, row, block)], width)))
    return tuple(rows)


def review_block_as_rows(row: FormRow, figures: Figures) -> Table:
    """Header and values of one of the three blocks of table 四."""
    (block,) = form(figures.edition).tables["review"]
    header = TableRow("", tuple(Cell(column.label) for column in block.columns))
    return (header, TableRow(row.key, tuple(_values(figures, "review", row, block))))


def _plain(table: str, figures: Figures) -> Table:
    norm = form(figures.edition)
    if table == "review":
        return tuple(_review(norm, figures))
    return tuple(row for block in norm.tables[table] for row in block_as_rows(block, figures, table))


def _filled(cells: list[Cell], width: int) -> tuple[Cell, ...]:
    # the last cell of a short row is merged across what is left of the grid
    return tuple(cells + [LEFT] * (width - len(cells)))


def _values(figures: Figures, table: str, row: FormRow, block: Block) -> list[Cell]:
    return [Cell(printed(figures[table, row.key, column.key])) for column in block.columns]


def _requests_header(norm: Form, label_columns: int) -> Iterator[TableRow]:
    (block,) = norm.tables["requests"]
    corner, applicants, organisations = norm.heads["requests"]
    person, *inner, total = (Cell(column.label) for column in block.columns)
    rest = [LEFT] * (label_columns - 1)
    # the applicants' heading reaches over the total column as well, as in the blank form
    yield TableRow("", (Cell(corner), *rest, Cell(applicants), *[LEFT] * (len(inner) + 1)))
    yield TableRow("", (ABOVE, *rest, person, Cell(organisations), *[LEFT] * (len(inner) - 1), total))
    yield TableRow("", (ABOVE, *rest, ABOVE, *inner, ABOVE))


def _requests(figures: Figures) -> Iterator[TableRow]:
    norm = form(figures.edition)
    (block,) = norm.tables["requests"]
    yield from _requests_header(norm, LABEL_COLUMNS)
    waiting: list[Cell] = []  # group labels that the next row with numbers begins with
    open_groups: list[int] = []  # depths of the groups that reach down to this row
    for row in block.rows:
        if row.group:
            open_groups = [depth for depth in open_groups if depth < row.depth]
            if not waiting:
                waiting = [ABOVE] * len(open_groups)
            waiting.append(Cell(row.label))
            open_groups.append(row.depth)
            continue
        open_groups = [depth for depth in open_groups if depth < row.depth]
        labels = (waiting or [ABOVE] * len(open_groups)) + [Cell(row.label)]
        waiting = []
        yield TableRow(row.key, (*_filled(labels, LABEL_COLUMNS), *_values(figures, "requests", row, block)))


def _flat_requests(figures: Figures) -> Iterator[TableRow]:
    norm = form(figures.edition)
    (block,) = norm.tables["requests"]
    yield from _requests_header(norm, 1)
    for row in block.rows:
        values = [Cell("")] * len(block.columns) if row.group else _values(figures, "requests", row, block)
        yield TableRow(row.key, (Cell(row.label), *values))


def _review(norm: Form, figures: Figures) -> Iterator[TableRow]:
    (block,) = norm.tables["review"]
    reconsideration, *litigation = block.rows
    verdicts = [Cell(column.label) for column in block.columns]
    rest = [LEFT] * (len(verdicts) - 1)
    (litigation_head,) = norm.heads["review"]
    yield TableRow("", (Cell(reconsideration.label), *rest, Cell(litigation_head), LEFT, *rest, *rest))
    yield TableRow("", (*verdicts, *(cell for row in litigation for cell in (Cell(row.label), *rest))))
    yield TableRow("", (*[ABOVE] * len(verdicts), *verdicts * len(litigation)))
    values = [cell for row in block.rows for cell in _values(figures, "review", row, block)]
    yield TableRow("values", tuple(values))
