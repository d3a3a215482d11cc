"""Faults of figures: what is carried over, what is in force, figures of last year, and regions that are not their sum."""

from __future__ import annotations

from random import Random

from generator.figures import APPLICANTS
from generator.form import TABLES
from generator.province import Province
from generator.province_counts import INDEX, LONE, PLACES, Counts, Place, shifted
from generator.province_place import Unit
from generator.province_planted import Along, Planted, TooSmall, address, set_counts, siblings, sound_counties, sound_leaves

# amounts are rounded: what is less than half a unit for each part off is no fault
_COUNTED = tuple(place for place in LONE if place[1] != "fees")
_IN_FORCE: Place = ("disclosure", "normative_documents", "in_force")
_MADE: Place = ("disclosure", "normative_documents", "made")
_CARRIED_IN: Place = ("requests", "carried_in", "total")
_REPEALED: Place = ("disclosure", "normative_documents", "repealed")


def carried_over(province: Province, rng: Random) -> list[Planted]:
    """Two bodies of one region of which one has carried in what the other carried out: their region's sums stay right."""
    groups = list(siblings(sound_leaves(province, rng)))
    for year in rng.sample(province.years[1:], len(province.years) - 1):
        for applicant in rng.sample(APPLICANTS, len(APPLICANTS)):
            carried_in: Place = ("requests", "carried_in", applicant)
            new: Place = ("requests", "new", applicant)
            for group in groups:
                less = next((unit for unit in group if _value(province, unit, year, carried_in)), None)
                more = next((unit for unit in group if unit != less and _value(province, unit, year, new)), None)
                if less and more:
                    _book_elsewhere(province, less, year, applicant, -1)
                    _book_elsewhere(province, more, year, applicant, 1)
                    province.add_up()
                    return [_later(province, unit, "Y801", year, carried_in, _CARRIED_IN) for unit in (less, more)]
    raise TooSmall("no two bodies to swap what is carried over")


def in_force(province: Province, rng: Random) -> list[Planted]:
    """Two bodies of one region, one with more and one with fewer 行政规范性文件 in force than follow from last year."""
    for year in rng.sample(province.years[1:], len(province.years) - 1):
        rest = [one for one in province.years if one >= year]
        for group in siblings(sound_leaves(province, rng)):
            spare = {
                unit.name: min(_value(province, unit, one, _IN_FORCE) - _value(province, unit, one, _MADE) for one in rest)
                for unit in group
            }
            less = next((unit for unit in group if spare[unit.name] > 0), None)
            if less and len(group) > 1:
                more = next(unit for unit in group if unit != less)
                number = rng.randint(1, spare[less.name])
                for unit, amount in ((less, -number), (more, number)):
                    # the years after go on from the wrong number, so that it is found once
                    for one in rest:
                        province.counts[unit.name, one] = shifted(province.counts[unit.name, one], {_IN_FORCE: amount})
                province.add_up()
                return [_later(province, unit, "Y802", year, _IN_FORCE) for unit in (less, more)]
    raise TooSmall("no two bodies with documents in force")


def figures_copied(province: Province, rng: Random) -> list[Planted]:
    """A body that reports last year's figures again, which go on from themselves."""
    *_, before, year = province.years
    for unit in sound_leaves(province, rng):
        still = _standing_still(province.counts[unit.name, before])
        filled = sum(value > 0 for place, value in zip(PLACES, still, strict=True) if place[0] == "requests")
        if filled >= 6:
            province.counts[unit.name, before] = still
            set_counts(province, unit.name, year, still)
            province.faulty.add(unit.name)
            first = next(table for table in TABLES if any(still[INDEX[place]] for place in PLACES if place[0] == table))
            note = "all three tables are last year's; `at` is the first of them with a number in it"
            return [
                Planted(
                    "Y804",
                    unit.name,
                    year,
                    province.path(unit.name, year),
                    first,
                    related=(province.path(unit.name, before),),
                    note=note,
                )
            ]
    raise TooSmall("no body with enough requests")


