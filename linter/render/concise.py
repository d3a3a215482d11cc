"""One line a finding: path:line:column: level CODE message [name]. The form is an interface."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from linter.result import FileResult


def render(results: Iterable[FileResult], stream: TextIO) -> None:
    """Write the findings of all files, a line each; columns count code points from 1."""
    for result in results:
        if result.document is None:
            continue
        for finding in result.findings:
            place = result.document.position(finding.span.start)
            level = finding.level if finding.outcome == "broken" else "blocked"
            message = " ".join(finding.message.split())
            stream.write(f"{result.path}:{place.line}:{place.column}: {level} {finding.rule} {message} [{finding.name}]\n")
