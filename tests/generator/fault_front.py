"""Faults of the family S that stand before section 一: title, stray lines, the parts that the preamble lists."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from generator.fault import Fault, edition_of, with_title
from generator.form import section_titles
from generator.layout import tabs
from generator.narrative import plain
from generator.report import Report


def _title_without(word: str, name: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        front, _, back = report.title.rpartition(word)
        return tabs(with_title(report, front + back)), "title"

    return Fault(name, "S101", break_)


def _other_year(report: Report, rng: Random) -> tuple[str, str]:
    # a year later, so that the title never takes a report on the 2021 form before 2021; without a date that is too early for it
    report = edition_of("2021", report, rng)
    return tabs(with_title(plain(report), report.title.replace(str(report.year), str(report.year + 1)))), "title"


def _title_again(report: Report, rng: Random) -> tuple[str, str]:
    paragraphs = report.section("overview").paragraphs
    return tabs(report.with_paragraphs("overview", (report.title, *paragraphs))), "overview|title"


def _stray_line(report: Report, rng: Random) -> tuple[str, str]:
    stray = rng.choice(("告", "报告", "情", "息公"))
    # at either end of the preamble
    preamble = (stray, *report.preamble) if rng.random() < 0.5 else (*report.preamble, stray)
    return tabs(replace(report, preamble=preamble)), "preamble|title"


def _parts_stated(number: str, leave_out: int) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        titles = list(section_titles().values())
        listed = "、".join(titles[: len(titles) - leave_out])
        sentence = f"本报告由{listed}{number}个部分组成，统计期限为{report.year}年1月1日至{report.year}年12月31日。"
        return tabs(replace(report, preamble=(sentence,))), "preamble"

    return Fault(f"sections-stated-{'five-lists-six' if not leave_out else 'six-lists-five'}", "S118", break_)


FRONT_FAULTS = (
    _title_without("工作", "title-without-work"),
    _title_without("年度", "title-without-annual"),
    Fault("title-year-conflict", "S102", _other_year),
    Fault("title-repeated", "S103", _title_again),
    Fault("stray-line", "S104", _stray_line),
    _parts_stated("五", 0),
    _parts_stated("六", 1),
)
