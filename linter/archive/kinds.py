"""Which rules look beyond the report itself: at last year's, or at those of other bodies."""

from __future__ import annotations

from linter.profile.model import Rule

YEARLY = frozenset(("continuity", "figures-copied", "words-copied"))
ACROSS = frozenset(("rollup-sum", "rollup-below-part", "copied-from-peer", "same-report-twice", "roster-missing"))


def is_yearly(rule: Rule) -> bool:
    """Whether a rule may look at last year's report; of checks from other packages nobody knows."""
    from linter.checks import KINDS

    return rule.check in YEARLY or rule.check not in KINDS


def is_across(rule: Rule) -> bool:
    """Whether a rule looks at the reports of other bodies."""
    return rule.check in ACROSS
