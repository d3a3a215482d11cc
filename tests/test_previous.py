"""Last year's report: found by body and year, compared, and told of when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import nianbao

from linter.archive.filed import Filed
from linter.previous import bare_name, read_previous
from linter.profile.load import shipped_norm
from linter.read import read_text
from linter.report import Report
from linter.resources import read_shipped
from linter.run import Settings, check_document, report_of
from linter.words import Phrase

THIS_YEAR = read_shipped("rules", "examples", "2021.txt")
LAST_YEAR = read_shipped("rules", "examples", "last-2021.txt")
BODY = "云岭县青禾镇人民政府"


def report(text: str) -> Report:
    """The report of a text."""
    return report_of(read_text(text, "x.txt"), Settings())[0]


def folder_with(folder: Path, **texts: str) -> Path:
    """A folder with the texts as files."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BODY, "云岭县青禾镇政府"),
        (BODY, "青禾镇人民政府"),
        (BODY, "云岭县青禾镇"),
        ("青禾镇", BODY),
        ("云岭县棠漪街道办事处", "棠漪街道"),
    ],
)
def test_one_body_under_several_names(tmp_path: Path, one: str, other: str) -> None:
    folder = folder_with(tmp_path, last=LAST_YEAR.replace(BODY, other))
    found = read_previous([str(folder)], Settings()).of(report(THIS_YEAR.replace(BODY, one)))
    assert isinstance(found, Filed)
    assert found.year == 2022


@pytest.mark.parametrize("other", ["云岭县青河镇人民政府", "云岭县人民政府", "禾镇人民政府", "云岭县青禾镇财政所"])
def test_another_body_is_not_taken_for_it(tmp_path: Path, other: str) -> None:
    folder = folder_with(tmp_path, last=LAST_YEAR.replace(BODY, other))
    assert read_previous([str(folder)], Settings()).of(report(THIS_YEAR)) == Phrase("previous_other_body")


def test_names_that_fit_two_bodies_fit_none(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, a=LAST_YEAR, b=LAST_YEAR.replace("云岭县", "白水县"))
    found = read_previous([str(folder)], Settings()).of(report(THIS_YEAR.replace(BODY, "青禾镇人民政府")))
    assert found == Phrase("previous_ambiguous", {"count": "2"})


def test_a_report_of_another_year_is_not_last_years(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, old=LAST_YEAR.replace("2022", "2021"))
    assert read_previous([str(folder)], Settings()).of(report(THIS_YEAR)) == Phrase("other_previous_year", {"year": "2021"})


def test_the_year_before_is_taken_out_of_many(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, a=LAST_YEAR.replace("2022", "2021"), b=LAST_YEAR, c=THIS_YEAR)
    found = read_previous([str(folder)], Settings()).of(report(THIS_YEAR))
    assert isinstance(found, Filed)
    assert found.year == 2022


def test_bare_names_are_never_empty() -> None:
    norm = shipped_norm()
    assert [bare_name(name, norm) for name in ("人民政府", "青禾镇人民政府", "青禾镇")] == ["人民政府", "青禾镇", "青禾镇"]


def test_without_last_years_report_the_family_is_skipped_once() -> None:
    done = nianbao("check", "-", given=THIS_YEAR.encode())
    lines = [line for line in done.out.splitlines() if "Y801" in line]
    assert len(lines) == 1
    assert "Y806" in lines[0]
    assert "--previous" in lines[0]


def test_the_command_finds_last_years_report_in_a_folder(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path, last=LAST_YEAR.replace("\t1\t0\t0\t0\t0\t0\t1\n\n四、政府", "\t3\t0\t0\t0\t0\t0\t3\n\n四、政府")
    )
    done = nianbao("check", "-", "--previous", str(folder), "--output", "json", given=THIS_YEAR.encode())
    findings = json.loads(done.out)["files"][0]["findings"]
    assert [(each["rule"], each["at"], each["level"]) for each in findings] == [
        ("Y801", "requests/carried_in/natural_person", "error")
    ]
    assert done.code == 1


def test_a_last_years_report_that_is_not_there_is_an_error() -> None:
    done = nianbao("check", "-", "--previous", "nowhere.txt", given=THIS_YEAR.encode())
    assert done.code == 2
    assert "nowhere.txt" in done.err


def test_a_last_years_report_that_is_none_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text("会议纪要\n\n一、议题\n\n研究春季防火工作。\n", encoding="utf-8")
    done = nianbao("check", "-", "--previous", path, given=THIS_YEAR.encode())
    assert done.code == 2
    assert "minutes.txt" in done.err


def test_an_unreadable_file_beside_last_years_is_told_and_the_rest_done(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, last=LAST_YEAR)
    (folder / "broken.txt").write_bytes(b"PK\x03\x04 no text")
    done = nianbao("check", "-", "--previous", str(folder), given=THIS_YEAR.encode())
    assert "broken.txt" in done.err
    assert done.code == 0


def test_tables_that_were_not_read_block_the_comparison() -> None:
    text = THIS_YEAR.replace("二、上年结转政府信息公开申请数量\t\t\t1\t0\t0\t0\t0\t0\t1\n", "")
    result = check_document(read_text(text, "x.txt"), Settings(), report(LAST_YEAR))
    outcome = next(each for each in result.undecided if each.rule.code == "Y801")
    assert "T202" in outcome.reason


def test_a_wrong_part_is_told_and_its_total_is_not() -> None:
    text = LAST_YEAR.replace("四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1", "四、结转下年度继续办理\t\t\t1\t2\t0\t0\t0\t0\t3")
    result = check_document(read_text(THIS_YEAR, "x.txt"), Settings(), report(text))
    assert [each.at for each in result.findings if each.rule == "Y801"] == ["requests/carried_in/business"]


def test_last_years_form_of_2019_is_compared_where_it_can_be() -> None:
    old = read_shipped("rules", "examples", "2019.txt")
    this_year = THIS_YEAR.replace("2023", "2021")
    result = check_document(read_text(this_year, "x.txt"), Settings(), report(old))
    assert "Y801" not in {each.rule for each in result.findings}
    assert {each.rule.code: each.reason for each in result.skipped}["Y802"].startswith("上年报告用的是2019年")


def test_a_last_years_report_in_a_form_before_2019_is_not_compared() -> None:
    old = (
        "云岭县青禾镇人民政府2018年政府信息公开工作年度报告\n\n一、概述\n\n全年主动公开政府信息87条。\n\n政府信息公开情况统计表\n"
    )
    this_year = read_shipped("rules", "examples", "2019.txt").replace("2020", "2019")
    result = check_document(read_text(this_year, "x.txt"), Settings(), report(old))
    reasons = {each.rule.code: each.reason for each in result.skipped}
    assert "2019年以前" in reasons["Y801"]
    assert "2019年以前" in reasons["Y803"]
    assert "crashed" not in {each.message_id for each in result.findings}
