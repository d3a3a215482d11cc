"""The own LALR driver against lark itself: the same trees, the same complaints; and shipped tables that are current."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import permutations
from random import Random
from typing import Any

import pytest
import tomli
from generator.form import section_heading, section_titles
from lark import Lark, UnexpectedCharacters, UnexpectedToken
from lark import Token as LarkToken
from lark import Tree as LarkTree

from linter.lalr import Token, Tree, Unexpected, fingerprint, parse, shipped_grammar, tokens_of
from linter.lalr_build import GRAMMARS, build_table
from linter.parse.headings import mark_headings
from linter.parse.order import order_tokens
from linter.profile.load import shipped_norm
from linter.read import read_text
from linter.resources import read_shipped, shipped

KEYS = tuple(section_titles())
REPORT = Lark(read_shipped("grammar", "report.lark"), parser="lalr", start="report")
FORMULA = Lark(read_shipped("grammar", "formula.lark"), parser="lalr", lexer="basic", start="identity")
Plain = tuple[Any, ...]


def own(tree: Tree | Token) -> Plain:
    """A tree of the own driver as tuples."""
    return (tree.data, *map(own, tree.children)) if isinstance(tree, Tree) else (tree.type, tree.value)


def larks(tree: LarkTree[LarkToken] | LarkToken) -> Plain:
    """A tree of lark as tuples."""
    if isinstance(tree, LarkTree):
        return (str(tree.data), *map(larks, tree.children))
    return (tree.type, tree.value)


def by_own(types: list[str]) -> Plain:
    """The tree of these tokens or, where they do not fit, which one does not and what would have."""
    tokens = [Token(type_, place) for place, type_ in enumerate(types)]
    try:
        return own(parse(shipped_grammar("report"), tokens))
    except Unexpected as problem:
        return (
            "unexpected",
            problem.token.type,
            tokens.index(problem.token) if problem.token in tokens else -1,
            {*problem.expected},
        )


def by_lark(types: list[str]) -> Plain:
    """The same from lark."""
    parser = REPORT.parse_interactive()
    tokens = [LarkToken(type_, place) for place, type_ in enumerate(types)]
    place = 0
    try:
        for place, token in enumerate(tokens):  # noqa: B007
            parser.feed_token(token)
        place = -1
        return larks(parser.feed_eof())
    except UnexpectedToken as problem:
        return ("unexpected", problem.token.type, place, {*problem.expected})


@pytest.mark.parametrize("size", range(7))
def test_sections_in_every_order(size: int) -> None:
    norm = shipped_norm()
    for order in permutations(KEYS, size):
        # the first section once more at the end, so that repeated headings come too
        lines = ["开头。", *(line for key in (*order, *order[:1]) for line in (section_heading(key), f"{key} 的一句话。"))]
        types = [token.type for token in order_tokens(list(mark_headings(read_text("\n".join(lines)), norm)), norm)]
        tree = by_lark(types)
        assert tree[0] == "report", types
        assert by_own(types) == tree, types


def legal(rng: Random) -> list[str]:
    """Tokens of a report with anything between the headings."""
    types: list[str] = []
    for heading in ("", *KEYS):
        if heading:
            types.append(rng.choice((heading.upper(), "ABSENT")))
        types += ["BLOCK"] * rng.randint(0, 2)
        for _ in range(rng.choice((0, 0, 1, 3))):
            types += [rng.choice(("DISPLACED", "REPEATED")), *["BLOCK"] * rng.randint(0, 2)]
    return types


def test_legal_sequences() -> None:
    for seed in range(1500):
        types = legal(Random(seed))
        tree = by_lark(types)
        assert tree[0] == "report"
        assert by_own(types) == tree, types


def test_broken_sequences() -> None:
    refused = 0
    for seed in range(1500):
        rng = Random(seed)
        types = legal(rng)
        for _ in range(rng.randint(1, 3)):
            place = rng.randrange(len(types))
            types[place : place + rng.randint(0, 2)] = rng.choices(
                ["BLOCK", "ABSENT", "REPEATED", "OVERVIEW", "OTHER"], k=rng.randint(0, 2)
            )
        answer = by_lark(types)
        refused += answer[0] == "unexpected"
        assert by_own(types) == answer, types
    assert refused > 500


def shipped_formulas() -> list[str]:
    """Every `holds` of the rules."""
    found: list[str] = []
    for name in sorted(os.listdir(shipped("rules"))):
        if name.endswith(".toml"):
            rules = tomli.loads(read_shipped("rules", name)).get("rule", [])
            found += [each["holds"] for rule in rules for each in (rule, rule.get("options", {})) if "holds" in each]
    return found


FORMULAS = [
    "甲 = 乙", "甲 + 乙 = 丙 + 丁", "甲 - 乙 - 丙 <= 丁", "甲 >= 0", "甲 + 1.5 = 乙", "sum(不予公开.*) = 甲",
    "甲=sum(乙.*)+sum(丙.*)-丁",
    "@上年.结转下年度 = 上年结转", "sum不 = 甲", "本年新收 = 本年 + 新收", "  甲\n+ 乙\t= 12  ", "甲 = 007", "甲（一） = 乙、丙",
]  # fmt: skip
BAD = [
    "", "甲", "= 甲", "甲 =", "甲 = 乙 = 丙", "甲 + = 乙", "甲 乙 = 丙", "甲 == 乙", "甲 < 乙", "sum(甲) = 乙", "sum(甲.* = 乙",
    "甲 = 乙 +",
    "@去年.甲 = 乙", "甲 = 1.", "甲 * 2 = 乙", "甲 = (乙)", "@上年. = 甲", "甲 = 乙,", "1 2 = 甲", "甲+-乙=丙", "总和sum( = 甲",
]  # fmt: skip


def formula_by_own(text: str) -> Plain:
    """The tree of a formula, or where it is wrong."""
    grammar = shipped_grammar("formula")
    try:
        return own(parse(grammar, tokens_of(grammar, text)))
    except Unexpected as problem:
        return ("unexpected", problem.token.type, problem.token.start)


def formula_by_lark(text: str) -> Plain:
    """The same from lark, which takes words before it parses: a wrong character comes first."""
    try:
        list(FORMULA.lex(text))
        return larks(FORMULA.parse(text))
    except UnexpectedCharacters as problem:
        return ("unexpected", "", problem.pos_in_stream)
    except UnexpectedToken as problem:
        return ("unexpected", problem.token.type, len(text) if problem.token.type == "$END" else problem.token.start_pos)


@pytest.mark.parametrize("text", [*FORMULAS, *shipped_formulas()])
def test_formulas(text: str) -> None:
    tree = formula_by_lark(text)
    assert tree[0] == "identity"
    assert formula_by_own(text) == tree


@pytest.mark.parametrize("text", BAD)
def test_bad_formulas_are_refused_at_their_place(text: str) -> None:
    answer = formula_by_lark(text)
    assert answer[0] == "unexpected"
    assert formula_by_own(text) == answer


def test_random_formulas() -> None:
    terms, signs = ["甲", "本年", "sum(乙.*)", "@上年.丙", "3", "1.5"], [" + ", "-", " - "]
    others = ["", "sum(", ".*)", "@上年.", "(", "*", " ", "\n", "甲", "=", "+", "1"]
    good = 0
    for seed in range(3000):
        rng = Random(seed)
        parts = [rng.choice(terms), rng.choice([" = ", "<=", " >= "]), rng.choice(terms)]
        for _ in range(rng.randint(0, 3)):
            parts += [rng.choice(signs), rng.choice(terms)]
        for _ in range(rng.choice((0, 0, 1, 2))):
            parts[rng.randrange(len(parts))] = rng.choice(others)
        text = "".join(parts)
        answer = formula_by_lark(text)
        good += answer[0] == "identity"
        # at the end of the text the place has its own test above
        compared = 2 if "$END" in answer else len(answer)
        assert formula_by_own(text)[:compared] == answer[:compared], text
    assert 1000 < good < 2500


def canonical(table: dict[str, Any]) -> dict[str, Any]:
    """A table with its states numbered in the order in which they are reached, and rules by their own words."""
    states, numbers, queue = table["states"], {table["start"]: 0}, [table["start"]]
    for state in queue:
        for symbol in sorted(states[state]):
            action, target = states[state][symbol]
            if action == 0 and target not in numbers:
                numbers[target] = len(numbers)
                queue.append(target)
    rows = [
        {
            symbol: (0, numbers[target]) if action == 0 else (1, *table["rules"][target])
            for symbol, (action, target) in states[state].items()
        }
        for state in queue
    ]
    return {**table, "states": rows, "start": 0, "end": numbers[table["end"]], "rules": sorted(map(tuple, table["rules"]))}


@pytest.mark.parametrize("name", GRAMMARS)
def test_shipped_tables_are_current(name: str) -> None:
    text = read_shipped("grammar", f"{name}.lark")
    shipped_table = json.loads(read_shipped("grammar", "compiled", f"{name}.json"))
    built = json.loads(json.dumps(build_table(text, GRAMMARS[name])))
    assert shipped_table["of"] == fingerprint(text)
    assert canonical(shipped_table) == canonical(built), "run `make grammar`"


def test_every_grammar_has_a_table_and_no_table_is_left_over() -> None:
    grammars = {name.removesuffix(".lark") for name in os.listdir(shipped("grammar")) if name.endswith(".lark")}
    assert grammars == set(GRAMMARS)
    assert set(os.listdir(os.path.join(shipped("grammar"), "compiled"))) == {f"{name}.json" for name in grammars}


def test_tables_are_the_same_whenever_they_are_built() -> None:
    program = "import json; from linter.lalr_build import *\n"
    program += "print(json.dumps([build_table(read_shipped('grammar', f'{name}.lark'), GRAMMARS[name]) for name in GRAMMARS]))"
    command = [sys.executable, "-c", program]
    built = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2", "3")
    ]
    assert built[0] == built[1] == built[2], "`make grammar` would write another file each time"


def test_a_changed_grammar_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(folder: str, *parts: str) -> str:
        text = read_shipped(folder, *parts)
        return f"{text}\n// one more line\n" if parts == ("formula.lark",) else text

    monkeypatch.setattr("linter.lalr.read_shipped", changed)
    shipped_grammar.cache_clear()
    try:
        assert formula_by_own("甲 + 乙 = 丙") == formula_by_lark("甲 + 乙 = 丙")
    finally:
        shipped_grammar.cache_clear()
