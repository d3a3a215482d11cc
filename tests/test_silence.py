"""Entries silence what they are for and nothing else; what is wrong with them is told on their own lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.document import Document
from linter.finding import Finding, Outcome
from linter.profile.load import shipped_rules
from linter.read import read_text
from linter.render.text import summary_lines
from linter.resources import read_shipped
from linter.result import FileResult, Silencer
from linter.run import Settings, check_document
from linter.select import codes
from linter.silence.apply import Silences
from linter.silence.entry import Suppression, covers
from linter.tally import Tally
from linter.tell import tell
from linter.text import Span, Text
from linter.words import catalog

TODAY = date(2026, 5, 1)
GOOD = read_shipped("rules", "examples", "2021.txt")
BLANK = ("规章\t0\t0\t0", "规章\t\t\t")  # T207 disclosure/regulations
SLASH = ("行政许可\t35", "行政许可\t/")  # T207 disclosure/licences/decisions
UNBALANCED = ("数量\t\t\t11\t2", "数量\t\t\t12\t2")  # C301 requests/*/natural_person, C303 requests/new
DAMAGED = ("问题。一是", "问题。锟斤拷一是")  # D007 document
MISNUMBERED = ("\n五、存在的主要问题", "\n四、存在的主要问题")  # S113 problems
NARROW = ("2.重复申请\t0\t0\t0", "2.重复申请\t0\t0")  # T206, which explains why C302 and C303 are blocked

CONFIGURATION = """\
[[suppress]]
rule = "T207"