def above_sum(province: Province, rng: Random) -> list[Planted]:
    """A county whose report has more than its parts; the city adds up what the county says."""
    for county in sound_counties(province, rng):
        year, more = rng.choice(province.years), rng.randint(1, 9)
        applicant = rng.choice(APPLICANTS)
        requests = [("requests", row, one) for row in ("new", "granted", "processed_total") for one in (applicant, "total")]
        review = [("review", "reconsideration", verdict) for verdict in ("upheld", "total")]
        places: list[Place] = rng.choice((requests, requests, review, [rng.choice(_COUNTED)]))
        _change(province, county, year, dict.fromkeys(places, more))
        cells = tuple(map(address, places))
        path = province.path(county.name, year)
        return [Planted("R901", county.name, year, path, cells[0], cells, _files_of_parts(province, county, year))]
    raise TooSmall("no county without a fault")


def below_part(province: Province, rng: Random) -> list[Planted]:
    """A county whose report has less than one of its parts."""
    for county in sound_counties(province, rng):
        for year in rng.sample(province.years, len(province.years)):
            place = rng.choice([*_COUNTED, ("requests", "granted", "natural_person"), ("requests", "granted", "natural_person")])
            largest = _largest(province, county, year, place)
            if not largest:
                continue
            fewer = _value(province, county, year, place) - rng.randint(0, largest - 1)
            places: list[Place] = [place]
            if place[0] == "requests":
                places = [("requests", row, one) for row in ("granted", "new", "processed_total") for one in (place[2], "total")]
            if any(_value(province, county, year, one) < fewer for one in places):
                continue
            _change(province, county, year, dict.fromkeys(places, -fewer))
            return [_below(province, county, year, places)]
    raise TooSmall("no county with a part that has something to count")


def _below(province: Province, county: Unit, year: int, places: list[Place]) -> Planted:
    path = province.path(county.name, year)
    low = [one for one in places if _value(province, county, year, one) < _largest(province, county, year, one)]
    others = tuple(Along("R901", path, address(one)) for one in places if one not in low)
    files = _files_of_parts(province, county, year)
    note = "the sum does not hold in these cells either; R901 may tell them, or leave them to R902"
    cells = tuple(map(address, low))
    return Planted("R902", county.name, year, path, cells[0], cells, files, others, note)


def _later(province: Province, unit: Unit, code: str, year: int, *places: Place) -> Planted:
    province.faulty.add(unit.name)
    cells, path = tuple(map(address, places)), province.path(unit.name, year)
    return Planted(code, unit.name, year, path, cells[0], cells, (province.path(unit.name, year - 1),))


def _book_elsewhere(province: Province, unit: Unit, year: int, applicant: str, amount: int) -> None:
    amounts = {("requests", "carried_in", one): amount for one in (applicant, "total")}
    # as many fewer new ones, so that the form's own sentence holds
    amounts |= {("requests", "new", one): -amount for one in (applicant, "total")}
    province.counts[unit.name, year] = shifted(province.counts[unit.name, year], amounts)


def _standing_still(counts: Counts) -> Counts:
    """Figures that can follow upon themselves: as much carried out as in, as much repealed as made."""
    values = list(counts)
    for column in (*APPLICANTS, "total"):
        new, inward, done, outward = (
            INDEX["requests", row, column] for row in ("new", "carried_in", "processed_total", "carried_out")
        )
        values[outward] = values[inward]
        values[new] = values[done]
    opening = values[INDEX[_IN_FORCE]] - values[INDEX[_MADE]] + values[INDEX[_REPEALED]]
    values[INDEX[_MADE]] = values[INDEX[_REPEALED]] = min(values[INDEX[_MADE]], opening)
    values[INDEX[_IN_FORCE]] = opening
    return tuple(values)


def _change(province: Province, county: Unit, year: int, amounts: dict[Place, int]) -> None:
    province.changes[county.name, year] = amounts
    province.faulty.add(county.name)
    province.add_up()


def _largest(province: Province, county: Unit, year: int, place: Place) -> int:
    return max(_value(province, part, year, place) for part in province.parts(county.name))


def _files_of_parts(province: Province, county: Unit, year: int) -> tuple[str, ...]:
    return tuple(province.path(part.name, year) for part in province.parts(county.name))


def _value(province: Province, unit: Unit, year: int, place: Place) -> int:
    return province.counts[unit.name, year][INDEX[place]]
