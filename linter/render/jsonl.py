"""JSON Lines: one finding a line, as in `nianbao/1`, and a last line with the sum of the run."""

from __future__ import annotations

import json
from typing import Any, TextIO

from linter import __version__
from linter.render import Receiver, Run
from linter.render.json import SCHEMA, finding_data, run_data


def render(run: Run, stream: TextIO) -> Receiver:
    """Write every finding as it comes; a file that cannot be read is a line too."""
    while (sheet := (yield)) is not None:
        if sheet.failure:
            _write({"path": sheet.path, "outcome": sheet.outcome, "problem": sheet.failure}, stream)
        about = {"path": sheet.path, "body": sheet.body, "year": sheet.year, "edition": sheet.edition}
        for mark in sheet.marks:
            _write({**about, **finding_data(mark)}, stream)
    _write({"schema": SCHEMA, "version": __version__, "run": run_data(run.tally)}, stream)


def _write(data: dict[str, Any], stream: TextIO) -> None:
    stream.write(json.dumps(data, ensure_ascii=False) + "\n")
