"""The grammar of the sections with the rules that profiles override."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from linter.lalr import Grammar, Token, Tree, Unexpected, load_table, parse
from linter.profile.draft import Origin
from linter.profile.problem import Problem
from linter.profile.verify import Fault
from linter.resources import read_shipped
from linter.words import Names, Phrase, Word


def overridden(overrides: Sequence[tuple[str, Origin]], sections: Sequence[str]) -> Grammar | Problem:
    """The grammar with the overrides laid over it one by one, or what is wrong with them.

    Every arrangement of the sections must have a tree in which each section stands once, with its heading and its text.
    """
    from lark.exceptions import LarkError
    from lark.load_grammar import GrammarBuilder

    from linter.lalr_build import build_table

    _, last = overrides[-1]
    builder = GrammarBuilder()
    builder.load_grammar(read_shipped("grammar", "report.lark"), "report.lark")
    for text, origin in overrides:
        try:
            builder.load_grammar(text, origin.source.path)
        except LarkError as error:
            return _refused(origin, error, text)
    try:
        grammar = load_table(build_table(builder.build(), "report"))
    except LarkError as error:
        return _refused(last, error, overrides[-1][0])
    lost = _lost(grammar, sections)
    if lost:
        said = Phrase("config_grammar_loses", {"names": Names(tuple(lost), quoted=False)})
        return last.problem(Fault(last.path, said, Phrase("config_grammar_cure")))
    return grammar


def _refused(origin: Origin, error: Any, text: str) -> Problem:
    """What lark says, in short: its first line."""
    reason = str(error).strip().partition("\n")[0]
    params: dict[str, Word] = {"reason": reason}
    return origin.problem(Fault(origin.path, Phrase("config_grammar", params), Phrase("config_grammar_cure")))


def _lost(grammar: Grammar, sections: Sequence[str]) -> list[str]:
    """The sections that some arrangement of headings leaves without their place in the tree."""
    block = Token("BLOCK", [])
    arrangements: list[list[Token]] = [[Token(key.upper(), []) for key in sections]]
    arrangements += [[Token("ABSENT" if each == key else each.upper(), []) for each in sections] for key in sections]
    arrangements.append([Token("ABSENT", []) for _ in sections])
    for heads, extra in product(arrangements, ("", "DISPLACED", "REPEATED")):
        tokens = [block]
        for head in heads:
            tokens += [head, block, *([Token(extra, []), block] if extra else [])]
        try:
            tree = parse(grammar, tokens)
        except Unexpected as wrong:
            return [wrong.token.type.lower() or sections[-1]]
        found = [child.data for child in tree.children if isinstance(child, Tree) and len(child.children) == 2]
        lost = [key for key in sections if found.count(key) != 1]
        if lost:
            return lost
    return []
