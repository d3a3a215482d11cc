"""Named tuples of our own: in all that the program does with them they are those of the library."""

from __future__ import annotations

import copy
import inspect
import pickle
import subprocess
import sys
import typing
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from commands import ROOT

from linter.named_tuple import NamedTuple


class Ours(NamedTuple):
    """A cell."""

    row: str
    number: int | None
    words: Mapping[str, int] = {}
    state: str = "blank"

    @property
    def named(self) -> str:
        """Row and state."""
        return f"{self.row}/{self.state}"


class Theirs(typing.NamedTuple):
    """A cell."""

    row: str
    number: int | None
    words: Mapping[str, int] = {}
    state: str = "blank"

    @property
    def named(self) -> str:
        """Row and state."""
        return f"{self.row}/{self.state}"


class Nothing(NamedTuple):
    """Without fields."""


USES: dict[str, Callable[[Any], Any]] = {
    "in order": lambda kind: tuple(kind("new", 3, {"a": 1}, "number")),
    "by name": lambda kind: tuple(kind(number=None, row="new")),
    "defaults": lambda kind: (kind("new", 3).words, kind("new", 3).state),
    "fields": lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__, kind.__slots__),
    "types": typing.get_type_hints,
    "other values": lambda kind: tuple(kind("new", 3)._replace(state="mark", number=4)),
    "out of others": lambda kind: tuple(kind._make(["new", 3, {}, "blank"])),
    "as a mapping": lambda kind: kind("new", 3)._asdict(),
    "equal": lambda kind: (kind("new", 3) == ("new", 3, {}, "blank"), kind("new", 3) == kind("new", 4)),
    "hashed": lambda kind: hash(kind("new", 3, (), "")),
    "told": lambda kind: repr(kind("new", 3)).replace(kind.__name__, ""),
    "properties": lambda kind: kind("new", 3).named,
    "unpacked": lambda kind: [*kind("new", 3)],
    "copied": lambda kind: (copy.copy(kind("new", 3)) == kind("new", 3), type(copy.deepcopy(kind("new", 3))) is kind),
    "pickled": lambda kind: [pickle.loads(pickle.dumps(kind("new", 3), protocol)) == kind("new", 3) for protocol in range(6)],
    "same kind": lambda kind: type(pickle.loads(pickle.dumps(kind("new", 3)))) is kind,
    "names of arguments": lambda kind: list(inspect.signature(kind).parameters),
    "a tuple": lambda kind: (issubclass(kind, tuple), isinstance(kind("new", 3), tuple), len(kind("new", 3))),
}
MISTAKES: dict[str, Callable[[Any], Any]] = {
    "too few": lambda kind: kind("new"),
    "too many": lambda kind: kind("new", 3, {}, "blank", 5),
    "unknown": lambda kind: kind("new", 3, column="total"),
    "twice": lambda kind: kind("new", 3, row="new"),
    "too few to make": lambda kind: kind._make(["new"]),
    "set": lambda kind: setattr(kind("new", 3), "row", "other"),
    "added": lambda kind: setattr(kind("new", 3), "column", "total"),
    "deleted": lambda kind: delattr(kind("new", 3), "row"),
}


@pytest.mark.parametrize("use", USES)
def test_they_do_what_those_of_the_library_do(use: str) -> None:
    assert USES[use](Ours) == USES[use](Theirs)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_the_same(mistake: str) -> None:
    with pytest.raises((TypeError, AttributeError)) as theirs:
        MISTAKES[mistake](Theirs)
    with pytest.raises(theirs.type):
        MISTAKES[mistake](Ours)


def test_mistakes_name_the_class() -> None:
    with pytest.raises(TypeError, match=r"Ours.__new__\(\) missing 1 required positional argument: 'number'"):
        Ours("new")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="column"):
        Ours("new", 3)._replace(column="total")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="behind one that has one"):
        type(Ours)("Wrong", Ours.__bases__, {"__annotations__": {"row": "str", "number": "int"}, "row": ""})


def test_one_may_be_without_fields() -> None:
    assert Nothing() == ()
    assert Nothing._fields == ()


def test_patterns_match_places() -> None:
    match Ours("new", 3):
        case Ours(row, number):
            assert (row, number) == ("new", 3)


def test_types_of_fields_are_kept_as_text() -> None:
    """Python 3.14 tells of annotations only by asking for them, unless they are kept as text."""
    sources = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / "linter").rglob("*.py")}
    using = {path: source for path, source in sources.items() if "(NamedTuple)" in source}
    wanted = ("\nfrom __future__ import annotations\n", "\nfrom linter.named_tuple import NamedTuple\n")
    assert len(using) > 100
    assert [path for path, source in using.items() if not all(each in source for each in wanted)] == []


WITHOUT = """
from __future__ import annotations
import collections, _collections
del _collections._tuplegetter
from linter.named_tuple import NamedTuple
class Cell(NamedTuple):
    row: str
    number: int = 0
print(type(Cell.__dict__["row"]).__name__, Cell("new").row, Cell("new", 3).number, Cell("new")._replace(number=4))
"""


def test_interpreters_without_quick_fields_have_properties() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "property new 3 Cell(row='new', number=4)\n"
