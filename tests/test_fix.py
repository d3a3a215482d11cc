"""Every rule that offers a fix: what it does to the words, and what no fix may ever do."""

from __future__ import annotations

from collections import Counter

import pytest
from test_rules import RULES, edited

from linter.document import Document
from linter.finding import Edit, Fix
from linter.fix.apply import GRADES, Mended, Seen, mend, offers
from linter.fix.guard import Guard
from linter.fix.text import TextFile
from linter.parse.build import build_report
from linter.profile.load import shipped_norm
from linter.read import read_text
from linter.run import Settings, check_document
from linter.text import Span

SAFE = GRADES[:1]
TITLE = "云岭县青禾镇人民政府2023年政府信息公开工作年度报告"


def text_of(edition: str, edit: dict[str, str]) -> str:
    """One of the good reports with the edits made."""
    return edited(edition, tuple(edit.items())).document.text.content


def look(document: Document) -> Seen:
    """What all rules say of a document."""
    result = check_document(document, Settings())
    return Seen(result.report, result.findings, result.findings)


def mended(content: str, grades: tuple[str, ...], name: str = "报告.txt") -> Mended:
    """A text after its fixes."""
    return mend(TextFile(content.encode(), name), look, grades)


def words_of(done: Mended) -> str:
    """What a mended file says."""
    return done.file.document.text.content


BASIS = "《中华人民共和国政府信息公开条例》编制"
FORM = "《中华人民共和国政府信息公开工作年度报告格式》"

# rule, the grade that is needed, the faulty words, and what becomes of them
CASES = [
    ("S101", "safe", {TITLE + "\n": TITLE.replace("年政府", "年度政府") + "\n"}, TITLE + "\n"),
    ("S101", "safe", {TITLE + "\n": TITLE.replace("年政府", " 年 度政府 ") + "\n"}, TITLE.replace("年政府", " 年 政府 ") + "\n"),
    ("S101", "unsafe", {TITLE + "\n": "2023年云岭县青禾镇人民政府政府信息公开工作年度报告\n"}, TITLE + "\n"),
    ("S101", "unsafe", {TITLE + "\n": "2023年度云岭县青禾镇人民政府信息公开工作年度报告\n"}, TITLE + "\n"),
    ("S113", "unsafe", {"三、收到和处理": "四、收到和处理"}, "三、收到和处理政府信息公开申请情况\n"),
    ("S113", "unsafe", {"一、总体情况\n": "1、总体情况\n"}, "一、总体情况\n"),
    ("S113", "unsafe", {"一、总体情况\n": "（一）总体情况\n"}, "一、总体情况\n"),
    ("S113", "unsafe", {"六、其他需要": "其他需要"}, "六、其他需要报告的事项\n"),
    ("S114", "safe", {"二、主动公开政府信息情况": "二、 主动公开政府信息的情况："}, "二、 主动公开政府信息情况：\n"),
    ("S114", "safe", {"六、其他需要报告的事项": "六、其它需要报告的事项"}, "六、其他需要报告的事项\n"),
    ("S114", "unsafe", {"五、存在的主要问题及改进情况": "五、存在不足及下一步改进措施"}, "五、存在的主要问题及改进情况\n"),
    ("S117", "unsafe", {"公开行政复议、行政诉讼情况\n": "公开行行政复议、行政诉讼情况\n"}, "公开行政复议、行政诉讼情况\n"),
    ("S115", "unsafe", {"（三）政府": "（二）政府", "（四）政府": "（三）政府"}, "（三）政府信息管理情况。"),
    (
        "S115", "unsafe",
        {"（三）政府信息管理": "（四）政府信息管理", "（四）政府信息公开": "（五）政府信息公开", "（五）监督": "（六）监督"},
        "（五）监督保障情况。",
    ),
    ("S115", "unsafe", {"（一）主动公开情况。": "（一）主动公开情况。\n1.网站\n3.公示栏\n4.广播\n"}, "\n2.公示栏\n3.广播\n"),
    (
        "S115", "unsafe",
        {
            "（一）主动公开情况": "一、主动公开情况", "（二）依申请公开情况": "二、依申请公开情况", "（三）政府": "三、政府",
            "（四）政府": "四、政府", "（五）监督": "五、监督",
        },
        "（五）监督保障情况。",
    ),
    ("T204", "unsafe", {"\t社会公益组织\t": "\t社会组织\t"}, "\t社会公益组织\t"),
    ("T204", "unsafe", {"2.其他法律行政法规禁止公开": "2.其他法律法规禁止公开"}, "2.其他法律行政法规禁止公开\t"),
    ("H709", "safe", {"办法，公开前": "办法,公开前", "失效文件及时清理。": "失效文件及时清理."}, "审核办法，公开前逐件"),
    ("H709", "safe", {"对失效文件及时清理。": "对失效文件及时清理."}, "对失效文件及时清理。\n"),
    ("H709", "safe", {"审核办法，公开前逐件做保密审查，": "审核办法,  公开前逐件做保密审查, "}, "办法，公开前逐件做保密审查，"),
    ("H709", "unsafe", {"修订信息发布审核办法，": "修订信息发布审核办法."}, "修订信息发布审核办法。"),
    ("L602", "unsafe", {BASIS: "国办公开办函[2021]30号编制"}, "国办公开办函〔2021〕30号编制"),
    ("L602", "unsafe", {BASIS: FORM + "（国办公开函〔2021〕30号）编制"}, "（国办公开办函〔2021〕30号）编制"),
    ("L602", "unsafe", {"对失效文件及时清理。": "对照《政务公开条例》清理。"}, "对照《中华人民共和国政府信息公开条例》清理。"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "grade", "edit", "becomes"), CASES)
