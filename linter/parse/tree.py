"""Tokens of a report into the tree of `grammar/report.lark`, and the tree into sections."""

from __future__ import annotations

from collections.abc import Sequence

from linter.document import Block
from linter.lalr import Grammar, Token, Tree, shape, shipped_grammar
from linter.report import Heading


class Part:
    """A section as the tree has it."""

    __slots__ = ("blocks", "displaced", "heading", "repeated")

    def __init__(self) -> None:
        self.heading: Heading | None = None
        self.blocks: list[Block] = []
        self.displaced = False
        self.repeated: list[Heading] = []


def parse_sections(tokens: Sequence[Token], grammar: Grammar | None = None) -> tuple[list[Block], dict[str, Part]]:
    """The blocks in front of the sections, and the sections by key; every block is in exactly one of them."""
    tree = shape(grammar or shipped_grammar("report"), tuple([token.type for token in tokens]))
    front: list[Block] = []
    parts: dict[str, Part] = {}
    displaced: list[list[Token]] = []
    for child in tree.children:
        assert isinstance(child, Tree)
        if child.data == "front":
            front.extend(_blocks(child.children[0], tokens, displaced))
            continue
        heading, body = child.children
        token = _token(heading, tokens)
        part = parts.setdefault(child.data, Part())
        part.heading = token.value if token.type != "ABSENT" else None
        part.blocks.extend(_blocks(body, tokens, displaced))
    for head, *rest in displaced:
        _place(head, rest, parts)
    return front, parts


def _token(leaf: Tree | Token, tokens: Sequence[Token]) -> Token:
    """The token that stands at this place in the tree."""
    assert isinstance(leaf, Token)
    found: Token = tokens[leaf.value]
    return found


def _blocks(body: Tree | Token, tokens: Sequence[Token], displaced: list[list[Token]]) -> list[Block]:
    """The blocks of a body; headings out of place are put aside with what stands under them."""
    blocks: list[Block] = []
    assert isinstance(body, Tree)
    for child in body.children:
        if isinstance(child, Tree):
            displaced.append([_token(leaf, tokens) for leaf in child.children if isinstance(leaf, Token)])
        else:
            blocks += _token(child, tokens).value
    return blocks


def _place(head: Token, rest: Sequence[Token], parts: dict[str, Part]) -> None:
    """A heading out of place takes its text to its own section."""
    heading: Heading = head.value
    part = parts[heading.section]
    if head.type == "DISPLACED":
        part.heading, part.displaced = heading, True
    else:
        part.repeated.append(heading)
    for token in rest:
        part.blocks.extend(token.value)
