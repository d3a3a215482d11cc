"""Faults of the family D: texts that are no such report, or of the wrong form, or damaged."""

from __future__ import annotations

import re
from random import Random

from generator.fault import Fault, edition_of
from generator.layout import tabs
from generator.narrative import assemble, plain
from generator.places import nameless_body
from generator.report import Report


def _not_a_report(report: Report, rng: Random) -> tuple[str, str]:
    """A notice of the same body."""
    text = (
        f"{report.body.name}关于召开冬季防火工作会议的通知\n\n各村（社区）：\n\n"
        "定于本周五上午在三楼会议室召开冬季防火工作会议，请各村（社区）负责人准时参加。\n\n"
        "一、会议内容\n\n部署冬季防火巡查，讲解器材使用方法。\n\n二、有关要求\n\n请各单位于会前报送参会人员名单。\n"
    )
    return text, "document"


def _before_2019(report: Report, rng: Random) -> tuple[str, str]:
    """A report in the headings and with the statistics of the old form."""
    year = rng.randint(2014, 2017)
    text = (
        f"{report.body.name}{year}年政府信息公开工作年度报告\n\n一、概述\n\n"
        f"{year}年，{report.body.self_name}按照国务院令第492号的规定开展工作，本年度工作平稳有序。\n\n"
        "二、主动公开政府信息的情况\n\n全年主动公开政府信息86条。\n\n"
        "三、依申请公开政府信息和不予公开政府信息的情况\n\n全年未收到申请。\n\n"
        "四、政府信息公开的收费及减免情况\n\n全年没有收取费用。\n\n"
        "五、咨询处理情况\n\n全年接受咨询12人次。\n\n六、需要说明的事项与附表\n\n"
        "统计指标\t单位\t统计数\n主动公开政府信息数\t条\t86\n当面申请数\t件\t0\n网络申请数\t件\t0\n"
    )
    return text, "document"


def _late_on_2019_form(report: Report, rng: Random) -> tuple[str, str]:
    report = edition_of("2019", report, rng)
    return tabs(assemble(report.body, rng.randint(2021, 2024), report.figures, report.seed)), "document|disclosure"


def _early_on_2021_form(report: Report, rng: Random) -> tuple[str, str]:
    report = edition_of("2021", report, rng)
    return tabs(assemble(report.body, rng.randint(2019, 2020), report.figures, report.seed)), "document|disclosure"


def _mixed_labels(report: Report, rng: Random) -> tuple[str, str]:
    """The block of 规章 with the headers of the 2019 form in a report on the 2021 form."""
    report = edition_of("2021", report, rng)
    text = tabs(report)
    for new, old in zip(
        ("本年制发件数", "本年废止件数", "现行有效件数"), ("本年新制作数量", "本年新公开数量", "对外公开总数量"), strict=True
    ):
        text = text.replace(new, old)
    return text, "document|disclosure"


def _no_year(report: Report, rng: Random) -> tuple[str, str]:
    """No year in title, period and words; the one in 〔2020〕109号 is left and is not the report's."""
    text = re.sub(r"[^。\n]*20\d\d年1月1日[^。\n]*。", "", tabs(plain(report)))
    text = re.sub(r"(20\d\d年度?)+政府信息公开工作", "政府信息公开工作", text)
    return re.sub(r"20\d\d年(度|以来)?", "本年度", text), "document|title"


def _no_body(report: Report, rng: Random) -> tuple[str, str]:
    return tabs(assemble(nameless_body(), report.year, report.figures, report.seed, plain=True)), "document|title"


def _damaged(character: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        first, *rest = report.section("overview").paragraphs
        # among the last words of the first sentence, which are neither a number nor a title nor about any topic
        at = first.index("。") - 4
        hurt = first[:at] + character * 2 + first[at + 2 :]
        changed = report.with_paragraphs("overview", (hurt, *rest))
        return tabs(changed), "overview|document"

    return Fault("text-damaged-" + ("replacement" if character == "\ufffd" else "private-use"), "D007", break_)


DOCUMENT_FAULTS = (
    Fault("not-a-report", "D001", _not_a_report),
    Fault("unsupported-edition", "D002", _before_2019),
    Fault("edition-mismatch-late", "D003", _late_on_2019_form),
    Fault("edition-mismatch-early", "D003", _early_on_2021_form),
    Fault("edition-mismatch-mixed", "D003", _mixed_labels),
    Fault("year-undetermined", "D004", _no_year, also=frozenset({"S101"})),
    Fault("body-undetermined", "D005", _no_body),
    _damaged("\ufffd"),
    _damaged("\ue5d2"),
)
