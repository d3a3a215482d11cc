"""Web pages: every cell and every paragraph of a report in any page, and nothing of the site around it."""

from __future__ import annotations

import random
import re
import time

import pytest
from generator import Report, correct_report
from generator.page import PAGE_STYLES, render_page
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.read import Unreadable
from linter.read.html import read_html
from linter.read.linear import Cells, Image, Linear, Words, document_of
from linter.result import FileResult
from linter.run import Settings, check_document

SEEDS = range(8)
TITLE = "甲县民政局2023年政府信息公开工作年度报告"
TABLE = "<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>0<td>1<td>2</table>"
BODY = f"<p>一、总体情况<p>今年公开10条。<p>二、主动公开政府信息情况{TABLE}<p>六、其他需要报告的事项<p>没有。"
LINES = ["一、总体情况", "今年公开10条。", "二、主动公开政府信息情况", "六、其他需要报告的事项", "没有。"]
ROWS = [("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "0", "1", "2")]


def read(page: str | bytes, encoding: str | None = None) -> Linear:
    """What is read of a page."""
    return read_html(page.encode() if isinstance(page, str) else page, "x.html", encoding)


def paragraphs(linear: Linear) -> list[str]:
    """The paragraphs, without the tables."""
    return [line.words for line in linear.lines if isinstance(line, Words)]


def rows(linear: Linear) -> list[tuple[str, ...]]:
    """The rows of tables."""
    return [line.cells for line in linear.lines if isinstance(line, Cells)]


def squeezed(lines: list[str]) -> list[str]:
    """Lines without white space."""
    return [re.sub(r"\s", "", line) for line in lines]


def written(report: Report) -> list[str]:
    """Every line of a generated report but those of its tables."""
    lines = [report.title, *report.dates, *report.preamble]
    for section in report.sections:
        lines += [section.heading, *section.paragraphs]
    return [*lines, *report.closing]


def page_of(seed: int, style: str, edition: str = "2021") -> tuple[Report, Linear, FileResult]:
    """A generated report, what is read of its page, and what is said of it."""
    report = correct_report(seed, edition)
    linear = read(render_page(report, style, random.Random(seed)))
    return report, linear, check_document(document_of(linear, "x.html", "html"), Settings())


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("style", PAGE_STYLES)
def test_every_cell_and_line_is_read(style: str, edition: str) -> None:
    for seed in SEEDS:
        report, linear, result = page_of(seed, style, edition)
        assert result.report is not None
        for table, lines in report.figures.tables.items():
            for row, columns in lines.items():
                for column, number in columns.items():
                    assert result.report.tables[table].value(row, column).number == number, f"{seed} {table}/{row}/{column}"
        loud = [finding for finding in result.findings if finding.level != "info" or finding.outcome == "blocked"]
        assert loud == [], f"seed {seed}"
        if not PAGE_STYLES[style].split:
            assert squeezed(paragraphs(linear)) == squeezed(written(report)), f"seed {seed}"


def test_lines_of_the_source() -> None:
    page = f"<html>\n<body>\n<h1>{TITLE}</h1>\n\n" + BODY.replace("<p>", "\n<p>").replace("<tr>", "\n<tr>")
    source = page.split("\n")
    for line in read(page).lines:
        assert line.origin.line is not None
        words = line.cells[0] if isinstance(line, Cells) else line.words if isinstance(line, Words) else ""
        assert words in source[line.origin.line - 1]


def test_line_behind_the_last_that_is_counted_is_not_told() -> None:
    assert [line.origin.line for line in read("<p>一" + "\n" * 70000 + "<p>二").lines] == [1, None]


@pytest.mark.parametrize(
    ("head", "codec", "shown"),
    [
        ("<meta charset=gb2312>", "gb18030", "gb18030"),
        ('<META http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030", "gb18030"),
        ('<?xml version="1.0" encoding="gb2312"?>', "gb18030", "gb18030"),
        ("<meta charset='big5'>", "big5hkscs", "big5"),
        ("<meta charset=utf-8>", "gb18030", "gb18030"),
        ("<meta charset=gb2312>", "utf-8", "utf-8"),
        ("<meta charset=no-such-thing>", "utf-8", "utf-8"),
        ("<!-- <meta charset=big5> -->", "gb18030", "gb18030"),
        ("<link charset=big5 href=x>", "gb18030", "gb18030"),
        ("<meta charset=gb2312>", "utf-8-sig", "utf-8-bom"),
        ("<meta charset=gb2312>", "utf-16", "utf-16-le"),
    ],
)
def test_encodings(head: str, codec: str, shown: str) -> None:
    words = "總體情況與申請" if "big5" in codec else "总体情况与申请工作"
    linear = read(f"{head}<p>{words}</p>".encode(codec))
    assert paragraphs(linear) == [words]
    assert linear.encoding == shown


def test_encoding_as_asked() -> None:
    assert paragraphs(read("<meta charset=utf-8><p>總體情況".encode("big5"), "big5")) == ["總體情況"]
    with pytest.raises(Unreadable):
        read("<p>x", "no-such-thing")
    with pytest.raises(Unreadable):
        read("<p>x", "rot13")


def test_metadata() -> None:
    page = f"""<head><title>{TITLE}-甲县政府</title><meta name="ArticleTitle" content="{TITLE}">
    <meta name="PubDate" content="2024-02-02 10:00"><meta name=ContentSource content=甲县门户></head>
    <table><tr><td>索 引 号：<td>0143/2024-1<td>发布机构<td>甲县民政局<tr><td>发布日期<td>2024年1月8日<td>文号<td></table>
    <div>来源：甲县信息中心 发布时间：2024-01-09</div><h1>{TITLE}</h1>{BODY}"""
    told = {"index": "0143/2024-1", "publisher": "甲县民政局", "published": "2024-01-08", "title": TITLE}
    assert dict(read(page).metadata) == told
    assert dict(read("<meta name=pubdate content='2024-13-01'><p>x").metadata) == {}
    assert dict(read("<meta property='article:published_time' content='2024-01-08T10:00'><p>x").metadata) == {
        "published": "2024-01-08"
    }


AROUND = {
    "bare": "{title}{body}",
    "breadcrumbs": "<div>当前位置：<a href=/>首页</a> &gt; 政府信息公开 &gt; 年报</div>{title}{body}",
    "facts": "{title}<p>发布日期：2024-01-18　来源：甲县民政局　浏览次数：<span>3</span><p>【字体：大 中 小】{body}",
    "day": "{title}<p>2024-01-18 10:30{body}",
    "tools": "{title}{body}<p>【打印本页】 【关闭窗口】<p>其他",
    "next": "{title}{body}<div>上一篇：<a href=1>部门预算</a></div><div>下一篇：没有了</div>",
    "footer": "{title}{body}<div><p>主办：甲县人民政府<p>网站标识码：4100000001<p>甲ICP备05000001号</div>",
    "copyright": "{title}{body}<div>甲县人民政府 版权所有</div><p>联系我们</p>",
    "navigation": "<nav><p>政务公开<p>互动交流</nav>{title}{body}<footer>甲县</footer>",
    "sidebar": "<div><div>{title}{body}</div><div><h3>热点</h3><p>某新闻标题</div></div>",
    "contents": "<ul><li><a href=#1>一、总体情况</a><li><a href=#2>二、主动公开政府信息情况</a></ul>{title}{body}",
    "years": "<ul><li><a href=1>甲县民政局2022年政府信息公开工作年度报告</a></ul>{title}{body}",
    "hidden": "<div style='Display : NONE'>草稿</div>{title}{body}<p hidden>草稿",
    "hidden until run": "<body style='display:none'>{title}{body}</body>",
    "all hidden": "<div style='display:none'>{title}{body}</div>",
    "scripts": "<script>'<table><tr><td>规章<td>9</table>'</script><style>p{{}}</style><template>x</template>{title}{body}",
    "layout": "<table><tr><td width=200>栏目<td><table><tr><td>{title}<tr><td>{body}</table></table>",
    "title far above": "<header>{title}</header><p>分享到：<p>大 中 小<div><div>{body}</div></div>",
    "title twice": "{title}<p>来源：甲县<div>{title}{body}</div>",
}


@pytest.mark.parametrize("around", AROUND)
def test_what_stands_around_is_left_out(around: str) -> None:
    linear = read(AROUND[around].format(title=f"<h1>{TITLE}</h1>", body=BODY))
    assert paragraphs(linear) == [TITLE, *LINES]
    assert rows(linear) == ROWS


def test_title_in_two_lines_under_a_headline() -> None:
    linear = read(f"<h1>{TITLE}</h1><div><p>甲县民政局<p>2023年政府信息公开工作年度报告<p>（2024年1月8日）{BODY}</div>")
    assert paragraphs(linear) == ["甲县民政局", "2023年政府信息公开工作年度报告", "（2024年1月8日）", *LINES]


def test_signature_outside_of_the_text() -> None:
    linear = read(f"<h1>{TITLE}</h1><div>{BODY}</div><p>甲县民政局<p>2024年1月8日<p>热门推荐<p>某新闻")
    assert paragraphs(linear) == [TITLE, *LINES, "甲县民政局", "2024年1月8日"]


def test_page_without_a_report_keeps_its_text() -> None:
    linear = read("<nav><a href=1>首页</a></nav><p>你好<table><tr><td>甲<td>乙</table><footer>版权所有</footer>")
    assert paragraphs(linear) == ["首页", "你好", "版权所有"]
    assert rows(linear) == [("甲", "乙")]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d", [("a", "b", ""), ("", "c", "d")]),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", [("a", "b"), ("", "c"), ("", "d")]),
        ("<tr><td>a<td rowspan=9>b<tr><td>c", [("a", "b"), ("c", "")]),
        ("<tr><td>1<b>2</b><span>3</span><td>12<br>34<td><p>1</p><p>2</p><p>3</p>", [("123", "12 34", "1 2 3")]),
        ("<tr><td>商业<p>企业<td>\n 科研<br/>\n  机构 \n<td>a\n b", [("商业企业", "科研机构", "a b")]),
        ("<tr><td>&nbsp;&#12288;<td><o:p>&nbsp;</o:p><td>x", [("", "", "x")]),
        ("<thead><tr><th>a<th>b</thead><tbody><tr><td>1<td>2</tbody>", [("a", "b"), ("1", "2")]),
        ("<tr><td colspan=99999 rowspan=99999>a<td>b<tr><td>c<td>d", []),
        ("<tr><td colspan=-1>a<td colspan=x>b", [("a", "b")]),
    ],
)
def test_grids(table: str, wanted: list[tuple[str, ...]]) -> None:
    linear = read(f"<table>{table}</table>")
    assert rows(linear) == wanted if wanted else "".join(paragraphs(linear)) == "abcd"


