"""The reader of numbers in prose: every way to write a count, and nothing that is no count."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.document import Paragraph
from linter.prose.number import chinese_number, read_quantities
from linter.prose.passage import ABOUT, COUNT, FIRST, INNER, LAST, TITLE, Passage, has_count
from linter.text import Span

COUNTS = [
    ("收到申请14件", [("14", "件")]),
    ("收到申请１４件", [("14", "件")]),
    ("收到申请 14 件", [("14", "件")]),
    ("收到申请十五件", [("15", "件")]),
    ("收到申请二百零三宗", [("203", "宗")]),
    ("收到申请两件", [("2", "件")]),
    ("收到申请一万二千三百条", [("12300", "条")]),
    ("收到申请三千零五份", [("3005", "份")]),
    ("收到申请一百一十件", [("110", "件")]),
    ("公开信息1,234条", [("1234", "条")]),
    ("公开信息１，２３４条", [("1234", "条")]),
    ("公开信息12,345,678条", [("12345678", "条")]),
    ("公开信息3.5万条", [("35000", "条")]),
    ("公开信息2万条", [("20000", "条")]),
    ("收费380元，另收0.038万元", [("380", "元"), ("380", "元")]),
    ("其中工作动态88条、财政信息20条、惠民政策18条", [("88", "条"), ("20", "条"), ("18", "条")]),
    ("受理0件，10件已办结", [("0", "件"), ("10", "件")]),
    ("满意率98%，培训3次，共涉及38项", [("98", "%"), ("3", "次"), ("38", "项")]),
]
NO_COUNTS = [
    "2023年1月1日至2023年12月31日",
    "国办函〔2020〕109号、国务院令第711号",
    "《条例》第五十条第（四）项、第20条",
    "电话0398-7133149，邮编472200，13800000000",
    "高效办成一件事，最多跑一次，提供一条龙服务，一次性告知，公布一部分内容",
    "一网通办、十四五规划、三公经费、两会期间",
    "20个工作日内，提高5个百分点，历时6个月",
    "《关于办好10件民生实事的通知》",
    "百分之九十五",
]


def passage(words: str) -> Passage:
    """A passage of one paragraph."""
    return Passage("overview", [Paragraph(words, Span(0, len(words)))])


@pytest.mark.parametrize(("words", "expected"), COUNTS)
def test_counts(words: str, expected: list[tuple[str, str]]) -> None:
    found = [(each.value, each.counter.removeprefix("万")) for each in passage(words).quantities.values()]
    assert found == [(Decimal(value), counter) for value, counter in expected]


@pytest.mark.parametrize("words", NO_COUNTS)
def test_what_is_no_count(words: str) -> None:
    assert list(passage(words).quantities.values()) == []


@pytest.mark.parametrize("words", ["近百件", "100余件", "十多件", "不少于3件", "3至5件", "3-5件", "约20件", "超过1000条"])
def test_numbers_that_are_only_about_right(words: str) -> None:
    assert all(each.about for each in passage(words).quantities.values())
    assert not has_count(passage(words).masked)


def test_marks_stand_where_the_words_stood() -> None:
    words = "依据《关于10件实事的通知》，公开１２３条、7份、近百件，见第3条。"
    masked = passage(words).masked
    assert len(masked) == len(words)
    assert masked == f"依据《{TITLE * 10}》,公开{FIRST}{INNER}{LAST}条、{COUNT}份、近{ABOUT}件,见第3条。"


def test_the_place_of_a_number_is_its_place_in_the_file() -> None:
    words = "全年 收到 申请 １４ 件"
    found = next(iter(passage(words).quantities.values()))
    span = passage(words).span(found.start, found.end)
    assert words[span.start : span.end] == "１４ 件"


DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number from 0 to 99,999,999 in Chinese numerals: written here apart from the reader."""
    if number == 0:
        return "零"
    if number >= 10_000:
        rest = number % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return in_chinese(number // 10_000) + "万" + (zero + in_chinese(rest) if rest else "")
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + name
            gap = False
        elif words and number:
            gap = True
    return words[1:] if words.startswith("一十") else words


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert chinese_number(in_chinese(number)) == number


@given(st.integers(0, 10**9), st.sampled_from("件宗条份项次"), st.booleans())
def test_figures_are_read_as_they_are_written(number: int, counter: str, separated: bool) -> None:
    words = f"共收到{number:,}{counter}" if separated else f"共收到{number}{counter}"
    assert [(each.value, each.counter) for each in read_quantities(words)] == [(number, counter)]


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿0123456789,.件条第年月日%()-至近余《》", max_size=40))
def test_any_words_can_be_read(words: str) -> None:
    for each in passage(words).quantities.values():
        assert each.value >= 0
