"""Writes docs/rules/: a page for every rule, and README.md with the list of them.

usage: python docs/rules.py

A page tells what `rules/*.toml` says of the rule, in Chinese, with title and messages in English beneath.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from readme import FAMILIES, LEVELS, ROOT

from linter.archive.kinds import is_across
from linter.profile.load import shipped_norm, shipped_rules
from linter.profile.model import Basis, Example, Rule
from linter.render.text import PRACTICE
from linter.words import catalog

FOLDER = ROOT / "docs" / "rules"
INDEX = "README.md"
SAMPLES = ROOT / "rules" / "examples"
ZH, EN = catalog("zh"), catalog("en")

_CHOICE = re.compile(r"\{\w+:[^{}|]*(?:\{\w+\}[^{}|]*)*\|((?:[^{}]|\{\w+\})*)\}")
_PLACE = re.compile(r"((?:\{\w+\})+)")
_MARKUP = re.compile(r"([\\`*<>\[\]|]|(?<!\w)_|_(?!\w))")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")


def pages() -> dict[str, str]:
    """The name of every file of the folder with what it holds."""
    rules = shipped_rules()
    around = zip((None, *rules), rules, (*rules[1:], None), strict=False)
    return {INDEX: index(rules)} | {file_name(rule): page(rule, before, after) for before, rule, after in around}


def file_name(rule: Rule) -> str:
    """The name of a rule's page."""
    return f"{rule.code}-{rule.name}.md"


