"""nianbao config: the settings that hold for a file, and where each was made."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from linter.cli.common import add_help, add_language, add_profile

if TYPE_CHECKING:
    from linter.profile.choice import Choice
    from linter.profile.choose import Chosen
    from linter.profile.effective import Effective, Row
    from linter.render.text import Line
    from linter.words import Catalog

_WIDEST = 60
_NAME, _VALUE = 34, 44


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "config",
        help="列出生效的设置",
        description="列出对一个文件（或文件夹）生效的设置，以及每一项是在哪个文件的哪一行写的；没有作用的设置也列出。",
        add_help=False,
    )
    add_help(parser)
    parser.add_argument("path", nargs="?", default=".", metavar="路径", help="报告文件或文件夹（默认：当前文件夹）")
    parser.add_argument("--all", action="store_true", help="与国家格式相同的设置也列出")
    parser.add_argument("--output", choices=("text", "json"), default="text", metavar="格式", help="输出格式：text（默认）、json")
    add_profile(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the settings; 0, or 2 for configurations that cannot be used."""
    from linter.cli import FAILED
    from linter.cli.prepare import DEFAULTS, show_problems
    from linter.profile.choose import Chosen
    from linter.profile.effective import effective
    from linter.profile.refused import Refused
    from linter.words import DEFAULT, catalog

    words = catalog(options.lang or DEFAULT)
    try:
        chosen = Chosen(options.profile, options.config, options.no_config)
        chosen.discover([options.path])
        notes = chosen.verify()
        # no default of an option: what either of them names is left out
        settings = {**DEFAULTS, "exclude": []}
        found = effective(chosen, _choice(chosen, options.path), settings, options.all)
    except Refused as refused:
        show_problems(refused.problems, words)
        return FAILED
    if options.output == "json":
        json.dump(_as_data(found, words), sys.stdout, ensure_ascii=False, indent=1, default=str)
        sys.stdout.write("\n")
    else:
        from linter.render.text import print_lines

        print_lines(_lines(found, words), sys.stdout)
    show_problems(notes, words)
    return 0


def _choice(chosen: Chosen, path: str) -> Choice:
    """What is chosen for the path; where the report itself decides, what it decides on."""
    from linter.profile.choice import AUTO
    from linter.run import Settings, report_of

    choice = chosen.choice(path)
    if choice.name != AUTO or not os.path.isfile(path):
        return choice
    from linter.read import Unreadable, read_file

    try:
        report, _ = report_of(read_file(path), Settings(profiles=chosen))
    except Unreadable:
        return choice
    return chosen.choice_of(report)


def _as_data(found: Effective, words: Catalog) -> dict[str, Any]:
    def rows(them: Iterable[Row]) -> list[dict[str, Any]]:
        return [
            {
                "name": each.name,
                "value": each.value,
                "file": words.say(each.place),
                "line": each.line or None,
                "before": each.before,
            }
            for each in them
        ]

    return {
        "schema": "nianbao/config/1",
        "configuration": found.configuration,
        "profiles": list(found.profiles),
        "overrides": rows(found.overrides),
        "settings": rows((*found.changed, *found.check, *found.silencing, *found.unchanged)),
    }


def _lines(found: Effective, words: Catalog) -> Iterator[Line]:
    say = words.phrases
    yield [(say["config_file"], "dim"), (found.configuration or say["config_none"], "head")]
    built = [*reversed(found.profiles), say["config_national"]]
    yield [(say["config_profiles"], "dim"), (say["config_arrow"].join(built), "")]
    for title, rows in (
        ("config_overrides", found.overrides), ("config_changed", found.changed), ("config_check", found.check),
        ("config_silencing", found.silencing), ("config_unchanged", found.unchanged),
    ):  # fmt: skip
        if rows:
            yield []
            yield [(say[title], "head")]
            yield from (_line(row, words) for row in rows)
    if not found.unchanged:
        yield []
        yield [(say["config_all"], "dim")]


def _line(row: Row, words: Catalog) -> Line:
    place = words.say(row.place) + (f":{row.line}" if row.line else "")
    before = (
        []
        if row.before is None or row.before == row.value
        else [(f"  {words.phrases['config_before']}{_shown(row.before)}", "dim")]
    )
    shown = _shown(row.value)
    if isinstance(row.value, list) and isinstance(row.before, list | tuple):
        shown, before = _edit(row.before, row.value), []
    return [(f"  {_padded(row.name, _NAME)} ", ""), (_padded(shown, _VALUE), "head"), (f"  {place}", "place"), *before]


def _edit(before: Sequence[Any], value: Sequence[Any]) -> str:
    """A list by what was added to it and dropped from it."""
    added = [f"+ {_shown(each)}" for each in value if each not in before]
    return "  ".join([*added, *(f"− {_shown(each)}" for each in before if each not in value)]) or _shown(list(value))


def _shown(value: Any) -> str:
    """A value as a file would have it, on one line."""
    from linter.render.frame import fit

    if isinstance(value, dict):
        return fit("{ " + ", ".join(f"{key} = {_shown(each)}" for key, each in value.items()) + " }", _WIDEST)
    if isinstance(value, list | tuple):
        return fit("[" + ", ".join(map(_shown, value)) + "]", _WIDEST)
    if isinstance(value, str):
        return fit(json.dumps(value, ensure_ascii=False), _WIDEST)
    return "—" if value is None else json.dumps(value, default=str)


def _padded(words: str, width: int) -> str:
    from linter.text import display_width

    return words + " " * max(width - display_width(words), 0)
