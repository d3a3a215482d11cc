"""Which lines of a report belong to which of the three tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from linter.document import Block, Row
from linter.named_tuple import NamedTuple
from linter.norm import Norm, SectionForm
from linter.table.line import Line
from linter.table.stitch import is_sentence, lines_of

# the table of one row is the same in every edition
EDITION = "2021"


class Zone(NamedTuple):
    """The lines of one table, over pages and interruptions, and the section under whose heading they stand."""

    table: str
    section: str | None
    lines: list[Line]


def find_zones(stretches: Iterable[tuple[str | None, Sequence[Block]]], norm: Norm) -> dict[str, Zone]:
    """The zones of the tables; `stretches` are the bodies of the sections in the order of the file.

    A table is looked for in its own section first: what stands elsewhere with the same labels may be another
    statistic, and only counts when the section itself has no table.
    """
    gathered = [(section, lines_of(blocks, norm)) for section, blocks in stretches]
    candidates = [zone for section, lines in gathered if lines for zone in _gather(section, lines, norm) if _is_table(zone)]
    found: dict[str, Zone] = {}
    for form in norm.sections:
        if form.table is None:
            continue
        zones = [zone for zone in candidates if zone.table == form.table]
        own = [zone for zone in zones if zone.section == form.key]
        if zones:
            found[form.table] = max(own or zones, key=lambda zone: len(zone.lines))
        elif norm.tables[form.table][EDITION].transposed:
            zone = _zone_by_width(form, next((lines for section, lines in gathered if section == form.key), []), norm)
            if zone is not None:
                found[form.table] = zone
    return found


def _zone_by_width(section: SectionForm, lines: Sequence[Line], norm: Norm) -> Zone | None:
    """The one line of a section with as many values as its single-row table has cells, its labels lost."""
    form = norm.tables[section.table or ""][EDITION]
    wanted = sum(len(row.columns) for row in form.numeric)
    full = [line for line in lines if len(line.meanings) == wanted and line.is_values()]
    if len(full) != 1:
        return None
    return Zone(form.key, section.key, full)


def _gather(section: str | None, lines: Sequence[Line], norm: Norm) -> Iterable[Zone]:
    """The lines of a section by the table that their labels belong to."""
    zones = {table: Zone(table, section, []) for table in norm.tables}
    current: str | None = None
    waiting: list[Line] = []

    def keep(lines: list[Line]) -> None:
        if current is not None and lines:
            zones[current].lines.extend(lines)

    for line in lines:
        table = line.table(current)
        if table is not None:
            if waiting:
                keep(waiting if table == current else _up_to_last_value(waiting, blank_width(current, norm)))
            waiting, current = [], table
            zones[table].lines.append(line)
        elif current is not None and not _is_prose(line):
            waiting.append(line)
        elif current is not None:
            keep(_up_to_last_value(waiting, blank_width(current, norm)))
            waiting, current = [], None
    keep(_up_to_last_value(waiting, blank_width(current, norm)))
    return zones.values()


def _is_prose(line: Line) -> bool:
    return len(line.meanings) == 1 and not isinstance(line.blocks[0], Row) and is_sentence(line.cells.words[0])


def blank_width(table: str | None, norm: Norm) -> int:
    """How wide a row is that holds all values of the table and no label; 0 for tables whose rows have labels."""
    form = norm.tables[table][EDITION] if table else None
    return sum(len(row.columns) for row in form.numeric) if form is not None and form.transposed else 0


def _up_to_last_value(lines: list[Line], width: int) -> list[Line]:
    """The lines up to the last one that holds nothing but values: what follows a table is not part of it.

    A blank row as wide as the table's row of values is that row.
    """
    for end in range(len(lines), 0, -1):
        line = lines[end - 1]
        if line.is_values() or (width and not line.meanings and line.width == width):
            return lines[:end]
    return []


def _is_table(zone: Zone) -> bool:
    """A row's label and at least two other labels: words of a list in the text are not a table."""
    found: set[tuple[str, str]] = set()
    for line in zone.lines:
        for meaning in line.meanings[: line.values_from()]:
            found.update([(ref.kind, ref.key) for ref in meaning.refs if ref.table == zone.table])
        if len(found) >= 3 and any(kind == "row" for kind, _ in found):
            return True
    return False
