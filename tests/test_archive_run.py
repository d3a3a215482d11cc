"""A check over an archive, as people start it: the same whoever does the work, and honest about whatever goes wrong."""

from __future__ import annotations

import contextlib
import csv
import errno
import json
import multiprocessing
import os
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from commands import ROOT, Done
from generator.province import build_province, write
from generator.province_faults import plant
from profile_files import run

from linter.archive import archive, examine, pool, spool
from linter.cli import progress, workers
from linter.cli.check import FORMATS

PROGRAM = [sys.executable, "-m", "linter"]
_NOT_INHERITED = ("GITHUB_ACTIONS", "GITLAB_CI", "FORCE_COLOR", "NO_COLOR")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in _NOT_INHERITED},
    "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
}
PROCESSES = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are found in /proc")
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.+Z]*")
KINDS = ("Y801", "Y802", "Y804", "Y805", "Y806", "R901", "R902", "R903", "R904", "R905")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two years with a fault of every kind that only an archive shows."""
    return _written(tmp_path_factory.mktemp("province"), 40, (2023, 2024))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that takes some seconds."""
    return _written(tmp_path_factory.mktemp("large"), 120, (2022, 2023, 2024))


def _written(folder: Path, bodies: int, years: tuple[int, ...]) -> Path:
    made = build_province(bodies, seed=7, years=years)
    plant(made, KINDS, 7)
    write(made, folder)
    # one that is wrong by itself, one that cannot be read, and one that is none
    _spoil_heading(next(folder.glob("2024/*/*财政局.txt")))
    (folder / "2024" / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    (folder / "2024" / "纪要.txt").write_text("会议纪要\n\n一、议题\n", encoding="utf-8")
    return folder


def _spoil_heading(path: Path) -> None:
    """Make a report wrong by itself (S114)."""
    path.write_text(path.read_text(encoding="utf-8").replace("六、其他需要报告的事项", "六、其他需要报告事项"), encoding="utf-8")


@pytest.fixture(scope="module")
def expected(province: Path) -> Done:
    """What is to be said of the archive as JSON."""
    return by_processes(province, ".", "--jobs", "2", "--output", "json")


@pytest.fixture(scope="module")
def few_rules(province: Path) -> Done:
    """The same of rules to which the reports of other bodies are nothing."""
    return by_processes(province, ".", "--jobs", "2", "--output", "json", "--select", "C,Y8")


@pytest.fixture
def own(province: Path, tmp_path: Path) -> Path:
    """The archive, to be changed."""
    return Path(shutil.copytree(province, tmp_path / "archive"))


def _begun(folder: Path, *arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, "check", *arguments], cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True, **options},
    )  # fmt: skip


def by_processes(folder: Path, *arguments: str) -> Done:
    """What the command says, in a process of its own."""
    with _begun(folder, *arguments) as process:
        out, err = process.communicate(timeout=60)
    return Done(process.returncode, out.decode(), err.decode())


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()))
    except OSError:
        return []


def at_work(process: subprocess.Popen[bytes], count: int = 1) -> list[int]:
    """The processes that do the work, as soon as there are so many."""
    until = time.monotonic() + 20
    while len(found := children(process.pid)) < count and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    return found


