"""nianbao rule: the list of rules, and one rule explained."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from linter.archive.kinds import is_across
from linter.cli.common import add_help, add_language, add_profile
from linter.profile.model import Example, Rule
from linter.words import DEFAULT, Catalog, Names, Phrase, Word


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "rule", help="列出规则，或说明一条规则", description="不带参数列出全部规则；带代码或名称，说明那一条。", add_help=False
    )
    add_help(parser)
    parser.add_argument("rule", nargs="*", metavar="规则", help="规则代码、代码开头或名称，例如 C301")
    add_profile(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the rules; 0, or 2 for a rule that does not exist."""
    from linter.cli import FAILED, fail
    from linter.cli.prepare import Stopped, prepared
    from linter.render.text import print_lines
    from linter.select import UnknownRule, codes

    remarks = _remarks(options.rule)
    try:
        _, _, rules, words = prepared(options, ["."])
        chosen = codes([each for each in options.rule if not _is_of(each, remarks)], rules)
    except Stopped:
        return FAILED
    except UnknownRule as problem:
        return fail(problem.said, options.lang or DEFAULT)
    if not options.rule:
        print_lines(_list(rules, words), sys.stdout)
    for rule in rules:
        if rule.code in chosen:
            print_lines(_explain(rule, words), sys.stdout)
    print_lines(_explain_remarks(remarks, bool(options.rule), words), sys.stdout)
    return 0


def _remarks(selectors: Sequence[str]) -> list[Mapping[str, str]]:
    """What is said of entries that silence, as far as it is asked for."""
    from linter.profile.load import shipped_norm

    return [each for each in shipped_norm().data["remark"] if not selectors or any(_is_of(name, [each]) for name in selectors)]


def _is_of(selector: str, remarks: Sequence[Mapping[str, str]]) -> bool:
    from linter.select import means

    return selector.upper() != "ALL" and any(means(selector, each["code"], each["name"]) for each in remarks)


def _explain_remarks(remarks: Sequence[Mapping[str, str]], whole: bool, words: Catalog) -> Iterator[list[tuple[str, str]]]:
    """The remarks, a line each; with `whole`, what to do as well."""
    say = words.phrases
    for each in remarks:
        level, title = (f"{say['ui_' + each['level']]}  ", each["level"]), say[f"silence_title_{each['key']}"]
        yield [(f"{each['code']}  ", "head"), level, (title, ""), (f"  [{each['name']}]", "dim")]
        if whole:
            yield [(f"  {say['ui_rule_help']}", "dim"), (say[f"silence_{each['key']}_help"], "")]
            yield []


def _list(rules: tuple[Rule, ...], words: Catalog) -> Iterator[list[tuple[str, str]]]:
    for rule in rules:
        yield [
            (f"{rule.code}  ", "head"),
            (f"{words.phrases[f'ui_{rule.level}']}  ", rule.level if rule.level != "off" else "dim"),
            (words.of_rule(rule, "title"), ""),
            (f"  [{rule.name}]", "dim"),
        ]


def _explain(rule: Rule, words: Catalog) -> Iterator[list[tuple[str, str]]]:
    say = words.phrases
    yield [(f"{rule.code} {rule.name}", "head")]
    yield [(f"  {words.of_rule(rule, 'title')}", "")]
    yield []
    level = (say[f"ui_{rule.level}"], rule.level if rule.level != "off" else "dim")
    yield [(f"  {say['ui_rule_level']}", "dim"), level, *_other_levels(rule, words)]
    yield [(f"  {say['ui_rule_why']}", "dim"), (words.of_rule(rule, "why"), "")]
    yield [(f"  {say['ui_rule_help']}", "dim"), (words.of_rule(rule, "help"), "")]
    yield [(f"  {say['ui_rule_basis']}", "dim"), (_basis(rule, words), "")]
    yield from _meant_for(rule, words)
    yield []
    for title, examples, notes in (
        ("ui_rule_passes", rule.passes, words.notes_of(rule, "passes")),
        ("ui_rule_fails", rule.fails, words.notes_of(rule, "fails")),
    ):
        if not examples:
            continue  # of rules that look at many reports
        yield [(f"  {say[title]}", "head")]
        for example, note in zip(examples, notes, strict=True):
            yield from _example(example, note, words)
    leave_out = f"nianbao check --ignore {rule.code} …"
    if rule.level == "off":
        leave_out = words.say(Phrase("ui_rule_off", {"code": rule.code}))
    elif rule.locked:
        leave_out += say["ui_rule_locked"]
    yield [(f"  {say['ui_rule_ignore']}", "dim"), (leave_out, "")]
    yield []