[[suppress]]
rule = "C301"
"""


def edited(*edits: tuple[str, str], text: str = GOOD) -> str:
    """The good report with edits made."""
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def checked(*edits: tuple[str, str], name: str = "青禾镇.txt", **settings: Any) -> FileResult:
    """What is said of the good report with edits made."""
    return check_document(read_text(edited(*edits), name), Settings(**settings))


def found(result: FileResult) -> set[str]:
    """The rules and addresses of what is told."""
    return {f"{each.rule} {each.at}" for each in result.findings}


def entry(line: int = 2, rule: str = "T207", files: tuple[str, ...] = (), root: str = ".", **fields: Any) -> Suppression:
    """An entry in that line of a configuration."""
    text = Text(CONFIGURATION)
    source = Document("nianbao.toml", "text", "utf-8", text, ())
    given: dict[str, Any] = {"at": "", "quote": "", "reason": "原件如此", "until": None, **fields}
    return Suppression(codes([rule], shipped_rules()), files, root, source=source, span=text.line_span(line), **given)


def remarks(silences: Silences, shown: frozenset[str] | None = None, whole: bool = False) -> list[tuple[str, str, int]]:
    """Codes, message ids and lines of what is said of entries."""
    told = []
    for result in silences.remarks(catalog(), shown, whole):
        assert result.document is not None
        assert (result.report, result.outcome, result.path) == (None, "checked", "nianbao.toml")
        told += [(each.rule, each.message_id, result.document.position(each.span.start).line) for each in result.findings]
    return told


def after(result: FileResult, *entries: Suppression, today: date = TODAY) -> tuple[FileResult, Silences]:
    """The result with entries applied."""
    silences = Silences(entries, None, today)
    return silences.silence(result), silences


# ── addresses ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wanted", "at", "fits"),
    [
        ("", "requests/*/total", True),
        ("", "document", True),
        ("requests", "requests", True),
        ("requests", "requests/*/total", True),
        ("requests/", "requests/granted", True),
        ("requests", "review", False),
        ("req", "requests", False),
        ("requests/*/total", "requests/*/total", True),
        ("requests/*/total", "requests/granted/total", True),
        ("requests/granted/total", "requests/*/total", False),
        ("requests/*", "requests", False),
        ("requests/*", "requests/granted/total", True),
        ("*", "document", True),
        ("*/granted", "requests/granted", True),
        ("**", "requests", False),
        ("requests/*/other", "requests/other.other/other", True),
        ("requests/other", "requests/other.other", False),
        ("requests/granted/total/x", "requests/granted/total", False),
        ("document", "overview", False),
    ],
)
def test_addresses(wanted: str, at: str, fits: bool) -> None:
    assert covers(wanted, at) is fits


PARTS = st.lists(st.sampled_from(["requests", "*", "granted", "total", "other.other"]), min_size=1, max_size=3)


@given(PARTS, PARTS)
def test_an_address_covers_what_is_beneath_it(above: list[str], below: list[str]) -> None:
    assert covers("/".join(above), "/".join(above + below))
    assert covers("/".join(["*"] * len(above)), "/".join(above + below))
    assert not covers("/".join(above + below), "/".join(above))


# ── what an entry is for ──────────────────────────────────────────────────────────────────────────────────────────

BOTH = {"T207 disclosure/regulations", "T207 disclosure/licences/decisions"}


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({}, set()),
        ({"rule": "T"}, set()),
        ({"rule": "C301"}, BOTH),
        ({"at": "disclosure"}, set()),
        ({"at": "disclosure/regulations"}, {"T207 disclosure/licences/decisions"}),
        ({"at": "disclosure/*/decisions"}, {"T207 disclosure/regulations"}),
        ({"at": "requests"}, BOTH),
        ({"quote": "规章"}, {"T207 disclosure/licences/decisions"}),
        ({"quote": "行政许可-,/"}, {"T207 disclosure/regulations"}),
        ({"quote": "信息内容,行政处罚"}, set()),
        ({"quote": "没有这句话"}, BOTH),
        ({"quote": "规章", "at": "disclosure/licences"}, BOTH),
        ({"files": ("*.txt",)}, set()),
        ({"files": ("*.docx", "2022/**")}, BOTH),
        ({"files": ("*.docx", "青禾镇*")}, set()),
        ({"root": "2022"}, BOTH),
        ({"reason": ""}, BOTH),
        ({"reason": " \n　"}, BOTH),
        ({"until": TODAY}, set()),
        ({"until": TODAY - timedelta(1)}, BOTH),
        ({"until": TODAY + timedelta(1)}, set()),
    ],
)
def test_what_is_left(fields: dict[str, Any], left: set[str]) -> None:
    result, _ = after(checked(BLANK, SLASH), entry(**fields))
    assert found(result) == left
    assert {f"{each.finding.rule} {each.finding.at}" for each in result.silenced} == BOTH - left
    assert {each.by for each in result.silenced} <= {Silencer("entry", "nianbao.toml")}


def test_a_quotation_stands_over_line_ends() -> None:
    split = ("更新栏目9个。", "更新栏\n目9个。\n锟斤\u3000拷锟斤拷。")
    result = checked(split)
    assert found(after(result, entry(rule="D007", quote="栏目９个。锟斤拷锟斤拷"))[0]) < found(result)


def test_nothing_else_of_the_result_changes() -> None:
    result = checked(BLANK, UNBALANCED)
    silenced, _ = after(result, entry(rule="C301"))
    assert silenced._replace(findings=result.findings, silenced=()) == result
    assert after(result, entry(rule="S101"))[0] is result
    assert after(result)[0] is result


def test_what_is_blocked_and_silenced_is_not_told_as_undecided() -> None:
    rule = next(each for each in shipped_rules() if each.code == "T207")
    whole = checked(BLANK, SLASH)
    blocked = tuple(each._replace(level="info", outcome="blocked") for each in whole.findings)
    result = whole._replace(findings=blocked, undecided=(Outcome(rule, "blocked", blocked),))
    assert [outcome.rule for outcome in after(result, entry(quote="规章"))[0].undecided] == [rule]
    silenced, _ = after(result, entry())
    assert silenced.undecided == ()
    tally = Tally()
    tally.add(tell(silenced, catalog()))
    assert (tally.blocked, tally.silenced) == (0, 2)


def test_what_another_finding_explains_stays_undecided() -> None:
    result = checked(NARROW)
    silenced, _ = after(result, entry(rule="T206"))
    assert found(result) - found(silenced) == {"T206 requests/not_processed.repeated"}
    assert {outcome.rule.code for outcome in silenced.undecided} == {"C302", "C303"}


# ── what is said of entries ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, []),
        ({"reason": ""}, [("P901", "reasonless", 5)]),
        ({"reason": "", "until": TODAY - timedelta(1)}, [("P901", "reasonless", 5)]),
        ({"until": TODAY - timedelta(1)}, [("P902", "expired", 5)]),
        ({"until": TODAY}, []),
        ({"rule": "C301"}, [("P903", "unused", 5)]),
        ({"at": "requests"}, [("P903", "unused", 5)]),
        ({"quote": "没有这句话"}, [("P903", "unused", 5)]),
        ({"rule": "H708"}, [("P903", "unused", 5)]),  # off
    ],
)
def test_remarks(fields: dict[str, Any], told: list[tuple[str, str, int]], whole: bool) -> None:
    _, silences = after(checked(BLANK), entry(line=5, **fields))
    assert remarks(silences, whole=whole) == told


def test_remarks_in_the_order_of_lines_each_once() -> None:
    _, silences = after(checked(), entry(line=5, rule="T206"), entry(line=2, reason=""))
    silences.silence(checked(name="另一个.txt"))
    assert remarks(silences) == [("P901", "reasonless", 2), ("P903", "unused", 5)]


def test_a_second_entry_for_the_same_finding_is_used_too() -> None:
    result, silences = after(checked(BLANK), entry(), entry(line=5, at="disclosure"))
    assert len(result.silenced) == 1
    assert remarks(silences) == []


def test_used_in_one_file_is_used() -> None:
    silences = Silences([entry()], None, TODAY)
    for edits in ((), (BLANK,), ()):
        silences.silence(checked(*edits))
    assert remarks(silences) == []


@pytest.mark.parametrize(
    ("fields", "shown", "told"),
    [
        ({"rule": "C301"}, {"C301"}, True),
        ({"rule": "C301"}, {"C302", "T207"}, False),
        ({"rule": "C"}, {"C301"}, False),
        ({"rule": "Y801"}, None, False),  # skipped without last year's report
        ({"rule": "Y"}, None, False),
        ({"rule": "L603"}, None, True),  # not for a town, whatever is given
    ],
)
def test_an_entry_is_judged_only_when_its_rules_were_tried(fields: dict[str, Any], shown: set[str] | None, told: bool) -> None:
    chosen = None if shown is None else frozenset(shown)
    _, silences = after(checked(shown=chosen), entry(**fields))
    assert bool(remarks(silences, chosen)) is told


@pytest.mark.parametrize(
    ("files", "whole", "told"),
    [
        ((), False, True),
        (("*.docx",), False, False),
        (("*.docx",), True, True),
        (("2022/没有.txt",), False, True),
        (("./没有.txt",), False, True),
        (("没有.txt",), False, False),  # it may lie in any folder
        (("2022/没有.txt", "2022/有.txt"), False, False),
        (("2022/没有.txt", "*.docx"), False, False),
        (("2022/有.txt",), False, False),
        (("2022/有.txt",), True, True),
    ],
)
def test_an_entry_that_no_file_fits(
    files: tuple[str, ...], whole: bool, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2022").mkdir()
    (tmp_path / "2022" / "有.txt").write_text("x", encoding="utf-8")
    _, silences = after(checked(), entry(files=files))
    assert remarks(silences, whole=whole) == ([("P903", "unused", 2)] if told else [])


@pytest.mark.parametrize("whole", [True, False])
def test_a_file_that_could_not_be_checked_judges_no_entry(whole: bool) -> None:
    older = check_document(read_text("甲镇2010年政府信息公开工作年度报告\n一、概述\n全年公开12条。\n", "旧.txt"), Settings())
    unreadable = FileResult("坏.txt", "unreadable")
    silences = Silences([entry(files=("旧.txt",)), entry(files=("坏.txt",))], None, TODAY)
    for result in (older, unreadable):
        assert result.outcome != "checked"
        assert silences.silence(result) == result
    assert remarks(silences, whole=whole) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_remarks_have_all_that_findings_have(language: str) -> None:
    entries = [entry(reason=""), entry(until=date(2020, 1, 1)), entry(rule="C"), entry(files=("x/*",))]
    _, silences = after(checked(), *entries)
    findings: list[Finding] = [each for result in silences.remarks(catalog(language), None, True) for each in result.findings]
    assert len(findings) == 4
    for each in findings:
        assert each.at == "document"
        assert each.outcome == "broken"
        assert "nianbao.toml" in each.place
        assert "2" in each.place
        assert each.basis == ()
        assert each.message
        assert each.help
        assert each.span == Span(13, 26)
    assert {(each.rule, each.level, each.name) for each in findings} == {
        ("P901", "error", "suppression-without-reason"),
        ("P902", "warning", "suppression-expired"),
        ("P903", "warning", "suppression-unused"),
    }
    told = [each.message for each in findings]
    assert any("2020-01-01" in each for each in told)
    assert any("x/*" in each for each in told)
    assert any("C301" in each and "C306" not in each for each in told)


def summary(*results: FileResult, language: str = "zh", **stale: int) -> Iterator[str]:
    """The lines under the findings."""
    tally = Tally()
    for result in results:
        tally.add(tell(result, catalog(language)))
    tally.stale.update(stale)
    for line in summary_lines(tally, True, shipped_rules(), catalog(language)):
        yield "".join(words for words, _ in line)


def test_the_summary_tells_how_many_and_by_what() -> None:
    result, silences = after(checked(BLANK, SLASH, UNBALANCED, DAMAGED), entry(), entry(rule="C303", reason=""))
    moved = [*result.silenced]
    for each, by in zip(result.findings, (Silencer("comment"), Silencer("baseline", "基线.jsonl")), strict=False):
        moved.append(result.silenced[0]._replace(finding=each, by=by))
    result = result._replace(findings=result.findings[2:], silenced=tuple(moved))
    lines = list(summary(result, *silences.remarks(catalog(), None, False)))
    assert "另有 1 项在基线 基线.jsonl 中，2 项由 nianbao.toml 的 [[suppress]] 处置，1 项由报告中的注释处置" in lines
    assert lines[-1].startswith("共检查 1 个文件：1 个错误，1 个警告")
    assert any(line.split()[:2] == ["1", "P901"] and "suppression-without-reason" in line for line in lines)
    assert not any("基线" in line for line in summary(checked(BLANK)))
    assert "基线 b 中有 3 条已不再出现（nianbao baseline prune 可去掉）" in list(summary(checked(), b=3))
    told = next(line for line in summary(result, language="en") if line.startswith("Besides"))
    assert told == (
        "Besides, 1 finding is in the baseline 基线.jsonl, 2 findings are silenced by [[suppress]] in nianbao.toml, "
        "1 finding is silenced by comments in the report"
    )
