"""The register as CSV that Excel opens by a double click: a file a row, those that could not be read last."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from linter.archive.fact import Known
from linter.archive.register import Listed, Register
from linter.render.columns import clean, inert
from linter.render.listing import Receiver
from linter.words import Catalog, Names, Phrase, Word

# the phrases in the header, in the order of the values of a row
COLUMNS = (
    "listing_number", "table_body", "listing_name", "listing_level", "table_year", "table_file", "listing_parent",
    "listing_covers_region", "listing_remark",
)  # fmt: skip
Row = tuple[str | int | None, ...]


def render(words: Catalog, stream: BinaryIO) -> Receiver:
    """Write every file of the register."""
    page = TextIOWrapper(stream, "utf-8-sig", newline="")
    try:
        writer = csv.writer(page, lineterminator="\r\n")
        writer.writerow([words.phrases[key] for key in COLUMNS])
        while (register := (yield)) is not None:
            for row in _rows(register, words):
                writer.writerow([inert(clean(each)) if isinstance(each, str) else each for each in row])
    finally:
        page.detach()


def _rows(register: Register, words: Catalog) -> Iterator[Row]:
    for body in register.bodies:
        parent = register.bodies[body.parent - 1].name if body.parent is not None else None
        general = tuple(_of_body(body, register.roster is not None))
        counts = Counter(each.year for each in body.files)
        for file in body.files:
            said = words.say(Names((*_of_file(file, counts[file.year]), *general), quoted=False, between="semicolon"))
            yield _row(file, words, (body.number, body.name), parent, said)
    for file in register.nameless:
        yield _row(file, words, (None, None), None, words.phrases["listing_no_body"])
    for problem in register.unreadable:
        remark = words.say(Phrase("ui_unreadable_why", {"problem": problem.problem, "cure": problem.cure}))
        yield None, None, None, None, None, problem.path, None, None, f"{words.phrases['ui_unreadable']}{remark}"


def _row(file: Known, words: Catalog, body: tuple[int | None, str | None], parent: str | None, remark: str) -> Row:
    level = words.phrases[f"level_{file.level}"] if file.level else None
    covers = words.phrases["listing_yes"] if file.covers else None
    return *body, file.name, level, file.year, file.path, parent, covers, remark


def _of_file(file: Known, count: int) -> Iterator[Word]:
    """What is to say of a report, one of so many for its year."""
    if file.year is None:
        yield Phrase("listing_no_year")
    elif count > 1:
        yield Phrase("listing_of_several", {"count": str(count)})


def _of_body(body: Listed, rostered: bool) -> Iterator[Word]:
    """What is to say of all reports of a body."""
    if body.rivals:
        yield Phrase("listing_rivals", {"names": Names(body.rivals)})
    if rostered and body.entry is None:
        yield Phrase("listing_unlisted")
