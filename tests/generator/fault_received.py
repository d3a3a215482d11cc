"""Faults X501, X502 and X506: what section 一 says of requests is not what table 三 says, or does not add up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from generator.fault import Fault
from generator.figures import without_requests
from generator.layout import tabs
from generator.narrative import correct_report, plain
from generator.report import Report
from generator.teller import Teller
from generator.telling_disclosure import published_in_parts
from generator.telling_requests import (
    Flow,
    carried_in,
    carried_out,
    done,
    flow_of,
    flow_told,
    nothing_received,
    received,
    ways_told,
)

Tell = Callable[[Teller, Flow, Random], str]


def busy(report: Report, rng: Random) -> Report:
    """The report itself where it has new requests, some carried over on both sides, and answers; else another one."""
    while 0 in _balance(report):
        report = correct_report(rng.randrange(10**6), report.edition, report.body.kind)
    return report


def _balance(report: Report) -> tuple[int, int, int, int]:
    flow = flow_of(teller_of(report, Random(0)))
    return flow.new, flow.carried_in, flow.done, flow.carried_out


def teller_of(report: Report, rng: Random) -> Teller:
    """Who tells of this report's figures."""
    return Teller(report.body, report.year, report.figures, rng)


def off_by(number: int, rng: Random, *not_this: int) -> int:
    """Another number, not far off, and none of those given."""
    while True:
        other = max(1, number + rng.choice((-1, 1)) * rng.randint(1, max(3, number // 3)))
        if other != number and other not in not_this:
            return other


def _requests_told(name: str, code: str, tell: Tell) -> Fault:
    def break_(report: Report, rng: Random) -> tuple[str, str]:
        report = busy(report, rng)
        teller = teller_of(report, rng)
        words = tell(teller, flow_of(teller), rng)
        return tabs(plain(report, {"requests": words})), "overview"

    return Fault(name, code, break_)


def _none_told(teller: Teller, flow: Flow, rng: Random) -> str:
    return nothing_received(teller)


def _other_number(teller: Teller, flow: Flow, rng: Random) -> str:
    wrong = off_by(flow.new, rng, flow.new + flow.carried_in, flow.done)
    return f"{received(teller, wrong)}。"


def _other_number_among_right_ones(teller: Teller, flow: Flow, rng: Random) -> str:
    # told as one number with those carried over, it must not come out as the right one again
    wrong = off_by(flow.new, rng, flow.new + flow.carried_in, flow.done, flow.new - flow.carried_in)
    return flow_told(teller, replace(flow, new=wrong))


def _other_carried_in(teller: Teller, flow: Flow, rng: Random) -> str:
    wrong = off_by(flow.carried_in, rng)
    return f"{received(teller, flow.new)}，{carried_in(teller, wrong)}，{done(teller, flow.done)}。"


def _carried_in_denied(teller: Teller, flow: Flow, rng: Random) -> str:
    return f"{received(teller, flow.new)}，上年结转0件，{done(teller, flow.done)}。"


def _other_done(teller: Teller, flow: Flow, rng: Random) -> str:
    wrong = off_by(flow.done, rng, flow.new)
    return f"{received(teller, flow.new)}，{done(teller, wrong)}。"


def _other_carried_out(teller: Teller, flow: Flow, rng: Random) -> str:
    wrong = off_by(flow.carried_out, rng)
    return f"{received(teller, flow.new)}，{carried_out(teller, wrong)}。"


def _ways_short(teller: Teller, flow: Flow, rng: Random) -> str:
    """The channels of the requests do not add up to the number received."""
    wrong = off_by(flow.new, rng)
    told = teller.count(flow.new)
    parts = teller.parts(max(wrong, 3), rng.randint(2, 3))
    if sum(parts) == flow.new:
        parts[-1] += 2
    return f"{teller.year}年，{teller.we}新收政府信息公开申请{told}，其中{ways_told(teller, parts)}。"


def _some_told(report: Report, rng: Random) -> tuple[str, str]:
    """Requests in the words, and none in the table."""
    report = replace(report, figures=without_requests(report.figures))
    return tabs(plain(report, {"requests": f"{received(teller_of(report, rng), rng.randint(1, 30))}，均已答复。"})), "overview"


def _published_short(report: Report, rng: Random) -> tuple[str, str]:
    """What was published does not add up by class; by channel it need not, since channels overlap."""
    teller = teller_of(report, rng)
    total = rng.randint(40, 400)
    parts = teller.parts(max(off_by(total, rng), 6), rng.randint(2, 6))
    return tabs(plain(report, {"disclosure": published_in_parts(teller, total, parts, by_class=True)})), "overview"


def _classes_short(report: Report, rng: Random) -> tuple[str, str]:
    """Three classes that are said to make up the whole."""
    first, second, third = (rng.randint(5, 90) for _ in range(3))
    total = off_by(first + second + third, rng)
    listed = f"政策文件{first}条、工作动态{second}条、财政信息{third}条"
    words = rng.choice((f"全年公开信息{total}条，其中{listed}。", f"共发布信息{total}条，具体包括{listed}。"))
    return tabs(plain(report, {"disclosure": f"主动公开工作有序推进。{words}"})), "overview"


RECEIVED_FAULTS = (
    # some of the wordings deny what was carried over as well
    replace(_requests_told("received-denied", "X501", _none_told), also=frozenset({"X502"})),
    Fault("received-though-table-none", "X501", _some_told),
    _requests_told("received-differs", "X501", _other_number),
    _requests_told("received-differs-among-right", "X501", _other_number_among_right_ones),
    _requests_told("carried-in-differs", "X502", _other_carried_in),
    _requests_told("carried-in-denied", "X502", _carried_in_denied),
    _requests_told("done-differs", "X502", _other_done),
    _requests_told("carried-out-differs", "X502", _other_carried_out),
    _requests_told("breakdown-of-requests", "X506", _ways_short),
    Fault("breakdown-of-published", "X506", _published_short),
    Fault("breakdown-of-classes", "X506", _classes_short),
)
