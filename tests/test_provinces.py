"""The shipped profiles of provinces: complete, silent about what is right, and resting on documents or at info."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from generator import assemble, correct_report, render
from generator.places import KINDS
from test_locale import outside_quotes

from linter.engine import check_report
from linter.parse.build import build_report
from linter.profile.chain import chain, regions, shipped_names
from linter.profile.example import failures
from linter.profile.load import base_profile, shipped_norm, shipped_rules
from linter.profile.model import Example, Profile, Rule
from linter.profile.province import province_of
from linter.profile.resolve import Resolved, resolve
from linter.read import read_file, read_text
from linter.report import Report
from linter.resources import read_shipped

NAMES = (
    "anhui", "beijing", "fujian", "gansu", "guangdong", "heilongjiang", "henan", "hubei", "hunan", "jiangsu", "neimenggu",
    "shandong", "shanghai", "sichuan", "tianjin", "xinjiang", "yunnan", "zhejiang",
)  # fmt: skip
EVERY_NAME = pytest.mark.parametrize("name", NAMES)
NATIONAL = frozenset(rule.code for rule in shipped_rules())
PRACTICE = "惯例"
# the documents that rules of a province may rest on
DOCUMENTS = frozenset((
    "《中华人民共和国政府信息公开条例》（国务院令第711号）",
    "国办公开办函〔2021〕30号",
    "武政办发〔2025〕54号",
    "怀化市政务公开政务服务领导小组办公室关于认真做好2021年政府信息公开工作年度报告编制发布工作的通知",
    "四川省地方标准 DB51/T 2660—2019",
    "皖政务办秘〔2023〕1号",
    "皖政务办秘〔2024〕2号",
    "湖北省人民政府办公厅关于做好2020年政府信息公开年度报告编制和发布工作的通知",
    "云南省人民政府办公厅关于做好2023年政府信息公开工作年度报告编制发布工作的通知",
    "奇政办通〔2025〕1号",
))  # fmt: skip
# governments with a place of their own: what a province's city is called, or a municipality's district
MUNICIPALITIES = {"beijing": "北京市海淀区", "shanghai": "上海市徐汇区", "tianjin": "天津市南开区"}
SEEDS = range(20)
SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "samples"
# reports of bodies of 河南, and whether they state their period
OF_HENAN = {"A-城关镇-2021.txt": False, "C-杜关镇-2023.txt": True, "D-尹庄镇-2022.txt": False, "E-王集乡-2021.txt": False}


@cache
def resolved(name: str) -> Resolved:
    """A shipped profile with where its settings come from."""
    return resolve(chain(name, ""))


def profile(name: str) -> Profile:
    """A shipped profile."""
    return resolved(name).profile


def about(name: str) -> Mapping[str, object]:
    """What a shipped profile says of itself."""
    (part,) = chain(name, "")
    found: Mapping[str, object] = part.source.data["profile"]
    return found


def own_rules(name: str) -> list[Rule]:
    """The rules that only this province has."""
    return [rule for rule in profile(name).rules if rule.code not in NATIONAL]


def rule_of(name: str, code: str) -> Rule:
    """One of the rules that only this province has."""
    (rule,) = (rule for rule in own_rules(name) if rule.code == code)
    return rule


def edited(example: Example, of: Profile) -> Report:
    """One of the good reports with the edits made, read with the norm of the profile."""
    text = read_shipped("rules", "examples", f"{example.edition}.txt")
    for old, new in example.edit:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return build_report(read_text(text, "x.txt"), of.norm)


def said(report: Report, of: Profile) -> list[str]:
    """What is broken at warning or above, and what could not be decided, as lines."""
    return [
        f"{finding.level} {finding.outcome} {finding.rule} {finding.at} {finding.message}"
        for outcome in check_report(report, of.rules)
        for finding in outcome.findings
        if finding.level != "info" or finding.outcome == "blocked"
    ]


def place_in(name: str) -> str:
    """A city of the province, or a district of the municipality."""
    _, place, *_ = dict(regions())[name]
    return MUNICIPALITIES.get(name, place)


CASES = [
    pytest.param(name, rule, example, kind, id=f"{rule.code}-{kind}-{example.note}")
    for name in NAMES
    for rule in own_rules(name)
    for kind, examples in (("pass", rule.passes), ("fail", rule.fails))
    for example in examples
]
OWN = [pytest.param(rule, id=rule.code) for name in NAMES for rule in own_rules(name)]


def test_every_profile_is_here() -> None:
    assert sorted(NAMES) == shipped_names()


@EVERY_NAME
def test_every_setting_has_an_effect(name: str) -> None:
    assert [problem.line for problem in resolved(name).notes] == []


@EVERY_NAME
def test_profile_is_called_as_its_file(name: str) -> None:
    assert about(name)["name"] == name
    assert profile(name).name == name
    assert re.fullmatch(r".+(?:省|市|自治区)", profile(name).title)


@EVERY_NAME
def test_codes_begin_with_the_prefix(name: str) -> None:
    assert {rule.code.rstrip("0123456789") for rule in own_rules(name)} <= {about(name)["prefix"]}


def test_prefixes_and_names_are_unique() -> None:
    prefixes = [about(name)["prefix"] for name in NAMES]
    rules = [rule.name for rule in shipped_rules()] + [rule.name for name in NAMES for rule in own_rules(name)]
    assert len(set(prefixes)) == len(NAMES)
    assert len(set(rules)) == len(rules)


@pytest.mark.parametrize(("name", "rule", "example", "kind"), CASES)
def test_example(name: str, rule: Rule, example: Example, kind: str) -> None:
    outcomes = check_report(edited(example, profile(name)), profile(name).rules)
    (outcome,) = (each for each in outcomes if each.rule.code == rule.code)
    broken = [finding for finding in outcome.findings if finding.outcome == "broken"]
    if kind == "pass":
        assert [f"{finding.at} {finding.message}" for finding in broken] == []
        return
    assert [(finding.at, finding.message_id) for finding in broken] == [(example.at, example.message)]
    others = [
        f"{finding.rule} {finding.at} {finding.message}"
        for each in outcomes for finding in each.findings
        if finding.rule not in (rule.code, *example.also) and finding.level != "info" and finding.outcome == "broken"
    ]  # fmt: skip
    assert others == []


@pytest.mark.parametrize("rule", OWN)
def test_rule_is_complete(rule: Rule) -> None:
    assert rule.passes, "no passing example"
    assert rule.fails, "no failing example"
    assert rule.why
    assert all(example.at and example.message and example.note for example in rule.fails)


def placeholders(words: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("rule", OWN)
def test_rule_speaks_english(rule: Rule) -> None:
    english = rule.english
    templates = [english["title"], english["why"], english["help"], english.get("practice", ""), *english["message"].values()]
    assert all(templates[:3])
    assert {key: placeholders(words) for key, words in english["message"].items()} == {
        key: placeholders(words) for key, words in rule.messages.items()
    }
    assert (len(english["passes"]), len(english["fails"])) == (len(rule.passes), len(rule.fails))
    assert [words for words in (*templates, *english["passes"], *english["fails"]) if outside_quotes(words)] == []
    assert ("practice" in english) == (PRACTICE in [basis.doc for basis in rule.basis])


# what stands in English beside the words that a profile changes
NOT_WORDS = ("practice", "passes", "fails")


@EVERY_NAME
def test_what_was_changed_speaks_english(name: str) -> None:
    for rule in profile(name).rules:
        if rule.code in NATIONAL and rule.changed:
            changed = {field: words for field, words in rule.english.items() if field not in NOT_WORDS}
            assert set(changed) == rule.changed, rule.code
            assert [words for words in changed.values() if isinstance(words, str) and outside_quotes(words)] == [], rule.code


@EVERY_NAME
def test_every_rule_rests_on_something(name: str) -> None:
    before = {rule.code: rule for rule in shipped_rules()}
    for rule in profile(name).rules:
        if rule.code in NATIONAL and rule.basis == before[rule.code].basis:
            continue
        added = [basis for basis in rule.basis if rule.code not in NATIONAL or basis not in before[rule.code].basis]
        assert {basis.doc for basis in added} <= DOCUMENTS | {PRACTICE}, rule.code
        assert all(basis.clause for basis in added), rule.code
        if PRACTICE in [basis.doc for basis in added]:
            levels = {rule.level, *rule.levels.values(), *rule.body_levels.values()}
            assert levels <= {"info", "off"}, f"{rule.code} is practice"
            assert "不是规定" in rule.help, f"{rule.code} does not say that it is no requirement"


@EVERY_NAME
def test_what_is_asked_for_by_one_place_is_asked_of_it_alone(name: str) -> None:
    of_places = ("武政办发〔2025〕54号", "奇政办通〔2025〕1号", "怀化市")
    national = {rule.code: rule for rule in shipped_rules()}
    for rule in profile(name).rules:
        is_raised = rule.level != "off" and (rule.code not in NATIONAL or rule.level != national[rule.code].level)
        if is_raised and any(basis.doc.startswith(of_places) for basis in rule.basis):
            assert rule.named, rule.code
            assert rule.since, rule.code


@EVERY_NAME
@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("ending", ["青禾镇人民政府", "青禾街道办事处", "水利局", "人民政府办公室", "人民政府"])
def test_good_report_has_no_warning(name: str, edition: str, ending: str) -> None:
    we = {"人民政府": "我区" if name in MUNICIPALITIES else "我市", "水利局": "我局", "人民政府办公室": "我办"}
    text = read_shipped("rules", "examples", f"{edition}.txt").replace("云岭县青禾镇人民政府", place_in(name) + ending)
    if not ending.startswith("青禾镇"):
        text = text.replace("我镇", we.get(ending, "本街道"))
    report = build_report(read_text(text, "x.txt"), profile(name).norm)
    assert said(report, profile(name)) == []
    assert province_of(report) == name


@EVERY_NAME
def test_correct_reports_have_no_warning(name: str) -> None:
    kinds = [kind for kind in KINDS if kind != "city" or name not in MUNICIPALITIES]
    for seed in SEEDS:
        drawn = correct_report(seed, kind=kinds[seed % len(kinds)])
        body = replace(drawn.body, name=_moved(drawn.body.name, drawn.body.seat, drawn.body.kind, name))
        moved = assemble(body, drawn.year, drawn.figures, seed)
        report = build_report(read_text(render(moved), "x.txt"), profile(name).norm)
        assert report.body is not None
        assert report.body.name == body.name
        assert said(report, profile(name)) == [], f"seed {seed}: {body.name} {drawn.year}"


def _moved(body: str, seat: str, kind: str, name: str) -> str:
    """The name of an invented body with a real province or city in front."""
    if kind == "province" or kind == "province_department" or seat.endswith("省"):
        return body.replace(seat, profile(name).title)
    if seat.endswith("市") and seat in body:
        return body.replace(seat, place_in(name))
    return place_in(name) + body


@EVERY_NAME
def test_regions_do_not_collide(name: str) -> None:
    every = dict(regions())
    own, others = every[name], {region for other in NAMES if other != name for region in every[other]}
    assert own[0] == profile(name).title
    assert len(set(own)) == len(own)
    assert [(mine, other) for mine in own for other in others if mine.startswith(other) or other.startswith(mine)] == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("甘肃省武威市凉州区青禾镇人民政府", "gansu"),
        ("武威市凉州区青禾镇人民政府", "gansu"),
        ("上海市普陀区青禾街道办事处", "shanghai"),
        ("徐汇区青禾街道办事处", "shanghai"),
        ("新疆维吾尔自治区水利厅", "xinjiang"),
        ("恩施州水利局", "hubei"),
        ("内蒙古自治区锡林郭勒盟正蓝旗青禾苏木人民政府", "neimenggu"),
        ("锡林郭勒盟行政公署", "neimenggu"),
        ("云岭县青禾镇人民政府", None),
        ("朝阳区人民政府", None),
        ("宝山区水利局", None),
        ("河南县人民政府", None),
        ("北京街道办事处", None),
        ("巴州区人民政府", None),
        ("海南藏族自治州人民政府", None),
    ],
)
def test_province_by_name(body: str, name: str | None) -> None:
    text = read_shipped("rules", "examples", "2021.txt").replace("云岭县青禾镇人民政府", body)
    report = build_report(read_text(text, "x.txt"), shipped_norm())
    assert report.body is not None
    assert report.body.name == body
    assert province_of(report) == name


# what reports of a province do, as edits of the good one: nothing is said of it there
BASIS = "条例》编制"
ACCEPTED: list[tuple[str, dict[str, str]]] = [
    ("henan", {"（单位：万元）": "（单位：万元，保留4位小数）"}),
    ("hunan", {BASIS: "条例》《湖南省实施〈中华人民共和国政府信息公开条例〉办法》编制", "本报告依照": "编制说明：本报告依照"}),
    ("hunan", {"工作年度报告\n\n": "工作年度报告\n（2024年1月18日）\n\n"}),
    (
        "shanghai",
        {
            BASIS: "条例》和《上海市政府信息公开规定》编制",
            "政府信息公开行政复议和行政诉讼情况": "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
            "诉讼情况、存在的": "诉讼情况、政府信息公开工作存在的",
        },
    ),
    (
        "beijing",
        {
            "（五）监": "（六）监",
            "（四）政": "（五）政",
            "（三）政": "（四）政",
            "（二）依": "（三）依",
            "（一）主": "（一）组织领导情况。召开专题会议2次。\n（二）主",
        },
    ),
    ("guangdong", {"行政复议和行政诉讼情况": "行政复议及行政诉讼情况"}),
    ("yunnan", {"收到和处理政府信息公开申请情况、政府": "依申请公开政府信息情况、政府"}),
    ("tianjin", {BASIS: "条例》《天津市政府信息公开规定》编制"}),
    ("neimenggu", {BASIS: "条例》和《内蒙古自治区政府信息公开工作年度报告制度》编制"}),
    ("neimenggu", {"全年没有需要追究责任的情形": "未发生因不履行政府信息公开义务而发生的责任追究情况"}),
    ("xinjiang", {BASIS: "条例》和《政府信息公开工作年度报告编制说明》编制"}),
    ("hubei", {"第二十条第（一）项": "全年公开政务动态类信息88条、财政信息类20条。\n第二十条第（一）项"}),
]


@pytest.mark.parametrize(("name", "edit"), ACCEPTED)
def test_what_reports_of_the_province_do(name: str, edit: Mapping[str, str]) -> None:
    body = {"云岭县青禾镇人民政府": f"{place_in(name)}青禾镇人民政府"}
    report = edited(Example("", tuple({**body, **edit}.items()), "2021"), profile(name))
    assert said(report, profile(name)) == []


@pytest.mark.parametrize(
    ("name", "code", "fits", "fits_not"),
    [
        (
            "hunan", "HN101",
            ("怀化市水利局", "湖南省怀化市市场监督管理局", "怀化市城市管理和综合执法局"),
            ("怀化市鹤城区水利局", "怀化市洪江市水利局", "沅陵县水利局", "长沙市水利局"),
        ),
        (
            "hunan", "HN102",
            ("怀化市鹤城区青禾街道办事处", "溆浦县青禾镇人民政府", "麻阳苗族自治县青禾乡人民政府"),
            ("长沙县青禾镇人民政府",),
        ),
        ("gansu", "GS101", ("武威市水利局", "甘肃省武威市人民政府", "天祝县青禾镇人民政府"), ("天水市武山县青禾镇人民政府",)),
        ("xinjiang", "XJ101", ("奇台县水利局", "新疆昌吉州奇台县青禾镇人民政府"), ("乌恰县青禾镇人民政府",)),
    ],
)  # fmt: skip
def test_bodies_that_are_meant(name: str, code: str, fits: tuple[str, ...], fits_not: tuple[str, ...]) -> None:
    rule = rule_of(name, code)
    assert [body for body in fits if not re.search(rule.named, body)] == []
    assert [body for body in fits_not if re.search(rule.named, body)] == []


RIGHT, WRONG = "皖政务办秘〔2024〕2号", "皖政务办秘〔2023〕1号"
PREAMBLE, OVERVIEW = "本报告依照", "（二）依申请公开情况。"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({}, []),
        ({PREAMBLE: f"按照{RIGHT}文件，本报告依照"}, []),
        ({PREAMBLE: f"按照{WRONG}文件，本报告依照"}, ["preamble"]),
        ({PREAMBLE: f"按照{RIGHT}文件编制。{WRONG}文件同时适用。本报告依照"}, ["preamble"]),
        ({OVERVIEW: f"按照{WRONG}文件，完成上一年度报告的发布。\n{OVERVIEW}"}, []),
        ({OVERVIEW: f"现将2023年情况按照{WRONG}文件公布如下。\n{OVERVIEW}"}, ["overview"]),
        (
            {PREAMBLE: f"按照{WRONG}文件，本报告依照", OVERVIEW: f"本报告按照{WRONG}文件编制。\n{OVERVIEW}"},
            ["preamble", "overview"],
        ),
        ({PREAMBLE: "按照 皖政务办秘【2023】 1 号文件，本报告依照"}, ["preamble"]),
    ],
)
def test_notice_of_another_year(edit: Mapping[str, str], expected: list[str]) -> None:
    report = edited(Example("", tuple(edit.items()), "2021"), profile("anhui"))
    (outcome,) = check_report(report, (rule_of("anhui", "AH101"),))
    assert [finding.at for finding in outcome.findings] == expected


def test_notice_in_a_report_without_a_year() -> None:
    edit = {
        "镇人民政府2023年政府": "镇人民政府政府",
        "统计期限为2023年1月1日至2023年12月31日": "统计期限为全年",
        "2023年，我": "我",
        PREAMBLE: f"按照{WRONG}文件，本报告依照",
    }
    report = edited(Example("", tuple(edit.items()), "2021"), profile("anhui"))
    (outcome,) = check_report(report, (rule_of("anhui", "AH101")._replace(since=0),))
    assert (report.year, outcome.state) == (None, "skipped")


def test_notice_cited_very_often_is_one_finding() -> None:
    text = read_shipped("rules", "examples", "2021.txt").replace(PREAMBLE, WRONG * 20_000)
    report = build_report(read_text(text, "x.txt"), profile("anhui").norm)
    (outcome,) = check_report(report, (rule_of("anhui", "AH101"),))
    assert [finding.at for finding in outcome.findings] == ["preamble"]


@pytest.mark.parametrize("file", OF_HENAN)
def test_samples_of_henan(file: str) -> None:
    if not os.path.exists(SAMPLES / file):
        pytest.skip(f"there is no {file} in {SAMPLES}")
    before, after = (
        [
            f"{finding.level} {finding.rule} {finding.at} {finding.message}"
            for outcome in check_report(build_report(read_file(SAMPLES / file), each.norm), each.rules)
            for finding in outcome.findings
        ]
        for each in (base_profile(), profile("henan"))
    )
    assert [line for line in after if line not in before] == []
    assert [line.split()[1] for line in before if line not in after] == ([] if OF_HENAN[file] else ["N411"])


@EVERY_NAME
def test_examples_hold_as_offices_would_test_them(name: str) -> None:
    assert failures(name) == []