def test_words_in_pieces() -> None:
    linear = read(
        "<p><span>20<span>23</span></span>\n<font>年</font><st1:x>1</st1:x>月<o:p></o:p><p>甲<br>乙<div>丙<i>丁</i></div>戊 a\nb"
    )
    assert paragraphs(linear) == ["2023年1月", "甲", "乙", "丙丁", "戊 a b"]


def test_whole_report_in_one_table() -> None:
    page = (
        f"<table><tr><td colspan=4>{TITLE}<tr><td colspan=4>一、总体情况<tr><td colspan=4><p>今年公开10条。"
        "<tr><td colspan=4>二、主动公开政府信息情况<tr><td colspan=4>第二十条第（一）项<tr><td>信息内容<td>本年制发件数"
        "<td>本年废止件数<td>现行有效件数<tr><td>规章<td>0<td>1<td>2"
        "<tr><td colspan=4>六、其他需要报告的事项<tr><td colspan=4>没有。</table>"
    )
    assert paragraphs(read(page)) == [TITLE, *LINES]
    assert rows(read(page)) == [("第二十条第（一）项", "", "", ""), *ROWS]


@pytest.mark.parametrize("end", ["", "</td></tr>"])
def test_table_without_an_end(end: str) -> None:
    linear = read(f"<h1>{TITLE}</h1>{BODY}".replace("</table>", end))
    assert paragraphs(linear) == [TITLE, *LINES]
    assert rows(linear) == ROWS


