"""The generator on its own: what it writes is right, whole in every layout, and broken only where a fault says so."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from random import Random

import pytest
from generator import FAULTS, HARMLESS, LAYOUTS, Figures, correct_report, encodings, form, render, table_as_rows
from generator.fault import edition_of
from generator.figures import APPLICANTS, BLOCKS, VERDICTS, items, printed
from generator.form import EDITIONS, TABLES, section_titles
from generator.places import KINDS

SEEDS = range(200)
FEW_SEEDS = range(12)
_CODE = re.compile(r"[DSTCNXLHY]\d{3}")


def broken_sums(figures: Figures, rulemaking: bool = False) -> set[tuple[str, str]]:
    """Code and address of every sum that does not come out: written by hand, apart from how figures are drawn."""
    found: set[tuple[str, str]] = set()
    requests, review = figures.tables["requests"], figures.tables["review"]
    for column in (*APPLICANTS, "total"):
        value = {row: columns[column] for row, columns in requests.items()}
        if value["new"] + value["carried_in"] != value["processed_total"] + value["carried_out"]:
            found.add(("C301", f"requests/*/{column}"))
        if value["processed_total"] != sum(value[row] for row in items(figures.edition)):
            found.add(("C302", f"requests/*/{column}"))
    for row, columns in requests.items():
        if columns["total"] != sum(columns[column] for column in APPLICANTS):
            found.add(("C303", f"requests/{row}"))
    for block in BLOCKS:
        if review[block]["total"] != sum(review[block][verdict] for verdict in VERDICTS):
            found.add(("C304", f"review/{block}"))
    for row, columns in figures.tables["disclosure"].items():
        if "disclosed" in columns and columns["disclosed"] > columns["disclosed_total"]:
            found.add(("C305", f"disclosure/{row}"))
        if "change" in columns and columns["items_last_year"] + columns["change"] < 0:
            found.add(("C306", f"disclosure/{row}"))
        if "in_force" in columns and columns["in_force"] < max(Decimal(0), columns["made"] - columns["repealed"]):
            found.add(("T214", f"disclosure/{row}"))
        if row == "regulations" and any(columns.values()) and not rulemaking:
            found.add(("T213", f"disclosure/{row}"))
    return found


def read_back(text: str, edition: str) -> Figures:
    """The figures of a text in the tabs layout whose rows are whole."""
    norm = form(edition)
    lines = [line.split("\t") for line in text.split("\n") if "\t" in line]
    lines = [[cell for cell in line if re.fullmatch(r"-?\d+(\.\d+)?", cell)] for line in lines]
    numbers = iter([Decimal(cell) for line in lines for cell in line])
    tables: dict[str, dict[str, dict[str, Decimal]]] = {table: {} for table in TABLES}
    for table in TABLES:
        for row, column in norm.cells(table):
            tables[table].setdefault(row.key, {})[column.key] = next(numbers)
    assert next(numbers, None) is None
    return Figures(edition, tables)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_sum_holds(edition: str) -> None:
    for seed in SEEDS:
        report = correct_report(seed, edition)
        figures = report.figures
        assert broken_sums(figures, report.body.rulemaking) == set(), seed
        assert set(figures.tables) == set(TABLES)
        for table in TABLES:
            places = {(row.key, column.key) for row, column in form(edition).cells(table)}
            assert places == {(row, column) for row, columns in figures.tables[table].items() for column in columns}


def test_numbers_are_what_their_columns_want() -> None:
    for seed in SEEDS:
        report = correct_report(seed)
        for table in TABLES:
            for row, column in form(report.edition).cells(table):
                value = report.figures[table, row.key, column.key]
                assert value >= 0 or column.signed
                assert value == round(value, 4)
                assert value == int(value) or column.money
                assert "E" not in printed(value)
        if report.edition == "2019":
            assert report.figures["disclosure", "procurement", "amount"] < 100000


def test_most_numbers_are_not_nought_and_some_are() -> None:
    values = [
        correct_report(seed).figures["requests", row, column]
        for seed in SEEDS
        for row in ("new", "granted", "refused.third_party")
        for column in APPLICANTS
    ]
    zeros = sum(value == 0 for value in values) / len(values)
    assert 0.05 < zeros < 0.5


def test_all_kinds_of_bodies_and_editions_occur() -> None:
    reports = [correct_report(seed) for seed in SEEDS]
    assert {report.body.kind for report in reports} == set(KINDS)
    assert {report.edition for report in reports} == set(EDITIONS)
    assert {report.year for report in reports} == set(range(2019, 2026))


def test_the_same_seed_gives_the_same_report() -> None:
    assert correct_report(7) == correct_report(7)
    assert correct_report(7) != correct_report(8)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_layout_has_every_label_and_every_value(layout: str, edition: str) -> None:
    for seed in FEW_SEEDS:
        report = correct_report(seed, edition)
        text = render(report, layout)
        for label in form(edition).labels():
            assert label in text, label
        cells = [cell.strip() for cell in re.split(r"[\t|\n]", text)]
        shown = [cell for cell in cells if re.fullmatch(r"-?\d+(\.\d+)?", cell)]
        wanted = [
            printed(report.figures[table, row.key, column.key]) for table in TABLES for row, column in form(edition).cells(table)
        ]
        assert shown == wanted
        for section in report.sections:
            assert text.count(section.heading) == 1
            assert all(paragraph in text for paragraph in section.paragraphs)


@pytest.mark.parametrize("edition", EDITIONS)
def test_all_rows_of_a_table_are_equally_wide(edition: str) -> None:
    figures = correct_report(3, edition).figures
    widths = {table: {len(row.cells) for row in table_as_rows(table, figures)} for table in TABLES}
    assert widths == {"disclosure": {4}, "requests": {10}, "review": {15}}


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_damage_changes_the_text_and_keeps_its_words_and_digits(name: str) -> None:
    harmless = HARMLESS[name]
    assert harmless.fits <= set(LAYOUTS)
    changes = 0
    for layout in sorted(harmless.fits):
        for seed in FEW_SEEDS:
            text = render(correct_report(seed), layout)
            damaged = harmless.apply(text, Random(seed))
            changes += damaged != text
            assert bare(damaged) == bare(text)
    # a thousands separator needs a large number, and trailing marks may happen not to be drawn
    assert changes >= len(harmless.fits)


def bare(text: str) -> str:
    """Words and digits in one width, without spaces, page numbers, empty cells and thousands separators."""
    text = re.sub(r"^\s*[—\-－] ?\d+ ?[—\-－]\s*$", "", text, flags=re.M)
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s|]|(?<=\d),(?=\d{3})", "", text)


def test_header_words_are_broken_without_a_mark() -> None:
    text = render(correct_report(2, "2019"), "cell_a_line_marked")
    assert "\t本年新制\n作数量\n" in HARMLESS["broken_header_words"].apply(text, Random(1))


def test_encodings_are_all_the_same_text() -> None:
    text = render(correct_report(5))
    decoders = {"utf-8-bom": "utf-8-sig", "utf-16-le-bom": "utf-16", "utf-16-be-bom": "utf-16"}
    for name, data in encodings(text).items():
        assert data.decode(decoders.get(name, name)) == text


def test_every_code_that_is_asked_for_has_a_fault() -> None:
    codes = {fault.code for fault in FAULTS.values()}
    wanted = "D001 D002 D003 D004 D005 D006 D007 S101 S102 S103 S104 S110 S111 S112 S113 S114 S115 S116 S117 S118 T201 T202 T203 "
    wanted += "T204 T205 T206 T207 T208 T209 T210 T211 T212 T213 T214 T215 C301 C302 C303 C304 C305 C306 N401 N402 N403 N404 "
    wanted += "N405 N406 N407 N408 N409 N410 N411 N412 N413 X501 X502 X503 X504 X505 X506 X507 L601 L602 L603 L604 "
    wanted += "H701 H702 H703 H704 H705 H706 H707 H708 H709 Y801 Y802 Y803 Y804 Y805 Y806"
    assert codes == set(wanted.split())
    assert {fault.code for fault in FAULTS.values() if fault.off} == {"N409", "N412", "H708"}
    assert {fault.code[0] for fault in FAULTS.values() if fault.previous} == {"Y"}
    missing = {fault.name.removeprefix("section-missing-") for fault in FAULTS.values() if fault.code == "S110"}
    assert missing == set(section_titles())


@pytest.mark.parametrize("name", FAULTS)
def test_faults_change_the_text_and_name_a_place_that_exists(name: str) -> None:
    fault = FAULTS[name]
    assert all(_CODE.fullmatch(code) for code in (fault.code, *fault.also))
    for seed in range(15):
        report = correct_report(seed)
        text, at = fault.break_(report, Random(seed))
        assert text != render(report)
        assert "None" not in text
        assert "{" not in text
        assert text.endswith("\n")
        assert fault.break_(report, Random(seed)) == (text, at), "the same drawing gives the same fault"
        assert {place.split("/")[0] for place in at.split("|")} <= {"document", "title", "preamble", *section_titles()}
        for place in at.split("|"):
            assert is_place(place), place


def is_place(at: str) -> bool:
    """Whether an address names rows and columns of one of the two forms."""
    table, *rest = at.split("/")
    if not rest:
        return True
    blocks = [block for edition in EDITIONS for block in form(edition).tables[table]]
    rows = {row.key for block in blocks for row in block.rows} | {"*"}
    columns = {column.key for block in blocks for column in block.columns}
    return rest[0] in rows and set(rest[1:]) <= columns


@pytest.mark.parametrize(
    "name", [name for name, fault in FAULTS.items() if fault.code[0] == "C" or fault.code in ("T213", "T214")]
)
def test_faults_of_sums_break_what_they_say(name: str) -> None:
    fault = FAULTS[name]
    edition = "2019" if fault.code in ("C305", "C306") else "2021"
    for seed in range(40):
        text, at = fault.break_(correct_report(seed, edition), Random(seed))
        places = at.split("|")
        broken = broken_sums(read_back(text, edition), rulemaking=fault.code != "T213")
        mine = {place for code, place in broken if code == fault.code}
        assert mine
        assert mine <= set(places)
        others = {(code, place) for code, place in broken if code != fault.code}
        # one item's wrong total cannot but break the sum of the totals as well
        assert others == ({("C302", "requests/*/total")} if name == "requests-row-total-one-row" else set())


def test_correct_texts_can_be_read_back() -> None:
    for seed in FEW_SEEDS:
        report = correct_report(seed)
        assert read_back(render(report), report.edition) == report.figures


def test_a_fault_takes_a_report_of_the_edition_it_needs() -> None:
    report = correct_report(1, "2019")
    assert edition_of("2019", report, Random(1)) is report
    assert edition_of("2021", report, Random(1)).edition == "2021"
