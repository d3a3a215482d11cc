"""The page of results: docs/performance.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import words
from archives import Archive
from charts import bars, markdown
from measures import Measure
from others import Compared
from parts import EVERY_REPORT, Way
from shown import holds

from bench import Figure, SlowImport

SECTIONS = (
    "Limits", "One report", "Many reports", "Numbers of processes", "Memory", "Formats", "A second run", "Extracting data",
    "A cluster", "Other programs, for scale", "What was done for speed", "Known limits", "How to repeat it",
)  # fmt: skip


# so many slow modules are enough to see what is slow
_IMPORTS = 20


class Results(NamedTuple):
    """Everything that was measured, and what could not be and why."""

    day: date
    machine: list[tuple[str, str]]
    figures: list[Figure]
    way: Way
    imports: list[SlowImport]
    archives: list[Archive]
    texts: list[Measure]
    mixed: list[Measure]
    clustered: list[Measure]
    others: list[Compared]
    limits: list[Figure]
    skipped: dict[str, str]

    def texts_of(self, kind: str) -> list[Measure]:
        """The measures of one kind on text reports."""
        return [each for each in self.texts if each.kind == kind]

    @property
    def largest_scaled(self) -> list[Measure]:
        """The measures with several numbers of processes on the largest archive that has them, the fewest first."""
        scaled = self.texts_of("jobs")
        most = max((each.files for each in scaled), default=0)
        return sorted((each for each in scaled if each.files == most), key=lambda each: each.jobs)


def page(results: Results) -> str:
    """The page in Markdown."""
    lines = ["# Performance", "", words.OPENING, "", *markdown(("", ""), [("Measured on", str(results.day)), *results.machine])]
    writers: Sequence[Callable[[Results], Iterable[str]]] = (
        _limits, _one, _many, _jobs, _memory, _formats, _cache, _extract, _cluster, _others,
        lambda _: [words.SPEED, ""], lambda _: [words.KNOWN, ""], lambda _: [words.REPEAT, ""],
    )  # fmt: skip
    for title, write in zip(SECTIONS, writers, strict=True):
        lines += [f"## {title}", "", *write(results)]
    return "\n".join(lines).rstrip() + "\n"


def _limits(results: Results) -> Iterator[str]:
    figures = [each for each in _shortened((*results.figures, *results.limits)) if each.limit is not None]
    yield words.LIMITS
    yield ""
    yield from _figures(figures)
    missed = sum(not each.holds for each in figures)
    yield f"{missed} of {len(figures)} limits are missed." if missed else f"All {len(figures)} limits hold."
    yield ""
    if results.skipped:
        yield "Not measured: " + "; ".join(f"{what} ({reason})" for what, reason in results.skipped.items()) + "."
        yield ""


def _shortened(figures: Iterable[Figure]) -> list[Figure]:
    """The figures with only the longest of those that there is one of for each example."""
    found: dict[str, Figure] = {}
    for each in figures:
        if each.what not in found or found[each.what].value < each.value:
            found[each.what] = each
    return list(found.values())


def _figures(figures: Iterable[Figure]) -> Iterator[str]:
    rows = ((each.what, f"{each.value:.2f} {each.unit}", each.limit_shown, holds(each), each.note) for each in figures)
    yield from markdown(("What", "Measured:", "Limit:", "Holds", "Note"), rows)


def _one(results: Results) -> Iterator[str]:
    way = results.way
    again = sum(each.milliseconds for each in way.parts if each.name in EVERY_REPORT)
    figures = {"whole": way.whole, "command": way.command, "empty": way.empty, "again": again}
    yield words.ONE.format(**{name: f"{value:.1f}" for name, value in figures.items()})
    yield ""
    rows = [(each.name, f"{each.milliseconds:.2f}", f"{each.milliseconds / way.whole:.0%}", each.explained) for each in way.parts]
    yield from markdown(("Part", "ms:", "Share:", "What it is"), [*rows, ("together", f"{way.whole:.2f}", "100%", "")])
    yield from bars([(each.name, each.milliseconds, f"{each.milliseconds:.1f} ms") for each in way.parts])
    yield "Modules that are slow to import; what they import is counted in, and measuring makes them slower:"
    yield ""
    imports = ((f"`{each.module}`", f"{each.alone:.1f}", f"{each.whole:.1f}") for each in results.imports[:_IMPORTS])
    yield from markdown(("Module", "ms alone:", "ms in all:"), imports)


def _many(results: Results) -> Iterator[str]:
    yield words.MANY
    yield ""
    archives = (
        (each.name, f"{each.files:,}", ", ".join(f"{count:,} {suffix}" for suffix, count in each.suffixes.items()),
         f"{each.size / 1024**2:.1f}")
        for each in results.archives
    )  # fmt: skip
    yield from markdown(("Archive", "Files:", "Which", "MiB:"), archives)
    checks = [*results.texts_of("check"), *(each for each in results.mixed if each.kind == "check")]
    yield from markdown(_COLUMNS, map(_row, checks))
    yield "Milliseconds for each file, against the number of files:"
    yield ""
    yield from bars([(each.archive.name, each.each, f"{each.each:.2f} ms") for each in checks])


_COLUMNS = ("Archive", "What", "s:", "Files/s:", "ms a file:", "s of processors:", "MiB, all processes:", "MiB, the first:")


def _row(each: Measure) -> tuple[str, ...]:
    spent = each.spent
    return (
        each.archive.name, each.what, f"{spent.seconds:.2f}", f"{each.files / spent.seconds:,.0f}", f"{each.each:.2f}",
        _number(spent.processor, 2), _number(spent.whole), _number(spent.first),
    )  # fmt: skip


def _number(value: float | None, places: int = 1) -> str:
    return "–" if value is None else f"{value:.{places}f}"


def _jobs(results: Results) -> Iterator[str]:
    yield words.JOBS
    yield ""
    mixed = [each for each in results.mixed if each.kind == "jobs"]
    yield from markdown(_COLUMNS, map(_row, [*results.texts_of("jobs"), *mixed]))
    yield from bars([(each.what, each.spent.seconds, f"{each.spent.seconds:.1f} s") for each in results.largest_scaled])


def _memory(results: Results) -> Iterator[str]:
    yield words.MEMORY
    yield ""
    known = [each for each in (*results.texts_of("check"), *results.largest_scaled) if each.spent.whole is not None]
    named = [(f"{each.archive.name}, --jobs {each.jobs}", each.spent.whole or 0.0) for each in known]
    alone = [("one report", figure.value) for figure in results.figures if figure.what == "memory, one report"]
    distinct = dict([*alone, *named])
    yield from bars([(name, value, f"{value:.0f} MiB") for name, value in distinct.items()])


def _formats(results: Results) -> Iterator[str]:
    yield words.FORMATS
    yield ""
    forms = [each for each in results.figures if each.what.startswith("check, ")]
    rows = (
        (each.what.removeprefix("check, "), f"{each.value:.2f}", f"{each.value / forms[0].value:.1f}", each.note)
        for each in forms
    )
    yield from markdown(("Format", "ms:", "× text:", "What"), rows)


def _cache(results: Results) -> Iterator[str]:
    yield words.CACHE
    yield ""
    mixed = [each for each in results.mixed if each.kind == "cache"]
    rows = ((*_row(each), each.note) for each in (*results.texts_of("cache"), *mixed))
    yield from markdown((*_COLUMNS, "Note"), rows)


def _extract(results: Results) -> Iterator[str]:
    yield words.EXTRACT
    yield ""
    yield from markdown((*_COLUMNS, "Note"), ((*_row(each), each.note) for each in results.texts_of("extract")))


def _cluster(results: Results) -> Iterator[str]:
    yield words.CLUSTER
    yield ""
    if results.clustered:
        beside = [each for each in results.texts_of("check") if each.archive == results.clustered[0].archive]
        yield from markdown(_COLUMNS, map(_row, (*results.clustered, *beside)))
    else:
        yield f"Not measured: {results.skipped.get('cluster', 'not asked for')}."
        yield ""


def _others(results: Results) -> Iterator[str]:
    yield words.OTHERS.format(files=results.others[0].files)
    yield ""
    rows = (
        (each.name, each.version, f"{each.spent.seconds:.2f}", f"{each.spent.seconds / each.files * 1000:.2f}",
         f"{each.ratio:.2f}", _number(each.spent.processor, 2), _number(each.spent.whole, 0))
        for each in results.others
    )  # fmt: skip
    yield from markdown(("Program", "Version", "s:", "ms a file:", "× nianbao:", "s of processors:", "MiB:"), rows)
    yield "What each does with the files, and why it is here:"
    yield ""
    for each in results.others:
        yield f"- **{each.name}**: {each.does}. Why: {each.why}."
    yield ""
