"""Puts a correct report together: invented body, fitting figures, and words that agree with them."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from generator.figures import BLOCKS, Figures, draw_figures, without_backlog, without_requests, without_review
from generator.form import section_heading
from generator.overview import STYLES, arranged, draw_style, told
from generator.places import Body, draw_body
from generator.preamble import period, preamble
from generator.report import Report, Section
from generator.signature import draw_day, signature, under_title
from generator.teller import Teller
from generator.telling_other import other
from generator.telling_problems import problems
from generator.telling_rest import opening
from generator.traps import drawn

YEARS = {"2019": (2019, 2020), "2021": (2021, 2022, 2023, 2024, 2025)}
_NOTHING: Mapping[str, str] = {}


def correct_report(seed: int, edition: str | None = None, kind: str | None = None) -> Report:
    """A report in which there is nothing to find; the same seed gives the same report.

    `edition` is "2019" or "2021", `kind` one of `places.KINDS`; both are drawn when not given.
    """
    rng = Random(f"report {seed}")
    drawn_edition = edition or rng.choice(("2021", "2021", "2021", "2019"))
    body = draw_body(rng, kind)
    return assemble(body, rng.choice(YEARS[drawn_edition]), _figures(body, drawn_edition, rng), seed)


def assemble(
    body: Body,
    year: int,
    figures: Figures,
    seed: int,
    replaced: Mapping[str, str] = _NOTHING,
    plain: bool = False,
) -> Report:
    """The report of this body, year and figures.

    `replaced` gives other words for aspects of section 一, and leaves out those that it gives as empty. A plain report has
    the sub-headings of the form, （一） to （五）, and neither traps nor dates.
    """

    def teller(part: str) -> Teller:
        # every part has its own random numbers, so that a change in one leaves the words of the others alone
        return Teller(body, year, figures, Random(f"words {seed} {part}"))

    rng = Random(f"shape {seed}")
    stated_in_front = rng.random() < 0.75
    front = preamble(teller("preamble"), stated_in_front) if stated_in_front or rng.random() < 0.3 else ()
    style = draw_style(rng)
    if plain:
        style = STYLES[seed % 2]
    traps = {} if plain else drawn(teller("traps"))
    texts = told(teller, replaced)
    texts = {aspect: text + ("" if aspect in replaced else "".join(traps.get(aspect, ()))) for aspect, text in texts.items()}
    first = opening(teller("opening")) + ("" if stated_in_front else period(teller("preamble")))
    day = draw_day(body, year, rng)
    signed = "" if plain else rng.choice(("end", "title", "", ""))
    sections = (
        _section("overview", arranged(first, texts, style, rng, plain)),
        _section("disclosure", (), "disclosure"),
        _section("requests", (), "requests"),
        _section("review", (), "review"),
        _section("problems", problems(teller("problems"), aside="".join(traps.get("problems", ())))),
        _section("other", (*other(teller("other")), *traps.get("other", ()))),
    )
    return Report(
        body,
        year,
        figures.edition,
        figures,
        seed,
        f"{body.name}{year}年政府信息公开工作年度报告",
        front,
        sections,
        (under_title(teller("date"), day),) if signed == "title" else (),
        signature(teller("date"), day) if signed == "end" else (),
    )


def retold(report: Report, figures: Figures) -> Report:
    """The same report with other figures, and with words that agree with them."""
    return assemble(report.body, report.year, figures, report.seed)


def plain(report: Report, replaced: Mapping[str, str] = _NOTHING) -> Report:
    """The same report in the form's own sub-headings, without traps and dates; with other words for some aspects."""
    return assemble(report.body, report.year, report.figures, report.seed, replaced, plain=True)


def _figures(body: Body, edition: str, rng: Random) -> Figures:
    # one report in twelve is of a body that had nothing to do all year, which is common below the county
    figures = draw_figures(edition, rng, 0 if rng.random() < 0.08 else body.scale, body.rulemaking)
    usual = rng.random()
    if usual < 0.08:
        return without_requests(figures)
    if usual < 0.40:
        figures = without_review(figures, rng.choice((BLOCKS, BLOCKS, BLOCKS[1:], BLOCKS[:1])))
    return without_backlog(figures) if usual > 0.85 else figures


def _section(key: str, paragraphs: tuple[str, ...], *tables: str) -> Section:
    return Section(key, section_heading(key), paragraphs, tables)
