"""The roster: which bodies have to report, which level they are of, and what they are parts of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from linter.archive.naming import bare_name, is_region, within
from linter.archive.roster_file import Line, Sheet, read_sheet, shortened
from linter.document import Document
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.profile.problem import Problem, nearest
from linter.profile.refused import Refused
from linter.text import Span
from linter.words import Names, Phrase, Word

# of a circle, so many bodies are named
_SHOWN = 6
# the nearest of very many names takes long to find
_MOST_COMPARED = 10_000


class Entry(NamedTuple):
    """A body of the roster: `full` is its bare name with its regions in front, `parent` the place of the entry above.

    `years` are spans of years for which it has to report, without end where that is None; without any, it has to for every
    year. `span` is its line in the file.
    """

    name: str
    full: str
    level: str | None
    parent: int | None
    years: tuple[tuple[int, int | None], ...]
    span: Span


class Roster(NamedTuple):
    """The bodies of an archive as somebody listed them; `levels` are those that it gives, by bare names."""

    document: Document
    entries: tuple[Entry, ...]
    levels: Mapping[str, str]

    @property
    def names(self) -> dict[str, str]:
        """The bodies by their names with regions in front, as the roster calls them."""
        several = Counter(entry.name for entry in self.entries)
        return {entry.full: entry.name if several[entry.name] == 1 else entry.full for entry in self.entries}

    def level_of(self, name: str) -> str | None:
        """The level that the roster gives a body; None where it gives none, or bodies with this name several."""
        from linter.profile.load import shipped_norm

        return self.levels.get(bare_name(name, shipped_norm()))


def read_roster(path: str, norm: Norm, shown: str = "") -> Roster:
    """The roster of a file, known to people as `shown`.

    Raises linter.profile.refused.Refused with everything that is wrong with it.
    """
    sheet, problems = read_sheet(path, norm, shown or path)
    parents = list(_parents(sheet, norm, problems))
    _break_circles(sheet, parents, problems)
    full = _full_names(sheet.lines, parents, norm)
    seen: dict[str, Line] = {}
    for name, line in zip(full, sheet.lines, strict=True):
        first = seen.setdefault(name, line)
        if first is not line:
            said = Phrase("archive_roster_twice", {"name": line.name, "line": str(first.number)})
            problems.append(sheet.problem(line, "body", said, Phrase("archive_roster_twice_cure")))
    if problems:
        raise Refused(shortened(problems))
    entries = tuple(
        Entry(line.name, name, line.level, parent, line.years, sheet.document.text.line_span(line.number))
        for line, name, parent in zip(sheet.lines, full, parents, strict=True)
    )
    return Roster(sheet.document, entries, _levels(entries, norm))


def _parents(sheet: Sheet, norm: Norm, problems: list[Problem]) -> Iterator[int | None]:
    """The place of the line that each names as its parent."""
    places: dict[str, list[int]] = {}
    for place, line in enumerate(sheet.lines):
        places.setdefault(bare_name(line.name, norm), []).append(place)
    names = [line.name for line in sheet.lines]
    for place, line in enumerate(sheet.lines):
        # of bodies with the same bare name, one that is written just so
        found = places.get(bare_name(line.parent, norm), []) if line.parent else []
        exact = [each for each in found if names[each] == line.parent]
        meant = exact if len(exact) == 1 else found
        cure: Word = ""
        if not line.parent:
            yield None
            continue
        if len(meant) == 1:
            yield meant[0]
            continue
        if meant:
            said = Phrase("archive_roster_parents", {"name": line.parent, "lines": _lines(sheet, meant)})
            cure = Phrase("archive_roster_parents_cure")
        else:
            said = Phrase("archive_roster_no_parent", {"name": line.parent})
            near = nearest(line.parent, names) if len(names) * len(problems) < _MOST_COMPARED else None
            cure = Phrase("config_nearest_of_many", {"name": near}) if near else Phrase("archive_roster_no_parent_cure")
        problems.append(sheet.problem(sheet.lines[place], "parent", said, cure))
        yield None


def _lines(sheet: Sheet, places: Sequence[int]) -> Names:
    return Names(tuple(str(sheet.lines[place].number) for place in places), _SHOWN, quoted=False)


def _break_circles(sheet: Sheet, parents: list[int | None], problems: list[Problem]) -> None:
    """Tell of bodies that are above themselves, once a circle, and take one off each."""
    done: set[int] = set()
    for start in range(len(parents)):
        way: dict[int, None] = {}
        place: int | None = start
        while place is not None and place not in done and place not in way:
            way[place] = None
            place = parents[place]
        if place is not None and place in way:
            steps = list(way)
            circle = steps[steps.index(place) :]
            first = min(circle)
            names = Names(tuple(sheet.lines[each].name for each in (*circle, place)), _SHOWN, between="archive_under")
            said = Phrase("archive_roster_circle", {"names": names})
            problems.append(sheet.problem(sheet.lines[first], "parent", said, Phrase("archive_roster_circle_cure")))
            parents[first] = None
        done.update(way)


def _full_names(lines: Sequence[Line], parents: Sequence[int | None], norm: Norm) -> list[str]:
    """The bare names with the names of the regions above in front."""
    full: list[str] = [""] * len(lines)
    regions: list[str] = [""] * len(lines)
    for start in range(len(lines)):
        way = []
        place: int | None = start
        while place is not None and not full[place]:
            way.append(place)
            place = parents[place]
        for each in reversed(way):
            above = parents[each]
            region = regions[above] if above is not None else ""
            bare = bare_name(lines[each].name, norm)
            full[each] = within(region, bare, norm) if region else bare
            regions[each] = full[each] if is_region(bare, norm) else region
    return full


def _levels(entries: Sequence[Entry], norm: Norm) -> dict[str, str]:
    found: dict[str, set[str | None]] = {}
    for entry in entries:
        for name in {entry.full, bare_name(entry.name, norm)}:
            found.setdefault(name, set()).add(entry.level)
    return {name: level for name, levels in found.items() if len(levels) == 1 and (level := next(iter(levels)))}
