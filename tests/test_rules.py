"""Every rule proves itself: its examples pass and fail as they say, and nothing else is said at warning or above."""

from __future__ import annotations

import os

import pytest

from linter.engine import check_report
from linter.finding import Outcome
from linter.parse.build import build_report
from linter.profile.load import shipped_norm, shipped_rules
from linter.profile.model import Example, Rule
from linter.read import read_text
from linter.report import Report
from linter.resources import read_shipped, shipped

RULES = shipped_rules()
CASES = [
    pytest.param(rule, example, kind, id=f"{rule.code}-{kind}-{example.note}")
    for rule in RULES
    for kind, examples in (("pass", rule.passes), ("fail", rule.fails))
    for example in examples
]


def report_of(example: Example) -> Report:
    """The report of an example: the good one of its edition with the edits made, last year's beside it where it has one."""
    report = edited(example.edition, example.edit)
    return report._replace(previous=edited(example.previous, example.previous_edit)) if example.previous else report


def edited(stem: str, edit: tuple[tuple[str, str], ...]) -> Report:
    """One of the good reports with the edits made."""
    folder = os.path.join(shipped("rules"), "examples")
    name = next(name for name in os.listdir(folder) if name.partition(".")[0] == stem)
    text = read_shipped("rules", "examples", name)
    for old, new in edit:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        text = text.replace(old, new)
    return build_report(read_text(text, name), shipped_norm())


def outcome_of(outcomes: tuple[Outcome, ...], code: str) -> Outcome | None:
    """The outcome of one rule."""
    return next((outcome for outcome in outcomes if outcome.rule.code == code), None)


@pytest.mark.parametrize(("rule", "example", "kind"), CASES)
def test_example(rule: Rule, example: Example, kind: str) -> None:
    # a rule that is off must be turned on to prove itself
    enabled = [each._replace(level="warning") if each is rule and rule.level == "off" else each for each in RULES]
    outcomes = check_report(report_of(example), enabled)
    outcome = outcome_of(outcomes, rule.code)
    others = [
        f"{finding.rule} {finding.at} {finding.message}"
        for each in outcomes for finding in each.findings
        if finding.rule not in (rule.code, *example.also) and finding.level != "info" and finding.outcome == "broken"
    ]  # fmt: skip
    assert outcome is not None
    broken = [finding for finding in outcome.findings if finding.outcome == "broken"]
    if kind == "pass":
        assert [f"{finding.at} {finding.message}" for finding in broken] == []
        return
    assert broken, f"{rule.code} says nothing"
    assert example.at in [finding.at for finding in broken]
    assert not example.message or {finding.message_id for finding in broken} == {example.message}
    assert others == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_complete(rule: Rule) -> None:
    assert rule.passes, "no passing example"
    assert rule.fails, "no failing example"
    assert rule.basis
    assert rule.help
    assert rule.why


@pytest.mark.parametrize("edition", ["2021", "2019", "last-2021", "last-2019"])
def test_good_report_has_no_findings(edition: str) -> None:
    outcomes = check_report(report_of(Example("", (), edition)), RULES)
    assert [finding.message for outcome in outcomes for finding in (*outcome.findings, *outcome.explained)] == []
