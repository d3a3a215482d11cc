"""The documents that a report cites: superseded ones, invented ones, numbers that are wrong or wrongly written."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.citing import Cited, as_written, cited, documents, sentence_at
from linter.finding import Edit, Fix, Pointer, Said
from linter.fold import fold
from linter.named_tuple import NamedTuple
from linter.prose.passage import Passage
from linter.prose.pattern import any_of, compiled
from linter.prose.whole import may_hold, prose_of
from linter.report import Report
from linter.terms import DocumentKey, Grouped, Pattern
from linter.text import Span
from linter.words import Phrase, Word

_BEFORE = 30


class Superseded(NamedTuple):
    """A document (a key of the cited ones) that must not be the basis any more.

    `titles` are its own, unless the words in front of them match `foreign` and not `own`, or `foreign_number` follows; a
    sentence with `unless` tells no more than that it was replaced.
    """

    document: DocumentKey
    titles: tuple[Pattern, ...]
    own: Pattern
    foreign: Pattern
    foreign_number: Pattern
    unless: Pattern


def superseded(report: Report, options: Superseded) -> Iterator[Said]:
    """The document is not cited, neither by number nor by title; a title with another document's number is left to L602."""
    places: list[Pointer] = []
    beside: list[tuple[str, int, int]] = []
    for each in cited(report):
        if each.title:
            beside.append((each.passage.at, each.title_start, each.start))
        if options.document in (each.known, each.resembles):
            places += _place(report, options, each.passage, each.start, each.end)
    titled = prose_of(report).passages if may_hold(report, *options.titles) else ()
    for passage in titled:
        for found in any_of(report.norm, options.titles).finditer(passage.words):
            numbered = any(at == passage.at and first <= found.start() < last for at, first, last in beside)
            if not numbered and _is_own(report, options, passage.words, found.start(), found.end()):
                places += _place(report, options, passage, found.start(), found.end())
    if places:
        document = documents(report.norm)[options.document]
        current = documents(report.norm)[document["replaced_by"]]
        params = {"number": document["number"], "expected": current["number"], "title": current["name"]}
        first, *others = sorted(places, key=lambda place: place.span)
        yield Said("broken", first.at, first.span, params, tuple(others))


def _is_own(report: Report, options: Superseded, words: str, start: int, end: int) -> bool:
    """Whether a title is the document's, and not that of a province's or a county's notice."""
    before = words[max(0, start - _BEFORE) : start]
    before = before[max(before.rfind(mark) for mark in "《,、。;:(\n") + 1 :]
    if compiled(report.norm, options.foreign).search(before) and not compiled(report.norm, options.own).search(before):
        return False
    return compiled(report.norm, options.foreign_number).match(words, end) is None


def _place(report: Report, options: Superseded, passage: Passage, start: int, end: int) -> list[Pointer]:
    if compiled(report.norm, options.unless).search(sentence_at(passage.words, start, end)):
        return []
    return [Pointer(passage.at, passage.span(start, end), Phrase("also_here"))]


class Wrong(NamedTuple):
    """Titles of regulations that do not exist, and how a number of any body looks.

    `number` finds a number from its bracket on, its year as the first group; a character of `issuers` must stand in front
    of it. A sentence with `unless` only tells of an older regulation. Other rules say that documents of
    `misnumbered_apart` have a wrong number and that those of `superseded_apart` were replaced.
    """

    invented: tuple[Pattern, ...]
    instead: str
    number: Grouped
    issuers: str
    brackets: tuple[str, str]
    unless: Pattern
    misnumbered_apart: tuple[DocumentKey, ...]
    superseded_apart: tuple[DocumentKey, ...]


class _Slip(NamedTuple):
    """Something wrong with a citation: message, address, place and parameters, and how it can be mended."""

    message: str
    at: str
    span: Span
    params: tuple[tuple[str, Word], ...]
    edits: tuple[Edit, ...] = ()


