"""How much a section tells: its length, its figures, what does not belong in it, and the fee that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.citing import cited, documents
from linter.finding import Said
from linter.fold import HAN
from linter.named_tuple import NamedTuple
from linter.place import section_span
from linter.prose.number import Quantity
from linter.prose.passage import Passage
from linter.prose.pattern import compiled
from linter.prose.sought import sought
from linter.report import Report
from linter.terms import Counting, DocumentKey, PassageKey, Pattern, SectionKey
from linter.words import Names, Word

_CHARACTERS = re.compile(rf"{HAN}+")
_CLAUSES = re.compile(r"[^。;!?\n]+")


class Length(NamedTuple):
    """The most characters that a section may have."""

    section: SectionKey
    most: int


def length(report: Report, options: Length) -> Iterator[Said]:
    """The section is no longer than the limit; only Chinese characters are counted."""
    section = report.sections[options.section]
    words = report.passages[options.section].words
    if section.heading is None or len(words) <= options.most:
        return
    count = _characters(words)
    if count > options.most:
        params = {"heading": section.heading.words, "count": str(count), "most": str(options.most)}
        yield Said("broken", options.section, section.heading.span, params)


class Overgrown(NamedTuple):
    """A section that may have more than `most` characters, punctuation too, only on what fits it.

    Clauses with a pattern of `fitting` are not counted; the rest must name fewer than `topics` of the words of `topic`.
    """

    section: SectionKey
    most: int
    fitting: tuple[Pattern, ...]
    topic: tuple[str, ...]
    topics: int


def overgrown(report: Report, options: Overgrown) -> Iterator[Said]:
    """The section is not filled with work that has nothing to do with it."""
    section = report.sections[options.section]
    words = report.passages[options.section].words
    if section.heading is None or len(words) <= options.most:
        return
    fitting = sought(report.norm, *options.fitting)
    rest = "\n".join(clause for clause in _CLAUSES.findall(words) if not fitting.is_in(clause))
    count = len(rest)
    if count <= options.most:
        return
    topics = tuple(sorted((each for each in options.topic if each in rest), key=rest.index))
    if len(topics) >= options.topics:
        params: dict[str, Word] = {
            "heading": section.heading.words, "count": str(count), "topics": Names(topics, most=4),
        }  # fmt: skip
        yield Said("broken", options.section, section.heading.span, params)


def _characters(words: str) -> int:
    return sum(map(len, _CHARACTERS.findall(words)))


class Figures(NamedTuple):
    """What is a figure of the section's own.

    A number in Chinese numerals is one only with one of `counters`, and 一 is none; no number is one in quotation marks or
    before a word of `slogans`. What `also` finds is one in any case.
    """

    section: SectionKey
    counters: tuple[str, ...]
    slogans: tuple[str, ...]
    also: tuple[Pattern, ...] = ()


def figures(report: Report, options: Figures) -> Iterator[Said]:
    """The section has at least one figure of its own; years, dates and 文号 are none."""
    section = report.sections[options.section]
    passage = report.passages[options.section]
    if section.heading is None or not passage.words:
        at = section_span(report, options.section)
        yield Said("blocked", options.section, at, {"heading": section.form.heading}, blocked=True)
        return
    if any(_is_figure(quantity, passage, options) for quantity in passage.quantities.values()):
        return
    if not sought(report.norm, *options.also).is_in(passage.words):
        yield Said("broken", options.section, section.heading.span, {"heading": section.heading.words})


def _is_figure(quantity: Quantity, passage: Passage, options: Figures) -> bool:
    if not quantity.figures and (quantity.value == 1 or quantity.counter not in options.counters):
        return False
    line = passage.words.rfind("\n", 0, quantity.start) + 1
    if passage.words.count('"', line, quantity.start) % 2:
        return False
    return not passage.words.startswith(options.slogans, quantity.end)


class Fee(NamedTuple):
    """How the fee stands in a section (`amount`, with a count before the unit), what it must be a multiple of, in 元.

    `document` is the key of the fee rules among the cited documents.
    """

    section: PassageKey
    amount: tuple[Counting, ...]
    multiple: int
    document: DocumentKey


def fee(report: Report, options: Fee) -> Iterator[Said]:
    """The fee is an amount that the scale can give, and the fee rules are cited with their own number."""
    passage = report.passages[options.section]
    # reading the numbers of a passage costs more than seeing that there is no money in it
    for source in options.amount if "元" in passage.words else ():
        for found in compiled(report.norm, source).finditer(passage.masked):
            quantity = passage.quantities[found.start("count")]
            if quantity.value % options.multiple:
                written = passage.words[quantity.start : quantity.end]
                params = {"amount": written, "multiple": str(options.multiple)}
                yield Said("amount", passage.at, passage.span(quantity.start, quantity.end), params)
    document = documents(report.norm)[options.document]
    for each in cited(report):
        if each.misnumbers(document):
            params = {"number": each.written(report), "expected": document["number"], "title": document["name"]}
            yield Said("number", each.passage.at, each.passage.span(each.start, each.end), params)
