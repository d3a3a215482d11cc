"""Sections copied from other bodies: found for certain when only names and numbers are others, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from random import Random
from time import process_time

import pytest
from commands import ROOT
from generator import correct_report
from hypothesis import given
from hypothesis import strategies as st
from test_hostile import hostile_texts

from linter.archive.anonymous import anonymous
from linter.archive.copies import copies
from linter.archive.fact import Fact, Known
from linter.archive.filed import Filed
from linter.archive.near import near, outward
from linter.archive.sketch import BINS, drawn, sketch
from linter.checks.across import Peer
from linter.checks.previous import common_share, likeness, pairs_of
from linter.fold import fold, squeeze
from linter.profile.load import shipped_norm, shipped_rules
from linter.prose.pattern import any_of
from linter.words import catalog

NORM = shipped_norm()
RULE = next(rule for rule in shipped_rules() if rule.code == "R903")
OPTIONS: Peer = RULE.options
NAMES = ("霁川县", "榆珩县", "芷宁县"), ("霁砚镇", "澜烛镇", "杞桥镇", "菱崖镇", "珩浦镇", "椿屏镇", "柘湖镇", "砚岭镇")


def report(body: str | None, overview: str = "", problems: str = "", year: int | None = 2023) -> Filed:
    """A filed report with these sections."""
    words = {"overview": squeezed(overview), "problems": squeezed(problems)}
    return Filed("", body, "township", year, "2021", False, {}, words)


def squeezed(text: str) -> str:
    """A text as it is filed: folded, a paragraph a line, without other white space."""
    return "\n".join(squeeze(fold(line)) for line in text.splitlines())


def facts(reports: Sequence[Filed], others: Sequence[int] = (), turned: bool = False) -> list[tuple[int, Fact]]:
    """What is found in an archive of these reports; `others` are only there to be compared with."""
    numbers: dict[str | None, int] = {}
    known = [
        Known(
            number, f"{number}.txt", None if each.body is None else numbers.setdefault(each.body, len(numbers)), each.body or "",
            each.level, each.year, False, "base", number not in others,
        )
        for number, each in enumerate(reports)
    ]  # fmt: skip
    sketches = [sketch(each, NORM, OPTIONS) for each in reports]
    if turned:
        known.reverse()
    return list(copies(known, sketches.__getitem__, reports.__getitem__, NORM, OPTIONS))


def told(reports: Sequence[Filed], others: Sequence[int] = ()) -> list[tuple[int, str]]:
    """In which sections of which reports something is found."""
    return [(number, fact.at) for number, fact in facts(reports, others)]


def said(fact: Fact, language: str = "zh") -> str:
    """The words of a finding."""
    words = catalog(language)
    return words.of_rule(RULE, "messages")[fact.message].format_map(_Filled(words.all(fact.params)))


class _Filled(dict[str, str]):
    """Parameters that may be given a choice of words."""

    def __getitem__(self, key: str) -> str:
        return _Word(super().__getitem__(key))


class _Word(str):
    def __format__(self, form: str) -> str:
        return form.split("|")[self != "1"] if form else str(self)


@cache
def narrative(seed: int, key: str) -> str:
    """The text of a section in a correct report."""
    return "\n".join(correct_report(seed).section(key).paragraphs)


@cache
def overview(seed: int, least: int = 300) -> str:
    """An overview with that many characters behind the names and numbers."""
    while len(anonymous(report(None, narrative(seed, "overview")), "overview", NORM, OPTIONS)) < least:
        seed += 10_000
    return narrative(seed, "overview")


def spoken(text: str, rng: Random, share: float = 0.92) -> str:
    """A text with other words here and there, as many as leave it so much alike."""
    strange = "湖山云水风雪松竹梅兰琴棋书画"
    changed = text
    while True:
        place = rng.randrange(len(changed) - 2)
        step = changed[:place] + rng.choice(strange) + rng.choice(strange) + changed[place + 2 :]
        if likeness(bare(text), bare(step)) < share:
            return changed
        changed = step


def with_new_sentence(text: str, rng: Random) -> str:
    """A text in which one stretch is another, as long as that leaves it as alike as a copy with an 8 % change."""
    length = len(text) // 8
    other = overview(rng.randrange(1000)).replace("\n", "")
    while True:
        place = rng.randrange(len(text) - length)
        changed = text[:place] + other[:length] + text[place + length :]
        if likeness(bare(text), bare(changed)) >= 0.92:
            return changed
        length -= 1


def bare(text: str) -> str:
    """The words that are compared."""
    return anonymous(report(None, text), "overview", NORM, OPTIONS)


TOLD = (
    "2023年，我镇在县政府门户网站发布信息126条，其中工作动态88条。霁砚镇人民政府成立由镇长任组长的公开工作小组，"
    "每月逐个栏目查看更新，撤下过期通知12份。便民大厅增设查阅点，群众可以自己查询补贴发放、宅基地审批和救助名单。"
    "对公开前的文件逐件审查，由起草人、分管领导和保密员先后签字。全年举办培训2次，参加人员45人次，考核分值占4%。"
    "受理公开申请9件，答复9件，电话联系申请人补充材料3次，按照霁川县统一要求使用答复文书格式。"
)


def renamed(text: str) -> str:
    """The text as another body would have it that puts in its own names and numbers."""
    text = text.replace("霁砚镇", "澜烛镇").replace("霁川县", "榆珩县").replace("2023", "2022")
    for old, new in {"126": "1,304", "88": "907", "12": "7", "45": "130", "9件": "21件", "4%": "3.5%"}.items():
        text = text.replace(old, new)
    return text


def test_a_copy_with_other_names_and_numbers_is_found() -> None:
    found = facts([report("霁川县霁砚镇人民政府", TOLD), report("榆珩县澜烛镇人民政府", renamed(TOLD), year=2022)])
    assert [(number, fact.at, fact.check, fact.options) for number, fact in found] == [
        (number, "overview", "copied-from-peer", OPTIONS) for number in (0, 1)
    ]
    assert said(found[0][1]) == (
        "“一、总体情况”除名称和数字外，与榆珩县澜烛镇人民政府 2022 年度报告（1.txt）的基本相同（相似度 100%）"
    )
    assert "the report of 霁川县霁砚镇人民政府 for 2023 (0.txt) (likeness 100%)" in said(found[1][1], "en")


@pytest.mark.parametrize("edit", [spoken, with_new_sentence])
def test_a_copy_with_a_few_other_words_is_found(edit: object) -> None:
    assert callable(edit)
    rng = Random(edit.__name__)
    for seed in range(60):
        text = overview(seed, 120)
        changed = edit(text, rng)
        assert likeness(bare(text), bare(changed)) >= 0.9
        assert told([report("霁砚镇", text), report("澜烛镇", changed)]) == [(0, "overview"), (1, "overview")], seed


@pytest.mark.parametrize("key", ["overview", "problems"])
def test_it_finds_what_comparing_all_with_all_finds(key: str) -> None:
    reports = [report(f"第{seed}机关", **{key: narrative(seed, key)}) for seed in range(160)]
    words = [anonymous(each, key, NORM, OPTIONS) for each in reports]
    pairs = [pairs_of(each) for each in words]
    alike = {
        (one, other): share
        for one, other in combinations(range(len(words)), 2)
        if min(len(words[one]), len(words[other])) >= OPTIONS.least
        and (share := common_share(pairs[one], pairs[other])) >= OPTIONS.share
    }
    found = facts(reports)
    assert [number for number, _ in found] == sorted({number for pair in alike for number in pair})
    for number, fact in found:
        peer = int(str(fact.params["peer"].params["path"]).removesuffix(".txt"))  # type: ignore[union-attr]
        assert fact.params["share"] == str(int(alike[min(number, peer), max(number, peer)] * 100))


def test_reports_of_one_body_are_never_held_against_each_other() -> None:
    assert told([report("霁砚镇", TOLD, year=year) for year in range(2019, 2025)]) == []


def test_another_bodys_copy_is_found_among_many_of_ones_own() -> None:
    reports = [report("霁砚镇", TOLD, year=year) for year in range(2019, 2024)]
    found = facts([*reports, report("澜烛镇", renamed(TOLD))])
    assert [number for number, _ in found] == list(range(6))
    assert {said(fact).split("，与")[1].split("的")[0] for _, fact in found[:5]} == {"澜烛镇 2023 年度报告（5.txt）"}
    assert found[5][1].params["peer"].params["path"] == "4.txt"  # type: ignore[union-attr]
    assert [fact.params["more"] for _, fact in found] == ["0"] * 5 + ["4"]


def test_of_many_with_the_same_words_the_nearest_is_named_and_the_rest_counted() -> None:
    reports = [report(name, TOLD) for name in NAMES[1]]
    reports[3:3] = [report("云间局", overview(number)) for number in range(2)]
    found = facts(reports)
    assert [fact.params["peer"].params["path"] for _, fact in found] == [  # type: ignore[union-attr]
        "1.txt", "0.txt", "1.txt", "6.txt", "5.txt", "6.txt", "7.txt", "8.txt",
    ]  # fmt: skip
    assert {(fact.message, fact.params["more"]) for _, fact in found} == {("broken_many", "6")}
    assert said(found[0][1]).endswith("另有 6 份其他机关的报告也是如此")
    assert said(found[0][1], "en").endswith("and 6 more reports of other bodies have it too")


def test_sections_are_told_one_by_one_in_the_order_of_the_input() -> None:
    problems = overview(77, 400)
    reports = [report("霁砚镇", TOLD), report("澜烛镇", overview(5), problems), report("杞桥镇", TOLD, problems)]
    expected = [(0, "overview"), (1, "problems"), (2, "overview"), (2, "problems")]
    assert told(reports) == expected
    # an overview is not held against a section of another kind
    assert told([report("霁砚镇", TOLD), report("澜烛镇", "", TOLD)]) == []


def test_reports_that_are_only_given_to_compare_are_peers_without_findings() -> None:
    assert told([report("霁砚镇", TOLD), report("澜烛镇", TOLD)], others=[0]) == [(1, "overview")]


def test_reports_of_nobody_knows_whom_are_left_out() -> None:
    assert told([report(None, TOLD), report(None, TOLD), report("澜烛镇", TOLD)]) == []


def test_a_report_without_a_year_is_named_without_one() -> None:
    (_, first), _ = facts([report("霁砚镇", TOLD), report("澜烛镇", TOLD, year=None)])
    assert "，与澜烛镇的报告（1.txt）的" in said(first)


def test_short_sections_are_not_compared() -> None:
    short = TOLD[: OPTIONS.least]
    assert told([report("霁砚镇", short), report("澜烛镇", short)]) == []
    assert sketch(report("霁砚镇", short, ""), NORM, OPTIONS) == b""


PRESCRIBED = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《{county}人民政府办公室关于做好{year}年政府信息公开工作年度报告"
    "编制工作的通知》（政办函〔{year}〕{number}号）要求，由{name}人民政府编制本年度政府信息公开工作年度报告。"
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题"
    "及改进情况、其他需要报告的事项等六部分组成。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    "如对本报告有疑问，请与{name}党政办公室联系，地址：{county}{name}中心大街{number}号，电话：0{number}3-55{number}1，"
    "邮编：47{number}。本报告的电子版可以在{county}人民政府门户网站查阅和下载。\n"
    "（一）主动公开情况。{year}年主动公开政府信息{number}条。\n（二）依申请公开情况。{year}年未收到政府信息公开申请。\n"
    "（三）政府信息管理情况。未发生失密泄密事件。\n（四）平台建设情况。没有开设政务新媒体。\n"
    "（五）监督保障情况。未发生政府信息公开行政复议、行政诉讼，没有因政府信息公开工作被追究责任的情形。"
)


def test_words_that_the_form_prescribes_are_no_copy() -> None:
    texts = [PRESCRIBED.format(county="霁川县", name=name, year=2023, number=31 + len(name)) for name in NAMES[1]]
    assert len(texts[0]) > 3 * OPTIONS.least
    assert told([report(name, text) for name, text in zip(NAMES[1], texts, strict=True)]) == []


def test_prescribed_words_around_do_not_hide_a_copy() -> None:
    texts = [PRESCRIBED.format(county="霁川县", name=name, year=2023, number=31) + TOLD for name in NAMES[1][:2]]
    assert told([report(name, text) for name, text in zip(NAMES[1], texts, strict=False)]) == [(0, "overview"), (1, "overview")]


@pytest.mark.parametrize(
    ("body", "one", "other"),
    [
        ("霁川县霁砚镇人民政府", "霁川县霁砚镇人民政府召开会议", "霁砚镇召开会议"),
        ("霁川县霁砚镇人民政府", "我镇召开会议", "霁砚镇政府召开会议"),
        ("霁川县民政局", "本局受理申请9件", "霁川县民政局受理申请１２件"),
        ("霁川县民政局", "我县、本机关、全局、各单位", "全市、我单位、我委、各部门"),
        ("霁川县民政局", "发布信息1,204条，占96.5%", "发布信息7条，占3%"),
        ("霁川县民政局", "印发文件十二份", "印发文件三份"),
        ("霁川县民政局", "2023年3月15日印发", "2021年11月2日印发"),
        ("霁川县民政局", "按照《关于做好公开工作的通知》（霁政办〔2023〕9号）、政办发〔2023〕31号", "按照《公开工作要点》"),
        ("霁川县民政局", "网址www.jichuan.gov.cn公布", "网址http://yh.gov.cn/zwgk/公布"),
        ("霁川县民政局", "（一）更新栏目；", "（三）更新栏目。"),
        ("霁川县民政局", "一是更新栏目", "二是更新栏目"),
    ],
)
def test_what_may_be_other_in_a_copy_is_masked(body: str, one: str, other: str) -> None:
    rest = TOLD.replace("。", "")
    first, second = (anonymous(report(body, text + rest), "overview", NORM, OPTIONS) for text in (one, other))
    assert first == second


def test_what_a_body_did_is_not_masked() -> None:
    words = anonymous(report("霁砚镇人民政府", TOLD), "overview", NORM, OPTIONS)
    for kept in ("逐个栏目查看更新", "群众可以自己查询补贴发放", "由起草人分管领导和保密员先后签字", "举办培训"):
        assert kept in words
    assert len(words) > 0.6 * len(TOLD)


@pytest.mark.parametrize("source", OPTIONS.masked, ids=range(len(OPTIONS.masked)))
def test_no_masked_pattern_runs_away(source: str) -> None:
    whole = any_of(NORM, OPTIONS.masked)
    for text in hostile_texts(source):
        begun = process_time()
        whole.sub("", text[:20_000])
        assert process_time() - begun < 1


def test_sketches_are_the_same_in_every_process() -> None:
    reports = [report("霁砚镇", overview(seed), narrative(seed, "problems")) for seed in range(3)]
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from test_copies import *\n"
        "made = [report('霁砚镇', overview(seed), narrative(seed, 'problems')) for seed in (2, 1, 0)]\n"
        "print([sketch(each, NORM, OPTIONS).hex() for each in made])"
    )
    # strings have other hashes in every process
    environment = {**os.environ, "PYTHONHASHSEED": "random"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == str([sketch(each, NORM, OPTIONS).hex() for each in reversed(reports)])


def test_facts_depend_on_the_order_of_the_input_alone() -> None:
    rng = Random(4)
    texts = [spoken(overview(seed), rng, 0.97) for seed in range(8) for _ in range(4)]
    reports = [report(f"第{number}机关", text) for number, text in enumerate(texts)]
    found = facts(reports)
    assert [number for number, _ in found] == list(range(32))
    assert facts(reports) == found
    assert facts(reports, turned=True) == found


def test_halves_of_characters_are_no_obstacle() -> None:
    text = TOLD + "\ud800\udc00\ud83d"
    assert told([report("霁砚镇", text), report("澜烛镇", text)]) == [(0, "overview"), (1, "overview")]


def test_a_sketch_holds_what_is_asked_of_it() -> None:
    data = sketch(report("霁砚镇", TOLD), NORM, OPTIONS)
    first, second = drawn(data, 0), drawn(data, 1)
    assert first is not None
    assert second is None
    assert len(first.marks) == BINS
    assert first.length == len(anonymous(report("霁砚镇", TOLD), "overview", NORM, OPTIONS))
    assert drawn(b"", 0) is None


@given(st.lists(st.integers(0, 40), unique=True).map(sorted), st.integers(0, 40))
def test_outward_goes_from_near_to_far(numbers: list[int], middle: int) -> None:
    expected = sorted((each for each in numbers if each != middle), key=lambda each: (abs(each - middle), each))
    assert list(outward(numbers, middle)) == expected


@given(st.binary(min_size=BINS, max_size=BINS), st.binary(min_size=BINS, max_size=BINS), st.integers(0, BINS))
def test_equal_bins_are_counted(one: bytes, other: bytes, same: int) -> None:
    other = one[:same] + other[same:]
    found = near(one + other, [1, 1]).equal_bins(0, 1)
    assert found == sum(mark == mate for mark, mate in zip(one, other, strict=True))


def drawing(number: int, rng: Random) -> bytes:
    """The sketch of a section of its own, which has an eighth of its bins in common with all others."""
    marks = bytes(mark if mark % 8 else place % 256 for place, mark in enumerate(rng.randbytes(BINS)))
    return number.to_bytes(8, "big") + (500).to_bytes(4, "big") + marks + bytes(12 + BINS)


def archive_of(count: int) -> tuple[list[Known], list[bytes]]:
    """Reports with sketches, of which one in ten is a copy of an earlier one."""
    rng = Random(1)
    sketches = [drawing(number, rng) for number in range(count)]
    for number in range(10, count, 10):
        sketches[number] = sketches[number // 2 + 1]
    return [Known(number, "", number, "", None, 2023, False, "base") for number in range(count)], sketches


def number_found(known: Sequence[Known], sketches: Sequence[bytes]) -> int:
    """How many copies are found; words that are the same need not be read."""
    return sum(1 for _ in copies(known, sketches.__getitem__, lambda _: report(None), NORM, OPTIONS))


def test_twenty_thousand_sections_take_no_time() -> None:
    known, sketches = archive_of(20_000)
    begun = process_time()
    assert 2000 < number_found(known, sketches) < 4000
    assert process_time() - begun < 5


def test_a_section_takes_half_a_kilobyte() -> None:
    known, sketches = archive_of(4000)
    tracemalloc.start()
    try:
        number_found(known, sketches)
        assert tracemalloc.get_traced_memory()[1] < 4000 * 600
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("edited", [False, True])
def test_thousands_of_bodies_with_one_text_take_time_in_proportion(edited: bool) -> None:
    rng = Random(9)
    text = squeezed(overview(1))

    def version(number: int) -> str:
        place = rng.randrange(len(text) - 2)
        return text[:place] + chr(0x4E00 + number) + text[place + 1 :] if edited else text

    made = [Filed("", f"第{number}机关", None, 2023, "2021", False, {}, {"overview": version(number)}) for number in range(2000)]
    sketches = [sketch(each, NORM, OPTIONS) for each in made]
    reads = 0

    def filed(number: int) -> Filed:
        nonlocal reads
        reads += 1
        return made[number]

    known = [Known(number, "", number, "", None, 2023, False, "base") for number in range(2000)]
    begun = process_time()
    found = list(copies(known, sketches.__getitem__, filed, NORM, OPTIONS))
    assert process_time() - begun < 8
    assert len(found) == 2000
    assert {fact.params["more"] for _, fact in found} == {"1998"}
    assert reads <= (3 * 2000 if edited else 0)
