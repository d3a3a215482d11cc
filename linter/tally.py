"""What a run adds up to."""

from __future__ import annotations

from collections import Counter

from linter.result import Silencer
from linter.sheet import Sheet

BETWEEN = " › "
# of so many files it is told by name what is undecided there; of more nobody would read it
_NAMED = 1000


class Tally:
    """What a run adds up to: broken findings by level, rule, section and body, what could not be decided, files left aside.

    `rule_files` counts the files in which a rule was broken; `sections` counts findings by the head of their address, with a
    bar behind it (`requests/`) for those in its table, and `heads` has the words of each head as they came first; `bodies`
    counts findings by body ("" where it could not be told) and level.
    `undecided` has for each file with blocked rules (of the first thousand, `undecided_more` counts the others) their codes
    by the cause that explains them (""); `skipped` the codes by the reason why they were not for a report; `profiles` the
    titles of those in use by their names, `configurations` the files that were used, `silenced_by` counts findings by what
    silenced them, `stale` the entries of baselines that nothing was found for, by path; `attendance` has for each year how
    many reports a roster asks for, and how many there are.
    """

    __slots__ = (
        "attendance", "blocked", "bodies", "configurations", "files", "heads", "levels", "profiles", "rule_files", "rules",
        "sections", "silenced_by", "skipped", "stale", "undecided", "undecided_more", "unreadable", "unrelated",
    )  # fmt: skip

    def __init__(self) -> None:
        self.attendance: list[tuple[int, int, int]] = []
        self.levels: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.rule_files: Counter[str] = Counter()
        self.sections: Counter[str] = Counter()
        self.heads: dict[str, str] = {}
        self.bodies: Counter[tuple[str, str]] = Counter()
        self.undecided: list[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]] = []
        self.skipped: dict[str, dict[str, None]] = {}
        self.profiles: dict[str, str] = {}
        self.configurations: dict[str, None] = {}
        self.silenced_by: Counter[Silencer] = Counter()
        self.stale: Counter[str] = Counter()
        self.undecided_more = self.files = self.blocked = self.unreadable = self.unrelated = 0

    @property
    def silenced(self) -> int:
        """How many findings were silenced."""
        return self.silenced_by.total()

    def add(self, sheet: Sheet) -> None:
        """Count a file in; one that is no report counts for its findings only."""
        if sheet.is_report or sheet.failure:
            self.files += 1
        if sheet.profile is not None:
            self.profiles.setdefault(*sheet.profile)
        self.unreadable += sheet.outcome == "unreadable"
        self.silenced_by.update(by for _, by in sheet.silenced)
        broken = [mark.finding for mark in sheet.marks if mark.finding.outcome == "broken"]
        for finding in broken:
            self.levels[finding.level] += 1
            self.rules[finding.rule] += 1
            if sheet.is_report:
                head, bar, _ = finding.at.partition("/")
                self.sections[head + bar] += 1
                self.heads.setdefault(head, finding.place.partition(BETWEEN)[0])
                self.bodies[sheet.body or "", finding.level] += 1
        self.rule_files.update(dict.fromkeys((finding.rule for finding in broken), 1))
        self.blocked += len(sheet.marks) - len(broken) + sheet.explained
        if sheet.undecided:
            if len(self.undecided) < _NAMED:
                self.undecided.append((sheet.path, sheet.undecided))
            else:
                self.undecided_more += 1
        for reason, codes in sheet.skipped:
            self.skipped.setdefault(reason, {}).update(dict.fromkeys(codes))
