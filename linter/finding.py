"""What a check may say, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from linter.named_tuple import NamedTuple
from linter.profile.model import Basis, Rule
from linter.report import NOTHING
from linter.text import Span
from linter.words import Word

LEVELS = ("error", "warning", "info", "off")


class Edit(NamedTuple):
    """Words to stand in the place of a span; of an empty span, in front of it."""

    span: Span
    words: str


class Fix(NamedTuple):
    """How a finding can be mended, all edits together; a safe fix leaves what the report says as it is."""

    grade: Literal["safe", "unsafe"]
    edits: tuple[Edit, ...]


class Pointer(NamedTuple):
    """Another place that a finding is about: address, span, and a word on it."""

    at: str
    span: Span
    message: Word = ""


class Said(NamedTuple):
    """What a check yields: a message by its id with parameters, at an address, over a span.

    `blocked` says that the rule could not be decided there; it is never counted as broken nor as passed.
    """

    message: str
    at: str
    span: Span
    params: Mapping[str, Word] = NOTHING
    related: tuple[Pointer, ...] = ()
    blocked: bool = False
    fix: Fix | None = None


class Skip(NamedTuple):
    """Said by a check that finds itself not applicable: why."""

    reason: Word


class Related(NamedTuple):
    """A further place of a finding, with its place for people."""

    at: str
    place: str
    span: Span
    message: str


class Finding(NamedTuple):
    """One thing that is wrong, or that could not be decided, in one report; `practice` is what its basis says of practice."""

    rule: str
    name: str
    level: str
    outcome: Literal["broken", "blocked"]
    message_id: str
    message: str
    params: Mapping[str, str]
    at: str
    place: str
    span: Span
    related: tuple[Related, ...]
    basis: tuple[Basis, ...]
    help: str
    practice: str = ""
    fix: Fix | None = None


class Outcome(NamedTuple):
    """What became of one rule on one report.

    `reason` tells why it was skipped or, for blocked findings that another finding explains, which one does.
    """

    rule: Rule
    state: Literal["passed", "broken", "blocked", "skipped"]
    findings: tuple[Finding, ...] = ()
    explained: tuple[Finding, ...] = ()
    reason: str = ""
