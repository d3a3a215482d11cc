"""nianbao baseline: findings that are there already, kept in a file so that only new ones are told."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from linter.cli.common import add_exclude, add_help, add_language, add_limits, add_profile
from linter.cli.workers import add_workers
from linter.discover import find_files
from linter.named_tuple import NamedTuple
from linter.silence.update import Counted, counted

if TYPE_CHECKING:
    from linter.cli.archived import Course, Files
    from linter.cli.prepare import Prepared, Silencing
    from linter.render.text import Line
    from linter.result import FileResult
    from linter.silence.baseline import Baseline
    from linter.silence.update import Update
    from linter.words import Catalog

DEFAULT_FILE = "nianbao-baseline.jsonl"
_ACTIONS = {
    "write": ("写出或更新基线", "检查报告，把已有的问题写进基线，以后只报告新的问题。已有基线时只去掉不再出现的条目。"),
    "show": ("列出基线里有什么", "按文件列出基线里各规则的条目数。"),
    "prune": ("去掉不再出现的条目", "检查报告，从基线里去掉不再出现的条目，不写入新的。"),
}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "baseline", help="管理基线", description="基线记录已有的问题，检查时不再报告，只报告新的问题。", add_help=False
    )
    add_help(parser)
    actions = parser.add_subparsers(dest="action", metavar="操作", required=True, prog="nianbao baseline", title="操作")
    for name, (title, about) in _ACTIONS.items():
        action = actions.add_parser(name, help=title, description=about, add_help=False)
        add_help(action)
        action.add_argument("paths", nargs="*", metavar="路径", help="报告文件或文件夹（默认：当前文件夹）")
        action.add_argument("--file", metavar="文件", help=f"基线文件（默认：配置里的 baseline，没有时为 {DEFAULT_FILE}）")
        add_language(action)
        add_profile(action)
        if name != "show":
            _add_reading(action)
        if name == "write":
            action.add_argument("--accept-new", action="store_true", help="已有基线时，也写入新的问题")
        action.set_defaults(run=run)


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """How reports are read, as in `nianbao check`."""
    parser.add_argument("--encoding", metavar="编码", help="指定编码（utf-8、gb18030、big5、utf-16 等），不自动判断")
    parser.add_argument("--edition", choices=("2021", "2019"), metavar="格式", help="指定按 2021 或 2019 格式检查，不自动判断")
    add_limits(parser)
    add_exclude(parser)
    add_workers(parser)
    parser.add_argument("--previous", action="append", default=[], metavar="路径", help="上年的报告或存放上年报告的文件夹")


def run(options: argparse.Namespace) -> int:
    """Write, prune or show the baseline; 0, 1 when new findings were not put into it, or 2."""
    from linter.cli import FAILED, fail
    from linter.cli.prepare import Silencing, Stopped, prepared
    from linter.silence.baseline import BrokenBaseline, read_baseline

    options.paths = options.paths or ["."]
    try:
        ready = prepared(options, options.paths)
        silencing = Silencing(options, ready, options.paths, without_baseline=True)
        path = options.file or _configured_file(options, ready)
        missing_is_fine = options.action == "write" and not os.path.exists(path)
        baseline = None if missing_is_fine else read_baseline(path)
    except Stopped:
        return FAILED
    except BrokenBaseline as broken:
        return fail(broken.said, options.lang)
    if options.action == "show":
        assert baseline is not None
        return _show(options, baseline, ready.words)
    return _update(options, ready, silencing, path, baseline)


def _configured_file(options: argparse.Namespace, ready: Prepared) -> str:
    """The baseline that the configuration of the first path names, else the usual one in the current folder."""
    from linter.silence.stage import baseline_of

    configuration = ready.chosen.configuration(options.paths[0]) if ready.chosen is not None else None
    return (baseline_of(configuration) if configuration is not None else None) or DEFAULT_FILE


def _update(options: argparse.Namespace, ready: Prepared, silencing: Silencing, path: str, baseline: Baseline | None) -> int:
    from linter.cli import FAILED, FINDINGS, fail, no_reports
    from linter.cli.archived import Course, files_of
    from linter.silence.baseline import folder_of, write_baseline
    from linter.silence.update import updated
    from linter.words import Phrase

    course = Course(options, ready, silencing)
    seen = _Seen()
    files = files_of(list(find_files(options.paths, options.excluded)), find_files(options.previous))
    folder = folder_of(path)
    results = _results(course, files, folder, seen, ready)
    accept = options.action == "write" and options.accept_new
    update = updated(baseline, folder, results, seen.unrelated, accept, ready.settings.shown)
    if course.failed:
        return FAILED
    if not (seen.checked or seen.unreadable or seen.unrelated):
        return fail(no_reports(options.paths), options.lang)
    try:
        write_baseline(path, update.entries)
    except OSError as error:
        reason = {"path": path, "reason": error.strerror or str(error)}
        return fail(Phrase("silence_baseline_not_written", reason), options.lang)
    refused = options.action == "write" and bool(update.refused)
    _tell(path, update, refused, ready.words)
    return FAILED if seen.unreadable else FINDINGS if refused else 0


class _Seen:
    """What a run met on its way: how many reports, and which files that are none or could not be read."""

    __slots__ = ("checked", "unreadable", "unrelated")

    def __init__(self) -> None:
        self.checked = self.unreadable = 0
        self.unrelated: list[str] = []


class _Told(NamedTuple):
    """What the baseline wants to know of a file; why it could not be read ("" for one that could)."""

    counted: Counted | None
    failure: str


def _told_of(folder: str, words: Catalog, result: FileResult) -> bytes:
    from linter.archive.codec import encoded

    problem = "" if result.problem is None else words.say(result.problem.said)
    return encoded(_Told(counted(result, folder), problem))


def _results(course: Course, files: Files, folder: str, seen: _Seen, ready: Prepared) -> Iterator[Counted]:
    """What is found in the files, but for what comments and entries silence."""
    from linter.archive.codec import decoded
    from linter.archive.kinds import is_across
    from linter.cli import fail

    words = ready.words
    # a part of the folder does not tell what there would be to say beside the rest
    partly = () if course.covers(folder) else tuple(rule.code for rule in ready.rules if is_across(rule))
    for each in course.told(files, partial(_told_of, folder, words), "baseline", folder):
        told: _Told = decoded(each.words, _Told)
        if told.counted is None:
            seen.unreadable += 1
            fail(told.failure, words.language)
        else:
            seen.checked += 1
            passed = {settled.code for settled in each.settled if not settled.reason}
            waiting = (*(code for code in told.counted.waiting if code not in passed), *partly)
            yield told.counted._replace(waiting=waiting)
    seen.unrelated.extend(course.unrelated)
    yield from filter(None, (counted(result, folder) for result in course.at_the_end()))


def _tell(path: str, update: Update, refused: bool, words: Catalog) -> None:
    from linter.words import Phrase

    lists = {"count": update.entries, "added": update.added, "removed": update.removed}
    said = {name: str(len(entries)) for name, entries in lists.items()}
    print(words.say(Phrase("silence_baseline_written", {"path": path, **said})))
    if refused:
        for entry in update.refused:
            print(f"  {entry.file}  {entry.rule} {entry.at}")
        print(words.say(Phrase("silence_baseline_refused", {"count": str(len(update.refused))})))


def _show(options: argparse.Namespace, baseline: Baseline, words: Catalog) -> int:
    """Print the files of a baseline below the paths, with how many entries of each rule they have."""
    from linter.render.text import print_lines

    print_lines(_lines(options, baseline, words), sys.stdout)
    return 0


def _lines(options: argparse.Namespace, baseline: Baseline, words: Catalog) -> Iterator[Line]:
    from collections import Counter

    from linter.globs import is_outside, relative
    from linter.words import Names, Phrase

    files = total = 0
    for file, entries in sorted(baseline.entries.items()):
        place = os.path.join(baseline.folder, file)
        if all(is_outside(relative(place, path)) for path in options.paths):
            continue
        rules = Counter(entry.rule for entry in entries.elements())
        shown = Names(tuple(f"{code} {count}" for code, count in sorted(rules.items())), quoted=False)
        files, total = files + 1, total + rules.total()
        yield [(file, "head"), (f"  {words.say(shown)}", "")]
    counts = {"path": baseline.path, "files": str(files), "count": str(total)}
    yield [(words.say(Phrase("silence_baseline_shown", counts)), "dim")]
