"""What is the most that is read of one file, so that no file can take all memory or time; each can be raised."""

from __future__ import annotations

from collections.abc import Iterable

from linter.named_tuple import NamedTuple
from linter.words import Names, Phrase

MEGABYTE = 1024 * 1024


class Limits(NamedTuple):
    """The limits by name: megabytes of a text or web page, of another file, of a Word file unpacked and of one part in it;
    pages and drawn objects of a PDF; seconds in which LibreOffice must have made something;
    seconds after which a process that is still at the same file is ended.
    """

    text: int = 4
    file: int = 64
    unpacked: int = 100
    part: int = 20
    pages: int = 200
    objects: int = 400_000
    seconds: int = 60
    stuck: int = 120


LIMITS = Limits()


class WrongLimit(ValueError):
    """A limit that does not exist or is no number above nought."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.said = Phrase("wrong_limit", {"given": given, "names": Names(Limits._fields, quoted=False)})


def limits_of(given: Iterable[str]) -> Limits:
    """The limits with those changed that are given as name=number.

    Raises WrongLimit.
    """
    limits = LIMITS
    for each in given:
        name, _, number = each.partition("=")
        if name not in Limits._fields or not number.isascii() or not number.isdigit() or not int(number):
            raise WrongLimit(each)
        limits = limits._replace(**{name: int(number)})
    return limits
