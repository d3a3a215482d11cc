"""Which files a run reads: those that are named, and in folders those that may hold a report."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from linter.read import SUFFIXES, kind_of

_HEAD = 4000
_LOOKED_AT = 65536


class Found(NamedTuple):
    """A path to read: `listed` when a folder led to it, so that it need not be a report; `barred` for a folder that may not
    be read.
    """

    path: str
    listed: bool = False
    barred: bool = False


class Excluded(NamedTuple):
    """Patterns of names that are left out, and the folder that they are meant from."""

    root: str
    patterns: tuple[str, ...]


def find_files(paths: Sequence[str], excluded: Sequence[Excluded] = ()) -> Iterator[Found]:
    """The files that paths name, folders looked through in the order of names; hidden ones are left out.

    In folders, links are not followed: what they lead to stands there anyway, or does not belong to the folder. What is
    excluded is left out unless it is named itself.
    """
    for path in paths:
        if os.path.isdir(path):
            yield from _inside(path, excluded)
        else:
            yield Found(path)


def _inside(folder: str, excluded: Sequence[Excluded]) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            named = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        yield Found(folder, listed=True, barred=True)
        return
    files = [entry for entry in named if entry.is_file(follow_symlinks=False) and not _is_excluded(entry.path, excluded)]
    yield from (Found(entry.path, listed=True) for entry in files if may_be_report(entry.path))
    for entry in named:
        if entry.is_dir(follow_symlinks=False) and not _is_excluded(entry.path, excluded):
            yield from _inside(entry.path, excluded)


def _is_excluded(path: str, excluded: Sequence[Excluded]) -> bool:
    if not excluded:
        return False
    from linter.globs import fits

    return any(fits(path, each.patterns, each.root) for each in excluded)


def may_be_report(path: str) -> bool:
    """Whether a file may hold a report: by its suffix, else by its content, of which no more is read than is needed."""
    if path.lower().endswith(SUFFIXES):
        return True
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
            kind = kind_of(head, path)
            # data and programs may quote reports; what has a name but no suffix is a report or nothing
            if kind == "text" and (_has_suffix(path) or (b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")))):
                return False
            if kind in ("text", "html"):
                rest = file.read(_LOOKED_AT)
                return any(sign in head or sign in rest for sign in _signs())
    except OSError:
        return False
    if kind == "docx":
        return _is_word(path)
    # a picture is none; of an old Office file the first bytes do not tell whether it is one of Word
    return kind == "pdf" or (kind == "doc" and head.startswith(b"{\\rtf"))


def _has_suffix(path: str) -> bool:
    suffix = os.path.splitext(path)[1][1:]
    return suffix.isascii() and suffix.isalnum() and not suffix.isdigit()


@lru_cache(maxsize=1)
def _signs() -> tuple[bytes, ...]:
    """What a report has, in the encodings in which it may be written."""
    from linter.profile.load import shipped_norm

    signs: dict[str, list[str]] = shipped_norm().data["sign"]
    return tuple(words.encode(encoding) for encoding, several in signs.items() for words in several)


def _is_word(path: str) -> bool:
    """Whether a zip file has the parts of a Word file."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
