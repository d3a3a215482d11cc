"""What one report costs in time and memory, each figure beside its limit; `archive.py` measures many.

usage: python bench/bench.py [--strict]

With --strict the exit code is 1 when a limit is missed, otherwise it is 0 whatever the figures. Children run one
after another and start-up figures take turns with an empty interpreter, so that a busy moment hits both.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from run import NIANBAO, ROOT, compile_modules, run, seconds
from shown import figure_table, import_table

TEXT_SUFFIXES = (".txt", ".md")

START_LIMIT = 60.0  # milliseconds for a whole process with one report
CHECK_LIMIT = 8.0  # milliseconds for parsing and checking one report in memory, with all rules
FORMAT_LIMITS = {"txt": CHECK_LIMIT, "html": 10.0, "docx": 30.0, "pdf": 40.0}  # milliseconds, reading included
MEMORY_LIMIT = 45.0  # MiB at the highest
SLOW_IMPORT = 2.0  # milliseconds from which an import is worth a line

# Runs a command and prints the most memory it took, in the unit of the system. A process of its own, because a child's
# figure begins at the size of the process that started it, and this one has grown by then.
MEASURE_MEMORY = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
if done.returncode not in (0, 1):
    sys.exit(done.stderr.decode("utf-8", "replace") or f"exit code {done.returncode}")
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table; a figure without a limit is there to compare with."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure keeps within its limit, which is a lower one where it says so."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def limit_shown(self) -> str:
        """The limit in words; nothing where there is none."""
        return "" if self.limit is None else f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}"


class SlowImport(NamedTuple):
    """A module that is slow to import: milliseconds by itself, with what it imports, and its name."""

    alone: float
    whole: float
    module: str


def text_samples() -> list[Path]:
    """The text reports among the examples."""
    return sorted(path for path in (ROOT / "examples").glob("*") if path.suffix in TEXT_SUFFIXES and "README" not in path.name)


def check_command(path: Path) -> list[str]:
    """The command line that is measured."""
    return [str(NIANBAO), "check", str(path), "--output", "concise"]


def start_up(sample: Path, times: int = 15) -> list[Figure]:
    """A whole process with one report, beside an interpreter that does nothing."""
    empty, whole = [sys.executable, "-c", "pass"], check_command(sample)
    run(empty), run(whole)
    pairs = [(seconds(lambda: run(empty)), seconds(lambda: run(whole))) for _ in range(times)]
    nothing, checked = (statistics.median(each) * 1000 for each in zip(*pairs, strict=True))
    note = f"{checked / nothing:.1f} × python -c pass; {sample.name}"
    return [
        Figure("python -c pass", nothing, "ms"),
        Figure("nianbao check, one report", checked, "ms", START_LIMIT, note),
    ]


def in_memory(samples: list[Path], times: int = 50) -> list[Figure]:
    """Parsing and checking each sample, without the start of a process."""
    from linter import check_text

    figures = []
    for sample in samples:
        text = sample.read_text(encoding="utf-8")
        name = f"x{sample.suffix}"
        check_text(text, name)
        measured = statistics.median(seconds(partial(check_text, text, name)) for _ in range(times))
        figures.append(Figure("check_text", measured * 1000, "ms", CHECK_LIMIT, sample.name))
    return figures


def generated() -> Iterator[tuple[str, bytes, str]]:
    """The same report in several formats: which, content, and what it is like."""
    from generator import correct_report, render
    from generator.converted import OFFICE, to_pdf
    from generator.page import render_page
    from generator.word import render_docx

    report = correct_report(1, "2021")
    text = render(report).encode()
    yield "txt", text, f"{len(text) / 1000:.0f} kB, a tab between cells"
    page = render_page(report, "word", random.Random(1))
    yield "html", page, f"{len(page) / 1000:.0f} kB, saved by Word, within a site"
    document = render_docx(report, "merged", random.Random(1))
    yield "docx", document, "three tables with merged cells"
    if OFFICE:
        (pages,) = to_pdf([document])
        yield "pdf", pages, f"{count_pages(pages)} pages, from LibreOffice"


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def in_formats(times: int = 30) -> list[Figure]:
    """Reading and checking a report in several formats, without the start of a process."""
    from linter.read import read_bytes
    from linter.run import Settings, check_document

    settings = Settings()
    figures = []
    for form, data, note in generated():

        def check(data: bytes = data, name: str = f"x.{form}") -> object:
            return check_document(read_bytes(data, name, None, settings.limits), settings)

        check()
        measured = statistics.median(seconds(check) for _ in range(times))
        figures.append(Figure(f"check, {form}", measured * 1000, "ms", FORMAT_LIMITS[form], note))
    return figures


def memory(sample: Path) -> Figure:
    """The most memory that one report takes."""
    done = run([sys.executable, "-I", "-S", "-c", MEASURE_MEMORY, *check_command(sample)])
    mebibytes = int(done.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Figure("memory, one report", mebibytes, "MiB", MEMORY_LIMIT)


def slow_imports(sample: Path) -> list[SlowImport]:
    """The modules that are slow to import for one report, the slowest first."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *check_command(sample)], cwd=ROOT, capture_output=True, check=False
    )
    found = []
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        if line.startswith("import time:") and "self [us]" not in line:
            alone, whole, name = line.removeprefix("import time:").split("|")
            if int(whole) > SLOW_IMPORT * 1000:
                found.append(SlowImport(int(alone) / 1000, int(whole) / 1000, name.strip()))
    return sorted(found, key=lambda each: -each.whole)


def one_report(samples: list[Path], times: int = 15) -> list[Figure]:
    """Every figure of one report; the first sample is the one that whole processes are measured with."""
    return [
        *start_up(samples[0], times),
        *in_memory(samples, times * 3),
        *in_formats(times * 2),
        memory(samples[0]),
    ]


def main() -> int:
    """Measure, print, and say by the exit code whether all limits hold where that was asked for."""
    parser = argparse.ArgumentParser(description="Measure time and memory of one report.")
    parser.add_argument("--strict", action="store_true", help="exit code 1 when a limit is missed")
    strict = parser.parse_args().strict

    compile_modules()
    samples = text_samples()
    figures = one_report(samples)
    console = Console(width=max(110, Console().width))
    console.print(figure_table(figures))
    console.print(f"\nImports that take more than {SLOW_IMPORT:g} ms for one report (measuring makes them slower):")
    console.print(import_table(slow_imports(samples[0])))
    missed = [each for each in figures if not each.holds]
    console.print(f"\nlimits missed: {len(missed)}" if missed else "\nall limits hold")
    return 1 if strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())