def test_a_fix_gives_just_the_right_words(code: str, grade: str, edit: dict[str, str], becomes: str) -> None:
    content = text_of("2021", edit)
    assert code in {finding.rule for finding in offers(look(read_text(content)), (grade,))}
    done = mended(content, GRADES)
    good = text_of("2021", {})
    assert becomes in words_of(done)
    if grade == "unsafe":
        assert words_of(mended(content, SAFE)) == content, "without --unsafe-fixes it stays as it is"
    else:
        assert words_of(mended(content, SAFE)) == words_of(done)
    assert code not in {finding.rule for finding in look(done.file.document).findings}
    # outside the places of the fault the report is the good one
    assert sum((Counter(good.splitlines()) - Counter(words_of(done).splitlines())).values()) <= 2


UNFIXED = [
    {"公开条例》编制": "公开条例》（国务院令第771号）编制"},
    {"行政处罚\t4": "行政处罚\t4元"},
    {"行政处罚\t": "行政处罚\t１"},
    {"本年收费金额（单位：万元）": "本年收费金额"},
    {"\t\t2.重复申请": "\t\t重复申请"},
]


@pytest.mark.parametrize("edit", UNFIXED)
def test_numbers_and_their_units_are_left_alone(edit: dict[str, str]) -> None:
    good = text_of("2021", {})
    content = good
    for before, after in edit.items():
        content = content.replace(before, after)
    assert content != good
    done = mended(content, GRADES)
    assert words_of(done) == content


def guard(content: str) -> tuple[Guard, str]:
    """The guard of a text's report."""
    return Guard(build_report(read_text(content), shipped_norm())), content


def at(content: str, words: str, instead: str, start: int = 0, end: int | None = None) -> Fix:
    """A fix that puts other words in the place of some, or of a part of them."""
    place = content.index(words)
    return Fix("safe", (Edit(Span(place + start, place + (len(words) if end is None else end)), instead),))


REFUSED = [
    ("行政处罚\t4", "行政处罚\t5", 0),
    ("行政处罚\t4", "4", 5),
    ("规章\t0", "规章 0", 0),
    ("2023年1月1日", "2024年1月1日", 0),
    ("2023年1月1日", "", 0),
    ("六个部分", "五个部分", 0),
    ("380元", "３８１元", 0),
    ("380元", "38元", 0),
    ("0.0380", "0.038", 0),
    ("总体情况\n", "总体情况", 0),
    ("总体情况\n", "总体\n情况\n", 0),
    ("规章\t", "规章|", 0),
    ("一、总体情况", "一、总体情况3", 0),
]


