"""Faults H703 to H709: slips, leftovers and things that have no place in such a report, one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from generator.fault import Fault, of_kind, with_sentence
from generator.identity import card_number, identity_number
from generator.layout import tabs
from generator.narrative import plain
from generator.report import Report

_TELLING = ("overview", "problems", "other")


def _added(name: str, code: str, *sentences: str, key: str = "overview", off: bool = False) -> Fault:
    """One of the sentences, in which {we}, {year} and {portal} stand for the report's own, at the end of a paragraph."""

    def break_(report: Report, rng: Random) -> tuple[str, str]:
        body = report.body
        words = rng.choice(sentences).format(we=body.self_name, year=report.year, portal=body.portal, next=report.year + 1)
        return tabs(with_sentence(plain(report), key, words, rng)), key

    return Fault(name, code, break_, off=off)


def _of_townships(fault: Fault, *kinds: str) -> Fault:
    """The fault in a report of a body of these kinds."""
    return replace(fault, break_=lambda report, rng: fault.break_(of_kind(report, rng, kinds), rng))


def _with_number(name: str, *sentences: str, number: Callable[[Random], str]) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        words = rng.choice(sentences).format(number=number(rng))
        return tabs(with_sentence(plain(report), "overview", words, rng)), "overview"

    return Fault(name, "H707", break_)


def _mobile(rng: Random) -> str:
    return f"1{rng.choice((38, 39, 50, 59, 86, 87))}{rng.randint(10_000_000, 99_999_999)}"


def _half_width(report: Report, rng: Random) -> tuple[str, str]:
    """One sign of a paragraph in half width, between two Chinese characters."""
    report = plain(report)
    narrow = {"，": ",", "；": ";", "。": "."}
    places = [
        (key, line, at)
        for key in ("overview", "problems")
        for line, paragraph in enumerate(report.section(key).paragraphs)
        for at in range(1, len(paragraph) - 1)
        if paragraph[at] in narrow and all("一" <= paragraph[beside] <= "龥" for beside in (at - 1, at + 1))
    ]
    key, line, at = rng.choice(places)
    paragraphs = list(report.section(key).paragraphs)
    paragraphs[line] = paragraphs[line][:at] + narrow[paragraphs[line][at]] + paragraphs[line][at + 1 :]
    return tabs(report.with_paragraphs(key, tuple(paragraphs))), key


def _note_in_section(report: Report, rng: Random) -> tuple[str, str]:
    """A note of the template left standing as a paragraph of its own."""
    key = rng.choice(_TELLING)
    note = {
        "overview": "这一项报告本机关上一年度政府信息公开工作的总体情况，重在聚焦主题主线。",
        "problems": "这一项报告存在的主要问题及改进情况，要求内容具体。",
        "other": "收取信息处理费情况在此处报告。",
    }[key]
    report = plain(report)
    return tabs(report.with_paragraphs(key, (note, *report.section(key).paragraphs))), key


WORDS_FAULTS = (
    _added("residue-crosses", "H703", "{year}年，XX主动公开政府信息XX条。", "全年组织培训XX次。", "满意率为××%。"),
    _added("residue-unit", "H703", "××单位按时报送了相关数据。", "XX镇人民政府设立查阅点2处。", "XX局明确了责任科室。"),
    _added(
        "residue-number",
        "H703",
        "按照〔〕号文件要求调整栏目。",
        "落实政办发〔20XX〕X号文件要求。",
        "执行政办发〔    〕  号文件。",
    ),
    _added("residue-year", "H703", "20XX年组织业务培训2次。", "组织20××年度业务培训2次。"),
    Fault("residue-note", "H703", _note_in_section),
    _added(
        "doubled-character",
        "H704",
        "信息通过镇镇网站公开。",
        "规范办理政府信息公开行行政复议事项。",
        "对公开栏的的内容进行更新。",
    ),
    _added(
        "doubled-word", "H704", "及时公布惠民资金资金使用情况。", "按月对栏目栏目内容进行核对。", "组织干部干部参加业务培训。"
    ),
    _added(
        "doubled-clause",
        "H704",
        "公开行政检查信息3条，公开行政检查信息3条。",
        "群众可通过可以通过公开栏查阅。",
        "明确专人负责更新，明确专人负责更新。",
    ),
    _added("doubled-word-problems", "H704", "下一步将加强加强对站所的指导。", "并按月按月通报结果。", key="problems"),
    _added("slip-one-step", "H705", "公开制度需要一步完善。", "栏目设置需一步加强。", "审核流程有待一步完善。"),
    _added("slip-arrange", "H705", "年初召开会议布署公开任务。", "对重点工作作出布署。"),
    _added("slip-work", "H705", "扎实做好政府信息公开公作。", "政务公开公作有序推进。"),
    _added("slip-regulation", "H705", "认真学习政府信息公开条列。", "严格按照条列规定办理。"),
    _added("slip-further", "H705", "进一部规范公开流程。", "进一部完善栏目设置。"),
    _added("slip-channel", "H705", "畅通公开渠到，方便群众查阅。", "拓宽信息获取渠到。"),
    _added("slip-in-problems", "H705", "相关机制需要进步建立。", "公开内容需要一步完善。", key="problems"),
    _of_townships(
        _added(
            "foreign-self",
            "H706",
            "我局高度重视信息公开工作，专人负责栏目更新。",
            "我委定期召开公开工作例会。",
            "我局组织业务培训3次。",
        ),
        "town",
        "village",
    ),
    _of_townships(
        _added("foreign-township", "H706", "我镇明确专人负责信息更新。", "我乡组织业务培训2次。", "我镇公开工作有序开展。"),
        "bureau",
        "county",
    ),
    _of_townships(
        _added(
            "foreign-place",
            "H706",
            "琼桤镇人民政府组织业务培训3次，公开工作有序开展。",
            "琼桤镇主动公开政府信息52条。",
            "琼桤镇政府高度重视信息公开工作，明确专人负责。",
        ),
        "town",
        "village",
    ),
    _of_townships(
        _added(
            "foreign-county",
            "H706",
            "缙澧县人民政府高度重视信息公开工作，专题研究2次。",
            "缙澧县全年发布信息320条。",
        ),
        "county",
    ),
    _with_number(
        "identity-number", "申请人身份证号{number}已核验。", "公示救助对象（身份证号：{number}）1名。", number=identity_number
    ),
    _with_number("card-number", "补贴发放至账号{number}。", "救助资金打入银行卡{number}，已公示。", number=card_number),
    _with_number("mobile-number", "联系人手机号为{number}。", "咨询请拨打{number}。", number=_mobile),
    _added("personal-mailbox", "H707", "联系邮箱为wanglin1985@qq.com。", "意见请发送至zhangwei88@163.com。"),
    _added(
        "party-affairs",
        "H708",
        "公开党务信息36条，召开党委会研究党建工作12次，发展党员8名。",
        "深入开展主题党日活动，公开党建工作信息45条，党支部换届情况同步公示。",
        off=True,
    ),
    Fault("half-width-sign", "H709", _half_width),
)
