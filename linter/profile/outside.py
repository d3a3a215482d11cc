"""Kinds of check and profiles from other installed packages, found through their entry points.

A package offers a check as `name = "package.module:KIND"` in the group `nianbao.checks`, where KIND is a
`linter.checks.Kind` of a function and the NamedTuple of its options; and a profile in the group `nianbao.profiles`,
where the name stands for the path of a TOML file. Nothing of a package is imported before a file asks for its name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from linter.checks import Kind
from linter.profile.draft import Origin
from linter.profile.problem import Problem
from linter.profile.shape import shape_of
from linter.profile.verify import Fault
from linter.words import Phrase, Word

CHECKS, PROFILES = "nianbao.checks", "nianbao.profiles"


def outside_kinds(asked: Mapping[str, Origin]) -> tuple[dict[str, Kind], list[Problem]]:
    """The kinds of check that other packages offer under the names asked for, and those that cannot be used.

    A name that no package offers is left out: it is told where checks are named.
    """
    kinds: dict[str, Kind] = {}
    problems: list[Problem] = []
    if not asked:
        return kinds, problems
    offered = {each.name: each for each in entries(CHECKS)}
    for name, origin in asked.items():
        if name not in offered:
            continue
        try:
            found = offered[name].load()
            kinds[name] = _sound(found)
        except Exception as error:  # a package may fail in any way while it is imported
            params: dict[str, Word] = {"name": name, "where": offered[name].value, "reason": f"{type(error).__name__}: {error}"}
            problems.append(origin.problem(Fault(origin.path, Phrase("config_outside_broken", params))))
            kinds[name] = BROKEN
    return kinds, problems


def _sound(found: Any) -> Kind:
    """The kind that a package offers.

    Raises TypeError for what is none.
    """
    if not isinstance(found, Kind) or not callable(found.check):
        raise TypeError("not a linter.checks.Kind")
    if found.options is not None:
        if not (isinstance(found.options, type) and issubclass(found.options, tuple) and hasattr(found.options, "_fields")):
            raise TypeError("options are not a typing.NamedTuple")
        shape_of(found.options)
    return found


def _nothing(report: Any, options: Any) -> Iterator[Any]:
    yield from ()


# stands in for a kind that cannot be used, so that the rest can be looked at
BROKEN = Kind(_nothing)


def outside_profile(name: str) -> str | None:
    """The path of the profile that another package offers under this name; None where none does."""
    found = next((each for each in entries(PROFILES) if each.name == name), None)
    return None if found is None else os.fspath(found.load())


def outside_profile_names() -> list[str]:
    """The names of all profiles that other packages offer."""
    return sorted({each.name for each in entries(PROFILES)})


def entries(group: str) -> Iterable[Any]:
    """What installed packages offer in a group."""
    from importlib.metadata import entry_points

    return entry_points(group=group)
