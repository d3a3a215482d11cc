"""Which reports are the parts of which region's report: the practice of 逐级汇总, by the roster or by folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linter.archive.bodies import Bodies
from linter.archive.fact import Known
from linter.archive.roster import Roster
from linter.named_tuple import NamedTuple
from linter.norm import Norm

OFFICE = "office"


class Part(NamedTuple):
    """The report of a part: `sure` that the region's figures hold its own, and that no other part's hold them too."""

    report: int
    sure: bool = True


class Region(NamedTuple):
    """The parts of a region's report; `complete` when a roster names all of them and every one has filed."""

    report: int
    parts: tuple[Part, ...]
    complete: bool = False


class Tree(NamedTuple):
    """The regions of an archive by the number of their reports; those that have no parts there are not among them.

    `rostered` says that a roster tells which bodies are parts, and which of them are vertical.
    """

    regions: Mapping[int, Region]
    rostered: bool = False


def tree_of(known: Sequence[Known], bodies: Bodies, norm: Norm, roster: Roster | None = None) -> Tree:
    """The tree of the reports of every year: by the parents of the roster where there is one, else by folders."""
    from linter.archive.folders import regions_by_folder

    years: dict[int, list[Known]] = {}
    for each in known:
        if each.year is not None and each.body is not None:
            years.setdefault(each.year, []).append(each)
    if roster is None:
        return Tree(dict(regions_by_folder(years, bodies, norm)))
    return Tree(
        dict(region for year, reports in years.items() for region in _by_roster(year, reports, bodies, roster)), rostered=True
    )


def is_due(years: Sequence[tuple[int, int | None]], year: int) -> bool:
    """Whether a body with these years of the roster has to report for a year."""
    return not years or any(begin <= year and (end is None or year <= end) for begin, end in years)


def _by_roster(year: int, reports: Sequence[Known], bodies: Bodies, roster: Roster) -> Iterator[tuple[int, Region]]:
    first: dict[int, Known] = {}
    for each in reports:
        if each.body is not None:
            first.setdefault(each.body, each)
    of_entry = [first.get(number) if (number := bodies.of(entry.full)) is not None else None for entry in roster.entries]
    hosts = {entry.parent for entry in roster.entries}
    parts: dict[int, list[Part]] = {}
    offices: set[int] = set()
    incomplete: set[int] = set()
    for place, entry in enumerate(roster.entries):
        report = of_entry[place]
        above = entry.parent
        if above is None:
            continue
        if report is None:
            if is_due(entry.years, year):
                incomplete.add(above)
            continue
        sure = True
        while above is not None and of_entry[above] is None:
            above = roster.entries[above].parent
        if above is None:
            continue
        # a report in which the whole region's figures are said to be, by its office, is the region's once more
        if report.level == OFFICE:
            if report.covers:
                sure = False
            else:
                offices.add(above)
        if not sure or (place in hosts and not report.covers):
            incomplete.add(above)
        parts.setdefault(above, []).append(Part(report.number, sure))
    for above, found in parts.items():
        region = of_entry[above]
        assert region is not None
        yield region.number, Region(region.number, tuple(found), above in offices and above not in incomplete)
