"""The six sections: all there, in order, once, and not empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.document import Picture
from linter.finding import Pointer, Said
from linter.fold import number_of
from linter.parse.joined import Joined, join
from linter.place import section_span
from linter.prose.pattern import compiled
from linter.report import Report
from linter.words import Names, Phrase, Word


def present(report: Report, _: None) -> Iterator[Said]:
    """Every section has a heading."""
    for key, section in report.sections.items():
        if section.heading is None:
            message = "table_stands" if section.form.table in report.tables else "broken"
            yield Said(message, key, section_span(report, key), {"expected": section.form.heading})


def order(report: Report, _: None) -> Iterator[Said]:
    """The sections in the norm's order; the fewest are named as displaced."""
    for key, section in report.sections.items():
        if not section.displaced or section.heading is None:
            continue
        before = [other for other in report.sections.values() if other.form.number < section.form.number]
        after = [other for other in report.sections.values() if other.form.number > section.form.number]
        beside = {"heading": (before[-1:] or after[:1])[0].form.heading}
        place = Phrase("after_heading" if before else "before_heading", beside)
        yield Said("broken", key, section.heading.span, {"actual": section.heading.words, "place": place})


def once(report: Report, _: None) -> Iterator[Said]:
    """No section heading twice."""
    for key, section in report.sections.items():
        for heading in section.repeated:
            if section.heading is None:
                continue
            line = report.document.position(section.heading.span.start).line
            related = (Pointer(key, section.heading.span, Phrase("first_here")),)
            yield Said("broken", key, heading.span, {"actual": heading.words, "line": str(line)}, related)


def filled(report: Report, _: None) -> Iterator[Said]:
    """Something under every heading; an absent table is the table rules' matter, a picture may hold the text."""
    for key, section in report.sections.items():
        if section.heading is None or section.form.table is not None:
            continue
        if any(isinstance(block, Picture) for block in section.blocks):
            continue
        if not section.prose:
            yield Said("broken", key, section.heading.span, {"actual": section.heading.words})


def parts_stated(report: Report, _: None) -> Iterator[Said]:
    """The number of parts that the preamble states against those it lists, and against six."""
    for key, blocks in (("preamble", report.preamble), ("overview", report.sections["overview"].prose[:4])):
        words = join(blocks)
        found = report.norm.pattern("preamble.stated", report.norm.data["preamble"]["stated"]).search(words.words)
        if found is not None:
            yield from _compare(report, key, words, found)
            return


def _compare(report: Report, key: str, words: Joined, found: re.Match[str]) -> Iterator[Said]:
    parts = report.norm.data["preamble"]["parts"]
    listed = []
    for item in _items(found["list"]):
        part = next((part["key"] for part in parts if compiled(report.norm, part["any"]).search(item)), None)
        if part:
            listed.append(part)
    stated = 2 if found["number"] == "两" else number_of(found["number"])
    if stated is None or len(listed) < 3:
        return
    six = len(report.sections)
    missing = [report.norm.section_by_key[part["key"]].title for part in parts if part["key"] not in listed]
    span = words.span(found.start(), found.end())
    params: dict[str, Word] = {
        "stated": str(stated), "listed": str(len(listed)), "six": str(six),
        "missing": Names(tuple(missing)),
    }  # fmt: skip
    if stated == len(listed) == six:
        return
    if stated == len(listed):
        yield Said("not_six", key, span, params)
    else:
        yield Said("listed_short" if missing and stated == six else "listed", key, span, params)


def _items(words: str) -> list[str]:
    """The items of a list of parts; 行政复议、行政诉讼 is one of them."""
    words = re.sub(r"(复议)(?:[、,，和及与]|以及)+((?:被)?(?:提起)?行政诉讼)", r"\1\2", words)
    return [
        item for item in re.split(r"[、,，;；]|以及|(?:和|及|与)(?=(?:其他|其它|政府信息公开行政|存在))", words) if item.strip()
    ]
