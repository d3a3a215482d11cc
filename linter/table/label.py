"""What words mean in a table: labels by their cores, damaged labels, and what could be a value."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from linter.fold import core, distance, numeral
from linter.named_tuple import NamedTuple
from linter.norm import LabelRef, Norm
from linter.table.number import looks_like_value

LONGEST = 90
# of a label that lost its middle: how much at most, and what must be left in all and at either end
_MOST_LOST, _LEAST_LEFT, _AT_EDGE = 4, 7, 3
_BARE_DIGIT = re.compile(r"\s*[1-8１-８](?=[^\d\s.,，%])")


class Meaning(NamedTuple):
    """What words may be: labels, else whether they could be the value of a row.

    `table` is the one whose labels they all are, "" where there are several or none.
    """

    refs: tuple[LabelRef, ...] = ()
    is_value: bool = False
    table: str = ""


WORDS, VALUE = Meaning(), Meaning(is_value=True)


@lru_cache(maxsize=16)
def meanings_of(norm: Norm) -> Callable[[str], Meaning]:
    """What words mean by the labels of this norm: a function of the words alone, which is asked for every cell."""

    @lru_cache(maxsize=8192)
    def known(words: str) -> Meaning:
        refs = _refs(words, norm)
        if not refs:
            return VALUE if looks_like_value(words) else WORDS
        tables = {ref.table for ref in refs}
        return Meaning(refs, False, tables.pop() if len(tables) == 1 else "")

    return known


def find_label(words: str, norm: Norm) -> tuple[LabelRef, ...]:
    """What the words mean as a label of a table, by their wording alone; () when they are none."""
    return meanings_of(norm)(words).refs


def _refs(words: str, norm: Norm) -> tuple[LabelRef, ...]:
    if len(words) > LONGEST or words.isdigit():
        return ()
    found = norm.labels.get(core(words))
    if found is None:
        prefix = numeral(words)
        found = norm.labels.get(core(words[prefix.end :])) if prefix else None
        if found is None and (digit := _BARE_DIGIT.match(words)):
            found = norm.labels.get(core(words[digit.end() :]))
    return found or ()


@lru_cache(maxsize=4096)
def find_damaged_label(words: str, norm: Norm, table: str, kind: str) -> tuple[tuple[LabelRef, ...], str]:
    """A label that the words begin (the rest comes back too) or that they nearly are; ((), "") when they are neither."""
    prefix = numeral(words)
    bare = core(words[prefix.end :] if prefix else words)
    if len(bare) < 3 or looks_like_value(words):
        return (), ""
    begun: list[tuple[LabelRef, str]] = []
    near: list[tuple[int, LabelRef]] = []
    limit = min(2, len(bare) // 4)
    for label, ref in _labels_of(norm, table, kind):
        if len(bare) >= 4 and label.startswith(bare):
            begun.append((ref, label[len(bare) :]))
        elif abs(len(label) - len(bare)) <= limit and (apart := distance(bare, label, limit)) <= limit:
            near.append((apart, ref))
        elif prefix is not None and prefix.number == ref.number and _lost_middle(bare, label):
            near.append((limit + 1, ref))
    if len({ref.key for ref, _ in begun}) == 1:
        return (begun[0][0],), begun[0][1]
    closest = min((apart for apart, _ in near), default=0)
    keys = {ref.key: ref for apart, ref in near if apart == closest}
    return (tuple(keys.values()), "") if len(keys) == 1 else ((), "")


def _lost_middle(bare: str, label: str) -> bool:
    """Whether the words are the label without a few characters in its middle, as where a cell was too narrow."""
    lost = len(label) - len(bare)
    if not 0 < lost <= _MOST_LOST or len(bare) < _LEAST_LEFT:
        return False
    same = next((index for index, (one, other) in enumerate(zip(bare, label, strict=False)) if one != other), len(bare))
    return same >= _AT_EDGE and len(bare) - same >= _AT_EDGE and label.endswith(bare[same:])


@lru_cache(maxsize=64)
def _labels_of(norm: Norm, table: str, kind: str) -> tuple[tuple[str, LabelRef], ...]:
    """The labels of one kind of one table."""
    return tuple((label, ref) for label, refs in norm.labels.items() for ref in refs if ref.table == table and ref.kind == kind)


def shown(words: str) -> str:
    """A label as messages show it: without line ends and runs of spaces, cut when long."""
    whole = " ".join(words.split())
    return whole if len(whole) <= 24 else whole[:23] + "…"
