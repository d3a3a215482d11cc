"""Sections and tables of reports as one JSON document; cells that were not read are null.

The text is that of the library with an indent of one. It is put together here, so that a report is written as it comes and
a number of any length is written as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isinf
from typing import Any, TextIO

from linter.extracted import Extracted, ExtractedSection, ExtractedTable
from linter.render.data import Receiver
from linter.render.json import SCHEMA
from linter.words import Catalog

_DEPTH = 2


def render(words: Catalog, stream: TextIO) -> Receiver:
    """Write every report as it comes."""
    stream.write(f'{{\n "schema": {_dumped(SCHEMA)},\n "files": [')
    between, end = "\n  ", "]\n}\n"
    while (report := (yield)) is not None:
        stream.write(between + _file(report))
        between, end = ",\n  ", "\n ]\n}\n"
    stream.write(end)


def _file(report: Extracted) -> str:
    about = {"path": report.path, "body": report.body, "year": report.year, "edition": report.edition}
    members = [(key, _dumped(value)) for key, value in about.items()]
    members.append(("sections", _object(((each.key, _section(each)) for each in report.sections), _DEPTH + 1)))
    members.append(("tables", _object(((each.key, _table(each)) for each in report.tables), _DEPTH + 1)))
    return _object(members, _DEPTH)


def _section(section: ExtractedSection) -> str:
    if section.heading is None:
        return "null"
    return _object((("heading", _dumped(section.heading)), ("text", _dumped(section.text))), _DEPTH + 2)


def _table(table: ExtractedTable) -> str:
    rows = (
        (row.key, _object(((cell.column, _number(cell.value)) for cell in row.cells), _DEPTH + 3)) for row in table.rows
    )  # fmt: skip
    return _object(rows, _DEPTH + 2)


def _number(value: str) -> str:
    """A number as the library writes it: amounts are those of a double, unless there is none that large."""
    if "." not in value:
        return value or "null"
    near = float(value)
    return value if isinf(near) else repr(near)


def _object(members: Iterable[tuple[str, str]], depth: int) -> str:
    """An object whose values are JSON already."""
    inside = ",".join(f"\n{' ' * (depth + 1)}{_dumped(key)}: {value}" for key, value in members)
    return f"{{{inside}\n{' ' * depth}}}" if inside else "{}"


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
