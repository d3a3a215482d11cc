"""Streams that lack characters, are closed, full or left early: never a traceback, and an exit code that tells the truth."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from commands import ROOT

from linter.render import OUTPUTS

REPORT = ROOT / "examples" / "faulty-总计不等-2023.txt"
COMMANDS = (
    ("--help",), ("--version",), ("check", "--help"), ("rule",), ("rule", "C301"), ("rule", "X999"), ("extract", REPORT),
    ("extract", REPORT, "--output", "csv"), ("extract", REPORT, "--output", "jsonl"), ("config", REPORT),
    ("config", "--output", "json", REPORT), ("completion", "zsh"),
    ("init", "--print", ROOT / "examples"), ("test", "henan"), ("check", "nowhere.txt"), ("check", REPORT, "--select", "X999"),
    ("check",), ("check", REPORT, "--statistics", "--timings"),
)  # fmt: skip
ENCODINGS = ("ascii", "latin-1:strict", "gbk")
# the locale of a machine on which nobody has set one, with and without what Python makes of it
PLAIN = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
SHELL = pytest.mark.skipif(shutil.which("bash") is None, reason="bash closes and leads away the streams")
BUFFERED = pytest.mark.parametrize("buffer", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["", "unbuffered"])
FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")


def missing(name: str) -> str | None:
    """The library that a format needs and that is not installed."""
    import importlib.util

    needed = {"xlsx": "xlsxwriter", "parquet": "pyarrow"}.get(name)
    return needed if needed and importlib.util.find_spec(needed) is None else None


FORMATS = [
    pytest.param(name, marks=pytest.mark.skipif(missing(name) is not None, reason=f"{missing(name)} is not installed"))
    for name in OUTPUTS
]


def environment(**more: str) -> dict[str, str]:
    """The environment without what a test of streams must not inherit."""
    names = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "GITLAB_CI", "PYTHONIOENCODING", "PYTHONUNBUFFERED")
    return {**{key: value for key, value in os.environ.items() if key not in names}, "PYTHONPATH": str(ROOT), **more}


def run(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """A command with both streams caught as bytes."""
    command = [sys.executable, "-m", "linter", *map(str, arguments)]
    caught = {"capture_output": True, "check": False, "timeout": 60, "stdin": subprocess.DEVNULL}
    return subprocess.run(command, env=environment(**more), **caught)


@cache
def usual(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """What a command does when nothing is in its way."""
    return run(*arguments)


def in_shell(line: str, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash in which NIANBAO stands for a command."""
    command = shlex.join([sys.executable, "-m", "linter", *map(str, arguments)])
    whole = line.replace("NIANBAO", command)
    return subprocess.run(["bash", "-c", whole], capture_output=True, check=False, timeout=60, env=environment(**more))


def is_calm(*said: bytes) -> bool:
    """Whether nothing tells of an error in the program itself."""
    return not any(re.search(rb"Traceback|Exception ignored|UnicodeEncodeError|OSError", each) for each in said)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_into_a_pipe(name: str, encoding: str) -> None:
    done = run("check", "--output", name, REPORT, PYTHONIOENCODING=encoding)
    assert (done.returncode, is_calm(done.stderr)) == (1, True), done.stderr
    plain = usual("check", "--output", name, REPORT)
    if name not in ("xlsx", "junit", "html"):  # these may hold the time
        assert done.stdout == plain.stdout
    if not OUTPUTS[name].binary:
        assert "C301" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("more", [PLAIN, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "gbk"}])
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: " ".join(str(one) for one in each)[:40])
def test_every_command_into_a_pipe(arguments: tuple[str | Path, ...], more: dict[str, str]) -> None:
    done = run(*arguments, **more)
    assert done.returncode == usual(*arguments).returncode
    assert is_calm(done.stdout, done.stderr), done.stderr
    assert (done.stdout + done.stderr).decode("utf-8")


@pytest.mark.parametrize("more", [PLAIN, {}], ids=["plain locale", "usual locale"])
@pytest.mark.parametrize("name", FORMATS)
def test_names_that_are_no_utf8(name: str, more: dict[str, str], tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + "/年报".encode("gbk") + b"\xff.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(REPORT.read_bytes())
    except OSError:
        pytest.skip("this file system takes no such names")
    command = [sys.executable, "-m", "linter", "check", "--output", name, path]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, env=environment(**more))
    assert (done.returncode, is_calm(done.stderr)) == (1, True), done.stderr
    if name == "json":
        assert json.loads(done.stdout)["files"][0]["findings"]


