"""The real reports beside the repository: what must be found in them, what must not, and every cell by its key."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli

from linter.extracted import extracted_of
from linter.parse.build import build_report
from linter.profile.load import shipped_norm
from linter.read import read_file
from linter.result import FileResult
from linter.run import Settings, check_path
from linter.words import catalog

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SAMPLES, WANTED = SHARED / "samples", SHARED / "accept" / "samples.toml"
FAMILIES = ("D", "S", "T", "C", "N401", "N403", "N404")
NAMES = sorted(path.name for path in SAMPLES.glob("*") if path.suffix in (".txt", ".md"))
KEYED = [name for name in NAMES if (SAMPLES / name).with_suffix(".key.json").exists()]

pytestmark = pytest.mark.skipif(not (NAMES and WANTED.exists()), reason=f"there are no samples in {SAMPLES}")


@cache
def wanted() -> dict[str, Any]:
    """What must and must not be found, by file name."""
    return tomli.loads(WANTED.read_text(encoding="utf-8"))


@cache
def key_of(name: str) -> dict[str, Any]:
    """The answers for one sample."""
    return dict(json.loads((SAMPLES / name).with_suffix(".key.json").read_text(encoding="utf-8")))


@cache
def checked(name: str) -> FileResult:
    """What is said of one sample."""
    result = check_path(str(SAMPLES / name), Settings(), unrelated_is_fine=False)
    assert result is not None
    return result


def broken(name: str) -> dict[str, list[str]]:
    """Broken findings of the families that are built so far: code to what is said."""
    said: dict[str, list[str]] = {}
    for finding in checked(name).findings:
        if finding.outcome == "broken" and finding.rule.startswith(FAMILIES):
            said.setdefault(finding.rule, []).append(f"{finding.level} {finding.rule} {finding.at} {finding.message}")
    return said


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_has_its_answers(name: str) -> None:
    assert name in wanted()


@pytest.mark.parametrize("name", NAMES)
def test_edition(name: str) -> None:
    report = checked(name).report
    assert report is not None
    assert report.edition == wanted()[name].get("edition", report.edition)


@pytest.mark.parametrize("name", NAMES)
def test_what_must_be_found(name: str) -> None:
    want, said = wanted()[name], broken(name)
    assert [code for code in want.get("must", []) if code.startswith(FAMILIES) and code not in said] == []
    groups = [group for group in want.get("one_of", []) if all(code.startswith(FAMILIES) for code in group)]
    assert [group for group in groups if not said.keys() & set(group)] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_must_not_be_found(name: str) -> None:
    never = tuple(wanted()[name].get("never", []))
    said = [line for code, lines in broken(name).items() if code.startswith(never) for line in lines if never]
    assert [line for line in said if not line.startswith("info ")] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_crashes(name: str) -> None:
    assert [finding.message for finding in checked(name).findings if finding.message_id == "crashed"] == []


@pytest.mark.parametrize("name", KEYED)
def test_cells(name: str) -> None:
    key = key_of(name)
    report = build_report(read_file(SAMPLES / name), shipped_norm())
    assert report.year == key["year"]
    wrong = []
    tables = {each.key: each for each in extracted_of(report, catalog()).tables}
    for table, rows in key["tables"].items():
        got = {row.key: {cell.column: cell.value or None for cell in row.cells} for row in tables[table].rows}
        for row, columns in rows.items():
            values = got.get(row, {})
            if table == "requests" and row in key["unknown_rows"]:
                if values and None not in [values.get(column) for column in columns]:
                    wrong.append(f"{table}/{row}: invented {values}")
                continue
            for column, value in columns.items():
                have = values.get(column)
                if have is None and (value is None or key.get("may_be_null", False)):
                    continue
                if have is None or value is None or abs(float(have) - float(value)) >= 1e-9:
                    wrong.append(f"{table}/{row}/{column} is {have!r}, not {value!r}")
    assert wrong == []
