"""JUnit XML: a suite a file, a case a rule, so that passes show as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from linter.named_tuple import NamedTuple
from linter.render import Receiver, Run
from linter.render.spot import file_of
from linter.render.text import basis_words
from linter.result import Silencer
from linter.sheet import Mark, Sheet
from linter.words import Catalog, Names, Phrase

_RANKS = {"error": 0, "warning": 1, "info": 2}
# what XML cannot say
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_ESCAPED = str.maketrans(_PLAIN)
_IN_QUOTES = str.maketrans({**_PLAIN, "\n": "&#10;", "\t": "&#9;"})


class _Case(NamedTuple):
    """A case: its name, and unless it passed what it is (`failure`, `skipped`, `error`), in short, of what kind, and in full."""

    name: str
    state: str = ""
    message: str = ""
    kind: str = ""
    words: str = ""


def render(run: Run, stream: TextIO) -> Receiver:
    """Write the suite of every file as it comes."""
    names = {rule.code: rule.name for rule in run.rules}
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nianbao">\n')
    while (sheet := (yield)) is not None:
        _write(file_of(sheet.path), list(_cases(sheet, names, run.words)), stream)
    stream.write("</testsuites>\n")


def _write(path: str, cases: Sequence[_Case], stream: TextIO) -> None:
    states = Counter(case.state for case in cases)
    counts = f'tests="{len(cases)}" failures="{states["failure"]}" errors="{states["error"]}" skipped="{states["skipped"]}"'
    suite = _quoted(path)
    stream.write(f"<testsuite name={suite} {counts}>\n")
    for case in cases:
        opening = f"<testcase classname={suite} name={_quoted(case.name)}"
        if not case.state:
            stream.write(f"{opening}/>\n")
            continue
        kind = f" type={_quoted(case.kind)}" if case.kind else ""
        told = f"<{case.state} message={_quoted(case.message)}{kind}>{_escaped(case.words)}</{case.state}>"
        stream.write(f"{opening}>{told}</testcase>\n")
    stream.write("</testsuite>\n")


def _cases(sheet: Sheet, names: dict[str, str], words: Catalog) -> Iterator[_Case]:
    """The cases of a file by code; a file that cannot be read has one."""
    if sheet.failure:
        yield _Case(sheet.outcome, "error", sheet.failure, sheet.outcome, sheet.cure)
        return
    found: dict[str, list[Mark]] = {}
    for mark in sheet.marks:
        found.setdefault(mark.finding.rule, []).append(mark)
    cases = {code: _found(code, marks, words) for code, marks in found.items()}
    for code in sheet.passed:
        cases[code] = _Case(_name(code, names))
    for reason, codes in (*_undecided(sheet, words), *_silenced(sheet, words), *sheet.skipped):
        for code in codes:
            cases.setdefault(code, _Case(_name(code, names), "skipped", reason))
    for code in sorted(cases):
        yield cases[code]


def _name(code: str, names: dict[str, str]) -> str:
    return f"{code} {names.get(code, '')}".strip()


def _found(code: str, marks: Sequence[Mark], words: Catalog) -> _Case:
    """A rule with findings: a failure if one of them is broken, skipped if all are undecided; all are told."""
    finding = marks[0].finding
    broken = [mark for mark in marks if mark.finding.outcome == "broken"]
    shown = Names(tuple(mark.finding.message for mark in broken or marks), 1, quoted=False)
    lines = [f"{mark.finding.message}\n  {mark.finding.place}{mark.where}" for mark in marks]
    lines.append(words.phrases["ui_help"] + finding.help)
    if finding.basis:
        lines.append(words.phrases["ui_basis"] + basis_words(finding.basis, finding.practice, words))
    kind = min((mark.level for mark in broken), key=_RANKS.__getitem__, default="blocked")
    state = "failure" if broken else "skipped"
    return _Case(f"{code} {finding.name}", state, words.say(shown), kind, "\n".join(lines))


def _undecided(sheet: Sheet, words: Catalog) -> Iterator[tuple[str, Iterable[str]]]:
    """The rules that are undecided for a cause that another finding tells, each with it."""
    for cause, codes in sheet.undecided:
        for code in codes:
            shown = Phrase("ui_undecided_cause", {"codes": code, "cause": cause})
            yield words.phrases["ui_undecided"] + words.say(shown), (code,)


def _silenced(sheet: Sheet, words: Catalog) -> Iterator[tuple[str, Iterable[str]]]:
    """The rules of which findings are not shown, each with what silences them."""
    counts: dict[str, Counter[Silencer]] = {}
    for mark, by in sheet.silenced:
        counts.setdefault(mark.finding.rule, Counter())[by] += 1
    for code, each in counts.items():
        parts = (Phrase(f"silence_by_{by.kind}", {"count": str(count), "path": by.path}) for by, count in each.items())
        yield words.say(Names(tuple(parts), quoted=False, between="pause")), (code,)


def _quoted(words: str) -> str:
    return f'"{_FORBIDDEN.sub("�", words).translate(_IN_QUOTES)}"'


def _escaped(words: str) -> str:
    return _FORBIDDEN.sub("�", words).translate(_ESCAPED)
