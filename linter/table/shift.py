"""Rows that were shifted: their labels do not stand where those of their kind do."""

from __future__ import annotations

from collections.abc import Container, Sequence

from linter.norm import TableForm
from linter.report import Fault
from linter.table.draft import Draft
from linter.table.label import shown
from linter.table.place import commonest
from linter.words import Names


def shift_faults(drafts: Sequence[Draft], kept: Container[str], form: TableForm) -> list[Fault]:
    """Rows whose label does not stand where the labels of its kind stand; neighbours make one fault."""
    lines = [
        draft for draft in drafts if draft.first and not draft.line.rebuilt and draft.line.width > 1 and draft.key in form.by_key
    ]
    columns: dict[int, list[int]] = {}
    for draft in lines:
        columns.setdefault(form.by_key[draft.key].depth, []).append(draft.column)
    usual = {depth: _usual(places) for depth, places in columns.items()}
    shifted: list[list[Draft]] = []
    for index, draft in enumerate(lines):
        if usual[form.by_key[draft.key].depth] in (draft.column, None):
            continue
        if shifted and index and shifted[-1][-1] is lines[index - 1]:
            shifted[-1].append(draft)
        else:
            shifted.append([draft])
    faults = []
    for run in shifted:
        first = next((draft for draft in run if draft.key in kept), run[0])
        labels = Names(tuple(shown(draft.words) for draft in run))
        faults.append(Fault("shifted", first.key, first.span, {"labels": labels, "count": str(len(run))}))
    return faults


def _usual(places: Sequence[int]) -> int | None:
    """The column in which most of the labels stand, or None."""
    place = commonest(places)
    times = places.count(place)
    return place if times >= 2 and times * 10 >= len(places) * 6 else None
