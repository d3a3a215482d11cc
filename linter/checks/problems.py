"""What section 五 says of its problems: whether it names any, and whether the improvements answer them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from linter.checks.mentions import holds_any
from linter.finding import Said
from linter.fold import HAN
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.place import section_span
from linter.prose.passage import Passage
from linter.prose.pattern import any_of, compiled
from linter.prose.sought import sought
from linter.prose.stems import begins
from linter.report import Report
from linter.terms import Pattern, SectionKey

_SENTENCES = re.compile(r"[^。;!?\n]+")
_CHARACTERS = re.compile(rf"{HAN}+")
_FIGURES = re.compile(r"\d|《")
_SHORTEST_ITEM = 4


class Clause(NamedTuple):
    """A clause of section 五: its words, and whether it is on improvements rather than on problems."""

    words: str
    improving: bool


def clauses(report: Report, section: str) -> Sequence[Clause]:
    """The clauses of the section by what they are about."""
    return _clauses(report.passages[section], report.norm)


# two rules ask for the same clauses
@lru_cache(maxsize=1)
def _clauses(passage: Passage, norm: Norm) -> Sequence[Clause]:
    """The clauses of a passage.

    A cue of improvement turns from problems to improvements, a cue of a problem without one of improvement turns back;
    other clauses go on with what the one before them is about.
    """
    cues = norm.data["problems"]
    turn, back = any_of(norm, cues["turn"]), sought(norm, *cues["back"])
    first = compiled(norm, _beginning(norm, cues["turn"]))
    told: list[Clause] = []
    improving = False
    for sentence in _SENTENCES.findall(passage.words):
        place = first.search(sentence)
        found = None if place is None else turn.search(sentence, place.start())
        if found is not None:
            told.append(Clause(sentence[: found.start()], improving))
            improving = True
            sentence = sentence[found.end() :]
        elif improving and back.is_in(sentence):
            improving = False
        told.append(Clause(sentence, improving))
    return told


def _beginning(norm: Norm, sources: Sequence[str]) -> str:
    """A pattern of the characters with which what the patterns find begins; of all where that is not known."""
    key = ("beginning", *sources)
    known: str | None = norm.caches.get(key)
    if known is None:
        characters = begins("|".join(sources)) if norm.foreign.isdisjoint(sources) else None
        known = norm.caches[key] = "" if characters is None else f"[{re.escape(characters)}]"
    return known


class Vague(NamedTuple):
    """When a problem says nothing.

    It is no longer than `longest`, has no number, title or word of `concrete`, and without the words of `stock` at most
    `remains` characters of it remain. `lead` is what stands before problems, with a word of `leading` in it; `mark` between
    two of them.
    """

    section: SectionKey
    lead: tuple[Pattern, ...]
    leading: tuple[str, ...]
    mark: Pattern
    stock: tuple[str, ...]
    concrete: tuple[str, ...]
    longest: int
    remains: int


def vague(report: Report, options: Vague) -> Iterator[Said]:
    """At least one of the problems is more than a stock phrase."""
    section = report.sections[options.section]
    if section.heading is None or not report.passages[options.section].words:
        at = section_span(report, options.section)
        yield Said("blocked", options.section, at, {"heading": section.form.heading}, blocked=True)
        return
    mark = compiled(report.norm, options.mark)
    items = [
        item for clause in clauses(report, options.section) if not clause.improving
        for item in mark.split(clause.words) if len(item) >= _SHORTEST_ITEM
    ]  # fmt: skip
    led = [item for item in items if holds_any(item, options.leading)]
    if any(not _is_stock(item, options) for item in items if item not in led):
        return
    bare = [any_of(report.norm, options.lead).sub("", item) for item in led]
    if items and all(_is_stock(item, options) for item in bare):
        yield Said("broken", options.section, section.heading.span, {"heading": section.heading.words})


def _is_stock(item: str, options: Vague) -> bool:
    if len(item) > options.longest or _FIGURES.search(item) or holds_any(item, options.concrete):
        return False
    for word in options.stock:
        item = item.replace(word, "")
    return sum(map(len, _CHARACTERS.findall(item))) <= options.remains


class Answers(NamedTuple):
    """When improvements have to do with problems.

    They share two characters in a row once the words of `general` are taken out, or words of one of the `families`. Both
    must have `least` such pairs, else they are not compared.
    """

    section: SectionKey
    general: tuple[str, ...]
    families: tuple[Sequence[str], ...]
    least: int


def answers(report: Report, options: Answers) -> Iterator[Said]:
    """The improvements share a subject with the problems."""
    section = report.sections[options.section]
    if section.heading is None or not report.passages[options.section].words:
        at = section_span(report, options.section)
        yield Said("blocked", options.section, at, {"heading": section.form.heading}, blocked=True)
        return
    # told in pairs, the second problem stands behind the first improvement: only the first turn is certain
    told = clauses(report, options.section)
    turn = next((index for index, clause in enumerate(told) if clause.improving), len(told))
    problems, improvements = ("\n".join(clause.words for clause in part) for part in (told[:turn], told[turn:]))
    if any(holds_any(problems, family) and holds_any(improvements, family) for family in options.families):
        return
    of_problems, of_improvements = _pairs(problems, options.general), _pairs(improvements, options.general)
    if min(len(of_problems), len(of_improvements)) >= options.least and not of_problems & of_improvements:
        yield Said("broken", options.section, section.heading.span, {"heading": section.heading.words})


def _pairs(words: str, general: Iterable[str]) -> set[str]:
    """Every two Chinese characters that stand side by side once general words are taken out."""
    for word in general:
        words = words.replace(word, "\n")
    return {run[index : index + 2] for run in _CHARACTERS.findall(words) for index in range(len(run) - 1)}
