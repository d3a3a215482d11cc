"""What a fault is: one known mistake put into a correct report, and where it must be found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from generator.narrative import correct_report
from generator.report import Report

Break = Callable[[Report, Random], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake: `break_` gives the broken text in the `tabs` layout and the address where `code` must stand.

    Where more than one address is right, they stand together as "a|b".
    """

    name: str
    code: str
    break_: Break


def edition_of(edition: str, report: Report, rng: Random) -> Report:
    """The report itself where it is of this edition, else another correct one that is."""
    return report if report.edition == edition else correct_report(rng.randrange(10**6), edition)


def with_title(report: Report, title: str) -> Report:
    """The report under another title."""
    return replace(report, title=title)


def with_heading(report: Report, key: str, heading: str) -> Report:
    """The report with one section heading written in another way."""
    return report.with_section(key, lambda section: replace(section, heading=heading))
