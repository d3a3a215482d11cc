"""Rules as SARIF describes them."""

from __future__ import annotations

import re
from typing import Any

from linter.finding import Finding
from linter.profile.model import Rule
from linter.render import Run
from linter.render.text import basis_words
from linter.words import Catalog

LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
LEVELS = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
# GitHub's word for how severe a rule is
_SEVERITIES = {"error": "error", "warning": "warning", "info": "recommendation", "off": "recommendation"}
_MARKUP = re.compile(r"[\\`*_\[\]<>]")
_LINK = re.compile(r"[\[\]]")


def message_of(words: str) -> str:
    """Words as a message says them: braces are doubled, and square brackets that would be a link are escaped."""
    if "](" in words:
        words = _LINK.sub(r"\\\g<0>", words)
    return words.replace("{", "{{").replace("}", "}}")


class Rules:
    """The rules that ran or have results, in the order in which they came."""

    __slots__ = ("_by_code", "_indexes", "_seen", "_words")

    def __init__(self, run: Run) -> None:
        self._words = run.words
        self._by_code = {rule.code: rule for rule in run.rules}
        self._indexes: dict[str, int] = {}
        self._seen: dict[str, Finding | None] = {}

    def index(self, code: str, finding: Finding | None = None) -> int:
        """The index of a rule; a finding tells of what is no rule but a remark on what silences findings."""
        index = self._indexes.get(code)
        if index is None:
            index = self._indexes[code] = len(self._indexes)
            self._seen[code] = finding
        return index

    def descriptors(self) -> list[dict[str, Any]]:
        """What is to be told of the rules, by index."""
        return [self._descriptor(code, finding) for code, finding in self._seen.items()]

    def _descriptor(self, code: str, finding: Finding | None) -> dict[str, Any]:
        rule = self._by_code.get(code)
        if rule is not None:
            return _of_rule(rule, self._words)
        return _of_finding(code, finding, self._words) if finding is not None else {"id": code}


def _of_rule(rule: Rule, words: Catalog) -> dict[str, Any]:
    help_, basis = words.of_rule(rule, "help"), basis_words(rule.basis, words.practice_of(rule), words)
    configuration: dict[str, Any] = {"level": LEVELS[rule.level]}
    if rule.level == "off":
        configuration["enabled"] = False
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": words.of_rule(rule, "title")},
        "fullDescription": {"text": words.of_rule(rule, "why")},
        "help": _help(help_, basis, words),
        "defaultConfiguration": configuration,
        "properties": {
            "tags": [rule.code.rstrip("0123456789")],
            "problem.severity": _SEVERITIES[rule.level],
            "basis": [{"doc": each.doc, "clause": each.clause} for each in rule.basis],
        },
    }


def _of_finding(code: str, finding: Finding, words: Catalog) -> dict[str, Any]:
    """A remark: its words are those of the finding."""
    title = words.phrases.get(f"silence_title_{finding.message_id}", finding.name)
    return {
        "id": code,
        "name": finding.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": _help(finding.help, basis_words(finding.basis, finding.practice, words), words),
        "defaultConfiguration": {"level": LEVELS[finding.level]},
        "properties": {"tags": [code.rstrip("0123456789")], "problem.severity": _SEVERITIES[finding.level], "basis": []},
    }


def _help(help_: str, basis: str, words: Catalog) -> dict[str, str]:
    told = [(words.phrases["ui_help"], help_)]
    if basis:
        told.append((words.phrases["ui_basis"], basis))
    marked = "\n\n".join(f"**{name.strip()}** " + _MARKUP.sub(r"\\\g<0>", said) for name, said in told)
    return {"text": "\n".join(name + said for name, said in told), "markdown": marked}
