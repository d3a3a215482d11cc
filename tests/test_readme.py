"""What the READMEs and examples say is what the program does."""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest

from linter.cli import build_parser, main
from linter.run import Settings, check_path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
DOCUMENTS = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md")), EXAMPLES / "README.md"]
REPORTS = sorted(path for path in EXAMPLES.iterdir() if path.name != "README.md")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def script(name: str) -> ModuleType:
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


readme = script("readme")
LANGUAGES = sorted(readme.READMES)


def words(language: str) -> str:
    """The README of a language."""
    return str(readme.READMES[language].read_text(encoding="utf-8"))


def blocks(language: str, kind: str) -> list[str]:
    """The fenced blocks of a kind."""
    return [body for found, body in FENCE.findall(words(language)) if found == kind]


def printed(*arguments: str) -> str:
    """What a command writes."""
    with contextlib.redirect_stdout(io.StringIO()) as stream:
        main(arguments)
    return stream.getvalue()


def keys(data: object) -> Iterator[str]:
    """Every key of a JSON value, however deep."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys(value)


@pytest.mark.skipif(shutil.which("sh") is None, reason="the commands are written for a POSIX shell")
@pytest.mark.parametrize("language", LANGUAGES)
def test_shown_output_and_table_are_real(language: str) -> None:
    assert readme.fresh(words(language), language) == words(language), "run: python docs/readme.py"


def test_table_describes_every_family() -> None:
    assert list(readme.FAMILIES) == list(dict.fromkeys(rule.code[0] for rule in readme.shipped_rules()))


def test_both_readmes_show_the_same() -> None:
    one, other = (
        {
            kind: [body for found, body in FENCE.findall(words(language)) if found == kind]
            for kind in ("sh", "console", "python", "text")
        }
        for language in LANGUAGES
    )
    assert one == other
    assert all(one.values())
    one_heads, other_heads = (re.findall(r"^#+", words(language), re.MULTILINE) for language in LANGUAGES)
    assert one_heads == other_heads


@pytest.mark.skipif(shutil.which("sh") is None, reason="the commands are written for a POSIX shell")
@pytest.mark.parametrize("language", LANGUAGES)
def test_other_commands_can_be_run(language: str) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for line in "".join(blocks(language, "sh")).splitlines():
        if line.startswith("make "):
            assert line.removeprefix("make ") in targets
        elif line.startswith(".venv/bin/nianbao "):
            command = line.removeprefix(".venv/bin/")
            assert readme.transcript([command, "echo $?"]).endswith("$ echo $?\n1\n")
        else:  # these two need a package index
            assert line.startswith(("python3 -m venv ", ".venv/bin/pip install ", ".venv/bin/python -m pytest"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_python_example_runs(language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    for body in blocks(language, "python"):
        exec(compile(body, "README", "exec"), {})
    assert capsys.readouterr().out.startswith("T203 requests/*/total ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_are_those_of_the_program(language: str) -> None:
    commands = next(action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)).choices
    known = {
        name for parser in commands.values() for action in parser._actions for name in action.option_strings if name[:2] == "--"
    }
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", re.sub(r"^```sh\n.*?^```$", "", words(language), flags=re.DOTALL | re.M)))
    assert told == known - {"--help"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_keys_are_those_of_the_program(language: str) -> None:
    contracts = blocks(language, "text")
    checked = json.loads(printed("check", "--output", "json", *map(str, REPORTS)))
    for file in checked["files"]:
        for finding in file["findings"]:
            finding["params"] = {}
    extracted = json.loads(printed("extract", str(REPORTS[0])))
    told = [set(re.findall(r'"([\w/]+)"', contract)) - {"nianbao/1"} for contract in contracts]
    assert told[0] == set(keys(checked))
    assert told[1] <= set(keys(extracted))
    assert {"schema", "files"} == extracted.keys() <= told[1]
    assert extracted["files"][0].keys() <= told[1]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        assert re.match(r"\w+:", target) or (path.parent / unquote(target.partition("#")[0])).exists(), target


def test_list_of_examples_is_no_report() -> None:
    assert check_path(str(EXAMPLES / "README.md"), Settings(), True) is None


def test_hooks_are_those_of_the_manifest() -> None:
    names = re.findall(r"^- id: (\S+)$", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    for language in LANGUAGES:
        assert re.findall(r"- id: (\S+)", "".join(blocks(language, "yaml"))) == names
    for path in (ROOT / "docs" / "guide").glob("*.md"):
        assert set(re.findall(r"- id: (nianbao\S*)", path.read_text(encoding="utf-8"))) <= set(names)


def test_picture_is_of_today() -> None:
    picture = script("picture")
    assert picture.draw() == picture.PICTURE.read_text(encoding="utf-8"), "run: python docs/picture.py"


def test_picture_needs_nothing_from_elsewhere() -> None:
    addresses = re.findall(r"https?:[^\"' ]+", (ROOT / "docs" / "picture.svg").read_text(encoding="utf-8"))
    assert set(addresses) == {"http://www.w3.org/2000/svg"}


def told_codes() -> dict[str, list[str]]:
    """The examples that examples/README.md lists, each with the codes of its faults."""
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    return {name: re.findall(r"[A-Z]\d{3}", codes) for name, codes in re.findall(r"^- \[(\S+)\]\(\1\)(.*)$", text, re.MULTILINE)}


def test_every_example_is_listed() -> None:
    assert sorted(told_codes()) == sorted(path.name for path in REPORTS)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_example_is_what_its_name_says(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = check_path(str(path), Settings(), False)
    assert result is not None
    serious = [finding for finding in result.findings if finding.level != "info"]
    codes = sorted({finding.rule for finding in serious if finding.outcome == "broken"})
    assert codes == sorted(told_codes()[path.name])
    assert main(["check", str(path)]) == (0 if path.name.startswith("correct-") else 1)
    capsys.readouterr()
    if path.name.startswith("correct-"):
        assert serious == []
    else:
        assert codes
    assert result.report is not None
    assert f"-{result.report.year}" in path.name
