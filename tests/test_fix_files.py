"""`nianbao check --fix`, `--unsafe-fixes` and `--diff`: what is written, what is said, and what never happens to a file."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import ROOT, Done, nianbao
from generator import correct_report, encodings, render
from test_rules import edited

from linter.cli import main
from linter.fix.write import write

GOOD = edited("2021", ()).document.text.content
SAFE = {"二、主动公开政府信息情况": "二、主动公开政府信息的情况", "审核办法，公开前": "审核办法,公开前"}
UNSAFE = {"五、存在的主要问题及改进情况": "五、存在不足及改进措施"}
UNTIDY = edited("2021", tuple(SAFE.items())).document.text.content
BOTH = edited("2021", tuple((SAFE | UNSAFE).items())).document.text.content
HALF = edited("2021", tuple(UNSAFE.items())).document.text.content


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An untidy report."""
    path = tmp_path / "报告.txt"
    path.write_bytes(BOTH.encode())
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Done:
    """The command in this process."""
    code = main(["check", *map(str, arguments)])
    out, err = capsys.readouterr()
    return Done(code, out, err)


def test_safe_fixes_are_written(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "--fix", file)
    assert file.read_bytes() == HALF.encode()
    assert "S114" in done.out, "what is left is shown"
    assert "H709" not in done.out
    assert done.out.endswith("改好了 2 个问题，涉及 1 个文件；另有 1 个可以用 --unsafe-fixes 改，改后请核对\n")
    assert (done.code, done.err) == (0, "")
    again = run(capsys, "--fix", file)
    assert file.read_bytes() == HALF.encode()
    assert again.out.endswith("没有可以自动改好的问题；另有 1 个可以用 --unsafe-fixes 改，改后请核对\n")


def test_unsafe_fixes_too(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "--fix", "--unsafe-fixes", file, "--lang", "en")
    assert file.read_bytes() == GOOD.encode()
    assert done.out.endswith("3 findings fixed in 1 file\n")


def test_json_is_nothing_but_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "--fix", file, "--output", "json")
    assert [each["rule"] for each in json.loads(done.out)["files"][0]["findings"]] == ["S114"]
    assert "改好了 2 个问题" in done.err


def test_only_selected_rules_are_fixed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "--fix", file, "--select", "H")
    assert file.read_text(encoding="utf-8") == BOTH.replace("审核办法,公开前", "审核办法，公开前")


def test_silenced_findings_are_not_fixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.md"
    path.write_text(UNTIDY.replace("\n二、", '\n<!-- nianbao: rule = "S114", reason = "县里的写法" -->\n二、'), encoding="utf-8")
    run(capsys, "--fix", path)
    words = path.read_text(encoding="utf-8")
    assert "政府信息的情况" in words
    assert "审核办法，公开前" in words
    (tmp_path / "nianbao.toml").write_text(
        '[[suppress]]\nrule = "H709"\nquote = "审核办法,公开前"\nreason = "原文如此"\n', encoding="utf-8"
    )
    other = tmp_path / "另一份.txt"
    other.write_text(UNTIDY, encoding="utf-8")
    done = run(capsys, "--fix", other)
    assert other.read_text(encoding="utf-8") == GOOD.replace("审核办法，公开前", "审核办法,公开前"), done.said


