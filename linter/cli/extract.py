"""nianbao extract: sections and tables of reports as data."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from linter.cli.common import add_help, add_input, add_language, found_files, standard_input

if TYPE_CHECKING:
    from linter.limits import Limits


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "extract", help="取出表格数据", description="把报告的六个部分和三张表取出来；读不出的格为空，不会补数。", add_help=False
    )
    add_help(parser)
    add_input(parser)
    add_language(parser)
    parser.add_argument("--output", choices=("json", "csv"), default="json", metavar="格式", help="输出格式：json（默认）、csv")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the reports' data; 0, or 2 when a file could not be read."""
    from linter.cli import FAILED, fail, no_reports
    from linter.limits import WrongLimit, limits_of
    from linter.read import Unreadable
    from linter.words import catalog

    try:
        limits = limits_of(options.limit)
    except WrongLimit as wrong:
        return fail(wrong.said, options.lang)
    problems: list[Unreadable] = []
    reports = list(_reports(options, limits, problems))
    if options.output == "csv":
        from linter.render import csv

        csv.render_extract(reports, sys.stdout, catalog(options.lang))
    else:
        from linter.render import json

        json.render_extract(reports, sys.stdout)
    for problem in problems:
        fail(problem.said, options.lang)
    if not reports and not problems:
        return fail(no_reports(options.paths), options.lang)
    return FAILED if problems else 0


def _reports(options: argparse.Namespace, limits: Limits, problems: list[Any]) -> Iterator[Any]:
    from linter.parse.build import build_report, is_report, looks_like_report
    from linter.profile.load import shipped_norm
    from linter.read import Unreadable
    from linter.run import Settings, documents
    from linter.words import Phrase

    settings = Settings(options.encoding, options.edition, limits=limits)
    for found, document in documents(found_files(options), settings, standard_input(options)):
        if isinstance(document, Unreadable):
            problems.append(document)
            continue
        report = build_report(document, shipped_norm(), options.edition)
        if looks_like_report(report) if found.listed else is_report(report):
            yield report
        elif not found.listed:
            problems.append(Unreadable(document.path, Phrase("read_no_report"), Phrase("read_other_file")))
