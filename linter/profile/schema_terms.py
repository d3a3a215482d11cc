"""What strings with a meaning look like in the schema for editors: names to choose from, or a pattern."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import tomli

from linter.checks import KINDS
from linter.profile.choice import AUTO
from linter.profile.judges import CODE, PREFIX
from linter.profile.load import BASE, shipped_norm, shipped_rules
from linter.resources import read_shipped
from linter.words import catalog

Node = dict[str, Any]

_MONTH_DAY = "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_ADDRESS = r"^[^/\s]+(/[^/\s]+){0,2}$"
_NEW_SECTION = "^[a-z][a-z_]*$"


def offered(words: Mapping[str, str], more: bool = True) -> Node:
    """A choice of words, each with what it means; with `more`, others may stand there too."""
    choice = {"enum": list(words), **one_of(words)}
    return {"type": "string", "anyOf": [choice, True]} if more else {"type": "string", **choice}


def one_of(words: Mapping[str, str]) -> Node:
    """What taplo shows beside the words of a choice."""
    return {"x-taplo": {"docs": {"enumValues": list(words.values())}}} if any(words.values()) else {}


def level_name(name: str) -> str:
    return catalog().phrases.get(f"ui_{name}", "")


@lru_cache(maxsize=1)
def terms() -> Mapping[str, Node]:
    """The schemas of strings with a meaning; a string whose meaning no schema can tell has none here."""
    norm = shipped_norm()
    tables = {key: each.name for key, editions in norm.tables.items() for each in editions.values()}
    sections = {section.key: section.title for section in norm.sections}
    return {
        "SectionKey": offered(sections),
        "PassageKey": offered({**sections, "preamble": ""}),
        "TableKey": offered(tables, more=False),
        **{term: {"$ref": f"#/definitions/{term}"} for term in long_terms()},
        "BodyLevel": offered({key: catalog().say(title) for key, title in norm.level_titles.items()}, more=False),
        "DocumentKey": offered({each["key"]: each["name"] for each in norm.data["cited"]}, more=False),
        "MonthDay": {"type": "string", "pattern": _MONTH_DAY},
        "Code": {"type": "string", "pattern": f"^{CODE.pattern}$"},
        "Prefix": {"type": "string", "pattern": f"^{PREFIX.pattern}$"},
        "Address": {"type": "string", "pattern": _ADDRESS},
        "Selector": {"$ref": "#/definitions/selector"},
        "RuleMessage": {"$ref": "#/definitions/selector"},
        "CheckName": offered({name: _purpose(name) for name in KINDS}),
        "ProfileName": offered(_profiles()),
        "Glob": {"type": "string", "minLength": 1},
        "Words": {"type": "string", "pattern": "\\S"},
        "Wording": {"type": "string", "pattern": "\\S"},
    }


@lru_cache(maxsize=1)
def long_terms() -> Mapping[str, Node]:
    """Those of them that are too long to be told again and again."""
    rules = shipped_rules()
    tables = shipped_norm().tables
    forms = [each for editions in tables.values() for each in editions.values()]
    rows = {row.key: row.name for each in forms for row in each.rows}
    columns = {key: column.name for each in forms for key, column in each.columns.items()}
    cell = f"({'|'.join(map(_escaped, rows))})/({'|'.join(columns)})"
    return {
        "selector": offered({**selectors(), **{rule.name: rule.title for rule in rules}}),
        "RowKey": offered(rows, more=False),
        "ColumnKey": offered(columns, more=False),
        "CellPath": {"type": "string", "pattern": f"^({'|'.join(tables)})/{cell}$"},
        "CellSum": {"type": "string", "pattern": f"^{cell}( [+-] {cell})*$"},
    }


def _escaped(words: str) -> str:
    return words.replace(".", "\\.")


def _purpose(check: str) -> str:
    """What a kind of check looks at: the first line of what its function says of itself."""
    return (KINDS[check].check.__doc__ or "").partition("\n")[0]


def _profiles() -> dict[str, str]:
    from linter.profile.chain import shipped_names

    files = {name: tomli.loads(read_shipped("rules", "province", f"{name}.toml")) for name in shipped_names()}
    titles = {name: data["profile"]["title"] for name, data in files.items()}
    return {BASE: shipped_norm().data["profile"]["title"], AUTO: "", **titles}


def selectors() -> dict[str, str]:
    """What names rules in [level]: ALL, families, codes; names of rules may do too."""
    rules = shipped_rules()
    return {"ALL": "", **dict.fromkeys((rule.code[0] for rule in rules), ""), **{rule.code: rule.title for rule in rules}}
