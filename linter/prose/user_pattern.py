"""Whether a pattern that a user wrote can be used, and if not, why and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from linter.fold import fold
from linter.named_tuple import NamedTuple
from linter.prose.bounded import UserPattern
from linter.words import Names, Phrase, Word

_MOST_REPEATED = 1000
# what RE2 may have to look at for each byte of the text: more makes it slow
_LARGEST = 8000
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SPECIAL = frozenset("\\.^$*+?{}[]|()#")
_PLACEHOLDER = re.compile(r"(?<!\\[pPx])\{[A-Za-z_]\w*\}")
# two characters that no pattern asks for: what is found between them is nothing at all
_PROBE = "\ue000\ue000"
# terms of patterns over text in which counts are marked
_MARKED = frozenset(("Marked", "Counting", "Beside", "Template"))

_TOKEN = re.compile(
    r"(?P<escape>\\(?:[pPx]\{[^}]*\}|u[0-9A-Fa-f]{4}|.?))"
    r"|(?P<set>\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\])"
    r"|(?P<group>\(\?(?:P?<(?P<name>[^>=!]*)>|P[=>]|<?[=!]|[A-Za-z-]*[:)]|.?))"
    r"|(?P<repeat>(?:[*+?]|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\})(?P<possessive>\+)?)"
    r"|(?P<gap>(?P<tildes>~~?)(?P<width>\d+)(?P=tildes))"
    r"|(?P<count>#)",
    re.DOTALL,
)
_ESCAPES: Mapping[str, str] = {
    **dict.fromkeys("bB", "pattern_boundary"),
    **dict.fromkeys("123456789", "pattern_backreference"),
    **dict.fromkeys("uUN", "pattern_code_point"),
    **dict.fromkeys("CQE", "pattern_escape"),
    "Z": "pattern_end",
}
_SPACES = frozenset("strfv ")
_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("(?=", "(?!", "(?<=", "(?<!"), "pattern_look"),
    "(?>": "pattern_possessive", "(?(": "pattern_conditional", "(?#": "pattern_comment", "(?P=": "pattern_backreference",
}  # fmt: skip
# what RE2 says, by how it begins
_REASONS: tuple[tuple[str, str], ...] = (
    ("missing )", "pattern_bracket_open"),
    ("unexpected )", "pattern_bracket_close"),
    ("missing ]", "pattern_set_open"),
    ("invalid character class", "pattern_range"),
    ("no argument for repetition", "pattern_nothing_to_repeat"),
    ("bad repetition", "pattern_repeated_twice"),
    ("invalid repetition size", "pattern_repeat"),
    ("trailing \\", "pattern_backslash"),
    ("invalid escape", "pattern_escape"),
    ("invalid named capture group", "pattern_group_name"),
    ("invalid perl operator", "pattern_group"),
    ("pattern too large", "pattern_too_large"),
)


class WrongPattern(ValueError):
    """A pattern that cannot be used: `said` names the cause and the cure."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(said.key)
        self.said = said


class _Seen(NamedTuple):
    """The groups that a pattern names, and how many counts it asks for."""

    names: tuple[str, ...]
    counts: int


def check_pattern(source: str, term: str = "Pattern") -> None:
    """Whether a user's pattern can be used; `term` is the kind of pattern that is asked for, a name of `linter.terms`.

    Raises WrongPattern for one that RE2 refuses, that is not in the notation of `linter.prose.pattern`, or that would
    surprise: which can never be found, or is found everywhere.
    """
    pattern = source
    if term == "Template":
        pattern = source.replace("{we}", "(?:我)")
    elif term == "PlaceTemplate":
        pattern = source.replace("{kind}", "(?:县)")
    if term != "Written":
        _refuse_unfolded(pattern)
    seen = _look(pattern, term)
    placeholder = _PLACEHOLDER.search(pattern)
    if placeholder is not None:
        raise WrongPattern(Phrase("pattern_placeholder", {"part": placeholder[0]}))
    if seen.counts > 1:
        raise WrongPattern(Phrase("pattern_counts"))
    finder = _compiled(pattern)
    if finder.size > _LARGEST:
        raise WrongPattern(Phrase("pattern_too_large"))
    if seen.counts and term not in _MARKED:
        raise WrongPattern(Phrase("pattern_uncounted"))
    if term == "Counting" and not seen.counts:
        raise WrongPattern(Phrase("pattern_no_count"))
    if term == "Grouped" and not finder.groups:
        raise WrongPattern(Phrase("pattern_no_group"))
    if term == "PlaceTemplate" and not ("{kind}" in source and "kind" in seen.names):
        raise WrongPattern(Phrase("pattern_no_kind"))
    if term != "Beside" and any(found.start() == found.end() for found in finder.finditer(_PROBE)):
        raise WrongPattern(Phrase("pattern_empty"))