def gone(pids: Sequence[int]) -> bool:
    """Whether processes end within some seconds."""
    until = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """All work is done in this process."""
    monkeypatch.setattr(workers, "_FEW", 10**9)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is shared out to copies of this process, also where there is little of it."""
    monkeypatch.setattr(workers, "_FEW", 0)
    monkeypatch.setattr(pool, "_context", lambda: multiprocessing.get_context("fork"))


@pytest.fixture(params=["here", "shared"])
def anywhere(request: pytest.FixtureRequest) -> str:
    """Work is done in this process, or shared out."""
    request.getfixturevalue(request.param)
    return str(request.param)


def files_of(done: Done) -> dict[str, Any]:
    """What JSON says, by path."""
    return {each.pop("path").removeprefix("./"): each for each in json.loads(done.out)["files"]}


def codes(file: Any) -> set[str]:
    """The rules that found something in a file."""
    return {each["rule"] for each in file["findings"]}


def with_finding(done: Done, code: str) -> str:
    """The path of a file in which a rule found something; one that is not there where there is none."""
    return next((path for path, each in files_of(done).items() if code in codes(each)), "没有.txt")


# --- the same, whoever does the work


def _suppressed(folder: Path) -> None:
    """A configuration with a roster, levels, an override, and entries that are used and that are not."""
    found = run(folder, "check", ".", "--output", "json")
    entries = [(code, with_finding(found, code)) for code in ("Y801", "Y805", "R903", "S114")]
    entries += [("Y802", "2024/**/没有.txt"), ("Y806", "2024/**/*财政局.txt"), ("C301", "**"), ("R904", "2023/**")]
    text = '[level]\nY802 = "error"\nR903 = "info"\n\n[archive]\nroster = "roster.csv"\n\n'
    text += '[[override]]\nfiles = ["2023/**"]\n[override.level]\nR904 = "error"\n'
    for code, path in entries:
        text += f'\n[[suppress]]\nrule = "{code}"\nfile = {json.dumps(path, ensure_ascii=False)}\nreason = "已经核对"\n'
    (folder / "nianbao.toml").write_text(text, encoding="utf-8")


def _commented(folder: Path) -> None:
    """Reports in Markdown and HTML with comments that silence rules over two years and others."""
    found = run(folder, "check", ".", "--output", "json")
    for code, suffix in (("Y801", ".md"), ("Y805", ".html"), ("R903", ".md"), ("Y802", ".md")):
        path = folder / with_finding(found, code)
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        comment = f"<!-- nianbao: ignore {code} -- 已经核对 -->"
        if suffix == ".html":
            rows = "".join(f"<p>{line}</p>" for line in text.splitlines())
            text = f"<html><body>{comment}{rows}</body></html>"
        else:
            text = f"{comment}\n\n{text}"
        path.unlink()
        path.with_suffix(suffix).write_text(text, encoding="utf-8")


def _with_baseline(folder: Path) -> None:
    """A baseline from before some findings came and others went."""
    assert run(folder, "baseline", "write", ".", "--file", "known.jsonl").code == 2
    found = run(folder, "check", ".", "--output", "json")
    _spoil_heading(folder / with_finding(found, "Y801"))
    for before in sorted((folder / "2023").rglob("*.txt"))[:6]:
        before.unlink()


def _nothing(folder: Path) -> None:
    """The archive as it is."""


WAYS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "plain": (_nothing, (".",)),
    "configured": (_suppressed, (".",)),
    "comments": (_commented, (".",)),
    "baseline": (_with_baseline, (".", "--baseline", "known.jsonl", "--strict-baseline")),
    "previous": (_nothing, ("2024", "--previous", "2023")),
    "named": (_nothing, ("2024/坏.docx", "2023", "--skip-unrelated", "--lang", "en")),
}


@pytest.mark.parametrize("way", WAYS)
def test_who_does_the_work_changes_no_byte(way: str, own: Path, here: None) -> None:
    prepare, arguments = WAYS[way]
    prepare(own)
    expected = run(own, "check", *arguments, "--output", "json")
    assert json.loads(expected.out)["files"]
    for jobs in ("1", "2", "8") if way == "plain" else ("3",):
        assert by_processes(own, *arguments, "--jobs", jobs, "--output", "json") == expected, jobs


def test_new_processes_do_the_same_as_copies(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is inherited there: profiles, patterns, rosters and entries are handed over."""
    _commented(own)
    _suppressed(own)
    office = '[profile]\nname = "office"\ntitle = "县里"\nprefix = "YL"\nextends = "henan"\n'
    (own / "office.toml").write_text(office, encoding="utf-8")
    text = (own / "nianbao.toml").read_text(encoding="utf-8")
    text += '\n[option.Y806]\nmasked.add = ["公开(?:情况|工作)"]\n'
    (own / "nianbao.toml").write_text(f'profile = "office.toml"\n{text}', encoding="utf-8")
    told = by_processes(own, ".", "--jobs", "2", "--output", "json")
    assert told.out, told.err
    monkeypatch.setattr(pool, "_context", lambda: multiprocessing.get_context("spawn"))
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    assert run(own, "check", ".", "--jobs", "2", "--output", "json") == told


