"""Checks on a cluster: the same results as on one machine, whatever becomes of workers."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cluster_work import Elsewhere, work
from commands import ROOT, Done
from generator.province import build_province, write

from linter.archive import link as module
from linter.archive.cluster import Cluster
from linter.archive.examine import Item
from linter.archive.link import Link, NoCluster
from linter.archive.pool import Lost
from linter.archive.shares import Shares
from linter.limits import LIMITS
from linter.run import Found, Settings

distributed = pytest.importorskip("distributed", reason="distributed is not installed")
psutil = pytest.importorskip("psutil")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers are ended by signals here")

# what is neither on the machine of the workers nor in their folder: all paths are those of the folder of the run
CONFIGURATION = """\
profile = "own/place.toml"
baseline = "baseline.jsonl"
[archive]
roster = "roster.csv"
[level]
S114 = "info"
[[override]]
files = ["2023/**"]
level = { N405 = "warning" }
[[override]]
files = ["**/*局.txt"]
level = { N404 = "warning" }
[[suppress]]
rule = ["S113", "S115"]
file = "旧/*.txt"
reason = "已公布"
[[suppress]]
rule = "PL001"
file = "2024/**"
until = 2020-01-01
reason = "过期"
"""
PROFILE = """\
[profile]
name = "place"
title = "本地"
extends = "base"
prefix = "PL"
[section.overview]
accepted.add = ["工作概述"]
[[rule]]
code = "PL001"
name = "phone"
title = "写明电话"
check = "stated"
level = "warning"
any = ["电话:\\\\d{3,4}"]
basis = [{ doc = "本地通知" }]
help = "请写明电话。"
message.broken = "没有写明电话"
"""


def run(folder: Path, *arguments: str, timeout: float = 100) -> Done:
    """The program, run in a folder."""
    process = started(folder, *arguments)
    out, err = process.communicate(timeout=timeout)
    return Done(process.returncode, out, err)


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The same while it runs."""
    command = [sys.executable, "-m", "linter", "check", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers with a thread each, in a folder in which nothing of the run is."""
    from dask import config

    with (
        config.set({"distributed.worker.daemon": True, "distributed.comm.timeouts.connect": "10s"}),
        distributed.LocalCluster(
            processes=True, n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=60
        ) as made,
    ):
        yield made


@pytest.fixture
def link(cluster: Any) -> Iterator[Link]:
    """A way to the cluster."""
    made = Link(cluster.scheduler_address)
    yield made
    made.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with findings of all kinds, a configuration, an own profile, entries that silence, and what is no report."""
    folder = tmp_path_factory.mktemp("归档")
    write(build_province(36, seed=11), folder)
    for number, path in enumerate(sorted(folder.rglob("*.txt"))):
        words = path.read_text(encoding="utf-8")
        if number % 4 == 0:
            words = words.replace("三、", "四、", 1)
        if number % 5 == 0:
            words = words.replace("1", "7", 3)
        path.write_text(words, encoding="utf-8")
    (folder / "旧").mkdir()
    for path in (ROOT / "examples").glob("faulty-*"):
        shutil.copy(path, folder / "旧")
    remark = "<!-- nianbao: ignore S110 N404 原件如此 -->\n"
    for path in (folder / "旧").glob("*.md"):
        path.write_text(remark + path.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "own").mkdir()
    (folder / "own" / "place.toml").write_text(PROFILE, encoding="utf-8")
    (folder / "nianbao.toml").write_text(CONFIGURATION.replace("baseline =", "# baseline ="), encoding="utf-8")
    (folder / "旧" / "空.txt").write_bytes(b"")
    (folder / "旧" / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    (folder / "旧" / "旧.doc").write_bytes(b"{\\rtf1 " + bytes(20) + b"}")
    (folder / "旧" / "说明.md").write_text("# 说明\n\n这里没有报告。\n", encoding="utf-8")
    written = run(folder, "--output", "json", ".").out
    findings = [(file["path"], each) for file in json.loads(written)["files"] for each in file["findings"]]
    assert len(findings) > 100
    subprocess.run(
        [sys.executable, "-m", "linter", "baseline", "write", "--file", "baseline.jsonl", "2022"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True,
    )  # fmt: skip
    (folder / "nianbao.toml").write_text(CONFIGURATION, encoding="utf-8")
    return folder
