"""The prose of a report as one string: words that do not stand in it need not be looked for in its parts."""

from __future__ import annotations

from functools import lru_cache

from linter.prose.passage import Passage
from linter.prose.pattern import sought
from linter.report import Report


def whole_prose(report: Report) -> str:
    """The words of all passages, a passage below the other."""
    return _joined(tuple(report.passages.values()))


# rule after rule asks for the same report
@lru_cache(maxsize=1)
def _joined(passages: tuple[Passage, ...]) -> str:
    return "\n".join(passage.words for passage in passages if passage.words)


def may_hold(report: Report, *sources: str) -> bool:
    """Whether a passage may hold one of the patterns, as far as words tell."""
    return sought(report.norm, *sources).may_be_in(whole_prose(report))
