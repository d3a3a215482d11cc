"""Every way in which the same report may be written down as text."""

from __future__ import annotations

from collections.abc import Callable

from generator.form import form
from generator.report import Report
from generator.rows import (
    Table,
    TableRow,
    block_as_rows,
    review_block_as_rows,
    table_as_flat_rows,
    table_as_rows,
    tables_as_rows,
)

# as many as one real page had, more or less: enough to tell that cells are not counted from the right
_PADDING = 60


def page(report: Report, drawn: dict[str, str]) -> str:
    """The report with its tables already drawn: a blank line between any two parts."""
    parts = [report.title, *report.dates, *report.preamble]
    for section in report.sections:
        parts.append(section.heading)
        parts.extend(section.paragraphs)
        parts.extend(drawn[table] for table in section.tables)
    parts.extend(report.closing)
    return "\n\n".join(parts) + "\n"


def _in_rows(report: Report, line: Callable[[TableRow], str], tables: dict[str, Table] | None = None) -> str:
    rows_of = tables or tables_as_rows(report.figures)
    return page(report, {table: "\n".join(map(line, rows)) for table, rows in rows_of.items()})


def tabs(report: Report, tables: dict[str, Table] | None = None) -> str:
    """A tab between cells, as when Word's table is pasted; `tables` may be given with rows already damaged."""
    return _in_rows(report, _tab_line, tables)


def tabs_flat(report: Report) -> str:
    """A tab between cells, one label column, group labels on rows of their own."""
    return _in_rows(report, _tab_line, tables_as_rows(report.figures, table_as_flat_rows))


def cell_a_line_marked(report: Report) -> str:
    """A cell on each line behind a tab, a lone tab where a merged cell goes on below, an empty line after a row."""
    return _cell_a_line(report, _marked_cells, "\t", "\n\n")


def cell_a_line(report: Report) -> str:
    """A cell that is not empty on each line, an empty line after a row."""
    return _cell_a_line(report, _filled_cells, "", "\n\n")


def cell_a_line_stream(report: Report) -> str:
    """A cell that is not empty on each line, and nothing between rows."""
    return _cell_a_line(report, _filled_cells, "", "\n")


def pipe_cell_a_line(report: Report) -> str:
    """A cell on each line behind a pipe, merged cells as in `cell_a_line_marked`, an empty line after a row."""
    return _cell_a_line(report, _marked_cells, "| ", "\n\n")


def pipes(report: Report) -> str:
    """Markdown tables: a rule line below the first row."""
    drawn = {}
    for table, rows in tables_as_rows(report.figures).items():
        lines = [_pipe_line(row) for row in rows]
        lines.insert(1, "|" + "---|" * max(len(row.cells) for row in rows))
        drawn[table] = "\n".join(lines)
    return page(report, drawn)


def pipes_leading(report: Report) -> str:
    """A pipe before every cell, none behind the last one, no rule line."""
    return _in_rows(report, lambda row: "".join(f"| {text} " for text in row.texts()).rstrip())


def pipes_doubled(report: Report) -> str:
    """Two pipes between cells, so that every other cell is empty."""
    return _in_rows(report, lambda row: "|| " + " || ".join(row.texts()) + " ||")


def pipes_padded(report: Report) -> str:
    """Pipe rows that go on with empty cells far behind the last one."""
    return _in_rows(report, lambda row: _pipe_line(row) + "  |" * _PADDING)


def small_tables(report: Report) -> str:
    """Table 二 as one table per group, table 四 as one per block below its label; table 三 as in `tabs`."""
    figures, norm = report.figures, form(report.edition)
    groups = [_tab_lines(block_as_rows(block, figures, "disclosure")) for block in norm.tables["disclosure"]]
    blocks = [
        f"{row.label}\n\n{_tab_lines(review_block_as_rows(row, figures))}"
        for block in norm.tables["review"]
        for row in block.rows
    ]
    requests = _tab_lines(table_as_rows("requests", figures))
    return page(report, {"disclosure": "\n\n".join(groups), "requests": requests, "review": "\n\n".join(blocks)})


LAYOUTS: dict[str, Callable[[Report], str]] = {
    "tabs": tabs,
    "tabs_flat": tabs_flat,
    "cell_a_line_marked": cell_a_line_marked,
    "cell_a_line": cell_a_line,
    "cell_a_line_stream": cell_a_line_stream,
    "pipes": pipes,
    "pipes_leading": pipes_leading,
    "pipes_doubled": pipes_doubled,
    "pipes_padded": pipes_padded,
    "pipe_cell_a_line": pipe_cell_a_line,
    "small_tables": small_tables,
}


def render(report: Report, layout: str = "tabs") -> str:
    """The text of a report in one of `LAYOUTS`."""
    return LAYOUTS[layout](report)


def _tab_line(row: TableRow) -> str:
    return "\t".join(row.texts())


def _tab_lines(rows: Table) -> str:
    return "\n".join(map(_tab_line, rows))


def _pipe_line(row: TableRow) -> str:
    return "| " + " | ".join(row.texts()) + " |"


def _cell_a_line(report: Report, cells: Callable[[TableRow], list[str]], mark: str, between: str) -> str:
    drawn = {
        table: between.join("\n".join((mark + text).rstrip(" ") for text in cells(row)) for row in rows)
        for table, rows in tables_as_rows(report.figures).items()
    }
    return page(report, drawn)


def _marked_cells(row: TableRow) -> list[str]:
    return [cell.text for cell in row.cells if cell.joined != "left"]


def _filled_cells(row: TableRow) -> list[str]:
    return [cell.text for cell in row.cells if cell.text]
