"""Reviewdog's diagnostic format: columns count bytes from 1, ends are exclusive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from linter.render import Receiver, Run
from linter.render.spot import Known, file_of, known
from linter.sheet import Place, Sheet

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO", "blocked": "INFO"}


def render(run: Run, stream: TextIO) -> Receiver:
    """Write every finding as it comes."""
    stream.write('{"source": {"name": "nianbao"}, "diagnostics": [')
    between = "\n"
    while (sheet := (yield)) is not None:
        for diagnostic in _diagnostics(sheet):
            stream.write(between + json.dumps(diagnostic, ensure_ascii=False))
            between = ",\n"
    stream.write("\n]}\n")


def _diagnostics(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """What is to be told of a file; of one that cannot be read, why."""
    path, true = file_of(sheet.path), known(sheet.format)
    if sheet.failure:
        yield {"message": sheet.failure, "location": {"path": path}, "severity": "ERROR"}
    for mark in sheet.marks:
        finding = mark.finding
        diagnostic: dict[str, Any] = {
            "message": finding.message,
            "location": _location(path, mark.start, mark.end, true),
            "severity": _SEVERITIES[mark.level],
            "code": {"value": finding.rule},
            "original_output": f"{finding.place}{mark.where} {mark.level} {finding.rule} {finding.message} [{finding.name}]",
        }
        if mark.related:
            diagnostic["related_locations"] = [
                {"message": each.message or each.words, "location": _location(path, each.start, each.end, true)}
                for each in mark.related
            ]
        if mark.edits and true.column:
            diagnostic["suggestions"] = [
                {"range": {"start": _position(start, true), "end": _position(end, true)}, "text": words}
                for start, end, words in mark.edits
            ]
        yield diagnostic


def _location(path: str, start: Place, end: Place, true: Known) -> dict[str, Any]:
    if not true.line:
        return {"path": path}
    return {"path": path, "range": {"start": _position(start, true), "end": _position(end, true)}}


def _position(place: Place, true: Known) -> dict[str, int]:
    return {"line": place.line, "column": place.byte} if true.column else {"line": place.line}
