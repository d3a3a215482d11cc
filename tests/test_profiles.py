"""What comes of several files, clause by clause of linter/profile/merge.py; and profiles and checks of other packages."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from profile_files import REPORT, inside, put, run

from linter.profile import outside
from linter.profile.choose import Chosen
from linter.profile.load import shipped_norm, shipped_rules
from linter.profile.model import Profile, Rule

TEXT = REPORT.read_text(encoding="utf-8")
NATIONAL = {rule.code: rule for rule in shipped_rules()}
SEVENTH = """
[section.attachment]
number = 7
title = "附件"

[grammar]
override = '''
%override report: front overview disclosure requests review problems other attachment
attachment: (ATTACHMENT | ABSENT) body
%declare ATTACHMENT
'''
"""
OWN = """
[[rule]]
code = "{code}"
name = "{name}"
title = "写明网址"
check = "stated"
level = "{level}"
any = ["网址"]
basis = [{{ doc = "县通知" }}]
help = "请写明网址。"
message.broken = "没有写明网址"
"""


class Folder:
    """A folder with a report and files of settings."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, **files: str) -> None:
        """Write `name.toml` for each name; `nianbao` is the configuration."""
        put(self.path, {f"{name}.toml": text for name, text in files.items()})

    def profile(self, report: str = "r.txt", text: str = TEXT) -> Profile:
        """The profile that a report is held against."""
        put(self.path, {report: text})
        with inside(self.path):
            chosen = Chosen()
            chosen.discover([report])
            chosen.verify()
            return chosen.of(report)

    def rule(self, code: str, report: str = "r.txt") -> Rule:
        """A rule as it is for a report."""
        return next(rule for rule in self.profile(report).rules if rule.code == code)

    def findings(self, text: str = TEXT, report: str = "r.txt", *options: str) -> list[Mapping[str, Any]]:
        """What is found in a report that says this."""
        put(self.path, {report: text})
        done = run(self.path, "check", report, "--output", "json", *options)
        assert done.code in (0, 1), done.err
        found: list[Mapping[str, Any]] = json.loads(done.out)["files"][0]["findings"]
        return found

    def notes(self) -> list[str]:
        """The remarks on settings without effect, each with its line."""
        put(self.path, {"r.txt": TEXT})
        done = run(self.path, "check", "r.txt")
        assert done.code in (0, 1), done.err
        return [line for line in done.err.splitlines() if "  提示 " in line]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty folder."""
    return Folder(tmp_path)


def about(name: str = "x", extends: str = '"base"', more: str = "") -> str:
    """A profile."""
    return f'[profile]\nname = "{name}"\nextends = {extends}\n{more}'


def codes(findings: list[Mapping[str, Any]]) -> list[str]:
    """The codes of the rules that findings are of."""
    return [each["rule"] for each in findings]


# ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_scalar_replaces(folder: Folder) -> None:
    folder.write(a=about(more="[option.N409]\nmost = 5\n"), nianbao='profile = "a.toml"\n')
    assert folder.rule("N409").options.most == 5
    folder.write(nianbao='profile = "a.toml"\n[option.N409]\nmost = 6\n')
    assert folder.rule("N409").options.most == 6


def test_a_list_replaces(folder: Folder) -> None:
    folder.write(nianbao='[option.N410]\nslogans = ["甲"]\n')
    assert folder.rule("N410").options.slogans == ("甲",)


def test_a_list_is_edited(folder: Folder) -> None:
    before = NATIONAL["N410"].options.slogans
    folder.write(nianbao=f'[option.N410]\nslogans = {{ add = ["甲", "乙"], drop = ["{before[0]}"] }}\n')
    assert folder.rule("N410").options.slogans == (*before[1:], "甲", "乙")


def test_edits_of_several_files_add_up(folder: Folder) -> None:
    before = NATIONAL["N410"].options.slogans
    folder.write(
        a=about(more='[option.N410]\nslogans.add = ["甲"]\n'),
        nianbao='profile = "a.toml"\n[option.N410]\nslogans = { add = ["乙"], drop = ["甲"] }\n',
    )
    assert folder.rule("N410").options.slogans == (*before, "乙")


def test_tables_in_a_list_are_dropped_by_name(folder: Folder) -> None:
    before = [topic["name"] for topic in NATIONAL["N401"].options.topic]
    folder.write(nianbao=f'[option.N401]\ntopic = {{ add = [{{ name = "甲", any = ["甲"] }}], drop = ["{before[0]}"] }}\n')
    assert [topic["name"] for topic in folder.rule("N401").options.topic] == [*before[1:], "甲"]


def test_tables_merge(folder: Folder) -> None:
    folder.write(nianbao='[[rule]]\ncode = "D003"\nlevels.mixed = "info"\nmessage.early = "太早（{year}）"\n')
    rule = folder.rule("D003")
    assert rule.levels == {**NATIONAL["D003"].levels, "mixed": "info"}
    assert rule.messages == {**NATIONAL["D003"].messages, "early": "太早（{year}）"}


def test_rules_merge_by_code_and_field(folder: Folder) -> None:
    folder.write(nianbao='[[rule]]\ncode = "N410"\nlevel = "error"\nhelp = "请写数。"\nsince = 2022\n')
    assert folder.rule("N410") == NATIONAL["N410"]._replace(
        level="error", help="请写数。", since=2022, changed=frozenset(("help",)), options=folder.rule("N410").options
    )
    assert folder.rule("N409") is NATIONAL["N409"]


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_by_name_and_by_file(folder: Folder) -> None:
    folder.write(a=about(extends='"henan"'), nianbao='profile = "a.toml"\n')
    chosen = {rule.code: rule.level for rule in folder.profile().rules}
    folder.write(nianbao='profile = "henan"\n')
    assert {rule.code: rule.level for rule in folder.profile().rules} == chosen
    folder.write(nianbao='profile = "河南"\n')
    assert folder.profile().name == "henan"


def test_a_child_wins_over_its_parents_and_the_later_over_the_earlier(folder: Folder) -> None:
    def at(level: str) -> str:
        return f'[level]\nN405 = "{level}"\n'

    folder.write(
        a=about("a", more=at("error")), b=about("b", more=at("info")), c=about("c", '["a.toml", "b.toml"]'),
        d=about("d", '["b.toml", "a.toml"]'), e=about("e", '["a.toml", "b.toml"]', at("off")),
    )  # fmt: skip
    for name, level in (("c", "info"), ("d", "error"), ("e", "off")):
        folder.write(nianbao=f'profile = "{name}.toml"\n')
        assert folder.rule("N405").level == level


def test_a_common_parent_is_laid_once(folder: Folder) -> None:
    slogans = "[option.N410]\nslogans = {}\n".format
    folder.write(
        a=about("a", more=slogans('["甲"]')), b=about("b", '"a.toml"', slogans('{ add = ["乙"] }')),
        c=about("c", '"a.toml"'), d=about("d", '["b.toml", "c.toml"]'), nianbao='profile = "d.toml"\n',
    )  # fmt: skip
    assert folder.rule("N410").options.slogans == ("甲", "乙")


def test_a_parent_is_relative_to_the_file_that_names_it(folder: Folder) -> None:
    more = "[option.N409]\nmost = 7\n"
    put(folder.path, {"省/市.toml": about("city", '"../省.toml"'), "省.toml": about("province", more=more)})
    folder.write(nianbao='profile = "省/市.toml"\n')
    assert folder.rule("N409").options.most == 7


def test_overrides(folder: Folder) -> None:
    folder.write(
        a=about("a", more='[level]\nN405 = "error"\n'),
        nianbao='[level]\nN405 = "info"\n[[override]]\nfiles = ["2022/**"]\nprofile = "a.toml"\nlevel.N410 = "off"\n'
        '[[override]]\nfiles = ["乡/**"]\n[override.option.N409]\nmost = 9\n',
    )
    assert folder.rule("N405").level == "info"
    assert folder.rule("N405", "2022/r.txt").level == "info"  # the configuration is laid over every profile
    assert folder.profile("2022/r.txt").name == "a"
    assert folder.rule("N410", "2022/r.txt").level == "off"
    assert folder.rule("N409", "乡/r.txt").options.most == 9
    assert folder.rule("N409").options.most == NATIONAL["N409"].options.most


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_the_most_specific_glob_is_laid_last(folder: Folder, order: tuple[int, ...]) -> None:
    overrides = [
        f'[[override]]\nfiles = ["{glob}"]\nlevel.N405 = "{level}"\n'
        for glob, level in (("**/*.txt", "info"), ("2022/*.txt", "error"), ("2022/r.txt", "off"))
    ]
    folder.write(nianbao="".join(overrides[each] for each in order))
    levels = [folder.rule("N405", name).level for name in ("2021/r.txt", "2022/s.txt", "2022/r.txt")]
    assert levels == ["info", "error", "off"]


def test_overrides_that_fit_together_speak_of_each_other_s_profiles(folder: Folder) -> None:
    folder.write(
        a=about("a", more='prefix = "AA"\n' + OWN.format(code="AA101", name="own", level="info")),
        nianbao='[level]\nAA101 = "error"\n[[override]]\nfiles = ["2022/**"]\nprofile = "a.toml"\n'
        '[[override]]\nfiles = ["**/r.txt"]\nlevel.AA = "warning"\noption.AA101.any.add = ["公布于"]\n',
    )
    assert folder.rule("AA101", "2022/s.txt").level == "error"
    assert folder.rule("AA101", "2022/r.txt").level == "warning"
    assert folder.rule("AA101", "2022/r.txt").options.any == ("网址", "公布于")
    assert "AA101" not in {rule.code for rule in folder.profile().rules}


def test_overrides_that_are_right_alone_and_wrong_together(folder: Folder) -> None:
    own = OWN.format(code="AA101", name="own", level="warning").replace("any =", "locked = true\nany =")
    folder.write(
        a=about("a", more=own),
        nianbao='profile = "a.toml"\n[[override]]\nfiles = ["2022/**"]\nlevel.AA101 = "error"\n'
        '[[override]]\nfiles = ["**/together.txt"]\nlevel.AA101 = "warning"\n',
    )
    put(folder.path, {"2022/alone.txt": TEXT, "together.txt": TEXT})
    assert run(folder.path, "check", ".").code == 1
    put(folder.path, {"2022/together.txt": TEXT})
    done = run(folder.path, "check", ".")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("nianbao.toml:7:15")


def test_the_nearest_configuration_holds(folder: Folder) -> None:
    folder.write(nianbao='[level]\nN405 = "error"\n')
    put(folder.path, {"乡/nianbao.toml": '[level]\nN410 = "error"\n'})
    assert folder.rule("N405", "县/r.txt").level == "error"
    assert folder.rule("N405", "乡/村/r.txt").level == NATIONAL["N405"].level
    assert folder.rule("N410", "乡/村/r.txt").level == "error"


def test_a_shared_file_will_do(folder: Folder) -> None:
    folder.write(pyproject='[project]\nname = "x"\n[tool.nianbao.level]\nN405 = "error"\n')
    assert folder.rule("N405").level == "error"


def test_auto_goes_by_the_body(folder: Folder) -> None:
    folder.write(nianbao='profile = "auto"\n[[override]]\nfiles = ["国/**"]\nprofile = "base"\n')
    text = TEXT.replace("云岭县青禾镇", "河南省卢氏县青禾镇")
    put(folder.path, {"a.txt": text, "b.txt": TEXT, "国/c.txt": text})
    for name, profile in (("a.txt", "henan"), ("b.txt", "base"), ("国/c.txt", "base")):
        done = run(folder.path, "check", name, "--output", "json")
        assert done.code in (0, 1), done.err
        assert json.loads(done.out)["run"]["profile"] == profile


# ── levels ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("reverse", [False, True])
def test_the_more_exact_selector_wins(folder: Folder, reverse: bool) -> None:
    lines = [
        'ALL = "error"', 'N = "error"',
        'N40 = "error"', 'N405 = "warning"', 'N41 = "info"', 'overview-without-figures = "off"',
    ]  # fmt: skip
    folder.write(nianbao="[level]\n" + "\n".join(lines[::-1] if reverse else lines))
    levels = [folder.rule(code).level for code in ("S104", "N406", "N405", "N410", "N411")]
    assert levels == ["error", "error", "warning", "off", "info"]


@pytest.mark.parametrize("selector", ["N405", "N", "N40", "n405", NATIONAL["N405"].name])
def test_levels_by_code_beginning_and_name(folder: Folder, selector: str) -> None:
    folder.write(nianbao=f'[level]\n{selector} = "error"\n')
    assert folder.rule("N405").level == "error"


def test_a_level_takes_single_messages_down_and_up_again(folder: Folder) -> None:
    assert NATIONAL["X501"].level == "warning"
    assert NATIONAL["X501"].levels["none_stated"] == "error"
    folder.write(nianbao='[level]\nX501 = "info"\n')
    assert folder.rule("X501").level_of("none_stated") == "info"
    folder.write(nianbao='[level]\nX501 = "error"\nS101 = "error"\n')
    assert folder.rule("X501").level_of("none_stated") == "error"
    assert folder.rule("S101").level_of("doubled") == "info"  # never above what is written for it
    folder.write(
        a=about(more='[level]\nX501 = "off"\nN402 = "off"\n'),
        nianbao='profile = "a.toml"\n[level]\nX501 = "warning"\nN402 = "error"\n',
    )
    assert folder.rule("X501").level_of("none_stated") == "warning"
    assert folder.rule("N402").level_of("broken", "subdistrict") == "info"


def test_a_level_of_a_message_counts_when_written_later(folder: Folder) -> None:
    folder.write(
        a=about(more='[level]\nX501 = "off"\n'),
        nianbao='profile = "a.toml"\n[[rule]]\ncode = "X501"\nlevels.none_stated = "error"\n',
    )
    assert folder.rule("X501").level_of("none_stated") == "error"
    assert folder.rule("X501").level_of("differs") == "off"


def test_locked_rules_may_be_raised_and_told_in_other_words(folder: Folder) -> None:
    own = OWN.format(code="AA101", name="own", level="warning") + "locked = true\n"
    own = own.replace('message.broken = "没有写明网址"\nlocked = true', 'locked = true\nmessage.broken = "没有写明网址"')
    folder.write(
        a=about(more=own),
        nianbao='profile = "a.toml"\n[level]\nAA101 = "error"\n'
        '[[rule]]\ncode = "AA101"\nmessage.broken = "网址呢"\nhelp = "写"\n',
    )
    rule = folder.rule("AA101")
    assert (rule.level, rule.messages["broken"], rule.help, rule.locked) == ("error", "网址呢", "写", True)


def test_off_stays_visible(folder: Folder) -> None:
    folder.write(nianbao='[level]\nN405 = "off"\n')
    assert folder.rule("N405").level == "off"
    assert "N405" in run(folder.path, "config", "r.txt").out


# ── wordings ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_titles_of_sections(folder: Folder) -> None:
    text = TEXT.replace("一、总体情况", "一、年度工作概览")
    assert {"S110", "S114"} & set(codes(folder.findings(text)))
    for key in ("overview", '"总体情况"'):
        folder.write(nianbao=f'[section.{key}]\naccepted.add = ["年度工作概览"]\n')
        found = [each for each in folder.findings(text) if each["at"].startswith("overview")]
        assert [(each["rule"], each["level"]) for each in found] == [("S114", "info")]
    folder.write(nianbao='[section.overview]\ndeviating.add = ["^年度.*概览$"]\n')
    found = [each for each in folder.findings(text) if each["at"].startswith("overview")]
    assert [(each["rule"], each["level"]) for each in found] == [("S114", "warning")]


@pytest.mark.parametrize("name", ["carried_out", "结转下年度", "四、结转下年度继续办理"])
def test_labels_of_rows(folder: Folder, name: str) -> None:
    text = TEXT.replace("四、结转下年度继续办理", "四、转入下年办理的申请")
    assert "T202" in codes(folder.findings(text))
    folder.write(nianbao=f'[table.requests.row."{name}"]\naccepted = ["四、转入下年办理的申请"]\n')
    assert [code for code in codes(folder.findings(text)) if code[0] in "TC"] == []
    folder.write(nianbao=f'[table.requests.row."{name}"]\nknown = ["四、转入下年办理的申请"]\n')
    assert [code for code in codes(folder.findings(text)) if code[0] in "TC"] == ["T204"]


def test_labels_of_columns(folder: Folder) -> None:
    text = TEXT.replace("法律服务机构", "律所")
    assert "T203" in codes(folder.findings(text)) or "T204" in codes(folder.findings(text))
    folder.write(nianbao='[table.requests.column.legal_service]\naccepted.add = ["律所"]\n')
    assert [code for code in codes(folder.findings(text)) if code[0] in "TC"] == []


def test_titles_of_reports(folder: Folder) -> None:
    text = TEXT.replace("青禾镇人民政府2023年政府信息公开工作年度报告", "青禾镇人民政府2023年政府信息公开年报告", 1)
    assert "S101" in codes(folder.findings(text))
    folder.write(nianbao="title.accepted.add = ['^(?P<body>.*?)(?P<year>20\\d\\d)年政府信息公开年报告$']\n")
    assert "S101" not in codes(folder.findings(text))


def test_a_seventh_section(folder: Folder) -> None:
    folder.write(nianbao=SEVENTH)
    found = folder.findings()
    assert [(each["rule"], "附件" in each["message"]) for each in found if each["rule"] == "S110"] == [("S110", True)]
    assert "S110" not in codes(folder.findings(TEXT + "\n七、附件\n\n附表见本机关网站。\n"))
    assert [each for each in folder.profile().norm.sections if each.key == "attachment"]
    assert len(shipped_norm().sections) == 6


def test_a_seventh_section_is_one_that_rules_and_children_may_name(folder: Folder) -> None:
    own = OWN.format(code="AA101", name="own", level="error").replace("any =", 'passages = ["attachment"]\nany =')
    folder.write(
        a=about(more=SEVENTH), nianbao=f'profile = "a.toml"\n[section.attachment]\naccepted.add = ["附表"]\n{own}',
    )  # fmt: skip
    assert "AA101" in codes(folder.findings(TEXT + "\n七、附表\n\n见本机关网站。\n"))
    assert "AA101" not in codes(folder.findings(TEXT + "\n七、附表\n\n网址见下。\n"))


# ── rules ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_messages_in_own_words(folder: Folder) -> None:
    folder.write(nianbao='[[rule]]\ncode = "S113"\nmessage.wrong = "写成{expected}"\nen.message.wrong = "write {expected}"\n')
    text = TEXT.replace("六、其他", "七、其他")
    for language, words in (("zh", "写成六、其他需要报告的事项"), ("en", "write 六、其他需要报告的事项")):
        (found,) = folder.findings(text, "r.txt", "--lang", language)
        assert (found["rule"], found["message"]) == ("S113", words)


def test_other_messages_stay(folder: Folder) -> None:
    folder.write(nianbao='[[rule]]\ncode = "S113"\nmessage.none = "没有编号"\n')
    (found,) = folder.findings(TEXT.replace("六、其他", "七、其他"))
    folder.write(nianbao="")
    assert folder.findings(TEXT.replace("六、其他", "七、其他")) == [found]


WHOLE = """
[[rule]]
code = "AA101"
name = "address"
title = "写明网址"
check = "stated"
level = "warning"
levels = {{ broken = "{level}" }}
edition = {edition}
bodies = {bodies}
body_levels = {{ city = "error" }}
named = "{named}"
since = {since}
until = {until}
any = ["网址"]
basis = [{{ doc = "县通知", clause = "第三条" }}]
why = "读者要能找到。"
help = "请写明网址。"
message.broken = "没有写明网址"
[rule.en]
title = "The address is stated"
message.broken = "no address"
"""
FITTING = {
    "level": "info", "edition": '["2021"]', "bodies": '["township"]', "named": "青禾", "since": "2020", "until": "2023",
}  # fmt: skip


def test_an_own_rule(folder: Folder) -> None:
    folder.write(nianbao=WHOLE.format(**FITTING))
    (found,) = (each for each in folder.findings() if each["rule"] == "AA101")
    assert (found["level"], found["message"], found["name"]) == ("info", "没有写明网址", "address")
    (found,) = (each for each in folder.findings(TEXT, "r.txt", "--lang", "en") if each["rule"] == "AA101")
    assert found["message"] == "no address"
    assert "AA101" not in codes(folder.findings(TEXT + "\n网址：http://x\n"))
    assert codes(folder.findings(TEXT, "r.txt", "--select", "AA")) == ["AA101"]
    assert codes(folder.findings(TEXT, "r.txt", "--select", "address")) == ["AA101"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("edition", '["2019"]'), ("bodies", '["county"]'), ("named", "红星|光明"), ("since", "2024"), ("until", "2022")],
)
def test_an_own_rule_for_others(folder: Folder, field: str, value: str) -> None:
    folder.write(nianbao=WHOLE.format(**{**FITTING, "until": "2030", field: value}))
    assert "AA101" not in codes(folder.findings())


# ── remarks ───────────────────────────────────────────────────────────────────────────────────────────────────────
IDLE = {
    "added twice": ('[section.overview]\naccepted.add = ["政府信息公开总体情况"]\n', 2),
    "dropped, not there": ('[section.overview]\naccepted.drop = ["没有"]\n', 2),
    "added to labels twice": ('[table.requests.column.other]\naccepted.add = ["其它"]\n', 2),
    "added to an option twice": ('[option.N410]\nslogans.add = ["甲", "甲"]\n', 2),
    "dropped from topics, not there": ('[option.N401]\ntopic.drop = ["没有"]\n', 2),
    "the same option": ("[option.H709]\nmarks = \"{marks}\"\n", 2),
    "the same field": ('[[rule]]\ncode = "N410"\ncheck = "figures"\n', 3),
    "the same level": ('[level]\nN405 = "info"\n', 2),
    "the same level in [[rule]]": ('[[rule]]\ncode = "N405"\nlevel = "info"\n', 3),
    "a level that others cover": ('[level]\nN40 = "error"\n' + "".join(f'N40{n} = "error"\n' for n in range(1, 10)), 2),
    "an option of a rule that is off": ('[level]\nN409 = "off"\n[option.N409]\nmost = 5\n', 4),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line"), IDLE.values(), ids=IDLE)
def test_what_has_no_effect_is_told(folder: Folder, text: str, line: int) -> None:
    folder.write(nianbao=text.replace("{marks}", NATIONAL["H709"].options.marks))
    assert [note for note in folder.notes() if note.startswith(f"nianbao.toml:{line}:")], folder.notes()


def test_what_has_an_effect_somewhere_is_not_told(folder: Folder) -> None:
    folder.write(
        a=about("a", more='[level]\nN405 = "error"\n'),
        nianbao='[level]\nN405 = "warning"\n[[override]]\nfiles = ["2022/**"]\nprofile = "a.toml"\n',
    )
    assert folder.notes() == []
    folder.write(nianbao='[level]\nN405 = "info"\n[[override]]\nfiles = ["2022/**"]\n[override.level]\nN405 = "info"\n')
    assert [note.partition("  ")[0] for note in folder.notes()] == ["nianbao.toml:2:1", "nianbao.toml:6:1"]


# ── other packages ────────────────────────────────────────────────────────────────────────────────────────────────
MODULE = '''
from typing import Literal, NamedTuple, NewType
from linter.checks import Kind
from linter.finding import Said
from linter.terms import Pattern, SectionKey
from linter.text import Span

class Options(NamedTuple):
    """Words."""
    section: SectionKey
    words: tuple[Pattern, ...]
    way: Literal["once", "often"] = "once"
    most: int = 3

def look(report, options):
    for word in options.words:
        if word in report.document.text.content:
            yield Said("broken", options.section, Span(0, 1), {"word": word, "way": options.way})

def fall(report, options):
    yield Said("broken", "document", Span(0, 1), {"word": "x"})
    raise RuntimeError("no")

GOOD, FALLING, NO_OPTIONS = Kind(look, Options), Kind(fall), Kind(look, dict)
NO_KIND, NO_FUNCTION = look, Kind("look", Options)
class Odd(NamedTuple):
    words: complex
NO_SHAPE = Kind(look, Odd)
'''
NAMES = ("good", "falling", "no_options", "no_kind", "no_function", "no_shape")
ENTRIES = (
    "[nianbao.checks]\n" + "".join(f"{name.replace('_', '-')} = other_checks:{name.upper()}\n" for name in NAMES)
    + "missing = other_checks:MISSING\ncrashing = other_crash:KIND\nnowhere = other_nowhere:KIND\n"
    "[nianbao.profiles]\nother-office = other_checks_profile:PATH\nno-file = other_checks_profile:NO_FILE\n"
)  # fmt: skip
ASKING = """
[[rule]]
code = "AA101"
name = "own"
title = "没有这些词"
check = "{check}"
level = "error"
{options}
basis = [{{ doc = "县通知" }}]
help = "请删去。"
message.broken = "有{{word}}"
"""
SAID = 'section = "overview"\nwords = ["平台"]'


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that offers checks and profiles, as if it were installed."""
    site = tmp_path / "site"
    put(site, {
        "other_checks.py": MODULE,
        "other_crash.py": "raise ValueError('broken package')\n",
        "other_checks_profile.py":
        "from pathlib import Path\nPATH = Path(__file__).with_name('other.toml')\nNO_FILE = 'nowhere.toml'\n",
        "other.toml": about("other-office", more="[option.N409]\nmost = 8\n"),
        "other_checks-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: other-checks\nVersion: 1.0\n",
        "other_checks-1.0.dist-info/entry_points.txt": ENTRIES,
    })  # fmt: skip
    monkeypatch.syspath_prepend(str(site))
    importlib.invalidate_caches()
    for name in ("other_checks", "other_crash", "other_checks_profile"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return site


Ask = Callable[..., Any]


@pytest.fixture
def ask(package: Path, folder: Folder) -> Ask:
    """Check the report with a rule that asks for a check of the package."""

    def asked(check: str, options: str = "", *arguments: str) -> Any:
        folder.write(nianbao=ASKING.format(check=check, options=options))
        put(folder.path, {"r.txt": TEXT.replace("六、其他", "七、其他")})
        return run(folder.path, "check", "r.txt", *arguments)

    return asked


def test_a_check_of_a_package(ask: Ask) -> None:
    found = json.loads(ask("good", SAID, "--output", "json").out)["files"][0]["findings"]
    assert [(each["message"], each["at"]) for each in found if each["rule"] == "AA101"] == [("有平台", "overview")]


@pytest.mark.parametrize(
    ("options", "line", "word"),
    [
        ('section = "overview"\nwords = ["("]', 9, ""),
        ('section = "overview"\nwords = "平台"', 9, '["平台"]'),
        ('section = "overveiw"\nwords = ["平台"]', 8, "overview"),
        ('section = "overview"', 2, "words"),
        (f'{SAID}\nway = "ofen"', 10, "often"),
        (f"{SAID}\nmost = true", 10, ""),
        (f"{SAID}\nmots = 1", 10, "most"),
        (f"{SAID}\nzzz = 1", 10, "way"),
    ],
)
def test_options_of_a_package_are_checked(ask: Ask, options: str, line: int, word: str) -> None:
    done = ask("good", options)
    assert done.code == 2
    assert done.err.startswith(f"nianbao.toml:{line}:")
    assert done.err.count("错误") == 1
    assert word in done.err


def test_a_check_that_falls_is_a_finding(ask: Ask) -> None:
    done = ask("falling", "", "--output", "json")
    found = json.loads(done.out)["files"][0]["findings"]
    (fallen,) = (each for each in found if each["params"]["id"] == "rule_crashed")
    assert (fallen["rule"], fallen["outcome"]) == ("AA101", "blocked")
    assert "RuntimeError: no" in fallen["message"]
    assert "S113" in codes(found)
    assert done.code in (0, 1)


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        ("crashing", "ValueError: broken package"), ("nowhere", "ModuleNotFoundError"), ("missing", "AttributeError"),
        ("no-kind", "Kind"), ("no-function", "Kind"), ("no-options", "NamedTuple"), ("no-shape", "complex"),
    ],
)  # fmt: skip
def test_a_check_that_cannot_be_used_is_told_at_its_place(ask: Ask, check: str, reason: str) -> None:
    for language in ("zh", "en"):
        done = ask(check, SAID, "--lang", language)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("nianbao.toml:6:9  ")
        assert reason in done.err
        assert "Traceback" not in done.err
        assert sum(line.startswith("nianbao.toml:") for line in done.err.splitlines()) == 1


def test_nothing_is_imported_unasked(ask: Ask) -> None:
    ask("stated", 'any = ["网址"]')
    assert "other_checks" not in sys.modules
    assert "other_crash" not in sys.modules


def test_an_unknown_check_is_told_with_those_of_packages(ask: Ask) -> None:
    done = ask("goood", SAID)
    assert done.code == 2
    assert done.err.startswith("nianbao.toml:6:9  ")


def test_a_profile_of_a_package(package: Path, folder: Folder) -> None:
    folder.write(nianbao='profile = "other-office"\n')
    assert folder.rule("N409").options.most == 8
    assert outside.outside_profile_names() == ["no-file", "other-office"]


@pytest.mark.parametrize(("name", "word"), [("no-file", "nowhere.toml"), ("other-ofice", "other-office")])
def test_a_profile_that_is_not_there(package: Path, folder: Folder, name: str, word: str) -> None:
    folder.write(nianbao=f'profile = "{name}"\n')
    put(folder.path, {"r.txt": TEXT})
    done = run(folder.path, "check", "r.txt")
    assert (done.code, done.out) == (2, "")
    assert word in done.err
