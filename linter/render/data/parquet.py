"""Parquet: a row a cell, in typed columns; amounts and counts are exact decimals, so that sums of them are exact too."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, BinaryIO

from linter.render.arrow import Parts, Table, library
from linter.render.data import Receiver
from linter.render.data.tidy import COLUMNS, Tidy, tidy
from linter.words import Catalog

# how many digits a value has, and how many of them are decimals: sums have ten digits more in programs that widen them
_DIGITS, _DECIMALS = 28, 8
_VALUE, _WORDS = COLUMNS.index("value"), COLUMNS.index("words")


def render(words: Catalog, stream: BinaryIO | Parts) -> Receiver:
    """Write every cell, a group of rows at a time."""
    arrow = library(words)
    kinds = {"year": arrow.int32(), "value": arrow.decimal128(_DIGITS, _DECIMALS)}
    table = Table(arrow, [(name, kinds.get(name, arrow.string())) for name in COLUMNS], stream)
    try:
        while (report := (yield)) is not None:
            for row in tidy(report):
                table.add(_values(row))
        table.end()
    finally:
        table.leave()


def _values(row: Tidy) -> list[Any]:
    """The values of a row; a number that is too long for the column stands in words."""
    values: list[Any] = list(row)
    whole, _, decimals = row.value.removeprefix("-").partition(".")
    if len(whole) > _DIGITS - _DECIMALS or len(decimals) > _DECIMALS:
        values[_VALUE], values[_WORDS] = None, row.value
    else:
        values[_VALUE] = Decimal(row.value) if row.value else None
    return values
