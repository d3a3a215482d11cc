"""Sheets of a workbook that rows are added to: frozen header, filter, widths, levels in colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from linter.named_tuple import NamedTuple
from linter.render.columns import FORMULA, Value, clean
from linter.text import display_width

# how many rows a sheet has, and how many digits a spreadsheet keeps of a number
ROWS, DIGITS = 1_048_576, 15
# columns are as wide as what stands in their first rows, up to a bound
_SAMPLE, _WIDEST = 200, 44
_COLOURS = {
    "error": ("#FFC7CE", "#9C0006"), "unreadable": ("#FFC7CE", "#9C0006"), "warning": ("#FFEB9C", "#7F6000"),
    "info": ("#DDEBF7", "#1F4E78"), "blocked": ("#E4DFEC", "#5F497A"), "silenced": ("#EDEDED", "#7F7F7F"),
}  # fmt: skip


def number_of(digits: str) -> Value:
    """A number in digits for a spreadsheet ("" is no number); in words where it would be rounded."""
    if len(digits.replace(".", "").lstrip("-0")) > DIGITS:
        return digits
    return float(digits) if digits else None


class Styles(NamedTuple):
    """Formats by name: of plain words and numbers, and of words that look like a formula."""

    plain: Mapping[str, Any]
    quoted: Mapping[str, Any]


class Title(NamedTuple):
    """A column: its name, and its width if it is not by the content."""

    name: str
    width: int = 0


def styles_of(book: Any) -> Styles:
    """The formats of a workbook: one a level, "" for what may take several lines, and those of header and totals."""
    named: dict[str, dict[str, Any]] = {
        "": {"valign": "top", "text_wrap": True},
        "line": {"valign": "top"},
        "head": {"valign": "vcenter", "text_wrap": True, "bold": True, "bg_color": "#D9E1F2", "bottom": 1},
        "total": {"valign": "top", "bold": True, "top": 1},
    }
    for level, (behind, ink) in _COLOURS.items():
        named[level] = {"valign": "top", "bg_color": behind, "font_color": ink}
    plain, quoted = ({name: book.add_format({**each, "quote_prefix": sign}) for name, each in named.items()} for sign in (0, 1))
    return Styles(plain, quoted)


class Page:
    """A sheet with a header, which goes on in a further sheet when it is full."""

    __slots__ = ("_book", "_name", "_number", "_row", "_sheet", "_styles", "_titles", "_widths")

    def __init__(self, book: Any, sheet: Any, titles: Sequence[Title], styles: Styles) -> None:
        self._book, self._name, self._titles, self._styles, self._number = book, sheet.name, titles, styles, 1
        self._begin(sheet)

    def _begin(self, sheet: Any) -> None:
        self._sheet, self._row = sheet, 0
        # the arrow of the filter takes room in the header
        self._widths = [each.width or display_width(each.name) + 3 for each in self._titles]
        self.add([each.name for each in self._titles], "head")
        sheet.freeze_panes(1, 1)

    def add(self, values: Iterable[Value], style: str = "", level: str = "", at: int = -1) -> None:
        """A row in a style; the value `at` in that of a level. What is blank is left out."""
        if self._row == ROWS:
            self.end()
            self._number += 1
            self._begin(self._book.add_worksheet(f"{self._name} {self._number}"))
        sheet, row, (plain, quoted) = self._sheet, self._row, self._styles
        measured = 0 < row < _SAMPLE and style != "line"
        for column, value in enumerate(values):
            name = level if column == at else style
            if isinstance(value, str):
                if not value:
                    continue
                value = clean(value)
                # what begins and ends so would be taken for XML
                value = f"{value} " if value.startswith("<r>") else value
                sheet.write_string(row, column, value, (quoted if value.startswith(FORMULA) else plain)[name])
                if measured and not self._titles[column].width:
                    self._widths[column] = min(max(self._widths[column], display_width(value) + 2), _WIDEST)
            elif value is not None:
                sheet.write_number(row, column, value, plain[name])
        self._row += 1

    def end(self, without: int = 0) -> None:
        """Widths, and a filter over all rows but the last ones, as many as `without`."""
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        self._sheet.autofilter(0, 0, self._row - 1 - without, len(self._titles) - 1)
