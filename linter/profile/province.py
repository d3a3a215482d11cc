"""The province of a report: by how the name of its body begins."""

from __future__ import annotations

from functools import lru_cache

from linter.fold import squeeze
from linter.profile.chain import regions
from linter.report import Report


def province_of(report: Report) -> str | None:
    """The name of the shipped profile for the report's province; None where its body's name does not tell."""
    if report.body is None:
        return None
    name = squeeze(report.body.name)
    fitting = [(len(region), profile) for region, profile in _regions() if name.startswith(region)]
    return max(fitting)[1] if fitting else None


@lru_cache(maxsize=1)
def _regions() -> tuple[tuple[str, str], ...]:
    return tuple((region, profile) for profile, names in regions() for region in names)
