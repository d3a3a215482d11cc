"""Where in a web page the report stands: from its title to its last line, without menus, tools and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.named_tuple import NamedTuple
from linter.read.chrome import DIGITS, bare, ends_text, is_around_title
from linter.read.flow import Flow, Piece
from linter.read.linear import Cells, Image, Words

_NUMBERED = r"(?:第[一二三四五六](?:部分|章|节)[、.,:]?|[一二三四五六][、.,:])"
# the six sections, in any wording under a number and in the usual one without
_SECTIONS = tuple(
    re.compile(rf"{_NUMBERED}(?:{loose})|{strict}")
    for loose, strict in (
        (r".{0,8}工作(?:的)?(?:总体|基本|整体)?情况|.{0,8}(?:总体|基本|整体)(?:情况|概况)|概述", "总体情况"),
        (r".{0,8}主动公开.{0,14}", "主动公开政府信息情况"),
        (r".{0,16}申请.{0,12}情况|依申请公开.{0,14}", "收到和处理政府信息公开申请情况"),
        (r".{0,20}(?:复议|诉讼).{0,20}", "政府信息公开行政复议[、和]?行政诉讼情况"),
        (r".{0,14}(?:问题|不足).{0,20}", "存在的主要问题及改进情况"),
        (r"其[他它].{0,18}|.{0,8}(?:需要|应当)?报告的.{0,8}", "其他需要报告的事项"),
    )
)
_IN_TABLE = re.compile("本年制发|现行有效|本年处理决定|本年收费金额|本年新收|予以公开|结转下年度|结果维持|未经复议")
_TITLE = re.compile(
    rf"(?:标题:|名称:)?(?P<body>.*?)(?:关于)?(?:\(?[12二][{DIGITS}]{{3}}(?:年度?)?\)?)?"
    r"(?:政府信息公开|政务信息公开|政务公开|信息公开)(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:年度)?(?:的)?"
    r"(?:报告|年报)(?:\([^()]{1,12}\))?"
)
_BODY = re.compile(
    r".{2,28}(?:政府|局|厅|委|委员会|办公室|办事处|办|院|中心|部|处|所|会|镇|乡|县|市|区|州|盟|旗|省|队|署|行|社|站|大学|学院|公司|集团)"
)
_NO_TITLE = re.compile(r"[。;!?>»]|:.|^(?:现|根据|按照|依据|本|《)")
_DAY = re.compile(rf"\(?[2二][{DIGITS}]{{3}}年[\d一二三四五六七八九十]{{1,2}}月[\d一二三四五六七八九十]{{1,3}}日\)?")
_LONG, _SHORT, _HEADING = 30, 60, 50


class Found(NamedTuple):
    """The pieces of the report, and those around it, which may tell when and by whom it was published."""

    report: list[Piece]
    around: list[Piece]
    certain: bool


class _Mark(NamedTuple):
    place: int
    section: int


def find_report(flow: Flow) -> Found:
    """The report in a page; a page without one keeps all that it says."""
    pieces = flow.pieces
    headings = _without_contents(list(_headings(pieces)))
    tables = [place for place, piece in enumerate(pieces) if isinstance(piece.line, Cells) and _IN_TABLE.search(piece.words)]
    certain = len({mark.section for mark in headings}) >= 2 or (bool(headings) and bool(tables))
    if not certain:
        return Found(pieces, pieces, certain=False)
    marks = [mark.place for mark in headings] + tables
    first, last = min(marks), max(marks)
    start, end = min(
        ((start, end) for start, end in flow.regions if start <= first and last < end),
        key=lambda region: region[1] - region[0],
        default=(0, len(pieces)),
    )
    front = list(_front(pieces, start, first))
    back = [*_back(pieces, last + 1, end), *(_signature(pieces, end) if _ends_open(pieces, last + 1, end) else ())]
    middle = [place for place in range(first, last + 1) if not pieces[place].aside]
    kept = [*front, *middle, *back]
    inside = set(kept)
    around = [piece for place, piece in enumerate(pieces) if place not in inside]
    return Found([pieces[place] for place in kept if place <= last or not isinstance(pieces[place].line, Image)], around, certain)


def sections_in(flow: Flow) -> int:
    """How many of the six sections have a heading in the page."""
    return len({mark.section for mark in _headings(flow.pieces)})


def _headings(pieces: Sequence[Piece]) -> Iterator[_Mark]:
    for place, piece in enumerate(pieces):
        words = piece.words
        if piece.linked or piece.aside or not 4 <= len(words) <= _HEADING:
            continue
        if isinstance(piece.line, Cells) and sum(map(bool, piece.line.cells)) != 1:
            continue
        known = bare(words).rstrip(":。")
        section = next((number for number, pattern in enumerate(_SECTIONS) if pattern.fullmatch(known)), None)
        if section is not None:
            yield _Mark(place, section)


def _without_contents(headings: list[_Mark]) -> list[_Mark]:
    """The headings without lists of contents: three or more one after the other, all of which come again."""
    runs: list[list[_Mark]] = []
    for mark in headings:
        if runs and runs[-1][-1].place == mark.place - 1:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    last = {mark.section: mark.place for mark in headings}
    return [mark for run in runs if len(run) < 3 or any(last[one.section] <= run[-1].place for one in run) for mark in run]


def _front(pieces: Sequence[Piece], start: int, first: int) -> Iterator[int]:
    """The title and what stands between it and the first heading."""
    title = _title(pieces, first)
    begin, until = title if title is not None else (0, 0)
    for place in range(begin, first):
        piece = pieces[place]
        if place < until:
            yield place
        elif isinstance(piece.line, Image) or piece.linked or piece.aside or is_around_title(piece.words):
            continue
        elif (
            (place >= start and (title is not None or start > 0))
            or _is_prose(piece)
            or _DAY.fullmatch(bare(piece.words))
            or (piece.top and title is None)
        ):
            yield place


def _title(pieces: Sequence[Piece], first: int) -> tuple[int, int] | None:
    """From where to where the title reaches: the last one that names a body, before the first heading."""
    nameless: tuple[int, int] | None = None
    for end in range(first, 0, -1):
        if not _may_be_title(pieces[end - 1]):
            continue
        for count in (1, 2, 3):
            begin = end - count
            if begin < 0 or not _may_be_title(pieces[begin]):
                break
            known = bare("".join(piece.words for piece in pieces[begin:end]))
            found = _TITLE.fullmatch(known) if len(known) <= _SHORT else None
            if found is None:
                continue
            if len(found["body"]) >= 2 and (count == 1 or _BODY.fullmatch(bare(pieces[begin].words)) or _is_long(found["body"])):
                return begin, end
            nameless = nameless or (begin, end)
    return nameless


def _is_long(body: str) -> bool:
    return _BODY.fullmatch(body) is not None


def _may_be_title(piece: Piece) -> bool:
    if piece.linked or piece.aside or not 2 <= len(piece.words) <= _SHORT:
        return False
    if isinstance(piece.line, Cells) and sum(map(bool, piece.line.cells)) != 1:
        return False
    known = bare(piece.words)
    return not (_NO_TITLE.search(known.removeprefix("标题:").removeprefix("名称:")) or is_around_title(piece.words))


def _back(pieces: Sequence[Piece], begin: int, end: int) -> Iterator[int]:
    """What follows the last heading or table, up to the first tool or footer."""
    for place in range(begin, end):
        piece = pieces[place]
        if _ends(piece):
            return
        if not (piece.linked or piece.aside or isinstance(piece.line, Image)):
            yield place


def _ends_open(pieces: Sequence[Piece], begin: int, end: int) -> bool:
    return not any(_ends(pieces[place]) for place in range(begin, end))


def _signature(pieces: Sequence[Piece], begin: int) -> Iterator[int]:
    """What belongs to the report behind the element that holds its sections: prose, and who signed it when."""
    place = begin
    while place < len(pieces):
        piece = pieces[place]
        known = bare(piece.words)
        after = bare(pieces[place + 1].words) if place + 1 < len(pieces) else ""
        signed = _DAY.fullmatch(known) or (_BODY.fullmatch(known) and _DAY.fullmatch(after))
        if piece.linked or piece.aside or _ends(piece) or not (signed or _is_prose(piece)):
            return
        yield place
        place += 1


def _ends(piece: Piece) -> bool:
    return piece.aside or ends_text(piece.words)


def _is_prose(piece: Piece) -> bool:
    return isinstance(piece.line, Words) and not piece.linked and (piece.words.endswith("。") or len(piece.words) > _LONG)
