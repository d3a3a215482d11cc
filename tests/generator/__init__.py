"""Writes correct reports in every layout, and breaks one known thing at a time: an oracle that knows nothing of the linter."""

from __future__ import annotations

from generator.damage import FAULTS, HARMLESS, Fault, Harmless, encodings
from generator.figures import Figures
from generator.form import form
from generator.layout import LAYOUTS, render
from generator.narrative import assemble, correct_report, retold
from generator.pairs import correct_pair, explained_pair
from generator.report import Report, Section
from generator.rows import table_as_flat_rows, table_as_rows

__all__ = [
    "FAULTS",
    "HARMLESS",
    "LAYOUTS",
    "Fault",
    "Figures",
    "Harmless",
    "Report",
    "Section",
    "assemble",
    "correct_pair",
    "correct_report",
    "encodings",
    "explained_pair",
    "form",
    "render",
    "retold",
    "table_as_flat_rows",
    "table_as_rows",
]
