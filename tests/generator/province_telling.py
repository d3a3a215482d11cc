"""The report of one body of a province: its figures told in words that no other body and no other year has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from generator.form import section_heading
from generator.overview import arranged, draw_style
from generator.places import TOWNSHIPS
from generator.preamble import period, preamble
from generator.province_counts import Counts, figures_of
from generator.province_place import Unit
from generator.province_problem_words import CAUSES, DEFECTS, FOLLOW_UPS, MEASURES
from generator.province_sentences import (
    ACCOUNTABILITY,
    APPRAISAL,
    ASSESSMENT,
    CONTENT,
    COVERAGE,
    MANAGEMENT,
    MANNERS,
    OPENINGS,
    PLATFORM,
    TRAINING,
)
from generator.province_speaker import Speaker, speaker
from generator.report import Report, Section
from generator.signature import draw_day, signature, under_title
from generator.teller import Teller
from generator.telling_disclosure import decisions, normative, published_in_parts
from generator.telling_other import other
from generator.telling_problems import Pair, problems
from generator.telling_requests import breakdown, flow_of, flow_told
from generator.telling_review import review

_UNITS = {"township": "站所", "subdistrict": "科室", "department": "股室", "vertical": "股室", "office": "科室"}


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of a report depend on: its name in the year, its layout, and a key for each part of the text."""

    name: str
    layout: str
    overview: str
    problems: str
    rest: str
    numbers: str


def report_of(unit: Unit, year: int, counts: Counts, wording: Wording) -> Report:
    """The report of a body for a year; that of a region says that its figures are those of all bodies below it."""
    body = replace(unit.body, name=wording.name)
    figures = figures_of(counts)

    def teller(key: str) -> Teller:
        return Teller(body, year, figures, Random(key))

    rng = Random(wording.rest)
    stated_in_front = rng.random() < 0.75
    covered = _coverage(unit, rng) if unit.region else ""
    in_front = covered and rng.random() < 0.5
    front = preamble(teller(f"{wording.rest} preamble"), stated_in_front) if stated_in_front or in_front else ()
    if in_front:
        front = (*front[:-1], front[-1] + covered)
    inside = "" if in_front else covered
    inside += "" if stated_in_front else period(teller(f"{wording.rest} preamble"))
    day, signed = draw_day(body, year, rng), rng.choice(("end", "title", "", ""))
    sections = (
        _section("overview", _overview(unit, teller, wording, inside)),
        _section("disclosure", (), "disclosure"),
        _section("requests", (), "requests"),
        _section("review", (), "review"),
        _section("problems", _problems(unit, teller, wording)),
        _section("other", other(teller(f"{wording.rest} other"))),
    )
    return Report(
        body,
        year,
        "2021",
        figures,
        0,
        f"{body.name}{year}年政府信息公开工作年度报告",
        front,
        sections,
        (under_title(teller(wording.rest), day),) if signed == "title" else (),
        signature(teller(wording.rest), day) if signed == "end" else (),
    )


def _overview(unit: Unit, teller: Callable[[str], Teller], wording: Wording, inside: str) -> tuple[str, ...]:
    key = wording.overview
    told = _speaker(unit, teller(key), key, f"{wording.numbers} overview")
    rng = told.words
    texts = {
        "disclosure": _disclosure(teller(f"{key} disclosure"), told),
        "requests": _requests(teller(f"{key} requests"), told),
        "management": told.several(MANAGEMENT, 2),
        "platform": told.several(PLATFORM, 2),
        "supervision": _supervision(unit, told),
    }
    return arranged(told.one_of(OPENINGS) + inside, texts, draw_style(rng), rng, official=False)


def _disclosure(teller: Teller, told: Speaker) -> str:
    parts = [told.numbers.randint(8, 90) * (1 + teller.body.scale // 20) for _ in range(told.words.randint(2, 5))]
    sentences = [published_in_parts(teller, sum(parts), parts, told.words.random() < 0.5)]
    if told.words.random() < 0.7:
        sentences.append(normative(teller))
    if told.words.random() < 0.35:
        sentences.append(decisions(teller))
    return "".join(sentences) + told.several(CONTENT, told.words.randint(3, 4))


def _requests(teller: Teller, told: Speaker) -> str:
    flow = flow_of(teller)
    parts = breakdown(teller, flow) if flow.new and told.words.random() < 0.5 else ""
    return flow_told(teller, flow) + parts + review(teller) + told.one_of(MANNERS)


def _supervision(unit: Unit, told: Speaker) -> str:
    sentences = told.several(TRAINING, 2)
    # a 人民政府 must tell three things more; others often do
    if unit.body.government or unit.body.kind in TOWNSHIPS or told.words.random() < 0.4:
        return sentences + told.one_of(ASSESSMENT) + told.one_of(APPRAISAL) + told.one_of(ACCOUNTABILITY)
    return sentences + told.one_of(ASSESSMENT)


def _problems(unit: Unit, teller: Callable[[str], Teller], wording: Wording) -> tuple[str, ...]:
    key = wording.problems
    told = _speaker(unit, teller(key), key, f"{wording.numbers} problems")
    defects, causes, measures, follow_ups = (told.words.sample(pool, 3) for pool in (DEFECTS, CAUSES, MEASURES, FOLLOW_UPS))
    pairs = []
    for defect, cause, measure, follow_up in zip(defects, causes, measures, follow_ups, strict=True):
        matter = next(told.matters)
        said = [told.say(one.replace("{t}", matter)) for one in (f"{defect}，{cause}", f"{measure}，{follow_up}")]
        pairs.append(Pair(said[0], said[1], matter))
    return problems(teller(f"{key} shape"), tuple(pairs))


def _speaker(unit: Unit, teller: Teller, key: str, numbers: str) -> Speaker:
    body = unit.body
    place = unit.names[-1] if unit.body.kind in TOWNSHIPS else body.seat
    return speaker(
        key,
        numbers,
        unit.topics,
        {
            "we": teller.we,
            "year": str(teller.year),
            "portal": body.portal,
            "above": body.above,
            "place": place,
            "unit": _UNITS.get(unit.level, "部门"),
        },
    )


def _coverage(unit: Unit, rng: Random) -> str:
    region = unit.body.area[1]
    below = {
        "市": ("各县区、市政府各部门", "各县（区）和市政府各部门", "各县区及市直各部门"),
        "县": ("各乡镇、县政府各部门", "各乡（镇）和县政府各部门", "各乡镇、街道以及县政府各组成部门"),
        "区": ("各街道、区政府各部门", "各镇（街道）和区政府各部门", "各街道、乡镇及区政府各组成部门"),
    }[region]
    return rng.choice(COVERAGE).format(all=unit.body.area, bodies=rng.choice(below))


def _section(key: str, paragraphs: tuple[str, ...], *tables: str) -> Section:
    return Section(key, section_heading(key), paragraphs, tables)
