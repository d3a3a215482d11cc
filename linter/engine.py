"""Rules × report → outcomes: passed, broken, blocked or skipped. A check that crashes is a finding, not a traceback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from linter.checks import KINDS
from linter.finding import Finding, Outcome, Related, Said, Skip
from linter.place import place_of, start_span
from linter.profile.model import Rule
from linter.report import Report

CRASHED = "规则 {code} 运行时出错（{problem}），这一项没有检查；请把文件和这条消息反馈给开发者"


def check_report(report: Report, rules: Sequence[Rule]) -> tuple[Outcome, ...]:
    """The outcome of every rule on the report; after a rule that stops the run only that one tells."""
    for rule in rules:
        if rule.stops and rule.level != "off":
            outcome = _outcome(rule, report)
            if outcome.state == "broken":
                return (outcome,)
    return _explain([_outcome(rule, report) for rule in rules])


def _outcome(rule: Rule, report: Report) -> Outcome:
    if rule.level == "off":
        return Outcome(rule, "skipped", reason="未启用")
    if report.edition is not None and report.edition not in rule.editions and not rule.stops:
        names = "、".join(report.norm.edition_name(edition) for edition in rule.editions)
        return Outcome(rule, "skipped", reason=f"只适用于{names}")
    findings: list[Finding] = []
    try:
        for said in KINDS[rule.check].check(report, rule.options):
            if isinstance(said, Skip):
                return Outcome(rule, "skipped", reason=said.reason)
            findings.append(_finding(rule, report, said))
    except Exception as error:  # a check must never take the run with it; the finding says what happened
        findings.append(_crashed(rule, report, error))
    if not findings:
        return Outcome(rule, "passed")
    state = "broken" if any(finding.outcome == "broken" for finding in findings) else "blocked"
    return Outcome(rule, state, tuple(findings))  # type: ignore[arg-type]


def _finding(rule: Rule, report: Report, said: Said) -> Finding:
    return Finding(
        rule=rule.code,
        name=rule.name,
        level="info" if said.blocked else rule.level_of(said.message),
        outcome="blocked" if said.blocked else "broken",
        message_id=said.message,
        message=rule.messages[said.message].format_map(said.params),
        params=dict(said.params),
        at=said.at,
        place=place_of(report, said.at),
        span=said.span,
        related=tuple(Related(each.at, place_of(report, each.at), each.span, each.message) for each in said.related),
        basis=rule.basis,
        help=rule.help,
    )


def _crashed(rule: Rule, report: Report, error: Exception) -> Finding:
    params = {"code": rule.code, "problem": f"{type(error).__name__}: {error}"}
    message = CRASHED.format_map(params)
    return Finding(
        rule=rule.code,
        name=rule.name,
        level="warning",
        outcome="blocked",
        message_id="crashed",
        message=message,
        params=params,
        at="document",
        place=place_of(report, "document"),
        span=start_span(report),
        related=(),
        basis=rule.basis,
        help=rule.help,
    )


def _explain(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Blocked findings that another one at the same table or section explains are set apart: one cause, one finding."""
    outcomes = tuple(outcomes)
    causes = {(finding.rule, finding.at.partition("/")[0]) for each in outcomes for finding in each.findings}
    settled = []
    for outcome in outcomes:
        explained: list[Finding] = []
        shown: list[Finding] = []
        reasons: list[str] = []
        for finding in outcome.findings:
            head = finding.at.partition("/")[0]
            cause = [code for code in outcome.rule.explained_by if (code, head) in causes] if finding.outcome == "blocked" else []
            (explained if cause else shown).append(finding)
            reasons.extend(cause)
        if explained:
            reason = "、".join(dict.fromkeys(reasons))
            outcome = outcome._replace(findings=tuple(shown), explained=tuple(explained), reason=reason)
        settled.append(outcome)
    return tuple(settled)
