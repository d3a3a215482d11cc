"""A layer laid on a draft: wordings of titles and labels, the grammar, rules, options, levels; in this order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from linter.fold import core, numeral
from linter.profile.draft import Draft, Layer, Origin
from linter.profile.layers import defines
from linter.profile.load import REQUIRED
from linter.profile.merge import RANKS, at_level, is_edit, is_lower, lay, lowers
from linter.profile.problem import nearest, rule_suggestion, suggestion
from linter.select import means
from linter.words import Names, Phrase, Word

# what may be changed of a locked rule, beside its level
_FREE = frozenset(
    ("title", "why", "help", "message", "en", "pass", "fail", "basis", "code", "level", "levels", "body_levels", "locked")
)
# the key of a section becomes a terminal of the grammar, beside those that it has
_SECTION_KEY = re.compile("[a-z][a-z_]*")
_TERMINALS = frozenset(("REPORT", "FRONT", "BODY", "MISPLACED", "BLOCK", "ABSENT", "DISPLACED", "REPEATED", "PREAMBLE", "TITLE", "DOCUMENT"))
# how many codes one message names
_MOST_CODES = 6


def lay_on(draft: Draft, layer: Layer) -> None:
    """Lay a layer on the draft."""
    data = layer.data
    draft.foreign |= layer.patterns
    _lay_sections(draft, layer)
    _lay_tables(draft, layer)
    if "title" in data and not isinstance(data["title"], str):
        _lay_title(draft, layer)
    if "override" in data.get("grammar", {}):
        draft.grammar.append((data["grammar"]["override"], _origin(layer, "grammar", "override")))
        draft.made(("grammar", "override"), layer, ("grammar", "override"))
    for index, entry in enumerate(data.get("rule", ())):
        _lay_rule(draft, layer, index, entry)
    for code, options in data.get("option", {}).items():
        _lay_options(draft, layer, code, options)
    _lay_levels(draft, layer)


def _origin(layer: Layer, *path: str | int) -> Origin:
    return Origin(layer.source, (*layer.path, *path))


def _idle(draft: Draft, layer: Layer, path: tuple[str | int, ...], idle: tuple[tuple[str, int], ...]) -> None:
    for kind, index in idle:
        draft.note(layer, (*path, kind, index), Phrase("config_idle_add" if kind == "add" else "config_idle_drop"))


def _lay_sections(draft: Draft, layer: Layer) -> None:
    for name, edit in layer.data.get("section", {}).items():
        sections = list(draft.base["section"])
        key = next((each["key"] for each in sections if name in (each["key"], each["title"])), None)
        if key is None:
            _new_section(draft, layer, name, edit)
            continue
        place = next(place for place, each in enumerate(sections) if each["key"] == key)
        entry = dict(sections[place])
        for field, change in edit.items():
            path = ("section", name, field)
            merged = lay(entry.get(field), change)
            _idle(draft, layer, path, merged.idle)
            if field == "number" and change != entry["number"]:
                draft.wrong(layer, path, Phrase("config_section_number"), Phrase("config_section_number_cure"))
                continue
            entry[field] = merged.value
            draft.made(("section", key, field), layer, path)
        sections[place] = entry
        draft.base["section"] = sections


def _new_section(draft: Draft, layer: Layer, key: str, edit: Mapping[str, Any]) -> None:
    """A seventh section: it needs a number and a title, and the grammar has to have it."""
    sections = draft.base["section"]
    lacking = [field for field in ("number", "title") if field not in edit]
    if lacking:
        params: dict[str, Word] = {"value": key, "names": Names(tuple(lacking), quoted=False)}
        draft.wrong(
            layer,
            ("section", key),
            Phrase("config_new_section", params),
            suggestion(key, [each["key"] for each in sections]),
            key=True,
        )
    elif not _SECTION_KEY.fullmatch(key) or key.upper() in _TERMINALS:
        draft.wrong(layer, ("section", key), Phrase("config_section_key", {"value": key}), key=True)
    elif edit["number"] != len(sections) + 1:
        draft.wrong(layer, ("section", key, "number"), Phrase("config_next_number", {"number": str(len(sections) + 1)}))
    else:
        changed = {field: lay(None, change).value for field, change in edit.items()}
        draft.base["section"] = [*sections, {"key": key, **changed}]
        draft.made(("section", key), layer, ("section", key))


def _lay_tables(draft: Draft, layer: Layer) -> None:
    for table, edits in layer.data.get("table", {}).items():
        for kind in ("row", "column"):
            for name, edit in edits.get(kind, {}).items():
                _lay_label(draft, layer, (table, kind, name), edit)


def _lay_label(draft: Draft, layer: Layer, where: tuple[str, str, str], edit: Mapping[str, Any]) -> None:
    """Further labels of a row or a column, in all forms that have it."""
    table, kind, name = where
    entries = [each for block in draft.own_tables()[table]["block"] for each in block[f"{kind}s"]]
    chosen = [each for each in entries if name in (each["key"], each["name"], each["label"])]
    if not chosen:
        known = [word for each in entries for word in (each["name"], each["key"])]
        params: dict[str, Word] = {"value": name, "table": table}
        said = Phrase("config_no_row" if kind == "row" else "config_no_column", params)
        draft.wrong(layer, ("table", *where), said, suggestion(name, list(dict.fromkeys(known))), key=True)
        return
    keys = {each["key"] for each in chosen}
    others = {_bare(label): each["label"] for each in entries if each["key"] not in keys for label in _labels(each)}
    for field, change in edit.items():
        path = ("table", *where, field)
        for number, entry in enumerate(chosen):
            merged = lay(entry.get(field), change)
            if number == 0:
                _idle(draft, layer, path, merged.idle)
            entry[field] = merged.value
        draft.made(("table", table, kind, chosen[0]["key"], field), layer, path)
        added = change.get("add", ()) if is_edit(change) else change
        for index, label in enumerate(added):
            if _bare(label) in others:
                at = (*path, "add", index) if is_edit(change) else (*path, index)
                draft.wrong(layer, at, Phrase("config_label_taken", {"value": label, "label": others[_bare(label)]}))


def _bare(label: str) -> str:
    """A label as labels are compared: without the number in front."""
    number = numeral(label)
    return core(label[number.end :] if number else label)


def _labels(entry: Mapping[str, Any]) -> list[str]:
    return [entry["label"], *entry.get("accepted", ()), *entry.get("known", ())]


def _lay_title(draft: Draft, layer: Layer) -> None:
    for field, change in layer.data["title"].items():
        merged = lay(draft.base["title"].get(field), change)
        _idle(draft, layer, ("title", field), merged.idle)
        draft.base["title"] = {**draft.base["title"], field: merged.value}
        draft.made(("title", field), layer, ("title", field))


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
            _set_level(draft, layer, code, change, ("rule", index, field))
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
    draft.homes[code] = _origin(layer, "rule", index)
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
    _idle(draft, layer, path, merged.idle)
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
