"""What the guides show is what the program does: every block is followed, run or resolved, in both languages."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import tomli
from commands import ROOT
from jsonschema import Draft7Validator
from test_readme import script

from linter.checks import KINDS
from linter.cli import build_parser
from linter.fold import fold, squeeze
from linter.profile import form
from linter.profile.example import failures
from linter.profile.load import shipped_rules
from linter.profile.resolve import Resolved

guide, readme = script("guide"), script("readme")
LANGUAGES = sorted(guide.SUFFIXES)
GUIDES = [pytest.param(name, language, id=f"{name}-{language}") for name in guide.NAMES for language in LANGUAGES]
# blocks that are run or resolved; all others become files
RUN = ("console", "toml")
# blocks of commands that stand for themselves or need a package index: they are only held against the options there are
TOLD = "sh"
# tests/test_recipes.py runs these
PROGRAM = "python"


def words(name: str, language: str) -> str:
    """The text of a guide."""
    return str(guide.path_of(name, language).read_text(encoding="utf-8"))


def blocks(name: str, language: str) -> list[Any]:
    """The blocks of a guide."""
    return [block for block, _ in guide.blocks(words(name, language))]


def snippets() -> Iterator[Any]:
    """The TOML blocks that are no files, those of the guides each once for both languages, and those of the READMEs."""
    for name in guide.NAMES:
        for number, block in enumerate(blocks(name, "en")):
            if block.kind == "toml" and block.deed is None:
                yield pytest.param(block.body, id=f"{name}-{number}")
    for language, path in readme.READMES.items():
        for block, _ in guide.blocks(path.read_text(encoding="utf-8")):
            if block.kind == "toml":
                yield pytest.param(block.body, id=f"readme-{language}")


def resolved(folder: Path, name: str) -> Resolved:
    """What a file of a folder comes to: a profile or a configuration, which must have no problem."""
    from linter.profile.choose import Chosen

    path = str(folder / name)
    chosen = Chosen(profile=path) if name == "profile.toml" else Chosen(given=path)
    notes = chosen.verify()
    assert notes == ()
    found = chosen.resolved(chosen.choice(str(folder / "报告.txt")))
    assert found.notes == ()
    return found


@pytest.mark.parametrize(("name", "language"), GUIDES)
def test_shown_output_is_real(name: str, language: str, snapshot: Callable[[Path, str], None]) -> None:
    snapshot(guide.path_of(name, language), guide.fresh(words(name, language)))


@pytest.mark.parametrize("name", guide.NAMES)
def test_both_languages_show_the_same(name: str) -> None:
    one, other = (blocks(name, language) for language in LANGUAGES)
    assert [(block.kind, block.body, block.deed) for block in one] == [(block.kind, block.body, block.deed) for block in other]
    one_heads, other_heads = (re.findall(r"^#+", words(name, language), re.MULTILINE) for language in LANGUAGES)
    assert one_heads == other_heads


@pytest.mark.parametrize(("name", "language"), GUIDES)
def test_no_block_is_skipped(name: str, language: str) -> None:
    text = words(name, language)
    assert text.count("```") == 2 * len(blocks(name, language)), "a fence that is no block"
    for block in blocks(name, language):
        programs = [PROGRAM] if name == "recipes" else []
        assert block.kind in (*RUN, TOLD, *programs) or block.deed is not None, block.body
        assert block.kind != "console" or block.commands


@pytest.mark.parametrize("body", list(snippets()))
def test_snippet_has_no_problem(body: str, tmp_path: Path) -> None:
    with guide.at_work(tmp_path):
        (tmp_path / "zhangjiawan.toml").write_text('[profile]\nname = "zhangjiawan"\nextends = "henan"\n', encoding="utf-8")
        name, codes = guide.snippet(body, tmp_path)
        rules = {rule.code: rule for rule in resolved(tmp_path, name).profile.rules}
        for code in codes:
            assert rules[code].passes, code
            assert rules[code].fails, code
        if codes:
            assert [problem.said for problem in failures(str(tmp_path / name))] == []


@pytest.mark.parametrize("body", list(snippets()))
def test_editors_find_nothing_wrong_with_a_snippet(body: str, tmp_path: Path) -> None:
    name, _ = guide.snippet(body, tmp_path)
    data = tomli.loads((tmp_path / name).read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "rules" / "schema.json").read_text(encoding="utf-8"))
    data = data["tool"]["nianbao"] if name == "pyproject.toml" else data
    found = Draft7Validator(schema).iter_errors(json.loads(json.dumps(data, default=str)))
    assert [f"{list(error.path)} {error.message[:200]}" for error in found] == []


@pytest.mark.parametrize(("name", "language"), GUIDES)
def test_commands_that_are_not_run_have_options_there_are(name: str, language: str) -> None:
    for block in blocks(name, language):
        for command in block.body.splitlines() if block.kind == TOLD else ():
            program, *arguments = shlex.split(command)
            assert program in ("dask", "nianbao", "pip")
            if program == "nianbao":
                build_parser().parse_args(arguments)


@pytest.mark.parametrize(("name", "language"), GUIDES)
def test_links_lead_somewhere(name: str, language: str) -> None:
    path = guide.path_of(name, language)
    for target in re.findall(r"\]\(([^)\s]+)\)", words(name, language)):
        file, _, anchor = unquote(target).partition("#")
        found = path.parent / file if file else path
        assert found.exists(), target
        assert not anchor or anchor in _anchors(found.read_text(encoding="utf-8")), target


def _anchors(text: str) -> set[str]:
    """The anchors of the headings of a Markdown text."""
    heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("language", LANGUAGES)
def test_walkthrough_makes_a_profile(language: str, tmp_path: Path) -> None:
    guide.follow(words("province", language), tmp_path)
    folder = tmp_path / "张家湾县"
    with guide.inside(folder):
        found = resolved(folder, "nianbao.toml").profile
        assert (found.name, found.title) == ("zhangjiawan", "张家湾县")
        rules = {rule.code: rule for rule in found.rules}
        national = {rule.code: rule for rule in shipped_rules()}
        assert rules.keys() - national.keys() == {"ZJ101", "ZJ301"}
        assert rules["N411"].level == "off", "what the profile is built on"
        assert (rules["ZJ101"].check, rules["ZJ101"].level) == ("stated", "warning")
        assert "年度工作概况" in found.norm.section_by_key["overview"].accepted
        assert (national["N405"].level, rules["N405"].level) == ("info", "warning")
        assert (rules["ZJ301"].check, rules["ZJ301"].options.holds) == ("identity", "结转下年度 <= 本年新收")
        assert failures("zhangjiawan.toml") == []


@pytest.mark.parametrize(
    ("part", "old", "new", "before", "after"),
    [
        ("[section.problems]", "五、存在的主要问题及改进情况", "五、难点和对策", "error S110", "info S114"),
        ("[section.problems]", "五、存在的主要问题及改进情况", "五、短板与努力方向", "error S110", "warning S114"),
        ("[section.problems]", "五、存在的主要问题及改进情况", "五、存在问题和改进情况", "info S114", "warning S114"),
        ("[title]", "2023年政府信息公开工作年度报告", "2023年度信息公开报告", "warning S101", ""),
        ("[table.requests", "（一）予以公开", "（一）同意公开", "error T202", ""),
        ("[table.requests", "社会公益组织", "公益组织", "info T209", "warning T204"),
    ],
)
def test_wordings_of_the_guide_count(part: str, old: str, new: str, before: str, after: str, tmp_path: Path) -> None:
    (body,) = (block.body for block in blocks("province", "en") if block.deed is None and f"\n{part}" in f"\n{block.body}")
    text = (ROOT / "rules" / "examples" / "2021.txt").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "报告.txt").write_text(text.replace(old, new, 1), encoding="utf-8")
    with guide.inside(tmp_path):
        name, _ = guide.snippet(body, tmp_path)
        without, with_it = (shown(f"nianbao check --profile {each} --output concise 报告.txt") for each in ("base", name))
    assert before in without
    assert before not in with_it
    assert with_it == [] if not after else after in with_it


def shown(command: str) -> list[str]:
    """The levels and codes that a command prints, a finding a line."""
    return re.findall(r"^\S+:\d+:\d+: (\w+ \w+)", guide.run(command), re.MULTILINE)


def keys_of(*tables: Any) -> set[str]:
    """The keys of declared tables."""
    return {key for table in tables for key in table.__annotations__}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        (
            "province",
            keys_of(
                form.About, form.SectionEdit, form.TableEdit, form.LabelEdit, form.TitleEdit, form.GrammarEdit, form.Layer,
                form.RuleEntry, form.ExampleEntry, form.BasisEntry, form.RuleWords,
            ),
        ),
        ("configuration", keys_of(form.ConfigurationFile, form.Override, form.CheckDefaults)),
        ("silencing", keys_of(form.SuppressEntry)),
    ],
)  # fmt: skip
def test_every_key_is_told(name: str, keys: set[str], language: str) -> None:
    text = words(name, language)
    assert {key for key in keys if not re.search(rf"(?<![\w-]){key}(?![\w-])", text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_locked_rules_are_told(language: str) -> None:
    (told,) = re.findall(r"[（(]((?:[A-Z]\d{3}(?:、|, )?){5,})[）)]", words("province", language))
    assert re.findall(r"[A-Z]\d{3}", told) == [rule.code for rule in sorted(shipped_rules()) if rule.locked]


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_of_kinds_are_told(language: str) -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|[^|]*\| ((?:`\w+` ?)+)\|$", words("province", language), re.MULTILINE)
    assert rows
    for kind, options in rows:
        assert re.findall(r"\w+", options) == list(KINDS[kind].options._fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_folded_words_are_told(language: str) -> None:
    rows = re.findall(r"^\| `([^`]*[（：“〔０][^`]*)` \| `([^`]+)` \|$", words("province", language), re.MULTILINE)
    assert len(rows) >= 3
    for written, searched in rows:
        assert squeeze(fold(written)) == searched
