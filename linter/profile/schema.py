"""The JSON schema of profiles, rule files and configurations, for editors that complete and check TOML.

It is in draft-07: taplo, which Even Better TOML runs, validates with a library that knows no later one as it is built. To
complete, taplo follows `properties`, `$ref`, `anyOf` and `allOf`, but no `if`, and sees nothing beside a `$ref`. So all that
may be written stands in `properties` with a description of its own, and conditions only forbid. Words of which profiles may
bring more are offered by `anyOf: [{enum}, true]`, which makes one entry in the list, where a second schema would make two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import tomli

from linter.checks import KINDS
from linter.profile import form
from linter.profile.judges import CODE
from linter.profile.layers import opened, options_shape
from linter.profile.load import REQUIRED, shipped_norm, shipped_rules
from linter.profile.meaning import spoken
from linter.profile.schema_terms import level_name, long_terms, offered, one_of, selectors, terms
from linter.profile.shape import Shape, editable, shape_of
from linter.resources import read_shipped

Node = dict[str, Any]

# what may stand in the file of a profile and in a configuration alike, each described once
_SHARED = ("section", "table", "title", "grammar", "level", "option", "rule")
_MONTH_DAY = "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_ADDRESS = r"^[^/\s]+(/[^/\s]+){0,2}$"
_NEW_SECTION = "^[a-z][a-z_]*$"


def build_schema() -> Node:
    """The schema of all three kinds of file in one: what `profile` is tells a profile's file from a configuration."""
    profile, configuration = shape_of(form.ProfileFile), shape_of(form.ConfigurationFile)
    own = {name: field for name, field in configuration.fields.items() if name not in profile.fields}
    examples = dict(_entries(editable(shape_of(form.RuleEntry)), ("rule",)))
    for side in ("pass", "fail"):
        # the national rules have examples of no edition
        edition = offered(dict.fromkeys(shape_of(form.EditionName).choices, ""))
        examples[f"rule-{side}"]["properties"]["edition"] = _described(edition, ("rule", side, "edition"))
    properties = {name: {"$ref": f"#/definitions/{name}"} for name in _SHARED}
    about = _either(
        [_node(profile.fields["profile"].shape, ("profile",)), _node(configuration.fields["profile"].shape, ("profile",))]
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "nianbao",
        "type": "object",
        "properties": {"profile": about, **properties, **{name: _node(field.shape, (name,)) for name, field in own.items()}},
        "additionalProperties": False,
        "if": {"properties": {"profile": {"type": "object"}}, "required": ["profile"]},
        "then": {"properties": dict.fromkeys(own, False)},
        "definitions": {
            "section": _sections(),
            "wordings": _bare(opened(shape_of(form.SectionEdit)), ("section",)),
            "table": _tables(),
            "label": _bare(opened(shape_of(form.LabelEdit)), ("table", "row")),
            "title": _node(opened(profile.fields["title"].shape), ("title",)),
            "grammar": _node(profile.fields["grammar"].shape, ("grammar",)),
            "level": _levels(),
            "option": _options(),
            "rule": _described({"type": "array", "items": {"allOf": [_rule(), _conditions()]}}, ("rule",)),
            **{f"check-{name}": _of_check(name) for name in KINDS},
            **examples,
            **{
                name: node
                for check, kind in KINDS.items()
                for name, node in _entries(editable(options_shape(kind)), ("option", check))
            },
            **{name: _top(name, field.shape.items) for name, field in own.items() if field.shape.items and _holds(field.shape)},
            **long_terms(),
        },
    }


@lru_cache(maxsize=1)
def settings(language: str = "zh") -> Mapping[str, str]:
    """What each setting is, by its name: suppress.until, rule.check, option.topic.any."""
    found: Mapping[str, str] = tomli.loads(read_shipped("rules", "locale", f"{language}.toml"))["setting"]
    return found


def _described(node: Node, path: Sequence[str]) -> Node:
    """The node with what the setting is; an option that is told for no single check is told for all that have it."""
    name = ".".join(path)
    others = {"option": ".".join(("option", *path[2:])), "rule": name.replace("rule.fail.", "rule.pass.", 1)}
    words = settings().get(name) or settings().get(others.get(path[0], ""))
    if not words:
        return node
    if "anyOf" in node and True in node["anyOf"]:
        # taplo shows what is said of the choice, not of what is around it
        node = {**node, "anyOf": [{"description": words, **node["anyOf"][0]}, True]}
    return {"description": words, **node}


