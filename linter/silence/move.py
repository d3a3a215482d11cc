"""Findings set apart in the result of a file."""

from __future__ import annotations

from collections.abc import Mapping

from linter.archive.kinds import is_across
from linter.finding import Finding, Outcome
from linter.result import FileResult, Silenced, Silencer


def move(result: FileResult, by: Mapping[int, Silencer]) -> FileResult:
    """The result with some findings silenced, told by the `id` of each; what was blocked only there counts no more."""
    if not by:
        return result
    kept = tuple(each for each in result.findings if id(each) not in by)
    apart = tuple(Silenced(each, by[id(each)]) for each in result.findings if id(each) in by)
    shown = {id(each) for each in kept}
    undecided = tuple(each for each in result.undecided if each.explained or _is_blocked(each, shown))
    return result._replace(findings=kept, undecided=undecided, silenced=(*result.silenced, *apart))


def _is_blocked(outcome: Outcome, shown: set[int]) -> bool:
    return any(each.outcome == "blocked" and id(each) in shown for each in outcome.findings)


def with_more(result: FileResult, findings: list[Finding]) -> FileResult:
    """The result with more findings, in the order of the text."""
    if not findings:
        return result
    return result._replace(findings=tuple(sorted((*result.findings, *findings), key=lambda each: each.span)))


def waiting(result: FileResult) -> frozenset[str]:
    """The codes of rules that were not tried on a file because the reports to compare it with were not given."""
    return frozenset(
        each.rule.code for each in result.skipped if is_across(each.rule) or any(example.previous for example in each.rule.fails)
    )
