"""nianbao annotate: findings as comments in a Word file."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from linter.cli.common import add_help, add_language, add_profile, add_selection

# how many of the levels, from the worst on, make the exit code 1
_COUNTED = {"error": 1, "warning": 2, "info": 3, "never": 0}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "annotate",
        help="把发现写成 Word 批注",
        description="检查 Word 报告（.docx），把每条发现写成批注，放在所指的标题、词句或单元格上；其他内容不变。",
        add_help=False,
    )
    add_help(parser)
    parser.add_argument("path", metavar="报告", help="报告文件（.docx）")
    parser.add_argument("-o", "--out", metavar="文件", help="带批注的文件写到这里")
    parser.add_argument("--in-place", action="store_true", help="直接写回原文件")
    parser.add_argument("--edition", choices=("2021", "2019"), metavar="格式", help="指定按 2021 或 2019 格式检查，不自动判断")
    add_language(parser)
    add_selection(parser)
    add_profile(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the comments; 0, 1 or 2."""
    from linter.annotate import annotate
    from linter.cli import FAILED, FINDINGS, fail
    from linter.cli.prepare import Silencing, Stopped, prepared
    from linter.finding import LEVELS
    from linter.read import Unreadable, load
    from linter.render.text import print_lines, summary_lines
    from linter.tally import Tally
    from linter.tell import tell
    from linter.words import DEFAULT, Phrase

    path, out = options.path, options.out
    language = options.lang or DEFAULT
    if (out is None) != options.in_place:
        return fail(Phrase("annotate_where"), language)
    if out is not None and os.path.exists(out) and os.path.exists(path) and os.path.samefile(path, out):
        return fail(Phrase("annotate_same", {"path": out}), language)
    try:
        ready = prepared(options, [path])
        silencing = Silencing(options, ready, [path])
    except Stopped:
        return FAILED
    settings, _, rules, words = ready
    try:
        data = load(path)
        content, result = annotate(data, path, settings, silencing.silence)
    except Unreadable as problem:
        return fail(problem.said, options.lang)
    except ImportError:
        return fail(Phrase("annotate_no_library"), options.lang)
    target = os.path.realpath(path) if out is None else out
    if content != data or out is not None:
        try:
            _write(target, content, path)
        except OSError as error:
            reason = {"path": target, "reason": error.strerror or str(error)}
            return fail(Phrase("annotate_not_written", reason), options.lang)
    tally = Tally()
    tally.add(tell(result, words))
    silencing.sum_up(tally)
    print_lines(summary_lines(tally, False, rules, words), sys.stdout)
    written = {"path": target, "count": str(len(result.findings))}
    print(words.say(Phrase("annotate_written" if result.findings else "annotate_nothing", written)))
    return FINDINGS if any(tally.levels[level] for level in LEVELS[: _COUNTED[options.fail_on]]) else 0


def _write(target: str, content: bytes, original: str) -> None:
    """Writes a file as a whole or not at all, with the permissions of the original."""
    import shutil
    import tempfile

    handle, draft = tempfile.mkstemp(dir=os.path.dirname(target) or ".", prefix=".nianbao-", suffix=".docx")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        shutil.copymode(original, draft)
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise
