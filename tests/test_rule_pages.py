"""The pages of the rules are what docs/rules.py writes, well-formed Markdown, and say what they have to."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from commands import ROOT
from markdown_it import MarkdownIt
from markdown_it.token import Token
from test_readme import script

from linter.profile.load import shipped_rules
from linter.profile.model import Rule
from linter.words import catalog

sys.path.insert(0, str(ROOT / "docs"))
docs = script("rules")
RULES = shipped_rules()
PAGES: dict[str, str] = docs.pages()
MARKDOWN = MarkdownIt("commonmark").enable("table")
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
HEADINGS = ["为什么", "怎么办", "依据", "可能的提示", "通过的例子", "不通过的例子", "怎样不看这一条"]


def tokens(name: str) -> list[Token]:
    """The parts of a page, those inside lines too."""
    return [inner for token in MARKDOWN.parse(PAGES[name]) for inner in (token, *(token.children or ()))]


def page_of(rule: Rule) -> str:
    """The page of a rule."""
    return PAGES[docs.file_name(rule)]


def test_pages_on_disk_are_what_the_script_writes() -> None:
    there = {path.name: path.read_text(encoding="utf-8") for path in docs.FOLDER.iterdir()}
    assert sorted(there) == sorted(PAGES), "run: python docs/rules.py"
    assert [name for name in PAGES if there[name] != PAGES[name]] == [], "run: python docs/rules.py"


def test_every_rule_has_a_page() -> None:
    assert set(PAGES) == {"README.md", *(f"{rule.code}-{rule.name}.md" for rule in RULES)}


def cells() -> Iterator[list[str]]:
    """The rows of the tables of the index, without their heads."""
    row: list[str] = []
    for token in tokens("README.md"):
        if token.type == "td_open":
            row.append("")
        elif token.type == "text" and row:
            row[-1] += token.content
        elif token.type == "tr_close" and row:
            yield row
            row = []


def test_index_lists_every_rule() -> None:
    english, levels = catalog("en"), docs.LEVELS["zh"]
    told = list(cells())
    assert [row[:4] for row in told] == [
        [rule.code, rule.name, rule.title, english.of_rule(rule, "title")] for rule in RULES
    ]  # fmt: skip
    assert [row[4].split("、")[0] for row in told] == [levels[rule.level] for rule in RULES]
    families = re.findall(r"^## (\w) ", PAGES["README.md"], re.MULTILINE)
    assert families == list(dict.fromkeys(rule.code[0] for rule in RULES))


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    targets = [str(token.attrs["href"]) for token in tokens(name) if token.type == "link_open"]
    assert [target for target in targets if not (docs.FOLDER / unquote(target)).exists()] == []
    if name != "README.md":
        assert "README.md" in targets


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_taken_for_markup(name: str) -> None:
    known = {"heading", "paragraph", "bullet_list", "list_item", "link", "strong", "table", "thead", "tbody", "tr", "th", "td"}
    kinds = {token.type for token in tokens(name)} - {"fence", "hr", "inline", "text", "softbreak", "code_inline", "text_special"}
    assert {kind.removesuffix("_open").removesuffix("_close") for kind in kinds} <= known
    assert not [token for token in tokens(name) if token.type == "text" and "**" in token.content]
    assert not [token for token in tokens(name) if token.type == "code_inline" and "`" in token.content]
    assert "  \n" not in re.sub(r"^```.*?^```$", "", PAGES[name], flags=re.DOTALL | re.MULTILINE)


@EVERY_RULE
def test_page_tells_all(rule: Rule) -> None:
    text = page_of(rule)
    assert text.startswith(f"# {rule.code} {rule.name}\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == HEADINGS
    shown = "".join(token.content for token in tokens(docs.file_name(rule)) if token.type in ("text", "text_special", "fence"))
    for words in (rule.title, catalog("en").of_rule(rule, "title"), rule.why, rule.help):
        assert words in shown
    assert set(re.findall(r"^- `(\w+)`：", text, re.MULTILINE)) == set(rule.messages)
    assert ("惯例，不是法定要求" in text) == any(basis.doc == "惯例" for basis in rule.basis)
    assert ("默认关闭" in text) == (rule.level == "off")
    assert (f"nianbao check --ignore {rule.code} …" in text) == (rule.level != "off")


@EVERY_RULE
def test_examples_are_shown_as_they_are(rule: Rule) -> None:
    fences = [token.content for token in tokens(docs.file_name(rule)) if token.type == "fence"]
    edits = [
        words
        for example in (*rule.passes, *rule.fails)
        for edit in (*example.edit, *example.previous_edit)
        for words in edit if words
    ]  # fmt: skip
    assert [re.sub(r"〔U\+(\w+)〕", lambda found: chr(int(found[1], 16)), words)[:-1] for words in fences[: len(edits)]] == edits
    assert len(fences) == len(edits) + (rule.level != "off")
