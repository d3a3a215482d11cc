"""Whether rules that were written or changed mean something: formulas, rows, columns and messages that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from string import Formatter
from typing import Any

from linter.checks import Kind
from linter.norm import Norm
from linter.profile.draft import Draft, Origin
from linter.profile.load import province_files, rule_files
from linter.profile.merge import is_edit
from linter.profile.problem import Problem, suggestion
from linter.profile.source import Path
from linter.profile.sums import about_options, meant
from linter.profile.verify import Fault
from linter.words import Phrase

EDITIONS = ("2021", "2019")
_SIDES = ("en",)


def doubts(draft: Draft, norm: Norm, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """What the touched rules of the draft cannot mean."""
    for code in draft.touched:
        entry = draft.rules[code]
        kind = kinds.get(entry.get("check", ""))
        if kind is None:
            continue
        named = _own_messages(entry, kind)
        for fault in (
            *_about_messages(entry, named), *about_options(entry, kind, norm), *_about_years(entry),
            *_about_examples(entry, named), *_about_others(entry, draft), *_about_name(entry, draft),
        ):  # fmt: skip
            yield from _placed(draft, code, fault)


def _placed(draft: Draft, code: str, fault: Fault) -> Iterator[Problem]:
    """The fault where the field was written, if a layer wrote it."""
    fields = [str(each) for each in fault.path]
    for length in range(len(fields), 0, -1):
        origin = draft.origins.get(("rule", code, *fields[:length]))
        if origin is not None:
            path = _written(origin, fault.path[length:], draft.rules[code].get(fields[0]))
            whole = len(path) - len(origin.path) < len(fields) - length
            yield origin.problem(fault._replace(path=path, offset=0 if whole else fault.offset))
            return
    origin = draft.origin_of(code)
    if origin is not None:
        yield origin.problem(fault._replace(path=origin.path, key=True))


def _written(origin: Origin, rest: Path, merged: Any) -> Path:
    """The path at which a part of a value is written, as far as it is: an item of an edit stands among those added."""
    path, value = origin.path, _value(origin)
    for part in rest:
        if is_edit(value) and isinstance(part, int):
            added = value.get("add", ())
            if merged[part] not in added:
                break
            path, value, part = (*path, "add"), added, added.index(merged[part])
        path = (*path, part)
        if path not in origin.source.places.keys:
            return path[:-1]
        value = value[part]
    return path


def _value(origin: Origin) -> Any:
    value: Any = origin.source.data
    for part in origin.path:
        value = value[part]
    return value


@lru_cache(maxsize=64)
def spoken(check: str) -> Mapping[str, frozenset[str]] | None:
    """The messages that a kind of check says, with their parameters, as the shipped rules have them; None for no such rule."""
    return _spoken(data for _, data in rule_files()).get(check) or _spoken(province_files()).get(check)


def _spoken(files: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, frozenset[str]]]:
    known: dict[str, dict[str, frozenset[str]]] = {}
    for data in files:
        for entry in data.get("rule", ()):
            messages = known.setdefault(entry.get("check", ""), {})
            for key, words in entry.get("message", {}).items():
                messages[key] = messages.get(key, frozenset()) | placeholders(words)
    return known


def placeholders(template: str) -> frozenset[str]:
    """The names in braces, those inside a choice of words too.

    Raises ValueError for braces that are not closed.
    """
    found: set[str] = set()
    for _, name, form, _ in Formatter().parse(template):
        if name is not None:
            found |= {name, *placeholders(form or "")}
    return frozenset(found)


def _own_messages(entry: Mapping[str, Any], kind: Kind) -> Mapping[str, frozenset[str]] | None:
    """The messages that the rule may have, with their parameters: of its check, and such as its options name."""
    known = spoken(entry["check"])
    if known is None:
        return None
    every = frozenset().union(*known.values())
    return {**known} | {words: every for _, term, words in meant(entry, kind) if term == "MessageKey" and words not in known}


def _about_messages(entry: Mapping[str, Any], known: Mapping[str, frozenset[str]] | None) -> Iterator[Fault]:
    tables: list[tuple[tuple[str, ...], Mapping[str, Any]]] = [(("message",), entry.get("message", {}))]
    tables += [((side, "message"), entry.get(side, {}).get("message", {})) for side in _SIDES]
    for path, messages in tables:
        for key, words in messages.items():
            yield from _about_message((*path, key), key, words, known)
    levels = entry.get("levels", {})
    for key in levels:
        if known is not None and key not in known:
            yield Fault(("levels", key), Phrase("config_no_message", {"value": key}), suggestion(key, list(known)), key=True)


def _about_message(path: tuple[str, ...], key: str, words: str, known: Mapping[str, frozenset[str]] | None) -> Iterator[Fault]:
    if known is not None and key not in known:
        yield Fault(path, Phrase("config_no_message", {"value": key}), suggestion(key, list(known)), key=True)
        return
    try:
        named = placeholders(words)
    except ValueError:
        yield Fault(path, Phrase("config_braces"), Phrase("config_braces_cure"))
        return
    given = known[key] if known is not None else named
    for name in sorted(named - given):
        said = Phrase("config_no_parameter", {"value": "{" + name + "}"})
        place = words.find("{" + name)
        yield Fault(path, said, suggestion(name, sorted(given)), offset=place + 1, length=len(name) + 2)


def _about_examples(entry: Mapping[str, Any], known: Mapping[str, frozenset[str]] | None) -> Iterator[Fault]:
    for side in ("pass", "fail"):
        for index, example in enumerate(entry.get(side, ())):
            key = example.get("message", "")
            if known is not None and key and key not in known:
                said = Phrase("config_no_message", {"value": key})
                yield Fault((side, index, "message"), said, suggestion(key, list(known)))


def _about_others(entry: Mapping[str, Any], draft: Draft) -> Iterator[Fault]:
    """Messages of other rules that this one rests on."""
    for field in ("explained_by", "repeats"):
        for index, words in enumerate(entry.get(field, ())):
            code, _, key = words.partition(".")
            known = spoken(draft.rules[code]["check"]) if code in draft.rules else None
            if key and known is not None and key not in known:
                yield Fault((field, index), Phrase("config_no_message", {"value": key}), suggestion(key, list(known)))


def _about_name(entry: Mapping[str, Any], draft: Draft) -> Iterator[Fault]:
    """Rules are asked for by their names: no two have the same."""
    own = False
    for code, other in draft.rules.items():
        if other is entry:
            own = True
        # of two that were named, the later one is told
        elif other["name"] == entry["name"] and not (own and "name" in draft.touched.get(code, ())):
            yield Fault(("name",), Phrase("config_name_taken", {"name": entry["name"], "code": code}))
            return


def _about_years(entry: Mapping[str, Any]) -> Iterator[Fault]:
    if entry.get("until") and entry["until"] < entry.get("since", 0):
        yield Fault(("until",), Phrase("config_no_year"))
    if "basis" in entry and not entry["basis"]:
        yield Fault(("basis",), Phrase("config_no_basis"), Phrase("config_no_basis_cure"))
    if not entry.get("edition", EDITIONS):
        yield Fault(("edition",), Phrase("config_no_edition"))
