"""What is handed to those who look at files, and what they hand back."""

from __future__ import annotations

from collections.abc import Mapping

from linter.archive.fact import Fact
from linter.archive.screen import Settled
from linter.named_tuple import NamedTuple
from linter.run import Found
from linter.silence.apply import Taken
from linter.words import Word


class Item(NamedTuple):
    """A file to look at; `content` of what is none. One that does not count is only there to compare others with."""

    found: Found
    content: bytes | None = None
    counts: bool = True


class About(NamedTuple):
    """What is known of a report: see linter.archive.fact.Known. `pending` are the rules that wait for last year's report,
    `asked` the numbers of the archive's rules that are for it; `waits` says that it must be looked at again in any case.
    """

    name: str
    level: str | None
    year: int | None
    covers: bool
    profile: str
    pending: tuple[str, ...]
    asked: tuple[int, ...]
    waits: bool


class Record(NamedTuple):
    """What is kept of a file: `told` is what the run wants to know of it, empty for what is no report.

    `filed` and `sketches` are there for what other reports are compared with, `seal` tells the content from any other. What
    is `passing` may come out otherwise tomorrow: comments in the report silence findings until a day.
    """

    seal: bytes
    told: bytes
    about: About | None = None
    filed: bytes = b""
    sketches: tuple[bytes, ...] = ()
    taken: Mapping[str, Taken] | None = None
    times: Mapping[str, float] | None = None
    unreadable: bool = False
    passing: bool = False


class Again(NamedTuple):
    """A report to look at once more: beside last year's (packed, or why there is none) and with what the others tell of it."""

    item: Item
    seal: bytes
    filed: bytes
    before: bytes | Word
    facts: tuple[Fact, ...]
    about: About


class Second(NamedTuple):
    """What comes of it: told anew, or only how the rules that waited came out; `changed` when the file is not the same now."""

    told: bytes = b""
    settled: tuple[Settled, ...] = ()
    taken: Mapping[str, Taken] | None = None
    changed: bool = False
    passing: bool = False
