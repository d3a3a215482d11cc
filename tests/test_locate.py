"""Every key and every value that the parser gives has its place, and no text whatever raises or takes its length squared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.profile.locate import Path as Keys
from linter.profile.locate import Places, Spot, locate

EVEN = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
ROOT = Path(__file__).parents[1]
SHIPPED = [*sorted(ROOT.glob("rules/*.toml")), *sorted(ROOT.glob("rules/locale/*.toml")), ROOT / "pyproject.toml"]

# a text, and of every path of it where the key and where the value stands
Numbers = tuple[int, int, int]
EXAMPLES: dict[str, tuple[str, dict[Keys, tuple[Numbers, Numbers]]]] = {
    "nothing": ("", {}),
    "comments alone": ('# a = 1\n  # [b]\n#"""', {}),
    "bare key": ("a = 1", {("a",): ((1, 1, 1), (1, 5, 1))}),
    "no blanks": ("a-b_1=true#c", {("a-b_1",): ((1, 1, 5), (1, 7, 4))}),
    "tabs": ("\ta\t=\t1\t# b", {("a",): ((1, 2, 1), (1, 6, 1))}),
    "quoted keys": (
        '"表 格" = 1\n\'a"\\b\' = 2\n"" = 3\n',
        {("表 格",): ((1, 1, 5), (1, 9, 1)), ('a"\\b',): ((2, 1, 6), (2, 10, 1)), ("",): ((3, 1, 2), (3, 6, 1))},
    ),
    "escapes in keys": (
        r'"\u8868" = 1' "\n" r'"\U0002000B\"\\\t" = 2' "\n" r'"\x4b\e" = 3',
        {
            ("表",): ((1, 1, 8), (1, 12, 1)),
            ('𠀋"\\\t',): ((2, 1, 18), (2, 22, 1)),
            ("K\x1b",): ((3, 1, 8), (3, 12, 1)),
        },
    ),
    "dotted keys": (
        "message.broken = 'x'\nmessage . \"a.b\" . 'c' = 1\n3.14 = 2",
        {
            ("message",): ((1, 1, 7), (1, 1, 7)),
            ("message", "broken"): ((1, 9, 6), (1, 18, 3)),
            ("message", "a.b"): ((2, 11, 5), (2, 11, 5)),
            ("message", "a.b", "c"): ((2, 19, 3), (2, 25, 1)),
            ("3",): ((3, 1, 1), (3, 1, 1)),
            ("3", "14"): ((3, 3, 2), (3, 8, 1)),
        },
    ),
    "strings": (
        r'a = "b \" # = \\"  # c' "\n" r"d = 'e \'" "\n" "f = \"\" # g\nh = ''",
        {
            ("a",): ((1, 1, 1), (1, 5, 13)),
            ("d",): ((2, 1, 1), (2, 5, 5)),
            ("f",): ((3, 1, 1), (3, 5, 2)),
            ("h",): ((4, 1, 1), (4, 5, 2)),
        },
    ),
    "strings of several lines": (
        "a = \"\"\"\nb = 1\n\"\"\"\nc = '''d  \n[e]''' # f\ng = 1",
        {("a",): ((1, 1, 1), (1, 5, 3)), ("c",): ((4, 1, 1), (4, 5, 6)), ("g",): ((6, 1, 1), (6, 5, 1))},
    ),
    "quotes before the closing ones": (
        'a = """"b"" c"""""\nd = \'\'\'\'e\'\' f\'\'\'\'\'\ng = """"""\nh = """\\"""\\\\"""\ni = 1',
        {
            ("a",): ((1, 1, 1), (1, 5, 14)),
            ("d",): ((2, 1, 1), (2, 5, 14)),
            ("g",): ((3, 1, 1), (3, 5, 6)),
            ("h",): ((4, 1, 1), (4, 5, 12)),
            ("i",): ((5, 1, 1), (5, 5, 1)),
        },
    ),
    "numbers and dates": (
        "a = 1979-05-27 07:32:00.5-07:00 # b\nc = [1979-05-27, 07:32:00, +1_0.5e-3, -inf]\nd = 1979-05-27 # e",
        {
            ("a",): ((1, 1, 1), (1, 5, 27)),
            ("c",): ((2, 1, 1), (2, 5, 39)),
            ("c", 0): ((2, 6, 10), (2, 6, 10)),
            ("c", 1): ((2, 18, 8), (2, 18, 8)),
            ("c", 2): ((2, 28, 9), (2, 28, 9)),
            ("c", 3): ((2, 39, 4), (2, 39, 4)),
            ("d",): ((3, 1, 1), (3, 5, 10)),
        },
    ),
    "array of several lines": (
        'a = [ # ]\n  "b", # c\n  [], [ 1,\n 2 ] ,\n]\nd = []',
        {
            ("a",): ((1, 1, 1), (1, 5, 1)),
            ("a", 0): ((2, 3, 3), (2, 3, 3)),
            ("a", 1): ((3, 3, 2), (3, 3, 2)),
            ("a", 2): ((3, 7, 4), (3, 7, 4)),
            ("a", 2, 0): ((3, 9, 1), (3, 9, 1)),
            ("a", 2, 1): ((4, 2, 1), (4, 2, 1)),
            ("d",): ((6, 1, 1), (6, 5, 2)),
        },
    ),
    "inline tables": (
        "a = {b = 1, c.d = {}, 'e' = [{f = 2}]}",
        {
            ("a",): ((1, 1, 1), (1, 5, 34)),
            ("a", "b"): ((1, 6, 1), (1, 10, 1)),
            ("a", "c"): ((1, 13, 1), (1, 13, 1)),
            ("a", "c", "d"): ((1, 15, 1), (1, 19, 2)),
            ("a", "e"): ((1, 23, 3), (1, 29, 9)),
            ("a", "e", 0): ((1, 30, 7), (1, 30, 7)),
            ("a", "e", 0, "f"): ((1, 31, 1), (1, 35, 1)),
        },
    ),
    "inline table of several lines": (
        'a = { b = """c\nd""", e = "}" }\ng = 1',
        {
            ("a",): ((1, 1, 1), (1, 5, 10)),
            ("a", "b"): ((1, 7, 1), (1, 11, 4)),
            ("a", "e"): ((2, 7, 1), (2, 11, 3)),
            ("g",): ((3, 1, 1), (3, 5, 1)),
        },
    ),
    "inline table as TOML 1.1 has it": (
        "a = { # b\n  c = 1, # d\n  e = 2,\n}\nf = 3",
        {
            ("a",): ((1, 1, 1), (1, 5, 1)),
            ("a", "c"): ((2, 3, 1), (2, 7, 1)),
            ("a", "e"): ((3, 3, 1), (3, 7, 1)),
            ("f",): ((5, 1, 1), (5, 5, 1)),
        },
    ),
    "headers": (
        "[a] # b\nc = 1\n  [ 'd' . \"e\" ]\nc = 2\n[d]\nf = 3",
        {
            ("a",): ((1, 2, 1), (1, 2, 1)),
            ("a", "c"): ((2, 1, 1), (2, 5, 1)),
            ("d",): ((3, 5, 3), (3, 5, 3)),
            ("d", "e"): ((3, 11, 3), (3, 11, 3)),
            ("d", "e", "c"): ((4, 1, 1), (4, 5, 1)),
            ("d", "f"): ((6, 1, 1), (6, 5, 1)),
        },
    ),
    "arrays of tables": (
        '[[rule]]\ncode = "A"\n[rule.message]\nx = 1\n[[override]]\n[[ rule ]]\n[[rule.pass]]\nn = 2\n[[rule.pass]]\nn = 3\n'
        "[rule.pass.deep]\n[rule.message]\nx = 4",
        {
            ("rule",): ((1, 3, 4), (1, 3, 4)),
            ("rule", 0): ((1, 3, 4), (1, 3, 4)),
            ("rule", 0, "code"): ((2, 1, 4), (2, 8, 3)),
            ("rule", 0, "message"): ((3, 7, 7), (3, 7, 7)),
            ("rule", 0, "message", "x"): ((4, 1, 1), (4, 5, 1)),
            ("override",): ((5, 3, 8), (5, 3, 8)),
            ("override", 0): ((5, 3, 8), (5, 3, 8)),
            ("rule", 1): ((6, 4, 4), (6, 4, 4)),
            ("rule", 1, "pass"): ((7, 8, 4), (7, 8, 4)),
            ("rule", 1, "pass", 0): ((7, 8, 4), (7, 8, 4)),
            ("rule", 1, "pass", 0, "n"): ((8, 1, 1), (8, 5, 1)),
            ("rule", 1, "pass", 1): ((9, 8, 4), (9, 8, 4)),
            ("rule", 1, "pass", 1, "n"): ((10, 1, 1), (10, 5, 1)),
            ("rule", 1, "pass", 1, "deep"): ((11, 12, 4), (11, 12, 4)),
            ("rule", 1, "message"): ((12, 7, 7), (12, 7, 7)),
            ("rule", 1, "message", "x"): ((13, 1, 1), (13, 5, 1)),
        },
    ),
    "other line ends are none": (
        'a = "\u2028\x85" # \x0b\nb = 1\r\nc = [\r\n"""d\r\ne""", 2]\r\n',
        {
            ("a",): ((1, 1, 1), (1, 5, 4)),
            ("b",): ((2, 1, 1), (2, 5, 1)),
            ("c",): ((3, 1, 1), (3, 5, 1)),
            ("c", 0): ((4, 1, 4), (4, 1, 4)),
            ("c", 1): ((5, 7, 1), (5, 7, 1)),
        },
    ),
}
# what the parser refuses in some of its versions
_NEWER = {"escapes in keys", "inline table as TOML 1.1 has it", "other line ends are none"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_construct(name: str) -> None:
    text, expected = EXAMPLES[name]
    places = locate(text)
    assert {path: (spot, places.values[path]) for path, spot in places.keys.items()} == expected
    assert places.keys.keys() == places.values.keys()
    if name not in _NEWER:
        every_path_is_located(text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_line_ends_change_nothing(name: str) -> None:
    text = EXAMPLES[name][0]
    assert locate(text.replace("\r\n", "\n").replace("\n", "\r\n")) == locate(text)


def test_what_is_not_there_has_the_place_of_what_is_above_it() -> None:
    places = locate("a = 1\n[[rule]]\nfiles = ['b', 'c']\nwhy.now = {d = 1}")
    assert places.key(("rule", 0, "files", 1)) == places.value(("rule", 0, "files", 1)) == Spot(3, 15, 3)
    assert places.key(("rule", 0, "files", 2)) == places.value(("rule", 0, "files", 2)) == Spot(3, 1, 5)
    assert places.key(("rule", 0, "why", "now", "d", "e")) == Spot(4, 12, 1)
    assert places.value(("rule", 0, "why", "now")) == Spot(4, 11, 7)
    assert places.key(("rule", 0, "code")) == places.value(("rule", 0, "code")) == Spot(2, 3, 4)
    assert places.key(("rule", 1)) == places.value(("rule", 1, "code")) == Spot(2, 3, 4)
    for path in ((), ("b",), (0,), ("b", 0, "c")):
        assert places.key(path) == places.value(path) == Spot(1, 1, 1)
    assert locate("a =").value(("a",)) == Spot(1, 1, 1)
    assert locate("\nabc =").value(("abc", 0)) == Spot(2, 1, 3)


def test_what_is_never_closed_has_its_place() -> None:
    places = locate("a = [1, # b\n {c = 'd\n\n")
    assert places.value(("a",)) == Spot(1, 5, 3)
    assert places.value(("a", 1)) == Spot(2, 2, 7)
    assert places.value(("a", 1, "c")) == Spot(2, 7, 2)


def test_what_is_nested_too_deep_has_its_parents_place() -> None:
    places = locate("a = " + "[" * 300 + "1" + "]" * 300 + "\nb = 2")
    assert places.value(("a", *[0] * 20)) == Spot(1, 25, 561)
    assert places.value(("a", *[0] * 300)) == places.value(("a", *[0] * 99)) == Spot(1, 104, 403)
    assert places.key(("b",)) == Spot(2, 1, 1)
    text = ".".join("a" * 150) + " = 1\n[" + ".".join("b" * 150) + "]\nc = 1"
    places = locate(text)
    assert places.value(("a",) * 150) == places.key(("a",) * 100) == Spot(1, 199, 1)
    assert places.value((*["b"] * 150, "c")) == places.key(("b",) * 100) == Spot(2, 200, 1)


# Every path of what the parser gives


def paths(value: Any, path: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """All paths below a value, each with what stands there."""
    for part, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, part), below
        yield from paths(below, (*path, part))


def shown(lines: list[str], spot: Spot) -> str:
    """What is underlined."""
    words = lines[spot.line - 1][spot.column - 1 :][: spot.length]
    assert len(words) == spot.length > 0
    return words


def is_key(words: str, name: str | int) -> bool:
    """Whether this is a key, bare or quoted."""
    try:
        return tomli.loads(f"{words} = 0") == {name: 0}
    except tomli.TOMLDecodeError:
        return False


def every_path_is_located(text: str) -> Places:
    """Nothing that the parser finds is without its place, nothing else has one, and the right words stand there."""
    places, lines = locate(text), text.split("\n")
    found = dict(paths(tomli.loads(text)))
    assert places.keys.keys() == places.values.keys() == found.keys()
    for path, value in found.items():
        key, words = shown(lines, places.keys[path]), shown(lines, places.values[path])
        if isinstance(path[-1], str):
            assert is_key(key, path[-1]), path
        else:
            assert places.keys[path] == places.values[path]
        if isinstance(value, dict):
            assert words[0] == "{" or is_key(words, path[-1]) or is_key(words, path[-2]), path
        elif isinstance(value, list):
            assert words[0] == "[" or (key == words and is_key(words, path[-1])), path
        elif words[:3] in ('"""', "'''"):
            assert isinstance(value, str)
            assert words[-3:] != words[:3] or len(words) < 6 or tomli.loads(f"a = {words}")["a"] == value, path
        else:
            assert repr(tomli.loads(f"a = {words}")["a"]) == repr(value), path
    return places


@pytest.mark.parametrize("path", SHIPPED, ids=[path.name for path in SHIPPED])
def test_shipped_files(path: Path) -> None:
    assert every_path_is_located(path.read_text(encoding="utf-8")).keys


# Documents at random, written at random

_WORDS = st.one_of(
    st.text("ab表年1-_ .=#[]{},'\"\\\n\t\x7f\x00𠮷\u2028", max_size=8),
    st.sampled_from(
        ("message", "rule", "表", "规则", "3", "a.b", "true", "", '"""', "'''", '""\n"', "\n\n''", "# [x]", "a\\\nb")
    ),
)
_SCALARS = st.one_of(
    _WORDS,
    st.integers(-(10**6), 10**6),
    st.booleans(),
    st.floats(width=32),
    st.dates(date(1000, 1, 1)),
    st.times(),
    st.datetimes(datetime(1000, 1, 1), timezones=st.sampled_from((None, UTC, timezone(timedelta(hours=8))))),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(st.dictionaries(_WORDS, inner, max_size=3), min_size=1, max_size=3),
        st.dictionaries(_WORDS, inner, max_size=4),
    ),
    max_leaves=25,
)
DOCUMENTS = st.dictionaries(_WORDS, _VALUES, max_size=6)


def accepts(text: str) -> bool:
    """Whether the parser takes a text."""
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        return False
    return True


ACCEPTS_NEWER = accepts("a = {b = 1,\n}")


class Writer:
    """Writes a document in one of the many ways that it can be written, and keeps where it has put what."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.line_ends = self.random.choice((["\n"], ["\r\n"], ["\n", "\r\n"]))
        self.text = ""
        self.keys: dict[Keys, tuple[int, int]] = {}
        self.values: dict[Keys, tuple[int, int]] = {}

    def document(self, data: dict[str, Any]) -> Writer:
        self.noise()
        self.table(data, (), ())
        self.text = self.text.removesuffix("\n").removesuffix("\r") if self.chance(0.3) else self.text
        return self

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def put(self, words: str) -> tuple[int, int]:
        """Writes words; from where to where."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def blank(self) -> None:
        self.put(self.random.choice(("", "", " ", " ", "  ", "\t")))

    def line_end(self) -> None:
        self.blank()
        if self.chance(0.2):
            self.put(self.random.choice(("#", "# 注释", '# """', "#'''", "# a = [1, {", "# ]}", "#\t\\")))
        self.put(self.random.choice(self.line_ends))

    def noise(self) -> None:
        while self.chance(0.3):
            self.line_end()
        self.blank()

    def gap(self, newlines: bool) -> None:
        """What may stand between the items of an array."""
        self.blank()
        while newlines and self.chance(0.4):
            self.line_end()
            self.blank()

    def note(self, path: Keys, key: tuple[int, int], value: tuple[int, int] | None = None) -> None:
        self.keys.setdefault(path, key)
        self.values.setdefault(path, value or key)

    def name(self, words: str) -> tuple[int, int]:
        bare = words != "" and all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in words)
        ways = [self.basic(words)]
        if literal(words):
            ways.append(f"'{words}'")
        return self.put(words if bare and self.chance(0.8) else self.random.choice(ways))

    def names(self, parts: list[tuple[str, Keys]]) -> tuple[int, int]:
        """A dotted key: all parts but the last are noted here, where each has its path."""
        for number, (part, path) in enumerate(parts):
            if number:
                self.blank()
                self.put(".")
                self.blank()
            place = self.name(part)
            if number < len(parts) - 1:
                self.note(path, place)
        return place

    def table(self, data: dict[str, Any], path: Keys, above: tuple[tuple[str, Keys], ...], header: str = "") -> None:
        """A table, its header and its pairs in front of the tables with headers, or behind them if that may be."""
        later = [key for key, value in data.items() if tables(value) and self.chance(0.6)]
        pairs = {key: value for key, value in data.items() if key not in later}
        implicit = header == "[" and later and not pairs and self.chance(0.5)
        behind = header == "[" and self.chance(0.3)
        if not behind and not implicit:
            self.body(pairs, path, above, header)
        for key in later:
            below = data[key]
            if isinstance(below, dict):
                self.table(below, (*path, key), (*above, (key, (*path, key))), "[")
            else:
                for index, each in enumerate(below):
                    self.table(each, (*path, key, index), (*above, (key, (*path, key))), "[[")
        if behind and not implicit:
            self.body(pairs, path, above, header)

    def body(self, pairs: dict[str, Any], path: Keys, above: tuple[tuple[str, Keys], ...], header: str) -> None:
        if header:
            self.put(header)
            self.blank()
            place = self.names(list(above))
            self.blank()
            self.put("]" * len(header))
            self.line_end()
            self.note(above[-1][1], place)
            self.note(path, place)
        for words, value in pairs.items():
            for parts, below, inner in self.dotted(words, value, path):
                self.noise()
                self.pair(parts, below, inner)
                self.line_end()
        self.noise()

    def dotted(self, words: str, value: Any, path: Keys) -> Iterator[tuple[list[tuple[str, Keys]], Any, Keys]]:
        """A value under its key, or each of its own under a dotted one."""
        path = (*path, words)
        if isinstance(value, dict) and value and self.chance(0.4):
            for key, below in value.items():
                for parts, inner, place in self.dotted(key, below, path):
                    yield [(words, path), *parts], inner, place
        else:
            yield [(words, path)], value, path

    def pair(self, parts: list[tuple[str, Keys]], value: Any, path: Keys) -> None:
        key = self.names(parts)
        self.blank()
        self.put("=")
        self.blank()
        self.note(path, key, self.value(value, path))

    def value(self, value: Any, path: Keys) -> tuple[int, int]:
        if not isinstance(value, list | dict):
            return self.put(self.scalar(value))
        array = isinstance(value, list)
        newlines = self.chance(0.5) and (array or ACCEPTS_NEWER)
        start, _ = self.put("[" if array else "{")
        entries = [*enumerate(value)] if array else [each for key in value for each in self.dotted(key, value[key], path)]
        for number, entry in enumerate(entries, 1):
            self.gap(newlines)
            if array:
                place = self.value(entry[1], (*path, entry[0]))
                self.note((*path, entry[0]), place)
            else:
                self.pair(*entry)
            self.gap(newlines)
            if number < len(entries) or (newlines and self.chance(0.3)):
                self.put(",")
        self.gap(newlines)
        return start, self.put("]" if array else "}")[1]

    def scalar(self, value: Any) -> str:
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, datetime):
            return value.isoformat(sep=self.random.choice("T "))
        if isinstance(value, int):
            return self.random.choice((str(value), f"{value:_}", hex(value) if value >= 0 else str(value)))
        return value.isoformat() if isinstance(value, date | time) else repr(value)

    def string(self, words: str) -> str:
        ways = [self.basic(words), self.basic_lines(words)]
        if literal(words):
            ways += [f"'{words}'", f"'''{words}'''"]
        elif literal(words.replace("\n", "").replace("'", "")) and "'''" not in words:
            ways += [f"'''\n{words}'''"] * 2
        return self.random.choice(ways)

    def basic(self, words: str) -> str:
        return '"' + "".join(self.letter(letter) for letter in words) + '"'

    def basic_lines(self, words: str) -> str:
        written = self.random.choice(self.line_ends) if words.startswith("\n") or self.chance(0.3) else ""
        quotes = 0
        for letter in words:
            quotes = quotes + 1 if letter == '"' else 0
            if (letter == '"' and quotes % 3) or letter == "\n":
                written += letter
            else:
                written += self.letter(letter)
            if self.chance(0.05):
                # this takes blanks out of what follows; what counts is what the parser reads
                written += "\\" + self.random.choice(self.line_ends) + "  "
        return f'"""{written}"""'

    def letter(self, letter: str) -> str:
        if letter in '"\\':
            return "\\" + letter
        if letter in "\n\t" and self.chance(0.7):
            return {"\n": "\\n", "\t": "\\t"}[letter]
        if (letter < " " and letter != "\t") or letter == "\x7f" or self.chance(0.1):
            return f"\\u{ord(letter):04X}" if ord(letter) <= 0xFFFF and self.chance(0.5) else f"\\U{ord(letter):08X}"
        return letter


