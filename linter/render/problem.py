"""What is wrong with configurations and profiles, as people see it: place, the line with carets, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.profile.problem import Problem
from linter.render.frame import fit, tidy
from linter.sheet import Segment
from linter.text import display_width
from linter.words import Catalog

_WIDEST = 100


def problem_lines(problems: Iterable[Problem], words: Catalog) -> Iterator[list[Segment]]:
    """Each problem: file:line:column and what is wrong, the line as it stands, and under it what to write instead."""
    for problem in problems:
        spot = problem.spot
        place = f"{problem.path}:{spot.line}:{spot.column}" if spot.line else problem.path
        style = "dim" if problem.note else "error"
        label = words.phrases["ui_note" if problem.note else "ui_error"]
        head: list[Segment] = [(f"{place}  ", "head")] if place else []
        yield [*head, (f"{label} ", style), (words.say(problem.said), "")]
        cure = words.say(problem.cure)
        if problem.line.strip():
            yield from _drawn(problem, cure)
        elif cure:
            yield [(f"    {cure}", "")]


def _drawn(problem: Problem, cure: str) -> Iterator[list[Segment]]:
    """The line with carets under what is wrong, cut where it is longer than a terminal is wide."""
    spot = problem.spot
    start = spot.column - 1
    before, marked = tidy(problem.line[:start]), tidy(problem.line[start : start + spot.length])
    after = tidy(problem.line[start + spot.length :])
    room = max(_WIDEST - display_width(before), _WIDEST // 3)
    if display_width(before) > _WIDEST - room:
        before = "…" + before[-(_WIDEST // 2) :]
    marked = fit(marked, room)
    after = "" if marked.endswith("…") else fit(after, max(room - display_width(marked), 1))
    gutter = len(str(spot.line))
    yield [(f"  {spot.line} │ ", "dim"), (before + marked + after, "")]
    carets = " " * display_width(before) + "^" * max(display_width(marked), 1)
    yield [(f"  {' ' * gutter} │ ", "dim"), (carets, "dim" if problem.note else "error"), (f" {cure}" if cure else "", "")]
