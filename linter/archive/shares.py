"""What of the work is with a cluster, what comes next, and what is done but not yet told."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

# how many pieces are sent together, and from how many bytes on no more of them
_TOGETHER = 32
_BYTES = 4 * 1024 * 1024
# shares that are with the cluster, and as many of which results are held back to be in order, for each thread of a worker
_UNDERWAY, _AHEAD = 3, 24


class Share:
    """Pieces that are sent together, by their numbers."""

    __slots__ = ("numbers", "size")

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.size = 0

    def add(self, number: int, size: int) -> None:
        """A piece more, of so many bytes."""
        self.numbers.append(number)
        self.size += size

    def is_full(self) -> bool:
        """Whether the bytes are enough."""
        return self.size >= _BYTES


class Shares:
    """The pieces of a run by their numbers: `sent` by task, `done` those that are not told yet.

    `whole` are reports that must be sent with their content: without it, they could not be decided.
    """

    def __init__(self, length: int, threads: int) -> None:
        self._length = length
        self._size = max(1, min(_TOGETHER, length // (threads * 4)))
        self._threads = threads
        self._told = 0
        self._fresh = 0
        self._again: deque[Sequence[int]] = deque()
        self._suspects: deque[int] = deque()
        self._alone: set[int] = set()
        self.sent: dict[Any, Share] = {}
        self.done: dict[int, Any] = {}
        self.whole: set[int] = set()

    def are_told(self) -> bool:
        """Whether there is nothing more to tell."""
        return self._told >= self._length

    def may_send(self, threads: int) -> bool:
        """Whether there is something to send and there are not too much of it underway for so many threads."""
        if self._suspects:
            # whatever else is with a worker that ends could be to blame for it
            return not self.sent
        if not self._again and self._fresh >= min(self._length, self._told + self._size * _AHEAD * threads):
            return False
        most = _UNDERWAY * threads
        return len(self.sent) < most and sum(share.size for share in self.sent.values()) < most * _BYTES

    def next_numbers(self) -> Sequence[int]:
        """The numbers of the pieces that come next."""
        if self._suspects:
            self._alone = {self._suspects.popleft()}
            return tuple(self._alone)
        if self._again:
            return self._again.popleft()
        start, self._fresh = self._fresh, min(self._fresh + self._size, self._length)
        return range(start, self._fresh)

    def put_back(self, numbers: Sequence[int]) -> None:
        """These come next."""
        if numbers:
            self._again.appendleft(numbers)

    def suspect(self, numbers: Sequence[int]) -> None:
        """Workers that had these have ended: they come one by one, while nothing else is with the cluster."""
        self._suspects.extend(numbers)

    def were_alone(self, numbers: Sequence[int]) -> bool:
        """Whether these were sent while nothing else was with the cluster."""
        return self._alone.issuperset(numbers)

    def send_whole(self, numbers: Sequence[int]) -> None:
        """These come next, with their content."""
        self.whole.update(numbers)
        self._alone.difference_update(numbers)
        self.put_back(numbers)

    def tell(self) -> Iterator[Any]:
        """The results that come next, as far as there are any."""
        while self._told in self.done:
            self.whole.discard(self._told)
            self._told += 1
            yield self.done.pop(self._told - 1)
