"""What stands between the title and section 一: legal basis, parts, statistical period, where to ask."""

from __future__ import annotations

from generator.form import section_titles
from generator.teller import Teller

BASES_2021 = (
    "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
    "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）",
    "国办公开办函〔2021〕30号文件",
)
BASES_2019 = (
    "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）",
    "国办公开办函〔2019〕60号文件",
)
_REGULATIONS = (
    "《中华人民共和国政府信息公开条例》（国务院令第711号）",
    "《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第711号，以下简称《条例》）",
    "《中华人民共和国政府信息公开条例》（以下简称《条例》）第五十条规定",
    "新修订的《中华人民共和国政府信息公开条例》",
    "《中华人民共和国政府信息公开条例》",
)


def period(teller: Teller) -> str:
    """The sentence that states the statistical period."""
    year = teller.year
    return teller.pick(
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        f"本报告中所列数据的统计期限为{year}年1月1日至12月31日。",
        f"报告数据统计时间为{year}年1月1日至{year}年12月31日。",
        f"所列数据统计期限从{year}年1月1日起，至{year}年12月31日止。",
        f"统计周期：{year}年1月1日—{year}年12月31日。",
        f"数据期限为{year}年1月1日到12月31日。",
        f"本报告统计数据的起止时间为{year}年1月1日至12月31日。",
    )


def basis(teller: Teller) -> str:
    """The sentence that names the legal basis, right for the year."""
    regulation = teller.pick(*_REGULATIONS)
    form = teller.pick(*(BASES_2021 if teller.year >= 2021 else BASES_2019))
    body = teller.body.name or teller.we
    named = regulation if teller.rng.random() < 0.35 else f"{regulation}和{form}"
    return teller.pick(
        f"根据{named}要求，{body}编制本报告。",
        f"按照{named}，特向社会公布{body}{teller.year}年政府信息公开工作年度报告。",
        f"依据{named}，结合{teller.we}工作实际，编制本年度报告。",
        f"现根据{named}，公布{teller.year}年政府信息公开工作情况。",
    )


def parts(teller: Teller) -> str:
    """The sentence that lists the six parts, in the form's words or in the usual others."""
    titles = list(section_titles().values())
    review = teller.pick(titles[3], titles[3].replace("、", "及"), titles[3].replace("、", "和"), f"因{titles[3]}")
    listed = "、".join([*titles[:3], review, *titles[4:]])
    return teller.pick(
        f"本报告由{listed}六个部分组成。",
        f"本报告包括{listed}等六个部分。",
        f"报告内容包括{listed}，共六个部分。",
        f"全文由{listed}6个部分组成。",
    )


def contact(teller: Teller) -> str:
    """Where the report lies and who answers questions about it: an office's address, not a person's."""
    rng = teller.rng
    telephone = f"0{rng.randint(310, 999)}-{rng.randint(2000000, 8999999)}"
    street = teller.pick("人民路", "文化街", "滨河大道", "建设东路")
    address = f"{teller.body.seat}{street}{rng.randint(1, 300)}号"
    code = f"{rng.randint(100000, 859999)}"
    return teller.pick(
        f"如对本报告有疑问，请与政务公开办公室联系（地址：{address}；邮编：{code}；电话：{telephone}）。",
        f"联系电话：{telephone}，电子邮箱：zwgk@example.gov.cn，邮政编码：{code}。",
        f"联系地址：{address}，联系电话：{telephone}，传真：{telephone}。",
    )


def download(teller: Teller) -> str:
    """Where the report can be had as a file."""
    return teller.pick(
        "本报告的电子版可在政府信息公开专栏（http://www.example.gov.cn/zwgk/nb/index.html）下载。",
        f"本报告电子版可从{teller.body.portal}（www.example.gov.cn）的政府信息公开年报栏目下载。",
        "欢迎登录https://www.example.gov.cn/xxgk/?id=15&page=2查阅本报告。",
    )


def preamble(teller: Teller, with_period: bool) -> tuple[str, ...]:
    """The paragraphs before section 一, which differ from place to place."""
    sentences = [basis(teller)]
    if teller.rng.random() < 0.7:
        sentences.append(parts(teller))
    if with_period:
        sentences.append(period(teller))
    if teller.rng.random() < 0.35:
        sentences.append(download(teller))
    if teller.rng.random() < 0.35:
        sentences.append(contact(teller))
    if len(sentences) > 2 and teller.rng.random() < 0.25:
        return "".join(sentences[:2]), "".join(sentences[2:])
    return ("".join(sentences),)
