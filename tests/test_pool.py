"""Work shared out to processes: results in order and each once, whatever becomes of processes and of the work itself."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Any, NamedTuple

import pytest
from commands import ROOT

from linter.archive import pool as module
from linter.archive.here import Here
from linter.archive.lost import Lost
from linter.archive.pool import Broken, Pool
from linter.words import Phrase

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals here")

LONG = 60.0
_WITH_TESTS = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}


class Piece(NamedTuple):
    """A piece of work: what happens at it, and a file that says that it has happened before (none: it happens always)."""

    number: int
    fate: str = ""
    once: str = ""
    load: bytes = b""


def work(pieces: Sequence[Piece]) -> Iterator[Any]:
    """Twice the number of every piece, if it comes to that."""
    for piece in pieces:
        if piece.fate and not _has_happened(piece):
            FATES[piece.fate]()
        yield (piece.number * 2, piece.load[::-1]) if piece.load else piece.number * 2


def looking_ahead(pieces: Sequence[Piece]) -> Iterator[Any]:
    """The same, but nothing is told before all is done."""
    yield from list(work(pieces))


def _has_happened(piece: Piece) -> bool:
    if not piece.once:
        return False
    try:
        os.close(os.open(piece.once, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return True
    return False


def _hang() -> None:
    time.sleep(LONG)


def _hang_deaf() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    time.sleep(LONG)


def _raise() -> None:
    raise RuntimeError("十分意外")


def _endless() -> None:
    _endless()


def _unpicklable(pieces: Sequence[Piece]) -> Iterator[Any]:
    for piece in pieces:
        yield (lambda: 1) if piece.fate else piece.number * 2


def _slow(pieces: Sequence[Piece]) -> Iterator[Any]:
    for piece in pieces:
        time.sleep(0.002)
        yield piece.number * 2


def _uneven(pieces: Sequence[Piece]) -> Iterator[Any]:
    for piece in pieces:
        time.sleep(random.Random(piece.number).random() * 0.004)
        yield piece.number * 2


def _phrases(pieces: Sequence[Piece]) -> Iterator[Any]:
    for piece in pieces:
        yield Phrase("x", MappingProxyType({"number": str(piece.number)}))


def _with_child(notes: str, deaf: bool, pieces: Sequence[Piece]) -> Iterator[Any]:
    """As LibreOffice is called: a child in a session of its own, and a temporary folder that is taken away in the end."""
    for piece in pieces:
        if not piece.fate:
            yield piece.number * 2
            continue
        with tempfile.TemporaryDirectory(dir=notes, prefix="made-"):
            child = subprocess.Popen(["sleep", "30"], start_new_session=True)
            with open(f"{notes}/children", "a", encoding="ascii") as file:
                file.write(f"{child.pid}\n")
            if deaf:
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
            try:
                time.sleep(LONG)
            finally:
                child.kill()
                child.wait()


FATES: dict[str, Callable[[], object]] = {
    "exit": lambda: os._exit(3),
    "leave": lambda: sys.exit(4),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda: ctypes.string_at(0),
    "hang": _hang,
    "deaf": _hang_deaf,
    "raise": _raise,
    "endless": _endless,
}
CODES = {"exit": 3, "leave": 4, "kill": -signal.SIGKILL, "segfault": -signal.SIGSEGV}
PROBLEMS = {"raise": "RuntimeError: 十分意外", "endless": "RecursionError: maximum recursion depth exceeded"}


@pytest.fixture(autouse=True)
def _copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are copies, whatever threads the tests are run with."""
    monkeypatch.setattr(module, "_context", lambda: multiprocessing.get_context("fork"))


