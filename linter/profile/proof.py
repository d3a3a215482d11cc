"""Rules held against their examples, and what is wrong told at its place in the file that has them."""

from __future__ import annotations

from collections.abc import Iterator

from linter.engine import check_report
from linter.named_tuple import NamedTuple
from linter.profile.example import Flaw, Tried, flaw_of, shows_bounds, tried
from linter.profile.model import Example, Rule
from linter.profile.problem import Problem, at_key, at_value, in_order
from linter.profile.sample import WrongExample, report_of
from linter.profile.source import Path
from linter.profile.target import Target, folder_of
from linter.words import DEFAULT, Phrase, Word

_SIDES = ("pass", "fail")


class Proof(NamedTuple):
    """A rule after its examples were run: how many should pass and how many fail, what is wrong, and remarks."""

    rule: Rule
    passes: int
    fails: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def proof(target: Target, code: str, language: str = DEFAULT) -> Proof:
    """The examples of a rule of the target, run with the profile that it makes."""
    rule = target.rule(code)
    trials = list(_trials(target, rule, language))
    fired = any(side == "fail" and run is not None and run.broken() for _, side, run, _ in trials)
    passed = any(side == "pass" and run is not None and run.state == "passed" for _, side, run, _ in trials)
    problems = list(_about_rule(target, rule))
    kept: list[Flaw] = []
    for home, side, run, flaw in trials:
        if flaw is None or (side == "pass" and passed and run is not None and shows_bounds(rule, run)):
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
    standing: dict[str, frozenset[str]] = {}
    for side, examples in zip(_SIDES, (rule.passes, rule.fails), strict=True):
        items = target.entries[rule.code].get(side, ())
        for number, (example, item) in enumerate(zip(examples, items, strict=True), 1):
            found = target.home(rule.code, side, item)
            home = found[1] if found and found[0] == target.part else None
            called = Phrase("test_noted", {"note": example.note}) if example.note else Phrase("test_no", {"number": str(number)})
            folder = folder_of(found[0] if found else target.part)
            try:
                run = tried(rule, example, target.profile.rules, target.profile.norm, folder, language)
            except WrongExample as wrong:
                yield home, side, None, Flaw(wrong.said, wrong.cure, wrong.path, wrong.path in (("file",), ("previous",)))
                continue
            own = frozenset(target.own())
            if not example.file:
                if example.edition not in standing:
                    standing[example.edition] = _broken_by(Example("", (), example.edition), target)
                own -= standing[example.edition]
            yield home, side, run, flaw_of(rule, example, side == "pass", run, own, called)


def _broken_by(example: Example, target: Target) -> frozenset[str]:
    """The rules that a shipped report breaks as it stands: an office that asks for more cannot help that."""
    outcomes = check_report(report_of(example, target.profile.norm), target.profile.rules)
    return frozenset(each.rule.code for each in outcomes if each.state == "broken")


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
