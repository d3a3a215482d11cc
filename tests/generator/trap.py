"""What a trap is: a correct sentence that looks like a mistake, and the part of the report where it may stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.teller import Teller


def always(teller: Teller) -> bool:
    """Any report can have this sentence."""
    return True


@dataclass(frozen=True, slots=True)
class Trap:
    """An innocent sentence; `place` is an aspect of section 一 or the key of a section, `fits` tells whether it would be true."""

    name: str
    place: str
    tell: Callable[[Teller], str]
    fits: Callable[[Teller], bool] = always


def worded(name: str, place: str, *sentences: str, fits: Callable[[Teller], bool] = always) -> Trap:
    """A trap that consists of fixed sentences in which {we}, {area}, {year} and the like stand for the report's own words."""

    def tell(teller: Teller) -> str:
        body = teller.body
        names = {
            "we": teller.we,
            "area": body.area,
            "above": body.above,
            "portal": body.portal,
            "unit": body.area[1:],
            "seat": body.seat,
        }
        years = {"year": teller.year, "next": teller.year + 1, "last": teller.year - 1, "before": teller.year - 2}
        return teller.pick(*sentences).format(**names, **years)

    return Trap(name, place, tell, fits)
