"""Figures of many bodies over several years: rows of whole numbers that can be added, and that follow from year to year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

from generator.figures import APPLICANTS, BLOCKS, VERDICTS, Figures, Numbers, items
from generator.form import TABLES, form

# a number for each cell of the form of 2021, in its order; money in units of 0.0001
Counts = tuple[int, ...]
Place = tuple[str, str, str]

PLACES: tuple[Place, ...] = tuple((table, row.key, column.key) for table in TABLES for row, column in form("2021").cells(table))
INDEX = {place: number for number, place in enumerate(PLACES)}
MONEY = INDEX["disclosure", "fees", "amount"]
_ITEMS = tuple(items("2021"))
_WEIGHTS = tuple({"granted": 40, "partly_granted": 10, "unavailable.not_held": 20}.get(key, 2) for key in _ITEMS)
_DECISIONS = ("licences", "penalties", "compulsory_measures")
# cells that no sum of a report's own tables contains
LONE: tuple[Place, ...] = (*(("disclosure", row, "decisions") for row in _DECISIONS), ("disclosure", "fees", "amount"))


@dataclass(frozen=True, slots=True)
class Profile:
    """How much there usually is to count: the most, and how often there is nothing at all."""

    requests: int
    none: float
    decisions: tuple[int, int, int]
    fees: int
    documents: int


PROFILES = {
    "town": Profile(3, 0.6, (40, 8, 2), 0, 2),
    "village": Profile(2, 0.7, (30, 4, 1), 0, 1),
    "subdistrict": Profile(4, 0.5, (40, 12, 3), 0, 2),
    "bureau": Profile(10, 0.2, (600, 160, 20), 8_000_000, 8),
    "city_department": Profile(24, 0.1, (1500, 300, 40), 30_000_000, 14),
    "office": Profile(18, 0.0, (0, 0, 0), 200, 20),
    "vertical": Profile(4, 0.4, (300, 40, 4), 0, 0),
}


def chain(profile: Profile, years: int, rng: Random) -> list[Counts]:
    """The figures of one body for so many years running, each of which goes on from the one before."""
    waiting = {applicant: rng.randint(0, profile.requests // 3) if rng.random() < 0.4 else 0 for applicant in APPLICANTS[:2]}
    in_force = rng.randint(0, profile.documents)
    found: list[Counts] = []
    while len(found) < years:
        values = _year(profile, waiting, in_force, rng)
        if found and _copies(values, found[-1]):
            continue
        found.append(tuple(values.get(place, 0) for place in PLACES))
        waiting = {applicant: values.get(("requests", "carried_out", applicant), 0) for applicant in APPLICANTS}
        in_force = values["disclosure", "normative_documents", "in_force"]
    return found


def total(parts: Iterable[Counts]) -> Counts:
    """The sum of several bodies' figures, cell by cell."""
    return tuple(map(sum, zip(*parts, strict=True)))


def shifted(counts: Counts, amounts: dict[Place, int]) -> Counts:
    """Figures in which the named cells have grown by so much; sums are not repaired."""
    values = list(counts)
    for place, amount in amounts.items():
        values[INDEX[place]] += amount
    return tuple(values)


def figures_of(counts: Counts) -> Figures:
    """The same numbers as the tables of a report."""
    tables: Numbers = {table: {} for table in TABLES}
    for number, (table, row, column) in enumerate(PLACES):
        tables[table].setdefault(row, {})[column] = _money(counts[number]) if number == MONEY else _whole(counts[number])
    return Figures("2021", tables)


@cache
def _whole(number: int) -> Decimal:
    return Decimal(number)


def _money(number: int) -> Decimal:
    # as many decimals as it needs
    whole, rest = divmod(number, 10_000)
    return Decimal(f"{whole}.{rest:04d}".rstrip("0").rstrip("."))


def _year(profile: Profile, waiting: dict[str, int], in_force: int, rng: Random) -> dict[Place, int]:
    values: dict[Place, int] = {}
    new = 0 if rng.random() < profile.none else rng.randint(1, profile.requests)
    arrived = dict.fromkeys(APPLICANTS, 0)
    for applicant in rng.choices(APPLICANTS, (70, 18, 2, 2, 5, 3), k=new):
        arrived[applicant] += 1
    for applicant in APPLICANTS:
        _requests(values, applicant, arrived[applicant], waiting.get(applicant, 0), rng)
    done = values.get(("requests", "processed_total", "total"), 0)
    for block, chance in zip(BLOCKS, (0.15, 0.04, 0.05), strict=True):
        cases = sum(rng.random() < chance for _ in range(min(done, 8)))
        for verdict in rng.choices(VERDICTS, (6, 2, 2, 1), k=cases):
            _add(values, ("review", block, verdict), 1)
            _add(values, ("review", block, "total"), 1)
    made = rng.randint(1, max(1, profile.documents // 3)) if profile.documents and rng.random() < 0.3 else 0
    repealed = rng.randint(1, in_force) if in_force and rng.random() < 0.2 else 0
    documents = {"made": made, "repealed": repealed, "in_force": in_force + made - repealed}
    values |= {("disclosure", "normative_documents", column): number for column, number in documents.items()}
    for row, most, chance in zip(_DECISIONS, profile.decisions, (0.6, 0.5, 0.25), strict=True):
        values["disclosure", row, "decisions"] = rng.randint(1, most) if most and rng.random() < chance else 0
    if profile.fees and rng.random() < 0.4:
        # whole amounts are as common as those to the last 元
        unit = rng.choice((1, 1, 100, 10_000)) if profile.fees > 10_000 else 1
        values["disclosure", "fees", "amount"] = rng.randint(1, profile.fees // unit) * unit
    return values


def _requests(values: dict[Place, int], applicant: str, new: int, carried_in: int, rng: Random) -> None:
    if not new and not carried_in:
        return
    carried_out = rng.randint(0, (new + 2) // 3) if new and rng.random() < 0.6 else 0
    done = new + carried_in - carried_out
    rows = {"new": new, "carried_in": carried_in, "processed_total": done, "carried_out": carried_out}
    for item in rng.choices(_ITEMS, _WEIGHTS, k=done):
        rows[item] = rows.get(item, 0) + 1
    for row, number in rows.items():
        _add(values, ("requests", row, applicant), number)
        _add(values, ("requests", row, "total"), number)


def _add(values: dict[Place, int], place: Place, number: int) -> None:
    values[place] = values.get(place, 0) + number


def _copies(values: dict[Place, int], before: Counts) -> bool:
    """Whether a table with something in it could be taken for last year's."""
    for table in TABLES:
        now = [(values.get(place, 0), before[number]) for number, place in enumerate(PLACES) if place[0] == table]
        filled = sum(mine > 0 for mine, _ in now)
        if filled > 2 and all(mine == last for mine, last in now):
            return True
    return False
