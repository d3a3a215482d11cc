"""The same report as a saved web page, in the ways in which government sites publish it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from random import Random

from generator.form import form
from generator.report import Report
from generator.rows import Table, block_as_rows, review_block_as_rows, table_as_rows

_LINKS = ("首页", "走进本地", "政务公开", "政务服务", "互动交流", "政府信息公开指南", "政府信息公开年报", "数据开放", "专题专栏")


@dataclass(frozen=True, slots=True)
class Style:
    """How a page is put together: how a paragraph and a table are written, what stands around, and the encoding."""

    paragraph: Callable[[str, str, Random], str]
    table: Callable[[Table, Random], str]
    around: Callable[[Report, str, Random], str]
    encoding: str = "utf-8"
    split: bool = False


def render_page(report: Report, style: str, rng: Random) -> bytes:
    """The page of a report in one of `PAGE_STYLES`."""
    chosen = PAGE_STYLES[style]
    body = "\n".join(_content(report, chosen, rng))
    return chosen.around(report, body, rng).encode(chosen.encoding)


def _content(report: Report, style: Style, rng: Random) -> Iterator[str]:
    for line in (*report.dates, *report.preamble):
        yield style.paragraph("p", line, rng)
    for section in report.sections:
        yield style.paragraph("h2", section.heading, rng)
        for line in section.paragraphs:
            yield style.paragraph("p", line, rng)
        for table in section.tables:
            yield from _tables(report, table, style, rng)
    for line in report.closing:
        yield style.paragraph("p", line, rng)


def _tables(report: Report, table: str, style: Style, rng: Random) -> Iterator[str]:
    if not style.split or table == "requests":
        yield style.table(table_as_rows(table, report.figures), rng)
        return
    for block in form(report.edition).tables[table]:
        if table == "disclosure":
            yield style.table(block_as_rows(block, report.figures, table), rng)
            continue
        for row in block.rows:
            yield style.paragraph("p", row.label, rng)
            yield style.table(review_block_as_rows(row, report.figures), rng)


def cells_of(rows: Table) -> list[list[tuple[str, int, int]]]:
    """For each row the words of its cells, with how many columns and rows each reaches over."""
    found = []
    for number, row in enumerate(rows):
        line = []
        for column, cell in enumerate(row.cells):
            if cell.joined:
                continue
            across, down = 1, 1
            while column + across < len(row.cells) and row.cells[column + across].joined == "left":
                across += 1
            while number + down < len(rows) and rows[number + down].cells[column].joined == "above":
                down += 1
            line.append((cell.text, across, down))
        found.append(line)
    return found


def _spans(across: int, down: int, quote: str = '"') -> str:
    parts = [(name, value) for name, value in (("colspan", across), ("rowspan", down)) if value > 1]
    return "".join(f" {name}={quote}{value}{quote}" for name, value in parts)


def _semantic_table(rows: Table, rng: Random) -> str:
    lines = [
        "<tr>" + "".join(f"<td{_spans(across, down)}>{escape(words)}</td>" for words, across, down in row) + "</tr>"
        for row in cells_of(rows)
    ]
    return "<table border=1>\n<tbody>\n" + "\n".join(lines) + "\n</tbody>\n</table>"


def _unmerged_table(rows: Table, rng: Random) -> str:
    lines = ["<tr>" + "".join(f"<td>{escape(words) or '&nbsp;'}</td>" for words in row.texts()) + "</tr>" for row in rows]
    return "<table>" + "\n".join(lines) + "</table>"


def _unclosed_table(rows: Table, rng: Random) -> str:
    lines = [
        "<TR>" + "\n".join(f"<TD{_spans(across, down, '')}>{escape(words)}" for words, across, down in row)
        for row in cells_of(rows)
    ]
    return "<TABLE>\n" + "\n".join(lines) + "\n</TABLE>"


def _open_table(rows: Table, rng: Random) -> str:
    return _unclosed_table(rows, rng).removesuffix("</TABLE>")


def _stacked_table(rows: Table, rng: Random) -> str:
    lines = []
    for row in cells_of(rows):
        cells = []
        for words, across, down in row:
            if len(words) > 3 and not any(map(str.isdigit, words[1:])):
                place = rng.randrange(2, len(words) - 1)
                inner = rng.choice(("<p>{}</p>\n<p>{}</p>", "{}<br>{}", "<p>{}<br/>\n  {}</p>", "<div>{}</div><div>{}</div>"))
                inner = inner.format(escape(words[:place]), escape(words[place:]))
            else:
                inner = f"\n   <p>{escape(words)}<br></p>\n"
            cells.append(f"<td{_spans(across, down)}>{inner}</td>")
        lines.append("<tr>\n" + "\n".join(cells) + "\n</tr>")
    return "<div><table><tbody>" + "\n".join(lines) + "</tbody></table></div>"


def _word_table(rows: Table, rng: Random) -> str:
    lines = []
    for row in cells_of(rows):
        cells = [
            f"<td width={rng.randint(40, 200)}{_spans(across, down)} style='border:solid windowtext 1.0pt;mso-border-alt:"
            f"solid windowtext .5pt;padding:0cm 5.4pt'>\n  {_word_paragraph('p', words, rng)}\n  </td>"
            for words, across, down in row
        ]
        lines.append(" <tr style='mso-yfti-irow:1;height:14.2pt'>\n  " + "\n  ".join(cells) + "\n </tr>")
    widths = "<td width=40 style='border:none'></td>" * len(rows[0].cells)
    lines.append(f" <![if !supportMisalignedColumns]>\n <tr height=0>{widths}</tr>\n <![endif]>")
    return "<div align=center>\n<table class=MsoNormalTable border=0>\n" + "\n".join(lines) + "\n</table>\n</div>"


def _plain_paragraph(tag: str, words: str, rng: Random) -> str:
    return f"<{tag}>{escape(words)}</{tag}>"


def _indented_paragraph(tag: str, words: str, rng: Random) -> str:
    return f'<p style="text-indent:2em">&nbsp;&nbsp;&#12288;{escape(words)}</p>\n<p>&nbsp;</p>'


def _unclosed_paragraph(tag: str, words: str, rng: Random) -> str:
    return f"<P>{escape(words)}"


def _broken_line(tag: str, words: str, rng: Random) -> str:
    return f"&emsp;&emsp;{escape(words)}<br />"


def _word_paragraph(tag: str, words: str, rng: Random) -> str:
    """Words in pieces, each in spans of its own, as Word saves them; numbers are cut too."""
    parts, place = [], 0
    while place < len(words):
        step = rng.randint(1, 12)
        part = escape(words[place : place + step])
        lang = " lang=EN-US" if part.isascii() else ""
        parts.append(f"<span{lang} style='font-size:16.0pt;\nfont-family:仿宋_GB2312;mso-hansi-font-family:宋体'>{part}</span>")
        place += step
    empty = "<span lang=EN-US><o:p>&nbsp;</o:p></span>" if not words else "<span lang=EN-US><o:p></o:p></span>"
    return f"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>{''.join(parts)}{empty}</p>"


def _head(report: Report, declared: str) -> str:
    charset = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return (
        f"<!DOCTYPE html>\n<html>\n<head>\n{charset}\n<title>{escape(report.title)}</title>\n"
        '<style>td{color:red}</style><script>var s="<table><tr><td>行政许可</td><td>9999</td></tr></table>";</script>\n</head>\n'
    )


def _bare(report: Report, body: str, rng: Random) -> str:
    return f"{_head(report, 'utf-8')}<body>\n<article>\n<h1>{escape(report.title)}</h1>\n{body}\n</article>\n</body>\n</html>\n"


def _unclosed(report: Report, body: str, rng: Random) -> str:
    return f"{_head(report, 'utf-8')}<BODY><DIV><P align=center><B>{escape(report.title)}</B>\n{body}"


def _site(declared: str = "utf-8") -> Callable[[Report, str, Random], str]:
    """A page with menus, a table of facts, tools and a footer; the text in a cell of a layout table."""

    def around(report: Report, body: str, rng: Random) -> str:
        menu = "".join(f'<td><a href="/{number}.html">{words}</a></td>' for number, words in enumerate(_LINKS))
        older = "".join(
            f'<li><a href="/{year}.html">{report.body.name}{year}年政府信息公开工作年度报告</a></li>'
            for year in range(2018, 2022)
        )
        return f"""{_head(report, declared)}<body><table width=100%><tr>{menu}</tr></table>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk">政府信息公开</a> &gt;