def _node(shape: Shape, path: tuple[str, ...]) -> Node:
    """A shape as a schema; `path` is the name of the setting."""
    if shape.kind == "either":
        return _described(_either([_node(each, path) for each in shape.either]), path)
    return _with(_bare(shape, path), path)


def _with(node: Node, path: Sequence[str]) -> Node:
    """The node with its description; beside a $ref nothing counts."""
    return _described({"allOf": [node]} if "$ref" in node else node, path)


def _bare(shape: Shape, path: tuple[str, ...]) -> Node:
    if shape.kind == "string":
        return terms().get(shape.term, {"type": "string"})
    if shape.kind == "choice":
        return {"type": "string", "enum": list(shape.choices), **one_of({each: level_name(each) for each in shape.choices})}
    if shape.kind == "array" and shape.items is not None:
        return _array({"$ref": f"#/definitions/{_entry(path)}"} if _holds(shape) else _bare(shape.items, path), shape)
    if shape.kind == "map" and shape.items is not None:
        keys = terms().get(shape.keys)
        values = _node(shape.items, path) if shape.items.kind in ("table", "map") else _bare(shape.items, path)
        if keys is not None and "enum" in keys:
            return {"type": "object", "properties": dict.fromkeys(keys["enum"], values), "additionalProperties": False}
        return {"type": "object", "additionalProperties": values}
    if shape.kind == "table":
        required = sorted(name for name, field in shape.fields.items() if field.required)
        return {
            "type": "object",
            "properties": {name: _node(field.shape, (*path, name)) for name, field in shape.fields.items()},
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }
    if shape.kind == "date":
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    return {} if shape.kind == "any" else {"type": shape.kind}


def _array(items: Node, shape: Shape) -> Node:
    """A list; one that may be edited may also be {add = […], drop = […]}, and tables are dropped by their names."""
    if not shape.edits:
        return {"type": "array", "items": items}
    drops = {"anyOf": [{"type": "string"}, items]} if _holds(shape) else items
    return {
        "type": ["array", "object"],
        "items": items,
        "properties": {"add": {"type": "array", "items": items}, "drop": {"type": "array", "items": drops}},
        "minProperties": 1,
        "additionalProperties": False,
    }


def _holds(shape: Shape) -> bool:
    """Whether a shape is a list of tables."""
    return shape.kind == "array" and shape.items is not None and shape.items.kind == "table"


def _entry(path: Sequence[str]) -> str:
    """The name under which the tables of a list are defined."""
    return "-".join(path)


def _entries(shape: Shape, path: tuple[str, ...]) -> Iterator[tuple[str, Node]]:
    """The tables of all lists inside a shape, under their names."""
    if shape.items is not None and _holds(shape):
        yield _entry(path), _bare(shape.items, path)
    for name, field in shape.fields.items():
        yield from _entries(field.shape, (*path, name))
    if shape.items is not None:
        yield from _entries(shape.items, path)


def _either(nodes: list[Node]) -> Node:
    """Values of different types as one; of the same type, any that fits."""
    types = [node.get("type") for node in nodes]
    if None in types or len(set(map(str, types))) < len(nodes) or any("enum" in node for node in nodes):
        return {"anyOf": nodes}
    merged: Node = {}
    for node in nodes:
        merged |= node
    return {**merged, "type": types}


def _top(name: str, shape: Shape) -> Node:
    """An entry of a configuration; what overrides share with the whole file is told once."""
    node = _bare(shape, (name,))
    if name == "override":
        properties = node["properties"]
        properties |= {each: {"$ref": f"#/definitions/{each}"} for each in _SHARED if each in properties}
    return node


def _sections() -> Node:
    """Sections by key or title; any other is a new one, which needs a number and a title."""
    node = {"$ref": "#/definitions/wordings"}
    sections = shipped_norm().sections
    known = {
        words: {"description": section.title, "allOf": [node]} for section in sections for words in (section.key, section.title)
    }
    names = {"anyOf": [{"enum": list(known)}, {"pattern": _NEW_SECTION}]}
    new = {"allOf": [node], "required": ["number", "title"]}
    return _described({"type": "object", "properties": known, "propertyNames": names, "additionalProperties": new}, ("section",))


