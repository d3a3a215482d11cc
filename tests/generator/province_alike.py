"""How alike two sections are once names and numbers are masked: counted here anew, apart from the linter."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from generator.province_place import Unit
from generator.report import Report

_NUMBERS = re.compile(r"[\d,.%０-９零〇一二三四五六七八九十百千万两 ]+")
_MARKS = re.compile(r"[，。；：、！？（）\s]")
_SELVES = re.compile(r"[我本](?:[市县区镇乡局委办]|街道)")


def masked(report: Report, section: str, unit: Unit) -> str:
    """The words of a section without the names of the body, numbers and punctuation."""
    words = "".join(report.section(section).paragraphs)
    for name in sorted({report.body.name, unit.name, *unit.names, unit.body.seat}, key=len, reverse=True):
        words = words.replace(name, "")
    return _MARKS.sub("", _NUMBERS.sub("", _SELVES.sub("", words)))


def likeness(one: str, other: str) -> float:
    """The share of neighbouring characters that two texts have in common (Dice), from 0 to 1."""
    both = sum((_pairs(one) & _pairs(other)).values())
    return 2 * both / max(1, len(one) + len(other) - 2)


@lru_cache(maxsize=512)
def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(text))
