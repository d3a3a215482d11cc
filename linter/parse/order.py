"""The order of the sections: the heaviest run in the norm's order stays, the fewest headings are called displaced."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from operator import lt

from linter.document import Block
from linter.fold import numeral
from linter.lalr import Token
from linter.norm import Norm
from linter.parse.marking import Marked, Marking
from linter.report import Heading
from linter.sequence import heaviest_run

_WORDING = {"official": 3, "accepted": 2, "typo": 1, "deviating": 0}


def order_tokens(marked: Iterable[Marked], norm: Norm) -> list[Token]:
    """The tokens for `report.lark`: one a heading, one for all blocks up to the next, and ABSENT for what is nowhere.

    The value of a heading's token is the heading, that of BLOCK a list of blocks.
    """
    marking = Marking.of(marked)
    blocks, headings = marking.blocks, marking.headings
    numbers = {form.key: form.number for form in norm.sections}
    places = list(headings)
    order = [numbers[heading.section] for heading in headings.values()]
    chain = set(places)
    if not all(map(lt, order, order[1:])):
        chain = {places[index] for index in heaviest_run(order, [_weight(marking, place, numbers) for place in places])}
    first_elsewhere = _first_displaced(headings, chain)
    tokens: list[Token] = []
    expected = 1
    done = 0
    for place, heading in headings.items():
        if place in chain:
            kind = heading.section.upper()
        elif place in first_elsewhere:
            kind = "DISPLACED"
        elif _stands_again(marking, place):
            kind = "REPEATED"
        else:
            continue
        tokens.extend(_between(blocks[done:place]))
        if place in chain:
            number = numbers[heading.section]
            tokens += [Token("ABSENT", None)] * (number - expected)
            expected = number + 1
        tokens.append(Token(kind, heading, blocks[place].span.start))
        done = place + 1
    tokens.extend(_between(blocks[done:]))
    tokens += [Token("ABSENT", None)] * (len(norm.sections) + 1 - expected)
    return tokens


def _between(blocks: Sequence[Block]) -> list[Token]:
    """The one token of the blocks between two headings; none where there are no blocks."""
    return [Token("BLOCK", blocks, blocks[0].span.start)] if blocks else []


def _weight(marking: Marking, place: int, numbers: Mapping[str, int]) -> int:
    """How much a heading counts: chiefly that it is one, then that text follows, its own number, its wording."""
    heading = marking.headings[place]
    own = heading.number == numbers[heading.section] and _style(heading) == "plain"
    return 100 + 20 * marking.is_followed(place) + 10 * own + _WORDING[heading.wording]


def _style(heading: Heading) -> str:
    prefix = numeral(heading.words)
    return prefix.style if prefix else ""


def _first_displaced(headings: Mapping[int, Heading], chain: Container[int]) -> set[int]:
    """For each section that is not in the run: its first heading outside, which stands for the section."""
    seen = {heading.section for place, heading in headings.items() if place in chain}
    first: set[int] = set()
    for place, heading in headings.items():
        if place not in chain and heading.section not in seen:
            seen.add(heading.section)
            first.add(place)
    return first


def _stands_again(marking: Marking, place: int) -> bool:
    """Whether a further heading of a section is a real one: numbered like a section, and not a line of a contents list."""
    heading = marking.headings[place]
    return marking.is_followed(place) and _style(heading) in ("plain", "part") and heading.wording != "deviating"
