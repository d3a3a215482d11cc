"""A workbook with a row a cell, under the names of the columns; where a sheet is full, a further one goes on.

Rows go to temporary files as they come, and from there into the workbook at the end, so the memory is that of one row.
"""

from __future__ import annotations

from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from linter.render.columns import Value
from linter.render.data import Receiver
from linter.render.data.tidy import COLUMNS, Tidy, tidy
from linter.render.feed import Feed
from linter.render.workbook import Page, Title, number_of, styles_of
from linter.words import Catalog

# when the workbook says that it was made: the same reports give the same bytes
_MADE = datetime(2000, 1, 1)
_WIDTHS = {
    "path": 36, "body": 28, "row": 28, "column": 20, "place": 60, "words": 20, "table_label": 36, "row_label": 44,
    "column_label": 28,
}  # fmt: skip
_WIDTH = 12
_EDITION, _VALUE = COLUMNS.index("edition"), COLUMNS.index("value")


def render(words: Catalog, stream: BinaryIO) -> Receiver:
    """Write the workbook; raises ImportError, with words for people, where xlsxwriter is missing."""
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped]
        from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]
    except ImportError:
        raise ImportError(words.phrases["table_no_library"]) from None
    feed = Feed(stream)
    with TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        book = Workbook(feed, {"constant_memory": True, "tmpdir": folder, "use_zip64": True})
        try:
            book.set_properties({"title": words.phrases["table_cells"], "created": _MADE})
            titles = [Title(name, _WIDTHS.get(name, _WIDTH)) for name in COLUMNS]
            page = Page(book, book.add_worksheet(words.phrases["table_cells"]), titles, styles_of(book))
            while (report := (yield)) is not None:
                for row in tidy(report):
                    page.add(_values(row), "line")
            page.end()
            book.close()
        except FileCreateError as error:
            # the library wraps what the stream says
            raise error.args[0] from None
        finally:
            feed.let_go()
            _close(book)


def _values(row: Tidy) -> list[Value]:
    """The values of a row as a spreadsheet takes them: numbers as numbers, an edition that is a year too."""
    values: list[Value] = list(row)
    values[_VALUE] = number_of(row.value)
    if row.edition is not None and row.edition.isdecimal():
        values[_EDITION] = int(row.edition)
    return values


def _close(book: Any) -> None:
    for each in book.worksheets():
        each._opt_close()
