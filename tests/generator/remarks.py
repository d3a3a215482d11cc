"""The words around the tables: preamble, section 五 with problems and improvements, section 六 with the fee."""

from __future__ import annotations

from random import Random

from generator.figures import Figures
from generator.form import section_titles
from generator.places import Body

# each problem with the improvement that answers it
_PAIRS = (
    ("政策解读形式单一，图解和视频较少", "丰富政策解读形式，增加图解和视频的比例"),
    ("工作人员业务培训覆盖面不够，对法规的理解有偏差", "按季度组织业务培训，把法规学习纳入固定内容"),
    ("公开栏内容更新不够及时，部分信息滞后", "明确公开栏更新时限，由专人按月核对发布内容"),
    ("重点领域信息的分类不够细，群众查找不便", "细化重点领域信息分类，增设便于查找的目录"),
    ("与群众的互动渠道偏少，意见收集不够全面", "拓宽互动渠道，设立意见箱并定期答复"),
)


def period(year: int, rng: Random) -> str:
    """The sentence that states the statistical period."""
    return rng.choice(
        (
            f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
            f"本报告中所列数据的统计期限为{year}年1月1日至12月31日。",
        )
    )


def preamble(body: Body, year: int, rng: Random) -> str:
    """The paragraph before section 一: basis, parts of the report, statistical period."""
    basis = (
        "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"
        if year >= 2021
        else "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）"
    )
    sentences = [
        f"根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{basis}要求，{body.name or body.self_name}编制本报告。",
        f"本报告由{'、'.join(section_titles().values())}六个部分组成。",
        period(year, rng),
    ]
    if rng.random() < 0.3:
        # the list of parts is a habit of some provinces only
        del sentences[1]
    return "".join(sentences)


def problems_only(body: Body, year: int, rng: Random) -> tuple[str, ...]:
    """Section 五 without a word on improvement."""
    pairs = rng.sample(_PAIRS, 2)
    return (f"{year}年，{body.self_name}政府信息公开工作还存在一些不足：一是{pairs[0][0]}；二是{pairs[1][0]}。",)


def improvements_only(body: Body, year: int, rng: Random) -> tuple[str, ...]:
    """Section 五 without a word on problems."""
    pairs = rng.sample(_PAIRS, 2)
    return (f"下一步，{body.self_name}将采取以下措施：一是{pairs[0][1]}；二是{pairs[1][1]}。",)


def problems(body: Body, year: int, rng: Random) -> tuple[str, ...]:
    """Section 五: problems, and for each what is done about it."""
    pairs = rng.sample(_PAIRS, 2)
    faults = f"一是{pairs[0][0]}；二是{pairs[1][0]}。"
    answers = f"一是{pairs[0][1]}；二是{pairs[1][1]}。"
    return rng.choice(
        (
            ("（一）存在的主要问题", faults, "（二）改进情况", f"针对上述问题，{body.self_name}采取以下措施：{answers}"),
            (f"（一）存在的主要问题。{faults}", f"（二）改进情况。{answers}"),
            (
                f"{year}年，{body.self_name}政府信息公开工作还存在以下问题：{faults}",
                f"针对以上问题，采取了以下改进措施：{answers}",
            ),
        )
    )


def other(body: Body, year: int, figures: Figures, rng: Random) -> tuple[str, ...]:
    """Section 六: from 2021 on the fee for processing information, with its legal basis."""
    if year < 2021:
        return (rng.choice(("无其他需要报告的事项。", f"{year}年没有其他需要报告的事项。")),)
    rule = rng.choice(
        (
            "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）的规定，",
            "依据《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号），",
        )
    )
    charged = _charged(figures, rng)
    fee = f"收取信息处理费{charged}元" if charged else "未收取信息处理费"
    return (f"{rule}{year}年{body.self_name}{fee}。", "除此之外，无其他需要报告的事项。")


def _charged(figures: Figures, rng: Random) -> int:
    if figures.edition != "2021" or not figures["requests", "new", "total"]:
        return 0
    # the fee is part of 行政事业性收费, which table 二 gives in 万元, and always a multiple of 10 元
    most = int(figures["disclosure", "fees", "amount"] * 10000) // 100
    return 100 * rng.randint(0, min(most, 8)) if rng.random() < 0.3 else 0
