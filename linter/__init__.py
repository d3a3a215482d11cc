"""nianbao: a deterministic linter for Chinese annual reports on open government information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.finding import Finding
    from linter.report import Report
    from linter.run import Settings

__version__ = "0.1.0"
__all__ = ["Finding", "check_file", "check_text", "extract"]


def check_text(text: str, name: str = "<text>", edition: str | None = None, profile: str | None = None) -> list[Finding]:
    """The findings on a report in memory, in the order of the text; `name` gives the format by its suffix.

    `profile` is a shipped one (`henan`), a file, or `auto`; no configuration is looked for. Raises
    linter.profile.refused.Refused for a profile that cannot be used.
    """
    from linter.read import read_text
    from linter.run import check_document

    return list(check_document(read_text(text, name), _settings(edition, profile)).findings)


def check_file(path: str, encoding: str | None = None, edition: str | None = None, profile: str | None = None) -> list[Finding]:
    """The findings on a file, in the order of its text; `profile` as for a text.

    Raises linter.read.Unreadable for a file that is not there or cannot be read as text, and
    linter.profile.refused.Refused for a profile that cannot be used.
    """
    from linter.read import read_file
    from linter.run import check_document

    return list(check_document(read_file(path, encoding), _settings(edition, profile)).findings)


def extract(path: str, encoding: str | None = None, edition: str | None = None, profile: str | None = None) -> Report:
    """The report of a file: body, year, sections, and the three tables as named cells; `profile` as for a text.

    Raises linter.read.Unreadable for a file that is not there or cannot be read as text, and
    linter.profile.refused.Refused for a profile that cannot be used.
    """
    from linter.read import read_file
    from linter.run import report_of

    return report_of(read_file(path, encoding), _settings(edition, profile))[0]


def _settings(edition: str | None, profile: str | None) -> Settings:
    from linter.run import Settings

    if profile is None:
        return Settings(edition=edition)
    from linter.profile.choose import Chosen

    return Settings(edition=edition, profiles=Chosen(profile, isolated=True))


def __getattr__(name: str) -> Any:
    if name == "Finding":
        from linter.finding import Finding

        return Finding
    raise AttributeError(f"module 'linter' has no attribute {name!r}")
