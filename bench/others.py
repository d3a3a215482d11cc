"""Other programs on the same files, for scale: none of them knows what a report is, so only the ratio says something."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from archives import Archive
from measures import processors
from run import NIANBAO, Failed, Spent, measured

_AUTOCORRECT = """
import os, sys
from autocorrect_py import lint_for
for folder, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8") as file:
            for line in lint_for(file.read(), "text").lines:
                print(f"{path}:{line.line}:{line.col}: {line.new}")
"""
_YAMLLINT = "{extends: relaxed, yaml-files: ['*.txt', '*.yaml']}"


class Other(NamedTuple):
    """A program to compare with: its distribution and module, what it does with the files, and why it is among them."""

    name: str
    distribution: str
    module: str
    does: str
    why: str
    command: Callable[[Path], list[str]]
    as_yaml: bool = False


class Compared(NamedTuple):
    """What a program took for the same files, and how many times as long as `nianbao check --jobs 1`."""

    name: str
    version: str
    does: str
    why: str
    files: int
    spent: Spent
    ratio: float


OTHERS = (
    Other(
        "autocorrect-py, text", "autocorrect-py", "autocorrect_py",
        "`lint_for(text, \"text\")` of its Python interface for every file: spacing and punctuation between Chinese and Latin "
        "characters; each line that it would change is printed",
        "the checker of Chinese copy that web teams know best; it is a compiled Rust library",
        lambda folder: [sys.executable, "-c", _AUTOCORRECT, str(folder)],
    ),
    Other(
        "yamllint, the text files", "yamllint", "yamllint",
        "`yamllint` with the relaxed configuration on the reports as they are: the rules for lines (length, spaces at the end, "
        "line ends) see the whole file, its parser gives up at the first table",
        "a linter in pure Python that looks at plain text line by line",
        lambda folder: [sys.executable, "-m", "yamllint", "--format", "parsable", "-d", _YAMLLINT, str(folder)],
    ),
    Other(
        "yamllint, the same as YAML", "yamllint", "yamllint",
        "`yamllint` with the relaxed configuration on YAML files of the same content: a list of lines, each line of a table a "
        "list of cells, so that the parser sees all of it",
        "what the same program takes when it parses the whole content",
        lambda folder: [sys.executable, "-m", "yamllint", "--format", "parsable", "-d", _YAMLLINT, str(folder)],
        as_yaml=True,
    ),
    Other(
        "pymarkdownlnt", "pymarkdownlnt", "pymarkdown",
        "`pymarkdown scan` with its default rules on the reports taken as Markdown: blocks, headings, lists, line length, "
        "hard tabs",
        "sites that are built from Markdown check their pages with it; of the Python linters that work offline on such "
        "text it is the one that parses whole documents into headings and blocks, as this program does",
        lambda folder: [sys.executable, "-m", "pymarkdown", "scan", "-r", "-ae", ".txt", str(folder)],
    ),
)  # fmt: skip


def compared(archive: Archive, scratch: Path, times: int, skipped: dict[str, str]) -> list[Compared]:
    """What every program that is installed takes for an archive of texts, `nianbao` first; why others are missing."""
    usual = processors()
    own = metadata.version("nianbao")
    does = "reads, parses and checks every report with all rules, and holds them against one another"
    alone = measured(_own_command(archive.folder, 1), scratch, times)
    found = [Compared("nianbao check --jobs 1", own, does, "the measure", archive.files, alone, 1.0)]
    if usual > 1:
        spent = measured(_own_command(archive.folder, usual), scratch, times)
        ratio = spent.seconds / alone.seconds
        found.append(Compared(f"nianbao check --jobs {usual}", own, does, "as by default", archive.files, spent, ratio))
    for other in OTHERS:
        if importlib.util.find_spec(other.module) is None:
            skipped[other.name] = f"{other.distribution} is not installed (it comes with the extra `bench`)"
            continue
        folder = _as_yaml(archive, scratch) if other.as_yaml else archive.folder
        try:
            spent = measured(other.command(folder), scratch, times)
        except Failed as failed:
            skipped[other.name] = str(failed)
            continue
        version = metadata.version(other.distribution)
        ratio = spent.seconds / alone.seconds
        found.append(Compared(other.name, version, other.does, other.why, archive.files, spent, ratio))
    return found


def _own_command(folder: Path, jobs: int) -> list[str]:
    return [str(NIANBAO), "check", str(folder), "--jobs", str(jobs), "--output", "concise"]


def _as_yaml(archive: Archive, scratch: Path) -> Path:
    """The reports as YAML: a list of lines, rows of tables as lists of cells."""
    target = scratch / "yaml"
    for path in sorted(archive.folder.rglob("*.txt")):
        place = target / path.relative_to(archive.folder).with_suffix(".yaml")
        place.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines()
        items = (json.dumps(line.split("\t") if "\t" in line else line, ensure_ascii=False) for line in lines)
        place.write_text("---\n" + "".join(f"- {item}\n" for item in items), encoding="utf-8")
    return target
