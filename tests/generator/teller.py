"""Who tells a part of the report: the body, the year, the figures, and the drawing of words."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from generator.counting import written
from generator.figures import BLOCKS, Figures
from generator.places import Body


@dataclass(frozen=True, slots=True)
class Teller:
    """Everything that a sentence can be about, and the random numbers that choose its words."""

    body: Body
    year: int
    figures: Figures
    rng: Random

    @property
    def we(self) -> str:
        """How the body speaks of itself."""
        return self.body.self_name

    def pick(self, *options: str) -> str:
        """One of several wordings."""
        return self.rng.choice(options)

    def count(self, number: int, counter: str = "件") -> str:
        """A number with its counter, in one of the usual ways of writing it."""
        return written(number, self.rng) + counter

    def applications(self, row: str, column: str = "total") -> int:
        """A number of table 三."""
        return int(self.figures["requests", row, column])

    def cases(self, block: str, column: str = "total") -> int:
        """A number of table 四."""
        return int(self.figures["review", block, column])

    def litigation(self, column: str = "total") -> int:
        """What both blocks of lawsuits of table 四 add up to."""
        return sum(self.cases(block, column) for block in BLOCKS[1:])

    def disclosed(self, row: str, column: str) -> int:
        """A number of table 二."""
        return int(self.figures["disclosure", row, column])

    def parts(self, total: int, number: int) -> list[int]:
        """A number split into so many parts, none of them nought; fewer parts where it is too small."""
        number = min(number, total)
        cuts = sorted(self.rng.sample(range(1, total), number - 1)) if number > 1 else []
        return [right - left for left, right in zip([0, *cuts], [*cuts, total], strict=True)]