def test_pictures_in_the_text_only() -> None:
    picture = "<p><img src=up/20240118.png>"
    page = f"{picture}<h1>{TITLE}</h1>{BODY}{picture}".replace(
        "<table>", f"<p><img src=icon.gif><img src=a.png width=16>{picture}<table>"
    )
    assert sum(isinstance(line, Image) for line in read(page).lines) == 1


def test_preformatted_text() -> None:
    linear = read("<pre>一、总体情况\n好\n\n规章\t1\t\t3\n</pre>")
    assert paragraphs(linear) == ["一、总体情况", "好"]
    assert rows(linear) == [("规章", "1", "", "3")]
    assert [line.origin.line for line in linear.lines] == [1, 2, 4]


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("", "read_empty"),
        (" \n", "read_empty"),
        ("<!-- x -->", "read_html_empty"),
        ("<p>&nbsp;</p>", "read_html_empty"),
        ("<div id=app>加载中</div><script src=a.js></script>", "read_html_script"),
        ("<frameset><frame src=a.html></frameset>", "read_html_frame"),
        ("<iframe src=a.html></iframe><script></script>", "read_html_frame"),
        ("<div>" * 5000 + "x", "read_html_deep"),
    ],
)
def test_pages_that_cannot_be_read(page: str, problem: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(page)
    assert caught.value.problem.key == problem
    assert str(caught.value)


def test_inline_elements_without_end_are_no_depth() -> None:
    assert paragraphs(read("<span>" * 5000 + "甲")) == ["甲"]


TAGS = [
    "table",
    "tr",
    "td",
    "th",
    "p",
    "div",
    "span",
    "br",
    "a href=x",
    "pre",
    "nav",
    "h1",
    "li",
    "img src=a.png",
    "o:p",
    "hr",
    "td rowspan=3",
]
WORDS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    TITLE,
    "规章",
    "0",
    "12",
    "结果维持",
    "没有。",
    "版权所有",
    "\n",
    "\t",
    "&nbsp;",
    "&#0;",
    "<!--",
]
PIECES = st.one_of(
    st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(TAGS[:9]).map(lambda tag: f"</{tag}>"),
    st.sampled_from(WORDS),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_page_is_read_or_refused(page: str) -> None:
    try:
        linear = read(page)
    except Unreadable:
        return
    check_document(document_of(linear, "x.html", "html"), Settings())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "<p>", "<meta charset=gbk>", "<table><tr><td>"]))
