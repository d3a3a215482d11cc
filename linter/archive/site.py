"""What a run has on a worker of a cluster: its work, and a process beside the worker for each of the threads that do it."""

from __future__ import annotations

import multiprocessing
import pickle
import threading
import weakref

from linter import __version__
from linter.archive.parcel import Sent
from linter.archive.pool import Pool

# seconds after which processes end that have nothing to do: a worker may hold on to what it sent to one that was killed
_IDLE = 20.0


class OtherVersion(Exception):
    """A worker with another version than that of the run: which one."""


class Site:
    """The work of a run on a worker; its processes end when the worker lets go of it, as it does when the run is over.

    In processes of their own, what crashes or hangs takes no worker with it, and threads are not in each other's way.
    """

    def __init__(self, work: bytes, seconds: float, version: str) -> None:
        self._sent = (work, seconds, version)
        self._idle: list[Pool] = []
        self._timer = threading.Timer(_IDLE, _close, [self._idle])
        weakref.finalize(self, _close, self._idle)

    def __reduce__(self) -> tuple[type[Site], tuple[bytes, float, str]]:
        return Site, self._sent

    def over(self, pieces: list[bytes]) -> bytes:
        """The results of packed pieces, packed one by one and together; Lost where there is none.

        Raises OtherVersion, and linter.archive.pool.Broken when no process can do the work.
        """
        work, seconds, version = self._sent
        if version != __version__:
            raise OtherVersion(__version__)
        self._timer.cancel()
        pool = _taken(self._idle) or Pool(Sent(work), 1, seconds)
        try:
            results = list(pool.over(pieces))
        except BaseException:
            pool.close()
            raise
        self._idle.append(pool)
        self._timer = threading.Timer(_IDLE, _close, [self._idle])
        self._timer.daemon = True
        self._timer.start()
        return pickle.dumps(results)


def _taken(idle: list[Pool]) -> Pool | None:
    try:
        return idle.pop()
    except IndexError:
        return None


def _close(idle: list[Pool]) -> None:
    while pool := _taken(idle):
        pool.close()


def work_at(site: Site, pieces: list[bytes]) -> bytes:
    """The results of packed pieces, packed: the task of a worker."""
    # workers are processes that may not begin others, so that none is left behind; these end with the way to their worker
    multiprocessing.current_process().daemon = False
    return site.over(pieces)


def version_here() -> str:
    """The version that a worker has."""
    return __version__
