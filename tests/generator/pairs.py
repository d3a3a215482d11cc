"""Reports of one body for two years running that agree with each other."""

from __future__ import annotations

from decimal import Decimal
from difflib import SequenceMatcher
from random import Random

from generator.figures import APPLICANTS, Figures, draw_figures
from generator.narrative import assemble, correct_report
from generator.places import Body, renamed
from generator.report import Report
from generator.telling_problems import PAIRS

_ITEMS = ("licences", "other_services", "penalties", "compulsory_measures", "fees")
_EXPLANATIONS = (
    "经规范性文件清理，部分文件因有效期届满自动失效，未计入本年废止件数，现行有效件数据此调整。",
    "根据清理结果，对现行有效的行政规范性文件数量作了核减，有关数据以本年度报告为准。",
    "本年度对历年文件开展全面清理，因职能划转移出一批文件，现行有效件数与上年度报告不相衔接，以本年度报告为准。",
)


def correct_pair(seed: int, edition: str | None = None) -> tuple[Report, Report]:
    """A report and last year's of the same body, sometimes under another of its names, sometimes on the form of 2019."""
    rng = Random(f"pair {seed}")
    report = correct_report(seed, edition)
    if report.year == 2019:
        # there is no older form to compare with
        report = assemble(report.body, 2020, report.figures, report.seed)
    body = renamed(report.body) if rng.random() < 0.4 else report.body
    return report, last_year(report, body, rng)


def explained_pair(seed: int) -> tuple[Report, Report]:
    """A pair in which fewer 行政规范性文件 are in force than last year's number leads one to expect, and the report says why."""
    rng = Random(f"explained {seed}")
    report = correct_report(seed, "2021")
    if report.year == 2021:
        report = assemble(report.body, 2022, report.figures, report.seed)
    previous = last_year(report, report.body, rng)
    place = "disclosure", "normative_documents", "in_force"
    figures = previous.figures.added({place: rng.randint(1, 30)})
    explained = report.with_paragraphs("disclosure", (rng.choice(_EXPLANATIONS),))
    return explained, assemble(previous.body, previous.year, figures, previous.seed)


def last_year(report: Report, body: Body, rng: Random) -> Report:
    """Last year's report of the same body, whose figures lead to this year's, and whose words are its own."""
    edition = "2019" if report.year - 1 < 2021 else "2021"
    while True:
        figures = leading_to(report.figures, draw_figures(edition, rng, body.scale, body.rulemaking))
        previous = assemble(body, report.year - 1, figures, rng.randrange(10**6))
        if not _alike(report, previous):
            return previous


def leading_to(figures: Figures, before: Figures) -> Figures:
    """Last year's figures, changed so that this year's go on from them."""
    changes: dict[tuple[str, str, str], Decimal | int] = {}
    for column in (*APPLICANTS, "total"):
        carried_out = figures["requests", "carried_in", column]
        done = before["requests", "processed_total", column]
        carried_in = min(before["requests", "carried_in", column], done + carried_out) if column != "total" else Decimal(0)
        changes["requests", "carried_out", column] = carried_out
        changes["requests", "carried_in", column] = carried_in
        changes["requests", "new", column] = done + carried_out - carried_in
    for row in ("carried_in", "new"):
        changes["requests", row, "total"] = sum(Decimal(changes["requests", row, column]) for column in APPLICANTS)
    if before.edition == figures.edition:
        changes |= _documents(figures, before) if figures.edition == "2021" else _numbers_of_items(figures, before)
    return before.changed(changes)


def _documents(figures: Figures, before: Figures) -> dict[tuple[str, str, str], Decimal | int]:
    changes: dict[tuple[str, str, str], Decimal | int] = {}
    for row in ("regulations", "normative_documents"):
        now = figures.tables["disclosure"][row]
        in_force = now["in_force"] - now["made"] + now["repealed"]
        changes["disclosure", row, "in_force"] = in_force
        # more cannot have been made than were in force at the end
        changes["disclosure", row, "made"] = min(before["disclosure", row, "made"], in_force)
    return changes


def _numbers_of_items(figures: Figures, before: Figures) -> dict[tuple[str, str, str], Decimal | int]:
    return {
        ("disclosure", row, "change"): figures["disclosure", row, "items_last_year"]
        - before["disclosure", row, "items_last_year"]
        for row in _ITEMS
    }


def _alike(report: Report, previous: Report) -> bool:
    """Whether section 一 or section 五 could be taken for a copy, whatever the order of its sentences."""
    overview, before = ("".join(one.section("overview").paragraphs) for one in (report, previous))
    problems, earlier = ("".join(one.section("problems").paragraphs) for one in (report, previous))
    same = sum(pair.problem in problems and pair.problem in earlier for pair in PAIRS)
    return same > 1 or SequenceMatcher(None, overview, before, autojunk=False).ratio() > 0.75


def with_year(words: tuple[str, ...], year: int, other: int) -> tuple[str, ...]:
    """The same paragraphs for another year."""
    return tuple(paragraph.replace(str(year), str(other)) for paragraph in words)


def told_by(report: Report, previous: Report, key: str) -> Report:
    """Last year's report with this year's words in one section, but for the year."""
    return previous.with_paragraphs(key, with_year(report.section(key).paragraphs, report.year, previous.year))