def index(rules: Sequence[Rule]) -> str:
    """The list of all rules, family by family."""
    lines = [
        "# 规则", "", f"共 {len(rules)} 条规则，按类别排列；级别有几种的，因具体的提示或机关而不同。", "",
        "各页的例子都在 [rules/examples](../../rules/examples) 的例文上改动几处；提示中 `{…}` 处填入具体内容，"
        "写法随数目变化的，按多处时的写法列出。", "",
        f"{len(rules)} rules, family by family; where there are several levels, they depend on the message or on the body. "
        "The pages are in Chinese, with the English titles and messages.",
    ]  # fmt: skip
    for family in dict.fromkeys(rule.code[0] for rule in rules):
        english, chinese = FAMILIES[family]
        name, _, about = chinese.partition("：")
        lines += ["", f"## {family} {name}", "", plain(about), "", plain(english), ""]
        lines += ["| 代码 | 名称 | 检查什么 | Title | 级别 |", "|---|---|---|---|---|"]
        for rule in rules:
            if rule.code[0] == family:
                levels = dict.fromkeys((rule.level, *rule.levels.values(), *rule.body_levels.values()))
                cells = [
                    link(rule), rule.name, plain(rule.title), plain(EN.of_rule(rule, "title")),
                    "、".join(LEVELS["zh"][level] for level in levels),
                ]  # fmt: skip
                lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def page(rule: Rule, before: Rule | None, after: Rule | None) -> str:
    """The page of a rule, with links to those before and after it."""
    parts = [
        f"# {rule.code} {rule.name}",
        f"**{plain(rule.title)}**",
        plain(EN.of_rule(rule, "title")),
        "\n".join(facts(rule)),
        "## 为什么", plain(rule.why),
        "## 怎么办", plain(rule.help),
        "## 依据", "\n".join(map(basis, rule.basis)),
        "## 可能的提示", "\n".join(messages(rule)),
        "## 通过的例子", *(examples(rule.passes) if rule.passes else ["比较许多报告的规则，没有一份报告的例子。"]),
        "## 不通过的例子", *(examples(rule.fails) if rule.fails else ["比较许多报告的规则，没有一份报告的例子。"]),
        "## 怎样不看这一条", *silence(rule),
        "---",
        " · ".join(neighbours(before, after)),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def facts(rule: Rule) -> Iterator[str]:
    """The levels of a rule and what it is for."""
    norm = shipped_norm()
    titles = {key: ZH.say(title) for key, title in norm.level_titles.items()}
    others = {f"`{message}`": level for message, level in rule.levels.items()}
    others |= {titles[body]: level for body, level in rule.body_levels.items()}
    yield f"- 级别：{'；'.join([LEVELS['zh'][rule.level], *by_level(others)])}"
    yield f"- 格式：{'、'.join(ZH.say(norm.edition_name(edition)) for edition in rule.editions)}"
    yield f"- 机关：{'、'.join(titles[body] for body in rule.bodies) or '不限'}"
    yield f"- 年度：{f'{rule.since} 年度及以后' if rule.since else '不限'}"
    if any(example.previous for example in rule.fails):
        yield "- 需要：上年报告，用 `--previous` 给出"
    if is_across(rule):
        yield "- 需要：同时检查许多报告，把存放它们的文件夹交给 `nianbao check`"
    if rule.stops:
        yield "- 报出后不再检查其他规则"
    if rule.explained_by:
        known = {other.code: other for other in shipped_rules()}
        causes = "、".join(link(known[code]) for code in rule.explained_by)
        yield f"- 未能核对时，原因如已由下列规则指出，不再单独列出：{causes}"


def by_level(levels: Mapping[str, str]) -> Iterator[str]:
    """What has a level of its own, level by level."""
    for level in dict.fromkeys(levels.values()):
        yield f"{'、'.join(name for name, own in levels.items() if own == level)} 为{LEVELS['zh'][level]}"


def basis(entry: Basis) -> str:
    """A document and its clause; of practice it is said that it is no law."""
    if entry.doc == PRACTICE:
        return f"- 惯例，不是法定要求{'：' if entry.clause else ''}{plain(entry.clause)}"
    return f"- {plain(f'{entry.doc} {entry.clause}'.strip())}"


def messages(rule: Rule) -> Iterator[str]:
    """The messages by id, the English one beneath the Chinese."""
    english = EN.of_rule(rule, "messages")
    for key, words in rule.messages.items():
        yield f"- `{key}`：{template(words)}"
        yield f"  - {template(english[key])}"


def template(words: str) -> str:
    """A message as it is for several: of a choice by number the second words, what is put in as code."""
    pieces = _PLACE.split(_CHOICE.sub(r"\1", words))
    return "".join(f"`{piece}`" if _PLACE.fullmatch(piece) else plain(piece) for piece in pieces)


def examples(several: Iterable[Example]) -> Iterator[str]:
    """Examples: what they show, and what is changed in which text."""
    for number, example in enumerate(several, 1):
        yield f"**{number}. {plain(example.note)}**"
        yield from changes(sample(example.edition), example.edit)
        if example.previous:
            yield from changes(f"上年报告：{sample(example.previous)}", example.previous_edit)


def changes(text: str, edit: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A text and what is changed in it."""
    yield f"{text}，{'改动如下。' if edit else '不作改动。'}"
    for old, new in edit:
        yield "原文："
        yield fence(old)
        yield "改为：" if new else "删去。"
        if new:
            yield fence(new)


def sample(stem: str) -> str:
    """A link to the text that an example edits."""
    path = next(path for path in sorted(SAMPLES.iterdir()) if path.stem == stem)
    return f"例文 [{path.name}](../../rules/examples/{path.name})"


def fence(words: str) -> str:
    """Words in a fenced block, tabs as they are; characters of private use, which nobody sees, are named."""
    longest = max((len(run) for run in re.findall(r"`+", words)), default=0)
    marks = "`" * max(3, longest + 1)
    shown = _PRIVATE.sub(lambda found: f"〔U+{ord(found[0]):04X}〕", words)
    return f"{marks}text\n{shown}\n{marks}"


def silence(rule: Rule) -> Iterator[str]:
    """How a rule is left out."""
    if rule.level == "off":
        yield "默认关闭，不会报告；`nianbao check` 目前没有开启它的选项。"
    else:
        yield fence(f"nianbao check --ignore {rule.code} …").replace("text\n", "sh\n", 1)


def neighbours(before: Rule | None, after: Rule | None) -> Iterator[str]:
    """Links to the list and to the rules before and after."""
    if before is not None:
        yield f"上一条：{link(before, before.name)}"
    yield f"[全部规则]({INDEX})"
    if after is not None:
        yield f"下一条：{link(after, after.name)}"


def link(rule: Rule, name: str = "") -> str:
    """A link to the page of a rule."""
    return f"[{f'{rule.code} {name}'.strip()}]({file_name(rule)})"


def plain(words: str) -> str:
    """Words in which nothing is taken for Markdown."""
    return _MARKUP.sub(r"\\\1", words)


def main() -> None:
    """Write the folder, and take out the pages of rules that are no more."""
    FOLDER.mkdir(exist_ok=True)
    written = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in written:
            path.unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{FOLDER.relative_to(ROOT)}: {len(written)}")


if __name__ == "__main__":
    main()
