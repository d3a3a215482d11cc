"""A sheet brought up to date: how the rules came out that waited for last year's report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linter.archive.screen import Settled
from linter.sheet import Sheet


def settle(sheet: Sheet, settled: Sequence[Settled], order: Mapping[str, int]) -> Sheet:
    """The sheet with these outcomes; `order` has the places of all rules."""
    if not settled:
        return sheet
    reasons = {code: reason for reason, codes in sheet.skipped for code in codes}
    for each in settled:
        reasons.pop(each.code, None)
    passed = [each.code for each in settled if not each.reason]
    reasons |= {each.code: each.reason for each in settled if each.reason}
    skipped: dict[str, list[str]] = {}
    for code in sorted(reasons, key=lambda one: order.get(one, len(order))):
        skipped.setdefault(reasons[code], []).append(code)
    return sheet._replace(
        passed=tuple(sorted((*sheet.passed, *passed), key=lambda one: order.get(one, len(order)))),
        skipped=tuple((reason, tuple(codes)) for reason, codes in skipped.items()),
    )
