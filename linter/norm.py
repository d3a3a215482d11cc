"""The norm as data: sections, tables of each edition, bodies; read from `rules/`, never written in code."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, cast

from linter.fold import cheap, core, numeral
from linter.lalr import Grammar
from linter.named_tuple import NamedTuple
from linter.words import Phrase


class SectionForm(NamedTuple):
    """One of the six sections: official title, wordings that pass or deviate, and the table that belongs in it."""

    key: str
    number: int
    title: str
    table: str | None
    accepted: tuple[str, ...]
    deviating: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The official heading with its numeral."""
        from linter.fold import NUMERALS

        return f"{NUMERALS[self.number - 1]}、{self.title}"


class ColumnForm(NamedTuple):
    """A column of the form. `money` columns hold amounts in `unit`; `signed` ones may be negative."""

    key: str
    label: str
    name: str
    money: bool = False
    signed: bool = False
    unit: str = ""


class RowForm(NamedTuple):
    """A row of the form; a `group` row carries no numbers. `depth` 0 is 一、, 1 is （一）, 2 is 1."""

    key: str
    label: str
    name: str
    depth: int
    group: bool
    columns: Mapping[str, ColumnForm]
    block: str


class TableForm(NamedTuple):
    """A table of one edition.

    `by_key` has every row, groups too; `numeric` the rows that carry numbers, in the form's order, `places` that
    order; `columns` all columns by key.
    """

    key: str
    edition: str
    name: str
    rows: tuple[RowForm, ...]
    transposed: bool
    by_key: Mapping[str, RowForm]
    numeric: tuple[RowForm, ...]
    columns: Mapping[str, ColumnForm]
    places: Mapping[str, int]


class LabelRef(NamedTuple):
    """What a label may mean. `wording` says for each edition how good the wording is: official, accepted or known."""

    table: str
    kind: str
    key: str
    wording: Mapping[str, str]
    label: str
    number: int | None
    depth: int = 0


class LevelForm(NamedTuple):
    """A level of bodies: key, and the pattern of how names of such bodies end."""

    key: str
    ends: str


class Norm:
    """Everything that the program knows of the norm; two of them are never the same one.

    `labels` has what each label may mean by its core; `caches` what was made of the norm on the way; `foreign` the
    patterns that users wrote; `grammar` that of the sections, where a profile has another than the shipped one.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        sections: tuple[SectionForm, ...],
        tables: Mapping[str, Mapping[str, TableForm]],
        labels: Mapping[str, tuple[LabelRef, ...]],
        foreign: frozenset[str] = frozenset(),
    ) -> None:
        self.data = data
        self.sections = sections
        self.tables = tables
        self.labels = labels
        self.caches: dict[Hashable, Any] = {}
        self.grammar: Grammar | None = None
        self.section_by_key = {section.key: section for section in sections}
        self.levels = tuple(LevelForm(each["key"], f"(?:{each['ends']})$") for each in data["level"])
        self.foreign = foreign | {f"(?:{each['ends']})$" for each in data["level"] if each["ends"] in foreign}
        self.level_titles = {each.key: Phrase(f"level_{each.key}") for each in self.levels}

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: what was made on the way is made there again."""
        return {**self.__dict__, "caches": {}}

    def edition_name(self, edition: str | None) -> Phrase:
        """The name of an edition."""
        return Phrase(f"edition_{edition or 'unknown'}")

    def edition_of_year(self, year: int | None) -> str:
        """The edition in force for a year; the newest when no year is known."""
        editions: dict[str, int] = {edition: data["from"] for edition, data in self.data["edition"].items()}
        fitting = [edition for edition, begun in editions.items() if year is None or begun <= year]
        return max(fitting or editions, key=lambda edition: editions[edition])

    def pattern(self, name: str, source: str) -> re.Pattern[str]:
        """A compiled pattern, compiled once a norm; `^` and `$` stand at the ends of lines."""
        found = self.caches.get(name)
        if found is None and source in self.foreign:
            from linter.prose.bounded import UserPattern

            found = self.caches[name] = cast("re.Pattern[str]", UserPattern(source))
        elif found is None:
            found = self.caches[name] = re.compile(cheap(source), re.MULTILINE)
        return found


