"""Words without which a pattern finds nothing: looking for them is quicker than looking for the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
