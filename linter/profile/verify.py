"""The values of a file against the shapes that are declared for them: every deviation, with its path."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from linter.named_tuple import NamedTuple
from linter.profile.problem import nearest, suggestion
from linter.profile.shape import Shape
from linter.profile.source import Path
from linter.words import Names, Phrase, Word


class Fault(NamedTuple):
    """A deviation at a path: of the key's name, or of the value; `offset` and `length` tell a part of a string."""

    path: Path
    said: Word
    cure: Word = ""
    key: bool = False
    offset: int = 0
    length: int = 1


# what is wrong with a string that has a meaning, and what to write instead; None for nothing
Judge = Callable[[str], tuple[Word, Word] | None]

EDITS = ("add", "drop")
_LONGEST_SHOWN = 40
# keys of one table that are told one by one
_MOST_UNKNOWN = 3


def faults(value: Any, shape: Shape, judges: Mapping[str, Judge], path: Path = ()) -> Iterator[Fault]:
    """Everything in the value that does not fit the shape; `judges` know what strings with a meaning (a term) may be."""
    if shape.kind == "any":
        return
    if shape.kind == "either":
        fitting = next((each for each in shape.either if _is_a(value, each)), None)
        if fitting is None:
            yield _wrong_type(value, shape, path)
        else:
            yield from faults(value, fitting, judges, path)
    elif shape.edits and isinstance(value, Mapping):
        yield from _edits(value, shape, judges, path)
    elif not _is_a(value, shape):
        yield _wrong_type(value, shape, path)
    elif shape.kind == "choice":
        if value not in shape.choices:
            params = {"value": _shown(value)}
            yield Fault(path, Phrase("config_no_choice", params), suggestion(value, shape.choices))
    elif shape.kind == "string":
        yield from _string(value, shape.term, judges, path)
    elif shape.kind == "array":
        assert shape.items is not None
        for index, item in enumerate(value):
            yield from faults(item, shape.items, judges, (*path, index))
    elif shape.kind == "map":
        assert shape.items is not None
        for key, item in value.items():
            wrong = list(_string(key, shape.keys, judges, (*path, key)))
            yield from (fault._replace(key=True) for fault in wrong)
            if not wrong:
                yield from faults(item, shape.items, judges, (*path, key))
    elif shape.kind == "table":
        yield from _table(value, shape, judges, path)


def _table(value: Mapping[str, Any], shape: Shape, judges: Mapping[str, Judge], path: Path) -> Iterator[Fault]:
    unknown = [key for key in value if key not in shape.fields]
    if len(unknown) > _MOST_UNKNOWN:
        yield _strays(unknown, path)
        unknown = []
    missing = [key for key, field in shape.fields.items() if field.required and key not in value]
    for key in unknown:
        free = [name for name in shape.fields if name not in value]
        # of tables in an array, there may be another
        again = nearest(key, (name for name, field in shape.fields.items() if name in value and _holds_tables(field.shape)))
        known = [again] if again and nearest(key, free) is None else free
        yield Fault((*path, key), _unknown(key, path), suggestion(key, known or tuple(shape.fields)), key=True)
        missing = [name for name in missing if name != nearest(key, free)]
    if missing:
        yield lacking(missing, path)
    for key, item in value.items():
        if key in shape.fields:
            yield from faults(item, shape.fields[key].shape, judges, (*path, key))


def _strays(keys: Sequence[str], path: Path) -> Fault:
    """Said of many keys at once that a table cannot have: it is those of another one that has lost its header."""
    names = Names(tuple(map(_shown, keys)), _MOST_UNKNOWN, quoted=False)
    params: dict[str, Word] = {"names": names, "table": table_name(path) or Phrase("config_the_file")}
    return Fault((*path, keys[0]), Phrase("config_strays", params), Phrase("config_strays_cure"), key=True)


def _holds_tables(shape: Shape) -> bool:
    return shape.kind == "array" and shape.items is not None and shape.items.kind in ("table", "map")


def _unknown(key: str, path: Path) -> Phrase:
    table = table_name(path)
    return (
        Phrase("config_unknown_key", {"key": _shown(key), "table": table})
        if table
        else Phrase("config_unknown_top", {"key": _shown(key)})
    )


def lacking(names: list[str], path: Path) -> Fault:
    """Said of a table without keys that it must have."""
    params: dict[str, Word] = {"table": table_name(path) or Phrase("config_the_file"), "names": Names(tuple(names), quoted=False)}
    return Fault(path, Phrase("config_missing", params), key=True)


