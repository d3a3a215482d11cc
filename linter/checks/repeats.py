"""Words that stand twice in a row by mistake: characters, words and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import eq
from typing import TYPE_CHECKING

from linter.checks.mentions import holds_any
from linter.checks.spots import MOST, Spot, told
from linter.finding import Said
from linter.fold import HAN
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.prose.pattern import any_of, compiled
from linter.prose.whole import whole_prose
from linter.report import Report
from linter.terms import Beside, Pattern

if TYPE_CHECKING:
    from linter.prose.finder import Finder

# a character twice; two to twelve characters twice: whether the first comes again is asked first, since it seldom does
_TWICE = re.compile(r"([^\x00-\x7f])\1")
_WORD_TWICE = re.compile(rf"([^\x00-\x7f])(?=.{{1,11}}\1)(?<={HAN})({HAN}{{1,11}}?)\1\2")
_LENGTHS = range(2, 13)
# bytes of a character in UTF-16
_UNIT = 2
_SHOWN, _SHORT = 2, 9
_AROUND = 120
_CLAUSE = re.compile(r"[^,;。、!?:\n]+")
_CLAUSE_ENDS = ",;。、!?:"


class Repeats(NamedTuple):
    """What is a slip and what is not.

    Doubled characters are slips only where one of `characters` fits, from the first of the two on. A doubled word of two
    characters is one where `alone` fits behind it, or if it is one of `always`; longer ones always. `fine` are doubled
    words that are right, with what stands around them. Clauses count from `shortest_clause` characters on.
    A line that does not hold `prose` and a clause that holds one of `frame` are passed over.
    """

    characters: tuple[Pattern, ...]
    alone: Beside
    always: tuple[str, ...]
    garbled: tuple[str, ...]
    fine: tuple[Pattern, ...]
    numerals: str
    shortest_clause: int
    prose: Pattern
    frame: tuple[Pattern, ...]


def doubled(report: Report, options: Repeats) -> Iterator[Said]:
    """Every doubled character, word or clause, one finding a section for each kind."""
    body = report.body.name if report.body else ""
    whole = whole_prose(report)
    # what does not stand in the whole text need not be looked for passage by passage
    characters = _twice_in_slips(report.norm, options.characters).search(whole) is not None
    longer, clauses = _may_repeat(whole), _repeats_a_clause(whole)
    garbled = options.garbled if holds_any(whole, options.garbled) else ()
    if not (characters or longer or clauses or garbled):
        return
    for key, passage in report.passages.items():
        words = passage.words
        found: list[tuple[str, int, int]] = []
        if characters:
            found += [("word", *place) for place in islice(_characters(words, report, options), MOST)]
        if longer:
            found += [("word", *place) for place in islice(_words(words, report, options, body), MOST)]
        found += [("word", *place) for place in _garbled(words, garbled)]
        if clauses:
            found += [("clause", *place) for place in islice(_clauses(words, options), MOST)]
        for message in ("word", "clause"):
            places = sorted((start, end) for kind, start, end in found if kind == message)
            spots = [Spot(key, passage.span(start, end), _around(words, start, end)) for start, end in places]
            if spots:
                yield told(message, spots)


def _around(words: str, start: int, end: int) -> str:
    """The doubled words with a little of what stands around them in the clause, so that they can be found and read."""
    before = _CLAUSE.findall(words[max(0, start - _SHOWN) : end])[-1]
    after = _CLAUSE.match(words, end, end + _SHOWN)
    return str(before) + (after[0] if after else "") if end - start < _SHORT else words[start:end]


def _characters(words: str, report: Report, options: Repeats) -> Iterator[tuple[int, int]]:
    slips = "\n".join(options.characters)
    for found in _TWICE.finditer(words):
        if found[0] not in slips:
            continue
        # only the patterns of these characters are compiled: most reports need none of the others
        if any(found[0] in each and compiled(report.norm, each).match(words, found.start()) for each in options.characters):
            yield found.start(), found.end()


def _twice_in_slips(norm: Norm, slips: tuple[Pattern, ...]) -> Finder:
    """A pattern that finds a character twice for which one of the patterns asks twice."""
    source: str | None = norm.caches.get(("twice", slips))
    if source is None:
        characters = "".join(dict.fromkeys(_TWICE.findall("\n".join(slips))))
        source = norm.caches["twice", slips] = rf"([{re.escape(characters)}])\1" if characters else r"(?!)"
    return compiled(norm, source)


def _may_repeat(words: str) -> bool:
    """Whether words of two to twelve characters may stand twice in a row.

    The text is laid over itself, moved on by as many characters: where they are equal, nothing remains of them. Of most
    lengths it is enough to do so with one half of each character.
    """
    # the one year that is itself such a word stands in many texts
    words = words.replace("2020", "\n")
    data = words.encode("utf-16-le", "surrogatepass")
    if len(data) != _UNIT * len(words):
        return True
    lengths = _repeated(data[::_UNIT], _LENGTHS)
    return bool(lengths) and bool(_repeated(data, [_UNIT * length for length in lengths]))


def _repeated(data: bytes, lengths: Iterable[int]) -> list[int]:
    """Of the numbers of bytes those of which so many may stand twice in a row."""
    text = int.from_bytes(data, "little")
    return [each for each in lengths if bytes(each) in (text ^ text >> 8 * each).to_bytes(len(data), "little")]


def _words(words: str, report: Report, options: Repeats, body: str) -> Iterator[tuple[int, int]]:
    for found in _WORD_TWICE.finditer(words):
        word = found[1] + found[2]
        # more of the same, or figures written in characters, or a name
        if len(set(word)) == 1 or not set(word).difference(options.numerals) or found[0] in body:
            continue
        if any_of(report.norm, options.fine).match(words, found.start()):
            continue
        alone = compiled(report.norm, options.alone)
        stands_alone = len(word) > 2 or word in options.always or alone.match(words, found.end())
        if stands_alone and _is_prose(words, found, report, options):
            yield found.start(), found.end()


def _garbled(words: str, garbled: Sequence[str]) -> Iterator[tuple[int, int]]:
    for known in garbled:
        start = words.find(known)
        if start >= 0:
            yield start, start + len(known)


def _is_prose(words: str, found: re.Match[str], report: Report, options: Repeats) -> bool:
    """Whether the words stand in a sentence, not among the labels of a table or the links of a page."""
    norm = report.norm
    before = words[max(0, found.start() - _AROUND) : found.start()].rpartition("\n")[2]
    after = words[found.end() : found.end() + _AROUND].partition("\n")[0]
    if compiled(norm, options.prose).search(before + after) is None:
        return False
    clause = before[max(before.rfind(mark) for mark in "。;,") + 1 :]
    return any_of(norm, options.frame).search(clause) is None


def _repeats_a_clause(words: str) -> bool:
    for mark in _CLAUSE_ENDS:
        words = words.replace(mark, "\n")
    clauses = [clause for clause in words.split("\n") if clause]
    return any(map(eq, clauses, islice(clauses, 1, None)))


def _clauses(words: str, options: Repeats) -> Iterator[tuple[int, int]]:
    """Clauses that are the same as the one before in the same sentence or the next."""
    before = ""
    begun = 0
    for found in _CLAUSE.finditer(words):
        clause = found[0]
        if clause == before and len(clause) >= options.shortest_clause and words[found.start() - 1] != "\n":
            yield begun, found.end()
        before, begun = clause, found.start()
