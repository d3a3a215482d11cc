"""The files of an archive as far as it takes to tell whose they are: read by several processes, without any rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from linter.archive.filed import filed_of
from linter.archive.lost import Lost, unreadable
from linter.document import Document
from linter.named_tuple import NamedTuple
from linter.parse.build import is_report, looks_like_report
from linter.profile.refused import Refused
from linter.read import Unreadable
from linter.run import Found, Settings, documents, report_of
from linter.words import Phrase

# the level that somebody gives a body, by its name
Levels = Callable[[str], str | None]


class Seen(NamedTuple):
    """A report as it says itself: its path, body ("" for none told), the body's level, and its year.

    `covers` says that its figures are those of a whole region, `profile` names the profile that it is held against.
    """

    path: str
    name: str
    level: str | None
    year: int | None
    covers: bool
    profile: str


def look(
    settings: Settings, levels: Levels | None, contents: Mapping[str, bytes], pieces: Sequence[Found]
) -> Iterator[Seen | Unreadable | Refused | None]:
    """What is seen of files, or why nothing is; None for what is no report where that is fine (in folders)."""
    for found, document in documents(pieces, settings, contents):
        try:
            yield _seen(found, document, settings, levels)
        except Refused as refused:
            yield refused


def _seen(found: Found, document: Document | Unreadable, settings: Settings, levels: Levels | None) -> Seen | Unreadable | None:
    if isinstance(document, Unreadable):
        # sites have many pages without words of their own, which nobody named as reports
        return None if found.listed and document.problem.key.startswith("read_html") else document
    report, profile = report_of(document, settings)
    if not (looks_like_report(report) if found.listed else is_report(report)):
        problem = Unreadable(found.path, Phrase("listing_no_report"), Phrase("read_other_file"))
        return None if found.listed else problem
    filed = filed_of(report)
    level = levels(filed.body) if levels is not None and filed.body else None
    return Seen(found.path, filed.body or "", level or filed.level, filed.year, filed.covers, profile.name)


def seen_files(
    found: Sequence[Found], contents: Mapping[str, bytes], settings: Settings, levels: Levels | None,
    executor: Callable[[Any], Any],
) -> Iterator[Seen | Unreadable | None]:  # fmt: skip
    """What is seen of every file, in their order.

    Raises Refused for a profile that cannot be used, and linter.archive.pool.Broken when no process can work.
    """
    workers = executor(partial(look, settings, levels, contents))
    same: dict[str, str] = {}
    try:
        for each, result in zip(found, workers.over(found), strict=True):
            if isinstance(result, Refused):
                raise result
            if isinstance(result, Seen):
                # a name that comes again takes no memory
                yield result._replace(name=same.setdefault(result.name, result.name))
            else:
                yield unreadable(each.path, result) if isinstance(result, Lost) else result
    finally:
        workers.close()
