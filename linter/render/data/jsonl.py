"""JSON Lines: a cell a line, under the names of the columns; amounts in all their digits, what is not known is null."""

from __future__ import annotations

import json
from typing import TextIO

from linter.render.data import Receiver
from linter.render.data.tidy import COLUMNS, tidy
from linter.words import Catalog

_LINE = "{" + ", ".join(f'"{name}": %s' for name in COLUMNS) + "}\n"
_VALUE = COLUMNS.index("value")


def render(words: Catalog, stream: TextIO) -> Receiver:
    """Write every cell as it comes."""
    dumped = json.JSONEncoder(ensure_ascii=False).encode
    while (report := (yield)) is not None:
        for row in tidy(report):
            # the library knows no exact decimals: a value is put in as it stands
            stream.write(_LINE % tuple(each or "null" if at == _VALUE else dumped(each) for at, each in enumerate(row)))
