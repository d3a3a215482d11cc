"""Output for people: plain words, with colours on a terminal and without them everywhere else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TextIO

from linter.finding import Finding
from linter.profile.load import BASE
from linter.profile.model import Basis, Rule
from linter.render.frame import Segment, frame
from linter.report import Report
from linter.result import FileResult, Tally
from linter.words import Catalog, Names, Phrase, Word, catalog

STYLES = {
    "error": "bold red", "warning": "bold yellow", "info": "cyan", "blocked": "magenta", "dim": "dim", "head": "bold",
    "good": "green", "place": "blue", "": "",
}  # fmt: skip
_YEARS = {"period": "ui_year_by_period", "text": "ui_year_by_text"}
_FORMS = {"year": "ui_form_by_year", "option": "ui_form_by_option"}
PRACTICE = "惯例"
Line = list[Segment]


_KINDS: dict[str, Word] = {
    "markdown": "Markdown",
    "html": Phrase("ui_html"),
    "docx": "Word",
    "pdf": "PDF",
    "doc": Phrase("ui_doc"),
}
# where a finding stands, in words: of web pages the line is known, of Word files the paragraph
_PLACES = {"html": "ui_at_line", "docx": "ui_at_paragraph", "doc": "ui_at_paragraph"}
_SILENCED = {"baseline": "silence_by_baseline", "entry": "silence_by_entry", "comment": "silence_by_comment"}
_SLOWEST = 10


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


def file_lines(result: FileResult, words: Catalog | None = None) -> Iterator[Line]:
    """A file: what it was taken for, then its findings in the order of the text."""
    words = words or catalog()
    yield [(result.path, "head")]
    if result.problem is not None:
        why = Phrase("ui_unreadable_why", {"problem": result.problem.problem, "cure": result.problem.cure})
        yield [(f"  {words.phrases['ui_unreadable']}", "error"), (words.say(why), "")]
        yield []
        return
    if result.report is not None:
        yield [(f"  {words.say(_about(result.report))}", "dim")]
    yield []
    told: set[str] = set()
    for finding in result.findings:
        yield from _finding_lines(finding, result, told, words)
    if not result.findings:
        yield [(f"  {words.phrases['ui_no_findings']}", "good")]
        yield []


def _about(report: Report) -> Phrase:
    body, year, form = Phrase("ui_body_unknown"), Phrase("ui_year_unknown"), report.norm.edition_name(report.edition)
    if report.body is not None:
        level = report.norm.level_titles.get(report.body.level or "", Phrase("ui_level_unknown"))
        body = Phrase("ui_body", {"body": report.body.name, "level": level})
    if report.year is not None:
        year = Phrase(_YEARS.get(report.year_source, "ui_year"), {"year": str(report.year)})
    if report.edition_source in _FORMS:
        form = Phrase(_FORMS[report.edition_source], {"form": form})
    kind = _KINDS.get(report.document.format, Phrase("ui_text"))
    about = {"body": body, "year": year, "form": form, "format": kind, "encoding": report.document.encoding}
    return Phrase("ui_about" if report.document.encoding else "ui_about_file", about)


def _finding_lines(finding: Finding, result: FileResult, told: set[str], words: Catalog) -> Iterator[Line]:
    """A finding; its help and basis are told at the first of its rule in a file."""
    document = result.document
    assert document is not None
    level = "blocked" if finding.outcome == "blocked" else finding.level
    place, page = document.position(finding.span.start), document.page(finding.span.start)
    params = {"line": str(place.line), "column": str(place.column), "page": str(page)}
    at = words.say(Phrase("ui_at_page" if page else _PLACES.get(document.format, "ui_at"), params))
    yield [
        (f"  {words.phrases[f'ui_{level}']}", level), (f" {finding.rule} ", "head"), (finding.message, ""),
        (f"  [{finding.name}]", "dim"),
    ]  # fmt: skip
    yield [(f"    {finding.place}", "place"), (at, "dim")]
    for line in frame(finding, document, result.report):
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


def summary_lines(tally: Tally, statistics: bool, rules: Iterable[Rule], words: Catalog | None = None) -> Iterator[Line]:
    """What the run adds up to, and what could not be checked or was not for these reports, and why."""
    words = words or catalog()
    for path, causes in tally.undecided:
        told = Names(tuple(_cause(cause, codes) for cause, codes in causes.items()), quoted=False, between="semicolon")
        shown = words.say(Phrase("ui_undecided_file", {"path": path, "causes": told}))
        yield [(words.phrases["ui_undecided"], "blocked"), (shown, "")]
    for reason, codes in tally.skipped.items():
        shown = words.say(Phrase("ui_skipped_codes", {"codes": Names(tuple(codes), quoted=False), "reason": reason}))
        yield [(words.phrases["ui_skipped"], "dim"), (shown, "dim")]
    if statistics:
        titles = _titles(rules, tally, words)
        yield [(words.phrases["ui_statistics"], "head")]
        for code, count in sorted(tally.rules.items(), key=lambda each: (-each[1], each[0])):
            yield [(f"  {count:>5}  {code} ", ""), (titles[code], "dim")]
        yield []
    for word in _silenced(tally):
        yield [(words.say(word), "dim")]
    yield from used_lines(tally, words)
    yield _totals(tally, words)


def _titles(rules: Iterable[Rule], tally: Tally, words: Catalog) -> dict[str, str]:
    """The titles of rules by code; what is no rule but a remark on what silences findings has only a name."""
    titles = {rule.code: words.of_rule(rule, "title") for rule in rules}
    if tally.rules.keys() - titles.keys():
        from linter.silence.remark import remark_names

        titles |= remark_names()
    return titles


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
