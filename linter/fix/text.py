"""Text files edited byte for byte: what stands outside the edits stays as it is, in whatever encoding."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Sequence

from linter.document import Document
from linter.finding import Edit, Fix
from linter.fix.apply import Unwritable
from linter.fix.guard import edited
from linter.limits import LIMITS, Limits
from linter.read import Unreadable, read_bytes
from linter.words import Phrase, Word

_WITH_MARK = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}


class TextFile:
    """A text or Markdown file; `encoding` is what was asked for, None where it is told by the content."""

    def __init__(self, data: bytes, name: str, encoding: str | None = None, limits: Limits = LIMITS) -> None:
        """Raises linter.read.Unreadable."""
        self.data = data
        self.document: Document = read_bytes(data, name, encoding, limits)
        self._asked = encoding
        self._limits = limits
        self._codec = _codec(data, self.document.encoding)

    def objection(self, fix: Fix) -> Word | None:
        """Why the file cannot take a fix: its encoding lacks a character."""
        for character in dict.fromkeys("".join(edit.words for edit in fix.edits)):
            try:
                character.encode(self._codec)
            except UnicodeEncodeError:
                return Phrase("fix_not_in_encoding", {"encoding": self.document.encoding, "character": character})
        return None

    def edited(self, edits: Sequence[Edit]) -> TextFile:
        """The file with the edits made. Raises Unwritable when it could not be read again as it should."""
        content = self.document.text.content
        starts = self._starts()
        pieces: list[bytes] = []
        place = 0
        for edit in sorted(edits) if starts else ():
            pieces += [self.data[place : starts[edit.span.start]], edit.words.encode(self._codec)]
            place = starts[edit.span.end]
        pieces.append(self.data[place:])
        try:
            file = TextFile(b"".join(pieces), self.document.path, self._asked, self._limits)
        except Unreadable:
            raise Unwritable(Phrase("fix_not_kept")) from None
        if file.document.text.content != edited(content, edits) or file.document.encoding != self.document.encoding:
            raise Unwritable(Phrase("fix_not_kept"))
        return file

    def _starts(self) -> list[int]:
        """The byte at which each character begins, and the end; nothing where that cannot be told."""
        content = self.document.text.content
        decoder = codecs.getincrementaldecoder(self._codec)("replace")
        starts: list[int] = []
        found: list[str] = []
        begun = 0
        for place in range(len(self.data)):
            words = decoder.decode(self.data[place : place + 1])
            if words:
                # of several at once the first ones are of bytes in front that could not be decoded
                starts += [begun] * (len(words) - 1) + [begun if len(words) == 1 else place]
                found.append(words)
                begun = place + 1
        last = decoder.decode(b"", final=True)
        starts += [begun] * len(last)
        words = "".join((*found, last))
        if words.startswith("\ufeff") and not content.startswith("\ufeff"):
            words = words[1:]
            del starts[0]
        return [*starts, len(self.data)] if words == content else []


def _codec(data: bytes, encoding: str) -> str:
    """The codec for the characters of a file, without a mark in front."""
    name = codecs.lookup(encoding.removesuffix("-bom")).name
    if name in _WITH_MARK:
        little, big = _WITH_MARK[name]
        order = "le" if data.startswith(little) else "be" if data.startswith(big) else sys.byteorder[:1] + "e"
        return f"{name}-{order}"
    return name.removesuffix("-sig")
