"""Bytes into text: every encoding that such files come in, whole, cut short, and cut in the middle of a character."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from generator import correct_report, render

from linter.cli import main
from linter.read import Unreadable, read_bytes
from linter.read.encoding import decode

SIMPLIFIED = render(correct_report(8, "2021"))
# without one ASCII character, as the first lines of a report may be
BARE = (
    "　　本镇按照政府信息公开条例的规定，认真做好公开工作，现将本年度的情况报告如下。全年没有收到公开申请，也没有行政复议和诉讼。"
    * 20
)
TRADITIONAL = (
    "雲墩縣礫泉鎮公所２０２３年政府資訊公開工作年度報告\n"
    "　　本鎮依照有關規定編製本報告，說明全年公開工作的情況。\n"
    "一、總體情況\n"
    "　　全年主動公開各類資訊八十餘條，收到申請三件，均已按期答覆；對於過期的文件，已經逐件清理。\n"
    "二、存在的問題\n"
    "　　網頁更新不夠及時，公開欄內容較少；來年將定期檢查，並請村民代表評議。\n"
) * 8
LENGTHS = (20, 60, 200, 1000)

# name: codec, mark in front, and what the result must call it
ENCODINGS = {
    "utf-8": ("utf-8", b"", "utf-8"),
    "utf-8-bom": ("utf-8", codecs.BOM_UTF8, "utf-8-bom"),
    "utf-16-le-bom": ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16-be-bom": ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
    "utf-16-le": ("utf-16-le", b"", "utf-16-le"),
    "utf-16-be": ("utf-16-be", b"", "utf-16-be"),
    "gb18030": ("gb18030", b"", "gb18030"),
}
# Big5 has no simplified characters
CASES = [(name, text) for name in ENCODINGS for text in ("simplified", "traditional", "bare")] + [("big5", "traditional")]
TEXTS = {"simplified": SIMPLIFIED, "traditional": TRADITIONAL, "bare": BARE}


def encoded(name: str, text: str) -> tuple[bytes, str]:
    """The text as bytes, and the name of the encoding."""
    codec, mark, shown = ENCODINGS.get(name, (name, b"", name))
    return mark + text.encode(codec), shown


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_whole_text(name: str, kind: str) -> None:
    data, shown = encoded(name, TEXTS[kind])
    decoded = decode(data)
    assert (decoded.content, decoded.encoding, decoded.damaged) == (TEXTS[kind], shown, 0)


@pytest.mark.parametrize(("name", "kind"), CASES)
@pytest.mark.parametrize("length", LENGTHS)
def test_cut_text(name: str, kind: str, length: int) -> None:
    text = TEXTS[kind][:length]
    data, shown = encoded(name, text)
    decoded = decode(data)
    assert (decoded.content, decoded.encoding) == (text, shown)


@pytest.mark.parametrize(("name", "kind"), CASES)
@pytest.mark.parametrize("length", LENGTHS)
def test_text_cut_in_a_character(name: str, kind: str, length: int) -> None:
    # the last character before the cut is a Chinese one, so that half of it is a piece
    text = TEXTS[kind][:length]
    while text[-1].isascii():
        text = text[:-1]
    data, shown = encoded(name, text)
    decoded = decode(data[:-1])
    assert decoded.encoding == shown
    assert decoded.content.startswith(text[:-1])
    assert len(decoded.content) - len(text[:-1]) <= 2


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_a_few_damaged_places_change_nothing_else(name: str) -> None:
    data, shown = encoded(name, SIMPLIFIED)
    for place in (200, 900, 1700):
        data = data[:place] + b"\xff" + data[place + 1 :]
    decoded = decode(data)
    assert decoded.encoding == shown
    assert 1 <= decoded.damaged <= 8
    assert decoded.content[-500:] == SIMPLIFIED[-500:]


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "utf-16-le", "big5"])
def test_ascii_is_utf_8_unless_said_otherwise(name: str) -> None:
    assert decode(b"report 2023\n").encoding == "utf-8"
    assert (
        decode("年报".encode(name), name).content == "年报"
        if name != "big5"
        else decode("年報".encode(name), name).content == "年報"
    )


def test_the_given_encoding_is_believed() -> None:
    data = SIMPLIFIED.encode("gb18030")
    assert decode(data, "GBK").encoding == "gbk"
    assert decode(data, "gb18030").content == SIMPLIFIED
    wrong = decode(data, "utf-8")
    assert wrong.encoding == "utf-8"
    assert wrong.damaged == wrong.content.count("\ufffd") > 100
    assert decode(TRADITIONAL.encode("big5"), "gb18030").content != TRADITIONAL
    with pytest.raises(LookupError):
        decode(data, "no-such-encoding")


def test_a_mark_is_no_part_of_the_text() -> None:
    for name in ("utf-8-bom", "utf-16-le-bom", "utf-16-be-bom"):
        data, _ = encoded(name, SIMPLIFIED)
        assert decode(data).content[0] == SIMPLIFIED[0]
    assert decode(codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8").content == SIMPLIFIED


@pytest.mark.parametrize("name", [*ENCODINGS, "big5"])
def test_the_result_names_the_encoding(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = TRADITIONAL if name == "big5" else SIMPLIFIED
    data, shown = encoded(name, text)
    path = tmp_path / "报告.txt"
    path.write_bytes(data)
    main(["check", str(path), "--output", "json"])
    assert json.loads(capsys.readouterr().out)["files"][0]["encoding"] == shown
    main(["check", str(path)])
    assert f"编码 {shown}" in capsys.readouterr().out
    assert read_bytes(data, "报告.txt").text.content == text


def test_the_option_overrides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(SIMPLIFIED.encode("gb18030"))
    assert main(["check", str(path), "--encoding", "gb18030"]) == 0
    assert "编码 gb18030" in capsys.readouterr().out
    main(["check", str(path), "--encoding", "utf-8"])
    out = capsys.readouterr().out
    assert "编码 utf-8" in out
    assert "D007" in out or "D001" in out


def test_an_unknown_encoding_is_told_with_those_that_can_be_given() -> None:
    with pytest.raises(Unreadable, match=r"不认识的编码 nonsense.*utf-8、gb18030"):
        read_bytes(SIMPLIFIED.encode(), "报告.txt", "nonsense")
