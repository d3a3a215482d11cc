"""A part of a file into a layer: what does not fit its form is told, the rest is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from linter.checks import Kind
from linter.named_tuple import NamedTuple
from linter.profile import form
from linter.profile.draft import Layer, Origin
from linter.profile.judges import CODE, NATIONAL
from linter.profile.outside import BROKEN
from linter.profile.problem import Problem, nearest
from linter.profile.settings import about_settings
from linter.profile.shape import Field, Shape, editable, shape_of
from linter.profile.source import Path, Source
from linter.profile.verify import Fault, Judge, faults, strings, without
from linter.terms import PATTERNS
from linter.words import Phrase

_FORMS: Mapping[str, Any] = {
    "profile": form.ProfileFile,
    "configuration": form.ConfigurationFile,
    "override": form.Override,
}
_PATTERNS = PATTERNS | {"BodyName", "TitlePattern"}
# what new rules say, and changes of rules that are there seldom do
_OF_NEW = frozenset(("check", "name", "title", "basis"))
# the tables whose lists may be written {add = […], drop = […]}
_EDITED = ("section", "table", "title")
_ANY = Shape("any")


class Part(NamedTuple):
    """A part of a file that is to become a layer: which form it has, and what is said of the profile that it is."""

    source: Source
    path: Path
    form: str
    name: str = ""
    title: str = ""
    prefix: str = ""

    @property
    def data(self) -> Mapping[str, Any]:
        """What stands there; nothing where it is no table."""
        value: Any = self.source.data
        try:
            for key in self.path:
                value = value[key]
        except (KeyError, TypeError):
            return {}
        return value if isinstance(value, Mapping) else {}

    def is_clear(self) -> bool:
        """Whether it says what it builds on and which rules it has; if not, names that are missing may be of these."""
        data, top = self.data, _FORMS[self.form]
        rules = data.get("rule", ())
        if _is_misspelt("rule", data, top) or not isinstance(rules, list | tuple):
            return False
        if not all(isinstance(entry, Mapping) and _is_clear(entry) for entry in rules):
            return False
        if any(_has_code(value) for key, value in data.items() if key != "rule"):
            return False
        if self.form != "profile":
            return isinstance(data.get("profile", ""), str) and not _is_misspelt("profile", data, top)
        about = data.get("profile", {})
        if not isinstance(about, Mapping) or _is_misspelt("extends", about, form.About):
            return False
        return isinstance(about.get("extends", ""), str | list)

    def entries(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Its rules by number, as far as they are tables."""
        rules = self.data.get("rule", ())
        if isinstance(rules, list):
            yield from ((index, entry) for index, entry in enumerate(rules) if isinstance(entry, Mapping))


def _is_misspelt(key: str, table: Mapping[str, Any], form_of_it: Any) -> bool:
    """Whether a table seems to have a key in wrong letters."""
    return key not in table and nearest(key, (each for each in table if each not in shape_of(form_of_it).fields)) is not None


def _has_code(value: Any) -> bool:
    """Whether a table that is none of rules has what belongs to a rule."""
    return isinstance(value, Mapping) and ("code" in value or any(map(_has_code, value.values())))


def _is_clear(entry: Mapping[str, Any]) -> bool:
    """Whether a rule says which one it is: a code, and a check if it is new."""
    code = entry.get("code")
    return isinstance(code, str) and CODE.fullmatch(code) is not None and ("check" in entry or not defines(entry))


class Known(NamedTuple):
    """What the parts may speak of: checks of the rules by code, kinds of check by name, judges by term."""

    checks: Mapping[str, str]
    kinds: Mapping[str, Kind]
    judges: Mapping[str, Judge]


class Verified(NamedTuple):
    """A layer and what was wrong with it."""

    layer: Layer
    problems: tuple[Problem, ...]


def verified(part: Part, known: Known) -> Verified:
    """The part held against its form."""
    top = _top(shape_of(_FORMS[part.form]))
    found = list(faults(part.data, top, known.judges, part.path))
    found.extend(_about_rules(part, known))
    found.extend(_about_options(part, known))
    if part.form == "configuration":
        found.extend(about_settings(part.data, part.path))
    # what a rule lacks is no reason not to know the rule
    whole = {(*part.path, "rule", index) for index, _ in part.entries()}
    data = without(part.data, frozenset(fault.path for fault in found if fault.path not in whole), part.path)
    patterns = frozenset() if part.source.shipped else frozenset(_patterns(data, top, known))
    origin = Origin(part.source, part.path)
    layer = Layer(part.source, part.path, data, part.data, part.name, part.title, part.prefix, patterns)
    return Verified(layer, tuple(map(origin.problem, found)))


