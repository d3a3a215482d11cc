"""Rules × report → outcomes: passed, broken, blocked or skipped. A check that crashes is a finding, not a traceback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter

from linter.finding import Finding, Outcome, Related, Said, Skip
from linter.place import place_of, section_span, start_span
from linter.profile.model import Rule
from linter.report import Report
from linter.steps import Step, not_for, steps_of
from linter.text import Span
from linter.words import Catalog, Names, Phrase, catalog, fill


def check_report(
    report: Report, rules: Sequence[Rule], words: Catalog | None = None, times: dict[str, float] | None = None
) -> tuple[Outcome, ...]:
    """The outcome of every rule on the report; after a rule that stops the run only that one tells.

    The seconds that each rule took are added to `times`, by code.
    """
    words = words or catalog()
    stopping, steps = steps_of(report, tuple(rules), words)
    for step in stopping:
        outcome = _outcome(step, report, words)
        if outcome.state == "broken":
            return (outcome,)
    if times is None:
        return _explain([step.skipped or _outcome(step, report, words) for step in steps], words)
    return _explain([_timed(step, report, words, times) for step in steps], words)


def _timed(step: Step, report: Report, words: Catalog, times: dict[str, float]) -> Outcome:
    start = perf_counter()
    outcome = step.skipped or _outcome(step, report, words)
    times[step.code] = times.get(step.code, 0.0) + perf_counter() - start
    return outcome


def _outcome(step: Step, report: Report, words: Catalog) -> Outcome:
    rule = step.rule
    if step.named:
        reason = not_for(rule, report)
        if reason is not None:
            return step.skip(reason, words)
    findings: list[Finding] = []
    try:
        for said in step.check(report, step.options):
            if isinstance(said, Skip):
                return step.skip(said.reason, words)
            finding = _finding(rule, report, said, words)
            if finding.level != "off":
                findings.append(finding)
        if step.tables:
            findings.extend(_without_tables(rule, report, words))
    except (Exception, SystemExit) as error:  # a check must never take the run with it; the finding says what happened
        findings.append(_crashed(rule, report, error, words))
    if not findings:
        return step.passed
    state = "broken" if any(finding.outcome == "broken" for finding in findings) else "blocked"
    return Outcome(rule, state, tuple(findings))  # type: ignore[arg-type]


def _finding(rule: Rule, report: Report, said: Said, words: Catalog) -> Finding:
    params = words.all(said.params)
    body = report.body.level if report.body else None
    return Finding(
        rule=rule.code,
        name=rule.name,
        level="info" if said.blocked else rule.level_of(said.message, body),
        outcome="blocked" if said.blocked else "broken",
        message_id=said.message,
        message=_message(rule, said, params, words),
        params=params,
        at=said.at,
        place=place_of(report, said.at, words),
        span=said.span,
        related=tuple(
            Related(each.at, place_of(report, each.at, words), each.span, words.say(each.message)) for each in said.related
        ),
        basis=rule.basis,
        help=words.of_rule(rule, "help"),
        practice=words.practice_of(rule),
        fix=said.fix,
    )


def _message(rule: Rule, said: Said, params: dict[str, str], words: Catalog) -> str:
    """What the rule says of it; the rule's title where an office's own rule has no words for it."""
    template = words.of_rule(rule, "messages").get(said.message)
    if template is not None:
        return fill(template, params)
    title = words.of_rule(rule, "title")
    return words.say(Phrase("rule_undecided", {"title": title})) if said.blocked else title


def _without_tables(rule: Rule, report: Report, words: Catalog) -> Iterator[Finding]:
    """Nothing can be said of a table that was not read, neither that it is right."""
    for key in rule.tables:
        if key not in report.tables:
            name = next(iter(report.norm.tables[key].values())).name
            span = section_span(report, key)
            yield _undecided(rule, report, words, "table_not_read", {"table": name}, key, span, "info")


def _crashed(rule: Rule, report: Report, error: BaseException, words: Catalog) -> Finding:
    params = {"code": rule.code, "problem": f"{type(error).__name__}: {error}"}
    return _undecided(rule, report, words, "rule_crashed", params, "document", start_span(report), "warning")


def _undecided(
    rule: Rule, report: Report, words: Catalog, key: str, params: dict[str, str], at: str, span: Span, level: str
) -> Finding:
    """A blocked finding in words that are the program's, not the rule's."""
    return Finding(
        rule=rule.code,
        name=rule.name,
        level=level,
        outcome="blocked",
        message_id=key,
        message=words.say(Phrase(key, params)),
        params=params,
        at=at,
        place=place_of(report, at, words),
        span=span,
        related=(),
        basis=rule.basis,
        help=words.of_rule(rule, "help"),
        practice=words.practice_of(rule),
    )


def _explain(outcomes: Sequence[Outcome], words: Catalog) -> tuple[Outcome, ...]:
    """Findings that another one at the same table or section explains are set apart: one cause, one finding.

    Blocked ones are explained by rules of `explained_by`, broken ones only by messages of `repeats` (D003.mixed).
    """
    told = [each for each in outcomes if each.findings]
    if not told:
        return tuple(outcomes)
    causes = set()
    for each in told:
        for finding in each.findings:
            head = finding.at.partition("/")[0]
            causes |= {(finding.rule, head), (f"{finding.rule}.{finding.message_id}", head)}
    return tuple([_explained(each, causes, words) if each.findings else each for each in outcomes])


def _explained(outcome: Outcome, causes: set[tuple[str, str]], words: Catalog) -> Outcome:
    """The outcome with its findings apart that one of the causes explains: rules or messages, each with its table or section."""
    rule = outcome.rule
    explained: list[Finding] = []
    shown: list[Finding] = []
    reasons: list[str] = []
    for finding in outcome.findings:
        head = finding.at.partition("/")[0]
        known = (*rule.explained_by, *rule.repeats) if finding.outcome == "blocked" else rule.repeats
        cause = [code for code in known if (code, head) in causes]
        (explained if cause else shown).append(finding)
        reasons.extend(code.partition(".")[0] for code in cause)
    if not explained:
        return outcome
    reason = words.say(Names(tuple(dict.fromkeys(reasons)), quoted=False))
    return outcome._replace(findings=tuple(shown), explained=tuple(explained), reason=reason)
