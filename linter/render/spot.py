"""Where a file and a place in it are, as programs name them: the same on every system, for every format."""

from __future__ import annotations

import os

from linter.named_tuple import NamedTuple


class Known(NamedTuple):
    """What is true of places in a format: lines of the file itself, and columns in them."""

    line: bool = True
    column: bool = True


# of web pages only the line of the source is known; lines of Word and PDF files are those of their reader
_KNOWN = {"html": Known(column=False), **dict.fromkeys(("docx", "doc", "pdf"), Known(line=False, column=False))}
_EVERYTHING = Known()


def known(form: str | None) -> Known:
    """What is true of places in files of a format."""
    return _KNOWN.get(form or "", _EVERYTHING)


def file_of(path: str) -> str:
    """A path with slashes, without needless parts, and relative when it is beneath the working folder."""
    path = os.path.normpath(path)
    if os.path.isabs(path):
        path = path.removeprefix(os.path.join(os.getcwd(), ""))
    return path.replace(os.sep, "/")


def uri_of(path: str) -> str:
    """A path as a URI reference: relative beneath the working folder, else with its scheme."""
    from urllib.parse import quote

    name = file_of(path)
    if not os.path.isabs(path) or not os.path.isabs(name):
        return quote(os.fsencode(name))
    return f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name), safe='/:')}"