def literal(words: str) -> bool:
    """Whether a string may stand between simple quotes."""
    return not any(letter in "'\x7f" or (letter < " " and letter != "\t") for letter in words)


def tables(value: Any) -> bool:
    """Whether a value may have a header, or several."""
    return isinstance(value, dict) or (isinstance(value, list) and value != [] and all(isinstance(each, dict) for each in value))


@settings(EVEN, max_examples=250)
@given(DOCUMENTS, st.integers(0, 2**32))
def test_documents_at_random(data: dict[str, Any], seed: int) -> None:
    written = Writer(seed).document(data)
    text = written.text
    assert len([*paths(tomli.loads(text))]) == len([*paths(data)])
    places = every_path_is_located(text)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for path, (start, end) in written.keys.items():
        spot = places.keys[path]
        if isinstance(path[-1], str):
            assert (starts[spot.line - 1] + spot.column - 1, spot.length) == (start, end - start), path
    for path, (start, end) in written.values.items():
        spot = places.values[path]
        assert starts[spot.line - 1] + spot.column - 1 == start, path
        value, newline, _ = text[start:end].partition("\n")
        if not newline or value[:1] in "\"'":
            assert spot.length == len(value.removesuffix("\r")), path
        else:
            # of an array or inline table of several lines, what is behind its last item on the first line is not underlined
            rest = value[spot.length :].strip()
            assert rest == "" or rest.startswith("#"), path