def test_faults_of_every_kind_are_found_and_what_silences_them_is_told(own: Path, here: None) -> None:
    found = {code for each in files_of(run(own, "check", ".", "--output", "json")).values() for code in codes(each)}
    assert {"R903", "R904", "Y801", "Y802", "Y804", "Y805"} <= found
    _suppressed(own)
    told = files_of(run(own, "check", ".", "--output", "json"))
    remarks = [each["message"] for path, file in told.items() if path.endswith(".toml") for each in file["findings"]]
    # the entry for files that are not there, and those for rules that found nothing
    assert len(remarks) >= 3
    assert not any(code in remark for remark in remarks for code in ("Y801", "Y805", "R903", "S114"))
    assert "R905" in {code for each in told.values() for code in codes(each)}


def test_every_output_at_once_is_the_same_as_each_by_itself(own: Path, here: None) -> None:
    shutil.rmtree(own / "2023")
    for folder in [path for path in (own / "2024").glob("*/*") if path.is_dir()][1:]:
        shutil.rmtree(folder)
    # a workbook has the time in it
    formats = [name for name in FORMATS if name not in ("text", "xlsx")]
    asked = [part for name in formats for part in ("--output", f"{name}=../together.{name}")]
    done = by_processes(own, ".", "--jobs", "2", "--statistics", *asked, "--output", "text")
    assert done == by_processes(own, ".", "--jobs", "1", "--statistics")
    for name in formats:
        run(own, "check", ".", "--jobs", "1", "--statistics", "--output", f"{name}=../alone.{name}")
        together, alone = ((own.parent / f"{which}.{name}").read_bytes() for which in ("together", "alone"))
        assert _TIME.sub(b"", together) == _TIME.sub(b"", alone), name


def test_timings_of_all_processes_are_added_up(province: Path, expected: Done) -> None:
    done = by_processes(province, ".", "--jobs", "3", "--timings", "--output", "json")
    times = re.findall(r"\b([A-Z]{1,2}\d{3})\b", done.err)
    assert len(times) >= 5
    assert len(times) == len(set(times))
    assert done.out == expected.out


def test_last_years_report_is_found_as_if_it_had_been_named(province: Path, here: None) -> None:
    alone = files_of(run(province, "check", ".", "--select", "Y", "--output", "json"))
    named = files_of(run(province, "check", "2024", "--previous", "2023", "--select", "Y", "--output", "json"))
    both = files_of(run(province, "check", "2024", "--previous", ".", "--select", "Y", "--output", "json"))
    assert named == both == {path: each for path, each in alone.items() if path.startswith("2024")}
    assert {"Y801", "Y802", "Y804", "Y805"} <= {code for each in named.values() for code in codes(each)}


# --- files that change meanwhile


