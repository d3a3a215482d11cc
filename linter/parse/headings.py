"""Which lines are headings of the six sections: by their title words, never by their number alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from linter.document import Block, Document, Paragraph, Row
from linter.fold import any_of, core, distance, fold, numeral, squeeze, unfolded
from linter.named_tuple import NamedTuple
from linter.norm import Norm, SectionForm
from linter.parse.marking import Marked, Marking
from linter.report import Heading, Wording
from linter.text import Span

_DOUBLED = re.compile(r"(.)\1")
_SHORTEST, _LONGEST = 2, 50
_CONTENTS_LINE = re.compile(r".*?[\s.．…·、—-]{2,}\d{1,3}\s*$")
_BEFORE_RUN_IN = 24
_ENDS_HEADING = re.compile(r"[\s.。:(\d]")


class _Titles(NamedTuple):
    """The titles by their cores, the patterns of titles, and two of a title in a line: in folded words, and where to look."""

    exact: dict[str, tuple[SectionForm, Wording]]
    patterns: tuple[tuple[str, SectionForm, Wording], ...]
    embedded: re.Pattern[str]
    run_in: re.Pattern[str]


def mark_headings(document: Document, norm: Norm) -> Marking:
    """Every block of the document in order, headings marked; lines that run on behind a heading are split there."""
    titles = _titles(norm)
    heading_in = _headings_of(norm)
    blocks: list[Block] = []
    headings: dict[int, Heading] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            words = block.words
            found = heading_in(words) if _SHORTEST <= len(words) <= _LONGEST else None
            if found is not None:
                headings[len(blocks)] = found._replace(span=block.span)
            elif len(words) > _BEFORE_RUN_IN and titles.run_in.search(words):
                for part, heading in _split(block, norm, titles):
                    if heading is not None:
                        headings[len(blocks)] = heading
                    blocks.append(part)
                continue
        elif isinstance(block, Row) and len(block.cells) == 1:
            cell = block.cells[0]
            found = heading_in(cell.words) if _SHORTEST <= len(cell.words) <= _LONGEST else None
            if found is not None:
                headings[len(blocks)] = found._replace(span=cell.span)
        blocks.append(block)
    return Marking(blocks, _without_contents(_without_weak(headings)))


@lru_cache(maxsize=16)
def _headings_of(norm: Norm) -> Callable[[str], Heading | None]:
    """Which heading words are by this norm, or None: a function of the words alone, which is asked for every line."""

    @lru_cache(maxsize=4096)
    def known(words: str) -> Heading | None:
        return None if words.isdigit() or _is_contents_line(words) else _recognise(words, norm)

    return known


def _is_contents_line(words: str) -> bool:
    """Whether the words end in the number of a page, as in a list of contents."""
    return words.rstrip()[-1:].isdecimal() and _CONTENTS_LINE.match(words) is not None


def _recognise(words: str, norm: Norm) -> Heading | None:
    """The heading that the words are, or None. A deviating title counts only with its section's own number."""
    titles = _titles(norm)
    prefix = numeral(words)
    bare = core(words[prefix.end :] if prefix else words)
    if len(bare) < _SHORTEST:
        return None
    written = words[: prefix.end].strip() if prefix else ""
    number = prefix.number if prefix else None
    found = titles.exact.get(bare) or _by_pattern(bare, number, titles, norm)
    # a wording that only doubles a character of the official one is a slip, whatever else it looks like
    if found is None or (found[1] == "deviating" and _DOUBLED.sub(r"\1", bare) != bare):
        found = _nearly(bare, norm, number) or found
    if found is None:
        return None
    form, wording = found
    if wording in ("deviating", "typo") and (prefix is None or number != form.number or prefix.style == "bracket"):
        return None
    return Heading(form.key, words, written, number, wording, Span(0, 0))


def _by_pattern(bare: str, number: int | None, titles: _Titles, norm: Norm) -> tuple[SectionForm, Wording] | None:
    """The section whose patterns the words fit; deviating ones are only tried under the section's own number."""
    for source, form, wording in titles.patterns:
        if (wording == "accepted" or number == form.number) and norm.pattern(source, source).fullmatch(bare):
            return form, wording
    return None


