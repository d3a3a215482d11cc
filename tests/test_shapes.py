"""Shapes are read from types; every deviation of a value from its shape is told with its path."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, NewType, NotRequired, Optional, Required, TypedDict, Union

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks import KINDS
from linter.profile import form
from linter.profile.layers import entry_shape, options_shape
from linter.profile.load import OWN
from linter.profile.problem import nearest, suggestion
from linter.profile.shape import Field, Shape, editable, shape_of
from linter.profile.verify import Fault, faults, lacking, strings, without
from linter.words import Phrase, catalog

Word = NewType("Word", str)


class Loose(TypedDict, total=False):
    name: Required[str]
    words: Sequence[Word]


class Strict(TypedDict):
    name: str
    level: NotRequired[Literal["a", "b"]]


class Options(NamedTuple):
    inner: Strict
    many: tuple[Loose, ...]
    share: float = 0.5
    on: bool = False
    when: datetime.date | None = None
    either: str | Sequence[str] = ""
    by: Mapping[Word, int] = {}


TEXT, WORD = Shape("string"), Shape("string", term="Word")
SHAPE = shape_of(Options)
GOOD: dict[str, Any] = {
    "inner": {"name": "x", "level": "a"}, "many": [{"name": "y", "words": ["u", "v"]}], "share": 1, "on": True,
    "when": datetime.date(2026, 12, 31), "either": ["z"], "by": {"w": 1},
}  # fmt: skip


@pytest.mark.parametrize(
    ("hint", "shape"),
    [
        (str, TEXT),
        (int, Shape("integer")),
        (float, Shape("number")),
        (bool, Shape("boolean")),
        (datetime.date, Shape("date")),
        (object, Shape("any")),
        (Word, WORD),
        (Literal["a", "b"], Shape("choice", choices=("a", "b"))),
        (tuple[Word, ...], Shape("array", items=WORD)),
        (list[str], Shape("array", items=TEXT)),
        (Sequence[Sequence[str]], Shape("array", items=Shape("array", items=TEXT))),
        (Mapping[Word, int], Shape("map", keys="Word", items=Shape("integer"))),
        (dict[str, bool], Shape("map", items=Shape("boolean"))),
        (str | None, TEXT),
        (Optional[Word], WORD),  # noqa: UP045
        (str | int, Shape("either", either=(TEXT, Shape("integer")))),
        (Union[str, Sequence[Word]], Shape("either", either=(TEXT, Shape("array", items=WORD)))),  # noqa: UP007
        (Loose, Shape("table", fields={"name": Field(TEXT, True), "words": Field(Shape("array", items=WORD), False)})),
        (Strict, Shape("table", fields={
            "name": Field(TEXT, True), "level": Field(Shape("choice", choices=("a", "b")), False),
        })),
    ],
)  # fmt: skip
def test_shape_of_a_type(hint: Any, shape: Shape) -> None:
    assert shape_of(hint) == shape


def test_shape_of_options() -> None:
    assert {name: field.required for name, field in SHAPE.fields.items()} == {
        "inner": True, "many": True, "share": False, "on": False, "when": False, "either": False, "by": False,
    }  # fmt: skip


@pytest.mark.parametrize("hint", [complex, bytes, set[str], None, Any, tuple[complex, ...], type("Class", (), {})])
def test_types_without_a_value(hint: Any) -> None:
    with pytest.raises(TypeError):
        shape_of(hint)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_check_has_options_that_toml_can_say(kind: Any) -> None:
    fields = options_shape(kind).fields
    assert not set(fields) & OWN, "a field of rules hides the option"
    assert set(entry_shape(kind, True).fields) >= set(fields)


def test_every_form_has_a_shape() -> None:
    for each in (form.ProfileFile, form.ConfigurationFile, form.Override):
        assert shape_of(each).kind == "table"
    assert set(shape_of(form.RuleEntry).fields) == OWN - {"stops"}


def test_editable_asks_for_nothing_and_takes_edits() -> None:
    shape = editable(SHAPE)
    assert not any(field.required for field in shape.fields.values())
    assert not any(field.required for field in shape.fields["inner"].shape.fields.values())
    assert [name for name, field in shape.fields.items() if field.shape.edits] == ["many"]
    # the tables of a list are whole ones
    assert shape.fields["many"].shape.items == SHAPE.fields["many"].shape.items


def judge(words: str) -> tuple[str, str] | None:
    """Words must be small."""
    return None if words.islower() else ("wrong", "cure")


def faults_of(change: Mapping[str, Any], shape: Shape = SHAPE) -> list[Fault]:
    """The faults of the good value with changes; None takes a key out."""
    value = {key: item for key, item in {**GOOD, **change}.items() if item is not None}
    return list(faults(value, shape, {"Word": judge}))


def test_no_faults() -> None:
    assert faults_of({}) == []
    assert faults_of({"either": "z", "when": None, "share": 0.25, "many": []}) == []
    assert list(faults({}, editable(SHAPE), {})) == []


@pytest.mark.parametrize(
    ("change", "path", "key", "phrase"),
    [
        ({"inner": None}, (), True, "config_missing"),
        ({"inner": {}}, ("inner",), True, "config_missing"),
        ({"inner": {"name": "x", "leel": "a"}}, ("inner", "leel"), True, "config_unknown_key"),
        ({"inner": {"nam": "x"}}, ("inner", "nam"), True, "config_unknown_key"),
        ({"zzz": 1}, ("zzz",), True, "config_unknown_top"),
        ({"inner": {"name": "x", "level": "c"}}, ("inner", "level"), False, "config_no_choice"),
        ({"inner": {"name": "x", "level": 1}}, ("inner", "level"), False, "config_wrong_type"),
        ({"inner": []}, ("inner",), False, "config_wrong_type"),
        ({"inner": {"name": 1}}, ("inner", "name"), False, "config_wrong_type"),
        ({"many": {}}, ("many",), False, "config_wrong_type"),
        ({"many": "x"}, ("many",), False, "config_wrong_type"),
        ({"many": ["x"]}, ("many", 0), False, "config_wrong_type"),
        ({"many": [{"name": "x", "words": "u"}]}, ("many", 0, "words"), False, "config_wrong_type"),
        ({"many": [{"name": "x"}, {"name": "x", "words": ["u", 1]}]}, ("many", 1, "words", 1), False, "config_wrong_type"),
        ({"many": [{"words": []}]}, ("many", 0), True, "config_missing"),
        ({"share": "1"}, ("share",), False, "config_wrong_type"),
        ({"share": True}, ("share",), False, "config_wrong_type"),
        ({"on": 1}, ("on",), False, "config_wrong_type"),
        ({"when": "2026-12-31"}, ("when",), False, "config_wrong_type"),
        ({"when": datetime.datetime(2026, 12, 31)}, ("when",), False, "config_wrong_type"),
        ({"either": 1}, ("either",), False, "config_wrong_type"),
        ({"either": [1]}, ("either", 0), False, "config_wrong_type"),
        ({"by": {"w": "1"}}, ("by", "w"), False, "config_wrong_type"),
        ({"by": {"w": True}}, ("by", "w"), False, "config_wrong_type"),
    ],
)
def test_each_fault(change: Mapping[str, Any], path: tuple[Any, ...], key: bool, phrase: str) -> None:
    (fault,) = faults_of(change)
    assert (fault.path, fault.key) == (path, key)
    assert isinstance(fault.said, Phrase)
    assert fault.said.key == phrase
    for language in ("zh", "en"):
        assert catalog(language).say(fault.said)
        catalog(language).say(fault.cure)


def test_strings_with_a_meaning_are_judged() -> None:
    (fault,) = faults_of({"many": [{"name": "X", "words": ["u", "V"]}]})
    assert (fault.path, fault.said, fault.cure, fault.key) == (("many", 0, "words", 1), "wrong", "cure", False)
    (fault,) = faults_of({"by": {"W": "x"}})
    assert (fault.path, fault.said, fault.key) == (("by", "W"), "wrong", True)


def test_all_faults_at_once() -> None:
    found = faults_of({"inner": {"leel": 1}, "many": [1, {"words": [1]}], "share": "x", "zzz": 1})
    assert [fault.path for fault in found] == [
        ("zzz",), ("inner", "leel"), ("inner",), ("many", 0), ("many", 1), ("many", 1, "words", 0), ("share",),
    ]  # fmt: skip


EDITED = editable(SHAPE)


@pytest.mark.parametrize(
    ("edit", "path", "phrase"),
    [
        ({}, ("many",), "config_wrong_type"),
        ({"ad": []}, ("many", "ad"), "config_unknown_key"),
        ({"add": "x"}, ("many", "add"), "config_wrong_type"),
        ({"add": [{}]}, ("many", "add", 0), "config_missing"),
        ({"add": ["name"]}, ("many", "add", 0), "config_wrong_type"),
        ({"drop": [1]}, ("many", "drop", 0), "config_wrong_type"),
        ({"add": [], "drop": [], "name": "x"}, ("many", "name"), "config_unknown_key"),
    ],
)
def test_each_fault_of_an_edit(edit: Mapping[str, Any], path: tuple[Any, ...], phrase: str) -> None:
    (fault,) = faults_of({"many": edit}, EDITED)
    assert fault.path == path
    assert isinstance(fault.said, Phrase)
    assert fault.said.key == phrase


def test_edits_that_are_right() -> None:
    assert faults_of({"many": {"add": [{"name": "x"}], "drop": ["name", {"name": "x"}]}}, EDITED) == []
    assert faults_of({"many": {"drop": []}}, EDITED) == []


def test_strings_of_a_meaning() -> None:
    found = strings({**GOOD, "either": "z"}, SHAPE, frozenset(("Word",)))
    assert list(found) == ["u", "v"]
    edited = {"many": {"add": [{"name": "a", "words": ["b"]}], "drop": ["c"]}}
    assert list(strings(edited, EDITED, frozenset(("Word",)))) == ["b"]


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        (({"on": "true"}), "请去掉引号：true"), ({"share": "0.5"}, "请去掉引号：0.5"),
        ({"when": "2026-12-31"}, "请去掉引号：2026-12-31"), ({"either": 1}, ""), ({"on": "ja"}, ""),
        ({"many": [{"name": "x", "words": "u"}]}, '请加方括号：["u"]'),
        ({"inner": {"name": "x", "level": 1}}, "可用：a、b"),
    ],
)  # fmt: skip
def test_what_to_write_instead(written: Mapping[str, Any], cure: str) -> None:
    (fault,) = faults_of(written)
    assert catalog("zh").say(fault.cure) == cure


@pytest.mark.parametrize(
    ("written", "known", "right"),
    [
        ("profle", ["prefix", "profile"], "profile"), ("S171", ["S118", "S117", "S110"], "S117"),
        ("N495", ["N409", "N405"], "N405"), ("YL101", ["Y801", "S101"], None), ("n405", ["N405"], "N405"),
        ("总数", ["总计", "合计"], "总计"), ("x", ["y"], None), ("", ["y"], None),
    ],
)  # fmt: skip
def test_the_nearest_name(written: str, known: list[str], right: str | None) -> None:
    assert nearest(written, known) == right


def test_suggestions() -> None:
    assert suggestion("x", []) == ""
    assert catalog("zh").say(suggestion("bas", ["base", "auto"])) == "是不是 base？可用：base、auto"
    assert catalog("zh").say(suggestion("x", [f"name-{n}" for n in range(40)])).endswith("等 40 项")
    assert catalog("zh").say(suggestion("name-1x", [f"name-{n}" for n in range(40)])) == "是不是 name-1？"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.dates() | st.datetimes() | st.times(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["add", "drop", "inner", "many", "name", "words", "level", "by", "x"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "zzz"]), VALUES, max_size=7))
def test_any_value_has_faults_at_places_that_are_there(value: dict[str, Any]) -> None:
    for shape in (SHAPE, EDITED):
        for fault in faults(value, shape, {"Word": judge}):
            inside: Any = value
            for part in fault.path:
                inside = inside[part]
            catalog("zh").say(fault.said)


@given(st.dictionaries(st.sampled_from([*GOOD, "zzz"]), VALUES, max_size=7))
def test_without_its_faults_a_value_has_none(value: dict[str, Any]) -> None:
    rest = without(value, frozenset(fault.path for fault in faults(value, EDITED, {"Word": judge})))
    # an edit may come out empty, and a table without a key that it must have
    found = [fault for fault in faults(rest, EDITED, {"Word": judge}) if fault.path != ("many",) or rest["many"]]
    assert [fault.path for fault in found if fault.said != lacking(["name"], fault.path).said] == []


@given(st.lists(st.sampled_from(sorted(GOOD)), unique=True))
def test_a_part_of_what_is_good_is_good_as_a_change(names: list[str]) -> None:
    assert list(faults({name: GOOD[name] for name in names}, EDITED, {"Word": judge})) == []
    lacking = {"inner", "many"} - set(names)
    assert bool(list(faults({name: GOOD[name] for name in names}, SHAPE, {"Word": judge}))) == bool(lacking)
