"""Puts a correct report together: invented body, fitting figures, and words that agree with them."""

from __future__ import annotations

from random import Random

from generator import remarks
from generator.figures import Figures, draw_figures
from generator.form import section_heading
from generator.overview import overview
from generator.places import Body, draw_body
from generator.report import Report, Section

YEARS = {"2019": (2019, 2020), "2021": (2021, 2022, 2023, 2024)}


def correct_report(seed: int, edition: str | None = None, kind: str | None = None) -> Report:
    """A report in which there is nothing to find; the same seed gives the same report.

    `edition` is "2019" or "2021", `kind` one of `places.KINDS`; both are drawn when not given.
    """
    rng = Random(f"report {seed}")
    drawn_edition = edition or rng.choice(("2021", "2021", "2021", "2019"))
    body = draw_body(rng, kind)
    # one report in ten is of a body that had nothing to do all year, which is common below the county
    figures = draw_figures(drawn_edition, rng, 0 if rng.random() < 0.1 else body.scale)
    return assemble(body, rng.choice(YEARS[drawn_edition]), figures, seed)


def assemble(body: Body, year: int, figures: Figures, seed: int, leave_out: str | None = None) -> Report:
    """The report of this body, year and figures; `leave_out` names an aspect that section 一 shall not tell."""
    rng = Random(f"words {seed}")
    stated_in_front = rng.random() < 0.7
    preamble = (remarks.preamble(body, year, rng),) if stated_in_front else ()
    period = "" if stated_in_front else remarks.period(year, rng)
    sections = (
        _section("overview", overview(body, year, figures, period, rng, leave_out)),
        _section("disclosure", (), "disclosure"),
        _section("requests", (), "requests"),
        _section("review", (), "review"),
        _section("problems", remarks.problems(body, year, rng)),
        _section("other", remarks.other(body, year, figures, rng)),
    )
    title = f"{body.name}{year}年政府信息公开工作年度报告"
    return Report(body, year, figures.edition, figures, seed, title, preamble, sections)


def retold(report: Report, figures: Figures) -> Report:
    """The same report with other figures, and with words that agree with them."""
    return assemble(report.body, report.year, figures, report.seed)


def _section(key: str, paragraphs: tuple[str, ...], *tables: str) -> Section:
    return Section(key, section_heading(key), paragraphs, tables)
