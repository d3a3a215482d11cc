"""What the prose must say: topics that a section covers, statements that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from linter.document import Paragraph
from linter.finding import Said
from linter.fold import squeeze
from linter.parse.joined import join
from linter.place import section_span
from linter.report import Report, Section


class Topics(NamedTuple):
    """Topics that a section must touch: each has a name and patterns of which one must be found."""

    section: str
    topic: tuple[Mapping[str, Any], ...]


def topics(report: Report, options: Topics) -> Iterator[Said]:
    """Every topic is touched somewhere in the section; no sub-heading is asked for."""
    section = report.sections[options.section]
    if section.heading is None or not section.prose:
        yield Said(
            "blocked", options.section, section_span(report, options.section), {"heading": section.form.heading}, blocked=True
        )
        return
    words = join(section.prose).words
    missing = [
        topic["name"] for topic in options.topic
        if not report.norm.pattern(f"topic.{options.section}.{topic['name']}", "|".join(topic["any"])).search(words)
    ]  # fmt: skip
    if missing:
        params = {"missing": "、".join(f"“{name}”" for name in missing), "heading": section.heading.words}
        yield Said("broken", options.section, section.heading.span, params)


class Statements(NamedTuple):
    """Cues of which a section must hold one, after the words of `without` have been taken out."""

    section: str
    any: tuple[str, ...]
    without: tuple[str, ...] = ()


_LONGEST_HEADING = 18


def statements(report: Report, options: Statements) -> Iterator[Said]:
    """The section makes a statement of the kind; its sub-headings alone are not one."""
    section = report.sections[options.section]
    if section.heading is None or not section.blocks:
        yield Said(
            "blocked", options.section, section_span(report, options.section), {"heading": section.form.heading}, blocked=True
        )
        return
    words = _sentences(section)
    without = report.norm.pattern(f"without.{options.without}", "|".join(options.without) or r"(?!)")
    cues = report.norm.pattern(f"cues.{options.any}", "|".join(options.any))
    if not cues.search(without.sub("", words)):
        yield Said("broken", options.section, section.heading.span, {"heading": section.heading.words})


def _sentences(section: Section) -> str:
    """The section's words, a line each paragraph, without lines that are only sub-headings."""
    lines = []
    for block in section.prose:
        words = squeeze(block.words) if isinstance(block, Paragraph) else join([block]).words
        if len(words) <= _LONGEST_HEADING and not re.search(r"[。；，,;]", words) and words != "无":
            continue
        lines.append(words)
    return "\n".join(lines)
