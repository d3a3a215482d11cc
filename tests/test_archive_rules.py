"""Rules across the reports of an archive: which names are one body, what is part of what, sums, copies, and who is missing."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import pytest
from commands import nianbao
from hypothesis import given
from hypothesis import strategies as st

from linter.archive.bodies import Bodies, bodies_of
from linter.archive.configured import corrections_of, roster_of
from linter.archive.fact import Fact, Known
from linter.archive.filed import Filed, cells_in, filed_of, packed, unpacked
from linter.archive.missing import Attendance, attendance, missing_results
from linter.archive.naming import bare_name, qualified, region_ends, undoubled, within
from linter.archive.rollup import rollup_below_part, rollup_sum
from linter.archive.roster import Roster, read_roster
from linter.archive.sums import Sums
from linter.archive.tree import Part, Region, Tree, tree_of
from linter.archive.twice import same_report_twice
from linter.engine import check_report
from linter.finding import Outcome
from linter.fold import fold, squeeze
from linter.parse.title import level_of
from linter.profile.configuration import read_configuration
from linter.profile.load import shipped_norm, shipped_rules
from linter.profile.refused import Refused
from linter.read import read_text
from linter.report import NOTHING, Report, Table, TableRow, Value
from linter.resources import read_shipped
from linter.run import Settings, report_of
from linter.text import Span
from linter.words import catalog

NORM = shipped_norm()
RULES = {rule.code: rule for rule in shipped_rules()}
NOWHERE = Span(0, 0)
ZH, EN = catalog("zh"), catalog("en")
COUNTY, OFFICE = "云岭县人民政府", "云岭县人民政府办公室"
TOWN, BUREAU = "云岭县青禾镇人民政府", "云岭县教育局"

# a cell by table, row and column
Address = tuple[str, str, str]
NEW: Address = ("requests", "new", "total")
PENALTIES: Address = ("disclosure", "penalties", "decisions")
DOCUMENTS: Address = ("disclosure", "normative_documents", "made")
FEES: Address = ("disclosure", "fees", "amount")
Numbers = Mapping[Address, str | int | None]


class Made(NamedTuple):
    """An archive made up for a test: its reports in order."""

    known: list[Known]
    filed: list[Filed]
    bodies: Bodies

    def tree(self, roster: Roster | None = None) -> Tree:
        """Which reports are parts of which."""
        return tree_of(self.known, self.bodies, NORM, roster)

    def sums(self) -> Sums:
        """The regions beside their parts."""
        return Sums(self.known, [cells_in(packed(each)) for each in self.filed].__getitem__, NORM)


class Paper(NamedTuple):
    """A report for an archive; cells that are not named hold nought, and None stands for one that was not read."""

    path: str
    name: str
    cells: Numbers = NOTHING
    covers: bool = False
    year: int | None = 2023
    edition: str = "2021"
    level: str = ""
    words: Mapping[str, str] = NOTHING
    tables: Sequence[str] = ("disclosure", "requests", "review")


def table(key: str, edition: str, cells: Numbers) -> Table:
    """A table with these cells."""
    form = NORM.tables[key][edition]
    rows = {
        row.key: TableRow(
            row.key, row.label, NOWHERE, {column: value(cells.get((key, row.key, column), 0)) for column in row.columns}
        )
        for row in form.numeric
    }
    return Table(form, NOWHERE, None, rows, tuple(form.columns), (), (), tuple(rows))


def value(number: str | int | None) -> Value:
    """A cell as it was read."""
    if number is None:
        return Value("absent")
    return Value("number", Decimal(number), places=len(str(number).partition(".")[2]))


def made(*papers: Paper, roster: Roster | None = None, corrections: Mapping[str, Sequence[str]] | None = None) -> Made:
    """The archive of these reports."""
    bodies = bodies_of((each.name for each in papers if each.name), NORM, corrections or {}, roster.names if roster else ())
    known = []
    filed = []
    for number, each in enumerate(papers):
        level = each.level or (roster.level_of(each.name) if roster else None) or level_of(each.name, NORM)
        body = bodies.of(each.name) if each.name else None
        known.append(Known(number, each.path, body, each.name, level, each.year, each.covers, "base"))
        tables = {key: table(key, each.edition, each.cells) for key in each.tables}
        filed.append(Filed(each.path, each.name, level, each.year, each.edition, each.covers, tables, each.words))
    return Made(known, filed, bodies)


def sums(archive: Made, roster: Roster | None = None) -> list[tuple[int, Fact]]:
    """What R901 finds, the regions without parts left out."""
    options = RULES["R901"].options
    found = rollup_sum(archive.known, archive.tree(roster), archive.sums(), options)
    return [each for each in found if each[1].message != "alone"]


def below(archive: Made, roster: Roster | None = None) -> list[tuple[int, Fact]]:
    """What R902 finds, the regions without parts left out."""
    options = RULES["R902"].options
    found = rollup_below_part(archive.known, archive.tree(roster), archive.sums(), options)
    return [each for each in found if each[1].message != "alone"]


def twice(archive: Made) -> list[tuple[int, Fact]]:
    """What R904 finds."""
    return list(same_report_twice(archive.known, archive.filed.__getitem__, archive.bodies, RULES["R904"].options))


def told(code: str, fact: Fact, language: str = "zh") -> str:
    """A fact in words, as the rule says it."""
    from linter.words import fill

    words = catalog(language)
    return fill(words.of_rule(RULES[code], "messages")[fact.message], words.all(fact.params))


def bodies(*names: str, **more: Any) -> Bodies:
    """The bodies of some names."""
    return bodies_of(names, NORM, **more)


def county(parent: Numbers, *parts: Paper, covers: bool = True) -> Made:
    """A county's folder with its own report first."""
    return made(Paper("云岭县/县政府.txt", COUNTY, parent, covers), *parts)


def part(name: str, cells: Numbers, **more: Any) -> Paper:
    """A report of the county's folder."""
    return Paper(f"云岭县/{name}.txt", name, cells, **more)


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "names",
    [
        ("云岭县青禾镇人民政府", "云岭县青禾镇政府", "云岭县 青禾镇"),
        ("青禾镇人民政府", "云岭县青禾镇人民政府", "白水市云岭县青禾镇人民政府"),
        ("省教育厅", "教育厅"),
        ("云岭县县教育局", "云岭县教育局"),
    ],
)
def test_one_body(names: tuple[str, ...]) -> None:
    for order in (names, names[::-1]):
        assert len({bodies(*order).of(name) for name in order}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("云岭县人民政府", "云岭县人民政府办公室"),
        ("云岭县青禾镇人民政府", "云岭县青河镇人民政府"),
        ("禾镇人民政府", "云岭县青禾镇人民政府"),
        ("云岭县州桥镇", "桥镇"),
        ("云岭县青禾镇", "云岭县青禾镇财政所"),
    ],
)
def test_two_bodies(names: tuple[str, str]) -> None:
    found = bodies(*names)
    assert found.of(names[0]) != found.of(names[1])
    assert found.rivals == {}


def test_a_short_name_that_fits_several_is_a_body_of_its_own() -> None:
    found = bodies("城关镇", "甲县城关镇", "乙县城关镇人民政府", "丙市乙县城关镇")
    assert len({found.of(name) for name in ("城关镇", "甲县城关镇", "乙县城关镇")}) == 3
    assert found.of("丙市乙县城关镇") == found.of("乙县城关镇")
    assert found.rivals_of("城关镇人民政府") == 2
    assert found.rivals_of("甲县城关镇") == 0


