"""What holds for every fix in every report: numbers stay, twice is once, nothing gets worse, other bytes are the same."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache
from random import Random

import pytest
from generator import FAULTS, LAYOUTS, correct_report, encodings, render
from test_fix import SAFE, look, words_of

from linter.fix.apply import GRADES, Mended, mend, offers
from linter.fix.text import TextFile

DIGITS = re.compile(r"\d")
HEADINGS = (("主动公开政府信息情况", "主动公开政府信息的情况"), ("其他需要报告的事项", "其它需要报告的事项"))
MARKS = {"，": ",", "；": ";"}
LINE_ENDS = ("\n", "\r\n", "\r")


def untidy(seed: int, layout: str) -> str:
    """A correct report in which things stand that safe fixes mend."""
    rng = Random(f"untidy {seed}")
    text = render(correct_report(seed), layout)
    for good, bad in HEADINGS:
        if rng.random() < 0.7:
            text = re.sub(rf"(?m)^([一-六]、){good}$", rf"\1{bad}", text)
    if rng.random() < 0.5:
        text = text.replace("年政府信息公开工作年度报告", "年度政府信息公开工作年度报告", 1)

    def narrow(found: re.Match[str]) -> str:
        return MARKS[found[0]] if rng.random() < 0.3 else found[0]

    # marks in the labels of tables are no findings
    pattern = re.compile("(?<=[一-龥])[，；](?=[一-龥])")
    return "\n".join(pattern.sub(narrow, line) if line.endswith("。") else line for line in text.split("\n"))


def done(data: bytes, grades: tuple[str, ...], name: str = "报告.txt") -> Mended:
    """A file after its fixes."""
    return mend(TextFile(data, name), look, grades)


def errors(mended: Mended) -> Counter[tuple[str, str]]:
    """How many findings each rule has."""
    return Counter((each.rule, each.outcome) for each in look(mended.file.document).findings)


def holds(data: bytes, grades: tuple[str, ...], name: str = "报告.txt") -> Mended:
    """A file after its fixes, of which everything holds that should."""
    before = TextFile(data, name)
    after = done(data, grades, name)
    refused = {(each.finding.rule, each.finding.at) for each in after.refused}
    assert [each for each in offers(look(after.file.document), grades) if (each.rule, each.at) not in refused] == []
    assert not errors(after) - Counter((each.rule, each.outcome) for each in look(before.document).findings)
    again = done(after.file.data, grades, name)
    assert again.file.data == after.file.data
    assert again.fixed == 0
    assert after.file.document.encoding == before.document.encoding
    if not after.fixed:
        assert after.file.data == data
    return after


def digits(text: str) -> list[str]:
    return sorted(DIGITS.findall(text))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(6))
def test_untidy_reports(seed: int, layout: str) -> None:
    text = untidy(seed, layout)
    good = render(correct_report(seed), layout)
    after = holds(text.encode(), SAFE)
    assert words_of(after) == good, "safe fixes give the correct report back"
    assert (after.fixed > 0) == (text != good)


@pytest.mark.parametrize("seed", range(6))
def test_bytes_outside_the_edits_are_the_same(seed: int) -> None:
    text, good = untidy(seed, "tabs"), render(correct_report(seed))
    for end in LINE_ENDS:
        for name, data in encodings(text.replace("\n", end)).items():
            assert holds(data, SAFE).file.data == encodings(good.replace("\n", end))[name], (name, end)
            assert done(data, SAFE, "报告.md").file.data == encodings(good.replace("\n", end))[name], (name, end)


def test_an_encoding_that_was_asked_for() -> None:
    text, good = untidy(3, "tabs"), render(correct_report(3))
    for asked, codec, mark in (
        ("utf-16", "utf-16-be", codecs.BOM_UTF16_BE), ("utf-16", "utf-16-le", codecs.BOM_UTF16_LE),
        ("UTF-8-SIG", "utf-8", codecs.BOM_UTF8), ("utf-8", "utf-8", codecs.BOM_UTF8), ("gbk", "gbk", b""), ("hz", "hz", b""),
    ):  # fmt: skip
        data = mark + text.encode(codec)
        after = mend(TextFile(data, "报告.txt", asked), look, SAFE)
        if asked == "hz":
            # in an encoding with shifts most edits would tear what stands beside them, and are refused
            assert after.refused
            assert after.file.data.decode("hz") == words_of(after)
        else:
            assert after.file.data == mark + good.encode(codec), asked


def test_damaged_bytes_stay() -> None:
    data = untidy(3, "tabs").encode("gb18030").replace("信息公开条例".encode("gb18030"), b"\xff\xff\xff", 1)
    after = done(data, SAFE)
    assert after.fixed
    assert after.file.data.count(b"\xff\xff\xff") == data.count(b"\xff\xff\xff") >= 1
    utf8 = untidy(3, "tabs").encode().replace("信息公开条例".encode(), b"\xe4\xbf\xff", 1)
    assert done(utf8, SAFE).file.data.count(b"\xe4\xbf\xff") == 1


TRADITIONAL = """雲嶺縣青禾鎮人民政府2023年度政府信息公開工作年度報告

一、總體情況
本機關依照條例開展工作,公開了信息;收到申請0件.
"""


def test_big5() -> None:
    data = TRADITIONAL.encode("big5")
    file = TextFile(data, "報告.txt")
    assert file.document.encoding == "big5"
    place = TRADITIONAL.index(",")
    from linter.finding import Edit, Fix
    from linter.text import Span

    fix = Fix("safe", (Edit(Span(place, place + 1), "，"),))
    assert file.objection(fix) is None
    assert file.edited(fix.edits).data == TRADITIONAL.replace(",", "，").encode("big5")
    lacking = Fix("safe", (Edit(Span(place, place + 1), "总"),))
    objection = file.objection(lacking)
    assert objection is not None
    assert "big5" in str(objection)


def test_a_character_that_the_encoding_lacks() -> None:
    text = untidy(3, "tabs").replace("二、主动公开政府信息情况", "二、主动公开政府信息的情况")
    narrow = mend(TextFile(text.encode("gb2312", "ignore"), "报告.txt", "gb2312"), look, GRADES)
    assert narrow.fixed


@cache
def broken(name: str, seed: int) -> str:
    """The text of a fault."""
    return FAULTS[name].break_(correct_report(seed), Random(seed))[0]


@pytest.mark.parametrize("name", FAULTS)
def test_faults(name: str) -> None:
    text = broken(name, 8)
    path = "报告.md" if FAULTS[name].markdown else "报告.txt"
    for grades in (SAFE, GRADES):
        after = holds(text.encode(), grades, path)
        if grades == SAFE:
            assert digits(words_of(after)) == digits(text)
        # a number in Arabic figures in front of a heading may become one in Chinese numerals
        headings = r"(?m)^ *(?:#+ *)?[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．]"
        assert digits(re.sub(headings, "", words_of(after))) == digits(re.sub(headings, "", text))
        assert len(words_of(after).splitlines()) == len(text.splitlines())
