"""nianbao rule: the list of rules, and one rule explained."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from linter.cli.common import add_help, add_language
from linter.profile.model import Example, Rule
from linter.words import Catalog, Names, Phrase, catalog


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "rule", help="列出规则，或说明一条规则", description="不带参数列出全部规则；带代码或名称，说明那一条。", add_help=False
    )
    add_help(parser)
    parser.add_argument("rule", nargs="*", metavar="规则", help="规则代码、代码开头或名称，例如 C301")
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the rules; 0, or 2 for a rule that does not exist."""
    from linter.cli import fail
    from linter.profile.load import shipped_rules
    from linter.render.text import print_lines
    from linter.select import UnknownRule, codes

    rules = shipped_rules()
    words = catalog(options.lang)
    try:
        chosen = codes(options.rule, rules)
    except UnknownRule as problem:
        return fail(problem.said, options.lang)
    if not options.rule:
        print_lines(_list(rules, words), sys.stdout)
    for rule in rules:
        if rule.code in chosen:
            print_lines(_explain(rule, words), sys.stdout)
    return 0


def _list(rules: tuple[Rule, ...], words: Catalog) -> Iterator[list[tuple[str, str]]]:
    for rule in rules:
        yield [
            (f"{rule.code}  ", "head"),
            (f"{words.phrases[f'ui_{rule.level}']}  ", rule.level if rule.level != "off" else "dim"),
            (words.of_rule(rule, "title"), ""),
            (f"  [{rule.name}]", "dim"),
        ]


def _explain(rule: Rule, words: Catalog) -> Iterator[list[tuple[str, str]]]:
    from linter.profile.load import shipped_norm
    from linter.render.text import basis_words

    say = words.phrases
    editions = Names(tuple(map(shipped_norm().edition_name, rule.editions)), quoted=False, between="semicolon")
    own = words.rules.get(rule.code, {})
    yield [(f"{rule.code} {rule.name}", "head")]
    yield [(f"  {words.of_rule(rule, 'title')}", "")]
    yield []
    level = (say[f"ui_{rule.level}"], rule.level if rule.level != "off" else "dim")
    yield [(f"  {say['ui_rule_level']}", "dim"), level, *_other_levels(rule, words)]
    yield [(f"  {say['ui_rule_why']}", "dim"), (words.of_rule(rule, "why"), "")]
    yield [(f"  {say['ui_rule_help']}", "dim"), (words.of_rule(rule, "help"), "")]
    yield [(f"  {say['ui_rule_basis']}", "dim"), (basis_words(rule.basis, rule.code, words), "")]
    yield [(f"  {say['ui_rule_for']}", "dim"), (words.say(editions), "")]
    yield []
    for title, examples, notes in (
        ("ui_rule_passes", rule.passes, own.get("passes")),
        ("ui_rule_fails", rule.fails, own.get("fails")),
    ):
        yield [(f"  {say[title]}", "head")]
        for example, note in zip(examples, notes or [example.note for example in examples], strict=True):
            yield from _example(example, note, words)
    yield [(f"  {say['ui_rule_ignore']}", "dim"), (f"nianbao check --ignore {rule.code} …", "")]
    yield []


def _other_levels(rule: Rule, words: Catalog) -> list[tuple[str, str]]:
    """The levels of single messages, where they are others than the rule's."""
    if not rule.levels:
        return []
    levels = tuple(
        Phrase("ui_rule_level_of", {"message": message, "level": Phrase(f"ui_{level}")}) for message, level in rule.levels.items()
    )
    return [(words.say(Phrase("ui_rule_levels", {"levels": Names(levels, quoted=False, between="pause")})), "dim")]


def _example(example: Example, note: str, words: Catalog) -> Iterator[list[tuple[str, str]]]:
    say = words.phrases
    yield [(f"    {note}", "")]
    for old, new in example.edit:
        yield [(f"      {say['ui_rule_before']}", "dim"), (_shown(old), "")]
        yield [(f"      {say['ui_rule_after']}", "dim"), (_shown(new) or say["ui_rule_removed"], "")]


def _shown(words: str) -> str:
    flat = words.replace("\t", " ┊ ").replace("\n", "⏎")
    return flat if len(flat) <= 90 else flat[:89] + "…"