@pytest.mark.parametrize(("words", "instead", "start"), REFUSED)
def test_the_guard_refuses(words: str, instead: str, start: int) -> None:
    watch, content = guard(text_of("2021", {}))
    assert not watch.allows(at(content, words, instead, start))


ALLOWED = [
    ("一、总体情况", "二、", 0, 2),
    ("（一）主动公开", "三", 1, 2),
    ("（二）依申请", "二、", 0, 3),
    ("总体情况", "总的情况", 0, None),
    ("380元", "380 元", 0, None),
]


@pytest.mark.parametrize(("words", "instead", "start", "end"), ALLOWED)
def test_the_guard_allows(words: str, instead: str, start: int, end: int | None) -> None:
    watch, content = guard(text_of("2021", {}))
    assert watch.allows(at(content, words, instead, start, end))


def test_the_guard_refuses_edits_that_overlap_and_none() -> None:
    watch, content = guard(text_of("2021", {}))
    one, other = at(content, "总体情况", "总的情况"), at(content, "体情况", "的情况")
    assert not watch.allows(Fix("safe", (*one.edits, *other.edits)))
    assert not watch.allows(Fix("safe", ()))
    assert not watch.allows(Fix("safe", (Edit(Span(5, 10**6), ""),)))


def test_what_overlaps_waits_for_the_next_round() -> None:
    # the heading has another number and other words; in both fixes nothing is lost
    content = text_of("2021", {"五、存在的主要问题及改进情况": "5.存在的问题及改进情况"})
    done = mended(content, GRADES)
    assert "\n五、存在的主要问题及改进情况\n" in words_of(done)
    assert done.fixed == 2
    good = text_of("2021", {})
    edit = {"（二）依申请": "（三）依申请", "（三）政府信息管理": "（五）政府信息管理", "（四）政府信息": "（七）政府信息"}
    after = words_of(mended(text_of("2021", edit), GRADES))
    assert [after.count(f"（{each}）") for each in "二三四五七"] == [good.count(f"（{each}）") for each in "二三四五七"]


def test_a_fix_that_leads_to_another_finding_is_not_applied() -> None:
    content = text_of("2021", {"五、存在的主要问题及改进情况": "五、存在不足及改进措施", "审核办法，公开前": "审核办法,公开前"})
    file = TextFile(content.encode(), "报告.txt")

    def harmed(document: Document) -> Seen:
        seen = look(document)
        if "改进措施" in document.text.content:
            return seen
        extra = seen.findings[0]._replace(rule="C303") if seen.findings else look(file.document).findings[0]._replace(rule="C303")
        return seen._replace(findings=(*seen.findings, extra), wanted=(*seen.wanted, extra))

    done = mend(file, harmed, GRADES)
    assert done.fixed == 1
    assert "审核办法，公开前" in words_of(done)
    assert "五、存在不足及改进措施" in words_of(done)
    assert [refused.finding.rule for refused in done.refused] == ["S114"]


def test_only_wanted_findings_are_fixed() -> None:
    content = text_of("2021", {"二、主动公开政府信息情况": "二、主动公开政府信息的情况", "审核办法，公开前": "审核办法,公开前"})
    file = TextFile(content.encode(), "报告.txt")

    def choosy(document: Document) -> Seen:
        seen = look(document)
        return seen._replace(wanted=tuple(each for each in seen.wanted if each.rule == "H709"))

    done = mend(file, choosy, GRADES)
    assert (done.fixed, "审核办法，" in words_of(done), "信息的情况" in words_of(done)) == (1, True, True)


def test_every_offered_fix_is_allowed() -> None:
    """What checks offer they may also do: the guard is for slips."""
    from test_locale import failing_reports

    offered = allowed = 0
    for report in failing_reports():
        watch = Guard(report)
        for rule in RULES:
            if rule.code in {code for code, *_ in CASES}:
                for said in rule.kind.check(report, rule.options):
                    fix = getattr(said, "fix", None)
                    offered += fix is not None
                    allowed += fix is not None and watch.allows(fix)
    assert allowed == offered > 20
