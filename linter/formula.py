"""Identities: sums of named rows or columns, evaluated without ever inventing a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from linter.lalr import Token, Tree, parse, shipped_grammar, tokens_of
from linter.named_tuple import NamedTuple
from linter.report import ABSENT, Table, Value
from linter.words import Names, Phrase, Word


class Term(NamedTuple):
    """A signed term: a cell by name, all cells of a group, or a number."""

    sign: int
    kind: str
    name: str


class Identity(NamedTuple):
    """Two sums and how they must compare: `=`, `<=` or `>=`."""

    left: tuple[Term, ...]
    comparison: str
    right: tuple[Term, ...]


Verdict = Literal["holds", "broken", "blocked"]


class Used(NamedTuple):
    """A cell that a sum uses: its address in the table, how it counts, what is in it, and whether it is this year's."""

    row: str
    column: str
    name: str
    sign: int
    value: Value
    this_year: bool = True


class Part(NamedTuple):
    """What a side of an identity adds up in one form: the cell at a key with its sign, or a number."""

    key: str
    name: str
    sign: int
    this_year: bool
    number: Decimal | None


Sides = tuple[tuple[Part, ...], tuple[Part, ...]]


class Question(NamedTuple):
    """Two sides that are held against each other at one column (`along` columns: keys are rows) or one row of a table."""

    sides: Sides
    table: Table
    along: str
    key: str
    last_year: Table | None = None

    def cell(self, part: Part) -> Used:
        """The cell of a part."""
        source = self.table if part.this_year else self.last_year
        row, column = (part.key, self.key) if self.along == "columns" else (self.key, part.key)
        value = ABSENT if source is None else source.value(row, column)
        return Used(row, column, part.name, part.sign, value, source is self.table)


class Evaluation(NamedTuple):
    """What an identity came to. `left` and `right` leave absent cells (`lacking`) out; `difference` is left less right.

    `verdict` takes columns that are blank from top to bottom as nothing; `cautious` takes them as unknown.
    """

    verdict: Verdict
    cautious: Verdict
    left: Decimal
    right: Decimal
    lacking: tuple[Part, ...]
    question: Question

    @property
    def difference(self) -> Decimal:
        """Left less right."""
        return self.left - self.right

    @property
    def used(self) -> tuple[Used, ...]:
        """The cells with numbers: only broken identities are asked for theirs."""
        cells = (self.question.cell(part) for side in self.question.sides for part in side if part.number is None)
        return tuple(cell for cell in cells if cell.value.number is not None)

    @property
    def absent(self) -> tuple[Used, ...]:
        """The cells without."""
        return tuple(map(self.question.cell, self.lacking))


def parse_identity(text: str) -> Identity:
    """The identity that a rule's `holds` states.

    Raises linter.lalr.Unexpected where the text is none.
    """
    grammar = shipped_grammar("formula")
    tree = parse(grammar, tokens_of(grammar, text))
    left, comparison, right = tree.children
    assert isinstance(left, Tree)
    assert isinstance(comparison, Token)
    assert isinstance(right, Tree)
    return Identity(tuple(_terms(left)), comparison.value, tuple(_terms(right)))


def _terms(expression: Tree) -> Iterator[Term]:
    sign = 1
    for child in expression.children:
        if isinstance(child, Token):
            sign = -1 if child.value == "-" else 1
        else:
            word = child.children[0]
            assert isinstance(word, Token)
            yield Term(sign, child.data, word.value)
            sign = 1


def text_of(terms: Sequence[Term]) -> Names:
    """A side of the identity in words."""
    words: list[Word] = []
    for index, term in enumerate(terms):
        sign = ("" if index == 0 else "+") if term.sign > 0 else "-"
        name = sign + term.name
        words.append(Phrase("rows_of_group", {"name": name}) if term.kind == "group" else name)
    return Names(tuple(words), quoted=False, between="")


