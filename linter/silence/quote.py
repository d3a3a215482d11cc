"""Words quoted to name a place: `prefix-,start,end,-suffix`, as text fragments of web addresses are written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import compress

from linter.fold import fold, squeeze
from linter.named_tuple import NamedTuple
from linter.text import Span

_ESCAPE = re.compile("%(2C|2D|25)", re.IGNORECASE)


class Quote(NamedTuple):
    """Words to find, folded and without white space: from `start` to `end` ("" for `start` alone), between the others."""

    prefix: str
    start: str
    end: str
    suffix: str


def quote_of(words: str) -> Quote | None:
    """The quotation; None for words that are none. In its parts, %2C %2D and %25 stand for comma, hyphen and percent."""
    parts = words.split(",")
    prefix = parts.pop(0)[:-1] if len(parts) > 1 and parts[0].endswith("-") else None
    suffix = parts.pop()[1:] if len(parts) > 1 and parts[-1].startswith("-") else None
    if len(parts) > 2:
        return None
    known = [None if part is None else _plain(part) for part in (prefix, *parts, suffix)]
    if "" in known:
        return None
    before, start, *ends, behind = (part or "" for part in known)
    return Quote(before, start, ends[0] if ends else "", behind)


def _plain(part: str) -> str:
    return squeeze(fold(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), part)))


class Quotable:
    """A text in which quotations are looked for: what width, quotation marks, line ends and spaces say is left aside."""

    def __init__(self, content: str) -> None:
        self.content = content

    @cached_property
    def words(self) -> str:
        """The text folded and without white space."""
        return squeeze(fold(self.content))

    @cached_property
    def places(self) -> list[int]:
        """Where each character of these words stands in the text."""
        return list(compress(range(len(self.content)), (not each.isspace() for each in fold(self.content))))

    def find(self, quote: Quote) -> list[Span]:
        """Where the quotation stands, in the order of the text; both ends of these spans rise."""
        if not quote.end:
            starts = _occurrences(self.words, quote.prefix + quote.start + quote.suffix)
            return [self._span(start + len(quote.prefix), len(quote.start)) for start in starts]
        spans = []
        ends = _occurrences(self.words, quote.end + quote.suffix)
        end = next(ends, None)
        for place in _occurrences(self.words, quote.prefix + quote.start):
            start = place + len(quote.prefix)
            while end is not None and end < start + len(quote.start):
                end = next(ends, None)
            if end is None:
                break
            spans.append(self._span(start, end + len(quote.end) - start))
        return spans

    def _span(self, start: int, length: int) -> Span:
        return Span(self.places[start], self.places[start + length - 1] + 1)


def touches(spans: Sequence[Span], span: Span) -> bool:
    """Whether a span has a character in common with one of these, both ends of which rise; an empty one has its place."""
    place = bisect_right(spans, span.start, key=lambda each: each.end)
    return place < len(spans) and spans[place].start < max(span.end, span.start + 1)


def _occurrences(text: str, words: str) -> Iterator[int]:
    """All places of words in a text, those that overlap too, in one pass (Knuth, Morris and Pratt)."""
    begin = text.find(words)
    if begin < 0:
        return
    borders, known = [0], 0
    for character in words[1:]:
        while known and character != words[known]:
            known = borders[known - 1]
        known += character == words[known]
        borders.append(known)
    known = 0
    for place in range(begin, len(text)):
        while known and (known == len(words) or text[place] != words[known]):
            known = borders[known - 1]
        known += text[place] == words[known]
        if known == len(words):
            yield place + 1 - known
