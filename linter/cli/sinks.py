"""The open outputs of a run: what comes is handed to all of them, and their files are put in their places at the end."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import IO, Any, Generic, Protocol, TypeVar

from linter.cli.targets import Target, WrongOutput
from linter.named_tuple import NamedTuple
from linter.render import Output
from linter.words import Phrase

Item = TypeVar("Item")


class Sink(Protocol):
    """Where an output goes: what its format writes to, and what becomes of it in the end."""

    @property
    def stream(self) -> Any:
        """What the format writes to."""
        ...

    def keep(self) -> None:
        """Put what was written in its place."""
        ...

    def drop(self) -> None:
        """Take away what was written; never fails."""
        ...


class Standard:
    """Standard output."""

    def __init__(self, binary: bool) -> None:
        self.stream: Any = sys.stdout.buffer if binary else sys.stdout

    def keep(self) -> None:
        """Nothing: the program writes what is held back when it ends."""

    def drop(self) -> None:
        """Nothing: what was written cannot be taken back."""


class File:
    """A file, written beside its place until it is whole; a pipe or a device is written itself."""

    def __init__(self, path: str, binary: bool) -> None:
        self._place = os.path.realpath(path)
        self._is_special = os.path.exists(path) and not os.path.isfile(path)
        self._draft = path if self._is_special else f"{self._place}.{os.getpid()}.tmp"
        self.stream = _opened(self._draft, "w" if self._is_special else "x", binary)

    def keep(self) -> None:
        """Close the file and put it in its place."""
        self.stream.close()
        if not self._is_special:
            os.replace(self._draft, self._place)

    def drop(self) -> None:
        """Close the file and take it away."""
        with contextlib.suppress(OSError):
            self.stream.close()
        if not self._is_special:
            with contextlib.suppress(OSError):
                os.unlink(self._draft)


def _opened(path: str, mode: str, binary: bool) -> IO[Any]:
    if binary:
        return open(path, f"{mode}b")
    return open(path, mode, encoding="utf-8", newline="\n", errors="backslashreplace")


class Opened(NamedTuple):
    """An output that is being written."""

    target: Target
    receiver: Generator[None, Any, None]
    sink: Sink


class Sinks(Generic[Item]):
    """All outputs of a run."""

    def __init__(
        self,
        targets: Sequence[Target],
        formats: Mapping[str, Output],
        begin: Callable[[str, Any], Generator[None, Item | None, None]],
    ) -> None:
        """`begin` makes what is sent the items, of a format's name and a stream.

        Raises WrongOutput for files that cannot be written, and for formats whose library is missing.
        """
        self._open: list[Opened] = []
        for target in targets:
            try:
                sink = _sink(target, formats[target.name].binary)
            except OSError as error:
                self.leave()
                raise _not_written(target, error) from None
            self._open.append(Opened(target, begin(target.name, sink.stream), sink))
            try:
                next(self._open[-1].receiver)
            except ImportError as missing:
                self.leave()
                raise WrongOutput(str(missing)) from None
            except OSError as error:
                self.leave()
                if not target.path:
                    raise
                raise _not_written(target, error) from None

    def send(self, item: Item) -> None:
        """Hand an item to every output.

        Raises WrongOutput for files that cannot take it.
        """
        for target, receiver, _ in self._open:
            try:
                receiver.send(item)
            except OSError as error:
                if not target.path:
                    raise
                raise _not_written(target, error) from None

    def finish(self) -> None:
        """Complete every output and put the files in their places.

        Raises WrongOutput for files that could not be written; the others are written all the same.
        """
        failed: list[WrongOutput] = []
        for target, receiver, sink in self._open:
            try:
                with contextlib.suppress(StopIteration):
                    receiver.send(None)
                sink.keep()
            except OSError as error:
                if not target.path:
                    raise
                failed.append(_not_written(target, error))
                sink.drop()
        self._open.clear()
        if failed:
            raise failed[0]

    def leave(self) -> None:
        """Take away files that were not completed."""
        for _, receiver, sink in self._open:
            receiver.close()
            sink.drop()
        self._open.clear()


def _sink(target: Target, binary: bool) -> Sink:
    if target.parts:
        from linter.cli.parts import Folder

        return Folder(target.path, target.name)
    return File(target.path, binary) if target.path else Standard(binary)


def _not_written(target: Target, error: OSError) -> WrongOutput:
    return WrongOutput(Phrase("output_not_written", {"path": target.path, "reason": error.strerror or str(error)}))
