"""The shipped norm and rules, read once a run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from linter.checks import KINDS, Kind
from linter.norm import Norm, build_norm
from linter.profile.model import NO_WORDS, Basis, Profile, Rule
from linter.resources import read_toml as read_toml
from linter.resources import shipped

BASE = "base"
_NOT_RULES = ("base.toml", "tables.toml")
# the fields of a rule that are not the options of its check
OWN = frozenset((
    "code", "name", "title", "check", "level", "levels", "edition", "bodies", "body_levels", "named", "since", "until", "tables",
    "basis", "why", "help", "message", "explained_by", "repeats", "stops", "locked", "en", "pass", "fail",
))  # fmt: skip
REQUIRED = ("code", "name", "title", "check", "level", "basis", "help", "message")


class RuleProblem(ValueError):
    """A rule that cannot be used: which file, which rule, and what is wrong with it."""


@lru_cache(maxsize=1)
def base_profile() -> Profile:
    """The national profile."""
    norm = shipped_norm()
    about = norm.data["profile"]
    return Profile(about["name"], about["title"], norm, shipped_rules())


@lru_cache(maxsize=1)
def shipped_norm() -> Norm:
    """The norm of `rules/base.toml` and `rules/tables.toml`."""
    return build_norm(read_toml("base.toml"), read_toml("tables.toml"))


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """All rules of the national profile in the order of their families: D, S, T, C, N …"""
    return tuple(rule_of(entry, name, KINDS) for name, data in rule_files() for entry in data["rule"])


@lru_cache(maxsize=1)
def rule_files() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """The shipped rule files by name, with what they say; nobody changes it."""
    names = sorted(os.listdir(shipped("rules")), key=_family)
    return tuple((name, read_toml(name)) for name in names if name.endswith(".toml") and name not in _NOT_RULES)


def province_files() -> Iterator[dict[str, Any]]:
    """What the shipped profiles of provinces say."""
    for name in sorted(os.listdir(os.path.join(shipped("rules"), "province"))):
        if name.endswith(".toml"):
            yield read_toml("province", name)


def _family(name: str) -> int:
    order = "DSTCNXLHYR"
    return order.find(name[0]) if name[0] in order else len(order)


def rule_of(entry: Mapping[str, Any], source: str, kinds: Mapping[str, Kind], changed: frozenset[str] = frozenset()) -> Rule:
    """The rule that an entry of a rule file describes; `changed` are its words that a profile changed.

    Raises RuleProblem for a rule without its fields, with a check or an option that does not exist.
    """
    code = entry.get("code", "?")
    missing = [key for key in REQUIRED if key not in entry]
    if missing:
        raise RuleProblem(f"{source}：规则 {code} 缺少 {'、'.join(missing)}")
    if entry["check"] not in kinds:
        raise RuleProblem(f'{source}：规则 {code} 的 check = "{entry["check"]}" 不存在')
    kind = kinds[entry["check"]]
    return Rule(
        code=code,
        name=entry["name"],
        title=entry["title"],
        check=entry["check"],
        level=entry["level"],
        levels=entry.get("levels", {}),
        editions=tuple(entry.get("edition", ("2021", "2019"))),
        bodies=tuple(entry.get("bodies", ())),
        body_levels=entry.get("body_levels", {}),
        named=entry.get("named", ""),
        since=entry.get("since", 0),
        until=entry.get("until", 0),
        tables=tuple(entry.get("tables", ())),
        basis=tuple(Basis(each["doc"], each.get("clause", "")) for each in entry["basis"]),
        why=entry.get("why", ""),
        help=entry["help"],
        messages=entry["message"],
        explained_by=tuple(entry.get("explained_by", ())),
        repeats=tuple(entry.get("repeats", ())),
        stops=entry.get("stops", False),
        locked=entry.get("locked", False),
        kind=kind,
        options=_options(entry, source, kind.options),
        examples={"pass": entry.get("pass", ()), "fail": entry.get("fail", ())},
        changed=changed,
        english=entry.get("en", NO_WORDS),
    )


def _options(entry: Mapping[str, Any], source: str, kind: Any) -> Any:
    """The typed options of the rule's check, from the fields that are not the rule's own."""
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items() if key not in OWN}
    known: tuple[str, ...] = kind._fields if kind else ()
    unknown = [key for key in given if key not in known]
    if unknown:
        raise RuleProblem(f"{source}：规则 {entry['code']} 的 {'、'.join(unknown)} 不是 {entry['check']} 的选项")
    lacking = [name for name in known if name not in given and name not in kind._field_defaults]
    if lacking:
        raise RuleProblem(f"{source}：规则 {entry['code']} 缺少选项 {'、'.join(lacking)}")
    return kind(**given) if kind else None
