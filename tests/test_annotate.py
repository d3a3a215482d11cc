"""Comments stand on the heading, the phrase or the cell that a finding is about, and nothing else in the file changes."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from commands import nianbao
from docx_files import raw_file, saved, word_file
from generator import correct_report
from lxml import etree
from test_read_docx import BOX, p, r, tbl, tr

from linter.annotate import annotate
from linter.cli import main
from linter.comment_marks import Edge, Range, mark
from linter.run import Settings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = (W + "commentRangeStart", W + "commentRangeEnd")


def faulty() -> bytes:
    """A report with a wrong heading, a template's words in runs of different format, a wrong total, and a blank cell."""
    document = docx.Document(BytesIO(word_file(correct_report(3, "2021"))))
    paragraphs = {paragraph.text[:2]: paragraph for paragraph in document.paragraphs}
    paragraphs["二、"].runs[0].text = "二、主动公开信息情况"
    first = document.paragraphs[[paragraph.text[:2] for paragraph in document.paragraphs].index("一、") + 1]
    first.add_run("另有（文字").bold = True
    first.add_run("描述）没有")
    first.add_run("改。")
    requests = document.tables[1]
    requests.cell(3, 9).text = "9999"
    requests.cell(4, 5).text = ""
    return saved(document)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """A part of a Word file, without blanks between elements."""
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name), etree.XMLParser(remove_blank_text=True))


def comments(data: bytes) -> dict[str, str]:
    """The words of every comment, by its id."""
    return {
        each.get(W + "id"): "\n".join("".join(one.itertext(W + "t")) for one in each.iter(W + "p"))
        for each in part(data, "word/comments.xml").iter(W + "comment")
    }


def commented(data: bytes) -> dict[str, str]:
    """The words inside the range of every comment, by its id; every range is closed, and tied to the text behind its end."""
    opened: dict[str, list[str]] = {}
    closed: dict[str, str] = {}
    tied: set[str] = set()
    for each in part(data).iter():
        number = each.get(W + "id")
        if each.tag == MARKS[0]:
            opened[number] = []
        elif each.tag == MARKS[1]:
            closed[number] = "".join(opened.pop(number))
        elif each.tag == W + "commentReference":
            assert number in closed
            assert each.getparent().getparent().tag != W + "body"
            tied.add(number)
        elif each.tag == W + "t":
            for words in opened.values():
                words.append(each.text or "")
    assert not opened
    assert tied == set(closed)
    return closed


def without_comments(data: bytes) -> bytes:
    """The document without marks of comments, runs of the same format put together again."""
    root = deepcopy(part(data))
    for each in list(root.iter(*MARKS, W + "commentReference")):
        gone = each.getparent() if each.tag == W + "commentReference" else each
        gone.getparent().remove(gone)
    for run in list(root.iter(W + "r")):
        before = run.getprevious()
        if before is not None and before.tag == W + "r" and look(before) == look(run):
            for child in list(run):
                last = before[-1] if len(before) else None
                if child.tag == W + "rPr":
                    continue
                if child.tag == W + "t" and last is not None and last.tag == W + "t":
                    last.text = (last.text or "") + (child.text or "")
                else:
                    before.append(child)
            run.getparent().remove(run)
    for each in root.iter(W + "t"):
        each.attrib.clear()  # a split at a blank needs xml:space
    return etree.tostring(root, method="c14n")


def look(run: etree._Element) -> tuple[object, ...]:
    """What makes runs look the same."""
    return dict(run.attrib), *(etree.tostring(each, method="c14n") for each in run.iterchildren(W + "rPr"))


def test_comments_stand_at_their_places() -> None:
    annotated = annotate(faulty(), "x.docx", Settings())
    told, places = comments(annotated.content), commented(annotated.content)
    assert {words.split()[1].split("：")[0]: places[number] for number, words in told.items()} == {
        "H703": "（文字描述）",
        "S114": "二、主动公开信息情况",
        "C303": "9999",
        "T207": "",
        "X501": "受理政府信息公开申请776条",
    }
    assert len(told) == len(annotated.result.findings)


