"""What is kept of many files until all have been read: on disk, in the order of the input."""

from __future__ import annotations

import contextlib
from array import array
from tempfile import SpooledTemporaryFile

# what is held in memory before anything is written to disk
_IN_MEMORY = 4 * 1024 * 1024


class Full(Exception):
    """What is kept for the time of the run cannot be written or read: why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror or str(error))


class Spool:
    """Parts of bytes by their numbers; nothing is left of them in the end."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._starts = array("Q")
        self._lengths = array("L")
        self._end = 0
        self._at_end = True

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, data: bytes) -> int:
        """Keep a part; its number.

        Raises Full when the disk is.
        """
        if data:
            try:
                if not self._at_end:
                    self._file.seek(self._end)
                    self._at_end = True
                self._file.write(data)
            except OSError as error:
                raise Full(error) from None
        self._starts.append(self._end)
        self._lengths.append(len(data))
        self._end += len(data)
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        length = self._lengths[number]
        if not length:
            return b""
        self._at_end = False
        try:
            self._file.seek(self._starts[number])
            return self._file.read(length)
        except OSError as error:
            raise Full(error) from None

    def close(self) -> None:
        """Forget all."""
        # what the disk did not take is not missed
        with contextlib.suppress(OSError):
            self._file.close()
