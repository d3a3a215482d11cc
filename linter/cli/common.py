"""Arguments that several commands share."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.run import Found

from linter.words import LANGUAGES

STDIN = "-"


def add_help(parser: argparse.ArgumentParser) -> None:
    """The help option, in Chinese."""
    parser.add_argument("-h", "--help", action="help", help="显示这段说明")


def add_input(parser: argparse.ArgumentParser) -> None:
    """Paths and how to read them."""
    parser.add_argument("paths", nargs="+", metavar="路径", help="报告文件或文件夹（文件夹连同下级一起查）；- 表示标准输入")
    parser.add_argument("--encoding", metavar="编码", help="指定编码（utf-8、gb18030、big5、utf-16 等），不自动判断")
    parser.add_argument("--edition", choices=("2021", "2019"), metavar="格式", help="指定按 2021 或 2019 格式检查，不自动判断")
    add_exclude(parser)
    add_limits(parser)
    parser.add_argument("--stdin-filename", metavar="文件名", default="<stdin>", help="标准输入的文件名，用于显示和判断格式")


def add_exclude(parser: argparse.ArgumentParser) -> None:
    """Which files in folders are left out."""
    parser.add_argument(
        "--exclude", action="append", default=[], metavar="写法", help="文件夹里不查的文件，例如 '草稿/**'（可以写多次）"
    )


def something(words: str) -> str:
    """A value that is not empty: an empty one is a slip of a script, not the wish for none."""
    if not words.strip():
        raise argparse.ArgumentTypeError("不能是空的")
    return words


def add_profile(parser: argparse.ArgumentParser) -> None:
    """Which profile and which configuration."""
    parser.add_argument(
        "--profile",
        type=something,
        metavar="标准",
        help="按哪一套标准检查：省的名称（henan）、标准文件（.toml）、base（国家格式）或 auto（按机关所在的省）",
    )
    parser.add_argument("--config", type=something, metavar="文件", help="用这个配置文件，不从报告所在的文件夹往上找")
    parser.add_argument("--no-config", action="store_true", help="不用任何配置文件")


def add_baseline(parser: argparse.ArgumentParser) -> None:
    """Which findings were there before, and how strictly that is taken."""
    parser.add_argument(
        "--baseline", type=something, metavar="文件", help="用这个基线文件：其中已有的发现不再报告（见 nianbao baseline）"
    )
    parser.add_argument("--strict-baseline", action="store_true", help="基线中已不再出现的条目也算错误")


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Which rules count, and from which level on they decide the exit code."""
    parser.add_argument(
        "--select", action="append", default=[], metavar="规则", help="只报告这些规则：代码、代码开头或名称，逗号分隔"
    )
    parser.add_argument("--ignore", action="append", default=[], metavar="规则", help="不报告这些规则")
    parser.add_argument(
        "--fail-on", choices=("error", "warning", "info", "never"), metavar="级别",
        help="达到这一级别时退出码为 1：error（默认）、warning、info、never",
    )  # fmt: skip


def add_limits(parser: argparse.ArgumentParser) -> None:
    """What is read of one file at most."""
    parser.add_argument(
        "--limit", action="append", default=[], metavar="名称=数值", help="放宽读取上限，例如 file=200（MB）、pages=500（见说明）"
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """The language of what is said; the help texts are Chinese in any."""
    parser.add_argument("--lang", choices=LANGUAGES, metavar="语言", help="输出用的语言：zh（默认）、en")


def standard_input(options: argparse.Namespace) -> dict[str, bytes]:
    """What stands on standard input, where it was asked for, by the name that it goes by."""
    return {options.stdin_filename: sys.stdin.buffer.read()} if STDIN in options.paths else {}


def paths_of(options: argparse.Namespace) -> list[str]:
    """The paths of the command line; standard input by the name that was given for it."""
    return [options.stdin_filename if path == STDIN else path for path in options.paths]


def found_files(options: argparse.Namespace) -> Iterator[Found]:
    """The files that the paths name; standard input goes by the name that was given for it."""
    from linter.run import find_files

    for found in find_files(options.paths, options.excluded):
        yield found._replace(path=options.stdin_filename) if found.path == STDIN else found
