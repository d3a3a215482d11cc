"""The kinds of check that rules may name in `check`: one function each that yields what it has to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from linter.checks import (
    across,
    amounts,
    breakdown,
    cells,
    citation,
    claims,
    content,
    dates,
    headings,
    identity,
    labels,
    mentions,
    notice,
    numbering,
    period,
    personal,
    phrases,
    previous,
    problems,
    punctuation,
    recognition,
    repeats,
    rows,
    sections,
    self_names,
    slips,
    tables,
    title,
    years,
)
from linter.finding import Said, Skip
from linter.named_tuple import NamedTuple
from linter.report import Report

Check = Callable[[Report, Any], Iterator[Said | Skip]]


class Kind(NamedTuple):
    """A check and the NamedTuple of its options, if it has any."""

    check: Check
    options: Any = None


KINDS: Mapping[str, Kind] = {
    "not-a-report": Kind(recognition.not_a_report),
    "older-edition": Kind(recognition.older_edition),
    "edition": Kind(recognition.edition, recognition.Edition),
    "year-known": Kind(recognition.year_known),
    "body-known": Kind(recognition.body_known),
    "damage": Kind(recognition.damage, recognition.Damage),
    "title-form": Kind(title.form),
    "title-year": Kind(title.year),
    "title-repeated": Kind(title.repeated),
    "stray-line": Kind(title.stray_line, title.StrayLine),
    "section-present": Kind(sections.present),
    "section-order": Kind(sections.order),
    "section-once": Kind(sections.once),
    "section-filled": Kind(sections.filled),
    "parts-stated": Kind(sections.parts_stated),
    "heading-number": Kind(headings.number),
    "heading-wording": Kind(headings.wording, headings.Wording),
    "numbering": Kind(numbering.run),
    "table-present": Kind(tables.present),
    "table-picture": Kind(tables.picture),
    "table-place": Kind(tables.in_its_section),
    "rows-present": Kind(rows.present),
    "rows-order": Kind(rows.order),
    "rows-whole": Kind(rows.whole),
    "rows-width": Kind(rows.width),
    "extra": Kind(rows.extra),
    "subtotal": Kind(rows.subtotal),
    "columns-present": Kind(labels.columns_present),
    "labels": Kind(labels.wording),
    "blanks": Kind(cells.blanks),
    "counts": Kind(cells.counts),
    "amounts": Kind(cells.amounts, cells.Amounts),
    "power": Kind(cells.power, cells.Power),
    "in-force": Kind(cells.in_force),
    "identity": Kind(identity.check, identity.Options),
    "claims": Kind(claims.against_table, claims.Claims),
    "fee-in-table": Kind(claims.fee_in_table, claims.FeeInTable),
    "breakdown": Kind(breakdown.breakdown, breakdown.Breakdown),
    "continuity": Kind(previous.continuity, previous.Continuity),
    "figures-copied": Kind(previous.figures, previous.Copied),
    "words-copied": Kind(previous.words, previous.Alike),
    "topics": Kind(content.topics, content.Topics),
    "statements": Kind(content.statements, content.Statements),
    "mentions": Kind(mentions.mentions, mentions.Mentions),
    "placed": Kind(mentions.placed, mentions.Placed),
    "stated": Kind(mentions.stated, mentions.Stated),
    "length": Kind(amounts.length, amounts.Length),
    "overgrown": Kind(amounts.overgrown, amounts.Overgrown),
    "figures": Kind(amounts.figures, amounts.Figures),
    "fee": Kind(amounts.fee, amounts.Fee),
    "vague": Kind(problems.vague, problems.Vague),
    "answers": Kind(problems.answers, problems.Answers),
    "superseded": Kind(citation.superseded, citation.Superseded),
    "citation": Kind(citation.wrong, citation.Wrong),
    "in-time": Kind(dates.in_time, dates.Deadline),
    "yearly-notice": Kind(notice.yearly, notice.YearlyNotice),
    "dates": Kind(dates.possible),
    "other-year": Kind(years.other_year, years.Years),
    "whole-year": Kind(period.whole_year, period.Period),
    "phrases": Kind(phrases.found, phrases.Phrases),
    "doubled": Kind(repeats.doubled, repeats.Repeats),
    "slips": Kind(slips.known, slips.Slips),
    "foreign-body": Kind(self_names.foreign, self_names.Names),
    "personal": Kind(personal.numbers, personal.Personal),
    "narrow-marks": Kind(punctuation.narrow, punctuation.Width),
    "rollup-sum": Kind(across.rollup_sum, across.Rollup),
    "rollup-below-part": Kind(across.rollup_below_part, across.Below),
    "copied-from-peer": Kind(across.copied_from_peer, across.Peer),
    "same-report-twice": Kind(across.same_report_twice, across.Twice),
    "roster-missing": Kind(across.roster_missing),
}
