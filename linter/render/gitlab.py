"""Code quality report of GitLab: a JSON array of findings, each with a fingerprint of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, TextIO

from linter.render import Receiver, Run
from linter.render.fingerprint import Fingerprints
from linter.render.spot import file_of, known
from linter.sheet import Sheet

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info", "blocked": "info"}


def render(run: Run, stream: TextIO) -> Receiver:
    """Write every finding as it comes."""
    fingerprints = Fingerprints()
    between = "[\n"
    while (sheet := (yield)) is not None:
        for issue in _issues(sheet, fingerprints):
            stream.write(between + json.dumps(issue, ensure_ascii=False))
            between = ",\n"
    stream.write("\n]\n" if between != "[\n" else "[]\n")


def _issues(sheet: Sheet, fingerprints: Fingerprints) -> Iterator[dict[str, Any]]:
    """What is to be told of a file; one that cannot be read has a line too, which GitLab demands."""
    path = file_of(sheet.path)
    if sheet.failure:
        fingerprint = sha256(f"{path}\0{sheet.outcome}".encode("utf-8", "surrogatepass")).hexdigest()
        yield _issue(sheet.failure, sheet.outcome, fingerprint, "blocker", path, 1)
    lines = known(sheet.format).line
    for mark in sheet.marks:
        finding = mark.finding
        words = f"{finding.message} · {finding.place}"
        severity, line = _SEVERITIES[mark.level], mark.start.line if lines else 1
        yield _issue(words, finding.rule, fingerprints.of(sheet.path, mark), severity, path, line)


def _issue(words: str, name: str, fingerprint: str, severity: str, path: str, line: int) -> dict[str, Any]:
    return {
        "description": words,
        "check_name": name,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
