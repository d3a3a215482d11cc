"""A rule as TOML tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from linter.norm import Norm


class Basis(NamedTuple):
    """What a rule rests on: document and clause; 惯例 where it is practice."""

    doc: str
    clause: str = ""


class Example(NamedTuple):
    """An edit of a good report that the rule passes or breaks: words to replace, once each, and where it then fires.

    `also` names rules that the same words cannot help but break; `previous` is last year's report, with its own edit.
    """

    note: str
    edit: tuple[tuple[str, str], ...]
    edition: str
    at: str = ""
    message: str = ""
    also: tuple[str, ...] = ()
    previous: str = ""
    previous_edit: tuple[tuple[str, str], ...] = ()


class Rule(NamedTuple):
    """A rule of the catalogue.

    `levels` gives single messages another level than `level`, `body_levels` the reports of bodies of a level; `bodies`
    are the levels of bodies that the rule is for (none named: all), `since` the first year, `tables` those that
    it looks at and cannot be decided without; `stops` ends the run when
    the rule is broken;
    `explained_by` names the rules whose findings explain why this one could not be decided, `repeats` the messages
    (D003.mixed) that this one would only repeat.
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
    since: int
    tables: tuple[str, ...]
    basis: tuple[Basis, ...]
    why: str
    help: str
    messages: Mapping[str, str]
    explained_by: tuple[str, ...]
    repeats: tuple[str, ...]
    stops: bool
    options: Any
    passes: tuple[Example, ...]
    fails: tuple[Example, ...]

    def level_of(self, message: str, body: str | None = None) -> str:
        """The level of one of the rule's messages for a body of this level."""
        return self.body_levels.get(body or "", self.levels.get(message, self.level))


class Profile(NamedTuple):
    """What reports are held against: a norm and rules, under the name of the profile that they come from."""

    name: str
    title: str
    norm: Norm
    rules: tuple[Rule, ...]
