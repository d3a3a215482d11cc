"""Good profiles and configurations, and the program run over them inside this process."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from commands import ROOT, Done

from linter.cli import main

REPORT = ROOT / "rules" / "examples" / "2021.txt"

PARENT = """\
#:schema schema.json
[profile]
name = "lingnan"
title = "岭南省"
extends = "base"
prefix = "LN"
regions = ["岭南省", "岭南"]

[section.overview]
accepted.add = ["工作总体情况概述"]

[[rule]]
code = "LN301"
name = "granted-below-total"
title = "予以公开不多于总计"
check = "identity"
level = "error"
locked = true
table = "requests"
along = "columns"
holds = "予以公开 <= 办理结果总计"
basis = [{ doc = "岭南省通知" }]
help = "请核对。"
message.broken = "{where}不对（{cells}）"

[[rule]]
code = "LN302"
name = "contact-line"
title = "写明联系电话"
check = "stated"
level = "warning"
any = ["联系电话"]
basis = [{ doc = "岭南省通知" }]
help = "请写明联系电话。"
message.broken = "没有写明联系电话"
"""

PROFILE = """\
#:schema schema.json
[profile]
name = "office"
title = "云岭县政务公开办公室"
extends = "parent.toml"
prefix = "YL"

[section.problems]
accepted.add = ["存在的问题与改进"]
deviating = ["^问题$", "困难和问题"]

[section."其他需要报告的事项"]
accepted = { add = ["其他报告事项"], drop = ["其它需要报告的事项"] }

[table.requests.column."社会公益组织"]
accepted.add = ["公益组织"]

[table.requests.row.granted]
known = ["予以公开数"]

[title]
accepted.add = ['^(?P<year>20\\d\\d)年度(?P<body>.*?)政府信息公开年报$']

[level]
N4 = "error"
overview-topics = "error"
N410 = "info"

[option.N402]
sections = { add = ["disclosure"] }

[option.N409]
most = 3000

[[rule]]
code = "N410"
message.broken = "“{heading}”里一个数字也没有"
help = "请补写数字。"

[[rule]]
code = "YL101"
name = "publishing-line"
title = "写明公布网址"
check = "stated"
level = "warning"
levels = { broken = "info" }
edition = ["2021"]
bodies = ["township", "county"]
body_levels = { township = "warning" }
named = "镇|县"
since = 2021
until = 2030
any = ["网址[^。]{0,10}http", "公布于"]
passages = ["overview", "other"]
basis = [{ doc = "云岭县通知", clause = "第三条" }]
why = "读者要能找到报告。"
help = "请写明网址。"
message.broken = "没有写明网址"
explained_by = ["S110"]
repeats = ["D003.mixed"]
[rule.en]
title = "The address is stated"
message.broken = "no address"
[[rule.pass]]
note = "写了"
edit = { "六、其他需要报告的事项" = "六、其他需要报告的事项\\n公布于门户网站" }
[[rule.fail]]
note = "没有写"
at = "document"
message = "broken"

[[rule]]
code = "YL102"
name = "five-topics"
title = "总体情况写到两个方面"
check = "topics"
level = "warning"
section = "overview"
basis = [{ doc = "惯例" }]
help = "请补写。"
message.broken = "没有写到{missing}"
message.blocked = "没有文字"
[[rule.topic]]
name = "平台"
any = ["平台", "网站"]
"""

CONFIGURATION = """\
#:schema schema.json
profile = "office.toml"

[level]
YL = "error"
S117 = "info"

[option.N410]
also.add = ["处"]

[[rule]]
code = "YL101"
any.add = ["传真"]

[check]
fail-on = "warning"
lang = "zh"
limit = ["file=200"]

[[override]]
files = ["2022/*", "**/旧/**"]
[override.level]
X5 = "error"
[override.option.N405]
longest = 60

[[override]]
files = ["乡镇/**"]
profile = "parent.toml"
title.accepted.add = ['^(?P<body>.*?)(?P<year>20\\d\\d)年公开年报$']
[override.section.problems]
accepted.add = ["存在问题和改进"]
[override.table.review.row.reconsideration]
known.add = ["复议"]

[[suppress]]
rule = "T207"
file = "2022/尹庄镇*.docx"
at = "requests/*/total"
reason = "原件分页丢列，已与存档核对"
until = 2026-12-31

[[suppress]]
rule = ["N4", "contact-line"]
quote = "狠抓督办落实-,加强日常的督办检查,评议"
reason = "表述不同，内容已含"
"""

FILES = {"parent.toml": PARENT, "office.toml": PROFILE, "nianbao.toml": CONFIGURATION}


def put(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(folder: Path, *arguments: str) -> Done:
    """The program run in a folder, inside this process."""
    out, err = io.StringIO(), io.StringIO()
    with inside(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return Done(code, out.getvalue(), err.getvalue())
