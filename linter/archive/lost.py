"""What is told of a file on which work failed or processes ended."""

from __future__ import annotations

from linter.named_tuple import NamedTuple
from linter.read import Unreadable
from linter.words import Phrase


class Lost(NamedTuple):
    """A piece of work that was tried twice in vain: `hung` when the processes had to be ended, else with what they ended;
    `problem` when the work itself failed: with which error.
    """

    hung: bool
    code: int
    problem: str = ""


def unreadable(path: str, lost: Lost) -> Unreadable:
    """Why the work on a file could not be done, and what to do."""
    if lost.problem:
        return Unreadable(path, Phrase("archive_failed", {"problem": lost.problem}), Phrase("archive_failed_cure"))
    why = Phrase("archive_hung") if lost.hung else Phrase("archive_died", {"code": str(lost.code)})
    return Unreadable(path, why, Phrase("archive_lost_cure"))
