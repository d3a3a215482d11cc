"""Section 六: the fee for processing information, and now and then proposals of deputies."""

from __future__ import annotations

from generator.teller import Teller

_RULES = (
    "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）的规定，",
    "依据《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号），",
    "根据国办函〔2020〕109号文件，",
    "按照国办函〔2020〕109号文件和《澜原省关于政府信息公开信息处理费有关事项的通知》（澜财综〔2021〕28号）规定，",
    "根据《政府信息公开信息处理费管理办法》，",
    "",
)


def other(teller: Teller) -> tuple[str, ...]:
    """The paragraphs of section 六, as the year wants them."""
    if teller.year < 2021:
        return (
            teller.pick(
                "无其他需要报告的事项。",
                f"{teller.year}年没有其他需要报告的事项。",
                "本年度无其他需要报告的事项。",
                f"{teller.we}无其他需要报告的事项。",
            ),
        )
    paragraphs = [fee(teller, fee_amount(teller))]
    if teller.rng.random() < 0.3:
        paragraphs.append(proposals(teller))
    if teller.rng.random() < 0.6:
        paragraphs.append(teller.pick("除此之外，无其他需要报告的事项。", "无其他需要报告的事项。", "其他无需要报告的事项。"))
    return ("".join(paragraphs),) if teller.rng.random() < 0.4 else tuple(paragraphs)


def fee(teller: Teller, amount: int) -> str:
    """The sentence on 信息处理费, with an amount in 元."""
    rule = teller.pick(*_RULES)
    year = teller.pick(f"{teller.year}年{teller.we}", f"{teller.year}年，{teller.we}", "本年度", "全年", teller.we)
    if amount:
        told = teller.pick(f"{amount}元", f"{amount:,}元", f"{amount}元人民币", f"共计{amount}元")
        return (
            rule
            + year
            + teller.pick(f"收取信息处理费{told}", f"收取政府信息公开信息处理费{told}", f"向申请人收取信息处理费{told}")
            + "。"
        )
    return (
        rule
        + year
        + teller.pick(
            "未收取信息处理费",
            "没有发生信息处理费",
            "收取信息处理费0元",
            "未产生政府信息公开信息处理费",
            "未向申请人收取信息处理费",
            "没有收取任何信息处理费",
            "发出收费通知0件，收取信息处理费总金额为0元",
            "依申请提供政府信息未收取信息处理费",
            "无信息处理费收取情况",
        )
        + "。"
    )


def fee_amount(teller: Teller) -> int:
    """An amount that table 二 can contain: part of 行政事业性收费, which stands there in 万元, and a multiple of 10 元."""
    if teller.figures.edition != "2021" or not teller.applications("new"):
        return 0
    most = int(teller.figures["disclosure", "fees", "amount"] * 10000) // 10
    return 10 * teller.rng.randint(0, min(most, 200)) if teller.rng.random() < 0.3 else 0


def proposals(teller: Teller) -> str:
    """Proposals of deputies, which many reports tell of here."""
    deputies, advisers = teller.rng.randint(2, 40), teller.rng.randint(2, 40)
    first, second, both = teller.count(deputies), teller.count(advisers), teller.count(deputies + advisers)
    return teller.pick(
        f"承办人大代表建议{first}、政协提案{second}，均已办结并公开答复。",
        f"全年办理建议提案{both}，其中人大代表建议{first}，政协提案{second}，办结率100%。",
        f"主动公开建议提案答复{first}。",
    )
