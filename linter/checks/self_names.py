"""Names of bodies: a report speaks of its own body, not of another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from linter.checks.spots import Spot, quoted, told
from linter.finding import Said, Skip
from linter.norm import Norm
from linter.prose.passage import Passage
from linter.prose.pattern import any_of, compiled
from linter.report import Report
from linter.words import Phrase


class Names(NamedTuple):
    """Which names are foreign to whom.

    `foreign` holds tables: the levels of `bodies`, a pattern `body` that their names must and one `unless` that they must
    not fit, and the patterns `words` by which only another body calls itself. `actor` finds a place as the acting subject
    (group `name`) in reports of bodies at `actor_levels`; names with one of `no_name` in them are none.
    """

    foreign: tuple[Mapping[str, Any], ...]
    actor_cues: tuple[str, ...]
    actor: str
    actor_levels: tuple[str, ...]
    no_name: tuple[str, ...]


def foreign(report: Report, options: Names) -> Iterator[Said | Skip]:
    """Every foreign name, one finding for each."""
    body = report.body
    if body is None or body.level is None:
        yield Skip(Phrase("body_unknown"))
        return
    own = _own_words(report.norm, options, body.level, body.name)
    spots: dict[tuple[str, str], list[Spot]] = {}
    for key, passage in report.passages.items():
        for found in own.finditer(passage.words) if own else ():
            _add(spots, "self", key, passage, found, found[0])
        for found in _actors(passage, report, options, body.level):
            name = found["name"]
            # part of the body's name, or the other way round: 杜关镇 and 卢氏县杜关镇
            if name not in body.name and body.name not in name:
                _add(spots, "other", key, passage, found, name)
    for (message, name), places in spots.items():
        yield told(message, places, {"name": name, "body": body.name})


def _add(
    spots: dict[tuple[str, str], list[Spot]], message: str, key: str, passage: Passage, found: re.Match[str], name: str
) -> None:
    start = found.start("name") if message == "other" else found.start()
    # a title in 《》 is masked
    if quoted(passage.words, start) or passage.masked[start] != passage.words[start]:
        return
    spots.setdefault((message, name), []).append(Spot(key, passage.span(start, start + len(name)), name))


def _own_words(norm: Norm, options: Names, level: str, name: str) -> re.Pattern[str] | None:
    """The words by which this body cannot call itself."""
    words = [
        word
        for each in options.foreign
        if level in each["bodies"]
        and compiled(norm, each.get("body", "")).search(name)
        and not ("unless" in each and compiled(norm, each["unless"]).search(name))
        for word in each["words"]
    ]
    return any_of(norm, words) if words else None


def _actors(passage: Passage, report: Report, options: Names, level: str) -> Iterator[re.Match[str]]:
    if level not in options.actor_levels or not any(cue in passage.words for cue in options.actor_cues):
        return
    no_name = any_of(report.norm, options.no_name)
    for found in compiled(report.norm, options.actor).finditer(passage.words):
        if not no_name.search(found["name"]):
            yield found
