"""Work that an earlier run has done already: its results are taken from the cache, only the rest is shared out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from linter.archive.cache import Cache
from linter.archive.codec import decoded, encoded
from linter.archive.examine import seal_of
from linter.archive.record import About, Again, Item, Record, Second
from linter.archive.screen import Settled
from linter.named_tuple import NamedTuple
from linter.read import Unreadable, load
from linter.run import Settings
from linter.silence.apply import Taken

_KEY = 16
# how many pieces are looked up before those that are missing are shared out
_WINDOW = 1024


class _Head(NamedTuple):
    """Of a record, what is neither words nor sketches."""

    about: About | None
    taken: Mapping[str, Taken] | None
    sketches: tuple[int, ...]


class _SecondHead(NamedTuple):
    """Of what comes of a second look, all but the words."""

    settled: tuple[Settled, ...]
    taken: Mapping[str, Taken] | None


class Cached:
    """An executor that asks the cache first; results are the same as without."""

    def __init__(self, executor: Any, cache: Cache, surroundings: bytes, settings: Settings) -> None:
        """`surroundings` stands for all that results depend on besides the file: rules, configuration, version."""
        self._executor = executor
        self._cache = cache
        self._surroundings = surroundings
        self._settings = settings

    def over(self, pieces: Sequence[Any]) -> Iterator[Any]:
        """The result of every piece, in their order."""
        for start in range(0, len(pieces), _WINDOW):
            yield from self._window([pieces[number] for number in range(start, min(start + _WINDOW, len(pieces)))])

    def _window(self, pieces: Sequence[Any]) -> Iterator[Any]:
        """The results of as many pieces as may be held in memory."""
        known: list[Any] = []
        for piece in pieces:
            key = self._key(piece, self._seal(piece))
            found = None if key is None else self._cache.get(key)
            known.append(None if found is None else _unpacked(piece, found.pieces))
        missing = [piece for piece, result in zip(pieces, known, strict=True) if result is None]
        fresh = iter(self._executor.over(missing) if missing else ())
        for piece, result in zip(pieces, known, strict=True):
            if result is None:
                result = next(fresh)
                self._keep(piece, result)
            yield result

    def _seal(self, piece: Item | Again) -> bytes:
        """What tells the content of a file; nothing for one that cannot be read."""
        if isinstance(piece, Again):
            return piece.seal
        if piece.found.barred:
            return b""
        try:
            return seal_of(piece.content if piece.content is not None else load(piece.found.path, self._settings.limits))
        except Unreadable:
            return b""

    def _key(self, piece: Item | Again, seal: bytes) -> bytes | None:
        """The key of what a piece comes to with this content; None where nothing is kept."""
        if not seal:
            return None
        if isinstance(piece, Item):
            about = f"{piece.found.path}\0{piece.found.listed}\0{piece.counts}".encode("utf-8", "surrogatepass")
            return blake2b(self._surroundings + seal + about, digest_size=_KEY).digest()
        before = piece.before if isinstance(piece.before, bytes) else repr(piece.before).encode("utf-8", "surrogatepass")
        about = repr((piece.item.found.path, piece.item.found.listed, piece.facts, piece.about)).encode("utf-8", "surrogatepass")
        parts = (b"again", self._surroundings, seal, blake2b(before, digest_size=_KEY).digest(), about)
        return blake2b(b"\0".join(parts), digest_size=_KEY).digest()

    def _keep(self, piece: Item | Again, result: Any) -> None:
        """Keep a result that would come out again: not what could not be read, or was not done."""
        if isinstance(result, Record) and not result.unreadable and not result.passing:
            key = self._key(piece, result.seal)
            head = _Head(result.about, result.taken, tuple(map(len, result.sketches)))
            pieces = [encoded(head), result.told, result.filed, b"".join(result.sketches), result.seal]
        elif isinstance(result, Second) and not result.changed and not result.passing:
            key = self._key(piece, piece.seal if isinstance(piece, Again) else b"")
            pieces = [encoded(_SecondHead(result.settled, result.taken)), result.told]
        else:
            return
        if key is not None:
            self._cache.put(key, pieces)

    def close(self) -> None:
        """End what works."""
        self._executor.close()


def _unpacked(piece: Item | Again, pieces: Sequence[bytes]) -> Record | Second:
    if isinstance(piece, Again):
        second: _SecondHead = decoded(pieces[0], _SecondHead)
        return Second(pieces[1], second.settled, second.taken)
    head: _Head = decoded(pieces[0], _Head)
    sketches, place = [], 0
    for length in head.sketches:
        sketches.append(pieces[3][place : place + length])
        place += length
    return Record(pieces[4], pieces[1], head.about, pieces[2], tuple(sketches), head.taken)
