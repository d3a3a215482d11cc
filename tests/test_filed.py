"""What is filed of a report tells the same as the report, and what is settled without reading it is what reading would tell."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import pytest
from generator import FAULTS, LAYOUTS, correct_pair, correct_report, explained_pair, render
from hypothesis import given, settings
from hypothesis import strategies as st
from wounds import LINE_WOUNDS, MARKS, ROW_WOUNDS, SEPARATORS, hurt_lines, hurt_rows

from linter.archive.codec import decoded, encoded
from linter.archive.filed import Filed, filed_of, packed, unpacked
from linter.archive.screen import screened
from linter.archive.settle import Settler
from linter.checks import identity
from linter.checks.previous import continuity
from linter.extracted import Extracted, extracted_document
from linter.finding import Skip
from linter.norm import Norm
from linter.profile.choose import Chosen
from linter.profile.load import base_profile, shipped_norm, shipped_rules
from linter.read import Unreadable, read_file, read_text
from linter.report import Report, Table, TableRow, Value
from linter.result import FileResult
from linter.run import Found, Settings, check_built, check_found, report_of, with_previous
from linter.sheet import Sheet, Wants
from linter.tell import NOTHING_MORE, tell
from linter.text import Span
from linter.words import Phrase, Word, catalog

ROOT = Path(__file__).resolve().parent.parent
NORM = shipped_norm()
RULES = shipped_rules()
YEARLY = ("continuity", "figures-copied", "words-copied")
ORDER = {rule.code: place for place, rule in enumerate(RULES)}
PENDING = Phrase("previous_pending")
EVERY_WANT = [Wants(frames, text, tables) for frames in (False, True) for text in (False, True) for tables in (False, True)]
SAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".txt", ".md") and path.name != "README.md")
AGAINST = {name: fault for name, fault in FAULTS.items() if fault.previous is not None}


class Pair(NamedTuple):
    """A report and last year's of the same body, as texts; `origin` says where they are from."""

    text: str
    name: str
    before: str
    origin: str


def damaged(text: str, layout: str, rng: random.Random) -> str:
    """The text with cells lost, moved or blank, lines left out, or words changed."""
    if layout in SEPARATORS:
        text = hurt_rows(text, layout, list(ROW_WOUNDS.values()), rng)
    elif layout in MARKS:
        text = hurt_lines(text, layout, list(LINE_WOUNDS), rng)
    lines = text.split("\n")
    for _ in range(rng.choice((0, 0, 1, 2, 5))):
        place = rng.randrange(1, len(lines))
        lines[place] = rng.choice(("", lines[place][::-1], lines[rng.randrange(len(lines))], lines[place].replace("0", "—")))
    if rng.random() < 0.1:
        place = rng.randrange(1, len(lines))
        lines[place : place + rng.randint(1, 30)] = []
    return "\n".join(lines)


