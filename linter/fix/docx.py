"""Word files edited in their runs: words change, formats and all other parts of the file stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from linter.document import Document
from linter.finding import Edit, Fix
from linter.fix.apply import Unwritable
from linter.fix.guard import edited
from linter.limits import LIMITS, Limits
from linter.named_tuple import NamedTuple
from linter.read import Unreadable
from linter.read.docx import read_docx, read_docx_with_places
from linter.read.docx_body import Spot
from linter.read.docx_parts import Element, Package, W
from linter.read.docx_text import Piece
from linter.read.linear import document_of
from linter.text import Span
from linter.words import Phrase, Word

_P, _R, _T, _FIELD = W + "p", W + "r", W + "t", W + "fldChar"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# what changes, fills in or repeats the words that it holds
_HELD = frozenset(W + name for name in ("ins", "moveTo", "hyperlink", "fldSimple", "sdt", "txbxContent"))
_TRACKED = (W + "ins", W + "moveTo")
_STRICT = b"http://purl.oclc.org/ooxml/"


class _Cut(NamedTuple):
    """Characters of an element that go, and the words that come in their place."""

    element: Element
    start: int
    end: int
    words: str


class WordFile:
    """A Word file (.docx)."""

    def __init__(self, data: bytes, name: str, limits: Limits = LIMITS) -> None:
        """Raises linter.read.Unreadable."""
        self.data = data
        self._name, self._limits = name, limits
        read_docx(data, name, limits)  # refuses what is hostile or damaged before its main part is parsed again
        with ZipFile(BytesIO(data)) as archive:
            wanted = Package(data, name, limits).document.lower()
            self._part = next(each for each in archive.namelist() if each.replace("\\", "/").lower() == wanted)
            content = archive.read(self._part)
        self._strict = _STRICT in content
        self._root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        linear, self._places = read_docx_with_places(data, name, None if self._strict else self._root, limits)
        self.document: Document = document_of(linear, name, "docx")
        self._in_fields = set(_runs_in_fields(self._root))

    def objection(self, fix: Fix) -> Word | None:
        """Why the file cannot take a fix: Word itself, a field, a link or a tracked change makes the words."""
        try:
            for edit in fix.edits:
                self._cuts(edit)
        except Unwritable as problem:
            return problem.why
        return None

    def edited(self, edits: Sequence[Edit]) -> WordFile:
        """The file with the edits made. Raises Unwritable when it could not be read again as it should."""
        cuts = [cut for edit in edits for cut in self._cuts(edit)]
        before = {cut.element: cut.element.text for cut in cuts}
        # from the last one on, so that the places in front stay true
        for cut in sorted(cuts, key=lambda each: (each.start, each.end), reverse=True):
            words = cut.element.text or ""
            cut.element.text = words[: cut.start] + cut.words + words[cut.end :]
        spaced = [each for each in before if each.text != each.text.strip() and each.get(_SPACE) is None]
        for each in spaced:
            each.set(_SPACE, "preserve")
        data = self._packed()
        for each, words in before.items():
            each.text = words
        for each in spaced:
            del each.attrib[_SPACE]
        try:
            file = WordFile(data, self._name, self._limits)
        except Unreadable:
            raise Unwritable(Phrase("fix_not_kept")) from None
        if file.document.text.content != edited(self.document.text.content, edits):
            raise Unwritable(Phrase("fix_not_kept"))
        return file

    def _packed(self) -> bytes:
        """The file with its main part as it is by now; every other part as it was."""
        packed = BytesIO()
        with ZipFile(BytesIO(self.data)) as old, ZipFile(packed, "w") as new:
            for info in old.infolist():
                content = old.read(info)
                if info.filename == self._part:
                    content = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
                new.writestr(info, content, info.compress_type)
        return packed.getvalue()

    def _cuts(self, edit: Edit) -> list[_Cut]:
        """What an edit does to the elements: the new words come into the first, in its format. Raises Unwritable."""
        edit = self._least(edit)
        pieces = list(self._pieces(edit.span))
        if self._strict or not pieces or not all(self._is_plain(piece.element) for piece in pieces):
            raise Unwritable(Phrase("fix_not_in_word"))
        cuts = []
        words = edit.words
        for piece in pieces:
            cuts.append(_Cut(piece.element, piece.start, piece.start + len(piece.words), words))
            words = ""
        return cuts

    def _least(self, edit: Edit) -> Edit:
        """The edit without what it leaves as it is at either end, which so keeps its format."""
        words, (start, end) = edit.words, edit.span
        before = self.document.text.quote(edit.span)
        same = _alike(before, words)
        rest = _alike(before[same:][::-1], words[same:][::-1])
        return Edit(Span(start + same, end - rest), words[same : len(words) - rest])

    def _pieces(self, span: Span) -> Iterator[Piece]:
        """The pieces that a span touches, cut to it; of a place without words, the one behind it, else in front."""
        text = self.document.text
        line = text.position(span.start).line
        place = text.line_starts()[line - 1]
        found: Piece | None = None
        for spot in self._places[line - 1]:
            for piece in _told(spot):
                left, right = max(span.start - place, 0), min(span.end - place, len(piece.words))
                if left < right:
                    yield Piece(piece.words[left:right], piece.element, piece.start + left)
                elif span.start == span.end and 0 <= span.start - place <= len(piece.words):
                    found = Piece("", piece.element, piece.start + span.start - place)
                place += len(piece.words)
            place += 1
        if span.start == span.end and found is not None:
            yield found

    def _is_plain(self, element: Element | None) -> bool:
        """Whether words stand in a run of a paragraph, and nothing makes, tracks or repeats them."""
        if element is None or element.tag != _T:
            return False
        run = element.getparent()
        if run is None or run.tag != _R or run in self._in_fields or run.getparent().tag != _P:
            return False
        for each in run.iterancestors():
            properties = each.find(W + "trPr") if each.tag == W + "tr" else None
            if each.tag in _HELD or (properties is not None and any(properties.find(tag) is not None for tag in _TRACKED)):
                return False
        return True


def _alike(one: str, other: str) -> int:
    """How many characters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _told(spot: Spot) -> tuple[Piece, ...]:
    return tuple(piece for piece in spot.pieces if piece.words)


def _runs_in_fields(root: Element) -> Iterator[Element]:
    """The runs between the beginning and the end of a field, these two among them."""
    depth = 0
    for each in root.iter(_R, _FIELD):
        if each.tag == _FIELD:
            depth += {"begin": 1, "end": -1}.get(each.get(W + "fldCharType"), 0)
        elif depth or each.find(_FIELD) is not None:
            yield each
