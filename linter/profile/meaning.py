"""Whether rules that were written or changed mean something: formulas, rows, columns and messages that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from string import Formatter
from typing import Any

from linter.checks import Kind
from linter.norm import Norm
from linter.profile.draft import Draft, Origin
from linter.profile.layers import options_shape
from linter.profile.load import province_files, rule_files
from linter.profile.merge import is_edit
from linter.profile.problem import Problem, suggestion
from linter.profile.shape import Shape
from linter.profile.source import Path
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
        named = _own_messages(entry, kind)
        for fault in (
            *_about_messages(entry, named), *_about_options(entry, kind, norm), *_about_years(entry),
            *_about_examples(entry, named), *_about_others(entry, draft), *_about_name(entry, draft),
        ):  # fmt: skip
            yield from _placed(draft, code, fault)


def _placed(draft: Draft, code: str, fault: Fault) -> Iterator[Problem]:
    """The fault where the field was written, if a layer wrote it."""
    fields = [str(each) for each in fault.path]
    for length in range(len(fields), 0, -1):
        origin = draft.origins.get(("rule", code, *fields[:length]))
        if origin is not None:
            path = _written(origin, fault.path[length:], draft.rules[code].get(fields[0]))
            whole = len(path) - len(origin.path) < len(fields) - length
            yield origin.problem(fault._replace(path=path, offset=0 if whole else fault.offset))
            return
    origin = draft.origin_of(code)
    if origin is not None:
        yield origin.problem(fault._replace(path=origin.path, key=True))


def _written(origin: Origin, rest: Path, merged: Any) -> Path:
    """The path at which a part of a value is written, as far as it is: an item of an edit stands among those added."""
    path, value = origin.path, _value(origin)
    for part in rest:
        if is_edit(value) and isinstance(part, int):
            added = value.get("add", ())
            if merged[part] not in added:
                break
            path, value, part = (*path, "add"), added, added.index(merged[part])
        path = (*path, part)
        if path not in origin.source.places.keys:
            return path[:-1]
        value = value[part]
    return path


def _value(origin: Origin) -> Any:
    value: Any = origin.source.data
    for part in origin.path:
        value = value[part]
    return value


@lru_cache(maxsize=64)
def spoken(check: str) -> Mapping[str, frozenset[str]] | None:
    """The messages that a kind of check says, with their parameters, as the shipped rules have them; None for no such rule."""
    return _spoken(data for _, data in rule_files()).get(check) or _spoken(province_files()).get(check)


def _spoken(files: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, frozenset[str]]]:
    known: dict[str, dict[str, frozenset[str]]] = {}
    for data in files:
        for entry in data.get("rule", ()):
            messages = known.setdefault(entry.get("check", ""), {})
            for key, words in entry.get("message", {}).items():
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


def _own_messages(entry: Mapping[str, Any], kind: Kind) -> Mapping[str, frozenset[str]] | None:
    """The messages that the rule may have, with their parameters: of its check, and such as its options name."""
    known = spoken(entry["check"])
    if known is None:
        return None
    every = frozenset().union(*known.values())
    return {**known} | {words: every for _, term, words in _meant(entry, kind) if term == "MessageKey" and words not in known}


def _about_messages(entry: Mapping[str, Any], known: Mapping[str, frozenset[str]] | None) -> Iterator[Fault]:
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
    given = known[key] if known is not None else named
    for name in sorted(named - given):
        said = Phrase("config_no_parameter", {"value": "{" + name + "}"})
        place = words.find("{" + name)
        yield Fault(path, said, suggestion(name, sorted(given)), offset=place + 1, length=len(name) + 2)


def _about_examples(entry: Mapping[str, Any], known: Mapping[str, frozenset[str]] | None) -> Iterator[Fault]:
    for side in ("pass", "fail"):
        for index, example in enumerate(entry.get(side, ())):
            key = example.get("message", "")
            if known is not None and key and key not in known:
                said = Phrase("config_no_message", {"value": key})
                yield Fault((side, index, "message"), said, suggestion(key, list(known)))


def _about_others(entry: Mapping[str, Any], draft: Draft) -> Iterator[Fault]:
    """Messages of other rules that this one rests on."""
    for field in ("explained_by", "repeats"):
        for index, words in enumerate(entry.get(field, ())):
            code, _, key = words.partition(".")
            known = spoken(draft.rules[code]["check"]) if code in draft.rules else None
            if key and known is not None and key not in known:
                yield Fault((field, index), Phrase("config_no_message", {"value": key}), suggestion(key, list(known)))


def _about_name(entry: Mapping[str, Any], draft: Draft) -> Iterator[Fault]:
    """Rules are asked for by their names: no two have the same."""
    own = False
    for code, other in draft.rules.items():
        if other is entry:
            own = True
        # of two that were named, the later one is told
        elif other["name"] == entry["name"] and not (own and "name" in draft.touched.get(code, ())):
            yield Fault(("name",), Phrase("config_name_taken", {"name": entry["name"], "code": code}))
            return


def _about_years(entry: Mapping[str, Any]) -> Iterator[Fault]:
    if entry.get("until") and entry["until"] < entry.get("since", 0):
        yield Fault(("until",), Phrase("config_no_year"))
    if not entry.get("edition", EDITIONS):
        yield Fault(("edition",), Phrase("config_no_edition"))


def _about_options(entry: Mapping[str, Any], kind: Kind, norm: Norm) -> Iterator[Fault]:
    """Formulas, rows, columns and cells against the tables of all editions that the rule is for."""
    for path, term, value in _meant(entry, kind):
        if term == "Formula":
            yield from _about_formula(entry, norm, path, value)
        elif term in ("RowKey", "ColumnKey", "CellSum", "CellPath"):
            yield from _about_cells(entry, norm, path, term, value)
        elif term == "MessageKey" and value not in entry.get("message", {}):
            yield Fault(path, Phrase("config_no_words", {"value": value}), suggestion(value, list(entry.get("message", {}))))


def _meant(entry: Mapping[str, Any], kind: Kind) -> Iterator[tuple[Path, str, str]]:
    """The strings with a meaning in the options of a rule: where they stand, their terms and what they say."""
    for name, field in options_shape(kind).fields.items():
        if name in entry:
            yield from _terms(entry[name], field.shape, (name,))


def _terms(value: Any, shape: Shape, path: Path) -> Iterator[tuple[Path, str, str]]:
    """The strings with a meaning inside a value."""
    if shape.kind == "string" and isinstance(value, str):
        yield path, shape.term, value
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
