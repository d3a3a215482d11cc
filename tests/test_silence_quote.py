"""Quotations find their words over line ends and widths, agree with the slowest way of looking, and never take long."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.fold import fold, squeeze
from linter.silence.quote import Quotable, Quote, quote_of, touches
from linter.text import Span


def found(words: str, text: str) -> list[str]:
    """What a quotation finds in a text."""
    quote = quote_of(words)
    assert quote is not None
    return [text[span.start : span.end] for span in Quotable(text).find(quote)]


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("总计", Quote("", "总计", "", "")),
        ("一,二", Quote("", "一", "二", "")),
        ("前-,一", Quote("前", "一", "", "")),
        ("一,-后", Quote("", "一", "", "后")),
        ("前-,一,-后", Quote("前", "一", "", "后")),
        ("前-,一,二,-后", Quote("前", "一", "二", "后")),
        ("-8", Quote("", "-8", "", "")),
        ("8-", Quote("", "8-", "", "")),
        ("2023-2024", Quote("", "2023-2024", "", "")),
        ("-a-", Quote("", "-a-", "", "")),
        ("1%2C234,5%2d", Quote("", "1,234", "5-", "")),
        ("增长50%，比上年", Quote("", "增长50%,比上年", "", "")),
        ("50%25%2", Quote("", "50%%2", "", "")),
        (" 总 计 \n", Quote("", "总计", "", "")),
        ("（一）", Quote("", "(一)", "", "")),
        ("a-,b-", Quote("a", "b-", "", "")),
        ("a-,-b", Quote("a", "-b", "", "")),
    ],
)
def test_parts(words: str, quote: Quote) -> None:
    assert quote_of(words) == quote


@pytest.mark.parametrize(
    "words", ["", " ", ",", "一,", ",一", "一,二,三", "-,一", "一,-", "前-,一,二,三,-后", "一,,二", "前-,,-后"]
)
def test_what_is_no_quotation(words: str) -> None:
    assert quote_of(words) is None


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("总计", "总计 a 总\r\n计 b 总\t计", ["总计", "总\r\n计", "总\t计"]),
        ("（七）总计", "(七)总计 （七）总 计", ["(七)总计", "（七）总 计"]),
        ("１２件", "12件 １２ 件", ["12件", "１２ 件"]),
        ("“三安全”", '"三安全"', ['"三安全"']),
        ("工作", "⼯作", ["⼯作"]),
        ("𠮷祥", "吉𠮷祥", ["𠮷祥"]),
        ("祥", "𠮷\n𠮷祥𠮷", ["祥"]),
        ("总计-,1", "总计1 合计1 总计\t1", ["1", "1"]),
        ("1,-件", "1条1 件", ["1"]),
        ("共-,1,-件", "共1条 计1件 共1件", ["1"]),
        ("全年,件。", "全年公开\n12件。全年收到3件。", ["全年公开\n12件。", "全年收到3件。"]),
        ("全年,件,-。", "全年公开12件，其中3件。", ["全年公开12件，其中3件"]),
        ("本-,年,件", "本年1件 去年2件", ["年1件"]),
        ("件,件", "件", []),
        ("件,件", "件 件", ["件 件"]),
        ("aa", "aaa", ["aa", "aa"]),
        ("ab,b", "abb ab b", ["abb", "ab b"]),
        ("一,二", "二一", []),
        ("甲乙", "甲，乙", []),
    ],
)
def test_places(words: str, text: str, expected: list[str]) -> None:
    assert found(words, text) == expected


def slowly(quote: Quote, text: str) -> list[Span]:
    """The same by trying every place."""
    places = [place for place, character in enumerate(fold(text)) if not character.isspace()]
    words = squeeze(fold(text))
    spans = []
    for start in range(len(words)):
        stop = start + len(quote.start)
        if not (words.startswith(quote.start, start) and words[:start].endswith(quote.prefix)):
            continue
        if quote.end:
            end = words.find(quote.end + quote.suffix, stop)
            if end < 0:
                continue
            stop = end + len(quote.end)
        elif not words.startswith(quote.suffix, stop):
            continue
        spans.append(Span(places[start], places[stop - 1] + 1))
    return spans


LETTERS = st.text(alphabet="ab", min_size=1, max_size=3)
MAYBE = st.one_of(st.just(""), LETTERS)
TEXTS = st.text(alphabet="aaabb \n　", max_size=40)


@given(st.builds(Quote, MAYBE, LETTERS, MAYBE, MAYBE), TEXTS)
def test_finds_what_the_slowest_way_finds(quote: Quote, text: str) -> None:
    spans = Quotable(text).find(quote)
    assert spans == slowly(quote, text)
    assert all(one.start < other.start and one.end <= other.end for one, other in pairwise(spans))


@given(st.builds(Quote, MAYBE, LETTERS, MAYBE, MAYBE), TEXTS, st.integers(0, 40), st.integers(0, 5))
def test_touching(quote: Quote, text: str, start: int, length: int) -> None:
    spans = Quotable(text).find(quote)
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert touches(spans, Span(start, start + length)) is bool(covered & set(range(start, start + max(length, 1))))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("a" * 50_000, "a" * 100_000),
        ("a" * 49_999 + "b", "a" * 100_000),
        ("a" * 300 + "-,a,a,-" + "b" * 9, "a" * 100_000),
        ("a,a", "a" * 100_000),
        ("a-,a,b,-a", "ab" * 50_000),
        ("ab" * 20_000 + "-,a,-" + "ba" * 20_000, "ab" * 50_000),
        ("甲", " \n" * 50_000),
        ("甲,乙", "甲" * 100_000),
        ("甲" + "%2C" * 30_000, "甲" + "," * 100_000),
    ],
)
def test_hostile_texts_take_no_time(words: str, text: str) -> None:
    quote = quote_of(words)
    assert quote is not None
    begin = time.process_time()
    spans = Quotable(text).find(quote)
    assert sum(touches(spans, Span(place, place + 1)) for place in range(0, len(text), 100)) <= 1000
    assert time.process_time() - begin < 2
