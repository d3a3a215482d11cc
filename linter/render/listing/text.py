"""The register for people: a line a body with its years, and more below it only where there is something to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from linter.archive.register import Listed, Register
from linter.render.listing import Receiver
from linter.render.text import Line, print_lines
from linter.words import Catalog, Names, Phrase, Word

# so many bodies or files are named in a line
_SHOWN = 6
# so many years in a row are told by the first and the last
_SPAN = 3


def render(words: Catalog, stream: TextIO) -> Receiver:
    """Write the register."""
    while (register := (yield)) is not None:
        print_lines(_lines(register, words), stream)


def _lines(register: Register, words: Catalog) -> Iterator[Line]:
    for body in register.bodies:
        indent = "  " * body.depth
        yield [(indent, ""), (body.name, "head"), *_about(body, words)]
        for word, style in _remarks(body, register.roster is not None):
            yield [(f"{indent}    {words.say(word)}", style)]
    if register.nameless:
        yield [(words.phrases["listing_nameless"], "warning")]
        for each in register.nameless:
            dated = Phrase("init_count", {"name": each.path, "count": str(each.year)}) if each.year else each.path
            yield [(f"    {words.say(dated)}", "")]
    yield from _summary(register, words)


def _about(body: Listed, words: Catalog) -> Iterator[tuple[str, str]]:
    """The level of a body, its years, those that are missing, and whether its reports are said to be those of its region."""
    yield f"  {words.phrases[f'level_{body.level}' if body.level else 'ui_level_unknown']}", "dim"
    missing = [each.year for each in body.absences if not each.reason]
    if body.files:
        yield f"  {words.say(years_of(body.years)) if body.years else words.phrases['ui_year_unknown']}", ""
    elif not missing:
        yield f"  {words.phrases['listing_none']}", "warning"
    if missing:
        yield f"  {words.say(Phrase('listing_missing', {'years': years_of(missing)}))}", "error"
    covered = sorted({each.year for each in body.files if each.covers and each.year is not None})
    if any(each.covers for each in body.files):
        whole = all(each.covers for each in body.files)
        said = Phrase("listing_covers") if whole else Phrase("listing_covers_some", {"years": years_of(covered)})
        yield f"  {words.say(said)}", "good"


def _remarks(body: Listed, rostered: bool) -> Iterator[tuple[Word, str]]:
    """What else is to say of a body, each with its style."""
    if body.names:
        yield Phrase("listing_names", {"names": Names(body.names, _SHOWN)}), "dim"
    if body.rivals:
        yield Phrase("listing_rivals", {"names": Names(body.rivals, _SHOWN)}), "warning"
    if rostered and body.entry is None:
        yield Phrase("listing_unlisted"), "warning"
    files: dict[int | None, list[str]] = {}
    for each in body.files:
        files.setdefault(each.year, []).append(each.path)
    undated = files.pop(None, None)
    for year, paths in files.items():
        if len(paths) > 1:
            yield Phrase("listing_several", {"year": str(year), "count": str(len(paths)), "paths": _paths(paths)}), "warning"
    if undated:
        yield Phrase("listing_undated", {"paths": _paths(undated)}), "warning"
    for absence in body.absences:
        if absence.reason:
            yield Phrase("listing_may_be_missing", {"year": str(absence.year), "reason": absence.reason}), "warning"


def _paths(paths: Sequence[str]) -> Names:
    return Names(tuple(paths), _SHOWN, "archive_files", quoted=False)


def years_of(years: Sequence[int]) -> Names:
    """Years in their order, of three or more in a row the first and the last."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    told: list[str] = []
    for run in runs:
        told += [f"{run[0]}-{run[-1]}"] if len(run) >= _SPAN else map(str, run)
    return Names(tuple(told), quoted=False)


def _summary(register: Register, words: Catalog) -> Iterator[Line]:
    """What the register adds up to, and where it can be corrected."""
    if register.unused:
        yield [(words.say(Phrase("listing_unused", {"names": Names(register.unused, _SHOWN)})), "warning")]
    if any(each.names or each.rivals for each in register.bodies):
        yield [(words.phrases["listing_hint"], "dim")]
    for each in register.attendance:
        counts = {"year": str(each.year), "required": str(each.required), "filed": str(each.filed)}
        yield [(words.say(Phrase("ui_attendance", counts)), "")]
    yield [("".join(map(words.say, _totals(register))), "error" if register.unreadable else "good")]


def _totals(register: Register) -> Iterator[Word]:
    bodies = str(sum(bool(each.files) for each in register.bodies))
    yield Phrase("listing_total", {"bodies": bodies, "reports": str(register.reports)})
    years = [Phrase("init_count", {"name": str(year), "count": str(count)}) for year, count in register.years.items()]
    if years:
        yield Phrase("listing_years", {"years": Names(tuple(years), quoted=False)})
    if register.unreadable:
        yield Phrase("ui_not_read", {"count": str(len(register.unreadable))})
    if register.unrelated:
        yield Phrase("listing_unrelated", {"count": str(register.unrelated)})