def build_norm(base: Mapping[str, Any], tables: Mapping[str, Any], foreign: frozenset[str] = frozenset()) -> Norm:
    """A norm from the parsed contents of `base.toml` and `tables.toml`; `foreign` are patterns that users wrote."""
    sections = tuple(
        SectionForm(
            each["key"], each["number"], each["title"], each.get("table"),
            tuple(each.get("accepted", ())), tuple(each.get("deviating", ())),
        )
        for each in base["section"]
    )  # fmt: skip
    editions = tuple(base["edition"])
    forms = {key: {edition: _table_form(key, edition, table, editions) for edition in editions} for key, table in tables.items()}
    return Norm(base, sections, forms, _labels(tables, editions), foreign)


def _table_form(key: str, edition: str, table: Mapping[str, Any], editions: tuple[str, ...]) -> TableForm:
    rows = []
    for block in table["block"]:
        if edition not in block.get("edition", editions):
            continue
        columns = {
            each["key"]: ColumnForm(
                each["key"], each["label"], each["name"], each.get("money", False), each.get("signed", False),
                each.get("unit", ""),
            )
            for each in block["columns"]
        }  # fmt: skip
        for row in block["rows"]:
            if edition in row.get("edition", editions):
                group = row.get("group", False)
                rows.append(
                    RowForm(
                        row["key"], row["label"], row["name"], row.get("depth", 0), group,
                        {} if group else columns, block.get("heading", ""),
                    )
                )  # fmt: skip
    numeric = tuple(row for row in rows if not row.group)
    return TableForm(
        key, edition, table["name"], tuple(rows), table.get("transposed", False),
        by_key={row.key: row for row in rows},
        numeric=numeric,
        columns={key: column for row in numeric for key, column in row.columns.items()},
        places={row.key: place for place, row in enumerate(numeric)},
    )  # fmt: skip


def _wordings(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "official", entry["label"]
    for wording in ("accepted", "known"):
        for words in entry.get(wording, ()):
            yield wording, words


def _labels(tables: Mapping[str, Any], editions: tuple[str, ...]) -> dict[str, tuple[LabelRef, ...]]:
    """Every label's core and what it may mean; entries of several editions with one meaning are one."""
    found: dict[str, dict[tuple[str, str, str], LabelRef]] = {}

    def add(words: str, table: str, kind: str, key: str, wording: dict[str, str], label: str, depth: int) -> None:
        prefix = numeral(words)
        bare = core(words[prefix.end :] if prefix else words)
        entries = found.setdefault(bare, {})
        before = entries.get((table, kind, key))
        if before is not None:
            wording = {**wording, **before.wording}
            label = before.label if before.label else label
        entries[table, kind, key] = LabelRef(table, kind, key, wording, label, prefix.number if prefix else None, depth)

    for name, table in tables.items():
        for head in table["heads"]:
            add(head, name, "head", "", dict.fromkeys(editions, "official"), head, 0)
        for block in table["block"]:
            here = block.get("edition", editions)
            if "heading" in block:
                add(block["heading"], name, "block", block["heading"], dict.fromkeys(here, "official"), block["heading"], 0)
            for column in block["columns"]:
                for wording, words in _wordings(column):
                    add(words, name, "column", column["key"], dict.fromkeys(here, wording), column["label"], 0)
            for row in block["rows"]:
                of_row = row.get("edition", here)
                for wording, words in _wordings(row):
                    kind = "row"
                    add(words, name, kind, row["key"], dict.fromkeys(of_row, wording), row["label"], row.get("depth", 0))
    return {words: tuple(refs.values()) for words, refs in found.items()}
