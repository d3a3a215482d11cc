"""A value that is read is the one that stands there, whatever became of the rows; one that is not certain is none."""

from __future__ import annotations

from random import Random

import pytest
from generator import LAYOUTS, Report, render
from generator.figures import draw_figures
from generator.narrative import YEARS, assemble
from generator.places import draw_body
from wounds import LINE_WOUNDS, MARKS, ROW_WOUNDS, SEPARATORS, hurt_lines, hurt_rows, is_number

from linter.parse.build import build_report
from linter.profile.load import shipped_norm
from linter.read import read_text

SEEDS = range(12)
EDITIONS = ("2021", "2019")
CASES = [
    # the rows of a flat table begin with their labels, and nothing can be lost in front
    *((one, wound) for one in SEPARATORS for wound in (*ROW_WOUNDS, "all") if (one, wound) != ("tabs_flat", "row_shifted_back")),
    *((layout, wound) for layout in MARKS for wound in (*LINE_WOUNDS, "all")),
]


def report_of(seed: int, edition: str) -> Report:
    """A correct report; with large numbers, hardly two are the same, so a value at the wrong place shows."""
    rng = Random(f"never invents {seed}")
    body = draw_body(rng)
    return assemble(body, rng.choice(YEARS[edition]), draw_figures(edition, rng, rng.choice((3, 90, 90_000))), seed)


def hurt(text: str, layout: str, wound: str, rng: Random) -> str:
    """The text with some rows hurt in one way, or each in any way."""
    if layout in SEPARATORS:
        return hurt_rows(text, layout, list(ROW_WOUNDS.values()) if wound == "all" else [ROW_WOUNDS[wound]], rng)
    return hurt_lines(text, layout, list(LINE_WOUNDS) if wound == "all" else [wound], rng)


def differences(report: Report, text: str, layout: str) -> tuple[list[str], int]:
    """The cells that were read wrong, and how many were read at all."""
    found = build_report(read_text(text, "x.md" if layout == "pipes" else "x.txt"), shipped_norm())
    wrong, read = [], 0
    for table, rows in report.figures.tables.items():
        for row, columns in rows.items():
            for column, value in columns.items():
                number = found.tables[table].value(row, column).number if table in found.tables else None
                read += number is not None
                if number not in (None, value):
                    wrong.append(f"{table}/{row}/{column} is {value}, read as {number}")
    return wrong, read


@pytest.mark.parametrize(("layout", "wound"), CASES)
def test_no_value_is_invented(layout: str, wound: str) -> None:
    all_read = cells = 0
    for seed in SEEDS:
        for edition in EDITIONS:
            report = report_of(seed, edition)
            text = render(report, layout)
            damaged = hurt(text, layout, wound, Random(f"{layout} {wound} {seed}"))
            wrong, read = differences(report, damaged, layout)
            assert wrong == [], f"seed {seed}, {edition}: {changes(text, damaged)}"
            all_read += read
            cells += sum(len(columns) for rows in report.figures.tables.values() for columns in rows.values())
    # nothing read would be nothing wrong: rows that are not hurt are read
    assert all_read > cells / 2


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ, for the message."""
    lines = zip(before.split("\n"), after.split("\n"), strict=False)
    return [(one.rstrip(" |"), other.rstrip(" |")) for one, other in lines if one != other][:4]


def test_every_layout_is_hurt() -> None:
    assert {*SEPARATORS, *MARKS} == set(LAYOUTS)
    for layout, wound in CASES:
        text = render(report_of(1, "2021"), layout)
        assert any(hurt(text, layout, wound, Random(seed)) != text for seed in range(20)), (layout, wound)


@pytest.mark.parametrize("layout", SEPARATORS)
@pytest.mark.parametrize("shift", ["row_shifted", "values_shifted"])
def test_a_row_that_is_shifted_and_lost_its_last_value_is_not_taken_for_one_with_a_blank(layout: str, shift: str) -> None:
    """As wide as its neighbours; but its label is out of place, or its parts are above what stands in the total."""
    hurt_rows_seen = 0
    for seed in range(40):
        report = report_of(seed, "2021")
        text, separator = render(report, layout), SEPARATORS[layout]
        lines, rng = text.split("\n"), Random(f"{layout} {shift} {seed}")
        for place in rng.sample(range(len(lines)), len(lines)):
            cells = lines[place].split(separator)
            numbers = [int(words) for words in cells if is_number(words) and "." not in words]
            if len(numbers) == 7 and sum(numbers[:5]) > numbers[5]:
                lines[place] = separator.join(ROW_WOUNDS[shift](ROW_WOUNDS["last_lost"](cells, rng), rng))
                hurt_rows_seen += 1
                break
        damaged = "\n".join(lines)
        assert differences(report, damaged, layout)[0] == [], f"seed {seed}: {changes(text, damaged)}"
    assert hurt_rows_seen > 20