def _compiled(pattern: str) -> UserPattern:
    from re2 import error

    try:
        return UserPattern(pattern)
    except error as problem:
        reason = problem.args[0].decode("utf-8", "replace") if isinstance(problem.args[0], bytes) else str(problem)
    key = next((key for begun, key in _REASONS if reason.startswith(begun)), "pattern_other")
    raise WrongPattern(Phrase(key, {"part": reason.partition(": ")[2], "reason": reason, "most": str(_MOST_REPEATED)}))


def _refuse_unfolded(source: str) -> None:
    """Refuses characters that the folded text of a report never has: spaces, full-width ones."""
    if any(fold(each).isspace() for each in source if each != "\n"):
        raise WrongPattern(Phrase("pattern_space"))
    wide = tuple(dict.fromkeys(each for each in source if not each.isascii() and fold(each) != each))
    if wide:
        raise WrongPattern(_narrow(wide))


def _narrow(wide: tuple[str, ...]) -> Phrase:
    """Said of characters that stand for others in the folded text."""
    narrow = tuple("\\" * (fold(each) in _SPECIAL) + fold(each) for each in wide)
    return Phrase("pattern_wide", {"part": Names(wide), "folded": Names(narrow)})


def _look(source: str, term: str) -> _Seen:
    """Refuses what `re` knows and RE2 does not, and what is no part of the notation."""
    names: list[str] = []
    counts = 0
    for token in _TOKEN.finditer(source):
        wrong = next(_faults(token, term, names), None)
        if wrong is not None:
            raise WrongPattern(wrong)
        counts += token["count"] is not None
        if token["name"] is not None:
            names.append(token["name"])
    return _Seen(tuple(names), counts)


def _faults(token: re.Match[str], term: str, names: list[str]) -> Iterator[Phrase]:
    """What is wrong with a part of a pattern."""
    part: Mapping[str, Word] = {"part": token[0]}
    if token["escape"]:
        yield from _of_escape(token[0], term)
    elif token["set"]:
        for each in re.findall(r"\\.", token[0], re.DOTALL):
            yield from _of_escape(each, term)
            if each == r"\W":
                yield Phrase("pattern_set_letters", {"part": token[0]})
    elif token["group"]:
        known = token[0].endswith((":", ")")) and set(token[0][2:-1]) <= {"i"}
        if token["name"] is not None and not _NAME.fullmatch(token["name"]):
            yield Phrase("pattern_group_name", part)
        elif token["name"] in (*names, "count"):
            yield Phrase("pattern_group_twice", {"part": token["name"]})
        elif token[0] in _GROUPS:
            yield Phrase(_GROUPS[token[0]], part)
        elif token["name"] is None and not known:
            yield Phrase("pattern_flags" if token[0][-1] in ":)" else "pattern_group", part)
    elif token["repeat"]:
        yield from _of_repeat(token)
    elif token["gap"] and int(token["width"]) > _MOST_REPEATED:
        yield Phrase("pattern_repeat", {**part, "most": str(_MOST_REPEATED)})


def _of_escape(escape: str, term: str) -> Iterator[Phrase]:
    letter = escape[1:2]
    if letter in _SPACES and term != "Written":
        yield Phrase("pattern_space")
    elif letter in ("[", "]") and term != "Written":
        yield _narrow((letter,))
    elif letter in _ESCAPES:
        yield Phrase(_ESCAPES[letter], {"part": escape})


def _of_repeat(token: re.Match[str]) -> Iterator[Phrase]:
    least, most = token["least"], token["most"]
    if token["possessive"]:
        yield Phrase("pattern_possessive", {"part": token[0]})
    elif token["comma"] and not least:
        yield Phrase("pattern_from_nought", {"part": token[0], "right": f"{{0,{most}}}"})
    elif max(int(least or 0), int(most or 0)) > _MOST_REPEATED:
        yield Phrase("pattern_repeat", {"part": token[0], "most": str(_MOST_REPEATED)})
    elif least and most and int(least) > int(most):
        yield Phrase("pattern_repeat_order", {"part": token[0], "right": f"{{{most},{least}}}"})
