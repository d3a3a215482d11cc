"""Options of checks are declared as what they are: nothing undeclared is left, and every shipped rule fits."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Any, Literal, NewType, NotRequired, Required, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from linter import terms
from linter.checks import KINDS
from linter.profile.load import shipped_norm, shipped_rules
from linter.prose.user_pattern import WrongPattern, check_pattern

WITH_OPTIONS = {name: kind.options for name, kind in KINDS.items() if kind.options is not None}
EVERY_KIND = pytest.mark.parametrize("options", WITH_OPTIONS.values(), ids=WITH_OPTIONS)
RULES = [rule for rule in shipped_rules() if rule.options is not None]
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
PLAIN = (str, int, float, bool)


def faults(value: Any, hint: Any, at: str) -> Iterator[str]:
    """Where a value of a rule does not fit its declared type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if isinstance(hint, NewType):
        yield from faults(value, hint.__supertype__, at)
    elif is_typeddict(hint):
        hints = get_type_hints(hint, include_extras=True)
        missing = {key for key, each in hints.items() if get_origin(each) is not NotRequired} - set(value)
        yield from (f"{at}: {key} is missing" for key in missing)
        yield from (f"{at}: {key} is not declared" for key in set(value) - set(hints))
        for key in set(value) & set(hints):
            yield from faults(value[key], hints[key], f"{at}.{key}")
    elif origin in (NotRequired, Required):
        yield from faults(value, arguments[0], at)
    elif origin is Literal:
        if value not in arguments:
            yield f"{at}: {value!r} is none of {arguments}"
    elif origin in (Union, UnionType):
        if all(list(faults(value, each, at)) for each in arguments):
            yield f"{at}: {value!r} is none of {arguments}"
    elif origin is tuple and arguments[-1] is not ...:
        if not isinstance(value, tuple) or len(value) != len(arguments):
            yield f"{at}: {value!r} does not have {len(arguments)} items"
        else:
            for index, item in enumerate(value):
                yield from faults(item, arguments[index], f"{at}[{index}]")
    elif origin in (tuple, Sequence):
        if not isinstance(value, tuple if origin is tuple else (list, tuple)):
            yield f"{at}: {value!r} is no {origin}"
        else:
            for index, item in enumerate(value):
                yield from faults(item, arguments[0], f"{at}[{index}]")
    elif origin is Mapping:
        for key, item in value.items():
            yield from faults(key, arguments[0], f"{at}, {key}")
            yield from faults(item, arguments[1], f"{at}.{key}")
    elif hint in PLAIN:
        if type(value) is not hint:
            yield f"{at}: {value!r} is no {hint}"
    else:
        yield f"{at}: {hint!r} says nothing"


def parts(hint: Any) -> Iterator[Any]:
    """A type and all types in it."""
    yield hint
    inside = get_type_hints(hint, include_extras=True).values() if is_typeddict(hint) else get_args(hint)
    for each in () if get_origin(hint) is Literal else inside:
        yield from parts(each)


def meaning(value: Any, hint: Any) -> Iterator[tuple[str, str]]:
    """The strings of a value with the terms that they are declared to be."""
    if isinstance(hint, NewType):
        yield hint.__name__, value
    elif is_typeddict(hint):
        hints = get_type_hints(hint, include_extras=True)
        for key, item in value.items():
            yield from meaning(item, hints[key])
    elif get_origin(hint) is Mapping:
        for key, item in value.items():
            yield from meaning(key, get_args(hint)[0])
            yield from meaning(item, get_args(hint)[1])
    elif get_origin(hint) in (NotRequired, Required):
        yield from meaning(value, get_args(hint)[0])
    elif get_origin(hint) in (tuple, Sequence):
        for item in value:
            yield from meaning(item, get_args(hint)[0])


def declared(rule: Any) -> Iterator[tuple[str, str]]:
    """The strings in the options of a rule with their terms; "" is no string but the lack of one."""
    for name, hint in get_type_hints(type(rule.options), include_extras=True).items():
        yield from ((term, words) for term, words in meaning(getattr(rule.options, name), hint) if words)


