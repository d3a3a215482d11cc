"""Work shared out to processes: results in the order of the work, whatever becomes of a process."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from linter.archive.lost import Lost
from linter.archive.serve import Failed, Work, pickle_mappings, serve
from linter.words import Phrase

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

# how many pieces a process gets in one go, at most, and for how many of these goes results are held back to be in order
_CHUNK = 32
_AHEAD = 24
# processes that end, one after the other, before they have begun
_HOPELESS = 10
# the seconds that a process has for putting away what it made, and then for ending
_GRACE = 1.0


class Broken(Exception):
    """Processes cannot be started, or none of them begins."""

    @property
    def said(self) -> Phrase:
        """Why, and what to do."""
        return Phrase("archive_no_processes", {"reason": str(self)})


class _Worker:
    """A process, the way to it, the work that it has, since when it has given no sign, and whether it has begun."""

    __slots__ = ("begun", "connection", "pending", "process", "since")

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.pending: deque[int] = deque()
        self.since = 0.0
        self.begun = False


class Pool:
    """Processes that do one kind of work; a piece that ends or blocks its process is tried once more by itself."""

    def __init__(self, work: Work, jobs: int, seconds: float) -> None:
        """`seconds` is how long one piece may take."""
        pickle_mappings()
        self._work = work
        self._jobs = jobs
        self._seconds = seconds
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def over(self, pieces: Sequence[Any]) -> Iterator[Any]:
        """The result of every piece, in their order; Lost where there is none.

        Raises Broken when no process can work.
        """
        # results that nobody waited for would be taken for those of other pieces
        self._end([worker for worker in self._workers if worker.pending])
        size = max(1, min(_CHUNK, len(pieces) // (self._jobs * 4)))
        waiting = deque(range(start, min(start + size, len(pieces))) for start in range(0, len(pieces), size))
        alone: set[int] = set()
        done: dict[int, Any] = {}
        following = 0
        while following < len(pieces):
            self._hand_out(pieces, waiting, following + size * _AHEAD * self._jobs)
            for worker, has_spoken in self._ready():
                gone = self._take(worker, done) if has_spoken else self._give_up(worker)
                if gone is not None:
                    self._share_anew(worker, gone, waiting, alone, done)
            while following in done:
                yield done.pop(following)
                following += 1

    def _hand_out(self, pieces: Sequence[Any], waiting: deque[range], until: int) -> None:
        """Give work to those that have none; not too far ahead of what is already told."""
        idle = [worker for worker in self._workers if not worker.pending]
        while waiting and waiting[0].start < until:
            if not idle and len(self._workers) >= self._jobs:
                return
            try:
                worker = idle.pop() if idle else self._start()
            except Broken:
                if not self._workers:
                    raise
                # those that are there will do
                self._jobs = len(self._workers)
                return
            numbers = waiting.popleft()
            worker.pending.extend(numbers)
            worker.since = time.monotonic()
            # one that has just died is noticed when its answer is waited for
            with contextlib.suppress(OSError):
                worker.connection.send([pieces[number] for number in numbers])

    def _start(self) -> _Worker:
        context = _context()
        # what a stream cannot take is no fault of the process that is started
        if sys.stdout is not None:
            sys.stdout.flush()
        try:
            ours, theirs = context.Pipe()
        except OSError as error:
            raise Broken(error.strerror or str(error)) from None
        # a copy has the ways to the others too, and would keep them open when this process is gone
        inherited = [ours, *(each.connection for each in self._workers)] if context.get_start_method() == "fork" else []
        process = context.Process(target=serve, args=(self._work, theirs, inherited), daemon=True)  # type: ignore[attr-defined]
        with _undisturbed(context):
            try:
                process.start()
            except OSError as error:
                ours.close()
                raise Broken(error.strerror or str(error)) from None
            finally:
                theirs.close()
            worker = _Worker(process, ours)
            self._workers.append(worker)
        return worker

    def _ready(self) -> list[tuple[_Worker, bool]]:
        """The processes that have spoken, and those that have had time enough to."""
        from multiprocessing.connection import wait

        busy = {worker.connection: worker for worker in self._workers if worker.pending}
        latest = min(worker.since for worker in busy.values()) + self._seconds
        told: Any = wait(list(busy), max(0.0, latest - time.monotonic()))
        spoken = [(busy.pop(connection), True) for connection in told]
        now = time.monotonic()
        return spoken + [(worker, False) for worker in busy.values() if now - worker.since >= self._seconds]

    def _give_up(self, worker: _Worker) -> Lost:
        self._end([worker])
        return Lost(True, 0)

    def _take(self, worker: _Worker, done: dict[int, Any]) -> Lost | None:
        """The next result of a process; what became of it when there will be none."""
        try:
            result = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(_GRACE)
            self._end([worker])
            return Lost(False, worker.process.exitcode or 0)
        worker.since = time.monotonic()
        if not worker.begun:
            worker.begun = True
            self._stillborn = 0
        elif isinstance(result, Failed):
            return Lost(False, 0, result.problem)
        else:
            done[worker.pending.popleft()] = result
        return None

    def _share_anew(self, worker: _Worker, gone: Lost, waiting: deque[range], alone: set[int], done: dict[int, Any]) -> None:
        """Share out what a process has left: the piece that it was at by itself, given up the second time, and the others too,
        as nobody knows how far it looked ahead.
        """
        suspect, *others = worker.pending
        worker.pending.clear()
        if not worker.begun:
            self._stillborn += 1
            if self._stillborn > _HOPELESS:
                raise Broken(str(gone.code))
            waiting.appendleft(range(suspect, suspect + len(others) + 1))
            return
        waiting.extendleft(range(other, other + 1) for other in reversed(others))
        if suspect in alone:
            done[suspect] = gone
        else:
            alone.add(suspect)
            waiting.appendleft(range(suspect, suspect + 1))

    def _end(self, workers: Sequence[_Worker]) -> None:
        """End processes: those that are at something may put away what they made, if they do so at once."""
        for worker in workers:
            if worker.pending:
                worker.process.terminate()
            else:
                worker.process.kill()
        deadline = time.monotonic() + _GRACE
        for worker in workers:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
        deadline = time.monotonic() + _GRACE
        for worker in workers:
            # one that waits for a drive that does not answer ends when it may
            worker.process.join(max(0.0, deadline - time.monotonic()))
            worker.connection.close()
            self._workers.remove(worker)

    def close(self) -> None:
        """End all processes at once."""
        with _undisturbed():
            self._end(list(self._workers))


@contextlib.contextmanager
def _undisturbed(context: BaseContext | None = None) -> Iterator[None]:
    """Ctrl-C waits meanwhile: a process that is being started or ended would be left behind."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    if context is not None and context.get_start_method() == "spawn":
        # it lets Ctrl-C through when it is started
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def processors() -> int:
    """How many processes can run at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> BaseContext:
    """Copies of this process where that is safe: they need no time to begin; elsewhere new ones."""
    import multiprocessing

    copied = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if copied else "spawn")
