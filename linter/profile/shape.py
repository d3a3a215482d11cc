"""What a value of a rule or configuration file looks like, read from the types that the program declares for it."""

from __future__ import annotations

import datetime
import types
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import (
    Any,
    Literal,
    NewType,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from linter.named_tuple import NamedTuple

Kind = Literal["string", "integer", "number", "boolean", "date", "array", "table", "map", "choice", "either", "any"]
_SCALARS: dict[Any, Kind] = {
    str: "string", bool: "boolean", int: "integer", float: "number", datetime.date: "date", object: "any",
}  # fmt: skip


class Field(NamedTuple):
    """A key of a table."""

    shape: Shape
    required: bool


class Shape(NamedTuple):
    """A value: `term` says what a string means ("" for plain words), `keys` what the keys of a map mean.

    `items` is the shape of what an array or map holds, `fields` the keys of a table, `choices` the words to choose from,
    `either` the shapes of which one must fit. An array that `edits` may also be {add = […], drop = […]}.
    """

    kind: Kind
    term: str = ""
    keys: str = ""
    items: Shape | None = None
    fields: Mapping[str, Field] = types.MappingProxyType({})
    choices: tuple[str, ...] = ()
    either: tuple[Shape, ...] = ()
    edits: bool = False


@lru_cache(maxsize=256)
def shape_of(hint: Any) -> Shape:
    """The shape of a declared type: NewTypes of str, Literal, tuples and sequences, mappings, TypedDicts and NamedTuples.

    Raises TypeError for a type that no TOML value has.
    """
    if hint in _SCALARS:
        return Shape(_SCALARS[hint])
    if isinstance(hint, NewType):
        return Shape("string", term=hint.__name__)
    if is_typeddict(hint):
        hints = get_type_hints(hint, include_extras=True)
        # with annotations kept as text, the class itself does not know which keys are marked
        return _table(hints, frozenset(key for key, each in hints.items() if _is_required(each, key in hint.__required_keys__)))
    if isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields"):
        return _table(get_type_hints(hint), frozenset(hint._fields) - frozenset(getattr(hint, "_field_defaults", ())))
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Required, NotRequired):
        return shape_of(arguments[0])
    if origin is Literal:
        return Shape("choice", choices=tuple(map(str, arguments)))
    if origin in (Union, types.UnionType):
        shapes = tuple(shape_of(each) for each in arguments if each is not type(None))
        return shapes[0] if len(shapes) == 1 else Shape("either", either=shapes)
    if origin in (tuple, list, Sequence):
        return Shape("array", items=shape_of(arguments[0]))
    if origin in (dict, Mapping):
        return Shape("map", keys=shape_of(arguments[0]).term, items=shape_of(arguments[1]))
    raise TypeError(f"no TOML value is a {hint!r}")


def _is_required(hint: Any, otherwise: bool) -> bool:
    marked = get_origin(hint)
    return marked is Required or (marked is not NotRequired and otherwise)


def _table(hints: Mapping[str, Any], required: frozenset[str]) -> Shape:
    return Shape("table", fields={name: Field(shape_of(hint), name in required) for name, hint in hints.items()})


def editable(shape: Shape) -> Shape:
    """The same with every array open to {add, drop} and no key required: what changes something that is there."""
    if shape.kind == "array":
        return shape._replace(edits=True)
    if shape.kind == "table":
        return shape._replace(fields={name: Field(editable(field.shape), False) for name, field in shape.fields.items()})
    return shape
