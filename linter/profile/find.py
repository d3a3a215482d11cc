"""Where configurations are: `nianbao.toml`, or a pyproject.toml with `[tool.nianbao]`, upward from a file.

Apart from what reads them, because every run has to look and most find none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

NAME, SHARED = "nianbao.toml", "pyproject.toml"
_MARK = re.compile(rb"^\s*\[+\s*[\"']?tool[\"']?\s*\.\s*[\"']?nianbao\b", re.MULTILINE)


def find_configuration(folder: str, known: dict[str, str | None]) -> str | None:
    """The configuration nearest to a folder, in it or above it; folders that were looked at are kept in `known`."""
    passed: list[str] = []
    folder = os.path.abspath(folder)
    found: str | None = None
    while True:
        if folder in known:
            found = known[folder]
            break
        passed.append(folder)
        found = _in_folder(folder)
        parent = os.path.dirname(folder)
        if found is not None or parent == folder:
            break
        folder = parent
    known.update(dict.fromkeys(passed, found))
    return found


def find_configurations(paths: Iterable[str]) -> Iterator[str]:
    """The configurations for files and folders: those above them, and those everywhere beneath the folders."""
    known: dict[str, str | None] = {}
    for path in paths:
        is_folder = os.path.isdir(path)
        above = find_configuration(path if is_folder else os.path.dirname(path) or ".", known)
        if above is not None:
            yield above
        for place, inside, files in os.walk(os.path.abspath(path)) if is_folder else ():
            inside[:] = [name for name in inside if not name.startswith(".")]
            found = _in_folder(place) if NAME in files or SHARED in files else None
            if found is not None:
                yield found


def _in_folder(folder: str) -> str | None:
    path = os.path.join(folder, NAME)
    if os.path.isfile(path):
        return path
    path = os.path.join(folder, SHARED)
    try:
        with open(path, "rb") as file:
            return path if _MARK.search(file.read()) else None
    except OSError:
        return None
