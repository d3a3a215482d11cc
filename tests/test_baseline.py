"""A baseline hides what it holds and nothing else: what is fixed leaves it, what is new is told, even at the same place."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import pytest
from generator import FAULTS, correct_report
from test_locale import failing_reports
from test_silence import BLANK, DAMAGED, GOOD, NARROW, SLASH, TODAY, UNBALANCED, checked, edited, entry, found

from linter.cli import main
from linter.engine import check_report
from linter.profile.load import shipped_rules
from linter.read import read_file, read_text
from linter.resources import read_shipped
from linter.result import FileResult, Silencer
from linter.run import Settings, check_document, find_files
from linter.silence.apply import Silences
from linter.silence.baseline import (
    Baseline,
    BrokenBaseline,
    Entry,
    entries_of,
    folder_of,
    read_baseline,
    write_baseline,
)
from linter.silence.evidence import evidence
from linter.silence.update import Counted, Update, counted, updated
from linter.words import catalog

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "samples"
NAME = "nianbao-baseline.jsonl"


def all_counted(results: Iterable[FileResult], folder: str) -> list[Counted]:
    """What counts of results for the baseline of a folder."""
    return [each for each in (counted(result, folder) for result in results) if each is not None]


@dataclass
class Folder:
    """A folder with reports and a baseline."""

    path: Path

    def put(self, name: str, *edits: tuple[str, str], text: str = GOOD) -> None:
        """Write the good report with edits."""
        place = self.path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(edited(*edits, text=text), encoding="utf-8", newline="")

    def results(self, *names: str) -> list[FileResult]:
        """What is said of all reports, or of some."""
        paths = [str(self.path / name) for name in names] or [found.path for found in find_files([str(self.path)])]
        return [check_document(read_file(path), Settings()) for path in paths]

    @property
    def baseline(self) -> Baseline:
        """The baseline as it stands."""
        return read_baseline(str(self.path / NAME))

    def update(
        self, *names: str, accept_new: bool = False, unrelated: Iterable[str] = (), shown: frozenset[str] | None = None
    ) -> Update:
        """Write the baseline anew after a run over all files, or over some."""
        before = self.baseline if (self.path / NAME).exists() else None
        covered = [str(self.path / name) for name in unrelated]
        update = updated(before, str(self.path), all_counted(self.results(*names), str(self.path)), covered, accept_new, shown)
        write_baseline(str(self.path / NAME), update.entries)
        return update

    def check(self, *names: str) -> tuple[set[str], Silences]:
        """What is told of the files with the baseline."""
        silences = Silences([], self.baseline, TODAY)
        told = set()
        for result in self.results(*names):
            after = silences.silence(result)
            told |= {f"{Path(result.path).name} {each}" for each in found(after)}
            assert {each.by for each in after.silenced} <= {Silencer("baseline", str(self.path / NAME))}
            assert len(after.findings) + len(after.silenced) == len(result.findings)
        return told, silences


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def places(entries: Iterable[Entry]) -> list[str]:
    """Entries without evidence."""
    return [f"{each.file} {each.rule} {each.at}" for each in entries]


# ── what is new ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_in_the_baseline_is_not_told(folder: Folder) -> None:
    folder.put("甲.txt", BLANK, UNBALANCED, DAMAGED)
    folder.put("2022/乙 镇.md", SLASH, NARROW)
    folder.put("好.txt")
    update = folder.update()
    assert update == Update(update.entries, update.entries, (), ())
    assert set(places(update.entries)) == {
        "甲.txt T207 disclosure/regulations", "甲.txt C301 requests/*/natural_person", "甲.txt C303 requests/new",
        "甲.txt D007 document", "2022/乙 镇.md T207 disclosure/licences/decisions",
        "2022/乙 镇.md T206 requests/not_processed.repeated",
    }  # fmt: skip
    told, silences = folder.check()
    assert told == set()
    assert silences.stale() == Counter()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([BLANK], [BLANK, SLASH], {"T207 disclosure/licences/decisions"}),
        ([BLANK], [SLASH], {"T207 disclosure/licences/decisions"}),  # one fixed, another of the rule: a count would not see it
        ([SLASH], [("行政许可\t35", "行政许可\t无")], {"T207 disclosure/licences/decisions"}),
        ([UNBALANCED], [("数量\t\t\t11\t2", "数量\t\t\t13\t2")], {"C301 requests/*/natural_person", "C303 requests/new"}),
        ([UNBALANCED], [("数量\t\t\t11\t2", "数量\t\t\t11\t3")], {"C301 requests/*/business", "C303 requests/new"}),
        ([NARROW], [("2.重复申请\t0", "2.重复申请\t0\t0")], {"T206 requests/not_processed.repeated"}),
        ([DAMAGED], [("问题。一是", "问题。烫烫烫一是")], {"D007 document"}),
        ([BLANK], [], set()),
        ([BLANK, SLASH], [SLASH], set()),
        ([BLANK], [BLANK, ("\n二、主动", "\n新加的一行。\n\n\n二、主动")], set()),
        ([BLANK], [("规章\t0\t0\t0", "　规　章\t\t\t")], set()),
        ([UNBALANCED], [UNBALANCED, ("行政许可\t35", "行政许可\t36")], set()),
    ],
)
def test_what_is_told_after_an_edit(
    before: list[tuple[str, str]], after: list[tuple[str, str]], told: set[str], folder: Folder
) -> None:
    folder.put("甲.txt", *before)
    folder.update()
    folder.put("甲.txt", *after)
    assert {each for each in folder.check()[0] if "X5" not in each} == {f"甲.txt {each}" for each in told}


def test_equal_findings_are_counted(folder: Folder) -> None:
    result = checked(BLANK, name=str(folder.path / "甲.txt"))
    twice = result._replace(findings=result.findings * 2)
    thrice = result._replace(findings=result.findings * 3)
    update = updated(None, str(folder.path), all_counted([twice], str(folder.path)), [])
    assert len(update.entries) == 2
    write_baseline(str(folder.path / NAME), update.entries)
    assert (folder.path / NAME).read_text(encoding="utf-8").count("\n") == 2
    (one, *_), other = result.findings, result.findings[0]._replace()
    findings = (one, other, other._replace())
    after = Silences([], folder.baseline, TODAY).silence(thrice._replace(findings=findings))
    assert (len(after.findings), len(after.silenced)) == (1, 2)
    silences = Silences([], folder.baseline, TODAY)
    silences.silence(result)
    assert silences.stale().total() == 1
    assert updated(folder.baseline, str(folder.path), all_counted([result], str(folder.path)), []).removed == update.entries[:1]


def test_what_is_blocked_is_kept_too(folder: Folder) -> None:
    result = checked(BLANK, name=str(folder.path / "甲.txt"))
    blocked = result._replace(findings=tuple(each._replace(outcome="blocked") for each in result.findings))
    write_baseline(str(folder.path / NAME), updated(None, str(folder.path), all_counted([blocked], str(folder.path)), []).entries)
    assert Silences([], folder.baseline, TODAY).silence(blocked).findings == ()


def test_what_is_silenced_otherwise_does_not_come_in(folder: Folder) -> None:
    path = str(folder.path / "甲.txt")
    silences = Silences([entry(at="disclosure/regulations", root=str(folder.path))], None, TODAY)
    result = silences.silence(checked(BLANK, SLASH, name=path))
    update = updated(None, str(folder.path), all_counted([result], str(folder.path)), [])
    assert places(update.entries) == ["甲.txt T207 disclosure/licences/decisions"]
    write_baseline(str(folder.path / NAME), update.entries)
    again = Silences([], folder.baseline, TODAY).silence(result)
    assert len(again.silenced) == 2
    # what the baseline itself silences is still there
    after = updated(folder.baseline, str(folder.path), all_counted([again], str(folder.path)), [])
    assert after == Update(update.entries, (), (), ())


def test_what_is_wrong_with_comments_cannot_be_put_off(folder: Folder) -> None:
    from linter.silence.comment import silence_comments

    text = edited(BLANK, ("\n规章", '\n<!-- nianbao: rule = "T207" -->\n规章'))
    result = check_document(read_text(text, str(folder.path / "甲.md")), Settings())
    heard = silence_comments(result, TODAY, lambda names: frozenset(names), catalog())
    assert {each.rule for each in heard.findings} == {"P901", "T207"}
    assert {each.rule for each in updated(None, str(folder.path), all_counted([heard], str(folder.path)), []).entries} == {"T207"}


# ── how it changes ────────────────────────────────────────────────────────────────────────────────────────────────


def test_new_findings_come_in_only_when_asked_for(folder: Folder) -> None:
    folder.put("甲.txt", BLANK)
    folder.update()
    folder.put("甲.txt", SLASH)
    update = folder.update()
    assert (update.entries, update.added) == ((), ())
    assert places(update.removed) == ["甲.txt T207 disclosure/regulations"]
    assert places(update.refused) == ["甲.txt T207 disclosure/licences/decisions"]
    # an empty baseline is one, too
    assert folder.baseline.entries == {}
    assert places(folder.update().refused) == ["甲.txt T207 disclosure/licences/decisions"]
    update = folder.update(accept_new=True)
    assert places(update.added) == places(update.entries) == ["甲.txt T207 disclosure/licences/decisions"]
    assert update.refused == ()


def test_a_changed_finding_is_a_new_one(folder: Folder) -> None:
    folder.put("甲.txt", SLASH)
    folder.update()
    folder.put("甲.txt", ("行政许可\t35", "行政许可\t无"))
    update = folder.update()
    assert places(update.removed) == places(update.refused) == ["甲.txt T207 disclosure/licences/decisions"]


def test_files_that_are_not_part_of_the_run_stay(folder: Folder) -> None:
    folder.put("甲.txt", BLANK)
    folder.put("乙.txt", BLANK)
    folder.update()
    folder.put("甲.txt")
    folder.put("乙.txt")
    _, silences = folder.check("甲.txt")
    assert places(silences.stale()) == ["甲.txt T207 disclosure/regulations"]
    update = folder.update("甲.txt")
    assert places(update.entries) == ["乙.txt T207 disclosure/regulations"]
    assert places(update.removed) == ["甲.txt T207 disclosure/regulations"]


def test_files_that_are_gone_or_no_reports_leave(folder: Folder) -> None:
    for name in ("甲.txt", "乙.txt", "丙.txt"):
        folder.put(name, BLANK)
    folder.update()
    (folder.path / "乙.txt").unlink()
    update = folder.update("甲.txt", unrelated=["丙.txt"])
    assert places(update.entries) == ["甲.txt T207 disclosure/regulations"]
    assert places(update.removed) == ["丙.txt T207 disclosure/regulations", "乙.txt T207 disclosure/regulations"]


def test_files_that_cannot_be_read_stay(folder: Folder) -> None:
    folder.put("甲.txt", BLANK)
    before = folder.update().entries
    results = [FileResult(str(folder.path / "甲.txt"), "unreadable")]
    assert updated(folder.baseline, str(folder.path), all_counted(results, str(folder.path)), []) == Update(before, (), (), ())


def test_rules_that_did_not_count_stay(folder: Folder) -> None:
    folder.put("甲.txt", BLANK, UNBALANCED)
    folder.update()
    folder.put("甲.txt")
    shown = frozenset({"T207"})
    _, silences = folder.check()
    assert {each.rule for each in silences.stale(shown)} == {"T207"}
    assert {each.rule for each in silences.stale()} == {"T207", "C301", "C303"}
    assert {each.rule for each in folder.update(shown=shown).entries} == {"C301", "C303"}


def test_rules_that_lacked_last_years_report_stay(folder: Folder) -> None:
    folder.put("甲.txt", BLANK)
    folder.update()
    kept = Entry("甲.txt", "Y801", "requests/*/total", "broken | 1")
    write_baseline(str(folder.path / NAME), [kept])
    _, silences = folder.check()
    assert silences.stale() == Counter()
    assert folder.update().entries == (kept,)


def test_stale_entries_are_told_on_their_lines_when_strict(folder: Folder) -> None:
    folder.put("甲.txt", BLANK, SLASH, UNBALANCED)
    folder.put("乙.txt", BLANK)
    entries = folder.update().entries
    folder.put("甲.txt", SLASH)
    _, silences = folder.check("甲.txt")
    assert silences.stale().total() == 3
    assert list(silences.remarks(catalog(), None, True)) == []
    (told,) = silences.remarks(catalog(), None, True, strict=True)
    assert told.path == str(folder.path / NAME)
    lines = (folder.path / NAME).read_text(encoding="utf-8").splitlines()
    for each in told.findings:
        assert (each.rule, each.level, each.name, each.basis) == ("P904", "error", "baseline-stale", ())
        assert told.document is not None
        line = json.loads(lines[told.document.position(each.span.start).line - 1])
        assert line["file"] == "甲.txt"
        assert line["rule"] in each.message
        assert line["at"] in each.message
    assert len(told.findings) == 3
    assert sorted(each.span for each in told.findings) == [each.span for each in told.findings]
    assert len(entries) == len(lines)


def test_of_equal_stale_entries_the_last_is_told(folder: Folder) -> None:
    folder.put("甲.txt", BLANK)
    (one,) = folder.update().entries
    write_baseline(str(folder.path / NAME), [one, one, one])
    _, silences = folder.check()
    (told,) = silences.remarks(catalog(), None, True, strict=True)
    assert told.document is not None
    assert [told.document.position(each.span.start).line for each in told.findings] == [2, 3]


# ── the file ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_file_is_the_same_whoever_writes_it(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.txt", "甲/a.txt", "B.txt", "10.txt", "9.txt"):
        folder.put(name, BLANK, UNBALANCED)
    monkeypatch.chdir(folder.path)
    entries = folder.update().entries
    data = (folder.path / NAME).read_bytes()
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    lines = data.decode("utf-8").splitlines()
    assert (
        lines[0]
        == '{"file":"10.txt","rule":"C301","at":"requests/*/natural_person","evidence":"broken | 11 | 12 1 11 1 1 13 12"}'
    )
    assert [Entry(**json.loads(line)) for line in lines] == sorted(entries) == list(entries)
    assert [each.file for each in entries[::3]] == ["10.txt", "9.txt", "B.txt", "b.txt", "甲/a.txt"]
    # from another folder, in another order, with other paths
    monkeypatch.chdir(folder.path / "甲")
    paths = ["../b.txt", "a.txt", "../9.txt", "./../10.txt", str(folder.path / "B.txt")]
    results = [check_document(read_file(path), Settings(language="en")) for path in paths]
    again = updated(None, folder_of(f"../{NAME}"), all_counted(results, folder_of(f"../{NAME}")), [])
    write_baseline("../other.jsonl", reversed(again.entries))
    assert (folder.path / "other.jsonl").read_bytes() == data


def test_a_merged_file_is_read_as_well(folder: Folder) -> None:
    folder.put("甲.txt", BLANK, UNBALANCED)
    folder.update()
    path = folder.path / NAME
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(["", *reversed(lines), "", ""]).encode())
    assert folder.check()[0] == set()
    folder.update()
    assert path.read_text(encoding="utf-8").splitlines() == lines


ENTRY = '{"file":"a","rule":"C301","at":"x","evidence":"y"}\n'


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("<<<<<<< HEAD\n" + ENTRY, 1),
        (ENTRY + "{", 2),
        (ENTRY + "[]", 2),
        (ENTRY * 2 + "null\n", 3),
        (ENTRY + '{"file":"a","rule":"C301","at":"x"}', 2),
        (ENTRY + '{"file":"a","rule":"C301","at":"x","evidence":1}', 2),
        (ENTRY + '{"file":"a","rule":"C301","at":"x","evidence":"y","more":"z"}', 2),
        (ENTRY + ENTRY.strip() + ENTRY, 2),
        ("[" * 100_000, 1),
        (ENTRY.replace("\n", "\u2028\n") + "\n\nx", 4),
        (b"\xff\xfe{", 0),
        (ENTRY.encode("utf-16"), 0),
    ],
)
def test_a_damaged_file_is_refused(data: str | bytes, line: int, folder: Folder) -> None:
    path = folder.path / NAME
    path.write_bytes(data if isinstance(data, bytes) else data.replace("\u2028", "").encode())
    with pytest.raises(BrokenBaseline) as broken:
        read_baseline(str(path))
    for language in ("zh", "en"):
        said = catalog(language).say(broken.value.said)
        assert str(path) in said
        assert "nianbao baseline write" in said
        assert not line or str(line) in said.replace(str(path), "")
    assert str(path) in str(broken.value)


def test_a_file_that_is_not_there_is_refused(folder: Folder) -> None:
    for path in (folder.path / "无.jsonl", folder.path):
        with pytest.raises(BrokenBaseline) as broken:
            read_baseline(str(path))
        assert str(path) in str(broken.value)


def test_an_empty_file_is_an_empty_baseline(folder: Folder) -> None:
    write_baseline(str(folder.path / NAME), [])
    assert (folder.path / NAME).read_bytes() == b""
    assert folder.baseline.entries == {}


def test_it_is_written_as_a_whole_or_not_at_all(folder: Folder) -> None:
    path = folder.path / NAME
    write_baseline(str(path), [Entry("a", "b", "c", "d")])
    path.chmod(0o640)
    link = folder.path / "link.jsonl"
    link.symlink_to(path.name)

    def failing() -> Iterable[Entry]:
        yield Entry("x", "b", "c", "d")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_baseline(str(path), failing())
    assert sorted(each.name for each in folder.path.iterdir()) == ["link.jsonl", NAME]
    assert read_baseline(str(path)).entries == {"a": Counter([Entry("a", "b", "c", "d")])}
    write_baseline(str(link), [])
    assert link.is_symlink()
    assert path.read_bytes() == b""
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_permissions(folder: Folder) -> None:
    usual = folder.path / "usual"
    usual.write_bytes(b"")
    write_baseline(str(folder.path / NAME), [])
    assert (folder.path / NAME).stat().st_mode == usual.stat().st_mode


def test_names_that_are_no_text_come_back(folder: Folder) -> None:
    entries = (Entry(os.fsdecode(b"\xff\xfe.txt"), "C301", "x", "\ud800 甲\u2028\n\x00𠮷"), Entry("甲", "C301", "x", "y"))
    write_baseline(str(folder.path / NAME), entries)
    read = folder.baseline
    assert {each for several in read.entries.values() for each in several} == set(entries)
    assert [each for each, _ in read.lines()] == sorted(entries, reverse=True)


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def broken_texts() -> tuple[str, ...]:
    """Reports with one fault of each kind."""
    return tuple(FAULTS[name].break_(correct_report(7), Random(seed))[0] for name in FAULTS for seed in range(1))


def test_evidence_is_the_same_in_both_languages() -> None:
    count = 0
    for report in failing_reports():
        both = [
            [each for outcome in check_report(report, shipped_rules(), catalog(language)) for each in outcome.findings]
            for language in ("zh", "en")
        ]
        for one, other in zip(*both, strict=True):
            assert evidence(one, report.document) == evidence(other, report.document)
            count += 1
    assert count > 150


@pytest.mark.parametrize("line", ["", "　\n\n"])
def test_evidence_stays_when_lines_move(line: str) -> None:
    count = 0
    for text in broken_texts():
        first, end, rest = text.partition("\n")
        results = [
            check_document(read_text(each, "甲.txt"), Settings()) for each in (text, f"{line}\n{first}{end}\n{line}{rest}")
        ]
        one, other = (entries_of(each, ".") for each in results)
        assert one == other
        count += len(one)
    assert count > 50


def test_evidence_is_short_and_readable() -> None:
    for text in broken_texts():
        result = check_document(read_text(text, "甲.txt"), Settings())
        for each in result.findings:
            words = evidence(each, read_text(text, "甲.txt"))
            assert words.startswith(each.message_id)
            assert len(words) <= 200
            assert not any(each.isspace() and each != " " for each in words)


def test_what_is_cut_off_counts() -> None:
    result = checked(BLANK)
    assert result.document is not None
    (finding,) = result.findings
    long = finding._replace(span=finding.span._replace(start=0))
    texts = (GOOD, GOOD.replace("惠民政策18条", "惠民政策19条"))
    one, other = (evidence(long, read_text(edited(BLANK, text=text), "甲.txt")) for text in texts)
    assert one != other
    assert one[:66] == other[:66]


def test_personal_numbers_do_not_get_into_the_baseline() -> None:
    words = set()
    for number in ("11010519491231002X", "110105194912310038"):
        result = checked(("更新栏目9个。", f"更新栏目9个。公示补贴对象（身份证号{number}）。"))
        (one,) = (each for each in entries_of(result, ".") if each.rule == "H707")
        assert "4912" not in one.evidence
        words.add(one.evidence)
    assert len(words) == 2


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────


def nianbao(*arguments: str) -> int:
    """The command with these arguments."""
    return main(["baseline", *arguments])


@pytest.fixture
def here(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(folder.path)
    return folder


def test_write_show_and_prune(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    here.put("2022/甲.txt", BLANK, UNBALANCED)
    # of another body, and in other words
    other = read_shipped("rules", "examples", "last-2021.txt").replace("青禾镇", "柏枧镇")
    here.put("乙.txt", ("行政许可\t28", "行政许可\t/"), text=other)
    here.put("笔记.txt", text="会议记录\n")
    assert nianbao("write") == 0
    assert capsys.readouterr().out == f"基线 {NAME}：共 4 条，新增 4 条，去掉 0 条\n"
    assert nianbao("show") == 0
    shown = f"2022/甲.txt  C301 1、C303 1、T207 1\n乙.txt  T207 1\n基线 {NAME}：2 个文件，共 4 条\n"
    assert capsys.readouterr().out == shown
    assert nianbao("show", "2022", "--lang", "en") == 0
    assert capsys.readouterr().out == f"2022/甲.txt  C301 1, C303 1, T207 1\nBaseline {NAME}: 1 file, 3 entries\n"
    here.put("2022/甲.txt", UNBALANCED, DAMAGED)
    assert nianbao("write") == 1
    said = capsys.readouterr().out
    assert said.splitlines()[:2] == [f"基线 {NAME}：共 3 条，新增 0 条，去掉 1 条", "  2022/甲.txt  D007 document"]
    assert "--accept-new" in said
    assert nianbao("write", "--accept-new", "2022") == 0
    assert capsys.readouterr().out == f"基线 {NAME}：共 4 条，新增 1 条，去掉 0 条\n"
    here.put("2022/甲.txt", BLANK)
    (here.path / "乙.txt").unlink()
    assert nianbao("prune") == 0
    assert capsys.readouterr().out == f"基线 {NAME}：共 0 条，新增 0 条，去掉 4 条\n"
    assert nianbao("show") == 0


def test_a_check_tells_what_is_new(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    here.put("甲.txt", BLANK, UNBALANCED)
    (here.path / "nianbao.toml").write_text(f'baseline = "{NAME}"\n', encoding="utf-8")
    check = ["check", ".", "--output", "concise", "--fail-on", "info"]
    assert main(check) == 2
    assert "没有基线文件" in capsys.readouterr().err
    assert nianbao("write") == 0
    assert main(check) == 0
    here.put("甲.txt", UNBALANCED, SLASH)
    capsys.readouterr()
    assert main(check) == 1
    assert [line.split()[2] for line in capsys.readouterr().out.splitlines()] == ["T207"]
    assert main(["check", "."]) == 0
    said = capsys.readouterr().out
    assert f"另有 2 项在基线 {NAME} 中\n" in said
    assert f"基线 {NAME} 中有 1 条已不再出现" in said
    here.put("甲.txt", UNBALANCED)
    assert main(check) == 0
    capsys.readouterr()
    assert main([*check, "--strict-baseline"]) == 1
    assert capsys.readouterr().out.startswith(f"{NAME}:3:1: error P904 甲.txt 的 T207（disclosure/regulations）已不再出现 ")
    assert nianbao("prune") == 0
    assert main([*check, "--strict-baseline"]) == 0


def test_another_file_in_another_folder(here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    here.put("2022/甲.txt", BLANK)
    (here.path / "保存").mkdir()
    assert nianbao("write", "2022", "--file", "保存/基线.jsonl") == 0
    assert [each.file for each, _ in read_baseline("保存/基线.jsonl").lines()] == ["../2022/甲.txt"]
    assert nianbao("show", "--file", "保存/基线.jsonl") == 0
    assert "../2022/甲.txt  T207 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show"], "没有基线文件"),
        (["prune"], "没有基线文件"),
        (["write", "无"], "没有这个文件"),
        (["write", "空"], "没有找到年度报告"),
        (["write", "--file", "坏.jsonl"], "第 1 行不是基线条目"),
        (["write", "--file", "无/基线.jsonl", "甲.txt"], "写不进去"),
        (["write", "--lang", "en", "--file", "坏.jsonl"], "line 1 of the baseline"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], says: str, here: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    here.put("甲.txt", BLANK)
    (here.path / "空").mkdir()
    (here.path / "坏.jsonl").write_text("x\n", encoding="utf-8")
    assert nianbao(*arguments) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert (here.path / "坏.jsonl").read_text(encoding="utf-8") == "x\n"


# ── real reports ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"there are no sample reports at {SAMPLES}")
def test_real_reports(folder: Folder) -> None:
    for path in SAMPLES.iterdir():
        if path.suffix in (".txt", ".md", ".html", ".docx"):
            shutil.copy(path, folder.path)
    assert len(folder.update().entries) > 50
    assert folder.check()[0] == set()
    changed = next(folder.path.glob("C-*.txt"))
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("。", "。锟斤拷", 1), encoding="utf-8")
    told, silences = folder.check()
    assert told == {f"{changed.name} D007 document"}
    assert silences.stale() == Counter()