def test_a_name_is_shown_in_its_longest_form() -> None:
    found = bodies("青禾镇", "青禾镇", "云岭县青禾镇", "云岭县青禾镇人民政府", "云岭县青禾镇人民政府")
    number = found.of("青禾镇")
    assert number is not None
    assert found.shown[number] == "云岭县青禾镇人民政府"
    assert set(found.names[number]) == {"青禾镇", "云岭县青禾镇", "云岭县青禾镇人民政府"}


def test_the_rosters_name_is_shown() -> None:
    found = bodies("云岭县青禾镇人民政府", roster={"云岭县青禾镇": "青禾镇"})
    assert found.shown == ("青禾镇",)
    assert bodies("云岭县青禾镇人民政府", roster=["青禾镇"]).shown == ("青禾镇",)


def test_two_names_of_the_roster_are_two_bodies() -> None:
    found = bodies("青禾镇", roster=["青禾镇", "云岭县青禾镇"])
    assert found.of("青禾镇") != found.of("云岭县青禾镇")
    assert found.rivals == {}


def test_corrections_join() -> None:
    found = bodies("云岭县教育局", "云岭县教育体育局", corrections={"云岭县教育体育局": ["云岭县教育局"]})
    assert found.of("云岭县教育局") == found.of("云岭县教育体育局")


def test_corrections_say_which_of_several_is_meant() -> None:
    names = ("城关镇", "甲县城关镇", "乙县城关镇")
    found = bodies(*names, corrections={"甲县城关镇": ["城关镇"]})
    assert found.of("城关镇") == found.of("甲县城关镇") != found.of("乙县城关镇")
    assert found.rivals_of("城关镇") == 0


def test_corrections_keep_apart() -> None:
    found = bodies("青禾镇", "云岭县青禾镇", corrections={"青禾镇": []})
    assert found.of("青禾镇") != found.of("云岭县青禾镇")
    assert found.rivals == {}


def test_a_name_that_was_not_given_is_no_body() -> None:
    assert bodies("云岭县青禾镇").of("白水县青禾镇") is None


def test_the_region_of_the_folder() -> None:
    assert qualified("城关镇人民政府", "2023/甲县/城关镇.txt", NORM) == "甲县城关镇人民政府"
    assert qualified("甲县城关镇", "2023/乙县/x.txt", NORM) == "甲县城关镇"
    assert qualified("城关镇", "2023/年报/x.txt", NORM) == "城关镇"
    assert qualified("云岭县人民政府", "白水市/x.txt", NORM) == "白水市云岭县人民政府"
    assert qualified("鼓楼区人民政府", "苏省/南京市/鼓楼区/x.txt", NORM) == "苏省南京市鼓楼区人民政府"
    assert qualified("云岭县人民政府", "云岭县/x.txt", NORM) == "云岭县人民政府"
    assert qualified("白水市人民政府", "云岭县/x.txt", NORM) == "白水市人民政府"
    assert qualified("城关镇", "2023/南京市/鼓楼区/城关镇.txt", NORM) == "南京市鼓楼区城关镇"
    assert qualified("市场监督管理局", "白水市/x.txt", NORM) == "白水市市场监督管理局"
    assert undoubled("云岭县县教育局", NORM) == "云岭县教育局"
    assert within("白水市云岭县", "云岭县青禾镇", NORM) == "白水市云岭县青禾镇"
    assert region_ends("白水市云岭县青禾镇", NORM) == [3, 6]


REGIONS = ("甲县", "乙县", "丙市甲县", "丙市", "丁市")
NAMES = st.lists(
    st.builds("{}{}{}".format, st.sampled_from(("", *REGIONS)), st.sampled_from(("城关镇", "青禾镇", "教育局", "")),
              st.sampled_from(("", "人民政府", "政府"))).filter(lambda name: len(name) > 2),
    max_size=12,
)  # fmt: skip


@given(NAMES, st.randoms())
def test_the_order_of_names_does_not_matter(names: list[str], chance: random.Random) -> None:
    shuffled = list(names)
    chance.shuffle(shuffled)
    one, other = bodies(*names), bodies(*shuffled)
    assert {frozenset(each) for each in one.names} == {frozenset(each) for each in other.names}
    assert one.rivals == other.rivals


@given(NAMES)
def test_one_body_has_names_that_are_ends_of_one_another(names: list[str]) -> None:
    found = bodies(*names)
    for each in found.names:
        bare = sorted({bare_name(name, NORM) for name in each}, key=len)
        assert all(long.endswith(short) for short, long in pairwise(bare))
    for name in names:
        number = found.of(name)
        assert number is not None
        assert name in found.names[number]


def test_very_many_names_take_little_time() -> None:
    names = [f"云岭{county}县第{town}镇人民政府" for county in range(500) for town in range(100)]
    names += [f"第{town}镇" for town in range(100)] + [
        f"白水市云岭{county}县第{town}镇" for county in range(500) for town in range(100)
    ]
    start = process_time()
    found = bodies(*names)
    assert process_time() - start < 2 * slowness()
    assert len(found.shown) == 50_100
    assert found.rivals_of("第1镇") == 500


def slowness() -> float:
    """How much slower this machine is at the moment than one on which a million steps take 50 ms; at least 1."""
    start = process_time()
    sum(range(3_000_000))
    return max(1.0, (process_time() - start) / 0.05)


# ── the tree ──────────────────────────────────────────────────────────────────────────────────────────────────────


def parts_of(archive: Made, roster: Roster | None = None) -> dict[str, set[str]]:
    """The sure parts of every region by path; those that may be counted elsewhere end in ?."""
    return {
        archive.known[number].path: {archive.known[each.report].path + ("" if each.sure else "?") for each in region.parts}
        for number, region in archive.tree(roster).regions.items()
    }


def test_a_folder_with_all() -> None:
    archive = county({}, part(OFFICE, {}), part(TOWN, {}), part(BUREAU, {}))
    assert parts_of(archive) == {"云岭县/县政府.txt": {f"云岭县/{name}.txt" for name in (OFFICE, TOWN, BUREAU)}}


@pytest.mark.parametrize("root", ["", "年报/", "/srv/年报/"])
def test_a_folder_a_body(root: str) -> None:
    archive = made(
        *(Paper(f"{root}云岭县/{name}/{year}.txt", name, year=year) for name in (COUNTY, TOWN, BUREAU) for year in (2022, 2023))
    )
    assert parts_of(archive) == {
        f"{root}云岭县/{COUNTY}/{year}.txt": {f"{root}云岭县/{name}/{year}.txt" for name in (TOWN, BUREAU)}
        for year in (2022, 2023)
    }


def test_years_cities_and_counties() -> None:
    archive = made(
        Paper("2023/白水市/市政府.txt", "白水市人民政府"),
        Paper("2023/白水市/市教育局.txt", "白水市教育局"),
        Paper("2023/白水市/云岭县/县政府.txt", COUNTY),
        Paper("2023/白水市/云岭县/青禾镇.txt", "青禾镇"),
        Paper("2023/白水市/江川县/城关镇.txt", "江川县城关镇"),
        Paper("2022/白水市/市政府.txt", "白水市人民政府", year=2022),
    )
    assert parts_of(archive) == {
        "2023/白水市/市政府.txt": {"2023/白水市/市教育局.txt", "2023/白水市/云岭县/县政府.txt", "2023/白水市/江川县/城关镇.txt"},
        "2023/白水市/云岭县/县政府.txt": {"2023/白水市/云岭县/青禾镇.txt"},
    }


