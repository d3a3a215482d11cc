"""Faults X503, X504, X505 and X507: what the words say of cases, documents, decisions and fees is not what the tables say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from generator.fault import Fault, edition_of, of_kind
from generator.fault_received import off_by, teller_of
from generator.figures import BLOCKS
from generator.layout import tabs
from generator.narrative import correct_report, plain, retold
from generator.report import Report
from generator.telling_disclosure import decisions_told, normative_told
from generator.telling_review import no_cases, review_told

_OFFICES = ("bureau", "county", "district", "city", "city_department", "province_department")


def _disputed(report: Report, rng: Random) -> Report:
    """A report with cases of both kinds."""
    report = of_kind(report, rng, _OFFICES)
    while not all(report.figures["review", block, "total"] for block in BLOCKS):
        report = correct_report(rng.randrange(10**6), report.edition, report.body.kind)
    return report


def _review_said(name: str, tell: Callable[[int, int, Random], tuple[int, int]]) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        report = _disputed(report, rng)
        teller = teller_of(report, rng)
        numbers = tell(teller.cases("reconsideration"), teller.litigation(), rng)
        return tabs(plain(report, {"requests": f"畅通依申请公开渠道。{review_told(teller, *numbers)}"})), "overview"

    return Fault(name, "X503", break_)


def _denied(report: Report, rng: Random) -> tuple[str, str]:
    report = _disputed(report, rng)
    return tabs(plain(report, {"requests": f"畅通依申请公开渠道。{no_cases(teller_of(report, rng))}"})), "overview"


def _normative_said(name: str, column: str) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        report = edition_of("2021", report, rng)
        # none of them nought, so that no shorter wording leaves the wrong one out
        made, repealed = rng.randint(1, 9), rng.randint(1, 9)
        numbers = {"made": made, "repealed": repealed, "in_force": made + rng.randint(1, 60)}
        figures = report.figures.changed({("disclosure", "normative_documents", one): number for one, number in numbers.items()})
        report = retold(report, figures)
        teller = teller_of(report, rng)
        told = dict(numbers)
        told[column] = off_by(told[column], rng)
        return tabs(plain(report, {"disclosure": f"做好主动公开。{normative_told(teller, **told)}"})), "overview"

    return Fault(name, "X504", break_)


def _made_in_2019(report: Report, rng: Random) -> tuple[str, str]:
    """The number of 规范性文件 made in the year, on the form of 2019."""
    report = edition_of("2019", report, rng)
    made = int(report.figures["disclosure", "normative_documents", "made"])
    words = f"全年制发规范性文件{off_by(made, rng)}件，均已公开。"
    return tabs(plain(report, {"disclosure": f"做好主动公开。{words}"})), "overview"


def _decisions_said(name: str, place: int) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        teller = teller_of(report, rng)
        numbers = [teller.disclosed(row, "decisions") for row in ("licences", "penalties", "compulsory_measures")]
        numbers[place] = off_by(numbers[place], rng)
        return tabs(plain(report, {"disclosure": f"做好主动公开。{decisions_told(teller, *numbers)}"})), "overview"

    return Fault(name, "X505", break_)


def _fee_above_table(report: Report, rng: Random) -> tuple[str, str]:
    """A fee in section 六, and less than that, or nothing, among the fees of table 二."""
    report = edition_of("2021", report, rng)
    while not report.figures["requests", "new", "total"]:
        report = correct_report(rng.randrange(10**6), "2021")
    amount = 10 * rng.randint(11, 900)
    tables = rng.choice(("0", "0", f"{amount / 20000:.4f}"))
    report = plain(retold(report, report.figures.changed({("disclosure", "fees", "amount"): Decimal(tables)})))
    words = rng.choice(
        (
            f"依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），{report.year}年共收取信息处理费{amount}元。",
            f"{report.year}年，{report.body.self_name}向申请人收取信息处理费{amount:,}元。",
            f"本年度收取政府信息公开信息处理费{amount / 10000:.3f}万元。",
        )
    )
    return tabs(report.with_paragraphs("other", (words,))), "other"


TABLE_WORDS_FAULTS = (
    Fault("review-denied", "X503", _denied),
    _review_said("reconsideration-denied", lambda cases, lawsuits, rng: (0, lawsuits)),
    _review_said("litigation-denied", lambda cases, lawsuits, rng: (cases, 0)),
    _review_said("reconsideration-differs", lambda cases, lawsuits, rng: (off_by(cases, rng), lawsuits)),
    _review_said("litigation-differs", lambda cases, lawsuits, rng: (cases, off_by(lawsuits, rng))),
    *(_normative_said(f"normative-{column.replace('_', '-')}-differs", column) for column in ("made", "repealed", "in_force")),
    Fault("normative-made-differs-2019", "X504", _made_in_2019),
    *(_decisions_said(f"{name}-differs", place) for place, name in enumerate(("licences", "penalties", "measures"))),
    Fault("fee-above-table", "X507", _fee_above_table),
)
