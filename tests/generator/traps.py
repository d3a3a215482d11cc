"""All traps, and how a report draws some of them."""

from __future__ import annotations

from random import Random

from generator.teller import Teller
from generator.trap import Trap
from generator.trap_count import COUNT_TRAPS
from generator.trap_doubled import DOUBLED_TRAPS
from generator.trap_words import WORD_TRAPS
from generator.trap_year import YEAR_TRAPS

TRAPS: dict[str, Trap] = {trap.name: trap for trap in (*DOUBLED_TRAPS, *YEAR_TRAPS, *COUNT_TRAPS, *WORD_TRAPS)}


def drawn(teller: Teller) -> dict[str, list[str]]:
    """A few of the sentences that would be true, by the place where they stand."""
    fitting = [trap for trap in TRAPS.values() if trap.fits(teller)]
    by_place: dict[str, list[str]] = {}
    for trap in teller.rng.sample(fitting, min(len(fitting), teller.rng.randint(3, 7))):
        # each in words of its own, whatever else was drawn before it
        one = Teller(teller.body, teller.year, teller.figures, Random(teller.rng.random()))
        by_place.setdefault(trap.place, []).append(trap.tell(one))
    return by_place
