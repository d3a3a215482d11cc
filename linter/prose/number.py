"""The one reader of numbers in prose: figures of any width and Chinese numerals, with the counter behind them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from linter.named_tuple import NamedTuple

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MONEY = {"万元": 10_000, "亿元": 100_000_000, "千元": 1000}
# no count is written with more characters than this
_LONGEST = 20
_SCALES = {"万": 10_000, "亿": 100_000_000}

# longer counters first; what stands after ! is a word of its own (一件事, 一次性, 一部分)
_COUNTERS = (
    "亿元|万元|千元|元|%|‰|件次|人次|篇次|场次|批次|件(?!事)|宗|条(?!龙)|份|项(?!目)|次(?!性|数)|个(?!别|百分点|月|工作日|自然日)|篇|期(?!间)|例|起|场|批|名|人(?!民|员)"
    "|户|家|部(?!分|门)|处(?!理)|块|张|本(?!级)|册|台|套|页|种|类|轮"
)
# possessive, and begun only where no number goes on: a long row of figures is read once, not from each of them anew
_FIGURES = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})++(?:\.\d++)?(?![\d,])|\d++(?:\.\d++)?)"
_QUANTITY = re.compile(
    rf"(?:(?P<figures>{_FIGURES})(?P<scale>[百千万亿]*+)|(?P<numeral>(?<![零〇一二两三四五六七八九十百千万亿])[零〇一二两三四五六七八九十百千万亿]++))"
    rf"(?P<more>[余多]?)(?P<counter>{_COUNTERS})(?P<fraction>分点|分比)?"
)
# a whole row of figures with what a counter begins with behind it: years and ordinals, which are most, are passed over
_NUMERIC = r"\d,.零〇一二两三四五六七八九十百千万亿"
_COUNTED = "[余多]?[亿万千元%‰件人篇场批次宗条份项个期例起名户家部处块张本册台套页种类轮]"
_FIGURES_COUNTED = re.compile(rf"[{_NUMERIC}](?<![{_NUMERIC}].)[{_NUMERIC}]*+(?={_COUNTED})")
# what stands in front of a number that is no count (第3条, v2.0) or only about right (近百件, 3至5件)
_NO_COUNT = re.compile(r"[第跑a-zA-Z.．]$|(?:\d[-—~/]|[(]\d{4}[)])$")
_ABOUT = re.compile(r"(?:近|约|超|逾|超过|大约|将近|不足|不少于|不低于|至少|最多|以上|达到或超过|\d(?:至|到|-|—|~))$")

# what both may end with: the character in front of most numbers is none of these
_TELLING = frozenset("第跑.．-—~/)近约超逾过足于少多上至到\nABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


class Quantity(NamedTuple):
    """A number with its counter: where it stands, its value (元 for money), and whether it is only about right."""

    start: int
    end: int
    value: Decimal
    counter: str
    about: bool
    figures: bool

    @property
    def stop(self) -> int:
        """Where the counter begins."""
        return self.end - len(self.counter)


def read_quantities(words: str) -> list[Quantity]:
    """The counts and amounts in folded words: years, dates, 文号, ordinals and telephone numbers are none."""
    quantities: list[Quantity] = []
    for run in _FIGURES_COUNTED.finditer(words):
        place, stop = run.span()
        while place < stop:
            found = _QUANTITY.match(words, place)
            if found is None:
                place += 1
                continue
            quantity = _quantity(found, words, place)
            if quantity is not None:
                quantities.append(quantity)
            place = found.end()
    return quantities


def _quantity(found: re.Match[str], words: str, place: int) -> Quantity | None:
    """What was found, where it is a count or an amount by itself and by what stands in front of it."""
    figures, scale, numeral, more, counter, fraction = found.groups()
    before = words[max(0, place - 5) : place] if place and words[place - 1] in _TELLING else ""
    if fraction or (before and _NO_COUNT.search(before)):
        return None
    value = _figures(figures, scale) if figures else chinese_number(numeral)
    if value is None:
        return None
    if counter in _MONEY:
        value *= _MONEY[counter]
    about = bool(more or (before and _ABOUT.search(before)))
    return Quantity(place, found.end(), value, counter, about, figures is not None)


@lru_cache(maxsize=4096)
def _figures(figures: str, scales: str) -> Decimal | None:
    if len(figures) + len(scales) > _LONGEST:
        return None
    value = Decimal(figures.replace(",", "") if "," in figures else figures)
    for scale in scales:
        value *= _TENS.get(scale) or _SCALES[scale]
    return value


@lru_cache(maxsize=1024)
def chinese_number(words: str) -> Decimal | None:
    """The value of Chinese numerals (十五, 二百零三, 两, 一万二千, 二〇三); None for what is no number."""
    if len(words) > 1 and all(word in _DIGITS for word in words):
        # figure by figure, as in 二〇三; 一二 and 三五 are other words
        return Decimal("".join(str(_DIGITS[word]) for word in words)) if "〇" in words or "零" in words else None
    if len(words) > _LONGEST:
        return None
    total = section = digit = 0
    last = 10**9
    for word in words:
        if word in _DIGITS:
            if digit and word not in "零〇":
                return None
            digit = _DIGITS[word]
        elif word in _TENS:
            if _TENS[word] >= last:
                return None
            last = _TENS[word]
            section += (digit or (1 if word == "十" or not section else 0)) * last
            digit = 0
        else:
            total = (total + section + digit or 1) * _SCALES[word]
            section = digit = 0
            last = 10**9
    return Decimal(total + section + digit)
