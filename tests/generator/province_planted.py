"""What a planted fault of a province says of itself, and the bodies that may still have one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from generator.province import Province
from generator.province_counts import Counts, Place
from generator.province_place import Unit


@dataclass(frozen=True, slots=True)
class Along:
    """A finding that cannot but come with a planted fault."""

    code: str
    path: str
    at: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: the rule that must find it, whose report for which year, its file, and the address of the finding.

    The file of a missing report is where it would be. `cells` are all cells that are wrong, `related` the other files that
    the finding is about, `along` what must be found besides.
    """

    code: str
    body: str
    year: int
    path: str
    at: str
    cells: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    along: tuple[Along, ...] = ()
    note: str = ""


class TooSmall(ValueError):
    """The province has no body left that could have such a fault."""


def sound_leaves(province: Province, rng: Random, apart: bool = True) -> list[Unit]:
    """The bodies below the regions that have no fault yet, in any order.

    Those that stand `apart` count in the sums of a region that has no fault either.
    """
    found = [
        unit
        for unit in province.units.values()
        if not unit.region
        and unit.name not in province.faulty
        and (not apart or (unit.summed and unit.parent not in province.faulty))
    ]
    rng.shuffle(found)
    return found


def sound_counties(province: Province, rng: Random) -> list[Unit]:
    """The governments of counties in which nothing was planted yet, in any order."""
    touched = province.faulty | {province.units[name].parent for name in province.faulty}
    found = [unit for unit in province.counties() if unit.name not in touched]
    # where every county has some fault, one whose own report has none will do
    found = found or [unit for unit in province.counties() if unit.name not in province.faulty]
    rng.shuffle(found)
    return found


def siblings(units: list[Unit]) -> Iterator[list[Unit]]:
    """The bodies of each region."""
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.parent, []).append(unit)
    yield from groups.values()


def address(place: Place) -> str:
    """The address of a cell."""
    return "/".join(place)


def set_counts(province: Province, name: str, year: int, counts: Counts) -> None:
    """Give a body other figures and the regions the sums of them."""
    province.counts[name, year] = counts
    province.add_up()
