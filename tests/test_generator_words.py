"""The generator's words: they say what its tables say, by another reading, and no trap is a mistake."""

from __future__ import annotations

import re
from random import Random

import pytest
from generator import Report, correct_pair, correct_report, explained_pair, render
from generator.counting import grouped, in_chinese, in_full_width, written
from generator.figures import APPLICANTS
from generator.form import section_heading, section_titles
from generator.identity import card_number, identity_number
from generator.narrative import plain
from generator.overview import ASPECTS, STYLES
from generator.places import GOVERNMENTS, KINDS, TOWNSHIPS
from generator.signature import last_day
from generator.teller import Teller
from generator.telling_disclosure import decisions, normative, published
from generator.telling_other import fee, fee_amount
from generator.telling_requests import breakdown, flow_of, flow_told, nothing_received, outcomes
from generator.telling_review import review
from generator.traps import TRAPS, drawn
from reading import breakdowns, counted, folded, number
from test_generator import broken_sums

SEEDS = range(400)
REPORTS = [correct_report(seed) for seed in SEEDS]
# what makes another year right in a sentence
_ANOTHER_YEAR = re.compile(
    "《|〔|决算|预算|规划|自20|年起|相比|比20|同比|修订|施行|建成|考核|培训计划|将|计划|力争|抽查|自评|年初|年底|—"
    "|年度报告|反馈|以前|历史|学年"
)
_HALF_WIDTH = re.compile(r"[一-鿿][,.;:!?()][一-鿿]")
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")


def teller_of(report: Report, part: str) -> Teller:
    """Who tells of this report."""
    return Teller(report.body, report.year, report.figures, Random(f"test {report.seed} {part}"))


def words_of(report: Report) -> str:
    """All paragraphs of a report."""
    return "\n".join((*report.preamble, *(text for section in report.sections for text in section.paragraphs)))


def test_numbers_are_written_in_ways_that_mean_the_same() -> None:
    for value in (*range(130), 200, 203, 210, 999, 1000, 1001, 1010, 1234, 2005, 10_000, 10_010, 12_034, 102_003):
        assert number(in_chinese(value)) == value
        assert int(folded(in_full_width(value))) == int(folded(grouped(value))) == value
        for seed in range(20):
            assert folded(written(value, Random(seed)) + "件") == f"{value}件"
    assert [in_chinese(value) for value in (0, 10, 15, 20, 203, 1005)] == ["零", "十", "十五", "二十", "二百零三", "一千零五"]


def test_the_narrative_is_whole() -> None:
    keywords = ("主动公开", "申请", "信息管理", "平台", "监督保障")
    for seed, report in enumerate(REPORTS):
        assert report.title == f"{report.body.name}{report.year}年政府信息公开工作年度报告"
        assert [section.heading for section in report.sections] == [section_heading(key) for key in section_titles()]
        overview = "".join(report.section("overview").paragraphs)
        assert all(word in overview for word in keywords), seed
        duties = ("考核", "社会评议|满意", "责任追究|问责")
        assert all(re.search(words, overview) for words in duties) or not report.body.government
        words = words_of(report)
        assert not _HALF_WIDTH.search(words)
        assert re.search(rf"{report.year}年1月1日.{{1,4}}({report.year}年)?12月31日", words)
        assert ("信息处理费" in "".join(report.section("other").paragraphs)) == (report.year >= 2021)
        assert "〔2019〕60号" not in words or report.year < 2021
        assert not re.search(r"。。|，。|，，|；。|：。|None|[{}]", words)


def test_plain_reports_have_the_forms_own_sub_headings() -> None:
    for report in REPORTS:
        overview = "\n".join(plain(report).section("overview").paragraphs)
        titles = [f"（{numeral}）{title}" for numeral, title in zip("一二三四五", ASPECTS.values(), strict=True)]
        assert all(title in overview for title in titles)


def test_all_styles_kinds_and_traps_occur() -> None:
    firsts = {"（一）": 0, "1.": 0, "一是": 0, "": 0}
    told: set[str] = set()
    for seed in range(1500):
        report = correct_report(seed)
        lines = report.section("overview").paragraphs
        firsts[next((mark for mark in firsts if mark and any(line.startswith(mark) for line in lines)), "")] += 1
        teller = teller_of(report, "traps")
        told |= {name for name, trap in TRAPS.items() if trap.fits(teller)}
        assert sum(map(len, drawn(teller).values())) >= 3
    assert len(STYLES) == 8
    assert all(firsts.values())
    assert told == set(TRAPS)
    assert {report.body.kind for report in REPORTS} == set(KINDS)
    assert {len(report.preamble) for report in REPORTS} == {0, 1, 2}


def test_the_flow_of_requests_is_told_as_the_table_has_it() -> None:
    patterns = {
        "carried_in": r"上年度?结转(?:的?申请)?(\d+)|上年度?结转(?:的申请)(\d+)",
        "carried_out": r"结转(?:下年度?|下一年度|至\d{4}年)(?:继续)?(?:办理)?(\d+)|其余(\d+)件结转",
        "done": r"(?:办结|答复)(?:申请)?(\d+)",
    }
    for report in REPORTS:
        teller = teller_of(report, "flow")
        flow = flow_of(teller)
        words = folded(flow_told(teller, flow))
        left = words
        for name, pattern in patterns.items():
            for match in re.finditer(pattern, words):
                assert int(next(filter(None, match.groups()))) == getattr(flow, name), words
            left = re.sub(pattern, "", left)
        assert set(counted(left)) <= {flow.new, flow.new + flow.carried_in if "含" in words else flow.new, 0}, words
        assert flow.new in counted(left) or "含" in words or not flow.new, words
        assert ("均已" not in words and "全部" not in words) or flow.done == flow.new


