"""What a page says of itself: when it was published, and by whom."""

from __future__ import annotations

import json
from pathlib import Path

from commands import nianbao

from linter.read import read_bytes
from linter.resources import read_shipped
from linter.result import FileResult
from linter.run import Settings, check_document

GOOD = read_shipped("rules", "examples", "2021.txt").replace("我镇", "我局")


def page(published: str, publisher: str, text: str = GOOD) -> bytes:
    """A page of a site with its facts in front and the report below; tables as pre-formatted text are rows of cells."""
    body = []
    for line in text.split("\n"):
        cells = line.split("\t")
        body.append(f"<p>{line}</p>" if len(cells) == 1 else f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    rows = "\n".join(body).replace("</p>\n<tr>", "</p>\n<table><tr>").replace("</tr>\n<p>", "</tr></table>\n<p>")
    facts = f"<table><tr><td>发布机构：</td><td>{publisher}</td><td>发布日期：</td><td>{published}</td></tr></table>"
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{facts}<div>{rows}</div></body></html>".encode()


def checked(data: bytes) -> FileResult:
    """What is said of a page."""
    return check_document(read_bytes(data, "x.html"), Settings())


def codes(result: FileResult) -> set[str]:
    """Codes of the broken findings."""
    return {finding.rule for finding in result.findings if finding.outcome == "broken"}


def test_a_page_published_in_time_is_in_time() -> None:
    text = GOOD.replace("云岭县青禾镇人民政府2023年", "云岭县水利局2023年")
    assert "L603" not in codes(checked(page("2024-01-30", "云岭县水利局", text)))


def test_a_page_published_late_is_late() -> None:
    text = GOOD.replace("云岭县青禾镇人民政府2023年", "云岭县水利局2023年")
    result = checked(page("2024-02-09", "云岭县水利局", text))
    assert [finding.at for finding in result.findings if finding.rule == "L603"]


def test_a_page_published_before_the_year_ended_cannot_be() -> None:
    assert "L604" in codes(checked(page("2023-11-20", "云岭县青禾镇人民政府")))


def test_the_publisher_is_the_body_where_the_title_names_none() -> None:
    text = GOOD.replace("云岭县青禾镇人民政府2023年", "2023年")
    report = checked(page("2024-01-18", "云岭县青禾镇人民政府", text)).report
    assert report is not None
    assert report.body is not None
    assert (report.body.name, report.body.level) == ("云岭县青禾镇人民政府", "township")


def test_the_title_goes_before_the_publisher() -> None:
    report = checked(page("2024-01-18", "云岭县人民政府办公室")).report
    assert report is not None
    assert report.body is not None
    assert report.body.name == "云岭县青禾镇人民政府"


def test_findings_in_a_page_stand_at_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "年报.html"
    path.write_bytes(page("2024-01-18", "云岭县青禾镇人民政府", GOOD.replace("一、总体情况\n", "一、基本情况\n", 1)))
    found = json.loads(nianbao("check", path, "--output", "json").out)["files"][0]
    heading = next(finding for finding in found["findings"] if finding["rule"] == "S114")
    line = path.read_text(encoding="utf-8").split("\n")[heading["start"]["line"] - 1]
    assert "一、基本情况" in line
    assert (found["format"], heading["page"]) == ("html", None)


def test_a_page_on_standard_input() -> None:
    done = nianbao("check", "-", "--output", "concise", given=page("2023-11-20", "云岭县青禾镇人民政府"))
    assert "L604" in done.out
    assert done.code == 1


def test_a_folder_of_many_formats_keeps_its_order(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "2.html").write_bytes(page("2024-01-18", "云岭县青禾镇人民政府"))
    (tmp_path / "3.docx").write_bytes(b"PK\x03\x04 damaged")
    (tmp_path / "4.html").write_bytes(b"<html><body><script>menu()</script></body></html>")
    (tmp_path / "5.md").write_text(GOOD, encoding="utf-8")
    done = nianbao("check", tmp_path, "--output", "json")
    files = json.loads(done.out)["files"]
    assert [Path(each["path"]).name for each in files] == ["1.txt", "2.html", "3.docx", "5.md"]
    assert [each["outcome"] for each in files] == ["checked", "checked", "unreadable", "checked"]
    assert "3.docx" in done.err
    assert done.code == 2
