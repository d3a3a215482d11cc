"""Known slips of the pen: words that are wrong wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from linter.checks.spots import Spot, told
from linter.finding import Said
from linter.norm import Norm
from linter.prose.pattern import compiled, has_word
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
    if not has_word(report.norm, tuple([slip["wrong"] for slip in options.slip]), whole):
        return
    # the plain word first: it costs a tenth of what the pattern does
    slips = [slip for slip in options.slip if slip["wrong"] in whole]
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


def _pattern(norm: Norm, slip: Slip) -> Finder:
    return compiled(norm, slip["when"] if "when" in slip else re.escape(slip["wrong"]))