def here(layer: Layer, known: Known, elsewhere: Collection[str] | None) -> Layer:
    """The layer without what it says of rules and sections that are not known here.

    `elsewhere` are the codes of rules that are known at all; what is nowhere stays, to be told (None: it may be anywhere).
    """

    def is_meant(code: Any) -> object:
        return code in known.checks or NATIONAL.fullmatch(str(code)) or (elsewhere is not None and code not in elsewhere)

    is_section = known.judges["SectionName"]
    data = dict(layer.data)
    if "section" in data:
        data["section"] = {name: edit for name, edit in data["section"].items() if "number" in edit or is_section(name) is None}
    if "rule" in data:
        data["rule"] = [
            entry if is_meant(entry.get("code")) or defines(raw) else {}
            for entry, raw in zip(data["rule"], layer.raw["rule"], strict=True)
        ]
    if "option" in data:
        data["option"] = {code: changes for code, changes in data["option"].items() if is_meant(code)}
    return layer._replace(data=data)


def _top(whole: Shape) -> Shape:
    """The form of a file with its lists of wordings open to edits; rules and overrides are looked at one by one."""
    fields = {
        name: Field(opened(field.shape) if name in _EDITED else field.shape, field.required)
        for name, field in whole.fields.items()
    }
    tables = Shape("array", items=Shape("map", items=_ANY))
    return whole._replace(fields={**fields, **{name: Field(tables, False) for name in ("rule", "override") if name in fields}})


def opened(shape: Shape) -> Shape:
    """The shape of what profiles say of the norm: all of its lists open to edits."""
    if shape.kind == "map" and shape.items is not None:
        return shape._replace(items=opened(shape.items))
    return (
        editable(shape)
        if shape.kind != "table"
        else shape._replace(fields={name: Field(opened(field.shape), field.required) for name, field in shape.fields.items()})
    )


def entry_shape(kind: Kind | None, new: bool) -> Shape:
    """The shape of a `[[rule]]`: the fields of rules and the options of its check, all of which a new rule must have."""
    own = editable(shape_of(form.RuleEntry))
    options = options_shape(kind)
    given = options.fields if new else editable(options).fields
    fields = {name: Field(editable(field.shape), field.required) for name, field in given.items()}
    # what somebody misspells is an option more often than not, so these come first
    return own._replace(fields={**fields, **own.fields, "code": Field(own.fields["code"].shape, True)})


def options_shape(kind: Kind | None) -> Shape:
    """The shape of the options of a kind of check."""
    return Shape("table") if kind is None or kind.options is None else shape_of(kind.options)


def _kind_of(entry: Mapping[str, Any], known: Known) -> Kind | None:
    own, there = entry.get("check"), known.checks.get(str(entry.get("code")))
    check = own if there is None or defines(entry) else there
    kind = known.kinds.get(check) if isinstance(check, str) else None
    return None if kind is BROKEN else kind


def defines(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is meant as a new rule: one that changes a rule says little of what the rule is."""
    return len(_OF_NEW & entry.keys()) > 1


def _about_rules(part: Part, known: Known) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for index, entry in part.entries():
        path: Path = (*part.path, "rule", index)
        kind = _kind_of(entry, known)
        shape = entry_shape(kind, "check" in entry and "name" in entry)
        if kind is None:
            # without a kind nobody knows which options there are
            free = (key for key in entry if "check" in entry or nearest(key, ("check",)) is None)
            shape = shape._replace(fields={**{key: Field(_ANY, False) for key in free}, **shape.fields})
        code = entry.get("code")
        yield from (_by_code(fault, path, code) for fault in faults(entry, shape, known.judges, path))
        if isinstance(code, str):
            if code in seen:
                first = part.source.places.key((*part.path, "rule", seen[code], "code")).line
                params = {"code": code, "place": f"{part.source.path}:{first}"}
                cure = Phrase("config_code_taken_cure" if defines(entry) else "config_code_again")
                yield Fault((*path, "code"), Phrase("config_code_taken", params), cure)
            seen.setdefault(code, index)


def _by_code(fault: Fault, path: Path, code: Any) -> Fault:
    """What is said of a rule as a whole names it by its code."""
    if fault.path != path or not isinstance(code, str) or not isinstance(fault.said, Phrase):
        return fault
    return fault._replace(said=Phrase(fault.said.key, {**fault.said.params, "table": code}))


def _about_options(part: Part, known: Known) -> Iterator[Fault]:
    options = part.data.get("option", {})
    for code, changes in options.items() if isinstance(options, Mapping) else ():
        if code in known.checks and isinstance(changes, Mapping):
            shape = editable(options_shape(known.kinds.get(known.checks[code])))
            yield from faults(changes, shape, known.judges, (*part.path, "option", code))


def _patterns(data: Mapping[str, Any], top: Shape, known: Known) -> Iterator[str]:
    """The patterns that users wrote."""
    yield from strings(data, top, _PATTERNS)
    yield from (words for words in strings(data, top, frozenset(("TitleWords",))) if words.startswith("^"))
    for entry in data.get("rule", ()):
        if isinstance(entry, Mapping):
            yield from strings(entry, entry_shape(_kind_of(entry, known), False), _PATTERNS)
    for code, changes in data.get("option", {}).items():
        yield from strings(changes, editable(options_shape(known.kinds.get(known.checks.get(code, "")))), _PATTERNS)
