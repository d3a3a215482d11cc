"""Title, body, level, year and statistical period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from linter.document import Block, Paragraph, Row
from linter.fold import fold, squeeze
from linter.norm import Norm
from linter.parse.joined import Joined
from linter.report import Body, Period, Title

_SEARCHED = 16
_LONGEST_LINE = 60
_BEST = 3


def find_title(front: Sequence[Block], norm: Norm) -> Title | None:
    """The title among the first lines: one line, or two or three that make a title together."""
    lines = [block for block in front[:_SEARCHED] if isinstance(block, Paragraph | Row)]
    best: tuple[float, Title] | None = None
    for first, _ in enumerate(lines):
        if best is not None and best[0] >= _BEST - 0.1 - first / 100:
            break  # no line further down can be a better title
        for count in (1, 2, 3):
            part = lines[first : first + count]
            words = "".join(_words(block) for block in part)
            if len(part) < count or len(words) > _LONGEST_LINE * 2:
                break
            rank = _rank(words, norm)
            if rank is None:
                continue
            score = rank - count / 10 - first / 100
            if best is None or score > best[0]:
                best = (score, Title(words, part[0].span.cover(part[-1].span)))
            break
    return best[1] if best else None


def _words(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.words
    return "".join(cell.words for cell in block.cells) if isinstance(block, Row) else ""


def _rank(words: str, norm: Norm) -> int | None:
    """How good a title the words are: 0 just one, 2 in an accepted form, 3 with a body too; None when they are none."""
    squeezed = squeeze(fold(words))
    found = norm.pattern("title.recognise", norm.data["title"]["recognise"]).fullmatch(squeezed)
    if found is None and not is_accepted(squeezed, norm):
        return None
    form = title_form(found["words"] if found else squeezed, norm)
    return 0 if form is None else (_BEST if form["body"] else 2)


@lru_cache(maxsize=64)  # rules ask for it again
def bare_title(words: str, norm: Norm) -> str:
    """The title folded and without spaces or a leading 标题：."""
    squeezed = squeeze(fold(words))
    found = norm.pattern("title.recognise", norm.data["title"]["recognise"]).fullmatch(squeezed)
    return found["words"] if found else squeezed


@lru_cache(maxsize=64)
def title_form(bare: str, norm: Norm) -> re.Match[str] | None:
    """The form that the title has: canonical, accepted, or a known variant; else None."""
    data = norm.data["title"]
    for source in (data["canonical"], *data["accepted"], *data["variants"]):
        found = norm.pattern(source, source).fullmatch(bare)
        if found:
            return found
    return None


def is_accepted(bare: str, norm: Norm) -> bool:
    """Whether the title has a form that is as good as the canonical one."""
    return any(norm.pattern(source, source).fullmatch(bare) for source in norm.data["title"]["accepted"])


def find_body(title: Title | None, norm: Norm) -> Body | None:
    """The body that the title names, with its level when the name tells one."""
    if title is None:
        return None
    bare = bare_title(title.words, norm)
    form = title_form(bare, norm)
    name = form["body"] if form else norm.pattern("title.strip", norm.data["title"]["strip"]).sub("", bare)
    name = name.removesuffix("关于").strip("《》(),、:-—")
    if name.endswith(norm.data["title"]["cut"]):
        name = name.removesuffix(norm.data["title"]["cut"]) + norm.data["title"]["whole"]
    if not name:
        return None
    return Body(name, level_of(name, norm))


@lru_cache(maxsize=1024)  # bodies report every year
def level_of(name: str, norm: Norm) -> str | None:
    """The level of a body by the end of its name, or None."""
    return next((level.key for level in norm.levels if norm.pattern(level.ends, level.ends).search(name)), None)


def find_year(title: Title | None, period: Period | None, front: Joined, norm: Norm) -> tuple[int | None, str]:
    """The reporting year and where it was read: title, period, or the only year that the first lines name."""
    if title is not None:
        found = norm.pattern("title.year", norm.data["title"]["year"]).search(bare_title(title.words, norm))
        if found:
            return int(found[1]), "title"
    if period is not None:
        return period.start_year, "period"
    years = set(re.findall(r"(?<!\d)(20[012]\d)年", front.words))
    return (int(years.pop()), "text") if len(years) == 1 else (None, "")


def find_period(words: Joined, norm: Norm) -> Period | None:
    """The statistical period, if it is stated."""
    for index, source in enumerate(norm.data["period"]["patterns"]):
        found = norm.pattern(f"period.{index}", source).search(words.words)
        if found:
            start = int(found["start"])
            ends = {name: int(number) for name, number in found.groupdict().items() if number}
            return Period(
                start, ends.get("end", start), words.span(found.start(), found.end()),
                (ends.get("start_month", 1), ends.get("start_day", 1)), (ends.get("end_month", 12), ends.get("end_day", 31)),
            )  # fmt: skip
    return None
