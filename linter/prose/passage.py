"""A stretch of prose as checks read it: sentences without line breaks, with numbers and titles marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from linter.document import Block, Paragraph, Row
from linter.fold import fold, numeral, unfolded
from linter.named_tuple import NamedTuple
from linter.parse.joined import Joined, join
from linter.prose.number import Quantity, read_quantities
from linter.text import Span

# one mark a character, so that places stay true; no text has these code points
COUNT, TITLE, ABOUT = "\ufdd0", "\ufdd1", "\ufdd2"
# of a count with several characters: so a pattern finds it whole or not at all, and needs no look at what stands beside it
FIRST, INNER, LAST = "\ufdd4", "\ufdd5", "\ufdd6"

_TITLES = re.compile(r"(?<=《)[^《》\n]{1,90}(?=》)")
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]?")
_END, SENTENCE_ENDS = "。", "。!?\n"
_ENDS = unfolded("。;:!?")
# a program breaks lines at one width: most lines come near it, and none is very long
_WRAPPED = 0.7
_SHORTEST, _LONGEST = 15, 90


class Sentence(NamedTuple):
    """A sentence of a passage: its place in it, and its words with numbers and titles marked."""

    start: int
    end: int
    masked: str


class Passage:
    """The prose at an address.

    `words` are folded, without white space, one paragraph a line, lines that a program broke put together again.
    `masked` are the same with counts as `COUNT` or from `FIRST` to `LAST`, numbers that are only about right as `ABOUT`,
    and the titles in 《》 as `TITLE`, character for character.
    """

    __slots__ = ("_ends", "_joined", "_masked", "_parts", "_quantities", "_sentences", "_starts", "at", "words")

    def __init__(self, at: str, blocks: Iterable[Block]) -> None:
        self.at = at
        self._parts: list[Sequence[Paragraph]] = []
        squeezed: list[str] = []
        for part in _paragraphs(list(blocks)):
            # white space is all that parts words, in one paragraph and from one to the next
            bare = "".join((part[0].words if len(part) == 1 else " ".join([block.words for block in part])).split())
            if bare:
                self._parts.append(part)
                squeezed.append(bare)
        self._starts = list(accumulate([len(bare) + 1 for bare in squeezed], initial=0))
        self._joined: dict[int, Joined] = {}
        self.words = fold("\n".join(squeezed))
        self._quantities: dict[int, Quantity] | None = None
        self._masked = ""
        self._ends = ""
        self._sentences: dict[int, Sentence] = {}

    def span(self, start: int, end: int) -> Span:
        """The place in the file of words[start:end]."""
        first, _ = self._place(start)
        _, last = self._place(max(end - 1, start))
        return Span(first, max(last, first + 1))

    def _place(self, index: int) -> tuple[int, int]:
        number = max(bisect_right(self._starts, index, hi=len(self._parts)) - 1, 0)
        part = self._joined.get(number)
        if part is None:
            part = self._joined[number] = join(self._parts[number])
        place = min(index - self._starts[number], len(part.words) - 1)
        return part.span(place, place + 1)

    @property
    def quantities(self) -> dict[int, Quantity]:
        """The counts and amounts by the place where they begin; none out of a title."""
        if self._quantities is None:
            self._read()
        assert self._quantities is not None
        return self._quantities

    @property
    def masked(self) -> str:
        """The words with numbers and titles marked."""
        if self._quantities is None:
            self._read()
        return self._masked

    def _read(self) -> None:
        masked = self.words
        if "《" in masked:
            masked = _TITLES.sub(lambda found: TITLE * len(found[0]), masked)
        self._quantities = quantities = {quantity.start: quantity for quantity in read_quantities(masked)}
        if quantities:
            pieces: list[str] = []
            done = 0
            for start, quantity in quantities.items():
                stop = quantity.stop
                pieces += [masked[done:start], ABOUT * (stop - start) if quantity.about else count_mark(stop - start)]
                done = stop
            masked = "".join([*pieces, masked[done:]])
        self._masked = masked

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The sentences in their order."""
        return [Sentence(found.start(), found.end(), found[0]) for found in _SENTENCE.finditer(self.masked)]

    def sentence_at(self, place: int) -> Sentence:
        """The sentence of the character at a place, which ends no sentence."""
        masked = self.masked
        if not self._ends:
            self._ends = masked.replace("!", _END).replace("?", _END).replace("\n", _END)
        start = self._ends.rfind(_END, 0, place) + 1
        found = self._sentences.get(start)
        if found is None:
            end = self._ends.find(_END, place)
            end = len(masked) if end < 0 else end + (masked[end] != "\n")
            found = self._sentences[start] = Sentence(start, end, masked[start:end])
        return found


def count_mark(length: int) -> str:
    """What stands for a count of so many characters in masked words."""
    return COUNT if length == 1 else f"{FIRST}{INNER * (length - 2)}{LAST}"


def has_count(masked: str) -> bool:
    """Whether masked words hold a count."""
    return COUNT in masked or FIRST in masked


def _paragraphs(blocks: Sequence[Block]) -> list[Sequence[Paragraph]]:
    """Blocks that are one paragraph: a line of the usual width that ends in mid-sentence goes on in the next."""
    widths = sorted([len(block.words) for block in blocks if isinstance(block, Paragraph) and len(block.words) >= _SHORTEST])
    usual = widths[len(widths) // 2] if widths else 0
    parts: list[Sequence[Paragraph]] = []
    waiting: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if waiting and not block.after_gap and _goes_on(waiting[-1].words, block.words, usual):
                waiting.append(block)
            else:
                waiting = [block]
                parts.append(waiting)
        elif isinstance(block, Row):
            waiting = []
            parts += [[Paragraph(cell.words, cell.span)] for cell in block.cells]
    return parts


def _goes_on(before: str, words: str, usual: int) -> bool:
    if usual > _LONGEST or len(before) < max(usual * _WRAPPED, _SHORTEST):
        return False
    return before.rstrip()[-1:] not in _ENDS and numeral(words) is None
