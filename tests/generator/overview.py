"""Section 一: what was done in the year, in the five aspects that the form names, under one of the usual sets of sub-headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from generator.teller import Teller
from generator.telling_disclosure import disclosure
from generator.telling_requests import requests
from generator.telling_rest import management, platform, supervision

ASPECTS = {
    "disclosure": "主动公开情况",
    "requests": "依申请公开情况",
    "management": "政府信息管理情况",
    "platform": "政府信息公开平台建设情况",
    "supervision": "监督保障情况",
}
_NUMERALS = "一二三四五六"
# other names of the same aspects
TITLES = (
    tuple(ASPECTS.values()),
    ("主动公开方面", "依申请公开方面", "政府信息管理方面", "政府信息公开平台建设方面", "监督保障方面"),
    ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"),
    ("政府信息主动公开情况", "依申请公开政府信息情况", "信息管理情况", "平台建设情况", "监督保障机制"),
    ("做好主动公开", "规范依申请公开", "加强政府信息管理", "推进平台建设", "强化监督保障"),
)
# what a report without sub-headings says first of each aspect
_LEADS = {
    "disclosure": ("持续做好主动公开工作。", "主动公开方面，", "在主动公开上，"),
    "requests": ("规范办理依申请公开。", "依申请公开方面，", ""),
    "management": ("加强政府信息管理。", "政府信息管理方面，", "在政府信息管理上，"),
    "platform": ("推进政府信息公开平台建设。", "平台建设方面，", "在公开平台建设上，"),
    "supervision": ("强化监督保障。", "监督保障方面，", "在监督保障上，"),
}
_TELLERS: dict[str, Callable[[Teller], str]] = {
    "disclosure": disclosure,
    "requests": requests,
    "management": management,
    "platform": platform,
    "supervision": supervision,
}
STYLES = ("brackets", "brackets_own_line", "digits", "digits_own_line", "bare", "firstly", "none", "one_paragraph")


def told(teller_of: Callable[[str], Teller], replaced: Mapping[str, str]) -> dict[str, str]:
    """The text of each aspect; `replaced` gives other words for some, and leaves out those that it gives as empty."""
    texts = {aspect: replaced.get(aspect, tell(teller_of(aspect))) for aspect, tell in _TELLERS.items()}
    return {aspect: text for aspect, text in texts.items() if text}


def draw_style(rng: Random) -> str:
    """A set of sub-headings, about as often as real reports have them."""
    return rng.choices(STYLES, weights=(25, 25, 6, 4, 12, 6, 12, 6))[0]


def arranged(first: str, texts: dict[str, str], style: str, rng: Random, official: bool) -> tuple[str, ...]:
    """The paragraphs of section 一: the opening and the aspects under their sub-headings, in the form's words or in others."""
    titles = dict(zip(ASPECTS, TITLES[0] if official else rng.choice(TITLES), strict=True))
    if style in ("none", "one_paragraph"):
        led = [rng.choice(_LEADS[aspect]) + text for aspect, text in texts.items()]
        return (first, *led) if style == "none" else (first + "".join(led),)
    paragraphs = [first]
    for number, (aspect, text) in enumerate(texts.items()):
        paragraphs.extend(_headed(style, number, titles[aspect], text))
    return tuple(paragraphs)


def _headed(style: str, number: int, title: str, text: str) -> tuple[str, ...]:
    numeral = _NUMERALS[number]
    return {
        "brackets": (f"（{numeral}）{title}。{text}",),
        "brackets_own_line": (f"（{numeral}）{title}", text),
        "digits": (f"{number + 1}.{title}。{text}",),
        "digits_own_line": (f"{number + 1}.{title}", text),
        "bare": (title, text),
        "firstly": (f"{numeral}是{title}。{text}",),
    }[style]
