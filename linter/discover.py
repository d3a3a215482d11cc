"""Which files a run reads: those that are named, and in folders those that may hold a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from linter.named_tuple import NamedTuple
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
    """The files that paths name, each once, folders looked through in the order of names; hidden ones are left out.

    In folders, links are not followed: what they lead to stands there anyway, or does not belong to the folder. What is
    excluded is left out unless it is named itself.
    """
    if len(paths) == 1:
        yield from _named(paths[0], excluded)
        return
    named = {os.path.abspath(path) for path in paths if not os.path.isdir(path)}
    done: set[str] = set()
    for path in paths:
        for found in _named(path, excluded):
            place = os.path.abspath(found.path)
            # what is named itself need not be a report only because a folder has it too
            if place not in done and not (found.listed and place in named):
                done.add(place)
                yield found


def _named(path: str, excluded: Sequence[Excluded]) -> Iterator[Found]:
    if os.path.isdir(path):
        yield from _inside(path, excluded)
    else:
        yield Found(path)


def _inside(folder: str, excluded: Sequence[Excluded]) -> Iterator[Found]:
    folders = [folder]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                named = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
        except OSError:
            yield Found(folder, listed=True, barred=True)
            continue
        named = [entry for entry in named if not _is_excluded(entry.path, excluded)]
        for entry in named:
            if _is(entry.is_file) and may_be_report(entry.path):
                yield Found(entry.path, listed=True)
        folders.extend(entry.path for entry in reversed(named) if _is(entry.is_dir))


def _is(kind: Callable[..., bool]) -> bool:
    """Whether an entry is of a kind, which some drives tell only to those who may enter the folder."""
    try:
        return kind(follow_symlinks=False)
    except OSError:
        return False


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
            if kind == "text" and _has_suffix(path):
                return False
            if kind in ("text", "html"):
                # what has zeros is no text, unless it is UTF-16 that does not say so, which tells at once
                binary = kind == "text" and b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
                words = head if binary else head + file.read(_LOOKED_AT)
                return any(sign in words for sign in _signs())
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
            return any(name.lower().startswith("word/document") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
