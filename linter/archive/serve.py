"""A process that works for others: it takes pieces and gives results, until nobody is there any more."""

from __future__ import annotations

import pickle
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from linter.named_tuple import NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Work = Callable[[Sequence[Any]], Iterator[Any]]
_LONGEST = 500
# results are told several at a time, as each message wakes the process that waits for it, but none waits longer than this
_TOGETHER = 8
_SECONDS = 0.05
# after so many pieces what refers to itself is looked for: to do it after every chunk took a quarter of all time
_LOOKED_THROUGH = 1000


class Failed(NamedTuple):
    """Said by a process in the place of a result: the work on the piece failed."""

    problem: str


class _Ended(BaseException):
    """Raised in a process that is told to end, so that it puts away what it made."""


def pickle_mappings() -> None:
    """Let mappings that nobody may change go from one process to another."""
    import copyreg

    copyreg.pickle(MappingProxyType, _taken_apart)


def _taken_apart(mapping: Mapping[Any, Any]) -> tuple[Any, ...]:
    return _read_only, (dict(mapping),)


def _read_only(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


def problem_of(error: Exception) -> str:
    """An error in one line, for those who can mend the program."""
    return f"{type(error).__name__}: {error}".rstrip(": ")[:_LONGEST]


def serve(work: Work, connection: Connection, inherited: Sequence[Connection]) -> None:
    """What a process does: it takes pieces and gives results, until nobody is there any more."""
    import gc

    # whoever presses Ctrl-C speaks to the process that shares out the work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        signal.signal(signal.SIGTERM, _stop)
        for each in inherited:
            each.close()
        pickle_mappings()
        # what there is stays; few records refer to one another, so what comes is looked through seldom
        gc.freeze()
        gc.disable()
        _work_off(work, connection)
    except _Ended:
        return


def _stop(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise _Ended


def _work_off(work: Work, connection: Connection) -> None:
    import gc

    done = 0
    if not _told(connection, ()):
        return
    while True:
        try:
            pieces = connection.recv()
        except (EOFError, OSError):
            return
        for results in _together(work, pieces):
            if not _told(connection, results):
                return
        done += len(pieces)
        if done >= _LOOKED_THROUGH:
            gc.collect()
            done = 0


def _together(work: Work, pieces: Sequence[Any]) -> Iterator[list[bytes | Failed]]:
    """The results of pieces, pickled, a few at a time; the last is Failed when the work failed."""
    results: list[bytes | Failed] = []
    since = monotonic()
    try:
        for result in work(pieces):
            # here, because what cannot be handed over is a failure of its own piece only
            results.append(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
            if len(results) >= _TOGETHER or monotonic() - since >= _SECONDS:
                yield results
                results, since = [], monotonic()
    except Exception as error:  # whatever it is, it must not take other pieces with it
        results.append(Failed(problem_of(error)))
    if results:
        yield results


def _told(connection: Connection, results: Sequence[bytes | Failed]) -> bool:
    """Whether there is still somebody to tell."""
    try:
        connection.send(results)
    except OSError:
        return False
    return True
