"""Word files: words change in their runs, the look and everything else in the file stays."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Pt, RGBColor
from docx_files import raw_file, saved, word_file
from generator import correct_report
from lxml import etree
from test_fix import SAFE, look
from test_read_docx import p, r

from linter.cli import main
from linter.finding import Edit, Fix
from linter.fix.apply import GRADES, mend
from linter.fix.docx import WordFile
from linter.text import Span

REPORT = correct_report(3, "2021")
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def untidy() -> bytes:
    """A report whose headings, title and marks are untidy, in runs of several formats."""
    document = docx.Document(BytesIO(word_file(REPORT)))
    by_beginning = {paragraph.text[:2]: paragraph for paragraph in document.paragraphs}
    heading = by_beginning["二、"]
    heading.runs[0].text = "二、主动公开"
    heading.runs[0].font.size = Pt(22)
    bold = heading.add_run("政府信息的")
    bold.bold = True
    heading.add_run("情况").font.color.rgb = RGBColor(255, 0, 0)
    by_beginning["六、"].runs[0].text = "六、其它需要报告的事项"
    by_beginning["五、"].runs[0].text = "五、存在不足及改进措施"
    first = document.paragraphs[[paragraph.text[:2] for paragraph in document.paragraphs].index("一、") + 1]
    run = first.add_run("公开栏由专人维护")
    run.italic = True
    comma = first.add_run(",")
    comma.font.size = Pt(30)
    first.add_run("每周更新。")
    title = document.paragraphs[0]
    title.runs[0].text = title.text.replace("年政府信息", "年度政府信息")
    return saved(document)


def mended(data: bytes, grades: tuple[str, ...] = SAFE) -> tuple[bytes, int, list[str]]:
    """A file after its fixes, how many there were, and which rules' fixes were refused."""
    done = mend(WordFile(data, "报告.docx"), look, grades)
    return done.file.data, done.fixed, [each.finding.rule for each in done.refused]


def test_words_change_and_formats_stay() -> None:
    data, fixed, refused = mended(untidy())
    assert (fixed, refused) == (4, [])
    document = docx.Document(BytesIO(data))
    by_beginning = {paragraph.text[:2]: paragraph for paragraph in document.paragraphs}
    heading = by_beginning["二、"]
    assert heading.text == "二、主动公开政府信息情况"
    assert [(run.text, run.font.size, run.bold) for run in heading.runs] == [
        ("二、主动公开", Pt(22), None), ("政府信息", None, True), ("情况", None, None),
    ]  # fmt: skip
    assert heading.runs[2].font.color.rgb == RGBColor(255, 0, 0)
    assert heading.style.name == "Heading 1"
    assert by_beginning["六、"].text == "六、其他需要报告的事项"
    assert by_beginning["五、"].text == "五、存在不足及改进措施"
    assert document.paragraphs[0].text == REPORT.title
    comma = next(run for paragraph in document.paragraphs for run in paragraph.runs if run.text == "，")
    assert comma.font.size == Pt(30)


def cells(data: bytes) -> list[list[str]]:
    """The words of all cells, table by table."""
    return [[cell.text for row in table.rows for cell in row.cells] for table in docx.Document(BytesIO(data)).tables]