# Texts that are no TOML

_PIECES = (
    '"', "'", '"""', "'''", "\\", "\\u", '"\\U00110000" = ', "[", "]", "[[", "]]", "{", "}", ",", ".", "=", "#", "\n", "\r",
    "\r\n", " ", "\t", "\ufeff", "\x00", "\ud800", "a", "a = ", "a.b = ", "[a]\n", "[[a]]\n", "a = [", "a = {",
    "1979-05-27 07:", "表",
)  # fmt: skip


def is_bearable(text: str) -> None:
    """Nothing is raised, and what is found lies inside the text."""
    places, lines = locate(text), text.split("\n")
    for spot in (*places.keys.values(), *places.values.values()):
        assert shown(lines, spot)
    assert places.values.keys() <= places.keys.keys()


@settings(EVEN, max_examples=800)
@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=40).map("".join))
def test_pieces(text: str) -> None:
    is_bearable(text)


@settings(EVEN, max_examples=200)
@given(st.sampled_from(SHIPPED), st.integers(0, 2**32))
def test_damaged_files(path: Path, seed: int) -> None:
    random = Random(seed)
    text = path.read_text(encoding="utf-8")
    start = random.randrange(len(text))
    text = text[start : start + random.randrange(3000)]
    for _ in range(random.randrange(1, 8)):
        place = random.randrange(len(text) + 1)
        text = text[:place] + random.choice(("", *_PIECES)) + text[place + random.choice((0, 0, 1, 3, 50)) :]
    is_bearable(text)


