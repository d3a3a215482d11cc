"""Correct reports give nothing above info in any layout; one known fault gives its code at its place."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from generator import FAULTS, HARMLESS, LAYOUTS, Report, correct_pair, correct_report, encodings, explained_pair, render

from linter.read import read_bytes, read_text
from linter.result import FileResult
from linter.run import Settings, check_document, report_of

SEEDS = range(12)
NAMES = {"pipes": "x.md"}


def checked(text: str, layout: str = "tabs", previous: str | None = None, rule: str | None = None) -> FileResult:
    """What is said of a text, beside last year's where it is given; `rule` is turned on if it is off."""
    settings = Settings(levels={rule: "warning"} if rule else {})
    older = report_of(read_text(previous, "previous.txt"), settings)[0] if previous is not None else None
    return check_document(read_text(text, NAMES.get(layout, "x.txt")), settings, previous=older)


def said(result: FileResult) -> list[str]:
    """Findings above info, and blocked ones, as lines."""
    return [f"{f.outcome} {f.rule} {f.at} {f.message}" for f in result.findings if f.level != "info" or f.outcome == "blocked"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_correct_report_is_quiet(layout: str, edition: str) -> None:
    for seed in SEEDS:
        report = correct_report(seed, edition)
        result = checked(render(report, layout), layout)
        assert said(result) == [], f"seed {seed}"
        assert result.report is not None
        assert result.report.edition == edition


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_cell_is_read(layout: str, edition: str) -> None:
    for seed in SEEDS:
        report = correct_report(seed, edition)
        found = checked(render(report, layout), layout).report
        assert found is not None
        form = {table: found.norm.tables[table][edition] for table in found.norm.tables}
        for table, rows in form.items():
            assert table in found.tables, f"seed {seed}: no table {table}"
            for row in rows.numeric:
                for column in row.columns:
                    value = found.tables[table].value(row.key, column).number
                    assert value == report.figures[table, row.key, column], f"seed {seed}: {table}/{row.key}/{column}"


@pytest.mark.parametrize(
    ("damage", "layout"), [(name, layout) for name, each in HARMLESS.items() for layout in sorted(each.fits)]
)
def test_harmless_damage_is_quiet(damage: str, layout: str) -> None:
    for seed in SEEDS:
        for edition in ("2021", "2019"):
            report = correct_report(seed, edition)
            text = HARMLESS[damage].apply(render(report, layout), random.Random(seed))
            result = checked(text, layout)
            assert said(result) == [], f"seed {seed}"
            assert result.report is not None
            for (table, row, column), number in figures(report):
                assert result.report.tables[table].value(row, column).number == number, f"seed {seed} {table}/{row}/{column}"


def figures(report: Report) -> list[tuple[tuple[str, str, str], Decimal]]:
    """Every cell of a generated report."""
    tables = report.figures.tables
    return [
        ((table, row, column), number)
        for table in tables
        for row, columns in tables[table].items()
        for column, number in columns.items()
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_encodings(layout: str) -> None:
    text = render(correct_report(3), layout)
    for name, data in encodings(text).items():
        document = read_bytes(data, NAMES.get(layout, "x.txt"))
        assert document.text.content == text.removeprefix("\ufeff"), name
        assert said(check_document(document, Settings())) == [], name


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_correct_pair_is_quiet(edition: str) -> None:
    for seed in range(40):
        report, previous = correct_pair(seed, edition)
        assert said(checked(render(report), previous=render(previous))) == [], f"seed {seed}"


def test_explained_break_is_quiet() -> None:
    for seed in range(20):
        report, previous = explained_pair(seed)
        assert said(checked(render(report), previous=render(previous))) == [], f"seed {seed}"


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found_at_its_place(name: str) -> None:
    fault = FAULTS[name]
    for seed in SEEDS:
        report = correct_report(seed)
        text, at = fault.break_(report, random.Random(seed))
        previous = fault.previous(report, random.Random(seed)) if fault.previous else None
        layout = "pipes" if fault.markdown else "tabs"
        result = checked(text, layout, previous=previous, rule=fault.code if fault.off else None)
        found = [finding.at for finding in result.findings if finding.rule == fault.code and finding.outcome == "broken"]
        lines = [f"{finding.rule} {finding.at} {finding.message}" for finding in result.findings]
        assert set(found) & set(at.split("|")), f"seed {seed}: {fault.code} not at {at}; said {lines}"
