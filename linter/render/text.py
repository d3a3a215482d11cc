"""Output for people: plain Chinese, with colours on a terminal and without them everywhere else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TextIO

from linter.finding import Finding
from linter.profile.model import Basis, Rule
from linter.render.frame import Segment, frame
from linter.run import FileResult, Tally

LEVELS = {"error": "错误", "warning": "警告", "info": "提示", "blocked": "未能核对"}
STYLES = {
    "error": "bold red", "warning": "bold yellow", "info": "cyan", "blocked": "magenta", "dim": "dim", "head": "bold",
    "good": "green", "place": "blue", "": "",
}  # fmt: skip
_SOURCES = {"title": "", "period": "（据统计期限）", "text": "（据正文）", "": ""}
Line = list[Segment]


def print_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """The lines in colours when the stream is a terminal and NO_COLOR is not set, else plain."""
    if stream.isatty() and not os.environ.get("NO_COLOR"):
        from rich.console import Console
        from rich.text import Text

        console = Console(file=stream, highlight=False, soft_wrap=True)
        for line in lines:
            console.print(Text.assemble(*((words, STYLES[style]) for words, style in line)))
        return
    for line in lines:
        stream.write("".join(words for words, _ in line) + "\n")


def file_lines(result: FileResult) -> Iterator[Line]:
    """A file: what it was taken for, then its findings in the order of the text."""
    yield [(result.path, "head")]
    if result.problem is not None:
        yield [("  无法读取：", "error"), (f"{result.problem.problem}。", ""), (result.problem.cure, ""), ("。", "")]
        yield []
        return
    yield [(f"  {_about(result)}", "dim")]
    yield []
    told: set[str] = set()
    for finding in result.findings:
        yield from _finding_lines(finding, result, told)
    if not result.findings:
        yield [("  没有发现问题", "good")]
        yield []


def _about(result: FileResult) -> str:
    report = result.report
    assert report is not None
    level = report.norm.level_titles.get(report.body.level or "") if report.body else None
    body = f"{report.body.name}（{level or '层级未能判断'}）" if report.body else "机关未能判断"
    year = f"{report.year}年度{_SOURCES[report.year_source]}" if report.year else "年度未能判断"
    form = report.norm.edition_name(report.edition)
    if report.edition_source == "year":
        form += "，据年度推断"
    elif report.edition_source == "option":
        form += "，由 --edition 指定"
    kind = "Markdown" if report.document.format == "markdown" else "文本"
    return f"{body} · {year} · {form} · {kind}，编码 {report.document.encoding}"


def _finding_lines(finding: Finding, result: FileResult, told: set[str]) -> Iterator[Line]:
    """A finding; its help and basis are told at the first of its rule in a file."""
    report = result.report
    assert report is not None
    level = "blocked" if finding.outcome == "blocked" else finding.level
    place = report.document.text.position(finding.span.start)
    yield [
        (f"  {LEVELS[level]}", level), (f" {finding.rule} ", "head"), (finding.message, ""), (f"  [{finding.name}]", "dim"),
    ]  # fmt: skip
    yield [(f"    {finding.place}", "place"), (f"（第 {place.line} 行第 {place.column} 列）", "dim")]
    for line in frame(finding, report):
        yield [("    ", ""), *line]
    if finding.rule not in told:
        told.add(finding.rule)
        yield [("    怎么办：", "dim"), (finding.help, "")]
        yield [("    依据：", "dim"), (basis_words(finding.basis), "dim")]
    yield []


def basis_words(basis: tuple[Basis, ...]) -> str:
    """Documents and clauses in one line."""
    return "；".join(f"{each.doc} {each.clause}".strip() for each in basis)


def summary_lines(tally: Tally, statistics: bool, rules: Iterable[Rule]) -> Iterator[Line]:
    """What the run adds up to, and what could not be checked or was not for these reports, and why."""
    for path, causes in tally.undecided:
        words = "；".join(f"{'、'.join(codes)}（原因见{' ' + cause if cause else '上'}）" for cause, codes in causes.items())
        yield [("未能核对：", "blocked"), (f"{path}：{words}", "")]
    for reason, codes in tally.skipped.items():
        yield [("不适用：", "dim"), (f"{'、'.join(codes)}（{reason}）", "dim")]
    if statistics:
        titles = {rule.code: rule for rule in rules}
        yield [("各规则的发现", "head")]
        for code, count in sorted(tally.rules.items(), key=lambda each: (-each[1], each[0])):
            yield [(f"  {count:>5}  {code} ", ""), (titles[code].title, "dim")]
        yield []
    yield _totals(tally)


def _totals(tally: Tally) -> Line:
    parts = [f"{tally.levels['error']} 个错误", f"{tally.levels['warning']} 个警告", f"{tally.levels['info']} 个提示"]
    if tally.blocked:
        parts.append(f"{tally.blocked} 项未能核对")
    style = "error" if tally.levels["error"] or tally.unreadable else ("warning" if tally.levels["warning"] else "good")
    words = f"共检查 {tally.files - tally.unreadable} 个文件：{'，'.join(parts)}"
    if tally.unreadable:
        words += f"；{tally.unreadable} 个文件无法读取"
    if tally.unrelated:
        words += f"；{tally.unrelated} 个文件不是年度报告，没有检查"
    return [(words, style)]
