"""The register of an archive: its bodies with all that is known of each, those that are parts of others behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linter.archive.bodies import Bodies, bodies_of
from linter.archive.fact import Known
from linter.archive.forest import above_by_roster, in_order, parents_of
from linter.archive.listing import Seen
from linter.archive.missing import Absence, Attendance, absences, attendance
from linter.archive.naming import qualified, tails
from linter.archive.roster import Entry, Roster
from linter.archive.tree import tree_of
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.read import Unreadable


class Listed(NamedTuple):
    """A body: `number` is its place in the register, from 1, `parent` that of the body that it is a part of.

    `names` are those that reports have and that are not its own, most frequent first, `files` its reports by year. A name
    that is short may mean each of `rivals`. `entry` is its line of the roster, `absences` are the reports that are missing.
    """

    number: int
    name: str
    level: str | None
    names: tuple[str, ...]
    files: tuple[Known, ...]
    parent: int | None
    depth: int
    rivals: tuple[str, ...]
    entry: Entry | None
    absences: tuple[Absence, ...]

    @property
    def years(self) -> list[int]:
        """The years that it has reports for."""
        return sorted({each.year for each in self.files if each.year is not None})


class Register(NamedTuple):
    """The bodies of an archive, known by their names as `by_name` has them.

    `nameless` are reports that tell no body, `unrelated` is how many files are no reports, `years` how many reports each year
    has. `unused` are the bodies of a configuration that have none.
    """

    bodies: tuple[Listed, ...]
    by_name: Bodies
    nameless: tuple[Known, ...]
    unreadable: tuple[Unreadable, ...]
    unrelated: int
    years: Mapping[int, int]
    roster: Roster | None
    attendance: tuple[Attendance, ...]
    unused: tuple[str, ...]

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return sum(len(each.files) for each in self.bodies) + len(self.nameless)


class Asked(NamedTuple):
    """What a register is made of: the reports, the files that could not be read, and what somebody says of bodies."""

    files: Sequence[Seen]
    norm: Norm
    corrections: Mapping[str, Sequence[str]] = {}
    roster: Roster | None = None
    unreadable: Sequence[Unreadable] = ()
    unrelated: int = 0


def register_of(asked: Asked) -> Register:
    """The register of an archive."""
    norm, corrections, roster = asked.norm, asked.corrections, asked.roster
    full = [qualified(each.name, each.path, norm) if each.name else "" for each in asked.files]
    bodies = bodies_of(filter(None, full), norm, corrections, roster.names if roster else ())
    known = [
        Known(number, each.path, bodies.of(name) if name else None, *each[1:])
        for number, (each, name) in enumerate(zip(asked.files, full, strict=True))
    ]
    filed = {each.body for each in known}
    years = Counter(each.year for each in known if each.year is not None)
    return Register(
        tuple(_listed(known, full, bodies, asked)),
        bodies,
        tuple(each for each in known if each.body is None),
        tuple(asked.unreadable),
        asked.unrelated,
        dict(sorted(years.items())),
        roster,
        attendance(known, roster, bodies) if roster else (),
        tuple(name for name, others in corrections.items() if filed.isdisjoint(map(bodies.of, (name, *others)))),
    )


def _listed(known: Sequence[Known], full: Sequence[str], bodies: Bodies, asked: Asked) -> Iterator[Listed]:
    roster = asked.roster
    lines = roster.entries if roster else ()
    entries: dict[int, Entry] = {}
    for entry in lines:
        entries.setdefault(_number(entry, bodies), entry)
    files: dict[int, list[Known]] = {body: [] for body in entries}
    for each in known:
        if each.body is not None:
            files.setdefault(each.body, []).append(each)
    missing: dict[int, list[Absence]] = {}
    paths = [each.path for each in asked.unreadable]
    for absence in absences(known, roster, bodies, paths) if roster else ():
        missing.setdefault(_number(absence.entry, bodies), []).append(absence)
    parents = parents_of(known, tree_of(known, bodies, asked.norm, roster), entries, above_by_roster(lines, bodies))
    names = {body: bodies.shown[body] if body in entries else _name(found, full) for body, found in files.items()}
    rivals = _rivals(bodies, names)
    order = list(in_order(files, parents))
    places = {body: place for place, (body, _) in enumerate(order, 1)}
    for body, depth in order:
        name, found, line = names[body], files[body], entries.get(body)
        others = Counter(each.name for each in found if full[each.number] != name and each.name != name)
        levels = Counter(each.level for each in found if each.level is not None)
        yield Listed(
            places[body],
            name,
            (line.level if line else None) or next((level for level, _ in levels.most_common(1)), None),
            tuple(each for each, _ in others.most_common()),
            tuple(sorted(found, key=lambda each: each.year or 0)),
            places[parents[body]] if body in parents else None,
            depth,
            tuple(rivals.get(body, ())),
            line,
            tuple(missing.get(body, ())),
        )


def _number(entry: Entry, bodies: Bodies) -> int:
    """The number of the body that a line of the roster stands for."""
    number = bodies.of(entry.full)
    assert number is not None
    return number


def _name(files: Sequence[Known], full: Sequence[str]) -> str:
    """The name of a body: as most reports have it that tell its region; where none does, with what folders tell of it."""
    counts = Counter((full[each.number] == each.name, full[each.number]) for each in files)
    return max(counts, key=lambda name: (name[0], counts[name], len(name[1]), name[1]))[1]


def _rivals(bodies: Bodies, names: Mapping[int, str]) -> Mapping[int, Iterable[str]]:
    """For bodies that are known by a short name alone, the bodies that it may mean."""
    found: dict[int, dict[str, None]] = {}
    for bare, number in bodies.numbers.items() if bodies.rivals else ():
        for tail in tails(bare, bodies.norm):
            if tail in bodies.rivals:
                found.setdefault(bodies.numbers[tail], {})[names.get(number, bodies.shown[number])] = None
    return found
