"""A run as a workbook for Excel, WPS and LibreOffice: findings, files by rules, the cells of the tables, and notes.

Rows go to temporary files as they come, so the memory is that of one row; the workbook is written at the end. No cell is a
formula and none a link: words are written as words, and those like a formula stay so when somebody edits them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import BinaryIO

from linter import __version__
from linter.named_tuple import NamedTuple
from linter.profile.load import BASE
from linter.render import Receiver, Run
from linter.render.columns import COLUMNS, Value, about_file, lines_of
from linter.render.text import basis_words, summary_lines, used_lines
from linter.render.workbook import Page, Title, number_of, styles_of
from linter.sheet import Mark, Sheet
from linter.words import Catalog, Names, Phrase

# when the workbook says that it was made: the same run gives the same bytes
_MADE = datetime(2000, 1, 1)
# columns of sentences
_WIDE = {"table_place": 36, "table_message": 60, "table_help": 44, "table_basis": 36, "table_why": 60, "table_rule": 36}
_RULE_WIDTH = 16
_SHEETS = ("table_findings", "table_summary", "table_cells", "table_notes")
_CELLS = (
    "table_file", "table_body", "table_year", "table_edition", "table_table", "table_row", "table_of_column", "table_value",
    "table_words", "table_state",
)  # fmt: skip
_STATES = {
    "number": "table_is_number", "blank": "table_is_blank", "mark": "table_is_mark", "words": "table_is_words",
    "absent": "table_is_absent",
}  # fmt: skip
_LEVELS = ("error", "warning", "info", "blocked")
_COUNTS = ("table_file", "table_body", "table_year", "table_unreadable", *(f"ui_{each}" for each in _LEVELS), "table_silenced")
_RULES = ("table_code", "table_name", "table_count", "table_rule", "table_why", "table_help", "table_basis")


class _Count(NamedTuple):
    """A file in the summary: file, body and year; then 1 if it could not be read, findings by level and silenced ones."""

    about: tuple[Value, ...]
    counts: tuple[int, ...]
    rules: Counter[str]


def render(run: Run, stream: BinaryIO) -> Receiver:
    """Write the workbook; raises ImportError, with words for people, where xlsxwriter is missing."""
    words = run.words
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped]
    except ImportError:
        raise ImportError(words.phrases["table_no_library"]) from None
    content = BytesIO()
    with TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        book = Workbook(content, {"constant_memory": True, "tmpdir": folder})
        try:
            book.set_properties({"title": words.phrases["table_title"], "created": _MADE})
            styles, sheets = styles_of(book), [book.add_worksheet(words.phrases[key]) for key in _SHEETS]
            findings = Page(book, sheets[0], _titles(COLUMNS, words), styles)
            cells = Page(book, sheets[2], _titles(_CELLS, words), styles)
            counts: list[_Count] = []
            seen: dict[str, Mark] = {}
            while (sheet := (yield)) is not None:
                for line in lines_of(sheet, words):
                    findings.add(line.values, level=line.level, at=COLUMNS.index("table_level"))
                for values in _cells(sheet, words):
                    cells.add(values)
                counts.append(_count(sheet))
                for mark in (*sheet.marks, *(mark for mark, _ in sheet.silenced)):
                    seen.setdefault(mark.finding.rule, mark)
            findings.end()
            cells.end()
            rules = _rule_titles(run, seen)
            total = sum((each.rules for each in counts), Counter())
            codes = sorted(total, key=lambda code: (-total[code], code))
            columns = [*_titles(_COUNTS, words), *(Title(f"{code}\n{rules[code]}", _RULE_WIDTH) for code in codes)]
            _sum_up(Page(book, sheets[1], columns, styles), counts, codes, words)
            _note(Page(book, sheets[3], _titles(_RULES, words), styles), run, seen, rules)
            book.close()
        finally:
            for each in book.worksheets():
                each._opt_close()
    stream.write(content.getbuffer())


def _titles(keys: Iterable[str], words: Catalog) -> list[Title]:
    return [Title(words.phrases[key], _WIDE.get(key, 0)) for key in keys]


def _cells(sheet: Sheet, words: Catalog) -> Iterator[tuple[Value, ...]]:
    """The cells of a file's tables, a row each; what was not read as a number has none."""
    about = about_file(sheet, words)
    for table in sheet.tables:
        for row in table.rows:
            for cell in row.cells:
                state = words.phrases[_STATES[cell.state]]
                yield (*about, table.name, row.words, cell.name, number_of(cell.value), cell.words, state)


def _count(sheet: Sheet) -> _Count:
    found = Counter(mark.level for mark in sheet.marks)
    found["blocked"] += sheet.explained
    rules = Counter(mark.finding.rule for mark in sheet.marks if mark.finding.outcome == "broken")
    counts = (int(bool(sheet.failure)), *(found[level] for level in _LEVELS), len(sheet.silenced))
    return _Count((sheet.path, sheet.body, sheet.year), counts, rules)


def _rule_titles(run: Run, seen: Mapping[str, Mark]) -> dict[str, str]:
    """The titles of the rules that something was found for; of remarks on what silences findings, their own."""
    titles = {rule.code: run.words.of_rule(rule, "title") for rule in run.rules if rule.code in seen}
    for code, mark in seen.items():
        finding = mark.finding
        titles.setdefault(code, run.words.phrases.get(f"silence_title_{finding.message_id}", finding.name))
    return titles


def _sum_up(page: Page, counts: Sequence[_Count], codes: Sequence[str], words: Catalog) -> None:
    """A row for each file, the worst first, and the totals."""
    for each in sorted(counts, key=lambda each: tuple(-count for count in each.counts)):
        page.add((*each.about, *each.counts, *(each.rules[code] or None for code in codes)))
    sums = [sum(column) for column in zip(*(each.counts for each in counts), strict=True)]
    rules = (sum(each.rules[code] for each in counts) for code in codes)
    page.add((words.phrases["table_total"], None, None, *sums, *rules), "total")
    page.end(without=1)


def _note(page: Page, run: Run, seen: Mapping[str, Mark], titles: Mapping[str, str]) -> None:
    """The rules that something was found for; then the version, what was held against, and what the run adds up to."""
    words, tally = run.words, run.tally
    rules = {rule.code: rule for rule in run.rules}
    for code in sorted(seen):
        finding, rule = seen[code].finding, rules.get(code)
        basis = basis_words(finding.basis, finding.practice, words)
        why = words.of_rule(rule, "why") if rule is not None else None
        page.add((code, finding.name, tally.rules[code], titles[code], why, finding.help, basis))
    used = list(used_lines(tally, words))
    profiles = tally.profiles or {BASE: BASE}
    names = tuple(Phrase("ui_used_profile", {"title": title, "name": name}) for name, title in profiles.items())
    told = [f"nianbao {__version__}", words.say(Phrase("ui_used_profiles", {"names": Names(names, quoted=False)}))]
    if tally.configurations:
        files = Names(tuple(tally.configurations), quoted=False)
        told.append(words.say(Phrase("ui_used_configuration", {"names": files})))
    for line in summary_lines(tally, False, run.rules, words):
        if line not in used:
            told.append("".join(part for part, _ in line))
    for line_told in (None, *told):
        page.add((line_told,), "line")
    page.end(without=len(told) + 1)
