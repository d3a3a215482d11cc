"""主动公开 in section 一: what was published, by channel or class, and the figures of table 二."""

from __future__ import annotations

from generator.teller import Teller

_CHANNELS = ("政务公开栏", "政务新媒体", "政务微信公众号", "广播和宣传单", "办事大厅显示屏", "新闻发布会")
_CLASSES = (
    "机构职能类",
    "政策文件类",
    "财政预决算类",
    "民生保障类",
    "工作动态类",
    "重大建设项目类",
    "公共资源配置类",
    "人事信息类",
)
_FIELDS = (
    "教育",
    "医疗卫生",
    "社会救助",
    "养老服务",
    "就业创业",
    "安全生产",
    "食品药品监管",
    "公共文化服务",
    "生态环境",
    "住房保障",
)


def disclosure(teller: Teller) -> str:
    """The whole aspect."""
    sentences = [published(teller)]
    if teller.rng.random() < 0.8:
        sentences.append(normative(teller))
    if teller.rng.random() < 0.4:
        sentences.append(decisions(teller))
    sentences.append(_content(teller))
    if teller.rng.random() < 0.3:
        sentences.append(_interpretation(teller))
    return "".join(filter(None, sentences))


def published(teller: Teller) -> str:
    """How much was published in the year, in parts that add up."""
    total = teller.rng.randint(40, 400) * (1 + teller.body.scale // 20)
    return published_in_parts(teller, total, teller.parts(total, teller.rng.randint(2, 6)), teller.rng.random() < 0.5)


def published_in_parts(teller: Teller, total: int, parts: list[int], by_class: bool) -> str:
    """A sentence with a total and its parts by class or by channel, whether they add up or not."""
    counter = teller.pick("条", "条", "条", "篇", "份")
    subject = teller.pick(f"{teller.year}年，{teller.we}", f"{teller.year}年度", "全年", "本年度", "一年来，", "全年累计")
    first = f"{subject}{teller.pick('', '共')}主动公开{teller.pick('', '各类')}政府信息{teller.count(total, counter)}"
    names = [teller.body.portal, *teller.rng.sample(_CHANNELS, len(_CHANNELS))][: len(parts)]
    if by_class:
        names = teller.rng.sample(_CLASSES, len(parts))
        told = [
            f"{name}{'信息' if teller.rng.random() < 0.3 else ''}{teller.count(part, counter)}"
            for name, part in _pairs(names, parts)
        ]
    elif teller.rng.random() < 0.5:
        told = [f"通过{name}公开{teller.count(part, counter)}" for name, part in _pairs(names, parts)]
    else:
        told = [f"{name}{teller.pick('', '发布')}{teller.count(part, counter)}" for name, part in _pairs(names, parts)]
    listed = teller.pick("，", "、", "，").join(told)
    if parts[0] > 6 and teller.rng.random() < 0.15:
        # a part of the first part, which does not count again
        inner = teller.count(teller.rng.randint(1, parts[0] - 1), counter)
        listed = listed.replace(told[0], f"{told[0]}（含转载上级文件{inner}）", 1)
    return f"{first}{teller.pick('，其中', '，其中：', '。其中，', '，其中')}{listed}。"


def normative(teller: Teller) -> str:
    """The 规范性文件 of table 二."""
    if teller.figures.edition == "2019":
        return normative_made(teller, teller.disclosed("normative_documents", "made"))
    made, repealed, in_force = (teller.disclosed("normative_documents", column) for column in ("made", "repealed", "in_force"))
    return normative_told(teller, made, repealed, in_force)


def normative_made(teller: Teller, made: int) -> str:
    """How many 规范性文件 were made, in the words of the form of 2019."""
    if made == 0 and teller.rng.random() < 0.5:
        return teller.pick("全年未制发规范性文件。", "本年度没有新制作规范性文件。")
    return teller.pick("全年新制作规范性文件", "本年制发规范性文件", "年内制定规范性文件") + teller.count(made) + "。"


def normative_told(teller: Teller, made: int, repealed: int, in_force: int) -> str:
    """How many 规范性文件 were made and repealed, and how many are in force."""
    if made + repealed + in_force == 0:
        return teller.pick(
            "全年未制发行政规范性文件。",
            "本年度没有制发、废止行政规范性文件，现行有效0件。",
            "行政规范性文件制发、废止和现行有效数均为0。",
            "本年未制定和废止行政规范性文件。",
        )
    document = teller.pick("行政规范性文件", "规范性文件")
    new, gone, left = teller.count(made), teller.count(repealed), teller.count(in_force)
    if made == 0 and teller.rng.random() < 0.4:
        return f"本年度未制发{document}，废止{gone}，现行有效{left}。"
    if repealed == 0 and teller.rng.random() < 0.4:
        return f"本年制发{document}{new}，未废止{document}，现行有效{document}{left}。"
    return teller.pick(
        f"本年制发{document}{new}，废止{gone}，现行有效{left}。",
        f"全年制定出台{document}{new}、废止{gone}，截至年底现行有效{left}。",
        f"制发{document}{new}，废止{document}{gone}，现行有效{document}{left}。",
        f"{teller.we}{teller.year}年制发{document}{new}，依法废止{gone}；目前现行有效{document}{left}。",
        f"{document}方面，本年制发{new}、废止{gone}，现行有效{left}。",
    )


def decisions(teller: Teller) -> str:
    """The decisions of table 二 on 行政许可, 行政处罚 and 行政强制."""
    return decisions_told(
        teller, *(teller.disclosed(row, "decisions") for row in ("licences", "penalties", "compulsory_measures"))
    )


def decisions_told(teller: Teller, licences: int, penalties: int, measures: int) -> str:
    """How many decisions of each kind were taken."""
    if licences + penalties + measures == 0:
        return teller.pick("全年未作出行政许可、行政处罚和行政强制决定。", "行政许可、行政处罚、行政强制处理决定数量均为0。")
    one, two, three = teller.count(licences), teller.count(penalties), teller.count(measures)
    return teller.pick(
        f"本年作出行政许可决定{one}，行政处罚决定{two}，行政强制决定{three}。",
        f"全年办理行政许可{one}、行政处罚{two}、行政强制{three}。",
        f"依法作出行政许可处理决定{one}；作出行政处罚处理决定{two}；作出行政强制处理决定{three}。",
        f"行政许可处理决定数量为{one}，行政处罚处理决定数量为{two}，行政强制处理决定数量为{three}。",
    )


def _pairs(names: list[str], parts: list[int]) -> list[tuple[str, int]]:
    return list(zip(names, parts, strict=True))


def _content(teller: Teller) -> str:
    first, second, third = teller.rng.sample(_FIELDS, 3)
    return teller.pick(
        f"公开内容涵盖{first}、{second}和{third}等领域。",
        f"对{first}、{second}、{third}等内容及时更新，方便群众查阅。",
        "机构职能、办事指南和财政资金使用结果均按时限对外公布。",
        f"围绕{first}、{second}开展专题公开，同步更新办事指南和服务电话。",
        f"按照基层政务公开标准目录，逐项核对{first}、{second}领域的公开事项。",
        f"聚焦{first}和{third}，把政策依据、申报条件、办理结果一并公开。",
        f"坚持应公开尽公开，{first}领域的信息在形成之日起20个工作日内发布。",
    )


def _interpretation(teller: Teller) -> str:
    total = teller.rng.randint(3, 30)
    return teller.pick(
        f"发布政策解读{teller.count(total, '篇')}，图解比例达到{teller.rng.randint(40, 90)}%。",
        f"召开新闻发布会{teller.count(total, '场')}，回应社会关切{teller.count(total * 3, '次')}。",
        f"开展在线访谈{teller.count(total, '期')}，答复群众留言{teller.count(total * 10)}。",
        f"组织政府开放日活动{teller.count(total, '场')}，邀请群众代表参加。",
    )
