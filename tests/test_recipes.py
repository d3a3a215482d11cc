"""The recipes work: their files are well formed, name options and formats there are, and what needs no network is run."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from commands import ROOT
from test_readme import script

from linter.cli import build_parser, main
from linter.render import OUTPUTS

guide = script("guide")
LANGUAGES = sorted(guide.SUFFIXES)
TEXTS = {language: guide.path_of("recipes", language).read_text(encoding="utf-8") for language in LANGUAGES}
BLOCKS = [block for block, _ in guide.blocks(TEXTS["en"])]
FILES = {block.deed[1][0]: block for block in BLOCKS if block.deed is not None}
YAML = [name for name, block in FILES.items() if block.kind == "yaml"]
ENTRY = "nianbao check --skip-unrelated"


def loaded(name: str) -> Any:
    """What a YAML file of the recipes says."""
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    return yaml.safe_load(FILES[name].body)


def steps_of(data: Any) -> Iterator[str]:
    """The lines of shell in a YAML file: whatever stands under `run` or `script`."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in ("run", "script"):
                lines = [value] if isinstance(value, str) else value
                yield from (line for each in lines for line in each.splitlines())
            else:
                yield from steps_of(value)
    elif isinstance(data, list):
        for each in data:
            yield from steps_of(each)


def lines_of(name: str) -> list[str]:
    """The lines of shell in a file of the recipes."""
    body = FILES[name].body
    kind = FILES[name].kind
    if kind == "yaml":
        if name == ".pre-commit-config.yaml":
            (hook,) = loaded(name)["repos"][0]["hooks"]
            return [shlex.join([*ENTRY.split(), *hook["args"], "年报"])]
        return list(steps_of(loaded(name)))
    if kind == "groovy":
        return re.findall(r"\bsh '([^']*)'", body)
    if kind == "make":
        (reports,) = re.findall(r"^REPORTS := (.*)$", body, re.MULTILINE)
        return [line.strip().replace("$(REPORTS)", reports) for line in body.splitlines() if line.startswith("\t")]
    return [line.replace("%report%", "nianbao.html") for line in body.splitlines()]


