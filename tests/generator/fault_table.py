"""Faults of the family T in the shape of a table: tables, rows, columns and labels that are absent or written otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from generator.fault import Fault, edition_of
from generator.figures import APPLICANTS, printed
from generator.form import form
from generator.layout import tabs
from generator.report import Report, Section
from generator.rows import LABEL_COLUMNS, Cell, Table, TableRow, tables_as_rows

# rows in the middle of a group: taking one away leaves the group's label standing
_MIDDLE_ROWS = (
    "refused.third_party",
    "refused.internal_affairs",
    "refused.process_information",
    "unavailable.needs_creation",
    "not_processed.repeated",
    "not_processed.publication",
    "not_processed.excessive",
)
_PROSE = {
    "disclosure": "本年度主动公开的各类信息均已按规定登记，数据另行报送。",
    "requests": "本年度申请的办理情况均已按规定登记，数据另行报送。",
    "review": "本年度复议和诉讼的情况均已按规定登记，数据另行报送。",
}
_COLUMNS = (*APPLICANTS, "total")


def with_rows(report: Report, table: str, change: Callable[[Table], Table]) -> str:
    """The report in tabs with the rows of one table changed."""
    tables = tables_as_rows(report.figures)
    return tabs(report, tables | {table: change(tables[table])})


def with_row(report: Report, table: str, key: str, change: Callable[[TableRow], tuple[TableRow, ...]]) -> str:
    """The report in tabs with one row replaced by any number of rows."""
    return with_rows(
        report, table, lambda rows: tuple(new for row in rows for new in (change(row) if row.key == key else (row,)))
    )


def _table_as_prose(table: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        changed = report.with_section(table, lambda section: Section(table, section.heading, (_PROSE[table],)))
        return tabs(changed), table

    return Fault(f"table-missing-{table}", "T201", break_)


def _table_as_picture(table: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        changed = report.with_section(table, lambda section: Section(table, section.heading, ("![](表.png)",)))
        return tabs(changed), table

    return Fault(f"table-as-picture-{table}", "D006", break_, markdown=True)


def _extra_row(report: Report, rng: Random) -> tuple[str, str]:
    def widened(row: TableRow) -> tuple[TableRow, ...]:
        _, *rest = row.cells
        more = TableRow("", (Cell("其他主动公开文件"), *(Cell(str(rng.randint(1, 90)) if cell.text else "") for cell in rest)))
        return row, more

    return with_row(report, "disclosure", "normative_documents", widened), "disclosure"


def _row_dropped(report: Report, rng: Random) -> tuple[str, str]:
    key = rng.choice((*_MIDDLE_ROWS, "carried_in", "carried_out"))
    return with_row(report, "requests", key, lambda row: ()), f"requests/{key}"


def _disclosure_row_dropped(report: Report, rng: Random) -> tuple[str, str]:
    key = rng.choice(("normative_documents", "penalties", "compulsory_measures"))
    return with_row(report, "disclosure", key, lambda row: ()), f"disclosure/{key}"


def _column_dropped(columns: tuple[str, ...], name: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        column = rng.choice(columns)
        at = LABEL_COLUMNS + _COLUMNS.index(column)

        def without(rows: Table) -> Table:
            return tuple(replace(row, cells=_without_cell(row.cells, at)) for row in rows)

        return with_rows(report, "requests", without), f"requests/*/{column}"

    return Fault(name, "T203", break_)


def _without_cell(cells: tuple[Cell, ...], at: int) -> tuple[Cell, ...]:
    left, (gone, *right) = cells[:at], cells[at:]
    # a heading over several columns only grows narrower
    if gone.text and right and right[0].joined == "left":
        right[0] = gone
    return (*left, *right)


def _label(name: str, table: str, official: str, written: str, at: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        def relabelled(rows: Table) -> Table:
            return tuple(
                replace(row, cells=tuple(Cell(written) if cell.text == official else cell for cell in row.cells)) for row in rows
            )

        return with_rows(report, table, relabelled), at

    return Fault(name, "T204", break_)


def _row_in_two(report: Report, rng: Random) -> tuple[str, str]:
    """The labels on one line, the numbers on the next."""
    key = rng.choice(_MIDDLE_ROWS)

    def apart(row: TableRow) -> tuple[TableRow, ...]:
        width = len(row.cells)
        labels = (*row.cells[:LABEL_COLUMNS], *[Cell("")] * (width - LABEL_COLUMNS))
        return TableRow(key, labels), TableRow(key, (*[Cell("")] * LABEL_COLUMNS, *row.cells[LABEL_COLUMNS:]))

    return with_row(report, "requests", key, apart), f"requests/{key}"


def _group_with_numbers(report: Report, rng: Random) -> tuple[str, str]:
    """（三）不予公开 on a row of its own that holds the sums of its items."""
    figures = report.figures
    label = next(row.label for block in form(report.edition).tables["requests"] for row in block.rows if row.key == "refused")
    items = [key for key in figures.tables["requests"] if key.startswith("refused.")]
    sums = (Cell(printed(sum((figures["requests", key, column] for key in items), Decimal(0)))) for column in _COLUMNS)
    group = TableRow("refused", (Cell(""), Cell(label), Cell(""), *sums))
    return with_row(report, "requests", items[0], lambda row: (group, row.with_text(1, ""))), "requests/refused"


def _rows_swapped(report: Report, rng: Random) -> tuple[str, str]:
    """Two rows of one group change places; the numbers in front of their labels go with them."""
    first, second = rng.choice(
        (
            ("refused.third_party", "refused.process_information"),
            ("refused.internal_affairs", "refused.enforcement_file"),
            ("not_processed.repeated", "not_processed.excessive"),
        )
    )

    def swapped(rows: Table) -> Table:
        by_key = {row.key: row for row in rows}
        places = {first: by_key[second], second: by_key[first]}
        return tuple(places.get(row.key, row) for row in rows)

    return with_rows(report, "requests", swapped), f"requests/{first}|requests/{second}"


def _wrong_section(report: Report, rng: Random) -> tuple[str, str]:
    """Table 四 directly below table 三, and only a sentence under heading 四."""
    changed = report.with_section("requests", lambda section: replace(section, tables=("requests", "review")))
    changed = changed.with_section("review", lambda section: Section("review", section.heading, ("有关数据见上表。",)))
    return tabs(changed), "review|requests"


def _of_2021(fault: Fault) -> Fault:
    """The fault on a report of 2021 whatever report is given."""
    return replace(fault, break_=lambda report, rng: fault.break_(edition_of("2021", report, rng), rng))


TABLE_FAULTS = (
    *map(_table_as_prose, _PROSE),
    *map(_table_as_picture, _PROSE),
    Fault("extra-row", "T209", _extra_row),
    Fault("row-missing-requests", "T202", _row_dropped),
    Fault("row-missing-disclosure", "T202", _disclosure_row_dropped),
    _column_dropped(("total",), "column-missing-total"),
    _column_dropped(_COLUMNS[:-1], "column-missing-applicant"),
    _label("label-nonprofit", "requests", "社会公益组织", "社会组织", "requests/*/nonprofit"),
    _label(
        "label-prohibited-by-law",
        "requests",
        "2.其他法律行政法规禁止公开",
        "2.其他法律法规禁止公开",
        "requests/refused.prohibited_by_law",
    ),
    _of_2021(_label("label-in-force", "disclosure", "现行有效件数", "现行有效件", "disclosure/*/in_force")),
    Fault("row-broken", "T205", _row_in_two),
    Fault("subtotal-in-group-row", "T211", _group_with_numbers),
    Fault("row-order", "T212", _rows_swapped),
    Fault("table-wrong-section", "T215", _wrong_section),
)
