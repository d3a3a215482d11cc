"""Output for people, and behind it commands of GitHub Actions that annotate files: errors first, as a step shows ten a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from linter.render import Receiver, Run
from linter.render.spot import file_of, known
from linter.render.text import Line, file_lines, print_lines, summary_lines
from linter.sheet import Mark, Sheet
from linter.words import Catalog

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice", "blocked": "notice"}
# what could not be decided is a notice behind all others, so that it takes the place of none
_RANKS = {level: rank for rank, level in enumerate(_COMMANDS)}
# signs that would make a command of a line: one at its beginning, the other anywhere
_SIGNS = {"::": ":\u200b:", "##[": "##\u200b["}


def render(run: Run, stream: TextIO) -> Receiver:
    """Write the text of every file as it comes, and at the end its sum and the commands."""
    commands: list[tuple[int, str]] = []
    while (sheet := (yield)) is not None:
        print_lines(_harmless(file_lines(sheet, run.words)), stream)
        commands.extend(_commands(sheet, run.words))
    if run.tally.files or run.tally.unrelated:
        print_lines(_harmless(summary_lines(run.tally, run.statistics, run.rules, run.words)), stream)
    for _, command in sorted(commands, key=lambda each: each[0]):
        stream.write(command + "\n")


def _harmless(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, of which none is a command, whatever a report says."""
    for line in lines:
        words = "".join(each for each, _ in line)
        if any(sign in words for sign in _SIGNS):
            for sign, instead in _SIGNS.items():
                words = words.replace(sign, instead)
            yield [(words, "")]
        else:
            yield line


def _commands(sheet: Sheet, words: Catalog) -> Iterator[tuple[int, str]]:
    """The commands for a file with their ranks."""
    path = file_of(sheet.path)
    if sheet.failure:
        yield 0, _command("error", {"file": path}, sheet.failure)
    for mark in sheet.marks:
        finding, level = mark.finding, mark.level
        title = f"{finding.rule} {finding.name}"
        if level == "blocked":
            title = f"{title} ({words.phrases['ui_blocked']})"
        message = f"{finding.message}\n{finding.place}{mark.where}"
        yield _RANKS[level], _command(_COMMANDS[level], {"file": path, **_place(sheet, mark), "title": title}, message)


def _place(sheet: Sheet, mark: Mark) -> dict[str, str]:
    """Lines and, where they are true and GitHub takes them (on one line only), columns."""
    true, start, end = known(sheet.format), mark.start, mark.end
    if not true.line:
        return {}
    place = {"line": str(start.line), "endLine": str(end.line)}
    if true.column and start.line == end.line:
        place |= {"col": str(start.column), "endColumn": str(end.column)}
    return place


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    told = ",".join(f"{key}={_data(value).replace(':', '%3A').replace(',', '%2C')}" for key, value in properties.items())
    return f"::{name} {told}::{_data(message)}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
