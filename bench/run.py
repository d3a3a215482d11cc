"""Commands measured in fresh processes: time, processor time, and the memory of all their processes together."""

from __future__ import annotations

import compileall
import importlib.util
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NIANBAO = Path(sys.executable).with_name("nianbao")
# the generators of reports are the tests'
sys.path += [str(ROOT), str(ROOT / "tests")]

INTERVAL = 0.03  # seconds between two looks at the memory
LONG = 5.0  # seconds from which a run is not repeated
_MEBIBYTE = 1024
_IMPORTED = ("linter", "lark", "tomli", "rich", "jinja2", "yamllint", "yaml", "pymarkdown", "distributed")


class Failed(Exception):
    """A command that could not do its work: what it said."""


class Spent(NamedTuple):
    """What a command took: seconds, seconds of processors, and MiB at the highest, of all its processes and of the first.

    Memory is None where it was not looked at.
    """

    seconds: float
    processor: float | None
    whole: float | None = None
    first: float | None = None


class Memory(NamedTuple):
    """The most memory in MiB: of all processes together, and of the first one."""

    whole: float
    first: float


def environment() -> dict[str, str]:
    """The children's environment: as at a user's, with compiled modules kept and output buffered."""
    dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH"}
    return {name: value for name, value in os.environ.items() if name not in dropped}


def run(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    """Run a command with its output piped; findings (exit code 1) are no failure.

    Raises SystemExit with what the command said when it could not do its work.
    """
    done = subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stderr.decode('utf-8', 'replace')}")
    return done


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compile_modules() -> None:
    """Compile what is imported, so that no run pays for it; a package is compiled where it is installed."""
    for name in _IMPORTED:
        found = importlib.util.find_spec(name)
        for folder in (found.submodule_search_locations or ()) if found else ():
            compileall.compile_dir(folder, quiet=1)
    compileall.compile_dir(Path(__file__).parent, quiet=1)


def warm(folder: Path) -> None:
    """Read every file once, so that all runs find them in memory, the first one too."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()


def measured(command: Sequence[str], scratch: Path, times: int = 1, memory: bool = True) -> Spent:
    """What a command takes, its output going to a file: medians of so many runs, and the memory of one more.

    One that takes long is run once. Looking at memory takes time of a processor, so a run is either timed or looked at.
    Raises Failed.
    """
    runs = [_run(command, scratch)]
    if runs[0][0] < LONG:
        runs.extend(_run(command, scratch) for _ in range(times - 1))
    wall, processor = (statistics.median(each) for each in zip(*runs, strict=True))
    peak = memory_of(command, scratch) if memory else None
    return Spent(wall, processor, *(peak or (None, None)))


def memory_of(command: Sequence[str], scratch: Path, others: Sequence[int] = ()) -> Memory | None:
    """The most memory of a command together with `others`, which run already; None where there is no way to tell.

    Raises Failed.
    """
    peaks: list[Memory] = []
    _run(command, scratch, lambda number: peaks.append(_look([number, *others])))
    if not any(peak.whole for peak in peaks):
        return None
    return Memory(max(peak.whole for peak in peaks), max(peak.first for peak in peaks))


def _run(command: Sequence[str], scratch: Path, look: Callable[[int], None] | None = None) -> tuple[float, float]:
    """Seconds, and seconds of processors of the command and all processes that it waited for.

    `look` is called again and again with the number of the process while it runs.
    """
    with (scratch / "output").open("wb") as output, (scratch / "errors").open("wb") as errors:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, stderr=errors, env=environment(), cwd=ROOT)
        ended = threading.Event()
        watch = threading.Thread(target=_watch, args=(look, child.pid, ended)) if look else None
        if watch:
            watch.start()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        ended.set()
        if watch:
            watch.join()
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        said = (scratch / "errors").read_text(encoding="utf-8", errors="replace").strip()
        raise Failed(f"exit code {child.returncode}: {said[-500:] or 'nothing was said'}")
    return wall, usage.ru_utime + usage.ru_stime


def _watch(look: Callable[[int], None], number: int, ended: threading.Event) -> None:
    while not ended.is_set():
        look(number)
        ended.wait(INTERVAL)


def memory_kind() -> str:
    """What is counted as the memory of a process."""
    if _has_shares():
        return "PSS: what processes share is counted once"
    return "RSS: what processes share is counted for each of them"


def _has_shares() -> bool:
    return Path("/proc/self/smaps_rollup").exists() and Path("/proc/thread-self/children").exists()


def _look(roots: Sequence[int]) -> Memory:
    """The memory of processes with all their children now, and that of the first one alone."""
    if _has_shares():
        numbers = [number for root in roots for number in _family(root)]
        kibibytes = {number: _share(number) for number in numbers}
    else:
        kibibytes = _resident(roots)
    return Memory(sum(kibibytes.values()) / _MEBIBYTE, kibibytes.get(roots[0], 0) / _MEBIBYTE)


def _family(root: int) -> Iterator[int]:
    """A process and all processes below it."""
    waiting = [root]
    while waiting:
        number = waiting.pop()
        yield number
        try:
            for thread in os.listdir(f"/proc/{number}/task"):
                children = Path(f"/proc/{number}/task/{thread}/children").read_text(encoding="ascii")
                waiting.extend(map(int, children.split()))
        except OSError:  # it has just ended
            continue


def _share(number: int) -> int:
    """The memory of a process in KiB, with its share of what it has together with others."""
    try:
        with open(f"/proc/{number}/smaps_rollup", encoding="ascii") as lines:
            return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    except OSError:
        return 0


def _resident(roots: Sequence[int]) -> dict[int, int]:
    """The resident memory in KiB of processes and all below them, as `ps` tells it."""
    listed = subprocess.run(["ps", "-axo", "pid=,ppid=,rss="], capture_output=True, text=True, check=False).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    wanted = set(roots)
    for _ in rows:
        more = {number for number, parent, _ in rows if parent in wanted} - wanted
        if not more:
            break
        wanted |= more
    return {number: size for number, _, size in rows if number in wanted}
