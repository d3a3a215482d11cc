"""The reports of a run as far as they are kept: little of each in memory, the rest on disk until the run ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from linter.archive.bodies import Bodies
from linter.archive.cells import Cells
from linter.archive.fact import Known
from linter.archive.filed import Filed, cells_in, unpacked
from linter.archive.naming import qualified
from linter.archive.record import About, Record
from linter.archive.screen import Settled
from linter.archive.spool import Spool
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.run import Found

SEAL = 16


class Told(NamedTuple):
    """What the run wants to know of a file, and how those rules came out that waited for last year's report."""

    number: int
    words: bytes
    settled: tuple[Settled, ...]


class Reports:
    """What is kept of files, by their numbers in the order of the input."""

    def __init__(self, norm: Norm, asked: int) -> None:
        """`asked` is how many sketches each report has."""
        self._norm = norm
        self._asked = asked
        self._found: list[Found] = []
        self._counts: list[bool] = []
        self._abouts: list[About | None] = []
        self._seals = bytearray()
        self._told, self._filed, self._sketches = Spool(), Spool(), Spool()
        self._anew: dict[int, int] = {}
        self._settled: dict[int, tuple[Settled, ...]] = {}
        self._same: dict[Any, Any] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, found: Found, record: Record, counts: bool) -> None:
        """Keep what a file came to; one that does not count is only there to compare with.

        Raises linter.archive.spool.Full when the disk is.
        """
        self._told.add(record.told)
        self._filed.add(record.filed)
        for number in range(self._asked):
            self._sketches.add(record.sketches[number] if record.sketches else b"")
        self._seals += record.seal or bytes(SEAL)
        self._found.append(found)
        self._counts.append(counts)
        about = record.about
        self._abouts.append(None if about is None else About(*map(self._once, about)))

    def _once(self, value: Any) -> Any:
        """The same value for equal ones, so that names and codes that come again take no memory."""
        return self._same.setdefault(value, value)

    def found(self, number: int) -> Found:
        """The path of a file."""
        return self._found[number]

    def about(self, number: int) -> About | None:
        """What is known of a report; None for a file that is none."""
        return self._abouts[number]

    def seal(self, number: int) -> bytes:
        """What tells the content of a file from any other."""
        return bytes(self._seals[number * SEAL : (number + 1) * SEAL])

    def packed(self, number: int) -> bytes:
        """What is filed of a report, packed."""
        return self._filed[number]

    def filed(self, number: int) -> Filed:
        """What is filed of a report."""
        return unpacked(self._filed[number], self._norm)

    def cells(self, number: int) -> Mapping[str, Cells]:
        """The tables of a report as they are filed."""
        return cells_in(self._filed[number])

    def sketch(self, asked: int, number: int) -> bytes:
        """The sketch of a report that is meant for one of the rules."""
        return self._sketches[number * self._asked + asked]

    def names(self) -> list[str]:
        """The names of bodies, those without their region with what their folders tell of it; one for each report."""
        return [self._name(number, about) for number, about in enumerate(self._abouts) if about is not None and about.name]

    def _name(self, number: int, about: About) -> str:
        return qualified(about.name, self._found[number].path, self._norm)

    def known(self, bodies: Bodies) -> list[Known]:
        """The reports as rules over many of them see them."""
        return [
            Known(
                number, self._found[number].path, self._body(number, about, bodies), about.name, about.level,
                about.year, about.covers, about.profile, self._counts[number],
            )
            for number, about in enumerate(self._abouts)
            if about is not None
        ]  # fmt: skip

    def _body(self, number: int, about: About, bodies: Bodies) -> int | None:
        return bodies.of(self._name(number, about)) if about.name else None

    def settle(self, number: int, settled: tuple[Settled, ...]) -> None:
        """Note how rules came out that waited for last year's report."""
        self._settled[number] = self._once(settled)

    def tell_anew(self, number: int, words: bytes) -> None:
        """Put what is told of a file in the place of what was told before."""
        self._anew[number] = self._told.add(words)
        self._settled.pop(number, None)

    def told(self) -> Sequence[int]:
        """The numbers of the files that something is told of."""
        return [number for number, counts in enumerate(self._counts) if counts]

    def words(self, number: int) -> Told:
        """What is told of a file."""
        return Told(number, self._told[self._anew.get(number, number)], self._settled.get(number, ()))

    def close(self) -> None:
        """Forget all."""
        for spool in (self._told, self._filed, self._sketches):
            spool.close()