def _edits(value: Mapping[str, Any], shape: Shape, judges: Mapping[str, Judge], path: Path) -> Iterator[Fault]:
    assert shape.items is not None
    if not value:
        yield _wrong_type(value, shape, path)
    for key, items in value.items():
        if key not in EDITS:
            yield Fault((*path, key), _unknown(key, path), suggestion(key, EDITS), key=True)
        elif not isinstance(items, list):
            yield _wrong_type(items, shape._replace(edits=False), (*path, key))
        else:
            for index, item in enumerate(items):
                # of tables, the name is enough to say which one to drop
                named = key == "drop" and shape.items.kind == "table" and isinstance(item, str)
                if not named:
                    yield from faults(item, shape.items, judges, (*path, key, index))


def _string(value: str, term: str, judges: Mapping[str, Judge], path: Path) -> Iterator[Fault]:
    judge = judges.get(term)
    wrong = judge(value) if judge is not None else None
    if wrong is not None:
        yield Fault(path, *wrong)


_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,), "choice": (str,), "boolean": (bool,), "integer": (int,), "number": (int, float), "array": (list, tuple),
    "table": (Mapping,), "map": (Mapping,), "date": (datetime.date,),
}  # fmt: skip


def _is_a(value: Any, shape: Shape) -> bool:
    if shape.kind == "either":
        return any(_is_a(value, each) for each in shape.either)
    if isinstance(value, bool):
        return shape.kind == "boolean"
    if isinstance(value, datetime.datetime):
        return False
    return isinstance(value, _TYPES[shape.kind]) or (shape.edits and isinstance(value, Mapping))


def _wrong_type(value: Any, shape: Shape, path: Path) -> Fault:
    kinds = [each.kind for each in (shape.either or (shape,))]
    params: dict[str, Word] = {
        "key": table_name(path),
        "expected": Names(tuple(Phrase(f"config_is_{kind}") for kind in kinds), quoted=False, between="config_or"),
        "actual": Phrase(_WRITTEN[_kind_of(value)]),
    }
    cure: Word = suggestion("", shape.choices)
    if path == ("profile",) and isinstance(value, Mapping):
        cure = Phrase("config_is_profile_file")
    if isinstance(value, str) and len(value) < _LONGEST_SHOWN:
        quoted: dict[str, Word] = {"value": value}
        if kinds == ["array"] and shape.items is not None and shape.items.kind in ("string", "choice"):
            cure = Phrase("config_in_brackets", quoted)
        elif _UNQUOTED.get(kinds[0]) and _UNQUOTED[kinds[0]].fullmatch(value):
            cure = Phrase("config_unquoted", quoted)
    return Fault(path, Phrase("config_wrong_type", params), cure)


_WRITTEN = {
    "string": "config_was_string", "integer": "config_was_integer", "number": "config_was_number",
    "boolean": "config_was_boolean", "date": "config_was_date", "time": "config_is_time", "array": "config_was_array",
    "table": "config_was_table",
}  # fmt: skip
# strings that are values of this kind once their quotation marks are taken off
_UNQUOTED: Mapping[str, re.Pattern[str]] = {
    "boolean": re.compile("true|false"), "integer": re.compile("[0-9]+"), "number": re.compile(r"[0-9]+(\.[0-9]+)?"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
}  # fmt: skip


def _kind_of(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return "time"
    order = ("boolean", "integer", "number", "string", "array", "table", "date")
    return next((kind for kind in order if isinstance(value, _TYPES[kind])), "time")


def table_name(path: Path) -> str:
    """A path as people write it: rule.message, override.files."""
    return ".".join(each for each in path if isinstance(each, str))


def _shown(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"


def without(value: Any, paths: frozenset[Path], here: Path = ()) -> Any:
    """The value without what stands at the paths, so that the rest can be looked at further.

    An array with such an item goes as a whole: the places of its other items would no longer be theirs.
    """
    if isinstance(value, Mapping):
        kept = {key: item for key, item in value.items() if not _is_faulty(item, (*here, key), paths)}
        return {key: without(item, paths, (*here, key)) for key, item in kept.items()}
    if isinstance(value, list):
        return [without(item, paths, (*here, index)) for index, item in enumerate(value)]
    return value


def _is_faulty(value: Any, path: Path, paths: frozenset[Path]) -> bool:
    return path in paths or (isinstance(value, list) and any((*path, index) in paths for index in range(len(value))))


def strings(value: Any, shape: Shape, terms: frozenset[str]) -> Iterator[str]:
    """The strings of a value that fits the shape which have one of the meanings."""
    if shape.kind == "string":
        if shape.term in terms:
            yield value
    elif shape.kind == "either":
        fitting = next((each for each in shape.either if _is_a(value, each)), None)
        yield from strings(value, fitting, terms) if fitting else ()
    elif shape.kind == "table":
        for key, item in value.items():
            if key in shape.fields:
                yield from strings(item, shape.fields[key].shape, terms)
    elif shape.items is not None:
        items = value.values() if isinstance(value, Mapping) and not shape.edits else value
        if isinstance(items, Mapping):
            items = [item for key in EDITS for item in items.get(key, ()) if _is_a(item, shape.items)]
        for item in items:
            yield from strings(item, shape.items, terms)
