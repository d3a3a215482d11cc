"""The prose of a report as one string, and what several rules ask of the same report: found out once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import wraps
from itertools import accumulate
from typing import Any, TypeVar

from linter.prose.passage import Passage, Sentence
from linter.prose.sought import Sought, sought
from linter.report import Report

T = TypeVar("T")


def once(make: Callable[[Report], T]) -> Callable[[Report], T]:
    """What a function makes of a report's prose, remembered until it is asked of another report."""
    known: list[Any] = [None, None, None]

    @wraps(make)
    def remembered(report: Report) -> T:
        passages, norm, found = known
        if passages is not report.passages or norm is not report.norm:
            found = make(report)
            known[:] = report.passages, report.norm, found
        made: T = found
        return made

    return remembered


class Prose:
    """The passages that hold words: `words` has them all, a passage below the other, and `starts` where each begins."""

    __slots__ = ("passages", "starts", "words")

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.words = "\n".join([passage.words for passage in passages])
        self.starts = list(accumulate([len(passage.words) + 1 for passage in passages], initial=0))

    def sentences_with(self, cue: Sought) -> dict[str, list[Sentence]]:
        """The sentences with a cue by the address of their passage, where there are any."""
        if not cue.plain:
            return {
                passage.at: [sentence for sentence in passage.sentences if cue.is_in(sentence.masked)]
                for passage in self.passages
                if cue.is_in(passage.words)
            }
        whole = self.words
        found: dict[int, tuple[str, Sentence]] = {}
        for word in cue.words:
            place = whole.find(word)
            while place >= 0:
                number = bisect_right(self.starts, place) - 1
                passage, start = self.passages[number], self.starts[number]
                # a title may hold the word too
                if passage.masked.startswith(word, place - start):
                    sentence = passage.sentence_at(place - start)
                    found[start + sentence.start] = passage.at, sentence
                    place = whole.find(word, start + sentence.end)
                else:
                    place = whole.find(word, place + 1)
        holding: dict[str, list[Sentence]] = {}
        for place in sorted(found) if len(cue.words) > 1 else found:
            at, sentence = found[place]
            holding.setdefault(at, []).append(sentence)
        return holding


@once
def prose_of(report: Report) -> Prose:
    """The prose of a report."""
    return Prose([passage for passage in report.passages.values() if passage.words])


def whole_prose(report: Report) -> str:
    """The words of all passages, a passage below the other."""
    return prose_of(report).words


def may_hold(report: Report, *sources: str) -> bool:
    """Whether a passage may hold one of the patterns, as far as words tell."""
    return sought(report.norm, *sources).may_be_in(whole_prose(report))
