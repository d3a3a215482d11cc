"""The file of a roster: lines of values under names of columns, in Chinese or English, and what is wrong with them."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Mapping, Sequence

from linter.document import Document
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.profile.locate import Spot
from linter.profile.problem import Problem, suggestion
from linter.profile.refused import Refused
from linter.text import Text
from linter.words import LANGUAGES, Names, Phrase, Word, catalog

# the columns by all their names
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "body": ("body", "机关"), "level": ("level", "层级"), "parent": ("parent", "上级"), "years": ("years", "年度"),
}  # fmt: skip
# more bodies than any country has, and not so many that reading them takes long
_LONGEST = 50_000_000
# so many slips are told one by one
_MOST = 100
# the Regulation is in force since 2008
FIRST, LAST = 2008, 2100
_YEARS = re.compile(r"(\d{4})年?度?(?:([-–—－~～至到]{1,2})(?:(\d{4})年?度?)?)?")
# what may stand between columns where a comma should
_APART = re.compile(r"[\t;；，|]")
_BETWEEN = re.compile(r"[;；、,，\s]+")
_DASH = re.compile(r"\s*([-–—－~～至到]{1,2})\s*")


class Line(NamedTuple):
    """A body as a line of the file has it; `number` is the line, `level` None where none is said."""

    number: int
    name: str
    level: str | None
    parent: str
    years: tuple[tuple[int, int | None], ...]


class Sheet(NamedTuple):
    """The lines of a roster with the document in which they stand."""

    document: Document
    lines: tuple[Line, ...]

    def problem(self, line: Line, column: str, said: Word, cure: Word = "") -> Problem:
        """A problem with a value of a line."""
        words = line.parent if column == "parent" else line.name
        return problem_at(self.document, line.number, words, said, cure, last=column == "parent")


def problem_at(document: Document, number: int, words: str, said: Word, cure: Word = "", last: bool = False) -> Problem:
    """A problem with words of a line (where they come several times the first, or the last), or with the whole of it."""
    span = document.text.line_span(number)
    line = document.text.content[span.start : span.end]
    place = (line.rfind(words) if last else line.find(words)) if words else -1
    spot = Spot(number, place + 1, len(words)) if place >= 0 else Spot(number, 1, max(len(line), 1))
    return Problem(document.path, spot, line, said, cure)


def read_sheet(path: str, norm: Norm, shown: str) -> tuple[Sheet, list[Problem]]:
    """The lines of a file, and what is wrong with them.

    Raises linter.profile.refused.Refused for a file without lines that could be read.
    """
    document = Document(shown, "csv", "utf-8", Text(_content(path, shown)), ())
    problems: list[Problem] = []
    rows = _rows(document, problems)
    number, header = next(rows, (1, []))
    columns = _columns(document, number, header, problems)
    if "body" not in columns:
        raise Refused(problems)
    levels = _level_names(norm)
    lines = []
    for number, row in rows:
        if len(row) > len(header) and any(row[len(header) :]):
            params = {"count": str(len(row)), "columns": str(len(header))}
            said = Phrase("archive_roster_wide", params)
            problems.append(problem_at(document, number, "", said, Phrase("archive_roster_wide_cure")))
        values = {key: row[place].strip() for key, place in columns.items() if place < len(row)}
        line = _line(document, number, values, levels, problems)
        if line is not None:
            lines.append(line)
    if not lines and not problems:
        raise Refused([problem_at(document, 1, "", Phrase("archive_roster_empty"), Phrase("archive_roster_empty_cure"))])
    return Sheet(document, tuple(lines)), problems


def shortened(problems: Sequence[Problem]) -> list[Problem]:
    """The first of very many problems, and how many more there are."""
    ordered = sorted(problems, key=lambda each: each.spot.line)
    if len(ordered) <= _MOST:
        return ordered
    rest = Phrase("archive_roster_more", {"count": str(len(ordered) - _MOST)})
    return [*ordered[:_MOST], ordered[_MOST]._replace(said=rest, cure="")]


def _content(path: str, shown: str) -> str:
    """The text of a file in UTF-8 or GB18030, as spreadsheets save it."""
    nowhere = Spot(1, 1, 1)
    try:
        if os.path.getsize(path) > _LONGEST:
            raise Refused([Problem(shown, nowhere, "", Phrase("config_too_long"))])
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        said = Phrase("config_not_opened", {"reason": error.strerror or str(error)})
        raise Refused([Problem(shown, nowhere, "", said, Phrase("config_check_path"))]) from None
    line = 1
    for encoding in ("utf-8-sig", "gb18030") if not content.startswith((b"\xff\xfe", b"\xfe\xff")) else ():
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
    said = Phrase("archive_roster_encoding")
    raise Refused([Problem(shown, Spot(line, 1, 1), "", said, Phrase("config_save_utf8"))])


def _rows(document: Document, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not blank, with their numbers; one that is quoted over several has that of its first."""
    content = document.text.content.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(content.split("\n"), strict=True)
    number = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            said = Phrase("archive_roster_quotes", {"reason": str(error)})
            problems.append(problem_at(document, number, "", said, Phrase("archive_roster_quotes_cure")))
            return
        if row is None:
            return
        if any(value.strip() for value in row):
            yield number, row
        number = reader.line_num + 1


