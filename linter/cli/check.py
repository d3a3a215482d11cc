"""nianbao check: what is wrong in reports, at its place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from linter.cli.common import (
    add_baseline,
    add_help,
    add_input,
    add_language,
    add_profile,
    add_selection,
    found_files,
    paths_of,
    standard_input,
)
from linter.cli.workers import add_cache, add_cluster, add_workers

# the formats of linter.render, named here so that help needs none of it
FORMATS = (
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "csv", "xlsx", "parquet",
    "html",
)  # fmt: skip
_RANKS = {"error": 3, "warning": 2, "info": 1}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "check", help="检查报告", description="检查报告，逐条指出问题、位置和改法。", add_help=False
    )
    add_help(parser)
    add_input(parser)
    add_language(parser)
    add_selection(parser)
    add_profile(parser)
    add_baseline(parser)
    parser.add_argument(
        "--output", action="append", default=[], metavar="格式[=文件]",
        help=f"输出格式：{'、'.join(FORMATS)}（默认 text）；可以写多次，写成 json=结果.json 则写入文件",
    )  # fmt: skip
    parser.add_argument("--statistics", action="store_true", help="最后按规则、部分、机关列出发现数")
    parser.add_argument("--timings", action="store_true", help="最后列出最耗时的规则（写到标准错误）")
    parser.add_argument(
        "--previous",
        action="append",
        default=[],
        metavar="路径",
        help="上年的报告或存放上年报告的文件夹，按机关对应，用于跨年规则",
    )
    add_workers(parser)
    add_cluster(parser)
    add_cache(parser)
    parser.add_argument("--skip-unrelated", action="store_true", help="不是年度报告的文件跳过，不算错误")
    parser.add_argument("--fix", action="store_true", help="改好能自动改的问题，不改数字；文本和 Markdown 改原文件，Word 用 -o")
    parser.add_argument("--unsafe-fixes", action="store_true", help="连同改后需要核对的一起改，例如标题编号、文号写法")
    parser.add_argument("--diff", action="store_true", help="只显示 --fix 会改什么，不写入；有改动时退出码为 1")
    parser.add_argument("-o", "--out", metavar="文件", help="改好的报告写到这里，不动原文件")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the reports; 0, 1 or 2."""
    from linter.cli import FAILED, fail
    from linter.cli.outputs import Outputs, WrongOutput, targets_of
    from linter.cli.prepare import Silencing, Stopped, prepared
    from linter.render import Run
    from linter.tally import Tally

    try:
        ready = prepared(options, paths_of(options))
        silencing = Silencing(options, ready, paths_of(options))
    except Stopped:
        return FAILED
    settings, _, rules, words = ready
    settings = settings._replace(skip_unrelated=options.skip_unrelated)
    if options.timings:
        settings = settings._replace(times={})
    ready = ready._replace(settings=settings)
    tally = Tally()

    fixer = None
    if options.fix or options.diff or options.unsafe_fixes or options.out is not None:
        from linter.cli.fixing import Fixer, WrongFix

        if options.previous:
            settings, unreadable = _with_previous(options, settings)
            if unreadable:
                return FAILED
            ready = ready._replace(settings=settings)
        try:
            fixer = Fixer(options, settings, silencing, words)
        except WrongFix as wrong:
            return fail(wrong.said, options.lang)
        if options.diff:
            return fixer.show(_results(found_files(options), standard_input(options), settings, tally, silencing, fixer), tally)

    try:
        outputs = Outputs(targets_of(options.output), Run(words, rules, tally, options.statistics))
        try:
            complete = _fill(options, outputs, ready, tally, silencing, fixer)
            silencing.sum_up(tally)
            outputs.finish()
        finally:
            outputs.leave()
    except WrongOutput as wrong:
        return fail(wrong.said, options.lang)
    except Stopped:
        return FAILED
    if not outputs.has_text and (tally.configurations or options.profile):
        _show_used(tally, words)
    if fixer is not None:
        fixer.sum_up(sys.stdout if outputs.has_text else sys.stderr)
    if settings.times:
        _show_timings(settings.times, tally, rules, words)
    return _exit_code(options, tally, fixer) if complete else FAILED


def _exit_code(options: argparse.Namespace, tally: Any, fixer: Any) -> int:
    """What the run comes to: 2 where work was left undone, 1 for findings that count."""
    from linter.cli import FAILED, FINDINGS, fail, no_reports

    if not tally.files:
        if tally.unrelated and not _has_folder(options.paths):
            return 0
        return fail(no_reports(options.paths), options.lang)
    if tally.unreadable or (fixer is not None and fixer.failed):
        return FAILED
    worst = max((_RANKS[level] for level, count in tally.levels.items() if count), default=0)
    return FINDINGS if worst >= _RANKS.get(options.fail_on, 9) else 0


def _with_previous(options: argparse.Namespace, settings: Any) -> tuple[Any, bool]:
    """Settings that find last year's reports, and whether a file named for it could not be read; others are only told of."""
    from linter.cli import fail
    from linter.previous import read_previous

    previous = read_previous(options.previous, settings)
    for problem in previous.problems:
        fail(problem.said, options.lang)
    return settings._replace(previous=previous.of), any(problem.path in options.previous for problem in previous.problems)


def _show_timings(times: dict[str, float], tally: Any, rules: Any, words: Any) -> None:
    from linter.render.text import timing_lines

    for line in timing_lines(times, tally.files, rules, words):
        sys.stderr.write(line + "\n")


def _has_folder(paths: Sequence[str]) -> bool:
    import os

    return any(os.path.isdir(path) for path in paths)


def _fill(options: argparse.Namespace, outputs: Any, ready: Any, tally: Any, silencing: Any, fixer: Any) -> bool:
    """Every file into the outputs, and whether all were done.

    What could not be read is told on standard error where no output for people does.
    """
    from linter.cli import fail
    from linter.discover import find_files
    from linter.tell import tell

    given = standard_input(options)
    found = list(found_files(options))
    previous = [] if fixer is not None else list(find_files(options.previous))
    course = None
    if fixer is None and len(found) + len(previous) > 1:
        from linter.cli.archived import Course, files_of, sheets

        course = Course(options, ready, silencing)
        told = sheets(course, files_of(found, previous, given), ready, outputs.wants, tally)
    else:
        results = _results(found, given, ready.settings, tally, silencing, fixer)
        told = (tell(result, ready.words, outputs.wants) for result in results)
    for sheet in told:
        tally.add(sheet)
        if sheet.failure and not outputs.has_text:
            fail(sheet.failure, options.lang)
        outputs.send(sheet)
    return course is None or not course.failed


def _results(found: Any, given: Any, settings: Any, tally: Any, silencing: Any, fixer: Any) -> Iterator[Any]:
    """What became of the files one by one, and then what is to say of entries that silence."""
    from linter.run import check_found, documents

    for each, document in documents(found, settings, given):
        result = check_found(each, document, settings)
        if result is None:
            tally.unrelated += 1
        else:
            yield silencing.silence(result) if fixer is None else fixer.fixed(result)
    yield from silencing.remarks()


def _show_used(tally: Any, words: Any) -> None:
    from linter.render.text import used_lines

    sys.stderr.writelines("".join(words for words, _ in line) + "\n" for line in used_lines(tally, words))
