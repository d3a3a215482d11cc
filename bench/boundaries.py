"""Runs a command line of nianbao and writes down how long each part of the work took.

Every moment between the first line of the program and its end belongs to one part: that of the innermost of the functions
below that is at work, or that of the innermost import. Only what Python does before and after is left, which the process
that started this one knows.
"""

from __future__ import annotations

import importlib._bootstrap as bootstrap
import os
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

# by module: functions and methods, and the part of the work that they are
PARTS = {
    "linter.patterns": {"hand_over": "patterns"},
    "re._compiler": {"compile": "patterns"},
    "linter.resources": {"read_toml": "rules, norm and words"},
    "linter.profile.load": {
        "shipped_rules": "rules, norm and words",
        "shipped_norm": "rules, norm and words",
        "base_profile": "rules, norm and words",
    },
    "linter.words": {"catalog": "rules, norm and words"},
    "linter.cli": {"build_parser": "command line", "Parser.parse_args": "command line"},
    "linter.discover": {"find_files": "reading the file"},
    "linter.read": {"load": "reading the file", "read_bytes": "reading the file"},
    "linter.parse.build": {"build_report": "parsing"},
    "linter.table.zone": {"find_zones": "tables"},
    "linter.table.read": {"read_table": "tables"},
    "linter.engine": {"check_report": "rules on the report"},
    "linter.tell": {"tell": "output"},
    "linter.cli.sinks": {"Sinks.__init__": "output", "Sinks.send": "output", "Sinks.finish": "output"},
}
IMPORTS, REST, MEASURING = "imports", "the rest", "measuring"


class Account:
    """How long each part took; time goes to the part that began last and has not ended."""

    def __init__(self, begun: float) -> None:
        self.spent = {MEASURING: 0.0}
        self._open = [MEASURING]
        self._since = begun

    def enter(self, part: str) -> None:
        """A part begins."""
        self._charge()
        self._open.append(part)

    def leave(self) -> None:
        """The part that began last ends."""
        self._charge()
        self._open.pop()

    def _charge(self) -> None:
        now = perf_counter()
        self.spent[self._open[-1]] = self.spent.get(self._open[-1], 0.0) + now - self._since
        self._since = now


def bounded(account: Account, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, whose time goes to a part."""

    def inside(*arguments: Any, **named: Any) -> Any:
        account.enter(part)
        try:
            return work(*arguments, **named)
        finally:
            account.leave()

    return inside


def put_bounds(account: Account, name: str) -> None:
    """Let the time of a module's functions go to their parts."""
    for path, part in PARTS.get(name, {}).items():
        *owners, last = path.split(".")
        owner = getattr(sys.modules[name], owners[0]) if owners else sys.modules[name]
        setattr(owner, last, bounded(account, part, getattr(owner, last)))


def watch_imports(account: Account) -> None:
    """Let the time of imports go to them, and put bounds to the functions of each module before anybody takes them."""
    find_and_load: Callable[..., Any] = bootstrap._find_and_load  # type: ignore[attr-defined]

    def inside(name: str, *others: Any) -> Any:
        new = name not in sys.modules
        account.enter(IMPORTS)
        try:
            module = find_and_load(name, *others)
        finally:
            account.leave()
        if new:
            put_bounds(account, name)
        return module

    for name in PARTS:
        if name in sys.modules:
            put_bounds(account, name)

    bootstrap._find_and_load = inside  # type: ignore[attr-defined]


def main(begun: float) -> int:
    """Run `sys.argv[2:]`, write parts and seconds to the file `sys.argv[1]`, and at last the time at which that was done."""
    place = sys.argv.pop(1)
    account = Account(begun)
    watch_imports(account)
    account.enter(REST)
    from linter.cli import main as run

    code = run()
    account.leave()
    lines = [f"{part}\t{seconds}\n" for part, seconds in account.spent.items()]
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(file, "".join([*lines, f"ended\t{perf_counter()}\n"]).encode())
    return code
