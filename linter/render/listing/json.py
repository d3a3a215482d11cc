"""The register as one JSON document, a body a line; keys and levels are the same in every language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from linter import __version__
from linter.archive.fact import Known
from linter.archive.register import Listed, Register
from linter.render.json import SCHEMA
from linter.render.listing import Receiver
from linter.words import Catalog


def render(words: Catalog, stream: TextIO) -> Receiver:
    """Write the register."""
    while (register := (yield)) is not None:
        stream.write(f'{{"schema": {_dumped(SCHEMA)}, "version": {_dumped(__version__)}')
        _write("bodies", (_body(each, register, words) for each in register.bodies), stream)
        _write("without_body", map(_file, register.nameless), stream)
        _write("unreadable", _unreadable(register, words), stream)
        _write("years", _years(register), stream)
        rest = {"reports": register.reports, "unrelated": register.unrelated, "unused": register.unused}
        stream.write(f",\n{_dumped(rest)[1:-1]}}}\n")


def _write(key: str, items: Iterable[dict[str, Any]], stream: TextIO) -> None:
    """Write a list, an item a line."""
    stream.write(f",\n{_dumped(key)}: [")
    between = "\n "
    for item in items:
        stream.write(between + _dumped(item))
        between = ",\n "
    stream.write("]")


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _body(body: Listed, register: Register, words: Catalog) -> dict[str, Any]:
    rostered = register.roster is not None
    return {
        "number": body.number,
        "name": body.name,
        "level": body.level,
        "parent": body.parent,
        "names": list(dict.fromkeys(each.name for each in body.files)),
        "years": body.years,
        "may_be": body.rivals,
        "on_roster": body.entry is not None if rostered else None,
        "missing": [{"year": each.year, "reason": words.say(each.reason) or None} for each in body.absences],
        "files": [_file(each) for each in body.files],
    }


def _file(file: Known) -> dict[str, Any]:
    return {"path": file.path, "name": file.name or None, "level": file.level, "year": file.year, "covers": file.covers}


def _unreadable(register: Register, words: Catalog) -> Iterator[dict[str, Any]]:
    for each in register.unreadable:
        yield {"path": each.path, "problem": words.say(each.problem), "cure": words.say(each.cure)}


def _years(register: Register) -> Iterator[dict[str, Any]]:
    """The years with their reports, and as the roster has them: how many there should be, and how many there are."""
    attendance = {each.year: each for each in register.attendance}
    for year in sorted({*register.years, *attendance}):
        each = attendance.get(year)
        yield {
            "year": year,
            "reports": register.years.get(year, 0),
            "required": each.required if each else None,
            "filed": each.filed if each else None,
        }
