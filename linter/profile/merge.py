"""How one value is laid over another, and so what comes of several files.

A scalar replaces what was there; a list replaces unless it is written {add = […], drop = […]}, which takes the named items
out (tables by their `name`) and adds those that are not there; tables merge key by key; rules merge by code, field by field.
What is laid on later wins: a profile over all that it builds on, a later parent over an earlier one, the configuration over
the profile, an override over the configuration, the override with the most specific glob last. In one file, options come
after rules and levels after options. In [level], the selector that names a rule most exactly decides, whatever the order of
lines: its code or name, else the longest beginning of its code, else ALL. A level that is lowered takes those of single
messages and of bodies down with it, and gives them back as far as it is raised again; it never raises them above what was
written for them. A locked rule may be raised and told in other words, but neither lowered nor changed otherwise. A rule that
is off stays in the profile, as one that is off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from linter.named_tuple import NamedTuple
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
    # an edit all of whose keys were wrong edits nothing
    if isinstance(change, Mapping) and (isinstance(before, list | tuple) or (before is None and is_edit(change))):
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


class Lowered(str):
    """A level of a message or of bodies that came down with the rule's; `written` is the one that was written for it."""

    __slots__ = ("written",)
    written: str

    def __new__(cls, level: str, written: str) -> Lowered:
        self = super().__new__(cls, level)
        self.written = written
        return self

    def __reduce__(self) -> tuple[type[Lowered], tuple[str, str]]:
        return Lowered, (str(self), self.written)


def at_level(entry: dict[str, Any], level: str) -> None:
    """Give an entry of a rule a level; those of single messages and bodies come down with it, and up again."""
    falls = is_lower(entry, level)
    entry["level"] = level
    for field in ("levels", "body_levels"):
        if field in entry:
            entry[field] = {key: _beside(own, level, falls) for key, own in entry[field].items()}


def _beside(own: str, level: str, falls: bool) -> str:
    written = own.written if isinstance(own, Lowered) else own
    if written is own and not falls:
        return own
    return Lowered(level, written) if RANKS[written] > RANKS[level] else written


def is_lower(entry: Mapping[str, Any], level: str) -> bool:
    """Whether a level is below that of the entry."""
    return RANKS[level] < RANKS[entry["level"]]


def lowers(before: Mapping[str, str], after: Mapping[str, str], level: str) -> Iterable[str]:
    """The keys of a table of levels that come out lower than before; a key that was not there had the rule's level."""
    return [key for key, own in after.items() if RANKS[own] < RANKS[before.get(key, level)]]
