"""nianbao: a deterministic linter for Chinese annual reports on open government information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.finding import Finding
    from linter.report import Report

__version__ = "0.1.0"
__all__ = ["Finding", "check_file", "check_text", "extract"]


def check_text(text: str, name: str = "<text>", edition: str | None = None) -> list[Finding]:
    """The findings on a report in memory, in the order of the text; `name` gives the format by its suffix."""
    from linter.read import read_text
    from linter.run import Settings, check_document

    return list(check_document(read_text(text, name), Settings(edition=edition)).findings)


def check_file(path: str, encoding: str | None = None, edition: str | None = None) -> list[Finding]:
    """The findings on a file, in the order of its text.

    Raises linter.read.Unreadable for a file that is not there or cannot be read as text.
    """
    from linter.read import read_file
    from linter.run import Settings, check_document

    return list(check_document(read_file(path, encoding), Settings(edition=edition)).findings)


def extract(path: str, encoding: str | None = None, edition: str | None = None) -> Report:
    """The report of a file: body, year, sections, and the three tables as named cells.

    Raises linter.read.Unreadable for a file that is not there or cannot be read as text.
    """
    from linter.parse.build import build_report
    from linter.profile.load import shipped_norm
    from linter.read import read_file

    return build_report(read_file(path, encoding), shipped_norm(), edition)


def __getattr__(name: str) -> Any:
    if name == "Finding":
        from linter.finding import Finding

        return Finding
    raise AttributeError(f"module 'linter' has no attribute {name!r}")
