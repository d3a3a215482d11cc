"""What files came to in earlier runs, in a database of its own; it never decides anything: what is damaged is done anew."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Sequence
from zlib import crc32

from linter.named_tuple import NamedTuple

# another form of the table needs another name
_TABLE = "kept_1"
_TOGETHER = 500
_DAY = 86_400
_DAYS = 90
# how long another run may hold the database before this one does without
_PATIENCE = 5.0


class Part(NamedTuple):
    """What is kept under a key: parts of bytes."""

    pieces: tuple[bytes, ...]


class Cache:
    """Parts of bytes by keys, in a file that several runs may use at a time.

    `trouble` is what went wrong with it, "" as long as nothing did; from then on nothing is looked up or kept.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._new: dict[bytes, bytes] = {}
        self._used: list[bytes] = []
        self._today = int(time.time()) // _DAY
        self.trouble = ""
        try:
            self._open()
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _open(self) -> None:
        folder = os.path.dirname(self._path)
        os.makedirs(folder, exist_ok=True)
        for name, words in ((".gitignore", "*\n"), ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")):
            if not os.path.exists(os.path.join(folder, name)):
                with open(os.path.join(folder, name), "w", encoding="ascii") as file:
                    file.write(words)
        self._connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute(f"CREATE TABLE IF NOT EXISTS {_TABLE} (key BLOB PRIMARY KEY, used INTEGER, data BLOB)")

    def get(self, key: bytes) -> Part | None:
        """What is kept under a key; None where there is nothing, or nothing whole."""
        if self._connection is None:
            return None
        if key in self._new:
            return _unpacked(self._new[key])
        try:
            found = self._connection.execute(f"SELECT data, used FROM {_TABLE} WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if found is None:
            return None
        part = _unpacked(found[0])
        if part is None:
            self.trouble = self.trouble or "checksum"
        elif found[1] != self._today:
            self._used.append(key)
        return part

    def put(self, key: bytes, pieces: Sequence[bytes]) -> None:
        """Keep something under a key."""
        if self._connection is None:
            return
        self._new[key] = _packed(pieces)
        if len(self._new) >= _TOGETHER:
            self._write()

    def _write(self) -> None:
        if self._connection is None:
            return
        rows = [(key, self._today, data) for key, data in self._new.items()]
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(f"INSERT OR REPLACE INTO {_TABLE} VALUES (?, ?, ?)", rows)
            used = [(self._today, key) for key in self._used]
            self._connection.executemany(f"UPDATE {_TABLE} SET used = ? WHERE key = ?", used)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)
        self._new.clear()
        self._used.clear()

    def close(self) -> None:
        """Write what is new, and forget what no run has asked for in a long time."""
        if self._new or self._used:
            self._write()
        if self._connection is not None:
            # another run may be writing: what is old goes the next time
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute(f"DELETE FROM {_TABLE} WHERE used < ?", (self._today - _DAYS,))
            self._connection.close()
            self._connection = None

    def remove(self) -> None:
        """Close it and take its files away."""
        self._new.clear()
        self.close()
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._path + ending)

    def _give_up(self, error: Exception) -> None:
        self.trouble = self.trouble or str(error)
        self._new.clear()
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


def _packed(pieces: Sequence[bytes]) -> bytes:
    """The pieces in one, with their lengths and a checksum in front."""
    lengths = b"".join(len(piece).to_bytes(4, "big") for piece in pieces)
    body = bytes([len(pieces)]) + lengths + b"".join(pieces)
    return crc32(body).to_bytes(4, "big") + body


def _unpacked(data: object) -> Part | None:
    """The pieces again; None for what is damaged."""
    if not isinstance(data, bytes) or len(data) < 5 or crc32(data[4:]).to_bytes(4, "big") != data[:4]:
        return None
    count, place = data[4], 5 + 4 * data[4]
    lengths = [int.from_bytes(data[5 + 4 * number : 9 + 4 * number], "big") for number in range(count)]
    pieces = []
    for length in lengths:
        pieces.append(data[place : place + length])
        place += length
    return Part(tuple(pieces))
