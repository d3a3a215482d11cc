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
from linter.archive.link import Link, NoCluster
from linter.archive.lost import Lost
from linter.archive.record import Item
from linter.archive.shares import Share, Shares
from linter.cli import main
from linter.limits import LIMITS
from linter.run import Found, Settings

distributed = pytest.importorskip("distributed", reason="distributed is not installed")
psutil = pytest.importorskip("psutil")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers are ended by signals here")

REMARK = '<!-- nianbao: rule = "T206", reason = "原件如此" -->'
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
level = { N405 = "error" }
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


def run(folder: Path, *arguments: str) -> Done:
    """The program, run in a folder."""
    process = started(folder, *arguments)
    out, err = process.communicate(timeout=100)
    return Done(process.returncode, out, err)


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The same while it runs."""
    return subprocess.Popen(
        [sys.executable, "-m", "linter", *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers with a thread each, in a folder in which nothing of the run is."""
    from dask import config

    with (
        config.set({"distributed.worker.daemon": True, "distributed.comm.timeouts.connect": "10s"}),
        distributed.LocalCluster(
            processes=True, n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=60
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
    for number, path in enumerate(sorted((folder / "2024").rglob("*.txt"))):
        before = folder / "2023" / path.relative_to(folder / "2024")
        words = path.read_text(encoding="utf-8")
        if number % 4 == 0:
            words = words.replace("三、", "四、", 1)
        if number % 5 == 0:
            words = before.read_text(encoding="utf-8").replace("2023", "2024")
        path.write_text(words, encoding="utf-8")
    (folder / "旧").mkdir()
    for path in (ROOT / "examples").glob("faulty-*"):
        shutil.copy(path, folder / "旧")
    for path in (folder / "旧").glob("*.md"):
        path.write_text(f"{REMARK}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    (folder / "own").mkdir()
    (folder / "own" / "place.toml").write_text(PROFILE, encoding="utf-8")
    (folder / "nianbao.toml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "旧" / "空.txt").write_bytes(b"")
    (folder / "旧" / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    (folder / "旧" / "旧.doc").write_bytes(b"{\\rtf1 " + bytes(20) + b"}")
    (folder / "旧" / "说明.md").write_text("# 说明\n\n这里没有报告。\n", encoding="utf-8")
    assert run(folder, "baseline", "write", "2022").code == 0
    return folder


@pytest.fixture(scope="module")
def alone(archive: Path) -> Done:
    """What one machine says of the archive."""
    done = run(archive, "check", "--output", "json", ".")
    told = json.loads(done.out)
    assert done.code == 2
    rules = {each["rule"] for file in told["files"] for each in file["findings"]}
    assert {"S113", "PL001", "P902", "P903", "R901", "Y801", "Y806"} <= rules, rules
    assert told["run"]["silenced"]
    return done


def test_results_are_those_of_one_machine(archive: Path, alone: Done, cluster: Any) -> None:
    done = run(archive, "check", "--output", "json", ".", "--cluster", cluster.scheduler_address)
    assert done == alone


@pytest.mark.parametrize(
    "arguments", [("2024", "--previous", "2023"), ("--profile", "auto", "2023", "旧"), ("--no-config", "旧")]
)
def test_options_hold_there_too(archive: Path, cluster: Any, arguments: tuple[str, ...]) -> None:
    done = run(archive, "check", *arguments, "--cluster", cluster.scheduler_address)
    assert done == run(archive, "check", *arguments)


def test_other_configurations_are_met_on_the_way(archive: Path, cluster: Any, tmp_path: Path) -> None:
    """Those of last year's reports, which nobody looked for before, and one of them that cannot be used."""
    for year in ("2022", "2023"):
        shutil.copytree(archive / year, tmp_path / year / "报告")
        (tmp_path / year / "nianbao.toml").write_text('[level]\nY801 = "info"\n', encoding="utf-8")
    arguments = ["check", "--output", "concise", "2023", "--previous", "2022"]
    assert run(tmp_path, *arguments, "--cluster", cluster.scheduler_address) == run(tmp_path, *arguments)
    (tmp_path / "2022" / "nianbao.toml").write_text('[level]\nY801 = "so"\n', encoding="utf-8")
    assert run(tmp_path, *arguments, "--cluster", cluster.scheduler_address) == run(tmp_path, *arguments)


def test_a_worker_that_is_killed(archive: Path, alone: Done, cluster: Any) -> None:
    before = at_work(cluster)
    process = started(archive, "check", "--output", "json", ".", "--cluster", cluster.scheduler_address)
    await_work(cluster, before)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    out, err = process.communicate(timeout=100)
    assert Done(process.returncode, out, err) == alone


def test_ended_by_somebody(archive: Path, cluster: Any) -> None:
    before = at_work(cluster)
    process = started(archive, "check", "--output", "concise", ".", "--cluster", cluster.scheduler_address)
    await_work(cluster, before)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "已中断" in err
    await_end(lambda: not cluster.scheduler.tasks)
    await_end(lambda: not at_work(cluster))


def await_work(cluster: Any, before: set[int]) -> None:
    """Until workers have processes that work, which they had not before."""
    await_end(lambda: bool(at_work(cluster) - before))


def at_work(cluster: Any) -> set[int]:
    """The processes that do the work of workers."""
    found: set[int] = set()
    for worker in list(cluster.workers.values()):
        with contextlib.suppress(psutil.NoSuchProcess, TypeError):
            children = psutil.Process(worker.pid).children()
            found.update(each.pid for each in children if "spawn_main" in " ".join(each.cmdline()))
    return found


def await_end(is_so: Callable[[], bool]) -> None:
    """Until something is so."""
    deadline = time.monotonic() + 40
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_processes_end_with_the_run(archive: Path, cluster: Any) -> None:
    run(archive, "check", "2024", "--cluster", cluster.scheduler_address)
    await_end(lambda: not at_work(cluster))


def items(*words: str) -> list[Item]:
    """Files that say so."""
    return [Item(Found(str(number)), each.encode()) for number, each in enumerate(words)]


def test_crashes_and_hangs_lose_the_file_alone(link: Link) -> None:
    settings = Settings(limits=LIMITS._replace(stuck=1))
    pieces = items("a", "kill", "b", "hang", "c")
    results = list(Cluster(work, settings, link).over(pieces))
    assert results == ["0 a", Lost(False, -signal.SIGKILL), "2 b", Lost(True, 0), "4 c"]


def test_what_ends_workers_is_lost(cluster: Any, link: Link, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    pieces = items("a", "worker", *"bcdefgh")
    monkeypatch.setattr("linter.archive.shares._TOGETHER", 4)
    monkeypatch.setattr(link, "threads", lambda: 1)
    results = list(Cluster(work, Settings(), link).over(pieces))
    expected = [f"{piece.found.path} {(piece.content or b'').decode()}" for piece in pieces]
    assert results == [expected[0], Lost(False, -signal.SIGKILL), *expected[2:]]


def test_much_is_sent_in_small_shares_and_told_in_order(link: Link) -> None:
    pieces = items(*(str(number) * (number % 7) * 50_000 for number in range(150)))
    sizes = []
    send = link.send
    link.send = lambda site, packed: sizes.append(sum(map(len, packed))) or send(site, packed)  # type: ignore[method-assign]
    results = list(Cluster(work, Settings(), link).over(pieces))
    assert results == [f"{piece.found.path} {(piece.content or b'').decode()}" for piece in pieces]
    assert max(sizes) < 6_000_000


def test_not_too_much_is_underway_or_held_back() -> None:
    shares = Shares(100_000, 2)
    while shares.may_send(2):
        share = Share()
        for number in shares.next_numbers():
            share.add(number, 100)
        shares.sent[len(shares.sent)] = share
    assert [len(share.numbers) for share in shares.sent.values()] == [32] * 6
    first = shares.sent.pop(0)
    # what comes behind the first is done, again and again, but cannot be told
    while shares.may_send(2):
        shares.sent[shares.next_numbers()[0]] = share
        _, done = shares.sent.popitem()
        shares.done.update(dict.fromkeys(done.numbers))
        assert list(shares.tell()) == []
    assert shares._fresh <= 32 * 24 * 2
    shares.done.update(dict.fromkeys(first.numbers))
    assert len(list(shares.tell())) == 32
    assert shares.may_send(2)


def test_work_that_is_not_understood_there(link: Link) -> None:
    with pytest.raises(NoCluster) as caught:
        list(Cluster(Elsewhere(), Settings(), link).over(items("a")))
    assert caught.value.said.key == "cluster_not_understood"
    assert "elsewhere" in str(caught.value.said.params["reason"])


def test_another_version_is_told(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "__version__", "0.0.1")
    with pytest.raises(NoCluster) as caught:
        Link(cluster.scheduler_address)
    assert caught.value.said.key == "cluster_version"


def test_another_version_that_comes_later_is_told(link: Link, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "__version__", "0.0.1")
    with pytest.raises(NoCluster) as caught:
        list(Cluster(work, Settings(), link).over(items("a")))
    assert caught.value.said.key == "cluster_version"


def test_no_cluster_there(archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert module._CONNECTING < 10
    monkeypatch.setattr(module, "_CONNECTING", 1.0)
    monkeypatch.chdir(archive)
    assert main(["check", "2024", "--output", "json=结果.json", "--cluster", "tcp://127.0.0.1:9"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "连接不上集群 tcp://127.0.0.1:9" in err
    assert err.count("\n") == 1
    assert not (archive / "结果.json").exists()


@pytest.mark.parametrize("address", ["", "tcp://", "xyz://127.0.0.1:9", "tls://127.0.0.1:9", "127.0.0.1:99999"])
def test_addresses_that_are_none(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONNECTING", 1.0)
    with pytest.raises(NoCluster) as caught:
        Link(address)
    assert caught.value.said.key == "cluster_unreachable"


def test_no_workers_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST", 0.5)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=60) as empty,
        pytest.raises(NoCluster) as caught,
    ):
        Link(empty.scheduler_address)
    assert caught.value.said.key == "cluster_no_workers"


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoCluster) as caught:
        Link("tcp://127.0.0.1:9")
    assert caught.value.said.key == "cluster_missing"


def test_a_scheduler_that_goes_is_told(tmp_path: Path) -> None:
    """One that was started by hand, as its worker was."""
    place = tmp_path / "scheduler.json"
    options = ["--dashboard-address", ":0", "--scheduler-file", str(place)]
    with (
        program("dask_scheduler", "--host", "127.0.0.1", "--port", "0", *options) as scheduler,
        program("dask_worker", "--no-nanny", "--nthreads", "2", *options),
    ):
        await_end(place.exists)
        link = Link(json.loads(place.read_text(encoding="utf-8"))["address"])
        try:
            # more than are underway at a time
            pieces = items(*["a"] * 1000)
            results = Cluster(work, Settings(), link).over(pieces)
            assert next(results) == "0 a"
            scheduler.kill()
            with pytest.raises(NoCluster) as caught:
                list(results)
        finally:
            link.close()
    assert caught.value.said.key == "cluster_lost"


@contextlib.contextmanager
def program(name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of the library while it runs."""
    command = [sys.executable, "-m", f"distributed.cli.{name}", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
