"""What strings with a meaning may be: sections, tables, patterns, codes; what is wrong with one that may not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from linter.profile.problem import nearest, rule_suggestion, suggestion
from linter.profile.verify import Judge
from linter.terms import PATTERNS
from linter.words import Phrase, Word

if TYPE_CHECKING:
    from linter.norm import Norm

CODE = re.compile(r"[A-Z]{1,4}[0-9]{3}")
PREFIX = re.compile(r"[A-Z]{2,4}")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_ADDRESS = re.compile(r"[^/\s]+(/[^/\s]+){0,2}")
_FIRST = ("document", "title", "preamble")
# a backslash that is no escape of a glob: somebody separates folders with it
_BACKSLASH = re.compile(r"\\(?![*?\[\]{}\\!])")

# the code of a national rule, or the beginning of one: profiles bring rules of more letters
NATIONAL = re.compile("[A-Z][0-9]{0,3}")
_BROUGHT = frozenset(("SectionKey", "PassageKey", "SectionName", "Address"))


def lenient(known: Mapping[str, Judge]) -> dict[str, Judge]:
    """The judges where nobody knows what profiles that cannot be read would bring: rules, sections."""
    return {
        term: _of_national(judge) if term in ("Selector", "RuleMessage") else judge
        for term, judge in known.items()
        if term not in _BROUGHT
    }


def _of_national(judge: Judge) -> Judge:
    return lambda words: judge(words) if NATIONAL.fullmatch(words.partition(".")[0]) else None


def judges(norm: Norm, names: Mapping[str, str], sections: Collection[str], kinds: Collection[str]) -> dict[str, Judge]:
    """The judges by term.

    `names` are the names of the rules by code, `sections` the keys of all sections, `kinds` the names of all checks.
    """
    keys = list(sections)
    forms = norm.tables
    return {
        **{term: partial(_pattern, term) for term in PATTERNS},
        "TitleWords": lambda words: _pattern("Pattern", words) if words.startswith("^") else None,
        "TitlePattern": _title_pattern,
        "BodyName": partial(_pattern, "Pattern"),
        "SectionKey": _one_of(keys),
        "PassageKey": _one_of([*keys, "preamble"]),
        "SectionName": _section_name(norm, keys),
        "TableKey": _one_of(list(forms)),
        "BodyLevel": _one_of([level.key for level in norm.levels]),
        "DocumentKey": _one_of([each["key"] for each in norm.data["cited"]]),
        "MonthDay": lambda words: None if _MONTH_DAY.fullmatch(words) else (Phrase("config_no_day", {"value": words}), ""),
        "Words": _something,
        "Wording": _something,
        "CheckName": _one_of(sorted(kinds)),
        "Code": _code(names),
        "Prefix": lambda words: None if PREFIX.fullmatch(words) else (Phrase("config_no_prefix", {"value": words}), ""),
        "Selector": _selector(names),
        "RuleMessage": _rule_message(names),
        "Address": _address([*_FIRST, *keys, *forms]),
        "Glob": _glob,
    }


def _pattern(term: str, words: str) -> tuple[Word, Word] | None:
    from linter.prose.user_pattern import WrongPattern, check_pattern

    try:
        check_pattern(words, term)
    except WrongPattern as wrong:
        return wrong.said, ""
    return None


def _something(words: str) -> tuple[Word, Word] | None:
    return None if words.strip() else (Phrase("config_empty"), Phrase("config_empty_cure"))


def _title_pattern(words: str) -> tuple[Word, Word] | None:
    wrong = _pattern("Pattern", words)
    if wrong is None and not ("(?P<body>" in words and "(?P<year>" in words):
        return Phrase("config_title_groups"), Phrase("config_title_groups_cure")
    return wrong


def _one_of(several: Sequence[str]) -> Judge:
    known = tuple(dict.fromkeys(several))

    def judge(words: str) -> tuple[Word, Word] | None:
        return None if words in known else (Phrase("config_no_choice", {"value": words}), suggestion(words, known))

    return judge


def _section_name(norm: Norm, keys: Sequence[str]) -> Judge:
    titles = [section.title for section in norm.sections]

    def judge(words: str) -> tuple[Word, Word] | None:
        if words in keys or words in titles:
            return None
        return Phrase("config_no_section", {"value": words}), suggestion(words, [*keys, *titles])

    return judge


def _code(names: Mapping[str, str]) -> Judge:
    codes = {name: code for code, name in names.items()}

    def judge(words: str) -> tuple[Word, Word] | None:
        if CODE.fullmatch(words):
            return None
        code = unicodedata.normalize("NFKC", words).strip().upper()
        near = code if CODE.fullmatch(code) else codes.get(nearest(words, codes) or "")
        cure = Phrase("config_nearest_of_many", {"name": near}) if near else Phrase("config_code_form")
        return Phrase("config_no_code", {"value": words}), cure

    return judge


def _selector(names: Mapping[str, str]) -> Judge:
    from linter.select import means

    def judge(words: str) -> tuple[Word, Word] | None:
        if any(means(words, code, name) for code, name in names.items()):
            return None
        head = words.partition(".")[0]
        cure = rule_suggestion(words, (*names, *names.values()))
        return Phrase("config_no_rule", {"value": words}), cure if head not in names else rule_suggestion(head, names)

    return judge


def _rule_message(names: Mapping[str, str]) -> Judge:
    def judge(words: str) -> tuple[Word, Word] | None:
        if words.partition(".")[0] in names:
            return None
        return Phrase("config_no_rule", {"value": words}), rule_suggestion(words.partition(".")[0], names)

    return judge


def _glob(words: str) -> tuple[Word, Word] | None:
    from linter.globs import BrokenPattern, check_pattern, is_outside

    if _BACKSLASH.search(words):
        right: dict[str, Word] = {"name": words.replace("\\", "/")}
        return Phrase("config_glob_backslash", {"value": words}), Phrase("config_nearest_of_many", right)
    if not words.strip() or is_outside(words):
        return Phrase("config_glob_outside", {"value": words}), Phrase("config_glob_cure")
    try:
        check_pattern(words)
    except BrokenPattern:
        return Phrase("config_glob_wide", {"value": words}), ""
    return None


def _address(heads: Sequence[str]) -> Judge:
    heads = list(dict.fromkeys(heads))

    def judge(words: str) -> tuple[Word, Word] | None:
        head = words.partition("/")[0]
        if head in heads and _ADDRESS.fullmatch(words):
            return None
        return Phrase("config_no_address", {"value": words}), suggestion(head, heads)

    return judge
