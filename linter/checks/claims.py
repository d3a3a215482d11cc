"""Text against table: what the prose claims of a number must be what the table shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from linter.finding import Pointer, Said
from linter.named_tuple import NamedTuple
from linter.norm import Norm, TableForm
from linter.place import section_span
from linter.prose.claim import Asked, Claim, asked_of, find_claims
from linter.prose.passage import Sentence
from linter.prose.whole import prose_of
from linter.report import Report, Table
from linter.terms import CellPath, ClaimKind, Marked, PassageKey, TableClaim, TableKey
from linter.words import Names, Phrase, Word

_PASSAGES = tuple(map(PassageKey, ("preamble", "overview", "disclosure", "requests", "review", "other")))


class Claims(NamedTuple):
    """Kinds of claim, each with `cells`: sums of the table's cells of which one must be the number claimed.

    Numbers with a counter of `apart` count something else (项 against 件) and are not compared. `context` is what a
    sentence must hold outside the passages of `own`.
    """

    table: TableKey
    claim: tuple[TableClaim, ...]
    passages: tuple[PassageKey, ...] = _PASSAGES
    apart: tuple[str, ...] = ("项",)
    context: Marked = Marked("")
    own: tuple[PassageKey, ...] = ()


class Sum(NamedTuple):
    """A sum of cells: its name, its value (None when a cell was not read), and the names of those cells."""

    name: str
    value: Decimal | None
    absent: tuple[str, ...]


class _Plan(NamedTuple):
    """A sum of cells in one form: its name, and for each cell the name of its part, its sign, its row and its column."""

    name: str
    cells: tuple[tuple[str, int, str, str], ...]


class Difference(NamedTuple):
    """A claim that no sum bears out."""

    claim: Claim
    sums: Sequence[Sum]


def against_table(report: Report, options: Claims) -> Iterator[Said]:
    """Claims that the table contradicts; claims about cells that were not read are blocked."""
    different: list[Difference] = []
    undecided: list[Difference] = []
    prose = prose_of(report)
    for kind in options.claim:
        asked = asked_of(report.norm, kind, options.context)
        sentences = prose.sentences_with(asked.cue)
        if not sentences:
            continue
        found = _claims_by_passage(report, options, asked, sentences)
        sums = _sums(report, options.table, kind["cells"]) if found else None
        if sums is None:
            continue
        values = [each.value for each in sums]
        for claims in found:
            # one right number in a passage: the others there are of channels or of parts
            if any(claim.value in (values if claim.value else values[:1]) for claim in claims):
                continue
            compared = [claim for claim in claims if claim.counter not in options.apart]
            if compared and None in values:
                undecided.append(Difference(compared[0], sums))
            elif compared:
                different.append(Difference(compared[0], sums))
    if different:
        yield from _broken(different)
    if undecided:
        yield _blocked(report, options, undecided)


def _claims_by_passage(
    report: Report, options: Claims, asked: Asked, sentences: Mapping[str, Sequence[Sentence]]
) -> list[list[Claim]]:
    found: list[list[Claim]] = []
    for key in options.passages:
        if key in sentences:
            context = None if key in options.own else asked.context
            claims = find_claims(report.passages[key], sentences[key], asked, report.year, context)
            if claims:
                found.append(claims)
    return found


def _sums(report: Report, table: str, cells: Sequence[str]) -> list[Sum] | None:
    """The sums of cells; None when the form of the report does not have those cells."""
    found = report.tables.get(table)
    if found is None:
        forms = report.norm.tables[table]
        form = forms.get(report.edition or "") or forms[report.norm.edition_of_year(report.year)]
    else:
        form = found.form
    sums: list[Sum] = []
    for words in cells:
        plan = _plan(report.norm, form, words)
        if plan is None:
            return None
        sums.append(_sum(found, plan))
    return sums


def _sum(table: Table | None, plan: _Plan) -> Sum:
    """The sum of the cells in a table, where there is one."""
    absent, value = [], Decimal(0)
    for name, sign, row, column in plan.cells:
        number = table.value(row, column).number if table else None
        if number is None:
            absent.append(name)
        else:
            value += +number if sign > 0 else -number
    return Sum(plan.name, None if absent else value, tuple(absent))


def _plan(norm: Norm, form: TableForm, words: str) -> _Plan | None:
    """What the words of a sum of cells stand for in a form, found out once a norm; None where the form has no such cells."""
    key = ("cells", form.key, form.edition, words)
    known: _Plan | None = norm.caches.get(key)
    if known is None and key not in norm.caches:
        known = norm.caches[key] = _planned(form, words)
    return known


def _planned(form: TableForm, words: str) -> _Plan | None:
    names = ""
    cells: list[tuple[str, int, str, str]] = []
    for part in words.replace(" - ", " + -").split(" + "):
        sign = -1 if part.startswith("-") else 1
        row, _, column = part.lstrip("-").partition("/")
        rows = [key for key in form.places if key == row or key.startswith(f"{row}.")]
        if not rows or column not in form.columns:
            return None
        name = (form.by_key[row] if row in form.by_key else form.by_key[rows[0]]).name
        name += "" if column == "total" else form.columns[column].name
        names += f"{'-' if sign < 0 else '+' if names else ''}{name}"
        cells += [(name, sign, key, column) for key in rows]
    return _Plan(names, tuple(cells))


def _broken(different: list[Difference]) -> Iterator[Said]:
    """One finding for what one sentence says wrong in one way, or what the text repeats elsewhere."""
    groups: dict[tuple[str, object], list[Difference]] = {}
    repeated: dict[tuple[str, Decimal], tuple[str, object]] = {}
    for each in different:
        claim = each.claim
        message = _message(each)
        key = repeated.setdefault((claim.name, claim.value), (message, (claim.passage.at, claim.sentence.start)))
        groups.setdefault(key, []).append(each)
    for (message, _), group in groups.items():
        first = group[0].claim
        same = [each for each in group if each.claim.passage is first.passage and each.claim.sentence == first.sentence]
        others = [each.claim for each in group if each not in same]
        start, end = min(each.claim.start for each in same), max(each.claim.end for each in same)
        params: dict[str, Word] = {
            "what": Names(tuple(dict.fromkeys(each.claim.name for each in same))),
            "quote": first.passage.words[start:end],
            "value": plain(first.value),
            "table_says": Names(
                tuple(Phrase("sum_is", {"sum": one.name, "value": plain(one.value)}) for each in same for one in each.sums[:2]),
                quoted=False,
            ),
        }
        related = tuple(Pointer(claim.passage.at, claim.passage.span(claim.start, claim.end)) for claim in others)
        yield Said(message, first.passage.at, first.passage.span(start, end), params, related)


def _message(difference: Difference) -> str:
    if difference.claim.value == 0:
        return "none_stated"
    return "some_stated" if all(not each.value for each in difference.sums) else "differs"


def _blocked(report: Report, options: Claims, undecided: list[Difference]) -> Said:
    absent = dict.fromkeys(name for each in undecided for one in each.sums for name in one.absent)
    claims = dict.fromkeys(each.claim.name for each in undecided)
    table = report.tables.get(options.table)
    span = table.span if table else section_span(report, options.table)
    params = {"what": Names(tuple(claims)), "absent": Names(tuple(absent), 4)}
    return Said("blocked", options.table, span, params, blocked=True)


class FeeInTable(NamedTuple):
    """A claim of a fee in a passage, and the cell (in its own unit of 10,000 元) that must cover it."""

    passage: PassageKey
    cell: CellPath
    claim: ClaimKind


def fee_in_table(report: Report, options: FeeInTable) -> Iterator[Said]:
    """A fee that the text reports is not above what the table shows."""
    key, row, column = options.cell.split("/")
    passage = report.passages[options.passage]
    asked = asked_of(report.norm, options.claim)
    sentences = prose_of(report).sentences_with(asked.cue).get(passage.at, ())
    claim = next(iter(find_claims(passage, sentences, asked, report.year)), None)
    if claim is None or not claim.value:
        return
    table = report.tables.get(key)
    amount = table.value(row, column).number if table else None
    if amount is None:
        span = table.span if table else section_span(report, key)
        yield Said("blocked", key, span, blocked=True)
    elif amount * 10_000 < claim.value:
        params = {
            "value": plain(claim.value), "quote": claim.passage.words[claim.start : claim.end],
            "amount": plain(amount), "yuan": plain(amount * 10_000),
        }  # fmt: skip
        yield Said("broken", options.passage, claim.passage.span(claim.start, claim.end), params)


def plain(number: Decimal | None) -> str:
    """A number without exponent or needless noughts."""
    if number is None:
        return ""
    return f"{number.normalize():f}" if number else "0"
