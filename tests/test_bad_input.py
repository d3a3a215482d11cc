"""Bad input: a message that names the file and says what to do, the right exit code, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from commands import ROOT, Done, nianbao
from generator import correct_report, render

from linter.cli import main

GOOD = render(correct_report(4, "2021"))

# what the file holds, and what must be said of it: the problem, and the way out
UNREADABLE: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "文件是空的", "请确认"),
    "only-a-mark": (b"\xef\xbb\xbf", "文件是空的", "请确认"),
    "white-space": (" \n\t\r\n\u3000\n \n".encode(), "文件是空的", "请确认"),
    "million-tabs": (b"\t" * 1_000_000, "文件是空的", "请确认"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "图片", "另存为 Word"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片", "另存为 Word"),
    "zip": (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", "docx 文件已损坏", "另存为 .docx"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF 文件已损坏", "另存为 .docx"),
    "html": (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<html><body><script>x</script></body></html>", "网页", "另存"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "Word 或 WPS", "另存为 .docx"),
    "nought-bytes": (bytes(4096), "不是文本", "另存为 Word"),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8 + bytes(512), "不是文本", "另存为 Word"),
    "50-megabytes": (b"", "过大（50 MB）", "请确认"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose name has a space and Chinese in it."""
    made = tmp_path / "报告 目录"
    made.mkdir()
    return made


def write(folder: Path, name: str) -> Path:
    """A file that cannot be read."""
    path = folder / f"{name}.txt"
    path.write_bytes(UNREADABLE[name][0])
    if name == "50-megabytes":
        os.truncate(path, 50 * 1024 * 1024)
    return path


