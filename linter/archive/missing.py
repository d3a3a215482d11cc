"""Bodies of the roster that have not reported: who had to for which year, and who has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from linter.archive.bodies import Bodies
from linter.archive.fact import Known
from linter.archive.naming import bare_name, tails
from linter.archive.roster import Entry, Roster
from linter.archive.tree import is_due
from linter.finding import Finding
from linter.fold import core
from linter.named_tuple import NamedTuple
from linter.profile.model import Rule
from linter.result import FileResult
from linter.words import Catalog, Names, Phrase, Word, fill

# of files that could not be read, so many are looked through for names
_MOST_UNREADABLE = 1000


class Attendance(NamedTuple):
    """How many bodies had to report for a year, how many have, and the names of those that have not."""

    year: int
    required: int
    filed: int
    missing: tuple[str, ...]


class Absence(NamedTuple):
    """A body without a report for a year; `reason` why it may have one after all ("" for none)."""

    entry: Entry
    year: int
    reason: Word


def attendance(known: Sequence[Known], roster: Roster, bodies: Bodies) -> tuple[Attendance, ...]:
    """The attendance of every year for which the archive holds a report or the roster asks for one."""
    required: Counter[int] = Counter()
    missing: dict[int, list[str]] = {}
    names = roster.names
    for _, year in _due(known, roster):
        required[year] += 1
    for each in absences(known, roster, bodies):
        missing.setdefault(each.year, []).append(names[each.entry.full])
    return tuple(
        Attendance(year, count, count - len(missing.get(year, ())), tuple(missing.get(year, ())))
        for year, count in sorted(required.items())
    )


def absences(known: Sequence[Known], roster: Roster, bodies: Bodies, unreadable: Sequence[str] = ()) -> Iterator[Absence]:
    """The bodies of the roster without a report, in its order."""
    filed: set[tuple[int | None, int | None]] = {(each.body, each.year) for each in known if each.body is not None}
    short: Counter[tuple[str, int | None]] = Counter()
    for each in known:
        if bodies.rivals_of(each.name):
            short[bare_name(each.name, bodies.norm), each.year] += 1
    paths = "\n".join(map(core, unreadable[:_MOST_UNREADABLE]))
    for entry, year in _due(known, roster):
        body = bodies.of(entry.full)
        if (body, year) not in filed:
            yield Absence(entry, year, _reason(entry, year, body, filed, short, paths, bodies))


def missing_results(
    known: Sequence[Known], roster: Roster, bodies: Bodies, rule: Rule, words: Catalog, unreadable: Sequence[str] = ()
) -> Iterator[FileResult]:
    """The roster as a file with a finding for each body and year without a report (R905), if there are any.

    `unreadable` are the files of the archive that could not be read: one of them may be the report.
    """
    from linter.silence.remark import on_file

    names = roster.names
    findings = [_finding(each, names[each.entry.full], rule, words) for each in absences(known, roster, bodies, unreadable)]
    findings = [each for each in findings if each.level != "off"]
    if findings:
        yield on_file(roster.document, findings)


def _due(known: Sequence[Known], roster: Roster) -> Iterator[tuple[Entry, int]]:
    """The bodies with the years for which they have to report: those that the roster states, else those of the archive."""
    archived = sorted({each.year for each in known if each.counts and each.year is not None})
    for entry in roster.entries:
        years = set(archived) if not entry.years else set()
        for begin, end in entry.years:
            last = end if end is not None else max(archived, default=begin - 1)
            years.update(range(begin, last + 1))
        for year in sorted(years):
            if is_due(entry.years, year):
                yield entry, year


def _reason(
    entry: Entry, year: int, body: int | None, filed: set[tuple[int | None, int | None]],
    short: Counter[tuple[str, int | None]], paths: str, bodies: Bodies,
) -> Word:  # fmt: skip
    """Why nobody can be sure that a body has not reported."""
    if (body, None) in filed:
        return Phrase("archive_missing_undated")
    for name in tails(entry.full, bodies.norm):
        count = short[name, year] + short[name, None]
        if count:
            return Phrase("archive_missing_short", {"count": str(count), "name": name})
    name = bare_name(entry.name, bodies.norm)
    if name in paths:
        return Phrase("archive_missing_unreadable", {"name": name})
    return ""


def _finding(absence: Absence, name: str, rule: Rule, words: Catalog) -> Finding:
    message = "unclear" if absence.reason else "broken"
    said: dict[str, Word] = {"body": name, "year": str(absence.year)}
    if absence.reason:
        said["reason"] = absence.reason
    params = words.all(said)
    return Finding(
        rule=rule.code,
        name=rule.name,
        level=rule.level_of(message, absence.entry.level),
        outcome="broken",
        message_id=message,
        message=fill(words.of_rule(rule, "messages")[message], params),
        params=params,
        at="document",
        place=words.say(Phrase("archive_roster_place", {"name": Names((name,))})),
        span=absence.entry.span,
        related=(),
        basis=rule.basis,
        help=words.of_rule(rule, "help"),
        practice=words.practice_of(rule),
    )
