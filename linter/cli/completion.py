"""nianbao completion: scripts with which shells complete commands, options, rules, profiles and formats."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from linter.cli.common import add_help
from linter.named_tuple import NamedTuple

SHELLS = ("bash", "zsh", "fish")
# what stands behind an option or as an argument, by its name here, where it is neither a choice nor a file
_LISTS = {
    "select": "rules", "ignore": "rules", "rule": "rules", "profile": "profiles", "output": "formats", "data": "data",
    "listing": "listings", "limit": "limits", "encoding": "encodings",
}  # fmt: skip
# lists of which several may be given with commas between
_MANY = ("select", "ignore")
_ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16")


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "completion",
        help="输出命令行补全脚本",
        description="输出一种命令行的补全脚本：命令、选项、规则代码、标准和输出格式。怎样启用，见 docs/guide/recipes.zh-CN.md。",
        add_help=False,
    )
    add_help(parser)
    parser.add_argument("shell", choices=SHELLS, metavar="命令行", help=f"哪一种命令行：{'、'.join(SHELLS)}")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the script; 0."""
    from importlib import import_module

    written: str = import_module(f"linter.cli.completion_{options.shell}").script(commands(), lists())
    sys.stdout.write(written)
    return 0


class Argument(NamedTuple):
    """An option by its names, or what stands without one (no names).

    `values` are the words that may stand there, `listed` the list that they come from; neither means a file. `many`: with
    commas between; `flag`: nothing stands behind it; `again`: it may be given more than once.
    """

    names: tuple[str, ...]
    help: str
    metavar: str = ""
    values: tuple[str, ...] = ()
    listed: str = ""
    many: bool = False
    flag: bool = False
    again: bool = False


class Command(NamedTuple):
    """A command by the words that lead to it, what it is for, its options and arguments, and the commands below it."""

    words: tuple[str, ...]
    help: str
    arguments: tuple[Argument, ...]
    below: tuple[Command, ...] = ()

    @property
    def options(self) -> tuple[Argument, ...]:
        """What begins with a hyphen."""
        return tuple(each for each in self.arguments if each.names)

    @property
    def positionals(self) -> tuple[Argument, ...]:
        """What does not."""
        return tuple(each for each in self.arguments if not each.names)


Lists = Mapping[str, Mapping[str, str]]


def commands() -> Command:
    """All commands, under one for the program itself, as the parsers have them."""
    from linter.cli import build_parser

    return _command((), "", build_parser())


def _command(words: tuple[str, ...], about: str, parser: argparse.ArgumentParser) -> Command:
    below: list[Command] = []
    arguments: list[Argument] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            titles = {each.dest: each.help or "" for each in action._choices_actions}
            below += (_command((*words, name), titles.get(name, ""), each) for name, each in action.choices.items())
        else:
            arguments.append(_argument(action))
    return Command(words, about, tuple(arguments), tuple(below))


def _argument(action: argparse.Action) -> Argument:
    return Argument(
        names=tuple(action.option_strings),
        help=action.help or "",
        metavar=action.metavar if isinstance(action.metavar, str) else "",
        values=tuple(map(str, action.choices or ())),
        listed="" if action.choices else _LISTS.get(action.dest, ""),
        many=action.dest in _MANY,
        flag=action.nargs == 0,
        again=isinstance(action, argparse._AppendAction),
    )


def lists() -> Lists:
    """The words of each list with what they mean ("" where they say it themselves)."""
    from linter.limits import LIMITS
    from linter.profile.load import province_files, shipped_norm, shipped_rules
    from linter.render import OUTPUTS
    from linter.render.data import FORMATS
    from linter.render.listing import FORMATS as LISTINGS

    provinces = {each["profile"]["name"]: each["profile"]["title"] for each in province_files()}
    base = shipped_norm().data["profile"]
    return {
        "rules": {rule.code: rule.title for rule in shipped_rules()},
        "profiles": {base["name"]: base["title"], "auto": "按机关所在的省", **provinces},
        "formats": dict.fromkeys(OUTPUTS, ""),
        "data": dict.fromkeys(FORMATS, ""),
        "listings": dict.fromkeys(LISTINGS, ""),
        "limits": {f"{name}=": f"默认 {number}" for name, number in LIMITS._asdict().items()},
        "encodings": dict.fromkeys(_ENCODINGS, ""),
    }


def every(command: Command) -> Iterator[Command]:
    """The commands below a command, however deep, and itself."""
    yield command
    for each in command.below:
        yield from every(each)


def quoted(words: str) -> str:
    """Words as one in a POSIX shell."""
    return "'" + words.replace("'", "'\\''") + "'"


def joined(words: Iterable[str]) -> str:
    """Words that a shell takes apart at spaces, in quotation marks."""
    return quoted(" ".join(words))
