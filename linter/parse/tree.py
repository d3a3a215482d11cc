"""Tokens of a report into the tree of `grammar/report.lark`, and the tree into sections."""

from __future__ import annotations

from collections.abc import Sequence

from linter.document import Block
from linter.lalr import Grammar, Token, Tree, parse, shipped_grammar
from linter.parse.headings import Marked
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
    tree = parse(grammar or shipped_grammar("report"), tokens)
    front: list[Block] = []
    parts: dict[str, Part] = {}
    displaced: list[tuple[str, Tree]] = []
    for child in tree.children:
        assert isinstance(child, Tree)
        if child.data == "front":
            front.extend(_blocks(child.children[0], displaced))
            continue
        heading, body = child.children
        assert isinstance(heading, Token)
        part = parts.setdefault(child.data, Part())
        part.heading = heading.value.heading if heading.type != "ABSENT" else None
        part.blocks.extend(_blocks(body, displaced))
    for kind, misplaced in displaced:
        _place(kind, misplaced, parts)
    return front, parts


def _blocks(body: Tree | Token, displaced: list[tuple[str, Tree]]) -> list[Block]:
    blocks: list[Block] = []
    assert isinstance(body, Tree)
    for child in body.children:
        if isinstance(child, Tree):
            head = child.children[0]
            assert isinstance(head, Token)
            displaced.append((head.type, child))
        else:
            blocks += [mark.block for mark in child.value]
    return blocks


def _place(kind: str, misplaced: Tree, parts: dict[str, Part]) -> None:
    """A heading out of place takes its text to its own section."""
    head, *rest = (child for child in misplaced.children if isinstance(child, Token))
    first: Marked = head.value
    assert first.heading is not None
    part = parts[first.heading.section]
    if kind == "DISPLACED":
        part.heading, part.displaced = first.heading, True
    else:
        part.repeated.append(first.heading)
    part.blocks.extend(mark.block for token in rest for mark in token.value)