def _meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Something happens when all files have been read and before they are held against one another."""
    compare = archive.Archive.compare

    def later(self: Any) -> Any:
        act()
        return compare(self)

    monkeypatch.setattr(archive.Archive, "compare", later)


@pytest.mark.parametrize("how", ["changed", "vanished", "emptied", "a folder"])
def test_a_file_that_changes_in_mid_run_is_told_of_with_what_is_known(
    how: str, own: Path, expected: Done, anywhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = with_finding(expected, "Y802")
    path = own / name
    _spoil_heading(path)

    def change() -> None:
        if how == "changed":
            path.write_bytes(path.read_bytes() + b"\n")
        elif how == "emptied":
            path.write_bytes(b"")
        else:
            path.unlink()
        if how == "a folder":
            path.mkdir()

    _meanwhile(monkeypatch, change)
    done = run(own, "check", ".", "--output", "json")
    file = files_of(done)[name]
    assert done.code == 2
    assert f"{name}：检查过程中被改动" in done.err
    # what was found before it changed is still told, and rules that were not tried are not told to have passed
    assert codes(file) == {"S114"}
    reasons = {code: each["reason"] for each in file["skipped"] for code in each["rules"]} if "skipped" in file else {}
    assert all("改动" in reasons[code] for code in reasons if code.startswith("Y8") and code != "Y803")
    others = {path: each for path, each in files_of(expected).items() if path != name}
    assert {path: each for path, each in files_of(done).items() if path != name} == others


def test_a_file_that_need_not_be_read_again_may_change(
    own: Path, expected: Done, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = next(path for path, each in files_of(expected).items() if not each["findings"] and each["outcome"] == "checked")
    _meanwhile(monkeypatch, (own / sound).unlink)
    assert run(own, "check", ".", "--output", "json") == expected


def test_a_file_that_vanishes_before_it_is_read_is_told_of(own: Path, here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    read = archive.Archive.read
    victim = next((own / "2024").rglob("*民政局.txt"))

    def later(self: Any, *given: Any, **more: Any) -> None:
        victim.unlink(missing_ok=True)
        read(self, *given, **more)

    monkeypatch.setattr(archive.Archive, "read", later)
    done = run(own, "check", ".", "--output", "json")
    assert done.code == 2
    assert files_of(done)[str(victim.relative_to(own))]["outcome"] == "unreadable"
    assert victim.name in done.err


# --- programs that fail


def _spoil(monkeypatch: pytest.MonkeyPatch, name: str, victim: str, act: Callable[[], object]) -> None:
    """Something happens when a file is looked at the first or the second time."""
    real = getattr(examine, name)

    def spoilt(self: Any, piece: Any, *given: Any) -> Any:
        found = piece.found if name == "_first" else piece.item.found
        if found.path.endswith(victim):
            act()
        return real(self, piece, *given)

    monkeypatch.setattr(examine, name, spoilt)


def _fail() -> None:
    raise LookupError("十分意外")


SPOILT: dict[str, tuple[Callable[[], object], str]] = {
    "fails": (_fail, "程序出错（LookupError: 十分意外）"),
    "dies": (lambda: os.kill(os.getpid(), signal.SIGKILL), "进程意外结束（代码 -9）"),
    "hangs": (lambda: time.sleep(60), "用时过长"),
}


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("where", ["here", "shared"])
def test_a_file_on_which_the_program_fails_is_told_of_and_the_others_are_done(
    how: str, where: str, own: Path, few_rules: Done, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (how, where) in (("dies", "here"), ("hangs", "here")):
        pytest.skip("takes this process with it")
    request.getfixturevalue(where)
    before = few_rules
    victim = next(path for path, each in files_of(before).items() if not each["findings"] and path.startswith("2024"))
    act, why = SPOILT[how]
    _spoil(monkeypatch, "_first", victim, act)
    done = run(own, "check", ".", "--output", "json", "--select", "C,Y8", "--jobs", "2", "--limit", "stuck=1")
    assert done.code == 2
    lost = files_of(done)[victim]
    assert lost["outcome"] == "unreadable"
    assert why in done.err
    assert f"{victim}：" in done.err
    assert {path: each for path, each in files_of(done).items() if path != victim} == {
        path: each for path, each in files_of(before).items() if path != victim
    }


@pytest.mark.parametrize("how", ["fails", "dies"])
def test_a_file_on_which_the_program_fails_the_second_time_keeps_its_findings(
    how: str, own: Path, expected: Done, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = with_finding(expected, "Y802")
    act, why = SPOILT[how]
    _spoil(monkeypatch, "_second", victim, act)
    done = run(own, "check", ".", "--output", "json", "--jobs", "2")
    assert done.code == 2
    assert f"{victim}：处理这个文件时{why}，没有与其他报告核对" in done.err
    assert files_of(done)[victim]["outcome"] == "checked"
    others = {path: each for path, each in files_of(expected).items() if path != victim}
    assert {path: each for path, each in files_of(done).items() if path != victim} == others


def test_last_years_file_on_which_the_program_fails_is_told_of(own: Path, shared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = str(next((own / "2023").rglob("*民政局.txt")).relative_to(own))
    _spoil(monkeypatch, "_first", victim, _fail)
    done = run(own, "check", "2024", "--previous", "2023", "--output", "json", "--jobs", "2")
    assert f"{victim}：处理这个文件时程序出错" in done.err


def test_where_no_process_can_be_started_that_is_said(province: Path, shared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise pool.Broken("Resource temporarily unavailable")

    monkeypatch.setattr(pool.Pool, "_start", lambda self: broken())
    done = run(province, "check", ".", "--output", "json")
    assert done.code == 2
    assert "无法启动处理进程（Resource temporarily unavailable）" in done.err


@PROCESSES
@pytest.mark.parametrize("seed", range(3))
def test_killed_processes_change_no_byte(province: Path, expected: Done, seed: int) -> None:
    rng = random.Random(seed)
    with _begun(province, ".", "--jobs", "3", "--output", "json") as process:
        found = at_work(process, 3)
        time.sleep(rng.uniform(0, 0.15))
        with contextlib.suppress(ProcessLookupError):
            os.kill(rng.choice(found), signal.SIGKILL)
        out, err = process.communicate(timeout=60)
    assert Done(process.returncode, out.decode(), err.decode()) == expected


# --- stopped by people


def _stopped(folder: Path, out: Path, wait: float, *arguments: str) -> tuple[int, str, str, float, list[int]]:
    """The code, what was said, how long the end took, and the processes that did the work."""
    asked = (".", "--output", "text", "--output", f"json={out}/a.json", "--output", f"jsonl={out}/a.jsonl")
    with _begun(folder, *asked, *arguments) as process:
        found = at_work(process)
        time.sleep(wait)
        found += children(process.pid)
        begin = time.monotonic()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        said, err = process.communicate(timeout=60)
        took = time.monotonic() - begin
    return process.returncode, said.decode(), err.decode(), took, found


@PROCESSES
def test_ctrl_c_tells_what_is_known_and_completes_the_files(large: Path, tmp_path: Path) -> None:
    code, said, err, took, found = _stopped(large, tmp_path, 0.3, "--jobs", "2")
    assert code == 2
    match = re.search(r"已中断：(\d+) 个文件中检查了 (\d+) 个", err)
    assert match, err
    total, done = map(int, match.groups())
    assert 0 < done < total
    assert "Traceback" not in err
    assert took < 3
    files = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["files"]
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert 0 < len(files) <= done
    assert lines
    assert "没有发现问题" in said or "警告" in said
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.json", "a.jsonl"]
    assert gone(found)


@PROCESSES
@pytest.mark.parametrize("seed", range(6))
def test_ctrl_c_at_any_moment_leaves_nothing_half_done(province: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(f"any {seed}")
    code, _, err, took, found = _stopped(province, tmp_path, rng.uniform(0, 0.4), "--jobs", str(rng.randint(1, 4)))
    assert took < 3
    left = sorted(each.name for each in tmp_path.iterdir())
    if code == -signal.SIGINT:
        # all was done and Python itself about to end
        assert left == ["a.json", "a.jsonl"]
    else:
        assert code == 2
        assert "Traceback" not in err
        assert left in ([], ["a.json"], ["a.json", "a.jsonl"])
    for name in left:
        text = (tmp_path / name).read_text(encoding="utf-8")
        for line in [text] if name == "a.json" else text.splitlines():
            json.loads(line)
    assert gone(found)


@PROCESSES
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_processes_do_not_outlive_a_run_that_is_killed(large: Path, number: int) -> None:
    with _begun(large, ".", "--jobs", "4") as process:
        found = at_work(process, 4)
        process.send_signal(number)
        process.communicate(timeout=60)
    assert len(found) == 4
    assert gone(found)


# --- disks that are full


class _Full(tempfile.SpooledTemporaryFile[bytes]):
    """A file on a disk that takes only so much."""

    left = 30_000

    def write(self, data: Any) -> int:
        type(self).left -= len(data)
        if self.left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)


def test_a_full_disk_for_temporary_files_is_said(province: Path, anywhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "SpooledTemporaryFile", _Full)
    monkeypatch.setattr(_Full, "left", 30_000)
    done = run(province, "check", ".", "--output", "json", "--jobs", "2")
    assert done.code == 2
    assert f"临时文件夹 {tempfile.gettempdir()} 写不下（No space left on device）" in done.err


_LITTLE_MEMORY = """
import resource, sys
from linter.archive import spool
from linter.cli import main
spool._IN_MEMORY = 1000
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
raise SystemExit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such bounds")
def test_a_bound_on_the_size_of_files_is_said_and_nothing_else(province: Path) -> None:
    command = [sys.executable, "-c", _LITTLE_MEMORY, "check", ".", "--jobs", "2"]
    done = subprocess.run(command, cwd=province, env=ENVIRONMENT, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert "写不下（File too large）" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_an_unusable_folder_for_temporary_files_is_said(province: Path, here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*given: Any, **more: Any) -> Any:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found", "/nowhere/tmpx")

    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    monkeypatch.setattr(tempfile, "TemporaryFile", nowhere)
    monkeypatch.setattr(spool, "_IN_MEMORY", 1000)
    done = run(province, "check", ".", "--output", "json")
    assert done.code == 2
    assert "临时文件夹 /nowhere 写不下" in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("output", ["text", "json", "csv", "html", "sarif"])
def test_a_full_disk_for_the_output_is_said(province: Path, output: str) -> None:
    with open("/dev/full", "wb") as full, _begun(province, ".", "--output", output, "--jobs", "2", stdout=full) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "Traceback" not in err.decode()
    assert "No space left on device" in err.decode()
    assert "处理进程" not in err.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_file_that_takes_no_output_is_named(province: Path) -> None:
    done = by_processes(province, ".", "--output", "json=/dev/full", "--jobs", "2")
    assert done.code == 2
    assert "/dev/full" in done.err


def test_a_reader_that_goes_away_ends_the_run(province: Path) -> None:
    with _begun(province, ".", "--jobs", "2", "--output", "jsonl") as process:
        assert process.stdout is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
        assert process.wait(60) in (2, 1, 0)
    assert b"Traceback" not in err


# --- memory and progress


_MEASURED = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "linter", "check", *sys.argv[1:]], stdout=subprocess.DEVNULL, check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units")
def test_many_files_take_hardly_more_memory_than_few(tmp_path: Path) -> None:
    """Of the process that takes most: that which shares out the work, or one that does it."""
    taken = []
    for count in (300, 3000):
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            name = "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:04}")
            title = f"云岭县{name}镇人民政府2023年政府信息公开工作年度报告"
            (folder / f"{number}.txt").write_text(f"{title}\n\n一、总体情况\n\n二、主动公开政府信息情况\n", encoding="utf-8")
        command = [sys.executable, "-c", _MEASURED, str(folder), "--jobs", "2", "--output", "jsonl"]
        done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, timeout=60, check=True)
        taken.append(int(done.stdout) / 1024)
    assert taken[1] - taken[0] < 30, taken


