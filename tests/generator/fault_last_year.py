"""Faults of the family Y: a report that does not go on from last year's, or goes on from it too well."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from generator.fault import Fault, against_last_year
from generator.figures import APPLICANTS, Figures
from generator.layout import tabs
from generator.narrative import assemble, correct_report, plain, retold
from generator.pairs import last_year, told_by
from generator.places import GOVERNMENTS
from generator.report import Report

_CHANGING = ("licences", "other_services", "penalties", "compulsory_measures", "fees")


def _later(report: Report, rng: Random, *years: int) -> Report:
    """The report where it is of one of these years, else another of a body like it, plain."""
    if report.year not in years:
        edition = "2019" if max(years) < 2021 else "2021"
        other = report if report.edition == edition else correct_report(rng.randrange(10**6), edition, report.body.kind)
        fitting = [year for year in years if (year < 2021) == (edition == "2019")]
        report = assemble(other.body, rng.choice(fitting), other.figures, other.seed)
    return plain(report)


def _both(report: Report, at: str, previous: Report) -> tuple[str, str, str]:
    return tabs(report), at, tabs(plain(previous))


def _column(column: str) -> str:
    return f"requests/*/{column}|requests/carried_in/{column}"


def _carried(years: tuple[int, ...], form_changes: bool) -> Fault:
    def both(report: Report, rng: Random) -> tuple[str, str, str]:
        report = _later(report, rng, *years)
        previous = last_year(report, report.body, rng)
        column, more = rng.choice(APPLICANTS), rng.randint(1, 9)
        # as many more new ones, so that last year's own balance holds
        changes = {("requests", row, one): more for row in ("carried_out", "new") for one in (column, "total")}
        return _both(
            report, f"{_column(column)}|{_column('total')}|requests/carried_in", retold(previous, previous.figures.added(changes))
        )

    return against_last_year("carried-over-across-forms" if form_changes else "carried-over", "Y801", both)


def _carried_elsewhere(report: Report, rng: Random) -> tuple[str, str, str]:
    """As many in all, but of other applicants."""
    report = _later(report, rng, 2022, 2023, 2024, 2025)
    while report.figures["requests", "carried_in", "natural_person"] == 0:
        report = _later(correct_report(rng.randrange(10**6), "2021", report.body.kind), rng, 2022, 2023, 2024, 2025)
    previous = last_year(report, report.body, rng)
    changes = {("requests", row, "natural_person"): -1 for row in ("carried_out", "new")}
    changes |= {("requests", row, "business"): 1 for row in ("carried_out", "new")}
    if previous.figures["requests", "new", "natural_person"] == 0:
        # one answer less to carry in
        changes = {("requests", "carried_out", "natural_person"): -1, ("requests", "carried_in", "natural_person"): -1}
        changes |= {("requests", row, "business"): 1 for row in ("carried_out", "carried_in")}
    changed = retold(previous, previous.figures.added(changes))
    return _both(report, f"{_column('natural_person')}|{_column('business')}|requests/carried_in", changed)


def _in_force(row: str, kinds: tuple[str, ...]) -> Fault:
    def both(report: Report, rng: Random) -> tuple[str, str, str]:
        if report.body.kind not in kinds:
            report = correct_report(rng.randrange(10**6), "2021", rng.choice(kinds))
        report = _later(report, rng, 2022, 2023, 2024, 2025)
        previous = last_year(report, report.body, rng)
        figures = previous.figures.added({("disclosure", row, "in_force"): rng.randint(1, 9)})
        return _both(report, f"disclosure/{row}|disclosure/{row}/in_force", retold(previous, figures))

    return against_last_year(f"in-force-{row.replace('_', '-')}", "Y802", both)


def _items(report: Report, rng: Random) -> tuple[str, str, str]:
    report = _later(report, rng, 2020)
    previous = last_year(report, report.body, rng)
    row = rng.choice(_CHANGING)
    figures = previous.figures.added({("disclosure", row, "change"): rng.randint(1, 9)})
    return _both(report, f"disclosure/{row}|disclosure/{row}/items_last_year", retold(previous, figures))


def _standing_still(figures: Figures) -> Figures:
    """Figures that can follow upon themselves: as much carried in as out, as much made as repealed, no change."""
    changes: dict[tuple[str, str, str], Decimal | int] = {}
    for column in (*APPLICANTS, "total"):
        changes["requests", "new", column] = figures["requests", "processed_total", column]
        changes["requests", "carried_out", column] = figures["requests", "carried_in", column]
    for row, columns in figures.tables["disclosure"].items():
        if "repealed" in columns:
            changes["disclosure", row, "repealed"] = columns["made"]
            changes["disclosure", row, "in_force"] = columns["in_force"] + columns["repealed"]
        if "change" in columns:
            changes["disclosure", row, "change"] = 0
    return figures.changed(changes)


def _copied_tables(report: Report, rng: Random) -> tuple[str, str, str]:
    report = _later(report, rng, 2020, 2022, 2023, 2024, 2025)
    while not report.figures["requests", "new", "total"]:
        report = _later(correct_report(rng.randrange(10**6), report.edition), rng, 2020, 2022, 2023, 2024, 2025)
    report = plain(retold(report, _standing_still(report.figures)))
    previous = last_year(report, report.body, rng)
    same = assemble(previous.body, previous.year, report.figures, previous.seed)
    return _both(report, "document|disclosure|requests|review", same)


def _copied_problems(report: Report, rng: Random) -> tuple[str, str, str]:
    report = _later(report, rng, 2020, 2021, 2022, 2023, 2024, 2025)
    previous = last_year(report, report.body, rng)
    return tabs(report), "problems", tabs(told_by(report, plain(previous), "problems"))


def _copied_overview(report: Report, rng: Random) -> tuple[str, str, str]:
    """Section 一 is last year's, and the numbers that it tells happen to be the same; others in the tables are not."""
    report = _later(report, rng, 2022, 2023, 2024, 2025)
    report = plain(retold(report, _standing_still(report.figures)))
    previous = last_year(report, report.body, rng)
    changes = {("disclosure", row, "decisions"): rng.randint(1, 5) for row in ("licences", "penalties", "compulsory_measures")}
    words = {"disclosure": f"全年主动公开政府信息{rng.randint(40, 300)}条，公开内容涵盖社会救助、公共卫生等领域。"}
    report = plain(report, words)
    figures = report.figures.added(changes)
    same = plain(assemble(previous.body, previous.year, figures, previous.seed), words)
    return tabs(report), "overview", tabs(told_by(report, same, "overview"))


_GOVERNED = tuple(sorted(GOVERNMENTS))
LAST_YEAR_FAULTS = (
    _carried((2020, 2022, 2023, 2024, 2025), form_changes=False),
    _carried((2021,), form_changes=True),
    against_last_year("carried-over-elsewhere", "Y801", _carried_elsewhere),
    _in_force("normative_documents", (*_GOVERNED, "bureau", "subdistrict")),
    _in_force("regulations", ("city", "province")),
    against_last_year("items-continuity", "Y803", _items),
    against_last_year("figures-copied", "Y804", _copied_tables),
    against_last_year("problems-copied", "Y805", _copied_problems),
    # tables 三 and 四 cannot but be the same where the words about them are
    against_last_year("overview-copied", "Y806", _copied_overview, also=frozenset({"Y804"})),
)
