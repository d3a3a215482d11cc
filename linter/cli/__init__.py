"""The command `nianbao`: 0 nothing found, 1 findings, 2 the work could not be done."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from linter import __version__
from linter.profile.refused import Refused
from linter.words import DEFAULT, Names, Phrase, Word, catalog

FINDINGS, FAILED = 1, 2


class _Formatter(argparse.HelpFormatter):
    """Help of a fixed width: asking the terminal for its own would cost an import at every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The usage line, in Chinese."""
        super().add_usage(usage, actions, groups, prefix or "用法：")


class Parser(argparse.ArgumentParser):
    """An argument parser that says in Chinese what is wrong and where help is."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("formatter_class", _Formatter)
        super().__init__(*arguments, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"

    def _print_message(self, message: str, file: Any = None) -> None:
        """Write help or an error; argparse itself would say nothing of a stream that takes nothing."""
        (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(FAILED, f"nianbao：参数有误：{_in_chinese(message)}\n用法见：{self.prog} --help\n")


_PHRASES = (
    ("the following arguments are required:", "缺少参数"),
    ("unrecognized arguments:", "不认识的参数"),
    ("invalid choice:", "没有这个选项："),
    ("choose from", "可用："),
    ("expected one argument", "后面要跟一个值"),
    ("expected at least one argument", "后面至少要跟一个值"),
    ("ambiguous option:", "选项不明确："),
    ("could match", "可能是"),
    ("argument ", "参数 "),
)


def _in_chinese(message: str) -> str:
    for english, chinese in _PHRASES:
        message = message.replace(english, chinese)
    return message


# the commands, in the order in which help lists them: a module each
_COMMANDS = ("check", "extract", "annotate", "rule", "config", "baseline", "archive", "init", "test", "completion")


def build_parser(commands: Sequence[str] = _COMMANDS) -> argparse.ArgumentParser:
    """The parser of the command line; with fewer commands it is built in less time."""
    from importlib import import_module

    parser = Parser(
        prog="nianbao",
        description="检查政府信息公开工作年度报告：六个部分、三张表、勾稽关系和必须写明的内容。",
        epilog="退出码：0 没有达到 --fail-on 的问题；1 有；2 没能完成检查（没有文件、读不了、参数有误）。",
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help="显示这段说明")
    parser.add_argument("--version", action="version", version=f"nianbao {__version__}", help="显示版本")
    added = parser.add_subparsers(dest="command", metavar="命令", required=True, prog="nianbao", title="命令")
    for command in commands:
        import_module(f"linter.cli.{command}").add(added)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; without one that of the process, which then is all the program's."""
    # records are many and cycles few: looking for them as often as Python does costs 3 ms before the first report is read
    gc.set_threshold(100_000, 50, 50)
    _steady_streams()
    try:
        code = _run(sys.argv[1:], own=True) if arguments is None else _run(arguments)
        sys.stdout.flush()
    except (BrokenPipeError, KeyboardInterrupt):
        code = FAILED
    except OSError as error:
        # what concerns a file names it, what concerns a stream does not
        if error.filename is not None:
            raise
        code = fail(Phrase("ui_not_written", {"reason": error.strerror or str(error)}))
    finally:
        _let_go()
    if arguments is None:
        # nor is there anything to gain from looking for them when Python ends: 8 ms
        gc.freeze()
    return code


def _run(arguments: Sequence[str], own: bool = False) -> int:
    named = arguments[:1] if arguments and arguments[0] in _COMMANDS else None
    if own and named:
        from linter.patterns import hand_over

        hand_over()
    try:
        # what the command line asks for is known by its first word; the rest would only be built to be thrown away
        parser = build_parser(named or _COMMANDS)
        options = parser.parse_args(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED
    try:
        return int(options.run(options))
    except Refused as refused:
        # what a report decides on (auto, several overrides at once) is not seen before it is read
        from linter.cli.prepare import show_problems

        show_problems(refused.problems, catalog(getattr(options, "lang", None) or DEFAULT))
        return FAILED


def _steady_streams() -> None:
    """Streams that never fail for a character: UTF-8 into files and pipes, escapes on consoles that lack one."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _open_closed_streams() -> None:
    """What was closed at the start leads nowhere, so that no other file gets its number; output that is missed then fails."""
    for name, flag, mode in (("stdin", os.O_RDONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flag), mode, encoding="utf-8"))


def _let_go() -> None:
    """Forget what streams hold that cannot take it, so that they do not fail once more when Python ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)


def fail(why: Word, language: str = DEFAULT) -> int:
    """Say why the work could not be done; the exit code for it."""
    words = catalog(language)
    # where nobody can be told, the exit code says it
    with contextlib.suppress(OSError):
        print(words.say(Phrase("ui_failed", {"why": why})), file=sys.stderr)
    return FAILED


def no_reports(paths: Sequence[str]) -> Phrase:
    """Said when there is no report in the paths."""
    return Phrase("ui_no_reports", {"paths": Names(tuple(paths), quoted=False)})
