"""One line a finding: path:line:column: level CODE message [name]. The form is an interface."""

from __future__ import annotations

from typing import TextIO

from linter.render import Receiver, Run


def render(run: Run, stream: TextIO) -> Receiver:
    """Write the findings of all files, a line each; columns count code points from 1."""
    while (sheet := (yield)) is not None:
        for mark in sheet.marks:
            finding, place = mark.finding, mark.start
            level = finding.level if finding.outcome == "broken" else "blocked"
            message = " ".join(finding.message.split())
            stream.write(f"{sheet.path}:{place.line}:{place.column}: {level} {finding.rule} {message} [{finding.name}]\n")
    if run.statistics:
        from linter.render.statistics import statistics_lines

        for line in statistics_lines(run.tally, run.rules, run.words):
            if line:
                stream.write("".join(words for words, _ in line) + "\n")
