"""What became of a file of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from linter.finding import Finding, Outcome
from linter.named_tuple import NamedTuple

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
    for whatever cause, `skipped` those not for this report, `passed` the codes of those that found nothing; `silenced` what
    somebody does not want to see. A file that is no report but has findings (a configuration) has a `document` only.
    """

    path: str
    outcome: str
    document: Document | None = None
    report: Report | None = None
    profile: Profile | None = None
    findings: tuple[Finding, ...] = ()
    undecided: tuple[Outcome, ...] = ()
    skipped: tuple[Outcome, ...] = ()
    passed: tuple[str, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    problem: Unreadable | None = None
