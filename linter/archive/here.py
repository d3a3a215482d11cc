"""Work done in this process: where there is little of it, others would only begin when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from linter.archive.lost import Lost
from linter.archive.serve import problem_of
from linter.named_tuple import NamedTuple


class Here(NamedTuple):
    """The same as a pool, without processes."""

    work: Callable[[Sequence[Any]], Iterator[Any]]

    def over(self, pieces: Sequence[Any]) -> Iterator[Any]:
        """The result of every piece, in their order; Lost where the work failed, also when it was tried by itself."""
        left = list(pieces[:])
        while left:
            done = 0
            try:
                for result in self.work(left):
                    done += 1
                    yield result
                return
            except Exception:  # nobody knows how far the work looked ahead
                suspect = left[done]
                del left[: done + 1]
            yield self._alone(suspect)

    def _alone(self, piece: Any) -> Any:
        try:
            (result,) = self.work([piece])
        except Exception as error:  # whatever it is, it must not take other pieces with it
            return Lost(False, 0, problem_of(error))
        return result

    def close(self) -> None:
        """Nothing is left to end."""
