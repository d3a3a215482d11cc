"""The cells of a report as rows of one table: the columns that all formats but JSON share.

The columns up to `place` are older than the others; names and order are an interface, so new ones come behind.
"""

from __future__ import annotations

from collections.abc import Iterator

from linter.extracted import Extracted
from linter.named_tuple import NamedTuple


class Tidy(NamedTuple):
    """A cell with all that is known of it; `value` is "" where no number was read, `words` "" where one was."""

    path: str
    body: str | None
    year: int | None
    edition: str | None
    table: str
    row: str
    column: str
    value: str
    place: str
    state: str
    words: str
    table_label: str
    row_label: str
    column_label: str
    level: str | None


COLUMNS = Tidy._fields


def tidy(report: Extracted) -> Iterator[Tidy]:
    """Every cell of the tables that the report's form has, in the form's order."""
    about = report.path, report.body, report.year, report.edition
    for table in report.tables:
        for row in table.rows:
            for cell in row.cells:
                yield Tidy(
                    *about, table.key, row.key, cell.column, cell.value, cell.place, cell.state, cell.words,
                    table.label, row.label, cell.label, report.level,
                )  # fmt: skip
