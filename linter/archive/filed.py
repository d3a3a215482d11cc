"""A report as it is filed: as much of it as the reports of other years and bodies are held against."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from linter.norm import Norm, TableForm
from linter.prose.stems import begins
from linter.prose.whole import may_hold, once
from linter.report import Report, Table, TableRow, Value
from linter.text import Span

_COVERS = "region.covers"
_NOWHERE = Span(0, 0)
# what is larger is written in digits, as numbers of JSON have no bounds
_LARGE = 10**15
_MOST_COUNTS = 4096
# made once: `json.dumps` makes one for every report
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# how a cell that is no number is written down; one that is not there at all is null
_STATES: Mapping[str, Any] = {"blank": False, "mark": True, "words": "words", "absent": "absent"}


class Filed(NamedTuple):
    """A report without its text: who issued it for which year, its tables, and the words of its sections.

    `covers` says that by its own words its figures are those of a whole region. Cells of `tables` have no places in the
    file. `words` has the prose of every section that has a heading, folded and without white space.
    """

    path: str
    body: str | None
    level: str | None
    year: int | None
    edition: str | None
    covers: bool
    tables: Mapping[str, Table]
    words: Mapping[str, str]


def filed_of(report: Report) -> Filed:
    """What is filed of a report."""
    body = report.body
    return Filed(
        path=report.document.path,
        body=body.name if body else None,
        level=body.level if body else None,
        year=report.year,
        edition=report.edition,
        covers=covers(report),
        tables=report.tables,
        words={key: report.passages[key].words for key, section in report.sections.items() if section.heading is not None},
    )


@once
def covers(report: Report) -> bool:
    """Whether the report says that its figures are those of all bodies of its region."""
    norm = report.norm
    sources = norm.data["region"]["covers"]
    # most reports have not a word of it
    if not may_hold(report, *sources):
        return False
    pattern = norm.caches.get(_COVERS) or norm.pattern(_COVERS, _looking_ahead("|".join(sources)))
    return any(pattern.search(report.passages[key].words) for key in ("preamble", "overview", "other"))


def _looking_ahead(source: str) -> str:
    """A pattern that finds the same, but looks first whether it can begin: at most places none of its ways can."""
    first = begins(source)
    return source if first is None else f"(?=[{re.escape(first)}])(?:{source})"


def packed(filed: Filed) -> bytes:
    """A filed report in few bytes, equal ones in equal bytes."""
    tables = {key: [table.form.edition, _cells(table)] for key, table in filed.tables.items()}
    data = [*filed[:6], tables, dict(filed.words)]
    return zlib.compress(_JSON.encode(data).encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes, norm: Norm) -> Filed:
    """The filed report of these bytes, its tables in the forms of a norm."""
    path, body, level, year, edition, covers, tables, words = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    forms = {key: (norm.tables[key][edition], cells) for key, (edition, cells) in tables.items()}
    read = {key: _table(form, cells) for key, (form, cells) in forms.items()}
    return Filed(path, body, level, year, edition, covers, read, words)


def _cells(table: Table) -> list[Any]:
    """The cells in the form's order: numbers as they are written, other states by their signs."""
    values: list[Value | None] = []
    for row in table.form.numeric:
        found = table.rows.get(row.key)
        values += map(found.values.get, row.columns) if found else [None] * len(row.columns)
    return _counts(values) or [_written(value) for value in values]


def _counts(values: Sequence[Value | None]) -> list[int] | None:
    """The numbers of cells that hold whole numbers and nothing else, as those of most tables; None where one holds more."""
    if None in values:
        return None
    _, numbers, _, _, units, places = zip(*values, strict=True)
    if any(units) or any(places):
        return None
    try:
        counts = list(map(int, numbers))
    except TypeError:  # a cell without a number
        return None
    return counts if counts == list(numbers) and -_LARGE < min(counts) <= max(counts) < _LARGE else None


def _written(value: Value | None) -> Any:
    if value is None:
        return None
    state, number, _, _, unit, places = value
    if number is None:
        return _STATES[state]
    # the decimals that are shown decide on the tolerance of sums, the unit on whether amounts are compared
    if not places and not unit and -_LARGE < (whole := int(number)) < _LARGE and whole == number:
        return whole
    return f"{number:f}|{places}|{unit}"


def _table(form: TableForm, cells: list[Any]) -> Table:
    counted = set(map(type, cells)) == {int}
    # the columns of a row take as many values as they are
    left = map(_COUNTS.__getitem__, cells) if counted else map(_read, cells)
    rows: dict[str, TableRow] = {}
    for row in form.numeric:
        values = dict(zip(row.columns, left, strict=False))
        if not counted:
            values = {column: value for column, value in values.items() if value is not None}
        if values:
            rows[row.key] = TableRow(row.key, row.label, _NOWHERE, values)  # type: ignore[arg-type]
    return Table(form, _NOWHERE, None, rows, tuple(form.columns), (), (), tuple(rows))


class _Counts(dict[int, Value]):
    """The values of whole numbers, those met first remembered: most numbers are small."""

    def __missing__(self, count: int) -> Value:
        value = Value("number", Decimal(count))
        if len(self) < _MOST_COUNTS:
            self[count] = value
        return value


_COUNTS = _Counts()


@lru_cache(maxsize=1024, typed=True)
def _read(cell: Any) -> Value | None:
    if cell is None:
        return None
    if cell is False or cell is True:
        return Value("mark" if cell else "blank")
    if isinstance(cell, int):
        return Value("number", Decimal(cell))
    number, *rest = cell.split("|")
    return Value("number", Decimal(number), unit=rest[1], places=int(rest[0])) if rest else Value(number)
