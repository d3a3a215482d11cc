"""Faults of the family S from section 一 on: sections and headings that are absent, displaced, doubled or misspelt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from generator.fault import Fault, with_heading
from generator.form import NUMERALS, section_heading, section_titles
from generator.layout import tabs
from generator.narrative import plain
from generator.report import Report

_KEYS = ("overview", "disclosure", "requests", "review", "problems", "other")
# headings that reviewers send back, though they say what is meant
_DEVIATING = {
    "overview": "一、工作基本情况",
    "requests": "三、依申请公开政府信息情况",
    "problems": "五、存在不足及改进措施",
    "other": "六、其他需要汇报事项",
}
# one character lost in such a way that no accepted wording comes out
_LOST = {
    "overview": "体",
    "disclosure": "政",
    "requests": "政",
    "review": "政",
    "problems": "问",
    "other": "告",
}
_SUBHEADING = re.compile(r"^（([一二三四五])）([^。]+。?)")


def _missing(key: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        left = tuple(section for section in report.sections if section.key != key)
        return tabs(replace(report, sections=left)), key

    return Fault(f"section-missing-{key}", "S110", break_)


def _swapped(report: Report, rng: Random) -> tuple[str, str]:
    """Two neighbours change places, each with its own heading; which of them is displaced is a matter of taste."""
    first = rng.randrange(len(_KEYS) - 1)
    sections = list(report.sections)
    sections[first], sections[first + 1] = sections[first + 1], sections[first]
    return tabs(replace(report, sections=tuple(sections))), f"{_KEYS[first]}|{_KEYS[first + 1]}"


def _moved_far(report: Report, rng: Random) -> tuple[str, str]:
    """Section 五 stands before section 二: only it is displaced."""
    sections = list(report.sections)
    sections.insert(1, sections.pop(4))
    return tabs(replace(report, sections=tuple(sections))), "problems"


def _heading_twice(report: Report, rng: Random) -> tuple[str, str]:
    key = rng.choice(("overview", "problems"))
    report = plain(report)
    # a section of one paragraph would leave nothing to stand under one of the two
    key = key if len(report.section(key).paragraphs) > 1 else "overview"
    section = report.section(key)
    # behind the last paragraph but one, so that something stands under both
    paragraphs = (*section.paragraphs[:-1], section.heading, section.paragraphs[-1])
    return tabs(report.with_paragraphs(key, paragraphs)), key


def _numeral(name: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        key = rng.choice(_KEYS)
        number = _KEYS.index(key) + 1
        title = section_titles()[key]
        others = [numeral for numeral in NUMERALS if numeral != NUMERALS[number - 1]]
        heading = {"wrong": f"{rng.choice(others)}、{title}", "none": title, "arabic": f"{number}.{title}"}[name]
        return tabs(with_heading(report, key, heading)), key

    return Fault(f"section-number-{name}", "S113", break_)


def _deviating(key: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        return tabs(with_heading(report, key, _DEVIATING[key])), key

    return Fault(f"section-title-{key}", "S114", break_)


def _typo(report: Report, rng: Random) -> tuple[str, str]:
    """One character of a heading written twice, or one lost."""
    key = rng.choice(_KEYS)
    numeral, title = section_heading(key).split("、", 1)
    if rng.random() < 0.5:
        title = title.replace(_LOST[key], "", 1)
    else:
        # a doubled 、 would not be a difference in words
        at = rng.choice([index for index, character in enumerate(title) if character != "、"])
        title = title[: at + 1] + title[at:]
    return tabs(with_heading(report, key, f"{numeral}、{title}")), key


def _subheading_lost(report: Report, rng: Random) -> tuple[str, str]:
    """The third sub-heading is gone while its text stands."""

    def lost(paragraph: str) -> str:
        return _SUBHEADING.sub("", paragraph) if paragraph.startswith("（三）") else paragraph

    return _overview_with(report, lost), "overview"


def _subheading_repeated(report: Report, rng: Random) -> tuple[str, str]:
    """The third sub-heading is numbered as the second."""
    return _overview_with(report, lambda paragraph: paragraph.replace("（三）", "（二）", 1)), "overview"


def _subheadings_like_sections(report: Report, rng: Random) -> tuple[str, str]:
    """Sub-headings numbered 一、 to 五、 as if they were sections."""
    return _overview_with(report, lambda paragraph: _SUBHEADING.sub(r"\1、\2", paragraph)), "overview"


def _overview_with(report: Report, change: Callable[[str], str]) -> str:
    report = plain(report)
    paragraphs = (change(paragraph) for paragraph in report.section("overview").paragraphs)
    return tabs(report.with_paragraphs("overview", tuple(filter(None, paragraphs))))


def _empty(key: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        # without a signature, which would stand under the last heading
        return tabs(plain(report).with_paragraphs(key, ())), key

    return Fault(f"section-empty-{key}", "S116", break_)


SECTION_FAULTS = (
    *map(_missing, _KEYS),
    Fault("section-order-neighbours", "S111", _swapped),
    Fault("section-order-far", "S111", _moved_far),
    Fault("section-duplicated", "S112", _heading_twice),
    *map(_numeral, ("wrong", "none", "arabic")),
    *map(_deviating, _DEVIATING),
    # the sub-heading may have been all that was said of its topic
    Fault("subsection-number-lost", "S115", _subheading_lost, also=frozenset({"N401"})),
    Fault("subsection-number-repeated", "S115", _subheading_repeated),
    Fault("subsection-number-like-sections", "S115", _subheadings_like_sections),
    *map(_empty, ("overview", "problems", "other")),
    Fault("heading-typo", "S117", _typo),
)
