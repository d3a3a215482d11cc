"""Formulas, rows, columns and cells that rules name, against the tables of the editions that the rules are for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from linter.checks import Kind
from linter.norm import Norm
from linter.profile.layers import options_shape
from linter.profile.problem import suggestion
from linter.profile.shape import Shape
from linter.profile.source import Path
from linter.profile.verify import Fault
from linter.words import Phrase, Word

EDITIONS = ("2021", "2019")


def about_options(entry: Mapping[str, Any], kind: Kind, norm: Norm) -> Iterator[Fault]:
    """Formulas, rows, columns and cells against the tables of all editions that the rule is for."""
    for path, term, value in meant(entry, kind):
        if term == "Formula":
            yield from _about_formula(entry, norm, path, value)
        elif term in ("RowKey", "ColumnKey", "RowKey|ColumnKey", "CellSum", "CellPath"):
            yield from _about_cells(entry, norm, path, term, value)
        elif term == "MessageKey" and value not in entry.get("message", {}):
            yield Fault(path, Phrase("config_no_words", {"value": value}), suggestion(value, list(entry.get("message", {}))))


def meant(entry: Mapping[str, Any], kind: Kind) -> Iterator[tuple[Path, str, str]]:
    """The strings with a meaning in the options of a rule: where they stand, their terms and what they say."""
    for name, field in options_shape(kind).fields.items():
        if name in entry:
            yield from _terms(entry[name], field.shape, (name,))


def _terms(value: Any, shape: Shape, path: Path) -> Iterator[tuple[Path, str, str]]:
    """The strings with a meaning inside a value."""
    if shape.kind == "string" and isinstance(value, str):
        yield path, shape.term, value
    elif shape.kind == "either" and isinstance(value, str):
        yield path, "|".join(each.term for each in shape.either if each.kind == "string"), value
    elif shape.kind == "array" and shape.items is not None and isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _terms(item, shape.items, (*path, index))
    elif shape.kind == "table" and isinstance(value, Mapping):
        for key, item in value.items():
            if key in shape.fields:
                yield from _terms(item, shape.fields[key].shape, (*path, key))


def _about_formula(entry: Mapping[str, Any], norm: Norm, path: Path, holds: str) -> Iterator[Fault]:
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
    along = entry.get("along", "columns")
    known = {edition: names_of(norm, forms[edition], along) for edition in entry.get("edition", EDITIONS) if edition in forms}
    for term in (*identity.left, *identity.right):
        lacking = [edition for edition, names in known.items() if term.name not in names[term.kind == "group"]]
        if lacking and term.kind != "number":
            across = names_of(norm, forms[lacking[0]], "rows" if along == "columns" else "columns")[0]
            said, cure = _no_name(term.name, lacking, known, across, along)
            yield Fault(path, said, cure, offset=holds.index(term.name) + 1, length=len(term.name))


def _no_name(
    name: str,
    lacking: Sequence[str],
    known: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]],
    across: Collection[str],
    along: str,
) -> tuple[Word, Word]:
    """Why a formula cannot have a name that these editions lack, and what to write instead."""
    value: dict[str, Word] = {"value": name}
    names, groups = known[lacking[0]]
    if name in groups:
        return Phrase("config_term_group", value), Phrase("config_term_group_cure", value)
    if name in across:
        return Phrase(f"config_term_not_{along}", value), suggestion(name, list(names))
    said = Phrase("config_no_term", {**value, "edition": Phrase(f"edition_{lacking[0]}")})
    having = [edition for edition in known if edition not in lacking]
    if having:
        return said, Phrase("config_term_edition", {"edition": having[0]})
    return said, suggestion(name, [*names, *groups])


def _about_cells(entry: Mapping[str, Any], norm: Norm, path: Path, term: str, value: str) -> Iterator[Fault]:
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
    elif term == "RowKey|ColumnKey":
        yield table, "row" if entry.get("along") == "columns" else "column", value
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
