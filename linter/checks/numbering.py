"""Sub-headings inside a section: another style than the sections' own, and numbers that run on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.document import Paragraph
from linter.finding import Edit, Fix, Pointer, Said
from linter.fold import NUMERALS, fold, numeral
from linter.named_tuple import NamedTuple
from linter.report import Report, Section
from linter.text import Span
from linter.words import Names

_INLINE = re.compile(r"(?:^|[。;:!])\s*(?P<mark>\((?P<number>[一二三四五六七八九十]{1,3})\))")
_FIGURES = re.compile(r"[一二三四五六七八九十]+|\d+")


class _Mark(NamedTuple):
    """A number in front of a sub-heading: `written` is where it stands, `figures` its figures alone."""

    style: str
    number: int
    words: str
    span: Span
    written: Span
    figures: Span


def run(report: Report, _: None) -> Iterator[Said]:
    """Sub-headings that use 一、 like the sections, and numbers that repeat, skip or run backwards."""
    for key, section in report.sections.items():
        marks = list(_marks(section))
        own = [mark for mark in marks if mark.style == "plain"]
        if own:
            shown = Names(tuple(mark.words for mark in own[:5]))
            related = tuple(Pointer(key, mark.span) for mark in own[1:])
            fix = Fix("unsafe", tuple(Edit(mark.written, f"（{_chinese(mark.number)}）") for mark in own))
            yield Said("same_style", key, own[0].span, {"actual": shown, "count": str(len(own))}, related, fix=fix)
        yield from _sequence(key, marks)


def _marks(section: Section) -> Iterator[_Mark]:
    for block in section.prose:
        if not isinstance(block, Paragraph):
            continue
        prefix = numeral(block.words)
        if prefix is not None and prefix.style in ("plain", "digit"):
            written = fold(block.words)[: prefix.end].rstrip()
            figures = _FIGURES.search(written)
            assert figures is not None
            start = block.span.start
            yield _Mark(
                prefix.style, prefix.number, _shown(block.words), block.span, Span(start, start + len(written)),
                Span(start + figures.start(), start + figures.end()),
            )  # fmt: skip
            continue
        if "(" not in block.words and "（" not in block.words:
            continue
        for found in _INLINE.finditer(fold(block.words)):
            inline = numeral(found["mark"])
            if inline is not None:
                start = block.span.start + found.start("mark")
                shown = _shown(block.words[found.start("mark") :])
                span = Span(start, start + len(found["mark"]))
                yield _Mark("bracket", inline.number, shown, span, span, Span(span.start + 1, span.end - 1))


def _sequence(key: str, marks: Sequence[_Mark]) -> Iterator[Said]:
    """Numbers of one style, each under its parent, count on from one; a run may begin anew at one."""
    last: dict[str, int] = {}
    for place, mark in enumerate(marks):
        before = last.get(mark.style)
        expected = 1 if before is None else before + 1
        if mark.style != "plain" and mark.number not in (1, expected):
            params = {"actual": mark.words, "expected": _written(mark.style, expected)}
            if before is None:
                message = "first"
            else:
                message = "repeats" if mark.number == before else ("skips" if mark.number > before else "backwards")
            yield Said(message, key, mark.span, params, fix=_renumbered(marks[place:], expected))
        last[mark.style] = mark.number
        if mark.style == "plain":
            last.pop("bracket", None)
        if mark.style in ("plain", "bracket"):
            last.pop("digit", None)


def _renumbered(marks: Sequence[_Mark], number: int) -> Fix:
    """The first of the marks, and those of its run that count on from it, under the numbers from this one on."""
    style, before = marks[0].style, marks[0].number - 1
    edits: list[Edit] = []
    for mark in marks:
        if mark.style == style:
            if mark.number != before + 1 or (edits and mark.number == 1):
                break
            edits.append(Edit(mark.figures, str(number) if style == "digit" else _chinese(number)))
            before, number = mark.number, number + 1
        elif style == "digit" or mark.style == "plain":
            break
    return Fix("unsafe", tuple(edits))


def _chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return (NUMERALS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")


def _written(style: str, number: int) -> str:
    chinese = NUMERALS[number - 1] if number <= 10 else str(number)
    return f"（{chinese}）" if style == "bracket" else f"{number}."


def _shown(words: str) -> str:
    return words if len(words) <= 16 else words[:15] + "…"
