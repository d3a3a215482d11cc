"""Whatever the text: nothing raises, no block is lost, every finding has its words and its place."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from random import Random

import pytest
from generator import LAYOUTS, correct_report, render
from generator.form import section_heading, section_titles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter import check_text
from linter.document import Paragraph, Row
from linter.finding import Finding
from linter.parse.build import build_report
from linter.parse.headings import mark_headings
from linter.parse.order import order_tokens
from linter.parse.tree import parse_sections
from linter.profile.load import shipped_norm, shipped_rules
from linter.read import read_text
from linter.run import Settings, check_document

NORM = shipped_norm()
KEYS = tuple(section_titles())
EVEN = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))

# words that reports are made of, so that arbitrary texts go further than the first line
_WORDS = (
    *map(section_heading, KEYS), *section_titles().values(), "信息内容", "本年制发件数", "（一）予以公开", "1.重复申请", "其他",
    "（七）总计", "总计", "结果维持", "行政复议", "规章", "行政许可", "0", "12", "1,234", "-5", "/", "\t", "\t\t", "|", "||",
    "\n", "\n\n",
    "\r\n", "\r", " ", "\u3000", "\u00a0", "\ufeff", "\u2028", "\x00", "\ud800", "\udfff", "𠮷", "⼀", "２０２３年",
    "2023年1月1日至12月31日",
    "云墩县砾泉镇人民政府2023年政府信息公开工作年度报告", "|---|---|", "# ", "**", "<!--", "-->", "![](a.png)", "\\|", "— 1 —",
)  # fmt: skip
# no braces: a message may quote the text, and a brace in it must be a placeholder that was not filled
_CHARACTERS = st.characters(exclude_characters="{}", exclude_categories=())
TEXTS = st.one_of(
    st.text(_CHARACTERS, max_size=200),
    st.text(st.sampled_from("一二、.（）1 |\t\n\r\ud800年"), max_size=80),
    st.lists(st.one_of(st.sampled_from(_WORDS), st.text(_CHARACTERS, max_size=5)), max_size=60).map("".join),
)


def holds(text: str, name: str) -> None:
    """Everything that must be true of any text."""
    findings = check_text(text, name)
    assert findings == check_text(text, name), "the same text, and not the same findings"
    for finding in findings:
        assert finding.message_id != "crashed", finding.message
        assert finding.message.strip()
        assert "{" not in finding.message
        for span in (finding.span, *(each.span for each in finding.related)):
            assert 0 <= span.start <= span.end <= len(text), finding
    nothing_is_lost(text, name)


def nothing_is_lost(text: str, name: str) -> None:
    """Every block shows what stands at its place, and comes out of the tree exactly once."""
    document = read_text(text, name)
    for block in document.blocks:
        shown = [block] if isinstance(block, Paragraph) else [*block.cells] if isinstance(block, Row) else []
        assert [text[each.span.start : each.span.end] for each in shown] == [each.words for each in shown]
    marked = list(mark_headings(document, NORM))
    front, parts = parse_sections(order_tokens(marked, NORM))
    found = Counter(id(block) for blocks in (front, *(part.blocks for part in parts.values())) for block in blocks)
    found += Counter(id(part.heading) for part in parts.values() if part.heading)
    found += Counter(id(heading) for part in parts.values() for heading in part.repeated)
    assert found.total() == len(marked)
    assert {found[id(each.block)] + (each.heading is not None and found[id(each.heading)]) for each in marked} <= {1}
    # a line may be split at a heading that runs on; its words are then all in the parts
    assert bare("".join(words_of(each.block) for each in marked)) == bare("".join(map(words_of, document.blocks)))


def words_of(block: object) -> str:
    """The words of a paragraph or row."""
    if isinstance(block, Paragraph):
        return block.words
    return "".join(cell.words for cell in block.cells) if isinstance(block, Row) else ""


def bare(words: str) -> str:
    """Letters and digits alone: where a line is split, points and spaces go."""
    return "".join(filter(str.isalnum, words))


@settings(EVEN, max_examples=2000)
@given(text=TEXTS, name=st.sampled_from(("x.txt", "x.md")))
def test_any_text(text: str, name: str) -> None:
    holds(text, name)


def shuffled(lines: list[str], rng: Random) -> list[str]:
    """A stretch of lines in another order."""
    start = rng.randrange(len(lines))
    part = lines[start : start + rng.randint(2, 40)]
    rng.shuffle(part)
    return lines[:start] + part + lines[start + len(part) :]


def cut(lines: list[str], rng: Random) -> list[str]:
    """A stretch of lines gone."""
    start = rng.randrange(len(lines))
    return lines[:start] + lines[start + rng.randint(1, 20) :]


def doubled(lines: list[str], rng: Random) -> list[str]:
    """A stretch of lines once more, anywhere."""
    start, place = rng.randrange(len(lines)), rng.randrange(len(lines))
    return lines[:place] + lines[start : start + rng.randint(1, 40)] + lines[place:]


def truncated(lines: list[str], rng: Random) -> list[str]:
    """The end gone, in the middle of a line, often of a table."""
    text = "\n".join(lines)
    return text[: rng.randint(1, len(text))].split("\n")


def cells_swapped(lines: list[str], rng: Random) -> list[str]:
    """Two cells of some lines in each other's place."""
    return [swapped(line, rng) if "\t" in line and rng.random() < 0.3 else line for line in lines]


