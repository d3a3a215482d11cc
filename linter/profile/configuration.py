"""Configurations: `nianbao.toml`, or `[tool.nianbao]` of pyproject.toml, found upward from a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from linter.profile.layers import Part
    from linter.profile.source import Path, Source

NAME, SHARED = "nianbao.toml", "pyproject.toml"
_TABLE = ("tool", "nianbao")
_MARK = b"tool.nianbao"


class Configuration(NamedTuple):
    """A configuration: the file, where in it the settings stand, and the folder that its paths are relative to."""

    source: Source
    path: Path
    root: str

    @property
    def data(self) -> Mapping[str, Any]:
        """The settings."""
        value: Any = self.source.data
        for key in self.path:
            value = value.get(key, {}) if isinstance(value, Mapping) else {}
        return value if isinstance(value, Mapping) else {}

    @property
    def profile(self) -> str | None:
        """The profile that it names."""
        name = self.data.get("profile")
        return name if isinstance(name, str) else None

    def part(self) -> Part:
        """The configuration as a part of a profile."""
        from linter.profile.layers import Part

        return Part(self.source, self.path, "configuration")

    def overrides(self) -> list[Part]:
        """Its overrides as parts, in the order in which they stand."""
        from linter.profile.layers import Part

        entries = self.data.get("override", ())
        count = len(entries) if isinstance(entries, list) else 0
        return [Part(self.source, (*self.path, "override", index), "override") for index in range(count)]


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


def find_configurations(folders: Iterable[str]) -> Iterator[str]:
    """The configurations in folders and everywhere beneath them."""
    for folder in folders:
        for place, inside, files in os.walk(os.path.abspath(folder)):
            inside[:] = [name for name in inside if not name.startswith(".")]
            if NAME in files or SHARED in files:
                found = _in_folder(place)
                if found is not None:
                    yield found


def _in_folder(folder: str) -> str | None:
    path = os.path.join(folder, NAME)
    if os.path.isfile(path):
        return path
    path = os.path.join(folder, SHARED)
    try:
        with open(path, "rb") as file:
            return path if _MARK in file.read() else None
    except OSError:
        return None


def read_configuration(path: str) -> Configuration:
    """The configuration of a file.

    Raises linter.profile.problem.Refused for a file that cannot be read or is no TOML.
    """
    from linter.profile.source import read_source

    relative = os.path.relpath(path)
    source = read_source(path, shown=path if relative.startswith("..") else relative)
    where: Path = _TABLE if os.path.basename(path) == SHARED else ()
    return Configuration(source, where, os.path.dirname(os.path.abspath(path)))
