"""Faults of the family T in single cells: values that are lost, no counts, or impossible in themselves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from generator.fault import Fault, edition_of, of_kind
from generator.fault_table import with_row
from generator.figures import APPLICANTS, items
from generator.layout import tabs
from generator.narrative import correct_report, retold
from generator.places import KINDS, RULEMAKERS
from generator.report import Report
from generator.rows import LABEL_COLUMNS, Cell, TableRow

_COLUMNS = (*APPLICANTS, "total")


def _last_value_lost(report: Report, rng: Random) -> tuple[str, str]:
    """The row ends one value early, without a tab in place of the value."""
    key = rng.choice([*items(report.edition), "processed_total", "carried_in"])
    return with_row(report, "requests", key, lambda row: (replace(row, cells=row.cells[:-1]),)), f"requests/{key}"


def _value_too_many(report: Report, rng: Random) -> tuple[str, str]:
    """The row ends with its total twice."""
    key = rng.choice([*items(report.edition), "processed_total", "carried_in"])
    return with_row(report, "requests", key, lambda row: (replace(row, cells=(*row.cells, row.cells[-1])),)), f"requests/{key}"


def _written_in_cell(name: str, code: str, written: tuple[str, ...]) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        mark = rng.choice(written)
        index = LABEL_COLUMNS + _COLUMNS.index("total")
        text = with_row(report, "requests", "granted", lambda row: (row.with_text(index, mark),))
        # T207 says it once for the row or the column, whichever the rule prefers
        wider = "|requests/granted|requests/*/total" if code == "T207" else ""
        return text, "requests/granted/total" + wider

    # the number that is no count is no sum either
    return Fault(name, code, break_, also=frozenset({"C303"}))


def _row_of_dashes(report: Report, rng: Random) -> tuple[str, str]:
    mark = rng.choice(("-", "—", "/"))
    key = rng.choice(items(report.edition))

    def dashed(row: TableRow) -> tuple[TableRow, ...]:
        return (replace(row, cells=(*row.cells[:LABEL_COLUMNS], *[Cell(mark)] * len(_COLUMNS))),)

    return with_row(report, "requests", key, dashed), f"requests/{key}"


def _regulation_made(report: Report, rng: Random) -> tuple[str, str]:
    """A body that may not make 规章 has made some; the numbers agree with each other."""
    # the office of a government that makes them may be telling of that government's
    report = of_kind(report, rng, tuple(kind for kind in KINDS if kind not in (*RULEMAKERS, "office")), "2021")
    made = rng.randint(1, 4)
    place = "disclosure", "regulations"
    figures = report.figures.changed({(*place, "made"): made, (*place, "in_force"): made + rng.randint(0, 5)})
    return tabs(retold(report, figures)), "disclosure/regulations|disclosure/regulations/made"


def _in_force_impossible(report: Report, rng: Random) -> tuple[str, str]:
    report = edition_of("2021", report, rng)
    made, repealed = rng.randint(6, 12), rng.randint(0, 2)
    place = "disclosure", "normative_documents"
    figures = report.figures.changed(
        {(*place, "made"): made, (*place, "repealed"): repealed, (*place, "in_force"): made - repealed - rng.randint(1, 3)}
    )
    return tabs(retold(report, figures)), "disclosure/normative_documents|disclosure/normative_documents/in_force"


def _yuan_for_ten_thousand(report: Report, rng: Random) -> tuple[str, str]:
    """A township's fees in 元 in a cell that wants 万元."""
    report = correct_report(rng.randrange(10**6), "2021", "town")
    amount = Decimal(rng.randint(200_000, 900_000))
    figures = report.figures.changed({("disclosure", "fees", "amount"): amount})
    return tabs(retold(report, figures)), "disclosure/fees|disclosure/fees/amount"


CELL_FAULTS = (
    Fault("row-width-short", "T206", _last_value_lost),
    Fault("row-width-long", "T206", _value_too_many),
    _written_in_cell("cell-blank", "T207", ("/", "-", "—", "无")),
    Fault("cell-blank-row", "T207", _row_of_dashes),
    _written_in_cell("cell-negative", "T208", ("-1", "-3")),
    _written_in_cell("cell-fraction", "T208", ("1.5", "0.25")),
    _written_in_cell("cell-letter", "T208", ("O", "l", "x")),
    Fault("amount-suspicious", "T210", _yuan_for_ten_thousand),
    Fault("no-rulemaking-power", "T213", _regulation_made),
    Fault("in-force-impossible", "T214", _in_force_impossible),
)
