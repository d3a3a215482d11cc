"""Findings about entries, comments and baselines themselves: codes and levels stand in the norm, words in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from linter.document import Document
from linter.finding import Finding
from linter.profile.load import shipped_norm
from linter.result import FileResult
from linter.silence.entry import Suppression
from linter.text import Span
from linter.words import Catalog, Names, Phrase, Word

_MOST_CODES = 4


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, Mapping[str, str]]:
    """Code, name and level of the remarks by key."""
    return {each["key"]: each for each in shipped_norm().data["remark"]}


def remark_names() -> dict[str, str]:
    """The names of the remarks by code."""
    return {each["code"]: each["name"] for each in _forms().values()}


def remark(key: str, said: Phrase, cure: Phrase, place: Phrase, span: Span, words: Catalog) -> Finding:
    """A remark of the norm as a finding over the document in which its entry stands."""
    form = _forms()[key]
    return Finding(
        rule=form["code"],
        name=form["name"],
        level=form["level"],
        outcome="broken",
        message_id=key,
        message=words.say(said),
        params=words.all(said.params),
        at="document",
        place=words.say(place),
        span=span,
        related=(),
        basis=(),
        help=words.say(cure),
    )


def reasonless(entry: Suppression, place: Phrase, words: Catalog) -> Finding:
    """An entry that does not say why."""
    said = Phrase("silence_reasonless", {"codes": _codes(entry)})
    return remark("reasonless", said, Phrase("silence_reasonless_help"), place, entry.span, words)


def expired(entry: Suppression, place: Phrase, words: Catalog) -> Finding:
    """An entry whose last day is over."""
    said = Phrase("silence_expired", {"codes": _codes(entry), "until": str(entry.until)})
    return remark("expired", said, Phrase("silence_expired_help"), place, entry.span, words)


def unused(entry: Suppression, fitting: bool, place: Phrase, words: Catalog) -> Finding:
    """An entry that silenced nothing, although files fit it, or because none does."""
    if fitting:
        said = Phrase("silence_unused", {"codes": _codes(entry)})
    else:
        said = Phrase("silence_no_file", {"codes": _codes(entry), "files": Names(entry.files)})
    return remark("unused", said, Phrase("silence_unused_help"), place, entry.span, words)


def unreadable(problem: Word, place: Phrase, span: Span, words: Catalog) -> Finding:
    """A comment that cannot be understood."""
    said = Phrase("silence_unreadable", {"problem": problem})
    return remark("unreadable", said, Phrase("silence_unreadable_help"), place, span, words)


def stale(params: Mapping[str, Word], place: Phrase, span: Span, words: Catalog) -> Finding:
    """An entry of a baseline for which nothing was found any more."""
    return remark("stale", Phrase("silence_stale", params), Phrase("silence_stale_help"), place, span, words)


def on_file(document: Document, findings: Sequence[Finding]) -> FileResult:
    """Remarks on a file that is no report."""
    return FileResult(document.path, "checked", document, findings=tuple(sorted(findings, key=lambda each: each.span)))


def _codes(entry: Suppression) -> Names:
    return Names(tuple(sorted(entry.codes)), _MOST_CODES, quoted=False)
