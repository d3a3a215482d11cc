"""The generator of provinces on its own: sums, years, words and names agree, and planted faults are what they say."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from generator.figures import Figures
from generator.form import RULES
from generator.province import Province, build_province, roster_rows, write
from generator.province_alike import likeness, masked
from generator.province_audit import Breaks, Cells, cells_of, copies, figure_breaks
from generator.province_counts import PLACES
from generator.province_faults import KINDS, Planted, TooSmall, plant
from generator.report import Report
from test_generator import broken_sums

from linter import Finding, check_text

BODIES = 60
SEEDS = range(4)
_MOST_ALIKE = 0.8
_MONTH = re.compile(r"年 ?(\d+|[一二三]) ?月 ?")


def found_in(path: str, text: str) -> list[Finding]:
    """What is found in one file by itself; rules over a whole archive have nothing to say of it."""
    return [finding for finding in check_text(text, path) if not finding.rule.startswith("R")]


@pytest.fixture(scope="module")
def province() -> Province:
    """A province without faults."""
    return build_province(BODIES, seed=3)


@pytest.fixture(scope="module")
def cells(province: Province) -> dict[tuple[str, int], Cells]:
    """The numbers of all its files."""
    return {(name, year): cells_of(province.text(name, year)) for name in province.units for year in province.years}


@pytest.mark.parametrize("bodies", [40, 60, 61, 300, 3000])
def test_there_are_as_many_bodies_as_asked_for_on_three_levels(bodies: int) -> None:
    province = build_province(bodies, seed=1)
    assert len(province.units) == bodies
    levels = Counter(unit.level for unit in province.units.values())
    assert levels["city"] == 1
    assert levels["office"] == 1 + levels["county"]
    assert min(levels[level] for level in ("county", "township", "department", "vertical")) > 0
    for unit in province.units.values():
        parent = province.units[unit.parent].level if unit.parent else ""
        assert parent == {"city": "", "county": "city", "township": "county", "subdistrict": "county"}.get(unit.level, parent)


def test_levels_are_those_of_the_norm() -> None:
    keys = set(re.findall(r'(?<=^\[\[level\]\]\nkey = ")\w+', (RULES / "base.toml").read_text(encoding="utf-8"), re.M))
    assert {unit.level for unit in build_province(300).units.values()} <= keys


def test_no_name_can_be_taken_for_that_of_another_body() -> None:
    province = build_province(3000, seed=2)
    names = [name for unit in province.units.values() for name in (unit.name, *unit.names)]
    assert len(names) == len(set(names))
    # places have two characters of their own, so that none is the end of another
    seats = {unit.body.seat for unit in province.units.values()}
    bare = [*seats, *(unit.names[-1] for unit in province.units.values() if unit.level in ("township", "subdistrict"))]
    stems = Counter(re.sub(r"(?:[市县区镇乡]|街道)$", "", name) for name in bare)
    assert set(map(len, stems)) == {2}
    assert set(stems.values()) == {1}


def test_the_same_seed_gives_the_same_province(province: Province) -> None:
    again, other = build_province(BODIES, seed=3), build_province(BODIES, seed=4)
    assert list(again.files()) == list(province.files())
    assert set(other.units).isdisjoint(province.units)


def test_every_report_adds_up_by_itself(province: Province) -> None:
    for name in province.units:
        for year in province.years:
            figures = province.report(name, year).figures
            assert isinstance(figures, Figures)
            assert broken_sums(figures) == set(), (name, year)


def test_regions_are_the_sums_of_their_parts(province: Province, cells: dict[tuple[str, int], Cells]) -> None:
    assert figure_breaks(province, cells) == set()
    regions = [unit.name for unit in province.units.values() if unit.region]
    assert len(regions) == 1 + len(province.counties())
    for region in regions:
        parts = province.parts(region)
        assert [part.level for part in parts].count("office") == 1
        assert "vertical" not in {part.level for part in parts}
    filled = sum(value > 0 for value in cells[province.city.name, 2023].values())
    assert filled > 60


def test_vertical_bodies_report_and_are_in_no_sum(province: Province, cells: dict[tuple[str, int], Cells]) -> None:
    verticals = [unit for unit in province.units.values() if unit.level == "vertical"]
    assert any(any(cells[unit.name, year].values()) for unit in verticals for year in province.years)
    for unit in verticals:
        assert unit.parent in province.units
        assert unit not in province.parts(unit.parent)


def test_money_has_up_to_four_decimals_and_towns_have_many_zeros(cells: dict[tuple[str, int], Cells]) -> None:
    money = [found["disclosure", "fees", "amount"] for found in cells.values()]
    decimals = {max(0, -int(value.as_tuple().exponent)) for value in money}
    assert {0, 2, 4} <= decimals <= {0, 1, 2, 3, 4}
    towns = [value for (name, _), found in cells.items() if "镇人民政府" in name for value in found.values()]
    assert sum(value == 0 for value in towns) > 0.8 * len(towns)


def test_every_report_is_clean(province: Province) -> None:
    for path, text in province.files():
        assert found_in(path, text) == [], path


def test_only_regions_say_that_they_cover_others(province: Province) -> None:
    wordings = set()
    for name, unit in province.units.items():
        for year in province.years:
            report = province.report(name, year)
            words = "".join((*report.preamble, *report.section("overview").paragraphs))
            told = re.search(r"[^。]*全[市县区]各[^。]*。", words)
            assert (told is not None) == unit.region, name
            wordings.add(told[0][:6] if told else "")
    assert len(wordings) > 4


def test_no_two_sections_are_alike(province: Province) -> None:
    for section, shortest in (("overview", 150), ("problems", 150)):
        reports = [(unit, province.report(name, year)) for name, unit in province.units.items() for year in province.years]
        assert min(len("".join(report.section(section).paragraphs)) for _, report in reports) >= shortest
        words = [masked(report, section, unit) for unit, report in reports]
        assert max(likeness(one, other) for one, other in combinations(words, 2)) <= _MOST_ALIKE


def test_likeness_is_the_share_of_pairs() -> None:
    assert likeness("甲乙丙丁", "甲乙丙丁") == 1
    assert likeness("甲乙丙", "丁戊己") == 0
    assert likeness("甲乙丙丁", "甲乙丙") == pytest.approx(4 / 5)
    assert likeness("甲甲甲", "甲甲") == pytest.approx(2 / 3)


def test_reports_come_in_time(province: Province) -> None:
    dated = 0
    for name, unit in province.units.items():
        for year in province.years:
            report = province.report(name, year)
            for line in (*report.dates, *report.closing[-1:]):
                month = _MONTH.search(line)
                assert month, line
                dated += 1
                assert "零一二三".find(month[1]) in (1, 2, 3) or int(month[1]) <= 3
                if unit.level in ("department", "vertical", "office"):
                    assert month[1] in ("1", "一")
    assert dated > BODIES


def test_some_bodies_are_named_otherwise_in_some_years(province: Province) -> None:
    called = {name: {province.wording(name, year).name for year in province.years} for name in province.units}
    for name, names in called.items():
        assert names <= {name, *province.units[name].names}
    assert 3 < sum(len(names) > 1 for names in called.values()) < BODIES / 2


@pytest.mark.parametrize("by_body", [False, True])
def test_the_archive_on_disk(tmp_path: Path, by_body: bool) -> None:
    province = build_province(BODIES, seed=5, by_body=by_body)
    write(province, tmp_path)
    files = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.txt")}
    assert files == {path for path, _ in province.files()}
    assert len(files) == 3 * BODIES
    unit = next(unit for unit in province.units.values() if unit.level == "township")
    city = province.city.body.seat
    wanted = f"{unit.body.seat}/{unit.name}/2023.txt" if by_body else f"2023/{city}/{unit.body.seat}/{unit.name}.txt"
    assert wanted in files
    assert (tmp_path / wanted).read_text(encoding="utf-8") == province.text(unit.name, 2023)
    with (tmp_path / "roster.csv").open(encoding="utf-8", newline="") as roster:
        rows = list(csv.DictReader(roster))
    assert [tuple(row.values()) for row in rows] == list(roster_rows(province))[1:]
    assert list(rows[0]) == ["body", "level", "parent", "years"]
    assert rows[0]["parent"] == ""
    assert {row["years"] for row in rows} == {"2022-2024"}
    layouts = {province.wording(name, 2023).layout for name in province.units}
    assert len(layouts) > 4


def _expected(planted: list[Planted], codes: tuple[str, ...]) -> Breaks:
    found: Breaks = set()
    for fault in planted:
        if fault.code in codes:
            where = f"{fault.body}/{fault.year}"
            found |= {(fault.code, where, at) for at in fault.cells or (fault.at,)}
            assert fault.at in (fault.cells or (fault.at,))
            assert all(along.path == fault.path for along in fault.along)
            found |= {(along.code, where, along.at) for along in fault.along}
    return found


@pytest.fixture(scope="module", params=SEEDS)
def faulty(request: pytest.FixtureRequest) -> tuple[Province, list[Planted]]:
    """A province with one fault of each kind."""
    province = build_province(BODIES, seed=request.param)
    return province, plant(province, KINDS, seed=request.param)


def test_figures_break_where_planted_and_nowhere_else(faulty: tuple[Province, list[Planted]]) -> None:
    province, planted = faulty
    # the report that is missing counts, as it did when its region was added up
    cells = {(name, year): cells_of(province.text(name, year)) for name in province.units for year in province.years}
    codes = ("Y801", "Y802", "Y804", "R901", "R902")
    assert figure_breaks(province, cells) == _expected(planted, codes)
    assert {fault.code for fault in planted} >= set(codes)
    for name in province.units:
        for year in province.years:
            assert broken_sums(province.report(name, year).figures) == set(), (name, year)


def test_words_are_copied_where_planted_and_nowhere_else(faulty: tuple[Province, list[Planted]]) -> None:
    province, planted = faulty
    assert copies(province) == _expected(planted, ("Y805", "Y806", "R903"))
    for fault in planted:
        if fault.code == "R903":
            (other,) = [one for one in planted if one.path in fault.related]
            assert other.related == (fault.path,)
            reports: list[Report] = [province.report(one.body, one.year) for one in (fault, other)]
            assert reports[0].section(fault.at).paragraphs != reports[1].section(fault.at).paragraphs


def test_files_are_missing_and_doubled_where_planted(tmp_path: Path, faulty: tuple[Province, list[Planted]]) -> None:
    province, planted = faulty
    write(province, tmp_path)
    files = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.txt")}
    all_paths = {province.path(name, year) for name in province.units for year in province.years}
    assert all_paths - files == {fault.path for fault in planted if fault.code == "R905"}
    again = [fault for fault in planted if fault.code == "R904"]
    assert files - all_paths == {fault.path for fault in again}
    assert sorted(len(fault.cells) for fault in again) == [0, 1]
    for fault in again:
        texts = [(tmp_path / path).read_text(encoding="utf-8") for path in (*fault.related, fault.path)]
        assert (texts[0] == texts[1]) == (not fault.cells)
        first, second = map(cells_of, texts)
        assert tuple("/".join(place) for place in PLACES if first[place] != second[place]) == fault.cells
        changed = [words for words in zip(*(text.split("\n") for text in texts), strict=True) if words[0] != words[1]]
        assert len(changed) == len(fault.cells)
    for fault in planted:
        assert set(fault.related) <= files | all_paths
        if fault.code == "R905":
            assert fault.at == f"{fault.body}/{fault.year}"
        else:
            assert fault.path in files


def test_a_report_with_a_fault_is_clean_by_itself(faulty: tuple[Province, list[Planted]]) -> None:
    province, planted = faulty
    wanted = {fault.path for fault in planted}
    for path, text in province.files():
        if path in wanted:
            assert found_in(path, text) == [], path


def test_faults_keep_apart(faulty: tuple[Province, list[Planted]]) -> None:
    province, planted = faulty
    assert len({fault.body for fault in planted}) == len(planted)
    touched = {fault.body for fault in planted if fault.code in ("R901", "R902")}
    missing = {province.units[fault.body].parent for fault in planted if fault.code == "R905"}
    assert not touched & missing


def test_faults_are_drawn_by_seed_and_refused_where_no_body_is_left() -> None:
    first, second = (plant(build_province(BODIES, seed=9), ["R903", "Y801"], seed=1) for _ in range(2))
    assert first == second
    assert [fault.code for fault in first] == ["Y801", "Y801", "R903", "R903"]
    with pytest.raises(TooSmall):
        plant(build_province(BODIES, seed=9), ["R901"] * 30, seed=1)
