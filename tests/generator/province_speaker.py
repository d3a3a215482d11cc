"""Fills the gaps of sentences: words from one stream of random numbers, figures from another, matters without repeating."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from generator.province_topics import topics_of
from generator.province_words import POOLS

_GAP = re.compile(r"\{(\w+)\}")
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who fills gaps: `known` are the report's own words, `used` what was said already.

    With the same words and other numbers a text reads as if copied and fitted with new figures.
    """

    words: Random
    numbers: Random
    known: Mapping[str, str]
    matters: Iterator[str]
    used: set[str]

    def say(self, template: str) -> str:
        """A sentence with all gaps filled, also those in what fills them."""
        while "{" in template:
            template = _GAP.sub(lambda gap: self._filler(gap[1]), template)
        return template

    def several(self, templates: Sequence[str], number: int) -> str:
        """So many sentences, each of another kind."""
        return "".join(self.say(one) for one in self.words.sample(templates, number))

    def one_of(self, templates: Sequence[str]) -> str:
        """One sentence."""
        return self.say(self.words.choice(templates))

    def _filler(self, gap: str) -> str:
        if gap in self.known:
            return self.known[gap]
        number = _NUMBERS.get(gap)
        if number is not None:
            return str(number(self.numbers))
        if gap == "t":
            return next(self.matters)
        pool = POOLS[gap]
        filler = self.words.choice(pool)
        for _ in range(_TRIES):
            if filler not in self.used:
                break
            filler = self.words.choice(pool)
        self.used.add(filler)
        return filler


_NUMBERS: dict[str, Callable[[Random], int]] = {"n": lambda rng: rng.randint(2, 9), "m": lambda rng: rng.randint(11, 96)}


def speaker(key: str, numbers: str, topics: str, known: Mapping[str, str]) -> Speaker:
    """A speaker whose words depend on `key`, and whose figures on `numbers`."""
    rng = Random(key)
    return Speaker(rng, Random(numbers), known, _without_end(topics_of(topics), rng), set())


def _without_end(matters: tuple[str, ...], rng: Random) -> Iterator[str]:
    while True:
        yield from rng.sample(matters, len(matters))
