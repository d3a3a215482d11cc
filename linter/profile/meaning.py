"""Whether rules that were written or changed mean something: formulas, rows, columns and messages that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import Formatter
from typing import Any

from linter.checks import Kind
from linter.norm import Norm
from linter.profile.draft import Draft
from linter.profile.layers import options_shape
from linter.profile.load import rule_files
from linter.profile.problem import Problem, suggestion
from linter.profile.shape import Shape
from linter.profile.verify import Fault
from linter.words import Phrase, Word

EDITIONS = ("2021", "2019")
_SIDES = ("en",)


def doubts(draft: Draft, norm: Norm, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """What the touched rules of the draft cannot mean."""
    for code in draft.touched:
        entry = draft.rules[code]
        kind = kinds.get(entry.get("check", ""))
        if kind is None:
            continue
        for fault in (*_about_messages(entry, draft), *_about_options(entry, kind, norm), *_about_years(entry)):
            yield from _placed(draft, code, fault)


def _placed(draft: Draft, code: str, fault: Fault) -> Iterator[Problem]:
    """The fault where the field was written, if a layer wrote it."""
    fields = [str(each) for each in fault.path]
    origin = draft.origin_of(code, *fields)
    if origin is not None:
        exact = ("rule", code, *fields[:2]) in draft.origins or ("rule", code, *fields[:1]) in draft.origins
        yield origin.problem(fault._replace(path=origin.path, key=fault.key or not exact))


@lru_cache(maxsize=1)
def spoken() -> dict[str, dict[str, frozenset[str]]]:
    """The messages that each kind of check says, with their parameters, as the shipped rules have them."""
    known: dict[str, dict[str, frozenset[str]]] = {}
    for _, data in rule_files():
        for entry in data["rule"]:
            messages = known.setdefault(entry["check"], {})
            for key, words in entry["message"].items():
                messages[key] = messages.get(key, frozenset()) | placeholders(words)
    return known


def placeholders(template: str) -> frozenset[str]:
    """The names in braces, those inside a choice of words too.

    Raises ValueError for braces that are not closed.
    """
    found: set[str] = set()
    for _, name, form, _ in Formatter().parse(template):
        if name is not None:
            found |= {name, *placeholders(form or "")}
    return frozenset(found)


def _about_messages(entry: Mapping[str, Any], draft: Draft) -> Iterator[Fault]:
    known = spoken().get(entry["check"])
    tables: list[tuple[tuple[str, ...], Mapping[str, Any]]] = [(("message",), entry.get("message", {}))]
    tables += [((side, "message"), entry.get(side, {}).get("message", {})) for side in _SIDES]
    for path, messages in tables:
        for key, words in messages.items():
            yield from _about_message((*path, key), key, words, known)
    levels = entry.get("levels", {})
    for key in levels:
        if known is not None and key not in known:
            yield Fault(("levels", key), Phrase("config_no_message", {"value": key}), suggestion(key, list(known)), key=True)


def _about_message(path: tuple[str, ...], key: str, words: str, known: Mapping[str, frozenset[str]] | None) -> Iterator[Fault]:
    if known is not None and key not in known:
        yield Fault(path, Phrase("config_no_message", {"value": key}), suggestion(key, list(known)), key=True)
        return
    try:
        named = placeholders(words)
    except ValueError:
        yield Fault(path, Phrase("config_braces"), Phrase("config_braces_cure"))
        return
    unknown = sorted(named - known[key]) if known is not None else []
    if unknown and known is not None:
        said = Phrase("config_no_parameter", {"value": "{" + unknown[0] + "}"})
        yield Fault(path, said, suggestion(unknown[0], sorted(known[key])))


def _about_years(entry: Mapping[str, Any]) -> Iterator[Fault]:
    if entry.get("until") and entry["until"] < entry.get("since", 0):
        yield Fault(("until",), Phrase("config_no_year"))
    if not entry.get("edition", EDITIONS):
        yield Fault(("edition",), Phrase("config_no_edition"))


def _about_options(entry: Mapping[str, Any], kind: Kind, norm: Norm) -> Iterator[Fault]:
    """Formulas, rows, columns and cells against the tables of all editions that the rule is for."""
    for name, field in options_shape(kind).fields.items():
        if name not in entry:
            continue
        for path, term, value in _terms(entry[name], field.shape, (name,)):
            if term == "Formula":
                yield from _about_formula(entry, norm, path, value)
            elif term in ("RowKey", "ColumnKey", "CellSum", "CellPath"):
                yield from _about_cells(entry, norm, path, term, value)


def _terms(value: Any, shape: Shape, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The strings with a meaning inside a value."""
    if shape.kind == "string" and isinstance(value, str):
        yield path, shape.term, value
    elif shape.kind == "array" and shape.items is not None and isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _terms(item, shape.items, (*path, str(index)))
    elif shape.kind == "table" and isinstance(value, Mapping):
        for key, item in value.items():
            if key in shape.fields:
                yield from _terms(item, shape.fields[key].shape, (*path, key))


