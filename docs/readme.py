"""Brings README.md and README.zh-CN.md up to date: the table of rules, and what the commands shown really print.

usage: python docs/readme.py

Between the markers `rules` stands the table. In a block marked `console`, lines that begin with `$ ` are run in a shell
at the root of the checkout; the lines behind them are what they printed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from linter.profile.load import shipped_rules

ROOT = Path(__file__).resolve().parent.parent
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
HEADS = {"en": ("Family", "Rules", "Levels", "What it finds"), "zh": ("类别", "规则数", "级别", "检查什么")}
LEVELS = {
    "en": {"error": "error", "warning": "warning", "info": "info", "off": "off"},
    "zh": {"error": "错误", "warning": "警告", "info": "提示", "off": "关闭"},
}
COMMAS = {"en": ", ", "zh": "、"}
ALL = {
    "en": ("All", "each on a page of its own in [docs/rules](docs/rules/README.md)"),
    "zh": ("合计", "每条各有一页，见 [docs/rules](docs/rules/README.md)"),
}
FAMILIES = {
    "D": (
        "The document: not a report, a form that is not in force for the year, pictures in place of tables, damaged text",
        "文件：不是年度报告，格式与年度不符，用图片代替表格，文字损坏",
    ),
    "S": (
        "Structure: title, the six sections, their order, numbers and headings, numbers of sub-headings",
        "结构：标题，六个部分是否齐全、次序、编号和标题文字，小标题的编号",
    ),
    "T": (
        "Tables: missing rows and columns, labels, broken and shifted rows, blank cells, cells that are no count, amounts",
        "表格：缺行缺列，行名列名，断行错位，空白格，不是件数的格，金额单位",
    ),
    "C": (
        "Sums inside the report: the balance of the applications, totals of rows and columns, totals of reviews",
        "勾稽：申请的收支平衡，行列总计，复议诉讼总计",
    ),
    "N": (
        "Content: the five topics of section 一, accountability, problems and improvements, the fee, figures, padding",
        "内容：第一部分的五个方面，考核评议追责，问题和改进，信息处理费，数据，空话和无关内容",
    ),
    "X": (
        "Text against tables: applications, reviews, documents and decisions as told and as counted, parts and their sum",
        "文表：文字中的申请、复议诉讼、规范性文件和决定件数与表格，“其中”各项与总数",
    ),
    "L": (
        "Legal basis and dates: superseded or wrong citations, publication after the deadline, dates that cannot be",
        "依据和日期：引用已废止或有误的文件，逾期公布，不可能的日期",
    ),
    "H": (
        "The text itself: another year or another body, left-over template words, repetitions, slips, personal data",
        "文字：写成别的年度或别的机关，模板残留，重复和错别字，个人信息，标点",
    ),
    "Y": (
        "Against last year's report: what was carried over, what goes on, figures and words that were copied",
        "跨年：结转数和现行有效件数与上年衔接，数字和文字照抄上年",
    ),
    "R": (
        "Across the reports of an archive: sums of a region, words copied from other bodies, one report in two files, no report",
        "归档：全地区的数与各机关之和，文字照抄其他机关，一份报告两个文件，没有报告",
    ),
}

_TABLE = re.compile(r"(?<=<!-- rules -->\n).*?(?=<!-- /rules -->)", re.DOTALL)
_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_BETWEEN = "\x1e"


def fresh(text: str, language: str) -> str:
    """A README with its table and the output of its commands as they are now."""
    text = _TABLE.sub(lambda _: rule_table(language), text)
    return _CONSOLE.sub(lambda found: transcript(commands_of(found[0])), text)


def rule_table(language: str) -> str:
    """The families of rules, how many rules each has and at which levels."""
    rules = shipped_rules()
    lines = ["| " + " | ".join(HEADS[language]) + " |", "|---|---:|---|---|"]
    for family in dict.fromkeys(rule.code[0] for rule in rules):
        levels = Counter(rule.level for rule in rules if rule.code[0] == family)
        shown = COMMAS[language].join(f"{levels[level]} {name}" for level, name in LEVELS[language].items() if levels[level])
        words = FAMILIES[family][language == "zh"]
        lines.append(f"| {family} | {sum(levels.values())} | {shown} | {words} |")
    lines.append(f"| {ALL[language][0]} | {len(rules)} | | {ALL[language][1]} |")
    return "\n".join(lines) + "\n"


def commands_of(block: str) -> list[str]:
    """The commands of a console block."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def transcript(commands: Sequence[str]) -> str:
    """The commands, run one after the other in one shell, each with what it prints."""
    # between two commands a mark is printed, and the exit code put back for `echo $?`
    script = "\n".join(f"{command}\ns=$?; printf '{_BETWEEN}'; (exit $s)" for command in commands)
    with tempfile.TemporaryDirectory() as folder:
        command = Path(folder) / "nianbao"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m linter "$@"\n', encoding="utf-8")
        command.chmod(0o755)
        search = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        done = subprocess.run(
            ["sh", "-c", script], cwd=ROOT, env={**os.environ, **search}, capture_output=True, encoding="utf-8", check=False
        )
    if done.stderr:
        raise RuntimeError(done.stderr)
    shown = done.stdout.split(_BETWEEN)[:-1]
    return "".join(f"$ {command}\n{output}" for command, output in zip(commands, shown, strict=True))


def main() -> None:
    """Write both files."""
    for language, path in READMES.items():
        path.write_text(fresh(path.read_text(encoding="utf-8"), language), encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
