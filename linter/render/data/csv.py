"""CSV: a cell a row, its first row names the columns; what is not known or was not read is empty."""

from __future__ import annotations

import csv
from typing import TextIO

from linter.render.columns import inert
from linter.render.data import Receiver
from linter.render.data.tidy import COLUMNS, tidy
from linter.words import Catalog


def render(words: Catalog, stream: TextIO) -> Receiver:
    """Write every cell as it comes; words never look like a formula."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    number = COLUMNS.index("value")
    while (report := (yield)) is not None:
        writer.writerows(
            [inert(each) if isinstance(each, str) and at != number else each for at, each in enumerate(row)]
            for row in tidy(report)
        )
