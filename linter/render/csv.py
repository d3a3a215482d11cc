"""Findings as CSV that Excel opens by a double click, a row each; its first row names the columns.

Without a byte order mark Excel in China takes a file for GBK; with one it reads UTF-8. Rows end with CRLF, as Excel writes
them, and lines inside a cell with LF, as it wants them. The stream takes bytes, so that these are the same on every system.
"""

from __future__ import annotations

import csv
from io import TextIOWrapper
from typing import BinaryIO

from linter.render import Receiver, Run
from linter.render.columns import COLUMNS, Value, clean, inert, lines_of


def render(run: Run, stream: BinaryIO) -> Receiver:
    """Write the findings of every file as it comes; a file that could not be read is a row too."""
    words = run.words
    page = TextIOWrapper(stream, "utf-8-sig", newline="")
    try:
        writer = csv.writer(page, lineterminator="\r\n")
        writer.writerow([words.phrases[key] for key in COLUMNS])
        while (sheet := (yield)) is not None:
            writer.writerows([_cell(value) for value in line.values] for line in lines_of(sheet, words))
    finally:
        page.detach()


def _cell(value: Value) -> Value:
    """A value that a spreadsheet takes for what it is: numbers as they are, words never as a formula."""
    return inert(clean(value)) if isinstance(value, str) else value
