"""The statistics at the end of a run: by rule, by section, by body; small however many files there are."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter

import pytest
from commands import ROOT, nianbao

from linter.finding import Finding
from linter.profile.load import shipped_norm, shipped_rules
from linter.render.statistics import statistics_lines
from linter.sheet import Mark, Place, Sheet
from linter.tally import Tally
from linter.text import Span
from linter.words import catalog

RULES = shipped_rules()
ZH, EN = catalog("zh"), catalog("en")
CODES = ("C301", "S114", "N405")


def finding(rule: str, at: str = "requests/*/total", level: str = "error", outcome: str = "broken") -> Finding:
    """A finding that only counts."""
    place = "三、收到和处理政府信息公开申请情况 › 表" if "/" in at else "附件的标题"
    return Finding(rule, "name", level, outcome, "id", "…", {}, at, place, Span(0, 1), (), (), "")


def sheet(body: str | None, *findings: Finding, path: str = "x.txt", about: str = "…") -> Sheet:
    """A file with findings."""
    place = Place(0, 1, 1, 1, 0)
    return Sheet(path, "checked", body=body, about=about, marks=tuple(Mark(each, place, place, "", "") for each in findings))


def told(tally: Tally, language: str = "zh") -> list[str]:
    """The lines of the statistics."""
    lines = statistics_lines(tally, RULES, catalog(language))
    return ["".join(words for words, _ in line) for line in lines]


def part(lines: list[str], key: str, language: str = "zh") -> list[str]:
    """The lines under a heading."""
    start = lines.index(catalog(language).phrases[key]) + 1
    rest = lines[start:]
    end = next((number for number, line in enumerate(rest) if not line.startswith("  ")), len(rest))
    return [line.strip() for line in rest[:end]]


def test_rules_with_their_files_the_commonest_first() -> None:
    tally = Tally()
    tally.add(sheet("甲", finding("C301"), finding("C301"), finding("S114")))
    tally.add(sheet("乙", finding("C301"), finding("N405", outcome="blocked")))
    titles = {rule.code: rule.title for rule in RULES}
    assert part(told(tally), "ui_statistics") == [
        f"3  C301 {titles['C301']}（2 个文件）",
        f"1  S114 {titles['S114']}（1 个文件）",
    ]
    assert (tally.rules, tally.blocked) == (Counter(C301=3, S114=1), 1)
    assert part(told(tally, "en"), "ui_statistics", "en")[0].endswith(" (2 files)")


def test_rules_that_are_as_common_stand_in_the_order_of_their_codes() -> None:
    tally = Tally()
    tally.add(sheet("甲", *(finding(code) for code in CODES)))
    assert [line.split()[1] for line in part(told(tally), "ui_statistics")] == sorted(CODES)


def test_sections_in_words_and_in_the_order_of_the_report() -> None:
    tally = Tally()
    places = ("other", "requests/*/total", "requests/granted", "requests", "title", "document", "preamble", "attachment")
    tally.add(sheet("甲", *(finding("C301", at) for at in places)))
    headings = {form.key: form.heading for form in shipped_norm().sections}
    assert part(told(tally), "ui_statistics_sections") == [
        "1  全文",
        "1  标题",
        "1  标题与第一部分之间",
        f"1  {headings['requests']}",
        f"2  {headings['requests']} › 表",
        f"1  {headings['other']}",
        "1  附件的标题",
    ]
    assert part(told(tally, "en"), "ui_statistics_sections", "en")[0] == "1  whole document"


def test_bodies_the_worst_first() -> None:
    tally = Tally()
    tally.add(sheet("丙", finding("C301", level="warning"), finding("C301", level="warning")))
    tally.add(sheet("乙", finding("C301"), finding("C301", level="info")))
    tally.add(sheet("甲", finding("C301")))
    tally.add(sheet("丁"))
    tally.add(sheet(None, finding("C301", level="info")))
    lines = [line.split() for line in part(told(tally), "ui_statistics_bodies")]
    assert lines == [
        ["1", "0", "1", "乙"], ["1", "0", "0", "甲"], ["0", "2", "0", "丙"], ["0", "0", "1", "机关未能判断"]
    ]  # fmt: skip


@pytest.mark.parametrize("bodies", [20, 21, 57])
def test_only_the_worst_bodies_are_named(bodies: int) -> None:
    tally = Tally()
    for number in range(bodies):
        tally.add(sheet(f"机关{number}", *[finding("C301")] * (number + 1), finding("S114", "title", "info")))
    lines = part(told(tally), "ui_statistics_bodies")
    assert len(lines) == min(bodies, 21)
    assert lines[0].split() == [str(bodies), "0", "1", f"机关{bodies - 1}"]
    if bodies > 20:
        rest = bodies - 20
        assert lines[-1].split() == [str(rest * (rest + 1) // 2), "0", str(rest), "其余", str(rest), "个"]
        assert part(told(tally, "en"), "ui_statistics_bodies", "en")[-1].endswith(
            "1 more body" if rest == 1 else f"{rest} more bodies"
        )


def test_nothing_is_shown_when_nothing_was_found() -> None:
    tally = Tally()
    tally.add(sheet("甲", finding("C301", outcome="blocked")))
    assert told(tally) == []


def test_configurations_count_as_rules_only() -> None:
    tally = Tally()
    tally.add(sheet(None, finding("P903", "document", "warning"), path="nianbao.toml", about=""))
    lines = told(tally)
    assert [line.split()[1] for line in part(lines, "ui_statistics")] == ["P903"]
    assert ZH.phrases["ui_statistics_sections"] not in lines
    assert ZH.phrases["ui_statistics_bodies"] not in lines


def test_a_tally_of_many_files_stays_small() -> None:
    tally = Tally()
    for number in range(100_000):
        tally.add(sheet(f"机关{number % 500}", finding("C301"), finding("S114", "overview", "warning"), path=f"{number}.txt"))
    counters = {name: getattr(tally, name) for name in Tally.__slots__}
    assert {name: len(each) for name, each in counters.items() if hasattr(each, "__len__") and len(each) > 1000} == {}
    assert sum(map(sys.getsizeof, counters.values())) < 200_000
    lines = told(tally)
    assert len(lines) < 40
    assert part(lines, "ui_statistics")[0].startswith("100000  C301 ")
    assert part(lines, "ui_statistics_bodies")[-1].split() == ["96000", "96000", "0", "其余", "480", "个"]


@pytest.mark.parametrize("output", ["text", "concise"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_run_shows_what_it_found(output: str, language: str) -> None:
    arguments = ("check", ROOT / "examples", "--lang", language)
    data = json.loads(nianbao(*arguments, "--output", "json").out)
    lines = nianbao(*arguments, "--output", output, "--statistics").out.splitlines()
    broken = [(file, each) for file in data["files"] for each in file["findings"] if each["outcome"] == "broken"]
    rules = {line.split()[1]: line for line in part(lines, "ui_statistics", language)}
    assert {code: int(line.split()[0]) for code, line in rules.items()} == Counter(each["rule"] for _, each in broken)
    for code, line in rules.items():
        files = len({file["path"] for file, each in broken if each["rule"] == code})
        assert re.search(rf"[（(]{files} (?:个文件）|files?\))$", line)
    sections = part(lines, "ui_statistics_sections", language)
    assert sum(int(line.split()[0]) for line in sections) == len(broken)
    bodies = {line.split()[3]: [int(each) for each in line.split()[:3]] for line in part(lines, "ui_statistics_bodies", language)}
    for level, column in (("error", 0), ("warning", 1), ("info", 2)):
        found = Counter(file["body"] for file, each in broken if each["level"] == level)
        assert {body: counts[column] for body, counts in bodies.items() if counts[column]} == found


def test_without_the_option_there_are_none() -> None:
    done = nianbao("check", ROOT / "examples")
    assert ZH.phrases["ui_statistics"] not in done.out
