"""The way to a cluster of dask.distributed, which is imported here alone."""

from __future__ import annotations

import logging
import queue
import time
import warnings
from typing import Any
from uuid import uuid4

from linter import __version__
from linter.archive.pool import Broken
from linter.archive.site import OtherVersion, Site, version_here, work_at
from linter.words import Names, Phrase

# seconds for a way to the scheduler, for a first worker to be there, for others when all have gone, and for leaving
_CONNECTING, _FIRST, _GONE, _LEAVING = 8.0, 10.0, 60.0, 2.0
_TICK = 2.0
# seconds after which workers are counted anew
_COUNTING = 10.0
_SHOWN = 5


class NoCluster(Broken):
    """A cluster that cannot be used, or no longer: why, and what to do."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self._said = Phrase(key, params)

    @property
    def said(self) -> Phrase:
        """Why, and what to do."""
        return self._said


class Link:
    """A connection to a scheduler."""

    def __init__(self, address: str) -> None:
        """Raises NoCluster."""
        self._address = address
        self._run = uuid4().hex
        self._sent = 0
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._quiet = _Quiet()
        self._client: Any = None
        self._threads, self._counted = 1, -_COUNTING
        try:
            self._client = self._connected()
            self._await_workers()
            self._compare_versions()
        except BaseException:
            self.close()
            raise

    def _connected(self) -> Any:
        try:
            from distributed import Client
        except ImportError:
            raise NoCluster("cluster_missing") from None
        try:
            connect: Any = Client
            return connect(self._address, timeout=_CONNECTING, set_as_default=False)
        except Exception as error:  # every kind of connection fails in its own way
            reason = str(error) or type(error).__name__
            raise NoCluster("cluster_unreachable", address=self._address, reason=reason) from None

    def _await_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_FIRST)
        except TimeoutError:
            raise NoCluster("cluster_no_workers", address=self._address) from None

    def _compare_versions(self) -> None:
        found = self._client.run(version_here, on_error="return")
        failed = {worker: each for worker, each in found.items() if isinstance(each, Exception)}
        if failed:
            worker, error = next(iter(failed.items()))
            raise NoCluster("cluster_not_installed", worker=worker, reason=f"{type(error).__name__}: {error}", here=__version__)
        others = tuple(f"{worker} {each}" for worker, each in found.items() if each != __version__)
        if others:
            raise NoCluster("cluster_version", there=Names(others, _SHOWN, quoted=False), here=__version__)

    def threads(self) -> int:
        """How many pieces of work can be done at a time; workers may come and go.

        Raises NoCluster.
        """
        now = time.monotonic()
        if now >= self._counted + _COUNTING:
            self._threads, self._counted = max(1, self._count()), now
        return self._threads

    def _count(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except Exception as error:
            raise self._lost(error) from None

    def _lost(self, error: Exception) -> NoCluster:
        reason = f"{type(error).__name__}: {error}"
        return NoCluster("cluster_lost", address=self._address, reason=reason)

    def settle(self, work: bytes, seconds: float) -> Any:
        """The work on the cluster, for `send`: every worker gets it once, and it is made anew where a worker has gone.

        Raises NoCluster.
        """
        return self._submit("work", Site, work, seconds, __version__)

    def send(self, site: Any, pieces: list[bytes]) -> Any:
        """Have packed pieces done: what `next_done` gives when they are.

        Raises NoCluster.
        """
        task = self._submit("files", work_at, site, pieces)
        task.add_done_callback(self._done.put)
        return task

    def _submit(self, kind: str, *task: Any) -> Any:
        self._sent += 1
        try:
            return self._client.submit(*task, key=f"nianbao-{kind}-{self._run}-{self._sent}", pure=False)
        except Exception as error:  # a client that has lost its scheduler says so in several ways
            raise self._lost(error) from None

    def next_done(self) -> Any:
        """The next task that is done.

        Raises NoCluster when there are no workers any more.
        """
        since = time.monotonic()
        while True:
            try:
                return self._done.get(timeout=_TICK)
            except queue.Empty:
                now = time.monotonic()
                if self._count():
                    since = now
                elif now - since > _GONE:
                    raise NoCluster("cluster_workers_gone", seconds=f"{_GONE:g}") from None

    def result(self, task: Any) -> bytes | None:
        """What a task came to; None where every worker that had it was lost.

        Raises NoCluster.
        """
        from distributed import KilledWorker

        try:
            found: bytes = task.result()
        except KilledWorker:
            return None
        except OtherVersion as other:
            raise NoCluster("cluster_version", there=str(other), here=__version__) from None
        except Broken as why:
            raise NoCluster("cluster_not_begun", reason=str(why)) from None
        except Exception as error:  # whatever becomes of a task that the cluster has lost
            raise self._lost(error) from None
        finally:
            task.release()
        return found

    def close(self) -> None:
        """Give up what is not done, and go."""
        try:
            if self._client is not None:
                # tasks that nobody waits for are not begun any more
                self._client.close(timeout=_LEAVING)
        except Exception:  # a scheduler that has gone cannot be told
            pass
        finally:
            self._quiet.end()


class _Quiet:
    """The time in which a library says nothing: all that matters is told in the words of this program."""

    def __init__(self) -> None:
        self._before = logging.root.manager.disable
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        warnings.simplefilter("ignore")
        logging.disable(logging.CRITICAL)

    def end(self) -> None:
        """Let it speak again."""
        logging.disable(self._before)
        self._warnings.__exit__(None, None, None)
