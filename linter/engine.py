"""Rules × report → outcomes: passed, broken, blocked or skipped. A check that crashes is a finding, not a traceback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

from linter.finding import Finding, Outcome, Related, Said, Skip
from linter.place import place_of, section_span, start_span
from linter.profile.model import Rule
from linter.prose.pattern import any_of
from linter.report import Report
from linter.text import Span
from linter.words import Catalog, Names, Phrase, Word, catalog, fill

# so many sets of rules are remembered of a norm, and so many kinds of report for each
_MOST_PLANS, _MOST_KINDS = 4, 256


class _Step(NamedTuple):
    """A rule with what its outcome is if it has nothing to say, and, where it is not for a kind of report, if it is skipped."""

    rule: Rule
    passed: Outcome
    skipped: Outcome | None


class _Plan(NamedTuple):
    """What becomes of rules on the kinds of report that were met: by edition, year, whether there is a body, and its level."""

    rules: tuple[Rule, ...]
    words: Catalog
    steps: dict[tuple[str | None, int | None, bool, str | None], tuple[_Step, ...]]


def check_report(
    report: Report, rules: Sequence[Rule], words: Catalog | None = None, times: dict[str, float] | None = None
) -> tuple[Outcome, ...]:
    """The outcome of every rule on the report; after a rule that stops the run only that one tells.

    The seconds that each rule took are added to `times`, by code.
    """
    words = words or catalog()
    steps = _steps(report, tuple(rules), words)
    for step in steps:
        if step.rule.stops and step.rule.level != "off":
            outcome = _outcome(step, report, words)
            if outcome.state == "broken":
                return (outcome,)
    if times is None:
        return _explain([step.skipped or _outcome(step, report, words) for step in steps], words)
    return _explain([_timed(step, report, words, times) for step in steps], words)


def _steps(report: Report, rules: tuple[Rule, ...], words: Catalog) -> tuple[_Step, ...]:
    """The rules, and which of them are not for such a report: that is asked once for all reports of a kind."""
    plans: list[_Plan] = report.norm.caches.setdefault("plans", [])
    plan = next((each for each in plans if each.words is words and each.rules == rules), None)
    if plan is None:
        plan = _Plan(rules, words, {})
        plans[:] = [plan, *plans[: _MOST_PLANS - 1]]
    body = report.body
    kind = report.edition, report.year, body is not None, body.level if body else None
    steps = plan.steps.get(kind)
    if steps is None:
        if len(plan.steps) >= _MOST_KINDS:
            plan.steps.clear()
        steps = plan.steps[kind] = tuple(_step(rule, report, words) for rule in plan.rules)
    return steps


def _step(rule: Rule, report: Report, words: Catalog) -> _Step:
    # a rule for bodies of some names is asked anew for every report
    reason = None if rule.named else _not_for(rule, report)
    return _Step(rule, Outcome(rule, "passed"), None if reason is None else _skipped(rule, reason, words))


def _timed(step: _Step, report: Report, words: Catalog, times: dict[str, float]) -> Outcome:
    start = perf_counter()
    outcome = step.skipped or _outcome(step, report, words)
    times[step.rule.code] = times.get(step.rule.code, 0.0) + perf_counter() - start
    return outcome


def _skipped(rule: Rule, reason: Word, words: Catalog) -> Outcome:
    return Outcome(rule, "skipped", reason=words.say(reason))


def _outcome(step: _Step, report: Report, words: Catalog) -> Outcome:
    rule = step.rule
    if rule.named:
        reason = _not_for(rule, report)
        if reason is not None:
            return _skipped(rule, reason, words)
    findings: list[Finding] = []
    try:
        for said in rule.kind.check(report, rule.options):
            if isinstance(said, Skip):
                return _skipped(rule, said.reason, words)
            finding = _finding(rule, report, said, words)
            if finding.level != "off":
                findings.append(finding)
        if rule.tables:
            findings.extend(_without_tables(rule, report, words))
    except (Exception, SystemExit) as error:  # a check must never take the run with it; the finding says what happened
        findings.append(_crashed(rule, report, error, words))
    if not findings:
        return step.passed
    state = "broken" if any(finding.outcome == "broken" for finding in findings) else "blocked"
    return Outcome(rule, state, tuple(findings))  # type: ignore[arg-type]


def _not_for(rule: Rule, report: Report) -> Word | None:
    """Why a rule is not for this report: switched off, or for other editions, bodies or years."""
    if rule.level == "off":
        return Phrase("not_enabled")
    if report.edition is not None and report.edition not in rule.editions and not rule.stops:
        return Phrase("only_editions", {"names": Names(tuple(map(report.norm.edition_name, rule.editions)), quoted=False)})
    if rule.bodies:
        level = report.body.level if report.body else None
        if level is None:
            return Phrase("body_unknown")
        if level not in rule.bodies:
            return Phrase(
                "only_bodies", {"names": Names(tuple(report.norm.level_titles[body] for body in rule.bodies), quoted=False)}
            )
    if rule.named:
        if report.body is None:
            return Phrase("body_unknown")
        if not any_of(report.norm, (rule.named,)).search(report.body.name):
            return Phrase("only_named", {"title": rule.title})
    if rule.since or rule.until:
        if report.year is None:
            return Phrase("year_unknown")
        if report.year < rule.since:
            return Phrase("since_year", {"year": str(rule.since)})
        if rule.until and report.year > rule.until:
            return Phrase("until_year", {"year": str(rule.until)})
    return None


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
    causes = set()
    for each in outcomes:
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