def keys_of(term: Term, names: dict[str, str], groups: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys of the rows or columns that a term adds up.

    Raises KeyError for a name that the form does not have.
    """
    return groups[term.name] if term.kind == "group" else (names[term.name],)


def sides_of(identity: Identity, names: dict[str, str], groups: dict[str, tuple[str, ...]]) -> Sides:
    """Left and right of an identity in the keys of one form; `names` are its short names, `groups` the rows of each group.

    Raises KeyError for a name that the form does not have.
    """
    titles = {key: name for name, key in names.items()}
    left, right = (tuple(_parts(terms, names, groups, titles)) for terms in (identity.left, identity.right))
    return left, right


def _parts(
    terms: Sequence[Term], names: dict[str, str], groups: dict[str, tuple[str, ...]], titles: dict[str, str]
) -> Iterator[Part]:
    for term in terms:
        if term.kind == "number":
            yield Part("", "", term.sign, True, Decimal(term.name))
            continue
        for key in keys_of(term, names, groups):
            name = titles[key] if term.kind == "group" else term.name
            yield Part(key, name, term.sign, term.kind != "cell_last_year", None)


def compared(comparison: str, question: Question, blank: frozenset[str] | None = None) -> Evaluation:
    """What comes of two sides; `blank` are the blank columns of this year's table, where somebody knows them.

    A column that is blank from top to bottom is tried as nothing: broken if even that fails, blocked if not. Other
    absent cells make the identity broken only when no values from nought up could make it hold.
    """
    sides, table, along, key, last_year = question
    columns = along == "columns"
    sums: list[Decimal] = []
    rounded: list[int] = []
    lacking: list[Part] = []
    unknown: list[int] = []
    free: list[int] = []
    for turned, side in zip((1, -1), sides, strict=True):
        total = Decimal(0)
        for part in side:
            found, _, sign, this_year, number = part
            if number is not None:
                total += sign * number
                continue
            source = table if this_year else last_year
            row = None if source is None else source.rows.get(found if columns else key)
            value = ABSENT if row is None else row.values.get(key if columns else found, ABSENT)
            if value.number is not None:
                total += sign * value.number
                if value.places:
                    rounded.append(value.places)
                continue
            lacking.append(part)
            unknown.append(sign * turned)
            column = key if columns else found
            known = blank if this_year else None
            tried = source is not None and (column_is_blank(source, column) if known is None else column in known)
            if value.state != "blank" or not tried:
                free.append(unknown[-1])
        sums.append(total)
    left, right = sums
    if left == right and not lacking:
        return Evaluation("holds", "holds", left, right, (), question)
    tolerance = _tolerance(rounded)
    verdict, cautious = (_verdict(comparison, left - right, tolerance, signs, bool(lacking)) for signs in (free, unknown))
    return Evaluation(verdict, cautious, left, right, tuple(lacking), question)


def column_is_blank(table: Table, column: str) -> bool:
    """Whether a column is visibly blank from top to bottom."""
    blank = 0
    for row in table.rows.values():
        value = row.values.get(column)
        if value is not None:
            if value.state != "blank":
                return False
            blank += 1
    return blank >= 3


def _tolerance(rounded: Sequence[int]) -> Decimal:
    """Half a unit of the last decimal shown, for each amount with so many decimals; nothing for counts."""
    return sum((Decimal(5).scaleb(-places - 1) for places in rounded), Decimal(0))


def _verdict(comparison: str, difference: Decimal, tolerance: Decimal, free: Sequence[int], absent: bool) -> Verdict:
    """Whether left and right compare as they must; `free` are the signs with which unknown values from nought up count."""
    above, below = difference > tolerance, difference < -tolerance
    wrong_above = above and comparison in ("=", "<=")
    wrong_below = below and comparison in ("=", ">=")
    if (wrong_above and -1 not in free) or (wrong_below and 1 not in free):
        return "broken"
    return "blocked" if absent else "holds"
