"""Sentences with numbers that are right, though they are not the numbers of the tables."""

from __future__ import annotations

from generator.teller import Teller
from generator.trap import Trap, worded


def _not_nought(teller: Teller) -> bool:
    return teller.applications("new") > 0


def _below_county(teller: Teller) -> bool:
    return teller.body.kind in ("town", "village", "subdistrict", "bureau")


def _office_of_justice(teller: Teller) -> bool:
    return teller.body.kind == "county" or teller.body.name.endswith("司法局")


def _no_case_lost(teller: Teller) -> bool:
    return teller.litigation() > 0 and teller.litigation("corrected") == 0 == teller.litigation("other")


def _items(teller: Teller) -> str:
    new = teller.applications("new")
    return teller.pick(
        f"上述{new}件申请共涉及{new * 2 + 3}项内容。",
        f"按申请内容计算，{new}件申请包含{new + 17}项。",
        f"一件申请包含多项内容的逐项答复，共涉及{new + 9}项。",
    )


def _last_year(teller: Teller) -> str:
    new = teller.applications("new")
    last = max(1, new + teller.rng.choice((-1, 1)) * teller.rng.randint(1, new + 3))
    change = f"增加{new - last}件" if new > last else f"减少{last - new}件" if new < last else "数量持平"
    return teller.pick(
        f"上年收到申请{last}件，今年{change}。",
        f"申请数量与{teller.year - 1}年的{last}件相比{change}。",
        f"较上年的{last}件{change}。",
        f"同比（{teller.year - 1}年{last}件）{change}。",
    )


def _review_of_all_kinds(teller: Teller) -> str:
    total = teller.cases("reconsideration") + teller.rng.randint(20, 90)
    return teller.pick(
        f"县司法局全年办理各类行政复议案件{total}件，行政复议决定书依法上网公开。",
        f"公开行政复议决定书{total}份，涵盖治安、市场监管等领域。",
        f"行政应诉方面，出庭应诉{total}次，负责人出庭应诉率为98%。",
    )


def _published_decisions(teller: Teller) -> str:
    shown = teller.disclosed("penalties", "decisions") // 2 + 3
    return teller.pick(
        f"在公示平台公开行政处罚信息{shown}条，不予公开的依法履行了审查程序。",
        f"公开行政许可信息{shown}条、行政处罚信息{shown + 4}条。",
        f"发布双公示信息{shown}条。",
    )


def _normative_of_the_county(teller: Teller) -> str:
    number = 100 + teller.rng.randint(20, 80)
    return teller.pick(
        f"配合县级部门开展行政规范性文件清理，清理后全县行政规范性文件现行有效{number}件。",
        f"参加全县规范性文件清理，全县共保留{number}件、宣布失效{number // 4}件。",
    )


def _overlapping(teller: Teller) -> str:
    total = teller.rng.randint(60, 160)
    channels = f"网站{total}条、微信公众号{total - 7}条、公开栏{total // 2}条"
    return f"重点信息{total}条在多个渠道同步发布，其中{channels}，各渠道内容有重复。"


def _closed_by_and_so_on(teller: Teller) -> str:
    total = teller.rng.randint(60, 160)
    return teller.pick(
        f"发布政务动态{total}条，其中农业农村{total // 4}条、安全生产{total // 5}条等。",
        f"更新栏目信息{total}条，其中办事指南{total // 3}条、公示公告{total // 4}条等内容。",
    )


def _nested(teller: Teller) -> str:
    first, second, inside = teller.rng.randint(8, 30), teller.rng.randint(8, 30), teller.rng.randint(2, 7)
    return f"更新目录信息{first + second}条，其中机构类{first}条（含内设机构{inside}条）、业务类{second}条。"


def _beside_nought(teller: Teller) -> str:
    tens = 10 * teller.rng.randint(1, 9)
    return teller.pick(
        f"答复网上留言{tens}件，超期答复0件。",
        f"开展信息自查{tens}次，发现泄密问题0起。",
        f"处理网站纠错留言{tens}件，其中超期0件。",
    )


def _with_shares(teller: Teller) -> str:
    first, second = 20 * teller.rng.randint(1, 9), 20 * teller.rng.randint(1, 9)
    total = first + second
    share = 100 * first / total
    return teller.pick(
        f"转发上级文件{total}条，其中政策类{first}条，占{share:.1f}%；动态类{second}条，占{100 - share:.1f}%。",
        f"回应留言{total}条，其中：（1）建议类{first}条；（2）咨询类{second}条。",
        f"政策解读{total}条，其中文字解读{first}条（较上年增加{first // 2}条）、图片解读{second}条（较上年增加9条）。",
        f"补录历史信息{total}条，其中文件类{first // 2}条，其余为动态类信息。",
    )


def _two_levels(teller: Teller) -> str:
    first, second, third = (teller.rng.randint(5, 40) for _ in range(3))
    both = first + second
    return f"梳理事项{both + third}条，其中审批类{both}条、服务类{third}条；审批类中，即办件{first}条、承诺件{second}条。"


COUNT_TRAPS: tuple[Trap, ...] = (
    Trap("count-items", "requests", _items, _not_nought),
    Trap("count-of-last-year", "requests", _last_year, _not_nought),
    Trap("count-review-of-all-kinds", "disclosure", _review_of_all_kinds, _office_of_justice),
    Trap("count-published-decisions", "disclosure", _published_decisions),
    Trap("count-normative-of-county", "management", _normative_of_the_county, _below_county),
    Trap("count-overlapping", "platform", _overlapping),
    Trap("count-and-so-on", "disclosure", _closed_by_and_so_on),
    Trap("count-nested", "management", _nested),
    Trap("count-beside-nought", "platform", _beside_nought),
    worded(
        "none-of-something-else",
        "requests",
        "全年没有出现逾期答复申请的情况。",
        "没有申请人对答复文书格式提出异议。",
        "未发生申请人信息泄露事件。",
        "没有收取任何检索费用，未要求申请人说明用途。",
        "对不属于本机关公开的申请，未出现不告知途径的情形。",
        fits=_not_nought,
    ),
    Trap("count-with-shares", "platform", _with_shares),
    Trap("count-two-levels", "management", _two_levels),
    worded("count-single-part", "supervision", "召开工作例会12次，其中专题会议3次。", "培训4场260人次，其中线上2场。"),
    worded(
        "count-of-other-requests",
        "disclosure",
        "全年受理行政许可申请1280件，按时办结率100%。",
        "受理临时救助申请86件，审批结果全部公示。",
        "收到群众来信15件，均已答复。",
        "办结行政审批事项320件，答复群众咨询1,050件。",
    ),
    worded(
        "count-of-other-documents",
        "management",
        "对拟出台的规范性文件开展合法性审查20件。",
        "转发上级规范性文件6件，解读规范性文件3件。",
        "公开历年规范性文件58件，均标注有效性。",
    ),
    worded("count-in-ten-thousands", "platform", "专栏累计访问量1.2万余次，总浏览量超过3万人次。"),
    worded("no-lawsuit-lost", "requests", "全年未发生政府信息公开行政诉讼败诉案件。", fits=_no_case_lost),
    worded(
        "count-calls",
        "platform",
        "公开电话全年接听咨询130次，办结群众诉求126件。",
        "便民热线转办事项205件，办结205件，满意率97.6%。",
    ),
    worded("count-public-guide", "disclosure", "公开申请指南1份、申请表样式2份。", "印发《依申请公开办事指南》300份。"),
)
