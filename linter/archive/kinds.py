"""Which rules look beyond the report itself: at last year's, or at those of other bodies."""

from __future__ import annotations

from linter.profile.model import Rule

ACROSS = frozenset(("rollup-sum", "rollup-below-part", "copied-from-peer", "same-report-twice", "roster-missing"))


def is_foreign(rule: Rule) -> bool:
    """Whether a check comes from another package, so that nobody knows whether it looks at last year's report."""
    from linter.checks import KINDS

    return rule.check not in KINDS


def is_across(rule: Rule) -> bool:
    """Whether a rule looks at the reports of other bodies."""
    return rule.check in ACROSS
