"""The settings that hold for a file, each with where it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from linter.named_tuple import NamedTuple
from linter.profile.choice import Choice
from linter.profile.choose import Chosen
from linter.profile.draft import Origin
from linter.profile.load import BASE, read_toml, rule_files
from linter.profile.resolve import Resolved
from linter.profile.source import Source
from linter.resources import read_shipped
from linter.words import Phrase, Word

# what an example of a rule or its words in English are, nobody needs to see among settings
_UNSEEN = frozenset(("pass", "fail", "en", "code"))


class Row(NamedTuple):
    """A setting: its name as it is written in a file, its value, where it was made, and what it was before.

    `before` is None where there was nothing, or where nothing was changed.
    """

    name: str
    value: Any
    place: Word
    line: int = 0
    before: Any = None


class Effective(NamedTuple):
    """What holds for a file: the configuration, the profiles that build on one another, overrides, and all settings."""

    configuration: str | None
    profiles: tuple[str, ...]
    overrides: tuple[Row, ...]
    changed: tuple[Row, ...]
    check: tuple[Row, ...]
    silencing: tuple[Row, ...]
    unchanged: tuple[Row, ...]


def effective(chosen: Chosen, choice: Choice, defaults: Mapping[str, Any], every: bool) -> Effective:
    """The settings of a choice; with `every`, those that are as in the national profile too.

    Raises linter.profile.refused.Refused for files that cannot be used.
    """
    resolved = chosen.resolved(choice)
    configuration = choice.configuration
    return Effective(
        configuration.source.path if configuration else None,
        tuple(part.source.path for part in chosen.parts(choice) if part.form == "profile"),
        tuple(_overrides(choice)),
        (_profile(chosen, choice), *_changed(resolved)),
        tuple(_check(choice, defaults)),
        tuple(_silencing(choice)),
        tuple(_unchanged(resolved)) if every else (),
    )


def _row(name: str, value: Any, origin: Origin | None, before: Any = None) -> Row:
    if origin is None:
        return Row(name, value, Phrase("config_by_default"), 0, before)
    return Row(name, value, origin.source.path, origin.line, before)


def _profile(chosen: Chosen, choice: Choice) -> Row:
    origin = chosen.named_at(choice)
    if origin is None and chosen.asked:
        return Row("profile", choice.name, Phrase("config_by_option"))
    return _row("profile", choice.name, origin, None if choice.name == BASE else BASE)


def _overrides(choice: Choice) -> Iterator[Row]:
    configuration = choice.configuration
    parts = configuration.overrides() if configuration else []
    for index in choice.overrides:
        yield _row(f"override {index + 1}", parts[index].data.get("files"), Origin(parts[index].source, parts[index].path))


def _changed(resolved: Resolved) -> Iterator[Row]:
    """What layers set, in the order of rules; a new rule is one setting, and its level another."""
    shipped = {entry["code"]: entry for _, data in rule_files() for entry in data["rule"]}
    for setting, origin in sorted(resolved.origins.items(), key=lambda each: _order(each[0])):
        kind, key, *rest = setting
        if kind == "level":
            before = shipped.get(key, {}).get("level")
            if resolved.entries[key]["level"] != before:
                yield _row(f"{key} level", resolved.entries[key]["level"], origin, before)
        elif kind == "rule" and key in shipped:
            if len(rest) == 1 and rest[0] not in _UNSEEN:
                yield _row(f"{key} {rest[0]}", resolved.entries[key].get(rest[0]), origin, shipped[key].get(rest[0]))
        elif kind == "rule":
            if rest == ["title"]:
                yield _row(key, resolved.entries[key]["title"], origin)
            elif rest == ["level"]:
                yield _row(f"{key} level", resolved.entries[key]["level"], origin)
        elif kind == "section" and not rest:
            added = next(each for each in resolved.base["section"] if each["key"] == key)
            yield _row(f"section.{key}", added["title"], origin)
        elif kind == "section":
            entries = ({each["key"]: each for each in base["section"]} for base in (resolved.base, read_toml("base.toml")))
            now, before = (each.get(key, {}).get(rest[0]) for each in entries)
            yield _row(f"section.{key}.{rest[0]}", now, origin, before)
        elif kind == "title":
            yield _row(f"title.{key}", resolved.base["title"].get(key), origin, read_toml("base.toml")["title"].get(key))
        elif kind == "table":
            yield _row(".".join(setting), _labels(resolved, setting), origin, _labels(None, setting))
        elif kind == "grammar":
            yield _row("grammar.override", None, origin)


def _labels(resolved: Resolved | None, setting: tuple[str, ...]) -> Any:
    """The labels of a row or column in the tables of the profile, or in the shipped ones."""
    _, table, kind, key, field = setting
    tables = read_toml("tables.toml") if resolved is None or resolved.tables is None else resolved.tables
    entries = [each for block in tables[table]["block"] for each in block[f"{kind}s"] if each["key"] == key]
    return next((each[field] for each in entries if field in each), None)


def _order(setting: tuple[str, ...]) -> tuple[Any, ...]:
    kinds = ("section", "table", "title", "grammar", "rule", "level")
    if setting[0] in ("rule", "level"):
        return kinds.index("rule"), setting[1], kinds.index(setting[0]), setting
    return kinds.index(setting[0]), "", 0, setting


def _check(choice: Choice, defaults: Mapping[str, Any]) -> Iterator[Row]:
    configuration = choice.configuration
    said = configuration.data.get("check", {}) if configuration else {}
    for name, default in defaults.items():
        if configuration is not None and name in said:
            yield _row(f"check.{name}", said[name], Origin(configuration.source, (*configuration.path, "check", name)), default)
        else:
            yield _row(f"check.{name}", default, None)


def _silencing(choice: Choice) -> Iterator[Row]:
    configuration = choice.configuration
    if configuration is None:
        return
    if "baseline" in configuration.data:
        yield _row("baseline", configuration.data["baseline"], Origin(configuration.source, (*configuration.path, "baseline")))
    for name, value in configuration.data.get("archive", {}).items():
        yield _row(f"archive.{name}", value, Origin(configuration.source, (*configuration.path, "archive", name)))
    for index, entry in enumerate(configuration.data.get("suppress", ())):
        told = {key: entry[key] for key in ("rule", "file", "at", "quote", "until") if key in entry}
        yield _row(f"suppress {index + 1}", told, Origin(configuration.source, (*configuration.path, "suppress", index)))


def _unchanged(resolved: Resolved) -> Iterator[Row]:
    """Levels and options of rules as the shipped files have them."""
    for name, data in rule_files():
        source = Source(f"rules/{name}", read_shipped("rules", name), data, shipped=True)
        for index, entry in enumerate(data["rule"]):
            code = entry["code"]
            for field, value in entry.items():
                if field in _UNSEEN or field in resolved.touched.get(code, ()):
                    continue
                yield _row(f"{code} {field}", value, Origin(source, ("rule", index, field)))