def _tables() -> Node:
    """Tables, and in them rows and columns by key, short name and label."""
    tables = {}
    for key, editions in shipped_norm().tables.items():
        forms = list(editions.values())
        words = {
            "row": [(row.key, row.name, row.label) for each in forms for row in each.rows],
            "column": [(column.key, column.name, column.label) for each in forms for column in each.columns.values()],
        }
        kinds = {kind: _described(_labelled(several), ("table", kind)) for kind, several in words.items()}
        tables[key] = {"description": forms[0].name, "type": "object", "properties": kinds, "additionalProperties": False}
    return _described({"type": "object", "properties": tables, "additionalProperties": False}, ("table",))


def _labelled(several: Iterable[tuple[str, str, str]]) -> Node:
    known = {words: {"description": each[2], "allOf": [{"$ref": "#/definitions/label"}]} for each in several for words in each}
    return {"type": "object", "properties": known, "additionalProperties": False}


def _levels() -> Node:
    level = _bare(shape_of(form.LevelName), ())
    known = {words: {"description": title, **level} if title else level for words, title in selectors().items()}
    return _described({"type": "object", "properties": known, "additionalProperties": level}, ("level",))


def _options() -> Node:
    known = {
        rule.code: {
            "description": rule.title, "allOf": [{"$ref": f"#/definitions/check-{rule.check}"}],
            "propertyNames": {"enum": list(options_shape(rule.kind).fields)},
        }
        for rule in shipped_rules()
    }  # fmt: skip
    return _described(
        {
            "type": "object",
            "properties": known,
            "propertyNames": {"pattern": f"^{CODE.pattern}$"},
            "additionalProperties": {"type": "object"},
        },
        ("option",),
    )


def _of_check(name: str) -> Node:
    """The options of a kind of check as tables that change them."""
    shape = editable(options_shape(KINDS[name]))
    remark = " ".join((getattr(KINDS[name].options, "__doc__", None) or "").split())
    fields = {key: {"description": remark, **_node(field.shape, ("option", name, key))} for key, field in shape.fields.items()}
    return {"type": "object", "properties": fields}


def _rule() -> Node:
    """The keys of `[[rule]]`, the options of all checks among them so that editors know of them."""
    entry = _node(editable(shape_of(form.RuleEntry)), ("rule",))
    checks: dict[str, list[str]] = {}
    for check, kind in KINDS.items():
        for option in options_shape(kind).fields:
            checks.setdefault(option, []).append(check)
    options = {
        option: {"description": "；".join((f"check = {'、'.join(several)}", *filter(None, [settings().get(f"option.{option}")])))}
        for option, several in checks.items()
    }
    return {
        "type": "object",
        "properties": {**entry["properties"], "stops": _described({"type": "boolean"}, ("rule", "stops")), **options},
        "required": ["code"],
    }


def _conditions() -> Node:
    """What a rule must and may not have, by its check."""
    whole = {"if": {"required": ["name", "title", "check"]}, "then": {"required": list(REQUIRED)}}
    return {"allOf": [whole, *map(_condition, KINDS)]}


def _condition(check: str) -> Node:
    shape = options_shape(KINDS[check])
    codes = [rule.code for rule in shipped_rules() if rule.check == check]
    stops = ["stops"] if any(rule.stops for rule in shipped_rules() if rule.check == check) else []
    named: Node = {"properties": {"check": {"const": check}}, "required": ["check"]}
    changed: Node = {"properties": {"code": {"enum": codes}}, "required": ["code"], "not": {"required": ["check"]}}
    needed = sorted(name for name, field in shape.fields.items() if field.required)
    then: Node = {
        "allOf": [{"$ref": f"#/definitions/check-{check}"}],
        "propertyNames": {"enum": [*shape.fields, *shape_of(form.RuleEntry).fields, *stops]},
    }
    if needed:
        then |= {"if": {"required": ["check", "name"]}, "then": {"required": needed}}
    messages = spoken(check)
    if messages is not None and not _names_messages(shape):
        keys = {"propertyNames": {"enum": sorted(messages)}}
        then["properties"] = {"message": keys, "levels": keys, "en": {"properties": {"message": keys}}}
    return {"if": {"anyOf": [named, changed]} if codes else named, "then": then}


def _names_messages(shape: Shape) -> bool:
    """Whether options name messages of their own."""
    if shape.term == "MessageKey":
        return True
    inner = [field.shape for field in shape.fields.values()]
    return any(map(_names_messages, [*inner, *([shape.items] if shape.items else [])]))