def _nearly(bare: str, norm: Norm, number: int | None) -> tuple[SectionForm, Wording] | None:
    """The section whose official title is within two slips of the words, and whose number they carry."""
    for form in norm.sections:
        if number != form.number:
            continue
        official = core(form.title)
        limit = 2 if len(official) > 5 else 1
        if distance(bare, official, limit) <= limit:
            return form, "typo"
    return None


def _titles(norm: Norm) -> _Titles:
    known = norm.caches.get("titles")
    if known is None:
        exact: dict[str, tuple[SectionForm, Wording]] = {}
        patterns: list[tuple[str, SectionForm, Wording]] = []
        for form in norm.sections:
            entries_of: dict[Wording, tuple[str, ...]] = {
                "official": (form.title,), "accepted": form.accepted, "deviating": form.deviating,
            }  # fmt: skip
            for wording, entries in entries_of.items():
                for entry in entries:
                    if entry.startswith("^"):
                        patterns.append((entry, form, wording))
                    else:
                        exact.setdefault(core(entry), (form, wording))
        alternatives = "|".join(r"\s*".join(map(re.escape, form.title)) for form in norm.sections)
        embedded = re.compile(rf"[一二三四五六]\s*[、.]\s*(?:{alternatives})")
        firsts = "".join(form.title[:1] for form in norm.sections)
        begin = (any_of(unfolded(characters)) for characters in ("一二三四五六", "、.", firsts))
        known = norm.caches["titles"] = _Titles(exact, tuple(patterns), embedded, re.compile(r"\s*".join(begin)))
    return known


def _split(block: Paragraph, norm: Norm, titles: _Titles) -> Iterator[Marked]:
    """The block itself, or its parts when official headings run into the text (or a whole page stands on one line)."""
    folded = fold(block.words)
    found = list(titles.embedded.finditer(folded))
    if len(found) <= 2 or not _apart(found, len(block.words)):
        found = [match for match in found[:1] if match.start() == 0 and _ENDS_HEADING.match(folded, match.end())]
    if not found:
        yield Marked(block)
        return
    place = 0
    for match in found:
        yield from _rest(block, place, match.start())
        part = _part(block, match.start(), match.end())
        found_here = _recognise(part.words, norm)
        yield Marked(part, None if found_here is None else found_here._replace(span=part.span))
        place = match.end()
    yield from _rest(block, place, len(block.words))


def _apart(found: Sequence[re.Match[str]], length: int) -> bool:
    """Whether text stands between the headings: in a list of the parts there is none."""
    ends = [match.start() for match in found[1:]] + [length]
    between = [end - match.end() for match, end in zip(found, ends, strict=True)]
    return sum(gap > 20 for gap in between) * 2 >= len(between)


def _rest(block: Paragraph, start: int, end: int) -> Iterator[Marked]:
    words = block.words[start:end].strip()
    if words.strip("。.:： 　"):
        yield Marked(_part(block, start, end))


def _part(block: Paragraph, start: int, end: int) -> Paragraph:
    words = block.words[start:end].strip()
    offset = block.span.start + block.words.index(words, start)
    return Paragraph(words, Span(offset, offset + len(words)), block.after_gap and start == 0)


def _without_weak(headings: Mapping[int, Heading]) -> dict[int, Heading]:
    """The headings that are left: deviating titles are believed only where no better heading of their section stands."""
    strong = {heading.section for heading in headings.values() if heading.wording != "deviating"}
    return {
        place: heading for place, heading in headings.items() if heading.wording != "deviating" or heading.section not in strong
    }


def _without_contents(headings: Mapping[int, Heading]) -> dict[int, Heading]:
    """A list of contents is no run of headings: three or more with nothing between them, all of which come again."""
    last = {heading.section: place for place, heading in headings.items()}
    runs: list[list[int]] = []
    for place in headings:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    listed = {
        place for run in runs for place in run if len(run) >= 3 and all(last[headings[each].section] > run[-1] for each in run)
    }
    return {place: heading for place, heading in headings.items() if place not in listed}


def same_words(one: str, other: str) -> bool:
    """Whether two lines are the same but for spaces, widths and punctuation."""
    return core(squeeze(one)) == core(squeeze(other))
