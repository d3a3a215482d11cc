"""Comments in Markdown and web pages silence findings below them; the report reads as if they were not there."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from datetime import date
from random import Random

import pytest
from generator import LAYOUTS, correct_report, render
from generator.page import PAGE_STYLES, render_page
from hypothesis import given, settings
from hypothesis import strategies as st
from test_silence import BLANK, DAMAGED, GOOD, MISNUMBERED, SLASH, TODAY, edited, found

from linter.document import Block, Document, Paragraph, Row
from linter.profile.load import shipped_rules
from linter.read import Unreadable, read_bytes
from linter.result import FileResult, Silencer
from linter.run import Settings, check_document
from linter.select import codes
from linter.silence.comment import silence_comments
from linter.tell import tell
from linter.words import catalog

WHY = 'reason = "原件如此"'
FORMS = ("md", "piped.md", "html")


def comment(words: str) -> str:
    """A comment as it is written."""
    return f"<!-- nianbao: {words} -->"


def before(anchor: str, words: str, text: str = GOOD) -> str:
    """The text with a comment on a line of its own before the line that begins so."""
    return edited((f"\n{anchor}", f"\n{comment(words)}\n{anchor}"), text=text)


def written(text: str, form: str) -> bytes:
    """A text with tabs in one of the forms; lines of the source stay lines."""
    if form == "md":
        return text.encode()
    # a comment is put back as it was, whatever lines it has
    comments = re.findall(r"(?s)<!--.*?-->", text)
    text = re.sub(r"(?s)<!--.*?-->", "<!--@-->", text)
    lines = []
    for line in text.split("\n"):
        if "\t" not in line:
            lines.append(line if form != "html" or line.startswith("<!--") or not line else f"<p>{line}</p>")
        elif form == "html":
            lines.append("".join(f"<td>{cell}</td>" for cell in line.split("\t")).join(("<tr>", "</tr>")))
        else:
            lines.append(f"| {line.replace(chr(9), ' | ')} |")
    whole = "\n".join(lines)
    if form == "html":
        rows = r"(?:<tr>.*</tr>|<!--.*-->)"
        whole = re.sub(rf"(?m)^<tr>.*</tr>(?:\n{rows})*", lambda found: f"<table>{found[0]}</table>", whole)
        whole = f"<html><body>{whole}</body></html>"
    return re.sub("<!--@-->", lambda _: comments.pop(0), whole).encode()


def silenced(data: bytes, name: str, today: date = TODAY, shown: frozenset[str] | None = None) -> FileResult:
    """What is said of a file with its comments heard."""
    rules = shipped_rules()
    result = check_document(read_bytes(data, name), Settings(shown=shown))
    return silence_comments(result, today, lambda names: codes(names, rules), catalog(), shown)


def told(result: FileResult) -> list[tuple[str, str, int]]:
    """Codes, messages and lines of what is said of comments."""
    assert result.document is not None
    return [
        (each.rule, each.message_id, result.document.position(each.span.start).line)
        for each in result.findings if each.rule.startswith("P")
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_a_report_read_alike(form: str) -> None:
    result = silenced(written(GOOD, form), f"a.{form}")
    assert result.findings == ()
    assert result.document is not None
    assert result.document.comments == ()


HEADING, PARAGRAPH, TABLE = (MISNUMBERED, "S113"), (DAMAGED, "D007"), (BLANK, "T207")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("fault", "anchor", "is_for"),
    [
        (HEADING, "四、存在的主要问题", True),
        (HEADING, "（一）存在的主要问题", False),
        (HEADING, "六、其他", False),
        (PARAGRAPH, "（一）存在的主要问题", True),
        (PARAGRAPH, "五、存在的主要问题", False),
        (PARAGRAPH, "（二）改进情况", False),
        (TABLE, "第二十条第（一）项", True),
        (TABLE, "规章", True),
        (TABLE, "行政规范性文件", False),
        (TABLE, "第二十条第（五）项", False),
        (TABLE, "二、主动公开", False),
        (TABLE, "（本列数据的勾稽关系", False),
    ],
)
def test_a_comment_is_for_the_block_below(fault: tuple[tuple[str, str], str], anchor: str, is_for: bool, form: str) -> None:
    edit, rule = fault
    text = before(anchor, f'rule = "{rule}", {WHY}', edited(edit))
    plain, result = silenced(written(edited(edit), form), f"a.{form}"), silenced(written(text, form), f"a.{form}")
    assert [each.rule for each in plain.findings] == [rule]
    line = text[: text.index("<!--")].count("\n") + 1
    assert told(result) == ([] if is_for else [("P903", "unused", line)])
    assert [each.by for each in result.silenced] == ([Silencer("comment")] if is_for else [])
    assert found(result) == (set() if is_for else {*found(plain), "P903 document"})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("anchor", ["第二十条第（一）项", "规章", "行政规范性文件", "五、存在", "六、其他需要报告"])
@pytest.mark.parametrize(("key", "value"), [("at", "disclosure/regulations"), ("quote", "规章"), ("quote", "信息内容,规章")])
def test_with_a_place_of_its_own_it_is_for_the_whole_file(key: str, value: str, anchor: str, form: str) -> None:
    text = before(anchor, f'rule = ["T207", "T206"], {key} = "{value}", {WHY}', edited(BLANK))
    assert silenced(written(text, form), f"a.{form}").findings == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("fault", "line", "is_for"),
    [
        (TABLE, "规@章\t", True),
        (TABLE, "规章\t@\t\t", True),
        (TABLE, "规章\t\t\t@", True),
        (TABLE, "行政规范性文件\t2@", False),
        (TABLE, "@第二十条第（一）项", True),
        (PARAGRAPH, "锟斤拷@", True),
        (PARAGRAPH, "公示不同步；@", True),
        (PARAGRAPH, "@一是建立补贴", False),
    ],
)
def test_inside_a_line_it_is_for_that_line(fault: tuple[tuple[str, str], str], line: str, is_for: bool, form: str) -> None:
    edit, rule = fault
    inside = comment(f'rule = "{rule}", {WHY}')
    result = silenced(written(edited(edit, (line.replace("@", ""), line.replace("@", inside))), form), f"a.{form}")
    assert [each.finding.rule for each in result.silenced] == ([rule] if is_for else [])
    assert sorted(each.rule for each in result.findings) == ([] if is_for else sorted([rule, "P903"]))


@pytest.mark.parametrize("form", FORMS)
def test_several_comments_one_above_the_other(form: str) -> None:
    text = edited(BLANK, MISNUMBERED, SLASH)
    for anchor, rule in (("规章", "T207"), ("规章", "T206"), ("四、存在", "S113"), ("四、存在", "T207"), ("行政许可", "T")):
        text = before(anchor, f'rule = "{rule}", {WHY}', text)
    result = silenced(written(text, form), f"a.{form}")
    assert [each.rule for each in result.findings] == ["P903", "P903"]
    assert {each.finding.rule for each in result.silenced} == {"T207", "S113"}
    assert len(result.silenced) == 3


BROKEN = [
    ("", "silence_no_rule", ""),
    ("rule", "silence_no_toml", ""),
    ("rule = T207", "silence_no_toml", ""),
    ('rule = "T207" reason = "x"', "silence_no_toml", ""),
    ('rule = "T207", reason = "x"} # {', "", ""),
    ('rule = "T207", rule = "T208"', "silence_no_toml", ""),
    (f'rules = "T207", {WHY}', "silence_unknown_key", "rules"),
    (WHY, "silence_no_rule", ""),
    (f'rule = "", {WHY}', "silence_no_rule", ""),
    (f"rule = [], {WHY}", "silence_no_rule", ""),
    (f"rule = 207, {WHY}", "silence_wrong_words", "rule"),
    (f'rule = ["T207", 8], {WHY}', "silence_wrong_words", "rule"),
    (f'rule = "T999", {WHY}', "rule_unknown", "T999"),
    (f'rule = ["T207", "cell-blnk"], {WHY}', "rule_unknown", "cell-blnk"),
    ('rule = "T207", reason = 1', "silence_wrong_words", "reason"),
    (f'rule = "T207", at = ["x"], {WHY}', "silence_wrong_words", "at"),
    (f'rule = "T207", quote = "a,b,c", {WHY}', "silence_wrong_quote", "a,b,c"),
    (f'rule = "T207", until = "2026-12-31", {WHY}', "silence_wrong_date", "until"),
    (f'rule = "T207", until = 2026-12-31T00:00:00, {WHY}', "silence_wrong_date", "until"),
    (f'rule = "T207", until = 2026-13-31, {WHY}', "silence_no_toml", ""),
    ("rule = " + "[" * 5000, "silence_no_toml", ""),
    ("rule = " + "1" * 5000, "silence_no_toml", ""),
    ('rule = "T207"', "reasonless", ""),
    ('rule = "T207", reason = " 　"', "reasonless", ""),
    (f'rule = "T207", until = 2026-04-30, {WHY}', "expired", ""),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("words", "key", "part"), BROKEN, ids=[words[:40] for words, _, _ in BROKEN])
def test_what_is_wrong_with_a_comment_is_told_on_its_line(words: str, key: str, part: str, form: str) -> None:
    text = before("规章", words, edited(BLANK))
    line = text[: text.index("<!--")].count("\n") + 1
    result = silenced(written(text, form), f"a.{form}")
    if not key:
        assert told(result) == []
        return
    expected = {"reasonless": ("P901", "reasonless"), "expired": ("P902", "expired")}.get(key, ("P905", "unreadable"))
    assert told(result) == [(*expected, line)]
    assert result.silenced == ()
    assert "T207 disclosure/regulations" in found(result)
    finding = next(each for each in result.findings if each.rule == expected[0])
    assert part in finding.message
    if expected[0] == "P905":
        assert catalog().phrases[key].partition("{")[0] in finding.message
    assert tell(result, catalog()).marks[result.findings.index(finding)].start.line == line


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_comment_over_several_lines(form: str, line_end: str) -> None:
    words = 'rule = "T207",\n\n  reason = "原件如此",\n  until = 2026-05-01\n'
    for today, expected in ((TODAY, []), (date(2026, 5, 2), [("P902", "expired", 17)])):
        text = before("规章", words, edited(BLANK))
        data = written(text, form).replace(b"\n", line_end.encode())
        assert text[: text.index("<!--")].count("\n") + 1 == 17
        result = silenced(data, f"a.{form}", today)
        assert told(result) == expected
        assert len(result.silenced) == (not expected)


def test_in_two_formats_only() -> None:
    text = before("规章", f'rule = "T207", {WHY}', edited(BLANK))
    result = silenced(text.encode(), "a.txt")
    assert result.document is not None
    assert result.document.comments == ()
    assert result.silenced == ()
    assert "T207 disclosure/regulations" in found(result)


@pytest.mark.parametrize(
    "other", ["<!-- 备注 -->", "<!-- nianbao -->", "<!-- nianbao rule -->", "<!-- a nianbao: b -->", "<!---->"]
)
@pytest.mark.parametrize("form", FORMS)
def test_other_comments_are_left_alone(other: str, form: str) -> None:
    text = edited(("\n规章", f"\n{other}\n规章"), ("\n六、", f"\n{other}\n六、"))
    result = silenced(written(text, form), f"a.{form}")
    assert result.document is not None
    assert result.document.comments == ()
    assert result.findings == ()


@pytest.mark.parametrize("form", FORMS)
def test_what_a_comment_quotes_is_no_part_of_the_report(form: str) -> None:
    text = before("一、总体情况", f'rule = "D007", quote = "锟斤拷", {WHY}', edited(DAMAGED))
    assert silenced(written(text, form), f"a.{form}").findings == ()


def test_comments_are_left_out_of_the_content() -> None:
    text = before("规章", f'rule = "T207", {WHY}')
    document = read_bytes(text.encode(), "a.md")
    assert len(document.content) == len(document.text.content) == len(text)
    assert document.content.split() == GOOD.split()
    plain = read_bytes(GOOD.encode(), "a.md")
    assert plain.content is plain.text.content


def test_a_comment_inside_another_is_none() -> None:
    data = edited(("\n五、存在", f"\n<!-- 旧：\n{comment('x')}\n五、存在")).encode()
    document = read_bytes(data, "a.md")
    assert document.comments == ()
    assert any(isinstance(block, Paragraph) and block.words.startswith("五、") for block in document.blocks)


def test_a_comment_without_an_end_is_told() -> None:
    text = edited(("\n六、其他", '\n<!-- nianbao: rule = "T207"\n六、其他'))
    assert told(silenced(text.encode(), "a.md")) == [("P905", "unreadable", text[: text.index("<!--")].count("\n") + 1)]


@pytest.mark.parametrize(("shown", "is_told"), [({"T207"}, True), ({"T207", "T208"}, True), ({"T208"}, False), (None, True)])
def test_an_unused_comment_is_told_when_its_rule_counts(shown: set[str] | None, is_told: bool) -> None:
    text = before("规章", f'rule = "T207", {WHY}')
    result = silenced(text.encode(), "a.md", shown=None if shown is None else frozenset(shown))
    assert bool(told(result)) is is_told


def test_without_comments_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.silence import comment as module

    result = check_document(read_bytes(edited(BLANK).encode(), "a.md"), Settings())
    monkeypatch.setattr(module, "Quotable", None)
    for each in (result, FileResult("坏.md", "unreadable")):
        assert silence_comments(each, TODAY, lambda names: frozenset(), catalog()) is each


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def blocks(document: Document) -> list[tuple[object, ...]]:
    """What a document says, without places."""

    def said(block: Block) -> tuple[object, ...]:
        if isinstance(block, Row):
            return Row, block.width, block.after_gap, [(cell.words, cell.column) for cell in block.cells]
        return type(block), getattr(block, "words", ""), block.after_gap

    return [said(block) for block in document.blocks]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 50), st.sampled_from(sorted(LAYOUTS)), st.sampled_from(["\n", "\r\n"]), st.integers(0, 10_000))
def test_a_text_reads_as_if_its_comments_were_not_there(seed: int, layout: str, line_end: str, chance: int) -> None:
    random = Random(chance)
    lines = render(correct_report(seed), layout).split("\n")
    commented = list(lines)
    for place in sorted(random.sample(range(len(lines)), min(8, len(lines))), reverse=True):
        words = comment(random.choice(["x", 'a = "b",\n\nc = 1', "|", "\t"]))
        if random.random() < 0.5:
            commented.insert(place, words)
        elif "\n" not in words and lines[place].strip():
            commented[place] = random.choice([words + lines[place], lines[place] + words])
    plain, document = (read_bytes("\n".join(each).replace("\n", line_end).encode(), "a.md") for each in (lines, commented))
    assert blocks(document) == blocks(plain)
    for each in document.comments:
        assert document.text.quote(each.span).startswith("<!--")
        assert document.position(each.span.start).line == each.line


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 50), st.sampled_from(sorted(PAGE_STYLES)), st.integers(0, 10_000))
def test_a_page_reads_as_if_its_comments_were_not_there(seed: int, style: str, chance: int) -> None:
    random = Random(chance)
    page = render_page(correct_report(seed), style, Random(seed)).decode(PAGE_STYLES[style].encoding)
    begin = page.index("<body") if "<body" in page else 0
    outside = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->", lambda found: "x" * len(found[0]), page)
    ends = [
        found.end() for found in re.finditer(r"</?(?:p|td|tr|table|tbody|h2|div|span|br)\b[^>]*>", outside) if found.end() > begin
    ]
    places = sorted(random.sample(ends, min(8, len(ends))), reverse=True)
    commented = page
    for number, place in enumerate(places):
        commented = commented[:place] + comment(f'rule = "T{number}"') + commented[place:]
    encoding = PAGE_STYLES[style].encoding
    plain, document = read_bytes(page.encode(encoding), "a.html"), read_bytes(commented.encode(encoding), "a.html")
    assert blocks(document) == blocks(plain)
    assert document.metadata == plain.metadata
    lines = {
        words: commented[: commented.index(f"nianbao: {words}")].count("\n") + 1
        for words in (each.words for each in document.comments)
    }
    assert {each.words: each.line for each in document.comments} == lines
    assert {each.words: document.position(each.span.start).line for each in document.comments} == lines
    assert len(document.comments) == len(places)


PAGE = f"""\
{comment("top")}
<!DOCTYPE html>
<html><head>{comment("head")}<title>x</title></head>
<body><nav>菜单{comment("nav")}</nav>
<h1>甲县民政局2023年政府信息公开工作年度报告</h1>
<p>一、总体情况</p>
{comment("same")}<div style="display: none">{comment("hidden")}</div><script>var a = "{comment("script")}"</script>
<p>今年{comment("same")}公开10条。</p>
<p>二、主动公开政府信息情况</p>
<table>{comment("table")}<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数
<tr>{comment("row")}<td>规章<td>0<td>1<td>2{comment("cell")}
</table>{comment("below")}
<p>六、其他需要报告的事项</p>没有。
{comment("last")}</body></html>
{comment("end")}
"""


def test_places_in_a_page() -> None:
    document = read_bytes(PAGE.encode(), "a.html")
    content = document.text.content
    below = {}
    for each in document.comments:
        block = next((block for block in document.blocks if block.span.start >= each.offset), None)
        below[each.words, each.line] = content[block.span.start : block.span.end].split("\t")[0] if block else None
    assert below == {
        ("top", 1): None,
        ("head", 3): None,
        ("nav", 4): "甲县民政局2023年政府信息公开工作年度报告",
        ("same", 7): "今年公开10条。",
        ("hidden", 7): None,
        ("same", 8): "今年公开10条。",
        ("table", 10): "信息内容",
        ("row", 11): "规章",
        ("cell", 11): "规章",
        ("below", 12): "六、其他需要报告的事项",
        ("last", 14): "没有。",
        ("end", 15): None,
    }
    assert [document.position(each.span.start).line for each in document.comments] == [each.line for each in document.comments]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("form", FORMS)
def test_comments_in_other_encodings(form: str, encoding: str) -> None:
    text = before("规章", f'rule = "T207", {WHY}', edited(BLANK))
    result = silenced(written(text, form).decode().encode(encoding), f"a.{form}")
    assert len(result.silenced) == 1
    assert result.findings == ()


@pytest.mark.parametrize("name", ["a.md", "a.html"])
@pytest.mark.parametrize(
    "part",
    [
        "<!-- nianbao: x --> ", "<!-- nianbao:", "<!--", "<!-- nianbao: -->\n", "<!-- nianbao: rule = 'T207' -->甲<br>\n",
        "<p><!-- nianbao: rule = 'T207', reason = 'x', quote = 'a,b' -->甲",
    ],
)  # fmt: skip
def test_hostile_files_take_no_time(name: str, part: str) -> None:
    data = (
        f"<html><body>{part * (100_000 // len(part))}".encode() if name == "a.html" else (part * (100_000 // len(part))).encode()
    )
    begin = time.process_time()
    with suppress(Unreadable):
        silenced(data + GOOD.encode(), name)
    assert time.process_time() - begin < 4
