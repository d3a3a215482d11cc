"""What programs read: every format says the same findings, holds to its schema, and survives whatever a report says."""

from __future__ import annotations

import contextlib
import io
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from commands import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from linter import __version__
from linter.cli import main
from linter.finding import Finding
from linter.profile.load import shipped_rules
from linter.profile.model import Basis
from linter.read import read_text
from linter.render import Run, renderer
from linter.render.fingerprint import Fingerprints
from linter.resources import read_shipped
from linter.result import Silencer
from linter.run import Settings, check_document
from linter.sheet import Aside, Mark, Place, Sheet
from linter.tally import Tally
from linter.tell import tell
from linter.text import Span
from linter.words import catalog

FORMATS = ("jsonl", "sarif", "github", "gitlab", "junit", "rdjson")
CASES = ROOT / "tests" / "cases" / "render"
SCHEMAS = ROOT / "tests" / "schemas"
GOOD = read_shipped("rules", "examples", "2021.txt")
UNBALANCED = ("数量\t\t\t11\t2", "数量\t\t\t12\t2")
NASTY = """<script>alert("𠮷&'")</script>]]>"""
COMMENT = '<!-- nianbao: rule = "D007", reason = "原件如此" -->'

CONFIGURATION = """\
baseline = "nianbao-baseline.jsonl"

[[suppress]]
rule = "T208"
at = "disclosure/penalties/decisions"
reason = "原件如此"

[[suppress]]
rule = "C304"
reason = "没有用处"
"""


def edited(*edits: tuple[str, str]) -> str:
    """The good report with edits made."""
    text = GOOD
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


FILES: Mapping[str, str | bytes] = {
    "甲 镇/好.txt": GOOD,
    "甲 镇/坏，:%1.txt": edited(
        UNBALANCED,
        ("青禾镇人民政府2023年政府信息公开", f"青禾镇{NASTY}政府2023年政府信息公开"),
        ("\n（三）政府信息管理情况", f"\n（五）{NASTY}\x07情况"),
        ("行政许可\t35", "行政许可\t=cmd()"),
        ("规章\t0\t0\t0", "规章\t\t0\t0\n::error::𠮷\x1b[31m\t0\t0\t0\n##[error]x\t1\t1\t1"),
        ("行政处罚\t4", "行政处罚\t-4"),
        ("问题。一是", "问题。锟斤拷一是"),
        ("2.重复申请\t0\t0\t0", "2.重复申请\t0\t0"),
    ),
    "乙.md": edited(
        ("\n（三）政府信息管理情况。", f"\n\n{COMMENT}\n\n（三）政府信息管理情况。锟斤拷"), ("规章\t0\t0", "规章\t\t0")
    ),
    "丙.html": "<meta charset=utf-8>" + "".join(f"<p>{line}\n" for line in GOOD.split("\n")).replace("（二）依", "（四）依"),
    "丁.docx": b"PK\x03\x04 no archive",
    "nianbao.toml": CONFIGURATION,
}


class Done(NamedTuple):
    """The outputs of one run by their formats."""

    outputs: dict[str, str]

    def json(self, name: str) -> Any:
        """An output as data."""
        return json.loads(self.outputs[name])

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of the JSON contract, each with the path of its file."""
        return [{**finding, "path": file["path"]} for file in self.json("json")["files"] for finding in file["findings"]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports with everything that may go wrong; a baseline has what the Markdown report says of a cell."""
    folder = tmp_path_factory.mktemp("reports")
    for name, content in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        assert main(["baseline", "write", "乙.md"]) == 0
    return folder


def checked(folder: Path, *names: str, options: tuple[str, ...] = ()) -> Done:
    """One run over all reports that writes every format."""
    given = [f"--output={name}={name}.out" for name in (*names, "json")]
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(["check", *(name for name in FILES if name != "nianbao.toml"), *options, *given]) == 2
        return Done({name: Path(f"{name}.out").read_text(encoding="utf-8") for name in (*names, "json")})


