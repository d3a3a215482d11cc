"""Which report is that of the same body for the year before."""

from __future__ import annotations

from collections.abc import Sequence

from linter.archive.bodies import Bodies
from linter.archive.fact import Known
from linter.archive.naming import qualified
from linter.words import Phrase


class Years:
    """The reports of an archive by body and year; those that were given to compare with come before the others."""

    def __init__(self, known: Sequence[Known], bodies: Bodies) -> None:
        self._bodies = bodies
        self._reports: dict[tuple[int, int], int] = {}
        self._given: dict[int, int] = {}
        self._any_given = False
        for each in sorted(known, key=lambda one: one.counts):
            if each.body is None or each.year is None:
                continue
            self._reports.setdefault((each.body, each.year), each.number)
            if not each.counts:
                self._any_given = True
                self._given.setdefault(each.body, each.year)

    def before(self, report: Known) -> int | Phrase:
        """The number of the report of the same body for the year before; where there is none, why."""
        if report.year is None:
            return Phrase("year_unknown")
        if report.body is None:
            return Phrase("body_unknown")
        found = self._reports.get((report.body, report.year - 1))
        if found is not None:
            return found
        rivals = self._bodies.rivals_of(qualified(report.name, report.path, self._bodies.norm))
        if rivals:
            return Phrase("previous_ambiguous", {"count": str(rivals)})
        if report.body in self._given:
            return Phrase("other_previous_year", {"year": str(self._given[report.body])})
        return Phrase("previous_other_body" if self._any_given else "no_previous")