def test_nothing_moves_where_nobody_looks(province: Path, here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_AFTER", 0.0)
    done = run(province, "check", "2024", "--output", "concise")
    assert "份/秒" not in done.said
    assert "\x1b" not in done.said
    assert "\r" not in done.said


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_on_a_terminal_a_long_run_tells_how_far_it_is(large: Path) -> None:
    begin = time.monotonic()
    first, shown, code = _on_a_terminal(large, ".", "--jobs", "1", "--output", "json")
    assert code == 2
    assert first - begin > 0.9
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    bars = re.findall(r"(\d+)/(\d+) (\d+) 份/秒 (-:--:--|\d+:\d\d:\d\d)", plain)
    assert len(bars) > 3
    assert [int(done) for done, *_ in bars] == sorted(int(done) for done, *_ in bars)
    assert any(int(rate) > 0 and left != "-:--:--" for _, _, rate, left in bars)
    (total,) = {total for _, total, _, _ in bars}
    # the cursor is there again, and the bar's line empty
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l")
    assert f"/{total}" not in shown[shown.rfind("\x1b[2K") :]


def _on_a_terminal(folder: Path, *arguments: str) -> tuple[float, str, int]:
    """When something was shown first, all of it, and the code; standard error is a terminal."""
    ours, theirs = os.openpty()
    with open(os.devnull, "wb") as nowhere:
        environment = {**ENVIRONMENT, "TERM": "xterm", "COLUMNS": "100"}
        process = subprocess.Popen(
            [*PROGRAM, "check", *arguments], cwd=folder, env=environment, stdout=nowhere, stderr=theirs, stdin=subprocess.DEVNULL
        )
    os.close(theirs)
    shown, first = b"", 0.0
    while True:
        ready, _, _ = select.select([ours], [], [], 60)
        try:
            data = os.read(ours, 65536) if ready else b""
        except OSError:
            data = b""
        if not data:
            break
        first = first or time.monotonic()
        shown += data
    os.close(ours)
    return first, shown.decode(), process.wait(60)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_on_a_terminal_a_short_run_shows_nothing(province: Path) -> None:
    begin = time.monotonic()
    folder = next(path for path in sorted((province / "2024").rglob("*")) if path.is_dir() and len(list(path.glob("*.txt"))) > 3)
    _, shown, code = _on_a_terminal(folder, ".", "--select", "C", "--jobs", "2", "--output", "json")
    if time.monotonic() - begin > 1:
        pytest.skip("this machine is too slow for a short run")
    assert (shown, code) == ("", 0)


def test_the_roster_that_is_written_beside_the_archive_is_read(own: Path, here: None) -> None:
    with (own / "roster.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 41
    (own / "nianbao.toml").write_text('[archive]\nroster = "roster.csv"\n', encoding="utf-8")
    assert "R905" in codes(files_of(run(own, "check", ".", "--output", "json"))["roster.csv"])
