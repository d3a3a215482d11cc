"""Patterns that are asked no more than whether they are found, those first that cost least."""

from __future__ import annotations

import re

from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.prose.passage import SENTENCE_ENDS
from linter.prose.pattern import compiled
from linter.prose.stems import Stems

# nothing in it but words
_PLAIN = re.compile(r"[^\\.^$*+?{}\[\]()#~]*")


class Sought(NamedTuple):
    """Patterns of which any is sought: `words` are those that are but words, with | between them; `others` the rest.

    `plain` says that there are but words, which stand in one sentence wherever they stand.
    """

    norm: Norm
    words: tuple[str, ...]
    others: tuple[tuple[str, Stems], ...]
    plain: bool

    def is_in(self, text: str) -> bool:
        """Whether any is found; words are looked for as they are, which is quicker and leaves nothing to compile."""
        for word in self.words:
            if word in text:
                return True
        for source, stems in self.others:
            if stems.may_be_in(text) and compiled(self.norm, source).search(text) is not None:
                return True
        return False

    def may_be_in(self, text: str) -> bool:
        """Whether any may be found, as far as words tell."""
        for word in self.words:
            if word in text:
                return True
        return any(stems.may_be_in(text) for _, stems in self.others)


def sought(norm: Norm, *sources: str) -> Sought:
    """The patterns, to ask no more than whether any is found."""
    key = ("sought", *sources)
    found: Sought | None = norm.caches.get(key)
    if found is None:
        plain = [source for source in sources if _PLAIN.fullmatch(source) and source not in norm.foreign]
        words = tuple(word for source in plain for word in source.split("|"))
        others = tuple((source, Stems(source, source in norm.foreign)) for source in sources if source not in plain)
        in_one_sentence = all(words) and set(SENTENCE_ENDS).isdisjoint("".join(words))
        found = norm.caches[key] = Sought(norm, words, others, in_one_sentence and not others)
    return found
