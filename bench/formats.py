"""Reports as web pages, Word files and PDF files; PDF files are kept, because making them takes long."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from random import Random

from generator.converted import needs_pages, to_pdf
from generator.page import PAGE_STYLES, render_page
from generator.report import Report
from generator.word import DOCX_STYLES, render_docx

# of four reports, two are web pages, one is a Word file, one a PDF file
_TURN = ("html", "html", "docx", "pdf")
_BATCH = 20


class Pages:
    """Word files as PDF files, by LibreOffice; what was made once is taken from the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        without_office, *_ = needs_pages.args
        self.lacking = f"PDF files, Word files stand in for them: {needs_pages.kwargs['reason']}" if without_office else ""

    def of(self, documents: Sequence[bytes]) -> Iterator[bytes]:
        """The pages of each document."""
        self._folder.mkdir(parents=True, exist_ok=True)
        places = [self._folder / f"{_mark(document)}.pdf" for document in documents]
        missing = [each for each in zip(places, documents, strict=True) if not each[0].exists()]
        if missing:
            for (place, _), pages in zip(missing, to_pdf([document for _, document in missing]), strict=True):
                place.write_bytes(pages)
        return (place.read_bytes() for place in places)


def _mark(document: bytes) -> str:
    """What tells one Word file from another: all in it but the times of the archive."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = [name.encode() + archive.read(name) for name in sorted(archive.namelist())]
    return sha256(b"\0".join(parts)).hexdigest()[:32]


def files_in_formats(reports: Sequence[tuple[str, Report]], pages: Pages) -> Iterator[tuple[str, bytes]]:
    """Paths with suffixes and contents of reports, whose paths have none; styles take turns."""
    page_styles, word_styles = cycle(PAGE_STYLES), cycle(DOCX_STYLES)
    waiting: list[tuple[str, bytes]] = []
    for (path, report), form in zip(reports, cycle(_TURN), strict=False):
        rng = Random(f"format {path}")
        if form == "html":
            yield f"{path}.html", render_page(report, next(page_styles), rng)
            continue
        document = render_docx(report, next(word_styles), rng)
        if form == "pdf" and not pages.lacking:
            waiting.append((f"{path}.pdf", document))
        else:
            yield f"{path}.docx", document
    for start in range(0, len(waiting), _BATCH):
        batch = waiting[start : start + _BATCH]
        yield from zip((path for path, _ in batch), pages.of([document for _, document in batch]), strict=True)
