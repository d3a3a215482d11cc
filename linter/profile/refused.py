"""Raised for configurations and profiles that cannot be used: apart, because every run must be able to name it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.profile.problem import Problem


class Refused(ValueError):
    """Files that cannot be used: everything that is wrong with them, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        from linter.profile.problem import in_order

        self.problems = in_order(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        from linter.words import catalog

        words = catalog()
        return "\n".join(f"{each.path}:{each.spot.line}:{each.spot.column} {words.say(each.said)}" for each in self.problems)
