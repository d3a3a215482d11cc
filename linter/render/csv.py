"""Extracted tables as tidy rows, one cell a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from linter.place import place_of
from linter.render.json import table_values
from linter.report import Report
from linter.words import Catalog

FIELDS = ("path", "body", "year", "edition", "table", "row", "column", "value", "place")


def render_extract(reports: Iterable[Report], stream: TextIO, words: Catalog) -> None:
    """Write every cell of every report; the value of a cell that was not read is empty."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(FIELDS)
    for report in reports:
        body = report.body.name if report.body else ""
        for table in report.norm.tables:
            for row, columns in table_values(report, table).items():
                for column, value in columns.items():
                    place = place_of(report, f"{table}/{row}/{column}", words)
                    shown = "" if value is None else value
                    year, edition = report.year or "", report.edition or ""
                    writer.writerow(
                        [_inert(report.document.path), _inert(body), year, edition, table, row, column, shown, _inert(place)]
                    )


def _inert(words: str) -> str:
    """Words that a spreadsheet will not take for a formula."""
    return f"'{words}" if words[:1] in "=+-@\t\r" and words else words
