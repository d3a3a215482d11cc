"""Both languages say the same: every phrase and every message in each of them, with the parameters that checks give."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from commands import ROOT, nianbao
from test_rules import edited, report_of

from linter.cli import main
from linter.engine import check_report
from linter.finding import Said
from linter.profile.load import shipped_norm, shipped_rules
from linter.profile.model import Rule
from linter.profile.shape import Kind as ValueKind
from linter.report import Report
from linter.words import Names, Phrase, catalog, fill

RULES = shipped_rules()
ZH, EN = catalog("zh"), catalog("en")
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
SOURCES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "linter").rglob("*.py"))]
CHINESE = re.compile(r"[\u3400-\u9fff]")
# what stands in quotation marks, and titles of documents
QUOTED = re.compile(r"“[^”]*”|《[^》]*》(?:（\d{4}年）)?|国[^ ]{0,12}〔\d{4}〕\d+号")
FIELDS = {"title", "why", "help", "message"}
# what a helper gives to all checks that tell of several places in one finding
SHARED = {"words"}
MAY_HAVE = {"passes", "fails", "practice"}


def placeholders(template: str) -> set[str]:
    """The names in braces, those inside a choice of words too."""
    found: set[str] = set()
    for _, name, form, _ in Formatter().parse(template):
        if name is not None:
            found |= {name, *placeholders(form or "")}
    return found


# phrases of which a language takes what it needs: how many there are, or how many more; a date in its own writing
CHOICES = {
    "and_more": {"names", "count", "more"},
    "and_more_rows": {"names", "count", "more"},
    "day": {"year", "month", "day", "iso"},
}


def composed_keys() -> Iterator[str]:
    """The ids of phrases that the source puts together of a beginning and a key."""
    norm = shipped_norm()
    yield from (f"edition_{edition}" for edition in (*norm.data["edition"], "older", "unknown"))
    yield from (f"level_{level.key}" for level in norm.levels)
    yield from (f"place_{name}" for name in ("document", "title", "preamble"))
    yield from (f"ui_{level}" for level in ("error", "warning", "info", "off", "blocked"))
    yield from (f"ui_{level}s" for level in ("error", "warning", "info"))
    yield from (f"config_term_not_{along}" for along in ("rows", "columns"))
    yield from (f"silence_title_{each['key']}" for each in norm.data["remark"])
    yield from (f"config_is_{kind}" for kind in (*get_args(ValueKind), "time") if kind not in ("any", "either"))


def test_phrases_are_the_same_in_both_languages() -> None:
    assert list(ZH.phrases) == list(EN.phrases)
    for key, words in ZH.phrases.items():
        both = placeholders(words), placeholders(EN.phrases[key])
        assert both[0] == both[1] or both[0] | both[1] <= CHOICES.get(key, set()), key


def test_every_phrase_is_used() -> None:
    written = {key for source in SOURCES for key in re.findall(r"""["'](\w+)["']""", source)}
    assert set(ZH.phrases) - written - set(composed_keys()) == set()


def test_every_phrase_that_is_named_exists() -> None:
    named = {
        key
        for source in SOURCES
        for found in re.findall(r'\bPhrase\(\s*"(\w+)"(?: if [^"]*? else "(\w+)")?', source)
        for key in found if key
    } | {key for source in SOURCES for key in re.findall(r"""(?:phrases|say)\[["'](\w+)["']\]""", source)}  # fmt: skip
    assert len(named) > 60
    assert (named | set(composed_keys())) - set(ZH.phrases) == set()


@EVERY_RULE
def test_rule_is_complete_in_english(rule: Rule) -> None:
    own = EN.rules[rule.code]
    assert set(own) - MAY_HAVE == FIELDS
    assert all(isinstance(own[field], str) and own[field] for field in FIELDS - {"message"})
    assert {key: placeholders(words) for key, words in own["message"].items()} == {
        key: placeholders(words) for key, words in rule.messages.items()
    }
    for notes, examples in (("passes", rule.passes), ("fails", rule.fails)):
        assert len(own.get(notes, examples)) == len(examples)


def test_no_words_for_rules_that_do_not_exist() -> None:
    assert set(EN.rules) <= {rule.code for rule in RULES}


def outside_quotes(words: str) -> list[str]:
    """Chinese characters that are neither quoted nor the number of a section or an item."""
    return CHINESE.findall(re.sub(r"(?<=[ （(])[一二三四五六七八](?=[ ）),.:;]|$)|\b万?元\b", "", QUOTED.sub("", words)))


@EVERY_RULE
def test_english_words_hold_chinese_only_in_quotes(rule: Rule) -> None:
    own = EN.rules[rule.code]
    templates = [own["title"], own["why"], own["help"], own.get("practice", ""), *own["message"].values()]
    assert [words for words in templates if outside_quotes(words)] == []


def test_english_phrases_hold_no_chinese() -> None:
    assert {key: words for key, words in EN.phrases.items() if outside_quotes(words)} == {}


NUMBERS = "0\t0\t0\t0\t0\t0\t0"
ROW = f"2.重复申请\t{NUMBERS}"
# edits of a good report that lead to messages for which the rules have no example
MORE: tuple[dict[str, str], ...] = (
    {"2023年政府信息公开工作年度报告\n": "2023年度政府信息公开工作年度报告\n"},
    {"云岭县青禾镇人民政府2023年政府信息": "2023年云岭县青禾镇人民政府政府信息"},
    {"（三）政府信息管理情况。": "（二）政府信息管理情况。"},
    {"（三）政府信息管理情况。": "（一）政府信息管理情况。", "（四）政府信息公开平台": "（六）政府信息公开平台"},
    {"（一）主动公开情况。": "（二）主动公开情况。", "（五）监督保障情况。": "（二）监督保障情况。"},
    {
        "收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在": "收到和处理政府信息公开申请情况、存在",
        "六个部分": "五个部分",
    },
    {f"\t\t{ROW}": f"\t\t\t{NUMBERS}"},
    {f"\t\t{ROW}\n": "\t\t2.重复申请\n"},
    {"规章\t0\t0\t0": "规章\t\t\t", "行政规范性文件\t2\t1\t6": "行政规范性文件\t\t\t"},
    {"行政处罚\t4": "行政处罚\t4元"},
    {f"{ROW}\n": f"{ROW}\n\t\t{ROW}\n"},
    {"行政事业性收费\t0.0380": "行政事业性收费\t0.03801"},
    {"1\t0\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\t0\t1\t1": "1\t\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\t0\t1\t1"},
    {"总体情况\n": "概述\n", "六、其他需要报告的事项": "六、需要说明的事项与附表"},
)


@cache
def failing_reports() -> tuple[Report, ...]:
    """The reports of all failing examples, and some more."""
    examples = [report_of(example) for rule in RULES for example in rule.fails]
    return (*examples, *(edited("2021", tuple(edit.items())) for edit in MORE))


@cache
def said_by(code: str) -> tuple[Said, ...]:
    """What the check of a rule yields on the failing examples of all rules."""
    rule = next(rule for rule in RULES if rule.code == code)
    check = rule.kind.check
    return tuple(said for report in failing_reports() for said in check(report, rule.options) if isinstance(said, Said))


@EVERY_RULE
def test_checks_give_what_messages_ask_for(rule: Rule) -> None:
    said = said_by(rule.code)
    assert {each.message for each in said} <= set(rule.messages)
    assert [each for each in said if not placeholders(rule.messages[each.message]) <= set(each.params)] == []


@EVERY_RULE
def test_every_parameter_is_used(rule: Rule) -> None:
    used = {
        name
        for other in RULES if other.check == rule.check
        for words in other.messages.values()
        for name in placeholders(words)
    }  # fmt: skip
    assert {name for each in said_by(rule.code) for name in each.params} <= used | SHARED


@cache
def form_words() -> re.Pattern[str]:
    """The labels, short names and headings of the form, the longest first."""
    words: set[str] = set()
    for tables in shipped_norm().tables.values():
        for form in tables.values():
            for entry in (*form.rows, *(column for row in form.numeric for column in row.columns.values())):
                words |= {entry.label, entry.name}
    words |= {section.heading for section in shipped_norm().sections}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@EVERY_RULE
def test_english_messages_quote_what_is_chinese(rule: Rule) -> None:
    for report in failing_reports():
        body = report.body.name if report.body else "-"
        for finding in check_report(report, (rule,), EN)[0].findings:
            words = form_words().sub("", QUOTED.sub("", finding.message.replace(body, "")))
            assert not outside_quotes(words), finding.message


def test_english_messages_begin_alike() -> None:
    begun = {code: words for code, own in EN.rules.items() for words in own["message"].values() if re.match("[a-z]", words)}
    assert begun == {}


def test_words_by_number() -> None:
    assert fill("{count} {count:row|rows}", {"count": "1"}) == "1 row"
    assert fill("{count} {count:row|rows}", {"count": "21"}) == "21 rows"
    assert fill("{name}{count:|s}", {"name": "a|b", "count": "0"}) == "a|bs"


def test_names_are_cut_and_joined_in_each_language() -> None:
    names = Names(("甲", "乙", "丙"), 2, "and_more_rows")
    assert (ZH.say(names), EN.say(names)) == ("“甲”、“乙”等 3 行", "“甲”, “乙” and 1 more row")
    assert EN.say(Names(("甲", Phrase("blank")), quoted=False, between="semicolon")) == "甲; blank"


FAULTY = ROOT / "tests" / "cases" / "render" / "霜林镇.txt"


@pytest.mark.parametrize(
    ("name", "arguments"), [("check.en.text", ("--statistics",)), ("check.en.concise", ("--output", "concise"))]
)
def test_snapshots_in_english(
    name: str, arguments: tuple[str, ...], snapshot: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(ROOT)
    main(["check", "--lang", "en", str(FAULTY.relative_to(ROOT)), *arguments])
    snapshot(FAULTY.with_name(name), capsys.readouterr().out)


def shape(data: object) -> object:
    """Data without its words: what is the same in any language."""
    if isinstance(data, Mapping):
        return {key: "…" if key in ("message", "place", "help") else shape(each) for key, each in data.items() if key != "params"}
    return [shape(each) for each in data] if isinstance(data, list) else data


def test_json_differs_only_in_words() -> None:
    zh, en = (json.loads(nianbao("check", FAULTY, "--output", "json", "--lang", lang).out) for lang in ("zh", "en"))
    assert shape(zh) == shape(en)
    for one, other in zip(zh["files"][0]["findings"], en["files"][0]["findings"], strict=True):
        assert list(one["params"]) == list(other["params"])
        assert one["message"] != other["message"]
        assert one["help"] == next(rule.help for rule in RULES if rule.code == one["rule"])
        assert other["help"] == EN.rules[other["rule"]]["help"]


def test_rule_in_english_holds_no_chinese_of_its_own() -> None:
    listed = nianbao("rule", "--lang", "en")
    assert (listed.code, listed.err) == (0, "")
    assert [line for line in listed.out.splitlines() if outside_quotes(line)] == []
    explained = nianbao("rule", "--lang", "en", *(rule.code for rule in RULES))
    for words in ("Level: ", "Why: ", "What to do: ", "Basis: ", "For: ", "  Passes", "  Fails", "To leave it out: "):
        # rules that look at many reports have no examples
        told = [rule for rule in RULES if rule.passes or words not in ("  Passes", "  Fails")]
        assert explained.out.count(f"  {words.strip()}") >= len(told)
    own = [line for line in explained.out.splitlines() if re.match(r"  (?:Level|Why|What to do|To leave)", line)]
    assert [line for line in own if outside_quotes(line)] == []


@pytest.mark.parametrize(
    ("arguments", "given", "says"),
    [
        (("check", "nowhere.txt"), b"", "nowhere.txt\n  cannot be read: there is no such file. Check the path and the name.\n"),
        (("extract", "nowhere.txt"), b"", "nianbao: nowhere.txt: there is no such file. Check the path and the name\n"),
        (
            ("check", "--output", "json", "-"),
            b"%PDF-1.7",
            "nianbao: <stdin>: the PDF file is damaged and cannot be opened.",
        ),
        (("check", "-"), b"", "the file is empty"),
        (("check", "-", "--encoding", "nonsense"), b"x", "unknown encoding nonsense"),
        (("extract", "-"), "无关".encode(), "nianbao: <stdin>: this is no annual report, so there is no data to extract."),
        (("check", "-", "--select", "T999"), b"", "nianbao: there is no rule “T999”"),
        (("rule", "title-frm"), b"", "nianbao: there is no rule “title-frm”; did you mean title-form"),
        (("check", "grammar"), b"", "nianbao: no annual report (text, Markdown, web page, Word, WPS, PDF) found in grammar."),
        (("extract", "grammar"), b"", "nianbao: no annual report (text, Markdown, web page, Word, WPS, PDF) found in grammar."),
    ],
)
def test_problems_in_english(arguments: tuple[str, ...], given: bytes, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = nianbao(*arguments, "--lang", "en", given=given)
    assert done.code == 2
    assert says in done.said
    assert not CHINESE.search(done.said)


def test_a_chinese_run_reads_no_english_words() -> None:
    from linter.words import catalog as load

    assert not ZH.rules, "what rules say in Chinese stands in the rules"
    load.cache_clear()
    check_report(failing_reports()[0], RULES)
    assert load.cache_info().currsize == 1


def test_places_in_csv_are_in_the_language_asked_for() -> None:
    told = (nianbao("extract", FAULTY, "--output", "csv", "--lang", lang).out for lang in ("zh", "en"))
    zh, en = (list(csv.DictReader(io.StringIO(each))) for each in told)
    assert len(zh) == len(en)
    for one, other in zip(zh, en, strict=True):
        assert " › 表 › 行“" in one.pop("place")
        assert " › table › row “" in other.pop("place")
    assert zh == en
