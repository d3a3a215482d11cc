"""Faults of the family L: a legal basis that is superseded, does not exist or is misquoted, and a report that comes too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from generator.fault import Fault, edition_of, of_kind, with_preamble, with_sentence
from generator.layout import tabs
from generator.narrative import plain
from generator.preamble import BASES_2019
from generator.report import Report
from generator.signature import last_day

_ACT = "《中华人民共和国政府信息公开条例》"
_FORM = "《中华人民共和国政府信息公开工作年度报告格式》"
_NOTICE = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
_PERIOD = "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
_DATED = "document|title|preamble|other"
_DEPARTMENTS = ("bureau", "city_department", "province_department")
_GOVERNMENTS = ("county", "district", "city", "province")


def _citing(report: Report, basis: str) -> str:
    body = report.body.name or report.body.self_name
    return tabs(with_preamble(report, f"根据{basis}的要求，{body}编制本报告。{_PERIOD.format(year=report.year)}"))


def _cited(name: str, code: str, *bases: str) -> Fault:
    """Words in the preamble of a report of 2021 or later."""

    def break_(report: Report, rng: Random) -> tuple[str, str]:
        return _citing(edition_of("2021", report, rng), rng.choice(bases)), "preamble"

    return Fault(name, code, break_)


def _superseded_inside(report: Report, rng: Random) -> tuple[str, str]:
    report = plain(edition_of("2021", report, rng))
    words = rng.choice((f"按照{BASES_2019[1]}的要求开展年报编制。", f"对照{_NOTICE}编制年度报告。"))
    return tabs(with_sentence(report, "overview", words, rng)), "overview"


def _no_such_regulation_inside(report: Report, rng: Random) -> tuple[str, str]:
    words = rng.choice(
        (
            "组织学习《政府信息管理条例》。",
            "认真贯彻新修订的《中华人民共和国政府信息管理条例》。",
            "落实《政务信息公开条例》各项要求。",
        )
    )
    return tabs(with_sentence(plain(report), "overview", words, rng)), "overview"


def _signed_at(report: Report, told: str, rng: Random) -> str:
    report = plain(report)
    if rng.random() < 0.5:
        return tabs(replace(report, closing=(report.body.name, told)))
    return tabs(replace(report, dates=(f"（{told}）",)))


def _told(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _late(name: str, kinds: tuple[str, ...]) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        report = of_kind(report, rng, kinds)
        day = last_day(report.body, report.year) + timedelta(rng.choice((1, 2, rng.randint(3, 120))))
        return _signed_at(report, _told(day), rng), _DATED

    return Fault(name, "L603", break_)


def _too_early(report: Report, rng: Random) -> tuple[str, str]:
    day = date(report.year, rng.randint(1, 12), rng.randint(1, 28))
    return _signed_at(report, _told(day), rng), _DATED


def _no_such_day(report: Report, rng: Random) -> tuple[str, str]:
    day = rng.choice(("2月30日", "2月31日", "1月32日", "1月0日", "0月15日", "1月38日"))
    return _signed_at(report, f"{report.year + 1}年{day}", rng), _DATED


def _year_before(report: Report, rng: Random) -> tuple[str, str]:
    """January of the year that the report is about: the old year's number, as it slips in at New Year."""
    return _signed_at(report, f"{report.year}年1月{rng.randint(2, 30)}日", rng), _DATED


BASIS_FAULTS = (
    _cited("superseded-number", "L601", f"{_ACT}和国办公开办函〔2019〕60号文件", "国办公开办函〔2019〕60号文件"),
    _cited("superseded-number-and-title", "L601", f"{_ACT}和{BASES_2019[0]}", BASES_2019[0]),
    _cited("superseded-title", "L601", f"{_ACT}和{_NOTICE}", f"{_NOTICE}"),
    Fault("superseded-inside", "L601", _superseded_inside),
    _cited(
        "no-such-regulation",
        "L602",
        "《政府信息管理条例》",
        "《中华人民共和国政府信息管理条例》（国务院令第711号）",
        "《中华人民共和国政务信息公开条例》",
    ),
    Fault("no-such-regulation-inside", "L602", _no_such_regulation_inside),
    _cited(
        "number-not-of-title",
        "L602",
        f"{_ACT}（国务院令第771号）",
        f"{_ACT}（国务院令第717号）",
        f"{_ACT}和{_FORM}（国办公开办函〔2021〕13号）",
        f"{_ACT}和{_FORM}（国办公开办函〔2020〕30号）",
    ),
    replace(
        _cited("old-title-new-number", "L602", f"{_ACT}和{_NOTICE}（国办公开办函〔2021〕30号）"),
        also=frozenset({"L601"}),
    ),
    _cited(
        "wrong-brackets",
        "L602",
        f"{_ACT}和{_FORM}（国办公开办函【2021】30号）",
        f"{_ACT}和{_FORM}（国办公开办函[2021]30号）",
        f"{_ACT}和{_FORM}（国办公开办函（2021）30号）",
    ),
    _cited(
        "character-missing",
        "L602",
        f"{_ACT}和{_FORM}（国办公开函〔2021〕30号）",
        f"{_ACT}和{_FORM}（国办公办函〔2021〕30号）",
        "国办公开函〔2021〕30号文件",
    ),
    _late("late-department", _DEPARTMENTS),
    _late("late-government", _GOVERNMENTS),
    Fault("dated-too-early", "L604", _too_early),
    Fault("dated-year-before", "L604", _year_before),
    Fault("no-such-day", "L604", _no_such_day),
)