def test_regions_of_one_folder_are_told_by_names() -> None:
    archive = made(
        Paper("a.txt", COUNTY), Paper("b.txt", "江川县人民政府"), Paper("c.txt", TOWN), Paper("d.txt", "江川县教育局"),
        Paper("e.txt", "城关镇"), Paper("f.txt", "南溪县城关镇"),
    )  # fmt: skip
    assert parts_of(archive) == {"a.txt": {"c.txt"}, "b.txt": {"d.txt"}}


def test_a_town_is_not_the_citys_where_counties_are() -> None:
    archive = made(
        Paper("市/市政府.txt", "白水市人民政府"), Paper("市/云岭县.txt", COUNTY), Paper("市/青禾镇.txt", TOWN),
        Paper("市/乡镇/桃源镇.txt", "桃源镇"), Paper("市/市财政局.txt", "白水市财政局"),
    )  # fmt: skip
    assert parts_of(archive) == {"市/市政府.txt": {"市/云岭县.txt", "市/市财政局.txt"}, "市/云岭县.txt": {"市/青禾镇.txt"}}


def test_towns_apart_from_their_counties_may_be_theirs() -> None:
    archive = made(
        Paper("市/市政府.txt", "白水市人民政府"), Paper("市/县区/云岭县.txt", COUNTY),
        Paper("市/县区/江川.txt", "江川县人民政府"), Paper("市/乡镇/桃源镇.txt", "桃源镇"),
        Paper("市/乡镇/青禾镇.txt", TOWN), Paper("市/市财政局.txt", "财政局"),
    )  # fmt: skip
    assert parts_of(archive) == {
        "市/市政府.txt": {"市/县区/云岭县.txt", "市/县区/江川.txt", "市/乡镇/桃源镇.txt?", "市/市财政局.txt"},
        "市/县区/云岭县.txt": {"市/乡镇/青禾镇.txt"},
    }


def test_folders_between_tell_the_county() -> None:
    archive = made(
        Paper("市/市政府.txt", "白水市人民政府"), Paper("市/云岭县.txt", COUNTY), Paper("市/江川县.txt", "江川县人民政府"),
        Paper("市/云岭县/青禾镇.txt", "青禾镇"), Paper("市/江川县/城关镇.txt", "城关镇"),
    )  # fmt: skip
    assert parts_of(archive)["市/云岭县.txt"] == {"市/云岭县/青禾镇.txt"}
    assert parts_of(archive)["市/江川县.txt"] == {"市/江川县/城关镇.txt"}


@pytest.mark.parametrize("name", ["江川县教育局", "白水市教育局"])
def test_a_body_of_another_region_is_no_part(name: str) -> None:
    assert parts_of(county({}, part(name, {}))) == {}


def test_districts_of_two_cities_may_have_one_name() -> None:
    archive = made(
        Paper("甲市/区政府.txt", "鼓楼区人民政府"), Paper("甲市/街道.txt", "鼓楼区城东街道"),
        Paper("乙市/区政府.txt", "鼓楼区人民政府"), Paper("乙市/街道.txt", "鼓楼区城西街道"),
    )  # fmt: skip
    assert parts_of(archive) == {"甲市/区政府.txt": {"甲市/街道.txt"}, "乙市/区政府.txt": {"乙市/街道.txt"}}


def test_levels_descend() -> None:
    archive = made(
        Paper("x/a.txt", COUNTY),
        Paper("x/b.txt", "江川县人民政府"),
        Paper("x/y/c.txt", "白水市人民政府"),
        Paper("x/y/d.txt", "白水市教育局"),
    )
    assert parts_of(archive) == {"x/y/c.txt": {"x/y/d.txt"}}


def test_what_is_counted_in_another_part_is_not_sure() -> None:
    police = "云岭县公安局"
    archive = county({}, part(police, {}), part(f"{police}交通警察大队", {}), part("教育局", {}, covers=True))
    assert parts_of(archive)["云岭县/县政府.txt"] == {
        f"云岭县/{police}.txt", f"云岭县/{police}交通警察大队.txt?", "云岭县/教育局.txt?"
    }  # fmt: skip


def test_an_ambiguous_name_is_not_sure() -> None:
    archive = made(
        Paper("云岭县/县政府.txt", COUNTY),
        Paper("云岭县/城关镇.txt", "城关镇"),
        Paper("x/a.txt", "甲县城关镇"),
        Paper("x/b.txt", "云岭县城关镇"),
    )
    assert parts_of(archive)["云岭县/县政府.txt"] == {"云岭县/城关镇.txt?", "x/b.txt"}


def test_only_the_first_file_of_a_body_counts() -> None:
    archive = county({}, part(TOWN, {}), Paper("云岭县/副本.txt", TOWN))
    assert parts_of(archive) == {"云岭县/县政府.txt": {f"云岭县/{TOWN}.txt"}}


def test_the_tree_of_very_many_takes_little_time() -> None:
    papers = [Paper(f"省/市{one % 10}市/甲{one}县/政府.txt", f"甲{one}县人民政府") for one in range(100)]
    papers += [Paper(f"省/市{one % 10}市/甲{one}县/{town}.txt", f"乙{town}镇") for one in range(100) for town in range(300)]
    names = bodies_of((each.name for each in papers), NORM)
    known = [
        Known(
            number,
            each.path,
            names.of(qualified(each.name, each.path, NORM)) or number,
            each.name,
            level_of(each.name, NORM),
            2023,
            False,
            "base",
        )
        for number, each in enumerate(papers)
    ]
    start = process_time()
    found = tree_of(known, names, NORM)
    assert process_time() - start < 3 * slowness()
    assert len(found.regions) == 100
    assert {len(region.parts) for region in found.regions.values()} == {300}


# ── sums ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sum_that_holds() -> None:
    archive = county({NEW: 12}, part(OFFICE, {NEW: 2}), part(TOWN, {NEW: 3}), part(BUREAU, {NEW: 7}))
    assert sums(archive) == below(archive) == []


def test_less_than_the_sum() -> None:
    archive = county(
        {NEW: 11, PENALTIES: 90},
        part(OFFICE, {NEW: 2}),
        part(TOWN, {NEW: 3, PENALTIES: 50}),
        part(BUREAU, {NEW: 7, PENALTIES: 60}),
    )
    found = sums(archive)
    assert [(number, fact.message, fact.at) for number, fact in found] == [(0, "below", "disclosure"), (0, "below", "requests")]
    assert told("R901", found[0][1]) == (
        "主动公开政府信息情况表有 1 格小于已读到的 3 个机关之和："
        f"“行政处罚”的“本年处理决定”为 90，合计 110，差 20（其中“{BUREAU}” 60、“{TOWN}” 50）"
    )
    assert below(archive) == []


def test_the_largest_gaps_are_named_first() -> None:
    columns = ("natural_person", "business", "research", "nonprofit")
    cells = {("requests", "new", column): number for number, column in enumerate(columns, 10)}
    halves = {at: Decimal(number) for at, number in cells.items()}
    archive = county({at: int(number) for at, number in halves.items()}, part(OFFICE, cells), part(TOWN, cells))
    (_, fact), = sums(archive)  # fmt: skip
    words = told("R901", fact)
    assert "有 4 格" in words
    assert words.index("社会公益组织") < words.index("科研机构") < words.index("商业企业")
    assert "自然人" not in words
    assert words.endswith("；还有 1 格")
    assert "4 cells are below" in told("R901", fact, "en")


