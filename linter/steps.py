"""Rules as they are asked of the reports of a kind: which are not for such a report, and what they say if nothing is wrong."""

from __future__ import annotations

from collections.abc import Hashable

from linter.finding import Outcome
from linter.named_tuple import NamedTuple
from linter.profile.model import Rule
from linter.prose.pattern import any_of
from linter.report import Report
from linter.words import Catalog, Names, Phrase, Word

# so many sets of rules are remembered of a norm, and so many kinds of report for each
_MOST_PLANS, _MOST_KINDS = 4, 256
# and for each rule so many reasons for which it is skipped
_MOST_REASONS = 64


class Step:
    """A rule with what its outcome is if it has nothing to say, and, where it is not for a kind of report, if it is skipped.

    `skips` are its outcomes for the reasons for which it was skipped.
    """

    __slots__ = ("check", "code", "named", "options", "passed", "rule", "skipped", "skips", "tables")

    def __init__(self, rule: Rule, reason: Word | None, words: Catalog) -> None:
        self.rule, self.code, self.named, self.tables = rule, rule.code, rule.named, rule.tables
        self.check, self.options = rule.kind.check, rule.options
        self.passed = Outcome(rule, "passed")
        self.skips: dict[Hashable, Outcome] = {}
        self.skipped = None if reason is None else self.skip(reason, words)

    def skip(self, reason: Word, words: Catalog) -> Outcome:
        """The outcome of the rule where it is skipped for a reason."""
        if not isinstance(reason, Phrase) or not all(isinstance(each, str) for each in reason.params.values()):
            return Outcome(self.rule, "skipped", reason=words.say(reason))
        key = (reason.key, *reason.params.items())
        found = self.skips.get(key)
        if found is None:
            if len(self.skips) >= _MOST_REASONS:
                self.skips.clear()
            found = self.skips[key] = Outcome(self.rule, "skipped", reason=words.say(reason))
        return found


class _Plan(NamedTuple):
    """What becomes of rules on the kinds of report that were met: by edition, year, whether there is a body, and its level."""

    rules: tuple[Rule, ...]
    words: Catalog
    steps: dict[tuple[str | None, int | None, bool, str | None], tuple[tuple[Step, ...], tuple[Step, ...]]]


def steps_of(report: Report, rules: tuple[Rule, ...], words: Catalog) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Rules that stop the run, and all rules: which are not for such a report is asked once for all reports of a kind."""
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
        # a rule for bodies of some names is asked anew for every report
        every = tuple(Step(rule, None if rule.named else not_for(rule, report), words) for rule in plan.rules)
        stopping = tuple(step for step in every if step.rule.stops and step.rule.level != "off")
        steps = plan.steps[kind] = stopping, every
    return steps


def not_for(rule: Rule, report: Report) -> Word | None:
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
