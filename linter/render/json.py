"""The JSON contract `nianbao/1`: findings of `check`, tables and sections of `extract`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TextIO

from linter import __version__
from linter.document import Document
from linter.finding import Finding
from linter.profile.load import BASE
from linter.report import Report, Section, prose
from linter.result import FileResult, Tally

SCHEMA = "nianbao/1"


def render(results: Iterable[FileResult], tally: Tally, stream: TextIO) -> None:
    """Write the run as one JSON document; lines and columns count from 1, in code points."""
    files = [_file(result) for result in results]
    run = {
        "profile": ", ".join(tally.profiles) or BASE,
        "config": ", ".join(tally.configurations) or None,
        "files": tally.files,
        "errors": tally.levels["error"],
        "warnings": tally.levels["warning"],
        "infos": tally.levels["info"],
        "blocked": tally.blocked,
        "silenced": tally.silenced,
    }
    _dump({"schema": SCHEMA, "version": __version__, "run": run, "files": files}, stream)


def render_extract(reports: Iterable[Report], stream: TextIO) -> None:
    """Write sections and tables of reports as one JSON document; cells that were not read are null."""
    _dump({"schema": SCHEMA, "files": [_extracted(report) for report in reports]}, stream)


def _dump(data: dict[str, Any], stream: TextIO) -> None:
    json.dump(data, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _file(result: FileResult) -> dict[str, Any]:
    report, document = result.report, result.document
    base: dict[str, Any] = {"path": result.path, "format": None, "encoding": None, "edition": None, "year": None}
    base |= {"body": None, "level": None, "outcome": result.outcome, "findings": []}
    if document is None:
        return base
    base |= {"format": document.format, "encoding": document.encoding}
    if report is not None:
        base |= {"edition": report.edition, "year": report.year}
        if report.body is not None:
            base |= {"body": report.body.name, "level": report.body.level}
    base["findings"] = [_finding(finding, document) for finding in result.findings]
    return base


def _finding(finding: Finding, document: Document) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "level": finding.level,
        "outcome": finding.outcome,
        "message": finding.message,
        "params": {"id": finding.message_id, **finding.params},
        "at": finding.at,
        "place": finding.place,
        "start": _position(document, finding.span.start),
        "end": _position(document, finding.span.end),
        "page": document.page(finding.span.start),
        "related": [
            {
                "at": each.at,
                "place": each.place,
                "start": _position(document, each.span.start),
                "end": _position(document, each.span.end),
                "message": each.message,
            }
            for each in finding.related
        ],
        "basis": [{"doc": each.doc, "clause": each.clause} for each in finding.basis],
        "help": finding.help,
        "fix": None,
    }


def _position(document: Document, offset: int) -> dict[str, int]:
    place = document.position(offset)
    return {"line": place.line, "column": place.column}


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
