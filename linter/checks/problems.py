"""What section 五 says of its problems: whether it names any, and whether the improvements answer them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from linter.finding import Said
from linter.place import section_span
from linter.prose.pattern import any_of, compiled
from linter.report import Report

_SENTENCES = re.compile(r"[^。;!?\n]+")
_CHARACTERS = re.compile(r"[\u4e00-\u9fff]+")
_FIGURES = re.compile(r"\d|《")
_SHORTEST_ITEM = 4


class Told(NamedTuple):
    """Section 五 in clauses: those on problems, and those on improvements."""

    problems: list[str]
    improvements: list[str]


def told(report: Report, section: str) -> Told:
    """The clauses of the section by what they are about.

    A cue of improvement turns from problems to improvements, a cue of a problem without one of improvement turns back;
    other clauses go on with what the one before them is about.
    """
    cues = report.norm.data["problems"]
    turn, back = any_of(report.norm, cues["turn"]), any_of(report.norm, cues["back"])
    parts = Told([], [])
    improving = False
    for sentence in _SENTENCES.findall(report.passages[section].words):
        found = turn.search(sentence)
        if found is not None:
            parts[improving].append(sentence[: found.start()])
            improving = True
            sentence = sentence[found.end() :]
        elif improving and back.search(sentence):
            improving = False
        parts[improving].append(sentence)
    return parts


class Vague(NamedTuple):
    """When a problem says nothing: it is no longer than `longest`, has no number or title, and what remains of it without
    the words of `stock` has at most `remains` characters. `lead` is what stands before a problem, `mark` between two.
    """

    section: str
    lead: tuple[str, ...]
    mark: str
    stock: tuple[str, ...]
    longest: int
    remains: int


def vague(report: Report, options: Vague) -> Iterator[Said]:
    """At least one of the problems is more than a stock phrase."""
    section = report.sections[options.section]
    if section.heading is None or not report.passages[options.section].words:
        at = section_span(report, options.section)
        yield Said("blocked", options.section, at, {"heading": section.form.heading}, blocked=True)
        return
    stock, lead = any_of(report.norm, options.stock), any_of(report.norm, options.lead)
    named = False
    for clause in told(report, options.section).problems:
        for item in compiled(report.norm, options.mark).split(clause):
            item = lead.sub("", item)
            if len(item) < _SHORTEST_ITEM:
                continue
            named = True
            if len(item) > options.longest or _FIGURES.search(item):
                return
            if sum(map(len, _CHARACTERS.findall(stock.sub("", item)))) > options.remains:
                return
    if named:
        yield Said("broken", options.section, section.heading.span, {"heading": section.heading.words})


class Answers(NamedTuple):
    """When improvements have to do with problems: they share two characters in a row once the words of `general` are taken
    out, or a subject of `family`. Both must have `least` such pairs, else they are not compared.
    """

    section: str
    general: tuple[str, ...]
    family: tuple[str, ...]
    least: int


def answers(report: Report, options: Answers) -> Iterator[Said]:
    """The improvements share a subject with the problems."""
    section = report.sections[options.section]
    if section.heading is None or not report.passages[options.section].words:
        at = section_span(report, options.section)
        yield Said("blocked", options.section, at, {"heading": section.form.heading}, blocked=True)
        return
    parts = told(report, options.section)
    problems, improvements = "\n".join(parts.problems), "\n".join(parts.improvements)
    general = any_of(report.norm, options.general)
    of_problems = _pairs(general.sub("\n", problems))
    of_improvements = _pairs(general.sub("\n", improvements))
    if min(len(of_problems), len(of_improvements)) < options.least or of_problems & of_improvements:
        return
    families = (compiled(report.norm, source) for source in options.family)
    if not any(family.search(problems) and family.search(improvements) for family in families):
        yield Said("broken", options.section, section.heading.span, {"heading": section.heading.words})


def _pairs(words: str) -> set[str]:
    """Every two Chinese characters that stand side by side."""
    return {run[index : index + 2] for run in _CHARACTERS.findall(words) for index in range(len(run) - 1)}
