"""nianbao archive: which bodies an archive has, under which names, for which years, and what they are parts of."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from commands import Done
from generator import correct_report, render
from generator.province import Province, build_province, write

from linter.archive.forest import in_order, parents_of
from linter.archive.roster import read_roster
from linter.archive.tree import Tree
from linter.cli import main
from linter.cli.archive import FORMATS
from linter.profile.load import shipped_norm
from linter.render.listing import FORMATS as OUTPUTS
from linter.render.listing.text import years_of
from linter.words import catalog

NORM = shipped_norm()
REPORT = render(correct_report(11, "2021"))
PROVINCE = build_province(60)
CHINESE = re.compile(r"[\u3400-\u9fff]")
ROSTERED = '[archive]\nroster = "名册.csv"\n'


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province on disk, which nobody changes."""
    root = tmp_path_factory.mktemp("province")
    write(PROVINCE, root)
    return root


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Done:
    """The command in this process."""
    code = main(["archive", *map(str, arguments)])
    out, err = capsys.readouterr()
    return Done(code, out, err)


def listed(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    """What `--output json` says."""
    return dict(json.loads(run(capsys, *arguments, "--output", "json").out))


def by_name(data: Mapping[str, Any]) -> dict[str, Any]:
    """The bodies by their names."""
    found = {body["name"]: body for body in data["bodies"]}
    assert len(found) == len(data["bodies"])
    return found


def paper(name: str, year: int | None = 2023) -> str:
    """A report of a body for a year, or of none that it tells."""
    title = re.compile(r"^.*?20\d\d年", re.MULTILINE)
    if year is not None:
        return title.sub(f"{name}{year}年", REPORT, count=1)
    return re.sub(r"20\d\d", "本", title.sub(name, REPORT, count=1))


def archive(root: Path, files: Mapping[str, str], configuration: str = "", roster: str = "") -> Path:
    """A folder with these files."""
    for path, text in {**files, "nianbao.toml": configuration, "名册.csv": roster}.items():
        if text:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    return root


def papers(*names: str) -> dict[str, str]:
    """A report of each body, all in one folder."""
    return {f"{number}.txt": paper(name) for number, name in enumerate(names)}


# ── a whole province ──────────────────────────────────────────────────────────────────────────────────────────────


def expected(province: Province, root: Path) -> set[tuple[frozenset[str], frozenset[str], tuple[int, ...]]]:
    """The files, names and years of every body."""
    return {
        (
            frozenset(str(root / province.path(name, year)) for year in province.years),
            frozenset(province.wording(name, year).name for year in province.years),
            province.years,
        )
        for name in province.units
    }


def understood(data: Mapping[str, Any]) -> set[tuple[frozenset[str], frozenset[str], tuple[int, ...]]]:
    """The same as the program has them."""
    return {
        (frozenset(file["path"] for file in body["files"]), frozenset(body["names"]), tuple(body["years"]))
        for body in data["bodies"]
    }


@pytest.mark.parametrize(("seed", "by_body"), [(0, False), (1, False), (2, True)])
def test_every_body_is_found_once(seed: int, by_body: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    province = build_province(60, seed, by_body=by_body)
    write(province, tmp_path)
    data = listed(capsys, tmp_path)
    assert understood(data) == expected(province, tmp_path)
    assert (len(data["bodies"]), data["reports"], data["unrelated"]) == (60, 180, 0)
    assert data["years"] == [{"year": year, "reports": 60, "required": None, "filed": None} for year in province.years]
    assert [body["number"] for body in data["bodies"]] == list(range(1, 61))


def unit_of(body: Mapping[str, Any], root: Path) -> str:
    """The body of the province that a file is of."""
    paths = {str(root / PROVINCE.path(name, year)): name for name in PROVINCE.units for year in PROVINCE.years}
    return paths[body["files"][0]["path"]]


def test_bodies_stand_below_what_they_are_parts_of(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bodies = listed(capsys, whole)["bodies"]
    for body in bodies:
        unit = PROVINCE.units[unit_of(body, whole)]
        assert body["level"] == unit.level
        if unit.summed:
            above = unit_of(bodies[body["parent"] - 1], whole) if body["parent"] else ""
            assert above == unit.parent
            assert (body["parent"] or 0) < body["number"]
    lines = run(capsys, whole).out.splitlines()
    depths = {line.split()[0]: len(line) - len(line.lstrip()) for line in lines if line.endswith("2022-2024")}
    assert depths[f"{PROVINCE.city.body.seat}人民政府办公室"] == 2
    assert depths[f"{PROVINCE.counties()[0].body.seat}人民政府办公室"] == 4


def test_who_says_to_cover_the_region(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bodies = listed(capsys, whole)["bodies"]
    told = {body["level"] for body in bodies if any(file["covers"] for file in body["files"])}
    assert "city" in told
    assert told <= {"city", "county", "office"}
    city = next(line for line in run(capsys, whole).out.splitlines() if line.startswith(PROVINCE.city.name + " "))
    assert city == f"{PROVINCE.city.name}  市州人民政府  2022-2024  涵盖全地区"


def test_the_number_of_processes_makes_no_difference(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in FORMATS:
        one, two = (run(capsys, whole, "--jobs", jobs, "--output", name) for jobs in ("1", "2"))
        assert one == two
        assert one.code == 0
        assert one.out


def test_summary(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = run(capsys, whole).out.splitlines()[-1]
    assert last == "共 60 个机关，180 份报告：2022（60）、2023（60）、2024（60）"
    last = run(capsys, whole, "--lang", "en").out.splitlines()[-1]
    assert last == "60 bodies, 180 reports: 2022 (60), 2023 (60), 2024 (60)"


# ── the roster ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("seed", "by_body", "language"), [(0, False, "zh"), (1, False, "en"), (2, True, "zh"), (3, False, "en")])
def test_the_proposed_roster_fits_the_archive(
    seed: int, by_body: bool, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    province = build_province(60, seed, by_body=by_body)
    write(province, tmp_path)
    path = tmp_path / "名册.csv"
    done = run(capsys, tmp_path, "--output", f"roster={path}", "--lang", language)
    assert (done.code, done.out) == (0, "")
    assert ("只是" if language == "zh" else "only a proposal") in done.err
    assert path.read_bytes().startswith("\ufeff".encode())
    roster = read_roster(str(path), NORM)
    assert len(roster.entries) == 60
    assert all(entry.years == ((2022, None),) and entry.level for entry in roster.entries)
    (tmp_path / "nianbao.toml").write_text(ROSTERED, encoding="utf-8")
    data = listed(capsys, tmp_path)
    assert understood(data) == expected(province, tmp_path)
    assert all(body["on_roster"] and not body["missing"] for body in data["bodies"])
    assert [(each["required"], each["filed"]) for each in data["years"]] == [(60, 60)] * 3
    # what is proposed where there is a roster is that roster
    again = run(capsys, tmp_path, "--output", "roster", "--lang", language).out
    assert sorted(csv.reader(again.splitlines())) == sorted(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def test_the_roster_misses_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "a.txt": paper("云岭县人民政府", 2022), "b.txt": paper("云岭县人民政府", 2023), "c.txt": paper("云岭县教育局", 2023),
        "d.txt": paper("云岭县民政局", 2023), "e.txt": paper("云岭县水务局", None),
    }  # fmt: skip
    roster = "机关,上级\n云岭县人民政府,\n云岭县教育局,云岭县人民政府\n云岭县财政局,云岭县人民政府\n云岭县水务局,云岭县人民政府\n"
    root = archive(tmp_path, files, ROSTERED, roster)
    done = run(capsys, root)
    assert done.code == 0
    assert [line.strip() for line in done.out.replace(str(root), "…").splitlines()] == [
        "云岭县人民政府  县区人民政府  2022、2023",
        "云岭县教育局  政府部门  2023  缺 2022",
        "云岭县财政局  层级未能判断  缺 2022、2023",
        "云岭县水务局  政府部门  年度未能判断",
        "没有读出年度：…/e.txt",
        "没有认出 2022 年度的报告：这个机关有一份报告没有读出年度",
        "没有认出 2023 年度的报告：这个机关有一份报告没有读出年度",
        "云岭县民政局  政府部门  2023",
        "名册上没有",
        "名册：2022 年度应有 4 份报告，已有 1 份",
        "名册：2023 年度应有 4 份报告，已有 2 份",
        "共 4 个机关，5 份报告：2022（1）、2023（3）",
    ]
    data = by_name(listed(capsys, root))
    assert [each["year"] for each in data["云岭县财政局"]["missing"]] == [2022, 2023]
    assert data["云岭县教育局"]["missing"] == [{"year": 2022, "reason": None}]
    assert data["云岭县水务局"]["missing"][0]["reason"]
    assert not data["云岭县民政局"]["on_roster"]
    proposal = run(capsys, root, "--output", "roster").out.splitlines()[1:]
    assert proposal[2] == "云岭县财政局,,云岭县人民政府,"
    assert proposal[-1] == "云岭县民政局,政府部门,,2023-"


def test_a_roster_gives_levels_and_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = "body,level,parent\n白水市人民政府,city,\n云岭县,county,白水市人民政府\n青禾站,department,云岭县\n"
    root = archive(tmp_path, papers("青禾站", "云岭县人民政府"), ROSTERED, roster)
    data = by_name(listed(capsys, root))
    assert data["青禾站"]["level"] == data["青禾站"]["files"][0]["level"] == "department"
    assert data["青禾站"]["parent"] == data["云岭县"]["number"]
    assert data["云岭县"]["parent"] == data["白水市人民政府"]["number"] == 1
    assert data["云岭县"]["names"] == ["云岭县人民政府"]


def test_years_of_the_proposed_roster(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    years = {"甲乙县教育局": (2021, 2024), "甲乙县民政局": (2022, 2023), "甲乙县财政局": (2023,), "甲乙县水务局": (2024,)}
    files = {f"{name}{year}.txt": paper(name, year) for name, several in years.items() for year in several}
    done = run(capsys, archive(tmp_path, files), "--output", "roster")
    told = {row[0]: row[3] for row in csv.reader(done.out.splitlines()[1:])}
    assert told == {"甲乙县教育局": "2021-", "甲乙县民政局": "2022-2023", "甲乙县财政局": "2023", "甲乙县水务局": "2024-"}
    assert "有 1 个机关：“甲乙县教育局”" in done.err


def test_a_roster_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = archive(tmp_path, papers("云岭县教育局"), roster="核对过")
    done = run(capsys, root, "--output", f"roster={root / '名册.csv'}")
    assert done.code == 2
    assert "没有改动" in done.err
    assert (root / "名册.csv").read_text(encoding="utf-8") == "核对过"


def test_a_roster_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = archive(tmp_path, papers("云岭县教育局"), ROSTERED, "机关,上级\n云岭县教育局,云岭县人民政府\n")
    done = run(capsys, root)
    assert (done.code, done.out) == (2, "")
    assert "云岭县人民政府" in done.err


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_short_name_that_may_be_several(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = archive(tmp_path, papers("甲山县城关镇人民政府", "乙水县城关镇人民政府", "城关镇人民政府"))
    body = by_name(listed(capsys, root))["城关镇人民政府"]
    assert body["may_be"] == ["甲山县城关镇人民政府", "乙水县城关镇人民政府"]
    assert "名称太短，可能是“甲山县城关镇人民政府”、“乙水县城关镇人民政府”，没有归入" in run(capsys, root).out
    proposal = run(capsys, root, "--output", f"roster={tmp_path / '新.csv'}")
    assert "有 1 个：“城关镇人民政府”" in proposal.err
    assert [entry.name for entry in read_roster(str(tmp_path / "新.csv"), NORM).entries] == body["may_be"]
    rows = list(csv.reader(run(capsys, root, "--output", "csv").out.splitlines()))
    assert [row[-1] for row in rows[1:]] == ["", "", "名称太短，可能是“甲山县城关镇人民政府”、“乙水县城关镇人民政府”，没有归入"]


def test_folders_tell_the_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"甲山县/城关镇.txt": paper("城关镇人民政府"), "乙水县/城关镇.txt": paper("城关镇人民政府")}
    root = archive(tmp_path, {**files, "甲山县/县.txt": paper("甲山县人民政府"), "乙水县/县.txt": paper("乙水县人民政府")})
    data = by_name(listed(capsys, root))
    assert set(data) == {"甲山县人民政府", "乙水县人民政府", "甲山县城关镇人民政府", "乙水县城关镇人民政府"}
    for name in ("甲山县", "乙水县"):
        assert data[f"{name}城关镇人民政府"]["parent"] == data[f"{name}人民政府"]["number"]
    done = run(capsys, root, "--output", f"roster={root / '名册.csv'}")
    assert done.code == 0
    (root / "nianbao.toml").write_text(ROSTERED, encoding="utf-8")
    assert all(not body["missing"] and body["on_roster"] for body in listed(capsys, root)["bodies"])


def test_corrections(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("云岭县卫生局", "云岭县卫生健康局", "云岭县青禾镇人民政府", "青禾镇人民政府")
    configuration = '[archive.bodies]\n"云岭县卫生健康局" = ["云岭县卫生局"]\n"青禾镇" = []\n"云岭县文化局" = ["云岭县文体局"]\n'
    plain = listed(capsys, archive(tmp_path / "一", papers(*names)))
    assert sorted(len(body["files"]) for body in plain["bodies"]) == [1, 1, 2]
    root = archive(tmp_path / "二", papers(*names), configuration)
    data = listed(capsys, root)
    assert sorted(sorted(body["names"]) for body in data["bodies"]) == [
        ["云岭县卫生健康局", "云岭县卫生局"], ["云岭县青禾镇人民政府"], ["青禾镇人民政府"]
    ]  # fmt: skip
    assert data["unused"] == ["云岭县文化局"]
    told = run(capsys, root).out
    assert "2023 年度有 2 个文件：" in told
    assert "[archive.bodies] 中的“云岭县文化局”没有报告用到" in told
    assert len(listed(capsys, root, "--no-config")["bodies"]) == 3


def test_a_proposal_keeps_bodies_apart_that_would_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("云岭县人民政府", "云岭县青禾镇人民政府", "青禾镇人民政府")
    root = archive(tmp_path, papers(*names), '[archive.bodies]\n"青禾镇" = []\n')
    assert run(capsys, root, "--output", f"roster={root / '名册.csv'}").code == 0
    assert len(read_roster(str(root / "名册.csv"), NORM).entries) == 3
    (root / "nianbao.toml").write_text(ROSTERED + '[archive.bodies]\n"青禾镇" = []\n', encoding="utf-8")
    assert [len(body["files"]) for body in listed(capsys, root)["bodies"]] == [1, 1, 1]


def test_reports_without_body_or_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nameless = re.sub(r"^.*?(?=20\d\d年)", "", REPORT, count=1)
    root = archive(tmp_path, {"甲.txt": nameless, "乙.txt": paper("云岭县教育局", None)})
    data = listed(capsys, root)
    assert [file["path"] for file in data["without_body"]] == [str(root / "甲.txt")]
    done = run(capsys, root).out.replace(str(root), "…")
    assert re.search(r"^没有读出机关的报告：\n    …/甲.txt（20\d\d）$", done, re.MULTILINE)
    assert "    没有读出年度：…/乙.txt\n" in done
    rows = list(csv.reader(io.StringIO(run(capsys, root, "--output", "csv").out)))
    assert [row[-1] for row in rows[1:]] == ["没有读出年度", "没有读出机关"]


# ── outputs ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_csv_has_a_row_a_file(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, whole, "--output", "csv").out
    assert out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert {row["文件"] for row in rows} == {str(whole / path) for path, _ in PROVINCE.files()}
    assert len(rows) == 180
    assert len({row["机关编号"] for row in rows}) == len({row["机关"] for row in rows}) == 60
    names = {row["机关"] for row in rows}
    assert all(row["上级"] in names or not row["上级"] for row in rows)
    city = next(row for row in rows if row["机关"] == PROVINCE.city.name)
    assert (city["层级"], city["年度"], city["涵盖全地区"], city["备注"]) == ("市州人民政府", "2022", "是", "")


def test_cells_never_look_like_formulas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive(tmp_path, {"=1+1.txt": paper("云岭县教育局"), "-2.txt": paper("+云岭县民政局")}))
    out = run(capsys, "=1+1.txt", "./-2.txt", "--output", "csv").out
    rows = list(csv.reader(out.removeprefix("\ufeff").splitlines()))[1:]
    assert "'=1+1.txt" in rows[0]
    assert all(cell[:1] not in ("=", "+", "-", "@") for row in rows for cell in row)
    roster = run(capsys, "--output", "roster").out.removeprefix("\ufeff")
    assert all(cell[:1] not in ("=", "+", "-", "@") for row in csv.reader(roster.splitlines()) for cell in row)


def test_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("甲山县城关镇人民政府", "乙水县城关镇人民政府", "城关镇人民政府", "甲山县水务局", "甲山县水务局")
    files = {**papers(*names), "未知.txt": paper("甲山县教育局", None), "空.txt": " "}
    root = archive(tmp_path, files, ROSTERED, "机关\n甲山县人民政府\n甲山县水务局\n甲山县教育局\n")
    for name in ("text", "csv", "roster"):
        done = run(capsys, root, "--output", name, "--lang", "en")
        assert done.code == 2, "an empty file cannot be read"
        words = re.sub(r"“[^”]*”|\S*\.(?:txt|csv)", "", done.out if name == "text" else done.out.splitlines()[0])
        rest = re.sub("|".join((*names, "甲山县人民政府", "甲山县教育局")), "", words)
        assert not CHINESE.search(rest), rest
        assert not CHINESE.search(re.sub(r"“[^”]*”|\S*\.txt", "", done.err))
    zh, en = (listed(capsys, root, "--lang", language) for language in ("zh", "en"))
    assert zh.keys() == en.keys()
    assert [body["files"] for body in zh["bodies"]] == [body["files"] for body in en["bodies"]]


def test_several_outputs_at_once(whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(
        capsys, whole, "--output", "text", "--output", f"csv={tmp_path / 'a.csv'}", "--output", f"json={tmp_path / 'a.json'}"
    )
    assert done.code == 0
    assert done.out.endswith("2024（60）\n")
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()) == 181
    assert len(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["bodies"]) == 60
    assert tuple(OUTPUTS) == FORMATS
    wrong = run(capsys, whole, "--output", "xlsx")
    assert (wrong.code, wrong.out) == (2, "")


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys).code == 2
    archive(tmp_path, {**papers("云岭县教育局"), "通知.txt": "各村：请于六月底前完成。\n", "草稿/空.txt": " "})
    done = run(capsys)
    assert done.code == 2
    assert "空.txt" in done.err
    assert "共 1 个机关，1 份报告：2023（1）；1 个文件无法读取；1 个文件不是年度报告" in done.out
    assert run(capsys, "--exclude", "草稿/**").code == 0
    assert run(capsys, "通知.txt", "0.txt").code == 2
    assert run(capsys, "无此文件.txt").code == 2


def test_years_in_words() -> None:
    said = catalog("zh").say
    assert said(years_of([2021])) == "2021"
    assert said(years_of([2019, 2020, 2022, 2023, 2024])) == "2019、2020、2022-2024"


def test_nobody_stands_above_itself() -> None:
    parents = parents_of([], Tree({}), {}, {1: 2, 2: 3, 3: 1, 4: 4})
    assert parents == {1: 2, 2: 3}
    assert list(in_order([1, 2, 3, 4], parents)) == [(3, 0), (2, 1), (1, 2), (4, 0)]
