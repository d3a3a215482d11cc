"""依申请公开 in section 一: requests received, carried over, answered, and what kinds they were, as in table 三."""

from __future__ import annotations

from dataclasses import dataclass

from generator.figures import APPLICANTS
from generator.teller import Teller
from generator.telling_review import review

_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他组织")
_OUTCOMES = {
    "granted": "予以公开",
    "partly_granted": "部分公开",
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other": "其他处理",
}
_WAYS = ("网络申请", "信函申请", "当面申请", "传真申请")


@dataclass(frozen=True, slots=True)
class Flow:
    """The four numbers between which the form's own sentence holds."""

    new: int
    carried_in: int
    done: int
    carried_out: int


def flow_of(teller: Teller) -> Flow:
    """What table 三 says in its column 总计."""
    return Flow(*(teller.applications(row) for row in ("new", "carried_in", "processed_total", "carried_out")))


def requests(teller: Teller) -> str:
    """The whole aspect."""
    flow = flow_of(teller)
    sentences = [flow_told(teller, flow)]
    if flow.new and teller.rng.random() < 0.6:
        sentences.append(breakdown(teller, flow))
    sentences.append(review(teller))
    sentences.append(_manner(teller))
    return "".join(filter(None, sentences))


def flow_told(teller: Teller, flow: Flow) -> str:
    """The sentence or two with the four numbers; those that are nought may be passed over."""
    if flow == Flow(0, 0, 0, 0):
        return nothing_received(teller)
    if flow.new == 0:
        return _only_carried(teller, flow)
    if flow.carried_in == flow.carried_out == 0 and flow.done == flow.new and teller.rng.random() < 0.6:
        return _all_answered(teller, flow.new)
    if teller.rng.random() < 0.15:
        all_told = teller.count(flow.new + flow.carried_in)
        return (
            f"全年共受理政府信息公开申请{all_told}（含上年结转{teller.count(flow.carried_in)}），"
            f"{done(teller, flow.done)}，{carried_out(teller, flow.carried_out)}。"
        )
    pieces = [received(teller, flow.new)]
    if flow.carried_in or teller.rng.random() < 0.5:
        pieces.append(carried_in(teller, flow.carried_in))
    pieces.append(done(teller, flow.done))
    if flow.carried_out or teller.rng.random() < 0.6:
        pieces.append(carried_out(teller, flow.carried_out))
    mark = teller.pick("，", "，", "；", "。")
    return mark.join(pieces) + "。"


def nothing_received(teller: Teller) -> str:
    """One of the many ways to say that nobody asked."""
    year = teller.pick(f"{teller.year}年，{teller.we}", "本年度", "全年", f"{teller.year}年度，{teller.we}", "报告年度内，")
    return teller.pick(
        f"{year}未收到政府信息公开申请。",
        f"{year}没有收到公民、法人和其他组织提出的政府信息公开申请。",
        f"{year}未接到依申请公开政府信息的申请。",
        f"{year}收到政府信息公开申请0件。",
        f"{year}收到依申请公开0件，无上年结转，无结转下年度办理事项。",
        f"{year}无依申请公开事项。",
        f"{year}政府信息公开申请为零报告。",
        f"{year}新收政府信息公开申请、上年结转政府信息公开申请均为0件。",
        f"{year}共受理政府信息公开申请0宗。",
        f"{year}未发生依申请公开政府信息的情况。",
        f"{year}没有群众提出政府信息公开申请，也没有上年结转的申请。",
        f"{year}未产生政府信息公开申请，办结0件，结转下年度0件。",
        f"依申请公开实行零报告制度，{year}未收到申请。",
    )


def received(teller: Teller, new: int) -> str:
    """The clause with the number of new requests, which is not nought."""
    year = teller.pick(
        f"{teller.year}年，{teller.we}", f"{teller.year}年，", "全年", "本年度", "年内", f"{teller.year}年{teller.we}"
    )
    number = teller.count(new, teller.pick("件", "件", "件", "件", "宗", "份", "条"))
    return year + teller.pick(
        f"新收政府信息公开申请{number}",
        f"收到政府信息公开申请{number}",
        f"共收到政府信息公开申请{number}",
        f"收到{number}政府信息公开申请",
        f"共收到公民、法人和其他组织提出的政府信息公开申请{number}",
        f"受理政府信息公开申请{number}",
        f"新收到依申请公开{number}",
        f"接到群众提出的政府信息公开申请{number}",
        f"共接收政府信息公开申请{number}",
        f"收到依申请公开政府信息的申请共{number}",
        f"新收有关政府信息公开的申请{number}",
    )


