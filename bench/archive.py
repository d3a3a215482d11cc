"""What nianbao costs, from one report to a hundred thousand: time, memory, and where they go.

usage: python bench/archive.py [--sizes 1000,10000] [--all] [--strict] [--write docs/performance.md]

Archives are generated from a seed and kept in a folder, so that only the first run makes them. Every measure is a fresh
process whose output goes to a file. With --strict the exit code is 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from archives import Archive, mixed_archive, part_of, text_archive
from limits import limits_of
from machine import described
from measures import Measure, Plan, cluster_measures, measures_of
from others import Compared, compared
from page import Results, page
from parts import Way, way_of
from rich.console import Console
from run import ROOT, Failed, compile_modules, warm
from shown import figure_table, filled, import_table

import bench

SIZES, LARGEST = (1_000, 10_000), 100_000
MIXED = 1_000
JOBS = (1, 2, 4, 8)
# programs that are compared see a part of the smallest archive: some take a long time
COMPARED = 300


def numbers(given: str) -> tuple[int, ...]:
    """Numbers between commas."""
    found = tuple(int(part) for part in given.split(",") if part)
    if any(each < 1 for each in found):
        raise argparse.ArgumentTypeError("numbers from 1 up")
    return found


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure time and memory, from one report to many.")
    parser.add_argument("--sizes", type=numbers, default=SIZES, help="sizes of the archives of text reports")
    parser.add_argument("--all", action="store_true", help=f"measure {LARGEST:,} text reports too")
    parser.add_argument("--mixed", type=int, default=MIXED, help="size of the archive of mixed formats; 0 for none")
    parser.add_argument("--jobs", type=numbers, default=JOBS, help="numbers of processes")
    parser.add_argument("--times", type=int, default=5, help="how often what is short is measured")
    parser.add_argument("--folder", type=Path, default=ROOT / ".bench", help="where archives are kept")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the results as a page")
    parser.add_argument("--strict", action="store_true", help="exit code 1 when a limit is missed")
    given = parser.parse_args()
    if not given.sizes:
        parser.error("at least one size")
    if given.all:
        given.sizes = (*given.sizes, LARGEST)
    given.sizes = tuple(sorted(set(given.sizes)))
    return given


def measured(given: argparse.Namespace, console: Console, scratch: Path) -> Results:
    """Everything, in this order: one report, archives of texts, the mixed one, a cluster, other programs."""
    skipped: dict[str, str] = {}
    samples = bench.text_samples()
    machine = described()
    for name, value in machine:
        console.print(f"{name}: {value}", highlight=False)
    console.print("\none report")
    figures = bench.one_report(samples, given.times * 3)
    console.print(figure_table(figures))
    way = way_of(samples[0], scratch, given.times * 3)
    imports = bench.slow_imports(samples[0])
    show_way(console, way)
    console.print(import_table(imports))

    plan = Plan(given.jobs, given.times, scratch, lambda each: show(console, each), skipped)
    texts: list[Measure] = []
    archives: list[Archive] = []
    for size in given.sizes:
        archives.append(ready(text_archive(size, given.folder), console))
        texts.extend(measures_of(archives[-1], True, plan))
    clustered = cluster_measures(archives[0], plan)
    mixed: list[Measure] = []
    if given.mixed:
        archive = ready(mixed_archive(given.mixed, given.folder), console)
        if archive.lacking:
            skipped["mixed archive"] = archive.lacking
        mixed = measures_of(archive, False, plan)
        archives.append(archive)
    part = ready(part_of(archives[0], min(COMPARED, given.sizes[0]), given.folder), console)
    others = compared(part, scratch, given.times, skipped)
    show_others(console, others)
    return Results(
        date.today(), machine, figures, way, imports, archives, texts, mixed, clustered, others,
        limits_of(texts, mixed), skipped,
    )  # fmt: skip


def ready(archive: Archive, console: Console) -> Archive:
    """An archive whose files are in memory as far as the system keeps them there."""
    warm(archive.folder)
    kinds = ", ".join(f"{number:,} {suffix}" for suffix, number in archive.suffixes.items())
    console.print(f"\n{archive.name}: {kinds}, {archive.size / 1024**2:.1f} MiB")
    return archive


def show(console: Console, each: Measure) -> None:
    """A measure in a line, as soon as it is known."""
    processor = "" if each.spent.processor is None else f"{each.spent.processor:8.2f} s of processors"
    memory = "" if each.spent.whole is None else f"{each.spent.whole:7.1f} MiB"
    line = f"  {each.what:24}{each.spent.seconds:8.2f} s {each.files / each.spent.seconds:9.0f} files/s"
    console.print(f"{line} {processor:28}{memory:>12}  {each.note}".rstrip(), highlight=False)


def show_way(console: Console, way: Way) -> None:
    """Where the milliseconds of one report go."""
    console.print(f"\nwhere the milliseconds of one report go ({way.command:.1f} ms, without boundaries)")
    rows = [(f"{part.milliseconds:.2f} ms", part.name, part.explained) for part in way.parts]
    console.print(filled((":", "part", ""), [*rows, (f"{way.whole:.2f} ms", "together", "")]))


def show_others(console: Console, others: Sequence[Compared]) -> None:
    """Other programs on the same files."""
    console.print("\nother programs on the same files; they do other work, so this is for scale only")
    rows = [
        (f"{each.name} {each.version}", f"{each.spent.seconds:.2f} s", f"{each.ratio:.2f} ×", f"{each.spent.whole or 0:.0f} MiB")
        for each in others
    ]
    console.print(filled(("program", "time:", "beside nianbao:", "memory:"), rows))


def main() -> int:
    """Measure, print, write the page, and say by the exit code whether all limits hold where that was asked for."""
    given = options()
    console = Console(width=max(130, Console().width))
    compile_modules()
    given.folder = given.folder.resolve()
    given.folder.mkdir(parents=True, exist_ok=True)
    for left in given.folder.glob("scratch-*"):  # of a run that was broken off
        shutil.rmtree(left, ignore_errors=True)
    try:
        with tempfile.TemporaryDirectory(prefix="scratch-", dir=given.folder) as name:
            results = measured(given, console, Path(name))
    except Failed as failed:
        raise SystemExit(str(failed)) from None
    console.print("\nlimits of archives")
    console.print(figure_table(results.limits))
    for what, reason in results.skipped.items():
        console.print(f"not measured: {what}: {reason}")
    if given.write:
        given.write.write_text(page(results), encoding="utf-8", newline="\n")
    missed = [each for each in (*results.figures, *results.limits) if not each.holds]
    console.print(f"\nlimits missed: {len(missed)}" if missed else "\nall limits hold")
    return 1 if given.strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())
