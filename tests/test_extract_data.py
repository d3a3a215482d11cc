"""Reports as data: every format holds the same cells, exactly those of the report, for any number of files."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from commands import ROOT, nianbao
from generator import LAYOUTS, correct_report, render
from generator.form import form

from linter.cli import main
from linter.cli.extract import FORMATS
from linter.extracted import Extracted, extracted_of, plain
from linter.render import OUTPUTS, arrow, workbook
from linter.render import data as formats
from linter.render import parquet as findings
from linter.render.columns import FORMULA
from linter.render.data.tidy import COLUMNS
from linter.resources import read_shipped
from linter.run import Settings, documents, find_files, report_of
from linter.words import catalog

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow has no Parquet")

GOOD = read_shipped("rules", "examples", "2021.txt")
FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
Row = Mapping[str, str]
LONG = "9" * 5000
DAMAGED = {
    "规章\t0\t0\t0": "规章\t\t/\t=cmd()",
    "行政许可\t35": f"行政许可\t{LONG}",
    "行政处罚\t4": "行政处罚\t1234567890123456789",
    "行政强制\t1": "行政强制\t123456789012345",
    "0.0380": "12.123456789",
    "2.重复申请\t0\t0\t0": "2.重复申请\t0\t0",
    "云岭县青禾镇人民政府2023": "=青禾镇人民政府2023",
}


def edited(edits: Mapping[str, str]) -> str:
    """The good report with edits made."""
    text = GOOD
    for old, new in edits.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of both editions in all layouts, damaged ones, and what is no report."""
    folder = tmp_path_factory.mktemp("reports")
    for seed, layout in enumerate(LAYOUTS):
        for edition in ("2021", "2019"):
            suffix = ".md" if layout == "pipes" else ".txt"
            (folder / f"{edition}-{layout}{suffix}").write_text(render(correct_report(seed, edition), layout), encoding="utf-8")
    (folder / "坏.txt").write_text(edited(DAMAGED), encoding="utf-8")
    (folder / "=cmd().txt").write_text(GOOD, encoding="utf-8")
    start, end = GOOD.index("行政复议\t"), GOOD.index("五、存在")
    (folder / "无表.txt").write_text(f"{GOOD[:start]}有关数据另行报送。\n\n{GOOD[end:]}", encoding="utf-8")
    (folder / "会议.txt").write_text("会议纪要\n", encoding="utf-8")
    return folder


def read_csv(path: Path) -> list[Row]:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    for row in rows:
        assert not any(value.startswith(FORMULA) for key, value in row.items() if key != "value")
    return [{key: value[1:] if value.startswith("'") else value for key, value in row.items()} for row in rows]


def read_jsonl(path: Path) -> list[Row]:
    return [
        {key: shown(value) for key, value in json.loads(line, parse_float=Decimal, parse_int=Decimal).items()}
        for line in path.read_text(encoding="utf-8").split("\n")[:-1]
    ]


def pages(path: Path) -> list[Any]:
    """The sheets of a workbook, whatever the name of its file."""
    return list(openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets)


def read_xlsx(path: Path) -> list[Row]:
    rows: list[Row] = []
    for page in pages(path):
        head, *lines = page.iter_rows()
        assert {cell.data_type for line in lines for cell in line} <= {"s", "n"}, "no formulas"
        names = [cell.value for cell in head]
        rows += [{name: shown(cell.value) for name, cell in zip(names, line, strict=True)} for line in lines]
    return rows


def read_parquet(path: Path) -> list[Row]:
    return [{key: shown(value) for key, value in row.items()} for row in pq.read_table(path).to_pylist()]


def shown(value: Any) -> str:
    """A value of any format as words."""
    if isinstance(value, float):
        value = Decimal(repr(value))
    return plain(value) if isinstance(value, Decimal) else "" if value is None else str(value)


READERS: Mapping[str, Callable[[Path], list[Row]]] = {
    "csv": read_csv, "jsonl": read_jsonl, "xlsx": read_xlsx, "parquet": read_parquet,
}  # fmt: skip