def carried_in(teller: Teller, number: int) -> str:
    """The clause with what was carried over from last year."""
    told = teller.count(number)
    if number == 0:
        return teller.pick("上年结转0件", "无上年结转申请", "没有上年度结转的申请", f"上年度结转{told}")
    return teller.pick(
        f"上年结转{told}",
        f"另有上年结转{told}",
        f"上年度结转{told}",
        f"上年度结转申请{told}",
        f"办理上年结转的申请{told}",
        f"加上上年结转{told}",
    )


def done(teller: Teller, number: int) -> str:
    """The clause with the number of answers."""
    told = teller.count(number)
    if number == 0:
        return teller.pick("办结0件", "年内尚未办结")
    return teller.pick(
        f"办结{told}",
        f"共办结{told}",
        f"已答复{told}",
        f"全年办结{told}",
        f"依法办结申请{told}",
        f"作出答复{told}",
        f"本年度办结{told}",
    )


def carried_out(teller: Teller, number: int) -> str:
    """The clause with what is carried over into the next year."""
    told = teller.count(number)
    if number == 0:
        return teller.pick("无结转下年度办理的申请", "结转下年度0件", "没有结转下年度继续办理的申请", f"结转下年度继续办理{told}")
    return teller.pick(
        f"结转下年度继续办理{told}",
        f"结转下年度{told}",
        f"结转下一年度办理{told}",
        f"结转至{teller.year + 1}年继续办理{told}",
        f"结转下年{told}",
        f"其余{told}结转下年度继续办理",
    )


def breakdown(teller: Teller, flow: Flow) -> str:
    """The new requests by applicant or way, or the answers by outcome; empty where the table's own sums do not come out."""
    way = teller.rng.random()
    if way < 0.35:
        parts = [teller.applications("new", applicant) for applicant in APPLICANTS]
        return _listed(teller, "新收申请中，", flow.new, dict(zip(_APPLICANTS, parts, strict=True)))
    if way < 0.5:
        person = teller.applications("new", "natural_person")
        return _listed(teller, "新收申请中，", flow.new, {"自然人提出": person, "法人或其他组织提出": flow.new - person})
    if way < 0.75:
        return _listed(teller, "办理结果为：", flow.done, outcomes(teller))
    return ways(teller, flow.new)


def outcomes(teller: Teller) -> dict[str, int]:
    """What became of the requests, by the groups of the form."""
    rows = teller.figures.tables["requests"]
    return {
        told: sum(int(columns["total"]) for key, columns in rows.items() if key.partition(".")[0] == group)
        for group, told in _OUTCOMES.items()
    }


def ways(teller: Teller, new: int) -> str:
    """Through which channels the requests came, in numbers that add up."""
    parts = teller.parts(new, teller.rng.randint(2, 4))
    if len(parts) < 2:
        return ""
    return teller.pick("从申请方式看，", "按渠道分，", "申请中，") + ways_told(teller, parts) + "。"


def ways_told(teller: Teller, parts: list[int]) -> str:
    """The channels and their numbers, whatever they add up to."""
    mark = teller.pick("，", "、", "，")
    return mark.join(f"{way}{teller.count(part)}" for way, part in zip(_WAYS, parts, strict=False))


def _listed(teller: Teller, lead: str, total: int, parts: dict[str, int]) -> str:
    parts = {name: number for name, number in parts.items() if number}
    # a fault of sums must not become one of words
    if sum(parts.values()) != total or len(parts) < 2 or min(parts.values()) < 0:
        return ""
    return lead + teller.pick("，", "、", "，").join(f"{name}{teller.count(number)}" for name, number in parts.items()) + "。"


def _only_carried(teller: Teller, flow: Flow) -> str:
    return (
        teller.pick(
            "本年度未收到新的政府信息公开申请",
            f"{teller.year}年，{teller.we}新收政府信息公开申请0件",
            "全年未新收政府信息公开申请",
        )
        + f"，{carried_in(teller, flow.carried_in)}，{done(teller, flow.done)}，{carried_out(teller, flow.carried_out)}。"
    )


def _all_answered(teller: Teller, new: int) -> str:
    return received(teller, new) + teller.pick(
        "，均已按期答复。",
        "，全部在法定期限内办结。",
        f"，办结{teller.count(new)}，办结率100%。",
        f"，按时答复{teller.count(new)}，无结转下年度办理的申请。",
        "，无上年结转，均已办结。",
    )


def _manner(teller: Teller) -> str:
    return teller.pick(
        "受理、答复和归档流程规范有序。",
        "申请渠道保持畅通，答复文书使用统一格式。",
        "落实登记、审核、办理、答复、归档五个环节的责任，由专人跟踪时限。",
        "公开了受理机构、联系电话和收件地址，方便群众当面、网上提交申请。",
        "对内容不明确的申请一次性告知补正事项，疑难答复由法律顾问审核。",
        "",
    )
