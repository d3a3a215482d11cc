"""The notation of patterns over prose: `#` a count, `~8~` up to eight characters of the same clause, `~~8~~` of the sentence.

Patterns that users wrote (`Norm.foreign`) are run by RE2, which no pattern can keep busy for long; the shipped ones by `re`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from linter.fold import cheap
from linter.norm import Norm
from linter.prose.passage import COUNT, FIRST, INNER, LAST

if TYPE_CHECKING:
    from linter.prose.finder import Finder

# a sign of the notation, or what is passed over as a whole: an escape, a set
SIGN = re.compile(r"\\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|#|~~(\d+)~~|~(\d+)~", re.DOTALL)
_COUNTED = f"(?P<count>{COUNT}|{FIRST}{INNER}*{LAST})"
_IN_SET = re.compile(r"\\.|#", re.DOTALL)
_OF_COUNTS = f"{COUNT}{FIRST}{INNER}{LAST}"
_NOTHING = r"(?!)"
_MOST_FILLED = 64
# the same for RE2
_NEVER = r"[^\x{0}-\x{10ffff}]"


def expand(source: str) -> str:
    """The regular expression that a pattern in this notation stands for; a clause ends at , : ; and with its sentence.

    In a set, `#` is any character of a count.
    """
    return SIGN.sub(_expanded, source) if "#" in source or "~" in source else source


def _expanded(found: re.Match[str]) -> str:
    sign = found[0]
    if found[1] or found[2]:
        return rf"[^。;!?\n]{{0,{found[1]}}}?" if found[1] else rf"[^。;!?\n,:]{{0,{found[2]}}}?"
    if sign[0] == "[" and "#" in sign:
        return _IN_SET.sub(lambda each: _OF_COUNTS if each[0] == "#" else each[0], sign)
    return _COUNTED if sign == "#" else sign


def compiled(norm: Norm, source: str) -> Finder:
    """The pattern, compiled once a norm."""
    found: Finder | None = norm.caches.get(("prose", source))
    if found is None:
        found = norm.caches["prose", source] = _compile(source, source in norm.foreign)
    return found


def any_of(norm: Norm, sources: Sequence[str]) -> Finder:
    """A pattern that finds any of them, without `#`; with none it finds nothing.

    Of shipped and foreign ones together, what begins first is found, and of two that begin at one place that of the kind
    whose first pattern stands first in `sources`.
    """
    key = ("any", *sources)
    found: Finder | None = norm.caches.get(key)
    if found is None:
        found = norm.caches[key] = _any_of(norm, sources)
    return found


def has_word(norm: Norm, words: tuple[str, ...], text: str) -> bool:
    """Whether one of many plain words stands in a text: of more than some ten, one look for all is the quickest."""
    found: Finder | None = norm.caches.get(("words", words))
    if found is None:
        found = norm.caches["words", words] = _compile("|".join(map(re.escape, words)) or _NOTHING, False)
    return found.search(text) is not None


def pairs_in(norm: Norm, pairs: tuple[str, ...], text: str) -> set[str]:
    """Which of many pairs of characters stand in a text; "" is none."""
    pattern: Finder | None = norm.caches.get(("pairs", pairs))
    if pattern is None:
        # most places are passed over by their character and the one behind it alone
        first, second = (re.escape("".join(sorted({pair[place] for pair in pairs if pair}))) for place in (0, 1))
        either = "|".join(re.escape(pair) for pair in pairs if pair)
        source = f"[{first}](?=[{second}])(?<=(?={either}).)" if either else _NOTHING
        pattern = norm.caches["pairs", pairs] = _compile(source, False)
    return {text[found.start() : found.start() + 2] for found in pattern.finditer(text)}


def filled(norm: Norm, template: str, **patterns: Sequence[str]) -> Finder:
    """The pattern of a template: `{we}` stands for any of the patterns `we`.

    Only so many are remembered: with the names of bodies in them, there are as many as bodies.
    """
    known: dict[Hashable, Finder] = norm.caches.setdefault("filled", {})
    key = (template, *((name, *sources) for name, sources in patterns.items()))
    found = known.get(key)
    if found is None:
        if len(known) >= _MOST_FILLED:
            known.clear()
        found = known[key] = _filled(norm, template, patterns)
    return found


def _filled(norm: Norm, template: str, patterns: Mapping[str, Sequence[str]]) -> Finder:
    foreign = {name: [each for each in sources if each in norm.foreign] for name, sources in patterns.items()}
    if template in norm.foreign or not any(foreign.values()):
        return _compile(_put(template, patterns), template in norm.foreign)
    from linter.prose.bounded import UserPattern
    from linter.prose.finder import Filled

    def made(words: Mapping[str, Iterable[str]]) -> Finder:
        shipped = {name: [each for each in sources if each not in norm.foreign] for name, sources in patterns.items()}
        return _compile(_put(template, {name: [*shipped[name], *map(re.escape, words[name])] for name in patterns}), False)

    # RE2 does not know all that stands in a shipped template
    return Filled({name: UserPattern(_joined(sources) or _NEVER) for name, sources in foreign.items()}, made)


def _put(template: str, patterns: Mapping[str, Iterable[str]]) -> str:
    for name, sources in patterns.items():
        template = template.replace(f"{{{name}}}", f"(?:{'|'.join(sources) or _NOTHING})")
    return template


def _any_of(norm: Norm, sources: Sequence[str]) -> Finder:
    kinds: dict[bool, list[str]] = {}
    for source in sources:
        kinds.setdefault(source in norm.foreign, []).append(source)
    finders = [_compile(_joined(kind), foreign) for foreign, kind in kinds.items()]
    if len(finders) > 1:
        from linter.prose.finder import Either

        return Either(finders)
    return finders[0] if finders else _compile(_NOTHING, False)


def _joined(sources: Iterable[str]) -> str:
    return "|".join(f"(?:{source})" for source in sources)


def _compile(source: str, foreign: bool) -> Finder:
    if foreign:
        from linter.prose.bounded import UserPattern

        return UserPattern(source)
    return re.compile(cheap(expand(source)), re.MULTILINE)