def without_traceback(done: Done) -> Done:
    """The same, unless Python's own words are in it."""
    assert "Traceback" not in done.said
    assert "Error" not in done.said
    return done


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Done:
    """The command in this process."""
    code = main([*map(str, arguments)])
    out, err = capsys.readouterr()
    return without_traceback(Done(code, out, err))


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("output", ["text", "concise", "json"])
def test_unreadable_file(name: str, output: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(folder, name)
    _, problem, cure = UNREADABLE[name]
    done = run(capsys, "check", path, "--output", output)
    assert done.code == 2
    words = done.out if output == "text" else done.err
    assert str(path) in words
    assert problem in words
    assert cure in words


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_has_no_data(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(folder, name)
    done = run(capsys, "extract", path)
    assert done.code == 2
    assert str(path) in done.err
    assert UNREADABLE[name][1] in done.err


def test_no_such_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("check", "extract"):
        done = run(capsys, command, folder / "没有.txt")
        assert done.code == 2
        assert str(folder / "没有.txt") in done.said
        assert "没有这个文件" in done.said
        assert "请检查路径" in done.said


def test_folder_without_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "照片.png").write_bytes(b"\x89PNG")
    (folder / "通知.txt").write_text("关于开展夏季防汛演练的通知\n", encoding="utf-8")
    for command in ("check", "extract"):
        done = run(capsys, command, folder)
        assert done.code == 2
        assert str(folder) in done.err
        assert "没有找到年度报告" in done.err
        assert "请检查路径" in done.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "锁.txt"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    done = run(capsys, "check", path)
    assert done.code == 2
    assert str(path) in done.out
    assert "没有读取权限" in done.out


def test_file_without_permission_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "锁.txt"
    path.write_text(GOOD, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    done = run(capsys, "check", path)
    assert done.code == 2
    assert "没有读取权限" in done.out
    assert "请检查文件的权限" in done.out


@pytest.mark.parametrize("output", ["text", "concise", "json"])
@pytest.mark.parametrize("bad_first", [True, False])
def test_the_other_file_is_still_checked(output: str, bad_first: bool, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, other = write(folder, "png"), folder / "报告.txt"
    other.write_text(GOOD.replace("二、主动公开政府信息情况", ""), encoding="utf-8")
    done = run(capsys, "check", *([bad, other] if bad_first else [other, bad]), "--output", output)
    assert done.code == 2, "what could not be done is never mixed up with findings"
    assert "S110" in done.out
    assert "图片" in done.said


def test_the_other_data_are_still_extracted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, other = write(folder, "pdf"), folder / "报告.txt"
    other.write_text(GOOD, encoding="utf-8")
    done = run(capsys, "extract", bad, other, "--output", "csv")
    assert done.code == 2
    assert str(other) in done.out
    assert str(bad) in done.err


# what is read all the same: the content, and the rule that must tell of it
DAMAGED = {
    "surrogates": (GOOD.encode() + b"\xed\xa0\x80 \xed\xb0\x80\n", "D007"),
    "wrong-utf-8": (GOOD.encode().replace("报告".encode(), b"\xe6\x8a\xa5\xe5\x91", 1), "D007"),
    "stray-bytes": (GOOD.encode().replace("。".encode(), b"\xff\xfe\x80", 3), "D007"),
    "other-text": ("关于开展夏季防汛演练的通知\n各村：请于六月底前完成演练。\n".encode(), "D001"),
    "other-bytes": (Random(5).randbytes(3000).replace(b"\x00", b"\x01"), "D001"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_file_is_checked(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, code = DAMAGED[name]
    path = folder / "报告.txt"
    path.write_bytes(data)
    done = run(capsys, "check", path)
    assert done.code in ((0, 1) if code == "D007" else (1,))
    assert str(path) in done.out
    assert code in done.out


def test_a_few_nought_bytes_do_not_hide_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "报告.txt"
    path.write_bytes(GOOD.encode().replace("。".encode(), "。\x00".encode(), 2))
    done = run(capsys, "check", path)
    assert done.code in (0, 1)
    assert "\x00" not in done.out
    assert "年度" in done.out


@pytest.mark.parametrize(
    "place", ["三、本年度办理结果", "科研机构", "8.属于行政查询事项", "第二十条第（五）项", "未经复议直接起诉"]
)
def test_report_cut_in_a_table(place: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "半份.txt"
    path.write_text(GOOD[: GOOD.index(place) + len(place)], encoding="utf-8")
    done = run(capsys, "check", path)
    assert done.code == 1
    assert "S110" in done.out
    assert "六、其他需要报告的事项" in done.out
    assert not [line for line in done.out.splitlines() if line.strip().startswith("错误 C")], "a sum of cells that are gone"


def test_unknown_encoding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "报告.txt"
    path.write_text(GOOD, encoding="utf-8")
    done = run(capsys, "check", path, "--encoding", "utf8000")
    assert done.code == 2
    assert str(path) in done.out
    assert "不认识的编码 utf8000" in done.out
    assert "gb18030" in done.out


@pytest.mark.parametrize("encoding", ["base64", "rot13", "zlib", "hex", "idna", "punycode", "undefined", "unicode_escape", ""])
def test_encodings_that_are_none_for_text(encoding: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "报告.txt"
    path.write_text(GOOD, encoding="utf-8")
    done = run(capsys, "check", path, f"--encoding={encoding}")
    assert done.code in (1, 2)
    assert str(path) in done.out


BAD_COMMANDS = (
    ((), "缺少参数"),
    (("chek", "a.txt"), "没有这个选项"),
    (("check",), "缺少参数"),
    (("check", "--bogus", "a.txt"), "--bogus"),
    (("check", "a.txt", "--fail-on", "often"), "often"),
    (("check", "a.txt", "--output", "xml"), "xml"),
    (("check", "a.txt", "--edition", "2018"), "2018"),
    (("check", "a.txt", "--profile", ""), "--profile"),
    (("check", "a.txt", "--config", " "), "--config"),
    (("check", "a.txt", "--baseline", ""), "--baseline"),
    (("check", "a.txt", "--select"), "--select"),
    (("extract", "a.txt", "--output", "sarif"), "sarif"),
)


@pytest.mark.parametrize(("arguments", "named"), BAD_COMMANDS)
def test_bad_command_line(arguments: tuple[str, ...], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, *arguments)
    assert done.code == 2
    assert done.out == ""
    assert named in done.err
    assert "--help" in done.err


@pytest.mark.parametrize(
    ("selector", "nearest"),
    [("C30I", "C30"), ("section-mising", "section-missing"), ("request-balance", "requests-balance"), ("s11O", "S11")],
)
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_rule(option: str, selector: str, nearest: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "报告.txt"
    path.write_text(GOOD, encoding="utf-8")
    done = run(capsys, "check", path, option, f"C,{selector}")
    assert done.code == 2
    assert f"没有规则“{selector}”" in done.err
    assert nearest in done.err.replace(selector, "")
    assert run(capsys, "rule", selector).code == 2


def test_empty_standard_input() -> None:
    for command in ("check", "extract"):
        done = without_traceback(nianbao(command, "-", "--stdin-filename", "窗口.txt"))
        assert done.code == 2
        assert "窗口.txt" in done.said
        assert "文件是空的" in done.said


@pytest.mark.parametrize("arguments", [("rule",), ("check", "rules/examples/none.txt"), ("--help",)])
def test_closed_standard_output(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "linter", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        words = process.stderr.read().decode("utf-8")
    assert process.returncode in (0, 1, 2)
    assert "Traceback" not in words
    assert "Error" not in words


MEASURED = """
import sys, time
from linter.cli import main
begun = time.process_time()
code = main(sys.argv[1:])
spent = time.process_time() - begun
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(code, spent, int(peak) / 1024, file=sys.stderr)
"""

LARGE = {
    "tabs": "一、总体情况\n" + "\t" * 1_000_000 + "\n二、主动公开政府信息情况\n规章" + "\t" * 1_000 + "1\n",
    "pipes": "一、总体情况\n" + "|" * 1_000_000 + "\n",
    "cells": "三、收到和处理政府信息公开申请情况\n（一）予以公开" + "\t1" * 300_000 + "\n",
    "one-line": "一、总体情况 " * 50_000,
    "one-word": "一、总体情况\n" + "报告" * 1_000_000,
    "stars.md": "一、总体情况\n" + "*" * 200_000 + "\n" + "_a" * 100_000 + "\n" + "![](" * 50_000 + "\n" + "#" * 200_000,
    "many-headings": "一、总体情况\n一句话。\n" * 8_000,
    "many-titles": "砾泉镇人民政府2023年政府信息公开工作年度报告\n" * 6_000,
    "many-rows": "三、收到和处理政府信息公开申请情况\n" + "\t（一）予以公开\t1\t2\t3\n" * 20_000,
    "many-numbers": "四、政府信息公开行政复议、行政诉讼情况\n" + "1\n" * 100_000,
    "many-fragments": "三、收到和处理政府信息公开申请情况\n（一）予以公开\t1\n" + "其他法律\t行政\t属于\t信息\n" * 5_000,
    "many-brackets": "一、总体情况\n" + "（" * 200_000 + "一" * 200_000,
    "many-spaces": "一、总体情况\n政府信息" + " " * 200_000 + "公开\n" + "1 " * 100_000,
}


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="peak memory is read from /proc")
@pytest.mark.parametrize("name", LARGE)
def test_large_and_odd_texts_take_little(name: str, folder: Path) -> None:
    path = folder / (name if "." in name else f"{name}.txt")
    path.write_text(LARGE[name], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "check", str(path), "--output", "concise"],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=20,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    code, seconds, megabytes = map(float, done.stderr.split()[-3:])
    assert code in (0, 1, 2)
    assert seconds < 4
    assert megabytes < 300
