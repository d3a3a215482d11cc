"""What must be mentioned, and where: subjects of a duty to report, a statement of one section, a statement anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from linter.finding import Pointer, Said
from linter.named_tuple import NamedTuple
from linter.place import section_span, start_span
from linter.prose.passage import Passage
from linter.prose.pattern import any_of
from linter.prose.sought import sought
from linter.report import Report
from linter.terms import PassageKey, Pattern, SectionKey, Subject
from linter.words import Names, Word

_CLAUSES = re.compile(r"[^。;!?\n]+")


def holds_any(words: str, wanted: Iterable[str]) -> bool:
    """Whether one of the wanted words stands in the words: quicker than a pattern, and nothing to compile."""
    return any(map(words.__contains__, wanted))


class Mentions(NamedTuple):
    """Subjects (`name`, words `any`) that must each be mentioned in one of `sections`; the finding stands at `section`.

    In the sections of `reported` only what has been done counts: nothing from a cue of `plan` on, unless its clause
    has one of `done`.
    """

    section: SectionKey
    subject: tuple[Subject, ...]
    sections: tuple[PassageKey, ...]
    reported: tuple[PassageKey, ...] = ()
    plan: tuple[Pattern, ...] = ()
    done: tuple[Pattern, ...] = ()


def mentions(report: Report, options: Mentions) -> Iterator[Said]:
    """Every subject is mentioned; that nothing happened is a mention too."""
    words = "\n".join(report.passages[key].words for key in options.sections)
    missing = [subject for subject in options.subject if not holds_any(words, subject["any"])]
    if missing and options.reported:
        words = "\n".join(_done(report.passages[key], report, options) for key in options.reported)
        missing = [subject for subject in missing if not holds_any(words, subject["any"])]
    if not missing:
        return
    section = report.sections[options.section]
    if section.heading is None or not report.passages[options.section].words:
        at = section_span(report, options.section)
        yield Said("blocked", options.section, at, {"heading": section.form.heading}, blocked=True)
        return
    names = Names(tuple(subject["name"] for subject in missing))
    params: dict[str, Word] = {"missing": names, "heading": section.heading.words}
    yield Said("broken", options.section, section.heading.span, params)


def _done(passage: Passage, report: Report, options: Mentions) -> str:
    """The clauses of a passage that tell what has been done, not what is to come."""
    plan, done = sought(report.norm, *options.plan), sought(report.norm, *options.done)
    kept: list[str] = []
    planning = False
    for clause in _CLAUSES.findall(passage.words):
        planning = planning or plan.is_in(clause)
        if not planning or done.is_in(clause):
            kept.append(clause)
    return "\n".join(kept)


class Placed(NamedTuple):
    """Words and, where these are not found, patterns of a statement that belongs in a section.

    In another section it is found, but out of its place.
    """

    section: SectionKey
    words: tuple[str, ...]
    any: tuple[Pattern, ...]


def placed(report: Report, options: Placed) -> Iterator[Said]:
    """The statement stands in its section."""
    section = report.sections[options.section]
    words = report.passages[options.section].words
    if section.heading is None or not words:
        at = section_span(report, options.section)
        yield Said("blocked", options.section, at, {"heading": section.form.heading}, blocked=True)
        return
    if holds_any(words, options.words):
        return
    statement = any_of(report.norm, (*map(re.escape, options.words), *options.any))
    if statement.search(words):
        return
    params = {"heading": section.heading.words}
    for passage in report.passages.values():
        found = statement.search(passage.words)
        if found is not None:
            related = (Pointer(section.key, section.heading.span),)
            yield Said("elsewhere", passage.at, passage.span(found.start(), found.end()), params, related)
            return
    yield Said("broken", section.key, section.heading.span, params)


class Stated(NamedTuple):
    """Patterns of which one must be found in one of `passages` (none named: anywhere in the prose).

    With `period`, a statistical period that was read from the report is such a statement too.
    """

    any: tuple[Pattern, ...]
    passages: tuple[PassageKey, ...] = ()
    period: bool = False


def stated(report: Report, options: Stated) -> Iterator[Said]:
    """The statement stands in one of the passages."""
    if options.period and report.period is not None:
        return
    statement = sought(report.norm, *options.any)
    for key in options.passages or report.passages:
        if statement.is_in(report.passages[key].words):
            return
    yield Said("broken", "document", start_span(report))
