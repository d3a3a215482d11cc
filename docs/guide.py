"""Follows the guides in docs/guide/ as a reader would, and brings the output that they show up to date.

usage: python docs/guide.py

A guide is worked through from top to bottom in an empty folder, beside a checkout called `nianbao`. What stands in front of
a block says what becomes of it:

    Create `FILE`:                      the block is the whole file         新建 `FILE`：
    Append to `FILE`:                   the block goes to its end           在 `FILE` 末尾加上：
    In `FILE`, change the line `X` to:  in place of the line that begins X  把 `FILE` 中 `X` 开头的一行改成：

Lines of a `console` block that begin with `$ ` are run, the lines behind them are what they printed. A `toml` block without
a file is a profile or a configuration (`snippet`), or a part of one. Commands in `sh` blocks are not run.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import invalidate_caches
from pathlib import Path
from typing import NamedTuple

import tomli

from linter.cli import main as nianbao

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "guide"
CHECKOUT = "nianbao"
NAMES = ("province", "configuration", "silencing", "baseline", "archive", "recipes")
SUFFIXES = {"en": ".md", "zh": ".zh-CN.md"}
# what a walkthrough takes from the checkout
_TAKEN = ("examples", "docs/guide", "rules/schema.json")

_BLOCK = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_DEEDS = {
    "create": re.compile(r"(?:新建|Create) `([^`]+)`[^`]*[：:]$"),
    "append": re.compile(r"(?:在 `([^`]+)` 末尾加上|Append to `([^`]+)`)[^`]*[：:]$"),
    "change": re.compile(r"(?:把 `([^`]+)` 中 `([^`]+)` 开头的一行改成|[Ii]n `([^`]+)`, change the line `([^`]+)` to)[：:]$"),
}
_SETTINGS = ("archive", "check", "override", "suppress", "baseline")


class Block(NamedTuple):
    """A fenced block of a guide: its language, its words, and the line of text in front of it."""

    kind: str
    body: str
    before: str

    @property
    def deed(self) -> tuple[str, list[str]] | None:
        """What is to be done with the block, and with which file (and line)."""
        for deed, words in _DEEDS.items():
            found = words.search(self.before)
            if found:
                return deed, [each for each in found.groups() if each]
        return None

    @property
    def commands(self) -> list[str]:
        """The commands of a console block."""
        return [line[2:] for line in self.body.splitlines() if line.startswith("$ ")]


def path_of(name: str, language: str) -> Path:
    """The file of a guide."""
    return FOLDER / f"{name}{SUFFIXES[language]}"


def blocks(text: str) -> Iterator[tuple[Block, re.Match[str]]]:
    """The blocks of a guide with where they stand."""
    for found in _BLOCK.finditer(text):
        lines = text[: found.start()].rstrip().splitlines()
        yield Block(found["kind"], found["body"], lines[-1].strip() if lines else ""), found


def fresh(text: str) -> str:
    """A guide with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        return follow(text, Path(folder))


def follow(text: str, folder: Path) -> str:
    """The same, worked through in a folder that stays."""
    pieces: list[str] = []
    done = 0
    with at_work(folder):
        for block, found in blocks(text):
            pieces.append(text[done : found.start("body")])
            done = found.end("body")
            if block.deed is not None:
                deed, names = block.deed
                carry_out(deed, names, block.body)
            pieces.append("".join(map(run, block.commands)) if block.kind == "console" else block.body)
    return "".join([*pieces, text[done:]])


@contextlib.contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """In a folder, beside what a guide takes from the checkout; what was changed to find packages is put back."""
    for name in _TAKEN:
        source, target = ROOT / name, folder / CHECKOUT / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    paths, modules = list(sys.path), set(sys.modules)
    try:
        with inside(folder):
            yield
    finally:
        sys.path[:] = paths
        for name in set(sys.modules) - modules:
            if str(folder) in str(getattr(sys.modules[name], "__file__", "")):
                del sys.modules[name]
        invalidate_caches()


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def carry_out(deed: str, names: Sequence[str], body: str) -> None:
    """Write, lengthen or change a file."""
    path = Path(names[0])
    if deed == "create":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8", newline="\n")
        if path.name == "pyproject.toml":
            install(path)
        return
    text = path.read_text(encoding="utf-8")
    if deed == "append":
        path.write_text(f"{text}\n{body}", encoding="utf-8", newline="\n")
        return
    lines = text.splitlines(keepends=True)
    (place,) = (number for number, line in enumerate(lines) if line.startswith(names[1]))
    lines[place] = body
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def install(path: Path) -> None:
    """Let the package of a pyproject.toml be found as `pip install` would: its folder, and a dist-info with entry points."""
    project = tomli.loads(path.read_text(encoding="utf-8")).get("project")
    if project is None:
        return
    about = path.parent / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    groups: Mapping[str, Mapping[str, str]] = project["entry-points"]
    lines = [line for group, names in groups.items() for line in (f"[{group}]", *(f"{k} = {v}" for k, v in names.items()))]
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.path.insert(0, str(path.parent.resolve()))
    invalidate_caches()


class Shell:
    """The few commands that guides use; all but `sed` are the same in a POSIX shell and in PowerShell."""

    def cd(self, folder: str) -> None:
        os.chdir(folder)

    def mkdir(self, *folders: str) -> None:
        for folder in folders:
            Path(folder).mkdir()

    def cp(self, source: str, target: str) -> None:
        shutil.copy(source, target)

    def cat(self, path: str) -> None:
        # a terminal does not show a byte order mark
        print(Path(path).read_text(encoding="utf-8-sig"), end="")

    def sed(self, script: str, source: str, into: str, target: str) -> None:
        """Only `s/words/words/g`, and the output goes into a file."""
        assert into == ">"
        text = Path(source).read_text(encoding="utf-8")
        for edit in script.split("; "):
            (old, new), *_ = re.findall(r"^s/([^/]+)/([^/]+)/g$", edit)
            text = text.replace(old, new)
        Path(target).write_text(text, encoding="utf-8", newline="\n")

    def rm(self, path: str) -> None:
        Path(path).unlink()

    def nianbao(self, *arguments: str) -> None:
        nianbao(arguments)


def run(command: str) -> str:
    """A command of a guide with what it prints."""
    name, *arguments = shlex.split(command)
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        getattr(Shell(), name)(*arguments)
    return f"$ {command}\n{stream.getvalue()}"


def snippet(body: str, folder: Path) -> tuple[str, list[str]]:
    """A block without a file put into one, completed where it is a part of a profile: the file, and its own rules."""
    data = tomli.loads(body)
    codes = [rule["code"] for rule in data.get("rule", ()) if "check" in rule]
    if "tool" in data:
        name = "pyproject.toml"
    elif isinstance(data.get("profile"), str) or any(each in data for each in _SETTINGS):
        name = "nianbao.toml"
    else:
        name = "profile.toml"
        if "profile" not in data:
            body = f'[profile]\nname = "snippet"\n\n{body}'
    (folder / name).write_text(body, encoding="utf-8", newline="\n")
    return name, codes


def main() -> None:
    """Write all guides."""
    for name in NAMES:
        for language in SUFFIXES:
            path = path_of(name, language)
            path.write_text(fresh(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
