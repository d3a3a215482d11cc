"""A process that works for others: it takes pieces and gives results, until nobody is there any more."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from linter.named_tuple import NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Work = Callable[[Sequence[Any]], Iterator[Any]]
_LONGEST = 500
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
    if not _told(connection, None):
        return
    while True:
        try:
            pieces = connection.recv()
        except (EOFError, OSError):
            return
        try:
            for result in work(pieces):
                if not _told(connection, result):
                    return
            done += len(pieces)
            if done >= _LOOKED_THROUGH:
                gc.collect()
                done = 0
        except Exception as error:  # whatever it is, it must not take other pieces with it
            if not _told(connection, Failed(problem_of(error))):
                return


def _told(connection: Connection, result: Any) -> bool:
    """Whether there is still somebody to tell."""
    try:
        connection.send(result)
    except OSError:
        return False
    return True
