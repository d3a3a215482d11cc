"""A run over many reports: all are read once, held against one another, and only few of them read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, overload

from linter.archive.across import facts_of
from linter.archive.bodies import Bodies, bodies_of
from linter.archive.examine import Examiner, failure
from linter.archive.fact import Fact, Known
from linter.archive.lost import Lost, unreadable
from linter.archive.record import Again, Item, Record, Second
from linter.archive.reports import Reports
from linter.archive.roster import Roster
from linter.archive.screen import Settled
from linter.archive.years import Years
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.profile.refused import Refused
from linter.result import FileResult
from linter.run import Found
from linter.words import Phrase, Word, catalog


class Executor(Protocol):
    """What shares out work: processes of this machine or of others."""

    def over(self, pieces: Sequence[Any]) -> Iterator[Any]:
        """The result of every piece, in their order; Lost where there is none."""
        ...


class Plan(NamedTuple):
    """What a run is: how files are looked at, by whom, and what is known of their bodies.

    `step` is called for every file that is done, `note` with what its record says of silenced findings and times.
    """

    examiner: Examiner
    executor: Executor
    norm: Norm
    roster: Roster | None = None
    corrections: Mapping[str, Sequence[str]] = {}
    step: Callable[[], None] = lambda: None
    note: Callable[[Record | Second], None] = lambda record: None


class _Pieces(Sequence[Any]):
    """Pieces of work that are made when their turn comes, because all of them together would take much memory."""

    def __init__(self, length: int, make: Callable[[int], Any]) -> None:
        self._length = length
        self._make = make

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, number: int) -> Any: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Any]: ...
    def __getitem__(self, number: int | slice) -> Any:
        return [self._make(each) for each in range(self._length)[number]] if isinstance(number, slice) else self._make(number)


class Archive:
    """The reports of a run."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._contents: Mapping[str, bytes] = {}
        self.reports = Reports(plan.norm, len(plan.examiner.asked))
        self.unreadable: list[str] = []
        self.not_compared: list[Phrase] = []
        self.unrelated: list[str] = []

    def read(self, found: Sequence[Found], contents: Mapping[str, bytes], counts: bool = True) -> None:
        """Read files; those that do not count are only there to compare with. `contents` are those of what is no file.

        Raises Refused for a profile that cannot be used, linter.archive.spool.Full when the disk is.
        """
        self._contents = contents
        pieces = _Pieces(len(found), lambda number: self._item(found[number], counts))
        for each, record in zip(found, self._plan.executor.over(pieces), strict=True):
            if isinstance(record, Refused):
                raise record
            kept = record if isinstance(record, Record) else self._lost(each.path, record, counts)
            self.reports.add(each, kept, counts)
            self._plan.note(kept)
            if kept.unreadable:
                self.unreadable.append(each.path)
            elif counts and not kept.told:
                self.unrelated.append(each.path)
            self._plan.step()

    def _item(self, found: Found, counts: bool) -> Item:
        return Item(found, self._contents.get(found.path), counts)

    def _lost(self, path: str, lost: Lost, counts: bool) -> Record:
        """The record of a file on which processes ended."""
        if not counts:
            return Record(b"", failure(unreadable(path, lost), self._plan.examiner.settings), unreadable=True)
        result = FileResult(path, "unreadable", problem=unreadable(path, lost))
        return Record(b"", self._plan.examiner.tell(result), unreadable=True)

    def compare(self) -> tuple[Bodies, list[Known]]:
        """Hold the reports against those of the year before and of other bodies; the bodies and reports of the archive.

        Raises Refused for a profile that cannot be used, linter.archive.spool.Full when the disk is.
        """
        plan, reports = self._plan, self.reports
        bodies = bodies_of(reports.names(), plan.norm, plan.corrections, plan.roster.names if plan.roster else ())
        known = reports.known(bodies)
        facts = facts_of(
            plan.examiner.asked, known, self._is_asked, reports.filed, reports.cells, reports.sketch,
            bodies, plan.roster, plan.norm,
        )  # fmt: skip
        years = Years(known, bodies)
        before: dict[int, int | Phrase] = {}
        for each in known:
            about = reports.about(each.number)
            if not each.counts or about is None:
                continue
            earlier = years.before(each)
            if each.number in facts or (isinstance(earlier, int) and (about.pending or about.waits)):
                before[each.number] = earlier
            elif about.pending and not isinstance(earlier, int):
                self._settle(each.number, earlier)
        self._look_again(before, facts)
        return bodies, known

    def _is_asked(self, number: int, place: int) -> bool:
        about = self.reports.about(number)
        return about is not None and place in about.asked

    def _settle(self, number: int, why: Word) -> None:
        """Rules that wait for last year's report are not for this one, and why."""
        about = self.reports.about(number)
        reason = catalog(self._plan.examiner.settings.language).say(why)
        self.reports.settle(number, tuple(Settled(code, reason) for code in (about.pending if about else ())))

    def _look_again(self, before: Mapping[int, int | Phrase], facts: Mapping[int, tuple[Fact, ...]]) -> None:
        numbers = list(before)
        pieces = _Pieces(len(numbers), lambda place: self._again(numbers[place], before, facts))
        for number, second in zip(numbers, self._plan.executor.over(pieces), strict=True):
            if isinstance(second, Refused):
                raise second
            if isinstance(second, Lost) or second.changed:
                self._not_compared(number, second if isinstance(second, Lost) else None)
                continue
            self._plan.note(second)
            if second.told:
                self.reports.tell_anew(number, second.told)
            else:
                self.reports.settle(number, second.settled)

    def _not_compared(self, number: int, lost: Lost | None) -> None:
        """Say that a report was not held against others: it was changed meanwhile, or the work on it failed."""
        path = self.reports.found(number).path
        if lost is None:
            self.not_compared.append(Phrase("archive_changed_file", {"path": path}))
            self._settle(number, Phrase("archive_changed"))
            return
        problem = unreadable(path, lost).problem
        self.not_compared.append(Phrase("archive_not_compared", {"path": path, "problem": problem}))
        self._settle(number, problem)

    def _again(self, number: int, before: Mapping[int, int | Phrase], facts: Mapping[int, tuple[Fact, ...]]) -> Again:
        reports, earlier = self.reports, before[number]
        about = reports.about(number)
        assert about is not None
        last_year = reports.packed(earlier) if isinstance(earlier, int) else earlier
        item = self._item(reports.found(number), True)
        return Again(item, reports.seal(number), reports.packed(number), last_year, facts.get(number, ()), about)
