"""The examples of rules: what each rule makes of them, and whether that is what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from linter.engine import check_report
from linter.finding import Finding, Outcome
from linter.norm import Norm
from linter.profile.model import Example, Rule
from linter.profile.problem import Problem, at_key, at_value, in_order
from linter.profile.sample import WrongExample, report_of
from linter.profile.source import Path
from linter.profile.target import Target, folder_of, targets
from linter.report import Report
from linter.words import DEFAULT, Names, Phrase, Word, catalog

SIDES = ("pass", "fail")
_SHOWN = 3
_CRASHED = "rule_crashed"


class Tried(NamedTuple):
    """An example that was run: its report, the outcome of every rule on it, and that of its own rule.

    `outcome` is None when another rule ended the run before it came to this one.
    """

    report: Report
    outcomes: tuple[Outcome, ...]
    outcome: Outcome | None

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


class Proof(NamedTuple):
    """A rule after its examples were run: how many should pass and how many fail, what is wrong, and remarks."""

    rule: Rule
    passes: int
    fails: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def failures(path: str, language: str = DEFAULT) -> list[Problem]:
    """What is wrong with the examples of the rules that a file (a folder, a profile by name) defines or changes.

    Raises linter.profile.refused.Refused for files that cannot be used.
    """
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


def proof(target: Target, code: str, language: str = DEFAULT) -> Proof:
    """The examples of a rule of the target, run with the profile that it makes."""
    rule = target.rule(code)
    trials = list(_trials(target, rule, language))
    fired = any(side == "fail" and run is not None and run.broken() for _, side, run, _ in trials)
    passed = any(side == "pass" and run is not None and _state(run) == "passed" for _, side, run, _ in trials)
    problems = list(_about_rule(target, rule))
    kept: list[Flaw] = []
    for home, side, run, flaw in trials:
        if flaw is None or (side == "pass" and passed and run is not None and _is_out_of_bounds(rule, run)):
            continue
        if flaw.said.key == "test_silent" and not fired:
            flaw = flaw._replace(cure=Phrase("test_never_cure"))
        if flaw.said.key == "test_crashed":
            problems.append(_at_rule(target, code, flaw.said, flaw.cure, "check"))
        elif home is None:
            kept.append(flaw)
        else:
            at = at_value if flaw.value else at_key
            problems.append(at(target.part.source, (*home, *flaw.path), flaw.said, flaw.cure))
    if kept:
        count, known = str(len(kept)), str(sum(home is None for home, *_ in trials))
        params: dict[str, Word] = {"code": code, "count": count, "known": known, "first": kept[0].said}
        problems.append(_at_rule(target, code, Phrase("test_kept", params), Phrase("test_kept_cure", {"code": code})))
    return Proof(rule, len(rule.passes), len(rule.fails), in_order(problems), tuple(_remarks(target, rule)))


_Trial = tuple[Path | None, str, Tried | None, Flaw | None]


def _trials(target: Target, rule: Rule, language: str) -> Iterator[_Trial]:
    """Each example: where the target's own part has it, its side, what came of it, and why it does not hold."""
    for side, examples in zip(SIDES, (rule.passes, rule.fails), strict=True):
        items = target.entries[rule.code].get(side, ())
        for number, (example, item) in enumerate(zip(examples, items, strict=True), 1):
            found = target.home(rule.code, side, item)
            home = found[1] if found and found[0] == target.part else None
            called = Phrase("test_noted", {"note": example.note}) if example.note else Phrase("test_no", {"number": str(number)})
            folder = folder_of(found[0] if found else target.part)
            try:
                run = tried(rule, example, target.profile.rules, target.profile.norm, folder, language)
            except WrongExample as wrong:
                yield home, side, None, Flaw(wrong.said, wrong.cure, wrong.path, wrong.path[-1] in ("file", "previous"))
                continue
            yield home, side, run, flaw_of(rule, example, side == "pass", run, target.own(), called)


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
    for field, said, fitting in (
        ("at", "test_elsewhere", [each for each in found if example.at in ("", each.at)]),
        ("message", "test_other_message", [each for each in found if example.message in ("", each.message_id)]),
    ):
        wanted = getattr(example, field)
        if not fitting:
            return Flaw(
                Phrase(said, name | {"wanted": wanted, "found": _told(found)}), Phrase("test_wanted_cure"), (field,), True
            )
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


def _state(run: Tried) -> str:
    return run.outcome.state if run.outcome is not None else ""


def _is_out_of_bounds(rule: Rule, run: Tried) -> bool:
    """Whether the rule is only skipped because the report is none that it is for: such an example shows its bounds."""
    if _state(run) != "skipped":
        return False
    anywhere = rule._replace(level="warning", bodies=(), named="", since=0, until=0, editions=(run.report.edition or "",))
    return check_report(run.report, [anywhere])[0].state != "skipped"


def _about_rule(target: Target, rule: Rule) -> Iterator[Problem]:
    """What is wrong with a rule whatever its examples say: none of a kind, or no report that it is for."""
    params: dict[str, Word] = {"code": rule.code}
    if not rule.passes:
        yield _at_rule(target, rule.code, Phrase("test_no_pass", params), Phrase("test_no_pass_cure"))
    if not rule.fails:
        yield _at_rule(target, rule.code, Phrase("test_no_fail", params), Phrase("test_no_fail_cure"))
    forms = target.profile.norm.data["edition"]
    begun = min((forms[edition]["from"] for edition in rule.editions), default=0)
    if rule.until and rule.until < begun:
        params |= {"until": str(rule.until), "begun": str(begun)}
        yield _at_rule(target, rule.code, Phrase("test_never", params), Phrase("test_never_until"), "until")


def _remarks(target: Target, rule: Rule) -> Iterator[Problem]:
    """That a rule of the part's own is off wherever it could be used."""
    from linter.select import means

    levels = [(selector, level) for part in target.others for selector, level in part.data.get("level", {}).items()]
    used = any(level != "off" and means(selector, rule.code, rule.name) for selector, level in levels)
    if rule.level == "off" and not used and target.part.form != "override" and not _is_national(rule):
        said, cure = Phrase("test_off", {"code": rule.code}), Phrase("test_off_cure", {"code": rule.code})
        yield _at_rule(target, rule.code, said, cure, "level", note=True)


def _is_national(rule: Rule) -> bool:
    return len(rule.code.rstrip("0123456789")) == 1


def _at_rule(target: Target, code: str, said: Phrase, cure: Word, field: str = "code", note: bool = False) -> Problem:
    """A problem of a rule: at the field, where the part has it, else at its code, or where its options are changed."""
    path = target.own()[code]
    places = target.part.source.places
    if path[-2] == "option":
        return at_key(target.part.source, path, said, cure, note)
    chosen = (*path, field) if (*path, field) in places.values else (*path, "code")
    return at_value(target.part.source, chosen, said, cure, note)
