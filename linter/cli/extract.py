"""nianbao extract: sections and tables of reports as data."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from linter.cli.common import add_help, add_input, add_language, add_profile, found_files, paths_of, standard_input

if TYPE_CHECKING:
    from linter.run import Settings


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "extract", help="取出表格数据", description="把报告的六个部分和三张表取出来；读不出的格为空，不会补数。", add_help=False
    )
    add_help(parser)
    add_input(parser)
    add_profile(parser)
    add_language(parser)
    parser.add_argument("--output", choices=("json", "csv"), default="json", metavar="格式", help="输出格式：json（默认）、csv")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the reports' data; 0, or 2 when a file could not be read."""
    from linter.cli import FAILED, fail, no_reports
    from linter.cli.prepare import Stopped, prepared
    from linter.read import Unreadable

    try:
        settings, _, _, words = prepared(options, paths_of(options))
    except Stopped:
        return FAILED
    problems: list[Unreadable] = []
    reports = list(_reports(options, settings, problems))
    from linter.render import extract

    if options.output == "csv":
        extract.write_csv(reports, sys.stdout, words)
    else:
        extract.write_json(reports, sys.stdout)
    for problem in problems:
        fail(problem.said, options.lang)
    if not reports and not problems:
        return fail(no_reports(options.paths), options.lang)
    return FAILED if problems else 0


def _reports(options: argparse.Namespace, settings: Settings, problems: list[Any]) -> Iterator[Any]:
    from linter.parse.build import is_report, looks_like_report
    from linter.read import Unreadable
    from linter.run import documents, report_of
    from linter.words import Phrase

    for found, document in documents(found_files(options), settings, standard_input(options)):
        if isinstance(document, Unreadable):
            problems.append(document)
            continue
        report, _ = report_of(document, settings)
        if looks_like_report(report) if found.listed else is_report(report):
            yield report
        elif not found.listed:
            problems.append(Unreadable(document.path, Phrase("read_no_report"), Phrase("read_other_file")))
