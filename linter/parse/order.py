"""The order of the sections: the heaviest run in the norm's order stays, the fewest headings are called displaced."""

from __future__ import annotations

from collections.abc import Sequence
from operator import lt

from linter.fold import numeral
from linter.lalr import Token
from linter.norm import Norm
from linter.parse.headings import Marked
from linter.report import Heading
from linter.sequence import heaviest_run

_WORDING = {"official": 3, "accepted": 2, "typo": 1, "deviating": 0}


def order_tokens(marked: Sequence[Marked], norm: Norm) -> list[Token]:
    """The tokens for `report.lark`: one a heading, one for all blocks up to the next, and ABSENT for what is nowhere.

    The value of a heading's token is its Marked, that of BLOCK a list of them.
    """
    places = [place for place, (_, heading) in enumerate(marked) if heading is not None]
    numbers = {form.key: form.number for form in norm.sections}
    order = [numbers[_heading(marked, place).section] for place in places]
    chain = set(places)
    if not all(map(lt, order, order[1:])):
        chain = {places[index] for index in heaviest_run(order, [_weight(marked, place, numbers) for place in places])}
    first_elsewhere = _first_displaced(marked, places, chain)
    tokens: list[Token] = []
    expected = 1
    done = 0
    for place in places:
        if place in chain:
            kind = _heading(marked, place).section.upper()
        elif place in first_elsewhere:
            kind = "DISPLACED"
        elif _stands_again(marked, place):
            kind = "REPEATED"
        else:
            continue
        tokens.extend(_between(marked[done:place]))
        if place in chain:
            number = numbers[_heading(marked, place).section]
            tokens += [Token("ABSENT", None)] * (number - expected)
            expected = number + 1
        tokens.append(Token(kind, marked[place], marked[place].block.span.start))
        done = place + 1
    tokens.extend(_between(marked[done:]))
    tokens += [Token("ABSENT", None)] * (len(norm.sections) + 1 - expected)
    return tokens


def _between(marked: Sequence[Marked]) -> list[Token]:
    """The one token of the blocks between two headings; none where there are no blocks."""
    return [Token("BLOCK", marked, marked[0].block.span.start)] if marked else []


def _weight(marked: Sequence[Marked], place: int, numbers: dict[str, int]) -> int:
    """How much a heading counts: chiefly that it is one, then that text follows, its own number, its wording."""
    heading = marked[place].heading
    assert heading is not None
    followed = place + 1 < len(marked) and marked[place + 1].heading is None
    own = heading.number == numbers[heading.section] and _style(heading) == "plain"
    return 100 + 20 * followed + 10 * own + _WORDING[heading.wording]


def _style(heading: Heading) -> str:
    prefix = numeral(heading.words)
    return prefix.style if prefix else ""


def _first_displaced(marked: Sequence[Marked], places: Sequence[int], chain: set[int]) -> set[int]:
    """For each section that is not in the run: its first heading outside, which stands for the section."""
    seen = {_heading(marked, place).section for place in chain}
    first: set[int] = set()
    for place in places:
        section = _heading(marked, place).section
        if place not in chain and section not in seen:
            seen.add(section)
            first.add(place)
    return first


def _stands_again(marked: Sequence[Marked], place: int) -> bool:
    """Whether a further heading of a section is a real one: numbered like a section, and not a line of a contents list."""
    heading = _heading(marked, place)
    followed = place + 1 < len(marked) and marked[place + 1].heading is None
    return followed and _style(heading) in ("plain", "part") and heading.wording != "deviating"


def _heading(marked: Sequence[Marked], place: int) -> Heading:
    heading = marked[place].heading
    assert heading is not None
    return heading