@pytest.fixture(scope="module")
def done(folder: Path) -> Done:
    return checked(folder, *FORMATS)


@cache
def schema(name: str) -> Draft7Validator:
    """A schema of tests/schemas."""
    return Draft7Validator(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


def unescaped(words: str, marks: Mapping[str, str]) -> str:
    """Words as the runner of GitHub reads them: the percent sign comes last."""
    for sign, mark in {**marks, "%0D": "\r", "%0A": "\n", "%25": "%"}.items():
        words = words.replace(sign, mark)
    return words


class Command(NamedTuple):
    """A command of GitHub: its name, properties and message."""

    name: str
    properties: dict[str, str]
    message: str


def commands(words: str) -> list[Command]:
    """The commands that the runner of GitHub would find in an output."""
    found = []
    for line in re.split(r"\r\n|\r|\n", words):
        read = re.match(r"\s*::(\w[\w-]*)(?: (.*?))?::(.*)", line)
        assert read or "##[" not in line, "the older form of commands may stand anywhere in a line that is no command"
        if read:
            pairs = (pair.partition("=") for pair in (read[2] or "").split(","))
            properties = {key: unescaped(value, {"%3A": ":", "%2C": ","}) for key, _, value in pairs}
            found.append(Command(read[1], properties, unescaped(read[3], {})))
    return found


def suites(words: str) -> list[Any]:
    """The suites of a JUnit report."""
    return list(JUnitXml.fromstring(words.encode()))


# ── one run in every format ───────────────────────────────────────────────────────────────────────────────────────


def test_the_run_has_everything(done: Done) -> None:
    said = done.outputs["json"]
    assert {finding["outcome"] for finding in done.findings} == {"broken", "blocked"}
    assert {"error", "warning"} <= {finding["level"] for finding in done.findings}
    assert {"P903", "C301", "T209", "S115"} <= {finding["rule"] for finding in done.findings}
    for words in ("<script>", "𠮷", "=cmd()", "::error::", "##[error]"):
        assert words in said, words
    kinds = {each["kind"] for result in done.json("sarif")["runs"][0]["results"] for each in result["suppressions"]}
    assert kinds == {"external", "inSource"}
    assert [file["path"] for file in done.json("json")["files"] if file["outcome"] == "unreadable"] == ["丁.docx"]


@pytest.mark.parametrize("name", FORMATS)
def test_snapshots(name: str, done: Done, snapshot: Callable[[Path, str], None]) -> None:
    words = done.outputs[name]
    if name == "sarif":
        # of the rules two, because the words of all others stand in rules/
        data = done.json(name)
        driver = data["runs"][0]["tool"]["driver"]
        driver["rules"] = [rule for rule in driver["rules"] if rule["id"] in ("C301", "P903")]
        words = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    words = re.sub(rf'(ersion": ){re.escape(json.dumps(__version__))}', r'\1"…"', words)
    snapshot(CASES / f"machine.{name}", words)


@pytest.mark.parametrize("name", FORMATS)
def test_runs_are_the_same(name: str, folder: Path, done: Done) -> None:
    assert checked(folder, name).outputs[name] == done.outputs[name]


def test_outputs_do_not_disturb_each_other(folder: Path, done: Done) -> None:
    assert checked(folder, "junit", "sarif").outputs == {name: done.outputs[name] for name in ("junit", "sarif", "json")}


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_schemas_hold(name: str, language: str, folder: Path) -> None:
    data = checked(folder, name, options=("--lang", language)).json(name)
    assert [error.message for error in schema({"sarif": "sarif-2.1.0"}.get(name, name)).iter_errors(data)] == []


def test_schemas_see_mistakes() -> None:
    assert not schema("sarif-2.1.0").is_valid({"version": "2.1.0", "runs": [{"results": []}]})
    assert not schema("gitlab").is_valid([{"description": "x"}])
    assert not schema("rdjson").is_valid({"source": {"name": "x"}, "diagnostics": [{"message": "x", "location": {}}]})


# ── every finding once, in the order of the files ─────────────────────────────────────────────────────────────────


def told(finding: Mapping[str, Any]) -> tuple[str, str, str]:
    """What identifies a finding in every format."""
    return finding["path"], finding["rule"], finding["message"]


def test_json_lines(done: Done) -> None:
    lines = [json.loads(line) for line in done.outputs["jsonl"].split("\n")[:-1]]
    *findings, last = lines
    assert last == {key: value for key, value in done.json("json").items() if key != "files"}
    assert [line for line in findings if "rule" not in line] == [
        {"path": "丁.docx", "outcome": "unreadable", "problem": findings[-2]["problem"]}
    ]
    about = {file["path"]: {key: file[key] for key in ("body", "year", "edition")} for file in done.json("json")["files"]}
    assert [line for line in findings if "rule" in line] == [{**each, **about[each["path"]]} for each in done.findings]


def test_sarif_results(done: Done) -> None:
    (run,) = done.json("sarif")["runs"]
    shown = [result for result in run["results"] if not result["suppressions"]]
    rules = run["tool"]["driver"]["rules"]
    artifacts = [each["location"] for each in run["artifacts"]]
    assert len(shown) == len(done.findings)
    for result, finding in zip(shown, done.findings, strict=True):
        (place,) = result["locations"]
        physical = place["physicalLocation"]
        assert artifacts[physical["artifactLocation"]["index"]] == physical["artifactLocation"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"]
        assert re.sub("([{}])\\1", r"\1", result["message"]["text"]) == finding["message"]
        assert place["logicalLocations"] == [{"name": finding["place"], "fullyQualifiedName": finding["at"]}]
        level = {"error": "error", "warning": "warning", "info": "note"}[finding["level"]]
        blocked = finding["outcome"] == "blocked"
        assert (result["kind"], result["level"]) == (("open", "none") if blocked else ("fail", level))
        start, end = finding["start"], finding["end"]
        if finding["path"].endswith(".html"):
            assert physical["region"] == {"startLine": start["line"], "endLine": end["line"]}
        else:
            lines = {"startLine": start["line"], "startColumn": start["column"]}
            assert physical["region"] == {**lines, "endLine": end["line"], "endColumn": end["column"]}
        assert len(result.get("relatedLocations", [])) == len(finding["related"])
    assert [each["executionSuccessful"] for each in run["invocations"]] == [False]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "error"
    assert run["columnKind"] == "unicodeCodePoints"
    assert len({rule["id"] for rule in rules}) == len(rules) > 50
    uris = [each["uri"] for each in artifacts]
    assert "%E7%94%B2%20%E9%95%87/%E5%9D%8F%EF%BC%8C%3A%251.txt" in uris
    assert all(re.fullmatch(r"[!-~]+", uri) for uri in uris)


def test_sarif_names_the_file_that_silences(done: Done) -> None:
    results = done.json("sarif")["runs"][0]["results"]
    silenced = {result["ruleId"]: each for result in results for each in result["suppressions"]}
    where = {
        rule: each["location"]["physicalLocation"]["artifactLocation"]["uri"]
        for rule, each in silenced.items()
        if "location" in each
    }
    assert where == {"T208": "nianbao.toml", "T207": "nianbao-baseline.jsonl"}
    assert silenced["D007"] == {"kind": "inSource", "status": "accepted"}
    assert done.json("json")["run"]["silenced"] == sum(len(result["suppressions"]) for result in results)


def test_github_commands(done: Done) -> None:
    found = commands(done.outputs["github"])
    order = ["error", "warning", "notice"]
    assert [each.name for each in found] == sorted((each.name for each in found), key=order.index)
    failed = [each for each in found if "title" not in each.properties]
    assert [(each.name, each.properties) for each in failed] == [("error", {"file": "丁.docx"})]
    got = Counter(
        (each.properties["file"], each.properties["title"].split()[0], each.message.rpartition("\n")[0])
        for each in found if each not in failed
    )  # fmt: skip
    assert got == Counter(map(told, done.findings))
    for each in found:
        line, end = each.properties.get("line"), each.properties.get("endLine")
        assert ("col" in each.properties) == (line is not None and line == end and each.properties["file"] != "丙.html")
    assert done.outputs["github"].index("::error file=") > done.outputs["github"].index("共检查")


def test_github_after_the_text(folder: Path) -> None:
    with contextlib.chdir(folder):
        outputs = []
        for name in ("text", "github"):
            with contextlib.redirect_stdout(io.StringIO()) as stream:
                main(["check", "甲 镇/好.txt", "乙.md", "--output", name])
            outputs.append(stream.getvalue())
    assert outputs[1].startswith(outputs[0])
    assert all(line.startswith("::") for line in outputs[1].removeprefix(outputs[0]).splitlines())


def test_gitlab_issues(done: Done) -> None:
    issues = done.json("gitlab")
    failed = [issue for issue in issues if issue["check_name"] == "unreadable"]
    assert [(each["location"]["path"], each["severity"]) for each in failed] == [("丁.docx", "blocker")]
    shown = [issue for issue in issues if issue not in failed]
    got = [(each["location"]["path"], each["check_name"], each["description"].rpartition(" · ")[0]) for each in shown]
    assert got == list(map(told, done.findings))
    assert [each["location"]["lines"]["begin"] for each in shown] == [each["start"]["line"] for each in done.findings]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_rdjson_diagnostics(done: Done, folder: Path) -> None:
    diagnostics = done.json("rdjson")["diagnostics"]
    shown = [each for each in diagnostics if "code" in each]
    assert [each["location"]["path"] for each in diagnostics if each not in shown] == ["丁.docx"]
    assert [(each["location"]["path"], each["code"]["value"], each["message"]) for each in shown] == list(
        map(told, done.findings)
    )
    for each, finding in zip(shown, done.findings, strict=True):
        if not finding["path"].endswith(".html"):
            lines = (folder / finding["path"]).read_text(encoding="utf-8").split("\n")
            before = lines[finding["start"]["line"] - 1][: finding["start"]["column"] - 1]
            assert each["location"]["range"]["start"]["column"] == len(before.encode()) + 1


def test_junit_cases(done: Done) -> None:
    words = done.outputs["junit"]
    etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd")).assertValid(etree.fromstring(words.encode()))
    found = suites(words)
    assert [suite.name for suite in found] == [file["path"] for file in done.json("json")["files"]]
    for suite in found:
        cases = list(suite)
        assert (suite.tests, suite.failures) == (len(cases), sum(isinstance(r, Failure) for case in cases for r in case.result))
        assert suite.errors == sum(isinstance(each, Error) for case in cases for each in case.result)
        assert suite.skipped == sum(isinstance(each, Skipped) for case in cases for each in case.result)
        own = [finding for finding in done.findings if finding["path"] == suite.name]
        got: Counter[tuple[str, str]] = Counter()
        for case in cases:
            for each in case.result:
                if each.text and not isinstance(each, Error):
                    got.update((case.name.split()[0], line) for line in each.text.split("\n"))
        for finding in own:
            message = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "�", finding["message"])
            same = sum((each["rule"], each["message"]) == (finding["rule"], finding["message"]) for each in own)
            assert got[finding["rule"], message] == same
    good = next(suite for suite in found if suite.name.endswith("好.txt"))
    assert len([case for case in good if case.is_passed]) > 50
    assert {case.name.split()[0] for case in good if case.is_skipped} >= {"C305", "Y801"}
    assert [type(each) for suite in found if suite.name == "丁.docx" for case in suite for each in case.result] == [Error]


# ── fingerprints ──────────────────────────────────────────────────────────────────────────────────────────────────


def fingerprints(text: str) -> list[tuple[str, str]]:
    """The rules and fingerprints of what is said of a report."""
    sheet = tell(check_document(read_text(text, "甲.txt"), Settings()), catalog())
    prints = Fingerprints()
    return [(mark.finding.rule, prints.of(sheet.path, mark)) for mark in sheet.marks]


def test_fingerprints_stay_when_lines_move() -> None:
    before = edited(
        UNBALANCED, ("问题。一是", "问题。锟斤拷一是"), ("规章\t0\t0", "规章\t\t0"), ("2.重复申请\t0\t0\t0", "2.重复申请\t0\t0")
    )
    after = before.replace("\n二、主动公开", "\n另有一段。\n\n\n二、主动公开", 1).replace("\n", "\r\n")
    assert len(fingerprints(before)) >= 5
    assert fingerprints(after) == fingerprints(before)


def test_fingerprints_do_not_depend_on_the_language(folder: Path, done: Done) -> None:
    english = checked(folder, "gitlab", options=("--lang", "en")).json("gitlab")
    assert [each["fingerprint"] for each in english] == [each["fingerprint"] for each in done.json("gitlab")]


def test_equal_findings_have_different_fingerprints() -> None:
    prints = Fingerprints()
    found = [prints.of(path, mark("一样")) for path in ("甲.txt", "乙.txt") for _ in range(3)]
    assert len(set(found)) == 6
    assert prints.of("./丙.txt", mark("一样")) == Fingerprints().of("丙.txt", mark("一样"))


def test_personal_words_are_in_no_fingerprint() -> None:
    finding = mark("").finding._replace(params={"shown": "1101***"})
    one, other = (mark("")._replace(finding=finding, quote=quote) for quote in ("甲", "乙"))
    assert Fingerprints().of("甲.txt", one) == Fingerprints().of("甲.txt", other)


# ── any words, any format, any number ─────────────────────────────────────────────────────────────────────────────


def mark(words: str, line: int = 1, page: int | None = None) -> Mark:
    """A finding whose words are all the same."""
    place = Place(line, line, 3, 7, 2, page)
    finding = Finding(
        "C301", "requests-balance", "error", "broken", "broken", words, {"actual": words}, "requests/*/total", words, Span(0, 1),
        (), (Basis("惯例"),), words,
    )  # fmt: skip
    return Mark(finding, place, place, f"（{words}）", words, related=(Aside("requests/new/total", words, place, place, words),))


def rendered(name: str, sheets: list[Sheet]) -> str:
    """What an output writes."""
    tally, stream = Tally(), io.StringIO()
    receiver = renderer(name)(Run(catalog(), shipped_rules(), tally), stream)
    next(receiver)
    for sheet in sheets:
        tally.add(sheet)
        receiver.send(sheet)
    with contextlib.suppress(StopIteration):
        receiver.send(None)
    return stream.getvalue()


ANY = st.text(st.one_of(st.characters(), st.sampled_from("<>&\"'%:,]{}[]()=\x00\x1b\r\n\t\u2028\ufffe\ud800𠮷")), max_size=30)


@settings(max_examples=60, deadline=None)
@given(words=ANY)
@example(words="50%0A%25\r%3A\n::error::x]]>\t\x00\ud800")
def test_any_words_stay_readable(words: str) -> None:
    silenced = ((mark(words), Silencer("entry", "nianbao.toml")),)
    sheets = [
        Sheet("甲.txt", "checked", "text", "utf-8", body=words, about="报告", marks=(mark(words),), silenced=silenced),
        Sheet("乙.txt", "unreadable", problem=words, cure=words, failure=f"读不了{words}"),
    ]
    outputs = {name: rendered(name, sheets) for name in FORMATS}
    sarif, gitlab, rdjson = (json.loads(outputs[name]) for name in ("sarif", "gitlab", "rdjson"))
    assert schema("sarif-2.1.0").is_valid(sarif)
    assert [each["description"] for each in gitlab] == [f"{words} · {words}", f"读不了{words}"]
    assert rdjson["diagnostics"][0]["message"] == words
    assert [json.loads(line).get("message") for line in outputs["jsonl"].split("\n")[:-1]] == [words, None, None]
    found = commands(outputs["github"])
    assert [each.message for each in found] == [f"读不了{words}", f"{words}\n{words}（{words}）"][::-1]
    (case,) = (case for case in suites(outputs["junit"].encode("utf-8", "strict").decode())[0] if case.result)
    legal = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "�", words)
    assert case.result[0].message == legal
    assert case.result[0].text.startswith(legal)


