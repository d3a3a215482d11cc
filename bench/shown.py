"""Figures as tables of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from bench import Figure, SlowImport


def table(*columns: str) -> Table:
    """An empty table; columns whose name ends in : hold figures."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column.removesuffix(":"), justify="right" if column.endswith(":") else "left", no_wrap=True)
    return made


def filled(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table with these rows."""
    made = table(*columns)
    for row in rows:
        made.add_row(*row)
    return made


def figure_table(figures: Iterable[Figure]) -> Table:
    """Figures beside their limits."""
    return filled(
        ("what", "measured:", "limit:", "holds", ""),
        (
            (each.what, f"{each.value:.2f} {each.unit}", each.limit_shown, holds(each), each.note)
            for each in figures
        ),
    )  # fmt: skip


def holds(figure: Figure) -> str:
    """Whether a figure keeps its limit, in a word."""
    if figure.limit is None:
        return ""
    return "yes" if figure.holds else "NO"


def import_table(imports: Iterable[SlowImport]) -> Table:
    """Slow imports."""
    return filled(
        ("alone:", "in all:", "module"),
        ((f"{each.alone:.1f} ms", f"{each.whole:.1f} ms", each.module) for each in imports),
    )
