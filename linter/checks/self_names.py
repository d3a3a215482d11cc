"""Names of bodies: a report speaks of its own body, not of another one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from linter.checks.spots import MOST, Spot, quoted, told
from linter.finding import Said, Skip
from linter.named_tuple import NamedTuple
from linter.prose.passage import Passage
from linter.prose.pattern import any_of, compiled, filled
from linter.prose.whole import may_hold
from linter.report import Report
from linter.terms import Actors, ForeignWords, Grouped, Pattern, PlaceTemplate
from linter.words import Phrase

if TYPE_CHECKING:
    from linter.prose.finder import Finder

_LEAD = 24
_NAME = 2


class Names(NamedTuple):
    """Which names are foreign to whom.

    `foreign` holds tables: the levels of `bodies`, a pattern `body` that their names must and one `unless` that they must
    not fit, and the patterns `words` by which only another body calls itself.
    `actors` says what `kind` of place must not act in reports of `bodies`: `actor` finds how it ends (`{kind}`) and what it
    does, `lead` the rest of its name (the first group) in the words of the clause in front; names with one of `no_name` in
    them are none. `suffix` is taken off the body's own name; two names that begin alike, or end alike with `kind`, are
    one.
    """

    foreign: tuple[ForeignWords, ...]
    actor: PlaceTemplate
    actors: tuple[Actors, ...]
    lead: Grouped
    no_name: tuple[Pattern, ...]
    suffix: Pattern


def foreign(report: Report, options: Names) -> Iterator[Said | Skip]:
    """Every foreign name, one finding for each."""
    body = report.body
    if body is None or body.level is None:
        yield Skip(Phrase("body_unknown"))
        return
    own = _own_words(report, options, body.level, body.name)
    acting = next((each["kind"] for each in options.actors if body.level in each["bodies"]), "")
    spots: dict[tuple[str, str], list[Spot]] = {}
    for key, passage in report.passages.items():
        names = [("self", found.start(), found.end()) for found in (islice(own.finditer(passage.words), MOST) if own else ())]
        names += [
            ("other", start, end) for start, end in (islice(_actors(passage, report, options, acting), MOST) if acting else ())
        ]
        for message, start, end in names:
            # words in quotation marks and titles in 《》, which are masked, are somebody else's
            if not quoted(passage.words, start) and passage.masked[start] == passage.words[start]:
                name = passage.words[start:end]
                spots.setdefault((message, name), []).append(Spot(key, passage.span(start, end), name))
    for (message, name), places in spots.items():
        yield told(message, places, {"name": name, "body": body.name})


def _own_words(report: Report, options: Names, level: str, name: str) -> Finder | None:
    """The words by which this body cannot call itself, where any of them may stand in the prose."""
    norm = report.norm
    words = [
        word
        for each in options.foreign
        if level in each["bodies"]
        and not ("body" in each and not compiled(norm, each["body"]).search(name))
        and not ("unless" in each and compiled(norm, each["unless"]).search(name))
        for word in each["words"]
    ]
    return any_of(norm, words) if may_hold(report, *words) else None


def _actors(passage: Passage, report: Report, options: Names, kind: str) -> Iterator[tuple[int, int]]:
    """The places that act in the passage and are not the body's own."""
    norm, words = report.norm, passage.words
    own = compiled(norm, options.suffix).sub("", report.body.name) if report.body else ""
    for found in filled(norm, options.actor, kind=(kind,)).finditer(words):
        end = found.end("kind")
        line = words.rfind("\n", 0, end) + 1
        begun = max(line, found.start() - _LEAD)
        before = compiled(norm, options.lead).search(words[begun : found.start()])
        if before is None or any_of(norm, options.no_name).search(before[1]):
            continue
        start = begun + before.start(1)
        same = len(found["kind"]) + _NAME
        if not _same(words[start:end], own, same):
            yield start, end


def _same(name: str, own: str, tail: int) -> bool:
    """Whether two names are one: 杜关镇 and 卢氏县杜关镇, 肃南县 and 肃南裕固族自治县."""
    return own.endswith(name) or name.endswith(own) or name[-tail:] == own[-tail:] or name[:_NAME] in own
