"""Known slips of the pen: words that are wrong wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from linter.checks.spots import Spot, told
from linter.finding import Said
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.prose.pattern import compiled, pairs_in
from linter.prose.whole import whole_prose
from linter.report import Report
from linter.terms import Slip

if TYPE_CHECKING:
    from linter.prose.finder import Finder


class Slips(NamedTuple):
    """`slip` holds tables: `wrong` words and the `right` ones.

    A slip that is wrong only between certain others has `when`, a pattern; `wrong` is then the plain word that it holds,
    and its groups may stand in `right`.
    """

    slip: tuple[Slip, ...]


def known(report: Report, options: Slips) -> Iterator[Said]:
    """Every known slip, one finding for each kind in a section."""
    whole = whole_prose(report)
    telling = _telling(report.norm, options)
    pairs = {"", *pairs_in(report.norm, telling, whole)}
    slips = [slip for pair, slip in zip(telling, options.slip, strict=True) if pair in pairs and slip["wrong"] in whole]
    if not slips:
        return
    for key, passage in report.passages.items():
        words = passage.words
        for slip in slips:
            if slip["wrong"] not in words:
                continue
            matches = list(_pattern(report.norm, slip).finditer(words))
            if matches:
                spots = [Spot(key, passage.span(match.start(), match.end()), match[0]) for match in matches]
                right = matches[0].expand(slip["right"]) if "when" in slip else slip["right"]
                yield told("broken", spots, {"wrong": matches[0][0], "right": right})


def _telling(norm: Norm, options: Slips) -> tuple[str, ...]:
    """Of each slip two characters of the wrong words, if possible such as do not stand side by side in the right ones.

    "" stands for words of fewer characters.
    """
    known: tuple[Slips, tuple[str, ...]] | None = norm.caches.get("telling")
    if known is None or known[0] is not options:
        known = norm.caches["telling"] = options, tuple(map(_telling_pair, options.slip))
    return known[1]


def _telling_pair(slip: Slip) -> str:
    wrong = slip["wrong"]
    pairs = [wrong[place : place + 2] for place in range(len(wrong) - 1)]
    return next((pair for pair in pairs if pair not in slip["right"]), pairs[0] if pairs else "")


def _pattern(norm: Norm, slip: Slip) -> Finder:
    return compiled(norm, slip["when"] if "when" in slip else re.escape(slip["wrong"]))