def wrong(report: Report, options: Wrong) -> Iterator[Said]:
    """What is cited exists, bears its own number, and the number is written as numbers are."""
    slips: dict[tuple[str, tuple[tuple[str, Word], ...]], list[_Slip]] = {}
    for slip in (*_invented(report, options), *_numbers(report, options)):
        slips.setdefault((slip.message, slip.params), []).append(slip)
    for first, *others in slips.values():
        related = tuple(Pointer(other.at, other.span, Phrase("also_here")) for other in others)
        edits = tuple(edit for slip in (first, *others) for edit in slip.edits)
        yield Said(first.message, first.at, first.span, dict(first.params), related, fix=Fix("unsafe", edits) if edits else None)


def _invented(report: Report, options: Wrong) -> Iterator[_Slip]:
    titles = any_of(report.norm, options.invented)
    for passage in prose_of(report).passages if may_hold(report, *options.invented) else ():
        for found in titles.finditer(passage.words):
            title = as_written(report, passage, found.start(), found.end())
            params = (("title", title), ("expected", options.instead))
            span = passage.span(found.start(), found.end())
            yield _Slip("invented", passage.at, span, params, _instead(report, span, options.instead))


def _instead(report: Report, span: Span, words: str) -> tuple[Edit, ...]:
    """Other words in the place of some on one line, where no figure would be another."""
    before = report.document.text.quote(span)
    if "\n" in before or "\r" in before or "\t" in before or _figures(before) != _figures(words):
        return ()
    return (Edit(span, words),)


def _figures(words: str) -> list[str]:
    return [each for each in fold(words) if each.isdigit()]


def _numbers(report: Report, options: Wrong) -> Iterator[_Slip]:
    """Wrong numbers, and after them the brackets of those that stay."""
    replaced: set[tuple[str, int]] = set()
    for each in cited(report):
        if any(each.misnumbers(documents(report.norm)[key]) for key in options.misnumbered_apart) or any(
            key in (each.known, each.resembles) and _is_past(report, key) for key in options.superseded_apart
        ):
            replaced.add((each.passage.at, each.end))
            continue
        slip = _number(report, options, each)
        if slip is not None:
            replaced.add((each.passage.at, each.end))
            yield slip
    for passage in prose_of(report).passages:
        for found in compiled(report.norm, options.number).finditer(passage.words):
            start, end = found.start(), found.end()
            if not start or passage.words[start - 1] not in options.issuers or (passage.at, end) in replaced:
                continue
            written = as_written(report, passage, start, end)
            if (written[0], written[5]) == options.brackets:
                continue
            expected = f"{options.brackets[0]}{found[1]}{options.brackets[1]}{found[0].rpartition(')')[2]}"
            edits = tuple(
                Edit(passage.span(place, place + 1), bracket)
                for place, bracket in zip((start, start + 5), options.brackets, strict=True)
            )
            params = (("number", written), ("expected", expected))
            yield _Slip("brackets", passage.at, passage.span(start, end), params, edits)


def _number(report: Report, options: Wrong, each: Cited) -> _Slip | None:
    """What is wrong with a number of a national document."""
    known = documents(report.norm)

    def slip(message: str, **params: Word) -> _Slip:
        span = each.passage.span(each.start, each.end)
        edits = _instead(report, span, str(params["expected"])) if message == "number" else ()
        return _Slip(message, each.passage.at, span, (("number", each.written(report)), *params.items()), edits)

    if each.known:
        document = known[each.known]
        if "replaced_by" in document and _is_past(report, each.known):
            if compiled(report.norm, options.unless).search(each.sentence):
                return None
            current = known[document["replaced_by"]]
            return slip("outdated", title=document["name"], expected=current["number"])
        alien = each.titled not in ("", each.known, *document.get("also_titled", ()))
        # a title that is only a short name (《通知》) may stand for any document
        unrelated = not each.titled and len(each.title) > 6 and document["about"] not in each.title
        if not alien and not unrelated:
            return None
        title = as_written(report, each.passage, each.title_start, each.title_start + len(each.title))
        return slip("pair", title=document["name"], actual=f"《{title}》")
    meant = known.get(each.titled or each.resembles)
    return slip("number", title=meant["name"], expected=meant["number"]) if meant else None


def _is_past(report: Report, key: str) -> bool:
    """Whether a document was replaced by the year of the report."""
    until: int | None = documents(report.norm)[key].get("until")
    return until is not None and (report.year is None or report.year > until)
