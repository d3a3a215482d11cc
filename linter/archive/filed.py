"""A report as it is filed: as much of it as the reports of other years and bodies are held against."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

from linter.archive.cells import Cells, table_of, written_cells
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.prose.stems import begins
from linter.prose.whole import may_hold, once
from linter.report import Report, Table

_COVERS = "region.covers"
# made once: `json.dumps` makes one for every report
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


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
    tables = {key: [table.form.edition, written_cells(table)] for key, table in filed.tables.items()}
    data = [*filed[:6], tables, dict(filed.words)]
    return zlib.compress(_JSON.encode(data).encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes, norm: Norm) -> Filed:
    """The filed report of these bytes, its tables in the forms of a norm."""
    path, body, level, year, edition, covers, tables, words = _data(data)
    read = {key: table_of(norm.tables[key][edition], cells) for key, (edition, cells) in tables.items()}
    return Filed(path, body, level, year, edition, covers, read, words)


def cells_in(data: bytes) -> dict[str, Cells]:
    """The tables of the filed report of these bytes, as they are written there."""
    return {key: Cells(edition, cells) for key, (edition, cells) in _data(data)[6].items()}


def _data(data: bytes) -> list[Any]:
    found: list[Any] = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    return found
