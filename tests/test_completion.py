"""The completion scripts, driven through the shells themselves; they say what the parsers say."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from commands import nianbao

from linter.cli import build_parser
from linter.cli.completion import SHELLS
from linter.profile.load import shipped_rules
from linter.render import OUTPUTS
from linter.render.data import FORMATS as DATA

CODES = [rule.code for rule in shipped_rules()]
TITLES = {rule.code: rule.title for rule in shipped_rules()}


def parsers() -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command with its parser, by the words that lead to it."""
    waiting: list[tuple[tuple[str, ...], argparse.ArgumentParser]] = [((), build_parser())]
    for words, parser in waiting:
        yield words, parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                waiting += (((*words, name), each) for name, each in action.choices.items())


def below(parser: argparse.ArgumentParser) -> list[str]:
    """The commands right below a command."""
    return [name for each in parser._actions if isinstance(each, argparse._SubParsersAction) for name in each.choices]


def options(parser: argparse.ArgumentParser) -> set[str]:
    """The names of a command's options."""
    return {name for action in parser._actions for name in action.option_strings}


COMMANDS = [pytest.param(words, parser, id=" ".join(words) or "nianbao") for words, parser in parsers()]


@cache
def script(shell: str) -> str:
    """The script for a shell."""
    done = nianbao("completion", shell)
    assert (done.code, done.err) == (0, "")
    return done.out


