"""Places of one kind told in one finding: the first is where it stands, the others are related."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linter.document import Block
from linter.finding import Pointer, Said
from linter.named_tuple import NamedTuple
from linter.report import NOTHING, Report
from linter.text import Span
from linter.words import Names, Word

# more places of one kind in one section say nothing more, and a text may be nothing else
MOST = 100
_MOST_RELATED = 10
_MOST_NAMED = 3


class Spot(NamedTuple):
    """A place in the text: address, span, and the words that stand there."""

    at: str
    span: Span
    words: str


def told(message: str, spots: Sequence[Spot], params: Mapping[str, Word] = NOTHING) -> Said:
    """A finding on all the places; `words` names what stands there, `count` says how many they are."""
    first, *others = spots
    names = tuple(dict.fromkeys(spot.words for spot in spots))
    return Said(
        message,
        first.at,
        first.span,
        {"words": Names(names, most=_MOST_NAMED), "count": str(len(spots)), **params},
        tuple(Pointer(spot.at, spot.span, spot.words) for spot in others[:_MOST_RELATED]),
    )


def quoted(words: str, place: int) -> bool:
    """Whether a place of folded words stands inside quotation marks of its line."""
    return words.count('"', words.rfind("\n", 0, place) + 1, place) % 2 == 1


def address_of(report: Report, span: Span) -> str:
    """The address of the part of the report that a span stands in."""
    return next((key for key, blocks in _parts(report) if any(_inside(span, block.span) for block in blocks)), "preamble")


def _parts(report: Report) -> Iterator[tuple[str, Sequence[Block]]]:
    yield "preamble", report.preamble
    for key, section in report.sections.items():
        yield key, section.blocks


def _inside(span: Span, outer: Span) -> bool:
    return outer.start <= span.start < outer.end
