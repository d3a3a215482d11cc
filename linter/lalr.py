"""Grammars at run time: the LALR tables that lark made of `grammar/*.lark`, driven without importing lark.

Importing lark costs more than reading, parsing and checking a report together (docs/design.md), so its tables are
shipped as JSON beside the grammars. When a grammar's text is not the one that its table was made of, lark is
imported and makes the table anew.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from linter.named_tuple import NamedTuple
from linter.resources import read_shipped


class Token(NamedTuple):
    """A terminal with its words or, for blocks of a report, the blocks themselves; `start` counts code points."""

    type: str
    value: Any
    start: int = 0


class Tree(NamedTuple):
    """A rule that was matched and what it was matched by."""

    data: str
    children: tuple[Tree | Token, ...]


class Grammar(NamedTuple):
    """A parse table: for each state what to do on each symbol, and the rules as (name, length, kept name).

    `shapes` has the trees of token types that came before (see `shape`).
    """

    start: int
    end: int
    states: tuple[Mapping[str, tuple[int, int]], ...]
    rules: tuple[tuple[str, int, str], ...]
    terminals: re.Pattern[str] | None
    names: Mapping[str, str]
    ignored: frozenset[str]
    silent: frozenset[str]
    shapes: dict[tuple[str, ...], Tree]


class Unexpected(Exception):
    """A token that the grammar does not allow there; `expected` are the terminals that it does."""

    def __init__(self, token: Token, expected: tuple[str, ...]) -> None:
        super().__init__(f"{token.value!r} at {token.start}, expected one of {', '.join(expected)}")
        self.token = token
        self.expected = expected


SHIFT, REDUCE = 0, 1
_MOST_SHAPES = 1000


@cache
def shipped_grammar(name: str) -> Grammar:
    """The grammar `name`.lark: from its shipped table when that is current, else made anew by lark."""
    text = read_shipped("grammar", f"{name}.lark")
    try:
        made = json.loads(read_shipped("grammar", "compiled", f"{name}.json"))
    except FileNotFoundError:
        made = {}
    if made.get("of") != fingerprint(text):
        from linter.lalr_build import build_table

        made = build_table(text)
    return load_table(made)


def fingerprint(text: str) -> int:
    """What tells one grammar text from another."""
    return zlib.crc32(text.replace("\r\n", "\n").encode())


def load_table(made: Mapping[str, Any]) -> Grammar:
    """A grammar from a table in plain JSON."""
    terminals = made["terminals"]
    pattern = (
        re.compile("|".join(f"(?P<T{index}>{source})" for index, (_, source) in enumerate(terminals))) if terminals else None
    )
    return Grammar(
        made["start"],
        made["end"],
        tuple({symbol: (action, target) for symbol, (action, target) in state.items()} for state in made["states"]),
        tuple((name, length, alias) for name, length, alias in made["rules"]),
        pattern,
        {f"T{index}": name for index, (name, _) in enumerate(terminals)},
        frozenset(made["ignored"]),
        frozenset(made["silent"]),
        {},
    )


def tokens_of(grammar: Grammar, text: str) -> list[Token]:
    """The tokens of a text.

    Raises Unexpected at a character that no terminal begins with.
    """
    tokens = []
    place = 0
    while place < len(text):
        found = grammar.terminals.match(text, place) if grammar.terminals else None
        if found is None or found.end() == place:
            raise Unexpected(Token("", text[place], place), tuple(grammar.names.values()))
        name = grammar.names[found.lastgroup or ""]
        if name not in grammar.ignored:
            tokens.append(Token(name, found.group(), place))
        place = found.end()
    return tokens


def parse(grammar: Grammar, tokens: Iterable[Token]) -> Tree:
    """The tree of the tokens; rules whose name begins with _ are replaced by their children.

    Raises Unexpected at the first token that does not fit.
    """
    states: list[int] = [grammar.start]
    values: list[Tree | Token] = []
    tokens = list(tokens)
    last = tokens[-1] if tokens else Token("", "")
    end = last.start + (len(last.value) if isinstance(last.value, str) else 0)
    for token in [*tokens, Token("$END", "", end)]:
        while True:
            action = grammar.states[states[-1]].get(token.type)
            if action is None:
                raise Unexpected(token, tuple(sorted(symbol for symbol in grammar.states[states[-1]] if symbol.isupper())))
            kind, target = action
            if kind == SHIFT:
                states.append(target)
                values.append(token)
                break
            name, length, kept = grammar.rules[target]
            children = _flat(values[len(values) - length :], grammar.silent)
            del values[len(values) - length :], states[len(states) - length :]
            values.append(Tree(kept, children))
            states.append(grammar.states[states[-1]][name][1])
            if states[-1] == grammar.end and token.type == "$END":
                break
    whole = values[0]
    assert isinstance(whole, Tree)
    return whole


def shape(grammar: Grammar, types: tuple[str, ...]) -> Tree:
    """The tree of tokens of these types, where the value of each token is its place among them.

    Most reports have their sections in the same order, so it is looked up before anything is parsed.
    Raises Unexpected at the first token that does not fit.
    """
    known = grammar.shapes.get(types)
    if known is None:
        if len(grammar.shapes) >= _MOST_SHAPES:
            grammar.shapes.clear()
        known = grammar.shapes[types] = parse(grammar, [Token(type, place) for place, type in enumerate(types)])
    return known


def _flat(values: list[Tree | Token], silent: frozenset[str]) -> tuple[Tree | Token, ...]:
    children: list[Tree | Token] = []
    for value in values:
        if isinstance(value, Tree) and value.data.startswith("_"):
            children.extend(value.children)
        elif not (isinstance(value, Token) and value.type in silent):
            children.append(value)
    return tuple(children)
