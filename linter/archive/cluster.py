"""Work shared out to the workers of a cluster: results in the order of the work, as on one machine."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from linter.archive.here import Here
from linter.archive.link import Link, NoCluster
from linter.archive.lost import Lost
from linter.archive.parcel import Kit, NotUnderstood, Placed
from linter.archive.record import Again, Item, Second
from linter.archive.serve import Work
from linter.archive.shares import Share, Shares
from linter.profile.refused import Refused
from linter.read import Unreadable, load

if TYPE_CHECKING:
    from linter.profile.choose import Chosen
    from linter.run import Settings

# what a process ends with that is killed
_KILLED = -9


class Cluster:
    """The workers of a cluster, which need nothing of this machine: contents of files and profiles are sent to them."""

    def __init__(self, work: Work, settings: Settings, link: Link) -> None:
        self._work = work
        self._kit = Kit(work, cast("Chosen | None", settings.profiles))
        self._limits = settings.limits
        self._link = link
        self._site: tuple[bytes, Any] = (b"", None)

    def over(self, pieces: Sequence[Any]) -> Iterator[Any]:
        """The result of every piece, in their order; Lost where there is none.

        Raises linter.archive.link.NoCluster.
        """
        shares = Shares(len(pieces), self._link.threads())
        while not shares.are_told():
            while shares.may_send(self._link.threads()):
                self._send(pieces, shares)
            yield from shares.tell()
            if shares.sent:
                self._take(shares)

    def _send(self, pieces: Sequence[Any], shares: Shares) -> None:
        """Send the next pieces; what cannot be sent is done here, where it comes out as on one machine."""
        packed: list[bytes] = []
        share = Share()
        numbers = shares.next_numbers()
        for place, number in enumerate(numbers):
            if share.is_full():
                shares.put_back(numbers[place:])
                break
            piece = pieces[number]
            try:
                packed.append(self._packed(piece, number in shares.whole))
            except (Unreadable, Refused):
                (shares.done[number],) = Here(self._work).over([piece])
            else:
                share.add(number, len(packed[-1]))
        if packed:
            shares.sent[self._link.send(self._there(), packed)] = share

    def _packed(self, piece: Item | Again, whole: bool) -> bytes:
        """A piece with the content of its file, as bytes.

        Raises Unreadable, and Refused for a configuration that cannot be used.
        """
        item = piece if isinstance(piece, Item) else piece.item
        path = item.found.path
        if isinstance(piece, Again) and not (whole or piece.facts or piece.about.waits):
            # most of these come out without being read again: to the worker, the file is one that it may not read
            piece = piece._replace(item=item._replace(found=item.found._replace(barred=True)))
        elif item.content is None and not item.found.barred:
            item = item._replace(content=load(path, self._limits))
            piece = item if isinstance(piece, Item) else piece._replace(item=item)
        return pickle.dumps(Placed(piece, path, self._kit.number(path)))

    def _there(self) -> Any:
        """The work on the cluster, with the profiles of all files that were met."""
        work = self._kit.packed()
        if self._site[0] is not work:
            self._site = (work, self._link.settle(work, self._limits.stuck))
        return self._site[1]

    def _take(self, shares: Shares) -> None:
        """Wait for pieces that are done and take their results; what workers do not survive is tried piece by piece."""
        task = self._link.next_done()
        numbers = shares.sent.pop(task).numbers
        data = self._link.result(task)
        if data is None and shares.were_alone(numbers):
            shares.done[numbers[0]] = Lost(False, _KILLED)
        elif data is None:
            shares.suspect(numbers)
        else:
            unread = []
            for number, each in zip(numbers, pickle.loads(data), strict=True):
                result = each if isinstance(each, Lost) else pickle.loads(each)
                if isinstance(result, NotUnderstood):
                    raise NoCluster("cluster_not_understood", reason=result.reason)
                if isinstance(result, Second) and result.changed and number not in shares.whole:
                    unread.append(number)
                else:
                    shares.done[number] = result
            shares.send_whole(unread)

    def close(self) -> None:
        """Give up what is not done."""
        self._link.close()
