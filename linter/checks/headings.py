"""The headings of the six sections: number and wording."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from linter.finding import Edit, Fix, Said
from linter.fold import NUMERALS, core, numeral
from linter.named_tuple import NamedTuple
from linter.report import Heading, Report
from linter.text import Span


def number(report: Report, _: None) -> Iterator[Said]:
    """Each section under its own number, written 一、 二、 …"""
    for key, section in report.sections.items():
        heading = section.heading
        if heading is None:
            continue
        prefix = numeral(heading.words)
        if prefix is not None and (prefix.number, prefix.style) == (section.form.number, "plain"):
            continue
        params = {"actual": heading.words, "expected": section.form.heading}
        start = heading.span.start
        written = Span(start, start + (prefix.end if prefix else 0))
        fix = _fix("unsafe", report, heading, Edit(written, f"{NUMERALS[section.form.number - 1]}、"))
        if prefix is None:
            yield Said("none", key, heading.span, params, fix=fix)
        elif prefix.number != section.form.number:
            yield Said("wrong", key, heading.span, params, fix=fix)
        else:
            yield Said("style", key, heading.span, params, fix=fix)


def _fix(grade: Literal["safe", "unsafe"], report: Report, heading: Heading, edit: Edit) -> Fix | None:
    """A fix of a heading whose words stand in the file as they were read."""
    return Fix(grade, (edit,)) if report.document.text.quote(heading.span) == heading.words else None


class Wording(NamedTuple):
    """Which wordings the rule reports."""

    report: tuple[Literal["accepted", "deviating", "typo"], ...]


def wording(report: Report, options: Wording) -> Iterator[Said]:
    """The title of each section against the norm's wording."""
    for key, section in report.sections.items():
        heading = section.heading
        if heading is not None and heading.wording in options.report:
            params = {"actual": heading.words, "expected": section.form.heading}
            grade: Literal["safe", "unsafe"] = "safe" if heading.wording == "accepted" else "unsafe"
            fix = _fix(grade, report, heading, Edit(_title_span(heading), section.form.title))
            yield Said(heading.wording, key, heading.span, params, fix=fix)


def _title_span(heading: Heading) -> Span:
    """Where the title stands in a heading: behind the number, without marks at its end."""
    prefix = numeral(heading.words)
    end = len(heading.words)
    while not core(heading.words[end - 1 : end]):
        end -= 1
    return Span(heading.span.start + (prefix.end if prefix else 0), heading.span.start + end)
