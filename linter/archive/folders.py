"""The parts of regions where nobody lists them: by the names of regions in front of theirs, and by folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from linter.archive.bodies import Bodies
from linter.archive.fact import Known
from linter.archive.naming import LOWEST, RANKS, bare_name, rank_of, region_ends, tails
from linter.archive.tree import OFFICE, Part, Region
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.parse.title import level_of

# of the levels that have parts, that of the lowest government
_LOWEST_REGION = RANKS["county"]
# what is never a region's own part next to counties unless its name says so
_LOCAL = ("township", "subdistrict")
_SEVERAL = -1


class _Found(NamedTuple):
    """A part as it was found: `loose` when neither its name nor the region's own folder tells whose it is."""

    report: Known
    loose: bool


def regions_by_folder(years: Mapping[int, Sequence[Known]], bodies: Bodies, norm: Norm) -> Iterator[tuple[int, Region]]:
    """The regions of every year with their parts."""
    places = _places([each for reports in years.values() for each in reports])
    for reports in years.values():
        yield from _Year(reports, places, bodies, norm).regions()


def _places(reports: Sequence[Known]) -> dict[str, str]:
    """For every folder the one that its reports stand in: of folders that hold one body alone, the folder around them."""
    held: dict[str, int] = {}
    for folder, body in dict.fromkeys((os.path.dirname(each.path), each.body) for each in reports if each.body is not None):
        while True:
            before = held.setdefault(folder, body)
            above = os.path.dirname(folder)
            if before == _SEVERAL or above == folder:
                break
            if before != body:
                held[folder] = _SEVERAL
            folder = above
    places: dict[str, str] = {}
    for folder in held:
        place = folder
        while held[place] != _SEVERAL and os.path.dirname(place) != place:
            place = os.path.dirname(place)
        places[folder] = place
    return places


class _Year:
    """The reports of one year, each in its place."""

    def __init__(self, reports: Sequence[Known], places: Mapping[str, str], bodies: Bodies, norm: Norm) -> None:
        self._reports = reports
        self._places = places
        self._bodies = bodies
        self._norm = norm
        self._hosts: dict[str, dict[int, Known]] = {}
        self._named: dict[str, dict[str, Known | None]] = {}
        self._higher: dict[tuple[str, int], list[Known]] = {}
        self._by_body: dict[int, Known | None] = {}
        zones: dict[str, dict[int, Known]] = {}
        for each in reports:
            rank = rank_of(each.level)
            if each.body is not None and rank < LOWEST:
                kind = self._hosts if rank <= _LOWEST_REGION else zones
                kind.setdefault(places[os.path.dirname(each.path)], {}).setdefault(each.body, each)
                if rank <= _LOWEST_REGION:
                    self._note(each, each.body)
        # a zone's authority has parts of its own where there is no government
        for place, found in zones.items():
            if place not in self._hosts:
                self._hosts[place] = found

    def _note(self, report: Known, body: int) -> None:
        """Remember a region by its body, unless it is one of several under one name in different places."""
        first = self._by_body.setdefault(body, report)
        if first is not None and self._places[os.path.dirname(first.path)] != self._places[os.path.dirname(report.path)]:
            self._by_body[body] = None

    def regions(self) -> Iterator[tuple[int, Region]]:
        parts: dict[int, list[_Found]] = {}
        seen: set[tuple[int, int | None]] = set()
        for each in self._reports:
            host, loose = self._host(each)
            if host is not None and host.body != each.body and (host.number, each.body) not in seen:
                seen.add((host.number, each.body))
                parts.setdefault(host.number, []).append(_Found(each, loose))
        for number, found in parts.items():
            yield number, Region(number, tuple(self._settled(found)))

    def _settled(self, found: Sequence[_Found]) -> Iterator[Part]:
        """The parts, sure ones and such that may be counted in others or elsewhere."""
        names = {bare_name(each.report.name, self._norm) for each in found}
        regions = any(rank_of(each.report.level) <= _LOWEST_REGION for each in found)
        for report, loose in found:
            bare = bare_name(report.name, self._norm)
            nested = any(bare[:end] in names for end in range(2, len(bare)))
            several = self._bodies.rivals_of(report.name) > 0
            # a department whose figures are those of more than itself may count reports that lie beside its own
            wide = report.covers and rank_of(report.level) > _LOWEST_REGION and report.level not in _LOCAL
            yield Part(report.number, not (nested or several or wide or (loose and regions)))

    def _host(self, report: Known) -> tuple[Known | None, bool]:
        """The report of the region that a report is a part of, and whether only folders tell so."""
        bare = bare_name(report.name, self._norm)
        rank = rank_of(report.level)
        fronts = _fronts(bare, self._norm)
        for front in fronts:
            number = self._bodies.numbers.get(front)
            host = self._by_body.get(number) if number is not None and front not in self._bodies.rivals else None
            if host is not None and rank_of(host.level) < rank:
                return host, False
        own = os.path.dirname(report.path)
        place = self._places[own]
        folder = place
        while True:
            hosts = self._hosts_in(folder, rank)
            if hosts:
                return self._decide(report, rank, fronts, folder, hosts, own, place)
            above = os.path.dirname(folder)
            if above == folder:
                return None, True
            folder = above

    def _hosts_in(self, folder: str, rank: int) -> Sequence[Known]:
        """The regions of a folder that stand higher."""
        if folder not in self._hosts:
            return ()
        key = (folder, rank)
        if key not in self._higher:
            self._higher[key] = [each for each in self._hosts[folder].values() if rank_of(each.level) < rank]
        return self._higher[key]

    def _decide(
        self, report: Known, rank: int, fronts: Sequence[str], folder: str, hosts: Sequence[Known], own: str, place: str
    ) -> tuple[Known | None, bool]:
        """Which of the regions of a folder a report belongs to: by its name, by the folders between, or the only one."""
        named = self._names_in(folder)
        for front in fronts:
            host = named.get(front)
            if host is not None and rank_of(host.level) < rank:
                return host, False
        for part in reversed(PurePath(own[len(folder) :]).parts):
            host = named.get(bare_name(part, self._norm))
            if host is not None and rank_of(host.level) < rank and host.body != report.body:
                return host, False
        if len(hosts) > 1:
            return None, True
        (host,) = hosts
        if any(not self._may_front(front, host) for front in fronts):
            return None, True
        # a county's report below a city's folder is the city's; what its towns' are nobody knows
        loose = rank > _LOWEST_REGION and not fronts and (report.level in _LOCAL or place != folder)
        return host, loose and report.level != OFFICE

    def _names_in(self, folder: str) -> Mapping[str, Known | None]:
        """The regions of a folder by their names with and without regions in front; None for names of several."""
        found = self._named.get(folder)
        if found is None:
            found = self._named[folder] = {}
            for host in self._hosts[folder].values():
                bare = bare_name(host.name, self._norm)
                for name in (bare, *tails(bare, self._norm)):
                    found[name] = host if found.get(name, host) is host else None
        return found

    def _may_front(self, front: str, host: Known) -> bool:
        """Whether a name with this region in front may be that of a part of another region: only if it lies in that one."""
        return rank_of(level_of(front, self._norm)) > rank_of(host.level)


def _fronts(bare: str, norm: Norm) -> list[str]:
    """The regions in front of a bare name, longest first: of 白水市云岭县青禾镇 白水市云岭县, 云岭县, 白水市."""
    ends = [end for end in region_ends(bare, norm) if end >= 2]
    starts = [0, *ends]
    return [bare[start:end] for end in reversed(ends) for start in starts if end - start >= 2]
