"""The title: its form, its year, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.document import Paragraph
from linter.finding import Edit, Fix, Said
from linter.fold import core, fold, squeeze
from linter.named_tuple import NamedTuple
from linter.parse.title import bare_title, is_accepted, title_form
from linter.place import start_span
from linter.report import Report
from linter.text import Span
from linter.words import Names

_DOUBLED = re.compile(r"(?<=年)\s*(?P<doubled>度)(?=\s*政\s*府\s*信\s*息\s*公\s*开)")
_YEAR_FIRST = re.compile(
    r"(?:标题: *)?(?P<first>(?P<year>20\d\d) *年 *度? *)(?:.*人民政府(?P<lost>)|.*(?P<place>)政府)信息公开工作年度报告$"
)
_BEGINNING = 8
_SWALLOWED = re.compile(r"人民政府(?P<place>)信息公开")


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
        yield Said("swallowed", "title", span, params, fix=_fix(report, span, "swallowed"))
    elif title_form(bare, report.norm):
        message = "doubled" if "年度政府信息公开" in bare else "year_first"
        yield Said(message, "title", span, params, fix=_fix(report, span, message))
    elif missing := _missing(bare):
        yield Said("missing", "title", span, {**params, "missing": Names(tuple(missing))})
    else:
        yield Said("reordered", "title", span, params)


def _fix(report: Report, title: Span, message: str) -> Fix | None:
    """The title as it should be, of one line if anything is moved in it; its words stay, only 年度 is not said twice."""
    words = fold(report.document.text.quote(title))

    def span(found: re.Match[str], group: str) -> Span:
        return Span(title.start + found.start(group), title.start + found.end(group))

    if message == "doubled":
        found = _DOUBLED.search(words)
        return Fix("safe", (Edit(span(found, "doubled"), ""),)) if found else None
    lost = message == "swallowed"
    found = _YEAR_FIRST.match(words)
    if found is not None:
        year = report.document.text.quote(span(found, "year")) + "年"
        moved = Edit(span(found, "lost"), f"{year}政府") if lost else Edit(span(found, "place"), year)
        return Fix("unsafe", (Edit(span(found, "first"), ""), moved))
    found = _SWALLOWED.search(words) if lost else None
    return Fix("unsafe", (Edit(span(found, "place"), "政府"),)) if found else None


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
    title = core(squeeze(report.title.words))
    shortest = len(core(report.title.words))
    for key, section in report.sections.items():
        for block in section.prose:
            if not isinstance(block, Paragraph) or len(block.words) < shortest:
                continue
            # the beginning of a paragraph tells it apart
            if title.startswith(core(squeeze(block.words[:_BEGINNING]))) and core(squeeze(block.words)) == title:
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
