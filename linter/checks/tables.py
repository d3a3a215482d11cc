"""The three tables as wholes: there, readable, and under their own heading."""

from __future__ import annotations

from collections.abc import Iterator

from linter.document import Picture
from linter.finding import Said
from linter.place import section_span
from linter.report import Report, Section


def present(report: Report, _: None) -> Iterator[Said]:
    """Sections 二, 三 and 四 each have their table."""
    for key, section in report.sections.items():
        table = section.form.table
        if table is None or table in report.tables:
            continue
        params = {"table": report.norm.tables[table]["2021"].name, "heading": section.form.heading}
        span = section_span(report, key)
        if table in report.glued_tables:
            yield Said("glued", key, span, params, blocked=True)
        elif _picture(section) is not None:
            yield Said("picture", key, span, params, blocked=True)
        elif section.heading is None:
            yield Said("no_section", key, span, params, blocked=True)
        else:
            yield Said("prose" if section.prose else "absent", key, span, params)


def picture(report: Report, _: None) -> Iterator[Said]:
    """A picture where the text of a section or its table should be."""
    for key, section in report.sections.items():
        found = _picture(section)
        if found is None or (section.form.table or "") in report.tables:
            continue
        if section.form.table is not None or all(isinstance(block, Picture) for block in section.blocks):
            yield Said("broken", key, found.span, {"heading": section.form.heading})


def _picture(section: Section) -> Picture | None:
    return next((block for block in section.blocks if isinstance(block, Picture)), None)


def in_its_section(report: Report, _: None) -> Iterator[Said]:
    """A table whose rows stand under another section's heading."""
    for table in report.tables.values():
        own = next(section for section in report.sections.values() if section.form.table == table.key)
        if table.section is None or table.section == own.key or own.heading is None:
            continue
        other = report.sections[table.section]
        actual = other.heading.words if other.heading else other.form.heading
        yield Said("broken", own.key, table.span, {"table": table.form.name, "actual": actual, "expected": own.heading.words})
