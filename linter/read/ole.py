"""What kind of Office file an OLE container holds, by the names of its streams."""

from __future__ import annotations

from collections.abc import Iterator

from linter.named_tuple import NamedTuple

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("encryptedpackage", "encrypted"),
    ("worddocument", "doc"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("powerpoint document", "ppt"),
)
_WORD_97 = 0xA5EC
_ENCRYPTED = 0x0100
_HEADER_PLACES = 109  # how many sectors of the table of sectors the header names; others name the rest in large files
_SHORTEST = 4096  # shorter streams stand elsewhere, and no report is so short


class _Entry(NamedTuple):
    """A stream: its name in small letters, its first sector and its length."""

    name: str
    sector: int
    size: int


def ole_kind(data: bytes) -> str:
    """What an OLE file is: doc, xls, ppt, encrypted, or ole for any other."""
    entries = {entry.name: entry for entry in _entries(data)}
    kind = next((kind for stream, kind in _STREAMS if stream in entries), "ole")
    return "encrypted" if kind == "doc" and _word_flags(data, entries)[1] & _ENCRYPTED else kind


def is_word_97(data: bytes) -> bool:
    """Whether it is a document of Word 97 to 2003; older ones have another mark."""
    return _word_flags(data, {entry.name: entry for entry in _entries(data)})[0] == _WORD_97


def _word_flags(data: bytes, entries: dict[str, _Entry]) -> tuple[int, int]:
    """The mark and the flags at the beginning of the document's stream."""
    entry = entries.get("worddocument")
    if entry is None or entry.size < _SHORTEST:
        return 0, 0
    start = (entry.sector + 1) * _sector_size(data)
    return _number(data, start, 2), _number(data, start + 10, 2)


def _entries(data: bytes) -> Iterator[_Entry]:
    """The directory, as far as it can be read; a chain of sectors that comes back to itself is left."""
    size = _sector_size(data)
    table = _table(data, size)
    sector, seen = _number(data, 48), set[int]()
    while sector not in seen and (sector + 1) * size < len(data):
        seen.add(sector)
        start = (sector + 1) * size
        for place in range(start, min(start + size, len(data) - 127), 128):
            length = min(_number(data, place + 64, 2), 64)
            if length > 2:
                name = data[place : place + length - 2].decode("utf-16-le", "replace").lower()
                yield _Entry(name, _number(data, place + 116), _number(data, place + 120))
        block, index = divmod(sector, size // 4)
        if block >= len(table):
            return
        sector = _number(data, (table[block] + 1) * size + 4 * index)


def _table(data: bytes, size: int) -> list[int]:
    """The sectors that hold the table of sectors."""
    table = [_number(data, 76 + 4 * index) for index in range(_HEADER_PLACES)]
    sector, seen = _number(data, 68), set[int]()
    # no more than a file of this length needs
    while sector not in seen and (sector + 1) * size < len(data) and len(table) * size * size // 4 < len(data):
        seen.add(sector)
        start = (sector + 1) * size
        table += (_number(data, place) for place in range(start, start + size - 4, 4))
        sector = _number(data, start + size - 4)
    return table


def _sector_size(data: bytes) -> int:
    return 4096 if _number(data, 30, 2) == 12 else 512


def _number(data: bytes, place: int, size: int = 4) -> int:
    return int.from_bytes(data[place : place + size], "little")
