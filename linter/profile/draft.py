"""A norm and its rules while the layers of profiles and configurations are laid on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linter.named_tuple import NamedTuple
from linter.profile.load import read_toml, rule_files, shipped_norm
from linter.profile.problem import Problem, at_key, at_value
from linter.profile.source import Path, Source
from linter.profile.verify import Fault
from linter.words import Phrase, Word

# what a setting is called: ("level", "N402"), ("rule", "HA101", "any"), ("section", "overview", "accepted")
Setting = tuple[str, ...]


class Origin(NamedTuple):
    """Where a setting was made."""

    source: Source
    path: Path

    @property
    def line(self) -> int:
        """The line of the file."""
        return self.source.places.key(self.path).line

    def problem(self, fault: Fault, note: bool = False) -> Problem:
        """A fault as a problem of this file."""
        if fault.key:
            return at_key(self.source, fault.path, fault.said, fault.cure, note)
        return at_value(self.source, fault.path, fault.said, fault.cure, note, fault.offset, fault.length)


class Layer(NamedTuple):
    """A profile, a configuration or one of its overrides: what it says at `path` of its file.

    `data` is without what cannot be used, `raw` as it was written. `name` is that of the profile, "" for no profile;
    `prefix` the letters that codes of its own rules must begin with, "" for any; `patterns` are those that users wrote.
    """

    source: Source
    path: Path
    data: Mapping[str, Any]
    raw: Mapping[str, Any]
    name: str = ""
    title: str = ""
    prefix: str = ""
    patterns: frozenset[str] = frozenset()

    def origin(self, *path: str | int) -> Origin:
        """Where something of the layer is written."""
        return Origin(self.source, (*self.path, *path))


class Draft:
    """What the layers so far come to.

    `rules` are the entries by code, `homes` where a rule that is not the program's own began; `origins` where settings
    were made, `touched` the rules that a layer changed, with the fields; `foreign` patterns that users wrote; `grammar`
    the overrides of the grammar's rules.
    """

    def __init__(self) -> None:
        self.base: dict[str, Any] = dict(shipped_norm().data)
        self.tables: dict[str, Any] | None = None
        self.rules: dict[str, dict[str, Any]] = {entry["code"]: entry for _, data in rule_files() for entry in data["rule"]}
        self.homes: dict[str, Origin] = {}
        self.origins: dict[Setting, Origin] = {}
        self.touched: dict[str, set[str]] = {}
        self.foreign: set[str] = set()
        self.grammar: list[tuple[str, Origin]] = []
        self.problems: list[Problem] = []

    def own_tables(self) -> dict[str, Any]:
        """The tables, to be changed."""
        if self.tables is None:
            self.tables = read_toml("tables.toml")
        return self.tables

    def wrong(self, layer: Layer, path: Path, said: Word, cure: Word = "", key: bool = False) -> None:
        """Keep a problem at a path of the layer."""
        self.problems.append(layer.origin().problem(Fault((*layer.path, *path), said, cure, key)))

    def note(self, layer: Layer, path: Path, said: Word, cure: Word = "") -> None:
        """Keep a remark on a setting that has no effect."""
        self.problems.append(layer.origin().problem(Fault((*layer.path, *path), said, cure, key=True), note=True))

    def idle(self, layer: Layer, path: Path, items: tuple[tuple[str, int], ...]) -> None:
        """Keep remarks on items of an edit that change nothing."""
        for kind, index in items:
            self.note(layer, (*path, kind, index), Phrase("config_idle_add" if kind == "add" else "config_idle_drop"))

    def made(self, setting: Setting, layer: Layer, path: Path) -> None:
        """Remember where a setting was made; the last one counts."""
        self.origins[setting] = layer.origin(*path)

    def change(self, code: str, field: str) -> dict[str, Any]:
        """The entry of a rule as a copy that may be changed, the field marked as changed."""
        if code not in self.touched:
            self.touched[code] = set()
            self.rules[code] = dict(self.rules[code])
        self.touched[code].add(field)
        return self.rules[code]

    def origin_of(self, code: str, *fields: str) -> Origin | None:
        """Where a field of a rule was last set, else where the rule began; None for what no layer wrote."""
        for length in range(len(fields), -1, -1):
            found = self.origins.get(("rule", code, *fields[:length]))
            if found is not None:
                return found
        return self.homes.get(code)
