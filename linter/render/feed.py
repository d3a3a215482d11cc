"""A stream that libraries write binary files to, which can be left in the middle."""

from __future__ import annotations

from typing import Any, BinaryIO


class Feed:
    """Hands on what is written, to streams without places (pipes) too; after `let_go`, nothing comes there any more.

    Libraries complete their files when they are thrown away, even when the stream could not take what came before; that
    would fail once more, where nobody can be told.
    """

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream: BinaryIO | None = stream
        self._seekable = stream.seekable()
        self._written = 0

    def write(self, content: Any) -> int:
        """Write bytes."""
        if self._stream is not None:
            self._stream.write(content)
        self._written += len(content)
        return len(content)

    def tell(self) -> int:
        """Where the next byte comes; in a pipe, how many have come."""
        return self._stream.tell() if self._stream is not None and self._seekable else self._written

    def seekable(self) -> bool:
        """Whether bytes that were written can be changed."""
        return self._seekable

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place; fails in pipes, as streams do."""
        if not self._seekable:
            raise OSError("not seekable")
        return self._stream.seek(offset, whence) if self._stream is not None else 0

    def flush(self) -> None:
        """Write what is held back."""
        if self._stream is not None:
            self._stream.flush()

    def close(self) -> None:
        """Nothing: the stream is closed by who opened it."""

    def let_go(self) -> None:
        """Forget the stream."""
        self._stream = None
