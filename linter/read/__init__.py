"""Files into documents: chosen by content first, then by suffix; never raises for what a file holds."""

from __future__ import annotations

import os

from linter.document import Block, Document
from linter.read.encoding import decode
from linter.text import Text
from linter.words import Phrase, catalog

LARGEST = 4 * 1024 * 1024
SUFFIXES = (".txt", ".text", ".md", ".markdown")
_HEAD = 1000
_MARKDOWN = (".md", ".markdown")
_OTHER_FORMATS = (
    (b"%PDF-", Phrase("format_pdf")),
    (b"PK\x03\x04", Phrase("format_docx")),
    (b"\xd0\xcf\x11\xe0", Phrase("format_doc")),
    (b"{\\rtf", Phrase("format_rtf")),
    (b"\x89PNG", Phrase("format_picture")),
    (b"\xff\xd8\xff", Phrase("format_picture")),
    (b"GIF8", Phrase("format_picture")),
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


def read_file(path: str | os.PathLike[str], encoding: str | None = None) -> Document:
    """The document of a file.

    Raises Unreadable when there is no such file, it may not be read, or it holds no text.
    """
    name = os.fspath(path)
    try:
        size = os.stat(name).st_size
        if size > LARGEST:
            raise Unreadable(name, _too_large(size), Phrase("read_smaller_file"))
        with open(name, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise Unreadable(name, Phrase("read_no_file"), Phrase("read_check_path")) from None
    except IsADirectoryError:
        raise Unreadable(name, Phrase("read_folder"), Phrase("read_file_in_folder")) from None
    except PermissionError:
        raise Unreadable(name, Phrase("read_not_allowed"), Phrase("read_check_permission")) from None
    except OSError as error:
        reason = {"reason": error.strerror or str(error)}
        raise Unreadable(name, Phrase("read_error", reason), Phrase("read_check_disk")) from None
    return read_bytes(data, name, encoding)


def read_bytes(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The document of a file's content; `name` gives the suffix.

    Raises Unreadable for an empty file, a binary file, or one too large.
    """
    if len(data) > LARGEST:
        raise Unreadable(name, _too_large(len(data)), Phrase("read_smaller_file"))
    for magic, kind in _OTHER_FORMATS:
        if data.startswith(magic):
            raise Unreadable(name, Phrase("read_other_format", {"format": kind}), Phrase("read_save_as_text"))
    if data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        raise Unreadable(name, Phrase("read_other_format", {"format": Phrase("format_html")}), Phrase("read_save_as_text"))
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
    markdown = name.lower().endswith(_MARKDOWN)
    return Document(name, "markdown" if markdown else "text", encoding, text, _blocks(text, markdown))


def _blocks(text: Text, markdown: bool) -> tuple[Block, ...]:
    if markdown:
        from linter.read.markdown import read_markdown

        return tuple(read_markdown(text))
    from linter.read.plain import read_plain

    return tuple(read_plain(text))


def _too_large(size: int) -> Phrase:
    megabytes = {"size": f"{size / 1024 / 1024:.0f}", "limit": str(LARGEST // 1024 // 1024)}
    return Phrase("read_too_large", megabytes)
