"""What the prose must say: topics that a section covers, statements that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.finding import Said
from linter.named_tuple import NamedTuple
from linter.parse.joined import join
from linter.place import section_span
from linter.prose.pattern import any_of, compiled
from linter.prose.sought import sought
from linter.prose.whole import once
from linter.report import Report, Section
from linter.terms import Pattern, SectionKey, Topic
from linter.words import Names, Word


class Topics(NamedTuple):
    """Topics that a section must touch: each has a name and patterns of which one must be found.

    For bodies of the levels `bodies`, a topic is said to be missing by its own `message`, so that other rules can tell.
    """

    section: SectionKey
    topic: tuple[Topic, ...]


def topics(report: Report, options: Topics) -> Iterator[Said]:
    """Every topic is touched somewhere in the section; no sub-heading is asked for."""
    section = report.sections[options.section]
    if section.heading is None or not section.prose:
        yield Said(
            "blocked", options.section, section_span(report, options.section), {"heading": section.form.heading}, blocked=True
        )
        return
    words = report.passages[options.section].words
    missing = [topic for topic in options.topic if not sought(report.norm, *topic["any"]).is_in(words)]
    if missing:
        level = report.body.level if report.body else None
        message = next((topic.get("message", "broken") for topic in missing if level in topic.get("bodies", ())), "broken")
        names = Names(tuple(topic["name"] for topic in missing))
        params: dict[str, Word] = {"missing": names, "heading": section.heading.words}
        yield Said(message, options.section, section.heading.span, params)


class Statements(NamedTuple):
    """Cues of which a section must hold one, after the words of `without` have been taken out.

    Text under a sub-heading that says `label` is such a statement in whatever words; text under one that says
    `other_label`, in the same paragraph, is not looked at.
    """

    section: SectionKey
    any: tuple[Pattern, ...]
    label: Pattern
    other_label: Pattern
    without: tuple[Pattern, ...] = ()


_SUB_HEADING = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]{1,2}[)]?[、.]?)?(?P<title>[^。;,:]{2,14})(?:[。:]|$)(?P<rest>.*)$")
_SHORTEST_STATEMENT = 4
# where, behind a sub-heading and in its paragraph, the text turns from problems to improvements or back
_TURN = re.compile(
    r"(?<=[。;])(?=(?:下一?步|下一年|今后|为此|对此|针对|改进|整改|我[们镇乡局县区市委]?将|存在的?(?:主要)?(?:问题|不足)))"
)


def statements(report: Report, options: Statements) -> Iterator[Said]:
    """The section makes a statement of the kind; its sub-headings alone are not one."""
    section = report.sections[options.section]
    if section.heading is None or not section.blocks:
        at = section_span(report, options.section)
        yield Said("blocked", options.section, at, {"heading": section.form.heading}, blocked=True)
        return
    without, cues = any_of(report.norm, options.without), sought(report.norm, *options.any)
    for kind, words in _parts(section, report, options):
        if kind == "label" and len(words) >= _SHORTEST_STATEMENT:
            return
        if kind != "other" and cues.is_in(without.sub("", words)):
            return
    yield Said("broken", options.section, section.heading.span, {"heading": section.heading.words})


@once
def _lines(_: Report) -> dict[str, list[tuple[str, re.Match[str] | None]]]:
    """The paragraphs of sections, each with the sub-heading that it begins with: two rules look at the same section."""
    return {}


def _parts(section: Section, report: Report, options: Statements) -> list[tuple[str, str]]:
    """The section's text by the sub-headings that it stands under: `label`, `other`, or "" for any other."""
    label, other = compiled(report.norm, options.label), compiled(report.norm, options.other_label)
    parts: list[tuple[str, str]] = [("", "")]
    lines = _lines(report)
    if section.key not in lines:
        lines[section.key] = [(words, _SUB_HEADING.match(words)) for block in section.prose for words in [join([block]).words]]
    for words, found in lines[section.key]:
        if found is not None and other.search(found["title"]):
            rest, *turned = _TURN.split(found["rest"], maxsplit=1)
            parts += [("other", rest), ("", "".join(turned))]
        elif found is not None and label.search(found["title"]):
            parts.append(("label", found["rest"]))
        else:
            kind, before = parts[-1]
            parts[-1] = (kind, before + ("\n" if before else "") + words)
    return parts
