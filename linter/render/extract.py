"""Reports as data: sections and tables as JSON, or every cell as a row of CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TextIO

from linter.place import place_of
from linter.render.json import SCHEMA
from linter.report import Report, Section, prose
from linter.words import Catalog

FIELDS = ("path", "body", "year", "edition", "table", "row", "column", "value", "place")


def write_json(reports: Iterable[Report], stream: TextIO) -> None:
    """Write sections and tables of reports as one JSON document; cells that were not read are null."""
    json.dump({"schema": SCHEMA, "files": [_extracted(report) for report in reports]}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def write_csv(reports: Iterable[Report], stream: TextIO, words: Catalog) -> None:
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
                        [inert(report.document.path), inert(body), year, edition, table, row, column, shown, inert(place)]
                    )


def inert(words: str) -> str:
    """Words that a spreadsheet will not take for a formula."""
    return f"'{words}" if words[:1] in "=+-@\t\r\n＝＋－＠" and words else words


def _extracted(report: Report) -> dict[str, Any]:
    return {
        "path": report.document.path,
        "body": report.body.name if report.body else None,
        "year": report.year,
        "edition": report.edition,
        "sections": {key: _section(section) for key, section in report.sections.items()},
        "tables": {key: table_values(report, key) for key in report.norm.tables},
    }


def _section(section: Section) -> dict[str, str] | None:
    if section.heading is None:
        return None
    return {"heading": section.heading.words, "text": prose(section.prose)}


def table_values(report: Report, key: str) -> dict[str, dict[str, int | float | None]]:
    """The cells of a table by row and column, in the form's order; None for what was not read."""
    table = report.tables.get(key)
    if table is not None:
        form = table.form
    elif report.edition in report.norm.tables[key]:
        form = report.norm.tables[key][report.edition or ""]
    else:
        return {}
    return {
        row.key: {column: _number(table.value(row.key, column).number if table else None) for column in row.columns}
        for row in form.numeric
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
