"""Output for people: plain words, with colours on a terminal and without them everywhere else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TextIO

from linter.profile.load import BASE
from linter.profile.model import Basis, Rule
from linter.render import Receiver, Run
from linter.sheet import Mark, Segment, Sheet
from linter.tally import Tally
from linter.words import Catalog, Names, Phrase, Word

STYLES = {
    "error": "bold red", "warning": "bold yellow", "info": "cyan", "blocked": "magenta", "dim": "dim", "head": "bold",
    "good": "green", "place": "blue", "": "",
}  # fmt: skip
PRACTICE = "惯例"
Line = list[Segment]
_SLOWEST = 10
_SILENCED = {"baseline": "silence_by_baseline", "entry": "silence_by_entry", "comment": "silence_by_comment"}


def print_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """The lines in colours when the stream is a terminal and NO_COLOR is not set, else plain."""
    if stream.isatty() and not os.environ.get("NO_COLOR"):
        from rich.console import Console
        from rich.text import Text

        console = Console(file=stream, highlight=False, soft_wrap=True)
        for line in lines:
            console.print(Text.assemble(*((words, STYLES[style]) for words, style in line)))
        return
    for line in lines:
        stream.write("".join(words for words, _ in line) + "\n")


def render(run: Run, stream: TextIO) -> Receiver:
    """Write every file as it comes, and at the end what the run adds up to."""
    while (sheet := (yield)) is not None:
        print_lines(file_lines(sheet, run.words), stream)
    if run.tally.files or run.tally.unrelated:
        print_lines(summary_lines(run.tally, run.statistics, run.rules, run.words), stream)


def file_lines(sheet: Sheet, words: Catalog) -> Iterator[Line]:
    """A file: what it was taken for, then its findings in the order of the text."""
    yield [(sheet.path, "head")]
    if sheet.failure:
        why = Phrase("ui_unreadable_why", {"problem": sheet.problem, "cure": sheet.cure})
        yield [(f"  {words.phrases['ui_unreadable']}", "error"), (words.say(why), "")]
        yield []
        return
    if sheet.about:
        yield [(f"  {sheet.about}", "dim")]
    yield []
    told: set[str] = set()
    for mark in sheet.marks:
        yield from _mark_lines(mark, told, words)
    if not sheet.marks:
        nothing = "ui_nothing_new" if sheet.silenced else "ui_no_findings"
        yield [(f"  {words.phrases[nothing]}", "good")]
        yield []


def _mark_lines(mark: Mark, told: set[str], words: Catalog) -> Iterator[Line]:
    """A finding; its help and basis are told at the first of its rule in a file."""
    finding = mark.finding
    yield [
        (f"  {words.phrases[f'ui_{mark.level}']}", mark.level), (f" {finding.rule} ", "head"), (finding.message, ""),
        (f"  [{finding.name}]", "dim"),
    ]  # fmt: skip
    yield [(f"    {finding.place}", "place"), (mark.where, "dim")]
    for line in mark.frame:
        yield [("    ", ""), *line]
    if finding.rule not in told:
        told.add(finding.rule)
        yield [(f"    {words.phrases['ui_help']}", "dim"), (finding.help, "")]
        if finding.basis:
            yield [(f"    {words.phrases['ui_basis']}", "dim"), (basis_words(finding.basis, finding.practice, words), "dim")]
    yield []


def basis_words(basis: tuple[Basis, ...], practice: str, words: Catalog) -> str:
    """Documents and clauses in one line, as they are titled; only practice, which has no title, is told in words.

    `practice` is its clause in the language of the words ("" for as it stands).
    """
    shown = []
    for each in basis:
        doc, clause = each.doc, each.clause
        if doc == PRACTICE:
            doc, clause = words.phrases["ui_practice"], practice or clause
        shown.append(f"{doc} {clause}".strip())
    return words.phrases["semicolon"].join(shown)


def summary_lines(tally: Tally, statistics: bool, rules: Iterable[Rule], words: Catalog) -> Iterator[Line]:
    """What the run adds up to, and what could not be checked or was not for these reports, and why."""
    for path, causes in tally.undecided:
        told = Names(tuple(_cause(cause, codes) for cause, codes in causes), quoted=False, between="semicolon")
        shown = words.say(Phrase("ui_undecided_file", {"path": path, "causes": told}))
        yield [(words.phrases["ui_undecided"], "blocked"), (shown, "")]
    if tally.undecided_more:
        more = words.say(Phrase("ui_undecided_more", {"count": str(tally.undecided_more)}))
        yield [(words.phrases["ui_undecided"], "blocked"), (more, "")]
    for reason, codes in tally.skipped.items():
        shown = words.say(Phrase("ui_skipped_codes", {"codes": Names(tuple(codes), quoted=False), "reason": reason}))
        yield [(words.phrases["ui_skipped"], "dim"), (shown, "dim")]
    if statistics:
        from linter.render.statistics import statistics_lines

        yield from statistics_lines(tally, rules, words)
    for word in _silenced(tally):
        yield [(words.say(word), "dim")]
    for year, required, filed in tally.attendance:
        counts = {"year": str(year), "required": str(required), "filed": str(filed)}
        yield [(words.say(Phrase("ui_attendance", counts)), "")]
    yield from used_lines(tally, words)
    yield _totals(tally, words)


def _silenced(tally: Tally) -> Iterator[Phrase]:
    """How many findings are not shown, and by what; and what of the baselines is not needed any more."""
    order = sorted(tally.silenced_by, key=lambda by: (list(_SILENCED).index(by.kind), by.path))
    parts = tuple(Phrase(_SILENCED[by.kind], {"count": str(tally.silenced_by[by]), "path": by.path}) for by in order)
    if parts:
        yield Phrase("silence_apart", {"parts": Names(parts, quoted=False, between="pause")})
    for path, count in tally.stale.items():
        if count:
            yield Phrase("silence_stale_count", {"path": path, "count": str(count)})


def used_lines(tally: Tally, words: Catalog) -> Iterator[Line]:
    """Which configurations and profiles were used, where these are not just the national one."""
    told: list[Word] = []
    if tally.configurations:
        told.append(Phrase("ui_used_configuration", {"names": Names(tuple(tally.configurations), quoted=False)}))
    if tally.profiles.keys() - {BASE}:
        names = tuple(Phrase("ui_used_profile", {"title": title, "name": name}) for name, title in tally.profiles.items())
        told.append(Phrase("ui_used_profiles", {"names": Names(names, quoted=False)}))
    if told:
        yield [(words.say(Names(tuple(told), quoted=False, between="semicolon")), "dim")]


def _cause(cause: str, codes: Iterable[str]) -> Phrase:
    """Rules that could not be decided, and which other ones tell why."""
    names = Names(tuple(codes), quoted=False)
    return (
        Phrase("ui_undecided_cause", {"codes": names, "cause": cause}) if cause else Phrase("ui_undecided_here", {"codes": names})
    )


def _totals(tally: Tally, words: Catalog) -> Line:
    found = [_count(f"ui_{level}s", tally.levels[level]) for level in ("error", "warning", "info")]
    if tally.blocked:
        found.append(_count("ui_blocked_count", tally.blocked))
    style = "error" if tally.levels["error"] or tally.unreadable else ("warning" if tally.levels["warning"] else "good")
    counts: dict[str, Word] = {
        "count": str(tally.files - tally.unreadable),
        "found": Names(tuple(found), quoted=False, between="pause"),
    }
    told = [Phrase("ui_checked", counts)]
    if tally.unreadable:
        told.append(_count("ui_not_read", tally.unreadable))
    if tally.unrelated:
        told.append(_count("ui_unrelated", tally.unrelated))
    return [("".join(map(words.say, told)), style)]


def _count(key: str, count: int) -> Phrase:
    return Phrase(key, {"count": str(count)})


def timing_lines(times: dict[str, float], files: int, rules: Iterable[Rule], words: Catalog) -> Iterator[str]:
    """The slowest rules: milliseconds in all and a report."""
    titles = {rule.code: words.of_rule(rule, "title") for rule in rules}
    slowest = sorted(times.items(), key=lambda each: -each[1])[:_SLOWEST]
    total = sum(times.values())
    params: dict[str, Word] = {"count": str(len(times)), "total": f"{total * 1e3:.1f}", "shown": str(len(slowest))}
    yield words.say(Phrase("ui_timings", params))
    for code, seconds in slowest:
        yield f"  {seconds * 1e3:8.2f} ms  {seconds * 1e3 / max(files, 1):7.3f} ms  {code} {titles[code]}"
