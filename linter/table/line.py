"""A row as it stands in the file, and what its cells mean: of which table they are labels, and where its values begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from linter.document import Block, Layout, LineCells
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.table.label import VALUE, WORDS, Meaning, find_label, meanings_of
from linter.table.number import looks_like_value
from linter.text import Span


class Sense(NamedTuple):
    """What the cells of a line mean, one by one and together.

    From the cell `values_from` on all are values. `table` is the one that most labels can only belong to (None where
    there are no such labels), `shared` are the tables that its other labels may belong to.
    """

    meanings: Sequence[Meaning]
    values_from: int
    table: str | None
    shared: frozenset[str]


class Line(NamedTuple):
    """One row as it stands in the file: its cells and what each may mean.

    `rebuilt` rows came from a cell a line: their columns are not places. `known` is what is known of all lines that are
    laid out like it.
    """

    cells: LineCells
    meanings: Sequence[Meaning]
    width: int
    span: Span
    blocks: Sequence[Block]
    rebuilt: bool = False
    known: Sense | None = None

    def values_from(self) -> int:
        """The cell from which on all are values."""
        return values_from(self.meanings) if self.known is None else self.known.values_from

    def is_values(self) -> bool:
        """Whether there are values in it and nothing else."""
        return bool(self.meanings) and self.values_from() == 0

    def table(self, current: str | None) -> str | None:
        """The table that most of its labels can only belong to; labels shared by tables stay with the current one."""
        table, shared = tables_of(self.meanings) if self.known is None else self.known[2:]
        return table or (current if current in shared else None)


def sense_of(meanings: Sequence[Meaning]) -> Sense:
    """What cells of these meanings say together."""
    return Sense(meanings, values_from(meanings), *tables_of(meanings))


def values_from(meanings: Sequence[Meaning]) -> int:
    """The cell from which on all are values."""
    place = len(meanings)
    while place and meanings[place - 1] is VALUE:
        place -= 1
    return place


def tables_of(meanings: Sequence[Meaning]) -> tuple[str | None, frozenset[str]]:
    """The table that most of the labels can only belong to, and those that the others may belong to."""
    sure: dict[str, int] = {}
    shared: set[str] = set()
    for meaning in meanings:
        if meaning.table:
            sure[meaning.table] = sure.get(meaning.table, 0) + 1
        elif meaning.refs:
            shared.update(ref.table for ref in meaning.refs)
    return max(sure, key=sure.__getitem__) if sure else None, frozenset(shared)


@lru_cache(maxsize=16)
def senses_of(norm: Norm) -> Callable[[Layout], Sense | None]:
    """What lines of a layout mean by the labels of this norm; None where fragments have to be joined."""
    meaning_of = meanings_of(norm)

    @lru_cache(maxsize=4096)
    def known(layout: Layout) -> Sense | None:
        words = [*layout.labels, *["0"] * (len(layout.columns) - len(layout.labels))]
        meanings = tuple(map(meaning_of, words))
        parted = any(meaning is WORDS and _label_from(index, words, norm)[0] > index for index, meaning in enumerate(meanings))
        return None if parted else sense_of(meanings)

    return known


def line_of(cells: LineCells, width: int, span: Span, blocks: Sequence[Block], norm: Norm, rebuilt: bool = False) -> Line:
    """The line of these cells; neighbouring fragments that make a label together are joined."""
    meanings = list(map(meanings_of(norm), cells.words))
    if len(meanings) > 1 and WORDS in meanings:
        cells, meanings = _joined(cells, meanings, norm)
    return Line(cells, meanings, width, span, blocks, rebuilt)


def _joined(cells: LineCells, meanings: Sequence[Meaning], norm: Norm) -> tuple[LineCells, list[Meaning]]:
    """The cells with fragments that make a label together as one."""
    words: list[str] = []
    starts, ends, columns, found = [], [], [], []
    passed = 0
    for index, meaning in enumerate(meanings):
        if index < passed:
            continue
        last, whole = index, cells.words[index]
        if meaning is WORDS:
            last, whole, meaning = _label_from(index, cells.words, norm)
            passed = last + 1
        span = cells.cover(index, last)
        words.append(whole)
        starts.append(span.start)
        ends.append(span.end)
        columns.append(cells.columns[index])
        found.append(meaning)
    return LineCells(words, starts, columns, ends), found


def _label_from(first: int, words: Sequence[str], norm: Norm) -> tuple[int, str, Meaning]:
    """The label that two or three cells make from this one on: the last of them, its words and its meaning; else the cell."""
    for last in (first + 1, first + 2):
        if last >= len(words) or looks_like_value(words[last]):
            break
        whole = "".join(words[first : last + 1])
        if not find_label(words[last], norm) and find_label(whole, norm):
            return last, whole, meanings_of(norm)(whole)
    return first, words[first], WORDS
