"""The title: its form, its year, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from linter.document import Paragraph
from linter.finding import Said
from linter.fold import core, fold
from linter.parse.headings import same_words
from linter.parse.title import bare_title, is_accepted, title_form
from linter.place import start_span
from linter.report import Report
from linter.words import Names


def form(report: Report, _: None) -> Iterator[Said]:
    """〔机关〕20XX年政府信息公开工作年度报告, with nothing lost and nothing moved."""
    if report.title is None:
        yield Said("absent", "title", start_span(report))
        return
    data = report.norm.data["title"]
    bare = bare_title(report.title.words, report.norm)
    span = report.title.span
    if report.norm.pattern("title.canonical", data["canonical"]).fullmatch(bare) or is_accepted(bare, report.norm):
        return
    body = report.body.name if report.body else "×××"
    year = str(report.year) if report.year else "20××"
    params = {"actual": bare, "expected": f"{body}{year}年政府信息公开工作年度报告"}
    if data["swallowed"] in bare:
        yield Said("swallowed", "title", span, params)
    elif title_form(bare, report.norm):
        yield Said("doubled" if "年度政府信息公开" in bare else "year_first", "title", span, params)
    elif missing := _missing(bare):
        yield Said("missing", "title", span, {**params, "missing": Names(tuple(missing))})
    else:
        yield Said("reordered", "title", span, params)


def _missing(bare: str) -> list[str]:
    """The parts of a title that are not there."""
    missing = []
    if not re.search(r"20\d\d", bare):
        missing.append("20××年")
    elif re.search(r"20\d\d(?!年|\d)", bare) and not re.search(r"20\d\d年", bare):
        missing.append("年")
    if "政府信息公开" not in bare:
        missing.append("政府")
    if "信息公开工作" not in bare and "工作年度" not in bare:
        missing.append("工作")
    if "年度报告" not in bare:
        missing.append("年度")
    return missing


def year(report: Report, _: None) -> Iterator[Said]:
    """The year of the title against that of the statistical period."""
    period = report.period
    if report.title is None or report.year_source != "title" or period is None or report.year is None:
        return
    if period.start_year == period.end_year != report.year:
        yield Said("broken", "title", report.title.span, {"title": str(report.year), "period": str(period.start_year)})


def repeated(report: Report, _: None) -> Iterator[Said]:
    """The title again inside a section."""
    if report.title is None:
        return
    shortest = len(core(report.title.words))
    for key, section in report.sections.items():
        for block in section.prose:
            if isinstance(block, Paragraph) and len(block.words) >= shortest and same_words(block.words, report.title.words):
                yield Said("broken", key, block.span)


class StrayLine(NamedTuple):
    """Up to how many characters a line is a fragment."""

    longest: int = 2


def stray_line(report: Report, options: StrayLine) -> Iterator[Said]:
    """A fragment between the title and section 一."""
    if report.title is None or report.sections["overview"].heading is None:
        return
    for block in report.preamble:
        if (
            isinstance(block, Paragraph)
            and 0 < len(core(block.words)) <= options.longest
            and not block.words.isdigit()
            and ":" not in fold(block.words)
        ):
            yield Said("broken", "preamble", block.span, {"words": block.words})
