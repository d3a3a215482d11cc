"""A TOML file with the places of what is written in it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from linter.profile.locate import Places, Spot, locate
from linter.profile.problem import Problem
from linter.profile.refused import Refused
from linter.words import Phrase, Word

Path = tuple[str | int, ...]

# more than any office will ever write, and not so much that reading it takes long
_LONGEST = 2_000_000


class Source:
    """A file: `path` as people know it, its text and what the text says; `shipped` for those of the program itself."""

    __slots__ = ("_places", "data", "path", "shipped", "text")

    def __init__(self, path: str, text: str, data: Mapping[str, Any], shipped: bool = False) -> None:
        self.path = path
        self.text = text
        self.data = data
        self.shipped = shipped
        self._places: Places | None = None

    @property
    def places(self) -> Places:
        """Where everything in it is written."""
        if self._places is None:
            self._places = locate(self.text)
        return self._places


def read_source(path: str, shipped: bool = False, shown: str = "") -> Source:
    """The file at a path, known to people as `shown`.

    Raises Refused for a file that cannot be read or is no TOML.
    """
    shown = shown or path
    try:
        if os.path.getsize(path) > _LONGEST:
            raise Refused([_whole(shown, Phrase("config_too_long"))])
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        said = Phrase("config_not_opened", {"reason": error.strerror or str(error)})
        raise Refused([_whole(shown, said, Phrase("config_check_path"))]) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        said = Phrase("config_not_utf8", {"line": str(line)})
        raise Refused([Problem(shown, Spot(line, 1, 1), "", said, Phrase("config_save_utf8"))]) from None
    return source_of(text, shown, shipped)


def source_of(text: str, shown: str, shipped: bool = False) -> Source:
    """A text as a source.

    Raises Refused for a text that is no TOML.
    """
    import tomli

    text = text.replace("\r\n", "\n")
    try:
        return Source(shown, text, tomli.loads(text), shipped)
    except tomli.TOMLDecodeError as error:
        raise Refused([_no_toml(shown, text, error)]) from None
    except RecursionError:
        raise Refused([_whole(shown, Phrase("config_too_deep"))]) from None


def _whole(shown: str, said: Word, cure: Word = "") -> Problem:
    return Problem(shown, Spot(1, 1, 1), "", said, cure)


def _no_toml(shown: str, text: str, error: Any) -> Problem:
    """Where the text stops being TOML, and why, as far as people can be told."""
    line, column = error.lineno, error.colno
    key = next((key for begun, key in _REASONS if error.msg.startswith(begun)), "config_syntax")
    lines = text.split("\n")
    before = lines[line - 1][: column - 1]
    if key in ("config_syntax_twice", "config_syntax_table_twice") and (header := _HEADER.match(lines[line - 1])):
        key, column = "config_syntax_table_twice", header.end() + 1
    elif error.msg.startswith("Cannot overwrite"):
        column = len(before) - len(before.lstrip()) + 1
    elif key in ("config_syntax_array", "config_syntax_inline") and not before.strip():
        # where it should have ended, not where something else begins
        line = max((each for each in range(1, line) if lines[each - 1].strip()), default=line)
        column = len(lines[line - 1].rstrip())
    elif key == "config_syntax_backslash" and "\\" in before:
        column = before.rindex("\\") + 1
    elif key == "config_syntax_string" and column == len(lines[line - 1]) + 1:
        column = max(column - 1, 1)
    mark = lines[line - 1][column - 1 : column]
    if mark in _NARROW:
        key = "config_syntax_wide"
    said = Phrase(key, {"reason": error.msg, "mark": mark, "right": _NARROW.get(mark, "")})
    return Problem(shown, Spot(line, column, 1), lines[line - 1], said, Phrase("config_syntax_cure"))


_HEADER = re.compile(r"[ \t]*\[\[?[ \t]*")
# Chinese marks that stand where TOML wants others
_NARROW = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "＝": "=", "：": "=", "，": ",", "、": ",", "；": "#", "＃": "#", "．": ".",
    "。": ".", "【": "[", "】": "]", "［": "[", "］": "]", "〔": "[", "〕": "]", "｛": "{", "｝": "}",
}  # fmt: skip
# what tomli says, by how it begins
_REASONS = (
    ("Cannot overwrite a value", "config_syntax_twice"),
    ("Cannot declare", "config_syntax_table_twice"),
    ("Cannot mutate immutable", "config_syntax_table_twice"),
    ("Cannot redefine", "config_syntax_table_twice"),
    ("Duplicate inline table key", "config_syntax_twice"),
    ("Expected '=' after a key", "config_syntax_equals"),
    ("Invalid initial character for a key part", "config_syntax_key"),
    ("Invalid statement", "config_syntax_key"),
    ("Invalid value", "config_syntax_value"),
    ("Unclosed array", "config_syntax_array"),
    ("Unclosed inline table", "config_syntax_inline"),
    ("Unterminated string", "config_syntax_string"),
    ("Illegal character '\\n'", "config_syntax_string"),
    ("Found invalid character '\\n'", "config_syntax_string"),
    ("Illegal character", "config_syntax_control"),
    ("Found invalid character", "config_syntax_control"),
    ("Unescaped '\\'", "config_syntax_backslash"),
    ("Invalid hex value", "config_syntax_backslash"),
    ("Expected ']", "config_syntax_bracket"),
    ("Invalid date", "config_syntax_date"),
    ("Expected newline or end of document", "config_syntax_rest"),
)