def _about_formula(entry: Mapping[str, Any], norm: Norm, path: tuple[str, ...], holds: str) -> Iterator[Fault]:
    from linter.checks.identity import names_of
    from linter.formula import parse_identity
    from linter.lalr import Unexpected

    try:
        identity = parse_identity(holds)
    except Unexpected as wrong:
        params: dict[str, Word] = {"words": str(wrong.token.value) or Phrase("config_the_end")}
        yield Fault(
            path,
            Phrase("config_formula", params),
            Phrase("config_formula_cure"),
            offset=wrong.token.start + 1,
            length=len(str(wrong.token.value)),
        )
        return
    forms = norm.tables.get(entry.get("table", ""), {})
    for edition in entry.get("edition", EDITIONS):
        if edition not in forms:
            continue
        names, groups = names_of(norm, forms[edition], entry.get("along", "columns"))
        for term in (*identity.left, *identity.right):
            known: Mapping[str, Any] = groups if term.kind == "group" else names
            if term.kind != "number" and term.name not in known:
                yield _no_name(path, term.name, holds, list(known), edition)
                return


def _no_name(path: tuple[str, ...], name: str, holds: str, known: list[str], edition: str) -> Fault:
    said = Phrase("config_no_term", {"value": name, "edition": Phrase(f"edition_{edition}")})
    return Fault(path, said, suggestion(name, known), offset=holds.index(name) + 1, length=len(name))


def _about_cells(entry: Mapping[str, Any], norm: Norm, path: tuple[str, ...], term: str, value: str) -> Iterator[Fault]:
    for edition in entry.get("edition", EDITIONS):
        for table, kind, key in _keys(entry, term, value):
            if table not in norm.tables:
                yield Fault(path, Phrase("config_no_choice", {"value": table}), suggestion(table, list(norm.tables)))
                return
            form = norm.tables[table][edition]
            known = list(form.by_key) if kind == "row" else list(form.columns)
            if key not in known:
                params: dict[str, Word] = {"value": key, "edition": Phrase(f"edition_{edition}")}
                said = Phrase("config_no_term", params)
                yield Fault(path, said, suggestion(key, known), offset=value.index(key) + 1, length=len(key))
                return


def _keys(entry: Mapping[str, Any], term: str, value: str) -> Iterator[tuple[str, str, str]]:
    """The keys of rows and columns that a value speaks of, each with its table."""
    table = entry.get("table", "")
    if term == "RowKey":
        yield table, "row", value
    elif term == "ColumnKey":
        yield table, "column", value
    elif term == "CellPath":
        table, _, rest = value.partition("/")
        row, _, column = rest.partition("/")
        yield table, "row", row
        yield table, "column", column
    else:
        for cell in value.replace(" - ", " + ").split(" + "):
            row, _, column = cell.strip().partition("/")
            yield table, "row", row
            yield table, "column", column