def test_more_than_the_known_parts_is_right_where_parts_may_be_missing() -> None:
    assert sums(county({NEW: 100}, part(OFFICE, {NEW: 2}), part(TOWN, {NEW: 3}))) == []


def test_below_one_part() -> None:
    archive = county({NEW: 5}, part(OFFICE, {NEW: 2}), part(TOWN, {NEW: 6}), part(BUREAU, {NEW: 9}))
    found = below(archive)
    assert [(number, fact.message, fact.at) for number, fact in found] == [(0, "broken", "requests/new/total")]
    assert told("R902", found[0][1]) == f"“本年新收”的“总计”为 5，小于所属“{BUREAU}”一家的 9"
    assert "below the 9 of" in told("R902", found[0][1], "en")
    assert sums(archive) == []


SOME: tuple[Address, ...] = (
    NEW,
    ("requests", "carried_in", "total"),
    PENALTIES,
    DOCUMENTS,
    FEES,
    ("review", "reconsideration", "total"),
)
Cell = str | None


@given(
    st.lists(
        st.tuples(st.booleans(), st.tuples(*[st.sampled_from([None, "-2", "0", "0", "1", "3", "3.50"])] * len(SOME))),
        min_size=2, max_size=5,
    ),
    st.booleans(),
)  # fmt: skip
def test_cells_are_told_that_no_sum_of_the_parts_can_be(reports: list[tuple[bool, tuple[Cell, ...]]], complete: bool) -> None:
    papers = [
        Paper(f"{n}.txt", f"云岭县第{n}局", dict(zip(SOME, cells, strict=True)), n == 0) for n, (_, cells) in enumerate(reports)
    ]
    archive = made(*papers)
    tree = Tree({0: Region(0, tuple(Part(n, sure) for n, (sure, _) in enumerate(reports) if n), complete)})
    options = RULES["R901"].options
    expected: list[str] = []
    beneath: set[str] = set()
    for place, (key, row, column) in enumerate(SOME):
        own, *parts = [
            (sure, None if cells[place] is None else Decimal(cells[place] or 0), cells[place] or "") for sure, cells in reports
        ]
        money = NORM.tables[key]["2021"].by_key[row].columns[column].money

        def half(each: tuple[bool, Decimal | None, str], money: bool = money) -> Decimal:
            decimals = len(each[2].partition(".")[2])
            return Decimal(5) / Decimal(10) ** (decimals + 1) if money and each[1] else Decimal(0)

        number = own[1]
        if number is None:
            continue
        sure = [each for each in parts if each[0] and each[1]]
        least, most = sum(each[1] or 0 for each in sure), sum(each[1] or 0 for each in parts)
        slack = half(own) + sum(map(half, parts))
        largest = max(sure, key=lambda each: each[1] or 0, default=None)
        if largest is not None and largest[1] is not None and number + half(own) + half(largest) < largest[1]:
            beneath.add(f"{key}/{row}/{column}")
            continue
        bounded = complete and all(each[1] is not None for each in parts)
        if (number + slack < least and row not in options.joint) or (bounded and number - slack > most):
            expected.append(key)
    found = [fact for _, fact in rollup_sum(archive.known, tree, archive.sums(), options) if not fact.blocked]
    counted = {fact.at: fact.params["count"] for fact in found}
    assert counted == {key: str(expected.count(key)) for key in expected}
    under = rollup_below_part(archive.known, tree, archive.sums(), RULES["R902"].options)
    assert {fact.at for _, fact in under if not fact.blocked} == beneath


def test_a_report_that_does_not_cover_its_region_is_not_compared() -> None:
    archive = county({NEW: 1}, part(TOWN, {NEW: 6}), covers=False)
    assert sums(archive) == below(archive) == []


def test_a_region_without_parts_is_said_to_be_alone() -> None:
    archive = county({NEW: 1})
    found = rollup_sum(archive.known, archive.tree(), archive.sums(), RULES["R901"].options)
    assert [fact.message for _, fact in found] == ["alone"]


def test_cells_of_a_part_that_were_not_read_are_unknown() -> None:
    archive = county({NEW: 5}, part(TOWN, {NEW: None}), part(BUREAU, {NEW: 5}))
    assert sums(archive) == below(archive) == []


def test_cells_of_the_region_that_were_not_read_are_told_once() -> None:
    person = ("requests", "new", "natural_person")
    archive = county({NEW: None, person: None}, part(TOWN, {NEW: 3, person: 3}))
    found = sums(archive)
    assert [(fact.message, fact.at, fact.blocked) for _, fact in found] == [("blocked", "requests", True)]
    assert "有 2 格没有读到" in told("R901", found[0][1])
    assert [fact.blocked for _, fact in below(archive)] == [True]


def test_tables_that_parts_do_not_have_are_left_alone() -> None:
    archive = county({NEW: 0}, part(TOWN, {}, tables=("disclosure",)))
    assert sums(archive) == []


# what facts §7.6 warns of


def test_the_governments_report_and_its_offices_are_two() -> None:
    archive = county({NEW: 5}, part(OFFICE, {NEW: 2}), part(TOWN, {NEW: 3}))
    assert sums(archive) == below(archive) == []
    assert archive.known[0].body != archive.known[1].body


def test_an_office_that_reports_for_the_region_is_not_counted_twice() -> None:
    archive = county({NEW: 5}, part(OFFICE, {NEW: 5}, covers=True), part(TOWN, {NEW: 5}))
    assert sums(archive) == below(archive) == []


@pytest.mark.parametrize(
    "name", ["国家税务总局云岭县税务局", "云岭县气象局", "白水市生态环境局云岭分局", "云岭县人民法院", "云岭县第一中学"]
)
def test_vertical_bodies_may_be_left_out(name: str) -> None:
    archive = county({PENALTIES: 10}, part(OFFICE, {PENALTIES: 0}), part(TOWN, {PENALTIES: 10}), part(name, {PENALTIES: 90}))
    assert sums(archive) == below(archive) == []


def test_joint_documents_are_counted_by_each() -> None:
    archive = county({DOCUMENTS: 2}, part(OFFICE, {DOCUMENTS: 1}), part(TOWN, {DOCUMENTS: 1}), part(BUREAU, {DOCUMENTS: 2}))
    assert sums(archive) == []
    assert [fact.at for _, fact in below(county({DOCUMENTS: 1}, part(BUREAU, {DOCUMENTS: 2})))] == ["/".join(DOCUMENTS)]


def test_amounts_are_rounded() -> None:
    assert sums(county({FEES: "0.3"}, part(TOWN, {FEES: "0.1234"}), part(BUREAU, {FEES: "0.2212"}))) == []
    (_, fact), = sums(county({FEES: "0.3000"}, part(TOWN, {FEES: "0.1234"}), part(BUREAU, {FEES: "0.2212"})))  # fmt: skip
    assert "差 0.0446" in told("R901", fact)


def test_amounts_below_a_part_may_be_in_other_units() -> None:
    (_, fact), = below(county({FEES: "0.3000"}, part(TOWN, {FEES: "1200"})))  # fmt: skip
    assert fact.message == "money"
    assert RULES["R902"].level_of("money") == "warning"


