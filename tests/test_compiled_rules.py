"""What is made ahead of rules and patterns says what they say, is up to date, and is not used where it is not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli

from linter import patterns, patterns_build, resources, rules_build
from linter.profile.load import rule_files, shipped_norm, shipped_rules
from linter.resources import read_bytes, read_toml, shipped
from linter.words import catalog

FILES = list(rules_build.toml_files())
FOLDER = Path(shipped("rules")) / "compiled"
REPORT = Path(shipped("rules")) / "examples" / "2021.txt"
PATTERNS = list(patterns.shipped_patterns())

# what a process of its own has done once it has checked a report
AFTER_A_CHECK = """
import gc, io, json, re._compiler, sys
heard, compiled = [], re._compiler.compile
re._compiler.compile = lambda *given: (heard.append(str(given[0])), compiled(*given))[1]
from linter.cli import main
sys.argv = ["nianbao", "check", "--no-config", sys.argv[1]]
shown, sys.stdout = sys.stdout, io.StringIO()
code = main()
json.dump([code, heard, [name for name in ("tomli", "lark") if name in sys.modules], gc.get_freeze_count()], shown)
"""


def without(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    """Nothing made ahead is there, or only not what is named."""

    def read(folder: str, *parts: str) -> bytes:
        if parts[0] == "compiled" and (not missing or parts[1] in missing):
            raise FileNotFoundError(parts[1])
        return read_bytes(folder, *parts)

    for module in (resources, patterns):
        monkeypatch.setattr(module, "read_bytes", read)


def fresh(function: Any) -> Any:
    """What a function says that else says it once a run."""
    return function.__wrapped__()


# ── rules, norm, words ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", FILES, ids="/".join)
def test_json_is_that_of_the_file(name: tuple[str, ...]) -> None:
    shown = json.loads((FOLDER / resources.json_name(*name)).read_bytes())
    # as text, so that the order of keys counts too
    assert json.dumps(shown) == json.dumps(rules_build.build_json(*name)), "run `make compiled`"


def test_nothing_else_lies_there() -> None:
    found = {name for name in os.listdir(FOLDER) if not re.fullmatch(r"patterns-cpython-3\d\d\.json", name)}
    assert found == {resources.json_name(*name) for name in FILES}, "run `make compiled`"


def test_norm_and_rules_are_those_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    norm, rules, words = shipped_norm(), shipped_rules(), catalog("en")
    without(monkeypatch)
    monkeypatch.setattr("linter.profile.load.rule_files", rule_files.__wrapped__)
    assert fresh(shipped_rules) == rules
    assert catalog.__wrapped__("en") == words
    ours, theirs = (vars(each) for each in (norm, fresh(shipped_norm)))
    for key in ours.keys() - {"caches", "grammar"}:
        assert ours[key] == theirs[key], key


def test_an_edited_file_is_read_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(folder: str, *parts: str) -> bytes:
        content = read_bytes(folder, *parts)
        return content if parts[0] == "compiled" else content.replace("五、".encode(), "伍、".encode()) + b"\n[edited]\n"

    assert "edited" not in read_toml("base.toml")
    monkeypatch.setattr(resources, "read_bytes", read)
    assert read_toml("base.toml") == tomli.loads(read("rules", "base.toml").decode())
    assert "edited" in read_toml("base.toml")


def test_line_ends_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read_toml("base.toml")

    def read(folder: str, *parts: str) -> bytes:
        content = read_bytes(folder, *parts)
        return content if parts[0] == "compiled" else content.replace(b"\n", b"\r\n")

    monkeypatch.setattr(resources, "read_bytes", read)
    monkeypatch.setattr(resources, "parse_toml", lambda content: pytest.fail("the file itself was read"))
    assert read_toml("base.toml") == expected


def test_what_is_read_belongs_to_its_reader() -> None:
    read_toml("tables.toml").clear()
    assert read_toml("tables.toml")


# ── patterns ──────────────────────────────────────────────────────────────────────────────────────────────────────

needs_patterns = pytest.mark.skipif(not PATTERNS, reason="no patterns are shipped for this Python")


@needs_patterns
def test_patterns_are_what_re_makes_of_them() -> None:
    re.purge()
    for made in PATTERNS:
        source, asked = made[:2]
        compiled, ours = re.compile(source, asked), patterns.pattern_of(made)
        # two patterns are equal when their sources, flags and codes are
        assert ours == compiled, source
        assert (ours.groups, ours.groupindex) == (compiled.groups, compiled.groupindex)


@needs_patterns
def test_patterns_are_those_that_are_asked_for() -> None:
    assert [each[:2] for each in PATTERNS] == patterns_build.asked(), "run `make compiled`"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("patterns-*.json")), ids=lambda path: path.stem)
def test_every_file_of_patterns_is_whole(path: Path) -> None:
    made = json.loads(path.read_bytes())
    magic, size, order = made["for"]
    assert (type(magic), size, order) == (int, 4, "little")
    assert len(patterns.codes_of(made)) == sum(length for *_, length in made["patterns"])


@needs_patterns
def test_patterns_are_handed_over() -> None:
    re.purge()
    patterns.hand_over()
    assert all((str, *made[:2]) in re._cache for made in PATTERNS)  # type: ignore[attr-defined]
    source, asked = PATTERNS[0][:2]
    assert re.compile(source, asked) is re._cache[str, source, asked]  # type: ignore[attr-defined]
    re.purge()


def test_without_a_file_for_this_python_nothing_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, patterns.file_name())
    assert list(patterns.shipped_patterns()) == []


def test_patterns_made_for_another_python_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "this_python", lambda: [1, 4, "little"])
    assert list(patterns.shipped_patterns()) == []


@needs_patterns
def test_code_that_cannot_be_run_is_refused() -> None:
    *pattern, code = PATTERNS[0]
    with pytest.raises(RuntimeError, match="invalid SRE code"):
        patterns.pattern_of((*pattern, [4_000_000_000, *code[1:]]))  # type: ignore[arg-type]


# ── a whole process ───────────────────────────────────────────────────────────────────────────────────────────────


def after_a_check(report: Path) -> list[Any]:
    """Exit code, patterns compiled, modules that are not needed, and objects that Python need not look at when it ends."""
    command = [sys.executable, "-c", AFTER_A_CHECK, str(report)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    said: list[Any] = json.loads(done.stdout)
    return said


@needs_patterns
def test_a_check_compiles_next_to_nothing() -> None:
    code, heard, modules, frozen = after_a_check(REPORT)
    assert code == 0
    # argparse asks for one of them before they are handed over
    assert {made[0] for made in PATTERNS} & set(heard) <= {r"\s+"}
    # those of the standard library, those over bytes, and those that name the body
    assert len(heard) <= 25, heard
    assert modules == []
    assert frozen > 1000


def test_a_caller_keeps_its_own_process() -> None:
    program = """
import gc, io, re, sys
from linter.cli import main
sys.stdout = io.StringIO()
main(["check", "--no-config", sys.argv[1]])
assert "linter.patterns" not in sys.modules
assert gc.get_freeze_count() == 0
"""
    subprocess.run([sys.executable, "-c", program, str(REPORT)], check=True)
