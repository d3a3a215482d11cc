"""Patterns that `re` need not compile: what it makes of those of the program is shipped for several versions of Python.

Compiling them takes longer than reading, parsing and checking a report (docs/design.md). A pattern is known by its source
and its flags, so what is shipped cannot be out of date: one that was edited is not found and compiled as ever.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from linter.resources import read_bytes

# source, flags asked for, flags that it has, number of groups, their names with their numbers, code
Made = tuple[str, int, int, int, dict[str, int], list[int]]


def hand_over() -> None:
    """Give `re` the patterns, as if it had compiled them before."""
    # a Python that keeps its patterns otherwise, or does not take these, compiles them as it always does
    with contextlib.suppress(AttributeError, TypeError, ValueError, OverflowError, RuntimeError):
        for made in shipped_patterns():
            re._cache[str, made[0], made[1]] = pattern_of(made)  # type: ignore[attr-defined]


def pattern_of(made: Made) -> re.Pattern[str]:
    """The pattern; `re` refuses code that it could not run."""
    import _sre  # type: ignore[import-not-found]

    source, _, flags, groups, names, code = made
    ordered: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        ordered[number] = name
    pattern: re.Pattern[str] = _sre.compile(source, flags, code, groups, names, tuple(ordered))
    return pattern


def shipped_patterns() -> Iterator[Made]:
    """The patterns that were made for this Python."""
    import json

    try:
        made = json.loads(read_bytes("rules", "compiled", file_name()))
    except (FileNotFoundError, ValueError):
        return
    if made["for"] != this_python():
        return
    codes = codes_of(made)
    place = 0
    for *pattern, length in made["patterns"]:
        yield *pattern, codes[place : place + length]
        place += length


def codes_of(made: Mapping[str, Any]) -> list[int]:
    """The codes of all patterns of a file, one behind the other."""
    import zlib

    return memoryview(zlib.decompress(bytes.fromhex(made["codes"]))).cast("I").tolist()


def file_name() -> str:
    """The file for this version of Python."""
    return f"patterns-{sys.implementation.cache_tag}.json"


def this_python() -> list[Any]:
    """What codes depend on: how they are numbered, how large they are, and in which order their bytes stand."""
    import _sre

    return [_sre.MAGIC, _sre.CODESIZE, sys.byteorder]
