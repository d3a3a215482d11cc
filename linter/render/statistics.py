"""What a run found, counted by rule, by section and by body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.profile.model import Rule
from linter.sheet import Segment
from linter.tally import BETWEEN, Tally
from linter.words import Catalog, Phrase

_LEVELS = ("error", "warning", "info")
# parts of a report in front of its sections
_FIRST = ("document", "title", "preamble")
_MOST = 20


def statistics_lines(tally: Tally, rules: Iterable[Rule], words: Catalog) -> Iterator[list[Segment]]:
    """Rules, the one broken most often first; sections as they stand in a report; bodies, the worst first."""
    if not tally.rules:
        return
    width = max(5, len(str(tally.rules.total())))
    yield from _by_rule(tally, rules, words, width)
    if tally.sections:
        yield from _by_section(tally, words, width)
        yield from _by_body(tally, words, width)
    yield []


def _by_rule(tally: Tally, rules: Iterable[Rule], words: Catalog, width: int) -> Iterator[list[Segment]]:
    titles = _titles(rules, tally, words)
    yield [(words.phrases["ui_statistics"], "head")]
    for code, count in sorted(tally.rules.items(), key=lambda each: (-each[1], each[0])):
        files = words.say(Phrase("ui_statistics_files", {"count": str(tally.rule_files[code])}))
        yield [(f"  {count:>{width}}  {code} ", ""), (f"{titles[code]}{files}", "dim")]


def _titles(rules: Iterable[Rule], tally: Tally, words: Catalog) -> dict[str, str]:
    """The titles of rules by code; what is no rule but a remark on what silences findings has only a name."""
    titles = {rule.code: words.of_rule(rule, "title") for rule in rules}
    if tally.rules.keys() - titles.keys():
        from linter.silence.remark import remark_names

        titles |= remark_names()
    return titles


def _by_section(tally: Tally, words: Catalog, width: int) -> Iterator[list[Segment]]:
    """Findings in the text and in the table of a section apart; by the official heading, else as the first report has it."""
    from linter.profile.load import shipped_norm

    heads = {head: words.phrases[f"place_{head}"] for head in _FIRST}
    heads |= {form.key: form.heading for form in shipped_norm().sections}
    heads |= {head: said for head, said in tally.heads.items() if head not in heads}
    order = {head: number for number, head in enumerate(heads)}
    yield [(words.phrases["ui_statistics_sections"], "head")]
    for place in sorted(tally.sections, key=lambda each: (order[each.rstrip("/")], each)):
        head, table = place.rstrip("/"), BETWEEN + words.phrases["place_table"] if place.endswith("/") else ""
        yield [(f"  {tally.sections[place]:>{width}}  ", ""), (heads[head] + table, "dim")]


def _by_body(tally: Tally, words: Catalog, width: int) -> Iterator[list[Segment]]:
    """Errors, warnings and other findings of each body; those behind the worst only in one sum."""
    counts: dict[str, list[int]] = {}
    for (body, level), count in tally.bodies.items():
        counts.setdefault(body, [0] * len(_LEVELS))[_LEVELS.index(level)] += count
    worst = sorted(counts.items(), key=lambda each: ([-count for count in each[1]], each[0]))
    yield [(words.phrases["ui_statistics_bodies"], "head")]
    for body, found in worst[:_MOST]:
        yield _body_line(found, body or words.phrases["ui_body_unknown"], width)
    if rest := worst[_MOST:]:
        found = [sum(each) for each in zip(*(found for _, found in rest), strict=True)]
        yield _body_line(found, words.say(Phrase("ui_statistics_rest", {"count": str(len(rest))})), width)


def _body_line(found: Iterable[int], name: str, width: int) -> list[Segment]:
    return [("  " + " ".join(f"{count:>{width}}" for count in found) + "  ", ""), (name, "dim")]