<a href="/nb">政府信息公开年报</a></div>
<div style="display:none">一、总体情况</div>
<table width="1000" align="center"><tr><td width="200" valign="top"><ul>{older}</ul></td>
<td><table class="facts"><tr><td>索 引 号：</td><td>01431479/2024-00002</td><td>信息分类：</td><td>政府信息公开年报</td></tr>
<tr><td>发布机构：</td><td>{report.body.name}</td><td>发布日期：</td><td>{report.year + 1}-01-{rng.randint(10, 30)}</td></tr>
<tr><td>名&nbsp;&nbsp;称：</td><td colspan=3>{escape(report.title)}</td></tr></table>
<h1>{escape(report.title)}</h1>
<div class="bar">发布时间：{report.year + 1}-01-18 10:22
&nbsp;&nbsp;来源：{report.body.name}&nbsp;&nbsp;浏览次数：<span id=hits>12</span>
&nbsp;字体：【<a
href="javascript:big()">大</a> <a href="javascript:mid()">中</a> <a href="javascript:small()">小</a>】</div>
<table width="100%"><tr><td><div id="zoom">
{body}
</div></td></tr></table>
<div><img src="/images/icon_doc.gif"><a href="/a.docx">附件：年度报告.docx</a></div>
<div>【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</div>
<p>上一篇：<a href="/1.html">2022年部门预算公开</a></p><p>下一篇：没有了</p>
<div>扫一扫在手机打开当前页<img src="/images/ewm.png"></div>
</td></tr></table>
<div class="footer"><p>主办：{report.body.name}　承办：政务公开办公室</p>
<p>网站标识码：4100000001　豫ICP备05000001号　豫公网安备41010002000001号</p>
<p>Copyright 2024 版权所有</p></div><script src="/hits.js" charset="gb2312"></script>
</body></html>
"""

    return around


def _apart(report: Report, body: str, rng: Random) -> str:
    """The title far above the text, and each section in an element of its own."""
    parts = body.split("<h2>")
    sections = "".join(f"<div class=part><h2>{part}</div>" for part in parts[1:])
    links = " ".join(f"<a href='/'>{words}</a>" for words in _LINKS)
    return (
        f"{_head(report, 'utf-8')}<body><nav>{links}</nav><header><h1>{escape(report.title)}</h1></header>"
        f"<div><span>分享到：</span><a href=#>微信</a></div><main>{parts[0]}{sections}</main>"
        f"<footer><p>{report.body.name}主办</p></footer></body></html>"
    )


PAGE_STYLES: dict[str, Style] = {
    "semantic": Style(_plain_paragraph, _semantic_table, _bare),
    "word": Style(_word_paragraph, _word_table, _site()),
    "site": Style(_indented_paragraph, _semantic_table, _site()),
    "unclosed": Style(_unclosed_paragraph, _unclosed_table, _unclosed),
    "open_tables": Style(_plain_paragraph, _open_table, _bare),
    "unmerged": Style(_plain_paragraph, _unmerged_table, _bare),
    "gb18030": Style(_indented_paragraph, _semantic_table, _site("gb2312"), "gb18030"),
    "gb18030_undeclared": Style(_plain_paragraph, _stacked_table, _site(""), "gb18030"),
    "gb18030_misdeclared": Style(_plain_paragraph, _semantic_table, _site("utf-8"), "gb18030"),
    "split": Style(_plain_paragraph, _semantic_table, _bare, split=True),
    "stacked": Style(_plain_paragraph, _stacked_table, _site()),
    "breaks": Style(_broken_line, _semantic_table, _bare),
    "apart": Style(_plain_paragraph, _unmerged_table, _apart),
}
