"""What a configuration says of an archive: where its roster lies, and which names are those of one body."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from linter.profile.configuration import Configuration


def roster_of(configuration: Configuration) -> str | None:
    """The path of the roster that a configuration names."""
    archive = configuration.data.get("archive", {})
    named = archive.get("roster") if isinstance(archive, Mapping) else None
    if not isinstance(named, str):
        return None
    path = os.path.join(configuration.root, named)
    short = os.path.relpath(path)
    return path if short.startswith("..") else short


def corrections_of(configuration: Configuration) -> dict[str, Sequence[str]]:
    """The names that a configuration says to be those of one body, by the first of them."""
    archive = configuration.data.get("archive", {})
    bodies = archive.get("bodies", {}) if isinstance(archive, Mapping) else {}
    return {name: tuple(others) for name, others in bodies.items()} if isinstance(bodies, Mapping) else {}