def test_numbers_that_several_bodies_have_in_common_are_not_added() -> None:
    items: Address = ("disclosure", "licences", "items_last_year")
    change: Address = ("disclosure", "licences", "change")
    decided: Address = ("disclosure", "licences", "decisions")
    old = {"year": 2020, "edition": "2019"}
    archive = made(
        Paper("县/县政府.txt", COUNTY, {items: 5, change: -3, decided: 5}, True, **old),  # type: ignore[arg-type]
        Paper("县/a.txt", TOWN, {items: 9, change: 4, decided: 3}, **old),  # type: ignore[arg-type]
        Paper("县/b.txt", BUREAU, {items: 9, change: 4, decided: 4}, **old),  # type: ignore[arg-type]
    )
    assert below(archive) == []
    (_, fact), = sums(archive)  # fmt: skip
    assert "有 1 格" in told("R901", fact)


def test_only_cells_of_the_same_form_are_compared() -> None:
    archive = county(
        {NEW: 1, DOCUMENTS: 0}, part(TOWN, {NEW: 3, DOCUMENTS: 3, ("requests", "other", "total"): 9}, edition="2019")
    )
    assert [fact.at for _, fact in below(archive)] == ["requests/new/total"]


FULL = f"机关,层级,上级\n{COUNTY},,\n{OFFICE},,{COUNTY}\n青禾镇,,{COUNTY}\n{BUREAU},,{COUNTY}\n"


def roster(tmp: Path, text: str = FULL, name: str = "名册.csv") -> Roster:
    """The roster of a text."""
    path = tmp / name
    path.write_text(text, encoding="utf-8")
    return read_roster(str(path), NORM, name)


def complete(tmp: Path, parent: Numbers, *parts: Paper, text: str = FULL) -> tuple[Made, Roster]:
    """An archive whose roster names all."""
    listed = roster(tmp, text)
    return made(Paper("x/县政府.txt", COUNTY, parent, True), *parts, roster=listed), listed


def test_all_parts_known_must_make_the_sum(tmp_path: Path) -> None:
    papers = (part(OFFICE, {NEW: 2}), part("青禾镇", {NEW: 3}), part(BUREAU, {NEW: 7}))
    archive, listed = complete(tmp_path, {NEW: 12}, *papers)
    assert sums(archive, listed) == []
    archive, listed = complete(tmp_path, {NEW: 13}, *papers)
    (_, fact), = sums(archive, listed)  # fmt: skip
    assert fact.message == "broken"
    assert told("R901", fact) == (
        "收到和处理政府信息公开申请情况表有 1 格与所属 3 个机关之和不相等："
        f"“本年新收”的“总计”为 13，合计 12，差 1（其中“{BUREAU}” 7、“青禾镇” 3、“{OFFICE}” 2）"
    )


def test_a_part_or_cell_that_is_missing_leaves_the_sum_open(tmp_path: Path) -> None:
    for papers in (
        (part(OFFICE, {NEW: 2}), part("青禾镇", {NEW: 3})),
        (part("青禾镇", {NEW: 3}), part(BUREAU, {NEW: 3})),
        (part(OFFICE, {NEW: None}), part("青禾镇", {NEW: 3}), part(BUREAU, {NEW: 7})),
        (part(OFFICE, {NEW: 2}, covers=True), part("青禾镇", {NEW: 3}), part(BUREAU, {NEW: 7})),
    ):
        archive, listed = complete(tmp_path, {NEW: 99}, *papers)
        assert sums(archive, listed) == []


def test_vertical_bodies_are_never_part_of_the_sum(tmp_path: Path) -> None:
    text = FULL + "云岭县税务局,vertical,云岭县人民政府\n"
    papers = (part(OFFICE, {NEW: 2}), part("青禾镇", {NEW: 3}), part(BUREAU, {NEW: 7}), part("云岭县税务局", {NEW: 10}))
    for number, count in ((11, 1), (12, 0), (13, 1), (22, 1)):
        archive, listed = complete(tmp_path, {NEW: number}, *papers, text=text)
        assert len(sums(archive, listed)) == count


def test_a_roster_tells_better_than_a_name_what_is_a_part(tmp_path: Path) -> None:
    papers = (part(OFFICE, {NEW: 2}), part("青禾镇", {NEW: 3}), part(BUREAU, {NEW: 7}), part("云岭县生态环境局", {NEW: 4}))
    for level, sum_ in (("department", 16), ("vertical", 12)):
        text = FULL + f"云岭县生态环境局,{level},云岭县人民政府\n"
        for number in (sum_ - 1, sum_, sum_ + 1):
            archive, listed = complete(tmp_path, {NEW: number}, *papers, text=text)
            assert len(sums(archive, listed)) == (number != sum_)


def test_cells_in_which_two_files_of_a_part_differ_are_not_known(tmp_path: Path) -> None:
    papers = (part(OFFICE, {NEW: 2}), part(BUREAU, {NEW: 7}), part("青禾镇", {NEW: 3}), Paper("x/又.txt", TOWN, {NEW: 4}))
    for number, count in ((8, 1), (12, 0), (13, 0), (99, 0)):
        archive, listed = complete(tmp_path, {NEW: number}, *papers)
        assert len(sums(archive, listed)) == count


def test_joint_documents_are_never_more_than_the_sum(tmp_path: Path) -> None:
    papers = (part(OFFICE, {DOCUMENTS: 2}), part("青禾镇", {DOCUMENTS: 1}), part(BUREAU, {DOCUMENTS: 2}))
    for number, count in ((2, 0), (5, 0), (6, 1)):
        archive, listed = complete(tmp_path, {DOCUMENTS: number}, *papers)
        assert len(sums(archive, listed)) == count


def test_a_county_that_does_not_cover_its_towns_leaves_the_citys_sum_open(tmp_path: Path) -> None:
    text = (
        "机关,上级\n白水市人民政府,\n白水市人民政府办公室,白水市人民政府\n云岭县人民政府,白水市人民政府\n青禾镇,云岭县人民政府\n"
    )
    listed = roster(tmp_path, text)
    for covers, count in ((True, 1), (False, 0)):
        archive = made(
            Paper("a.txt", "白水市人民政府", {NEW: 9}, True), Paper("b.txt", "白水市人民政府办公室", {NEW: 1}),
            Paper("c.txt", COUNTY, {NEW: 5}, covers), Paper("d.txt", TOWN, {NEW: 4}), roster=listed,
        )  # fmt: skip
        assert [number for number, _ in sums(archive, listed)] == [0] * count


def test_parts_of_a_county_without_a_report_are_the_citys(tmp_path: Path) -> None:
    text = "机关,上级\n白水市人民政府,\n云岭县人民政府,白水市人民政府\n青禾镇,云岭县人民政府\n"
    listed = roster(tmp_path, text)
    archive = made(Paper("a.txt", "白水市人民政府", {NEW: 3}, True), Paper("d.txt", TOWN, {NEW: 4}), roster=listed)
    assert [fact.at for _, fact in below(archive, listed)] == ["requests/new/total"]


COLUMNS = list(NORM.tables["requests"]["2021"].columns)


@given(st.lists(st.lists(st.integers(0, 50), min_size=7, max_size=7), min_size=1, max_size=6), st.data())
def test_right_sums_pass_and_wrong_ones_do_not(numbers: list[list[int]], data: st.DataObject) -> None:
    papers = [
        part(f"云岭县第{place}镇", {("requests", "new", column): each for column, each in zip(COLUMNS, row, strict=True)})
        for place, row in enumerate(numbers)
    ]
    totals = {("requests", "new", column): sum(row[place] for row in numbers) for place, column in enumerate(COLUMNS)}
    archive = county(totals, *papers)
    assert sums(archive) == below(archive) == []
    column = data.draw(st.sampled_from(COLUMNS))
    at = ("requests", "new", column)
    if totals[at]:
        fewer = data.draw(st.integers(0, totals[at] - 1))
        archive = county({**totals, at: fewer}, *papers)
        largest = max(row[COLUMNS.index(column)] for row in numbers)
        assert bool(below(archive)) == (fewer < largest)
        assert bool(sums(archive)) == (fewer >= largest)
    more = {**totals, at: totals[at] + 1}
    assert sums(county(more, *papers)) == []


