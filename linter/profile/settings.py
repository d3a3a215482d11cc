"""Settings of a configuration whose words name nothing of a profile: encodings, limits, quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from linter.profile.source import Path
from linter.profile.verify import Fault
from linter.words import Phrase


def about_settings(data: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """What is wrong with them in a configuration at this path of its file."""
    check = data.get("check")
    if isinstance(check, Mapping):
        yield from _wrong(check.get("encoding"), _encoding, (*path, "check", "encoding"))
        limits = check.get("limit")
        for index, limit in enumerate(limits if isinstance(limits, list) else ()):
            yield from _wrong(limit, _limit, (*path, "check", "limit", index))
    entries = data.get("suppress")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, Mapping):
            yield from _wrong(entry.get("quote"), _quote, (*path, "suppress", index, "quote"))


def _wrong(words: Any, judge: Callable[[str], Phrase | None], path: Path) -> Iterator[Fault]:
    said = judge(words) if isinstance(words, str) else None
    if said is not None:
        yield Fault(path, said)


def _encoding(name: str) -> Phrase | None:
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return Phrase("config_no_encoding", {"value": name})
    return None


def _limit(limit: str) -> Phrase | None:
    from linter.limits import WrongLimit, limits_of

    try:
        limits_of([limit])
    except WrongLimit as wrong:
        return wrong.said
    return None


def _quote(words: str) -> Phrase | None:
    from linter.silence.quote import quote_of

    return None if quote_of(words) is not None else Phrase("silence_wrong_quote", {"quote": words})
