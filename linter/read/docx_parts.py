"""The parts of a Word file: a zip of XML, opened with care, for what is sent around may be damaged or hostile."""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from linter.limits import LIMITS, MEGABYTE, Limits
from linter.read import Unreadable
from linter.words import Phrase

# lxml has no types of its own
Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
# the strict form of the format is the same but for its names
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
# a part above a megabyte that was packed more tightly than this holds nothing but repetition
_TIGHTEST = 200
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# what zipfile raises over damaged bytes (337,000 mutated files raised these and no others): besides its own error that of the
# decompressor, unknown methods, ends that come too soon, places outside the file, and names that cannot be decoded
_DAMAGED = (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)
_OTHERS = (
    ("xl/workbook", Phrase("format_xlsx")),
    ("ppt/presentation", Phrase("format_pptx")),
    ("ofd.xml", Phrase("format_ofd")),
    ("content.xml", Phrase("format_odt")),
)
_METADATA = {"title": "title", "created": "created", "modified": "modified", "creator": "publisher", "Company": "publisher"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Package:
    """A Word file that was opened: its main part is `document`.

    Raises Unreadable when it is none, is damaged or encrypted, or would unpack to more than any report holds.
    """

    __slots__ = ("_limits", "_parts", "_zip", "document", "name")

    def __init__(self, data: bytes, name: str, limits: Limits = LIMITS) -> None:
        self.name = name
        self._limits = limits
        if not data:
            raise self._problem("read_empty", "read_saved_file")
        if data.startswith(_OLE):
            raise self._encrypted() if _ENCRYPTED in data else self._problem("read_docx_old", "read_docx_save_as")
        if not data.startswith(b"PK"):
            raise self._problem("read_docx_no_docx", "read_docx_save_as")
        try:
            self._zip = ZipFile(BytesIO(data))
            infos = self._zip.infolist()
        except _DAMAGED:
            raise self._damaged() from None
        if sum(info.file_size for info in infos) > limits.unpacked * MEGABYTE:
            raise self._too_large(limits.unpacked)
        self._parts = {info.filename.replace("\\", "/").lower(): info for info in infos}
        self.document = self._main_part()

    def tree(self, part: str) -> Element:
        """The root of a part. Raises Unreadable when it is damaged, or declares entities."""
        content = self._content(part)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self._damaged(part) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._problem("read_docx_entities", "read_docx_reopen", part=part)
        return root

    def related(self, kind: str) -> Element | None:
        """The root of the part that the document names for this: `styles`, `numbering`."""
        part = next((part for found, part in self._relations(self.document) if found.endswith("/" + kind)), None)
        return self.tree(part) if part is not None and part.lower() in self._parts else None

    def metadata(self) -> dict[str, str]:
        """What the file says of itself; what is missing or damaged there is left out."""
        found: dict[str, str] = {}
        for part in ("docProps/core.xml", "docProps/app.xml"):
            if part.lower() not in self._parts:
                continue
            try:
                root = self.tree(part)
            except Unreadable:
                continue
            for each in root.iterchildren("*"):
                key = _METADATA.get(etree.QName(each).localname)
                words = (each.text or "").strip()
                if key in ("created", "modified"):
                    day = _DAY.match(words)
                    words = day.group() if day else ""
                if key and words:
                    found[key] = words
        return found

    def _main_part(self) -> str:
        relations = self._relations("") if "_rels/.rels" in self._parts else iter(())
        named = next((part for kind, part in relations if kind.endswith("/officeDocument")), "word/document.xml")
        part = named if named.lower() in self._parts else "word/document.xml"
        for beginning, kind in _OTHERS:
            if part.lower().startswith(beginning) or (part.lower() not in self._parts and self._has(beginning)):
                raise self._problem("read_docx_other", "read_docx_save_as", format=kind)
        if part.lower() not in self._parts:
            raise self._problem("read_docx_other", "read_docx_save_as", format=Phrase("format_zip"))
        return part

    def _has(self, beginning: str) -> bool:
        return any(part.startswith(beginning) for part in self._parts)

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        """Kind and target of what a part refers to inside the file."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations.lower() not in self._parts:
            return
        for each in self.tree(relations).iterchildren("{*}Relationship"):
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
                yield each.get("Type", ""), target

    def _content(self, part: str) -> bytes:
        info: ZipInfo = self._parts[part.lower()]
        tight = info.file_size > MEGABYTE and info.file_size > _TIGHTEST * info.compress_size
        if tight or info.file_size > self._limits.part * MEGABYTE:
            raise self._too_large(self._limits.part)
        if info.flag_bits & 1:
            raise self._encrypted()
        try:
            return self._zip.read(info)
        except (*_DAMAGED, RuntimeError):
            raise self._damaged(part) from None

    def _problem(self, problem: str, cure: str, **params: str | Phrase) -> Unreadable:
        return Unreadable(self.name, Phrase(problem, params), Phrase(cure))

    def _encrypted(self) -> Unreadable:
        return self._problem("read_docx_encrypted", "read_docx_decrypt")

    def _damaged(self, part: str = "") -> Unreadable:
        if not part:
            return self._problem("read_docx_damaged", "read_docx_reopen")
        return self._problem("read_docx_part_damaged", "read_docx_reopen", part=part)

    def _too_large(self, limit: int) -> Unreadable:
        return self._problem("read_docx_too_large", "read_docx_check_source", limit=str(limit))
