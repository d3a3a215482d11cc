"""Findings as Markdown for a pull request or a chat: a table of files, then what was found in each.

What messages and paths say is never markup: it makes no HTML, no links, no mention of a person, no cell of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from linter.render import Receiver, Run
from linter.render.columns import clean
from linter.render.text import basis_words, summary_lines
from linter.sheet import Mark, Sheet
from linter.words import Catalog, Phrase

_COUNTED = ("error", "warning", "info", "blocked")
_HEADER = ("table_file", *(f"ui_{level}" for level in _COUNTED), "table_silenced")
# of a file, the findings that stand open; what is behind them is folded, if there is more than a line of it to save
_OPEN, _LEAST = 10, 3
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$#]|&(?=[#A-Za-z])|:(?=\S)|(?i:(?<=www)\.)")
# what begins a list or underlines a heading where a line begins
_BEGINNING = re.compile(r"\A(\d*)([-+=.)])")
# what begins a reference to a person, an issue or a request; a joiner that nobody sees makes it plain words
_REFERENCE = re.compile(r"([@#!])(?=[A-Za-z0-9])")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")


def escaped(words: str) -> str:
    """Words on one line that Markdown shows as they are."""
    words = _TURNED.sub("\ufffd", clean(" ".join(words.split())))
    words = _MARKUP.sub(r"\\\g<0>", _REFERENCE.sub("\\1\u2060", words))
    return _BEGINNING.sub(r"\1\\\2", words)


def render(run: Run, stream: TextIO) -> Receiver:
    """Write the table first and the files behind it, so nothing before the last file has come."""
    words = run.words
    rows: list[str] = []
    files: list[str] = []
    unmarked = 0
    while (sheet := (yield)) is not None:
        if sheet.failure or sheet.marks or sheet.silenced:
            rows.append(_row(sheet, words))
        else:
            unmarked += 1
        if sheet.failure or sheet.marks:
            files.append("\n".join(_file(sheet, words)))
    told = ["".join(part for part, _ in line) for line in summary_lines(run.tally, run.statistics, run.rules, words)]
    notes = [escaped(line) for line in told if line]
    stream.write(f"## {words.phrases['table_title']}\n\n{notes.pop()}\n")
    if rows:
        header = " | ".join(escaped(words.phrases[key]) for key in _HEADER)
        rule = " | ".join(["---", *(["--:"] * (len(_HEADER) - 1))])
        stream.write("\n".join((f"\n| {header} |", f"| {rule} |", *rows, "")))
    if rows and unmarked:
        stream.write(f"\n{escaped(words.say(Phrase('table_unmarked', {'count': str(unmarked)})))}\n")
    for file in files:
        stream.write(f"\n{file}\n")
    if notes:
        stream.write(f"\n### {words.phrases['table_remarks']}\n\n" + "".join(f"- {note}\n" for note in notes))


def _row(sheet: Sheet, words: Catalog) -> str:
    """A file in the table: how many findings of each level, and how many silenced ones."""
    if sheet.failure:
        cells = [words.phrases["table_unreadable"], *([""] * len(_COUNTED))]
    else:
        found = Counter(mark.level for mark in sheet.marks)
        found["blocked"] += sheet.explained
        cells = [*(str(found[level]) for level in _COUNTED), str(len(sheet.silenced))]
    return f"| {' | '.join((escaped(sheet.path), *cells))} |"


def _file(sheet: Sheet, words: Catalog) -> Iterator[str]:
    """A file: what it was taken for, then its findings; of a long list the end is folded."""
    yield f"### {escaped(sheet.path)}\n"
    if sheet.failure:
        why = Phrase("ui_unreadable_why", {"problem": sheet.problem, "cure": sheet.cure})
        yield f"**{words.phrases['table_unreadable']}** {escaped(words.say(why))}"
        return
    if sheet.about:
        yield f"{escaped(sheet.about)}\n"
    told: set[str] = set()
    shown = len(sheet.marks) if len(sheet.marks) < _OPEN + _LEAST else _OPEN
    yield from _list(sheet.marks[:shown], told, words)
    if rest := sheet.marks[shown:]:
        more = words.say(Phrase("table_more", {"count": str(len(rest))}))
        yield f"\n<details><summary>{more}</summary>\n"
        yield from _list(rest, told, words)
        yield "\n</details>"


def _list(marks: Iterable[Mark], told: set[str], words: Catalog) -> Iterator[str]:
    """Findings as items; help and basis are told at the first of its rule in a file."""
    for mark in marks:
        finding = mark.finding
        yield f"- **{words.phrases[f'ui_{mark.level}']} {escaped(finding.rule)}** {escaped(finding.message)}"
        yield f"  - {escaped(finding.place + mark.where)}"
        if finding.rule in told:
            continue
        told.add(finding.rule)
        yield f"  - {escaped(words.phrases['ui_help'] + finding.help)}"
        if finding.basis:
            yield f"  - {escaped(words.phrases['ui_basis'] + basis_words(finding.basis, finding.practice, words))}"
