"""Markdown into blocks: headings, emphasis, pictures and comments are taken off; tables are lines with pipes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from linter.document import Block, Comment, Paragraph, Picture
from linter.named_tuple import NamedTuple
from linter.read.comment import calls, comments_in
from linter.read.plain import block_of
from linter.text import Span, Text

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<words>.*?)\s*#*\s*")
_PICTURE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*|\s*<img\b[^>]*>\s*", re.IGNORECASE)
_EMPHASIS = re.compile(r"\s*(?:[-+*]\s+|>\s*)?(?P<mark>\*\*|__|\*|_)(?P<words>[^*_]+)(?P=mark)\s*")
_COMMENT_START, _COMMENT_END = "<!--", "-->"
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{3,}|\*{3,}|_{3,})\s*")


class Read(NamedTuple):
    """The blocks of a text, and the comments in it that are meant for the program."""

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]


def read_markdown(text: Text) -> Read:
    """What a Markdown text says; it reads as if the comments for the program were not there."""
    found = list(comments_in(text.content))
    spans = [Span(*each.span()) for each in found]
    lines = list(text.placed_lines())
    blocks = tuple(_blocks(_without(spans, lines) if spans else lines))
    starts = [block.span.start for block in blocks] if spans else []
    comments = (_comment(calls(each[1]) or "", span, text, starts) for each, span in zip(found, spans, strict=True))
    return Read(blocks, tuple(comments))


def _comment(words: str, span: Span, text: Text, starts: Sequence[int]) -> Comment:
    """A comment with its block: that on its own line, else the next one (`starts` are where the blocks begin)."""
    line = text.position(span.start).line
    below = bisect_left(starts, text.line_span(line).start)
    return Comment(words, span, starts[below] if below < len(starts) else len(text.content), line)


def _without(spans: Sequence[Span], lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines with blanks in place of these spans; a line that has nothing else in it is left out."""
    place = 0
    for start, line in lines:
        end, touched = start + len(line), False
        while place < len(spans) and spans[place].start <= end:
            first, last = max(spans[place].start, start), min(spans[place].end, end)
            if spans[place].end > start:
                line = line[: first - start] + " " * (last - first) + line[last - start :]
                touched = True
            if spans[place].end > end:
                break
            place += 1
        if not touched or line.strip():
            yield start, line


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """The blocks, one a line."""
    after_gap = in_comment = False
    for start, line in lines:
        if in_comment or line.lstrip().startswith(_COMMENT_START):
            in_comment = _COMMENT_END not in line
            after_gap = True
            continue
        if not line or (line.isspace() and "\t" not in line) or _UNDERLINE.fullmatch(line):
            after_gap = True
            continue
        block = _block(line, start, after_gap)
        if block is not None:
            yield block
            after_gap = False


def _block(line: str, start: int, after_gap: bool) -> Block | None:
    if _PICTURE.fullmatch(line):
        return Picture(Span(start, start + len(line)), after_gap)
    found = _HEADING.fullmatch(line) or _EMPHASIS.fullmatch(line)
    if found and found["words"]:
        words = found["words"].strip("*_ ")
        if words:
            offset = start + line.index(words)
            return Paragraph(words, Span(offset, offset + len(words)), after_gap)
    return block_of(line, start, after_gap)
