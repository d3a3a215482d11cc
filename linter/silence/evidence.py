"""What a finding rests on, in words that neither the language of messages nor moved lines change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

from linter.document import Document
from linter.finding import Finding
from linter.fold import fold, squeeze

# what a parameter tells of the report: the words that it quotes or else its numbers; how names are joined or cut is language
_QUOTED = re.compile("“([^”]*)”")
_NUMBER = re.compile(r"(?<![A-Za-z\d.])-?\d+(?:\.\d+)?")
_ZEROS = re.compile(r"\b0+(?=\d)")
# where something stands, how often, and how alike texts are: what moves with every edit; and cells, which are related
_PASSING = frozenset(("line", "count", "share", "cells"))
# a message that leaves out what is personal
_MASKED = "***"
_LONGEST = 60


def evidence(finding: Finding, document: Document) -> str:
    """Message, the words under the finding, and behind them what else is said of the report: other places, parameters."""
    masked = any(_MASKED in words for words in finding.params.values())
    spans = () if masked else (finding.span, *(each.span for each in finding.related))
    here, *beside = [squeeze(fold(document.text.quote(span))) for span in spans] or [""]
    parts = (finding.message_id, _cut(here), _cut(" ".join(each for each in (*beside, *_told(finding)) if each)))
    return " | ".join(part for part in parts if part)


def _told(finding: Finding) -> Iterator[str]:
    """What the parameters tell, in an order that is the same in all languages."""
    for key in sorted(finding.params):
        if key not in _PASSING:
            words = finding.params[key]
            quoted = sorted(squeeze(fold(each)) for each in _QUOTED.findall(words))
            yield from quoted or (_ZEROS.sub("", each) for each in _NUMBER.findall(fold(words)))


def _cut(words: str) -> str:
    """Words of bounded length; what is cut off is in the checksum behind them."""
    if len(words) <= _LONGEST:
        return words
    return f"{words[:_LONGEST]}…{crc32(words.encode('utf-8', 'surrogatepass')):08x}"