# ── one report in two files ───────────────────────────────────────────────────────────────────────────────────────

WORDS = {"overview": "全年公开信息12条。"}


def test_the_same_report_in_two_files() -> None:
    archive = made(
        Paper("a.docx", TOWN, {NEW: 3}, words=WORDS), Paper("b.pdf", TOWN, {NEW: 3}, words={"overview": "全年公开\n信息12条。"})
    )
    assert [(number, told("R904", fact)) for number, fact in twice(archive)] == [
        (0, "与“b.pdf”是同一份报告，内容相同"),
        (1, "与“a.docx”是同一份报告，内容相同"),
    ]


def test_two_files_that_differ() -> None:
    archive = made(
        Paper("a.docx", TOWN, {NEW: 3, PENALTIES: 4}, words=WORDS),
        Paper("b.pdf", "青禾镇政府", {NEW: 5, PENALTIES: None}, words={"overview": "全年公开信息13条。"}),
    )
    found = twice(archive)
    assert told("R904", found[0][1]) == (
        "与“b.pdf”是同一机关同一年度的报告，但不一致（前为本文件）："
        "“行政处罚”的“本年处理决定”：4 与 没有数；“本年新收”的“总计”：3 与 5；“一、总体情况”的文字不同"
    )
    assert "“本年新收”的“总计”：5 与 3" in told("R904", found[1][1])
    assert "“本年新收”, “总计”: 5 and 3" in told("R904", found[1][1], "en")


def test_many_differences_are_counted() -> None:
    cells: Numbers = {("requests", "new", column): 3 for column in COLUMNS}
    fact = twice(made(Paper("a.txt", TOWN), Paper("b.txt", TOWN, cells)))[0][1]
    assert told("R904", fact).endswith("；还有 4 处")


def test_many_copies_are_not_all_named() -> None:
    archive = made(*(Paper(f"{each}.txt", TOWN, words=WORDS) for each in range(20)))
    found = twice(archive)
    assert len(found) == 20
    assert told("R904", found[0][1]) == "与“1.txt”、“2.txt”、“3.txt”等 19 个文件是同一份报告，内容相同"
    assert "“0.txt”" in told("R904", found[19][1])


def test_of_several_files_one_that_differs_is_named() -> None:
    archive = made(Paper("a.txt", TOWN), Paper("b.txt", TOWN), Paper("c.txt", TOWN, {NEW: 5}))
    assert [fact.message for _, fact in twice(archive)] == ["differs_many", "same", "differs_many"]
    assert "；与“c.txt”不一致" in told("R904", twice(archive)[0][1])


def test_tables_in_one_file_only_and_other_forms() -> None:
    archive = made(Paper("a.txt", TOWN), Paper("b.txt", TOWN, tables=("disclosure",)))
    assert "只有本文件读到" in told("R904", twice(archive)[0][1])
    assert "本文件没有读到" in told("R904", twice(archive)[1][1])
    assert "格式不同" in told("R904", twice(made(Paper("a.txt", TOWN), Paper("b.txt", TOWN, edition="2019")))[0][1])


@pytest.mark.parametrize(
    "second",
    [Paper("b.txt", TOWN, year=2022), Paper("b.txt", BUREAU), Paper("b.txt", ""), Paper("b.txt", TOWN, year=None)],
)
def test_other_bodies_and_years_are_other_reports(second: Paper) -> None:
    assert twice(made(Paper("a.txt", TOWN), second)) == []


def test_towns_of_two_counties_may_have_one_name() -> None:
    assert twice(made(Paper("甲县/城关镇.txt", "城关镇", {NEW: 3}), Paper("乙县/城关镇.txt", "城关镇", {NEW: 4}))) == []
    assert len(twice(made(Paper("甲县/城关镇.txt", "城关镇", words=WORDS), Paper("乙县/城关镇.txt", "城关镇", words=WORDS)))) == 2
    assert len(twice(made(Paper("2022/城关镇.txt", "城关镇", {NEW: 3}), Paper("2023/城关镇.txt", "城关镇", {NEW: 4})))) == 2


def test_reports_in_which_nothing_was_read_are_not_compared() -> None:
    assert twice(made(Paper("a.txt", TOWN, tables=()), Paper("b.txt", TOWN, tables=()))) == []


