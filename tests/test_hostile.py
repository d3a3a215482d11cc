"""No pattern of a rule can run away: each is tried on long texts made to make it go back and forth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import pytest

from linter.engine import check_report
from linter.parse.build import build_report
from linter.profile.load import shipped_norm, shipped_rules
from linter.prose.passage import COUNT, count_mark
from linter.read import read_text
from linter.resources import read_shipped

LENGTH = 100_000
LIMIT = 5.0  # seconds for one pattern on one text of 100 kB, on a slow machine; a runaway one takes minutes

_LITERAL = re.compile(r"[一-鿿]{1,8}")
_NOTHING_SAID = read_shipped("rules", "examples", "2021.txt")


def compiled_patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that checking a report compiles, by its source."""
    norm = shipped_norm()
    for name in ("2021.txt", "2019.txt"):
        text = read_shipped("rules", "examples", name)
        # words that call for every kind of claim, so that the patterns behind their cues are compiled too
        text += "\n".join(words for rule in shipped_rules() for words in texts_of(rule.options))
        check_report(build_report(read_text(text, name), norm), shipped_rules())
    return {found.pattern: found for found in norm.caches.values() if isinstance(found, re.Pattern)}


def texts_of(options: Any) -> Iterator[str]:
    """All strings inside the options of a rule."""
    if isinstance(options, str):
        yield options
    elif isinstance(options, dict):
        for value in options.values():
            yield from texts_of(value)
    elif isinstance(options, list | tuple):
        for value in options:
            yield from texts_of(value)


PATTERNS = compiled_patterns()


def hostile_texts(source: str) -> Iterator[str]:
    """Long texts of what the pattern itself looks for, over and over, with and without an end that lets it fail."""
    words = list(dict.fromkeys(_LITERAL.findall(source)))[:40]
    pieces = [
        *words,
        "".join(words),
        f"{''.join(words)}{COUNT}",
        f"{''.join(words)}{count_mark(3)}",
        "0",
        "1.",
        "20230101",
        "(",
        "、",
        ",",
        " ",
        "\n",
        "a",
        COUNT,
        count_mark(4),
        "《",
        "镇",
        "公开",
    ]
    for piece in dict.fromkeys(filter(None, pieces)):
        yield (piece * (LENGTH // len(piece) + 1))[:LENGTH]


@pytest.mark.parametrize("source", sorted(PATTERNS), ids=range(len(PATTERNS)))
def test_pattern_does_not_run_away(source: str) -> None:
    slowest = 0.0
    for text in hostile_texts(source):
        start = perf_counter()
        # the first few hits are enough: what could run away is a search that fails
        for count, _ in enumerate(PATTERNS[source].finditer(text)):
            if count > 50:
                break
        PATTERNS[source].search(text, LENGTH // 2)
        slowest = max(slowest, perf_counter() - start)
    assert slowest < LIMIT, source


@pytest.mark.parametrize(
    "piece",
    [
        "申请",
        "公开",
        "收到申请1件,",
        "其中1条、",
        "镇镇",
        "2023年",
        "《",
        "(",
        "1",
        "一",
        "未",
        "复议诉讼",
        "0件",
        "我局",
        "。",
        "a,",
    ],
)
def test_a_long_report_is_checked_in_time(piece: str) -> None:
    text = _NOTHING_SAID.replace("对失效文件及时清理。", (piece * LENGTH)[:LENGTH])
    start = perf_counter()
    check_report(build_report(read_text(text, "x.txt"), shipped_norm()), shipped_rules())
    assert perf_counter() - start < 10
