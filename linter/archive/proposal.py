"""A roster as a proposal: the bodies of an archive as lines that somebody has to look over."""

from __future__ import annotations

from collections import Counter

from linter.archive.naming import bare_name, is_region, within
from linter.archive.register import Listed, Register
from linter.archive.roster_file import FIRST, LAST
from linter.named_tuple import NamedTuple


class Line(NamedTuple):
    """A body as a roster has it."""

    name: str
    level: str | None
    parent: str
    years: str


class Proposal(NamedTuple):
    """The lines, the short names that were left out because they may mean several bodies, and the bodies with years between
    others for which there is no report.
    """

    lines: tuple[Line, ...]
    unclear: tuple[str, ...]
    gaps: tuple[str, ...]


def proposal_of(register: Register) -> Proposal:
    """The roster that an archive suggests; what stands on one stays as it is."""
    listed = [each for each in register.bodies if each.entry is not None or not each.rivals]
    newest = max((year for year in register.years if FIRST <= year <= LAST), default=LAST)
    return Proposal(
        tuple(
            Line(name, each.level, parent, _years(each, newest))
            for each, name, parent in zip(listed, *_names(listed, register), strict=True)
        ),
        tuple(each.name for each in register.bodies if each.entry is None and each.rivals),
        tuple(each.name for each in listed if each.entry is None and _has_gap(each)),
    )


def _names(listed: list[Listed], register: Register) -> tuple[list[str], list[str]]:
    """The names of the bodies and of what they are parts of: as they are, such that each is understood to be that body."""
    norm = register.by_name.norm
    called = [each.entry.name if each.entry is not None else each.name for each in listed]
    several = Counter(bare_name(name, norm) for name in called)
    names = {
        each.number: each.entry.full if each.entry is not None and several[bare_name(name, norm)] > 1 else name
        for each, name in zip(listed, called, strict=True)
    }
    places = _Places(register)
    return list(names.values()), [names.get(places.parent_of(each, names) or 0, "") for each in listed]


class _Places:
    """Where bodies of a roster stand: below which body, and how their names are understood there."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._regions: dict[int, str] = {}
        self._taken: set[str] = {each.entry.full for each in register.bodies if each.entry is not None}

    def parent_of(self, body: Listed, names: dict[int, str]) -> int | None:
        """The number of what a body is a part of; None where it would be taken for another one below it."""
        parent = body.parent
        while parent is not None and parent not in names:
            parent = self._register.bodies[parent - 1].parent
        bodies = self._register.by_name
        bare = bare_name(body.name, bodies.norm)
        region = self._regions.get(parent, "") if parent is not None else ""
        full = body.entry.full if body.entry is not None else within(region, bare, bodies.norm) if region else bare
        if body.entry is None and (full in self._taken or bodies.numbers.get(full) not in (None, bodies.numbers[bare])):
            parent, full, region = None, bare, ""
        self._taken.add(full)
        self._regions[body.number] = full if is_region(bare, bodies.norm) else region
        return parent


def _years(body: Listed, newest: int) -> str:
    """The years as a roster has them: from the first report on, or up to the last where that is not of the newest year."""
    if body.entry is not None:
        return ";".join(_span(begin, end) for begin, end in body.entry.years)
    years = [year for year in body.years if FIRST <= year <= LAST]
    return _span(years[0], None if years[-1] == newest else years[-1]) if years else ""


def _span(begin: int, end: int | None) -> str:
    return str(begin) if begin == end else f"{begin}-{'' if end is None else end}"


def _has_gap(body: Listed) -> bool:
    years = body.years
    return bool(years) and years[-1] - years[0] >= len(years)
