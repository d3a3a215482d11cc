"""What is asked of patterns, whichever engine runs them, and several of them as one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol

# how many places of a user's pattern are put into a template
_MOST = 100
# how many templates with such places in them are remembered
_MOST_KNOWN = 64


class Found(Protocol):
    """What is asked of a match."""

    def __getitem__(self, group: int | str, /) -> str | Any: ...
    def groups(self) -> tuple[str | Any, ...]: ...
    def groupdict(self) -> dict[str, str | Any]: ...
    def start(self, group: int | str = 0, /) -> int: ...
    def end(self, group: int | str = 0, /) -> int: ...
    def span(self, group: int | str = 0, /) -> tuple[int, int]: ...
    def expand(self, template: str) -> str: ...


class Finder(Protocol):
    """What is asked of a pattern."""

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Found | None: ...
    def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Found | None: ...
    def fullmatch(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Found | None: ...
    def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[Found]: ...
    def sub(self, repl: str, string: str, count: int = 0) -> str: ...
    def split(self, string: str, maxsplit: int = 0) -> list[str | Any]: ...


def replaced(founds: Iterable[Found], repl: str, string: str, count: int = 0) -> str:
    """The string with what was found replaced, at most `count` times (0 for every time)."""
    pieces: list[str] = []
    done = 0
    for number, found in enumerate(founds, 1):
        pieces += [string[done : found.start()], found.expand(repl) if "\\" in repl else repl]
        done = found.end()
        if number == count:
            break
    return "".join([*pieces, string[done:]])


def divided(founds: Iterable[Found], string: str, maxsplit: int = 0) -> list[str | Any]:
    """What stands between the places found, with the groups of each, at most `maxsplit` times (0 for every time)."""
    pieces: list[str | Any] = []
    done = 0
    for number, found in enumerate(founds, 1):
        pieces += [string[done : found.start()], *found.groups()]
        done = found.end()
        if number == maxsplit:
            break
    return [*pieces, string[done:]]


class Either:
    """Several patterns as one: what begins first is found, and of two that begin at one place the earlier pattern's."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Sequence[Finder]) -> None:
        self._parts = parts

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Found | None:
        return next(self.finditer(string, pos, endpos), None)

    def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Found | None:
        return next((found for part in self._parts if (found := part.match(string, pos, endpos))), None)

    def fullmatch(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Found | None:
        return next((found for part in self._parts if (found := part.fullmatch(string, pos, endpos))), None)

    def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[Found]:
        waiting = [part.search(string, pos, endpos) for part in self._parts]
        last = min(len(string), endpos)
        while there := [(found.start(), index) for index, found in enumerate(waiting) if found is not None]:
            start, index = min(there)
            found = waiting[index]
            assert found is not None
            yield found
            pos = max(found.end(), start + 1)
            if pos > last:
                return
            for index, found in enumerate(waiting):
                if found is not None and found.start() < pos:
                    waiting[index] = self._parts[index].search(string, pos, endpos)

    def sub(self, repl: str, string: str, count: int = 0) -> str:
        return replaced(self.finditer(string), repl, string, count)

    def split(self, string: str, maxsplit: int = 0) -> list[str | Any]:
        return divided(self.finditer(string), string, maxsplit)


class Filled:
    """A shipped template in which users' patterns stand: RE2 looks for these, and what it finds is put into the template."""

    __slots__ = ("_known", "_made", "_users")

    def __init__(self, users: Mapping[str, Finder], made: Callable[[Mapping[str, Sequence[str]]], Finder]) -> None:
        self._users = users
        self._made = made
        self._known: dict[tuple[tuple[str, ...], ...], Finder] = {}

    def _of(self, string: str) -> Finder:
        users = self._users.values()
        words = tuple(tuple(sorted({found[0] for found in islice(user.finditer(string), _MOST)})) for user in users)
        found = self._known.get(words)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[words] = self._made(dict(zip(self._users, words, strict=True)))
        return found

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Found | None:
        return self._of(string).search(string, pos, endpos)

    def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Found | None:
        return self._of(string).match(string, pos, endpos)

    def fullmatch(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Found | None:
        return self._of(string).fullmatch(string, pos, endpos)

    def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[Found]:
        return self._of(string).finditer(string, pos, endpos)

    def sub(self, repl: str, string: str, count: int = 0) -> str:
        return replaced(self.finditer(string), repl, string, count)

    def split(self, string: str, maxsplit: int = 0) -> list[str | Any]:
        return divided(self.finditer(string), string, maxsplit)
