"""What is written in a cell: a number, a blank, a mark, or words. Nothing is ever read as nought."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from linter.document import LineCells
from linter.fold import fold
from linter.report import Value, ValueState
from linter.text import Span

_LONGEST = 30
_MARK = re.compile(r"[-/\\—－–_~～*.·…、,。 ]+|无|空|空白|未填")
_NOTE = re.compile(r"\([^()]*\)$")
_MINUS = ("-", "−", "－", "—", "减", "减少")
_NUMBER = re.compile(
    r"(?P<sign>增加|减少|增|减|[+\-−－—])?\s*\(?\s*"
    r"(?P<figures>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*\)?\s*"
    r"(?P<unit>亿元|万元|元|件|宗|条|份|项|次|个|起)?"
)


# records made as the tuples that they are, which takes half the time: there are hundreds of values in a report
_new = tuple.__new__


def read_values(cells: LineCells, chosen: Sequence[int]) -> list[Value]:
    """The values of some cells of a line."""
    if chosen and chosen[-1] - chosen[0] == len(chosen) - 1:
        return read_stretch(cells, chosen[0], chosen[-1] + 1)
    return [value for index in chosen for value in read_stretch(cells, index, index + 1)]


def read_stretch(cells: LineCells, begin: int, end: int) -> list[Value]:
    """The values of neighbouring cells."""
    values: list[Value] = []
    base = cells.base
    for words, place in zip(cells.words[begin:end], cells.places[begin:end], strict=True):
        start = base + place
        state, number, unit, places = read_words(words)
        values.append(_new(Value, (state, number, words, _new(Span, (start, start + len(words))), unit, places)))
    if cells.ends is not None:
        values = [value._replace(span=cells.span(index)) for index, value in enumerate(values, begin)]
    return values


@lru_cache(maxsize=4096)
def read_words(words: str) -> tuple[ValueState, Decimal | None, str, int]:
    """What the words of a cell say: the state, the number, its unit, and its decimal places.

    A note in brackets behind a number and a sign in words are understood (22（其中修订16件）, 减少22).
    """
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
    number = Decimal(figures)
    if found["sign"] in _MINUS:
        number = number.copy_negate()  # a product would be rounded to 28 digits
    return "number", number, found["unit"] or "", len(figures.partition(".")[2])


def looks_like_value(words: str) -> bool:
    """Whether the words could stand in a value cell: a number or a mark."""
    if words.isdigit():
        return True
    stripped = words.strip()
    return len(stripped) <= _LONGEST and _is_short_value(stripped)


@lru_cache(maxsize=4096)
def _is_short_value(words: str) -> bool:
    folded = fold(words)
    return bool(_MARK.fullmatch(folded) or _NUMBER.fullmatch(folded) or _NUMBER.fullmatch(_NOTE.sub("", folded).strip()))
