"""Rules by code, prefix of a code, or name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from linter.profile.model import Rule
from linter.words import Names, Phrase, catalog


class UnknownRule(ValueError):
    """A selector that matches no rule: what was asked for, and the nearest that exist."""

    def __init__(self, selector: str, nearest: Sequence[str]) -> None:
        super().__init__(selector, nearest)
        names = {"names": Names(tuple(nearest), quoted=False)}
        hint = Phrase("rule_nearest", names) if nearest else Phrase("rule_list")
        self.said = Phrase("rule_unknown", {"name": selector, "hint": hint})

    def __str__(self) -> str:
        return catalog().say(self.said)


def codes(selectors: Iterable[str], rules: Sequence[Rule]) -> frozenset[str]:
    """The codes that selectors mean.

    Raises UnknownRule for a selector that matches none.
    """
    found: set[str] = set()
    for selector in (part.strip() for each in selectors for part in each.split(",")):
        if selector:
            found |= _matching(selector, rules)
    return frozenset(found)


def means(selector: str, code: str, name: str) -> bool:
    """Whether a selector means a rule: ALL, its name, its code, or the beginning of it.

    Letters alone are a whole family: S means S101, but neither SC101 nor SH101.
    """
    written = selector.upper()
    if written == "ALL" or name == selector.lower():
        return True
    letters = written.rstrip("0123456789")
    return bool(letters) and code.rstrip("0123456789") == letters and code.startswith(written)


def _matching(selector: str, rules: Sequence[Rule]) -> set[str]:
    matching = {rule.code for rule in rules if means(selector, rule.code, rule.name)}
    if matching:
        return matching
    from difflib import get_close_matches

    names = [name for rule in rules for name in (rule.code, rule.name)]
    nearest = get_close_matches(selector.upper(), names, 2, 0.6) or get_close_matches(selector.lower(), names, 2, 0.5)
    raise UnknownRule(selector, nearest)


def shown_codes(select: Sequence[str], ignore: Sequence[str], rules: Sequence[Rule]) -> frozenset[str] | None:
    """The codes whose findings count; None for all.

    Raises UnknownRule for a selector that matches none.
    """
    if not select and not ignore:
        return None
    chosen = codes(select, rules) if select else frozenset(rule.code for rule in rules)
    return chosen - codes(ignore, rules)
