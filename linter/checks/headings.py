"""The headings of the six sections: number and wording."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from linter.finding import Said
from linter.fold import numeral
from linter.report import Report


def number(report: Report, _: None) -> Iterator[Said]:
    """Each section under its own number, written 一、 二、 …"""
    for key, section in report.sections.items():
        heading = section.heading
        if heading is None:
            continue
        params = {"actual": heading.words, "expected": section.form.heading}
        prefix = numeral(heading.words)
        if prefix is None:
            yield Said("none", key, heading.span, params)
        elif prefix.number != section.form.number:
            yield Said("wrong", key, heading.span, params)
        elif prefix.style != "plain":
            yield Said("style", key, heading.span, params)


class Wording(NamedTuple):
    """Which wordings the rule reports."""

    report: tuple[Literal["accepted", "deviating", "typo"], ...]


def wording(report: Report, options: Wording) -> Iterator[Said]:
    """The title of each section against the norm's wording."""
    for key, section in report.sections.items():
        heading = section.heading
        if heading is not None and heading.wording in options.report:
            params = {"actual": heading.words, "expected": section.form.heading}
            yield Said(heading.wording, key, heading.span, params)
