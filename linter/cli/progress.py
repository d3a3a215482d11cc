"""How far a long run is, on standard error: only for people, only after a second."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from linter.words import Catalog

_AFTER = 1.0
_EVERY = 0.1


class Progress:
    """A bar with how many files are done, how fast that goes and how long it will take; nothing where nobody looks."""

    def __init__(self, total: int, words: Catalog) -> None:
        self._total = total
        self._words = words
        self._done = 0
        self._begun = time.monotonic()
        self._next = self._begun + _AFTER if sys.stderr.isatty() else float("inf")
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def step(self) -> None:
        """One more file is done."""
        self._done += 1
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY
        if self._bar is None:
            self._begin()
        assert self._bar is not None
        assert self._task is not None
        self._bar.update(self._task, completed=min(self._done, self._total), rate=self._rate(now))
        self._bar.refresh()

    def _rate(self, now: float) -> str:
        return f"{self._done / (now - self._begun):.0f}"

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        rate = self._words.phrases["progress_rate"]
        # without a thread of its own: processes are copied while it is there
        self._bar = Progress(
            BarColumn(bar_width=None), MofNCompleteColumn(), TextColumn(rate.format(rate="{task.fields[rate]}")),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr), auto_refresh=False, transient=True,
        )  # fmt: skip
        told = self._rate(time.monotonic())
        self._task = self._bar.add_task("", total=self._total, completed=self._done, rate=told)
        self._bar.start()

    def end(self) -> None:
        """Take the bar away."""
        self._next = float("inf")
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
