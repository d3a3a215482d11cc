"""Which rules a file defines or changes, and the profile that it makes of them, as it would be used."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from linter.named_tuple import NamedTuple
from linter.profile.configuration import Configuration
from linter.profile.find import NAME, SHARED
from linter.profile.layers import Part
from linter.profile.model import Profile, Rule
from linter.profile.problem import Problem
from linter.profile.source import Path, Source, read_source
from linter.resources import shipped

_PROVINCES = "province"
_RULES = re.compile(r"^[ \t]*\[\[[ \t]*(?:tool\.nianbao\.)?rule[ \t]*\]\]", re.MULTILINE)
# what stands at the top of a configuration and never of a profile
_SETTINGS = frozenset(("archive", "baseline", "check", "override", "suppress"))


class Target(NamedTuple):
    """A part of a file whose rules are to be tried: `parts` are all that make the profile, with it the last.

    `entries` are the rules as their files have them, `others` the overrides that may be laid on the part, `notes` the
    remarks on settings that have no effect.
    """

    part: Part
    parts: tuple[Part, ...]
    profile: Profile
    entries: Mapping[str, Mapping[str, Any]]
    others: tuple[Part, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def line(self) -> int:
        """The line of its file on which the part begins."""
        return self.part.source.places.key(self.part.path).line if self.part.path else 1

    def own(self) -> dict[str, Path]:
        """The codes of the rules that the part defines or changes, with where it does so."""
        found: dict[str, Path] = {}
        for index, entry in self.part.entries():
            found.setdefault(str(entry.get("code")), (*self.part.path, "rule", index))
        for code in self.part.data.get("option", {}):
            found.setdefault(code, (*self.part.path, "option", code))
        return found

    def rule(self, code: str) -> Rule:
        """The rule as it is in the profile."""
        return next(rule for rule in self.profile.rules if rule.code == code)

    def home(self, code: str, side: str, item: Mapping[str, Any]) -> tuple[Part, Path] | None:
        """Where an example of a rule is written; None for one of the national rules."""
        for part in reversed(self.parts):
            for index, entry in part.entries():
                written: Any = entry.get(side, ()) if entry.get("code") == code else ()
                path: Path = (*part.path, "rule", index, side)
                if isinstance(written, Mapping):
                    path, written = (*path, "add"), written.get("add", ())
                for place, each in enumerate(written):
                    if each == item:
                        return part, (*path, place)
        return None


def folder_of(part: Part) -> str:
    """The folder that the names of files in a part are relative to."""
    if part.source.shipped:
        return os.path.join(shipped("rules"), _PROVINCES)
    return os.path.dirname(part.source.path)


def targets(path: str) -> list[Target]:
    """What is to be tried of a file, of all files with rules in a folder, or of the profile of that name.

    Raises linter.profile.refused.Refused for files that cannot be used, and for names that nothing bears.
    """
    if os.path.isdir(path):
        return [target for name in files_with_rules(path) for target in _of_file(name)]
    if os.path.isfile(path):
        return _of_file(path)
    return _of_profile(path)


def files_with_rules(folder: str) -> Iterator[str]:
    """The files in a folder and beneath it that define or change rules; hidden ones are left out."""
    for place, inside, names in os.walk(folder):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(place, name)
            if name.endswith(".toml") and not name.startswith(".") and os.path.isfile(path) and _has_rules(path):
                yield path


def _has_rules(path: str) -> bool:
    """Whether a file that nobody named has rules; a damaged one has them when it shows that it was meant to."""
    from linter.profile.refused import Refused

    try:
        source = read_source(path)
    except Refused:
        with open(path, encoding="utf-8", errors="replace") as file:
            return _RULES.search(file.read()) is not None
    if os.path.basename(path) in (NAME, SHARED):
        configuration = _configuration(path)
        return bool(configuration.data) and any(map(_changes_rules, (configuration.part(), *configuration.overrides())))
    data = source.data
    profile = isinstance(data.get("profile"), Mapping) and isinstance(data.get("option"), Mapping)
    return profile or any("code" in entry for _, entry in Part(source, (), "profile").entries())


def _changes_rules(part: Part) -> bool:
    return any(True for _ in part.entries()) or isinstance(part.data.get("option"), Mapping)


def _of_file(path: str) -> list[Target]:
    folder, name = os.path.split(os.path.realpath(path))
    rules = os.path.realpath(shipped("rules"))
    if folder == os.path.join(rules, _PROVINCES):
        return _of_profile(name.removesuffix(".toml"))
    source = read_source(path)
    if folder == rules and source.data.get("rule"):
        return [_national(source)]
    if name in (NAME, SHARED) or _SETTINGS & source.data.keys() or isinstance(source.data.get("profile"), str):
        return list(_of_configuration(path))
    # a name without a folder or a suffix is that of a profile
    return _of_profile(path if path.endswith(".toml") or os.path.dirname(path) else os.path.join(os.curdir, path))


def _national(source: Source) -> Target:
    """A file of the shipped rules, which no layer is laid on."""
    from linter.profile.load import base_profile

    part = Part(source, (), "profile")
    return Target(part, (part,), base_profile(), {entry["code"]: entry for _, entry in part.entries()})


def _of_profile(name: str) -> list[Target]:
    from linter.profile.chain import chain
    from linter.profile.resolve import resolve

    parts = chain(name, "")
    if not parts:
        return []
    resolved = resolve(parts)
    return [Target(parts[-1], tuple(parts), resolved.profile, resolved.entries, notes=resolved.notes)]


def _configuration(path: str) -> Configuration:
    from linter.profile.configuration import read_configuration

    return read_configuration(path)


def _of_configuration(path: str) -> Iterator[Target]:
    """The configuration, and each of its overrides that changes rules, laid on it."""
    from linter.profile.choice import Choice
    from linter.profile.choose import Chosen
    from linter.profile.load import BASE

    chosen = Chosen(given=path)
    (configuration,) = chosen.configurations
    if configuration.path and not configuration.data:
        return
    overrides = configuration.overrides()
    name = configuration.profile or BASE
    choices = [Choice(name, configuration, ())]
    for index, override in enumerate(overrides):
        if _changes_rules(override):
            own = override.data.get("profile")
            choices.append(Choice(own if isinstance(own, str) else name, configuration, (index,)))
    # all that is wrong is told at once
    chosen.verify()
    for choice in choices:
        resolved, parts = chosen.resolved(choice), tuple(chosen.parts(choice))
        others = () if choice.overrides else tuple(overrides)
        yield Target(parts[-1], parts, resolved.profile, resolved.entries, others, resolved.notes)
