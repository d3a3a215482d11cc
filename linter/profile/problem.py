"""What is wrong with a configuration, profile or rule file: where, what was expected, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from linter.named_tuple import NamedTuple
from linter.profile.locate import Spot
from linter.words import Names, Phrase, Word

if TYPE_CHECKING:
    from linter.profile.source import Path, Source

# names shown when somebody wrote one that does not exist
_MOST_NAMES = 12
_DIGIT = re.compile("[0-9]")
# the characters of strings: one that is escaped is one
_BASIC = re.compile(r"\\(?:u.{4}|U.{8}|x..|.)|.", re.DOTALL)
_LITERAL = re.compile(".", re.DOTALL)


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
    """A problem with a value; `offset` (from 1) and `length` tell a part of a string that stands on one line."""
    spot = source.places.value(path)
    if offset:
        line = source.text.split("\n")[spot.line - 1][spot.column - 1 :]
        begin, end = (_written(line[: spot.length], place) for place in (offset, offset + length))
        if begin is not None:
            spot = Spot(spot.line, spot.column + begin, max((end or begin) - begin, 1))
    return _at(source, spot, said, cure, note)


def _written(literal: str, offset: int) -> int | None:
    """Where in a string as TOML writes it the character with this number (from 1) begins; None where it is not seen."""
    quote = next((each for each in ('"""', "'''", '"', "'") if literal.startswith(each)), "")
    width = len(quote)
    starts = [each.start() for each in (_BASIC if quote.startswith('"') else _LITERAL).finditer(literal, width)]
    return starts[offset - 1] if quote and offset <= len(starts) else None


def _at(source: Source, spot: Spot, said: Word, cure: Word, note: bool) -> Problem:
    lines = source.text.split("\n")
    return Problem(source.path, spot, lines[spot.line - 1] if spot.line <= len(lines) else "", said, cure, note)


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known name that is meant; None where none is near."""
    from difflib import SequenceMatcher, get_close_matches

    low = {name.lower(): name for name in known}
    word = written.lower()
    # with a letter more or less, a code is one of another family; Chinese names are short
    near = get_close_matches(word, low, _MOST_NAMES, 0.5 if not word.isascii() else 0.75 if _DIGIT.search(word) else 0.6)

    def likeness(name: str) -> tuple[float, bool, int]:
        """Of names that are equally near, one with the same letters in another order, or with most in their places."""
        same = sum(one == other for one, other in zip(name, word, strict=False))
        return SequenceMatcher(None, name, word).ratio(), sorted(name) == sorted(word), same

    return low[max(near, key=likeness)] if near else None


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
