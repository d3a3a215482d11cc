"""nianbao extract: sections and tables of reports as data."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from linter.cli.common import add_help, add_input, add_language, add_profile, found_files, paths_of, standard_input
from linter.cli.workers import add_workers

if TYPE_CHECKING:
    from linter.extracted import Extracted
    from linter.read import Unreadable
    from linter.run import Settings
    from linter.words import Catalog

# the formats of linter.render.data, named here so that help needs none of it
FORMATS = ("json", "jsonl", "csv", "xlsx", "parquet")


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "extract", help="取出表格数据", description="把报告的六个部分和三张表取出来；读不出的格为空，不会补数。", add_help=False
    )
    add_help(parser)
    add_input(parser)
    add_profile(parser)
    add_language(parser)
    add_workers(parser)
    parser.add_argument(
        "--output", action="append", default=[], dest="data", metavar="格式[=文件]",
        help=f"输出格式：{'、'.join(FORMATS)}（默认 json）；可以写多次，写成 csv=数据.csv 则写入文件，"
        "parquet=文件夹/ 则在文件夹里分成几个文件",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the reports' data; 0, or 2 when a file could not be read."""
    from linter.archive.pool import Broken
    from linter.cli import FAILED, fail, no_reports
    from linter.cli.prepare import Stopped, prepared
    from linter.cli.sinks import Sinks
    from linter.cli.targets import WrongOutput, different, named_targets
    from linter.read import Unreadable
    from linter.render.data import FORMATS as formats
    from linter.render.data import renderer

    try:
        settings, _, _, words = prepared(options, paths_of(options))
    except Stopped:
        return FAILED
    reports = problems = 0
    try:
        targets = different(named_targets(options.data or ["json"], formats, "extract"), formats)
        outputs: Sinks[Extracted] = Sinks(targets, formats, lambda name, stream: renderer(name)(words, stream))
        try:
            for each in extracted_files(options, settings, words):
                if isinstance(each, Unreadable):
                    problems += 1
                    fail(each.said, options.lang)
                else:
                    reports += 1
                    outputs.send(each)
            outputs.finish()
        finally:
            outputs.leave()
    except WrongOutput as wrong:
        return fail(wrong.said, options.lang)
    except Broken as broken:
        return fail(broken.said, options.lang)
    if not reports and not problems:
        return fail(no_reports(options.paths), options.lang)
    return FAILED if problems else 0


def extracted_files(options: argparse.Namespace, settings: Settings, words: Catalog) -> Iterator[Extracted | Unreadable]:
    """The data of every report, in the order of the files, or why a file has none."""
    from functools import partial

    from linter.archive.extraction import extractions
    from linter.cli.workers import executor

    found = list(found_files(options))
    workers = partial(executor, options=options, settings=settings, total=len(found))
    yield from extractions(found, standard_input(options), settings, words, workers)
