"""A whole province as an archive on disk: three levels of bodies, several years, and figures that all agree."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from generator.layout import render
from generator.province_counts import PROFILES, Counts, Place, chain, shifted, total
from generator.province_place import Unit, draw_units
from generator.province_telling import Wording, report_of
from generator.report import Report

YEARS = (2022, 2023, 2024)
# layouts in which offices paste their tables; the padded and the unmarked ones add bulk and nothing else
_LAYOUTS = ("tabs", "tabs", "tabs_flat", "cell_a_line_marked", "cell_a_line", "pipes", "pipes_leading", "small_tables")

BodyYear = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Province:
    """All bodies and what they report; bodies are named as in the roster.

    `counts` has every report's figures, `changes` what makes a region's other than the sum of its parts, `wordings` what
    the words depend on where that was changed, `missing` reports that were not filed, `filed_again` second files of a
    report by their path, and `faulty` the bodies that have a fault.
    """

    seed: int
    years: tuple[int, ...]
    by_body: bool
    units: dict[str, Unit]
    counts: dict[BodyYear, Counts]
    changes: dict[BodyYear, dict[Place, int]] = field(default_factory=dict)
    wordings: dict[BodyYear, Wording] = field(default_factory=dict)
    missing: set[BodyYear] = field(default_factory=set)
    filed_again: dict[str, tuple[BodyYear, Counts]] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

    @property
    def city(self) -> Unit:
        """The body at the top."""
        return next(iter(self.units.values()))

    def parts(self, name: str) -> list[Unit]:
        """The bodies whose figures the report of a region adds up."""
        return [unit for unit in self.units.values() if unit.parent == name and unit.summed]

    def counties(self) -> list[Unit]:
        """The governments of the counties."""
        return [unit for unit in self.units.values() if unit.level == "county"]

    def add_up(self) -> None:
        """Make the figures of the regions anew from those of their parts, the counties first."""
        parts: dict[str, list[str]] = {}
        for unit in self.units.values():
            if unit.summed and unit.parent:
                parts.setdefault(unit.parent, []).append(unit.name)
        for region in (*self.counties(), self.city):
            for year in self.years:
                added = total(self.counts[name, year] for name in parts[region.name])
                self.counts[region.name, year] = shifted(added, self.changes.get((region.name, year), {}))

    def wording(self, name: str, year: int) -> Wording:
        """What the words of a report depend on."""
        return self.wordings.get((name, year)) or _wording(self, name, year)

    def report(self, name: str, year: int, counts: Counts | None = None) -> Report:
        """The report of a body for a year, or the same report with other figures."""
        return report_of(self.units[name], year, counts or self.counts[name, year], self.wording(name, year))

    def text(self, name: str, year: int, counts: Counts | None = None) -> str:
        """The report as it is filed."""
        return render(self.report(name, year, counts), self.wording(name, year).layout)

    def path(self, name: str, year: int, ending: str = "") -> str:
        """Where the report of a body for a year is filed below the root."""
        unit, city = self.units[name], self.city.body.seat
        folders = (unit.body.seat,) if unit.county else ()
        if self.by_body:
            return "/".join((*(folders or (city,)), name, f"{year}{ending}.txt"))
        return "/".join((str(year), city, *folders, f"{name}{ending}.txt"))

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file with its text."""
        for year in self.years:
            for name in self.units:
                if (name, year) not in self.missing:
                    yield self.path(name, year), self.text(name, year)
        for path, ((name, year), counts) in self.filed_again.items():
            yield path, self.text(name, year, counts)


def build_province(bodies: int, seed: int = 0, years: tuple[int, ...] = YEARS, by_body: bool = False) -> Province:
    """A province of so many bodies in which there is nothing to find; the same seed gives the same province.

    Files lie in folders by year, city and county, or `by_body` in those of the county and the body.
    """
    units = {unit.name: unit for unit in draw_units(bodies, seed)}
    counts: dict[BodyYear, Counts] = {}
    for unit in units.values():
        if not unit.region:
            drawn = chain(PROFILES[unit.body.kind], len(years), Random(f"figures {seed} {unit.name}"))
            counts |= {(unit.name, year): one for year, one in zip(years, drawn, strict=True)}
    province = Province(seed, years, by_body, units, counts)
    province.add_up()
    return province


def write(province: Province, root: Path) -> None:
    """Write every report, and `roster.csv` beside them."""
    made: set[Path] = set()
    for path, text in province.files():
        file = root / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_text(text, encoding="utf-8")
    with (root / "roster.csv").open("w", encoding="utf-8", newline="") as roster:
        csv.writer(roster, lineterminator="\n").writerows(roster_rows(province))


def roster_rows(province: Province) -> Iterator[tuple[str, str, str, str]]:
    """The roster: a heading, and a row for each body with its level, its parent and the years it reports for."""
    yield "body", "level", "parent", "years"
    for unit in province.units.values():
        yield unit.name, unit.level, unit.parent, f"{province.years[0]}-{province.years[-1]}"


def _wording(province: Province, name: str, year: int) -> Wording:
    unit = province.units[name]
    rng = Random(f"names {province.seed} {name}")
    layout, varies = rng.choice(_LAYOUTS), rng.random() < 0.3
    key = f"{province.seed} {name} {year}"
    called = Random(f"called {key}").choice((name, *unit.names)) if varies else name
    return Wording(called, layout, f"overview {key}", f"problems {key}", f"rest {key}", f"numbers {key}")