def needs(shell: str) -> None:
    """Skip where a shell is not installed."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


def offered(shell: str, *words: str, folder: Path | None = None) -> list[str]:
    """What a shell offers for the last of the words."""
    needs(shell)
    return {"bash": by_bash, "fish": by_fish, "zsh": by_zsh}[shell](words, folder)


def taken_apart(word: str) -> list[str]:
    """A word as bash takes it apart at every =."""
    pieces = [each for each in re.split(r"(=)", word) if each]
    return [*pieces, ""] if word.endswith("=") else pieces or [""]


def by_bash(words: Sequence[str], folder: Path | None = None, setting: str = "") -> list[str]:
    """What the function puts into COMPREPLY."""
    pieces = ["nianbao", *(piece for word in words for piece in (taken_apart(word) if not setting else [word]))]
    ask = 'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _nianbao; printf "%s\\n" "${COMPREPLY[@]}"'
    command = ["bash", "--norc", "-c", f"{script('bash')}\n{setting}\n{ask}", "bash", *pieces]
    done = subprocess.run(command, capture_output=True, check=True, cwd=folder, timeout=30, encoding="utf-8")
    assert done.stderr == ""
    return done.stdout.split()


def by_fish(words: Sequence[str], folder: Path | None = None) -> list[str]:
    """What `complete -C` lists, without the descriptions."""
    return [line.partition("\t")[0] for line in listed_by_fish(" ".join(("nianbao", *words)), folder)]


def listed_by_fish(line: str, folder: Path | None = None) -> list[str]:
    """What `complete -C` lists for a command line."""
    environment = {**os.environ, "LINE": line, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["fish", "--no-config", "-c", f'{script("fish")}\ncomplete -C "$LINE"'],
        capture_output=True, check=True, cwd=folder, timeout=30, encoding="utf-8", env=environment,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def by_zsh(words: Sequence[str], folder: Path | None = None) -> list[str]:
    """The words that an interactive zsh lists or writes after a tab."""
    return re.findall(r"[^\s]+", listed_by_zsh(" ".join(("nianbao", *words)), folder))


def listed_by_zsh(line: str, folder: Path | None = None) -> str:
    """What an interactive zsh shows when a line is followed by a tab, the line itself apart."""
    import fcntl
    import pty
    import struct
    import tempfile
    import termios

    with tempfile.TemporaryDirectory() as home:
        Path(home, "script").write_text(script("zsh"), encoding="utf-8")
        setup = "PS1='rea''dy> '; LISTMAX=10000; unsetopt listambiguous; autoload -Uz compinit; compinit -D -u; source ~/script\n"
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(folder or home)
            environment = {"PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
            os.execvpe("zsh", ["zsh", "-f", "-i"], environment)
        try:
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 400, 250, 0, 0))
            os.write(terminal, setup.encode())
            shown_until(terminal, "ready> ")
            os.write(terminal, f"{line}\t".encode())
            shown = shown_until(terminal, None)
        finally:
            os.close(terminal)
            os.waitpid(process, 0)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\x07\x08\r]", " ", shown)


def shown_until(terminal: int, pattern: str | None, quiet: float = 0.7) -> str:
    """What a terminal shows until a pattern is found; without one, until nothing has come for a while."""
    import select

    shown, end = b"", time.monotonic() + 20
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], quiet)
        if ready:
            shown += os.read(terminal, 65536)
        words = shown.decode("utf-8", "replace")
        if (not ready and pattern is None) or (pattern is not None and not ready and re.search(pattern, words)):
            return words
    raise AssertionError(shown.decode("utf-8", "replace"))


@pytest.mark.parametrize("shell", SHELLS)
def test_syntax(shell: str, tmp_path: Path) -> None:
    needs(shell)
    path = tmp_path / "script"
    path.write_text(script(shell), encoding="utf-8")
    done = subprocess.run([shell, "-n", str(path)], capture_output=True, check=False, timeout=30)
    assert (done.returncode, done.stderr) == (0, b"")


def test_bash_knows_the_function() -> None:
    needs("bash")
    done = subprocess.run(["bash", "--norc", "-c", f"{script('bash')}\ncomplete -p nianbao"], capture_output=True, check=True)
    assert done.stdout.decode().split() == ["complete", "-o", "default", "-F", "_nianbao", "nianbao"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("words", "parser"), COMMANDS)
def test_every_option_stands_in_every_script(shell: str, words: tuple[str, ...], parser: argparse.ArgumentParser) -> None:
    text = script(shell)
    if shell == "bash":
        (told,) = re.findall(rf"^ +'{' '.join(words)} options'\) values='([^']*)'", text, re.MULTILINE)
        assert set(told.split()) == options(parser)
    elif shell == "zsh":
        name = "_".join(("_nianbao", *(("in", *words) if words else ())))
        (body,) = re.findall(rf"^{name}\(\) \{{\n(.*?)^\}}$", text, re.MULTILINE | re.DOTALL)
        assert set(re.findall(r"^        '(?:\([^)]*\)|\*)(-[\w-]+)=?\[", body, re.MULTILINE)) == options(parser)
    else:
        condition = rf"'__nianbao_(?:at|in){''.join(f' {word}' for word in words)}'"
        lines = re.findall(rf"^complete -c nianbao -n {condition} (.*)$", text, re.MULTILINE)
        before = " \n ".join(line.partition(" -d ")[0] for line in lines)
        told_names = re.findall(r"(?<!\S)-([ls]) ([\w-]+)", before)
        names = {("--" if kind == "l" else "-") + name for kind, name in told_names}
        assert names == options(parser)


@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize(("words", "parser"), COMMANDS)
def test_options_and_commands_are_offered(shell: str, words: tuple[str, ...], parser: argparse.ArgumentParser) -> None:
    long = {name for name in options(parser) if name.startswith("--")}
    assert {each for each in offered(shell, *words, "--") if each.startswith("--")} == long
    if below(parser):
        assert sorted(offered(shell, *words, "")) == sorted(below(parser))


@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize(("words", "parser"), COMMANDS)
def test_choices_are_offered(shell: str, words: tuple[str, ...], parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if action.choices and not isinstance(action, argparse._SubParsersAction):
            before = action.option_strings[-1:]
            assert set(offered(shell, *words, *before, "")) >= set(map(str, action.choices))


@pytest.mark.parametrize("shell", SHELLS)
def test_words_of_lists(shell: str) -> None:
    assert {"C301", "C306"} <= set(offered(shell, "rule", "C30"))
    assert {"json", "jsonl"} <= set(offered(shell, "check", "--output", "js"))
    assert {"heilongjiang", "henan"} <= set(offered(shell, "check", "--profile", "he"))
    assert {"pages=", "part="} <= set(offered(shell, "check", "--limit", "pa"))
    assert any(each.endswith("gb18030") for each in offered(shell, "extract", "--encoding", "g"))


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_lists_are_whole(shell: str) -> None:
    assert sorted(offered(shell, "rule", "")) == sorted(CODES)
    assert sorted(offered(shell, "check", "--select", "")) == sorted(CODES)
    assert set(offered(shell, "check", "--output", "")) >= set(OUTPUTS)
    data = set(offered(shell, "extract", "--output", ""))
    assert set(DATA) <= data
    assert "sarif" not in data


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_several_rules_with_commas(shell: str) -> None:
    assert "C301,T203" in offered(shell, "check", "--select", "C301,T20")
    assert {each.rpartition(",")[2] for each in offered(shell, "check", "--ignore", "C301,T20,S11")} >= {"S110", "S118"}


def test_zsh_offers_several_rules_with_commas() -> None:
    assert "T203" in listed_by_zsh_or_skip("nianbao check --select C301,T20")


def listed_by_zsh_or_skip(line: str) -> str:
    """What zsh shows, where it is installed."""
    needs("zsh")
    return listed_by_zsh(line)


def test_bash_takes_values_behind_an_equals_sign() -> None:
    needs("bash")
    assert by_bash(["check", "--fail-on=w"]) == ["warning"]
    assert by_bash(["check", "--select=C301,C302,C30"])[0] == "C301,C302,C301"
    assert set(by_bash(["check", "--lang="])) == {"zh", "en"}
    assert by_bash(["check", "--limit=pag"]) == ["pages="]
    # a shell that was told not to take words apart at the sign
    assert by_bash(["check", "--fail-on=w"], setting="COMP_WORDBREAKS=' '") == ["--fail-on=warning"]


@pytest.mark.parametrize(
    "arguments", [("check", ""), ("check", "--output", "json=报"), ("extract", "--output", "csv=报"), ("check", "--baseline", "")]
)
def test_bash_leaves_files_to_itself(arguments: tuple[str, ...]) -> None:
    needs("bash")
    assert by_bash(arguments) == []


@pytest.mark.parametrize("shell", ["fish", "zsh"])
def test_files_are_offered(shell: str, tmp_path: Path) -> None:
    for name in ("report.txt", "remarks.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert {"report.txt", "remarks.txt"} <= set(offered(shell, "check", "re", folder=tmp_path))


def test_titles_are_shown() -> None:
    needs("fish")
    shown = dict(line.split("\t") for line in listed_by_fish("nianbao rule "))
    assert shown == TITLES


def test_zsh_shows_titles_commands_and_options() -> None:
    needs("zsh")
    shown = listed_by_zsh("nianbao rule C30")
    for code in ("C301", "C303"):
        assert re.search(rf"{code} +-- {re.escape(TITLES[code])}", shown)
    assert re.search(r"check +-- 检查报告", listed_by_zsh("nianbao "))
    assert re.search(r"prune +-- ", listed_by_zsh("nianbao baseline "))
    assert re.search(r"--strict-baseline +-- ", listed_by_zsh("nianbao check --"))
    assert re.search(r"warning", listed_by_zsh("nianbao check --fail-on "))


def test_scripts_start_nothing() -> None:
    for shell in SHELLS:
        code = "\n".join(line for line in script(shell).splitlines() if not line.lstrip().startswith("#"))
        assert not re.search(r"python|\$\(nianbao|`", code), "a script works by itself"


def test_an_unknown_shell_is_refused() -> None:
    done = nianbao("completion", "tcsh")
    assert (done.code, done.out) == (2, "")
    assert "bash" in done.err
