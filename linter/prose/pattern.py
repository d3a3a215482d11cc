"""The notation of patterns over prose: `#` a count, `~8~` up to eight characters of the same clause, `~~8~~` of the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linter.fold import cheap
from linter.norm import Norm
from linter.prose.passage import COUNT

_SENTENCE = re.compile(r"~~(\d+)~~")
_CLAUSE = re.compile(r"~(\d+)~")


def expand(source: str) -> str:
    """The regular expression that a pattern in this notation stands for; a clause ends at , : ; and with its sentence."""
    source = _SENTENCE.sub(r"[^。;!?\\n]{0,\1}?", source)
    source = _CLAUSE.sub(r"[^。;!?\\n,:]{0,\1}?", source)
    return cheap(source).replace("#", f"(?<!{COUNT})(?P<count>{COUNT}++)", 1)


def compiled(norm: Norm, source: str) -> re.Pattern[str]:
    """The pattern, compiled once a norm."""
    found: re.Pattern[str] | None = norm.caches.get(("prose", source))
    if found is None:
        found = norm.caches["prose", source] = re.compile(expand(source), re.MULTILINE)
    return found


def any_of(norm: Norm, sources: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of them, without `#`; with none it finds nothing."""
    return compiled(norm, "|".join(f"(?:{source})" for source in sources) or r"(?!)")
