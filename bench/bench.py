"""What the program costs in time and memory, each figure beside its limit.

usage: python bench/bench.py [--strict]

With --strict the exit code is 1 when a limit is missed, otherwise it is 0 whatever the figures. Children run one
after another and start-up figures take turns with an empty interpreter, so that a busy moment hits both.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_FOLDERS = (ROOT.parent / "shared" / "samples", ROOT / "examples")
TEXT_SUFFIXES = (".txt", ".md")
NIANBAO = Path(sys.executable).with_name("nianbao")

START_LIMIT = 75.0  # milliseconds for a whole process with one report
CHECK_LIMIT = 8.0  # milliseconds for parsing and checking one report in memory, with all rules
FORMAT_LIMITS = {"html": 10.0, "docx": 30.0, "pdf": 40.0}  # milliseconds, reading included
MANY_FILES = 1000
MANY_LIMIT = 5.0  # seconds for all of them
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
    """One line of the table; a figure without a limit is there to compare with."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.limit is None or self.value <= self.limit


def environment() -> dict[str, str]:
    """The children's environment: as at a user's, with compiled modules kept and output buffered."""
    dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH"}
    return {name: value for name, value in os.environ.items() if name not in dropped}


def run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
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
    """Compile what the program imports, so that no run pays for it; a package is compiled where it is installed."""
    for name in ("linter", "lark", "tomli", "rich"):
        found = importlib.util.find_spec(name)
        for folder in (found.submodule_search_locations or ()) if found else ():
            compileall.compile_dir(folder, quiet=1)


def text_samples() -> list[Path]:
    """The text reports of the first folder that has any."""
    for folder in SAMPLE_FOLDERS:
        if samples := sorted(path for path in folder.glob("*") if path.suffix in TEXT_SUFFIXES):
            return samples
    raise SystemExit(f"no text report in {' or '.join(map(str, SAMPLE_FOLDERS))}")


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
        measured = statistics.median(seconds(lambda text=text, name=name: check_text(text, name)) for _ in range(times))
        figures.append(Figure("check_text", measured * 1000, "ms", CHECK_LIMIT, sample.name))
    return figures


def generated() -> Iterator[tuple[str, bytes, str]]:
    """The same report in the formats that have structure: form, content, and what it is like."""
    sys.path.insert(0, str(ROOT / "tests"))
    from generator import correct_report
    from generator.converted import OFFICE, to_pdf
    from generator.page import render_page
    from generator.word import render_docx

    report = correct_report(1, "2021")
    page = render_page(report, "word", random.Random(1))
    yield "html", page, f"{len(page) / 1000:.0f} kB, saved by Word, within a site"
    document = render_docx(report, "merged", random.Random(1))
    yield "docx", document, "three tables with merged cells"
    if OFFICE:
        (pages,) = to_pdf([document])
        yield "pdf", pages, f"{count_pages(pages)} pages, from LibreOffice"
    else:
        print("no figure for PDF: LibreOffice is not installed\n")


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def in_formats(times: int = 30) -> list[Figure]:
    """Reading and checking a report in other formats than text, without the start of a process."""
    from linter.read.docx import read_docx
    from linter.read.html import read_html
    from linter.read.linear import document_of
    from linter.read.pdf import read_pdf
    from linter.run import Settings, check_document

    readers = {"html": read_html, "docx": read_docx, "pdf": read_pdf}
    figures = []
    for form, data, note in generated():
        reader, name = readers[form], f"x.{form}"

        def check(data: bytes = data, reader: Callable[..., Any] = reader, name: str = name, form: str = form) -> object:
            return check_document(document_of(reader(data, name), name, form), Settings())

        check()
        measured = statistics.median(seconds(check) for _ in range(times))
        figures.append(Figure(f"check, {form}", measured * 1000, "ms", FORMAT_LIMITS[form], note))
    return figures


def write_many(samples: list[Path], folder: Path) -> None:
    """Many reports that differ: each is a sample in which some figures have changed."""
    texts = [(sample.read_text(encoding="utf-8"), sample) for sample in samples]
    for number in range(MANY_FILES):
        text, sample = texts[number % len(texts)]
        chance = random.Random(number)
        characters = list(text)
        digits = [place for place, character in enumerate(text) if character in "0123456789"]
        for place in chance.sample(digits, min(3, len(digits))):
            characters[place] = chance.choice("123456789")
        (folder / f"{number:04} {sample.name}").write_text("".join(characters), encoding="utf-8", newline="")


def memory(command: list[str]) -> float:
    """The most memory that a command takes, in MiB."""
    done = run([sys.executable, "-I", "-S", "-c", MEASURE_MEMORY, *command])
    if done.returncode:
        raise SystemExit(done.stderr.decode("utf-8", "replace"))
    return int(done.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def many_and_memory(samples: list[Path]) -> list[Figure]:
    """Many files in one process, and the memory of that and of one file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_many(samples, folder)
        command = check_command(folder)
        wall = seconds(lambda: run(command))
        return [
            Figure(f"nianbao check, {MANY_FILES} reports", wall, "s", MANY_LIMIT, f"{wall / MANY_FILES * 1000:.1f} ms each"),
            Figure("memory, one report", memory(check_command(samples[0])), "MiB", MEMORY_LIMIT),
            Figure(f"memory, {MANY_FILES} reports", memory(command), "MiB", MEMORY_LIMIT),
        ]


def slow_imports(sample: Path) -> list[tuple[float, float, str]]:
    """Time by itself, time with what it imports (milliseconds) and name, of each module that is slow to import."""
    done = run([sys.executable, "-X", "importtime", *check_command(sample)])
    found = []
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        if line.startswith("import time:") and "self [us]" not in line:
            alone, whole, name = line.removeprefix("import time:").split("|")
            if int(whole) > SLOW_IMPORT * 1000:
                found.append((int(alone) / 1000, int(whole) / 1000, name.strip()))
    return sorted(found, key=lambda each: -each[1])


def table(*columns: str) -> Table:
    """An empty table; columns whose name ends in : hold figures."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column.removesuffix(":"), justify="right" if column.endswith(":") else "left", no_wrap=True)
    return made


def main() -> int:
    """Measure, print, and say by the exit code whether all limits hold where that was asked for."""
    parser = argparse.ArgumentParser(description="Measure time and memory.")
    parser.add_argument("--strict", action="store_true", help="exit code 1 when a limit is missed")
    strict = parser.parse_args().strict

    compile_modules()
    samples = text_samples()
    figures = [*start_up(samples[0]), *in_memory(samples), *in_formats(), *many_and_memory(samples)]

    console = Console(width=max(110, Console().width))
    shown = table("what", "measured:", "limit:", "holds", "")
    for each in figures:
        limit, holds = ("", "") if each.limit is None else (f"{each.limit:g} {each.unit}", "yes" if each.holds else "NO")
        shown.add_row(each.what, f"{each.value:.2f} {each.unit}", limit, holds, each.note)
    console.print(shown)

    imports = table("alone:", "in all:", "module")
    for alone, whole, module in slow_imports(samples[0]):
        imports.add_row(f"{alone:.1f} ms", f"{whole:.1f} ms", module)
    console.print(f"\nImports that take more than {SLOW_IMPORT:g} ms for one report (measuring makes them slower):")
    console.print(imports)

    missed = [each for each in figures if not each.holds]
    console.print(f"\nlimits missed: {len(missed)}" if missed else "\nall limits hold")
    return 1 if strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())
