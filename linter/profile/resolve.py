"""Parts of files into one profile: each laid over the one before, all errors told at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from linter.checks import KINDS, Kind
from linter.named_tuple import NamedTuple
from linter.norm import Norm, build_norm
from linter.profile.draft import Draft, Origin, Setting
from linter.profile.grammar import overridden
from linter.profile.judges import CODE, judges, lenient
from linter.profile.lay import lay_on
from linter.profile.layers import Known, Part, defines, here, verified
from linter.profile.load import OWN, base_profile, rule_of, shipped_norm, shipped_rules
from linter.profile.meaning import doubts
from linter.profile.model import Profile, Rule
from linter.profile.outside import outside_kinds
from linter.profile.problem import Problem, in_order
from linter.profile.refused import Refused
from linter.words import Phrase

_WORDS = frozenset(("title", "why", "help", "message"))


class Resolved(NamedTuple):
    """A profile with where its settings come from, and remarks on settings that have no effect.

    `remarks` are these part by part. `entries` are the rules by code as they come out, `base` and `tables` the norm (None
    for the shipped tables), `touched` the fields of rules that layers changed.
    """

    profile: Profile
    origins: Mapping[Setting, Origin]
    notes: tuple[Problem, ...]
    remarks: tuple[tuple[Part, tuple[Problem, ...]], ...]
    entries: Mapping[str, Mapping[str, Any]]
    base: Mapping[str, Any]
    tables: Mapping[str, Any] | None
    touched: Mapping[str, set[str]]


def resolve(parts: Sequence[Part], others: Sequence[Part] = (), lost: bool = False) -> Resolved:
    """The profile that the parts make, the first of them laid on the national one.

    `others` are the parts that the same configuration has for other files: it may speak of their rules too. When a part
    is `lost`, nobody knows which names there are, so that none is told to be missing.
    Raises Refused with everything that is wrong with any of them.
    """
    draft = Draft()
    known, problems = _known(draft, parts)
    widely = _known(draft, [*parts, *others])[0] if others else known
    lost = lost or not all(part.is_clear() for part in (*parts, *others))
    bare = lenient(known.judges)
    begins = []
    for part in parts:
        wide = known if part.form == "profile" else widely
        layer, wrong = verified(part, wide._replace(judges=bare) if lost else wide)
        problems.extend(wrong)
        if lost or wide is not known:
            layer = here(layer, known, None if lost else widely.checks)
        begins.append(len(draft.problems))
        lay_on(draft, layer)
    norm, wrong_norm = _norm(draft)
    problems.extend(wrong_norm)
    problems.extend(draft.problems)
    problems.extend(doubts(draft, norm, known.kinds))
    errors = [each for each in problems if not each.note]
    if errors:
        raise Refused(errors)
    ends = [*begins, len(draft.problems)][1:]
    idle = list(_idle_options(draft))
    remarks = tuple(
        (part, (*draft.problems[begin:end], *(told for origin, told in idle if _is_of(origin, part, parts))))
        for part, begin, end in zip(parts, begins, ends, strict=True)
    )
    notes = in_order(told for _, several in remarks for told in several)
    names = [(part.name, part.title) for part in parts if part.name]
    national = base_profile()
    name, title = names[-1] if names else (national.name, national.title)
    profile = Profile(name, title, norm, _rules(draft, known.kinds))
    return Resolved(profile, draft.origins, notes, remarks, draft.rules, draft.base, draft.tables, draft.touched)


def _known(draft: Draft, parts: Sequence[Part]) -> tuple[Known, list[Problem]]:
    """What the parts may speak of, their own rules and checks among it."""
    checks = {code: entry["check"] for code, entry in draft.rules.items()}
    names = {code: entry["name"] for code, entry in draft.rules.items()}
    asked: dict[str, Origin] = {}
    sections = [each["key"] for each in draft.base["section"]]
    for part in parts:
        for index, entry in part.entries():
            code, check, name = (entry.get(field) for field in ("code", "check", "name"))
            if isinstance(check, str) and check not in KINDS:
                asked.setdefault(check, Origin(part.source, (*part.path, "rule", index, "check")))
            if isinstance(code, str) and CODE.fullmatch(code) and isinstance(check, str) and defines(entry):
                checks.setdefault(code, check)
                names.setdefault(code, name if isinstance(name, str) else code)
        edits = part.data.get("section", {})
        sections += (
            [key for key, edit in edits.items() if _is_new(edit) and key not in sections] if isinstance(edits, Mapping) else []
        )
    outside, problems = outside_kinds(asked)
    kinds: dict[str, Kind] = {**KINDS, **outside}
    return Known(checks, kinds, judges(shipped_norm(), names, sections, kinds)), problems


def _is_new(edit: Any) -> bool:
    return isinstance(edit, Mapping) and "number" in edit


def _norm(draft: Draft) -> tuple[Norm, list[Problem]]:
    """The norm of the draft; the shipped one where nothing of it was changed."""
    shipped = shipped_norm()
    changed = draft.tables is not None or draft.base != shipped.data
    if not (changed or draft.foreign or draft.grammar):
        return shipped, []
    tables = draft.own_tables() if changed else {}
    if changed:
        norm = build_norm(draft.base, tables, frozenset(draft.foreign))
    else:
        norm = Norm(shipped.data, shipped.sections, shipped.tables, shipped.labels, frozenset(draft.foreign))
    keys = [section.key for section in norm.sections]
    if draft.grammar:
        made = overridden(draft.grammar, keys)
        if isinstance(made, Problem):
            return norm, [made]
        norm.grammar = made
    elif len(keys) > len(shipped.sections):
        origin = draft.origins["section", keys[-1]]
        from linter.profile.verify import Fault

        said = Phrase("config_section_grammar", {"key": keys[-1], "terminal": keys[-1].upper()})
        return norm, [origin.problem(Fault(origin.path, said, key=True))]
    return norm, []


def _rules(draft: Draft, kinds: Mapping[str, Kind]) -> tuple[Rule, ...]:
    """The rules, the national ones first; those that no layer touched are the shipped ones themselves."""
    shipped = {rule.code: rule for rule in shipped_rules()}
    return tuple(
        rule_of(entry, _home(draft, code), kinds, frozenset(draft.touched[code] & _WORDS) if code in shipped else frozenset())
        if code in draft.touched
        else shipped[code]
        for code, entry in draft.rules.items()
    )


def _home(draft: Draft, code: str) -> str:
    home = draft.homes.get(code)
    return home.source.path if home else "rules"


def _is_of(origin: Origin, part: Part, parts: Sequence[Part]) -> bool:
    """Whether a part is the innermost one in which something stands."""
    around = [each for each in parts if each.source is origin.source and origin.path[: len(each.path)] == each.path]
    return max(around, key=lambda each: len(each.path)) is part


def _idle_options(draft: Draft) -> Iterable[tuple[Origin, Problem]]:
    """Options of rules that are off: they have no effect."""
    from linter.profile.verify import Fault

    for code, fields in draft.touched.items():
        entry = draft.rules[code]
        if entry["level"] != "off" or code in draft.homes:
            continue
        for field in sorted(fields - OWN):
            origin = draft.origin_of(code, field)
            if origin is not None:
                said = Phrase("config_idle_off", {"code": code})
                yield origin, origin.problem(Fault(origin.path, said, key=True), note=True)
