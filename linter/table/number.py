"""What is written in a cell: a number, a blank, a mark, or words. Nothing is ever read as nought."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from linter.document import Cell
from linter.fold import fold
from linter.report import Value, ValueState

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
    state, number, unit, places = _meaning(cell.words)
    return Value(state, number, cell.words, cell.span, unit, places)


@lru_cache(maxsize=4096)
def _meaning(words: str) -> tuple[ValueState, Decimal | None, str, int]:
    """What the words of a cell say: the state, the number, its unit, and its decimal places."""
    if words.isascii() and words.isdigit():
        return "number", Decimal(words), "", 0
    words = fold(words).strip()
    if not words:
        return "blank", None, "", 0
    if _MARK.fullmatch(words):
        return "mark", None, "", 0
    found = _NUMBER.fullmatch(words) or _NUMBER.fullmatch(_NOTE.sub("", words).strip())
    if found is None:
        return "words", None, "", 0
    figures = found["figures"].replace(",", "").replace("，", "")
    number = Decimal(figures) * _SIGN[found["sign"] or ""]
    return "number", number, found["unit"] or "", len(figures.partition(".")[2])


@lru_cache(maxsize=4096)
def looks_like_value(words: str) -> bool:
    """Whether the words could stand in a value cell: a number or a mark."""
    if words.isdigit():
        return True
    stripped = words.strip()
    if not stripped or len(stripped) > 30:
        return False
    folded = fold(stripped)
    return bool(_MARK.fullmatch(folded) or _NUMBER.fullmatch(folded) or _NUMBER.fullmatch(_NOTE.sub("", folded).strip()))
