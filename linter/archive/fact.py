"""What the other reports of an archive tell of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linter.named_tuple import NamedTuple
from linter.report import NOTHING
from linter.words import Word


class Fact(NamedTuple):
    """A finding of a rule that looks at many reports, before the report that it is about is read again.

    `check` and `options` are those of the rule, `message` is the id of one of its messages, `at` the address in the report.
    """

    check: str
    options: Any
    message: str
    at: str
    params: Mapping[str, Word] = NOTHING
    blocked: bool = False


class Known(NamedTuple):
    """A report of an archive, as much of it as is kept in memory.

    `number` is its place in the order of the input; `body` the number of its body (linter.archive.bodies), `name` the name
    of the body as the report has it. `counts` says that it is itself to be checked, not only there to be compared with;
    `profile` names the profile that it is held against.
    """

    number: int
    path: str
    body: int | None
    name: str
    level: str | None
    year: int | None
    covers: bool
    profile: str
    counts: bool = True
