"""Measures the rules on generated reports: how many known faults are found, and what is said of correct reports.

Writes a table in Markdown, and ends with 1 where a promise is broken: no error in a correct report, a warning in at most
one correct report in a hundred, and of every rule's faults at least 98 in a hundred found.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from generator import FAULTS, LAYOUTS, correct_pair, correct_report, explained_pair, render  # noqa: E402

from linter.profile.load import base_profile  # noqa: E402
from linter.read import read_text  # noqa: E402
from linter.result import FileResult  # noqa: E402
from linter.run import Settings, check_document, report_of  # noqa: E402

LOUD = ("error", "warning")
RECALL = 98
WARNED = 1
# tests use the first seeds; these are others
FIRST_SEED = 10_000


class Said(NamedTuple):
    """What was said of one report: its kind ("correct", "pair", or the fault's name), seed, whether its fault was found,
    code and level of everything above info, what stood in the wrong place, and whether anything was blocked."""

    kind: str
    seed: int
    found: bool
    loud: tuple[tuple[str, str], ...]
    elsewhere: bool
    blocked: bool


def said_of(task: tuple[str, int]) -> Said:
    """Makes the report, checks it, and tells what was said."""
    kind, seed = task
    if kind in FAULTS:
        return _broken(kind, seed)
    layout = list(LAYOUTS)[seed % len(LAYOUTS)]
    if kind == "correct":
        result = _checked(render(correct_report(seed), layout), None, Settings(), layout)
    else:
        report, previous = (explained_pair if kind == "explained" else correct_pair)(seed)
        result = _checked(render(report, layout), render(previous), Settings(), layout)
    return Said(kind, seed, False, _loud(result), False, any(finding.outcome == "blocked" for finding in result.findings))


def _broken(name: str, seed: int) -> Said:
    fault = FAULTS[name]
    report = correct_report(seed)
    text, at = fault.break_(report, Random(seed))
    previous = fault.previous(report, Random(seed)) if fault.previous else None
    result = _checked(
        text, previous, Settings(levels={fault.code: "warning"} if fault.off else {}), "pipes" if fault.markdown else "tabs"
    )
    places = [finding.at for finding in result.findings if finding.rule == fault.code and finding.outcome == "broken"]
    found = bool(set(places) & set(at.split("|")))
    others = tuple(one for one in _loud(result) if one[0] != fault.code and one[0] not in fault.also)
    return Said(name, seed, found, others, bool(places) and not found, False)


def _checked(text: str, previous: str | None, settings: Settings, layout: str = "tabs") -> FileResult:
    older = report_of(read_text(previous, "previous.txt"), settings)[0] if previous is not None else None
    return check_document(read_text(text, "x.md" if layout == "pipes" else "x.txt"), settings, previous=older)


def _loud(result: FileResult) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(one.rule, one.level) for one in result.findings if one.level in LOUD and one.outcome == "broken"}))


def tasks(correct: int, broken: int, codes: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Every report to make: of correct ones so many, a fifth as many pairs, and so many broken ones for each code."""
    seeds = range(FIRST_SEED, FIRST_SEED + max(correct, broken))
    yield from (("correct", seed) for seed in seeds[:correct])
    yield from (("pair" if seed % 4 else "explained", seed) for seed in seeds[: correct // 5])
    for code in codes:
        names = [fault.name for fault in FAULTS.values() if fault.code == code]
        yield from ((names[place % len(names)], seed) for place, seed in enumerate(seeds[:broken]))


class Measured(NamedTuple):
    """What all reports together say of one rule."""

    broken: int
    found: int
    false_alarms: int
    elsewhere: dict[str, int]


def measured(code: str, answers: Sequence[Said]) -> Measured:
    """The counts of one rule."""
    own = [one for one in answers if one.kind in FAULTS and FAULTS[one.kind].code == code]
    quiet = [one for one in answers if one.kind not in FAULTS and code in dict(one.loud)]
    others = Counter(
        one.kind for one in answers if one.kind in FAULTS and FAULTS[one.kind].code != code and code in dict(one.loud)
    )
    return Measured(len(own), sum(one.found for one in own), len(quiet), dict(sorted(others.items())))


def percent(part: int, whole: int) -> str:
    """A share as it stands in the table."""
    return f"{100 * part / whole:.1f}" if whole else "–"


def page(answers: Sequence[Said], codes: Sequence[str]) -> tuple[str, list[str]]:
    """The tables in Markdown, and the promises that are broken."""
    rules = {rule.code: rule for rule in base_profile().rules}
    lines = [
        "# Accuracy on generated reports",
        "",
        "Written by `make accuracy`. A generator that knows nothing of the linter (`tests/generator/`) writes correct reports",
        "and breaks one known thing at a time; places, names and figures are invented. A broken report counts as found when",
        "the rule says so at the right place. Other rules than the broken one are counted where they speak at warning or",
        "above; much of that is true, and follows from the fault.",
        "",
        "| code | name | level | broken reports | found | recall % | false alarms: correct reports | other rules' faults |",
        "|---|---|---|--:|--:|--:|--:|--:|",
    ]
    broken: list[str] = []
    rows = {code: measured(code, answers) for code in sorted({*codes, *rules})}
    for code, row in rows.items():
        rule = rules.get(code)
        name, level = (rule.name, rule.level) if rule else ("not written yet", "–")
        lines.append(
            f"| {code} | {name} | {level} | {row.broken} | {row.found} | {percent(row.found, row.broken)} "
            f"| {row.false_alarms} | {sum(row.elsewhere.values())} |"
        )
        if row.found * 100 < row.broken * RECALL:
            broken.append(f"{code} finds {row.found} of {row.broken} faults")
    lines += ["", *_totals(answers, broken), "", *_by_fault(answers), "", *_elsewhere(rows)]
    return "\n".join(lines) + "\n", broken


def _totals(answers: Sequence[Said], broken: list[str]) -> list[str]:
    correct = [one for one in answers if one.kind not in FAULTS]
    with_error = [one for one in correct if any(level == "error" for _, level in one.loud)]
    with_warning = [one for one in correct if any(level == "warning" for _, level in one.loud)]
    if with_error:
        broken.append(f"{len(with_error)} correct reports with an error")
    if len(with_warning) * 100 > len(correct) * WARNED:
        broken.append(f"{len(with_warning)} of {len(correct)} correct reports with a warning")
    return [
        "## Correct reports",
        "",
        "| correct reports | of these with last year's | with an error | with a warning | with something undecided |",
        "|--:|--:|--:|--:|--:|",
        f"| {len(correct)} | {sum(one.kind != 'correct' for one in correct)} | {len(with_error)} | {len(with_warning)} "
        f"| {sum(one.blocked for one in correct)} |",
    ]


def _by_fault(answers: Sequence[Said]) -> list[str]:
    lines = [
        "## Faults that are not always found",
        "",
        "| code | fault | broken reports | found | found elsewhere |",
        "|---|---|--:|--:|--:|",
    ]
    for name, fault in sorted(FAULTS.items(), key=lambda one: (one[1].code, one[0])):
        own = [one for one in answers if one.kind == name]
        found = sum(one.found for one in own)
        if found < len(own):
            lines.append(f"| {fault.code} | {name} | {len(own)} | {found} | {sum(one.elsewhere for one in own)} |")
    return lines if len(lines) > 4 else [*lines[:2], "None: every fault is found in every report."]


def _elsewhere(rows: dict[str, Measured]) -> list[str]:
    lines = [
        "## What other rules say of broken reports",
        "",
        "| code | faults of other rules in whose reports it speaks |",
        "|---|---|",
    ]
    for code, row in rows.items():
        if row.elsewhere:
            told = ", ".join(f"{name} ({FAULTS[name].code}) {count}" for name, count in row.elsewhere.items())
            lines.append(f"| {code} | {told} |")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--correct", type=int, default=1000, help="how many correct reports (default: 1000)")
    parser.add_argument("--broken", type=int, default=1000, help="how many broken reports for each rule (default: 1000)")
    parser.add_argument("--rules", help="only these rules' faults: codes or their beginnings, as N4,X")
    parser.add_argument("--write", type=Path, help="also write the tables into this file")
    parser.add_argument(
        "--show", action="store_true", help="also list seeds of correct reports that are not quiet, and of faults not found"
    )
    options = parser.parse_args(arguments)
    wanted = tuple(options.rules.split(",")) if options.rules else ("",)
    codes = sorted({fault.code for fault in FAULTS.values() if fault.code.startswith(wanted)})
    with Pool() as pool:
        answers = pool.map(said_of, list(tasks(options.correct, options.broken, codes)), chunksize=50)
    text, broken = page(answers, codes)
    print(text)
    if options.show:
        for one in answers:
            if one.kind not in FAULTS and one.loud:
                print(one.kind, one.seed, *(code for code, _ in one.loud))
            elif one.kind in FAULTS and not one.found:
                print(FAULTS[one.kind].code, one.kind, one.seed, "not found")
    if options.write:
        options.write.write_text(text, encoding="utf-8", newline="\n")
    for promise in broken:
        print(f"broken promise: {promise}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
