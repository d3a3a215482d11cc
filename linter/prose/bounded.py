"""Patterns that users wrote, run by RE2 in time that grows with the text alone: they answer as those of `re` do."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from linter.prose.finder import divided, replaced
from linter.prose.pattern import SIGN, expand

_STEP = 512
_HALF = re.compile("[\ud800-\udfff]")
_GROUP = re.compile(r"\\(?:g<(\w+)>|([1-9]\d?)|(.))", re.DOTALL)
_ESCAPE = re.compile(r"\\.", re.DOTALL)
# by \w RE2 means ASCII alone
_LETTERS = r"\p{L}\p{N}_"
_WORD = {r"\w": f"[{_LETTERS}]", r"\W": f"[^{_LETTERS}]"}


class _Encoded:
    """Words as the bytes that RE2 reads, with the way back: `starts` has the place in the bytes of every 512th character.

    Halves of surrogate pairs, which have no bytes, are replaced.
    """

    __slots__ = ("content", "starts", "words")

    def __init__(self, words: str) -> None:
        try:
            self.content = words.encode()
        except UnicodeEncodeError:
            words = _HALF.sub("\ufffd", words)
            self.content = words.encode()
        self.words = words
        self.starts = [0]
        for begin, end in pairwise(range(0, len(words), _STEP)):
            self.starts.append(self.starts[-1] + len(words[begin:end].encode()))

    def offset(self, place: int) -> int:
        """Where in the bytes the character at a place begins."""
        block = min(place // _STEP, len(self.starts) - 1)
        return self.starts[block] + len(self.words[block * _STEP : place].encode())

    def place(self, offset: int) -> int:
        """The number of characters in front of an offset in the bytes."""
        block = bisect_right(self.starts, offset) - 1
        return block * _STEP + len(self.content[self.starts[block] : offset].decode())


_kept = lru_cache(maxsize=4)(_Encoded)


def _encoded(words: str) -> _Encoded:
    # a passage is searched again and again, from one place after the other; sentences are not worth the room
    return _kept(words) if len(words) > _STEP else _Encoded(words)


class UserMatch:
    """A match of RE2 with places in characters, counted from `base` in the string that was searched."""

    __slots__ = ("_base", "_encoded", "_names", "_spans", "string")

    def __init__(
        self, spans: Sequence[tuple[int, int]], names: Mapping[str, int], encoded: _Encoded, string: str, base: int
    ) -> None:
        self._spans = spans
        self._names = names
        self._encoded = encoded
        self._base = base
        self.string = string

    def span(self, group: int | str = 0) -> tuple[int, int]:
        number = group if isinstance(group, int) else self._names.get(group, -1)
        if not 0 <= number < len(self._spans):
            raise IndexError("no such group")
        start, end = self._spans[number]
        if start < 0:
            return -1, -1
        return self._base + self._encoded.place(start), self._base + self._encoded.place(end)

    def start(self, group: int | str = 0) -> int:
        return self.span(group)[0]

    def end(self, group: int | str = 0) -> int:
        return self.span(group)[1]

    def __getitem__(self, group: int | str) -> str | Any:
        start, end = self.span(group)
        return None if start < 0 else self.string[start:end]

    def group(self, group: int | str = 0) -> str | Any:
        return self[group]

    def groups(self) -> tuple[str | Any, ...]:
        return tuple(self[number] for number in range(1, len(self._spans)))

    def groupdict(self) -> dict[str, str | Any]:
        return {name: self[name] for name in self._names}

    def expand(self, template: str) -> str:
        """The template with groups in the places of \\1 and \\g<name>, and other characters behind \\ as they are."""

        def put(found: re.Match[str]) -> str:
            name, number, other = found.groups()
            if other is not None:
                return "\n" if other == "n" else str(other)
            return self[int(number or name) if number or name.isdigit() else name] or ""

        return _GROUP.sub(put, template)


class UserPattern:
    """A pattern in the notation of `linter.prose.pattern`, run by RE2; `^` and `$` stand at the ends of lines.

    It finds what `re` would find, but that behind nothing it looks on from the next character, and that `\\d` and `\\s` are
    ASCII only. `size` is what it costs: RE2 looks at so many states for each byte at the worst.

    Raises re2.error for what RE2 does not know.
    """

    __slots__ = ("_names", "_regexp", "groups", "pattern", "size")

    def __init__(self, pattern: str) -> None:
        import re2

        options = re2.Options()
        options.log_errors = False
        self._regexp = re2.compile(f"(?m){SIGN.sub(_with_letters, expand(pattern))}".encode(), options)
        self.groups: int = self._regexp.groups
        self._names = {name.decode(): number for name, number in self._regexp.groupindex.items()}
        self.pattern = pattern
        self.size: int = self._regexp.programsize

    def __reduce__(self) -> tuple[type[UserPattern], tuple[str]]:
        return UserPattern, (self.pattern,)

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> UserMatch | None:
        return self._find(self._regexp.search, string, pos, endpos)

    def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> UserMatch | None:
        return self._find(self._regexp.match, string, pos, endpos)

    def fullmatch(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> UserMatch | None:
        return self._find(self._regexp.fullmatch, string, pos, endpos)

    def _find(self, find: Callable[..., Any], string: str, pos: int, endpos: int) -> UserMatch | None:
        pos = min(max(pos, 0), len(string))
        if pos > endpos:
            return None
        base, words = 0, string
        if endpos < len(string):
            # for RE2 the end of what is looked at is no end of the text; the character in front tells where a line begins
            base = max(pos - 1, 0)
            words = string[base:endpos]
        encoded = _encoded(words)
        found = find(encoded.content, encoded.offset(pos - base))
        if found is None:
            return None
        spans = [found.span(number) for number in range(self.groups + 1)]
        return UserMatch(spans, self._names, encoded, string, base)

    def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[UserMatch]:
        found = self.search(string, pos, endpos)
        while found is not None:
            yield found
            start, end = found.span()
            found = self.search(string, end + (start == end), endpos) if end + (start == end) <= len(string) else None

    def sub(self, repl: str, string: str, count: int = 0) -> str:
        return replaced(self.finditer(string), repl, string, count)

    def split(self, string: str, maxsplit: int = 0) -> list[str | Any]:
        return divided(self.finditer(string), string, maxsplit)


def _with_letters(found: re.Match[str]) -> str:
    """`\\w` and `\\W` with the letters of all languages, `\\w` in a set too."""
    sign = found[0]
    return _ESCAPE.sub(lambda each: _LETTERS if each[0] == r"\w" else each[0], sign) if sign[0] == "[" else _WORD.get(sign, sign)
