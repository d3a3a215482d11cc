"""The annual report as rules see it: body, year, sections, and tables of named cells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from linter.document import Block, Document
from linter.named_tuple import NamedTuple
from linter.norm import Norm, SectionForm, TableForm
from linter.text import Span
from linter.words import Phrase, Word

if TYPE_CHECKING:
    from linter.archive.fact import Fact
    from linter.archive.filed import Filed
    from linter.prose.passage import Passage


class Title(NamedTuple):
    """The report's title, joined when it runs over several lines."""

    words: str
    span: Span


class Body(NamedTuple):
    """Who issued the report: the name in the title, and its level (`None` when it cannot be told)."""

    name: str
    level: str | None


Wording = Literal["official", "accepted", "deviating", "typo"]


class Heading(NamedTuple):
    """A heading of one of the six sections.

    `numeral` is the number as written ("" when there is none), `wording` how the title relates to the norm's.
    """

    section: str
    words: str
    numeral: str
    number: int | None
    wording: Wording
    span: Span


class Section(NamedTuple):
    """A section and what stands in it; `displaced` when it stands out of order."""

    form: SectionForm
    heading: Heading | None
    blocks: tuple[Block, ...]
    prose: tuple[Block, ...]
    displaced: bool
    repeated: tuple[Heading, ...] = ()

    @property
    def key(self) -> str:
        """The section's key in the catalogue."""
        return self.form.key


ValueState = Literal["number", "blank", "mark", "words", "absent"]


class Value(NamedTuple):
    """What a cell holds. Only state `number` has a number; nothing is ever put in for the others.

    `blank` is an empty cell that can be seen, `mark` a dash or the like, `words` anything that is not a number,
    `absent` a cell that was not found or could not be placed. `unit` is the unit written in the cell, if any.
    """

    state: ValueState
    number: Decimal | None = None
    words: str = ""
    span: Span | None = None
    unit: str = ""
    places: int = 0


ABSENT = Value("absent")
NOTHING: Mapping[str, str] = MappingProxyType({})


class TableRow(NamedTuple):
    """A row of the form as found in the report.

    `unplaced` holds the values of a row whose width does not fit: they belong to the row, but to no known column.
    """

    key: str
    words: str
    span: Span
    values: Mapping[str, Value]
    unplaced: tuple[Value, ...] = ()
    readable: bool = True


FaultKind = Literal[
    "label", "label_lost", "broken", "shifted", "width", "no_values", "extra_row", "extra_column", "repeated_row",
    "subtotal", "loose_values",
]  # fmt: skip


class Fault(NamedTuple):
    """Something the table reader had to mend or could not: `at` is the address inside the table ("" for the table)."""

    kind: FaultKind
    at: str
    span: Span
    params: Mapping[str, Word] = NOTHING


class ColumnLabel(NamedTuple):
    """A column's label as the report prints it."""

    words: str
    span: Span


NO_LABELS: Mapping[str, ColumnLabel] = MappingProxyType({})


class Table(NamedTuple):
    """One of the three tables: rows and columns that were found, and what was wrong on the way."""

    form: TableForm
    span: Span
    section: str | None
    rows: Mapping[str, TableRow]
    columns: tuple[str, ...]
    missing_columns: tuple[str, ...]
    faults: tuple[Fault, ...]
    order: tuple[str, ...]
    labels: Mapping[str, ColumnLabel] = NO_LABELS

    @property
    def key(self) -> str:
        """The table's key in the catalogue."""
        return self.form.key

    def value(self, row: str, column: str) -> Value:
        """The value of a cell, `ABSENT` when it was not found."""
        found = self.rows.get(row)
        return ABSENT if found is None else found.values.get(column, ABSENT)


class Period(NamedTuple):
    """The statistical period as stated: the years of its two ends, and their months and days."""

    start_year: int
    end_year: int
    span: Span
    start: tuple[int, int] = (1, 1)
    end: tuple[int, int] = (12, 31)


class Signed(NamedTuple):
    """A date that the report is signed or published with, as written: there may be no such day."""

    year: int
    month: int
    day: int
    span: Span


class Report(NamedTuple):
    """An annual report.

    `edition` is `2021`, `2019`, `older`, or `None` when nothing tells; `passages` the prose by address; `previous` what is
    filed of the same body's report for the year before, where there is one, else `no_previous` says why there is none.
    `facts` is what the other reports of an archive tell of this one, None where it is checked by itself.
    """

    document: Document
    norm: Norm
    title: Title | None
    body: Body | None
    year: int | None
    year_source: str
    period: Period | None
    edition: str | None
    edition_source: str
    preamble: tuple[Block, ...]
    sections: Mapping[str, Section]
    tables: Mapping[str, Table]
    glued_tables: frozenset[str]
    older_features: tuple[str, ...]
    signals: Mapping[str, tuple[str, ...]]
    passages: Mapping[str, Passage]
    signed: tuple[Signed, ...] = ()
    previous: Filed | None = None
    no_previous: Word = Phrase("no_previous")
    facts: tuple[Fact, ...] | None = None

    def words_of(self, key: str) -> str:
        """The prose of a section as one string, lines kept; "" when the section is absent."""
        section = self.sections.get(key)
        return "" if section is None else prose(section.prose)


def prose(blocks: tuple[Block, ...]) -> str:
    """The words of paragraphs, one a line."""
    from linter.document import Paragraph

    return "\n".join(block.words for block in blocks if isinstance(block, Paragraph))
