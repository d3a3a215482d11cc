"""The dates that a report is signed or published with: lines that hold a date and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from linter.document import Block, Paragraph, Row
from linter.fold import fold, number_of, squeeze
from linter.report import Signed, Title
from linter.text import Span

_LINE = re.compile(
    r"[(]?(?:(?:发布|成文|公布|发文|印发|更新)?(?:日期|时间):)?"
    r"(?P<year>20\d\d|二[〇零○O0]二[〇零○O0一二三四五六七八九])(?:年|[-/.])(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})(?:月|[-/.])"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日?(?:\d{1,2}:\d{2}(?::\d{2})?)?[)]?"
)
_FIGURES = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0"}
_PUBLISHED = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FIRST, _LAST = 6, 4


def find_signed(front: Sequence[Block], blocks: Sequence[Block]) -> tuple[Signed, ...]:
    """Dates on lines of their own: among the first lines around the title, and among the last ones of the report."""
    last = [block for block in blocks[-_LAST:] if block not in front[:_FIRST]]
    return tuple(_read([*front[:_FIRST], *last]))


def published(metadata: Mapping[str, str], title: Title | None) -> Iterator[Signed]:
    """The date that a page says it was published; it stands at the title, which is what was published."""
    found = _PUBLISHED.fullmatch(metadata.get("published", ""))
    if found is not None:
        year, month, day = map(int, found.groups())
        yield Signed(year, month, day, title.span if title is not None else Span(0, 0))


def _read(blocks: Sequence[Block]) -> Iterator[Signed]:
    for block in blocks:
        words = block.words if isinstance(block, Paragraph) else _only_cell(block)
        if not 8 <= len(words) <= 40:
            continue
        found = _LINE.fullmatch(squeeze(fold(words)))
        if found is not None:
            year = "".join(_FIGURES.get(each, each) for each in found["year"])
            yield Signed(int(year), number_of(found["month"]) or 0, number_of(found["day"]) or 0, block.span)


def _only_cell(block: Block) -> str:
    return block.cells[0].words if isinstance(block, Row) and len(block.cells) == 1 else ""


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has none of that name."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
