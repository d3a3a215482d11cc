"""The arithmetic of a province once more, from its files: what does not agree, whether it was planted or not."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from generator.figures import APPLICANTS
from generator.form import TABLES
from generator.province import Province
from generator.province_alike import likeness, masked
from generator.province_counts import PLACES, Place

Cells = dict[Place, Decimal]
# code, body/year, and address
Breaks = set[tuple[str, str, str]]

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def cells_of(text: str) -> Cells:
    """The numbers that a file shows in its tables, by their places: read anew from the text, whatever its layout."""
    shown = [Decimal(cell.strip()) for cell in re.split(r"[\t|\n]", text) if _NUMBER.fullmatch(cell.strip())]
    return dict(zip(PLACES, shown, strict=True))


def figure_breaks(province: Province, cells: dict[tuple[str, int], Cells]) -> Breaks:
    """Code, body/year and address of all figures that do not agree: between years, and between regions and their parts."""
    found: Breaks = set()
    for (name, year), now in cells.items():
        where = f"{name}/{year}"
        if (name, year - 1) in cells:
            found |= {(code, where, at) for code, at in _breaks_between(cells[name, year - 1], now)}
        parts = [cells[part.name, year] for part in province.parts(name)]
        for place in PLACES if parts else ():
            values = [part[place] for part in parts]
            if now[place] != sum(values):
                found.add(("R902" if now[place] < max(values) else "R901", where, "/".join(place)))
    return found


def _breaks_between(before: Cells, now: Cells) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for column in (*APPLICANTS, "total"):
        if now["requests", "carried_in", column] != before["requests", "carried_out", column]:
            found.add(("Y801", f"requests/carried_in/{column}"))
    for row in ("regulations", "normative_documents"):
        made, repealed, in_force = (now["disclosure", row, column] for column in ("made", "repealed", "in_force"))
        if in_force != before["disclosure", row, "in_force"] + made - repealed:
            found.add(("Y802", f"disclosure/{row}/in_force"))
    same = [table for table in TABLES if all(now[place] == before[place] for place in PLACES if place[0] == table)]
    filled = {table: sum(now[place] > 0 for place in PLACES if place[0] == table) for table in same}
    if (len(same) == len(TABLES) and sum(filled.values()) > 2) or any(number > 5 for number in filled.values()):
        found.add(("Y804", next(table for table in TABLES if filled.get(table))))
    return found


def copies(province: Province) -> Breaks:
    """Code, body/year and section of all that is told twice: by a body in two years, or by two bodies in one."""
    found: Breaks = set()
    for section, code, share in (("problems", "Y805", 0.85), ("overview", "Y806", 0.9)):
        words = {
            (name, year): masked(province.report(name, year), section, unit)
            for name, unit in province.units.items()
            for year in province.years
        }
        for (name, year), told in words.items():
            if likeness(told, words.get((name, year - 1), "")) >= share:
                found.add((code, f"{name}/{year}", section))
        for year in province.years:
            for one, other in combinations(province.units, 2):
                if likeness(words[one, year], words[other, year]) >= 0.9:
                    found |= {("R903", f"{name}/{year}", section) for name in (one, other)}
    return found