def test_a_comment_says_level_code_message_help_and_basis() -> None:
    annotated = annotate(faulty(), "x.docx", Settings())
    for words, finding in zip(comments(annotated.content).values(), annotated.result.findings, strict=True):
        first, help_, basis = words.split("\n")
        assert finding.rule in first
        assert " ".join(finding.message.split()) in first
        assert finding.help in help_
        assert finding.basis[0].doc in basis
    english = comments(annotate(faulty(), "x.docx", Settings(language="en")).content)
    assert all(words.split()[0].lower() in ("error", "warning", "info") for words in english.values())


def test_a_blank_cell_has_its_comment_in_it() -> None:
    data = annotate(faulty(), "x.docx", Settings(shown=frozenset(("T207",)))).content
    (start,) = part(data).iter(MARKS[0])
    cell = next(start.iterancestors(W + "tc"))
    rows = list(next(cell.iterancestors(W + "tbl")).iter(W + "tr"))
    row = cell.getparent()
    assert rows.index(row) == 4
    # the label in front spans three columns of the grid
    assert list(row.iterchildren(W + "tc")).index(cell) == 3


@pytest.mark.parametrize("seed", [None, *range(12)])
def test_nothing_else_changes(seed: int | None) -> None:
    original = faulty() if seed is None else spoilt(seed)
    annotated = annotate(original, "x.docx", Settings()).content
    assert annotated != original
    assert without_comments(annotated) == without_comments(original)
    with ZipFile(BytesIO(original)) as before, ZipFile(BytesIO(annotated)) as after:
        told_of_comments = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
        assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}
        for name in set(before.namelist()) - told_of_comments:
            one, other = before.read(name), after.read(name)
            assert one == other or canonical(one) == canonical(other), name


