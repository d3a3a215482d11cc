"""行政复议 and 行政诉讼 because of open government, as in table 四."""

from __future__ import annotations

from generator.figures import VERDICTS
from generator.teller import Teller

_VERDICTS = ("结果维持", "结果纠正", "其他结果", "尚未审结")


def review(teller: Teller) -> str:
    """What the report says of table 四."""
    return review_told(teller, teller.cases("reconsideration"), teller.litigation())


def review_told(teller: Teller, reconsideration: int, litigation: int) -> str:
    """How many cases there were of both kinds."""
    if reconsideration == litigation == 0:
        return no_cases(teller)
    first = _told(teller, "申请行政复议", "行政复议", reconsideration) + _verdicts(teller, reconsideration)
    second = _told(teller, "提起行政诉讼", "行政诉讼", litigation) + _blocks(teller, litigation)
    return (
        teller.pick("因政府信息公开", "因政府信息公开工作", "全年因政府信息公开") + f"{first}{teller.pick('，', '；')}{second}。"
    )


def no_cases(teller: Teller) -> str:
    """One of the ways to say that there was no case."""
    return teller.pick(
        "全年未发生因政府信息公开引起的行政复议和行政诉讼。",
        "未发生因政府信息公开申请行政复议、提起行政诉讼的情况。",
        "没有因政府信息公开引发的行政复议、行政诉讼案件。",
        "因政府信息公开产生的行政复议、行政诉讼均为0件。",
        "全年无政府信息公开行政复议、行政诉讼案件。",
        "政府信息公开行政复议0件，行政诉讼0件。",
        "因政府信息公开工作被申请行政复议0件、被提起行政诉讼0件。",
        "未收到与政府信息公开有关的行政复议和行政诉讼。",
    )


def _told(teller: Teller, verb: str, noun: str, number: int) -> str:
    if number == 0:
        return teller.pick(f"未发生{noun}", f"无{noun}案件", f"{noun}0件", f"没有被{verb}")
    return teller.pick(
        f"被{verb}{teller.count(number)}", f"引发的{noun}{teller.count(number)}", f"产生{noun}案件{teller.count(number)}"
    )


def _verdicts(teller: Teller, reconsideration: int) -> str:
    parts = [(name, teller.cases("reconsideration", verdict)) for name, verdict in zip(_VERDICTS, VERDICTS, strict=True)]
    parts = [(name, number) for name, number in parts if number]
    # told only where the block itself adds up
    if sum(number for _, number in parts) != reconsideration or len(parts) < 2 or teller.rng.random() < 0.6:
        return ""
    return "（其中" + "、".join(f"{name}{number}件" for name, number in parts) + "）"


def _blocks(teller: Teller, litigation: int) -> str:
    direct, later = teller.cases("direct_litigation"), teller.cases("litigation_after_reconsideration")
    if direct + later != litigation or not direct or not later or teller.rng.random() < 0.6:
        return ""
    return f"，其中未经复议直接起诉{direct}件、复议后起诉{later}件"
