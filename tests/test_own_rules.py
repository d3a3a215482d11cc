"""`nianbao test`: the examples of users' rules hold, or it is told where they do not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import ROOT, Done
from profile_files import inside, put, run

from linter.checks import KINDS, Kind, mentions
from linter.profile.example import failures, flaw_of, tried
from linter.profile.load import rule_files, shipped_norm, shipped_rules
from linter.profile.problem import Problem
from linter.profile.refused import Refused
from linter.words import catalog

GOOD = """\
[profile]
name = "office"
title = "云岭县"
prefix = "HA"

[[rule]]
code = "HA101"
name = "contact-line"
title = "写明联系电话"
check = "stated"
level = "warning"
any = ["联系电话"]
basis = [{ doc = "通知" }]
help = "请写明联系电话。"
message.broken = "没有写明联系电话"
[[rule.pass]]
note = "写了"
edit = { "六、其他需要报告的事项\\n" = "六、其他需要报告的事项\\n联系电话：1234567。\\n" }
[[rule.fail]]
note = "没有写"
at = "document"
message = "broken"

[[rule]]
code = "HA102"
name = "villagers"
title = "写明社会评议的方式"
check = "stated"
level = "warning"
any = ["村民代表"]
basis = [{ doc = "通知" }]
help = "请写明社会评议的方式。"
message.broken = "没有写明社会评议的方式"
[[rule.pass]]
note = "照用例文"
[[rule.fail]]
note = "删去"
edit = { "邀请村民代表开展社会评议" = "开展社会评议" }
"""

SUM = """\
[[rule]]
code = "HA201"
name = "own-sum"
title = "予以公开不多于总计"
check = "identity"
level = "error"
table = "requests"
along = "columns"
holds = "{holds}"
repeats = ["C302.broken"]
basis = [{{ doc = "通知" }}]
help = "请核对。"
message.broken = "{{where}}不对"
[[rule.pass]]
note = "照用例文"
[[rule.{side}]]
note = "改了"
edit = {{ "（一）予以公开\\t\\t5\\t1\\t0\\t0\\t0\\t0\\t6" = "（一）予以公开\\t\\t{values}" }}
"""

PHRASES = catalog().phrases
WHOLE = (ROOT / "rules" / "examples" / "2021.txt").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, {"office.toml": GOOD})
    return tmp_path


def failing(folder: Path, text: str, name: str = "office.toml") -> tuple[Done, list[Problem]]:
    """What the command says of a text, and what the function finds."""
    put(folder, {name: text})
    with inside(folder):
        found = failures(name)
    return run(folder, "test", name), found


def line_of(text: str, mark: str) -> int:
    """The line on which a mark stands first."""
    return text.count("\n", 0, text.index(mark)) + 1


def test_good_rules_hold(folder: Path) -> None:
    done = run(folder, "test", "office.toml")
    assert done.err == ""
    assert done.out.splitlines() == [
        "HA101 contact-line  1 条应通过，1 条应报出：都对",
        "HA102 villagers  1 条应通过，1 条应报出：都对",
        "2 条规则，4 个例子：都对",
    ]
    assert done.code == 0
    with inside(folder):
        assert failures("office.toml") == []


PASSES = GOOD[GOOD.index("[[rule.pass]]") : GOOD.index("[[rule.fail]]")]
FAILS = GOOD[GOOD.index("[[rule.fail]]") : GOOD.index('\n[[rule]]\ncode = "HA102"')]
ANY = 'any = ["联系电话"]\n'
DELETED = 'edit = { "邀请村民代表开展社会评议" = "开展社会评议" }'
SILENT, NEVER = PHRASES["test_silent_cure"], PHRASES["test_never_cure"]

# what is replaced, by what, what then stands at the place of the problem, and what is said
WRONG: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "no pass": (PASSES, "", '"HA101"', ("HA101 没有应通过的例子", "[[rule.pass]]")),
    "no fail": (FAILS, "", '"HA101"', ("HA101 没有应报出的例子", "[[rule.fail]]")),
    "reported": ("\\n联系电话：", "\\n", "pass]]", ("“写了”应通过，却报出：HA101.broken（document）没有写明联系电话",)),
    "reported without a note": ('note = "写了"\nedit', "#", "pass]]", ("第 1 个例子应通过，却报出：",)),
    "never reported": (DELETED, "", 'fail]]\nnote = "删', ("“删去”应报出，却没有报出", NEVER)),
    "not reported": (DELETED, f'{DELETED}\n[[rule.fail]]\nnote = "照"', 'fail]]\nnote = "照', ("“照”应报出，却没有报出", SILENT)),
    "elsewhere": ('"document"', '"overview"', '"overview"', ("“没有写”应在 overview 报出，实际是：HA101.broken（document）",)),
    "text that is not there": (
        DELETED,
        'edit = { "邀请了村民代表开展评议" = "" }',
        '"邀请了',
        ("例文 2021.txt 中没有“邀请了村民代表开展评议”", "最接近的是第 11 行的“邀请村民代表开展社会评议”"),
    ),
    "text like none": (DELETED, 'edit = { "windmill\\t" = "" }', '"windmill', ("中没有“windmill\\t”", "例文见 ", "2021.txt")),
    "text of several lines": (
        DELETED,
        'edit = { "本年制发数\\n规章\\t0" = "" }',
        '"本年制发数',
        ("没有“本年制发数\\n规章\\t0”", "第 16 行的“本年制发件数\\t本年", "有效件数\\n规章\\t0”"),
    ),
    "text in several places": (
        DELETED,
        'edit = { "公开" = "" }',
        '"公开"',
        ("处“公开”（第 1、3、7、8、9、10…… 行）", "例文 2021.txt 中有 ", "请多写"),
    ),
    "text that an edit took": (
        DELETED,
        'edit = { "邀请村民代表" = "", "村民代表开展" = "" }',
        '"村民代表开展"',
        ("没有“村民代表开展”", "前一处改动已经把它改掉了"),
    ),
    "skipped": (ANY, f'{ANY}bodies = ["department"]\n', "pass]]", ("“写了”没有用到这条规则：只适用于政府部门",)),
    "off for the year": (ANY, f"{ANY}since = 2030\n", "pass]]", ("“写了”没有用到这条规则：只适用于 2030 年度及以后",)),
    "no year": (
        ANY,
        f'{ANY}edition = ["2021"]\nuntil = 2020\n',
        "2020\n",
        ("HA101 永远不会报：只用到 2020 年度", "从 2021 年度才有"),
    ),
    "no last year": (
        'note = "没有写"',
        'note = "没有写"\nprevious = "last-2012"',
        '"last-2012"',
        ("没有例文 last-2012", "last-2021"),
    ),
    "no file": (
        'note = "没有写"',
        'note = "没有写"\nfile = "例/无.txt"',
        '"例/无.txt"',
        ("例文 例/无.txt 读不了：没有这个文件",),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_place(name: str, folder: Path) -> None:
    old, new, mark, says = WRONG[name]
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    done, found = failing(folder, text)
    assert (done.code, done.err) == (1, "")
    at = text.index(mark)
    line, column = text.count("\n", 0, at) + 1, at - text.rindex("\n", 0, at)
    (told,) = [
        each for each in done.out.splitlines() if each.startswith(f"office.toml:{line}:{column}  错误 ") and says[0] in each
    ]
    assert f"  {line} │ {text.splitlines()[line - 1][:40]}" in done.out
    assert [each for each in says if each not in done.out] == []
    assert {problem.path for problem in found} == {"office.toml"}
    assert len(found) == done.out.count("  错误 ")
    assert any(f"{problem.spot.line}:{problem.spot.column}" in told for problem in found)


def test_a_fail_has_its_message_at_its_place(folder: Path) -> None:
    own = SUM.format(holds="予以公开 >= 办理结果总计", side="fail", values="5\\t1\\t0\\t0\\t0\\t0\\t6")
    text = f'{GOOD}\n{own}at = "requests/*/total"\nmessage = "blocked"\n'
    done = failing(folder, text)[0]
    line = text.count("\n")
    assert f"office.toml:{line}:11  错误 “改了”应报出消息 blocked，实际是：HA201.broken（requests/*/total）" in done.out


def test_a_text_that_is_there_once_may_be_edited_again(folder: Path) -> None:
    edit = 'edit = { "邀请村民代表开展社会评议" = "邀请代表开展社会评议", "邀请代表" = "邀请村民" }'
    assert failing(folder, GOOD.replace(DELETED, edit))[1] == []


def test_a_fail_may_not_break_other_rules_of_the_file(folder: Path) -> None:
    both = 'edit = { "邀请村民代表开展社会评议" = "", "维护门户网站专栏" = "维护专栏" }'
    third = GOOD[GOOD.index('[[rule]]\ncode = "HA102"') :].replace("HA102", "HA103").replace("villagers", "site")
    third = third.replace(DELETED, 'edit = { "维护门户网站专栏" = "维护专栏" }').replace("村民代表", "门户网站专栏")
    text = f"{GOOD.replace(DELETED, both)}\n{third}"
    done, (problem,) = failing(folder, text)
    assert "“删去”还使别的规则报出：HA103.broken（document）没有写明" in done.out
    assert 'also = ["HA103"]' in done.out
    assert (problem.spot.line, done.code) == (line_of(text, 'fail]]\nnote = "删去"'), 1)
    for also in ("HA103", "HA103.broken"):
        assert failing(folder, text.replace(both, f'{both}\nalso = ["{also}"]'))[1] == []
    assert failing(folder, text.replace(both, f'{both}\nalso = ["HA103.lost"]'))[1] != []


def test_what_the_good_report_breaks_as_it_stands_is_not_held_against_an_example(folder: Path) -> None:
    # HA101 is broken in every example of HA102
    assert "联系电话" not in WHOLE
    assert failing(folder, GOOD)[1] == []
    put(folder, {"例.txt": WHOLE})
    done = failing(folder, GOOD.replace(DELETED, f'file = "例.txt"\n{DELETED}'))[0]
    assert "还使别的规则报出：HA101.broken" in done.out, "what stands in a file of one's own is one's own doing"


def test_an_example_may_show_for_whom_the_rule_is_not(folder: Path) -> None:
    bounds = GOOD.replace('any = ["村民代表"]', 'any = ["村民代表"]\nbodies = ["township"]')
    outside = '[[rule.pass]]\nnote = "部门"\nedit = { "云岭县青禾镇人民政府2023年" = "云岭县水利局2023年" }\n'
    kept = '[[rule.pass]]\nnote = "照用例文"\n'
    assert failing(folder, bounds.replace(kept, kept + outside))[1] == []
    done = failing(folder, bounds.replace(kept, outside))[0]
    assert "“部门”没有用到这条规则：只适用于乡镇人民政府" in done.out


ALL = "办理结果总计 = 予以公开 + 部分公开 + sum(不予公开.*) + sum(无法提供.*) + sum(不予处理.*) + sum(其他处理.*)"


@pytest.mark.parametrize(
    ("holds", "side", "values", "says"),
    [
        ("予以公开 <= 办理结果总计", "pass", "5\\t1\\t0\\t0\\t0\\t0\\t5", None),
        ("予以公开 <= 办理结果总计", "pass", "\\t1\\t0\\t0\\t0\\t0\\t6", "“改了”无法判断：HA201."),
        ("予以公开 <= 办理结果总计", "fail", "\\t1\\t0\\t0\\t0\\t0\\t6", "“改了”无法判断：HA201."),
        (ALL, "fail", "5\\t2\\t0\\t0\\t0\\t0\\t7", "“改了”应报出，但 C302 已经报了同一件事"),
    ],
)
def test_what_is_not_decided_shows_nothing(holds: str, side: str, values: str, says: str | None, folder: Path) -> None:
    done = failing(folder, GOOD + "\n" + SUM.format(holds=holds, side=side, values=values))[0]
    told = [line for line in done.out.splitlines() if "  错误 “改了”" in line]
    assert [says in line for line in told if says] == ([True] if says else [])


def test_a_report_that_ends_the_run_shows_nothing(folder: Path) -> None:
    put(folder, {"例.txt": "通知\n请各村参加会议。\n"})
    done, _ = failing(folder, GOOD.replace('note = "照用例文"', 'file = "例.txt"'))
    assert "第 1 个例子没有检查到这条规则就停下了：D001." in done.out


def test_a_check_that_fails_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Iterator[None]:
        raise ZeroDivisionError("by zero")
        yield

    monkeypatch.setitem(KINDS, "stated", Kind(broken, mentions.Stated))  # type: ignore[index]
    done, found = failing(folder, GOOD)
    assert [(problem.spot.line, problem.spot.column) for problem in found] == [(10, 9), (28, 9)]
    assert done.out.count("检查 stated 出错：ZeroDivisionError: by zero") == 2


def test_a_rule_that_is_off_is_turned_on_and_told(folder: Path) -> None:
    off = GOOD.replace('level = "warning"', 'level = "off"', 1)
    done, found = failing(folder, off)
    assert (done.code, found) == (0, [])
    assert done.err.startswith("office.toml:11:9  提示 HA101 是关闭的")
    put(folder, {"nianbao.toml": 'profile = "office.toml"\n[[override]]\nfiles = ["甲/*"]\nlevel = { HA101 = "error" }\n'})
    assert "关闭" not in run(folder, "test", "nianbao.toml").err
    own = off.replace(GOOD[: GOOD.index("[[rule]]")], "") + '\n[[override]]\nfiles = ["甲/*"]\nlevel = { HA = "error" }\n'
    done, found = failing(folder, own, "nianbao.toml")
    assert (done.code, done.err, found) == (0, "", [])


def test_a_changed_national_rule_keeps_its_examples(folder: Path) -> None:
    text = GOOD + "\n[option.N409]\nmost = 20\n"
    done = failing(folder, text)[0]
    assert done.code == 1
    assert (
        f"office.toml:{line_of(text, '[option.N409]')}:9  错误 N409 改动后，原有的 2 个例子有 1 个不对：“篇幅合适”应通过"
        in done.out
    )
    assert 'code = "N409"' in done.out
    own = '[[rule]]\ncode = "N409"\npass = [{ edit = { "2023年，我镇" = "我镇" } }]\n'
    assert failing(folder, GOOD + "\n[option.N409]\nmost = 900\n")[1] == []
    told = failing(folder, text.replace("[option", f"{own}\n[option"))[1]
    assert [problem.spot.line for problem in told] == [line_of(text, "[option.N409]") + 2]


def test_files_of_examples_are_beside_the_rules(tmp_path: Path) -> None:
    whole = WHOLE.replace("六、其他需要报告的事项\n", "六、其他需要报告的事项\n联系电话：7654321。\n")
    edit = 'file = "例/好.txt"\nedit = { "7654321" = "12345", "。\\n\\n二、主" = "。\\n二、主" }\n'
    text = GOOD.replace(GOOD[GOOD.index('edit = { "六') : GOOD.index("[[rule.fail]]")], edit)
    text = text.replace('note = "没有写"\n', 'note = "没有写"\nfile = "例/坏.html"\nprevious = "例/好.txt"\n')
    html = f"<html><body>{WHOLE.replace(chr(10), '<br>')}</body></html>"
    put(tmp_path, {"规则/office.toml": text, "规则/例/好.txt": whole.replace("\n", "\r\n"), "规则/例/坏.html": html})
    assert run(tmp_path, "test", "规则/office.toml").said.count("：都对") == 3
    with inside(tmp_path / "规则"):
        assert failures("office.toml") == failures(str(tmp_path / "规则")) == []
    put(tmp_path, {"规则/例/好.txt": b"%PDF-1.7 \n"})
    assert "例文 例/好.txt 不是文本" in run(tmp_path, "test", "规则").out


def test_parents_keep_their_examples(folder: Path) -> None:
    child = '[profile]\nname = "child"\nextends = "sub/office.toml"\n[option.HA102]\nany = ["{words}"]\n'
    put(folder, {"sub/office.toml": GOOD, "child.toml": child.format(words="村民代表|代表")})
    assert run(folder, "test", "child.toml").out.splitlines()[0] == "HA102 villagers  1 条应通过，1 条应报出：都对"
    put(folder, {"child.toml": child.format(words="网站")})
    done = run(folder, "test", "child.toml")
    assert "child.toml:4:9  错误 HA102 改动后，原有的 2 个例子有 1 个不对：“删去”应报出，却没有报出" in done.out


def test_folders(folder: Path) -> None:
    files = {
        "下级/more.toml": GOOD.replace("HA1", "HB1").replace('"HA"', '"HB"').replace('"office"', '"more"'),
        "下级/other.toml": "[tool]\nx = 1\n", "下级/damaged.toml": "[tool\n", ".hidden/office.toml": "[[rule]\n",
        "pyproject.toml": "[project]\nname = 'x'\n", "语言.toml": "[rule.D001]\ntitle = 'x'\n",
    }  # fmt: skip
    put(folder, files)
    done = run(folder, "test", ".")
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if "toml" in line] == ["office.toml", "下级/more.toml"]
    assert done.out.endswith("4 条规则，8 个例子：都对\n")
    put(folder, {"下级/damaged.toml": '[[rule]]\ncode = "HC101\n'})
    done = run(folder, "test", ".")
    assert (done.code, done.out) == (2, "")
    assert "下级/damaged.toml:2:" in done.err
    assert run(folder, "test", ".hidden", "下级/other.toml").code == 2


def test_configurations(folder: Path) -> None:
    own = GOOD[GOOD.index("[[rule]]") :].replace("HA1", "HB1").replace("contact-line", "phone").replace("villagers", "people")
    override = '\n[[override]]\nfiles = ["甲/*"]\n[override.option.HB102]\nany = ["网站"]\n'
    put(folder, {"nianbao.toml": f'profile = "office.toml"\n\n{own}{override}'})
    for arguments in (("nianbao.toml",), ()):
        below = folder / "甲" / "乙"
        below.mkdir(parents=True, exist_ok=True)
        done = run(folder if arguments else below, "test", *arguments)
        assert done.code == 1
        assert "HB101 phone  1 条应通过，1 条应报出：都对\nHB102 people  1 条应通过，1 条应报出：都对\n" in done.out
        assert "HB102 改动后，原有的 2 个例子有 1 个不对：“删去”应报出，却没有报出" in done.out
        # the profile's own rules are those of the configuration only where no file is named
        assert done.out.count("HA101 contact-line") == (0 if arguments else 1)
    line = line_of(f'profile = "office.toml"\n\n{own}{override}', "[[override]]")
    assert f"nianbao.toml:{line}\nHB102 people" in run(folder, "test", "nianbao.toml").out


def test_shared_configurations(folder: Path) -> None:
    own = GOOD[GOOD.index("[[rule]]") :].replace("[rule", "[tool.nianbao.rule")
    text = f"[tool.nianbao]\n\n{own.replace(FAILS.replace('[rule', '[tool.nianbao.rule'), '')}"
    done = failing(folder, text, "pyproject.toml")[0]
    assert f"pyproject.toml:{line_of(text, 'HA101')}:8  错误 HA101 没有应报出的例子" in done.out
    assert run(folder, "test", ".").out.startswith("office.toml\n")


def test_exit_codes(folder: Path) -> None:
    assert run(folder, "test", "office.toml").code == 0
    assert run(folder, "test", "office.toml", "无.toml").code == 2
    assert run(folder, "test", "nosuchprofile").code == 2
    put(folder, {"wrong.toml": GOOD.replace('level = "warning"', 'level = "warn"'), "空.toml": '[profile]\nname = "x"\n'})
    done = run(folder, "test", "wrong.toml", "office.toml")
    assert (done.code, done.out) == (2, "")
    assert "wrong.toml:11:9" in done.err
    with inside(folder), pytest.raises(Refused):
        failures("wrong.toml")
    done = run(folder, "test", "空.toml")
    assert (done.code, done.out) == (0, "空.toml\n没有自己的规则，也没有改动国家规则\n")


def test_no_configuration(tmp_path: Path) -> None:
    done = run(tmp_path, "test")
    assert (done.code, done.out) == (2, "")
    assert "没有配置（nianbao.toml" in done.err


def test_english(folder: Path) -> None:
    put(folder, {"wrong.toml": GOOD.replace('at = "document"', 'at = "overview"').replace(DELETED, 'edit = { "windmill" = "" }')})
    done = run(folder, "test", "--lang", "en", "wrong.toml")
    assert done.code == 1
    assert "HA101 contact-line  1 should pass, 1 should be reported: 1 problem\n" in done.out
    assert "error “没有写” should be reported at overview; what is reported: HA101.broken (document) 没有写明联系电话" in done.out
    assert "error “windmill” does not stand in the example 2021.txt" in done.out
    assert done.out.endswith("2 rules, 4 examples: 2 problems\n")


# what a rule says of many reports is shown by tests/test_archive_rules.py
@pytest.mark.parametrize("name", [name for name, _ in rule_files() if name != "R-archive.toml"])
def test_shipped_rules_hold(name: str) -> None:
    assert [(problem.spot.line, catalog().say(problem.said)) for problem in failures(str(ROOT / "rules" / name))] == []


def test_an_example_can_be_run_by_itself() -> None:
    rules = shipped_rules()
    rule = next(rule for rule in rules if rule.code == "C302")
    codes = {each.code for each in rules}
    for passes, examples in ((True, rule.passes), (False, rule.fails)):
        for example in examples:
            run_ = tried(rule, example, rules, shipped_norm())
            assert flaw_of(rule, example, passes, run_, codes) is None
            assert flaw_of(rule, example, not passes, run_, codes) is not None
