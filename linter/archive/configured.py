"""What a configuration says of an archive: where its roster lies, and which names are those of one body."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from linter.archive.roster import Roster, read_roster
from linter.norm import Norm
from linter.profile.choose import Chosen
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


def roster_and_corrections(chosen: Chosen | None, path: str, norm: Norm) -> tuple[Roster | None, Mapping[str, Sequence[str]]]:
    """The roster and the names that the configuration for a path gives.

    Raises linter.profile.refused.Refused for a roster that cannot be used.
    """
    configuration = chosen.configuration(path) if chosen is not None else None
    if configuration is None:
        return None, {}
    roster = roster_of(configuration)
    return None if roster is None else read_roster(roster, norm), corrections_of(configuration)
