"""A rule as TOML tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from linter.named_tuple import NamedTuple

if TYPE_CHECKING:
    from linter.checks import Kind
    from linter.norm import Norm


NO_WORDS: Mapping[str, Any] = MappingProxyType({})


class Basis(NamedTuple):
    """What a rule rests on: document and clause; 惯例 where it is practice."""

    doc: str
    clause: str = ""


class Example(NamedTuple):
    """An edit of a good report that the rule passes or breaks: words to replace, once each, and where it then fires.

    `also` names rules that the same words cannot help but break; `previous` is last year's report, with its own edit;
    `file` an own report instead of the shipped one, relative to the rule's file.
    """

    note: str
    edit: tuple[tuple[str, str], ...]
    edition: str
    at: str = ""
    message: str = ""
    also: tuple[str, ...] = ()
    previous: str = ""
    previous_edit: tuple[tuple[str, str], ...] = ()
    file: str = ""


class Rule(NamedTuple):
    """A rule of the catalogue.

    `levels` gives single messages another level than `level`, `body_levels` the reports of bodies of a level. It is for
    bodies of the levels `bodies` (none named: all) whose names match `named` ("" for any), from the year `since` to `until`
    (0 for no bound). `tables` are those that it looks at and cannot be decided without; `stops` ends the run when the rule
    is broken; one that is `locked` may be raised by profiles, never lowered.

    `explained_by` names the rules whose findings explain why this one could not be decided, `repeats` the messages
    (D003.mixed) that this one would only repeat. `kind` is its check with the type of its options; `examples` are those that
    `pass` and `fail` as the file has them, since checking needs none; `changed` are the fields of words that a profile
    changed, `english` what replaces words in English.
    """

    code: str
    name: str
    title: str
    check: str
    level: str
    levels: Mapping[str, str]
    editions: tuple[str, ...]
    bodies: tuple[str, ...]
    body_levels: Mapping[str, str]
    named: str
    since: int
    until: int
    tables: tuple[str, ...]
    basis: tuple[Basis, ...]
    why: str
    help: str
    messages: Mapping[str, str]
    explained_by: tuple[str, ...]
    repeats: tuple[str, ...]
    stops: bool
    locked: bool
    kind: Kind
    options: Any
    examples: Mapping[str, Sequence[Mapping[str, Any]]]
    changed: frozenset[str] = frozenset()
    english: Mapping[str, Any] = NO_WORDS

    @property
    def passes(self) -> tuple[Example, ...]:
        """The examples that the rule has nothing to say of."""
        return tuple(_example(entry, self.editions) for entry in self.examples["pass"])

    @property
    def fails(self) -> tuple[Example, ...]:
        """The examples that break the rule."""
        return tuple(_example(entry, self.editions) for entry in self.examples["fail"])

    def level_of(self, message: str, body: str | None = None) -> str:
        """The level of one of the rule's messages for a body of this level."""
        return self.body_levels.get(body or "", self.levels.get(message, self.level))


def _example(entry: Mapping[str, Any], editions: tuple[str, ...]) -> Example:
    edit = tuple((old, new) for old, new in entry.get("edit", {}).items())
    return Example(
        entry.get("note", ""), edit, entry.get("edition", editions[0]), entry.get("at", ""), entry.get("message", ""),
        tuple(entry.get("also", ())), entry.get("previous", ""), tuple(entry.get("previous_edit", {}).items()),
        entry.get("file", ""),
    )  # fmt: skip


class Profile(NamedTuple):
    """What reports are held against: a norm and rules, under the name of the profile that they come from."""

    name: str
    title: str
    norm: Norm
    rules: tuple[Rule, ...]
