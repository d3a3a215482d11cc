"""What is measured on archives: plain checks, numbers of processes, the cache, extraction, a cluster."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import cluster
from archives import Archive
from run import NIANBAO, Failed, Spent, measured

# a larger archive is not measured with every number of processes
_MEDIUM = 10_000
_KIBI = 1024
_FORMATS = ("csv", "jsonl", "parquet")


class Measure(NamedTuple):
    """What a command took for an archive: its kind ("check", "jobs", "cache", "extract", "cluster") and which one it is.

    `jobs` is the number of processes that work.
    """

    kind: str
    what: str
    archive: Archive
    jobs: int
    spent: Spent
    note: str = ""

    @property
    def files(self) -> int:
        """How many files there are."""
        return self.archive.files

    @property
    def each(self) -> float:
        """Milliseconds for one file."""
        return self.spent.seconds / self.files * 1000


class Plan(NamedTuple):
    """What is measured how: numbers of processes, how often, where files go, and whom to tell of every measure."""

    jobs: Sequence[int]
    times: int
    scratch: Path
    tell: Callable[[Measure], None]
    skipped: dict[str, str]


def processors() -> int:
    """How many processes nianbao takes when nobody says."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def measures_of(archive: Archive, is_text: bool, plan: Plan) -> list[Measure]:
    """Everything that is measured of an archive."""
    found: list[Measure] = []
    for each in _measures(archive, is_text, plan):
        plan.tell(each)
        found.append(each)
    return found


def _measures(archive: Archive, is_text: bool, plan: Plan) -> Iterator[Measure]:
    check = [str(NIANBAO), "check", str(archive.folder), "--output", "concise"]
    usual = processors()
    plain = measured(check, plan.scratch, plan.times)
    yield Measure("check", "check", archive, usual, plain)
    if archive.files <= _MEDIUM:
        for jobs in plan.jobs:
            # memory of mixed archives is looked at once: reading them takes longest
            spent = plain if jobs == usual else measured([*check, "--jobs", str(jobs)], plan.scratch, plan.times, is_text)
            yield Measure("jobs", f"--jobs {jobs}", archive, jobs, spent)
    yield from _with_cache(check, archive, plan)
    if is_text and archive.files <= _MEDIUM:
        yield from _extracted(archive, plan)


def _with_cache(check: list[str], archive: Archive, plan: Plan) -> Iterator[Measure]:
    folder = plan.scratch / "cache"
    shutil.rmtree(folder, ignore_errors=True)
    command = [*check, "--cache", "--cache-dir", str(folder)]
    first = measured(command, plan.scratch, memory=False)
    size = sum(path.stat().st_size for path in folder.iterdir()) / _KIBI / archive.files
    yield Measure("cache", "first run", archive, processors(), first, f"{size:.1f} KiB a file are kept")
    second = measured(command, plan.scratch, plan.times)
    yield Measure("cache", "second run", archive, processors(), second)
    shutil.rmtree(folder, ignore_errors=True)


def _extracted(archive: Archive, plan: Plan) -> Iterator[Measure]:
    for name in _FORMATS:
        if name == "parquet" and importlib.util.find_spec("pyarrow") is None:
            plan.skipped["extract as parquet"] = "pyarrow is not installed"
            continue
        place = plan.scratch / f"data.{name}"
        command = [str(NIANBAO), "extract", str(archive.folder), "--output", f"{name}={place}"]
        spent = measured(command, plan.scratch, plan.times)
        size = place.stat().st_size / _KIBI**2
        yield Measure("extract", f"extract, {name}", archive, processors(), spent, f"{size:.2f} MiB are written")
        place.unlink()


def cluster_measures(archive: Archive, plan: Plan) -> list[Measure]:
    """A check whose work two workers of a cluster do."""
    if reason := cluster.why_not():
        plan.skipped["cluster"] = reason
        return []
    try:
        spent = cluster.with_cluster(archive.folder, plan.scratch, plan.times)
    except Failed as failed:
        plan.skipped["cluster"] = str(failed)
        return []
    found = Measure("cluster", f"--cluster, {cluster.WORKERS} workers", archive, cluster.WORKERS, spent)
    plan.tell(found)
    return [found]