def command_of(line: str) -> list[str] | None:
    """The arguments of `nianbao` in a line of shell, up to what the shell does with its output; None for other programs."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    words = list(lexer)
    if words[:1] != ["nianbao"]:
        return None
    end = next((number for number, word in enumerate(words) if re.fullmatch(r"[|&;<>]+", word)), len(words))
    return words[1:end]


def commands() -> Iterator[Any]:
    """Every command of the recipes with where it stands."""
    for name in FILES:
        if FILES[name].kind == "yaml":
            pytest.importorskip("yaml", reason="PyYAML is not installed")
        for line in lines_of(name):
            if (arguments := command_of(line)) is not None:
                yield pytest.param(arguments, id=f"{name}: {' '.join(arguments)}")
    for block in BLOCKS:
        if block.kind == "sh":
            for line in block.body.splitlines():
                yield pytest.param(command_of(line), id=line)
    for language, text in TEXTS.items():
        told = re.findall(r"`(nianbao [^`]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE))
        for line in told:
            arguments = command_of(line)
            assert arguments is not None
            if arguments != ["check"]:  # the command itself is meant
                yield pytest.param(arguments, id=f"{language}: {line}")


COMMANDS = list(commands())


def outputs_of(arguments: list[str]) -> list[tuple[str, str]]:
    """The formats of a command of the recipes with their files."""
    options = vars(build_parser().parse_args(arguments))
    asked = options.get("output", options.get("data"))
    return [each.partition("=")[::2] for each in asked] if isinstance(asked, list) else []


def needs_formats(arguments: list[str]) -> None:
    """Skip where a format is missing, or a library that it needs."""
    for name, _ in outputs_of(arguments):
        if name not in OUTPUTS:
            pytest.skip(f"there is no format {name} yet")
        if name == "xlsx":
            pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")
        if name == "parquet":
            pytest.importorskip("pyarrow", reason="pyarrow is not installed")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with reports in 年报 and a baseline for them."""
    (tmp_path / "年报").mkdir()
    for path in sorted((ROOT / "examples").glob("*-2023*.txt")):
        shutil.copy(path, tmp_path / "年报")
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def ran(*arguments: str) -> int:
    """The exit code of a command, which must not fail in any other way."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(io.StringIO()):
        return main(arguments)


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 15
    assert {name for name in FILES if not any(map(command_of, lines_of(name)))} == {"nianbao.cron"}


@pytest.mark.parametrize("arguments", COMMANDS)
def test_options_and_formats_exist(arguments: list[str]) -> None:
    assert isinstance(build_parser().parse_args(arguments), argparse.Namespace)
    needs_formats(arguments)


@pytest.mark.parametrize("arguments", [each for each in COMMANDS if "--baseline" not in each.values[0]])
def test_commands_do_what_they_say(arguments: list[str], folder: Path) -> None:
    needs_formats(arguments)
    code = ran(*arguments)
    checks = arguments[0] == "check" and "never" not in arguments
    assert code == (1 if checks else 0)
    for _, path in outputs_of(arguments):
        assert not path or (folder / path).stat().st_size > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_are_read_as_told(language: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    (body,) = re.findall(r"^```python\n(.*?)^```$", TEXTS[language], re.DOTALL | re.MULTILINE)
    assert ran("extract", "--output", "parquet=数据/", "年报") == 0
    exec(compile(body, "recipes", "exec"), {})
    assert "value_count: [" in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_is_told(language: str) -> None:
    told = set(re.findall(r"--output ([a-z]+)", TEXTS[language]))
    assert set(OUTPUTS) <= told


@pytest.mark.parametrize("name", YAML)
def test_yaml_is_well_formed(name: str) -> None:
    data = loaded(name)
    assert isinstance(data, dict)
    if "/workflows/" in name:
        # YAML 1.1 takes the key `on` for a truth
        assert data.keys() >= {"name", True, "jobs"}
        for job in data["jobs"].values():
            assert job["runs-on"]
            for step in job["steps"]:
                assert len(step.keys() & {"run", "uses"}) == 1
                assert step.keys() <= {"run", "uses", "with", "if", "env"}
                assert re.fullmatch(r"[\w.-]+/[\w./-]+@v\d+", step.get("uses", "a/b@v1"))


@pytest.mark.parametrize("name", [name for name in FILES if name != "nianbao.cron"])
def test_files_that_are_used_are_written(name: str) -> None:
    written = {path for line in lines_of(name) if (each := command_of(line)) for _, path in outputs_of(each) if path}
    if FILES[name].kind == "yaml":
        used = re.findall(r"(?:sarif_file|path|codequality|junit): (\S+)|hashFiles\('([^']+)'\)|< (\S+)$", FILES[name].body, re.M)
        assert {one for each in used for one in each if one} <= written
    elif FILES[name].kind == "groovy":
        assert set(re.findall(r"junit '([^']+)'", FILES[name].body)) <= written


@pytest.mark.parametrize("name", YAML)
def test_the_program_is_installed_before_it_is_used(name: str) -> None:
    lines = lines_of(name)
    used = [number for number, line in enumerate(lines) if command_of(line) is not None]
    installed = [number for number, line in enumerate(lines) if line.startswith("pip install ")]
    assert used
    if name == ".pre-commit-config.yaml":
        hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
        (hook,) = loaded(name)["repos"][0]["hooks"]
        assert f"- id: {hook['id']}\n" in hooks
        assert f"entry: {ENTRY}\n" in hooks
    else:
        assert installed[0] < used[0]
        assert '"nianbao @ $NIANBAO"' in lines[installed[0]]
        assert "NIANBAO: git+https://" in FILES[name].body


def with_program(folder: Path) -> dict[str, str]:
    """The environment in which `nianbao` is a command."""
    programs = folder / "programs"
    programs.mkdir()
    start = programs / "nianbao"
    start.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m linter "$@"\n', encoding="utf-8")
    start.chmod(0o755)
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="the nightly run is written for bash")
def test_nightly_run(folder: Path) -> None:
    environment = with_program(folder)
    path = folder / "nightly.sh"
    path.write_text(FILES["nightly.sh"].body, encoding="utf-8")

    def night() -> tuple[int, str]:
        done = subprocess.run(
            ["bash", str(path)], capture_output=True, check=False, timeout=60, cwd="/", env=environment, encoding="utf-8"
        )
        assert done.stderr == ""
        return done.returncode, done.stdout

    code, said = night()
    assert code == 2
    assert "nianbao baseline write" in said
    with guide.inside(folder / "年报"):
        assert ran("baseline", "write") == 0
    assert night() == (0, "")
    assert (folder / "nianbao.html").exists()
    assert night() == (0, ""), "what the first night wrote is not read in the second"
    shutil.copy(ROOT / "examples" / "faulty-只写问题-2021.txt", folder / "年报" / "新.txt")
    code, said = night()
    assert code == 1
    assert "./新.txt:" in said
    (folder / "年报" / "新.txt").unlink()
    (folder / "年报" / "faulty-总计不等-2023.txt").write_bytes((ROOT / "examples" / "correct-青禾镇-2023-tabs.txt").read_bytes())
    code, said = night()
    assert (code, "P904" in said) == (1, True), "entries that are not needed any more are told"


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make(folder: Path) -> None:
    environment = with_program(folder)
    (folder / "Makefile").write_text(FILES["Makefile"].body, encoding="utf-8")

    def make(target: str) -> int:
        return subprocess.run(["make", target], capture_output=True, check=False, timeout=60, env=environment).returncode

    assert make("check") == 2, "what make says when a command fails"
    needs_formats(["check", "--output", "xlsx=x", "年报"])
    assert make("report") == 0
    assert (folder / "nianbao.html").exists()
    for path in (folder / "年报").glob("faulty-*"):
        path.unlink()
    assert make("check") == 0


def test_the_batch_file_holds_nothing_that_depends_on_an_encoding() -> None:
    body = FILES["check.bat"].body
    assert body.isascii()
    assert body.startswith("@echo off\n")
    lines = body.splitlines()
    run = next(number for number, line in enumerate(lines) if line.startswith("nianbao "))
    assert "%errorlevel%" in lines[run + 1], "nothing comes between a command and its exit code"
    # no variable is used before it is set
    known = {"TEMP", "errorlevel"}
    for line in lines:
        assert set(re.findall(r"%(\w+)%", line)) <= known
        known |= set(re.findall(r'^set "(\w+)=', line))


def test_cron_runs_the_script() -> None:
    (line,) = FILES["nianbao.cron"].body.splitlines()
    minute, hour, *days, command = line.split()
    assert 0 <= int(minute) < 60
    assert 0 <= int(hour) < 24
    assert days == ["*"] * 3
    assert Path(command).name in FILES


@pytest.mark.parametrize("language", LANGUAGES)
def test_completion_is_told_for_every_shell(language: str) -> None:
    from linter.cli.completion import SHELLS

    assert re.findall(r"`nianbao completion (\w+) >", TEXTS[language]) == list(SHELLS)
