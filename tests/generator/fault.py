"""What a fault is: one known mistake put into a correct report, and where it must be found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from generator.narrative import correct_report, plain
from generator.places import GOVERNMENTS
from generator.report import Report

Break = Callable[[Report, Random], tuple[str, str]]
Both = Callable[[Report, Random], tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake: `break_` gives the broken text in the `tabs` layout and the address where `code` must stand.

    Where more than one address is right, they stand together as "a|b". `previous` gives last year's report of the same
    body, where the mistake shows only against it. `off` marks a rule that some profile has to turn on. `also` names the
    codes of other rules that the same mistake cannot but break. `markdown` texts are to be read as Markdown.
    """

    name: str
    code: str
    break_: Break
    previous: Callable[[Report, Random], str] | None = None
    off: bool = False
    also: frozenset[str] = frozenset()
    markdown: bool = False


def against_last_year(name: str, code: str, both: Both, also: frozenset[str] = frozenset()) -> Fault:
    """A fault of two reports: `both` gives the broken text, its address, and last year's text."""

    def break_(report: Report, rng: Random) -> tuple[str, str]:
        text, at, _ = both(report, rng)
        return text, at

    return Fault(name, code, break_, lambda report, rng: both(report, rng)[2], also=also)


def edition_of(edition: str, report: Report, rng: Random) -> Report:
    """The report itself where it is of this edition, else another correct one that is."""
    return report if report.edition == edition else correct_report(rng.randrange(10**6), edition)


def of_kind(report: Report, rng: Random, kinds: tuple[str, ...], edition: str | None = None) -> Report:
    """The report itself where its body is of one of the kinds, and it of the edition, else another correct one that is."""
    if report.body.kind in kinds and edition in (None, report.edition):
        return report
    return correct_report(rng.randrange(10**6), edition or report.edition, rng.choice(kinds))


def of_government(report: Report, rng: Random) -> Report:
    """The report of a 人民政府."""
    return of_kind(report, rng, tuple(sorted(GOVERNMENTS)))


def with_title(report: Report, title: str) -> Report:
    """The report under another title."""
    return replace(report, title=title)


def with_heading(report: Report, key: str, heading: str) -> Report:
    """The report with one section heading written in another way."""
    return report.with_section(key, lambda section: replace(section, heading=heading))


def with_preamble(report: Report, words: str) -> Report:
    """The plain report with this paragraph, and no other, before section 一."""
    return replace(plain(report), preamble=(words,))


def with_sentence(report: Report, key: str, words: str, rng: Random) -> Report:
    """The report with one more sentence at the end of a paragraph of this section."""
    paragraphs = list(report.section(key).paragraphs)
    at = rng.choice([index for index, paragraph in enumerate(paragraphs) if paragraph.endswith("。")])
    paragraphs[at] += words
    return report.with_paragraphs(key, tuple(paragraphs))
