"""What is written in a cell: a number, a blank, a mark, or words. Nothing is ever read as nought."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from linter.document import Cell
from linter.fold import fold
from linter.report import Value

_MARK = re.compile(r"[-/\\—－–_~～*.·…、,。 ]+|无|空|空白|未填")
_NOTE = re.compile(r"\([^()]*\)$")
_SIGN = {"+": 1, "增": 1, "增加": 1, "-": -1, "−": -1, "－": -1, "—": -1, "减": -1, "减少": -1, "": 1}
_NUMBER = re.compile(
    r"(?P<sign>增加|减少|增|减|[+\-−－—])?\s*\(?\s*"
    r"(?P<figures>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*\)?\s*"
    r"(?P<unit>亿元|万元|元|件|宗|条|份|项|次|个|起)?"
)


def read_value(cell: Cell) -> Value:
    """The value of a cell; a note in brackets behind a number and a sign in words are understood (22（其中修订16件）, 减少22)."""
    if cell.words.isascii() and cell.words.isdigit():
        return Value("number", Decimal(cell.words), cell.words, cell.span)
    words = fold(cell.words).strip()
    if not words:
        return Value("blank", words=cell.words, span=cell.span)
    if _MARK.fullmatch(words):
        return Value("mark", words=cell.words, span=cell.span)
    found = _NUMBER.fullmatch(words) or _NUMBER.fullmatch(_NOTE.sub("", words).strip())
    if found is None:
        return Value("words", words=cell.words, span=cell.span)
    figures = found["figures"].replace(",", "").replace("，", "")
    number = Decimal(figures) * _SIGN[found["sign"] or ""]
    places = len(figures.partition(".")[2])
    return Value("number", number, cell.words, cell.span, found["unit"] or "", places)


@lru_cache(maxsize=4096)
def looks_like_value(words: str) -> bool:
    """Whether the words could stand in a value cell: a number or a mark."""
    if words.isdigit():
        return True
    folded = fold(words).strip()
    if not folded or len(folded) > 30:
        return False
    return bool(_MARK.fullmatch(folded) or _NUMBER.fullmatch(folded) or _NUMBER.fullmatch(_NOTE.sub("", folded).strip()))
