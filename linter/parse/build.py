"""A document into a report: headings, order, tree, tables, and what title and preamble say."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache, lru_cache

from linter.document import Block, Document, Paragraph
from linter.fold import core, fold, is_page_number, squeeze
from linter.norm import Norm
from linter.parse.date import find_signed, published
from linter.parse.headings import mark_headings
from linter.parse.joined import join
from linter.parse.order import order_tokens
from linter.parse.title import find_body, find_period, find_title, find_year, level_of
from linter.parse.tree import Part, parse_sections
from linter.prose.passage import Passage
from linter.report import Body, Report, Section, Table, Title
from linter.table.read import read_table
from linter.table.zone import Zone, find_zones

_GLUED = 0.7
_BESIDE = 2
_FREQUENT = "\t\n|（）、.， "


def build_report(document: Document, norm: Norm, edition: str | None = None) -> Report:
    """The report that a document holds; never fails, whatever the document. `edition` overrides what the form tells."""
    marked = mark_headings(document, norm)
    front, parts = parse_sections(order_tokens(marked, norm), norm.grammar)
    stretches: list[tuple[str | None, Sequence[Block]]] = [(None, front)]
    stretches += [(key, part.blocks) for key, part in parts.items()]
    zones = find_zones(stretches, norm)

    @cache
    def bare() -> str:
        """The core of the whole text, which a report that is whole never asks for."""
        return _bare(document.content)

    blocks_in_tables = [block for zone in zones.values() for line in zone.lines for block in line.blocks]
    in_tables = set(map(id, blocks_in_tables))
    sections = {form.key: _section(parts[form.key], form.key, norm, in_tables) for form in norm.sections}
    # prose may speak of a column by its name: where there are tables, only their words tell the form
    content = document.text.content
    in_zones = _bare("".join([content[start:end] for start, end in [block.span for block in blocks_in_tables]]))
    signals = _signals(in_zones or bare(), norm)
    title = find_title(front, norm)
    front_words = join(front)
    period = find_period(front_words, norm) or find_period(join(sections["overview"].blocks[:12]), norm)
    period = period or find_period(join(sections["other"].prose), norm)
    year, year_source = find_year(title, period, front_words, norm)
    features = _older_features(document.content, bare, norm) if _may_be_older(signals, year, norm) else ()
    shown, source = _edition(edition, signals, year, features, norm)
    form_edition = shown if shown is not None and shown in norm.data["edition"] else norm.edition_of_year(year)
    tables = {} if shown == "older" else _tables(zones, norm, form_edition)
    body = find_body(title, norm) or _publisher(document, norm)
    preamble = _preamble(front, title)
    passages = {"preamble": Passage("preamble", preamble)}
    passages |= {key: Passage(key, section.prose) for key, section in sections.items()}
    return Report(
        document=document, norm=norm, title=title, body=body, year=year, year_source=year_source,
        period=period, edition=shown, edition_source=source, preamble=preamble, sections=sections,
        tables=tables, glued_tables=_glued(bare, tables, norm, form_edition), older_features=features, signals=signals,
        passages=passages, signed=(*find_signed(front, document.blocks), *published(document.metadata, title)),
    )  # fmt: skip


def _bare(content: str) -> str:
    """The core of much text; what it has most of is taken out first, mark by mark."""
    for mark in _FREQUENT:
        content = content.replace(mark, "")
    return core(content)


def _publisher(document: Document, norm: Norm) -> Body | None:
    """The body that a web page names as its publisher, where the title names none; of a Word file it is often a person."""
    name = document.metadata.get("publisher") if document.format == "html" else None
    return Body(name, level_of(name, norm)) if name else None


def _section(part: Part, key: str, norm: Norm, in_tables: Container[int]) -> Section:
    prose = tuple([block for block in part.blocks if id(block) not in in_tables and not _is_page_number(block)])
    form = norm.section_by_key[key]
    return Section(form, part.heading, tuple(part.blocks), prose, part.displaced, tuple(part.repeated))


def _preamble(front: Sequence[Block], title: Title | None) -> tuple[Block, ...]:
    """What stands between the title and section 一."""
    if title is None:
        return tuple(front)
    return tuple(block for block in front if block.span.start >= title.span.end and not _is_page_number(block))


def _is_page_number(block: Block) -> bool:
    return isinstance(block, Paragraph) and is_page_number(block.words)


def _tables(zones: Mapping[str, Zone], norm: Norm, edition: str) -> dict[str, Table]:
    return {key: read_table(zones[key], norm, edition) for key in norm.tables if key in zones}


def _signals(bare: str, norm: Norm) -> dict[str, tuple[str, ...]]:
    """The labels found that only one edition has."""
    return {
        edition: tuple(signal for signal, bare_signal in signals if bare_signal in bare)
        for edition, signals in _signals_of(norm).items()
    }


@lru_cache(maxsize=64)
def _signals_of(norm: Norm) -> dict[str, tuple[tuple[str, str], ...]]:
    """The labels that only one edition has, each with its core."""
    return {
        edition: tuple((signal, core(signal)) for signal in data["signals"]) for edition, data in norm.data["edition"].items()
    }


def _edition(
    asked: str | None, signals: Mapping[str, tuple[str, ...]], year: int | None, features: tuple[str, ...], norm: Norm
) -> tuple[str | None, str]:
    """The edition and how it is known: asked for, by the tables' labels, or by the year."""
    if asked is not None:
        return asked, "option"
    ranked = sorted(signals, key=lambda edition: (-len(signals[edition]), -norm.data["edition"][edition]["from"]))
    modern = len(signals[ranked[0]]) >= 2
    before = norm.data["older"]["before"]
    if (year is not None and year < before) or (len(features) >= 2 and not modern):
        return "older", "year" if year is not None and year < before else "features"
    if signals[ranked[0]]:
        return ranked[0], "tables"
    if year is not None:
        return norm.edition_of_year(year), "year"
    return None, ""


