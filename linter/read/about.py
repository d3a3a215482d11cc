"""What a web page says of itself: title, publisher, day of publication and index number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from linter.fold import fold
from linter.read.flow import Piece
from linter.read.grid import clean
from linter.read.linear import Cells

_METAS = {
    "articletitle": "title",
    "pubdate": "published",
    "publishdate": "published",
    "publishtime": "published",
    "firstpublishedtime": "published",
    "article:published_time": "published",
    "contentsource": "publisher",
    "publisher": "publisher",
}
_LABELS = (
    ("published", ("发布日期", "公开日期", "发布时间", "公开时间", "发文日期")),
    (
        "publisher",
        ("发布机构", "发布单位", "公开主体", "发文机构", "发文机关", "公开机构", "公开单位", "发布部门", "信息来源", "来源"),
    ),
    ("index", ("索引号", "索引码", "索引编号")),
)
_BY_LABEL = {label: key for key, labels in _LABELS for label in labels}
_SPACED = "|".join(r"\s*".join(label) for label in sorted(_BY_LABEL, key=len, reverse=True))
_SAID = re.compile(rf"(?<![^\s|(\[])(?:信息)?(?P<label>{_SPACED})\s*[:：]\s*(?P<value>[^\s|]+)")
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})", re.ASCII)
_NAME = re.compile(r"^[^:/]*[\u4e00-\u9fff]{2}[^:/]*$")
_LONGEST = 200


def metadata_of(around: Iterable[Piece], head: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What the page shows around the report comes first, then what its head says."""
    found: dict[str, str] = {}
    for key, value in (*_shown(around), *head):
        told = _day(value) if key == "published" else clean(value)[:_LONGEST]
        if key == "publisher" and not _NAME.search(told):
            continue
        if told:
            found.setdefault(key, told)
    return found


def facts_in_head(root: Any) -> Iterator[tuple[str, str]]:
    """Keys and values of what the head of the page says; meta elements before the title."""
    for meta in root.iter("meta"):
        key = _METAS.get((meta.get("name") or meta.get("property") or "").strip().lower())
        if key is not None:
            yield key, meta.get("content") or ""
    for title in root.iter("title"):
        yield "title", "".join(title.itertext())


def _shown(around: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    for piece in around:
        if isinstance(piece.line, Cells):
            yield from _in_row([fold(words) for words in piece.line.cells if words])
        if len(piece.words) <= _LONGEST:
            for match in _SAID.finditer(fold(piece.words)):
                yield _BY_LABEL["".join(match["label"].split())], match["value"]


def _in_row(cells: list[str]) -> Iterator[tuple[str, str]]:
    for label, value in pairwise(cells):
        key = _label(label)
        if key is not None and _label(value) is None and not value.endswith(":"):
            yield key, value


def _label(words: str) -> str | None:
    bare = "".join(words.split()).strip(":()[]").removeprefix("信息")
    return _BY_LABEL.get(bare) or ("publisher" if bare == "来源" else None)


def _day(words: str) -> str:
    """The first day that is written in the words, as 2024-01-18; "" without one."""
    found = _DAY.search(words)
    if found is None:
        return ""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return ""
