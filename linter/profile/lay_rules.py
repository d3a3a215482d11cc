"""The rules of a layer laid on a draft: new ones, changed ones, options, levels; in this order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linter.profile.draft import Draft, Layer
from linter.profile.layers import defines
from linter.profile.load import REQUIRED
from linter.profile.merge import RANKS, at_level, is_edit, is_lower, lay, lowers
from linter.profile.problem import nearest, rule_suggestion
from linter.select import means
from linter.words import Names, Phrase, Word

# what may be changed of a locked rule, beside its level
_FREE = frozenset(
    ("title", "why", "help", "message", "en", "pass", "fail", "basis", "code", "level", "levels", "body_levels", "locked")
)
# how many codes one message names
_MOST_CODES = 6


def lay_rules(draft: Draft, layer: Layer) -> None:
    """Lay the rules, options and levels of a layer on the draft."""
    for index, entry in enumerate(layer.data.get("rule", ())):
        _lay_rule(draft, layer, index, entry)
    for code, options in layer.data.get("option", {}).items():
        _lay_options(draft, layer, code, options)
    _lay_levels(draft, layer)


def _lay_rule(draft: Draft, layer: Layer, index: int, entry: Mapping[str, Any]) -> None:
    code = entry.get("code")
    if code is None:
        return
    raw = layer.raw["rule"][index]
    if code not in draft.rules:
        _new_rule(draft, layer, index, entry, raw)
        return
    if {"name", "title", "check"} <= set(raw):
        home = draft.homes.get(code)
        where: Word = f"{home.source.path}:{home.line}" if home else Phrase("config_national")
        params: dict[str, Word] = {"code": code, "place": where}
        draft.wrong(layer, ("rule", index, "code"), Phrase("config_code_taken", params), Phrase("config_code_taken_cure"))
        return
    if "check" in entry and entry["check"] != draft.rules[code]["check"]:
        draft.wrong(
            layer, ("rule", index, "check"), Phrase("config_other_check", {"code": code, "check": draft.rules[code]["check"]})
        )
        return
    for field, change in entry.items():
        if field == "level":
            if not _set_level(draft, layer, code, change, ("rule", index, field)):
                draft.note(layer, ("rule", index, field), Phrase("config_idle_level", {"level": change}))
        elif field != "code":
            _lay_field(draft, layer, code, field, change, ("rule", index, field))


def _new_rule(draft: Draft, layer: Layer, index: int, entry: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    code = entry["code"]
    misspelt = {nearest(key, REQUIRED) for key in raw if key not in entry}
    lacking = [field for field in REQUIRED if field not in raw and field not in misspelt]
    letters = code.rstrip("0123456789")
    if lacking and not defines(raw):
        draft.wrong(layer, ("rule", index, "code"), Phrase("config_no_rule", {"value": code}), _like(draft, code, lacking))
        return
    if lacking:
        params: dict[str, Word] = {"table": code, "names": Names(tuple(lacking), quoted=False)}
        draft.wrong(layer, ("rule", index), Phrase("config_missing", params), key=True)
    if layer.prefix and letters != layer.prefix:
        params = {"code": code, "prefix": layer.prefix}
        draft.wrong(layer, ("rule", index, "code"), Phrase("config_other_prefix", params))
    elif len(letters) < 2:
        draft.wrong(layer, ("rule", index, "code"), Phrase("config_national_code", {"code": code}), Phrase("config_own_code"))
    # what could not be used is stood in for, so that the rest can be looked at; nothing is made of a rule with an error
    draft.rules[code] = {"name": code, "level": "warning", "check": ""} | {
        field: lay(None, change).value for field, change in entry.items()
    }
    draft.homes[code] = layer.origin("rule", index)
    draft.touched[code] = set(entry)
    for field in entry:
        draft.made(("rule", code, field), layer, ("rule", index, field))
        if isinstance(entry[field], Mapping):
            for key in entry[field]:
                draft.made(("rule", code, field, key), layer, ("rule", index, field, key))


def _like(draft: Draft, code: str, lacking: list[str]) -> Word:
    if near := nearest(code, draft.rules):
        return Phrase("config_nearest_of_many", {"name": near})
    return Phrase("config_new_rule", {"names": Names(tuple(lacking), quoted=False)})


def _lay_options(draft: Draft, layer: Layer, code: str, options: Mapping[str, Any]) -> None:
    if code not in draft.rules:
        draft.wrong(
            layer, ("option", code), Phrase("config_no_rule", {"value": code}), rule_suggestion(code, draft.rules), key=True
        )
        return
    for field, change in options.items():
        _lay_field(draft, layer, code, field, change, ("option", code, field))


def _lay_field(draft: Draft, layer: Layer, code: str, field: str, change: Any, path: tuple[str | int, ...]) -> None:
    before = draft.rules[code]
    if before.get("locked") and (field not in _FREE or (field == "locked" and not change)):
        said = Phrase("config_locked_field", {"code": code, "field": field})
        draft.wrong(layer, path, said, _lock(draft, [code]), key=True)
        return
    merged = lay(before.get(field), change)
    if before.get("locked") and field in ("levels", "body_levels"):
        lower = list(lowers(before.get(field, {}), merged.value, before["level"]))
        if lower:
            _is_locked(draft, layer, [code], before["level"], (*path, lower[0]))
            return
    draft.idle(layer, path, merged.idle)
    if merged.value == before.get(field) and not merged.idle:
        draft.note(layer, path, Phrase("config_idle_same", {"field": field}))
    draft.change(code, field)[field] = merged.value
    draft.made(("rule", code, field), layer, path)
    if isinstance(change, Mapping) and not is_edit(change):
        for key in change:
            draft.made(("rule", code, field, key), layer, (*path, key))


def _set_level(draft: Draft, layer: Layer, code: str, level: str, path: tuple[str | int, ...]) -> bool:
    """Give a rule a level; whether that changed anything."""
    before = draft.rules[code]
    if before.get("locked") and is_lower(before, level):
        _is_locked(draft, layer, [code], before["level"], path)
        return True
    draft.made(("level", code), layer, path)
    if before["level"] == level:
        return False
    at_level(draft.change(code, "level"), level)
    if "levels" in draft.rules[code] or "body_levels" in draft.rules[code]:
        draft.touched[code] |= {"levels", "body_levels"}
    return True


def _is_locked(draft: Draft, layer: Layer, codes: list[str], level: str, path: tuple[str | int, ...]) -> None:
    params: dict[str, Word] = {"code": Names(tuple(codes), _MOST_CODES, quoted=False), "level": level}
    draft.wrong(layer, path, Phrase("config_locked_level", params), _lock(draft, codes))


def _lock(draft: Draft, codes: list[str]) -> Phrase:
    """Who locked rules, and what to do instead of changing them."""
    homes = {code: draft.homes[code] for code in codes if code in draft.homes}
    if len(homes) < len(codes):
        return Phrase("config_locked_cure")
    places = dict.fromkeys(f"{home.source.path}:{home.line}" for home in homes.values())
    return Phrase("config_locked_by", {"places": Names(tuple(places), quoted=False)})


def _lay_levels(draft: Draft, layer: Layer) -> None:
    """Levels by selector: the more of a code it names, the more it counts."""
    levels = layer.data.get("level", {})
    meant = {code: [each for each in levels if means(each, code, draft.rules[code]["name"])] for code in draft.rules}
    decided = {code: max(each, key=lambda selector: _weight(selector, code)) for code, each in meant.items() if each}
    for selector, level in levels.items():
        codes = [code for code, chosen in decided.items() if chosen == selector]
        if not codes and any(selector in each for each in meant.values()):
            draft.note(layer, ("level", selector), Phrase("config_idle_covered"))
            continue
        locked = [code for code in codes if draft.rules[code].get("locked") and is_lower(draft.rules[code], level)]
        if locked:
            highest = max((draft.rules[code]["level"] for code in locked), key=RANKS.__getitem__)
            _is_locked(draft, layer, locked, highest, ("level", selector))
            continue
        changed = [code for code in codes if _set_level(draft, layer, code, level, ("level", selector))]
        if codes and not changed:
            draft.note(layer, ("level", selector), Phrase("config_idle_level", {"level": level}))


def _weight(selector: str, code: str) -> tuple[bool, int]:
    """How exactly a selector names a rule: by its code or name, by the longest beginning, by ALL."""
    exact = selector.upper() == code or not selector.upper().startswith(code[0])
    return (exact and selector.upper() != "ALL", 0 if selector.upper() == "ALL" else len(selector))
