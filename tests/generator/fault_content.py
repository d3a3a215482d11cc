"""Faults of the family N: a topic of section 一, the problems or the improvements left out."""

from __future__ import annotations

from random import Random

from generator.fault import Fault
from generator.layout import tabs
from generator.narrative import assemble
from generator.remarks import improvements_only, problems_only
from generator.report import Report


def _without_aspect(aspect: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        # told again rather than cut, so that the sub-headings are numbered without a hole
        return tabs(assemble(report.body, report.year, report.figures, report.seed, leave_out=aspect)), "overview"

    return Fault(f"overview-topics-{aspect}", "N401", break_)


def _no_problem(report: Report, rng: Random) -> tuple[str, str]:
    return tabs(report.with_paragraphs("problems", improvements_only(report.body, report.year, rng))), "problems"


def _no_improvement(report: Report, rng: Random) -> tuple[str, str]:
    return tabs(report.with_paragraphs("problems", problems_only(report.body, report.year, rng))), "problems"


CONTENT_FAULTS = (
    _without_aspect("requests"),
    Fault("problems-missing", "N403", _no_problem),
    Fault("improvements-missing", "N404", _no_improvement),
)