# ── the roster ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_roster(tmp_path: Path) -> None:
    text = (
        "body,level,parent,years\n白水市人民政府,city,,\n云岭县人民政府,县区人民政府,白水市人民政府,2022-2024\n"
        '青禾镇,,云岭县人民政府,2021;2023\n"云岭县教育局","department",云岭县人民政府,2022 2023\n\n'
        "云岭县税务局,,云岭县人民政府,2023-\n"
    )
    found = roster(tmp_path, text)
    assert [(each.name, each.full, each.level, each.parent, each.years) for each in found.entries] == [
        ("白水市人民政府", "白水市", "city", None, ()),
        ("云岭县人民政府", "白水市云岭县", "county", 0, ((2022, 2024),)),
        ("青禾镇", "白水市云岭县青禾镇", None, 1, ((2021, 2021), (2023, 2023))),
        ("云岭县教育局", "白水市云岭县教育局", "department", 1, ((2022, 2022), (2023, 2023))),
        ("云岭县税务局", "白水市云岭县税务局", None, 1, ((2023, None),)),
    ]
    text_of = found.document.text
    assert [text_of.content[each.span.start : each.span.end][:3] for each in found.entries] == [
        "白水市",
        "云岭县",
        "青禾镇",
        '"云岭',
        "云岭县",
    ]
    assert (found.level_of("云岭县教育局"), found.level_of("青禾镇"), found.level_of("无此机关")) == ("department", None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rosters_as_spreadsheets_save_them(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("机关,年度\n云岭县人民政府,2022 - 2024\n青禾镇,2021年、2023年度\n".replace("\n", end).encode(encoding))
    assert [each.years for each in read_roster(str(path), NORM).entries] == [((2022, 2024),), ((2021, 2021), (2023, 2023))]


def test_towns_of_one_name_under_two_counties(tmp_path: Path) -> None:
    found = roster(tmp_path, "机关,上级\n甲县,\n乙县,\n城关镇,甲县\n城关镇,乙县\n")
    assert found.names == {"甲县": "甲县", "乙县": "乙县", "甲县城关镇": "甲县城关镇", "乙县城关镇": "乙县城关镇"}
    assert found.level_of("城关镇") is None


WRONG = [
    ("机关,级别\n云岭县,\n", [(1, "没有“级别”这一列", "是不是 层级")]),
    ("机关，层级\n云岭县，\n", [(1, "没有“机关，层级”这一列", "“，”"), (1, "没有“机关”（body）这一列", "机关,层级,上级,年度")]),
    ("层级,上级\n,\n", [(1, "没有“机关”", "第一行写列名")]),
    ("机关,机关\n云岭县,云岭县\n", [(1, "“机关”这一列写了两次", "")]),
    ("", [(1, "没有“机关”", "")]),
    ("机关\n", [(1, "名册里没有机关", "每行写一个")]),
    ("机关,层级\n云岭县,县\n,county\n", [(2, "没有“县”这一层级", "county"), (3, "没有机关名称", "补上")]),
    ("机关,上级\n云岭县,白水市\n青禾镇,云岭县人民政府\n", [(2, "没有上级“白水市”", "写成一行")]),
    ("机关,上级\n云岭县人民政府,\n青禾镇,云岑县人民政府\n", [(3, "没有上级“云岑县人民政府”", "是不是 云岭县人民政府")]),
    ("机关,上级\n甲县,乙县\n乙县,丙县\n丙县,甲县\n", [(2, "绕成了圈", "改正")]),
    ("机关,上级\n甲县,甲县\n", [(2, "绕成了圈：“甲县” 属于 “甲县”", "")]),
    ("机关\n云岭县青禾镇\n云岭县\n云岭县青禾镇人民政府\n", [(4, "“云岭县青禾镇人民政府”已经写在第 2 行", "只写一行")]),
    ("机关,上级\n甲县,\n乙县,\n城关镇,甲县\n城关镇,乙县\n财政所,城关镇\n", [(6, "有几个“城关镇”（第 4、5 行）", "写上地区")]),
    ("机关,年度\n云岭县,23年\n青禾镇,2024-2022\n桃源镇,1999\n", [(2, "“23年”不是年度", "写法"),
        (3, "“2024-2022”", ""), (4, "“1999”", "")]),
    ("机关,上级\n云岭县,,2023\n", [(2, "这一行有 3 格，表头只有 2 列", "英文双引号")]),
    ('机关,上级\n"云岭县,\n青禾镇,\n', [(2, "双引号不成对", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_everything_wrong_with_a_roster(tmp_path: Path, text: str, expected: list[tuple[int, str, str]]) -> None:
    with pytest.raises(Refused) as refused:
        roster(tmp_path, text)
    problems = refused.value.problems
    assert [each.spot.line for each in problems] == [line for line, _, _ in expected]
    for problem, (_, said, cure) in zip(problems, expected, strict=True):
        assert problem.path == "名册.csv"
        assert said in ZH.say(problem.said)
        assert cure in ZH.say(problem.cure)
        assert EN.say(problem.said)


def test_a_roster_that_cannot_be_read(tmp_path: Path) -> None:
    for content in (None, "机关\n云岭县\n".encode("utf-16"), b"\xff\x81\xff"):
        path = tmp_path / "r.csv"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(Refused):
            read_roster(str(path), NORM)


def test_very_many_slips_are_not_all_told(tmp_path: Path) -> None:
    start = process_time()
    with pytest.raises(Refused) as refused:
        roster(tmp_path, "机关,层级,上级\n" + "".join(f"第{each}镇,x,无此县\n" for each in range(5000)))
    assert len(refused.value.problems) < 250
    assert process_time() - start < 5 * slowness()


def test_a_large_roster_takes_little_time(tmp_path: Path) -> None:
    lines = ["机关,上级", "云岭省,", *(f"白水{each}市,云岭省" for each in range(100))]
    lines += [f"城关{town}镇,白水{city}市" for city in range(100) for town in range(300)]
    start = process_time()
    found = roster(tmp_path, "\n".join(lines))
    names = bodies_of([f"白水{city}市城关{town}镇人民政府" for city in range(100) for town in range(300)], NORM, {}, found.names)
    assert process_time() - start < 4 * slowness()
    assert len(names.shown) == len(found.entries)


# ── who is missing ────────────────────────────────────────────────────────────────────────────────────────────────


def missing(archive: Made, listed: Roster, *unreadable: str, language: str = "zh") -> list[tuple[int, str, str]]:
    """The line, level and message of every finding on the roster."""
    results = list(missing_results(archive.known, listed, archive.bodies, RULES["R905"], catalog(language), unreadable))
    assert len(results) <= 1
    return [
        (result.document.position(each.span.start).line, each.level, each.message)
        for result in results if result.document for each in result.findings
    ]  # fmt: skip


def test_bodies_without_a_report(tmp_path: Path) -> None:
    listed = roster(tmp_path)
    archive = made(Paper("a.txt", COUNTY), Paper("b.txt", TOWN), Paper("c.txt", TOWN, year=2022), roster=listed)
    assert missing(archive, listed) == [
        (2, "error", "没有找到“云岭县人民政府”2022 年度的报告"),
        (3, "error", "没有找到“云岭县人民政府办公室”2022 年度的报告"),
        (3, "error", "没有找到“云岭县人民政府办公室”2023 年度的报告"),
        (5, "error", "没有找到“云岭县教育局”2022 年度的报告"),
        (5, "error", "没有找到“云岭县教育局”2023 年度的报告"),
    ]
    counted = attendance(archive.known, listed, archive.bodies)
    assert counted == (Attendance(2022, 4, 1, (COUNTY, OFFICE, BUREAU)), Attendance(2023, 4, 2, (OFFICE, BUREAU)))


def test_everybody_has_reported(tmp_path: Path) -> None:
    listed = roster(tmp_path)
    archive = made(*(Paper(f"{name}.txt", name) for name in (COUNTY, OFFICE, "青禾镇", BUREAU)), roster=listed)
    assert missing(archive, listed) == []


def test_years_of_the_roster(tmp_path: Path) -> None:
    listed = roster(tmp_path, "机关,年度\n甲县,2020-2021\n乙县,2023-\n丙县,2022-\n丁县,2030-\n")
    archive = made(Paper("a.txt", "戊县", year=2023), Paper("b.txt", "戊县", year=2024), roster=listed)
    assert [(line, message.partition(" 年度")[0][-4:]) for line, _, message in missing(archive, listed)] == [
        (2, "2020"), (2, "2021"), (3, "2023"), (3, "2024"), (4, "2022"), (4, "2023"), (4, "2024"),
    ]  # fmt: skip


def test_reports_that_may_be_the_missing_ones(tmp_path: Path) -> None:
    listed = roster(tmp_path, "机关,上级\n甲县,\n乙县,\n城关镇,甲县\n城关镇,乙县\n桃源镇,甲县\n青禾镇,甲县\n")
    archive = made(
        Paper("a.txt", "甲县"),
        Paper("b.txt", "乙县"),
        Paper("x.txt", "城关镇"),
        Paper("c.txt", "甲县桃源镇", year=None),
        roster=listed,
    )
    assert missing(archive, listed, "甲县/青禾镇2023.pdf") == [
        (4, "warning", "没有找到“甲县城关镇”2023 年度的报告；有 1 份报告的机关只写“城关镇”，分不清是哪一个"),
        (5, "warning", "没有找到“乙县城关镇”2023 年度的报告；有 1 份报告的机关只写“城关镇”，分不清是哪一个"),
        (6, "warning", "没有找到“桃源镇”2023 年度的报告；这个机关有一份报告没有读出年度"),
        (7, "warning", "没有找到“青禾镇”2023 年度的报告；名称中有“青禾镇”的文件没有读成"),
    ]
    assert "one report" not in missing(archive, listed, language="en")[0][2]
    assert "1 report names its body" in missing(archive, listed, language="en")[0][2]


def test_reports_given_only_to_compare_with_do_not_make_a_year(tmp_path: Path) -> None:
    listed = roster(tmp_path, "机关\n甲县\n")
    archive = made(Paper("a.txt", "甲县"), Paper("b.txt", "乙县", year=2022), roster=listed)
    archive.known[1] = archive.known[1]._replace(counts=False)
    assert missing(archive, listed) == []


# ── in a report ───────────────────────────────────────────────────────────────────────────────────────────────────

REPORT = read_shipped("rules", "examples", "2021.txt").replace("云岭县青禾镇人民政府", COUNTY)
COVERS = "本报告汇总全县数据，涵盖各乡镇和县政府各部门。\n\n一、总体情况"


def report(text: str = REPORT, facts: Sequence[Fact] | None = None) -> Report:
    """The report of a text within an archive."""
    return report_of(read_text(text, "x.txt"), Settings())[0]._replace(facts=None if facts is None else tuple(facts))


def outcome(code: str, of: Report) -> Outcome:
    """What becomes of a rule on a report."""
    return next(each for each in check_report(of, tuple(RULES.values())) if each.rule.code == code)


ACROSS = ("R901", "R902", "R903", "R904", "R905")


@pytest.mark.parametrize("code", ACROSS)
def test_by_itself_a_report_is_not_held_against_others(code: str) -> None:
    found = outcome(code, report(REPORT.replace("一、总体情况", COVERS, 1)))
    assert (found.state, found.reason) == ("skipped", "只在检查整个文件夹时与其他报告比较")


def test_why_a_region_is_not_compared() -> None:
    options = RULES["R901"].options
    assert outcome("R901", report(facts=())).reason == "报告没有说明涵盖全地区"
    covering = REPORT.replace("一、总体情况", COVERS, 1)
    alone = Fact("rollup-sum", options, "alone", "document")
    assert outcome("R901", report(covering, [alone])).reason == "没有读到所属机关的报告"
    assert outcome("R901", report(covering, [])).state == "passed"
    assert outcome("R905", report(facts=())).reason == "缺报告的机关报在名册（[archive] roster）上"


def test_facts_are_told_at_their_places() -> None:
    covering = REPORT.replace("一、总体情况", COVERS, 1)
    parent = filed_of(report(covering))
    assert parent.covers
    assert unpacked(packed(parent), NORM).covers
    part_of_it = filed_of(report(REPORT.replace(COUNTY, BUREAU).replace("\t14\n", "\t99\n", 1)))
    known = [
        Known(0, "县/a.txt", 0, COUNTY, "county", 2023, True, "base"),
        Known(1, "县/b.txt", 1, BUREAU, "department", 2023, False, "base"),
    ]
    both = bodies(COUNTY, BUREAU)
    tree = tree_of(known, both, NORM)
    beside = Sums(known, [cells_in(packed(each)) for each in (parent, part_of_it)].__getitem__, NORM)
    facts = [fact for _, fact in rollup_below_part(known, tree, beside, RULES["R902"].options)]
    seen = report(covering, facts)
    found = outcome("R902", seen)
    assert found.state == "broken"
    (finding,) = found.findings
    assert finding.level == "error"
    assert finding.at == "requests/new/total"
    assert seen.document.text.content[finding.span.start : finding.span.end] == "14"
    # facts of other options are those of another profile's rule
    assert outcome("R902", report(covering, [fact._replace(options=None) for fact in facts])).state == "passed"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("requests/new/total", "14"),
        ("requests/new", "一、本年新收"),
        ("overview", "一、总体情况"),
        ("document", COUNTY),
        ("requests", ""),
    ],
)
def test_spans_of_facts(at: str, words: str) -> None:
    seen = report(facts=[Fact("same-report-twice", RULES["R904"].options, "same", at, {"files": "b.txt"})])
    (finding,) = outcome("R904", seen).findings
    assert (finding.at, finding.message) == (at, "与b.txt是同一份报告，内容相同")
    assert words in seen.document.text.content[finding.span.start : finding.span.end]


COVERING = (
    "本报告所列数据涵盖各地级以上市、县（市、区）政府和省政府各部门。",
    "报告汇总全市数据。",
    "本报告由县政府办公室综合各乡（镇）、县政府各组成部门及直属机构年度报告编制。",
    "本年度报告汇总了全县政府信息公开情况。",
    "本报告统计数据包括全区各街道、各部门。",
    "本报告数据为全县汇总数。",
    "所列数据的统计期限自2023年1月1日起至2023年12月31日止，涵盖全市各级行政机关。",
    "本报告的数据包括县政府办公室、各乡镇人民政府和县直各部门。",
)
NOT_COVERING = (
    "本报告包括六个部分。",
    "本报告涵盖全县重点领域信息公开。",
    "涵盖全县重点领域信息。",
    "本报告数据仅为县政府办公室数据，不含各乡镇和部门数据。",
    "本报告汇总市政府各部门数据。",
    "本报告汇总全市各部门数据。",
    "综合各乡镇数据编写政务信息，上报县政府。",
    "指导各乡镇、各部门做好政府信息公开年度报告编制工作。",
    "全县各乡镇各部门共公开信息300条。",
    "本报告由云岭县教育局汇总各科室数据编制。",
    "本报告未包括各县区数据。",
    "本年度报告数据汇总自市级部门，各县区报告由各县区另行公布。",
    "组织各镇街、各部门汇总数据并报送。",
    "汇总各乡镇报送的数据，形成年度台账，开展督查。",
    "本报告包括全县政府信息公开工作总体情况、主动公开情况。",
    "本报告不涵盖全市各级行政机关。",
)


@pytest.mark.parametrize("sentence", [*COVERING, *NOT_COVERING])
def test_reports_that_cover_their_region_say_so(sentence: str) -> None:
    pattern = NORM.pattern("region.covers", "|".join(NORM.data["region"]["covers"]))
    assert (pattern.search(squeeze(fold(sentence))) is not None) == (sentence in COVERING)
    text = REPORT.replace("一、总体情况", f"{sentence}\n\n一、总体情况", 1)
    assert filed_of(report(text)).covers == (sentence in COVERING)


# ── the configuration ─────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_configuration_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "nianbao.toml"
    path.write_text('[archive]\nroster = "表/名册.csv"\n\n[archive.bodies]\n"甲局" = ["乙局"]\n"丙局" = []\n', encoding="utf-8")
    configuration = read_configuration(str(path))
    assert roster_of(configuration) == str(Path("表") / "名册.csv")
    assert corrections_of(configuration) == {"甲局": ("乙局",), "丙局": ()}
    path.write_text("", encoding="utf-8")
    empty = read_configuration(str(path))
    assert (roster_of(empty), corrections_of(empty)) == (None, {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[archive]\nrooster = "x.csv"\n', "是不是 roster"),
        ('[archive.bodies]\n"甲局" = "乙局"\n', "乙局"),
        ("[archive]\nroster = 3\n", "roster"),
    ],
)
def test_slips_in_a_configuration(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "nianbao.toml").write_text(text, encoding="utf-8")
    (tmp_path / "x.txt").write_text(REPORT, encoding="utf-8")
    done = nianbao("check", tmp_path / "x.txt")
    assert done.code == 2
    assert said in done.err
    assert "nianbao.toml:2" in done.err


def test_an_archive_is_nothing_for_a_profile(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[profile]\nname = "own"\n\n[archive]\nroster = "x.csv"\n', encoding="utf-8")
    (tmp_path / "x.txt").write_text(REPORT, encoding="utf-8")
    done = nianbao("check", tmp_path / "x.txt", "--profile", tmp_path / "own.toml")
    assert done.code == 2
    assert "archive" in done.err
