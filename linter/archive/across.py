"""What the reports of an archive tell of one another: the facts of all rules that look at many reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from linter.archive.bodies import Bodies
from linter.archive.cells import Cells
from linter.archive.copies import copies
from linter.archive.fact import Fact, Known
from linter.archive.filed import Filed
from linter.archive.rollup import rollup_below_part, rollup_sum
from linter.archive.roster import Roster
from linter.archive.sums import Sums
from linter.archive.tree import Tree, tree_of
from linter.archive.twice import same_report_twice
from linter.norm import Norm

Asked = tuple[str, Any]


def facts_of(
    asked: Sequence[Asked], known: Sequence[Known], wanted: Callable[[int, int], bool], filed: Callable[[int], Filed],
    cells: Callable[[int], Mapping[str, Cells]], sketch: Callable[[int, int], bytes],
    bodies: Bodies, roster: Roster | None, norm: Norm,
) -> dict[int, tuple[Fact, ...]]:  # fmt: skip
    """The facts of every report by its number.

    `asked` are checks with their options, `wanted` tells by the numbers of a report and of such a check whether it is for the
    report.
    """
    tree = tree_of(known, bodies, norm, roster)
    sums = Sums(known, cells, norm)
    found: dict[int, list[Fact]] = {}
    for place, each in enumerate(asked):
        for number, fact in _facts(each, known, filed, partial(sketch, place), bodies, tree, sums, norm):
            if wanted(number, place):
                found.setdefault(number, []).append(fact)
    return {number: tuple(facts) for number, facts in found.items()}


def _facts(
    asked: Asked,
    known: Sequence[Known],
    filed: Callable[[int], Filed],
    sketch: Callable[[int], bytes],
    bodies: Bodies,
    tree: Tree,
    sums: Sums,
    norm: Norm,
) -> Iterator[tuple[int, Fact]]:
    check, options = asked
    # bodies that have not reported are told of on the roster, not on any report
    if check == "rollup-sum":
        yield from rollup_sum(known, tree, sums, options)
    if check == "rollup-below-part":
        yield from rollup_below_part(known, tree, sums, options)
    if check == "copied-from-peer":
        yield from copies(known, sketch, filed, norm, options)
    if check == "same-report-twice":
        yield from same_report_twice(known, filed, bodies, options)