def pairs(seeds: range) -> Iterator[Pair]:
    """Pairs in which there is nothing to find, that are explained, that have a fault, or of which one or both are damaged."""
    faults = list(AGAINST.values())
    for seed in seeds:
        rng = random.Random(f"filed {seed}")
        layout, other = rng.choice(list(LAYOUTS)), rng.choice(list(LAYOUTS))
        if seed % 4 == 0:
            fault = faults[seed // 4 % len(faults)]
            report = correct_report(seed)
            assert fault.previous is not None
            text, before = fault.break_(report, random.Random(seed))[0], fault.previous(report, random.Random(seed))
            layout = other = "tabs"
        else:
            made = explained_pair(seed) if seed % 4 == 1 else correct_pair(seed, rng.choice(("2021", "2019")))
            text, before = render(made[0], layout), render(made[1], other)
        if seed % 4 == 3 or rng.random() < 0.3:
            text = damaged(text, layout, rng) if rng.random() < 0.7 else text
            before = damaged(before, other, rng) if rng.random() < 0.7 else before
        yield Pair(text, "x.md" if layout == "pipes" else "x.txt", before, f"seed {seed}, {layout}, {other}")


def built(text: str, name: str, wanted: Settings) -> Report:
    """The report of a text."""
    return report_of(read_text(text, name), wanted)[0]


def fields(outcome: FileResult) -> tuple[Any, ...]:
    """All that a result says."""
    return outcome.outcome, outcome.findings, outcome.undecided, outcome.skipped, outcome.passed


def cells(filed: Filed) -> dict[tuple[str, str, str], tuple[str, Decimal | None, int]]:
    """What is known of every cell."""
    return {
        (key, row.key, column): (value.state, value.number, value.places)
        for key, table in filed.tables.items()
        for row in table.form.numeric
        for column in row.columns
        for value in (table.value(row.key, column),)
    }


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_what_is_packed_tells_rules_the_same(start: int) -> None:
    wanted = Settings()
    for text, name, before, origin in pairs(range(start, start + 20)):
        report, earlier = built(text, name, wanted), built(before, "y.txt", wanted)
        filed = filed_of(earlier)
        again = unpacked(packed(filed), NORM)
        assert cells(again) == cells(filed), origin
        assert (*again[:6], again.words) == (*filed[:6], filed.words), origin
        assert packed(again) == packed(filed), origin
        one, other = (check_built(with_previous(report, each, ()), base_profile(), wanted) for each in (filed, again))
        assert fields(one) == fields(other), origin


@pytest.mark.parametrize("start", range(0, 80, 40))
def test_sums_come_out_the_same_over_packed_tables(start: int) -> None:
    sums = [rule for rule in RULES if rule.check == "identity"]
    assert len(sums) > 5
    for text, name, _, origin in pairs(range(start, start + 40)):
        report = built(text, name, Settings())
        again = report._replace(tables=unpacked(packed(filed_of(report)), NORM).tables)
        for rule in sums:
            told = [
                [(said.message, said.at, said.blocked, said.params.get("left"), said.params.get("difference")) for said in found]
                for found in (identity.check(report, rule.options), identity.check(again, rule.options))
            ]
            assert told[0] == told[1], (origin, rule.code)


def compare(text: str, name: str, before: bytes | Word, wanted: Settings, wants: Wants = NOTHING_MORE, origin: str = "") -> bool:
    """Whether a report is settled without being read again; then all that is told of it must be the same."""
    report, profile = report_of(read_text(text, name), wanted)
    first = check_built(with_previous(report, PENDING, ()), profile, wanted)
    words = catalog(wanted.language)
    pending = [each.rule.code for each in first.skipped if each.reason == words.say(PENDING)]
    settled = screened(packed(filed_of(report)), before, pending, wanted)
    known = unpacked(before, report.norm) if isinstance(before, bytes) else before
    full = check_built(with_previous(report, known, ()), profile, wanted)
    if settled is None:
        return False
    found = [f"{each.rule} {each.message}" for each in full.findings if each.rule in pending]
    assert found == [], f"{origin}: settled, but reading it again finds {found}"
    assert {each.code for each in settled} == set(pending), origin
    order = {rule.code: place for place, rule in enumerate(profile.rules)}
    again = Settler(order).settle(decoded(encoded(tell(first, words, wants)), Sheet), settled)
    assert again == tell(full, words, wants), origin
    return True


@pytest.mark.parametrize("start", range(0, 100, 20))
def test_what_is_settled_is_what_reading_again_would_tell(start: int) -> None:
    outcomes = []
    for text, name, before, origin in pairs(range(start, start + 20)):
        for language in ("zh", "en"):
            wanted = Settings(language=language)
            outcomes.append(compare(text, name, packed(filed_of(built(before, "y.txt", wanted))), wanted, origin=origin))
    # both come about
    assert {*outcomes} == {True, False}


def test_most_pairs_are_settled() -> None:
    wanted = Settings()
    outcomes = []
    for seed in range(24):
        report, before = correct_pair(seed)
        outcomes.append(compare(render(report), "x.txt", packed(filed_of(built(render(before), "y.txt", wanted))), wanted))
    assert all(outcomes)


@pytest.mark.parametrize("name", AGAINST)
def test_no_fault_against_last_years_report_is_settled(name: str) -> None:
    wanted, fault = Settings(), AGAINST[name]
    assert fault.previous is not None
    for seed in range(4):
        report = correct_report(seed)
        text, before = fault.break_(report, random.Random(seed))[0], fault.previous(report, random.Random(seed))
        assert not compare(text, "x.txt", packed(filed_of(built(before, "y.txt", wanted))), wanted), seed


@pytest.mark.parametrize("why", ["no_previous", "previous_other_body", "body_unknown"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_last_years_report_the_reason_is_told_as_if_it_had_been_known_at_once(why: str, language: str) -> None:
    for seed in range(4):
        text = render(correct_report(seed))
        assert compare(text, "x.txt", Phrase(why), Settings(language=language), Wants(True, True, True))


@pytest.mark.parametrize("shown", [("Y801",), ("Y805", "C301"), ("C301",), ("Y802", "Y803", "Y804")])
def test_only_the_rules_that_count_are_settled(shown: tuple[str, ...]) -> None:
    wanted = Settings(shown=frozenset(shown))
    for text, name, before, origin in pairs(range(200, 212)):
        compare(text, name, packed(filed_of(built(before, "y.txt", wanted))), wanted, origin=origin)


CONFIGURATIONS = {
    "levels": '[level]\nY801 = "error"\nY805 = "info"\nY806 = "off"\n',
    "a message that is off": '[[rule]]\ncode = "Y802"\nlevel = "error"\nlevels = { broken = "off", explained = "error" }\n',
    "all messages off": '[[rule]]\ncode = "Y805"\nlevel = "error"\nlevels = { broken = "off" }\n',
    "options": "[option.Y805]\nshare = 0.05\nleast = 5\n[option.Y804]\nleast = 1\nwhole = 1\n",
    "masks": '[option.Y806]\nshare = 0.3\nmasked.add = ["公开"]\n',
    "explained": '[option.Y801]\nexplained.add = ["公开"]\nabout.add = ["政府"]\n',
    "bodies": '[[rule]]\ncode = "Y801"\nbodies = ["township"]\n[[rule]]\ncode = "Y802"\nsince = 2023\n',
    "levels of bodies": '[[rule]]\ncode = "Y801"\nbody_levels = { township = "off", department = "error" }\n',
    "a rule of its own": (
        '[[rule]]\ncode = "YL201"\nname = "own-continuity"\ntitle = "上年结转相等"\ncheck = "continuity"\n'
        'level = "warning"\ntable = "requests"\nalong = "columns"\nholds = "上年结转 = @上年.结转下年度"\ncell = "carried_in"\n'
        'editions = ["2021", "2019"]\nbasis = [{ doc = "县通知" }]\nhelp = "请核对。"\nmessage.broken = "{left} {right}"\n'
        'message.blocked = "{where}"\nmessage.no_table = "{which}"\nmessage.explained = "{left} {right}"\n'
    ),
    "wordings": '[section.problems]\naccepted.add = ["存在问题和改进"]\n',
    "the profile of a province": 'profile = "henan"\n',
    "the profile of its province": 'profile = "auto"\n',
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_configurations_change_nothing_in_that(name: str, tmp_path: Path) -> None:
    (tmp_path / "nianbao.toml").write_text(CONFIGURATIONS[name], encoding="utf-8")
    chosen = Chosen()
    chosen.discover([str(tmp_path)])
    chosen.verify()
    wanted = Settings(profiles=chosen)
    path = str(tmp_path / "x.txt")
    outcomes = []
    for text, _, before, origin in pairs(range(300, 312)):
        outcomes.append(compare(text, path, packed(filed_of(built(before, path, wanted))), wanted, origin=origin))
    assert True in outcomes or name == "options"


def test_a_message_that_is_off_does_not_hide_one_that_is_not(tmp_path: Path) -> None:
    """Whether the text explains a difference is not known without the text."""
    (tmp_path / "nianbao.toml").write_text(CONFIGURATIONS["a message that is off"], encoding="utf-8")
    chosen = Chosen()
    chosen.discover([str(tmp_path)])
    wanted, path = Settings(profiles=chosen), str(tmp_path / "x.txt")
    for seed in range(6):
        report, before = explained_pair(seed)
        report_built, profile = report_of(read_text(render(report), path), wanted)
        filed = filed_of(built(render(before), path, wanted))
        full = check_built(with_previous(report_built, filed, ()), profile, wanted)
        assert "Y802" in {each.rule for each in full.findings}
        assert screened(packed(filed_of(report_built)), packed(filed), ["Y802"], wanted) is None


def _value(number: Decimal | None, state: Literal["number", "blank", "mark", "words", "absent"], places: int) -> Value:
    return Value("number", number, places=places) if number is not None else Value(state)


numbers = st.one_of(
    st.integers(0, 10**6).map(Decimal),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4),
    st.sampled_from([Decimal("9" * 5000), Decimal("1E+30"), Decimal("0.00"), Decimal("-0"), Decimal("1E-30"), Decimal(-3)]),
)
values = st.one_of(
    st.none(),
    st.builds(_value, st.one_of(st.none(), numbers), st.sampled_from(["blank", "mark", "words", "absent"]), st.integers(0, 12)),
)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_cell_comes_back_as_it_was(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(["requests", "disclosure", "review"]))
    edition = data.draw(st.sampled_from(["2021", "2019"]))
    table = _table(key, edition, data, NORM)
    words = data.draw(st.dictionaries(st.sampled_from(["overview", "other"]), st.text(st.characters(exclude_categories=()))))
    name = data.draw(st.text(st.characters(exclude_categories=())))
    filed = Filed(name, data.draw(st.one_of(st.none(), st.just(name))), None, 2023, edition, True, {key: table}, words)
    again = unpacked(packed(filed), NORM)
    assert cells(again) == cells(filed)
    assert (*again[:6], again.words) == (*filed[:6], filed.words)
    assert packed(again) == packed(filed)


def _table(key: str, edition: str, data: st.DataObject, norm: Norm) -> Table:
    form = norm.tables[key][edition]
    rows: dict[str, TableRow] = {}
    for row in form.numeric:
        found = {column: value for column in row.columns if (value := data.draw(values)) is not None}
        if found:
            rows[row.key] = TableRow(row.key, row.label, Span(0, 0), found)
    return Table(form, Span(0, 0), None, rows, tuple(form.columns), (), (), tuple(rows))


def test_a_cell_of_very_many_digits_is_compared_as_any(tmp_path: Path) -> None:
    text = render(correct_report(3, "2021")).replace("\t0\t", f"\t{'9' * 6000}\t", 1)
    report = built(text, "x.txt", Settings())
    assert cells(unpacked(packed(filed_of(report)), NORM)) == cells(filed_of(report))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_sheets_of_samples_go_through_json_unchanged(path: Path) -> None:
    wanted = Settings()
    result = check_found(Found(str(path)), read_file(path), wanted)
    assert result is not None
    for language in ("zh", "en"):
        for wants in EVERY_WANT:
            sheet = tell(result, catalog(language), wants)
            assert decoded(encoded(sheet), Sheet) == sheet


@pytest.mark.parametrize("start", range(0, 20, 20))
def test_the_sheets_of_generated_reports_go_through_json_unchanged(start: int) -> None:
    for text, name, before, origin in pairs(range(400 + start, 420 + start)):
        wanted = Settings()
        report, profile = report_of(read_text(text, name), wanted)
        filed = filed_of(built(before, "y.txt", wanted))
        result = check_built(with_previous(report, filed, ()), profile, wanted)
        sheet = tell(result, catalog("zh"), Wants(True, True, True))
        again = decoded(encoded(sheet), Sheet)
        assert again == sheet, origin
        assert encoded(again) == encoded(sheet), origin
        _has_types_of(again, sheet)


def _has_types_of(one: Any, other: Any) -> None:
    assert type(one) is type(other) or (isinstance(one, dict) and isinstance(other, MappingProxyType | dict))
    if isinstance(one, tuple):
        for each, same in zip(one, other, strict=True):
            _has_types_of(each, same)


def test_what_cannot_be_read_goes_through_json_unchanged() -> None:
    problem = Unreadable("坏\udc80.txt", Phrase("read_failed", {"path": "x", "problem": "y", "cure": "z"}), Phrase("read_empty"))
    sheet = tell(FileResult("坏\udc80.txt", "unreadable", problem=problem), catalog("zh"))
    assert decoded(encoded(sheet), Sheet) == sheet


@pytest.mark.parametrize("path", SAMPLES[:4], ids=lambda path: path.name)
def test_the_data_of_samples_go_through_json_unchanged(path: Path) -> None:
    data = extracted_document(Found(str(path)), read_file(path), Settings(), catalog("zh"))
    assert isinstance(data, Extracted)
    assert decoded(encoded(data), Extracted) == data


class Inner(NamedTuple):
    """A record in a record."""

    name: str
    number: int | None = None


class Outer(NamedTuple):
    """A record with everything that records may have."""

    kind: Literal["a", "b"]
    inner: Inner | None
    several: tuple[Inner, ...]
    pair: tuple[str, Inner]
    named: dict[str, Inner]
    plain: tuple[tuple[str, int], ...]
    maybe: tuple[str, ...] | None
    share: float
    flag: bool


texts = st.text(st.characters(exclude_categories=()), max_size=5)
inners = st.builds(Inner, texts, st.one_of(st.none(), st.integers()))
outers = st.builds(
    Outer, st.sampled_from(["a", "b"]), st.one_of(st.none(), inners), st.lists(inners, max_size=3).map(tuple),
    st.tuples(texts, inners), st.dictionaries(texts, inners, max_size=2),
    st.lists(st.tuples(texts, st.integers()), max_size=2).map(tuple), st.one_of(st.none(), st.lists(texts).map(tuple)),
    st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
)  # fmt: skip


@given(outers)
def test_any_record_comes_back_as_it_was(record: Outer) -> None:
    again = decoded(encoded(record), Outer)
    assert again == record
    _has_types_of(again, record)


@given(outers, st.integers(0, 10**6))
def test_damaged_bytes_are_no_record_or_another_one(record: Outer, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(encoded(record))
    for _ in range(rng.randint(1, 4)):
        data[rng.randrange(len(data))] = rng.choice(b'[]{},:"0an\xff')
    with contextlib.suppress(ValueError):
        decoded(bytes(data), Outer)


@pytest.mark.parametrize("data", [b"", b"[", b"null", b"3", b'"x"', b"[1]", b"{}", b"[" * 100_000, json.dumps([[]] * 9).encode()])
def test_bytes_that_are_no_record_are_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decoded(data, Outer)


class Sets(NamedTuple):
    """A record that JSON cannot hold."""

    codes: frozenset[str]


def test_records_that_json_cannot_hold_are_refused() -> None:
    with pytest.raises(TypeError):
        decoded(b"[[]]", Sets)


def test_skips_of_yearly_rules_come_before_all_else() -> None:
    """Only what skips for want of last year's report waits for it: none of these rules may find anything without."""
    for rule in RULES:
        if rule.check not in YEARLY:
            continue
        for seed in range(3):
            report = with_previous(built(render(correct_report(seed)), "x.txt", Settings()), PENDING, ())
            assert [type(said) for said in rule.kind.check(report, rule.options)] == [Skip]
    assert continuity.__name__ in YEARLY
