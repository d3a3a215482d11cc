"""The empty form of each edition, read from the norm data in rules/ and from nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

RULES = Path(__file__).resolve().parents[2] / "rules"
EDITIONS = ("2019", "2021")
TABLES = ("disclosure", "requests", "review")
NUMERALS = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, the label that the form prints, and whether it may hold money or a negative change."""

    key: str
    label: str
    money: bool
    signed: bool


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: its key, its label, how deep it stands in the groups, and whether it is a group without numbers."""

    key: str
    label: str
    depth: int
    group: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns that belong together, below a heading like 第二十条第（一）项 in table 二."""

    heading: str | None
    columns: tuple[Column, ...]
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The three tables of one edition."""

    edition: str
    tables: dict[str, tuple[Block, ...]]
    heads: dict[str, tuple[str, ...]]

    def cells(self, table: str) -> Iterator[tuple[FormRow, Column]]:
        """Every place of a table that wants a number, in the order of the form."""
        for block in self.tables[table]:
            for row in block.rows:
                if not row.group:
                    for column in block.columns:
                        yield row, column

    def rows(self, table: str) -> list[FormRow]:
        """The rows of a table that want numbers."""
        return [row for block in self.tables[table] for row in block.rows if not row.group]

    def labels(self) -> list[str]:
        """Every label of a row, a column or a block heading, each once."""
        found: dict[str, None] = {}
        for blocks in self.tables.values():
            for block in blocks:
                if block.heading:
                    found[block.heading] = None
                found |= dict.fromkeys(column.label for column in block.columns)
                found |= dict.fromkeys(row.label for row in block.rows)
        return list(found)


@cache
def form(edition: str) -> Form:
    """The form of edition "2019" or "2021"."""
    data = tomli.loads((RULES / "tables.toml").read_text(encoding="utf-8"))
    return Form(
        edition,
        {table: tuple(_blocks(data[table], edition)) for table in TABLES},
        {table: tuple(data[table].get("heads", ())) for table in TABLES},
    )


@cache
def section_titles() -> dict[str, str]:
    """Section key to official title, in the order of the form, without the numeral."""
    data = tomli.loads((RULES / "base.toml").read_text(encoding="utf-8"))
    return {section["key"]: section["title"] for section in sorted(data["section"], key=lambda one: int(one["number"]))}


def section_heading(key: str) -> str:
    """The heading of a section as the form prints it: 一、总体情况."""
    titles = section_titles()
    return f"{NUMERALS[list(titles).index(key)]}、{titles[key]}"


def _blocks(table: dict[str, Any], edition: str) -> Iterator[Block]:
    for block in table["block"]:
        if edition in block.get("edition", (edition,)):
            yield Block(
                block.get("heading"),
                tuple(
                    Column(column["key"], column["label"], column.get("money", False), column.get("signed", False))
                    for column in block["columns"]
                ),
                tuple(
                    FormRow(row["key"], row["label"], row.get("depth", 0), row.get("group", False))
                    for row in block["rows"]
                    if edition in row.get("edition", (edition,))
                ),
            )
