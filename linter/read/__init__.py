"""Files into documents: chosen by content first, then by suffix; never raises for what a file holds."""

from __future__ import annotations

import os
import stat

from linter.document import Document
from linter.limits import LIMITS, MEGABYTE, Limits
from linter.read.encoding import decode
from linter.text import Text
from linter.words import Phrase, catalog

TEXTS = (".txt", ".text", ".md", ".markdown")
PAGES = (".html", ".htm", ".shtml", ".xhtml")
SUFFIXES = (*TEXTS, *PAGES, ".docx", ".docm", ".pdf", ".doc", ".wps", ".rtf")
_HEAD = 4000
_MARKDOWN = (".md", ".markdown")
_BEGINNINGS = (
    (b"PK\x03\x04", "docx"),
    (b"\xd0\xcf\x11\xe0", "doc"),
    (b"{\\rtf", "doc"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)


class Unreadable(Exception):
    """A file that cannot be read as text: what is the matter and what to do."""

    def __init__(self, path: str, problem: Phrase, cure: Phrase) -> None:
        super().__init__(path, problem, cure)
        self.path = path
        self.problem = problem
        self.cure = cure

    @property
    def said(self) -> Phrase:
        """All of it in one line."""
        return Phrase("read_failed", {"path": self.path, "problem": self.problem, "cure": self.cure})

    def __str__(self) -> str:
        return catalog().say(self.said)


def read_file(path: str | os.PathLike[str], encoding: str | None = None, limits: Limits = LIMITS) -> Document:
    """The document of a file.

    Raises Unreadable when there is no such file, it may not be read, or it holds no text.
    """
    name = os.fspath(path)
    return read_bytes(load(name, limits), name, encoding, limits)


def load(name: str, limits: Limits = LIMITS) -> bytes:
    """The content of a file.

    Raises Unreadable when there is no such file, it may not be read, or it is too large.
    """
    try:
        about = os.stat(name)
        # a pipe or a device may never end, or never begin; what a shell hands over by number is meant
        if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode) or name.startswith("/dev/fd/")):
            raise Unreadable(name, Phrase("read_no_plain_file"), Phrase("read_right_file"))
        with open(name, "rb") as file:
            head = file.read(_HEAD)
            limit = _limit(head, name, limits)
            if about.st_size > limit * MEGABYTE:
                raise Unreadable(name, _too_large(about.st_size, limit), Phrase("read_smaller_file"))
            return head + file.read(limit * MEGABYTE)
    except FileNotFoundError:
        raise Unreadable(name, Phrase("read_no_file"), Phrase("read_check_path")) from None
    except IsADirectoryError:
        raise Unreadable(name, Phrase("read_folder"), Phrase("read_file_in_folder")) from None
    except PermissionError:
        raise Unreadable(name, Phrase("read_not_allowed"), Phrase("read_check_permission")) from None
    except OSError as error:
        reason = {"reason": error.strerror or str(error)}
        raise Unreadable(name, Phrase("read_error", reason), Phrase("read_check_disk")) from None


def kind_of(data: bytes, name: str) -> str:
    """What a file is by its first bytes, whatever its suffix: docx (any zip), doc (OLE and RTF), pdf, picture, html, text."""
    head = data[:_HEAD]
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    # of UTF-16 only every other byte tells
    tags = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if tags.startswith((b"<!doctype html", b"<html")) or (tags.startswith(b"<") and b"<html" in tags):
        return "html"
    return "html" if name.lower().endswith(PAGES) and b"<" in tags else "text"


def _limit(data: bytes, name: str, limits: Limits) -> int:
    """How many megabytes a file may have: those with structure carry pictures and fonts beside their words."""
    return limits.text if kind_of(data, name) in ("text", "html") else limits.file


def read_bytes(data: bytes, name: str, encoding: str | None = None, limits: Limits = LIMITS) -> Document:
    """The document of a file's content; `name` gives the suffix.

    Raises Unreadable for an empty file, one that cannot be read, or one too large.
    """
    kind = kind_of(data, name)
    limit = _limit(data, name, limits)
    if len(data) > limit * MEGABYTE:
        raise Unreadable(name, _too_large(len(data), limit), Phrase("read_smaller_file"))
    if kind == "picture":
        raise Unreadable(name, Phrase("read_other_format", {"format": Phrase("format_picture")}), Phrase("read_save_as_text"))
    if kind == "text":
        return _read_plain_bytes(data, name, encoding)
    return _read_structured(data, name, kind, encoding, limits)


def _read_structured(data: bytes, name: str, kind: str, encoding: str | None, limits: Limits) -> Document:
    """The readers of other formats are imported only when there is such a file."""
    from linter.read.linear import document_of

    if kind == "html":
        from linter.read.html import read_html

        return document_of(read_html(data, name, encoding), name, kind)
    if kind == "pdf":
        from linter.read.pdf import read_pdf

        return document_of(read_pdf(data, name, limits), name, kind)
    if kind == "doc":
        from linter.read.legacy import convert

        converted = convert([(name, data)], limits.seconds)[name]
        if isinstance(converted, Unreadable):
            raise converted
        return read_converted(converted, name, limits)
    from linter.read.docx import read_docx

    return document_of(read_docx(data, name, limits), name, kind)


def read_converted(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The document of an old Word file that has been converted to DOCX."""
    from linter.read.docx import read_docx
    from linter.read.linear import document_of

    return document_of(read_docx(data, name, limits), name, "doc")


def _read_plain_bytes(data: bytes, name: str, encoding: str | None) -> Document:
    try:
        decoded = decode(data, encoding)
    except (LookupError, UnicodeError):
        raise Unreadable(name, Phrase("read_unknown_encoding", {"encoding": str(encoding)}), Phrase("read_encodings")) from None
    if not decoded.content.strip():
        raise Unreadable(name, Phrase("read_empty"), Phrase("read_saved_file"))
    if decoded.content.count("\0") * 100 > len(decoded.content):
        raise Unreadable(name, Phrase("read_no_text"), Phrase("read_save_as_text"))
    return read_text(decoded.content, name, decoded.encoding)


def read_text(content: str, name: str = "<text>", encoding: str = "utf-8") -> Document:
    """The document of a text in memory."""
    text = Text(content)
    if name.lower().endswith(_MARKDOWN):
        from linter.read.markdown import read_markdown

        read = read_markdown(text)
        return Document(name, "markdown", encoding, text, read.blocks, comments=read.comments)
    from linter.read.plain import read_plain

    return Document(name, "text", encoding, text, tuple(read_plain(text)))


def _too_large(size: int, limit: int) -> Phrase:
    megabytes = {"size": f"{size / 1024 / 1024:.0f}", "limit": str(limit)}
    return Phrase("read_too_large", megabytes)
