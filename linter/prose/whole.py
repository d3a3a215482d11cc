"""The prose of a report as one string, and what several rules ask of the same report: found out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from linter.prose.pattern import sought
from linter.report import Report

T = TypeVar("T")


def once(make: Callable[[Report], T]) -> Callable[[Report], T]:
    """What a function makes of a report's prose, remembered until it is asked of another report."""
    known: list[Any] = [None, None, None]

    @wraps(make)
    def remembered(report: Report) -> T:
        passages, norm, found = known
        if passages is not report.passages or norm is not report.norm:
            found = make(report)
            known[:] = report.passages, report.norm, found
        made: T = found
        return made

    return remembered


@once
def whole_prose(report: Report) -> str:
    """The words of all passages, a passage below the other."""
    return "\n".join([passage.words for passage in report.passages.values() if passage.words])


def may_hold(report: Report, *sources: str) -> bool:
    """Whether a passage may hold one of the patterns, as far as words tell."""
    return sought(report.norm, *sources).may_be_in(whole_prose(report))
