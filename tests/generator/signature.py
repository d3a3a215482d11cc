"""Who signs the report, and when: never later than the Regulation allows."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from generator.places import TOWNSHIPS, Body
from generator.teller import Teller

_CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def last_day(body: Body, year: int) -> date:
    """The last day on which this body's report for the year may come: townships have none, and come in February at the latest."""
    if body.kind in TOWNSHIPS:
        return date(year + 1, 2, 28)
    return date(year + 1, 3, 31) if body.government else date(year + 1, 1, 31)


def draw_day(body: Body, year: int, rng: Random) -> date:
    """A day from New Year on that is early enough; the first and the last one are drawn more often than others."""
    first, last = date(year + 1, 1, 1), last_day(body, year)
    return rng.choice((first, last, *(first + timedelta(rng.randint(0, (last - first).days)) for _ in range(6))))


def dated(day: date, rng: Random) -> str:
    """A date as a report writes it: 2024年1月18日."""
    return rng.choice(
        (f"{day.year}年{day.month}月{day.day}日",) * 4 + (f"{day.year} 年 {day.month} 月 {day.day} 日", _in_chinese(day))
    )


def signature(teller: Teller, day: date) -> tuple[str, ...]:
    """The lines at the end: the body and the date, or the date alone."""
    told = dated(day, teller.rng)
    return (teller.body.name, told) if teller.rng.random() < 0.7 else (told,)


def under_title(teller: Teller, day: date) -> str:
    """The line below the title."""
    return f"（{dated(day, teller.rng)}）"


def _in_chinese(day: date) -> str:
    year = str(day.year).translate(_CHINESE_DIGITS)
    return f"{year}年{_below_forty(day.month)}月{_below_forty(day.day)}日"


def _below_forty(number: int) -> str:
    tens, ones = divmod(number, 10)
    words = ("", "十", "二十", "三十")[tens]
    return words + (" 一二三四五六七八九"[ones] if ones else "")
