"""Lark's LALR tables as plain JSON: run by `make grammar`, and when a grammar differs from its shipped table.

usage: python -m linter.lalr_build
"""

from __future__ import annotations

import json
import os
from typing import Any

from linter.lalr import REDUCE, SHIFT, fingerprint
from linter.resources import read_shipped, shipped

GRAMMARS = {"report": "report", "formula": "identity"}


def build_table(grammar: Any, start: str | None = None) -> dict[str, Any]:
    """The parse table of a grammar (its text, or lark's Grammar), as `linter.lalr.load_table` reads it.

    Raises lark's GrammarError when the text is no LALR grammar.
    """
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    start = start or next(line.partition(":")[0].strip() for line in grammar.splitlines() if line and line[0].isalpha())
    built = Lark(grammar, parser="lalr", lexer="basic", start=start, keep_all_tokens=False)
    # lark has no public way to its table; tests hold this reading of it against lark's own parses
    table = built.parser.parser._parse_table
    numbers = _numbered(table, start)
    rules = sorted(
        {target for actions in table.states.values() for action, target in actions.values() if action is not Shift}, key=_rule_key
    )
    places = {rule: place for place, rule in enumerate(rules)}
    states: list[dict[str, tuple[int, int]]] = [
        {
            symbol: (SHIFT, numbers[target]) if action is Shift else (REDUCE, places[target])
            for symbol, (action, target) in sorted(table.states[state].items())
        }
        for state in numbers
    ]
    ordered = sorted(
        built.terminals,
        key=lambda each: (-each.priority, -each.pattern.max_width, -len(each.pattern.value), each.name),
    )
    return {
        "of": fingerprint(grammar) if isinstance(grammar, str) else 0,
        "start": numbers[table.start_states[start]],
        "end": numbers[table.end_states[start]],
        "states": states,
        "rules": [(rule.origin.name, len(rule.expansion), rule.alias or rule.origin.name) for rule in rules],
        "terminals": [(each.name, each.pattern.to_regexp()) for each in ordered],
        "ignored": list(built.ignore_tokens),
        "silent": sorted(
            {symbol.name for rule in built.rules for symbol in rule.expansion if getattr(symbol, "filter_out", False)}
        ),
    }


def _numbered(table: Any, start: str) -> dict[Any, int]:
    """The states in an order that depends on nothing but the grammar: as they are reached from the start."""
    from lark.parsers.lalr_analysis import Shift

    reached = {table.start_states[start]: 0}
    waiting = list(reached)
    for state in waiting:
        for _, (action, target) in sorted(table.states[state].items(), key=lambda each: each[0]):
            if action is Shift and target not in reached:
                reached[target] = len(reached)
                waiting.append(target)
    return reached


def _rule_key(rule: Any) -> tuple[str, tuple[str, ...], str]:
    return rule.origin.name, tuple(symbol.name for symbol in rule.expansion), rule.alias or ""


def main() -> None:
    """Write the tables of all shipped grammars."""
    folder = os.path.join(shipped("grammar"), "compiled")
    os.makedirs(folder, exist_ok=True)
    for name, start in GRAMMARS.items():
        table = build_table(read_shipped("grammar", f"{name}.lark"), start)
        with open(os.path.join(folder, f"{name}.json"), "w", encoding="utf-8", newline="\n") as file:
            json.dump(table, file, ensure_ascii=False, separators=(",", ":"))
            file.write("\n")


if __name__ == "__main__":
    main()
