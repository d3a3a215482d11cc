"""Faults H701 and H702: work of another year told as this year's, and a statistical period that is not the year."""

from __future__ import annotations

from random import Random

from generator.fault import Fault, with_preamble
from generator.layout import tabs
from generator.narrative import plain
from generator.report import Report


def _first_sentence(offset: int, name: str) -> Fault:
    """Section 一 begins with another year."""

    def break_(report: Report, rng: Random) -> tuple[str, str]:
        year = report.year + offset
        published = rng.randint(40, 300)
        words = rng.choice(
            (
                f"{year}年，{report.body.self_name}主动公开政府信息{published}条，各项任务按期完成。",
                f"{year}年，{report.body.self_name}共发布各类信息{published}条，公开质量稳步提高。",
                f"{year}年{report.body.self_name}组织业务培训3次，更新公开目录{published}条。",
            )
        )
        report = plain(report)
        paragraphs = report.section("overview").paragraphs
        # the period, where it stands behind the first sentence, is left as it was
        rest = paragraphs[0].partition("。")[2]
        return tabs(report.with_paragraphs("overview", (words + rest, *paragraphs[1:]))), "overview"

    return Fault(name, "H701", break_)


def _year_in_aspect(offset: int, name: str) -> Fault:
    """One aspect of section 一 tells another year's work."""

    def break_(report: Report, rng: Random) -> tuple[str, str]:
        year = report.year + offset
        aspect, words = rng.choice(
            (
                ("management", f"{year}年，{report.body.self_name}开展信息自查4次，整改问题9处。"),
                ("platform", f"{year}年全年更新专栏内容126条，平台建设有序推进。"),
                ("supervision", f"{year}年共举办业务培训2次。纳入工作考核，开展社会评议，未发生责任追究情形。"),
            )
        )
        return tabs(plain(report, {aspect: words})), "overview"

    return Fault(name, "H701", break_)


def _year_in_problems(report: Report, rng: Random) -> tuple[str, str]:
    words = (
        f"{report.year - 1}年，{report.body.self_name}政府信息公开工作取得一定成效，但还存在公开栏更新滞后的问题。",
        "针对以上问题，改进措施如下：明确公开栏更新时限，由专人按月核对发布内容。",
    )
    return tabs(plain(report).with_paragraphs("problems", words)), "problems"


def _year_in_other(report: Report, rng: Random) -> tuple[str, str]:
    year, we = report.year - 1, report.body.self_name
    words = rng.choice((f"{year}年，{we}未收取信息处理费。", f"{year}年度{we}依申请提供政府信息没有收取信息处理费。"))
    return tabs(plain(report).with_paragraphs("other", (words,))), "other"


def _period(name: str, *periods: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        told = rng.choice(periods).format(year=report.year, last=report.year - 1, next=report.year + 1)
        words = f"根据《中华人民共和国政府信息公开条例》编制本报告。本报告所列数据的统计期限自{told}止。"
        changed = with_preamble(report, words)
        # the right period must not stand anywhere else
        first, *rest = changed.section("overview").paragraphs
        changed = changed.with_paragraphs("overview", (first.partition("。")[0] + "。", *rest))
        return tabs(changed), "preamble|document|title"

    return Fault(name, "H702", break_, also=frozenset({"S102"}))


YEAR_FAULTS = (
    _first_sentence(-1, "year-before-first-sentence"),
    _first_sentence(1, "year-after-first-sentence"),
    _year_in_aspect(-1, "year-before-in-aspect"),
    _year_in_aspect(-2, "year-before-last-in-aspect"),
    Fault("year-before-in-problems", "H701", _year_in_problems),
    Fault("year-before-in-fee", "H701", _year_in_other),
    _period("period-backwards", "{year}年1月1日起至{last}年12月31日", "{year}年12月31日起至{year}年1月1日"),
    _period("period-short", "{year}年1月1日起至{year}年11月30日", "{year}年1月1日至{year}年12月30日"),
    _period("period-begins-late", "{year}年2月1日起至{year}年12月31日", "{year}年1月5日起至{year}年12月31日"),
    _period("period-two-years", "{last}年1月1日起至{year}年12月31日", "{year}年1月1日起至{next}年12月31日"),
)
