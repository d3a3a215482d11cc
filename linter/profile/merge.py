"""How one value is laid over another.

A scalar replaces; a list replaces unless it is written {add = […], drop = […]}; tables merge key by key; rules merge by
code, field by field. What lies on top wins. A locked rule may be raised and told in other words, never lowered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from linter.profile.verify import EDITS

RANKS = {"off": 0, "info": 1, "warning": 2, "error": 3}


class Merged(NamedTuple):
    """What comes of laying one value over another; `idle` are the items of an edit that change nothing."""

    value: Any
    idle: tuple[tuple[str, int], ...] = ()


def is_edit(change: Any) -> bool:
    """Whether a value is written as an edit of a list."""
    return isinstance(change, Mapping) and bool(change) and set(change) <= set(EDITS)


def lay(before: Any, change: Any) -> Merged:
    """The value that comes of laying `change` over `before` (None for nothing there)."""
    if is_edit(change) and (before is None or isinstance(before, list | tuple)):
        return _edited(list(before or ()), change)
    if isinstance(change, Mapping) and isinstance(before, Mapping):
        return Merged({**before, **{key: lay(before.get(key), item).value for key, item in change.items()}})
    return Merged(change)


def _edited(before: list[Any], change: Mapping[str, Sequence[Any]]) -> Merged:
    drops, adds = change.get("drop", ()), change.get("add", ())
    idle = [("drop", index) for index, item in enumerate(drops) if not any(_is_named(each, item) for each in before)]
    kept = [each for each in before if not any(_is_named(each, item) for item in drops)]
    for index, item in enumerate(adds):
        if item in kept:
            idle.append(("add", index))
        else:
            kept.append(item)
    return Merged(kept, tuple(idle))


def _is_named(item: Any, name: Any) -> bool:
    """Whether an item of a list is the one to drop: the same, or a table of that name."""
    return item == name or (isinstance(item, Mapping) and isinstance(name, str) and item.get("name") == name)


def at_level(entry: dict[str, Any], level: str) -> None:
    """Give an entry of a rule a level; single messages and bodies keep a lower one of their own, never a higher one."""
    lowered = RANKS[level] < RANKS[entry["level"]]
    entry["level"] = level
    for field in ("levels", "body_levels"):
        if lowered and field in entry:
            entry[field] = {key: min(own, level, key=RANKS.__getitem__) for key, own in entry[field].items()}


def is_lower(entry: Mapping[str, Any], level: str) -> bool:
    """Whether a level is below that of the entry."""
    return RANKS[level] < RANKS[entry["level"]]


def lowers(before: Mapping[str, str], after: Mapping[str, str], level: str) -> Iterable[str]:
    """The keys of a table of levels that come out lower than before; a key that was not there had the rule's level."""
    return [key for key, own in after.items() if RANKS[own] < RANKS[before.get(key, level)]]
