"""What kind of document this is: a report at all, which edition, whose, of which year, and whether it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.finding import Pointer, Said
from linter.named_tuple import NamedTuple
from linter.parse.build import is_report
from linter.place import start_span
from linter.prose.pattern import compiled
from linter.report import Report
from linter.terms import TableKey
from linter.text import Span
from linter.words import Names, Phrase, Word


def not_a_report(report: Report, _: None) -> Iterator[Said]:
    """None of the six headings and none of the three tables."""
    if not is_report(report):
        yield Said("broken", "document", start_span(report))


def older_edition(report: Report, _: None) -> Iterator[Said]:
    """A report in one of the forms before 2019."""
    if report.edition != "older":
        return
    features = report.older_features[:6]
    if report.year is not None and report.year < report.norm.data["older"]["before"]:
        message = "year" if not features else "year_and_features"
    else:
        message = "features"
    params: dict[str, Word] = {"year": str(report.year or ""), "features": Names(features)}
    yield Said(message, "document", start_span(report), params)


class Edition(NamedTuple):
    """The table whose labels tell the editions apart."""

    table: TableKey


def edition(report: Report, options: Edition) -> Iterator[Said]:
    """The form against the year, and labels of two forms in one report."""
    at = start_span(report)
    names = {key: report.norm.edition_name(key) for key in report.norm.data["edition"]}
    found = {key: words for key, words in report.signals.items() if words}
    if len(found) > 1:
        labels = tuple(Phrase("labels_of_form", {"form": names[key], "labels": Names(words)}) for key, words in found.items())
        table = report.tables.get(options.table)
        params = {"labels": Names(labels, quoted=False, between="semicolon")}
        yield Said("mixed", options.table if table else "document", table.span if table else at, params)
        return
    if report.year is not None and report.edition_source == "tables":
        form_year = report.norm.data["edition"][report.edition]["from"]
        newest = max(data["from"] for data in report.norm.data["edition"].values())
        told: dict[str, Word] = {"year": str(report.year), "form": names[report.edition or ""]}
        if report.year >= newest and form_year < newest:
            yield Said("superseded", "document", at, told)
            return
        if report.year < form_year:
            yield Said("early", "document", at, told)
            return
    for table in report.tables.values():
        if report.edition in names and table.form.edition != report.edition:
            forms = {"form": names[table.form.edition], "report": names[report.edition or ""]}
            yield Said("table", table.key, table.span, {"table": table.form.name, **forms})


def year_known(report: Report, _: None) -> Iterator[Said]:
    """A year in title, period or the first lines."""
    if report.year is None:
        yield Said("broken", "title", start_span(report))


def body_known(report: Report, _: None) -> Iterator[Said]:
    """A body in the title whose level its name tells."""
    if report.body is None:
        yield Said("no_body", "title", start_span(report))
    elif report.body.level is None:
        yield Said("no_level", "title", start_span(report), {"body": report.body.name})


class Damage(NamedTuple):
    """Words that only wrong decoding makes."""

    mojibake: tuple[str, ...]


def damage(report: Report, options: Damage) -> Iterator[Said]:
    """Characters lost in decoding, garbled words, and private characters."""
    content = report.document.content
    # most texts have none of the characters that any of it begins with
    begins = "".join(re.escape(words[:1]) for words in options.mojibake)
    if compiled(report.norm, f"[\ufffd\ue000-\uf8ff{begins}]").search(content) is None:
        return
    garbled = "|".join(re.escape(words) for words in options.mojibake if words in content)
    kinds = (
        ("lost", "\ufffd+" if "\ufffd" in content else ""),
        ("private", "[\ue000-\uf8ff]+"),
        ("mojibake", garbled),
    )
    for message, source in kinds:
        places = [Span(found.start(), found.end()) for found in re.finditer(source, content)] if source else []
        if places:
            first = report.document.position(places[0].start)
            params = {"count": str(len(places)), "line": str(first.line), "encoding": report.document.encoding}
            related = tuple(Pointer("document", span) for span in places[1:10])
            yield Said(message, "document", places[0], params, related)