@pytest.fixture(params=["fork", "spawn"])
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How processes are started."""
    monkeypatch.setattr(module, "_context", lambda: multiprocessing.get_context(request.param))
    return str(request.param)


@contextlib.contextmanager
def opened(jobs: int, of: Any = work, seconds: float = LONG) -> Iterator[Pool]:
    """A pool, and afterwards no process of it."""
    pool = Pool(of, jobs, seconds)
    try:
        yield pool
    finally:
        started = [each.process for each in pool._workers]
        pool.close()
        assert not any(process.is_alive() for process in started)


def over(pieces: Sequence[Piece], jobs: int, of: Any = work, seconds: float = LONG) -> list[Any]:
    """The results of all pieces."""
    with opened(jobs, of, seconds) as pool:
        return list(pool.over(pieces))


def plain(count: int) -> list[Piece]:
    """Pieces at which nothing happens."""
    return [Piece(number) for number in range(count)]


def with_fate(count: int, fate: str, *places: int, once: Path | None = None) -> list[Piece]:
    """Pieces of which some end badly."""
    return [
        Piece(number, fate, f"{once}/{number}" if once else "") if number in places else Piece(number) for number in range(count)
    ]


def is_running(pid: int) -> bool:
    """Whether there is such a process, and not only what is left of it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: Sequence[int], seconds: float = 5.0) -> bool:
    """Whether processes end in some seconds."""
    until = time.monotonic() + seconds
    while any(map(is_running, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(map(is_running, pids))


@pytest.mark.parametrize("jobs", [1, 2, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 32, 33, 127, 1000])
def test_results_come_in_the_order_of_the_work(count: int, jobs: int) -> None:
    assert over(plain(count), jobs) == [number * 2 for number in range(count)]


@pytest.mark.parametrize("jobs", [2, 5])
def test_order_does_not_hang_on_how_long_pieces_take(jobs: int) -> None:
    assert over(plain(300), jobs, _uneven) == [number * 2 for number in range(300)]


def test_new_processes_give_the_same_as_copies(method: str) -> None:
    assert over(plain(150), 3) == [number * 2 for number in range(150)]


def test_mappings_that_nobody_may_change_go_both_ways(method: str) -> None:
    expected = [Phrase("x", MappingProxyType({"number": str(number)})) for number in range(3)]
    assert over(plain(3), 2, _phrases) == expected


def test_a_pool_does_one_work_after_the_other_with_the_same_processes() -> None:
    with opened(2) as pool:
        first = list(pool.over(plain(64)))
        pids = {each.process.pid for each in pool._workers}
        assert first == list(pool.over(plain(64)))
        assert {each.process.pid for each in pool._workers} == pids


def test_work_that_was_given_up_half_way_is_not_taken_for_that_which_follows() -> None:
    with opened(3, _slow) as pool:
        begun = pool.over(plain(400))
        next(begun)
        begun.close()
        pieces = [Piece(number + 1000) for number in range(50)]
        assert list(pool.over(pieces)) == [piece.number * 2 for piece in pieces]


@pytest.mark.parametrize("fate", [*CODES, *PROBLEMS])
@pytest.mark.parametrize("of", [work, looking_ahead])
def test_what_goes_wrong_once_leaves_no_trace(tmp_path: Path, fate: str, of: Any) -> None:
    pieces = with_fate(100, fate, 0, 41, 42, 99, once=tmp_path)
    assert over(pieces, 2, of) == [number * 2 for number in range(100)]
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize("fate", CODES)
@pytest.mark.parametrize("of", [work, looking_ahead])
def test_a_piece_that_ends_its_process_is_lost_and_no_other(fate: str, of: Any) -> None:
    results = over(with_fate(100, fate, 0, 41, 42, 99), 2, of)
    assert [results[number] for number in (0, 41, 42, 99)] == [Lost(False, CODES[fate])] * 4
    assert all(result == number * 2 for number, result in enumerate(results) if number not in (0, 41, 42, 99))


@pytest.mark.parametrize("fate", PROBLEMS)
@pytest.mark.parametrize("of", [work, looking_ahead])
def test_a_piece_on_which_the_work_fails_is_lost_with_the_reason(fate: str, of: Any, capfd: pytest.CaptureFixture[str]) -> None:
    results = over(with_fate(100, fate, 5, 6), 2, of)
    for number in (5, 6):
        assert results[number].problem.startswith(PROBLEMS[fate])
    assert all(result == number * 2 for number, result in enumerate(results) if number not in (5, 6))
    assert capfd.readouterr().err == ""


def test_the_process_outlives_work_that_fails() -> None:
    with opened(1) as pool:
        list(pool.over(plain(1)))
        (pid,) = [each.process.pid for each in pool._workers]
        list(pool.over(with_fate(10, "raise", 3)))
        assert [each.process.pid for each in pool._workers] == [pid]


def test_a_result_that_cannot_be_handed_over_is_lost(method: str) -> None:
    results = over(with_fate(10, "raise", 4), 2, _unpicklable)
    assert "lambda" in results[4].problem
    assert results[5:] == [10, 12, 14, 16, 18]


def test_pieces_are_lost_in_new_processes_as_in_copies(method: str) -> None:
    results = over([*plain(4), Piece(4, "kill"), Piece(5, "raise"), *[Piece(6)]], 2)
    assert results == [0, 2, 4, 6, Lost(False, -signal.SIGKILL), Lost(False, 0, PROBLEMS["raise"]), 12]


@pytest.mark.parametrize("jobs", [1, 2])
def test_forty_deadly_pieces_one_after_the_other_do_not_end_the_run(jobs: int) -> None:
    results = over(with_fate(120, "exit", *range(30, 70)), jobs)
    assert [number for number, result in enumerate(results) if isinstance(result, Lost)] == list(range(30, 70))
    assert [result for result in results if not isinstance(result, Lost)] == [n * 2 for n in range(120) if n not in range(30, 70)]


@pytest.mark.parametrize("fate", ["hang", "deaf"])
def test_a_piece_that_hangs_is_lost_and_no_other(fate: str) -> None:
    results = over(with_fate(60, fate, 20), 2, seconds=0.3)
    assert results[20] == Lost(True, 0)
    assert all(result == number * 2 for number, result in enumerate(results) if number != 20)


def test_a_piece_that_hangs_once_leaves_no_trace(tmp_path: Path) -> None:
    pieces = with_fate(60, "hang", 20, 40, once=tmp_path)
    assert over(pieces, 2, seconds=0.4) == [number * 2 for number in range(60)]


def test_a_piece_that_hangs_is_noticed_while_others_go_on() -> None:
    # the other process would have work for a long time
    begin = time.monotonic()
    with opened(2, partial(_all_but_first_slow), seconds=0.5) as pool:
        results = pool.over(plain(3000))
        assert next(results) == Lost(True, 0)
        assert time.monotonic() - begin < 4


def _all_but_first_slow(pieces: Sequence[Piece]) -> Iterator[Any]:
    for piece in pieces:
        time.sleep(LONG if piece.number == 0 else 0.005)
        yield piece.number * 2


def test_many_that_wait_for_one_that_hangs_are_not_each_held_up_by_it() -> None:
    """Old Word files are converted together: only then is anything told of the first of them."""
    begin = time.monotonic()
    results = over(with_fate(32, "hang", 20), 1, looking_ahead, seconds=0.4)
    assert [number for number, result in enumerate(results) if isinstance(result, Lost)] == [20]
    # at most three times: in its go, by itself, and nobody is left to wait for
    assert time.monotonic() - begin < 0.4 * 3 + 3


def _kill_at_random(pool: Pool, rng: random.Random, most: int) -> Callable[[int, FrameType | None], None]:
    """What a timer calls: it kills one of the processes at whatever they and this one are at."""
    left = [most]

    def kill(number: int, frame: FrameType | None) -> None:
        started = [each.process.pid for each in list(pool._workers)]
        if started and left[0]:
            left[0] -= 1
            with contextlib.suppress(ProcessLookupError):
                os.kill(rng.choice([pid for pid in started if pid]), signal.SIGKILL)
        if left[0]:
            signal.setitimer(signal.ITIMER_REAL, rng.uniform(0.001, 0.03))

    return kill


@contextlib.contextmanager
def timer(act: Callable[[int, FrameType | None], Any], seconds: float) -> Iterator[None]:
    """Something happens after some time, wherever the program is."""
    before = signal.signal(signal.SIGALRM, act)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_when_somebody_kills_a_process(seed: int) -> None:
    rng = random.Random(f"one {seed}")
    jobs, of = rng.randint(1, 4), rng.choice([_slow, looking_ahead])
    with opened(jobs, of) as pool, timer(_kill_at_random(pool, rng, 1), rng.uniform(0.0005, 0.08)):
        results = list(pool.over(plain(120)))
    assert results == [number * 2 for number in range(120)]


@pytest.mark.parametrize("seed", range(12))
def test_whoever_kills_processes_all_the_time_makes_nothing_come_twice(seed: int) -> None:
    rng = random.Random(f"many {seed}")
    most = rng.randint(2, 12)
    with opened(rng.randint(1, 4), _slow) as pool, timer(_kill_at_random(pool, rng, most), rng.uniform(0.0005, 0.03)):
        results = list(pool.over(plain(150)))
    lost = [result for result in results if isinstance(result, Lost)]
    assert set(lost) <= {Lost(False, -signal.SIGKILL)}
    assert len(lost) <= most // 2
    assert all(result == number * 2 for number, result in enumerate(results) if not isinstance(result, Lost))
    assert len(results) == 150


def test_a_process_that_is_killed_while_it_has_nothing_to_do_takes_nothing_with_it() -> None:
    with opened(2) as pool:
        for _ in range(3):
            assert list(pool.over(plain(40))) == [number * 2 for number in range(40)]
            for worker in pool._workers:
                worker.process.kill()
                worker.process.join()


@pytest.mark.parametrize("count", [3, 24])
def test_huge_pieces_and_huge_results_do_not_block_each_other(count: int) -> None:
    load = os.urandom(1000) * (10_000 if count == 3 else 2_000)
    results = over([Piece(number, load=load) for number in range(count)], 3)
    assert results == [(number * 2, load[::-1]) for number in range(count)]


def test_a_process_that_dies_in_the_middle_of_a_huge_result_is_done_without() -> None:
    load = bytes(10_000_000)
    with opened(2) as pool:
        results = pool.over([Piece(number, load=load) for number in range(12)])
        got = [next(results)]
        for worker in pool._workers:
            worker.process.kill()
        assert [*got, *results] == [(number * 2, load) for number in range(12)]


def test_closing_in_the_middle_leaves_no_process_behind(method: str) -> None:
    pool = Pool(_slow, 3, LONG)
    results = pool.over(plain(500))
    next(results)
    pids = [each.process.pid or 0 for each in pool._workers]
    begin = time.monotonic()
    pool.close()
    assert time.monotonic() - begin < 1.5
    assert len(pids) == 3
    assert not any(map(is_running, pids))
    pool.close()


def test_closing_ends_processes_that_hear_nothing() -> None:
    pool = Pool(work, 2, LONG)
    results = pool.over(with_fate(40, "deaf", 3, 12))
    assert next(results) == 0
    pids = [each.process.pid or 0 for each in pool._workers]
    begin = time.monotonic()
    pool.close()
    assert time.monotonic() - begin < 3
    assert not any(map(is_running, pids))


@pytest.mark.parametrize("ends", ["hangs", "closed"])
def test_children_and_temporary_folders_are_put_away_with_their_process(tmp_path: Path, ends: str) -> None:
    of = partial(_with_child, str(tmp_path), False)
    pieces = with_fate(10, "child", 0)
    if ends == "hangs":
        assert over(pieces, 2, of, seconds=0.5)[:2] == [Lost(True, 0), 2]
    else:
        pool = Pool(of, 1, LONG)
        with timer(_interrupt, 0.7), pytest.raises(KeyboardInterrupt):
            list(pool.over(pieces))
        pool.close()
    children = [int(line) for line in (tmp_path / "children").read_text(encoding="ascii").split()]
    assert len(children) == (2 if ends == "hangs" else 1)
    assert gone(children)
    assert not list(tmp_path.glob("made-*"))


def test_children_of_a_process_that_hears_nothing_are_not_waited_for(tmp_path: Path) -> None:
    begin = time.monotonic()
    results = over(with_fate(10, "child", 0), 2, partial(_with_child, str(tmp_path), True), seconds=0.3)
    assert results == [Lost(True, 0), *range(2, 20, 2)]
    assert time.monotonic() - begin < 2 * (0.3 + 1.0) + 3
    for pid in (tmp_path / "children").read_text(encoding="ascii").split():
        os.kill(int(pid), signal.SIGKILL)


def _interrupt(number: int, frame: FrameType | None) -> None:
    os.kill(os.getpid(), signal.SIGINT)


_STOPPED = """
import multiprocessing, random, time
from linter.archive.pool import Pool
from test_pool import _interrupt, _slow, plain, timer

for seed in range(40):
    rng = random.Random(f"stop {seed}")
    pool = Pool(_slow, 4, 60)
    with timer(_interrupt, rng.uniform(0.0005, 0.05)):
        try:
            for each in pool.over(plain(100_000)):
                pass
        except KeyboardInterrupt:
            begin = time.monotonic()
            pool.close()
            print(time.monotonic() - begin < 1, multiprocessing.active_children())
"""


def test_ctrl_c_at_any_moment_leaves_no_process_behind() -> None:
    done = subprocess.run([sys.executable, "-c", _STOPPED], capture_output=True, timeout=60, check=False, env=_WITH_TESTS)
    assert done.stderr == b""
    assert done.stdout.splitlines() == [b"True []"] * 40


class _NoContext:
    """A system on which no more than so many processes can be started."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._context = multiprocessing.get_context("fork")

    def get_start_method(self) -> str:
        return "fork"

    def Pipe(self) -> Any:
        return self._context.Pipe()

    def Process(self, **options: Any) -> Any:
        process = self._context.Process(**options)
        if not self.most:
            process.start = _cannot  # type: ignore[method-assign]
        self.most = max(0, self.most - 1)
        return process


def _cannot() -> None:
    raise BlockingIOError(11, "Resource temporarily unavailable")


def test_where_no_process_can_be_started_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_context", lambda: _NoContext(0))
    with opened(4) as pool, pytest.raises(Broken, match="Resource temporarily unavailable"):
        list(pool.over(plain(50)))


def test_where_fewer_processes_can_be_started_those_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    context = _NoContext(2)
    monkeypatch.setattr(module, "_context", lambda: context)
    with opened(8) as pool:
        assert list(pool.over(plain(500))) == [number * 2 for number in range(500)]
        assert len(pool._workers) == 2


def test_where_no_way_to_a_process_can_be_opened_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    context = _NoContext(8)
    monkeypatch.setattr(context, "Pipe", lambda: _cannot())
    monkeypatch.setattr(module, "_context", lambda: context)
    with opened(4) as pool, pytest.raises(Broken, match="Resource temporarily unavailable"):
        list(pool.over(plain(50)))


def test_where_every_process_ends_at_once_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "serve", lambda *given: os._exit(7))
    with opened(2) as pool, pytest.raises(Broken, match="7"):
        list(pool.over(plain(50)))


def test_processes_that_end_before_they_begin_take_no_piece_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve = module.serve

    def sometimes(*given: Any) -> None:
        if len(list(tmp_path.iterdir())) < 6:
            tempfile.mkstemp(dir=tmp_path)
            os._exit(7)
        serve(*given)

    monkeypatch.setattr(module, "serve", sometimes)
    assert over(plain(50), 2) == [number * 2 for number in range(50)]


_SCRIPT = """
import os, sys, time
from linter.archive.pool import Pool
from test_pool import Piece, plain, work, _slow

pool = Pool(_slow, 4, 60)
results = pool.over(plain(100_000))
next(results)
try:
    print(*(each.process.pid for each in pool._workers), flush=True)
    for each in results:
        pass
except KeyboardInterrupt:
    begin = time.monotonic()
    pool.close()
    print("closed", time.monotonic() - begin < 1, flush=True)
"""


@pytest.mark.parametrize("how", ["interrupted", "killed"])
def test_processes_do_not_outlive_the_one_that_shares_out_the_work(how: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _SCRIPT],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env=_WITH_TESTS,
    )  # fmt: skip
    assert process.stdout is not None
    pids = list(map(int, process.stdout.readline().split()))
    assert len(pids) == 4
    if how == "killed":
        process.kill()
    else:
        # as the terminal does: to all of them
        os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert err == b""
    assert out == (b"" if how == "killed" else b"closed True\n")
    assert gone(pids)


@pytest.mark.parametrize("of", [work, looking_ahead])
@pytest.mark.parametrize("places", [(0,), (5,), (0, 1, 2), (9,), tuple(range(10))])
def test_without_processes_work_that_fails_is_lost_too(places: tuple[int, ...], of: Any) -> None:
    results = list(Here(of).over(with_fate(10, "raise", *places)))
    expected = [Lost(False, 0, PROBLEMS["raise"]) if number in places else number * 2 for number in range(10)]
    assert results == expected


def test_without_processes_what_fails_once_leaves_no_trace(tmp_path: Path) -> None:
    assert list(Here(work).over(with_fate(10, "raise", 3, 4, once=tmp_path))) == [number * 2 for number in range(10)]
