"""Fixes in rounds: what does not overlap is applied together, looked at again, and kept only if nothing got worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Protocol, Self

from linter.document import Document
from linter.finding import Edit, Finding, Fix
from linter.fix.guard import Guard
from linter.named_tuple import NamedTuple
from linter.report import Report
from linter.words import Phrase, Word

ROUNDS = 5
GRADES = ("safe", "unsafe")


class Unwritable(Exception):
    """Edits that a file cannot take, and why."""

    def __init__(self, why: Word) -> None:
        super().__init__(why)
        self.why = why


class File(Protocol):
    """A file that can be edited: a new one for every state of its content."""

    @property
    def data(self) -> bytes:
        """The content."""
        ...

    @property
    def document(self) -> Document:
        """What the content says."""
        ...

    def objection(self, fix: Fix) -> Word | None:
        """Why the file cannot take a fix, if it cannot."""
        ...

    def edited(self, edits: Sequence[Edit]) -> Self:
        """The file with the edits made. Raises Unwritable."""
        ...


class Seen(NamedTuple):
    """What a look at a document showed: its report, all findings, and those among them that somebody wants to see."""

    report: Report | None
    findings: tuple[Finding, ...]
    wanted: tuple[Finding, ...]


Look = Callable[[Document], Seen]


class Refused(NamedTuple):
    """A finding whose fix was not applied, and why."""

    finding: Finding
    why: Word


class Mended(NamedTuple):
    """A file after its fixes: how many findings were fixed, and which fixes were refused."""

    file: File
    fixed: int
    refused: tuple[Refused, ...]


def offers(seen: Seen, grades: Collection[str]) -> list[Finding]:
    """The findings somebody wants to see whose fix is of one of the grades, and allowed."""
    found = [each for each in seen.wanted if each.fix is not None and each.fix.grade in grades]
    if not found or seen.report is None:
        return []
    guard = Guard(seen.report)
    return [each for each in found if each.fix is not None and guard.allows(each.fix)]


def mend(file: File, look: Look, grades: Collection[str]) -> Mended:
    """The file with all fixes of these grades that do no harm."""
    return _Mending(file, look, grades).run()


class _Mending:
    """The rounds over one file."""

    def __init__(self, file: File, look: Look, grades: Collection[str]) -> None:
        self._file, self._look, self._grades = file, look, grades
        self._seen = look(file.document)
        self._refused: dict[object, Refused] = {}
        self._fixed = 0

    def run(self) -> Mended:
        """Rounds until nothing more can be fixed."""
        for _ in range(ROUNDS):
            chosen = self._chosen()
            if not chosen or not self._round(chosen):
                break
        return Mended(self._file, self._fixed, tuple(self._refused.values()))

    def _chosen(self) -> list[Finding]:
        """The fixes of a round: of those that overlap the first, in the order of the text."""
        chosen: list[Finding] = []
        taken: list[Edit] = []
        for finding in offers(self._seen, self._grades):
            assert finding.fix is not None
            if self._key(finding) in self._refused:
                continue
            why = self._file.objection(finding.fix)
            if why is not None:
                self._refuse(finding, why)
            elif not _overlap(finding.fix.edits, taken):
                chosen.append(finding)
                taken += finding.fix.edits
        return chosen

    def _round(self, chosen: list[Finding]) -> bool:
        """Apply them together; where that does harm, one after the other those that do none. Whether anything was fixed."""
        if self._keep(chosen) is None:
            return True
        kept: list[Finding] = []
        state = self._file, self._seen
        done = state
        for finding in chosen:
            self._file, self._seen = state
            why = self._keep([*kept, finding], counted=False)
            if why is None:
                kept.append(finding)
                done = self._file, self._seen
            else:
                self._refuse(finding, why)
        self._file, self._seen = done
        self._fixed += len(kept)
        return bool(kept)

    def _keep(self, chosen: Sequence[Finding], counted: bool = True) -> Word | None:
        """Apply these fixes; when the result is no better than before, leave it, and say why."""
        try:
            file = self._file.edited(list(_edits(chosen)))
        except Unwritable as problem:
            return problem.why
        seen = self._look(file.document)
        if not _is_better(self._seen, seen, {finding.rule for finding in chosen}):
            return Phrase("fix_no_better")
        self._file, self._seen = file, seen
        self._fixed += len(chosen) if counted else 0
        return None

    def _refuse(self, finding: Finding, why: Word) -> None:
        self._refused.setdefault(self._key(finding), Refused(finding, why))

    def _key(self, finding: Finding) -> object:
        """The same finding with the same fix, wherever it stands by now."""
        quote = self._file.document.text.quote
        return finding.rule, finding.at, finding.message_id, tuple((quote(each.span), each.words) for each in _edits([finding]))


def _edits(findings: Iterable[Finding]) -> Iterable[Edit]:
    return chain.from_iterable(finding.fix.edits for finding in findings if finding.fix is not None)


def _overlap(edits: Iterable[Edit], taken: Iterable[Edit]) -> bool:
    taken = list(taken)
    return any(
        (one.span.start < other.span.end and other.span.start < one.span.end) or one.span == other.span
        for one in edits for other in taken
    )  # fmt: skip


def _is_better(before: Seen, after: Seen, rules: Collection[str]) -> bool:
    """Whether no rule finds more than before, each of these finds less, and all that was read is still the same."""
    found, left = _counts(before), _counts(after)
    if any(count > found[key] for key, count in left.items() if key[1] != "edits"):
        return False
    for rule in rules:
        keys = (rule, "broken"), (rule, "edits")
        if not any(left[key] < found[key] for key in keys):
            return False
    return before.report is None or (after.report is not None and _is_same(before.report, after.report))


def _counts(seen: Seen) -> Counter[tuple[str, str]]:
    """How many findings each rule has, and how many edits it offers."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in seen.findings:
        counts[finding.rule, finding.outcome] += 1
        counts[finding.rule, "edits"] += len(finding.fix.edits) if finding.fix is not None else 0
    return counts


def _is_same(before: Report, after: Report) -> bool:
    """Whether a report is of the same year, and every number that its tables showed is the same."""
    figures = _figures(after)
    return before.year == after.year and all(figures.get(place) == number for place, number in _figures(before).items())


def _figures(report: Report) -> dict[tuple[str, str, str], Decimal | None]:
    return {
        (table.key, row.key, column): value.number
        for table in report.tables.values()
        for row in table.rows.values()
        for column, value in row.values.items()
    }
