"""Fingerprints of findings: the same as long as the finding is, wherever its lines move."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from linter.fold import fold, squeeze
from linter.render.spot import file_of
from linter.sheet import Mark

# a message that leaves out what is personal: neither may it be found by trying
_MASKED = "***"


class Fingerprints:
    """Fingerprints of a run, no two of which are the same: equal findings of a file are counted."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, path: str, mark: Mark) -> str:
        """The next fingerprint of a file: made of its path, and rule, address, message and words of the finding."""
        finding = mark.finding
        masked = any(_MASKED in words for words in finding.params.values())
        words = "" if masked else squeeze(fold(mark.quote))
        told = "\0".join((file_of(path), finding.rule, finding.at, finding.message_id, words))
        self._seen[told] += 1
        return sha256(f"{told}\0{self._seen[told]}".encode("utf-8", "surrogatepass")).hexdigest()
