"""What a sentence claims of a number: how many there were of something, or that there were none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from linter.norm import Norm
from linter.prose.passage import Passage, Sentence, has_count
from linter.prose.pattern import Sought, compiled, sought
from linter.terms import ClaimKind

if TYPE_CHECKING:
    from linter.prose.finder import Found

_CLAUSE_END = re.compile(r"[。;!?\n,:]")
_CLAUSE_STOP = re.compile(r"[。;!?\n,:(]")
_CARRIED = tuple(f"{a}{b}" for a in ("结转", "转结", "顺延", "转") for b in ("", "至", "到", "入"))
_START = attrgetter("start")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


class Claim(NamedTuple):
    """A claim: the name of what is counted, its number, the counter ("" where none is said), and its place."""

    name: str
    value: Decimal
    counter: str
    passage: Passage
    sentence: Sentence
    start: int
    end: int

    @property
    def none(self) -> bool:
        """Whether the sentence says in words that there were none."""
        return not self.counter


def find_claims(passage: Passage, kind: ClaimKind, norm: Norm, year: int | None, context: str | None = None) -> Iterator[Claim]:
    """The claims of a kind in a passage that has its cue, at most one a sentence.

    `kind` has `name`, a `cue` without which no sentence is looked at, patterns `said` with a count and `none` without,
    and `without`: what a clause must not hold. `context` is a pattern that the sentence must hold as well.
    """
    around = sought(norm, context) if context else None
    for sentence in _with_cue(passage, sought(norm, kind["cue"])):
        words = sentence.masked
        if around is not None and not around.is_in(words):
            continue
        found = _claim(passage, sentence, kind, norm)
        if found is not None and not _of_another_year(words, year):
            yield found


def _with_cue(passage: Passage, cue: Sought) -> Iterator[Sentence]:
    """The sentences with a cue; where cues are but words, those around the places of the words."""
    if cue.others or not all(cue.words):
        yield from (sentence for sentence in passage.sentences if cue.is_in(sentence.masked))
        return
    masked, sentences = passage.masked, passage.sentences
    holding: set[int] = set()
    for word in cue.words:
        place = masked.find(word)
        while place >= 0:
            number = bisect_right(sentences, place, key=_START) - 1
            if number >= 0 and place + len(word) <= sentences[number].end:
                holding.add(number)
                place = masked.find(word, sentences[number].end)
            else:
                place = masked.find(word, place + 1)
    yield from (sentences[number] for number in sorted(holding))


def _claim(passage: Passage, sentence: Sentence, kind: ClaimKind, norm: Norm) -> Claim | None:
    """The first claim of the sentence: in the order of the patterns, those with a count first."""
    for said in kind["said"] if has_count(sentence.masked) else ():
        for found in compiled(norm, said).finditer(sentence.masked):
            quantity = passage.quantities.get(sentence.start + found.start("count"))
            if quantity is not None and not _left_out(sentence, found, kind, norm):
                start, end = sentence.start + found.start(), max(sentence.start + found.end(), quantity.end)
                return Claim(kind["name"], quantity.value, quantity.counter, passage, sentence, start, end)
    for none in kind.get("none", ()):
        for found in compiled(norm, none).finditer(sentence.masked):
            if not _left_out(sentence, found, kind, norm):
                start, end = sentence.start + found.start(), sentence.start + found.end()
                return Claim(kind["name"], Decimal(0), "", passage, sentence, start, end)
    return None


def _left_out(sentence: Sentence, found: Found, kind: ClaimKind, norm: Norm) -> bool:
    """Whether the clauses that the claim stands in hold something that makes it another claim."""
    without = kind.get("without", ())
    if not without:
        return False
    words = sentence.masked
    start = max((end.end() for end in _CLAUSE_END.finditer(words, 0, found.start())), default=0)
    after = _CLAUSE_STOP.search(words, max(found.end() - 1, found.start()))
    clause = words[start : after.start() if after else len(words)]
    return sought(norm, *without).is_in(clause)


def _of_another_year(words: str, year: int | None) -> bool:
    """Whether the sentence speaks of other years only; the year that something is carried over to is none of them."""
    years = {
        int(found[1])
        for found in _YEAR.finditer(words)
        if not words[: found.start()].endswith(_CARRIED)
        and not words[found.end() :].startswith(("结转", "转结", "度结转", "度转结"))
    }
    return bool(years) and year not in years
