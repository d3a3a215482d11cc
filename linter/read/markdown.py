"""Markdown into blocks: headings, emphasis, pictures and comments are taken off; tables are lines with pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.document import Block, Paragraph, Picture
from linter.read.plain import block_of, raw_lines
from linter.text import Span, Text

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<words>.*?)\s*#*\s*")
_PICTURE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*|\s*<img\b[^>]*>\s*", re.IGNORECASE)
_EMPHASIS = re.compile(r"\s*(?:[-+*]\s+|>\s*)?(?P<mark>\*\*|__|\*|_)(?P<words>[^*_]+)(?P=mark)\s*")
_COMMENT_START, _COMMENT_END = "<!--", "-->"
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{3,}|\*{3,}|_{3,})\s*")


def read_markdown(text: Text) -> Iterator[Block]:
    """The blocks of a Markdown text, one a line."""
    after_gap = in_comment = False
    for start, line in raw_lines(text):
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
