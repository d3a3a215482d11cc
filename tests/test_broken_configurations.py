"""Configurations that cannot be used: all that is wrong is told, at its place, with what is right, and nothing else."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from commands import Done
from profile_files import FILES, REPORT, put, run

N, O, P = "nianbao.toml", "office.toml", "parent.toml"  # noqa: E741
SMALL = f'profile = "{O}"\n'
RULE = '[[rule]]\ncode = "YL102"'
MINE = '[[rule]]\ncode = "YL101"\nany.add = ["传真"]\n'
PROBLEMS = "[section.problems]\n"
GRAMMAR = "[grammar]\noverride = ⟦'''⟧%override report: front overview disclosure requests review problems"
HOLDS = 'holds = "予以公开 <= 办理结果总计"'
ANY = 'any = ["联系电话"]'
TOLD = re.compile(r"^(\S.*?):(\d+):(\d+)  (?:错误|error) (.*)$", re.MULTILINE)
MARK = re.compile("⟦(.*?)⟧", re.DOTALL)
REPORT_TEXT = REPORT.read_text(encoding="utf-8")


class Case(NamedTuple):
    """A file in which words are replaced, what is wrong between ⟦ and ⟧; `right` is what the message must name."""

    file: str
    changes: Mapping[str, str]
    right: str = ""


KEYS = {
    "of a configuration": Case(N, {'profile = "office.toml"': '⟦profle⟧ = "office.toml"'}, "profile"),
    "of a configuration, in Chinese": Case(N, {"[level]\n": '⟦"基线"⟧ = "x"\n[level]\n'}),
    "of a table": Case(N, {"[check]\n": "[⟦chek⟧]\n"}, "check"),
    "of a table with a dot": Case(O, {"[option.N409]": "[⟦optoin⟧.N409]"}),
    "of an array": Case(N, {'[[suppress]]\nrule = "T207"': '[[⟦supress⟧]]\nrule = "T207"'}, "suppress"),
    "of [profile]": Case(P, {'extends = "base"': '⟦extend⟧ = "base"'}, "extends"),
    "of [profile], before rules": Case(P, {'prefix = "LN"': '⟦prefx⟧ = "LN"'}, "prefix"),
    "of [check]": Case(N, {"fail-on =": "⟦fail_on⟧ ="}, "fail-on"),
    "of [[override]]": Case(N, {'files = ["2022/*"': '⟦file⟧ = ["2022/*"'}, "files"),
    "of [[suppress]]": Case(N, {'reason = "原件': '⟦reasons⟧ = "原件'}, "reason"),
    "of [[suppress]], none near": Case(N, {'reason = "表述': '⟦rules⟧ = "x"\nreason = "表述'}),
    "of a section": Case(O, {'deviating = ["^问题$"': '⟦deviant⟧ = ["^问题$"'}, "deviating"),
    "of a table of the form": Case(O, {"[table.requests.row.granted]": "[table.requests.⟦rows⟧.granted]"}, "row"),
    "of a row": Case(O, {'known = ["予以公开数"]': '⟦knwon⟧ = ["予以公开数"]'}, "known"),
    "of a column": Case(O, {'accepted.add = ["公益组织"]': '⟦acepted⟧.add = ["公益组织"]'}, "accepted"),
    "of an edit": Case(O, {'accepted.add = ["公益组织"]': 'accepted.⟦ad⟧ = ["公益组织"]'}, "add"),
    "of an edit in braces": Case(O, {'drop = ["其它': '⟦dropp⟧ = ["其它'}, "drop"),
    "of [title]": Case(O, {"[title]\naccepted.add": "[title]\n⟦acceptd⟧.add"}, "accepted"),
    "of [grammar]": Case(O, {"[level]": "[grammar]\n⟦overide⟧ = ''\n[level]"}, "override"),
    "of a rule": Case(O, {'help = "请写明网址。"': '⟦helf⟧ = "请写明网址。"'}, "help"),
    "of a rule that is changed": Case(O, {'help = "请补写数字。"': '⟦helf⟧ = "请补写数字。"'}, "help"),
    "of a check": Case(O, {'check = "stated"': '⟦chek⟧ = "stated"'}, "check"),
    "of an option": Case(O, {'passages = ["overview"': '⟦pasages⟧ = ["overview"'}, "passages"),
    "of an option that must be": Case(O, {'section = "overview"': '⟦secton⟧ = "overview"'}, "section"),
    "of an option of a national rule": Case(O, {"most = 3000": "⟦mst⟧ = 3000"}, "most"),
    "of an option of a parent's rule": Case(N, {'any.add = ["传真"]': '⟦anny⟧.add = ["传真"]'}, "any"),
    "of an option in an override": Case(N, {"longest = 60": "⟦longst⟧ = 60"}, "longest"),
    "of [rule.en]": Case(O, {"[rule.en]\ntitle": "[rule.en]\n⟦titel⟧"}, "title"),
    "of a basis": Case(O, {'clause = "第三条"': '⟦claus⟧ = "第三条"'}, "clause"),
    "of an example": Case(O, {'at = "document"': '⟦att⟧ = "document"'}, "at"),
    "of a topic": Case(O, {'name = "平台"\nany =': 'name = "平台"\n⟦eny⟧ ='}, "any"),
    "that only the national rules have": Case(O, {'why = "读者': '⟦stops⟧ = true\nwhy = "读者'}),
}  # fmt: skip

TYPES = {
    "number, not text": Case(N, {'profile = "office.toml"': "profile = ⟦3⟧"}),
    "list, not text": Case(N, {'profile = "office.toml"': 'profile = ⟦["office.toml"]⟧'}),
    "text, not list": Case(N, {'files = ["2022/*", "**/旧/**"]': 'files = ⟦"2022/*"⟧'}, '["2022/*"]'),
    "number in a list": Case(N, {'files = ["2022/*", "**/旧/**"]': 'files = ["2022/*", ⟦5⟧]'}),
    "text, not integer": Case(O, {"most = 3000": 'most = ⟦"3000"⟧'}, "3000"),
    "fraction, not integer": Case(O, {"most = 3000": "most = ⟦3000.5⟧"}),
    "boolean, not integer": Case(O, {"most = 3000": "most = ⟦true⟧"}),
    "boolean, not text": Case(O, {'why = "读者要能找到报告。"': "why = ⟦true⟧"}),
    "text, not boolean": Case(P, {"locked = true": 'locked = ⟦"true"⟧'}, "true"),
    "integer, not boolean": Case(P, {"locked = true": "locked = ⟦1⟧"}),
    "text, not date": Case(N, {"until = 2026-12-31": 'until = ⟦"2026-12-31"⟧'}, "2026-12-31"),
    "time and date, not date": Case(N, {"until = 2026-12-31": "until = ⟦2026-12-31T00:00:00⟧"}),
    "time, not date": Case(N, {"until = 2026-12-31": "until = ⟦08:00:00⟧"}),
    "date, not integer": Case(O, {"since = 2021": "since = ⟦2021-01-01⟧"}),
    "number, not level": Case(N, {'S117 = "info"': "S117 = ⟦1⟧"}, "warning"),
    "list, not level": Case(N, {'S117 = "info"': 'S117 = ⟦["info"]⟧'}, "warning"),
    "text, not table": Case(N, {'[level]\nYL = "error"\nS117 = "info"': 'level = ⟦"error"⟧'}),
    "text, not table, in an override": Case(N, {'[override.level]\nX5 = "error"': 'level = ⟦"error"⟧'}),
    "list of tables, not table": Case(N, {"[check]": "[[⟦check⟧]]"}),
    "text, not list of tables": Case(O, {'basis = [{ doc = "云岭县通知", clause = "第三条" }]': 'basis = ⟦"云岭县通知"⟧'}),
    "list of text, not of tables": Case(O, {'basis = [{ doc = "云岭县通知", clause = "第三条" }]': 'basis = [⟦"云岭县通知"⟧]'}),
    "table, not text": Case(O, {'help = "请补写数字。"': 'help = ⟦{ zh = "请补写数字。" }⟧'}),
    "text, not list, in an edit": Case(O, {'accepted.add = ["公益组织"]': 'accepted.add = ⟦"公益组织"⟧'}, '["公益组织"]'),
    "empty table, not edit": Case(O, {'accepted.add = ["公益组织"]': "accepted = ⟦{}⟧"}),
    "text, not table of messages": Case(O, {'message.broken = "没有写明网址"': 'message = ⟦"没有写明网址"⟧'}),
    "number, not options": Case(P, {"[profile]\n": "option = ⟦3⟧\n[profile]\n"}),
    "number, not rules": Case(N, {MINE: "", "[level]\n": "rule = ⟦3⟧\n[level]\n"}),
    "text, not rules": Case(N, {MINE: "", "[level]\n": 'rule = [⟦"YL101"⟧]\n[level]\n'}),
    "number, not parents": Case(P, {'extends = "base"': "extends = ⟦1⟧"}),
    "number among parents": Case(P, {'extends = "base"': 'extends = ["base", ⟦1⟧]'}),
    "text, not topics": Case(O, {'[[rule.topic]]\nname = "平台"\nany = ["平台", "网站"]': 'topic = ⟦"平台"⟧'}),
    "text, not list, in a topic": Case(O, {'any = ["平台", "网站"]': 'any = ⟦"平台"⟧'}, '["平台"]'),
    "text, not profile": Case(P, {
        '[profile]\nname = "lingnan"\ntitle = "岭南省"\nextends = "base"\nprefix = "LN"\nregions = ["岭南省", "岭南"]\n':
        'profile = ⟦"lingnan"⟧\n',
    }),
}  # fmt: skip

NAMES = {
    "level": Case(N, {'S117 = "info"': 'S117 = ⟦"inf"⟧'}, "info"),
    "level in Chinese": Case(N, {'S117 = "info"': 'S117 = ⟦"错误"⟧'}, "error"),
    "rule in [level]": Case(N, {'S117 = "info"': '⟦S171⟧ = "info"'}, "S117"),
    "family in [level]": Case(N, {'S117 = "info"': '⟦Q⟧ = "info"'}),
    "name in [level]": Case(N, {'S117 = "info"': '⟦headin-typo⟧ = "info"'}, "heading-typo"),
    "message in [level]": Case(N, {'S117 = "info"': '⟦"D003.mixed"⟧ = "info"'}, "D003"),
    "title in [level]": Case(N, {'S117 = "info"': '⟦"标题"⟧ = "info"'}),
    "rule in [level] of an override": Case(N, {'X5 = "error"': '⟦X9⟧ = "error"'}),
    "rule in [option]": Case(N, {"[option.N410]": "[option.⟦N490⟧]"}, "N409"),
    "rule in [option], by name": Case(N, {"[option.N410]": "[option.⟦overview-without-figure⟧]"}, "N410"),
    "rule in [option], in small letters": Case(N, {"[option.N410]": "[option.⟦n410⟧]"}, "N410"),
    "rule in [option] of an override": Case(N, {"[override.option.N405]": "[override.option.⟦N495⟧]"}, "N405"),
    "rule that is changed": Case(N, {'code = "YL101"': 'code = ⟦"YL111"⟧'}, "YL101"),
    "rule in [[suppress]]": Case(N, {'rule = "T207"': 'rule = ⟦"T270"⟧'}, "T207"),
    "rule in a list": Case(N, {'rule = ["N4", "contact-line"]': 'rule = ["N4", ⟦"contact-lien"⟧]'}, "contact-line"),
    "place in [[suppress]]": Case(N, {'at = "requests/*/total"': 'at = ⟦"request/*/total"⟧'}, "requests"),
    "file of a profile": Case(N, {'profile = "office.toml"': 'profile = ⟦"ofice.toml"⟧'}, "office.toml"),
    "file of a profile, in no folder": Case(N, {'profile = "office.toml"': 'profile = ⟦"../ofice.toml"⟧'}),
    "profile": Case(N, {'profile = "office.toml"': 'profile = ⟦"bas"⟧'}, "base"),
    "profile of an override": Case(N, {'profile = "parent.toml"': 'profile = ⟦"parents.toml"⟧'}, "parent.toml"),
    "parent": Case(P, {'extends = "base"': 'extends = ⟦"baze"⟧'}, "base"),
    "one of two parents": Case(O, {'extends = "parent.toml"': 'extends = ["parent.toml", ⟦"nichts.toml"⟧]'}),
    "language": Case(N, {'lang = "zh"': 'lang = ⟦"cn"⟧'}, "zh"),
    "level of --fail-on": Case(N, {'fail-on = "warning"': 'fail-on = ⟦"warnings"⟧'}, "warning"),
    "encoding": Case(N, {'lang = "zh"': 'encoding = ⟦"utf9"⟧'}, "utf-8"),
    "limit": Case(N, {'limit = ["file=200"]': 'limit = ["file=200", ⟦"flie=200"⟧]'}, "file"),
    "limit without number": Case(N, {'limit = ["file=200"]': 'limit = [⟦"file=viel"⟧]'}),
    "edition of [check]": Case(N, {'lang = "zh"': 'edition = ⟦"2020"⟧'}, "2021"),
    "edition of a rule": Case(O, {'edition = ["2021"]': 'edition = [⟦"2022"⟧]'}, "2021"),
    "no edition": Case(O, {'edition = ["2021"]': "edition = ⟦[]⟧"}),
    "level of bodies": Case(O, {'bodies = ["township", "county"]': 'bodies = [⟦"towship"⟧, "county"]'}, "township"),
    "level of bodies as a key": Case(O, {"body_levels = { township": "body_levels = { ⟦town⟧"}, "township"),
    "check": Case(O, {'check = "stated"': 'check = ⟦"statet"⟧'}, "stated"),
    "check, none near": Case(O, {'check = "stated"': 'check = ⟦"regex"⟧'}),
    "section of an option": Case(O, {'passages = ["overview", "other"]': 'passages = ["overview", ⟦"others"⟧]'}, "other"),
    "section": Case(O, {"[section.problems]": "[section.⟦problem⟧]"}, "problems"),
    "section by title": Case(O, {'[section."其他需要报告的事项"]': '[section.⟦"其他需要报告的事情"⟧]'}, "其他需要报告的事项"),
    "table": Case(O, {"[table.requests.row.granted]": "[table.⟦request⟧.row.granted]"}, "requests"),
    "table of an option": Case(P, {'table = "requests"': 'table = ⟦"request"⟧'}, "requests"),
    "row": Case(O, {"[table.requests.row.granted]": "[table.requests.row.⟦grantet⟧]"}, "granted"),
    "row by label": Case(O, {"[table.requests.row.granted]": '[table.requests.row.⟦"予以公布"⟧]'}, "予以公开"),
    "column": Case(O, {'[table.requests.column."社会公益组织"]': '[table.requests.column.⟦"公益社会组织"⟧]'}, "社会公益组织"),
    "column as a row": Case(O, {"[table.requests.row.granted]": "[table.requests.row.⟦total⟧]"}),
    "label of another row": Case(O, {'known = ["予以公开数"]': 'known = ["予以公开数", ⟦"（三）不予公开"⟧]'}, "不予公开"),
    "label of another row, without its number": Case(O, {'known = ["予以公开数"]': 'known = [⟦"不予公开"⟧]'}, "（三）不予公开"),
    "label of another column": Case(O, {'accepted.add = ["公益组织"]': 'accepted.add = [⟦"科研机构"⟧]'}, "科研机构"),
    "message": Case(O, {'message.broken = "没有写明网址"': 'message.broken = "没有写明网址"\nmessage.⟦brocken⟧ = "x"'}, "broken"),
    "message in English": Case(O, {'message.broken = "no address"': 'message.⟦brokn⟧ = "no address"'}, "broken"),
    "message of levels": Case(O, {'levels = { broken = "info" }': 'levels = { ⟦brken⟧ = "info" }'}, "broken"),
    "message of an example": Case(O, {'message = "broken"\n': 'message = ⟦"broke"⟧\n'}, "broken"),
    "message of a topic": Case(O, {'name = "平台"\n': 'name = "平台"\nmessage = ⟦"brocken"⟧\n'}, "broken"),
    "message of another rule": Case(O, {'repeats = ["D003.mixed"]': 'repeats = [⟦"D003.mixt"⟧]'}, "mixed"),
    "rule that explains": Case(O, {'explained_by = ["S110"]': 'explained_by = ["S110", ⟦"S1100"⟧]'}, "S110"),
    "parameter": Case(O, {"“{heading}”里一个数字也没有": "“⟦{headin}⟧”里一个数字也没有"}, "heading"),
    "parameter behind an escape": Case(O, {"“{heading}”里一个数字也没有": '\\"\\u4e00⟦{headin}⟧'}, "heading"),
    "two parameters": Case(O, {"“{heading}”里一个数字也没有": "⟦{headin}⟧⟦{headings}⟧"}, "heading"),
    "brace that is not closed": Case(O, {'"“{heading}”里一个数字也没有"': '⟦"“{heading”里一个数字也没有"⟧'}),
    "brace that is not open": Case(O, {'"“{heading}”里一个数字也没有"': '⟦"“heading}”里一个数字也没有"⟧'}),
    "place of an example": Case(O, {'at = "document"': 'at = ⟦"dokument"⟧'}, "document"),
    "years": Case(O, {"until = 2030": "until = ⟦2020⟧"}),
    "code in small letters": Case(O, {'code = "YL102"': 'code = ⟦"yl102"⟧'}, "YL102"),
    "code of wide letters": Case(O, {'code = "YL102"': 'code = ⟦"ＹＬ１０２"⟧'}, "YL102"),
    "code that is too short": Case(O, {'code = "YL102"': 'code = ⟦"YL12"⟧'}),
    "prefix that is too short": Case(P, {'prefix = "LN"': 'prefix = ⟦"L"⟧'}),
    "prefix in small letters": Case(P, {'prefix = "LN"': 'prefix = ⟦"ln"⟧'}),
    "quotation": Case(N, {'quote = "狠抓督办落实-,加强日常的督办检查,评议"': 'quote = ⟦"a,b,c,d"⟧'}),
    "quotation without words": Case(N, {'quote = "狠抓督办落实-,加强日常的督办检查,评议"': 'quote = ⟦""⟧'}),
    "glob with a range": Case(N, {'files = ["2022/*", "**/旧/**"]': 'files = ["2022/*", ⟦"{1..100000}"⟧]'}),
    "glob of another folder": Case(N, {'files = ["2022/*", "**/旧/**"]': 'files = [⟦"../2022/*"⟧]'}, "2023/*.docx"),
    "glob from the root": Case(N, {'files = ["2022/*", "**/旧/**"]': 'files = [⟦"/home/x/*"⟧]'}, "2023/*.docx"),
    "glob of nothing": Case(N, {'files = ["2022/*", "**/旧/**"]': 'files = [⟦""⟧]'}, "2023/*.docx"),
    "glob with a backslash": Case(N, {'files = ["2022/*", "**/旧/**"]': "files = [⟦'2022\\旧\\a.docx'⟧]"}, "2022/旧/a.docx"),
    "glob of [[suppress]]": Case(N, {'file = "2022/尹庄镇*.docx"': 'file = ⟦"{1..100000}"⟧'}),
}  # fmt: skip

RULES = {
    "code that stands twice": Case(O, {'code = "YL102"': 'code = ⟦"YL101"⟧'}, "office.toml:41"),
    "code of the parent's": Case(O, {'code = "YL102"': 'code = ⟦"LN302"⟧'}, "parent.toml:26"),
    "code of a national rule": Case(O, {'code = "YL102"': 'code = ⟦"N401"⟧'}),
    "code of a national family": Case(O, {'code = "YL102"': 'code = ⟦"N999"⟧'}, "YL"),
    "code of a national family, no prefix": Case(O, {'prefix = "YL"\n': "", 'code = "YL102"': 'code = ⟦"N999"⟧'}),
    "code with the parent's prefix": Case(O, {'code = "YL102"': 'code = ⟦"LN303"⟧'}, "YL"),
    "name of another rule": Case(O, {'name = "five-topics"': 'name = ⟦"contact-line"⟧'}, "LN302"),
    "no code": Case(O, {RULE: "[[⟦rule⟧]]"}, "code"),
    "no name": Case(O, {RULE: RULE.replace("rule", "⟦rule⟧"), 'name = "five-topics"\n': ""}, "name"),
    "no title": Case(O, {RULE: RULE.replace("rule", "⟦rule⟧"), 'title = "总体情况写到两个方面"\n': ""}, "title"),
    "no check": Case(O, {RULE: RULE.replace("rule", "⟦rule⟧"), 'check = "topics"\n': ""}, "check"),
    "no basis": Case(O, {RULE: RULE.replace("rule", "⟦rule⟧"), 'basis = [{ doc = "惯例" }]\n': ""}, "basis"),
    "no message": Case(O, {
        RULE: RULE.replace("rule", "⟦rule⟧"), 'message.broken = "没有写到{missing}"\nmessage.blocked = "没有文字"\n': "",
    }, "message"),
    "no name of a profile": Case(P, {'[profile]\nname = "lingnan"': "[⟦profile⟧]"}, "name"),
    "no rule of a suppression": Case(N, {'[[suppress]]\nrule = "T207"': "[[⟦suppress⟧]]"}, "rule"),
    "no files of an override": Case(N, {'[[override]]\nfiles = ["乡镇/**"]\n': "[[⟦override⟧]]\n"}, "files"),
    "no option": Case(O, {RULE: RULE.replace("rule", "⟦rule⟧"), 'section = "overview"\n': ""}, "section"),
    "no name of a topic": Case(O, {'[[rule.topic]]\nname = "平台"\n': "[[rule.⟦topic⟧]]\n"}, "name"),
    "no document of a basis": Case(O, {'[{ doc = "云岭县通知", clause = "第三条" }]': '[⟦{ clause = "第三条" }⟧]'}, "doc"),
    "another check": Case(N, {'code = "YL101"\n': 'code = "YL101"\ncheck = ⟦"topics"⟧\n'}, "stated"),
    "formula that breaks off": Case(P, {HOLDS: 'holds = "予以公开 <=⟦"⟧'}),
    "formula without comparison": Case(P, {HOLDS: 'holds = "予以公开⟦"⟧'}),
    "formula without words": Case(P, {HOLDS: 'holds = "⟦"⟧'}),
    "formula with a wrong sign": Case(P, {HOLDS: 'holds = "予以公开 ⟦*⟧ 办理结果总计"'}),
    "formula with two comparisons": Case(P, {HOLDS: 'holds = "予以公开 <= 办理结果总计 ⟦<=⟧ 本年新收"'}),
    "formula with half a sum": Case(P, {HOLDS: 'holds = "sum(不予公开⟦)⟧ <= 办理结果总计"'}),
    "formula with an unknown row": Case(P, {HOLDS: 'holds = "予以公开 <= ⟦办理结果合计⟧"'}, "办理结果总计"),
    "formula with two unknown rows": Case(P, {HOLDS: 'holds = "⟦予以公布⟧ <= ⟦办理结果合计⟧"'}, "予以公开"),
    "formula with an unknown group": Case(P, {HOLDS: 'holds = "sum(⟦不予办理⟧.*) <= 办理结果总计"'}, "不予处理"),
    "formula with a group for a row": Case(P, {HOLDS: 'holds = "⟦不予公开⟧ <= 办理结果总计"'}, "sum(不予公开.*)"),
    "formula with a column for a row": Case(P, {HOLDS: 'holds = "⟦自然人⟧ <= 办理结果总计"'}),
    "formula with a row for a column": Case(P, {'along = "columns"': 'along = "rows"', HOLDS: 'holds = "自然人 <= ⟦本年新收⟧"'}),
    "formula with a row of the other edition": Case(P, {HOLDS: 'holds = "⟦逾期未缴费⟧ <= 办理结果总计"'}, 'edition = ["2021"]'),
    "formula of last year": Case(P, {HOLDS: 'holds = "上年结转 = @上年.⟦结转下年⟧"'}, "结转下年度"),
    "formula along what is not": Case(P, {'along = "columns"': 'along = ⟦"column"⟧'}, "columns"),
    "column that follows": Case(P, {HOLDS: f'follows = "⟦totals⟧"\n{HOLDS}'}, "total"),
    "row of last year's sum": Case(O, {"[option.N409]": '[option.Y801]\ncell = "⟦carried_inn⟧"\n[option.N409]'}, "carried_in"),
    "column for last year's row": Case(O, {"[option.N409]": '[option.Y801]\ncell = "⟦total⟧"\n[option.N409]'}),
    "locked, by code": Case(O, {"[level]\n": '[level]\nLN301 = ⟦"warning"⟧\n'}, "parent.toml:12"),
    "locked, by prefix": Case(O, {"[level]\n": '[level]\nLN3 = ⟦"off"⟧\n'}, "LN301"),
    "locked, by name": Case(O, {"[level]\n": '[level]\ngranted-below-total = ⟦"info"⟧\n'}, "LN301"),
    "locked, by ALL": Case(N, {"[level]\n": '[level]\nALL = ⟦"info"⟧\n'}),
    "locked, by [[rule]]": Case(N, {"[[rule]]\n": '[[rule]]\ncode = "LN301"\nlevel = ⟦"info"⟧\n[[rule]]\n'}),
    "locked, by levels": Case(N, {"[[rule]]\n": '[[rule]]\ncode = "LN301"\nlevels.broken = ⟦"info"⟧\n[[rule]]\n'}),
    "locked, by levels of bodies": Case(N, {"[[rule]]\n": '[[rule]]\ncode = "LN301"\nbody_levels.city = ⟦"info"⟧\n[[rule]]\n'}),
    "locked, by bodies": Case(N, {"[[rule]]\n": '[[rule]]\ncode = "LN301"\n⟦bodies⟧ = ["city"]\n[[rule]]\n'}),
    "locked, by edition": Case(N, {"[[rule]]\n": '[[rule]]\ncode = "LN301"\n⟦edition⟧ = ["2019"]\n[[rule]]\n'}),
    "locked, by years": Case(N, {"[[rule]]\n": '[[rule]]\ncode = "LN301"\n⟦since⟧ = 2099\n[[rule]]\n'}),
    "locked, by an option": Case(O, {"[option.N409]": '[option.LN301]\n⟦holds⟧ = "予以公开 <= 本年新收"\n[option.N409]'}),
    "locked, by what explains": Case(N, {"[[rule]]\n": '[[rule]]\ncode = "LN301"\n⟦repeats⟧ = ["T207"]\n[[rule]]\n'}),
    "locked, by unlocking": Case(N, {"[[rule]]\n": '[[rule]]\ncode = "LN301"\n⟦locked⟧ = false\n[[rule]]\n'}),
    "locked, in an override": Case(N, {'X5 = "error"\n': 'LN301 = ⟦"info"⟧\n'}),
    "locked by law": Case(N, {"[level]\n": '[level]\nC301 = ⟦"off"⟧\n'}),
    "number of a section": Case(O, {PROBLEMS: "[section.problems]\nnumber = ⟦6⟧\n"}),
    "seventh section, no title": Case(O, {PROBLEMS: "[section.⟦attachment⟧]\nnumber = 7\n[section.problems]\n"}, "title"),
    "seventh section as the eighth": Case(O, {
        PROBLEMS: '[section.attachment]\nnumber = ⟦8⟧\ntitle = "附件"\n[section.problems]\n',
    }, "7"),
    "seventh section, no grammar": Case(O, {
        PROBLEMS: '[section.⟦attachment⟧]\nnumber = 7\ntitle = "附件"\n[section.problems]\n',
    }, "ATTACHMENT"),
    "seventh section in Chinese": Case(O, {
        PROBLEMS: '[section.⟦"附件"⟧]\nnumber = 7\ntitle = "附件"\n[section.problems]\n',
    }, "attachment"),
    "seventh section like a terminal": Case(O, {
        PROBLEMS: '[section.⟦block⟧]\nnumber = 7\ntitle = "附件"\n[section.problems]\n',
    }, "attachment"),
    "grammar that breaks off": Case(O, {"[level]\n": "[grammar]\noverride = ⟦'''⟧%override report: front (\n'''\n[level]\n"}),
    "grammar with an unknown terminal": Case(O, {
        "[level]\n": f"{GRAMMAR} other MORE\n'''\n[level]\n",
    }, "MORE"),
    "grammar that loses a section": Case(O, {
        "[level]\n": f"{GRAMMAR}\n'''\n[level]\n",
    }, "other"),
    "grammar that overrides nothing": Case(O, {
        "[level]\n": "[grammar]\noverride = ⟦'%override repot: front'⟧\n[level]\n",
    }, "repot"),
    "title without year": Case(O, {
        "(?P<year>20\\d\\d)年度(?P<body>.*?)政": "(?P<body>.*?)政", "['^": "[⟦'⟧^",
    }, "(?P<year>20\\d\\d)"),
}  # fmt: skip

PATTERNS = {
    "bracket that is not closed": "(甲|乙",
    "bracket that is not open": "甲)",
    "set that is not closed": "[甲",
    "range the wrong way": "[9-0]",
    "nothing to repeat": "*甲",
    "look behind": "(?<=甲)乙",
    "look ahead": "甲(?!乙)",
    "group again": "(甲)\\1",
    "conditional": "(?(1)甲)",
    "comment": "甲(?#乙)",
    "atomic group": "(?>甲)",
    "repeated too often": "甲{2000}",
    "repeated from nought": "甲{,3}",
    "repeated the wrong way": "甲{3,2}",
    "possessive": "甲++",
    "boundary of a word": "\\b甲",
    "wide characters": "联系电话：",
    "spaces": "联系 电话",
    "count in a plain pattern": "电话#",
    "nothing": "",
    "anything": ".*",
    "placeholder": "{body}甲",
    "name of a group": "(?P<甲>乙)",
    "the same name twice": "(?P<a>甲)(?P<a>乙)",
    "backslash at the end": "甲\\",
    "escape that is none": "\\q甲",
    "flag": "(?x)甲",
}

SYNTAX = {
    "string that is not closed": Case(N, {'profile = "office.toml"': 'profile = "office.tom⟦⟧l'}),
    "string of single quotes that is not closed": Case(N, {'profile = "office.toml"': "profile = 'office.tom⟦⟧l"}),
    "string closed with a Chinese mark": Case(N, {'profile = "office.toml"': 'profile = "office.toml⟦⟧”'}),
    "Chinese quotation marks": Case(N, {'profile = "office.toml"': "profile = ⟦⟧“office.toml”"}),
    "no quotation marks": Case(N, {'profile = "office.toml"': "profile = ⟦⟧office.toml"}),
    "no quotation marks, Chinese": Case(N, {'lang = "zh"': "lang = ⟦⟧中文"}),
    "no value": Case(N, {'profile = "office.toml"': "profile =⟦⟧"}),
    "no equals sign": Case(N, {'profile = "office.toml"': 'profile ⟦⟧"office.toml"'}),
    "colon for equals sign": Case(N, {'profile = "office.toml"': 'profile⟦⟧: "office.toml"'}),
    "Chinese equals sign": Case(N, {'profile = "office.toml"': 'profile ⟦⟧＝ "office.toml"'}),
    "bare Chinese key": Case(N, {"[level]\n": '⟦⟧基线 = "x"\n[level]\n'}),
    "bare Chinese key in a table": Case(O, {'[table.requests.column."社会公益组织"]': "[table.requests.column.⟦⟧社会公益组织]"}),
    "list that is not closed": Case(N, {'files = ["2022/*", "**/旧/**"]\n': 'files = ["2022/*", "**/旧/**⟦⟧"\n'}),
    "list without comma": Case(N, {'["2022/*", "**/旧/**"]': '["2022/*" ⟦⟧"**/旧/**"]'}),
    "list with a Chinese comma": Case(N, {'["2022/*", "**/旧/**"]': '["2022/*"⟦⟧，"**/旧/**"]'}),
    "braces that are not closed": Case(O, {'levels = { broken = "info" }': 'levels = { broken = "info⟦⟧"'}),
    "braces without comma": Case(O, {'{ add = ["其他报告事项"], drop': '{ add = ["其他报告事项"] ⟦⟧drop'}),
    "header that is not closed": Case(N, {"[check]": "[check⟦⟧"}),
    "header of an array that is not closed": Case(N, {'[[suppress]]\nrule = "T207"': '[[suppress⟦⟧]\nrule = "T207"'}),
    "header without a name": Case(N, {"[check]": "[⟦⟧]"}),
    "header in Chinese brackets": Case(N, {"[check]": "⟦⟧【check】"}),
    "key that stands twice": Case(N, {'lang = "zh"': 'lang = "zh"\n⟦⟧lang = "en"'}),
    "table that stands twice": Case(N, {'lang = "zh"\n': 'lang = "zh"\n[⟦⟧level]\n'}),
    "table that is an array": Case(N, {
        '[[suppress]]\nrule = "T207"': '[suppress]\nrule = "T207"', "[[suppress]]\nrule = [": "[[⟦⟧suppress]]\nrule = [",
    }),
    "two on a line": Case(N, {'lang = "zh"': 'lang = "zh" ⟦⟧fail-on = "info"', 'fail-on = "warning"\n': ""}),
    "words behind a header": Case(N, {"[check]": "[check] ⟦⟧检查"}),
    "backslash in double quotation marks": Case(N, {'file = "2022/尹庄镇*.docx"': 'file = "2022⟦⟧\\尹庄镇*.docx"'}),
    "number with a leading nought": Case(O, {"most = 3000": "most = 0⟦⟧3000"}),
    "date that does not exist": Case(N, {"until = 2026-12-31": "until = ⟦⟧2026-02-31"}),
    "date with slashes": Case(N, {"until = 2026-12-31": "until = 2026⟦⟧/12/31"}),
    "control character": Case(N, {'lang = "zh"': 'lang = "z⟦⟧\x01h"'}),
    "comment with //": Case(N, {'lang = "zh"': 'lang = "zh" ⟦⟧// 语言'}),
}  # fmt: skip

EVERY = {
    f"{group}: {name}": case
    for group, cases in (("key", KEYS), ("type", TYPES), ("name", NAMES), ("rule", RULES), ("syntax", SYNTAX))
    for name, case in cases.items()
}
Place = tuple[str, int, int]


def broken(case: Case) -> tuple[str, list[Place]]:
    """The text of a case's file, and the places of what is wrong in it."""
    text = FILES[case.file]
    for old, new in case.changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    places: list[Place] = []
    while mark := MARK.search(text):
        before = text[: mark.start()]
        places.append((case.file, before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = before + mark[1] + text[mark.end() :]
    return text, places


def checked(folder: Path, files: Mapping[str, str | bytes], *arguments: str) -> Done:
    """The report checked in a folder with these files."""
    put(folder, {**FILES, "r.txt": REPORT_TEXT, **files})
    return run(folder, "check", "r.txt", *arguments)


def told(done: Done) -> list[Place]:
    """The places of all errors."""
    return [(found[1], int(found[2]), int(found[3])) for found in TOLD.finditer(done.err)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", EVERY.values(), ids=EVERY)
def test_told_at_its_place(case: Case, language: str, tmp_path: Path) -> None:
    text, places = broken(case)
    # once with a configuration that speaks of what the profiles have, once without
    others = {N: SMALL} if language == "en" else {}
    done = checked(tmp_path, {**others, case.file: text}, "--lang", language)
    assert sorted(told(done)) == sorted(places), done.err
    assert done.code == 2
    assert done.out == ""
    assert case.right in done.err


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_pattern(pattern: str, tmp_path: Path) -> None:
    text, places = broken(Case(P, {ANY: f"any = ['联系电话', ⟦'{pattern}'⟧]"}))
    for language in ("zh", "en"):
        done = checked(tmp_path, {P: text}, "--lang", language)
        assert (told(done), done.code, done.out) == (places, 2, ""), done.err


OTHER_PATTERNS = {
    "of an option": Case(O, {'any = ["网址[^。]{0,10}http"': 'any = [⟦"网址("⟧'}),
    "of a topic": Case(O, {'any = ["平台", "网站"]': 'any = ["平台", ⟦"网站("⟧]'}),
    "of an edit": Case(N, {'any.add = ["传真"]': 'any.add = [⟦"传真("⟧]'}),
    "of an option of a national rule": Case(N, {'also.add = ["处"]': 'also.add = ["处", ⟦"处["⟧]'}),
    "of the names of bodies": Case(O, {'named = "镇|县"': 'named = ⟦"镇|县)"⟧'}),
    "of titles of a section": Case(O, {'"^问题$"': '⟦"^问题(?!x)$"⟧'}),
    "of titles, in an override": Case(N, {"'^(?P<body>.*?)(?P<year>20\\d\\d)年公": "⟦'^⟧(?P<body>.*?)(?P<year>20\\d\\d年公"}),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHER_PATTERNS.values(), ids=OTHER_PATTERNS)
def test_pattern_elsewhere(case: Case, tmp_path: Path) -> None:
    text, places = broken(case)
    done = checked(tmp_path, {case.file: text})
    assert (told(done), done.code, done.out) == (places, 2, ""), done.err


def test_a_missing_header_is_told_once(tmp_path: Path) -> None:
    """All keys of its table are then in the table above, and what it would have brought is missed elsewhere."""
    text, places = broken(Case(P, {'[[rule]]\ncode = "LN301"': '⟦code⟧ = "LN301"'}))
    for language in ("zh", "en"):
        done = checked(tmp_path, {P: text}, "--lang", language)
        assert (told(done), done.code, done.out) == (places, 2, ""), done.err
        assert "[[rule]]" in done.err


def profile(name: str, *parents: str, more: str = "") -> str:
    """A profile with these parents."""
    extends = ", ".join(f'"{each}"' for each in parents or ("base",))
    return f'[profile]\nname = "{name}"\nextends = [{extends}]\n{more}'


@pytest.mark.parametrize("length", [1, 2, 3])
def test_cycle(length: int, tmp_path: Path) -> None:
    names = [f"p{index}.toml" for index in range(length)]
    after = [*names[1:], names[0]]
    files = {name: profile(name, parent) for name, parent in zip(names, after, strict=True)}
    done = checked(tmp_path, {N: 'profile = "first.toml"', "first.toml": profile("first", names[0]), **files})
    assert (told(done), done.code, done.out) == ([(names[-1], 3, 12)], 2, ""), done.err
    assert " → ".join([*names, names[0]]) in done.err
    assert "first.toml →" not in done.err


def test_one_grandparent_by_two_ways_is_no_cycle(tmp_path: Path) -> None:
    files = {"a.toml": profile("a"), "b.toml": profile("b", "a.toml"), "c.toml": profile("c", "a.toml")}
    done = checked(tmp_path, {N: 'profile = "d.toml"', "d.toml": profile("d", "b.toml", "c.toml"), **files})
    assert told(done) == []


def test_errors_of_all_files_are_told(tmp_path: Path) -> None:
    wrong = '[level]\nN40 = "none"\n'
    files = {
        "a.toml": profile("a", "nowhere.toml", more=wrong), "b.toml": profile("b", "a.toml", more=wrong), "c.toml": "[level",
    }  # fmt: skip
    done = checked(tmp_path, {N: f'profile = "d.toml"\n{wrong}', "d.toml": profile("d", "b.toml", "c.toml", more=wrong), **files})
    places = [("a.toml", 3, 12), ("a.toml", 5, 7), ("b.toml", 5, 7), ("c.toml", 1, 7), ("d.toml", 5, 7), (N, 3, 7)]
    assert (sorted(told(done)), done.code, done.out) == (sorted(places), 2, ""), done.err


def test_no_name_is_missed_where_a_parent_cannot_be_read(tmp_path: Path) -> None:
    done = checked(tmp_path, {P: "[profile\n"})
    assert told(done) == [(P, 1, 9)], done.err


def test_two_parents_with_one_code(tmp_path: Path) -> None:
    other = FILES[P].replace('name = "lingnan"', 'name = "other"')
    done = checked(tmp_path, {"other.toml": other, N: 'profile = "d.toml"', "d.toml": profile("d", P, "other.toml")})
    assert told(done) == [("other.toml", 13, 8), ("other.toml", 27, 8)], done.err
    assert "parent.toml:12" in done.err


def test_all_errors_at_once(tmp_path: Path) -> None:
    text = (
        'profile = "base"\n[level]\nS117 = "eror"\nN499 = "info"\n[chek]\nlang = "zh"\n[option.N409]\nmost = "1"\nmst = 2\n'
        '[[suppress]]\nrule = "T2O7"\nfile = "a\\\\b"\nat = "nowhere"\nquote = ""\nuntil = "x"\nreason = 5\n'
        '[[override]]\nlevel.N1 = "info"\n'
    )
    done = checked(tmp_path, {N: text})
    lines = [3, 4, 5, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18]
    assert ([line for _, line, _ in told(done)], done.code, done.out) == (lines, 2, ""), done.err


def test_national_names_are_told_even_where_a_profile_is_missing(tmp_path: Path) -> None:
    text = (
        'profile = "nowhere"\n[level]\nN499 = "info"\nHA1 = "info"\n[option.N498]\nleast = 1\n[option.HA101]\nleast = 1\n'
        '[[rule]]\ncode = "N497"\nlevel = "info"\n[[rule]]\ncode = "HA102"\nlevel = "info"\n'
    )
    done = checked(tmp_path, {N: text})
    assert told(done) == [(N, 1, 11), (N, 3, 1), (N, 5, 9), (N, 10, 8)], done.err


@pytest.mark.parametrize("name", ["nothing.toml", "henna"])
def test_profile_of_the_command_line(name: str, tmp_path: Path) -> None:
    done = checked(tmp_path, {}, "--profile", name)
    assert (done.code, done.out) == (2, "")
    assert name in done.err


def test_configuration_of_the_command_line(tmp_path: Path) -> None:
    done = checked(tmp_path, {}, "--config", "nothing.toml")
    assert (told(done), done.code, done.out) == ([("nothing.toml", 1, 1)], 2, "")


def test_in_a_shared_file(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.nianbao]\nprofle = "base"\n[tool.nianbao.level]\nS117 = "inf"\n[tool.other]\nx = 1\n'
    put(tmp_path, {"pyproject.toml": text, "r.txt": REPORT_TEXT})
    done = run(tmp_path, "check", "r.txt")
    assert (told(done), done.code, done.out) == ([("pyproject.toml", 4, 1), ("pyproject.toml", 6, 8)], 2, ""), done.err
    assert "tool.nianbao" in done.err


def test_a_shared_file_is_read_for_our_table_alone(tmp_path: Path) -> None:
    put(tmp_path, {"pyproject.toml": '[project]\nname = "nianbao"\n[tool.other]\nlevel = 3\n', "r.txt": REPORT_TEXT})
    assert told(run(tmp_path, "check", "r.txt")) == []


@pytest.mark.parametrize("before", ["\ufeff", ""], ids=["mark", "no mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_places_are_the_same_with_marks_and_line_ends(before: str, end: str, tmp_path: Path) -> None:
    text, places = broken(NAMES["rule in a list"])
    done = checked(tmp_path, {N: (before + text.replace("\n", end)).encode()})
    assert (told(done), done.code) == (places, 2)


def test_lines_are_those_of_toml(tmp_path: Path) -> None:
    text, places = broken(Case(N, {"[check]": "# \u2028 \x85\n[check]", 'lang = "zh"': 'lang = ⟦"cn"⟧'}))
    done = checked(tmp_path, {N: text})
    assert told(done) == places
    assert f'{places[0][1]} │ lang = "cn"' in done.err


SPECIAL = {
    "not UTF-8": ("[level]\n# 级别\n".encode("gb18030"), (N, 2, 1)),
    "UTF-16": ('profile = "base"\n'.encode("utf-16"), (N, 1, 1)),
    "too long": (b"# x\n" * 750_000, (N, 1, 1)),
    "nested too deep": (b"x = " + b"[" * 100_000, (N, 1, 1)),
    "bare carriage return": (b'profile = "base"\rlang = "zh"\n', (N, 1, 17)),
    "zero byte": (b'profile = "ba\x00se"\n', (N, 1, 14)),
    "half a character": (b'profile = "base"\nbaseline = "\xe4\xb8"\n', (N, 2, 1)),
}


@pytest.mark.parametrize(("content", "place"), SPECIAL.values(), ids=SPECIAL)
def test_file_that_is_no_toml(content: bytes, place: Place, tmp_path: Path) -> None:
    for language in ("zh", "en"):
        done = checked(tmp_path, {N: content}, "--lang", language)
        assert (told(done), done.code, done.out) == ([place], 2, ""), done.err


@pytest.mark.parametrize("content", ["", "\n", "# nothing\n", "\ufeff"])
def test_empty_file_sets_nothing(content: str, tmp_path: Path) -> None:
    done = checked(tmp_path, {N: content})
    assert (told(done), done.code) == ([], 0)


def test_folder_for_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    done = checked(tmp_path, {N: 'profile = "folder.toml"\n'})
    assert (told(done), done.code, done.out) == ([(N, 1, 11)], 2, "")
    done = checked(tmp_path, {}, "--config", "folder.toml")
    assert (told(done), done.code, done.out) == ([("folder.toml", 1, 1)], 2, "")


def mutations(count: int) -> Iterator[tuple[str, str]]:
    """Files with something deleted, exchanged or moved: characters, lines, words of one file put into another."""
    chance = random.Random(20210901)
    for _ in range(count):
        name = chance.choice(list(FILES))
        text = FILES[name]
        lines = text.split("\n")
        kind = chance.randrange(6)
        begin = chance.randrange(len(text))
        row, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        if kind == 0:
            text = text[:begin] + text[begin + chance.choice((1, 1, 2, 5, 40)) :]
        elif kind == 1:
            text = text[:begin] + chance.choice("\"'[]{}=#,.\n\\^(|*一，“”\u3000x1-") + text[begin + chance.randrange(2) :]
        elif kind == 2:
            text = text[:begin] + text[begin : begin + 2][::-1] + text[begin + 2 :]
        elif kind == 3:
            lines.insert(other, lines.pop(row))
            text = "\n".join(lines)
        elif kind == 4:
            foreign = chance.choice(chance.choice(list(FILES.values())).split("\n"))
            text = "\n".join([*lines[:row], foreign, *lines[row + chance.randrange(2) :]])
        else:
            words = re.findall(r'[\w"\-]+', text)
            text = text.replace(chance.choice(words), chance.choice(words), 1)
        yield name, text


def test_any_change_is_fine_or_told(tmp_path: Path) -> None:
    for name, text in mutations(500):
        done = checked(tmp_path, {N: SMALL, name: text, "r.txt": REPORT_TEXT[:400]})
        assert done.code in (0, 1, 2)
        assert "Traceback" not in done.said
        assert done.code != 2 or told(done), done.err
        assert done.code != 2 or not done.out, text
