"""Patterns that users write: run by RE2 they find what `re` finds, none runs away, and a wrong one is told why."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import pytest
from commands import ROOT
from hypothesis import assume, given
from hypothesis import strategies as st
from test_numbers import passage
from test_rules import report_of
from test_terms import BEYOND, RULES, declared

from linter.engine import check_report
from linter.norm import Norm
from linter.parse.build import build_report
from linter.profile.load import shipped_norm, shipped_rules
from linter.prose.bounded import UserPattern
from linter.prose.finder import Either, Filled
from linter.prose.passage import ABOUT, COUNT, TITLE, count_mark
from linter.prose.pattern import any_of, compiled, expand, filled
from linter.prose.user_pattern import WrongPattern, check_pattern
from linter.terms import PATTERNS
from linter.words import catalog

MARKS = f"{COUNT}{count_mark(2)}{ABOUT}{TITLE}"
LETTERS = "申请公开件,。;:!13aB_é\n𠀀😀"
TEXTS = st.text(alphabet=LETTERS + MARKS, max_size=30) | st.lists(
    st.sampled_from([*LETTERS, count_mark(1), count_mark(2), count_mark(5)]), max_size=20
).map("".join)  # fmt: skip


def norm_with(*foreign: str) -> Norm:
    """The shipped norm with patterns that users wrote."""
    shipped = shipped_norm()
    return Norm(shipped.data, shipped.sections, shipped.tables, shipped.labels, frozenset(foreign))


def by_re(source: str) -> re.Pattern[str]:
    """A pattern of the notation as `re` runs it."""
    return re.compile(expand(source), re.MULTILINE)


ATOMS = st.sampled_from([*"申请公开件,。;:13aB_é𠀀😀", ".", r"\d", r"\w", r"\W", r"\D", r"\n", r"\."])
SETS = st.sampled_from(
    ["[申请]", "[^。;!?\\n]", "[^申]", "[a-z]", "[一-龥]", r"[\d,]", r"[\w,]", r"[^\w]", "[#]", "[^#件]", "[]a]", "[^]a]"]
)
TIMES = st.sampled_from(["*", "+", "?", "{2}", "{0,3}", "{1,}", "*?", "+?", "??", "{1,2}?"])
GAPS = st.sampled_from(["~2~", "~~3~~", "~0~"])
EDGES = st.sampled_from(["^", "$", r"\A"])


def patterns() -> st.SearchStrategy[str]:
    """Patterns that both engines know; what is repeated is never nothing, where they differ in what they call a match."""
    single = ATOMS | SETS
    repeated = st.tuples(single, TIMES).map("".join)
    solid = st.recursive(
        single,
        lambda inner: (
            st.lists(inner | repeated | GAPS, min_size=1, max_size=4)
            .map("".join)
            .flatmap(lambda words: single.map(words.__add__))
            | st.lists(inner, min_size=1, max_size=3).map(lambda each: f"({'|'.join(each)})")
            | st.tuples(inner, TIMES).map(lambda both: f"(?:{both[0]}){both[1]}").flatmap(lambda words: single.map(words.__add__))
        ),
        max_leaves=6,
    )
    counted = st.tuples(solid | st.just(""), solid | st.just("")).map("#".join)
    edged = st.tuples(EDGES | st.just(""), solid, EDGES | st.just("")).map("".join)
    return solid | counted | edged | st.tuples(edged, edged).map("|".join)


def told(found: Any) -> Any:
    """All that is asked of a match."""
    if found is None:
        return None
    spans = tuple(found.span(number) for number in range(len(found.groups()) + 1))
    return found[0], spans, found.groups(), found.groupdict(), found.start(), found.end()


PLACES = st.integers(-1, 32)


@given(patterns(), TEXTS, PLACES, PLACES)
def test_finds_what_re_finds(source: str, words: str, pos: int, endpos: int) -> None:
    user, own = UserPattern(source), by_re(source)
    endpos = max(endpos, 0)
    for name in ("search", "match", "fullmatch"):
        ours, theirs = getattr(user, name), getattr(own, name)
        assert told(ours(words)) == told(theirs(words)), name
        assert told(ours(words, pos)) == told(theirs(words, pos)), name
        assert told(ours(words, pos, endpos)) == told(theirs(words, pos, endpos)), name


@given(patterns(), TEXTS)
def test_finds_all_that_re_finds(source: str, words: str) -> None:
    user, own = UserPattern(source), by_re(source)
    expected = [told(found) for found in own.finditer(words)]
    # behind nothing, `re` looks for something at the same place
    assume(all(start != end for _, ((start, end), *_), *_ in expected))
    assert [told(found) for found in user.finditer(words)] == expected
    assert user.sub("甲", words) == own.sub("甲", words)
    assert user.sub(r"<\g<0>>", words, 1) == own.sub(r"<\g<0>>", words, 1)
    assert user.split(words) == own.split(words)
    assert user.split(words, 1) == own.split(words, 1)


@pytest.mark.parametrize("words", ["", "\n", "甲", "甲\n", "\n\n", "甲\n乙", "𠀀\n"])
@pytest.mark.parametrize("source", ["^", "$", "^$", "^甲?", "甲*$", "(?:^|[。;])$", "乙*"])
def test_places_where_nothing_is_found(source: str, words: str) -> None:
    assert [told(found) for found in UserPattern(source).finditer(words)] == [
        told(found) for found in by_re(source).finditer(words)
    ]


def test_groups_by_name() -> None:
    found = UserPattern(r"(?P<what>申请)#(?P<unit>[件宗])(?P<none>x)?").search(f"收到申请{count_mark(3)}件")
    assert found is not None
    assert (found["what"], found["count"], found["unit"], found["none"]) == ("申请", count_mark(3), "件", None)
    assert (found.start("count"), found.end("count"), found.span("none"), found.start()) == (4, 7, (-1, -1), 2)
    assert found.expand(r"\1\g<unit>\g<2>\4\n\\") == f"申请件{count_mark(3)}\n\\"
    with pytest.raises(IndexError):
        found["other"]


def test_long_texts_and_broken_characters() -> None:
    words = ("申请𠀀公开é," * 400) + "件" + ("\udc80a😀" * 300)
    for source in ("件", "[^申请]件", "a", "😀a?", "公开é"):
        ours = [found.span() for found in UserPattern(source).finditer(words)]
        assert ours == [found.span() for found in by_re(source.replace("[^", "[^\ud800")).finditer(words)]
    assert UserPattern("件").search(words, 2800) is not None
    assert UserPattern("件").search(words, 2801) is None


@pytest.mark.parametrize(
    "source", ["(a+)+$", "(.*)*x", "(a|a)*b", "(?:a?){30}a{30}b", "(?:(?:a*)*)*b", "~40~b~40~c", "([^。]+[a申])+x"]
)
@pytest.mark.parametrize("piece", ["a", "申", "申请a", "a,"])
def test_no_pattern_runs_away(source: str, piece: str) -> None:
    words = (piece * 100_000)[:100_000]
    pattern = UserPattern(source)
    start = perf_counter()
    pattern.search(words)
    pattern.search(words, 50_000)
    pattern.fullmatch(words)
    list(pattern.finditer(words + "。"))
    assert perf_counter() - start < 0.5


# ── which engine runs a pattern ──────────────────────────────────────────────────────────────────────────────────


def test_shipped_patterns_are_run_by_re() -> None:
    assert isinstance(compiled(shipped_norm(), "申请#件"), re.Pattern)
    assert isinstance(any_of(shipped_norm(), ("申请", "公开")), re.Pattern)
    assert isinstance(shipped_norm().pattern("some.name", "申请"), re.Pattern)


def test_re2_is_not_imported_for_shipped_patterns() -> None:
    code = "import sys; from linter.cli import main; main(['check', sys.argv[1]]); print('re2' in sys.modules)"
    command = [sys.executable, "-c", code, str(ROOT / "tests" / "cases" / "render" / "霜林镇.txt")]
    assert subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout.endswith(b"False\n")


def test_users_patterns_are_run_by_re2() -> None:
    norm = norm_with("申请#件", "公开", "(?P<body>.+)的报告")
    assert isinstance(compiled(norm, "申请#件"), UserPattern)
    assert isinstance(any_of(norm, ("公开",)), UserPattern)
    pattern: Any = norm.pattern("title", "(?P<body>.+)的报告")
    assert isinstance(pattern, UserPattern)
    assert pattern.fullmatch("青禾镇的报告")["body"] == "青禾镇"
    ends = next(each["ends"] for each in norm.data["level"] if each["key"] == "county")
    assert isinstance(norm_with(ends).pattern(f"(?:{ends})$", f"(?:{ends})$"), UserPattern)


def test_a_mixture_finds_what_begins_first() -> None:
    norm = norm_with("乙", "甲乙?", "丙+")
    both = any_of(norm, ("(?<=x)甲", "乙", "丁"))
    assert isinstance(both, Either)
    assert [found.span() for found in both.finditer("丁乙甲x甲")] == [(0, 1), (1, 2), (4, 5)]
    assert told(both.search("x甲乙", 2)) == told(re.compile("乙").search("x甲乙", 2))
    assert both.search("x甲乙", 0, 1) is None
    assert both.sub("", "乙x甲丁戊") == "x戊"
    assert both.split("一乙二丁三") == ["一", "二", "三"]
    assert both.fullmatch("乙丁") is None
    assert any_of(norm, ()).search("甲") is None
    assert any_of(norm_with("乙"), ["乙"]).search("甲乙") is not None


def test_of_two_at_one_place_the_kind_that_stands_first_is_found() -> None:
    norm = norm_with("甲乙?", "丙")
    for sources, expected in (
        (("甲", "甲乙?"), "甲"),
        (("甲乙?", "甲"), "甲乙"),
        (("丁", "甲乙?", "甲"), "甲"),
        (("丙", "甲", "甲乙?"), "甲乙"),
    ):
        both = any_of(norm, sources)
        for found in (both.search("甲乙"), both.match("甲乙"), next(both.finditer("甲乙"))):
            assert found is not None
            assert found[0] == expected, sources


@given(
    st.lists(st.sampled_from(["甲", "乙丙?", "[丙丁]+", "丁$", "^乙", "戊甲"]), min_size=1, max_size=5, unique=True), st.data()
)
def test_a_mixture_covers_what_one_pattern_finds(sources: list[str], data: st.DataObject) -> None:
    foreign = data.draw(st.lists(st.sampled_from(sources), max_size=5))
    words = data.draw(st.text(alphabet="甲乙丙丁戊\n𠀀", max_size=20))
    mixed = any_of(norm_with(*foreign), sources)
    one = re.compile("|".join(f"(?:{source})" for source in sources), re.MULTILINE)
    first, expected = mixed.search(words), one.search(words)
    assert (first is None) == (expected is None)
    assert first is None or expected is None or first.start() == expected.start()
    ends = [0]
    for found in mixed.finditer(words):
        assert found.start() >= ends[-1]
        assert one.match(words, found.start()) is not None
        ends.append(found.end())


WE = ("我(?:镇|局)", "青禾镇")


def test_templates_keep_their_engine() -> None:
    template = "{we}公开#条"
    words = f"我府公开{count_mark(2)}条"
    assert isinstance(filled(shipped_norm(), template, we=WE), re.Pattern)
    assert filled(shipped_norm(), template, we=WE).match(words) is None
    own = filled(norm_with(template), template, we=(*WE, "我府"))
    assert isinstance(own, UserPattern)
    mixed = filled(norm_with("我府"), "(?<!说)" + template, we=(*WE, "我府"))
    assert isinstance(mixed, Filled)
    for pattern in (own, mixed):
        for said in (words, words.replace("我府", "我局"), words.replace("我府", "青禾镇")):
            found = pattern.match(said)
            assert found is not None
            assert found["count"] == count_mark(2)
        assert pattern.search(words.replace("我府", "我县")) is None
    assert mixed.search("说" + words) is None
    assert [found.span() for found in mixed.finditer("。" + words)] == [(1, len(words) + 1)]
    assert filled(norm_with("我府"), "{we}的", we=("我府",)).search("的") is None


def test_a_pattern_in_a_template_cannot_run_away() -> None:
    pattern = filled(norm_with("(?:我+)+们"), "(?<!说){we}公开", we=("(?:我+)+们",))
    start = perf_counter()
    assert pattern.search("我" * 100_000) is None
    assert perf_counter() - start < 0.5


# ── the notation ─────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = [
    "收到申请",
    "14",
    "十五",
    "1",
    "两",
    "近百",
    "3至5",
    "1,234",
    "件",
    "条",
    "宗",
    ",",
    "。",
    "共",
    "《5件事》",
    "第3条",
    "的",
]
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)


@given(SENTENCES, st.sampled_from(["#", "#[件条宗]", "申请~3~#件", "申请~~6~~#条", "#[^件]", "[^条]#", "[#]+条", "~4~#"]))
def test_counts_are_the_same_in_both_engines(words: str, source: str) -> None:
    read = passage(words)
    ours, theirs = ([told(found) for found in run.finditer(read.masked)] for run in (UserPattern(source), by_re(source)))
    assert ours == theirs


@given(SENTENCES)
def test_a_count_is_found_whole(words: str) -> None:
    read = passage(words)
    counts = {each.start: each.stop for each in read.quantities.values() if not each.about}
    for source in ("#", "[^x]?#", "~3~#"):
        for run in (UserPattern(source), by_re(source)):
            for found in run.finditer(read.masked):
                assert counts[found.start("count")] == found.end("count")
    assert {found.start(): found.end() for found in UserPattern("#").finditer(read.masked)} == counts


def test_gaps() -> None:
    for run in (UserPattern, by_re):
        near, far = run("公开~3~栏"), run("公开~~3~~栏")
        for words, clause, sentence in (
            ("公开栏", True, True),
            ("公开的一个栏", True, True),
            ("公开,栏", False, True),
            ("公开:一,栏", False, True),
            ("公开。栏", False, False),
            ("公开;栏", False, False),
            ("公开\n栏", False, False),
            ("公开在四五六栏", False, False),
        ):
            assert (near.search(words) is not None, far.search(words) is not None) == (clause, sentence), words


def test_signs_in_sets_and_behind_a_backslash_are_no_signs() -> None:
    assert by_re(r"\#[~8~]").fullmatch("#8") is not None
    assert by_re(r"[#件]{3}").fullmatch(f"{count_mark(2)}件") is not None
    assert by_re(r"[^#]").search(count_mark(3)) is None
    assert by_re(r"[\#]").fullmatch("#") is not None


# ── whole reports ────────────────────────────────────────────────────────────────────────────────────────────────


def usable() -> Iterator[str]:
    """The shipped patterns that RE2 can run as well."""
    for term, words in (each for rule in RULES for each in declared(rule)):
        if term in PATTERNS:
            try:
                check_pattern(words, term)
            except WrongPattern:
                continue
            yield words


def test_reports_are_judged_alike_by_both_engines() -> None:
    foreign = set(usable())
    assert len(foreign) > 200
    norm = norm_with(*foreign)
    rules = [rule._replace(level="warning") if rule.level == "off" else rule for rule in shipped_rules()]
    for rule in shipped_rules():
        for example in rule.fails:
            report = report_of(example)
            other = build_report(report.document, norm)._replace(previous=report.previous)
            ours, theirs = ([outcome.findings for outcome in check_report(each, rules)] for each in (other, report))
            assert ours == theirs, rule.code
    assert any(isinstance(each, Either) for each in norm.caches.values())
    assert not any(isinstance(each, UserPattern) for each in shipped_norm().caches.values())


def test_shipped_patterns_fit_into_users_templates() -> None:
    for rule in RULES:
        for words in getattr(rule.options, "we", ()):
            check_pattern(words)
        for actors in getattr(rule.options, "actors", ()):
            check_pattern(actors["kind"])


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────────────

REFUSED = [
    ("Pattern", "申请(?=人)", "pattern_look", "(?="),
    ("Pattern", "申请(?!人)", "pattern_look", "(?!"),
    ("Pattern", "(?<=依)申请", "pattern_look", "(?<="),
    ("Pattern", "(?<!依)申请", "pattern_look", "(?<!"),
    ("Pattern", r"(公开)\1", "pattern_backreference", r"\1"),
    ("Pattern", "(?P<a>公开)(?P=a)", "pattern_backreference", "(?P="),
    ("Pattern", "公++开", "pattern_possessive", "++"),
    ("Pattern", "公{2}+开", "pattern_possessive", "{2}+"),
    ("Pattern", "(?>公)开", "pattern_possessive", "(?>"),
    ("Pattern", "(公)?(?(1)开|布)", "pattern_conditional", "(?("),
    ("Pattern", "公(?#注)开", "pattern_comment", "(?#"),
    ("Pattern", "公{1001}", "pattern_repeat", "{1001}"),
    ("Pattern", "公{1,1001}", "pattern_repeat", "{1,1001}"),
    ("Pattern", "公~1001~开", "pattern_repeat", "~1001~"),
    ("Pattern", "(?:公{50}){50}", "pattern_repeat", "{50}"),
    ("Pattern", "公{3,2}", "pattern_repeat_order", "{2,3}"),
    ("Pattern", "公{,3}", "pattern_from_nought", "{0,3}"),
    ("Pattern", r"\u516c开", "pattern_code_point", r"\u516c"),
    ("Pattern", r"\N{X}开", "pattern_code_point", r"\N"),
    ("Pattern", r"公开\Z", "pattern_end", r"\Z"),
    ("Pattern", r"\b公开", "pattern_boundary", r"\b"),
    ("Pattern", r"公开\B", "pattern_boundary", r"\B"),
    ("Pattern", r"[\b]公开", "pattern_boundary", r"\b"),
    ("Pattern", "(?s)公.开", "pattern_flags", "(?s)"),
    ("Pattern", "(?x:公开)", "pattern_flags", "(?x:"),
    ("Pattern", "(?R)公开", "pattern_flags", "(?R)"),
    ("Pattern", "(?P公开)", "pattern_group", "(?P"),
    ("Pattern", "(?P<1a>公开)", "pattern_group_name", "(?P<1a>"),
    ("Pattern", "(?P<名>公开)", "pattern_group_name", "(?P<名>"),
    ("Pattern", "(?P<a>公)(?P<a>开)", "pattern_group_twice", "a"),
    ("Marked", "#(?P<count>开)", "pattern_group_twice", "count"),
    ("Pattern", "(公开", "pattern_bracket_open", ""),
    ("Pattern", "公开)", "pattern_bracket_close", ""),
    ("Pattern", "[公开", "pattern_set_open", ""),
    ("Pattern", "[z-a]", "pattern_range", "z-a"),
    ("Pattern", r"\p{Foo}公", "pattern_range", r"\p{Foo}"),
    ("Pattern", "*公开", "pattern_nothing_to_repeat", "*"),
    ("Pattern", "公|+开", "pattern_nothing_to_repeat", "+"),
    ("Pattern", "公**", "pattern_repeated_twice", "**"),
    ("Pattern", r"公\开", "pattern_escape", r"\开"),
    ("Pattern", r"公\C", "pattern_escape", r"\C"),
    ("Pattern", r"公\8", "pattern_backreference", r"\8"),
    ("Pattern", r"公\K", "pattern_escape", r"\K"),
    ("Pattern", "公开\\", "pattern_backslash", ""),
    ("Pattern", r"[\W甲]", "pattern_set_letters", r"[\W甲]"),
    ("Pattern", "公开，", "pattern_wide", "，"),
    ("Pattern", "公开[（(]", "pattern_wide", "\\("),
    ("Pattern", "２０２３年", "pattern_wide", "0"),
    ("Pattern", "⼀件", "pattern_wide", "一"),
    ("Pattern", r"\[公开\]", "pattern_wide", "\\("),
    ("Pattern", "公 开", "pattern_space", ""),
    ("Pattern", "公　开", "pattern_space", ""),
    ("Pattern", r"公\s*开", "pattern_space", ""),
    ("Pattern", r"公[\s,]开", "pattern_space", ""),
    ("Pattern", "公\t开", "pattern_space", ""),
    ("Marked", "#件#条", "pattern_counts", ""),
    ("Counting", "申请件", "pattern_no_count", ""),
    ("Counting", r"申请\#件", "pattern_no_count", ""),
    ("Pattern", "申请#件", "pattern_uncounted", ""),
    ("Written", "申请#件", "pattern_uncounted", ""),
    ("Grouped", r"20\d\d年", "pattern_no_group", ""),
    ("PlaceTemplate", "(?:镇|乡)公开", "pattern_no_kind", ""),
    ("PlaceTemplate", "{kind}公开", "pattern_no_kind", ""),
    ("Pattern", "{we}公开", "pattern_placeholder", "{we}"),
    ("Template", "{them}公开", "pattern_placeholder", "{them}"),
    ("Pattern", "", "pattern_empty", ""),
    ("Pattern", "公*", "pattern_empty", ""),
    ("Pattern", "公开|", "pattern_empty", ""),
    ("Pattern", "^", "pattern_empty", ""),
    ("Pattern", "$|公开", "pattern_empty", ""),
    ("Pattern", "~8~", "pattern_empty", ""),
    ("Pattern", "(?:公开~99~){9}", "pattern_too_large", ""),
]


@pytest.mark.parametrize(("term", "source", "key", "part"), REFUSED, ids=[f"{each[1]} {each[0]}" for each in REFUSED])
def test_a_wrong_pattern_is_refused(term: str, source: str, key: str, part: str) -> None:
    with pytest.raises(WrongPattern) as problem:
        check_pattern(source, term)
    said = problem.value.said
    assert said.key == key
    for language in ("zh", "en"):
        words = catalog(language).say(said)
        assert part in words
        assert len(words) > 12
        assert "{{" not in words


def test_every_reason_is_tried() -> None:
    reasons = {key for key in catalog("zh").phrases if key.startswith("pattern_")}
    assert reasons - {key for _, _, key, _ in REFUSED} == {"pattern_other"}


RIGHT = [
    ("Pattern", "公开"),
    ("Pattern", "(?i)app|(?i:App)"),
    ("Pattern", r"^[(]?[一二三]\)?[、.]"),
    ("Pattern", r"\x{516c}开"),
    ("Pattern", r"\p{Han}{2}局"),
    ("Pattern", r"《[^《》\n]{1,30}》"),
    ("Pattern", r"20\d{2}年\n"),
    ("Pattern", "公开~8~申请~~20~~答复"),
    ("Pattern", r"\#1"),
    ("Pattern", "[[:alpha:]]+@"),
    ("Pattern", '"公开"'),
    ("Pattern", "—|…|·"),
    ("Pattern", "(?:^|[。;])$"),
    ("Pattern", "公{1000}"),
    ("Marked", "收到申请#件"),
    ("Marked", "收到申请"),
    ("Marked", "#[^#件]{2}[#]+"),
    ("Counting", "申请~4~#[件宗]"),
    ("Grouped", r"(20\d\d)年"),
    ("Grouped", r"(?P<year>20\d\d)年"),
    ("Beside", "的|,|$"),
    ("Template", "{we}~8~公开#条"),
    ("PlaceTemplate", "(?P<kind>{kind})政府"),
    ("Written", "[，,] 公开（"),
]


@pytest.mark.parametrize(("term", "source"), RIGHT)
def test_a_right_pattern_is_accepted(term: str, source: str) -> None:
    check_pattern(source, term)


@given(st.text(alphabet="公开()[]{}*+?|^$\\.-,0123#~<>!=:Pab&，（ \n", max_size=14), st.sampled_from(sorted(PATTERNS)))
def test_whatever_is_written_is_accepted_or_told_why(source: str, term: str) -> None:
    said = None
    try:
        check_pattern(source, term)
    except WrongPattern as problem:
        said = problem.said
    if said is None:
        UserPattern(source.replace("{we}", "我").replace("{kind}", "县")).search("公开申请(1),\n")
    else:
        assert said.key != "pattern_other"
        assert catalog("zh").say(said)


def test_what_only_re_can_do_is_named() -> None:
    assert {key for _, _, key, _ in REFUSED} > BEYOND