def _columns(document: Document, number: int, header: Sequence[str], problems: list[Problem]) -> dict[str, int]:
    """The place of every column."""
    known = {name: key for key, names in COLUMNS.items() for name in names}
    columns: dict[str, int] = {}
    all_names = tuple(known)
    for place, name in enumerate(each.strip() for each in header):
        key = known.get(name.lower())
        if key is None:
            if name:
                said = Phrase("archive_roster_column", {"name": name})
                apart = _APART.search(name)
                cure = Phrase("archive_roster_comma", {"mark": apart[0]}) if apart else suggestion(name, all_names)
                problems.append(problem_at(document, number, name, said, cure))
        elif key in columns:
            problems.append(problem_at(document, number, name, Phrase("archive_roster_column_twice", {"name": name})))
        else:
            columns[key] = place
    if "body" not in columns:
        said = Phrase("archive_roster_no_body")
        problems.append(problem_at(document, number, "", said, Phrase("archive_roster_no_body_cure")))
    return columns


def _line(
    document: Document, number: int, values: Mapping[str, str], levels: Mapping[str, str], problems: list[Problem]
) -> Line | None:
    name = values.get("body", "")
    if not name:
        problems.append(
            problem_at(document, number, "", Phrase("archive_roster_nameless"), Phrase("archive_roster_nameless_cure"))
        )
    level = values.get("level", "")
    if level and level.lower() not in levels:
        said = Phrase("archive_roster_level", {"value": level})
        known = tuple(dict.fromkeys(levels.values())) + tuple(each for each in levels if not each.isascii())
        problems.append(problem_at(document, number, level, said, Phrase("config_known", {"known": Names(known, quoted=False)})))
    years = tuple(_years(document, number, values.get("years", ""), problems))
    return Line(number, name, levels.get(level.lower()), values.get("parent", ""), years) if name else None


def _level_names(norm: Norm) -> dict[str, str]:
    """The keys of the levels by what they may be called."""
    words = [catalog(language).phrases for language in LANGUAGES]
    keys = dict.fromkeys(level.key for level in norm.levels)
    return {name.lower(): key for key in keys for name in (key, *(each[f"level_{key}"] for each in words))}


def _years(document: Document, number: int, words: str, problems: list[Problem]) -> Iterator[tuple[int, int | None]]:
    """The spans of years that are meant: 2022-2024, 2022;2024, 2023-."""
    for part in filter(None, _BETWEEN.split(_DASH.sub(r"\1", words))):
        found = _YEARS.fullmatch(part)
        begin = int(found[1]) if found else 0
        end = int(found[3]) if found and found[3] else None if found and found[2] else begin
        if begin < FIRST or begin > LAST or (end is not None and not begin <= end <= LAST):
            said = Phrase("archive_roster_years", {"value": part})
            problems.append(problem_at(document, number, part, said, Phrase("archive_roster_years_cure")))
        else:
            yield begin, end
