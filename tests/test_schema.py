"""The schema for editors says what the checker says, as far as a schema can; and editors find it."""

from __future__ import annotations

import copy
import datetime
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from commands import ROOT
from jsonschema import Draft7Validator
from profile_files import FILES
from test_broken_configurations import EVERY, SYNTAX, broken

from linter.checks import KINDS
from linter.profile import form
from linter.profile.configuration import Configuration
from linter.profile.judges import PREFIX
from linter.profile.layers import Part, options_shape
from linter.profile.refused import Refused
from linter.profile.resolve import resolve
from linter.profile.schema import build_schema, settings
from linter.profile.shape import Shape, shape_of
from linter.profile.source import Source

sys.path.append(str(ROOT / "docs"))
import schema as written

RULES = ROOT / "rules"
SCHEMA = json.loads((RULES / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(SCHEMA)
MET: set[str] = set()
NATIONAL = sorted(RULES.glob("[A-Z]-*.toml"))
SHIPPED = [*NATIONAL, *sorted((RULES / "province").glob("*.toml"))]

# what no schema can see, by the id of what the checker says
ONLY_THE_CHECKER = {
    "config_no_rule": "rules that do not exist, which another file may bring",
    "config_no_code": "rules that are named where a code is asked for",
    "config_code_taken": "codes that are there already",
    "config_name_taken": "names that are there already",
    "config_other_prefix": "codes against the prefix of the profile",
    "config_national_code": "codes that look like national ones",
    "config_other_check": "changes of a rule's check",
    "config_locked_level": "locked rules",
    "config_locked_field": "locked rules",
    "config_no_profile": "profiles that do not exist",
    "config_no_profile_file": "files that do not exist",
    "config_no_address": "places in sections that do not exist",
    "config_no_section": "sections that do not exist",
    "config_section_number": "the number of a section that is there",
    "config_next_number": "the number of a section that is new",
    "config_section_key": "keys that the grammar has",
    "config_section_grammar": "the grammar",
    "config_grammar": "the grammar",
    "config_grammar_loses": "the grammar",
    "config_label_taken": "labels of other rows and columns",
    "config_title_groups": "groups of a pattern",
    "config_formula": "formulas",
    "config_no_term": "names in formulas; rows and columns of the other edition or table",
    "config_term_group": "names in formulas",
    "config_term_not_columns": "names in formulas",
    "config_term_not_rows": "names in formulas",
    "config_no_words": "messages that options name",
    "config_no_parameter": "parameters in messages",
    "config_braces": "braces in messages",
    "config_no_year": "years against each other",
    "config_no_edition": "lists that must not be empty",
    "config_no_basis": "lists that must not be empty",
    "config_no_encoding": "encodings",
    "config_glob_backslash": "globs",
    "config_glob_outside": "globs",
    "config_glob_wide": "globs",
    "wrong_limit": "limits",
    "silence_wrong_quote": "quotations",
}
# … and where it cannot see what it otherwise sees: the changes to the good files, and the broken files by name
OPEN_CHANGES = {
    r"(parent|office)\.toml type profile": "a profile in words, as in a configuration",
    r".* less rule\.\d\.(name|title|check)": "a rule without one of these may be one that another file brings",
    r".* word rule\.\d\.check": "another package may bring the check",
    r".* word .*\.(section|passages\.\d|sections\.add\.\d)": "another file may bring the section",
    r".* word rule\.\d\.fail\.\d\.message": "messages of examples",
    r"nianbao\.toml (more|type|less) rule\.0(\.any.*)?": "options of a rule that another file brings",
}
OPEN_CASES = {
    "type: text, not profile", "key: of an option of a parent's rule", "name: check", "name: check, none near",
    "name: section of an option", "name: message of an example", "name: message of another rule", "rule: no name",
    "rule: no title", "rule: no check",
    "key: of a check",  # without its check, a rule may have any options
    "type: text, not date",  # JSON has dates as text
}  # fmt: skip


def plain(value: Any) -> Any:
    """A value as JSON has it: dates are text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


def objections(name: str, data: Any) -> set[str]:
    """The ids of all that the checker says when one of the good files says this instead."""
    sources = {each: Source(each, "", data if each == name else tomli.loads(text)) for each, text in FILES.items()}
    parts = []
    for each in ("parent.toml", "office.toml"):
        about = sources[each].data.get("profile")
        prefix = about.get("prefix", "") if isinstance(about, dict) else ""
        parts.append(Part(sources[each], (), "profile", "x", "x", prefix if PREFIX.fullmatch(str(prefix)) else ""))
    configuration = Configuration(sources["nianbao.toml"], (), "")
    try:
        resolve([*parts, configuration.part(), *configuration.overrides()])
    except Refused as refused:
        return {getattr(each.said, "key", "") for each in refused.problems}
    return set()


def disagreement(name: str, data: Any, is_open: bool) -> str:
    """What the checker and the schema say of a file where only one of them refuses it and no exception holds."""
    refused = objections(name, data)
    MET.update(refused)
    said = [error.message for error in VALIDATOR.iter_errors(plain(data))]
    seen = [key for key in refused if key not in ONLY_THE_CHECKER and not key.startswith("pattern_")]
    if (said and not refused) or (seen and not said and not is_open):
        return f"{sorted(refused)} {said}"
    return ""


def test_schema_is_up_to_date() -> None:
    assert (RULES / "schema.json").read_bytes().decode() == written.text(), "run make docs"
    assert build_schema() == SCHEMA


def test_schema_is_one() -> None:
    Draft7Validator.check_schema(SCHEMA)
    used = set(references(SCHEMA))
    assert used == {f"#/definitions/{name}" for name in SCHEMA["definitions"]}


def references(node: Any) -> Iterator[str]:
    """All references inside a schema."""
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "$ref")
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from references(item)


def test_beside_a_reference_stands_nothing() -> None:
    def look(node: Any) -> None:
        if isinstance(node, dict):
            assert "$ref" not in node or len(node) == 1
        for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            look(item)

    look(SCHEMA)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_file_fits(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"#:schema {'' if path in NATIONAL else '../'}schema.json\n")
    assert [error.message for error in VALIDATOR.iter_errors(plain(tomli.loads(text)))] == []


def names_of(shape: Shape, path: tuple[str, ...]) -> Iterator[str]:
    """The names of all settings in a shape."""
    for name, field in shape.fields.items():
        yield ".".join((*path, name))
        yield from names_of(field.shape, (*path, name))
    if shape.items is not None:
        yield from names_of(shape.items, path)


def test_every_setting_is_described() -> None:
    top = {*names_of(shape_of(form.ProfileFile), ()), *names_of(shape_of(form.ConfigurationFile), ()), "rule.stops"}
    shared = tuple(f"override.{name}" for name in ("section", "table", "title", "level", "option"))
    options = {name for kind in KINDS.values() for name in names_of(options_shape(kind), ("option",))}
    options |= {
        name for check, kind in KINDS.items() for name in names_of(options_shape(kind), ("option", check))
    }  # fmt: skip
    needed = {name for name in top if not name.startswith((*shared, "rule.fail."))}
    for language in ("zh", "en"):
        said = settings(language)
        assert needed - set(said) == set()
        assert set(said) - needed <= options
        assert [name for name, words in said.items() if not words or words.endswith(("。", ".", "；"))] == []
    assert list(settings("zh")) == list(settings("en"))


def described(node: Any) -> bool:
    """Whether a key's schema says what the key is, itself or by what it refers to."""
    if "$ref" in node:
        return described(SCHEMA["definitions"][node["$ref"].rpartition("/")[2]])
    return bool(node.get("description"))


def test_every_key_has_a_description() -> None:
    def look(node: Any, path: str) -> None:
        if not isinstance(node, dict):
            return
        for key, inner in node.get("properties", {}).items():
            if isinstance(inner, dict) and "then" not in path and not path.endswith(("/level", "/body_levels", "/deadline")):
                assert key in ("add", "drop") or described(inner), f"{path}/{key}"
        for key, inner in node.items():
            for item in inner if isinstance(inner, list) else [inner]:
                look(item, f"{path}/{key}" if key != "if" else f"{path}/then")

    look(SCHEMA, "")


def test_good_files_are_good() -> None:
    for name, text in FILES.items():
        data = tomli.loads(text)
        assert list(VALIDATOR.iter_errors(plain(data))) == []
        assert objections(name, data) == set()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of everything inside a value."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(item, (*path, key))


def mutations(data: Any) -> Iterator[tuple[str, Any]]:
    """The data with one thing wrong: another type, a key too many or too few, another word."""
    for path in [(), *places(data)]:
        for kind in ("type", "more", "less", "word"):
            changed = copy.deepcopy(data)
            table: Any = changed
            for key in path[:-1]:
                table = table[key]
            value = table[path[-1]] if path else changed
            if kind == "more" and isinstance(value, dict):
                value["zzz"] = 1
            elif kind == "word" and isinstance(value, str):
                table[path[-1]] = "zzz"
            elif kind == "less" and path:
                del table[path[-1]]
            elif kind == "type" and path:
                table[path[-1]] = "zzz" if isinstance(value, bool | int | list | dict) else 3
            else:
                continue
            yield f"{kind} {'.'.join(map(str, path))}", changed


MUTATIONS = [(name, what, data) for name, text in FILES.items() for what, data in mutations(tomli.loads(text))]


def test_changes_are_told_by_both() -> None:
    """What the checker refuses the schema refuses too, unless no schema can see it; and the other way without exception."""
    disagreed = []
    for name, what, data in random.Random(7).sample(MUTATIONS, 250):
        is_open = any(re.fullmatch(each, f"{name} {what}") for each in OPEN_CHANGES)
        if wrong := disagreement(name, data, is_open):
            disagreed.append(f"{name} {what}: {wrong}")
    assert disagreed == []


def test_broken_files_are_told_by_both() -> None:
    disagreed = []
    for name, case in EVERY.items():
        if case not in SYNTAX.values() and (wrong := disagreement(case.file, tomli.loads(broken(case)[0]), name in OPEN_CASES)):
            disagreed.append(f"{name}: {wrong}")
    assert disagreed == []
    # profiles are looked for before the checker comes to its work
    assert set(ONLY_THE_CHECKER) - MET == {"config_no_profile", "config_no_profile_file"}


def test_schema_is_looser_where_json_is() -> None:
    """JSON has no dates, and one number 1 with and without a point."""
    for text in ("[[suppress]]\nrule = 'S110'\nuntil = '2026-12-31'\n", "option.N409.most = 1.0\n"):
        assert list(VALIDATOR.iter_errors(plain(tomli.loads(text)))) == []
        assert objections("nianbao.toml", tomli.loads(text)) == {"config_wrong_type"}


def test_a_section_of_a_parent_is_new_again() -> None:
    """The one place where the schema asks for more: a section that a parent brought is changed with number and title."""
    edit = "[section.attachment]\naccepted.add = ['附表']\n"
    assert list(VALIDATOR.iter_errors(tomli.loads(edit)))
    assert not list(VALIDATOR.iter_errors(tomli.loads(f"{edit}number = 7\ntitle = '附件'\n")))
