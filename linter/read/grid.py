"""Tables of web pages as rows of cells: merged cells spread over the grid, layout tables told from tables of data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from linter.fold import fold
from linter.named_tuple import NamedTuple

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
))  # fmt: skip
_WIDEST, _LONGEST_ROW_LABEL, _LONGEST_CELL = 200, 80, 150
_FEW = 3
_EDGES = " \t\r\n\f\v\xa0\u3000\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff"
_SPACES = re.compile(r"[ \t\f]+")
_LINE_END = re.compile(r" ?[\r\n][ \r\n]*")
_BREAK = re.compile(r" ?\v[ \v]*")
_SECTION = re.compile(
    r"(?:第[一二三四五六七八]部分|[一二三四五六七八][、.]).{2,30}(?:情况|问题|事项|措施|概述)|.*信息公开.*年度报告"
)

_ARTICLE = re.compile(r"第.{1,4}条")
_VALUE = re.compile(r"[\d.,/\s\xa0-]*")


class Layout(NamedTuple):
    """How the tables of a page hang together: the rows of each, and the rows that hold another table."""

    rows: dict[Any, list[Any]]
    nesting: set[Any]


def clean(words: str) -> str:
    """The words as a browser shows them: runs of spaces are one; a line end in the source parts no Chinese words."""
    words = _SPACES.sub(" ", words.strip(_EDGES))
    return _LINE_END.sub(_line_end, words) if "\n" in words or "\r" in words else words


def _line_end(found: re.Match[str]) -> str:
    whole = found.string
    return " " if whole[found.start() - 1].isascii() and whole[found.end()].isascii() else ""


def close_tables(root: Any) -> None:
    """Move what stands behind a table whose end is missing out of its last cell: from a section's heading on."""
    for cell in [
        each for each in root.iter("td", "th") if len(each) and each.getnext() is None and each.getprevious() is not None
    ]:
        before = cell.text or ""
        for place, part in enumerate(cell):
            words = "".join(part.itertext()) if part.tag in BLOCKS else ""
            if words and len(words) <= _LONGEST_ROW_LABEL and _SECTION.fullmatch(fold(clean(words))):
                table = next(cell.iterancestors("table"), None)
                if table is not None:
                    for moved in reversed(cell[place:]):
                        table.addnext(moved)
                break
            before += f"{words}{part.tail or ''}"
            if len(before) > _LONGEST_ROW_LABEL or not _VALUE.fullmatch(before):
                break


def tables_of(root: Any) -> Layout:
    """The tables below an element."""
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    layout = Layout({}, set())
    open_: list[Any] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=("table", "tr")):
        if event == "end":
            open_.pop()
            continue
        if element.tag == "table":
            layout.rows[element] = []
            if open_:
                layout.nesting.add(open_[-1])
        else:
            owner = next((each for each in reversed(open_) if each.tag == "table"), None)
            if owner is not None:
                layout.rows[owner].append(element)
        open_.append(element)
    return layout


def read_grid(rows: Sequence[Any], nesting: set[Any]) -> dict[Any, tuple[str, ...]]:
    """The cells of those rows that are rows of data; the others only lay out paragraphs and other tables."""
    found: dict[Any, tuple[str, ...]] = {}
    cells_of = [[cell for cell in (row if row in nesting else row.iter("td", "th")) if cell.tag in ("td", "th")] for row in rows]
    several = any(len(cells) > 1 for cells in cells_of)
    of_text = False  # whether a row so far was a paragraph and not data
    below: dict[int, int] = {}  # how many rows further down a merged cell covers each column
    for number, (row, cells) in enumerate(zip(rows, cells_of, strict=True)):
        below = {column: left - 1 for column, left in below.items() if left > 1}
        words: dict[int, str] = {}
        column = 0
        for cell in cells:
            while column in below:
                column += 1
            if column >= _WIDEST:
                break
            across = max(min(_span(cell, "colspan"), _WIDEST - column), 1)
            down = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            words[column] = "" if row in nesting else cell_words(cell)
            if down > 1:
                below |= dict.fromkeys(range(column, column + across), down)
            column += across
        filled = [each for each in words.values() if each]
        if several and row not in nesting and column < _WIDEST and not _lays_out(filled, len(cells), of_text):
            width = max(column, max(below, default=-1) + 1)
            found[row] = tuple(words.get(place, "") for place in range(width))
        elif filled:
            of_text = True
    return found


def _lays_out(filled: Sequence[str], cells: int, of_text: bool) -> bool:
    """Whether a row only sets paragraphs on the page: long words, or over the whole width a heading or what follows it."""
    if not cells:
        return True
    longest = max(map(len, filled), default=0)
    if longest > _LONGEST_CELL:
        return len(filled) <= _FEW
    if len(filled) != 1:
        return False
    if cells > 1 or longest > _LONGEST_ROW_LABEL:
        return longest > _LONGEST_ROW_LABEL
    known = fold(filled[0])
    return (of_text and _ARTICLE.match(known) is None) or known.endswith("。") or _SECTION.fullmatch(known) is not None


def _span(cell: Any, name: str) -> int:
    value = cell.get(name)
    if value is None:
        return 1
    found = re.match(r"\s*\+?(\d{1,4})", value, re.ASCII)
    return int(found[1]) if found else 1


def cell_words(cell: Any) -> str:
    """The words of a cell in one line: its paragraphs are joined, but never two numbers into one."""
    if len(cell) == 0:
        return clean(cell.text or "")
    if len(cell) == 1 and len(only := cell[0]) == 0 and not (cell.text and cell.text.strip()):
        return clean(f"{only.text or ''}{only.tail or ''}") if not (only.tail and only.tail.strip()) else _joined(cell)
    return _joined(cell)


def _joined(cell: Any) -> str:
    from lxml import etree

    parts = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element.tag in BLOCKS or element.tag == "br":
            parts.append("\v")
        words = element.text if event == "start" else None if element is cell else element.tail
        if words:
            parts.append(words)
    return _BREAK.sub(_break, clean("".join(parts)))


def _break(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1], found.string[found.end()]
    return " " if before.isascii() and after.isascii() and before.isalnum() and after.isalnum() else ""
