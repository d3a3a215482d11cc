"""A layer laid on a draft: wordings of titles and labels, the grammar, rules, options, levels; in this order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from linter.fold import core, numeral
from linter.profile.draft import Draft, Layer
from linter.profile.lay_rules import lay_rules
from linter.profile.merge import is_edit, lay
from linter.profile.problem import suggestion
from linter.words import Names, Phrase, Word

# the key of a section becomes a terminal of the grammar, beside those that it has
_SECTION_KEY = re.compile("[a-z][a-z_]*")
_TERMINALS = frozenset(
    ("REPORT", "FRONT", "BODY", "MISPLACED", "BLOCK", "ABSENT", "DISPLACED", "REPEATED", "PREAMBLE", "TITLE", "DOCUMENT")
)


def lay_on(draft: Draft, layer: Layer) -> None:
    """Lay a layer on the draft."""
    data = layer.data
    draft.foreign |= layer.patterns
    _lay_sections(draft, layer)
    _lay_tables(draft, layer)
    if "title" in data and not isinstance(data["title"], str):
        _lay_title(draft, layer)
    if "override" in data.get("grammar", {}):
        draft.grammar.append((data["grammar"]["override"], layer.origin("grammar", "override")))
        draft.made(("grammar", "override"), layer, ("grammar", "override"))
    lay_rules(draft, layer)
    about = data.get("profile", {})
    if "regions" in about and isinstance(about, Mapping) and not layer.source.shipped:
        draft.note(layer, ("profile", "regions"), Phrase("config_idle_regions"))


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
            draft.idle(layer, path, merged.idle)
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
                draft.idle(layer, path, merged.idle)
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
        draft.idle(layer, ("title", field), merged.idle)
        draft.base["title"] = {**draft.base["title"], field: merged.value}
        draft.made(("title", field), layer, ("title", field))