def test_any_bytes_are_read_or_refused(data: bytes, before: str) -> None:
    try:
        linear = read(before.encode() + data)
    except Unreadable:
        return
    document_of(linear, "x.html", "html")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text("一二三总体情况公开0123。（）、，a ", min_size=1, max_size=40), max_size=8),
    st.sampled_from(["p", "div", "li", "td"]),
)
def test_no_words_of_the_text_are_lost(lines: list[str], tag: str) -> None:
    inner = "".join(f"<{tag}>{line}</{tag}>" if tag != "td" else f"<table><tr><td>{line}</table>" for line in lines)
    linear = read(f"<h1>{TITLE}</h1><div>{BODY.replace('<p>六', f'{inner}<p>六')}</div>")
    found = "".join(" ".join(line.cells) if isinstance(line, Cells) else getattr(line, "words", "") for line in linear.lines)
    assert "".join(squeezed(lines)) in "".join(squeezed([found]))


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 1500 + "<table><tr><td>1<td>2</table>" * 3000,
        "<table>" + "<tr><td rowspan=9999 colspan=9999>1<td>2" * 5000,
        "<table><tr><td>1<td>" + "12<br>" * 30000,
        "<p>政" + " " * 300_000 + "x\ny",
        "<p>" + "一 \n " * 50_000,
        "<p>" + "发 布 " * 50_000,
    ],
)
def test_time_grows_with_length_only(page: str) -> None:
    before = time.process_time()
    read(page)
    assert time.process_time() - before < 3
