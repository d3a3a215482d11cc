"""Comments in a report that silence findings: <!-- nianbao: rule = "T207", reason = "…" -->."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from linter.document import Block, Comment, Document, Row
from linter.finding import Finding
from linter.result import FileResult, Silencer
from linter.silence import remark
from linter.silence.entry import Suppression
from linter.silence.move import move, with_more
from linter.silence.quote import Quotable, quote_of
from linter.text import Span
from linter.words import Catalog, Names, Phrase

# the codes of rules that selectors mean; raises linter.select.UnknownRule
Select = Callable[[Sequence[str]], frozenset[str]]

_KEYS = ("rule", "at", "quote", "reason", "until")
_LINE_ENDS = re.compile(r"[\r\n]+")
_BY = Silencer("comment")


class _Problem(Exception):
    """What is wrong with a comment."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(said)
        self.said = said


def silence_comments(
    result: FileResult, today: date, select: Select, words: Catalog, shown: frozenset[str] | None = None
) -> FileResult:
    """The result of a file with those findings silenced that its own comments are for, and what is wrong with the comments.

    `shown` are the codes of the rules that count, None for all.
    """
    document = result.document
    if document is None or not document.comments:
        return result
    text = Quotable(document.content)
    moved: dict[int, Silencer] = {}
    remarks: list[Finding] = []
    for comment in document.comments:
        place = Phrase("silence_place_comment", {"line": str(comment.line)})
        try:
            entry = _entry(comment, document, select)
        except _Problem as problem:
            remarks.append(remark.unreadable(problem.said, place, comment.span, words))
            continue
        if not entry.has_reason():
            remarks.append(remark.reasonless(entry, place, words))
        elif entry.is_expired(today):
            remarks.append(remark.expired(entry, place, words))
        elif meant := list(entry.meant(result.findings, text)):
            moved.update((id(finding), _BY) for finding in meant)
        elif entry.was_tried(result) and entry.counts(shown):
            remarks.append(remark.unused(entry, True, place, words))
    return with_more(move(result, moved), remarks)


def _entry(comment: Comment, document: Document, select: Select) -> Suppression:
    """The entry that a comment is."""
    data = _parsed(comment.words)
    rule = data["rule"]
    try:
        codes = select([rule] if isinstance(rule, str) else rule)
    except ValueError as problem:
        raise _Problem(getattr(problem, "said", Phrase("silence_no_rule"))) from None
    at, quote = data.get("at", ""), data.get("quote", "")
    if quote and quote_of(quote) is None:
        raise _Problem(Phrase("silence_wrong_quote", {"quote": quote}))
    within = None if at or quote else block_at(document, comment.offset)
    reason, until = data.get("reason", ""), data.get("until")
    return Suppression(codes, (), "", at, quote, reason, until, document, comment.span, within)


def _parsed(words: str) -> Mapping[str, Any]:
    """The keys and values of a comment, an inline table of TOML without its braces."""
    import tomli

    try:
        data: dict[str, Any] = tomli.loads(f"comment = {{{_LINE_ENDS.sub(' ', words)}}}")["comment"]
    except (ValueError, RecursionError):
        raise _Problem(Phrase("silence_no_toml")) from None
    for key in data:
        if key not in _KEYS:
            raise _Problem(Phrase("silence_unknown_key", {"key": key, "known": Names(_KEYS, quoted=False)}))
    if not data.get("rule"):
        raise _Problem(Phrase("silence_no_rule"))
    for key, value in data.items():
        if not _is_right(key, value):
            raise _Problem(Phrase("silence_wrong_date" if key == "until" else "silence_wrong_words", {"key": key}))
    return data


def _is_right(key: str, value: object) -> bool:
    if key == "until":
        return type(value) is date
    return isinstance(value, str) or (key == "rule" and isinstance(value, list) and all(isinstance(each, str) for each in value))


def block_at(document: Document, offset: int) -> Span:
    """What stands below a comment: a paragraph, a heading, a row of a table, or the whole table if it begins there."""
    blocks = document.blocks
    place = bisect_left(blocks, offset, key=lambda each: each.span.start)
    if place == len(blocks):
        return Span(offset, offset)
    block = blocks[place]
    if not isinstance(block, Row) or (place and _go_on(blocks[place - 1], block)):
        return block.span
    below = takewhile(lambda pair: _go_on(*pair), zip(blocks[place:], blocks[place + 1 :], strict=False))
    return max((after.span for _, after in below), default=block.span).cover(block.span)


def _go_on(block: Block, after: Block) -> bool:
    """Whether two blocks are rows of one table."""
    return isinstance(block, Row) and isinstance(after, Row) and not after.after_gap
