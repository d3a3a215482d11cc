"""What is wrong with a configuration, profile or rule file: where, what was expected, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from linter.profile.locate import Spot
from linter.words import Names, Phrase, Word

if TYPE_CHECKING:
    from linter.profile.source import Path, Source

# names shown when somebody wrote one that does not exist
_MOST_NAMES = 12
_DIGIT = re.compile("[0-9]")


class Problem(NamedTuple):
    """Something wrong at a spot of a file: `line` is the line as it stands there, `cure` what to do ("" for nothing).

    A `note` is no error: what it tells of has no effect.
    """

    path: str
    spot: Spot
    line: str
    said: Word
    cure: Word = ""
    note: bool = False


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file and place, none of them twice."""
    unique: list[Problem] = []
    told: list[Problem] = []
    for problem in problems:
        # what was told once is not told again with other names to choose from
        bare = problem._replace(cure="")
        if bare not in told:
            told.append(bare)
            unique.append(problem)
    files = {path: place for place, path in enumerate(dict.fromkeys(each.path for each in unique))}
    return tuple(sorted(unique, key=lambda each: (files[each.path], each.spot.line, each.spot.column)))


def at_key(source: Source, path: Path, said: Word, cure: Word = "", note: bool = False) -> Problem:
    """A problem with what a key is called, or with the whole that stands under it."""
    return _at(source, source.places.key(path), said, cure, note)


def at_value(
    source: Source, path: Path, said: Word, cure: Word = "", note: bool = False, offset: int = 0, length: int = 1
) -> Problem:
    """A problem with a value; `offset` and `length` tell a part of a string that stands on one line."""
    spot = source.places.value(path)
    if offset and offset < spot.length:
        spot = Spot(spot.line, spot.column + offset, max(length, 1))
    return _at(source, spot, said, cure, note)


def _at(source: Source, spot: Spot, said: Word, cure: Word, note: bool) -> Problem:
    lines = source.text.split("\n")
    return Problem(source.path, spot, lines[spot.line - 1] if spot.line <= len(lines) else "", said, cure, note)


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known name that is meant; None where none is near."""
    from difflib import get_close_matches

    low = {name.lower(): name for name in known}
    # with a letter more or less, a code is one of another family
    near = get_close_matches(written.lower(), low, 1, 0.75 if _DIGIT.search(written) else 0.6)
    return low[near[0]] if near else None


def suggestion(written: str, known: Sequence[str]) -> Phrase | str:
    """The nearest of the known names, and which there are."""
    if not known:
        return ""
    near = nearest(written, known)
    names: dict[str, Word] = {"known": Names(tuple(known), _MOST_NAMES, quoted=False)}
    if near is None:
        return Phrase("config_known", names)
    name: dict[str, Word] = {"name": near}
    return Phrase("config_nearest", name | names) if len(known) <= _MOST_NAMES else Phrase("config_nearest_of_many", name)


def rule_suggestion(written: str, known: Iterable[str]) -> Phrase:
    """The nearest of the known rules, or how to see them all."""
    near = nearest(written, known)
    return Phrase("config_rule_list") if near is None else Phrase("config_nearest_of_many", {"name": near})
