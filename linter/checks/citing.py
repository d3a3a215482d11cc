"""The numbers of documents in the prose, and which documents they and the titles beside them stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from linter.fold import distance, fold
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.prose.passage import Passage
from linter.prose.pattern import compiled
from linter.prose.whole import once, prose_of, whole_prose
from linter.report import Report

if TYPE_CHECKING:
    from linter.prose.finder import Found

_TITLE_BEHIND = re.compile(r"\)?(?:文件?)?(?=《)")
_FIGURES = ("year", "no")
_SLIPS = 2
_ENDS = "。;!?\n"
_LONGEST_TITLE, _LONGEST_BETWEEN = 120, 30


class Cited(NamedTuple):
    """A number of a national document in the prose: words[start:end] of its passage.

    `known` is the document whose number it is, `resembles` the one whose number it is but for a slip; `title` the words in
    《》 beside it, which begin at `title_start`, and `titled` the document that they name. "" stands for none.
    """

    passage: Passage
    start: int
    end: int
    known: str
    resembles: str
    title: str
    title_start: int
    titled: str

    @property
    def sentence(self) -> str:
        """The sentence that the number stands in."""
        return sentence_at(self.passage.words, self.start, self.end)

    def written(self, report: Report) -> str:
        """The number as the report writes it."""
        return as_written(report, self.passage, self.start, self.end)

    def misnumbers(self, document: Mapping[str, Any]) -> bool:
        """Whether the number stands for the document without being its own: by title, by a slip, or by what it is about."""
        key = document["key"]
        if self.known == key:
            return False
        if self.titled or self.resembles:
            return self.titled == key or (not self.titled and self.resembles == key)
        return not self.known and not self.title and document["about"] in self.sentence


def sentence_at(words: str, start: int, end: int) -> str:
    """The sentence that holds words[start:end]."""
    first = max(words.rfind(each, 0, start) for each in _ENDS) + 1
    last = min((place for each in _ENDS if (place := words.find(each, end)) >= 0), default=len(words))
    return words[first:last]


def as_written(report: Report, passage: Passage, start: int, end: int) -> str:
    """Words of a passage as the report writes them, without white space."""
    return "".join(report.document.text.quote(passage.span(start, end)).split())


def documents(norm: Norm) -> Mapping[str, Mapping[str, Any]]:
    """The documents that reports cite, by key."""
    found: dict[str, Mapping[str, Any]] | None = norm.caches.get("documents")
    if found is None:
        found = norm.caches["documents"] = {each["key"]: each for each in norm.data["cited"]}
    return found


@once
def cited(report: Report) -> Sequence[Cited]:
    """The numbers of national documents in the prose, in the order of the text."""
    whole = whole_prose(report)
    kinds = [each for each in report.norm.data["citing"]["number"] if each["cue"] in whole]
    return [
        _cited(passage, found, report.norm)
        for passage in prose_of(report).passages
        for kind in kinds
        if kind["cue"] in passage.words
        for found in compiled(report.norm, kind["any"]).finditer(passage.words)
    ]


def _cited(passage: Passage, found: Found, norm: Norm) -> Cited:
    start, title = _title_before(passage.words, found.start(), norm)
    if not title:
        start, title = _title_behind(passage.words, found.end())
    known = resembles = ""
    figures = found.groupdict()
    for key, document in documents(norm).items():
        if found[0] in _writings(key, norm):
            known = key
        elif figures == _figures(key, norm):
            # the same figures may be those of another office's document: what the number is about has to fit too
            context = title or sentence_at(passage.words, found.start(), found.end())
            near = distance(found[0], fold(document["number"]), _SLIPS) <= _SLIPS
            resembles = key if near or document["about"] in context else resembles
    resembles = "" if known else resembles
    return Cited(passage, found.start(), found.end(), known, resembles, title, start, _document_of(title, norm))


def _writings(key: str, norm: Norm) -> frozenset[str]:
    """How the number of a document may be written, folded."""
    found: frozenset[str] | None = norm.caches.get(("writings", key))
    if found is None:
        document = documents(norm)[key]
        found = norm.caches["writings", key] = frozenset(map(fold, (document["number"], *document.get("also", ()))))
    return found


def _figures(key: str, norm: Norm) -> Mapping[str, str]:
    """The figures of the number of a document, by what they are."""
    found: dict[str, str] | None = norm.caches.get(("figures", key))
    if found is None:
        document = documents(norm)[key]
        found = norm.caches["figures", key] = {name: str(document[name]) for name in _FIGURES if name in document}
    return found


def _document_of(title: str, norm: Norm) -> str:
    """The document that a title names."""
    if not title:
        return ""
    return next((key for key, each in documents(norm).items() if compiled(norm, each["title"]).search(title)), "")


def _title_before(words: str, place: int, norm: Norm) -> tuple[int, str]:
    """The title in 《》 in front of a number, when hardly more than a bracket stands between them."""
    close = words.rfind("》", max(0, place - _LONGEST_BETWEEN), place)
    if close < 0 or not compiled(norm, norm.data["citing"]["between"]).fullmatch(words, close + 1, place):
        return 0, ""
    depth = 0
    for index in range(close, max(-1, close - _LONGEST_TITLE), -1):
        depth += {"》": 1, "《": -1}.get(words[index], 0)
        if not depth:
            return index + 1, words[index + 1 : close]
    return 0, ""


def _title_behind(words: str, place: int) -> tuple[int, str]:
    found = _TITLE_BEHIND.match(words, place)
    if found is None:
        return 0, ""
    close = words.find("》", found.end(), found.end() + _LONGEST_TITLE)
    return (found.end() + 1, words[found.end() + 1 : close]) if close > 0 else (0, "")