@pytest.fixture(scope="module")
def written(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run over the reports that writes every format."""
    place = tmp_path_factory.mktemp("written")
    given = [f"--output={name}={place / name}" for name in FORMATS]
    assert main(["extract", str(folder), *given]) == 0
    assert sorted(each.name for each in place.iterdir()) == sorted(FORMATS)
    return place


def records(folder: Path) -> list[Extracted]:
    """The records of the reports in a folder."""
    found = documents(find_files([str(folder)]), Settings())
    reports = [report_of(document, Settings())[0] for each, document in found if not each.path.endswith("会议.txt")]
    return [extracted_of(report, catalog()) for report in reports]


def test_formats_are_those_of_the_program() -> None:
    assert tuple(formats.FORMATS) == FORMATS
    assert set(FORMATS) <= set(OUTPUTS)
    first = ("path", "body", "year", "edition", "table", "row", "column", "value", "place")
    assert COLUMNS[: len(first)] == first, "the first columns are an interface"


def test_records_are_handed_on(folder: Path) -> None:
    for record in records(folder):
        assert pickle.loads(pickle.dumps(record)) == record
        assert json.loads(json.dumps(record)) == json.loads(json.dumps(tuple(record)))


@pytest.mark.parametrize("name", READERS)
def test_columns(name: str, written: Path) -> None:
    for row in READERS[name](written / name):
        assert tuple(row) == COLUMNS


def test_every_format_holds_the_same_cells(written: Path, folder: Path) -> None:
    one, *others = (READERS[name](written / name) for name in ("csv", "jsonl", "xlsx"))
    assert [other == one for other in others] == [True, True]
    assert len(one) == sum(len(row.cells) for record in records(folder) for table in record.tables for row in table.rows)
    # in Parquet a number that is longer than its column stands in words
    short = [row | {"value": "", "words": row["value"]} if row["value"] in (LONG, "12.123456789") else row for row in one]
    assert [row for row in short if row["value"] == "" and row["state"] == "number"]
    assert read_parquet(written / "parquet") == short


def test_json_holds_the_same_cells(written: Path) -> None:
    # Python itself refuses to read numbers of so many digits as integers
    files = json.loads((written / "json").read_text(encoding="utf-8"), parse_int=Decimal)["files"]
    cells = {
        (file["path"], table, row, column): "" if value is None else str(value)
        for file in files
        for table, rows in file["tables"].items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }
    assert cells == {(row["path"], row["table"], row["row"], row["column"]): row["value"] for row in read_csv(written / "csv")}


def test_json_is_as_the_library_writes_it(folder: Path, tmp_path: Path) -> None:
    paths = sorted(str(path) for path in folder.iterdir() if path.name not in ("坏.txt", "会议.txt"))
    for given in (paths, paths[:1]):
        assert main(["extract", *given, f"--output=json={tmp_path / 'x'}"]) == 0
        content = (tmp_path / "x").read_text(encoding="utf-8")
        assert content == json.dumps(json.loads(content), ensure_ascii=False, indent=1) + "\n"
        assert len(json.loads(content)["files"]) == len(given)
    done = nianbao("extract", str(folder / "会议.txt"))
    assert done.code == 2
    assert done.out == json.dumps({"schema": "nianbao/1", "files": []}, indent=1) + "\n"


def test_cells_are_those_of_the_reports(written: Path, folder: Path) -> None:
    rows = read_parquet(written / "parquet")
    for seed, layout in enumerate(LAYOUTS):
        for edition in ("2021", "2019"):
            report = correct_report(seed, edition)
            (path,) = (str(each) for each in folder.glob(f"{edition}-{layout}.*"))
            own = [row for row in rows if row["path"] == path]
            assert {(row["body"], row["year"], row["edition"]) for row in own} == {(report.body.name, str(report.year), edition)}
            wanted = {
                (table, key, column): plain(value)
                for table, each in report.figures.tables.items()
                for key, columns in each.items()
                for column, value in columns.items()
            }
            assert {(row["table"], row["row"], row["column"]): row["value"] for row in own} == wanted
            assert {(row["state"], row["words"]) for row in own} == {("number", "")}
            labels = {(row["table"], row["row"]): row["row_label"] for row in own}
            for table, blocks in form(edition).tables.items():
                told = [each.label for block in blocks for each in block.rows if (table, each.key) in labels]
                assert [labels[key] for key in labels if key[0] == table] == told


def test_what_was_not_read_is_empty_and_says_why(written: Path, folder: Path) -> None:
    bad = {(row["row"], row["column"]): row for row in read_csv(written / "csv") if row["path"] == str(folder / "坏.txt")}
    told = [(bad["regulations", key]["state"], bad["regulations", key]["words"]) for key in ("made", "repealed", "in_force")]
    assert told == [("blank", ""), ("mark", "/"), ("words", "=cmd()")]
    assert {bad["regulations", key]["value"] for key in ("made", "repealed", "in_force")} == {""}
    lost = {(row["state"], row["value"], row["words"]) for (key, _), row in bad.items() if key == "not_processed.repeated"}
    assert lost == {("absent", "", "")}
    assert bad["licences", "decisions"]["value"] == LONG
    assert bad["fees", "amount"]["value"] == "12.123456789"
    assert {row["body"] for row in bad.values()} == {"=青禾镇人民政府"}
    gone = [row for row in read_csv(written / "csv") if row["path"] == str(folder / "无表.txt") and row["table"] == "review"]
    assert {(row["state"], row["value"]) for row in gone} == {("absent", "")}
    assert len(gone) == 15


def test_numbers_of_the_workbook(written: Path) -> None:
    (page,) = pages(written / "xlsx")
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == f"A1:O{page.max_row}"
    at = {name: number for number, name in enumerate(COLUMNS)}
    for line in page.iter_rows(min_row=2):
        value = line[at["value"]]
        assert isinstance(value.value, int | float) == (line[at["state"]].value == "number" and len(str(value.value)) < 16)
        assert isinstance(line[at["year"]].value, int)
        assert isinstance(line[at["edition"]].value, int)
        for cell in line:
            assert bool(cell.quotePrefix) == (isinstance(cell.value, str) and cell.value.startswith(FORMULA))


def test_a_full_sheet_goes_on_in_a_further_one(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 301)
    given = [str(folder / f"{edition}-tabs.txt") for edition in ("2021", "2019")]
    assert main(["extract", *given, f"--output=xlsx={tmp_path / 'x'}", f"--output=csv={tmp_path / 'c'}"]) == 0
    first, second = pages(tmp_path / "x")
    assert (first.title, first.max_row, second.title) == ("表格数据", 301, "表格数据 2")
    assert [page.auto_filter.ref for page in (first, second)] == [f"A1:O{page.max_row}" for page in (first, second)]
    assert read_xlsx(tmp_path / "x") == read_csv(tmp_path / "c")


def test_amounts_add_up_exactly(tmp_path: Path) -> None:
    amounts = ["0.1", "0.2", "0.0380", "1,234,567.8901", "12345678901234567890.12345678"]
    for amount in amounts:
        (tmp_path / f"{amount}.txt").write_text(edited({"0.0380": amount}), encoding="utf-8")
    given = [f"--output={name}={tmp_path / name}" for name in ("parquet", "jsonl", "csv")]
    assert main(["extract", *(str(tmp_path / f"{amount}.txt") for amount in amounts), *given]) == 0
    total = sum(Decimal(amount.replace(",", "")) for amount in amounts)
    table = pq.read_table(tmp_path / "parquet")
    assert table.schema.field("value").type == pyarrow.decimal128(28, 8)
    assert table.schema.field("year").type == pyarrow.int32()
    amount = table.filter(pyarrow.compute.equal(table["column"], "amount"))
    assert pyarrow.compute.sum(amount["value"]).as_py() == total
    assert pyarrow.compute.sum(amount["value"][:2]).as_py() == Decimal("0.3")
    for name in ("jsonl", "csv"):
        assert sum(Decimal(row["value"]) for row in READERS[name](tmp_path / name) if row["column"] == "amount") == total


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a hundred rows."""
    for name, rows in (("_BATCH", 10), ("_GROUP", 50), ("_PART", 100)):
        monkeypatch.setattr(arrow, name, rows)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("sign", ["", "/"])
def test_a_folder_of_parts(sign: str, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "数据"
    if not sign:
        place.mkdir()
        for name in ("part-00000.parquet", "part-00050.parquet", "other.parquet", "part-1.parquet"):
            (place / name).write_bytes(b"old")
    path = f"{place}{sign}"
    assert main(["extract", str(folder), f"--output=parquet={path}", f"--output=csv={tmp_path / 'c'}"]) == 0
    parts = sorted(place.glob("part-?????.parquet"))
    assert [each.name for each in parts] == [f"part-{number:05}.parquet" for number in range(len(parts))]
    assert len(parts) > 20, "what an earlier run left behind is gone"
    assert {each.name for each in place.iterdir()} - {each.name for each in parts} == (
        set() if sign else {"other.parquet", "part-1.parquet"}
    )
    files = [pq.ParquetFile(part) for part in parts]
    assert {file.metadata.num_rows for file in files[:-1]} == {100}
    assert {file.metadata.num_row_groups for file in files[:-1]} == {2}
    rows = [row["place"] for part in parts for row in read_parquet(part)]
    assert rows == [row["place"] for row in read_csv(tmp_path / "c")]


@pytest.mark.usefixtures("small")
def test_one_file_has_groups_and_no_parts(folder: Path, tmp_path: Path) -> None:
    assert main(["extract", str(folder), f"--output=parquet={tmp_path / 'x'}"]) == 0
    assert pq.ParquetFile(tmp_path / "x").metadata.num_row_groups > 20


@pytest.mark.usefixtures("small")
@FULL
def test_parts_of_a_run_that_failed_are_taken_away(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "旧"
    place.mkdir()
    (place / "part-00000.parquet").write_bytes(b"old")
    given = [f"--output=parquet={place}/", f"--output=parquet={tmp_path / '新'}/", "--output=parquet=/dev/full"]
    assert main(["extract", str(folder), *given]) == 2
    assert "/dev/full" in capsys.readouterr().err
    assert [(each.name, each.read_bytes()) for each in place.iterdir()] == [("part-00000.parquet", b"old")]
    assert not (tmp_path / "新").exists()


@FULL
@pytest.mark.parametrize("name", FORMATS)
def test_a_disk_that_is_full(name: str, folder: Path, tmp_path: Path) -> None:
    done = nianbao("extract", folder, f"--output={name}=/dev/full", f"--output=csv={tmp_path / 'c'}")
    assert (done.code, done.out) == (2, "")
    assert done.err == "nianbao：/dev/full 写不进去：No space left on device\n"
    command = [sys.executable, "-m", "linter", "extract", str(folder), "--output", name]
    with open("/dev/full", "wb") as full:
        into = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    assert into.returncode == 2
    assert into.stderr.decode() == "nianbao：写不出去：No space left on device\n"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_into_a_pipe(name: str, folder: Path, tmp_path: Path, written: Path) -> None:
    command = [sys.executable, "-m", "linter", "extract", str(folder), "--output", name]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, b"")
    (tmp_path / name).write_bytes(done.stdout)
    if name == "xlsx":
        assert read_xlsx(tmp_path / name) == read_xlsx(written / name)
    else:
        assert done.stdout == (written / name).read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_names_that_are_no_utf8(name: str, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + "/年报".encode("gbk") + b"\xff.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(GOOD.encode())
    except OSError:
        pytest.skip("this file system takes no such names")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "linter", "extract", path, b"--output=" + name.encode() + b"=" + os.fsencode(out)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, b"")
    if name in READERS:
        (told,) = {row["path"] for row in READERS[name](out)}
        assert (
            "\\udcff.txt" in told
            or "\ufffd.txt" in told
            or told.encode("utf-16", "surrogatepass") == os.fsdecode(path).encode("utf-16", "surrogatepass")
        )


@pytest.mark.parametrize(("command", "name", "library"), [
    ("extract", "parquet", "pyarrow"), ("extract", "xlsx", "xlsxwriter"), ("check", "parquet", "pyarrow"),
])  # fmt: skip
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_library_that_is_missing(
    command: str, name: str, library: str, language: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setitem(sys.modules, library, None)
    given = [f"--output=csv={tmp_path / 'c'}", f"--output={name}={tmp_path / 'x'}", "--lang", language]
    assert main([command, str(folder), *given]) == 2
    assert f"pip install {library}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("asked", "told"), [
    ("xml", "nianbao extract --help"), ("csv=", "格式=文件"), ("csv={}", "格式=文件"), ("csv={}/", "格式=文件"),
    ("json={}/none/x", "none"), ("parquet={}/none/none/", "none"), ("parquet=/proc/none/", "写不进去"),
])  # fmt: skip
def test_outputs_that_cannot_be(asked: str, told: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if "/proc" in asked and not sys.platform.startswith("linux"):
        pytest.skip("there is no folder here that takes nothing")
    assert main(["extract", str(folder), "--output", asked.format(tmp_path)]) == 2
    done = capsys.readouterr()
    assert told in done.err
    assert done.out == ""
    assert main(["extract", str(folder), "--output", "csv", "--output", "json"]) == 2
    assert "标准输出" in capsys.readouterr().err


def test_files_that_cannot_be_read_do_not_stop_the_others(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(tmp_path / "none.txt"), str(folder / "会议.txt"), str(folder / "=cmd().txt")]
    assert main(["extract", *given, f"--output=parquet={tmp_path / 'x'}"]) == 2
    said = capsys.readouterr().err
    assert "none.txt" in said
    assert "会议.txt" in said
    assert {row["path"] for row in read_parquet(tmp_path / "x")} == {given[2]}


# findings


def test_findings_as_parquet_are_those_of_csv(folder: Path, tmp_path: Path) -> None:
    given = [f"--output={name}={tmp_path / name}" for name in ("csv", "parquet")]
    assert main(["check", str(folder), str(tmp_path / "none.txt"), *given]) == 2
    table = pq.read_table(tmp_path / "parquet")
    assert tuple(table.schema.names) == findings.NAMES
    assert {field.name for field in table.schema if field.type == pyarrow.int32()} == {"year", "line", "column", "page"}
    head, *rows = csv.reader(io.StringIO((tmp_path / "csv").read_text(encoding="utf-8-sig"), newline=""))
    assert len(head) == len(findings.NAMES)
    rows = [[value[1:] if value.startswith("'") else value for value in row] for row in rows]
    assert len(rows) > 3
    assert [[shown(value) for value in row.values()] for row in table.to_pylist()] == rows


def test_no_findings_are_a_table_without_rows(folder: Path, tmp_path: Path) -> None:
    assert main(["check", str(folder / "=cmd().txt"), "--select=C301", f"--output=parquet={tmp_path / 'x'}/"]) == 0
    (part,) = (tmp_path / "x").iterdir()
    table = pq.read_table(part)
    assert (part.name, table.num_rows, tuple(table.schema.names)) == ("part-00000.parquet", 0, findings.NAMES)


# many files

MEASURED = """
import resource, sys
from linter.cli import main
code = main(sys.argv[1:])
print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="how much memory a process had at most is told in other units")
@pytest.mark.parametrize(("names", "few", "many"), [(("json", "jsonl", "csv", "parquet"), 300, 1200), (("xlsx",), 30, 300)])
def test_memory_does_not_grow_with_files(names: tuple[str, ...], few: int, many: int, tmp_path: Path) -> None:
    kinds = [render(correct_report(seed, edition)) for seed in range(5) for edition in ("2021", "2019")]
    for number in range(many):
        place = tmp_path / ("few" if number < few else "many")
        place.mkdir(exist_ok=True)
        (place / f"{number}.txt").write_text(kinds[number % len(kinds)], encoding="utf-8")

    def peak(*folders: str) -> float:
        given = [*(str(tmp_path / each) for each in folders), *(f"--output={name}={tmp_path / name}" for name in names)]
        done = subprocess.run([sys.executable, "-c", MEASURED, "extract", *given], capture_output=True, check=True, cwd=ROOT)
        code, megabytes = done.stdout.split()
        assert int(code) == 0
        return float(megabytes)

    at_first, at_last = peak("few"), peak("few", "many")
    if "parquet" in names:
        assert pq.ParquetFile(tmp_path / "parquet").metadata.num_rows > 180_000
    assert at_last < at_first + 15, "megabytes"
