"""A roster as a proposal, in CSV as `[archive] roster` takes it and Excel opens it by a double click."""

from __future__ import annotations

import csv
from io import TextIOWrapper
from typing import BinaryIO

from linter.archive.proposal import proposal_of
from linter.archive.roster_file import COLUMNS
from linter.render.columns import clean, inert
from linter.render.listing import Receiver
from linter.words import DEFAULT, Catalog


def render(words: Catalog, stream: BinaryIO) -> Receiver:
    """Write a line a body."""
    page = TextIOWrapper(stream, "utf-8-sig", newline="")
    try:
        writer = csv.writer(page, lineterminator="\r\n")
        writer.writerow([chinese if words.language == DEFAULT else english for english, chinese in COLUMNS.values()])
        while (register := (yield)) is not None:
            for line in proposal_of(register).lines:
                level = words.phrases[f"level_{line.level}"] if line.level else ""
                writer.writerow([inert(clean(each)) for each in (line.name, level, line.parent, line.years)])
    finally:
        page.detach()
