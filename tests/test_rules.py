"""Every rule proves itself: its examples pass and fail as they say, and nothing else is said at warning or above."""

from __future__ import annotations

import pytest

from linter.archive.kinds import is_across
from linter.engine import check_report
from linter.profile import sample
from linter.profile.example import flaw_of, shows_bounds, tried
from linter.profile.load import shipped_norm, shipped_rules
from linter.profile.model import Example, Rule
from linter.report import Report
from linter.words import catalog

RULES = shipped_rules()
CASES = [
    pytest.param(rule, example, kind, id=f"{rule.code}-{kind}-{example.note}")
    for rule in RULES
    for kind, examples in (("pass", rule.passes), ("fail", rule.fails))
    for example in examples
]


def report_of(example: Example) -> Report:
    """The report of an example: the good one of its edition with the edits made, last year's beside it where it has one."""
    return sample.report_of(example, shipped_norm())


def edited(stem: str, edit: tuple[tuple[str, str], ...]) -> Report:
    """One of the good reports with the edits made."""
    return report_of(Example("", edit, stem))


@pytest.mark.parametrize(("rule", "example", "kind"), CASES)
def test_example(rule: Rule, example: Example, kind: str) -> None:
    run = tried(rule, example, RULES, shipped_norm())
    flaw = flaw_of(rule, example, kind == "pass", run, {each.code for each in RULES})
    assert flaw is None or (kind == "pass" and shows_bounds(rule, run)), catalog().say(flaw.said)
    if kind == "fail":
        assert example.at
        assert not example.message or {finding.message_id for finding in run.broken()} == {example.message}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_complete(rule: Rule) -> None:
    # what a rule says of many reports is shown by tests/test_archive_rules.py
    assert rule.passes or is_across(rule), "no passing example"
    assert rule.fails or is_across(rule), "no failing example"
    assert rule.basis
    assert rule.help
    assert rule.why


@pytest.mark.parametrize("edition", ["2021", "2019", "last-2021", "last-2019"])
def test_good_report_has_no_findings(edition: str) -> None:
    outcomes = check_report(report_of(Example("", (), edition)), RULES)
    assert [finding.message for outcome in outcomes for finding in (*outcome.findings, *outcome.explained)] == []
