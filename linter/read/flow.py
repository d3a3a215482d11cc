"""The tree of a web page as pieces in reading order: paragraphs, rows of tables and pictures, with what tells chrome."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from linter.document import Origin
from linter.named_tuple import NamedTuple
from linter.read.grid import BLOCKS, clean, read_grid, tables_of
from linter.read.linear import Cells, Image, Line, Note, Words

# what stands in the tree for a comment that is meant for the program
NOTE = "nianbao-note"
# libxml2 counts lines of elements no further
_LAST_LINE = 65535
_TALL = frozenset(("pre", "xmp", "listing", "plaintext"))
_TOP = frozenset(("h1", "h2", "h3"))
_ASIDE = frozenset(("nav", "footer", "aside"))
_ICON = re.compile(
    r"(?:icon|logo|btn|button|qr|ewm|erweima|weixin|wechat|share|print|arrow|bullet|banner|blank|spacer)", re.IGNORECASE
)
_SMALL, _SHORT_DATA = 100, 4000


class Piece(NamedTuple):
    """A line of the page: its words, whether all of it is a link, stands in h1 to h3, or in a part set aside (nav, footer)."""

    line: Line
    words: str
    linked: bool = False
    top: bool = False
    aside: bool = False


class Flow(NamedTuple):
    """The pieces of a page, from which to which of them each of its elements reaches, and before which each note stands."""

    pieces: list[Piece]
    regions: list[tuple[int, int]]
    notes: list[tuple[int, Note]]


def flow_of(root: Any, notes: Mapping[Any, Note] = MappingProxyType({})) -> Flow:
    """The pieces of a page, hidden and invisible elements taken out before; `notes` by the elements in their places."""
    return _Walker(root, notes).run()


class _Walker:
    """The paragraph that is being put together while the tree is gone through."""

    def __init__(self, root: Any, notes: Mapping[Any, Note]) -> None:
        self.root = root
        self.notes = dict(notes)
        self.layout = tables_of(root)
        self.grids: dict[Any, tuple[str, ...]] = {}
        self.flow = Flow([], [], [])
        self.starts: list[int] = []
        self.parts: list[str] = []
        self.line: int | None = None
        self.linked = self.length = self.links = self.tops = self.asides = self.tall = 0

    def run(self) -> Flow:
        from lxml import etree  # type: ignore[import-untyped, unused-ignore]

        walk = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                row = self._start(element, tag)
                if row is not None:
                    self._row(row, element)
                    walk.skip_subtree()
                elif element.text:
                    self._add(element.text, element)
            else:
                self._end(element, tag)
                if element.tail and element is not self.root:
                    self._add(element.tail, element)
        self._flush()
        for element in tuple(self.notes):
            self._note(element)
        return self.flow

    def _start(self, element: Any, tag: str) -> tuple[str, ...] | None:
        """What an element begins; the cells of a row of data, whose inside is done with then."""
        if tag in BLOCKS:
            self._flush()
            self.starts.append(len(self.flow.pieces))
            if tag == "table":
                self.grids |= read_grid(self.layout.rows[element], self.layout.nesting)
            elif tag == "tr":
                return self.grids.get(element)
            self._count(tag, 1)
        elif tag == "br":
            self._flush()
        elif tag == "a":
            self.links += element.get("href") is not None
        elif tag == "img" and not _is_icon(element):
            self._flush()
            self.flow.pieces.append(Piece(Image(_origin(element)), "", aside=self.asides > 0))
        elif tag == NOTE:
            self._note(element)
        return None

    def _end(self, element: Any, tag: str) -> None:
        if tag in BLOCKS:
            self._flush()
            start = self.starts.pop()
            if len(self.flow.pieces) > start:
                self.flow.regions.append((start, len(self.flow.pieces)))
            self._count(tag, -1)
        elif tag == "a":
            self.links -= element.get("href") is not None

    def _count(self, tag: str, step: int) -> None:
        self.tops += step * (tag in _TOP)
        self.asides += step * (tag in _ASIDE)
        self.tall += step * (tag in _TALL)

    def _note(self, element: Any) -> None:
        """A note stands before what comes next, and so does one inside a paragraph or a row."""
        note = self.notes.pop(element, None)
        if note is not None:
            self.flow.notes.append((len(self.flow.pieces), note))

    def _row(self, cells: tuple[str, ...], element: Any) -> None:
        if self.notes:
            for inside in element.iter(NOTE):
                self._note(inside)
        words = " ".join(filter(None, cells))
        links = sum(len(clean("".join(link.itertext()))) for link in element.iter("a") if link.get("href") is not None)
        linked = links > 0 and links * 10 >= sum(map(len, cells)) * 9
        self.flow.pieces.append(Piece(Cells(cells, _origin(element)), words, linked, aside=self.asides > 0))

    def _add(self, words: str, element: Any) -> None:
        if self.tall and "\n" in words:
            first, *others = words.split("\n")
            self._add(first, element)
            for number, other in enumerate(others, 1):
                self._flush()
                self._add(other, element)
                self.line = None if self.line is None else self.line + number
            return
        bare = words.lstrip()
        if self.line is None and bare:
            line = element.sourceline or 0
            self.line = line + words.count("\n", 0, len(words) - len(bare)) if 0 < line < _LAST_LINE else None
        self.parts.append(words)
        self.length += len(bare)
        if self.links:
            self.linked += len(bare)

    def _flush(self) -> None:
        """End the paragraph."""
        if not self.parts:
            return
        whole = "".join(self.parts)
        words = clean(whole)
        if words:
            origin = Origin(line=self.line)
            line: Line = Words(words, origin)
            if self.tall and "\t" in whole.strip("\r\n"):
                line = Cells(tuple(map(clean, whole.split("\t"))), origin)
            linked = self.linked > 0 and self.linked * 10 >= self.length * 9
            self.flow.pieces.append(Piece(line, words, linked, self.tops > 0, self.asides > 0))
        self.parts.clear()
        self.line = None
        self.length = self.linked = 0


def _origin(element: Any) -> Origin:
    line = element.sourceline
    return Origin(line=line if line is not None and 0 < line < _LAST_LINE else None)


def _is_icon(image: Any) -> bool:
    """Whether a picture is too small for a table, or its name says that it is none."""
    for name in ("width", "height"):
        found = re.match(r"\s*(\d{1,5})\s*(?:px)?\s*$", image.get(name) or "", re.ASCII)
        if found and int(found[1]) < _SMALL:
            return True
    source = image.get("src") or ""
    if source.startswith("data:"):
        return len(source) < _SHORT_DATA
    return not source or _ICON.search(source.rpartition("/")[2]) is not None
