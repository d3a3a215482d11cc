"""Words that should not stand in the text: what a template left, or what belongs elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from linter.checks.mentions import holds_any
from linter.checks.spots import MOST, Spot, quoted, told
from linter.finding import Said
from linter.fold import fold, squeeze
from linter.named_tuple import NamedTuple
from linter.prose.pattern import any_of, has_word
from linter.prose.whole import whole_prose
from linter.report import Report
from linter.terms import PassageKey, Pattern


class Phrases(NamedTuple):
    """Patterns of such words; `cues` are plain words of which a text with one of them has at least one.

    `sections` are the parts looked at (none named: all), `with_title` adds the title; `quoted` says that words in quotation
    marks count too.
    """

    cues: tuple[str, ...]
    any: tuple[Pattern, ...]
    sections: tuple[PassageKey, ...] = ()
    with_title: bool = False
    quoted: bool = False


def found(report: Report, options: Phrases) -> Iterator[Said]:
    """Every place with such words, one finding a section."""
    if options.with_title and report.title is not None and holds_any(report.title.words, options.cues):
        match = any_of(report.norm, options.any).search(squeeze(fold(report.title.words)))
        if match:
            yield told("broken", [Spot("title", report.title.span, match[0])])
    if not has_word(report.norm, options.cues, whole_prose(report)):
        return
    for key, passage in report.passages.items():
        words = passage.words
        if (options.sections and key not in options.sections) or not holds_any(words, options.cues):
            continue
        spots = [
            Spot(key, passage.span(match.start(), match.end()), match[0])
            for match in islice(any_of(report.norm, options.any).finditer(words), MOST)
            if options.quoted or not quoted(words, match.start())
        ]
        if spots:
            yield told("broken", spots)
