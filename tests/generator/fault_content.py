"""Faults of the family N: things that have to be told and are left out, or are told in empty words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from generator.fault import Fault, edition_of, of_government
from generator.layout import tabs
from generator.narrative import correct_report, plain, retold
from generator.report import Report
from generator.teller import Teller
from generator.telling_problems import PAIRS, listed
from generator.telling_rest import accountability, appraisal, assessment

_DUTIES = {"assessment": assessment, "appraisal": appraisal, "accountability": accountability}
_TRAINING = "全年组织业务培训3次，配备专职人员1名。"


def _without_aspect(aspect: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        # told again rather than cut, so that the sub-headings are numbered without a hole
        return tabs(plain(report, {aspect: ""})), "overview"

    return Fault(f"overview-topics-{aspect}", "N401", break_)


def _without_duty(*duties: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        report = of_government(report, rng)
        teller = Teller(report.body, report.year, report.figures, rng)
        told = "".join(tell(teller) for duty, tell in _DUTIES.items() if duty not in duties)
        # these words stand for another duty as well
        told = told.replace("满意率", "好评率").replace("满意度", "好评度").replace("约谈提醒", "提醒")
        return tabs(plain(report, {"supervision": _TRAINING + told})), "overview"

    name = duties[0] if len(duties) == 1 else "all"
    return Fault(f"accountability-{name}", "N402", break_)


def _no_problem(report: Report, rng: Random) -> tuple[str, str]:
    improvements = listed([pair.improvement for pair in rng.sample(PAIRS[:5], 2)])
    words = rng.choice(
        (
            f"下一步，{report.body.self_name}将采取以下措施：{improvements}",
            f"{report.year + 1}年，{report.body.self_name}将从以下方面改进：{improvements}",
        )
    )
    return tabs(plain(report).with_paragraphs("problems", (words,))), "problems"


def _no_improvement(report: Report, rng: Random) -> tuple[str, str]:
    problems = listed([pair.problem for pair in rng.sample(PAIRS[:5], 2)])
    words = rng.choice(
        (
            f"{report.year}年，{report.body.self_name}政府信息公开工作还存在一些不足：{problems}",
            f"主要问题：{problems}",
        )
    )
    return tabs(plain(report).with_paragraphs("problems", (words,))), "problems"


def _vague(report: Report, rng: Random) -> tuple[str, str]:
    words = rng.choice(
        (
            ("存在的问题：公开意识有待提高，公开内容不够丰富。", "改进措施：进一步提高认识，加强学习，不断提升工作水平。"),
            ("主要问题是思想认识不到位，公开质量有待提高。下一步，将提高思想认识，努力提高公开质量。",),
            (
                "（一）存在的主要问题。一是公开意识有待加强；二是公开内容不够丰富。",
                "（二）改进情况。一是提高公开意识；二是丰富公开内容。",
            ),
        )
    )
    return tabs(plain(report).with_paragraphs("problems", words)), "problems"


def _off_problem(report: Report, rng: Random) -> tuple[str, str]:
    problem, improvement = rng.choice(
        (
            ("工作人员业务培训次数少，对法规理解有偏差", "在办事大厅增设公开栏和电子显示屏"),
            ("依申请公开答复文书说理不足", "增加图解和短视频的数量"),
            ("村级财务公开缺少明细", "升级网站检索功能，修复失效链接"),
        )
    )
    words = (f"存在的主要问题：{problem}。", f"改进情况：{improvement}。")
    return tabs(plain(report).with_paragraphs("problems", words)), "problems"


def _late_report(report: Report, rng: Random) -> Report:
    return plain(edition_of("2021", report, rng))


def _no_fee(report: Report, rng: Random) -> tuple[str, str]:
    words = rng.choice(
        ("无。", "无其他需要报告的事项。", "本年度没有其他需要报告的事项。", "承办人大代表建议5件，均已公开答复。")
    )
    return tabs(_late_report(report, rng).with_paragraphs("other", (words,))), "other"


def _with_fees(report: Report, rng: Random) -> Report:
    """A report whose table 二 shows fees enough for any amount that section 六 may tell, and table 三 requests."""
    report = edition_of("2021", report, rng)
    while not report.figures["requests", "new", "total"]:
        report = correct_report(rng.randrange(10**6), "2021")
    figures = report.figures.changed({("disclosure", "fees", "amount"): Decimal(rng.randint(1, 9))})
    return plain(retold(report, figures))


def _fee_of_odd_amount(report: Report, rng: Random) -> tuple[str, str]:
    report = _with_fees(report, rng)
    amount = rng.randint(3, 90) * 10 + rng.randint(1, 9)
    told = rng.choice((f"收取信息处理费{amount}元", f"共收取政府信息公开信息处理费{amount}元", f"收取信息处理费{amount}.5元"))
    words = f"依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），{report.body.self_name}{told}。"
    return tabs(report.with_paragraphs("other", (words,))), "other"


def _fee_rule_misnumbered(report: Report, rng: Random) -> tuple[str, str]:
    number = rng.choice(("国办函〔2020〕19号", "国办发〔2020〕109号", "国办函〔2021〕109号", "国办函〔2020〕190号"))
    report = _late_report(report, rng)
    words = f"按照《政府信息公开信息处理费管理办法》（{number}）的规定，{report.body.self_name}未收取信息处理费。"
    return tabs(report.with_paragraphs("other", (words,))), "other"


_ACHIEVEMENTS = (
    "全力推进乡村振兴，新修产业道路3公里，发展特色种植基地2处，带动农户增收。",
    "持续整治人居环境，清运积存垃圾120吨，改造户厕86座，村容村貌明显改观。",
    "抓好招商引资，签约项目4个，到位资金1.2亿元，新增就业岗位300个。",
    "加强基层治理，建立网格微信群42个，调解矛盾纠纷65起，化解率达到98%。",
    "落实安全生产责任，排查隐患130处，全部整改到位，全年未发生较大事故。",
    "推进义务植树活动，栽植苗木5000株，绿化荒坡200亩，生态环境不断改善。",
    "开展文化惠民演出12场，农家书屋全年开放，群众文化生活更加丰富。",
    "实施老旧小区改造，惠及居民420户，加装电梯6部，居住条件明显改善。",
    "举办农民技能培训班8期，培训电商、家政、养殖等方面人员360人次。",
    "做好防汛抗旱工作，清淤河道14公里，维修水闸5座，安全度过汛期。",
)


def _overgrown(report: Report, rng: Random) -> tuple[str, str]:
    """Section 六 with the fee sentence and far more about other work."""
    report = plain(report)
    unrelated = rng.sample(_ACHIEVEMENTS, len(_ACHIEVEMENTS))
    twice = "".join(unrelated) + "".join(f"{report.body.self_name}{rng.choice(('继续', '还'))}{each}" for each in unrelated[:4])
    return tabs(report.with_paragraphs("other", (*report.section("other").paragraphs, twice))), "other"


_LONG = (
    "在日常工作中，各科室按照职责分工协同配合，把公开任务分解到岗到人，做到年初有计划、年中有检查、年末有总结。",
    "围绕群众办事的全过程梳理公开事项，对照目录逐条核对名称、依据、时限和责任主体，发现缺项及时补齐。",
    "坚持线上线下同步，线上突出时效，线下突出便利，让不熟悉网络的群众也能就近查到所需内容。",
    "注重听取意见，走访服务对象，召开恳谈会，收集到的建议逐条登记、逐条回复、逐条归档。",
    "加强协调联动，信息提供单位与发布单位之间建立固定联系人，减少流转时间，提高发布效率。",
    "把公开与服务结合起来，办事指南写明地点、材料、流程和咨询方式，群众少跑路、少排队。",
)


def _overlong(report: Report, rng: Random) -> tuple[str, str]:
    """Section 一 with more than a thousand characters about the management of information."""
    words = "明确专人负责信息的收集、审核和更新。" + "".join(rng.sample(_LONG, len(_LONG)))
    more = "".join(f"{month}月，{each}" for month, each in zip((3, 5, 6, 8, 9, 11) * 3, _LONG * 3, strict=True))
    return tabs(plain(report, {"management": words + more})), "overview"


def _no_figure(report: Report, rng: Random) -> tuple[str, str]:
    """Section 一 about all five aspects without a number."""
    words = {
        "disclosure": "主动公开了机构职能、办事指南和财政资金使用结果，内容更新及时。",
        "requests": "畅通申请渠道，规范受理、答复和归档流程，答复文书使用统一格式。",
        "management": "建立信息台账，落实保密审查，确保发布的信息准确、完整。",
        "platform": "做好政府信息公开专栏的日常维护，检索、下载功能运行正常。",
        "supervision": "政府信息公开列入年度工作考核，开展社会评议，未发生责任追究情形。",
    }
    changed = plain(report, words)
    first = f"{report.year}年，{report.body.self_name}按照《中华人民共和国政府信息公开条例》的规定开展工作。"
    changed = _with_first(changed, first)
    return tabs(replace(changed, preamble=(_PERIOD.format(year=report.year),))), "overview"


_PERIOD = "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"


def _no_period(report: Report, rng: Random) -> tuple[str, str]:
    first = f"{report.year}年，{report.body.self_name}按照《中华人民共和国政府信息公开条例》的规定开展工作。"
    preamble = rng.choice(((), ("现公布本机关年度报告。",)))
    return tabs(replace(_with_first(plain(report), first), preamble=preamble)), "document|preamble|overview|title"


def _with_first(report: Report, first: str) -> Report:
    return report.with_paragraphs("overview", (first, *report.section("overview").paragraphs[1:]))


def _no_contact(report: Report, rng: Random) -> tuple[str, str]:
    words = f"根据《中华人民共和国政府信息公开条例》编制本报告。{_PERIOD.format(year=report.year)}"
    return tabs(replace(plain(report), preamble=(words,))), "document|preamble|title"


CONTENT_FAULTS = (
    _without_aspect("requests"),
    *(_without_duty(duty) for duty in _DUTIES),
    _without_duty(*_DUTIES),
    Fault("problems-missing", "N403", _no_problem),
    Fault("improvements-missing", "N404", _no_improvement),
    Fault("problems-vague", "N405", _vague, also=frozenset({"N413"})),
    Fault("fee-statement-missing", "N406", _no_fee),
    Fault("fee-odd-amount", "N407", _fee_of_odd_amount),
    Fault("fee-rule-misnumbered", "N407", _fee_rule_misnumbered, also=frozenset({"L602"})),
    Fault("other-section-overgrown", "N408", _overgrown),
    Fault("overview-too-long", "N409", _overlong, off=True),
    Fault("overview-without-figures", "N410", _no_figure),
    Fault("period-not-stated", "N411", _no_period),
    Fault("contact-not-stated", "N412", _no_contact, off=True),
    Fault("measures-off-problem", "N413", _off_problem),
)
