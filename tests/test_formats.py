"""The same report as text, Markdown, web page, Word, PDF and old Word file: the same findings and the same cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from random import Random

import pytest
from generator import Report, correct_report, render
from generator.converted import needs_office, needs_pages, to_doc, to_pdf
from generator.page import PAGE_STYLES, render_page
from generator.word import DOCX_STYLES, render_docx

from linter.document import Document
from linter.read import read_text
from linter.read.docx import read_docx
from linter.read.html import read_html
from linter.read.legacy import convert
from linter.read.linear import Linear, document_of
from linter.read.pdf import read_pdf
from linter.report import Report as Read
from linter.result import FileResult
from linter.run import Settings, check_document

SEEDS = range(50)
# in a PDF, nothing but its lines tells a table from text
RULED = tuple(style for style, setting in DOCX_STYLES.items() if setting.borders)
Batch = Future[list[bytes]]
# places that no rule leaves alone when they grow by one, in turn
PLACES = (
    ("requests", "new", "total"),
    ("requests", "carried_out", "natural_person"),
    ("review", "reconsideration", "total"),
    ("requests", "processed_total", "business"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A report, correct or with one cell that no longer fits, and how it is set in Word and on a page."""

    seed: int
    report: Report
    faulty: bool

    def docx(self, styles: tuple[str, ...] = tuple(DOCX_STYLES)) -> bytes:
        """The Word file, in the style whose turn it is among these."""
        return render_docx(self.report, self.style(styles), Random(self.seed))

    def style(self, styles: tuple[str, ...] = tuple(DOCX_STYLES)) -> str:
        """The style whose turn it is among these."""
        return styles[self.seed % len(styles)]


@cache
def cases() -> tuple[Case, ...]:
    """Both editions by turns; every third report has a fault."""
    made = []
    for seed in SEEDS:
        report = correct_report(seed, ("2021", "2019")[seed % 2])
        faulty = seed % 3 == 0
        if faulty:
            place = PLACES[seed // 3 % len(PLACES)]
            report = replace(report, figures=report.figures.added({place: 1}))
        made.append(Case(seed, report, faulty))
    return tuple(made)


def checked(document: Document) -> FileResult:
    """What is said of a document."""
    return check_document(document, Settings())


@cache
def as_text(seed: int, layout: str = "tabs") -> FileResult:
    """What is said of the report as text: all other formats must give the same."""
    name = "x.md" if layout == "pipes" else "x.txt"
    return checked(read_text(render(cases()[seed].report, layout), name))


def said(result: FileResult) -> list[tuple[str, str, str, str]]:
    """Every finding without its place in the file."""
    return sorted((found.rule, found.at, found.outcome, found.message) for found in result.findings)


def cells(read: Read | None) -> Mapping[tuple[str, str, str], object]:
    """Every cell of the form as it was read."""
    assert read is not None
    return {
        (table, row.key, column): read.tables[table].value(row.key, column).number if table in read.tables else "no table"
        for table, editions in read.norm.tables.items()
        for row in editions[read.edition].numeric
        for column in row.columns
    }


def compare(case: Case, result: FileResult, how: str, layout: str = "tabs") -> Iterator[str]:
    """What is said or read otherwise than in the text, as lines."""
    wanted = as_text(case.seed, layout)
    name = f"seed {case.seed}, {how}"
    got, want = said(result), said(wanted)
    yield from (f"{name}: said of this format only: {line}" for line in got if line not in want)
    yield from (f"{name}: said of the text only: {line}" for line in want if line not in got)
    figures, have = cells(wanted.report), cells(result.report)
    yield from (f"{name}: {'/'.join(at)} is {have.get(at)}, not {figures[at]}" for at in figures if have.get(at) != figures[at])


def document(read: Linear, form: str) -> Document:
    """The document of what a reader found."""
    return document_of(read, f"x.{form}", form)


def compare_word(case: Case, style: str, read: Linear, form: str) -> list[str]:
    """What is otherwise in a Word file, or in what was made of it."""
    layout = "small_tables" if DOCX_STYLES[style].small else "tabs"
    return list(compare(case, checked(document(read, form)), style, layout))


def expect_none(lines: Iterable[str]) -> None:
    """Fail with the first of the differences."""
    every = list(lines)
    if every:
        pytest.fail("\n".join([*every[:20], f"{len(every)} in all"]), pytrace=False)


def test_text_tells_faults_from_correct_reports() -> None:
    for case in cases():
        result = as_text(case.seed)
        broken = [found.rule for found in result.findings if found.outcome == "broken" and found.level == "error"]
        assert bool(broken) == case.faulty, f"seed {case.seed}: {broken}"
        assert set(cells(result.report).items()) == {
            ((table, row, column), number)
            for table, rows in case.report.figures.tables.items()
            for row, columns in rows.items()
            for column, number in columns.items()
        }, f"seed {case.seed}"


def test_markdown() -> None:
    expect_none(line for case in cases() for line in compare(case, as_text(case.seed, "pipes"), "pipes"))


def test_page() -> None:
    def each() -> Iterator[str]:
        styles = tuple(PAGE_STYLES)
        for case in cases():
            style = styles[case.seed % len(styles)]
            read = read_html(render_page(case.report, style, Random(case.seed)), "x.html")
            layout = "small_tables" if PAGE_STYLES[style].split else "tabs"
            yield from compare(case, checked(document(read, "html")), style, layout)

    expect_none(each())


def test_docx() -> None:
    def each() -> Iterator[str]:
        for case in cases():
            yield from compare_word(case, case.style(), read_docx(case.docx(), "x.docx"), "docx")

    expect_none(each())


@pytest.fixture(scope="module")
def batches() -> Iterator[tuple[Batch, Batch]]:
    """PDF and old Word files, made by LibreOffice side by side, a batch of each."""
    with ThreadPoolExecutor(2) as pool:
        yield pool.submit(to_pdf, [case.docx(RULED) for case in cases()]), pool.submit(to_doc, [case.docx() for case in cases()])


@needs_pages
def test_pdf(batches: tuple[Batch, Batch]) -> None:
    def each() -> Iterator[str]:
        for case, data in zip(cases(), batches[0].result(), strict=True):
            yield from compare_word(case, case.style(RULED), read_pdf(data, "x.pdf"), "pdf")

    expect_none(each())


@needs_office
def test_doc(batches: tuple[Batch, Batch]) -> None:
    def each() -> Iterator[str]:
        results = convert([(f"{case.seed}.doc", data) for case, data in zip(cases(), batches[1].result(), strict=True)])
        for case in cases():
            data = results[f"{case.seed}.doc"]
            if isinstance(data, bytes):
                yield from compare_word(case, case.style(), read_docx(data, "x.docx"), "docx")
            else:
                yield f"seed {case.seed}: {data}"

    expect_none(each())