def spoilt(seed: int) -> bytes:
    """A report in which every third cell of the tables has another number, and some runs are cut in two."""
    document = docx.Document(BytesIO(word_file(correct_report(seed))))
    for table in document.tables:
        for place, cell in enumerate(table._cells):
            if cell.text.isdigit() and place % 3 == seed % 3:
                cell.text = str(int(cell.text) + seed + 1)
    for paragraph in document.paragraphs[1::2]:
        words = paragraph.text
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        if paragraph.runs:
            paragraph.runs[0].text = words[: len(words) // 2]
            paragraph.add_run(words[len(words) // 2 :]).italic = True
    return saved(document)


def canonical(content: bytes) -> bytes:
    """XML as it is, however it was written down."""
    return bytes(etree.tostring(etree.fromstring(content, etree.XMLParser(remove_blank_text=True)), method="c14n"))


def test_only_runs_that_a_phrase_needs_are_split() -> None:
    original, annotated = faulty(), annotate(faulty(), "x.docx", Settings(shown=frozenset(("H703",)))).content
    runs = [
        sum(1 for run in part(data).iter(W + "r") if run.find(W + "commentReference") is None) for data in (original, annotated)
    ]
    # 另有 | （文字 … 描述） | 没有
    assert runs[1] - runs[0] == 2
    bold = [run for run in part(annotated).iter(W + "r") if run.find(f"{W}rPr/{W}b") is not None]
    assert ["".join(run.itertext(W + "t")) for run in bold][-2:] == ["另有", "（文字"]
    headings = annotate(original, "x.docx", Settings(shown=frozenset(("S114",)))).content
    assert sum(1 for _ in part(headings).iter(W + "r")) == runs[0] + 1


def test_a_file_without_findings_is_left_as_it_is() -> None:
    data = word_file(correct_report(3, "2021"))
    assert annotate(data, "x.docx", Settings(shown=frozenset(("S114",)))).content == data


def test_comments_of_others_are_kept() -> None:
    document = docx.Document(BytesIO(faulty()))
    document.add_comment(document.paragraphs[0].runs, "请核实", "某人", "某")
    told = comments(annotate(saved(document), "x.docx", Settings()).content)
    assert told["0"] == "请核实"
    assert len(told) == len(set(told)) > 4


def test_findings_on_the_whole_report_stand_on_its_title() -> None:
    document = docx.Document()
    document.add_paragraph("通知")
    document.add_paragraph("今天开会。")
    data = annotate(saved(document), "x.docx", Settings()).content
    assert [commented(data)[number] for number, words in comments(data).items() if "D001" in words] == ["通知"]


TITLE = "青禾镇人民政府2023年政府信息公开工作年度报告"


def by_hand(*body: str) -> bytes:
    """A report with this body that python-docx opens."""
    document = docx.Document()
    element = document.element.body
    for child in list(element):
        element.remove(child)
    with ZipFile(BytesIO(raw_file("".join(body)))) as archive:
        element.extend(list(etree.fromstring(archive.read("word/document.xml"))[0]))
    return saved(document)


def test_words_in_links_and_insertions() -> None:
    link = f"<w:hyperlink>{r('见（文')}</w:hyperlink><w:ins>{r('字描述）')}</w:ins>"
    data = annotate(by_hand(p(TITLE), p("一、总体情况"), p(link)), "x.docx", Settings(shown=frozenset(("H703",)))).content
    assert list(commented(data).values()) == ["（文字描述）"]


def test_words_in_a_text_box_have_their_comment_on_the_box() -> None:
    """Word allows no comment inside one."""
    box = f"<w:r><w:pict><v:textbox>{BOX.format(p('一、总体情况') + p('（文字描述）'))}</v:textbox></w:pict></w:r>"
    data = annotate(by_hand(p(TITLE), p("前文", box)), "x.docx", Settings(shown=frozenset(("H703",)))).content
    assert list(commented(data).values()) == ["一、总体情况（文字描述）"]
    assert [next(start.iterancestors(W + "txbxContent"), None) for start in part(data).iter(MARKS[0])] == [None]


def test_marks_at_every_edge_of_a_run() -> None:
    body = "<w:p><w:r><w:t>abc</w:t><w:tab/><w:t>def</w:t></w:r><w:r><w:t>gh</w:t></w:r></w:p>"
    names = f'xmlns:w="{W[1:-1]}"'
    sizes = {"abc": 3, "def": 3, "gh": 2}
    edges = [(name, offset) for name, size in sizes.items() for offset in range(size + 1)]
    words = {("abc", 0): 0, ("def", 0): 4, ("gh", 0): 7}
    count = 0
    for one in edges:
        for other in edges:
            begin, end = (words[name, 0] + offset for name, offset in (one, other))
            if begin >= end or one[1] == sizes[one[0]] or other[1] == 0:
                continue
            root = etree.fromstring(f"<w:document {names}>{body}</w:document>")
            found = {each.text: each for each in root.iter(W + "t")}
            tab = next(root.iter(W + "tab"))
            mark([
                (0, Range(Edge(found["abc"], 1), Edge(found["gh"], 1, end=True))),
                (1, Range(Edge(found[one[0]], one[1]), Edge(found[other[0]], other[1], end=True))),
                (2, Range(Edge(tab, 0), Edge(tab, 1, end=True))),
            ])  # fmt: skip
            assert ranged(root) == {"0": "bc\tdefg", "1": "abc\tdefgh"[begin:end], "2": "\t"}
            count += 1
    assert count > 25


def ranged(root: etree._Element) -> dict[str, str]:
    """The words in the range of every comment, tabs too."""
    opened: dict[str, str] = {}
    done: dict[str, str] = {}
    for each in root.iter():
        number = each.get(W + "id")
        if each.tag == MARKS[0]:
            opened[number] = ""
        elif each.tag == MARKS[1]:
            done[number] = opened.pop(number)
        elif each.tag in (W + "t", W + "tab"):
            opened = {key: words + (each.text or "\t") for key, words in opened.items()}
    return done


def test_rows_of_a_table_are_told_of_at_their_first_cell() -> None:
    table = tbl(
        tr("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), tr("规章", "1", "2"), tr("行政规范性文件", "1", "2", "3")
    )
    data = annotate(by_hand(p(TITLE), p("二、主动公开政府信息情况"), table), "x.docx", Settings()).content
    root = part(data)
    starts, ends = (
        {each.get(W + "id"): next(each.iterancestors(W + "tc"), None) for each in root.iter(mark_)} for mark_ in MARKS
    )
    assert len({cell for cell in starts.values() if cell is not None}) > 1
    assert starts == ends


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A faulty report as a file."""
    path = tmp_path / "报告.docx"
    path.write_bytes(faulty())
    return path


def test_the_command_writes_another_file(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, out = report.read_bytes(), report.parent / "批注.docx"
    assert main(["annotate", str(report), "-o", str(out)]) == 1
    assert report.read_bytes() == before
    assert "9999" in commented(out.read_bytes()).values()
    assert f"已写入 {out}：" in capsys.readouterr().out
    assert main(["annotate", str(report), "-o", str(out), "--fail-on", "never"]) == 0
    assert main(["annotate", str(report), "-o", str(out), "--select", "T207"]) == 0
    assert main(["annotate", str(report), "-o", str(out), "--select", "T207", "--fail-on", "warning", "--lang", "en"]) == 1
    assert "Written to" in capsys.readouterr().out
    assert list(comments(out.read_bytes())) == ["0"]
    assert main(["annotate", str(report), "-o", str(out), "--ignore", "ALL"]) == 0
    assert out.read_bytes() == before
    assert [path.name for path in report.parent.iterdir() if path.name.startswith(".")] == []


def test_the_original_is_only_overwritten_in_place(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = report.read_bytes()
    link = report.parent / "link.docx"
    link.symlink_to(report)
    assert main(["annotate", str(report), "-o", str(report)]) == 2
    assert main(["annotate", str(report), "-o", str(link)]) == 2
    assert main(["annotate", str(report)]) == 2
    assert main(["annotate", str(report), "-o", "x.docx", "--in-place"]) == 2
    assert report.read_bytes() == before
    assert "--in-place" in capsys.readouterr().err
    report.chmod(0o640)
    assert main(["annotate", str(link), "--in-place"]) == 1
    assert link.is_symlink()
    assert "9999" in commented(report.read_bytes()).values()
    assert stat.S_IMODE(report.stat().st_mode) == 0o640


def test_what_cannot_be_annotated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out.docx")
    text = tmp_path / "a.txt"
    text.write_text("总体情况", encoding="utf-8")
    wrong = tmp_path / "wrong.docx"
    wrong.write_bytes(raw_file(p("x")))
    for arguments in ([str(text)], [str(tmp_path)], [str(tmp_path / "none.docx")], [str(wrong), "--select", "Q9"]):
        assert main(["annotate", *arguments, "-o", out]) == 2
    good = tmp_path / "good.docx"
    good.write_bytes(faulty())
    assert main(["annotate", str(good), "-o", str(tmp_path / "no" / "such" / "folder.docx")]) == 2
    assert "写不进去" in capsys.readouterr().err
    assert not Path(out).exists()


def test_a_file_that_only_the_reader_understands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange = tmp_path / "strange.docx"
    with ZipFile(BytesIO(raw_file(p("x")))) as archive, ZipFile(strange, "w") as other:
        for name in archive.namelist():
            if name != "[Content_Types].xml":
                other.writestr(name, archive.read(name))
    assert main(["annotate", str(strange), "-o", str(tmp_path / "out.docx")]) == 2
    assert "写不进批注" in capsys.readouterr().err


def test_without_the_library(report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "docx.comments", raising=False)
    assert main(["annotate", str(report), "-o", str(report.parent / "out.docx")]) == 2
    assert 'pip install "nianbao[annotate]"' in capsys.readouterr().err


def test_the_library_is_only_loaded_for_this_command() -> None:
    code = "import sys, linter.cli, linter.read.docx; linter.cli.main(['rule', 'C301']); sys.exit('docx' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)


def test_help_names_the_command() -> None:
    assert "annotate" in nianbao("--help").out


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    annotated = annotate(faulty(), "x.docx", Settings())
    (tmp_path / "x.docx").write_bytes(annotated.content)
    converted(tmp_path, 'pdf:writer_pdf_Export:{"ExportNotesInMargin":{"type":"boolean","value":"true"}}')
    assert (tmp_path / "x.pdf").stat().st_size > 1000
    converted(tmp_path, "fodt")
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    notes = list(etree.parse(tmp_path / "x.fodt").iter(office + "annotation"))
    assert len(notes) == len(annotated.result.findings)
    for note, finding in zip(notes, annotated.result.findings, strict=True):
        assert finding.rule in "".join(note.itertext())
    # each begins in front of the words that it is about
    behind = {finding.rule: (note.tail or "").strip() for note, finding in zip(notes, annotated.result.findings, strict=True)}
    assert behind["S114"] == "二、主动公开信息情况"
    assert behind["C303"] == "9999"
    assert behind["T207"] == ""
    assert behind["X501"].startswith("受理政府信息公开申请776条")


def converted(folder: Path, form: str) -> None:
    """Has LibreOffice write the file in another format."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(folder / "x.docx")]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        pytest.skip("LibreOffice took longer than two minutes")