def on_a_terminal(*arguments: str | Path, **more: str) -> tuple[int, bytes]:
    """The exit code of a command and what it shows on a pseudo-terminal."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "linter", *map(str, arguments)], stdout=theirs, stderr=theirs, stdin=theirs,
        env=environment(TERM="xterm-256color", **more),
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(mine, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(mine)
    return process.wait(30), shown


@pytest.mark.parametrize("colour", [{}, {"NO_COLOR": "1"}], ids=["colours", "plain"])
@pytest.mark.parametrize("encoding", ["gbk:strict", "ascii", "latin-1:strict"])
@pytest.mark.parametrize(
    "arguments",
    [("check", REPORT), ("check", "nowhere.txt"), ("rule", "C301"), ("check", REPORT, "--output", "json"), ("rule", "X999")],
    ids=lambda each: " ".join(str(one) for one in each)[:40],
)
def test_consoles(arguments: tuple[str | Path, ...], encoding: str, colour: dict[str, str]) -> None:
    code, shown = on_a_terminal(*arguments, PYTHONIOENCODING=encoding, **colour)
    assert code == usual(*arguments).returncode
    words = shown.decode(encoding.partition(":")[0])
    assert is_calm(shown)
    if encoding.startswith("gbk"):
        assert re.search("总计|没有", words), "what the console can show is shown as it is"
    else:
        assert "\\u" in words


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_on_a_chinese_console(name: str) -> None:
    code, shown = on_a_terminal("check", REPORT, "--output", name, PYTHONIOENCODING="gbk")
    assert is_calm(shown)
    if OUTPUTS[name].binary:
        assert code == 2
        assert "请写明文件" in shown.decode("gbk")
    else:
        assert code == 1
        assert "总计" in shown.decode("gbk")


@SHELL
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_with_output_closed(name: str) -> None:
    done = in_shell("NIANBAO >&-", "check", "--output", name, REPORT)
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").startswith("nianbao：写不出去：")
    assert is_calm(done.stderr)


@SHELL
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: " ".join(str(one) for one in each)[:40])
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_every_command_with_streams_closed(arguments: tuple[str | Path, ...], closed: str) -> None:
    whole = usual(*arguments)
    done = in_shell(f"NIANBAO {closed}", *arguments)
    assert is_calm(done.stdout, done.stderr)
    says_something = bool(whole.stdout)
    fails = says_something and " >&-" in f" {closed}"
    assert done.returncode == (2 if fails else whole.returncode)
    if closed in ("2>&-", "<&-") and "--timings" not in arguments:
        assert done.stdout == whole.stdout, "what belongs elsewhere does not come here"


@SHELL
def test_files_are_written_with_all_streams_closed(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    done = in_shell("NIANBAO <&- >&- 2>&-", "check", "--output", f"json={target}", REPORT)
    assert done.returncode == 1
    assert json.loads(target.read_text(encoding="utf-8"))["run"]["errors"] == 2
    assert [each.name for each in tmp_path.iterdir()] == ["result.json"]


@SHELL
def test_standard_input_that_is_closed() -> None:
    done = in_shell("NIANBAO <&-", "check", "-")
    assert done.returncode == 2
    assert is_calm(done.stderr)


@SHELL
@FULL
@BUFFERED
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_onto_a_full_device(name: str, buffer: dict[str, str]) -> None:
    done = in_shell("NIANBAO >/dev/full", "check", "--output", name, REPORT, **buffer)
    assert done.returncode == 2
    assert re.fullmatch(r"nianbao：写不出去：.*\n", done.stderr.decode("utf-8"))


@SHELL
@FULL
@BUFFERED
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: " ".join(str(one) for one in each)[:40])
def test_every_command_onto_a_full_device(arguments: tuple[str | Path, ...], buffer: dict[str, str]) -> None:
    whole = usual(*arguments)
    done = in_shell("NIANBAO >/dev/full", *arguments, **buffer)
    assert is_calm(done.stderr)
    assert done.returncode == (2 if whole.stdout else whole.returncode)
    if whole.stdout:
        assert "写不出去" in done.stderr.decode("utf-8")
    both = in_shell("NIANBAO >/dev/full 2>/dev/full", *arguments, **buffer)
    assert both.returncode == 2
    assert is_calm(both.stdout, both.stderr)


@SHELL
@FULL
def test_messages_that_cannot_be_told() -> None:
    for arguments in (("check", "nowhere.txt", "--output", "json"), ("rule", "X999"), ("check", "--nonsense")):
        assert in_shell("NIANBAO 2>/dev/full", *arguments).returncode == 2


@FULL
@pytest.mark.parametrize("name", FORMATS)
def test_a_device_is_written_to_and_left_as_it_is(name: str) -> None:
    done = run("check", "--output", f"{name}=/dev/full", REPORT)
    assert done.returncode == 2
    assert re.fullmatch(r"nianbao：/dev/full 写不进去：.*\n", done.stderr.decode("utf-8"))
    assert run("check", "--output", f"{name}=/dev/null", REPORT).returncode == 1
    for device in ("/dev/full", "/dev/null"):
        assert Path(device).is_char_device()
    assert list(Path("/dev").glob("*.tmp")) == []


@SHELL
def test_a_link_still_leads_where_it_led(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    try:
        (tmp_path / "link.json").symlink_to(tmp_path / "real" / "result.json")
    except OSError:
        pytest.skip("this file system has no links")
    assert run("check", "--output", f"json={tmp_path / 'link.json'}", REPORT).returncode == 1
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real" / "result.json").read_text(encoding="utf-8"))["files"]


@SHELL
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_into_a_pipe_that_is_left(name: str, tmp_path: Path) -> None:
    for number in range(12):
        shutil.copy(REPORT, tmp_path / f"{number}.txt")
    for reader in ("head -n 1", "true"):
        done = in_shell(f"set -o pipefail; NIANBAO | {reader} >/dev/null", "check", "--output", name, tmp_path)
        assert done.returncode in (1, 2), "2, but where all was written before anybody left"
        assert done.stderr == b""


@SHELL
@pytest.mark.parametrize("arguments", [("rule",), ("rule", "D", "T", "C"), ("--help",), ("completion", "zsh")])
def test_every_command_into_a_pipe_that_is_left(arguments: tuple[str | Path, ...]) -> None:
    done = in_shell("set -o pipefail; NIANBAO | true", *arguments)
    assert done.returncode in (0, 2)
    assert done.stderr == b""