def test_a_baseline_keeps_findings_as_they_are(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(UNTIDY, encoding="utf-8")
    baseline = file.with_name("基线")
    assert main(["baseline", "write", "--file", str(baseline), str(file)]) == 0
    capsys.readouterr()
    run(capsys, "--fix", file, "--baseline", baseline)
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_diff_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "--diff", file)
    assert file.read_bytes() == BOTH.encode()
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[:2] == [f"--- {file}", f"+++ {file}"]
    assert {"-二、主动公开政府信息的情况", "+二、主动公开政府信息情况"} < set(lines)
    assert "可以改好 2 个问题，涉及 1 个文件；没有写入" in done.err
    whole = run(capsys, "--diff", "--unsafe-fixes", file)
    assert "+五、存在的主要问题及改进情况" in whole.out
    file.write_bytes(GOOD.encode())
    clean = run(capsys, "--diff", file)
    assert (clean.code, clean.out) == (0, "")


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not there")
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_diff_is_a_patch(file: Path, end: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(BOTH.replace("\n", end).rstrip().encode())
    done = run(capsys, "--diff", file)
    subprocess.run(["patch", "--binary", "-s", str(file)], input=done.out.encode(), check=True, capture_output=True)
    assert file.read_bytes() == HALF.replace("\n", end).rstrip().encode()


@pytest.mark.parametrize("name", ["utf-8-bom", "utf-16-le-bom", "utf-16-be-bom", "gb18030"])
def test_encodings_stay(file: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(encodings(UNTIDY.replace("\n", "\r\n"))[name])
    run(capsys, "--fix", file)
    assert file.read_bytes() == encodings(GOOD.replace("\n", "\r\n"))[name]


def test_permissions_and_links_stay(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.chmod(0o640)
    link = file.with_name("链接.txt")
    link.symlink_to(file.name)
    run(capsys, "--fix", link)
    assert link.is_symlink()
    assert file.read_bytes() == HALF.encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in file.parent.iterdir()) == sorted(("报告.txt", "链接.txt"))


def test_what_must_not_be_written_is_told_and_the_rest_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("甲", "乙", "丙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "报告.txt").write_bytes(UNTIDY.encode())
    (tmp_path / "甲" / "报告.txt").chmod(0o444)
    (tmp_path / "乙").chmod(0o555)
    try:
        done = run(capsys, "--fix", tmp_path)
    finally:
        (tmp_path / "乙").chmod(0o755)
    assert done.code == 2
    assert done.err.count("写不进去：") == 2
    assert (tmp_path / "丙" / "报告.txt").read_bytes() == GOOD.encode()
    assert (tmp_path / "甲" / "报告.txt").read_bytes() == (tmp_path / "乙" / "报告.txt").read_bytes() == UNTIDY.encode()
    assert "改好了 2 个问题，涉及 1 个文件" in done.out
    assert done.out.count("H709") >= 2, "what stays is shown"


def test_what_cannot_be_changed_in_place_is_told_once(tmp_path: Path) -> None:
    page = "".join(f"<p>{line}</p>" for line in UNTIDY.splitlines())
    (tmp_path / "甲.html").write_text(f"<html><meta charset=utf-8><body>{page}</body></html>", encoding="utf-8")
    (tmp_path / "乙.txt").write_text(UNTIDY, encoding="utf-8")
    done = nianbao("check", "--fix", "-", tmp_path, given=UNTIDY.encode())
    assert done.err.count("不能直接改") == 1
    assert "<stdin>" in done.err
    assert "甲.html" in done.err
    assert (tmp_path / "乙.txt").read_text(encoding="utf-8") == GOOD


def test_to_another_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = file.with_name("改好.txt")
    run(capsys, "--fix", file, "-o", out)
    assert (file.read_bytes(), out.read_bytes()) == (BOTH.encode(), HALF.encode())


def test_what_cannot_be_written_to_another_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "通知.txt", tmp_path / "改好.txt"
    path.write_text("关于防汛的通知\n", encoding="utf-8")
    done = run(capsys, "--fix", path, "-o", out)
    assert done.code == 2
    assert not out.exists()
    assert f"{out} 没有写" in done.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--unsafe-fixes",), "要和 --fix"),
        (("-o", "x.txt"), "要和 --fix"),
        (("--diff", "-o", "x.txt"), "--diff 只显示改动"),
        (("--diff", "--output", "json"), "--diff 只显示改动"),
        (("--fix", "-o", "{path}"), "就是原文件"),
        (("{path}", "--fix", "-o", "x.txt"), "多个路径"),
    ],
)
def test_options_that_do_not_go_together(
    arguments: tuple[str, ...], says: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, *(each.format(path=file) for each in (str(file), *arguments)))
    assert done.code == 2
    assert says in done.err
    assert file.read_bytes() == BOTH.encode()


def test_a_diff_over_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--diff", tmp_path).code == 2
    missing = run(capsys, "--diff", tmp_path / "没有.txt")
    assert (missing.code, missing.out) == (2, "")
    assert "没有.txt" in missing.err


def test_fixes_are_loaded_only_for_fixing() -> None:
    loaded = "[name for name in sys.modules if name.startswith(('linter.fix', 'linter.cli.fixing', 'difflib'))]"
    code = f"import sys; from linter.cli import main; main(['check', sys.argv[1]]); print({loaded})"
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "tests" / "cases" / "render" / "霜林镇.txt")],
        capture_output=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert done.stdout.decode("utf-8").splitlines()[-1] == "[]"


def test_a_file_is_whole_whenever_the_process_is_killed(tmp_path: Path) -> None:
    """Either the old content or the new one, however soon or late the process ends."""
    rng = random.Random(5)
    path = tmp_path / "报告.txt"
    old, new = UNTIDY.encode(), GOOD.encode()
    seen = set()
    for attempt in range(30):
        path.write_bytes(old)
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "linter", "check", "--fix", str(path)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT,
        )  # fmt: skip
        if attempt == 0:
            process.wait(60)
            usual = time.monotonic() - began
        else:
            time.sleep(usual * rng.uniform(0.3, 1.1))
            process.kill()
            process.wait(60)
        seen.add(path.read_bytes())
        assert seen <= {old, new}
    assert new in seen


KILLED = """
import os, sys
from linter.fix.write import write
path = sys.argv[1]
print("ready", flush=True)
contents = [b"a" * 3_000_000, b"b" * 3_000_000]
while True:
    for content in contents:
        write(path, content, path)
"""


def test_writing_is_whole_at_any_moment(tmp_path: Path) -> None:
    rng = random.Random(7)
    path = tmp_path / "x"
    path.write_bytes(b"a" * 3_000_000)
    whole = {b"a" * 3_000_000, b"b" * 3_000_000}
    for _ in range(30):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0, 0.05))
        process.kill()
        process.wait(60)
        process.stdout.close()
        assert path.read_bytes() in whole


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        write(str(path), b"new", str(path))
    assert [each.name for each in tmp_path.iterdir()] == ["x"]
    assert path.read_bytes() == b"old"


def test_many_files_in_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = [render(correct_report(seed, "2021")) for seed in range(4)]
    for seed in range(4):
        (tmp_path / f"{seed}.txt").write_text(good[seed].replace("六、其他需要", "六、其它需要"), encoding="utf-8")
    done = run(capsys, "--fix", tmp_path)
    assert "改好了 4 个问题，涉及 4 个文件" in done.out
    assert [(tmp_path / f"{seed}.txt").read_text(encoding="utf-8") for seed in range(4)] == good
