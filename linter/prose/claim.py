"""What a sentence claims of a number: how many there were of something, or that there were none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.prose.passage import Passage, Sentence, has_count
from linter.prose.pattern import compiled
from linter.prose.sought import Sought, sought
from linter.prose.stems import Stems
from linter.terms import ClaimKind

if TYPE_CHECKING:
    from linter.prose.finder import Found

_CLAUSE_ENDS = "。;!?\n,:"
_CLAUSE_STOP = re.compile(r"[。;!?\n,:(]")
_CARRIED = tuple(f"{a}{b}" for a in ("结转", "转结", "顺延", "转") for b in ("", "至", "到", "入"))
_NOUGHT = Decimal(0)
# the kinds of the rules of several profiles
_MOST_KNOWN = 256
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


class Asked:
    """A kind of claim with its patterns: `said` with a count and `none` without, each with its stems.

    `without` is what a clause must not hold, `context` what a sentence must.
    """

    __slots__ = ("context", "cue", "kind", "name", "none", "norm", "said", "without")

    def __init__(self, kind: ClaimKind, norm: Norm, context: str) -> None:
        self.kind, self.norm = kind, norm
        self.name = kind["name"]
        self.cue = sought(norm, kind["cue"])
        self.said, self.none = (
            [(source, Stems(source, source in norm.foreign)) for source in sources]
            for sources in (kind["said"], kind.get("none", ()))
        )
        self.context = sought(norm, context) if context else None
        self.without = sought(norm, *kind["without"]) if kind.get("without") else None


def asked_of(norm: Norm, kind: ClaimKind, context: str = "") -> Asked:
    """A kind of claim as it is asked for, known again by the tables of the rule file that it was read from."""
    known: dict[int, Asked] = norm.caches.setdefault("asked", {})
    found = known.get(id(kind))
    if found is None or found.kind is not kind:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        found = known[id(kind)] = Asked(kind, norm, context)
    return found


def find_claims(
    passage: Passage, sentences: Iterable[Sentence], asked: Asked, year: int | None, context: Sought | None = None
) -> list[Claim]:
    """The claims of a kind in those sentences of a passage that have its cue, at most one a sentence."""
    claims: list[Claim] = []
    for sentence in sentences:
        words = sentence.masked
        if context is not None and not context.is_in(words):
            continue
        found = _claim(passage, sentence, asked)
        if found is not None and not _of_another_year(words, year):
            claims.append(found)
    return claims


def _claim(passage: Passage, sentence: Sentence, asked: Asked) -> Claim | None:
    """The first claim of the sentence: in the order of the patterns, those with a count first."""
    begin, _, words = sentence
    for source, stems in asked.said if has_count(words) else ():
        for found in compiled(asked.norm, source).finditer(words) if stems.may_be_in(words) else ():
            quantity = passage.quantities.get(begin + found.start("count"))
            if quantity is not None and not _left_out(words, found, asked):
                start, end = begin + found.start(), max(begin + found.end(), quantity.end)
                return Claim(asked.name, quantity.value, quantity.counter, passage, sentence, start, end)
    for source, stems in asked.none:
        for found in compiled(asked.norm, source).finditer(words) if stems.may_be_in(words) else ():
            if not _left_out(words, found, asked):
                return Claim(asked.name, _NOUGHT, "", passage, sentence, begin + found.start(), begin + found.end())
    return None


def _left_out(words: str, found: Found, asked: Asked) -> bool:
    """Whether the clauses that the claim stands in hold something that makes it another claim."""
    if asked.without is None:
        return False
    place = found.start()
    start = max([words.rfind(end, 0, place) for end in _CLAUSE_ENDS]) + 1
    after = _CLAUSE_STOP.search(words, max(found.end() - 1, place))
    return asked.without.is_in(words[start : after.start()] if after else words[start:])


def _of_another_year(words: str, year: int | None) -> bool:
    """Whether the sentence speaks of other years only; the year that something is carried over to is none of them."""
    if "20" not in words:
        return False
    years = {
        int(found[1])
        for found in _YEAR.finditer(words)
        if not words[: found.start()].endswith(_CARRIED)
        and not words[found.end() :].startswith(("结转", "转结", "度结转", "度转结"))
    }
    return bool(years) and year not in years
