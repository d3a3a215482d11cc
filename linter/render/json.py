"""The JSON contract `nianbao/1`: all files of a run with their findings."""

from __future__ import annotations

import json
from typing import Any, TextIO

from linter import __version__
from linter.profile.load import BASE
from linter.render import Receiver, Run
from linter.sheet import Mark, Place, Sheet
from linter.tally import Tally

SCHEMA = "nianbao/1"


def render(run: Run, stream: TextIO) -> Receiver:
    """Write the run as one JSON document, a finding a line; lines and columns count from 1, in code points.

    The run stands behind the files, which are written as they come. Indented by the library, it would take three times as
    long.
    """
    stream.write(f'{{"schema": {_dumped(SCHEMA)}, "version": {_dumped(__version__)}, "files": [')
    between = "\n"
    while (sheet := (yield)) is not None:
        data = file_data(sheet)
        findings = ",".join(f"\n  {_dumped(each)}" for each in data.pop("findings"))
        stream.write(f'{between} {_dumped(data)[:-1]}, "findings": [{findings}]}}')
        between = ",\n"
    stream.write(f'],\n"run": {_dumped(run_data(run.tally))}}}\n')


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def run_data(tally: Tally) -> dict[str, Any]:
    """What a run adds up to."""
    return {
        "profile": ", ".join(tally.profiles) or BASE,
        "config": ", ".join(tally.configurations) or None,
        "files": tally.files,
        "errors": tally.levels["error"],
        "warnings": tally.levels["warning"],
        "infos": tally.levels["info"],
        "blocked": tally.blocked,
        "silenced": tally.silenced,
    }


def file_data(sheet: Sheet) -> dict[str, Any]:
    """A file with its findings."""
    return {
        "path": sheet.path,
        "format": sheet.format,
        "encoding": sheet.encoding,
        "edition": sheet.edition,
        "year": sheet.year,
        "body": sheet.body,
        "level": sheet.level,
        "outcome": sheet.outcome,
        "findings": [finding_data(mark) for mark in sheet.marks],
    }


def finding_data(mark: Mark) -> dict[str, Any]:
    """A finding with its places."""
    finding = mark.finding
    return {
        "rule": finding.rule,
        "name": finding.name,
        "level": finding.level,
        "outcome": finding.outcome,
        "message": finding.message,
        "params": {"id": finding.message_id, **finding.params},
        "at": finding.at,
        "place": finding.place,
        "start": _position(mark.start),
        "end": _position(mark.end),
        "page": mark.start.page,
        "related": [
            {
                "at": each.at,
                "place": each.words,
                "start": _position(each.start),
                "end": _position(each.end),
                "message": each.message,
            }
            for each in mark.related
        ],
        "basis": [{"doc": each.doc, "clause": each.clause} for each in finding.basis],
        "help": finding.help,
        "fix": _fix(mark),
    }


def _fix(mark: Mark) -> dict[str, Any] | None:
    """What would mend it, and whether that is safe."""
    if mark.finding.fix is None:
        return None
    edits = [{"start": _position(start), "end": _position(end), "words": words} for start, end, words in mark.edits]
    return {"grade": mark.finding.fix.grade, "edits": edits}


def _position(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column}
