"""Findings as comments in the Word file that they are about; nothing else in the file changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from linter.comment_marks import Edge, Range, carrier, mark
from linter.finding import Finding
from linter.named_tuple import NamedTuple
from linter.read import Unreadable
from linter.read.docx import read_docx, read_docx_with_places
from linter.read.docx_body import Place, Spot
from linter.read.docx_parts import Element, W
from linter.read.docx_text import Piece
from linter.read.linear import Cells, Linear, Words, document_of
from linter.render.text import basis_words
from linter.report import Report, Table, Value
from linter.result import FileResult
from linter.run import Settings, check_document
from linter.text import Span
from linter.words import Catalog, Phrase, catalog

AUTHOR, INITIALS = "nianbao", "nb"


class Annotated(NamedTuple):
    """A file with its findings as comments, and what was found. Without findings the content is that of the original."""

    content: bytes
    result: FileResult


def annotate(data: bytes, name: str, settings: Settings, silence: Callable[[FileResult], FileResult] | None = None) -> Annotated:
    """Check a Word file and write every finding that is not silenced into it as a comment.

    Raises ImportError without python-docx 1.2, and Unreadable for what is no sound Word file.
    """
    import docx.comments  # since 1.2; imported first, so that a lack of it shows before any work

    read_docx(data, name)  # refuses what is hostile or damaged before another library opens it
    try:
        document: Any = docx.Document(BytesIO(data))
        comments = document.comments
    except Exception:  # the library raises whatever comes of a structure that it does not expect
        raise Unreadable(name, Phrase("annotate_cannot_open"), Phrase("read_docx_reopen")) from None
    linear, places = read_docx_with_places(data, name, document.element)
    result = check_document(document_of(linear, name, "docx"), settings)
    result = silence(result) if silence is not None else result
    if not result.findings or result.report is None:
        return Annotated(data, result)
    sheet = _Sheet(result.report, linear, places, document.element)
    words = catalog(settings.language)
    ranges = []
    for finding in result.findings:
        comment = comments.add_comment(_told(finding, words), AUTHOR, INITIALS)
        ranges.append((comment.comment_id, sheet.range_of(finding)))
    mark(ranges)
    file = BytesIO()
    document.save(file)
    return Annotated(file.getvalue(), result)


def _told(finding: Finding, words: Catalog) -> str:
    """What a comment says: level, code and message, what to do, and by which rule of law."""
    level = "blocked" if finding.outcome == "blocked" else finding.level
    first = {"level": words.phrases[f"ui_{level}"], "code": finding.rule, "message": finding.message}
    said = (
        words.say(Phrase("annotate_finding", first)),
        words.phrases["ui_help"] + finding.help,
        words.phrases["ui_basis"] + basis_words(finding.basis, finding.practice, words),
    )
    return "\n".join(" ".join(each.split()) for each in said)


class _Sheet:
    """A report and the places in the file where its words stand."""

    __slots__ = ("_fallback", "_lines", "_places", "_report", "_starts")

    def __init__(self, report: Report, linear: Linear, places: tuple[Place, ...], root: Element) -> None:
        self._report = report
        self._lines = linear.lines
        self._places = places
        self._starts = report.document.text.line_starts()
        self._fallback = next(root.iter(W + "p"), None)

    def range_of(self, finding: Finding) -> Range:
        """Where a comment on a finding belongs: the blank cell that it names, else the words that it is about."""
        blank = self._blank_cell(finding)
        found = _range_in([blank]) if blank is not None else _range_in(self._spots(self._span(finding)))
        return Range(None, None, self._fallback) if found is None else found

    def _span(self, finding: Finding) -> Span:
        """The span of a finding; of one on a column as a whole, where it is the table's, that of the column's label."""
        key, _, rest = finding.at.partition("/")
        table = self._report.tables.get(key)
        if table is None or not rest.startswith("*/") or finding.span != table.span:
            return finding.span
        label = table.labels.get(rest.removeprefix("*/"))
        return finding.span if label is None else label.span

    def _line(self, offset: int) -> int:
        return min(bisect_right(self._starts, offset), len(self._lines)) - 1

    def _spots(self, span: Span) -> list[Spot]:
        """The spots that a span touches, cut to it: the paragraphs, or of a table the first cell."""
        first, last = self._line(span.start), self._line(max(span.end - 1, span.start))
        if not all(isinstance(line, Words) for line in self._lines[first : last + 1]):
            last = first
        found = [spot for line in range(first, last + 1) for spot in self._touched(line, span)]
        if isinstance(self._lines[first], Cells):
            del found[1:]
        return found or [spot for spot in self._places[first] if spot.pieces] or list(self._places[first])

    def _touched(self, line: int, span: Span) -> Iterator[Spot]:
        place = self._starts[line]
        for spot in self._places[line]:
            length = sum(len(piece.words) for piece in spot.pieces)
            if place < max(span.end, span.start + 1) and place + length > span.start:
                yield _cut_to(spot, span.start - place, max(span.end, span.start + 1) - place)
            place += length + 1

    def _blank_cell(self, finding: Finding) -> Spot | None:
        """The spot of the blank cell that a finding names, if its column can be told; its own span is another cell's."""
        key, _, rest = finding.at.partition("/")
        row, _, column = rest.partition("/")
        table = self._report.tables.get(key)
        value = table.value(row, column) if table is not None else None
        if table is None or value is None or value.state != "blank" or value.span is None:
            return None
        line, place = self._line(value.span.start), self._column_of(table, row, column)
        spots = self._places[line]
        if place is None or not 0 <= place < len(spots) or spots[place].pieces or spots[place].holder is None:
            return None
        return spots[place]

    def _column_of(self, table: Table, row: str, column: str) -> int | None:
        """The column of the grid in which a column of the form stands: by the row's other values, other rows, or the header."""
        keys = list(table.rows[row].values)
        for other, value in table.rows[row].values.items():
            place = self._grid_column(value)
            if place is not None:
                return place + keys.index(column) - keys.index(other)
        for each in table.rows.values():
            place = self._grid_column(each.values.get(column)) if not table.form.transposed else None
            if place is not None:
                return place
        label = table.labels.get(column)
        return None if label is None else self._column_at(label.span.start)

    def _grid_column(self, value: Value | None) -> int | None:
        if value is None or value.span is None or value.state in ("blank", "absent"):
            return None
        return self._column_at(value.span.start)

    def _column_at(self, offset: int) -> int:
        line = self._line(offset)
        return self._report.document.text.content.count("\t", self._starts[line], offset)


