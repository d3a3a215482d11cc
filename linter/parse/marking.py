"""The blocks of a document with its headings marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from linter.document import Block
from linter.named_tuple import NamedTuple
from linter.report import Heading


class Marked(NamedTuple):
    """A block, and the heading that it is, if it is one."""

    block: Block
    heading: Heading | None = None


class Marking:
    """All blocks in their order, and the few of them that are headings by their places; a `Marked` only when asked for."""

    __slots__ = ("blocks", "headings")

    def __init__(self, blocks: Sequence[Block], headings: Mapping[int, Heading]) -> None:
        self.blocks = blocks
        self.headings = headings

    @classmethod
    def of(cls, marked: Iterable[Marked]) -> Marking:
        """The same blocks and headings."""
        if isinstance(marked, Marking):
            return marked
        blocks = list(marked)
        headings = {place: each.heading for place, each in enumerate(blocks) if each.heading is not None}
        return cls([each.block for each in blocks], headings)

    def __iter__(self) -> Iterator[Marked]:
        return (Marked(block, self.headings.get(place)) for place, block in enumerate(self.blocks))

    def is_followed(self, place: int) -> bool:
        """Whether something else than a heading comes next."""
        return place + 1 < len(self.blocks) and place + 1 not in self.headings
