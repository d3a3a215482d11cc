"""A sheet brought up to date: how the rules came out that waited for last year's report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from linter.archive.screen import Settled
from linter.sheet import Sheet

Codes = tuple[str, ...]
# for each reason the codes of the rules that were skipped for it
Skipped = tuple[tuple[str, Codes], ...]
_MOST = 256


class Settler:
    """Brings sheets up to date; most of an archive's come out in one of a few ways, which are remembered."""

    def __init__(self, order: Mapping[str, int]) -> None:
        """`order` has the places of all rules."""
        self._order = order
        self._outcomes = lru_cache(maxsize=_MOST)(self._outcome)

    def settle(self, sheet: Sheet, settled: Sequence[Settled]) -> Sheet:
        """The sheet with these outcomes."""
        if not settled:
            return sheet
        passed, skipped = self._outcomes(sheet.passed, sheet.skipped, tuple(settled))
        return sheet._replace(passed=passed, skipped=skipped)

    def _outcome(
        self, passed: tuple[str, ...], skipped: Skipped, settled: tuple[Settled, ...]
    ) -> tuple[tuple[str, ...], Skipped]:
        reasons = {code: reason for reason, codes in skipped for code in codes}
        for each in settled:
            reasons.pop(each.code, None)
        reasons |= {each.code: each.reason for each in settled if each.reason}
        grouped: dict[str, list[str]] = {}
        for code in sorted(reasons, key=self._place):
            grouped.setdefault(reasons[code], []).append(code)
        known = sorted((*passed, *(each.code for each in settled if not each.reason)), key=self._place)
        return tuple(known), tuple((reason, tuple(codes)) for reason, codes in grouped.items())

    def _place(self, code: str) -> int:
        return self._order.get(code, len(self._order))
