"""Where the keys and values of a TOML text stand: the parser gives values alone, and messages need their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from linter.named_tuple import NamedTuple

Path = tuple[str | int, ...]

# What is nested deeper has the place of what it is in, so that no text has paths as long as itself.
_DEEPEST = 100

# Every string also ends where its line or the text does, so that no damaged text is read twice.
_BASIC = r'"(?:[^"\\\n]++|\\[^\n])*+"?'
_LITERAL = r"'[^'\n]*+'?"
_PART = re.compile(rf"[ \t]*+({_BASIC}|{_LITERAL}|[^ \t\r\n.=\[\]{{}},#\"']++)([ \t]*+\.)?")
_EQUALS = re.compile(r"[ \t]*+=[ \t]*+")
_PLAIN = r"[^ \t\r\n,\]}#]"
_SCALAR = re.compile(
    # up to two quotes may stand before the three that close
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{0,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{0,5}"
    rf"|{_BASIC}|{_LITERAL}|\d{{4}}-\d\d-\d\d \d\d:{_PLAIN}*+|{_PLAIN}++"
)
_BETWEEN = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)++")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class Spot(NamedTuple):
    """Where a key or a value is written: line and column from 1, in code points, and its length on that line."""

    line: int
    column: int
    length: int


class Places(NamedTuple):
    """The spots of all keys and of all values by their paths: `("rule", 0, "message", "broken")`.

    The items of an array and the tables of a `[[rule]]` are counted from 0. The key of an item is the item itself, that
    of a table in a header its name there. The value of a table without braces is its key.
    """

    keys: Mapping[Path, Spot]
    values: Mapping[Path, Spot]

    def key(self, path: Path) -> Spot:
        """Where the key is written, or else the nearest known key above it, or else the beginning of the text."""
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path, Spot(1, 1, 1))

    def value(self, path: Path) -> Spot:
        """Where the value begins, of a value of several lines its part on the first; or else where the key is written."""
        return self.values.get(path) or self.key(path)


def locate(text: str) -> Places:
    """The places of all keys and values of a TOML text that the parser has accepted.

    Of any other text some are found, and nothing is raised. A key that is named several times has its first place.
    """
    return _Scanner(text).scan()


class _Open(NamedTuple):
    """An array or inline table that has not been closed, with the numbers for its next items if it is an array."""

    path: Path
    numbers: Iterator[int] | None
    start: int
    spot: Spot


class _Scanner:
    """Goes through a text once, from statement to statement, without calling itself for what is nested."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position, self.line, self.line_start = 0, 1, 0
        self.line_ends: dict[int, int] = {}
        self.keys: dict[Path, Spot] = {}
        self.values: dict[Path, Spot] = {}
        self.table: Path = ()
        self.tables: dict[Path, int] = {}
        self.open: list[_Open] = []

    def scan(self) -> Places:
        while self.position < len(self.text):
            if between := _BETWEEN.match(self.text, self.position):
                self._move(between.end(), self.position)
                continue
            mark = self.text[self.position]
            inside = self.open[-1] if self.open else None
            if mark in ",]}":
                self.position += 1
                if mark != "," and inside:
                    self._close()
            elif inside and inside.numbers:
                self._value(_below(inside.path, next(inside.numbers)))
            elif mark == "[" and not inside:
                self._header()
            else:
                self._pair(inside.path if inside else self.table)
        while self.open:
            self._close()
        return Places(self.keys, self.values)

    def _move(self, position: int, line_end: int) -> None:
        """Goes on to a position; the line ends at `line_end`, if it lies on a later one."""
        lines = self.text.count("\n", self.position, position)
        if lines:
            self.line_ends[self.line] = line_end
            self.line += lines
            self.line_start = self.text.rindex("\n", self.position, position) + 1
        self.position = position

    def _header(self) -> None:
        array = self.text.startswith("[[", self.position)
        self.position += 2 if array else 1
        path: Path = ()
        names = self._names()
        for number, (name, spot) in enumerate(names, 1):
            path = _below(path, name)
            self._note(path, spot)
            if array and number == len(names):
                self.tables[path] = self.tables.get(path, 0) + 1
            if path in self.tables:
                path = _below(path, self.tables[path] - 1)
                self._note(path, spot)
        self.table = path

    def _pair(self, path: Path) -> None:
        names = self._names()
        for number, (name, spot) in enumerate(names, 1):
            path = _below(path, name)
            self._note(path, spot, value=number < len(names))
        if not names:
            self.position += 1
        elif equals := _EQUALS.match(self.text, self.position):
            self.position = equals.end()
            self._value(path)

    def _names(self) -> list[tuple[str, Spot]]:
        """The parts of a dotted key."""
        names = []
        while found := _PART.match(self.text, self.position):
            written = found[1]
            names.append((_name(written), Spot(self.line, found.start(1) - self.line_start + 1, len(written))))
            self.position = found.end()
            if not found[2]:
                break
        return names

    def _value(self, path: Path) -> None:
        start = self.position
        spot = Spot(self.line, start - self.line_start + 1, 1)
        if self.text.startswith(("[", "{"), start):
            self.open.append(_Open(path, count() if self.text[start] == "[" else None, start, spot))
            self.position += 1
        elif found := _SCALAR.match(self.text, start):
            length = len(found[0].partition("\n")[0].removesuffix("\r"))
            self._note(path, spot._replace(length=length))
            self._move(found.end(), start + length)

    def _close(self) -> None:
        path, _, start, spot = self.open.pop()
        end = self.position if spot.line == self.line else self.line_ends[spot.line]
        self._note(path, spot._replace(length=end - start))

    def _note(self, path: Path, spot: Spot, *, value: bool = True) -> None:
        """The spot of a key and of a value, of each that has none yet."""
        if len(path) <= _DEEPEST:
            self.keys.setdefault(path, spot)
            if value:
                self.values.setdefault(path, spot)


def _below(path: Path, part: str | int) -> Path:
    return (*path, part) if len(path) <= _DEEPEST else path


def _name(written: str) -> str:
    """The key that is meant by a bare or quoted one."""
    if written[0] == "'":
        return written[1:].removesuffix("'")
    if written[0] == '"':
        return _ESCAPE.sub(_unescaped, written[1:].removesuffix('"'))
    return written


def _unescaped(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    if digits is None:
        return _ESCAPED.get(found[4], found[4])
    return chr(int(digits, 16)) if int(digits, 16) <= 0x10FFFF else found[0]
