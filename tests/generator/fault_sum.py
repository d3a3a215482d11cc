"""Faults of the family C: sums that do not come out, with everything else as it should be."""

from __future__ import annotations

from random import Random

from generator.fault import Fault, edition_of
from generator.figures import APPLICANTS, BLOCKS, items
from generator.layout import tabs
from generator.narrative import retold
from generator.report import Report


def _balance(report: Report, rng: Random) -> tuple[str, str]:
    """More carried out in one column and in the total: C301 breaks in both, no other sum does."""
    column, more = rng.choice(APPLICANTS), rng.randint(1, 9)
    figures = report.figures.added({("requests", "carried_out", column): more, ("requests", "carried_out", "total"): more})
    return tabs(retold(report, figures)), f"requests/*/{column}|requests/*/total"


def _outcomes(report: Report, rng: Random) -> tuple[str, str]:
    """More outcomes and as many more new requests in one column and the total: C302 breaks in both, no other sum does."""
    column, more = rng.choice(APPLICANTS), rng.randint(1, 9)
    changes = {("requests", row, one): more for row in ("processed_total", "new") for one in (column, "total")}
    return tabs(retold(report, report.figures.added(changes))), f"requests/*/{column}|requests/*/total"


def _two_row_totals(report: Report, rng: Random) -> tuple[str, str]:
    """Two totals of rows on both sides of the balance are too large: only C303 breaks, in both rows."""
    more = rng.randint(1, 9)
    figures = report.figures.added({("requests", row, "total"): more for row in ("new", "carried_out")})
    return tabs(retold(report, figures)), "requests/new|requests/carried_out"


def _one_row_total(report: Report, rng: Random) -> tuple[str, str]:
    """One item's total is too large: C303 breaks in its row, and of necessity C302 in the total column."""
    row, more = rng.choice(items(report.edition)), rng.randint(1, 9)
    return tabs(retold(report, report.figures.added({("requests", row, "total"): more}))), f"requests/{row}"


def _review(report: Report, rng: Random) -> tuple[str, str]:
    block, more = rng.choice(BLOCKS), rng.randint(1, 9)
    return tabs(retold(report, report.figures.added({("review", block, "total"): more}))), f"review/{block}"


def _disclosed(report: Report, rng: Random) -> tuple[str, str]:
    report = edition_of("2019", report, rng)
    place = "disclosure", "normative_documents"
    total = report.figures[*place, "disclosed_total"]
    figures = report.figures.changed({(*place, "disclosed"): total + rng.randint(1, 5)})
    return tabs(retold(report, figures)), "disclosure/normative_documents|disclosure/normative_documents/disclosed"


def _items(report: Report, rng: Random) -> tuple[str, str]:
    report = edition_of("2019", report, rng)
    row = rng.choice(("licences", "other_services", "penalties", "compulsory_measures", "fees"))
    last_year = report.figures["disclosure", row, "items_last_year"]
    figures = report.figures.changed({("disclosure", row, "change"): -last_year - rng.randint(1, 5)})
    return tabs(retold(report, figures)), f"disclosure/{row}|disclosure/{row}/change"


SUM_FAULTS = (
    Fault("requests-balance", "C301", _balance),
    Fault("outcomes-total", "C302", _outcomes),
    Fault("requests-row-total-two-rows", "C303", _two_row_totals),
    Fault("requests-row-total-one-row", "C303", _one_row_total),
    Fault("review-total", "C304", _review),
    Fault("disclosed-exceeds-total", "C305", _disclosed),
    Fault("items-below-zero", "C306", _items),
)
