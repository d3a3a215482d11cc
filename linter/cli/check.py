"""nianbao check: what is wrong in reports, at its place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from linter.cli.common import add_help, add_input, add_language, found_files, standard_input

_RANKS = {"error": 3, "warning": 2, "info": 1}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "check", help="检查报告", description="检查报告，逐条指出问题、位置和改法。", add_help=False
    )
    add_help(parser)
    add_input(parser)
    add_language(parser)
    parser.add_argument(
        "--select", action="append", default=[], metavar="规则", help="只报告这些规则：代码、代码开头或名称，逗号分隔"
    )
    parser.add_argument("--ignore", action="append", default=[], metavar="规则", help="不报告这些规则")
    parser.add_argument(
        "--fail-on", choices=("error", "warning", "info", "never"), default="error", metavar="级别",
        help="达到这一级别时退出码为 1：error（默认）、warning、info、never",
    )  # fmt: skip
    parser.add_argument(
        "--output",
        choices=("text", "concise", "json"),
        default="text",
        metavar="格式",
        help="输出格式：text（默认）、concise、json",
    )
    parser.add_argument("--statistics", action="store_true", help="最后列出各规则的发现数")
    parser.add_argument("--timings", action="store_true", help="最后列出最耗时的规则（写到标准错误）")
    parser.add_argument(
        "--previous",
        action="append",
        default=[],
        metavar="路径",
        help="上年的报告或存放上年报告的文件夹，按机关对应，用于跨年规则",
    )
    parser.add_argument("--skip-unrelated", action="store_true", help="不是年度报告的文件跳过，不算错误")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the reports; 0, 1 or 2."""
    from linter.cli import FAILED, FINDINGS, fail, no_reports
    from linter.limits import WrongLimit, limits_of
    from linter.profile.load import shipped_rules
    from linter.run import FileResult, Settings, Tally
    from linter.select import UnknownRule, shown_codes

    try:
        shown = shown_codes(options.select, options.ignore, shipped_rules())
        limits = limits_of(options.limit)
    except (UnknownRule, WrongLimit) as problem:
        return fail(problem.said, options.lang)
    settings = Settings(options.encoding, options.edition, shown, options.skip_unrelated, language=options.lang, limits=limits)
    if options.timings:
        settings = settings._replace(times={})
    tally = Tally()
    if options.previous:
        finder, unreadable = _previous(options, settings)
        if unreadable:
            return FAILED
        settings = settings._replace(previous=finder)

    def results() -> Iterator[FileResult]:
        for result in _results(options, settings, tally):
            tally.add(result)
            if options.output != "text" and result.problem is not None:
                fail(result.problem.said, options.lang)
            yield result

    _render(options, results(), tally)
    if settings.times:
        _show_timings(settings.times, tally, options)
    if not tally.files:
        if tally.unrelated and not _has_folder(options.paths):
            return 0
        return fail(no_reports(options.paths), options.lang)
    if tally.unreadable:
        return FAILED
    worst = max((_RANKS[level] for level, count in tally.levels.items() if count), default=0)
    return FINDINGS if worst >= _RANKS.get(options.fail_on, 9) else 0


def _previous(options: argparse.Namespace, settings: Any) -> tuple[Any, bool]:
    """What finds last year's reports, and whether a file named for it could not be read; others are only told of."""
    from linter.cli import fail
    from linter.previous import read_previous

    previous = read_previous(options.previous, settings)
    for problem in previous.problems:
        fail(problem.said, options.lang)
    return previous.of, any(problem.path in options.previous for problem in previous.problems)


def _show_timings(times: dict[str, float], tally: Any, options: argparse.Namespace) -> None:
    from linter.profile.load import shipped_rules
    from linter.render.text import timing_lines
    from linter.words import catalog

    for line in timing_lines(times, tally.files, shipped_rules(), catalog(options.lang)):
        sys.stderr.write(line + "\n")


def _has_folder(paths: Sequence[str]) -> bool:
    import os

    return any(os.path.isdir(path) for path in paths)


def _results(options: argparse.Namespace, settings: Any, tally: Any) -> Iterator[Any]:
    from linter.run import check_found, documents

    given = standard_input(options)
    for found, document in documents(found_files(options), settings, given):
        result = check_found(found, document, settings)
        if result is None:
            tally.unrelated += 1
        else:
            yield result


def _render(options: argparse.Namespace, results: Iterator[Any], tally: Any) -> None:
    from linter.profile.load import shipped_rules
    from linter.words import catalog

    if options.output == "json":
        from linter.render import json

        json.render(results, tally, sys.stdout)
    elif options.output == "concise":
        from linter.render import concise

        concise.render(results, sys.stdout)
        if options.statistics:
            for code, count in sorted(tally.rules.items()):
                sys.stdout.write(f"{code} {count}\n")
    else:
        from linter.render.text import file_lines, print_lines, summary_lines

        words = catalog(options.lang)
        print_lines((line for result in results for line in file_lines(result, words)), sys.stdout)
        if tally.files or tally.unrelated:
            print_lines(summary_lines(tally, options.statistics, shipped_rules(), words), sys.stdout)