@pytest.mark.parametrize(("form", "place"), [("docx", {"paragraph": 9}), ("doc", {"paragraph": 9}), ("pdf", {"page": 4})])
def test_formats_without_lines_have_none(form: str, place: dict[str, int]) -> None:
    page = 4 if form == "pdf" else None
    sheets = [Sheet(f"甲.{form}", "checked", form, about="报告", marks=(mark("问题", 9, page),))]
    (result,) = json.loads(rendered("sarif", sheets))["runs"][0]["results"]
    (location,) = result["locations"]
    assert location["properties"] == place
    assert "region" not in location["physicalLocation"]
    assert [set(each.properties) for each in commands(rendered("github", sheets))] == [{"file", "title"}]
    assert json.loads(rendered("rdjson", sheets))["diagnostics"][0]["location"] == {"path": f"甲.{form}"}
    assert json.loads(rendered("gitlab", sheets))[0]["location"]["lines"] == {"begin": 1}


def test_sarif_messages_have_no_links_and_no_placeholders() -> None:
    data = json.loads(rendered("sarif", [Sheet("甲.txt", "checked", "text", about="报告", marks=(mark("{0} [甲](1)"),))]))
    assert data["runs"][0]["results"][0]["message"]["text"] == r"{{0}} \[甲\](1)"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/./b.txt", "a/b.txt"),
        ("./甲.txt", "%E7%94%B2.txt"),
        ("../a.txt", "../a.txt"),
        ("/nowhere/a b.txt", "file:///nowhere/a%20b.txt"),
    ],
)
def test_paths(path: str, uri: str) -> None:
    run = json.loads(rendered("sarif", [Sheet(path, "checked", "text", about="报告", marks=(mark("问题"),))]))["runs"][0]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": uri, "index": 0, **({} if uri.startswith("file:") else {"uriBaseId": "%SRCROOT%"})}