def test_nothing_else_in_the_file_changes() -> None:
    before, (after, _, _) = untidy(), mended(untidy(), GRADES)
    with ZipFile(BytesIO(before)) as old, ZipFile(BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            if name != "word/document.xml":
                assert old.read(name) == new.read(name)
        trees = [etree.fromstring(each.read("word/document.xml")) for each in (old, new)]
    for tree in trees:
        for each in tree.iter("{*}t"):
            each.text = None
            each.attrib.clear()
    assert etree.tostring(trees[0], method="c14n") == etree.tostring(trees[1], method="c14n")
    assert cells(after) == cells(before)
    assert mended(after, GRADES) == (after, 0, [])


# paragraphs of a heading whose words something else than a plain run holds
HELD = {
    "insertion": '<w:ins w:id="1" w:author="a">' + r("二、主动公开政府信息的情况") + "</w:ins>",
    "link": "<w:hyperlink>" + r("二、主动公开政府信息的情况") + "</w:hyperlink>",
    "field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + r("二、主动公开政府信息的情况") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "simple field": '<w:fldSimple w:instr="REF a">' + r("二、主动公开政府信息的情况") + "</w:fldSimple>",
    "control": "<w:sdt><w:sdtContent>" + r("二、主动公开政府信息的情况") + "</w:sdtContent></w:sdt>",
}  # fmt: skip


def whole(heading: str) -> bytes:
    """A report with this paragraph as its second heading."""
    document = docx.Document(BytesIO(word_file(REPORT)))
    old = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("二、"))._p
    new = etree.fromstring(f"<a {NAMES}>{p(heading)}</a>")[0]
    old.getparent().replace(old, docx.oxml.parse_xml(etree.tostring(new)))
    return saved(document)


@pytest.mark.parametrize("name", HELD)
def test_what_is_not_plain_is_refused(name: str) -> None:
    data = whole(HELD[name])
    assert mended(data) == (data, 0, ["S114"])
    plain = whole(r("二、主动公开政府") + r("信息的情况"))
    assert mended(plain)[1:] == (1, [])


def test_automatic_numbers_are_left_to_word() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/></w:lvl>'
    listed = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{listed}'
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    file = WordFile(raw_file(p("总体情况", properties=number), numbering), "x.docx")
    assert file.document.text.content == "1、总体情况"
    for span in (Span(0, 2), Span(0, 1), Span(0, 0), Span(1, 3)):
        assert file.objection(Fix("unsafe", (Edit(span, "一、"),))) is not None
    inserted = file.edited([Edit(Span(2, 2), "政府")])
    assert inserted.document.text.content == "1、政府总体情况"
    assert file.document.text.content == WordFile(file.data, "x.docx").document.text.content


def test_an_edit_keeps_the_format_of_the_first_run() -> None:
    file = WordFile(raw_file(p(r("甲甲"), r("乙乙"), r("丙丙"))), "x.docx")
    done = file.edited([Edit(Span(1, 5), "一二")])
    assert [each.text for each in etree.fromstring(ZipFile(BytesIO(done.data)).read("word/document.xml")).iter("{*}t")] == [
        "甲一二", None, "丙",
    ]  # fmt: skip


def test_the_command_writes_to_another_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "报告.docx", tmp_path / "改好.docx"
    before = untidy()
    path.write_bytes(before)
    main(["check", "--fix", str(path)])
    assert "请逐个用 -o 写到新文件" in capsys.readouterr().err
    assert path.read_bytes() == before
    main(["check", "--fix", str(path), "-o", str(out)])
    said = capsys.readouterr()
    assert "改好了 4 个问题，涉及 1 个文件；另有 1 个可以用 --unsafe-fixes 改" in said.out
    assert path.read_bytes() == before
    assert docx.Document(out).paragraphs[0].text == REPORT.title
    assert main(["check", "--diff", "--unsafe-fixes", str(path)]) == 1
    assert "+五、存在的主要问题及改进情况" in capsys.readouterr().out
    main(["check", "--fix", "--unsafe-fixes", str(out), "-o", str(tmp_path / "又改.docx")])
    capsys.readouterr()
    assert main(["check", "--fix", str(tmp_path / "又改.docx"), "-o", str(tmp_path / "同样.docx"), "--fail-on", "info"]) in (0, 1)
    assert (tmp_path / "同样.docx").read_bytes() == (tmp_path / "又改.docx").read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(mended(untidy(), GRADES)[0])
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    options = ["txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(path)]
    subprocess.run([*command, *options], check=True, capture_output=True, timeout=120)
    words = (tmp_path / "a.txt").read_text(encoding="utf-8-sig")
    assert "二、主动公开政府信息情况" in words
    assert "公开栏由专人维护，每周更新。" in words
