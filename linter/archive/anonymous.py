"""The words of a section without what tells whose it is: names of bodies and places, numbers, prescribed sentences."""

from __future__ import annotations

from linter.archive.filed import Filed
from linter.archive.naming import bare_name, tails
from linter.checks.across import Peer
from linter.fold import core
from linter.norm import Norm
from linter.prose.pattern import any_of


def anonymous(filed: Filed, key: str, norm: Norm, options: Peer) -> str:
    """The words of a section without the names of the body and without what the rule masks; "" for a section with none."""
    words = filed.words.get(key, "")
    if len(words) < options.least:
        return ""
    # as strings: a pattern for every body would take longer to compile than to use
    for name in _names(filed.body, norm):
        words = words.replace(name, "")
    return any_of(norm, options.masked).sub("", words)


def _names(name: str | None, norm: Norm) -> list[str]:
    """All forms of a body's name, the longest first: in full, bare, and without regions in front."""
    if not name:
        return []
    bare = bare_name(name, norm)
    return [core(name), bare, *tails(bare, norm)]
