"""Findings as rows of a table: the columns that spreadsheets share, and words without what a file cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.named_tuple import NamedTuple
from linter.render.text import basis_words
from linter.result import Silencer
from linter.sheet import Mark, Sheet
from linter.words import Catalog, Phrase

Value = str | int | float | None
# the phrases in the header, in the order of the values of a line
COLUMNS = (
    "table_file", "table_body", "table_year", "table_edition", "table_level", "table_code", "table_name", "table_place",
    "table_address", "table_line", "table_column", "table_page", "table_message", "table_help", "table_basis",
    "table_silenced_by",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BY = {"entry": "table_by_entry", "comment": "table_by_comment", "baseline": "table_by_baseline"}
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Line(NamedTuple):
    """A finding, or a file that could not be read: its level, and a value for each column."""

    level: str
    values: tuple[Value, ...]


def clean(words: str) -> str:
    """The words with line feeds alone between lines, and a mark for what is no character of XML."""
    if _NO_CHARACTER.search(words) is None:
        return words
    return _NO_CHARACTER.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))


def inert(words: str) -> str:
    """Words that a spreadsheet will not take for a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words


def about_file(sheet: Sheet, words: Catalog) -> tuple[Value, ...]:
    """The first four columns: file, body, year, edition."""
    edition = words.phrases["edition_older"] if sheet.edition == "older" else sheet.edition
    return sheet.path, sheet.body, sheet.year, int(edition) if edition and edition.isdecimal() else edition


def lines_of(sheet: Sheet, words: Catalog) -> Iterator[Line]:
    """The findings of a file in the order of its text, silenced ones too; or that it could not be read."""
    about = about_file(sheet, words)
    if sheet.failure:
        blank = (None,) * 7
        yield Line("unreadable", (*about, words.phrases["table_unreadable"], *blank, sheet.problem, sheet.cure, None, None))
        return
    found: list[tuple[Mark, Silencer | None]] = [(mark, None) for mark in sheet.marks]
    if sheet.silenced:
        found = sorted((*found, *sheet.silenced), key=lambda each: each[0].start.offset)
    for mark, by in found:
        finding, start = mark.finding, mark.start
        basis = basis_words(finding.basis, finding.practice, words)
        why = words.say(Phrase(_BY[by.kind], {"path": by.path})) if by is not None else None
        yield Line(
            "silenced" if by is not None else mark.level,
            (
                *about, words.phrases[f"ui_{mark.level}"], finding.rule, finding.name, finding.place, finding.at, start.line,
                start.column, start.page, finding.message, finding.help, basis, why,
            ),
        )  # fmt: skip