def test_nothing_is_only_said_of_nothing() -> None:
    for report in REPORTS:
        teller = teller_of(report, "none")
        assert set(counted(folded(nothing_received(teller)))) <= {0}


def test_breakdowns_add_up() -> None:
    seen = 0
    for seed, report in enumerate(REPORTS):
        teller = teller_of(report, "parts")
        flow = flow_of(teller)
        (total, *more), *_ = [counted(folded(published(teller)))]
        assert total == sum(more)
        parts = counted(folded(breakdown(teller, flow))) if flow.new else []
        seen += bool(parts)
        assert not parts or sum(parts) in (flow.new, flow.done)
        assert sum(outcomes(teller).values()) == flow.done
        for total, parts in breakdowns(folded(words_of(report))):
            assert total == sum(parts), (seed, total, parts)
    assert seen > 100


def test_documents_decisions_cases_and_fees_are_those_of_the_tables() -> None:
    for report in REPORTS:
        teller = teller_of(report, "tables")
        documents = {int(value) for value in report.figures.tables["disclosure"]["normative_documents"].values()}
        assert set(counted(folded(normative(teller)))) <= documents
        taken = [teller.disclosed(row, "decisions") for row in ("licences", "penalties", "compulsory_measures")]
        assert counted(folded(decisions(teller))) in (taken, [] if not any(taken) else taken)
        cases = {int(value) for row in report.figures.tables["review"].values() for value in row.values()} | {teller.litigation()}
        told = folded(review(teller))
        assert set(counted(told.replace("(其中", "").replace(")", ""))) <= cases | {0}
        assert teller.litigation() == 0 or "行政诉讼" in told
        amount = fee_amount(teller)
        assert amount % 10 == 0
        if amount:
            assert amount <= report.figures["disclosure", "fees", "amount"] * 10000
            assert str(amount) in folded(fee(teller, amount))


def test_dates_are_early_enough() -> None:
    found = 0
    for report in REPORTS:
        for line in (*report.dates, *report.closing):
            for match in _DATE.finditer(folded(line)):
                year, month, day = map(int, match.groups())
                last = last_day(report.body, report.year)
                assert (report.year + 1, 1, 1) <= (year, month, day) <= (last.year, last.month, last.day)
                found += 1
    assert found > 100


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_true_wherever_it_fits(name: str) -> None:
    trap = TRAPS[name]
    assert trap.place in (*ASPECTS, "problems", "other")
    for report in REPORTS:
        teller = teller_of(report, name)
        if not trap.fits(teller):
            continue
        words = trap.tell(teller)
        assert words.endswith("。")
        assert "{" not in words
        # a year that is neither the report's nor beside one of the words that explain it
        for match in re.finditer(r"20\d\d(?=年)", words):
            assert int(match[0]) == teller.year or _ANOTHER_YEAR.search(words), words
        for total, parts in breakdowns(folded(words)):
            assert total == sum(parts), words


def test_pairs_go_on_from_each_other() -> None:
    across = 0
    for seed in range(150):
        report, previous = correct_pair(seed)
        assert report.year == previous.year + 1
        assert broken_sums(previous.figures, previous.body.rulemaking) == set()
        for column in (*APPLICANTS, "total"):
            assert report.figures["requests", "carried_in", column] == previous.figures["requests", "carried_out", column]
        assert (report.body.kind, report.body.seat) == (previous.body.kind, previous.body.seat)
        if report.edition != previous.edition:
            across += 1
            continue
        now, then = report.figures.tables["disclosure"], previous.figures.tables["disclosure"]
        for row, cells in now.items():
            if "in_force" in cells:
                assert cells["in_force"] == then[row]["in_force"] + cells["made"] - cells["repealed"]
            if "items_last_year" in cells:
                assert cells["items_last_year"] == then[row]["items_last_year"] + then[row]["change"]
        assert report.figures.tables != previous.figures.tables or not report.figures["requests", "new", "total"]
    assert across > 10


def test_explained_pairs_say_why_they_do_not_go_on() -> None:
    for seed in range(60):
        report, previous = explained_pair(seed)
        now = report.figures.tables["disclosure"]["normative_documents"]
        then = previous.figures.tables["disclosure"]["normative_documents"]
        assert now["in_force"] != then["in_force"] + now["made"] - now["repealed"]
        assert re.search("清理|失效|以本年度报告为准", render(report))


def test_bodies_have_names_and_words_of_their_level() -> None:
    for body in (report.body for report in REPORTS):
        assert (body.kind in GOVERNMENTS) == body.name.endswith("人民政府")
        assert body.kind not in TOWNSHIPS or re.search("[镇乡]人民政府$|街道办事处$", body.name)
        assert body.kind not in GOVERNMENTS or body.self_name not in ("我局", "我厅", "我委")


def test_identity_and_card_numbers_have_their_check_digits() -> None:
    for seed in range(50):
        digits = identity_number(Random(seed))
        weights = [2**place % 11 for place in range(17, -1, -1)]
        values = [10 if digit == "X" else int(digit) for digit in digits]
        assert sum(weight * value for weight, value in zip(weights, values, strict=True)) % 11 == 1
        card = [int(digit) for digit in reversed(card_number(Random(seed)))]
        doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(card)]
        assert sum(doubled) % 10 == 0
