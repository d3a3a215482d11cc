"""Plants known faults into a province, far enough from each other that each is found by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from generator.province import Province
from generator.province_copy_faults import (
    filed_twice,
    filed_twice_changed,
    not_filed,
    overview_of_last_year,
    overview_of_peer,
    problems_of_last_year,
    problems_of_peer,
)
from generator.province_figure_faults import above_sum, below_part, carried_over, figures_copied, in_force
from generator.province_planted import Along, Planted, TooSmall

__all__ = ["KINDS", "Along", "Planted", "TooSmall", "plant"]

# in the order in which they are planted: first what changes the figures that others add up, last what changes nothing
_PLANTERS: dict[str, Callable[[Province, Random], list[Planted]]] = {
    "Y801": carried_over,
    "Y802": in_force,
    "Y804": figures_copied,
    "R901": above_sum,
    "R902": below_part,
    "R905": not_filed,
    "Y806": overview_of_last_year,
    "R903-overview": overview_of_peer,
    "Y805": problems_of_last_year,
    "R903-problems": problems_of_peer,
    "R904-changed": filed_twice_changed,
    "R904-identical": filed_twice,
}
KINDS = tuple(_PLANTERS)
_ORDER = {kind: number for number, kind in enumerate(KINDS)}


def plant(province: Province, kinds: Sequence[str], seed: int) -> list[Planted]:
    """Plant faults of these kinds, one for each time that a kind is named, and say where they are.

    A kind is one of `KINDS`, or a code alone, of which one is drawn. Y801, Y802 and R903 make a pair of reports faulty each.
    Raises TooSmall where the province has no bodies left for it.
    """
    rng = Random(f"faults {seed}")
    drawn = [rng.choice([name for name in KINDS if kind in (name, name.split("-")[0])]) for kind in kinds]
    found: list[Planted] = []
    for number, kind in enumerate(sorted(drawn, key=_ORDER.__getitem__)):
        found.extend(_PLANTERS[kind](province, Random(f"fault {seed} {number} {kind}")))
    return found
