"""Files into documents: chosen by content first, then by suffix; never raises for what a file holds."""

from __future__ import annotations

import os

from linter.document import Block, Document
from linter.read.encoding import decode
from linter.text import Text

LARGEST = 4 * 1024 * 1024
SUFFIXES = (".txt", ".text", ".md", ".markdown")
_HEAD = 1000
_MARKDOWN = (".md", ".markdown")
_OTHER_FORMATS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word、WPS 或压缩文件（docx、zip）"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 WPS 文件（doc、wps）"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)


class Unreadable(Exception):
    """A file that cannot be read as text: what is the matter and what to do, in Chinese."""

    def __init__(self, path: str, problem: str, cure: str) -> None:
        super().__init__(path, problem, cure)
        self.path = path
        self.problem = problem
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.path}：{self.problem}。{self.cure}"


def read_file(path: str | os.PathLike[str], encoding: str | None = None) -> Document:
    """The document of a file.

    Raises Unreadable when there is no such file, it may not be read, or it holds no text.
    """
    name = os.fspath(path)
    try:
        size = os.stat(name).st_size
        if size > LARGEST:
            raise Unreadable(name, _too_large(size), "请确认选对了文件；年度报告一般不超过 1 MB")
        with open(name, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise Unreadable(name, "没有这个文件", "请检查路径和文件名是否写对") from None
    except IsADirectoryError:
        raise Unreadable(name, "这是文件夹", "请给出文件夹中的文件") from None
    except PermissionError:
        raise Unreadable(name, "没有读取权限", "请检查文件的权限，或先关闭正在占用它的程序") from None
    except OSError as error:
        raise Unreadable(name, f"读取失败（{error.strerror or error}）", "请检查文件和磁盘后重试") from None
    return read_bytes(data, name, encoding)


def read_bytes(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The document of a file's content; `name` gives the suffix.

    Raises Unreadable for an empty file, a binary file, or one too large.
    """
    if len(data) > LARGEST:
        raise Unreadable(name, _too_large(len(data)), "请确认选对了文件；年度报告一般不超过 1 MB")
    for magic, kind in _OTHER_FORMATS:
        if data.startswith(magic):
            raise Unreadable(name, f"这是{kind}，目前只能检查文本和 Markdown", "请另存为文本（.txt，编码 UTF-8）后再检查")
    if data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        raise Unreadable(name, "这是网页（HTML），目前只能检查文本和 Markdown", "请另存为文本（.txt，编码 UTF-8）后再检查")
    try:
        decoded = decode(data, encoding)
    except (LookupError, UnicodeError):
        raise Unreadable(name, f"不认识的编码 {encoding}", "可用 utf-8、gb18030、big5、utf-16") from None
    if not decoded.content.strip():
        raise Unreadable(name, "文件是空的", "请确认报告已经保存，或选对了文件")
    if decoded.content.count("\0") * 100 > len(decoded.content):
        raise Unreadable(name, "这不是文本文件", "请另存为文本（.txt，编码 UTF-8）后再检查")
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


def _too_large(size: int) -> str:
    return f"文件过大（{size / 1024 / 1024:.0f} MB），上限是 {LARGEST // 1024 // 1024} MB"