@EVERY_KIND
def test_every_option_says_what_it_is(options: Any) -> None:
    hints = get_type_hints(options, include_extras=True)
    assert list(hints) == list(options._fields)
    for name, hint in hints.items():
        for part in parts(hint):
            assert part not in (Any, object, dict, list, tuple, Mapping, Sequence), f"{name}: {hint}"


@EVERY_RULE
def test_shipped_rules_fit(rule: Any) -> None:
    assert type(rule.options) is KINDS[rule.check].options
    hints = get_type_hints(type(rule.options), include_extras=True)
    assert [fault for name, hint in hints.items() for fault in faults(getattr(rule.options, name), hint, name)] == []


KEYS: Mapping[str, Sequence[str]] = {
    "SectionKey": list(shipped_norm().section_by_key),
    "PassageKey": ["preamble", *shipped_norm().section_by_key],
    "TableKey": list(shipped_norm().tables),
    "RowKey": [key for forms in shipped_norm().tables.values() for form in forms.values() for key in form.by_key],
    "ColumnKey": [key for forms in shipped_norm().tables.values() for form in forms.values() for key in form.columns],
    "BodyLevel": [level.key for level in shipped_norm().levels],
    "DocumentKey": [each["key"] for each in shipped_norm().data["cited"]],
}
FORMS = {
    "CellPath": re.compile(r"\w+/[\w.]+/\w+"),
    "CellSum": re.compile(r"[\w.]+/\w+(?: [+-] [\w.]+/\w+)*"),
    "MonthDay": re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
    "Formula": re.compile(r".+(?:=|<=|>=).+"),
}


@EVERY_RULE
def test_strings_of_shipped_rules_are_what_they_are_declared_to_be(rule: Any) -> None:
    for term, words in declared(rule):
        if term == "MessageKey":
            assert words in rule.messages
        elif term in KEYS:
            assert words in KEYS[term], term
        elif term in FORMS:
            assert FORMS[term].fullmatch(words), term
        else:
            assert term in terms.PATTERNS


# what only `re` can do; all else that is said of users' patterns must be true of the shipped ones as well
BEYOND = {"pattern_look", "pattern_backreference", "pattern_possessive", "pattern_code_point"}


@EVERY_RULE
def test_patterns_of_shipped_rules_are_of_the_kind_that_they_are_declared_to_be(rule: Any) -> None:
    wrong = []
    for term, words in declared(rule):
        if term in terms.PATTERNS:
            try:
                check_pattern(words, term)
            except WrongPattern as problem:
                wrong += [] if problem.said.key in BEYOND else [(words, problem.said)]
    assert wrong == []


def test_every_term_of_a_pattern_is_named() -> None:
    known = {name for name, each in vars(terms).items() if isinstance(each, NewType)}
    assert known >= terms.PATTERNS
    used = {term for rule in RULES for term, _ in declared(rule)}
    assert known - used == set()
    assert used - set(KEYS) - set(FORMS) - {"MessageKey"} == set(terms.PATTERNS)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("", int),
        (True, int),
        (1, str),
        (["a"], tuple[str, ...]),
        (("a", 1), tuple[str, ...]),
        (("a",), tuple[str, str]),
        ("c", Literal["a", "b"]),
        ({"wrong": "a"}, terms.Slip),
        ({"wrong": "a", "right": "b", "where": "c"}, terms.Slip),
        ({"name": "a", "any": [1]}, terms.Topic),
        ({"a": 1}, Mapping[terms.BodyLevel, terms.MonthDay]),
        ("", Any),
        ({"a": "b"}, Mapping[str, Any]),
    ],
)
def test_a_wrong_declaration_is_seen(value: Any, hint: Any) -> None:
    assert list(faults(value, hint, "here"))


def test_terms_cost_little_at_start() -> None:
    code = "import time, typing, linter; t = time.perf_counter(); import linter.terms; print(time.perf_counter() - t)"
    spent = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(5)]
    # 0.4 ms where bytecode is kept; compiling takes three times as long
    assert min(spent) < 0.01
