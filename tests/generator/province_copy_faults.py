"""Faults of words and files: sections copied from last year or from a peer, reports filed twice or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

from generator.province import Province
from generator.province_alike import likeness, masked
from generator.province_counts import INDEX, LONE, PLACES, Place, shifted
from generator.province_place import Unit
from generator.province_planted import Planted, TooSmall, address, sound_leaves
from generator.province_telling import Wording

_MOST = 200  # bodies that are tried as copies of each other
_COPIED = 0.95  # above the share from which any rule speaks of copies
_ENDINGS = ("（1）", "（定稿）", "-副本", "（修改稿）")


def problems_of_last_year(province: Province, rng: Random) -> list[Planted]:
    """A body that tells last year's problems again."""
    return _of_last_year(province, rng, "problems", "Y805")


def overview_of_last_year(province: Province, rng: Random) -> list[Planted]:
    """A body that tells last year's work again."""
    return _of_last_year(province, rng, "overview", "Y806")


def problems_of_peer(province: Province, rng: Random) -> list[Planted]:
    """Two bodies with the same section 五 but for names and numbers."""
    return _of_peer(province, rng, "problems")


def overview_of_peer(province: Province, rng: Random) -> list[Planted]:
    """Two bodies with the same section 一 but for names and numbers."""
    return _of_peer(province, rng, "overview")


def filed_twice(province: Province, rng: Random) -> list[Planted]:
    """A report that lies in the archive under a second name."""
    unit, year = _some(province, rng), rng.choice(province.years)
    return [_filed_again(province, unit, year, rng)]


def filed_twice_changed(province: Province, rng: Random) -> list[Planted]:
    """A report that lies in the archive under a second name, with one figure that is another."""
    for unit in sound_leaves(province, rng):
        year = rng.choice(province.years)
        for place in rng.sample(LONE, len(LONE)):
            counts = province.counts[unit.name, year]
            first = province.report(unit.name, year)
            again = province.report(unit.name, year, shifted(counts, {place: 1}))
            # of figures that the text speaks of, the text would have to change as well
            if counts[INDEX[place]] and first.sections == again.sections:
                return [_filed_again(province, unit, year, rng, place)]
    raise TooSmall("no report with a figure that only the table tells")


def not_filed(province: Province, rng: Random) -> list[Planted]:
    """A body of the roster without a report for a year, though the figures of its region contain its own."""
    for unit in sound_leaves(province, rng):
        if unit.county:
            year = rng.choice(province.years)
            province.missing.add((unit.name, year))
            # the sums of its county can no longer be checked, so nothing else may be planted there
            province.faulty.update((unit.name, unit.parent))
            note = "the sums of its region contain it and cannot be checked; the next year has no report to be compared with"
            return [Planted("R905", unit.name, year, province.path(unit.name, year), f"{unit.name}/{year}", note=note)]
    raise TooSmall("no body of a county without a fault")


def _filed_again(province: Province, unit: Unit, year: int, rng: Random, place: Place | None = None) -> Planted:
    counts = province.counts[unit.name, year]
    path = province.path(unit.name, year, rng.choice(_ENDINGS))
    province.filed_again[path] = (unit.name, year), shifted(counts, {place: 1}) if place else counts
    province.faulty.add(unit.name)
    cells = (address(place),) if place else ()
    related = (province.path(unit.name, year),)
    return Planted("R904", unit.name, year, path, "document", cells, related, note="" if place else "the same, byte by byte")


def _of_last_year(province: Province, rng: Random, section: str, code: str) -> list[Planted]:
    for unit in sound_leaves(province, rng, apart=False):
        year = rng.choice(province.years[1:])
        before, mine = province.wording(unit.name, year - 1), province.wording(unit.name, year)
        if _copied(province, (unit, year), (unit, year - 1), section, replace(mine, numbers=before.numbers)):
            province.faulty.add(unit.name)
            path, related = province.path(unit.name, year), (province.path(unit.name, year - 1),)
            return [Planted(code, unit.name, year, path, section, related=related)]
    raise TooSmall("no body with two years alike enough")


def _of_peer(province: Province, rng: Random, section: str) -> list[Planted]:
    leaves = sound_leaves(province, rng, apart=False)
    for year in rng.sample(province.years, len(province.years)):
        # section 一 tells figures: those of bodies with nothing to tell read alike
        fitting = leaves if section == "problems" else [unit for unit in leaves if not _asked(province, unit, year)]
        for unit, peer in _peers(fitting):
            if _copied(province, (unit, year), (peer, year), section, province.wording(unit.name, year)):
                province.faulty.update((unit.name, peer.name))
                paths = {one.name: province.path(one.name, year) for one in (unit, peer)}
                return [
                    Planted("R903", one.name, year, paths[one.name], section, related=(paths[other.name],))
                    for one, other in ((unit, peer), (peer, unit))
                ]
    raise TooSmall("no two bodies of one kind that are alike enough")


def _copied(province: Province, mine: tuple[Unit, int], other: tuple[Unit, int], section: str, wording: Wording) -> bool:
    """Give a report the words of another in one section; nothing is changed where their figures make them read otherwise."""
    (unit, year), (model, before) = mine, other
    key = getattr(province.wording(model.name, before), section)
    tried = replace(wording, overview=key) if section == "overview" else replace(wording, problems=key)
    kept = province.wordings.get((unit.name, year))
    province.wordings[unit.name, year] = tried
    texts = [masked(province.report(one.name, at), section, one) for one, at in (mine, other)]
    if likeness(*texts) >= _COPIED:
        return True
    if kept:
        province.wordings[unit.name, year] = kept
    else:
        del province.wordings[unit.name, year]
    return False


def _peers(units: list[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Two bodies that have the same matters to make public, first those of different regions."""
    pairs = [(one, other) for one, other in combinations(units[:_MOST], 2) if one.topics == other.topics]
    yield from sorted(pairs, key=lambda pair: pair[0].parent == pair[1].parent)


def _asked(province: Province, unit: Unit, year: int) -> bool:
    """Whether anybody asked, went to court, or could ask for 规范性文件."""
    counts = province.counts[unit.name, year]
    rows = ("requests", "review", "normative_documents")
    return any(value and (place[0] in rows or place[1] in rows) for place, value in zip(PLACES, counts, strict=True))


def _some(province: Province, rng: Random) -> Unit:
    for unit in sound_leaves(province, rng):
        return unit
    raise TooSmall("no body without a fault")