def _cut_to(spot: Spot, start: int, end: int) -> Spot:
    """A spot with only the pieces, or parts of them, between two offsets of its words."""
    kept = []
    place = 0
    for piece in spot.pieces:
        left, right = max(start - place, 0), min(end - place, len(piece.words))
        if left < right:
            kept.append(piece._replace(words=piece.words[left:right], start=piece.start + left))
        place += len(piece.words)
    # where only an automatic number is meant, the words behind it stand for it
    return spot._replace(pieces=tuple(kept)) if any(piece.element is not None for piece in kept) else spot


def _range_in(spots: list[Spot]) -> Range | None:
    """The range from the first words to the last; of a blank cell its paragraph, of a picture the picture."""
    pieces = [
        piece for spot in spots for piece in spot.pieces if piece.element is not None and carrier(piece.element) is not None
    ]
    if pieces:
        return Range(_first_edge(pieces[0]), _last_edge(pieces[-1]))
    holder = next((spot.holder for spot in spots if spot.holder is not None), None)
    if holder is None:
        return None
    if carrier(holder) is not None and holder.tag not in (W + "p", W + "tc"):
        return Range(Edge(holder, 0), Edge(holder, 1, end=True))
    paragraph = holder if holder.tag == W + "p" else next(holder.iter(W + "p"), None)
    return None if paragraph is None else Range(None, None, paragraph)


def _first_edge(piece: Piece) -> Edge:
    """Where a piece begins; blanks in front of it are no reason to split a run."""
    before = _text(piece)[: piece.start]
    return Edge(piece.element, piece.start if before.strip() else 0)


def _last_edge(piece: Piece) -> Edge:
    end = piece.start + len(piece.words)
    return Edge(piece.element, end if _text(piece)[end:].strip() else max(len(_text(piece)), end), end=True)


def _text(piece: Piece) -> str:
    return "" if piece.element is None else piece.element.text or ""
