"""A folder that an output goes to in parts: part-00000, part-00001 and so on."""

from __future__ import annotations

import contextlib
import os
import re
from typing import BinaryIO


class Folder:
    """The parts of one output, written in the folder under other names until all of them are whole.

    The names begin with a point, so that no program that reads the folder takes them for data. Parts of an earlier run that
    this one does not write anew are taken away: read together with the others, their rows would count twice.
    """

    def __init__(self, path: str, suffix: str) -> None:
        """Makes the folder where there is none."""
        self._place, self._suffix = os.path.realpath(path), suffix
        self._drafts: list[str] = []
        self._part: BinaryIO | None = None
        self._is_new = not os.path.isdir(self._place)
        if self._is_new:
            os.mkdir(self._place)

    @property
    def stream(self) -> Folder:
        """What the format writes to: the folder itself."""
        return self

    def begin(self) -> BinaryIO:
        """A stream for the next part; the one before is complete."""
        self._close()
        draft = os.path.join(self._place, f".{self._name(len(self._drafts))}.{os.getpid()}.tmp")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        self._drafts.append(draft)
        self._part = os.fdopen(descriptor, "wb")
        return self._part

    def _name(self, number: int) -> str:
        return f"part-{number:05}.{self._suffix}"

    def _close(self) -> None:
        if self._part is not None:
            self._part.close()

    def keep(self) -> None:
        """Put the parts in their places."""
        self._close()
        names = [self._name(number) for number in range(len(self._drafts))]
        for draft, name in zip(self._drafts, names, strict=True):
            os.replace(draft, os.path.join(self._place, name))
        part = re.compile(rf"part-\d{{5,}}\.{self._suffix}")
        for name in set(os.listdir(self._place)) - set(names):
            if part.fullmatch(name):
                os.unlink(os.path.join(self._place, name))

    def drop(self) -> None:
        """Take away the parts, and the folder if it was made for them."""
        with contextlib.suppress(OSError):
            self._close()
        for draft in self._drafts:
            with contextlib.suppress(OSError):
                os.unlink(draft)
        if self._is_new:
            with contextlib.suppress(OSError):
                os.rmdir(self._place)
