"""Patterns of file names: one dialect wherever files are named, on every system."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_WILD = re.compile(r"[*?\[{]")
_TOKEN = re.compile(r"(?P<literal>\\.|[^*?\[{\\])|(?P<folders>\*\*(?:/|$))|(?P<wild>\*+|\?|\[[^\]]*\]|[\[{\\])", re.DOTALL)
_BRACES = re.compile(r"(?<!\\)\{[^{}]*\}")


# where paths begin that are relative; the current folder
_start = ""


class BrokenPattern(ValueError):
    """A pattern that stands for too many names: {1..100000}."""


def begin_at(folder: str) -> None:
    """Take relative paths as people mean them who are in this folder, which may be one of another machine."""
    global _start
    _start = folder


def fits(path: str, patterns: Sequence[str], root: str) -> bool:
    """Whether a path (as people give it) fits one of the patterns below a folder; what lies outside fits none."""
    return matches(relative(path, root), patterns)


def matches(name: str, patterns: Sequence[str]) -> bool:
    """The same of a name that `relative` has given.

    A pattern without `/` is for names in any folder, one that names a folder for everything beneath it. `*` stands
    within a name, `**` for any folders; both for hidden names too.
    """
    return not is_outside(name) and bool(_compiled(tuple(patterns)).match(name))


def relative(path: str, root: str) -> str:
    """The path from a folder, with `/` on every system; absolute when no way leads there (another drive)."""
    path = os.path.join(_start, path)
    try:
        name = os.path.relpath(path, root)
    except ValueError:
        name = os.path.abspath(path)
    return name.replace(os.sep, "/")


def is_outside(name: str) -> bool:
    """Whether a name that `relative` has given lies outside the folder."""
    return name == ".." or name.startswith("../") or os.path.isabs(name)


def is_plain(pattern: str) -> bool:
    """Whether a pattern is the name of one file."""
    return _WILD.search(pattern) is None


def check_pattern(pattern: str) -> None:
    """Raise BrokenPattern for a pattern that cannot be used."""
    _compiled((pattern,))


def weight(pattern: str) -> tuple[int, int, int]:
    """How specific a pattern is: more characters outside wildcards, then fewer `**`, then fewer other wildcards."""
    bare = _bare(pattern)
    while (flat := _BRACES.sub("?", bare)) != bare:
        bare = flat
    kinds = [found.lastgroup for found in _TOKEN.finditer(bare)]
    return kinds.count("literal"), -kinds.count("folders"), -kinds.count("wild")


def _bare(pattern: str) -> str:
    """Without what only says that it begins in the folder (./) or names one (the last /)."""
    return pattern.removeprefix("./").strip("/")


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> Any:
    from wcmatch import glob

    several = [each for pattern in patterns for each in _spelled_out(pattern)]
    flags = glob.GLOBSTAR | glob.BRACE | glob.DOTGLOB | glob.CASE | glob.FORCEUNIX
    try:
        return glob.compile(several, flags=flags)
    except Exception:  # the library's own error has no public name
        raise BrokenPattern(" ".join(patterns)) from None


def _spelled_out(pattern: str) -> list[str]:
    """The pattern in the library's terms: for the file itself, and for what lies beneath a folder of that name."""
    bare = _bare(pattern)
    if bare in ("", "."):
        return ["**"] if pattern else []
    anchored = "/" in pattern.rstrip("/")
    return [bare, f"{bare}/**"] if anchored else [f"**/{bare}", f"**/{bare}/**"]
