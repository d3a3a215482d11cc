"""What no fix may do: change a number, touch a value or a comment for the program, or change lines and cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from linter.document import Paragraph, Picture
from linter.finding import Edit, Fix
from linter.fold import fold, numeral
from linter.report import Report
from linter.table.number import looks_like_value
from linter.text import Span

_NUMBERS = re.compile(r"\d+(?:[.,:]\d+)*|[〇零一二两三四五六七八九十百千万亿]+")
_FIGURES = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}")
# words with a numeral in them that count nothing
_NO_NUMBERS = re.compile("下一步|进一步|统一|万一")
_STRUCTURE = frozenset("\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029|｜│┃")
_BEFORE_MARK = re.compile(r"(?:^|[。;:!])\s*\($")


class Guard:
    """Tells which fixes of a report's findings may be applied."""

    __slots__ = ("_blocks", "_content", "_kept", "_text")

    def __init__(self, report: Report) -> None:
        self._text = report.document.text
        self._content = self._text.content
        self._blocks = [part for block in report.document.blocks for part in _parts(block)]
        self._kept = sorted({*_values(report, self._blocks), *(comment.span for comment in report.document.comments)})

    def allows(self, fix: Fix) -> bool:
        """Whether a fix changes words only, and no numbers other than those of headings."""
        edits = sorted(fix.edits)
        if not edits or any(one.span.end > other.span.start for one, other in pairwise(edits)):
            return False
        return all(map(self._is_wordy, edits)) and self._same_numbers(edits)

    def _is_wordy(self, edit: Edit) -> bool:
        start, end = edit.span
        if not 0 <= start <= end <= len(self._content) or not _STRUCTURE.isdisjoint(self._content[start:end] + edit.words):
            return False
        return all(end < kept.start or kept.end < start for kept in self._kept)

    def _same_numbers(self, edits: Sequence[Edit]) -> bool:
        """Whether the lines from the first edit to the last hold the same numbers as before."""
        text = self._text
        first = text.line_span(text.position(edits[0].span.start).line).start
        last = text.line_span(text.position(edits[-1].span.end).line).end
        others = [edit for edit in edits if not self._renumbers(edit)]
        after = edited(self._content[:last], others)[first:]
        return _numbers(self._content[first:last]) == _numbers(after)

    def _renumbers(self, edit: Edit) -> bool:
        """Whether an edit is about the number of a heading or an item, and nothing else."""
        start, end = edit.span
        part = next((each for each in self._blocks if each.span.start <= start and end <= each.span.end), None)
        if part is None:
            return False
        words = self._content[part.span.start : part.span.end]
        start, end = start - part.span.start, end - part.span.start
        before, after = fold(words[:start]), fold(words[end:])
        if _FIGURES.fullmatch(fold(words[start:end])) and _FIGURES.fullmatch(edit.words):
            in_brackets = _BEFORE_MARK.search(before) is not None and after.startswith(")")
            return in_brackets or (not before.strip() and _is_number(words[start:], end - start))
        written = words[start:end].strip()
        return not before and _is_number(edit.words, 0) and (not written or _is_number(written, 0))


def _is_number(words: str, figures: int) -> bool:
    """Whether words begin with the number of a heading: nothing else where no figures are told, else these figures first."""
    found = numeral(words)
    if found is None:
        return False
    return found.end > figures if figures else found.end == len(words)


def edited(content: str, edits: Iterable[Edit]) -> str:
    """The content with the edits made, which must not overlap."""
    pieces: list[str] = []
    place = 0
    for edit in sorted(edits):
        pieces += [content[place : edit.span.start], edit.words]
        place = edit.span.end
    return "".join((*pieces, content[place:]))


def _numbers(words: str) -> Counter[str]:
    return Counter(_NUMBERS.findall(_NO_NUMBERS.sub("", fold(words))))


def _parts(block: object) -> Iterator[Paragraph]:
    """The stretches of words of a block: a paragraph, or the cells of a row."""
    if isinstance(block, Paragraph):
        yield block
    elif not isinstance(block, Picture):
        yield from (Paragraph(cell.words, cell.span) for cell in block.cells)  # type: ignore[attr-defined]


def _values(report: Report, parts: Iterable[Paragraph]) -> Iterator[Span]:
    """Where values stand: those of the tables, and everything that could be one."""
    for table in report.tables.values():
        for row in table.rows.values():
            for value in (*row.values.values(), *row.unplaced):
                if value.span is not None and value.state not in ("blank", "absent"):
                    yield value.span
    yield from (part.span for part in parts if looks_like_value(part.words))
