"""Identities: sums of named rows or columns, evaluated without ever inventing a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from linter.lalr import Token, Tree, parse, shipped_grammar, tokens_of
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


class Evaluation(NamedTuple):
    """What an identity came to. `left` and `right` leave absent cells out; `difference` is left less right.

    `verdict` takes columns that are blank from top to bottom as nothing; `cautious` takes them as unknown.
    """

    verdict: Verdict
    cautious: Verdict
    left: Decimal
    right: Decimal
    used: tuple[Used, ...]
    absent: tuple[Used, ...]

    @property
    def difference(self) -> Decimal:
        """Left less right."""
        return self.left - self.right


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
    if term.kind == "group":
        return groups[term.name]
    return (names[term.name],)


def evaluate(
    identity: Identity, table: Table, along: str, key: str, names: dict[str, str], groups: dict[str, tuple[str, ...]],
    last_year: Table | None = None,
) -> Evaluation:  # fmt: skip
    """The identity at one column (`along` columns: names are rows) or one row (`along` rows: names are columns).

    Terms with `@上年.` are cells of `last_year`.

    A column that is blank from top to bottom is tried as nothing: broken if even that fails, blocked if not. Other
    absent cells make the identity broken only when no values from nought up could make it hold.
    """
    titles = {known: name for name, known in names.items()}
    sums = [Decimal(0), Decimal(0)]
    used: list[Used] = []
    absent: list[Used] = []
    unknown: list[int] = []
    free: list[int] = []
    for side, terms in enumerate((identity.left, identity.right)):
        for term in terms:
            if term.kind == "number":
                sums[side] += term.sign * Decimal(term.name)
                continue
            for found in keys_of(term, names, groups):
                row, column = (found, key) if along == "columns" else (key, found)
                source = last_year if term.kind == "cell_last_year" else table
                value = ABSENT if source is None else source.value(row, column)
                cell = Used(row, column, term.name if term.kind != "group" else titles[found], term.sign, value, source is table)
                if value.number is not None:
                    sums[side] += term.sign * value.number
                    used.append(cell)
                else:
                    absent.append(cell)
                    unknown.append(term.sign * (1 if side == 0 else -1))
                    if value.state != "blank" or source is None or not column_is_blank(source, column):
                        free.append(unknown[-1])
    difference = sums[0] - sums[1]
    tolerance = _tolerance(used)
    verdict, cautious = (_verdict(identity.comparison, difference, tolerance, signs, bool(absent)) for signs in (free, unknown))
    return Evaluation(verdict, cautious, sums[0], sums[1], tuple(used), tuple(absent))


def column_is_blank(table: Table, column: str) -> bool:
    """Whether a column is visibly blank from top to bottom."""
    values = [row.values[column] for row in table.rows.values() if column in row.values]
    return len(values) >= 3 and all(value.state == "blank" for value in values)


def _tolerance(used: Sequence[Used]) -> Decimal:
    """Half a unit of the last decimal shown, for each rounded amount; nothing for counts."""
    return sum((Decimal(5).scaleb(-cell.value.places - 1) for cell in used if cell.value.places), Decimal(0))


def _verdict(comparison: str, difference: Decimal, tolerance: Decimal, free: Sequence[int], absent: bool) -> Verdict:
    """Whether left and right compare as they must; `free` are the signs with which unknown values from nought up count."""
    above, below = difference > tolerance, difference < -tolerance
    wrong_above = above and comparison in ("=", "<=")
    wrong_below = below and comparison in ("=", ">=")
    if (wrong_above and -1 not in free) or (wrong_below and 1 not in free):
        return "broken"
    return "blocked" if absent else "holds"
