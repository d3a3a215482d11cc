"""Generated provinces with known faults, through the whole program: each fault is found, and nothing else.

NIANBAO_BODIES=3000 asks for a larger province than the suite has time for.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commands import nianbao
from generator.province import build_province, write
from generator.province_faults import KINDS, Planted, plant

BODIES = int(os.environ.get("NIANBAO_BODIES", "150"))
TWICE = [kind for kind in KINDS for _ in range(2)]
Told = tuple[str, str, str]


def _found(root: Path) -> set[Told]:
    """The findings of a check over an archive: by rule, path and place in the report."""
    done = nianbao("check", root, "--output", "json", timeout=900)
    assert done.code == 1, done.err
    files = json.loads(done.out)["files"]
    return {
        (each["rule"], Path(file["path"]).relative_to(root).as_posix(), each["at"]) for file in files for each in file["findings"]
    }


def _expected(planted: list[Planted]) -> set[Told]:
    """Where faults are told: what is missing on the roster, what is there twice on both files."""
    told = set()
    for fault in planted:
        if fault.code == "R905":
            told.add(("R905", "roster.csv", "document"))
            continue
        told.add((fault.code, fault.path, fault.at))
        told |= {(along.code, along.path, along.at) for along in fault.along}
        if fault.code == "R904":
            told |= {("R904", path, "document") for path in fault.related}
    return told


def _holds(one: Told, other: Told) -> bool:
    """Whether two places are the same, or one of them holds the other: a table its cells."""
    return one[:2] == other[:2] and (one[2].startswith(other[2]) or other[2].startswith(one[2]))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_fault_is_found_and_nothing_else(tmp_path: Path, seed: int) -> None:
    province = build_province(BODIES, seed)
    planted = plant(province, TWICE, seed)
    write(province, tmp_path)
    (tmp_path / "nianbao.toml").write_text('[archive]\nroster = "roster.csv"\n', encoding="utf-8")
    found, expected = _found(tmp_path), _expected(planted)
    assert {each for each in found if not any(_holds(each, other) for other in expected)} == set()
    assert {each for each in expected if not any(_holds(each, other) for other in found)} == set()


def test_without_faults_nothing_is_found(tmp_path: Path) -> None:
    write(build_province(BODIES, 4), tmp_path)
    (tmp_path / "nianbao.toml").write_text('[archive]\nroster = "roster.csv"\n', encoding="utf-8")
    done = nianbao("check", tmp_path, "--output", "concise", timeout=900)
    assert (done.code, done.out.count("\n")) == (0, 0), done.out