def swapped(line: str, rng: Random) -> str:
    """The line with two of its cells exchanged."""
    cells = line.split("\t")
    one, other = rng.randrange(len(cells)), rng.randrange(len(cells))
    cells[one], cells[other] = cells[other], cells[one]
    return "\t".join(cells)


def separators_dropped(lines: list[str], rng: Random) -> list[str]:
    """Some tabs and pipes gone."""
    return ["".join(each for each in line if each not in "\t|" or rng.random() < 0.9) for line in lines]


def joined(lines: list[str], rng: Random) -> list[str]:
    """Some line ends gone."""
    return "".join(line + ("\n" if rng.random() < 0.9 else "") for line in lines).split("\n")


MANGLES = (shuffled, cut, doubled, truncated, cells_swapped, separators_dropped, joined)


@settings(EVEN, max_examples=500)
@given(
    seed=st.integers(0, 400),
    layout=st.sampled_from(list(LAYOUTS)),
    mangles=st.lists(st.sampled_from(MANGLES), min_size=1, max_size=4),
    name=st.sampled_from(("x.txt", "x.md")),
)
def test_mangled_reports(seed: int, layout: str, mangles: list, name: str) -> None:
    rng = Random(seed)
    lines = render(correct_report(seed), layout).split("\n")
    for mangle in mangles:
        lines = mangle(lines, rng) or [""]
    holds("\n".join(lines), name)


# one sentence for each section, that no other has
_SENTENCES = {key: f"这一段写在第{number}部分，说的是砾泉镇当年的情形，共{number * 7}字。" for number, key in enumerate(KEYS, 1)}


def arranged(order: tuple[str, ...]) -> str:
    """A report with these sections in this order."""
    parts = [f"{section_heading(key)}\n{_SENTENCES[key]}\n" for key in order]
    return "云墩县砾泉镇人民政府2023年政府信息公开工作年度报告\n开头的一句话。\n" + "".join(parts)


def least_displaced(order: tuple[str, ...]) -> int:
    """How many sections must be moved: all but the longest run in order, tried out one by one."""
    numbers = [KEYS.index(key) for key in order]
    for size in range(len(numbers), 0, -1):
        if any(list(run) == sorted(run) for run in combinations(numbers, size)):
            return len(numbers) - size
    return 0


@pytest.mark.parametrize("size", range(1, 7))
def test_sections_in_every_order(size: int) -> None:
    rules = tuple(rule for rule in shipped_rules() if rule.code in ("S110", "S111", "S112"))
    assert len(rules) == 3
    for order in permutations(KEYS, size):
        document = read_text(arranged(order), "x.txt")
        report = build_report(document, NORM)
        findings = check_document(document, Settings()).findings
        assert places(findings, "S110") == set(KEYS) - set(order), order
        moved = places(findings, "S111")
        assert len(moved) == least_displaced(order), order
        left = [KEYS.index(key) for key in order if key not in moved]
        assert left == sorted(left), order
        assert places(findings, "S112") == set()
        for key in KEYS:
            assert report.words_of(key) == (_SENTENCES[key] if key in order else ""), (order, key)


def places(findings: tuple[Finding, ...], code: str) -> set[str]:
    """Where a rule is broken."""
    return {finding.at for finding in findings if finding.rule == code and finding.outcome == "broken"}


@pytest.mark.parametrize("key", KEYS)
def test_a_section_that_stands_twice_is_told_once(key: str) -> None:
    text = arranged((*KEYS, key))
    findings = [finding for finding in check_text(text, "x.txt") if finding.rule in ("S110", "S111", "S112")]
    assert [(finding.rule, finding.at) for finding in findings] == [("S112", key)]
    nothing_is_lost(text, "x.txt")
