"""Sentences in which another year than that of the report rightly stands."""

from __future__ import annotations

from generator.teller import Teller
from generator.trap import Trap, worded


def _department(teller: Teller) -> bool:
    return not teller.body.government


def _after_2021(teller: Teller) -> bool:
    return teller.year >= 2021


YEAR_TRAPS: tuple[Trap, ...] = (
    worded(
        "year-in-title-of-document",
        "disclosure",
        "落实《{last}年政务公开工作要点》要求的后续事项。",
        "对照《法治政府建设实施纲要（2021—2025年）》补充公开内容。",
        "公开《{last}年国民经济和社会发展统计公报》。",
    ),
    worded(
        "year-in-number",
        "management",
        "对政办发〔{last}〕12号等文件的有效性逐件标注。",
        "依照政务公开办〔{before}〕7号文件执行审核流程。",
    ),
    worded(
        "year-of-accounts",
        "disclosure",
        "按时公布{last}年度部门决算和{year}年度部门预算。",
        "{last}年度财政决算、{next}年度财政预算均在规定时间内公开。",
        "公开{last}年部门决算及绩效评价结果。",
    ),
    worded("year-of-last-accounts", "disclosure", "按时公布上年度部门决算和下年度预算。"),
    worded(
        "year-of-plan",
        "disclosure",
        "公开“十四五”规划（2021—2025年）中期评估结果。",
        "围绕十四五规划编制{next}年重点任务清单。",
        fits=_after_2021,
    ),
    worded(
        "year-since",
        "platform",
        "自{before}年以来，专栏累计改版2次。",
        "专栏自{last}年起实行集约化管理。",
        "该平台{before}年建成并投入使用。",
    ),
    worded(
        "year-compared",
        "disclosure",
        "公开数量较上年增加26条。",
        "与{last}年相比，政策解读数量增加7篇。",
        "公开数量比{last}年增长12.5%。",
        "发布量同比{last}年上升8%。",
    ),
    worded(
        "year-next",
        "problems",
        "{next}年将把上述措施列入工作要点。",
        "{next}年，{we}计划新增查阅点2处。",
        "力争到{next}年底前全部完成。",
    ),
    worded(
        "year-of-last-report",
        "supervision",
        "{year}年1月按时发布{last}年政府信息公开工作年度报告。",
        "完成{last}年度政府信息公开工作年度报告的编制和发布。",
        "根据{last}年第三方评估反馈意见逐项整改。",
    ),
    worded(
        "year-of-stock", "management", "对{last}年以前制发的文件补齐有效性标注。", "整理{before}—{last}年历史公报，扫描后上网。"
    ),
    worded("year-of-school", "disclosure", "公开{last}—{year}学年学区划分方案和{year}年秋季招生计划。"),
    worded("year-law", "management", "学习2019年修订的《中华人民共和国政府信息公开条例》。", "执行2019年5月15日起施行的新条例。"),
    worded(
        "year-assessed", "supervision", "{year}年初通报了{last}年度政务公开考核结果。", "{last}年度考核反馈的问题已全部整改。"
    ),
    worded("year-from-to", "supervision", "制定{year}—{next}年培训计划。", "政务公开专项工作方案（{last}—{next}年）有序推进。"),
    worded("year-department", "disclosure", "公布{last}年度双随机抽查结果。", "公开{last}年度绩效自评报告。", fits=_department),
)