def test_paths_beneath_the_working_folder_are_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sheets = [Sheet(str(tmp_path / "甲" / "乙.txt"), "checked", "text", about="报告", marks=(mark("问题"),))]
    assert json.loads(rendered("gitlab", sheets))[0]["location"]["path"] == "甲/乙.txt"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str) -> None:
    words = rendered(name, [])
    if name in ("sarif", "gitlab", "rdjson"):
        assert schema({"sarif": "sarif-2.1.0"}.get(name, name)).is_valid(json.loads(words))
    elif name == "junit":
        assert suites(words) == []
    else:
        assert words == "" if name == "github" else json.loads(words)["run"]["files"] == 0


@pytest.mark.parametrize("name", ["json", *FORMATS])
@pytest.mark.parametrize(("files", "marks"), [(20, 1000), (2000, 10)])
def test_twenty_thousand_findings(name: str, files: int, marks: int) -> None:
    words = "“自然人”列：本年新收+上年结转 得 7，办理结果总计+结转下年度 得 9，相差 2"
    passed = tuple(rule.code for rule in shipped_rules() if rule.code != "C301")
    found = tuple(mark(words, line) for line in range(1, marks + 1))
    sheets = [Sheet(f"{n}.txt", "checked", "text", "utf-8", about="报告", marks=found, passed=passed) for n in range(files)]
    before = time.process_time()
    rendered(name, sheets)
    assert time.process_time() - before < 3
