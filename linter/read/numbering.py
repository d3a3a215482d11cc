"""Word's automatic numbers (一、 （二） 1.2 ③): in the file they are only counted by rule, on the page they are words."""

from __future__ import annotations

from collections.abc import Iterator

from linter.named_tuple import NamedTuple
from linter.read.docx_parts import VAL, Element, W
from linter.read.numeral_words import numeral_words

_DEEPEST = 9
# styles are based on each other; a circle must not hold the reader up
_LONGEST_CHAIN = 20


class _Level(NamedTuple):
    """One level of a list: `text` is the pattern (第%1章), `restart` the level, from 1, after which it begins anew."""

    start: int
    form: str
    text: str
    after: str
    restart: int | None
    legal: bool
    style: str


_NO_LEVEL = _Level(1, "none", "", "nothing", None, False, "")


class _List(NamedTuple):
    """A list as paragraphs name it: `counted_as` is what it shares its counting with, `begins` where levels begin anew."""

    counted_as: str
    levels: dict[int, _Level]
    begins: dict[int, int]


class _Style(NamedTuple):
    """What a paragraph style says of numbers, and the style it is based on."""

    number: Element | None
    based_on: str


class Numbers:
    """The numbers in front of paragraphs, counted in the order in which they are asked for."""

    __slots__ = ("_abstract", "_begun", "_counts", "_default", "_lists", "_nums", "_styles")

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._nums: dict[str, Element] = {}
        self._abstract: dict[str, Element] = {}
        if numbering is not None:
            self._nums = {each.get(W + "numId", ""): each for each in numbering.iterchildren(W + "num")}
            self._abstract = {each.get(W + "abstractNumId", ""): each for each in numbering.iterchildren(W + "abstractNum")}
        self._styles: dict[str, _Style] = {}
        self._default = ""
        for each in styles.iterchildren(W + "style") if styles is not None and self._nums else ():
            key = each.get(W + "styleId", "")
            self._styles[key] = _Style(each.find(f"{W}pPr/{W}numPr"), _val(each.find(W + "basedOn")))
            if each.get(W + "type") == "paragraph" and each.get(W + "default") in ("1", "true", "on"):
                self._default = key
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: Element | None) -> str:
        """The number of the next paragraph, from its properties (`w:pPr`); "" when it has none."""
        if not self._nums:
            return ""
        num, depth = self._named(properties)
        found = self._list(num) if num else None
        if found is None or depth not in found.levels:
            return ""
        counts = self._count(num, found, depth)
        return _written(found.levels, depth, counts)

    def _named(self, properties: Element | None) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else those of its style or of the styles that it is based on."""
        style = self._default if properties is None else (_val(properties.find(W + "pStyle")) or self._default)
        depth: str = ""
        for number, of_style in self._sources(properties, style):
            depth = depth or _val(number.find(W + "ilvl"))
            num = _val(number.find(W + "numId"))
            if num:
                found = self._list(num) if of_style and not depth else None
                own = next((level for level, each in found.levels.items() if each.style == of_style), 0) if found else 0
                return ("" if num == "0" else num), _whole(depth, own)
        return "", 0

    def _sources(self, properties: Element | None, style: str) -> Iterator[tuple[Element, str]]:
        own = None if properties is None else properties.find(W + "numPr")
        if own is not None:
            yield own, ""
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            if found.number is not None:
                yield found.number, style
            style = found.based_on

    def _list(self, num: str) -> _List | None:
        if num not in self._lists:
            self._lists[num] = None  # a list whose style names the list again has no levels
            self._lists[num] = self._read_list(num)
        return self._lists[num]

    def _read_list(self, num: str) -> _List | None:
        element = self._nums.get(num)
        if element is None:
            return None
        key = _val(element.find(W + "abstractNumId"))
        abstract = self._abstract.get(key)
        if abstract is None:
            return None
        linked = self._styles.get(_val(abstract.find(W + "numStyleLink")))
        if linked is not None and linked.number is not None:
            other = self._list(_val(linked.number.find(W + "numId")))
            levels = dict(other.levels) if other else {}
        else:
            levels = dict(map(_level, abstract.iterchildren(W + "lvl")))
        begins: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            depth = _depth(override)
            own = override.find(W + "lvl")
            if own is not None:
                levels[depth] = _level(own)[1]
            start = override.find(W + "startOverride")
            if start is not None:
                begins[depth] = _whole(_val(start), 1)
        return _List(key, levels, begins)

    def _count(self, num: str, found: _List, depth: int) -> list[int]:
        """Counts the level on, and lets the deeper ones begin anew; the count of every level up to this one."""
        counts = self._counts.setdefault(found.counted_as, [None] * _DEEPEST)
        here = counts[depth]
        if depth in found.begins and (num, depth) not in self._begun:
            self._begun.add((num, depth))
            here = None
        counts[depth] = _start(found, depth) if here is None else here + 1
        for deeper in range(depth + 1, _DEEPEST):
            restart = found.levels.get(deeper, _NO_LEVEL).restart
            if restart is None or depth < restart:
                counts[deeper] = None
        return [_start(found, level) if count is None else count for level, count in enumerate(counts[: depth + 1])]


def _start(found: _List, depth: int) -> int:
    return found.begins.get(depth, found.levels.get(depth, _NO_LEVEL).start)


def _depth(element: Element) -> int:
    return min(max(_whole(element.get(W + "ilvl"), 0), 0), _DEEPEST - 1)


def _level(element: Element) -> tuple[int, _Level]:
    restart = element.find(W + "lvlRestart")
    form = element.find(W + "numFmt")
    if form is None:  # a format of its own, with the nearest usual one beside it
        form = next(element.iter(W + "numFmt"), None)
    legal = element.find(W + "isLgl")
    return _depth(element), _Level(
        _whole(_val(element.find(W + "start")), 0),
        _val(form) or "decimal",
        _val(element.find(W + "lvlText")),
        _val(element.find(W + "suff")) or "tab",
        None if restart is None else _whole(_val(restart), 0),
        legal is not None and legal.get(VAL) not in ("0", "false", "off"),
        _val(element.find(W + "pStyle")),
    )


def _written(levels: dict[int, _Level], depth: int, counts: list[int]) -> str:
    """The number as it stands in front of the words; bullets are no words."""
    level = levels[depth]
    if level.form == "bullet":
        return ""
    words = level.text
    for place, count in enumerate(counts):
        mark = f"%{place + 1}"
        if mark in words:
            form = "decimal" if level.legal else levels.get(place, _NO_LEVEL).form
            words = words.replace(mark, numeral_words(count, form))
    # a tab after 一、 is only room, after a bare figure it parts it from the words
    parted = level.after == "space" or (level.after == "tab" and words[-1:].isalnum())
    return words + " " if words and parted else words


def _val(element: Element | None) -> str:
    return "" if element is None else str(element.get(VAL, ""))


def _whole(words: str | None, otherwise: int) -> int:
    """A whole number out of an attribute, whatever stands there."""
    try:
        return min(max(int(words or ""), -1), 1_000_000)
    except ValueError:
        return otherwise
