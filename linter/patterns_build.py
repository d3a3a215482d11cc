"""Codes of the patterns that checks ask for, as `re` makes them: run by `make compiled`.

usage: python -m linter.patterns_build [PYTHON …]

A file is written for the Python that runs this, and one for each further Python, which need not have what the program needs.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from array import array
from collections.abc import Iterable
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Any

from linter.patterns import Made, file_name, this_python
from linter.resources import shipped

# `re` gives its steps no public names
_compiler: Any = import_module("re._compiler")
_parser: Any = import_module("re._parser")
# what the processes that this one starts are to do: tell what is asked for; write the file for their Python
_LISTEN, _WRITE = "--listen", "--write"
# so much of a body's name stands in no pattern of the program
_NAME = 3


class Asked:
    """The patterns that modules of the program compile while it listens, each by its source and flags."""

    def __init__(self) -> None:
        self.patterns: set[tuple[str, int]] = set()
        self._compile = _compiler.compile

    def __enter__(self) -> Asked:
        _compiler.compile = self._heard
        return self

    def __exit__(self, *_: object) -> None:
        _compiler.compile = self._compile

    def _heard(self, source: Any, flags: Any = 0) -> re.Pattern[Any]:
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_globals["__name__"] == "re":
            frame = frame.f_back
        if isinstance(source, str) and frame.f_globals["__name__"].startswith("linter."):
            self.patterns.add((source, int(flags)))
        compiled: re.Pattern[Any] = self._compile(source, flags)
        return compiled


def asked_here() -> set[tuple[str, int]]:
    """What is asked for when the shipped reports and the examples of all rules are checked, without what names a body.

    To be called in a new process: what was compiled before is not asked for again.
    """
    from unittest.mock import patch

    with Asked() as asked:
        from linter.cli import main
        from linter.prose.stems import Stems

        # what the words of an example dismiss may be asked for in a report
        with redirect_stdout(StringIO()), patch.object(Stems, "may_be_in", return_value=True):
            main(["check", "--no-config", os.path.join(shipped("rules"), "examples")])
            names = _check_examples()
    return {each for each in asked.patterns if not any(name in each[0] for name in names)}


def _check_examples() -> set[str]:
    """Check the examples of all rules; how the names of their bodies begin."""
    from linter.engine import check_report
    from linter.profile.load import base_profile
    from linter.profile.sample import report_of

    norm, rules = base_profile().norm, base_profile().rules
    names = set()
    for rule in rules:
        for example in (*rule.passes, *rule.fails):
            report = report_of(example, norm)
            check_report(report, rules)
            if report.body is not None:
                names.add(report.body.name[:_NAME])
    return names


def asked() -> list[tuple[str, int]]:
    """What two processes both ask for: the words of some patterns stand in an order that chance decides."""
    heard = (_started(sys.executable, _LISTEN, seed=seed) for seed in ("1", "2"))
    first, second = ({(source, flags) for source, flags in json.loads(each)} for each in heard)
    return sorted(first & second)


def _started(python: str, task: str, given: str = "", seed: str = "random") -> str:
    """What a process with this module says."""
    return subprocess.run(
        [python, "-m", __spec__.name, task],
        input=given, stdout=subprocess.PIPE, encoding="ascii", check=True, cwd=os.path.dirname(shipped("rules")),
        env={**os.environ, "PYTHONHASHSEED": seed},
    ).stdout  # fmt: skip


def made_of(source: str, flags: int) -> Made:
    """What `re` makes of a pattern."""
    tree = _parser.parse(source, flags)
    code = list(_compiler._code(tree, flags))
    return source, flags, flags | tree.state.flags, tree.state.groups - 1, dict(tree.state.groupdict), code


def build(patterns: Iterable[tuple[str, int]]) -> dict[str, Any]:
    """The file for this Python, as `linter.patterns` reads it."""
    made = [made_of(*each) for each in patterns]
    codes = array("I", [number for *_, code in made for number in code])
    return {
        "for": this_python(),
        "patterns": [(*pattern, len(code)) for *pattern, code in made],
        "codes": zlib.compress(codes.tobytes(), 9).hex(),
    }


def _write(patterns: Iterable[tuple[str, int]]) -> None:
    with open(os.path.join(shipped("rules"), "compiled", file_name()), "w", encoding="utf-8", newline="\n") as file:
        json.dump(build(patterns), file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


def main() -> None:
    """Write the files, or do what the process was started for."""
    if sys.argv[1:] == [_LISTEN]:
        print(json.dumps(sorted(asked_here())))
    elif sys.argv[1:] == [_WRITE]:
        _write(json.load(sys.stdin))
    else:
        patterns = asked()
        _write(patterns)
        for python in sys.argv[1:]:
            _started(python, _WRITE, json.dumps(patterns))


if __name__ == "__main__":
    main()
