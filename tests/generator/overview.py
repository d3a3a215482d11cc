"""Section 一: what was done in the year, in the five aspects that the form names, with the tables' own numbers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from generator.figures import APPLICANTS, Figures
from generator.places import Body

ASPECTS = {
    "disclosure": "主动公开情况",
    "requests": "依申请公开情况",
    "management": "政府信息管理情况",
    "platform": "政府信息公开平台建设情况",
    "supervision": "监督保障情况",
}
_TWO_CHANNELS = (("县人民政府门户网站", "政务公开栏"), ("县人民政府门户网站", "政务新媒体"))
_NUMERALS = "一二三四五"


def overview(body: Body, year: int, figures: Figures, period: str, rng: Random, leave_out: str | None = None) -> tuple[str, ...]:
    """The paragraphs of section 一; `period` is empty when the preamble states it; one aspect can be left out."""
    own_line = rng.random() < 0.5
    paragraphs = [_opening(body, year, rng) + period]
    # all five are told before one is left out, so that the words of the others stay the same
    texts = {aspect: tell(body, year, figures, rng) for aspect, tell in _TEXTS.items()}
    kept = [aspect for aspect in ASPECTS if aspect != leave_out]
    for numeral, aspect in zip(_NUMERALS, kept, strict=False):
        heading, text = f"（{numeral}）{ASPECTS[aspect]}", texts[aspect]
        paragraphs.extend((heading, text) if own_line else (f"{heading}。{text}",))
    return tuple(paragraphs)


def _opening(body: Body, year: int, rng: Random) -> str:
    return rng.choice(
        (
            f"{year}年，{body.self_name}认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，各项任务按期完成。",
            f"{year}年，{body.self_name}围绕群众关心的事项推进政务公开，把公开要求落实到决策、执行、管理、服务和结果各环节。",
            f"{year}年，{body.self_name}对照《中华人民共和国政府信息公开条例》的规定开展工作，重点领域的公开内容得到充实。",
        )
    )


def _disclosure(body: Body, year: int, figures: Figures, rng: Random) -> str:
    first, second = rng.randint(40, 400), rng.randint(20, 200)
    here, there = rng.choice(_TWO_CHANNELS)
    sentences = [
        rng.choice(
            (
                f"全年主动公开政府信息{first + second}条，其中通过{here}公开{first}条，通过{there}公开{second}条。",
                f"{year}年，{body.self_name}主动公开政府信息{first + second}条，其中{here}{first}条、{there}{second}条。",
            )
        )
    ]
    if figures.edition == "2021":
        made, repealed, in_force = (
            figures["disclosure", "normative_documents", column] for column in ("made", "repealed", "in_force")
        )
        sentences.append(f"本年制发行政规范性文件{made}件，废止{repealed}件，现行有效{in_force}件。")
    sentences.append(
        rng.choice(
            (
                "公开内容涵盖财政预决算、社会救助、农村建设项目和公共卫生等领域。",
                "对社会救助、公共卫生、安全生产等内容及时更新，方便群众查阅。",
                "机构职能、办事指南和财政资金使用结果均按时限对外公布。",
            )
        )
    )
    return "".join(sentences)


def _requests(body: Body, year: int, figures: Figures, rng: Random) -> str:
    new, carried_in, done, carried_out = (
        int(figures["requests", row, "total"]) for row in ("new", "carried_in", "processed_total", "carried_out")
    )
    sentences = []
    if new + carried_in + done + carried_out == 0:
        sentences.append(f"{year}年，{body.self_name}未收到政府信息公开申请。")
    else:
        sentences.append(
            rng.choice(
                (
                    f"{year}年，{body.self_name}新收政府信息公开申请{new}件，上年结转{carried_in}件，"
                    f"共办结{done}件，结转下年度继续办理{carried_out}件。",
                    f"全年收到政府信息公开申请{new}件，另有上年结转{carried_in}件。办结{done}件，结转下年度继续办理{carried_out}件。",
                )
            )
        )
        person = int(figures["requests", "new", "natural_person"])
        others = sum(int(figures["requests", "new", applicant]) for applicant in APPLICANTS) - person
        # only where the columns add up to the total: otherwise the sentence itself would be a mistake
        if person and others and person + others == new:
            sentences.append(f"新收申请中，自然人提出{person}件，法人或其他组织提出{others}件。")
    sentences.append(_review(figures))
    sentences.append(rng.choice(("受理、答复和归档流程规范有序。", "申请渠道保持畅通，答复文书使用统一格式。")))
    return "".join(sentences)


def _review(figures: Figures) -> str:
    reconsideration = int(figures["review", "reconsideration", "total"])
    litigation = sum(
        int(figures["review", block, "total"]) for block in ("direct_litigation", "litigation_after_reconsideration")
    )
    if reconsideration == litigation == 0:
        return "全年未发生因政府信息公开引起的行政复议和行政诉讼。"
    first = f"被申请行政复议{reconsideration}件" if reconsideration else "未发生行政复议"
    second = f"被提起行政诉讼{litigation}件" if litigation else "未发生行政诉讼"
    return f"因政府信息公开{first}，{second}。"


def _management(body: Body, year: int, figures: Figures, rng: Random) -> str:
    return rng.choice(
        (
            "严格执行先审查、后发布的程序，公文制作时同步确定公开属性，对已公开内容实行动态调整。",
            "建立信息台账，落实保密审查和三级审核，定期清理失效内容，确保发布的信息准确、完整。",
            "明确专人负责信息的收集、审核和更新，公开属性在拟制公文时一并提出，档案按年度移交。",
        )
    )


def _platform(body: Body, year: int, figures: Figures, rng: Random) -> str:
    return rng.choice(
        (
            "依托县人民政府门户网站的政府信息公开专栏发布信息，优化栏目设置，并在便民服务大厅设立查阅点。",
            "做好政府信息公开专栏的日常维护，检索、下载功能运行正常，线下公开栏与专栏内容保持一致。",
            "统筹用好政府网站和政务新媒体，专栏实行集中管理，查阅场所配备电脑和纸质资料。",
        )
    )


def _supervision(body: Body, year: int, figures: Figures, rng: Random) -> str:
    trainings, satisfied = rng.randint(1, 6), rng.randint(88, 99)
    return rng.choice(
        (
            f"全年组织业务培训{trainings}次。政府信息公开列入年度工作考核，考核结果与评先评优挂钩；"
            f"邀请群众代表开展社会评议，满意率为{satisfied}%；未发生责任追究情形。",
            f"制定年度工作考核细则并按季度通报；通过问卷开展社会评议，群众满意率达到{satisfied}%；"
            f"全年没有需要责任追究的情况。开展业务培训{trainings}次。",
        )
    )


_TEXTS: dict[str, Callable[[Body, int, Figures, Random], str]] = {
    "disclosure": _disclosure,
    "requests": _requests,
    "management": _management,
    "platform": _platform,
    "supervision": _supervision,
}
