"""A cluster of two workers on this machine, started for one measurement."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from run import NIANBAO, ROOT, Failed, Spent, environment, measured, memory_of, run

WORKERS = 2
_WAIT = 60.0
_COUNT = "import sys; from distributed import Client; Client(sys.argv[1], timeout=30).wait_for_workers(int(sys.argv[2]), 30)"


class Running(NamedTuple):
    """A cluster that runs: the address of its scheduler, and the numbers of its processes."""

    address: str
    numbers: tuple[int, ...]


def why_not() -> str:
    """Why there is no cluster to measure, or nothing."""
    if importlib.util.find_spec("distributed") is None:
        return "distributed is not installed (it comes with the extra `bench`)"
    if b"--cluster" not in run([str(NIANBAO), "check", "--help"]).stdout:
        return "this version of nianbao has no option --cluster"
    return ""


def with_cluster(folder: Path, scratch: Path, times: int) -> Spent:
    """What a check takes whose work is done by two workers with one thread each; their memory is counted.

    Raises Failed.
    """
    with _cluster(scratch) as running:
        command = [str(NIANBAO), "check", str(folder), "--cluster", running.address, "--output", "concise"]
        spent = measured(command, scratch, times, memory=False)
        peak = memory_of(command, scratch, running.numbers)
    return Spent(spent.seconds, None, *(peak or (None, None)))


@contextlib.contextmanager
def _cluster(scratch: Path) -> Iterator[Running]:
    """A scheduler and its workers, which end with the block."""
    told = scratch / "scheduler.json"
    told.unlink(missing_ok=True)
    started: list[subprocess.Popen[bytes]] = []
    with (scratch / "cluster.log").open("wb") as log:

        def start(module: str, *arguments: str) -> None:
            command = [sys.executable, "-m", f"distributed.cli.{module}", "--scheduler-file", str(told), *arguments]
            started.append(subprocess.Popen(command, stdout=log, stderr=log, env=environment(), cwd=ROOT))

        try:
            start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
            address = _address(told, started)
            for _ in range(WORKERS):
                start("dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(scratch))
            done = subprocess.run(
                [sys.executable, "-c", _COUNT, address, str(WORKERS)], env=environment(), capture_output=True, check=False
            )
            if done.returncode:
                raise Failed("the workers of the cluster did not come up: " + done.stderr.decode("utf-8", "replace")[-300:])
            yield Running(address, tuple(process.pid for process in started))
        finally:
            _end(started)


def _address(told: Path, started: Sequence[subprocess.Popen[bytes]]) -> str:
    """The address of the scheduler, as soon as it has written it down."""
    deadline = time.monotonic() + _WAIT
    while time.monotonic() < deadline and started[0].poll() is None:
        with contextlib.suppress(OSError, ValueError, KeyError):
            return str(json.loads(told.read_text(encoding="utf-8"))["address"])
        time.sleep(0.05)
    raise Failed("the scheduler of the cluster did not come up")


def _end(started: Sequence[subprocess.Popen[bytes]]) -> None:
    """End the processes, the workers before their scheduler."""
    for process in reversed(started):
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
