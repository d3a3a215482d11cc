"""The source of a finding as people see it: the line with carets, or the table's row under its column names."""

from __future__ import annotations

from linter.document import Document
from linter.finding import Finding
from linter.report import Report, Table, TableRow
from linter.sheet import Segment
from linter.text import display_width

_WIDEST = 96


def frame(finding: Finding, document: Document, report: Report | None) -> list[list[Segment]]:
    """Lines of (words, style) that show where a finding stands; [] when there is nothing to show."""
    head, _, rest = finding.at.partition("/")
    table = report.tables.get(head) if report is not None else None
    if table is not None and rest:
        row = _row_at(table, finding)
        if row is not None and row.values:
            return _table_frame(finding, document, table, row)
    return _line_frame(finding, document)


def _row_at(table: Table, finding: Finding) -> TableRow | None:
    """The row that an address names or, for a column, the row in which the finding's span lies."""
    name = finding.at.split("/")[1]
    if name != "*":
        return table.rows.get(name)
    return next(
        (row for row in table.rows.values() if row.span.start <= finding.span.start and finding.span.end <= row.span.end), None
    )


def _table_frame(finding: Finding, document: Document, table: Table, row: TableRow) -> list[list[Segment]]:
    """The row's values under the short names of their columns, with carets under the cell or all over the row."""
    parts = finding.at.split("/")
    marked = parts[2] if len(parts) > 2 else ""
    columns = table.form.by_key[row.key].columns
    line = document.position(finding.span.start).line
    gutter = len(str(line))
    label = fit(" ".join(row.words.split()), 40)
    header, values, carets = [" " * display_width(label)], [label], [" " * display_width(label)]
    for key, value in row.values.items():
        words = value.words.strip() or ("" if value.state == "blank" else "？")
        name = columns[key].name
        width = max(display_width(name), display_width(words), 1)
        header.append(_pad(name, width))
        values.append(_pad(words, width, right=True))
        hit = key == marked or not marked
        carets.append(_pad("^" * max(display_width(words), 1) if hit else "", width, right=True))
    blank = " " * gutter
    return [
        [(f"{blank} │ ", "dim"), ("  ".join(header).rstrip(), "dim")],
        [(f"{line} │ ", "dim"), ("  ".join(values).rstrip(), "")],
        [(f"{blank} │ ", "dim"), ("  ".join(carets).rstrip(), finding.level)],
    ]


def _line_frame(finding: Finding, document: Document) -> list[list[Segment]]:
    """The line on which a finding begins, cut to width around it, with carets under its words."""
    text = document.text
    line = text.position(finding.span.start).line
    whole = text.line_span(line)
    start = min(max(finding.span.start, whole.start), whole.end)
    end = min(max(finding.span.end, start + 1), whole.end)
    before, words, after = (
        tidy(text.content[one:other]) for one, other in ((whole.start, start), (start, end), (end, whole.end))
    )
    if not (before + words + after).strip():
        return []
    words = fit(words, _WIDEST)
    room = max(_WIDEST - display_width(words), 0)
    before = _fit_end(before.lstrip(), room // 2)
    after = "" if words.endswith("…") else fit(after.rstrip(), max(room - display_width(before), 0))
    line = document.position(finding.span.start).line
    gutter = len(str(line))
    return [
        [(f"{line} │ ", "dim"), (before + words + after, "")],
        [(f"{' ' * gutter} │ ", "dim"), (" " * display_width(before) + "^" * max(display_width(words), 1), finding.level)],
    ]


def tidy(words: str) -> str:
    """Words that a terminal shows as they are: tabs as a bar, other control characters as a mark."""
    shown = words.replace("\t", " ┊ ")
    return shown if shown.isprintable() else "".join(each if each.isprintable() else "�" for each in shown)


def fit(words: str, width: int) -> str:
    """Words cut to a width in terminal cells."""
    if display_width(words) <= width:
        return words
    kept, used = [], 1
    for character in words:
        used += display_width(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept) + "…"


def _fit_end(words: str, width: int) -> str:
    return words if display_width(words) <= width else fit(words[::-1], width)[::-1]


def _pad(words: str, width: int, right: bool = False) -> str:
    space = " " * max(width - display_width(words), 0)
    return space + words if right else words + space
