"""Words without which a pattern finds nothing: looking for them is quicker than looking for the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# the parts of a pattern: a group's beginning or end, a bar, an escape, a set, a repetition, a gap or count, a character
_PART = re.compile(
    r"(?P<open>\((?:\?(?:P<\w+>|[:=!>]|<[=!]))?)|(?P<close>\))|(?P<bar>\|)|(?P<repeat>[*+?]|\{\d*,?\d*\})[?+]?"
    r"|(?P<other>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|~~?\d+~~?|[#.^$])|(?P<plain>.)",
    re.DOTALL,
)


def stems(source: str) -> tuple[str, ...] | None:
    """Words of which one stands in whatever the pattern finds; None where the pattern does not tell.

    Of each way to read the pattern it is the longest run of characters that stands outside of brackets.
    """
    if "(?i" in source:
        return None
    found: list[str] = []
    for runs in _ways(source):
        longest = max(runs, key=len, default="")
        if not longest:
            return None
        found.append(longest)
    return tuple(dict.fromkeys(found))


def _ways(source: str) -> Iterator[list[str]]:
    """The runs of plain characters outside of brackets, for each of the ways between bars."""
    runs, run, depth = [], "", 0
    for part in _PART.finditer(source):
        kind = part.lastgroup
        if kind == "plain" and not depth:
            run += part[0]
            continue
        if kind == "repeat" and not depth:
            # what is repeated may be missing
            run = run[:-1]
        if kind == "bar" and depth:
            continue
        depth += {"open": 1, "close": -1}.get(kind or "", 0)
        if run:
            runs.append(run)
            run = ""
        if kind == "bar":
            yield runs
            runs = []
    yield [*runs, run] if run else runs


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
