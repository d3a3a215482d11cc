"""Words without which a pattern finds nothing: looking for them is quicker than looking for the pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.prose.passage import COUNT, FIRST

# the parts of a pattern: a group's beginning or end, a bar, an escape, a set, a repetition, a gap or count, a character
_PART = re.compile(
    r"(?P<open>\((?:\?(?:P<\w+>|[:=!>]|<[=!]))?)|(?P<close>\))|(?P<bar>\|)|(?P<repeat>[*+?]|\{\d*,?\d*\})[?+]?"
    r"|(?P<other>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|~~?\d+~~?|[#.^$])|(?P<plain>.)",
    re.DOTALL,
)


# with one of these begins a count in marked words
COUNT_BEGINS = (COUNT, FIRST)
# what else may stand behind a bracket: flags, conditions, references to groups
_UNUSUAL = re.compile(r"(?<!\\)\(\?(?!P<|[:=!>]|<[=!])")
# more words than these tell little, and looking for them takes long
_MOST_WORDS = 8
Groups = tuple[tuple[str, ...], ...]


class Stems:
    """Words of which some stand in whatever a pattern finds: where they do not, the pattern need not be looked for.

    They are found out when they are asked for first. Of patterns that users wrote, none are known.
    """

    __slots__ = ("_groups", "_source")

    def __init__(self, source: str, foreign: bool) -> None:
        self._source = source
        self._groups: Groups | None = () if foreign else None

    def may_be_in(self, text: str) -> bool:
        """Whether the pattern may find something in a text, as far as words tell."""
        groups = self._groups
        if groups is None:
            groups = self._groups = stems(self._source)
        for group in groups:
            for word in group:
                if word in text:
                    break
            else:
                return False
        return True


def stems(source: str) -> Groups:
    """Groups of words: of each group, one word stands in whatever the pattern finds."""
    if _UNUSUAL.search(source):
        return ()
    groups, _ = _needed(list(_PART.finditer(source)), 0)
    return tuple(sorted(groups, key=len))


def _needed(parts: Sequence[re.Match[str]], place: int) -> tuple[list[tuple[str, ...]], int]:
    """What the ways from a place to the end of its group need, and the end's place."""
    ways: list[list[tuple[str, ...]]] = []
    way: list[tuple[str, ...]] = []
    run = ""
    while place < len(parts) and parts[place].lastgroup != "close":
        part = parts[place]
        kind = part.lastgroup
        inner: list[tuple[str, ...]] = []
        if kind == "open":
            inner, place = _needed(parts, place + 1)
            # what a look ahead or behind finds is not part of what is found
            inner = [] if part[0][2:3] in ("=", "!", "<") and "P" not in part[0] else inner
        elif part[0] == "#":
            inner = [COUNT_BEGINS]
        repeated = place + 1 < len(parts) and parts[place + 1].lastgroup == "repeat"
        if kind == "plain" and not repeated:
            run += part[0]
        else:
            if run:
                way.append((run,))
            run = ""
            # what is repeated may be missing
            way += [] if repeated else inner
        if kind == "bar":
            ways.append(way)
            way = []
        place += 1
    ways.append([*way, (run,)] if run else way)
    return _in_any(ways), place


def _in_any(ways: Sequence[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """What is needed where one of several ways is gone: the words that tell most of each."""
    if len(ways) == 1:
        return ways[0]
    if not all(ways):
        return []
    best = [max(way, key=lambda words: (min(map(len, words)), -len(words))) for way in ways]
    words = tuple(dict.fromkeys(word for group in best for word in group))
    return [words] if len(words) <= _MOST_WORDS else []


def begins(source: str) -> str | None:
    """The characters with one of which begins whatever the pattern finds; None where the pattern does not tell."""
    if "(?i" in source:
        return None
    characters, empty, _ = _beginning(list(_PART.finditer(source)), 0)
    return None if not characters or empty else "".join(sorted(characters))


def _beginning(parts: Sequence[re.Match[str]], place: int) -> tuple[set[str] | None, bool, int]:
    """With what the ways from a place to the end of its group begin, whether one may be empty, and the end's place."""
    found: set[str] | None = set()
    empty, begun = False, False
    while place < len(parts) and parts[place].lastgroup != "close":
        part = parts[place]
        kind, first, optional = part.lastgroup, _first(part), False
        if kind == "open":
            first, optional, place = _beginning(parts, place + 1)
            # what a look ahead or behind finds is not part of what is found
            first, optional = (set(), True) if part[0][2:3] in ("=", "!", "<") and "P" not in part[0] else (first, optional)
        repeat = parts[place + 1] if place + 1 < len(parts) and parts[place + 1].lastgroup == "repeat" else None
        optional = optional or part[0] in "^$" or (repeat is not None and repeat[0][0] in "?*{")
        if kind == "bar":
            empty, begun = empty or not begun, False
        elif kind != "repeat" and not begun:
            found = None if found is None or first is None else found | first
            begun = not optional
        place += 1
    return found, empty or not begun, place


def _first(part: re.Match[str]) -> set[str] | None:
    """The character that a part stands for; none for a place in the text, None for one of many characters."""
    if part.lastgroup == "plain":
        return {part[0]}
    return set() if part[0] in "^$|" or part.lastgroup == "repeat" else None
