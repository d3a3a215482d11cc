"""Configurations: `nianbao.toml`, or `[tool.nianbao]` of pyproject.toml."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from linter.named_tuple import NamedTuple
from linter.profile.find import SHARED

if TYPE_CHECKING:
    from linter.profile.layers import Part
    from linter.profile.source import Path, Source

_TABLE = ("tool", "nianbao")


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


def read_configuration(path: str) -> Configuration:
    """The configuration of a file.

    Raises linter.profile.problem.Refused for a file that cannot be read or is no TOML.
    """
    from linter.profile.source import read_source

    relative = os.path.relpath(path)
    source = read_source(path, shown=path if relative.startswith("..") else relative)
    where: Path = _TABLE if os.path.basename(path) == SHARED else ()
    return Configuration(source, where, os.path.dirname(os.path.abspath(path)))
