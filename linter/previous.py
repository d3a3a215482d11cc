"""Last year's reports: read from files or folders, found again by body and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from linter.archive.filed import Filed, filed_of
from linter.archive.naming import bare_name
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.parse.build import looks_like_report
from linter.read import Unreadable
from linter.report import Report
from linter.run import Settings, documents, find_files, report_of
from linter.words import Phrase, Word

__all__ = ["Previous", "bare_name", "read_previous"]


class Previous(NamedTuple):
    """Reports by the bare name of their body, and the files that could not be read."""

    reports: dict[str, list[Filed]]
    problems: tuple[Unreadable, ...]

    def of(self, report: Report) -> Filed | Word:
        """What is filed of the same body's report for the year before; where there is none, why.

        A name with its county in front and one without are the same body, unless two of that kind are there.
        """
        if report.year is None:
            return Phrase("year_unknown")
        if report.body is None:
            return Phrase("body_unknown")
        name = bare_name(report.body.name, report.norm)
        names = [name] if name in self.reports else [other for other in self.reports if _same(name, other, report.norm)]
        if len(names) > 1:
            return Phrase("previous_ambiguous", {"count": str(len(names))})
        found = self.reports[names[0]] if names else []
        fitting = [each for each in found if each.year == report.year - 1]
        if fitting:
            return fitting[0]
        if found:
            return Phrase("other_previous_year", {"year": str(found[0].year)})
        return Phrase("previous_other_body")


def read_previous(paths: Iterable[str], settings: Settings) -> Previous:
    """The reports of files and folders; a file that somebody named must be readable and a report."""
    reports: dict[str, list[Filed]] = {}
    problems: list[Unreadable] = []
    for report in _reports(paths, settings, problems):
        name = report.body.name if report.body else ""
        reports.setdefault(bare_name(name, report.norm), []).append(filed_of(report))
    return Previous(reports, tuple(problems))


def _reports(paths: Iterable[str], settings: Settings, problems: list[Unreadable]) -> Iterator[Report]:
    for found, document in documents(find_files(list(paths)), settings):
        if isinstance(document, Unreadable):
            problems.append(document)
            continue
        report, _ = report_of(document, settings._replace(edition=None))
        if report.body is not None and report.year is not None and (not found.listed or looks_like_report(report)):
            yield report
        elif not found.listed:
            problems.append(Unreadable(found.path, Phrase("previous_no_report"), Phrase("previous_no_report_cure")))


def _same(one: str, other: str, norm: Norm) -> bool:
    """Whether the longer name is the shorter with the names of regions in front."""
    short, long = sorted((one, other), key=len)
    if not short or not long.endswith(short) or len(short) < 2:
        return False
    region = norm.data["same_body"]["region"]
    return re.search(f"(?:{region})$", long[: -len(short)]) is not None