def _other_levels(rule: Rule, words: Catalog) -> list[tuple[str, str]]:
    """The levels of single messages, and those for single kinds of bodies, where they are others than the rule's."""
    titles = _titles()
    others: list[tuple[Word, str]] = [*rule.levels.items(), *((titles[body], level) for body, level in rule.body_levels.items())]
    if not others:
        return []
    levels = tuple(Phrase("ui_rule_level_of", {"message": each, "level": Phrase(f"ui_{level}")}) for each, level in others)
    return [(words.say(Phrase("ui_rule_levels", {"levels": Names(levels, quoted=False, between="pause")})), "dim")]


def _basis(rule: Rule, words: Catalog) -> str:
    """Documents and clauses; of practice it is said that it is no law."""
    from linter.render.text import PRACTICE, basis_words

    shown = []
    for each in rule.basis:
        told = basis_words((each,), words.practice_of(rule), words)
        if each.doc == PRACTICE:
            clause = told.removeprefix(words.phrases["ui_practice"]).strip()
            told = words.say(Phrase("ui_rule_practice_is", {"clause": clause}) if clause else Phrase("ui_rule_practice"))
        shown.append(told)
    return words.phrases["semicolon"].join(shown)


def _meant_for(rule: Rule, words: Catalog) -> Iterator[list[tuple[str, str]]]:
    """Forms, bodies and years that the rule is for, and whether it needs last year's report."""
    from linter.profile.load import shipped_norm

    say = words.phrases
    editions = Names(tuple(map(shipped_norm().edition_name, rule.editions)), quoted=False, between="semicolon")
    titles = _titles()
    bodies = words.say(Names(tuple(titles[body] for body in rule.bodies), quoted=False)) or say["ui_rule_any"]
    if rule.named:
        named = words.say(Phrase("ui_rule_named", {"named": rule.named}))
        bodies = f"{bodies}{say['semicolon']}{named}" if rule.bodies else named
    yield [(f"  {say['ui_rule_for']}", "dim"), (words.say(editions), "")]
    yield [(f"  {say['ui_rule_bodies']}", "dim"), (bodies, "")]
    yield [(f"  {say['ui_rule_years']}", "dim"), (words.say(_years(rule)), "")]
    if any(example.previous for example in rule.fails):
        yield [(f"  {say['ui_rule_needs']}", "dim"), (say["ui_rule_previous"], "")]
    if is_across(rule):
        yield [(f"  {say['ui_rule_needs']}", "dim"), (say["archive_needs"], "")]


def _years(rule: Rule) -> Phrase:
    """The years that the rule is for."""
    if rule.since and rule.since == rule.until:
        return Phrase("ui_rule_one_year", {"since": str(rule.since)})
    if rule.since and rule.until:
        return Phrase("ui_rule_between", {"since": str(rule.since), "until": str(rule.until)})
    if rule.since:
        return Phrase("ui_rule_since", {"year": str(rule.since)})
    return Phrase("ui_rule_until", {"year": str(rule.until)}) if rule.until else Phrase("ui_rule_any")


def _titles() -> Mapping[str, Phrase]:
    """What the kinds of bodies are called, by key."""
    from linter.profile.load import shipped_norm

    return shipped_norm().level_titles


def _example(example: Example, note: str, words: Catalog) -> Iterator[list[tuple[str, str]]]:
    say = words.phrases
    yield [(f"    {note}", "")]
    if not example.edit:
        yield [(f"      {say['ui_rule_unchanged']}", "dim")]
    yield from _edits(example.edit, words)
    if example.previous:
        yield [(f"      {say['ui_rule_beside']}", "dim")]
        yield from _edits(example.previous_edit, words)


def _edits(edit: Iterable[tuple[str, str]], words: Catalog) -> Iterator[list[tuple[str, str]]]:
    say = words.phrases
    for old, new in edit:
        yield [(f"      {say['ui_rule_before']}", "dim"), (_shown(old), "")]
        yield [(f"      {say['ui_rule_after']}", "dim"), (_shown(new) or say["ui_rule_removed"], "")]


def _shown(words: str) -> str:
    flat = words.replace("\t", " ┊ ").replace("\n", "⏎")
    return flat if len(flat) <= 90 else flat[:89] + "…"
