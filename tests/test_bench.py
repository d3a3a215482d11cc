"""The benchmark runs from end to end on very small archives, tells every figure, and writes the page of results."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("rich")

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
PAGE = ROOT / "docs" / "performance.md"
SECTIONS = (
    "Limits", "One report", "Many reports", "Numbers of processes", "Memory", "Formats", "A second run", "Extracting data",
    "A cluster", "Other programs, for scale", "What was done for speed", "Known limits", "How to repeat it",
)  # fmt: skip
PARTS = (
    "interpreter", "imports", "patterns", "command line", "rules, norm and words", "reading the file", "parsing", "tables",
    "rules on the report", "output", "the rest", "end of the process",
)  # fmt: skip
TEXTS, MIXED = 16, 4

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the benchmark needs a Unix system")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the benchmark: what it said, the page that it wrote, and the folder with its archives."""

    said: str
    page: str
    folder: Path

    def section(self, title: str) -> str:
        """The text of a section of the page."""
        return self.page.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def benchmark(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The whole benchmark on very small archives."""
    folder = tmp_path_factory.mktemp("bench")
    page = folder / "page.md"
    command = [
        sys.executable, str(BENCH / "archive.py"), "--sizes", str(TEXTS), "--mixed", str(MIXED), "--jobs", "1,2", "--times", "1",
        "--folder", str(folder), "--write", str(page),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return Run(done.stdout, page.read_text(encoding="utf-8"), folder)


def headings(page: str) -> tuple[str, ...]:
    """The headings of the sections of a page."""
    return tuple(line.removeprefix("## ") for line in page.splitlines() if line.startswith("## "))


def rows(section: str) -> list[list[str]]:
    """The cells of all rows of tables in a section, without heads."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
    return [cells for cells in lines if not all(re.fullmatch(r"-+:?", cell) for cell in cells)]


def test_the_page_has_all_sections(benchmark: Run) -> None:
    assert headings(benchmark.page) == SECTIONS


def test_the_page_in_the_repository_has_all_sections_and_figures() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert headings(page) == SECTIONS
    assert len(re.findall(r"\d+\.\d+", page)) > 100


@pytest.mark.parametrize("which", ["written", "kept"])
def test_the_page_names_no_place_of_this_machine(benchmark: Run, which: str) -> None:
    page = benchmark.page if which == "written" else PAGE.read_text(encoding="utf-8")
    for place in (str(ROOT), str(benchmark.folder), str(Path.home()), "/tmp/"):
        assert place not in page


def test_archives_are_as_large_as_asked_for_and_made_once(benchmark: Run) -> None:
    texts, mixed = benchmark.folder / f"text-{TEXTS}", benchmark.folder / f"mixed-{MIXED}"
    assert len(list(texts.rglob("*.txt"))) == TEXTS
    suffixes = Counter(path.suffix for path in mixed.rglob("*") if path.is_file())
    assert suffixes[".html"] == MIXED // 2
    assert suffixes[".docx"] + suffixes[".pdf"] == MIXED // 2
    assert texts.with_suffix(".json").exists()


def test_every_part_of_one_report_is_measured(benchmark: Run) -> None:
    found = {cells[0]: float(cells[1]) for cells in rows(benchmark.section("One report")) if cells[0] in (*PARTS, "together")}
    assert set(found) == {*PARTS, "together"}
    assert all(found[part] > 0 for part in PARTS)
    assert found["together"] == pytest.approx(sum(found[part] for part in PARTS), abs=0.1)


@pytest.mark.parametrize(
    ("section", "first", "which"),
    [
        ("Many reports", "text", "check"), ("Many reports", "mixed", "check"),
        ("Numbers of processes", "text", "--jobs 1"), ("Numbers of processes", "text", "--jobs 2"),
        ("Numbers of processes", "mixed", "--jobs 2"),
        ("A second run", "text", "first run"), ("A second run", "text", "second run"),
        ("Extracting data", "text", "extract, csv"), ("Extracting data", "text", "extract, jsonl"),
    ],
)  # fmt: skip
def test_every_measure_has_time_and_files_a_second(benchmark: Run, section: str, first: str, which: str) -> None:
    name = f"text-{TEXTS}" if first == "text" else f"mixed-{MIXED}"
    (row,) = (cells for cells in rows(benchmark.section(section)) if cells[:2] == [name, which])
    seconds, speed, each = (float(cell.replace(",", "")) for cell in row[2:5])
    assert seconds > 0
    assert speed > 0
    assert each > 0


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is counted in another way")
def test_memory_of_all_processes_is_more_than_that_of_the_first(benchmark: Run) -> None:
    (row,) = (cells for cells in rows(benchmark.section("Many reports")) if cells[0] == f"text-{TEXTS}" and cells[1] == "check")
    whole, first = map(float, row[6:8])
    assert 5 < first < whole


def test_limits_are_shown_with_whether_they_hold(benchmark: Run) -> None:
    found = rows(benchmark.section("Limits"))[1:]
    assert len(found) >= 4
    assert all(cells[2][0] in "≤≥" and cells[3] in ("yes", "NO") for cells in found)


@pytest.mark.parametrize(
    ("program", "module"), [("autocorrect-py", "autocorrect_py"), ("yamllint", "yamllint"), ("pymarkdownlnt", "pymarkdown")]
)
def test_other_programs_are_compared_or_said_to_be_missing(benchmark: Run, program: str, module: str) -> None:
    named = [cells for cells in rows(benchmark.section("Other programs, for scale")) if cells[0].startswith(program)]
    assert named or program in benchmark.section("Limits")
    assert all(float(cells[4]) > 0 for cells in named)


def test_a_cluster_is_measured_or_why_not_is_said(benchmark: Run) -> None:
    section = benchmark.section("A cluster")
    assert "--cluster, 2 workers" in section or "Not measured: " in section


def test_what_is_printed_ends_with_the_limits(benchmark: Run) -> None:
    assert re.search(r"(all limits hold|limits missed: \d+)\n\Z", benchmark.said)
    assert "where the milliseconds of one report go" in benchmark.said


@pytest.mark.parametrize(
    ("limit", "options", "code"), [(1.0, [], 0), (1.0, ["--strict"], 1), (3.0, ["--strict"], 0)], ids=["told", "strict", "holds"]
)
def test_a_limit_that_is_missed_is_an_error_only_where_that_was_asked_for(
    tmp_path: Path, limit: float, options: list[str], code: int
) -> None:
    # the same as the command, with figures that nobody measured
    program = (
        "import sys, types, archive, bench\n"
        f"figures = [bench.Figure('x', 2.0, 's', {limit})]\n"
        "archive.measured = lambda *_: types.SimpleNamespace(figures=figures, limits=[], skipped={})\n"
        "sys.exit(archive.main())"
    )
    command = [sys.executable, "-c", program, "--folder", str(tmp_path), *options]
    done = subprocess.run(command, cwd=BENCH, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stderr
    assert ("limits missed: 1" in done.stdout) == (limit < 2)
