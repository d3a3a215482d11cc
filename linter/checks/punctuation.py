"""The width of punctuation: Chinese text has full-width marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.checks.mentions import holds_any
from linter.checks.spots import Spot, told
from linter.document import Block, Paragraph, Row
from linter.finding import Edit, Fix, Said
from linter.named_tuple import NamedTuple
from linter.prose.pattern import compiled
from linter.report import Report
from linter.terms import Written
from linter.text import Span
from linter.words import Names

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}


class Width(NamedTuple):
    """The half-width marks, the pattern of one in Chinese text as it stands in the file, and that of a label with a colon.

    The label is one with which a line begins.
    """

    marks: str
    mark: Written
    label: Written


def narrow(report: Report, options: Width) -> Iterator[Said]:
    """Half-width marks between Chinese characters, one finding a section."""
    if not holds_any(report.document.text.content, options.marks):
        return
    parts: list[tuple[str, tuple[Block, ...]]] = [("preamble", report.preamble)]
    parts += [(key, section.prose) for key, section in report.sections.items()]
    for key, blocks in parts:
        spots = [spot for block in blocks for spot in _marks(report, options, key, block)]
        if spots:
            said = told("broken", spots, {"marks": Names(tuple(dict.fromkeys(spot.words for spot in spots)))})
            yield said._replace(fix=_fix(report, spots))


def _fix(report: Report, spots: Sequence[Spot]) -> Fix | None:
    """The marks in full width, without the blanks that half-width ones have behind them.

    A dot that does not end its line may be another mark, and waits until the rest is done.
    """
    known = [spot for spot in spots if spot.words in _WIDE]
    sure = [spot for spot in known if spot.words != "." or _ends_line(report, spot.span.end)]
    edits = tuple(Edit(_with_blanks(report, spot.span), _WIDE[spot.words]) for spot in sure or known)
    return Fix("safe" if sure else "unsafe", edits) if edits else None


def _with_blanks(report: Report, mark: Span) -> Span:
    content, end = report.document.text.content, mark.end
    while content[end : end + 1] == " ":
        end += 1
    return mark if _ends_line(report, end) else Span(mark.start, end)


def _ends_line(report: Report, place: int) -> bool:
    text = report.document.text
    line = text.line_span(text.position(place).line)
    return not text.content[place : line.end].strip()


def _marks(report: Report, options: Width, key: str, block: Block) -> Iterator[Spot]:
    pieces: tuple[Paragraph, ...] = ()
    if isinstance(block, Paragraph):
        pieces = (block,)
    elif isinstance(block, Row):
        pieces = tuple(Paragraph(cell.words, cell.span) for cell in block.cells)
    for piece in pieces:
        words = report.document.text.quote(piece.span)
        if not holds_any(words, options.marks):
            continue
        for found in compiled(report.norm, options.mark).finditer(words):
            # 联系人:… is how forms are written, not a sentence
            if compiled(report.norm, options.label).fullmatch(words, 0, found.end()) is None:
                start = piece.span.start + found.start()
                yield Spot(key, Span(start, start + 1), found[0])