def _may_be_older(signals: Mapping[str, tuple[str, ...]], year: int | None, norm: Norm) -> bool:
    """Whether the features of older forms need to be looked for at all."""
    return max(map(len, signals.values())) < 2 or (year is not None and year < norm.data["older"]["before"])


def _older_features(content: str, bare: Callable[[], str], norm: Norm) -> tuple[str, ...]:
    """Features of the forms before 2019: their headings (with a number in front) and the names of their indicators."""
    data = norm.data["older"]
    headings = "|".join(map(re.escape, data["heading"]))
    pattern = norm.pattern("older.heading", rf"[一二三四五六七八]、(?:{headings})")
    found = [match.group() for match in pattern.finditer(squeeze(fold(content)))]
    return tuple(dict.fromkeys([*found, *(words for words in data["words"] if core(words) in bare())]))


def _glued(bare: Callable[[], str], tables: Mapping[str, Table], norm: Norm, edition: str) -> frozenset[str]:
    """Tables whose labels all stand in the text though no cell of them could be told from the next."""
    glued = set()
    for key in norm.tables:
        if key in tables:
            continue
        labels, words = _long_labels(norm, key, edition), bare()
        if sum(label in words for label in labels) >= len(labels) * _GLUED and _side_by_side(labels, words) >= _BESIDE:
            glued.add(key)
    return frozenset(glued)


@lru_cache(maxsize=64)
def _long_labels(norm: Norm, table: str, edition: str) -> tuple[str, ...]:
    """The cores of the labels of a table that are too long to stand in prose by chance."""
    form = norm.tables[table][edition]
    labels = {core(row.name if row.group else row.label.split("（区分")[0]) for row in form.rows}
    labels |= {core(column.label) for column in form.columns.values()}
    return tuple(label for label in labels if len(label) >= 4)


def _side_by_side(labels: Sequence[str], bare: str) -> int:
    """How often a label follows another with nothing between, as in a head and never in prose."""
    either = "|".join(sorted(map(re.escape, labels), key=lambda label: (-len(label), label)))
    return len(re.findall(f"(?:{either})(?=(?:{either}))", bare))


def is_report(report: Report) -> bool:
    """Whether the document has anything of an annual report: a heading of the six, or one of the three tables."""
    return bool(report.tables or report.glued_tables or report.older_features or _headings(report))


def looks_like_report(report: Report) -> bool:
    """Whether a file that nobody named is taken for a report: by a table, two headings, or a heading and a title.

    One line that happens to be a heading's words, in minutes or in a handbook, is not enough.
    """
    older = report.edition == "older" and report.title is not None
    tables = report.tables or report.glued_tables
    return bool(tables or older or _headings(report) >= (1 if report.title else 2))


def _headings(report: Report) -> int:
    return sum(section.heading is not None and section.heading.wording != "deviating" for section in report.sections.values())
