"""Comments of a file that are meant for the program: <!-- nianbao: … -->."""

from __future__ import annotations

import re
from collections.abc import Iterator

MARK = "nianbao:"
# as in web pages, a comment that is not closed goes on to the end
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)


def calls(words: str) -> str | None:
    """What a comment says to the program; None for any other."""
    bare = words.strip()
    return bare.removeprefix(MARK).strip() if bare.startswith(MARK) else None


def comments_in(content: str) -> Iterator[re.Match[str]]:
    """The comments of a source text that are meant for the program; group 1 has their words."""
    if MARK in content:
        yield from (found for found in _COMMENT.finditer(content) if calls(found[1]) is not None)