@settings(EVEN, max_examples=120)
@given(DOCUMENTS, st.integers(0, 2**32))
def test_damaged_documents(data: dict[str, Any], seed: int) -> None:
    text = Writer(seed).document(data).text
    random = Random(seed)
    is_bearable(text[: random.randrange(len(text) + 1)])
    place = random.randrange(len(text) + 1)
    is_bearable(text[:place] + random.choice(_PIECES) + text[place + random.randrange(3) :])


_REPEATED = (
    '"', "'", '"""', "'''x", '"\\', '"""\\"', "'''\n", "[", "[[", "[[a", "[a.", "{", "a={", "a=[", "[{", "[],", "]", "a.",
    "a.b.c=1\n", "a =", "a\n", "=", "#", "#\n", "\n", "\r", "\r\n", "   ", "[[a]]\n", "[[a.b]]\n", "[a]\n", "a=[\n", "a={b=[",
    "\\", "1 ", ".", "表",
)  # fmt: skip


@pytest.mark.parametrize("piece", _REPEATED)
def test_no_text_takes_its_length_squared(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    for each in (text, "a = " + text, "a = [" + text, text[::-1]):
        start = perf_counter()
        locate(each)
        assert perf_counter() - start < 2


def best(work: Callable[[], object]) -> float:
    """The least time of five."""
    times = []
    for _ in range(5):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def test_ten_thousand_lines() -> None:
    rule = '[[rule]]\ncode = "Z001"  # 规则\nfiles = ["甲/*.docx", "乙/*.docx"]\nmessage.broken = "第{row}行有误"\n\n'
    # ten times what it takes, for machines that do other work besides
    assert best(lambda: locate(rule * 2000)) < 0.5
