"""nianbao rule: the list of rules, and one rule explained."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from linter.cli.common import add_help
from linter.profile.model import Example, Rule


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "rule", help="列出规则，或说明一条规则", description="不带参数列出全部规则；带代码或名称，说明那一条。", add_help=False
    )
    add_help(parser)
    parser.add_argument("rule", nargs="*", metavar="规则", help="规则代码、代码开头或名称，例如 C301")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the rules; 0, or 2 for a rule that does not exist."""
    from linter.cli import fail
    from linter.profile.load import shipped_rules
    from linter.render.text import print_lines
    from linter.select import UnknownRule, codes

    rules = shipped_rules()
    try:
        chosen = codes(options.rule, rules)
    except UnknownRule as problem:
        return fail(str(problem))
    if not options.rule:
        print_lines(_list(rules), sys.stdout)
    for rule in rules:
        if rule.code in chosen:
            print_lines(_explain(rule), sys.stdout)
    return 0


def _list(rules: tuple[Rule, ...]) -> Iterator[list[tuple[str, str]]]:
    from linter.render.text import LEVELS

    for rule in rules:
        yield [
            (f"{rule.code}  ", "head"),
            (f"{LEVELS.get(rule.level, '关闭')}  ", rule.level),
            (rule.title, ""),
            (f"  [{rule.name}]", "dim"),
        ]


def _explain(rule: Rule) -> Iterator[list[tuple[str, str]]]:
    from linter.profile.load import shipped_norm
    from linter.render.text import LEVELS, basis_words

    norm = shipped_norm()
    yield [(f"{rule.code} {rule.name}", "head")]
    yield [(f"  {rule.title}", "")]
    yield []
    yield [("  级别：", "dim"), (LEVELS.get(rule.level, "关闭"), rule.level), *_other_levels(rule, LEVELS)]
    yield [("  为什么：", "dim"), (rule.why, "")]
    yield [("  怎么办：", "dim"), (rule.help, "")]
    yield [("  依据：", "dim"), (basis_words(rule.basis), "")]
    yield [("  适用：", "dim"), ("；".join(norm.edition_name(edition) for edition in rule.editions), "")]
    yield []
    for title, examples in (("  通过的例子", rule.passes), ("  不通过的例子", rule.fails)):
        yield [(title, "head")]
        for example in examples:
            yield from _example(example)
    yield [("  不想看到这一条：", "dim"), (f"nianbao check --ignore {rule.code} …", "")]
    yield []


def _other_levels(rule: Rule, names: dict[str, str]) -> list[tuple[str, str]]:
    shown = "，".join(f"{message} 为{names.get(level, level)}" for message, level in rule.levels.items())
    return [(f"（{shown}）", "dim")] if shown else []


def _example(example: Example) -> Iterator[list[tuple[str, str]]]:
    yield [(f"    {example.note}", "")]
    for old, new in example.edit:
        yield [("      原文  ", "dim"), (_shown(old), "")]
        yield [("      改为  ", "dim"), (_shown(new) or "（删去）", "")]


def _shown(words: str) -> str:
    flat = words.replace("\t", " ┊ ").replace("\n", "⏎")
    return flat if len(flat) <= 90 else flat[:89] + "…"
