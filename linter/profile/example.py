"""The examples of rules: what each rule makes of them, and whether that is what they say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from linter.engine import check_report
from linter.finding import Finding, Outcome
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.profile.model import Example, Rule
from linter.profile.sample import report_of
from linter.profile.source import Path
from linter.report import Report
from linter.words import DEFAULT, Names, Phrase, Word, catalog

if TYPE_CHECKING:
    from linter.profile.problem import Problem

_SHOWN = 3
_CRASHED = "rule_crashed"


class Tried(NamedTuple):
    """An example that was run: its report, the outcome of every rule on it, and that of its own rule.

    `outcome` is None when another rule ended the run before it came to this one.
    """

    report: Report
    outcomes: tuple[Outcome, ...]
    outcome: Outcome | None

    @property
    def state(self) -> str:
        """The state of the rule's outcome; "" where there is none."""
        return self.outcome.state if self.outcome is not None else ""

    def broken(self, explained: bool = False) -> list[Finding]:
        """What the rule found; with `explained`, also what is not shown because another finding says the same."""
        found = () if self.outcome is None else (*self.outcome.findings, *(self.outcome.explained if explained else ()))
        return [finding for finding in found if finding.outcome == "broken"]

    def others(self, codes: Collection[str], also: Collection[str]) -> list[Finding]:
        """What other rules of these codes found, hints apart; without those, or those messages, that `also` names."""
        return [
            finding
            for each in self.outcomes for finding in each.findings
            if each is not self.outcome and finding.outcome == "broken" and finding.level != "info" and finding.rule in codes
            and not {finding.rule, f"{finding.rule}.{finding.message_id}"} & set(also)
        ]  # fmt: skip


class Flaw(NamedTuple):
    """Why an example does not hold, what to do, and the path inside of it that this is about (of the key, or the value)."""

    said: Phrase
    cure: Word = ""
    path: Path = ()
    value: bool = False


def failures(path: str, language: str = DEFAULT) -> list[Problem]:
    """What is wrong with the examples of the rules that a file (a folder, a profile by name) defines or changes.

    Raises linter.profile.refused.Refused for files that cannot be used.
    """
    from linter.profile.proof import proof
    from linter.profile.target import targets

    return [
        problem
        for target in targets(path) for code in target.own() for problem in proof(target, code, language).problems
    ]  # fmt: skip


def tried(rule: Rule, example: Example, rules: Sequence[Rule], norm: Norm, folder: str = "", language: str = DEFAULT) -> Tried:
    """The example of a rule, run with all rules; a rule that is off is turned on for its own examples.

    Raises linter.profile.sample.WrongExample for an example that has no report.
    """
    report = report_of(example, norm, folder)
    enabled = [each._replace(level="warning") if each.code == rule.code and each.level == "off" else each for each in rules]
    outcomes = check_report(report, enabled, catalog(language))
    return Tried(report, outcomes, next((each for each in outcomes if each.rule.code == rule.code), None))


def flaw_of(rule: Rule, example: Example, passes: bool, run: Tried, own: Collection[str], called: Word = "") -> Flaw | None:
    """Why the example does not hold; `own` are the rules of which no other may be broken by what should fail."""
    name: dict[str, Word] = {"example": called or example.note}
    if run.outcome is None:
        (first,) = run.outcomes
        return Flaw(Phrase("test_stopped", name | {"found": _told(first.findings)}), Phrase("test_stopped_cure"))
    crashed = next((finding for finding in run.outcome.findings if finding.message_id == _CRASHED), None)
    if crashed is not None:
        params: dict[str, Word] = {"check": rule.check, "reason": crashed.params["problem"]}
        return Flaw(Phrase("test_crashed", params), Phrase("test_crashed_cure"))
    found = run.broken(explained=passes)
    if passes and found:
        return Flaw(Phrase("test_broke", name | {"found": _told(found)}), Phrase("test_broke_cure"))
    if passes and run.outcome.state == "passed":
        return None
    if not found:
        return _unused(run, run.outcome, name)
    for field, said, wanted in (("at", "test_elsewhere", example.at), ("message_id", "test_other_message", example.message)):
        fitting = [each for each in found if wanted in ("", getattr(each, field))]
        if not fitting:
            told = name | {"wanted": wanted, "found": _told(found)}
            return Flaw(Phrase(said, told), Phrase("test_wanted_cure"), (field.removesuffix("_id"),), True)
        found = fitting
    others = run.others(own, example.also)
    if others:
        codes = ", ".join(dict.fromkeys(f'"{each.rule}"' for each in others))
        return Flaw(Phrase("test_also", name | {"found": _told(others)}), Phrase("test_also_cure", {"codes": codes}))
    return None


def _unused(run: Tried, outcome: Outcome, name: dict[str, Word]) -> Flaw:
    """Why an example does not show what the rule does: nothing was found, or it could not come to that."""
    if outcome.state == "skipped":
        return Flaw(Phrase("test_skipped", name | {"reason": outcome.reason}), Phrase("test_skipped_cure"))
    if run.broken(explained=True):
        return Flaw(Phrase("test_explained", name | {"codes": outcome.reason}), Phrase("test_explained_cure"))
    if outcome.state == "blocked":
        found = (*outcome.findings, *outcome.explained)
        return Flaw(Phrase("test_blocked", name | {"found": _told(found)}), Phrase("test_blocked_cure"))
    return Flaw(Phrase("test_silent", name), Phrase("test_silent_cure"))


def _told(findings: Sequence[Finding]) -> Names:
    """Findings as examples name them: rule and message, address, and the words."""
    told = tuple(
        Phrase("test_finding", {"id": f"{each.rule}.{each.message_id}", "at": each.at, "message": each.message})
        for each in findings
    )
    return Names(told, _SHOWN, quoted=False, between="semicolon")


def shows_bounds(rule: Rule, run: Tried) -> bool:
    """Whether nothing is reported only because the rule is not for this report, or another finding says the same."""
    if run.state != "skipped":
        return not run.broken() and bool(run.broken(explained=True))
    anywhere = rule._replace(level="warning", bodies=(), named="", since=0, until=0, editions=(run.report.edition or "",))
    return check_report(run.report, [anywhere])[0].state != "skipped"
