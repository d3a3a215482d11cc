"""Records as bytes and back, for pipes, temporary files and the cache: JSON, so that reading them runs nothing."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Build = Callable[[Any], Any]


def encoded(record: Any) -> bytes:
    """A record of records, tuples, mappings with names, words and numbers as JSON; names of fields are left out."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=dict).encode("utf-8", "surrogatepass")


def decoded(data: bytes, kind: type[Any]) -> Any:
    """The record of this kind that was encoded.

    Raises ValueError for bytes that are none.
    """
    build: Build = builder(kind)  # type: ignore[arg-type]
    try:
        return build(json.loads(data.decode("utf-8", "surrogatepass")))
    except (TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from None


@lru_cache(maxsize=64)
def builder(kind: Any) -> Build:
    """What makes a value of this type out of JSON."""
    origin, inside = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _record(kind)
    if origin is tuple:
        return _tuple(inside)
    if origin in (Union, types.UnionType):
        return _optional(inside)
    if origin in (Mapping, dict):
        build = builder(inside[1])
        return _same if build is _same else lambda value: {key: build(each) for key, each in value.items()}
    if kind in (str, int, float, bool, Any) or origin is Literal:
        return _same
    raise TypeError(f"{kind} cannot be read from JSON")


def _same(value: Any) -> Any:
    return value


def _record(kind: Any) -> Build:
    hints = get_type_hints(kind)
    builders = [builder(hints[name]) for name in kind._fields]
    make = kind._make
    if all(build is _same for build in builders):
        return lambda value: make(value)
    return lambda value: make([build(each) for build, each in zip(builders, value, strict=True)])


def _tuple(inside: tuple[Any, ...]) -> Build:
    if len(inside) == 2 and inside[1] is Ellipsis:
        build = builder(inside[0])
        return tuple if build is _same else lambda value: tuple([build(each) for each in value])
    builders = [builder(each) for each in inside]
    if all(build is _same for build in builders):
        return tuple
    return lambda value: tuple([build(each) for build, each in zip(builders, value, strict=True)])


def _optional(inside: tuple[Any, ...]) -> Build:
    """Of several types, those that JSON itself keeps apart: one record or tuple, or nothing."""
    builders = {builder(each) for each in inside if each is not types.NoneType} - {_same}
    if not builders:
        return _same
    (build,) = builders
    return lambda value: None if value is None else build(value)
