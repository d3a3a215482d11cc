"""Section 五: problems that can be named, and for each what is done about it."""

from __future__ import annotations

from typing import NamedTuple

from generator.teller import Teller


class Pair(NamedTuple):
    """A problem, the improvement that answers it, and the subject that both speak of."""

    problem: str
    improvement: str
    subject: str


PAIRS = (
    Pair("政策解读形式单一，图解和视频较少", "丰富政策解读形式，增加图解和视频的比例", "解读"),
    Pair("工作人员业务培训覆盖面不够，对法规的理解有偏差", "按季度组织业务培训，把法规学习纳入固定内容", "培训"),
    Pair("公开栏内容更新不够及时，部分信息滞后", "明确公开栏更新时限，由专人按月核对发布内容", "公开栏"),
    Pair("重点领域信息的分类不够细，群众查找不便", "细化重点领域信息分类，增设便于查找的目录", "分类"),
    Pair("与群众的互动渠道偏少，意见收集不够全面", "拓宽互动渠道，设立意见箱并定期答复", "互动"),
    Pair("依申请公开答复文书格式不统一，个别答复说理不足", "统一答复文书格式，疑难答复由法律顾问逐件审核", "答复"),
    Pair("公文公开属性认定不够准确，个别文件应公开而未公开", "在公文拟制环节增加公开属性复核，每季度抽查一次", "属性"),
    Pair("政务公开专区设备陈旧，老年人使用有困难", "更新政务公开专区设备，安排人员现场帮办", "专区"),
    Pair("村级公开内容不规范，财务公开缺少明细", "制定村级公开内容清单，财务明细按月张榜", "村级"),
    Pair("部门之间信息报送衔接不畅，个别栏目存在空白", "建立信息报送台账，对空白栏目限期补齐", "栏目"),
    Pair("专职人员变动频繁，工作交接存在断档", "固定专职人员，制定工作交接清单", "专职人员"),
    Pair("对已公开信息的跟踪评价不足，群众反馈利用率低", "开展公开信息跟踪评价，每半年梳理一次群众反馈", "评价"),
    Pair("基层站所公开意识不强，主动报送信息的数量偏少", "对基层站所逐一走访指导，按季度通报报送信息数量", "站所"),
    Pair("政务新媒体发布内容以转载为主，原创内容占比低", "策划政务新媒体原创专题，每月发布不少于4期", "新媒体"),
)
_NUMERALS = "一二三四"


def problems(teller: Teller, replaced: tuple[Pair, ...] = (), aside: str = "") -> tuple[str, ...]:
    """The paragraphs of section 五 in one of the usual shapes; `aside` is one more sentence at its end."""
    pairs = replaced or tuple(teller.rng.sample(PAIRS, teller.rng.randint(2, 3)))
    shape = teller.rng.choice((_two_headed, _two_headings_inside, _two_paragraphs, _one_paragraph, _numbered, _pairwise))
    *paragraphs, last = shape(teller, pairs)
    return (*paragraphs, last + aside)


def listed(words: list[str], mark: str = "；") -> str:
    """一是 … 二是 …, as in most sections 五."""
    return mark.join(f"{numeral}是{each}" for numeral, each in zip(_NUMERALS, words, strict=False)) + "。"


def introduced(teller: Teller) -> str:
    """What stands before the problems."""
    return teller.pick(
        f"{teller.year}年，{teller.we}政府信息公开工作还存在以下问题：",
        f"{teller.we}政府信息公开工作取得了一定进展，但也存在一些不足：",
        "对照上级要求和群众期待，工作中还存在薄弱环节：",
        "虽然各项工作有序开展，但仍存在一些不容忽视的问题，主要是：",
    )


def answered(teller: Teller) -> str:
    """What stands before the improvements."""
    return teller.pick(
        "针对以上问题，采取了以下改进措施：",
        f"下一步，{teller.we}将着力做好以下工作：",
        f"{teller.year + 1}年，{teller.we}将重点从以下方面改进：",
        "改进情况：",
        "下一步将逐项整改：",
        "针对存在的不足，第一步梳理清单，第二步逐项销号，具体措施：",
    )


def _two_headed(teller: Teller, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    return (
        "（一）存在的主要问题",
        listed([pair.problem for pair in pairs]),
        "（二）改进情况",
        answered(teller) + listed([pair.improvement for pair in pairs]),
    )


def _two_headings_inside(teller: Teller, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    return (
        "（一）存在的主要问题。" + listed([pair.problem for pair in pairs], "。"),
        "（二）改进情况。" + listed([pair.improvement for pair in pairs], "。"),
    )


def _two_paragraphs(teller: Teller, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    return (
        introduced(teller) + listed([pair.problem for pair in pairs]),
        answered(teller) + listed([pair.improvement for pair in pairs]),
    )


def _one_paragraph(teller: Teller, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    return ("".join(_two_paragraphs(teller, pairs)),)


def _numbered(teller: Teller, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    return (
        "（一）主要问题",
        *(f"{number}.{pair.problem}。" for number, pair in enumerate(pairs, 1)),
        "（二）改进措施",
        *(f"{number}.{pair.improvement}。" for number, pair in enumerate(pairs, 1)),
    )


def _pairwise(teller: Teller, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    told = (
        f"{numeral}是{pair.problem}。{teller.pick('针对这一问题，', '改进措施：', '下一步，将')}{pair.improvement}。"
        for numeral, pair in zip(_NUMERALS, pairs, strict=False)
    )
    return (introduced(teller), *told)
