"""What became of the files of a run, and what it adds up to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from linter.finding import Finding, Outcome

if TYPE_CHECKING:
    from linter.document import Document
    from linter.profile.model import Profile
    from linter.read import Unreadable
    from linter.report import Report


class Silencer(NamedTuple):
    """What silences findings: an entry of a configuration, a comment in the report itself (no path), or a baseline."""

    kind: Literal["entry", "comment", "baseline"]
    path: str = ""


class Silenced(NamedTuple):
    """A finding that is not shown, and what silenced it."""

    finding: Finding
    by: Silencer


class FileResult(NamedTuple):
    """What became of one file: `outcome` is checked, unsupported, or unreadable (then `problem` says why).

    Of the rules that count: `findings` in the order of the text, `undecided` the outcomes that are blocked somewhere,
    for whatever cause, `skipped` those not for this report; `silenced` what somebody does not want to see. A file that is
    no report but has findings (a configuration) has a `document` only.
    """

    path: str
    outcome: str
    document: Document | None = None
    report: Report | None = None
    profile: Profile | None = None
    findings: tuple[Finding, ...] = ()
    undecided: tuple[Outcome, ...] = ()
    skipped: tuple[Outcome, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    problem: Unreadable | None = None


class Tally:
    """What a run adds up to: broken findings by level and by rule, what could not be decided, and files left aside.

    `undecided` has for each file with blocked rules their codes by the cause that explains them (""); `skipped` the
    codes by the reason why they were not for a report; `profiles` the titles of those in use by their names,
    `configurations` the files that were used, `silenced_by` counts findings by what silenced them, `stale` the entries
    of baselines that nothing was found for, by path.
    """

    __slots__ = (
        "blocked", "configurations", "files", "levels", "profiles", "rules", "silenced_by", "skipped", "stale", "undecided",
        "unreadable", "unrelated",
    )  # fmt: skip

    def __init__(self) -> None:
        self.levels: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.undecided: list[tuple[str, dict[str, list[str]]]] = []
        self.skipped: dict[str, dict[str, None]] = {}
        self.profiles: dict[str, str] = {}
        self.configurations: dict[str, None] = {}
        self.silenced_by: Counter[Silencer] = Counter()
        self.stale: Counter[str] = Counter()
        self.files = self.blocked = self.unreadable = self.unrelated = 0

    @property
    def silenced(self) -> int:
        """How many findings were silenced."""
        return self.silenced_by.total()

    def add(self, result: FileResult) -> None:
        """Count a file in; one that is no report counts for its findings only."""
        if result.report is not None or result.document is None:
            self.files += 1
        if result.profile is not None:
            self.profiles.setdefault(result.profile.name, result.profile.title)
        self.unreadable += result.outcome == "unreadable"
        self.silenced_by.update(each.by for each in result.silenced)
        for finding in result.findings:
            if finding.outcome == "broken":
                self.levels[finding.level] += 1
                self.rules[finding.rule] += 1
            else:
                self.blocked += 1
        self.blocked += sum(len(outcome.explained) for outcome in result.undecided)
        causes: dict[str, list[str]] = {}
        for outcome in result.undecided:
            causes.setdefault(outcome.reason, []).append(outcome.rule.code)
        if causes:
            self.undecided.append((result.path, causes))
        for outcome in result.skipped:
            self.skipped.setdefault(outcome.reason, {})[outcome.rule.code] = None
