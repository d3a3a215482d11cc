"""Rules over two years held against what is filed of both reports: most find nothing, and no file is read again."""

from __future__ import annotations

from collections.abc import Collection

from linter.archive.filed import Filed, unpacked
from linter.document import Document
from linter.engine import check_report
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.profile.load import base_profile
from linter.profile.model import Rule
from linter.prose.passage import Passage
from linter.report import NOTHING, Body, Heading, Report, Section
from linter.run import Settings, rules_of, with_previous
from linter.text import Span, Text
from linter.words import Word, catalog

_NOWHERE = Span(0, 0)


class Settled(NamedTuple):
    """How a rule came out that waited for last year's report: passed, or skipped for a reason."""

    code: str
    reason: str = ""


def screened(data: bytes, before: bytes | Word, codes: Collection[str], settings: Settings) -> tuple[Settled, ...] | None:
    """How these rules come out on a filed report; None when one of them finds something, so that the report must be read."""
    profiles = settings.profiles
    filed = unpacked(data, base_profile().norm)
    report = _stand_in(filed, base_profile().norm)
    profile = base_profile() if profiles is None else profiles.of_report(report)
    if profile.norm is not report.norm:
        report = _stand_in(unpacked(data, profile.norm), profile.norm)
    known = unpacked(before, profile.norm) if isinstance(before, bytes) else before
    rules = _asked(rules_of(profile, settings), frozenset(codes), profile.norm)
    outcomes = check_report(with_previous(report, known, ()), rules, catalog(settings.language))
    if any(each.state in ("broken", "blocked") for each in outcomes):
        return None
    return tuple(Settled(each.rule.code, each.reason) for each in outcomes)


def _asked(rules: tuple[Rule, ...], codes: frozenset[str], norm: Norm) -> tuple[Rule, ...]:
    """The rules of these codes, made once as long as they are asked of one report after the other.

    Which message comes may hang on words that are not filed, so none of them may be off here.
    """
    known: tuple[tuple[Rule, ...], frozenset[str], tuple[Rule, ...]] | None = norm.caches.get("screened")
    if known is None or known[0] is not rules or known[1] != codes:
        asked = (rule for rule in rules if rule.code in codes)
        made = tuple(rule._replace(level="info", levels=NOTHING, body_levels=NOTHING) for rule in asked)
        known = norm.caches["screened"] = rules, codes, made
    return known[2]


def _stand_in(filed: Filed, norm: Norm) -> Report:
    """A report that has the tables and the words of a filed one, but no text."""
    headings = {key: Heading(key, "", "", None, "official", _NOWHERE) for key in filed.words}
    return Report(
        document=Document(filed.path, "text", "", Text(""), ()),
        norm=norm,
        title=None,
        body=Body(filed.body, filed.level) if filed.body is not None else None,
        year=filed.year,
        year_source="",
        period=None,
        edition=filed.edition,
        edition_source="",
        preamble=(),
        sections={form.key: Section(form, headings.get(form.key), (), (), False) for form in norm.sections},
        tables=filed.tables,
        glued_tables=frozenset(),
        older_features=(),
        signals={},
        passages={key: _passage(key, filed.words.get(key, "")) for key in ("preamble", *norm.section_by_key)},
    )


def _passage(key: str, words: str) -> Passage:
    """A passage of these words, without the lines that they stand in."""
    passage = Passage(key, ())
    passage.words = words
    return passage
