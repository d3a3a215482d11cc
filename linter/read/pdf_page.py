"""What stands on a page of a PDF file: characters, ruling lines and pictures, each with its place."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

# far more than a report has, and read within a few seconds
MOST_OBJECTS = 400_000
_MOST_ON_PAGE = 40_000
_MANY = 200
_MOST_SEGMENTS = 20_000
# the corners of a rectangle, and the first one again
_ONE_SHAPE = 5
_DEEPEST = 8
_THIN = 3.5
# how much of a Chinese character stands above the line on which letters stand
_ABOVE = 0.86
_PATH, _IMAGE, _FORM = 2, 3, 5
_LINE_TO, _BEZIER, _MOVE_TO = 0, 1, 2
_NOT_SHOWN = frozenset(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff"))

Matrix = tuple[float, float, float, float, float, float]


class TooMuch(Exception):
    """A file with more on its pages than any report has."""


class Box(NamedTuple):
    """A stretch of a page in points; `top` is smaller than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """A character and its box: as high as the size of its font, so that all of a line are at one height."""

    left: float
    top: float
    right: float
    bottom: float
    char: str


class Ruling(NamedTuple):
    """A straight line: `at` is the coordinate that it keeps, from `start` to `end` in the other."""

    at: float
    start: float
    end: float


class Sheet(NamedTuple):
    """A page turned so that its words are upright: `across` and `down` are its ruling lines."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Ruling]
    down: list[Ruling]
    pictures: list[Box]


class _Turn(NamedTuple):
    """From the page's own coordinates to those of the upright page, whose origin is at the top left."""

    quarters: int
    frame: Box

    def box(self, left: float, low: float, right: float, high: float) -> Box:
        frame = self.frame
        if self.quarters == 0:
            return Box(left - frame.left, frame.bottom - high, right - frame.left, frame.bottom - low)
        if self.quarters == 1:
            return Box(low - frame.top, left - frame.left, high - frame.top, right - frame.left)
        if self.quarters == 2:
            return Box(frame.right - right, low - frame.top, frame.right - left, high - frame.top)
        return Box(frame.bottom - high, frame.right - right, frame.bottom - low, frame.right - left)


def read_page(raw: Any, page: Any, number: int, budget: list[int]) -> Sheet:
    """The page of this handle; what it holds is taken off the budget of the file, and TooMuch raised when that is spent."""
    before = budget[0]
    text = raw.FPDFText_LoadPage(page)
    try:
        count = max(raw.FPDFText_CountChars(text), 0) if text else 0
        _spend(budget, count)
        quarters = _quarters(raw, page, text, count)
        rect = raw.FS_RECTF()
        if not raw.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)):
            rect.left, rect.bottom, rect.right, rect.top = 0, 0, 595, 842
        turn = _Turn(quarters, Box(rect.left, rect.bottom, rect.right, rect.top))
        glyphs = _glyphs(raw, text, count, turn)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
    frame = turn.box(rect.left, rect.bottom, rect.right, rect.top)
    sheet = Sheet(number, frame.right, frame.bottom, glyphs, [], [], [])
    drawn = _collect(raw, page, sheet, turn, budget)
    if before - budget[0] > _MOST_ON_PAGE:
        raise TooMuch
    if not glyphs and drawn > _MANY:
        # letters drawn as shapes can be read no more than a picture
        sheet.pictures.append(frame)
    return sheet


def _spend(budget: list[int], count: int) -> None:
    budget[0] -= count
    if budget[0] < 0:
        raise TooMuch


def _quarters(raw: Any, page: Any, text: Any, count: int) -> int:
    """By how many quarters the page is to be turned for most of its characters to be upright."""
    if not count:
        return int(raw.FPDFPage_GetRotation(page)) % 4
    angles = [raw.FPDFText_GetCharAngle(text, index) for index in range(0, count, max(count // 40, 1))]
    turns = [round(angle / (math.pi / 2)) % 4 for angle in angles if math.isfinite(angle) and angle >= 0]
    return max(range(4), key=turns.count) if turns else 0


def _glyphs(raw: Any, text: Any, count: int, turn: _Turn) -> list[Glyph]:
    """The characters with ink, without those that PDFium made up and those of watermarks written at a slant."""
    code_of, box_of, size_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetFontSize
    origin_of, matrix_of = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetMatrix
    rect, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    to_rect, to_matrix, to_x, to_y = map(ctypes.byref, (rect, matrix, x, y))
    found: list[Glyph] = []
    high = ""
    for index in range(count):
        code = code_of(text, index)
        if code < 33 or code in _NOT_SHOWN or not box_of(text, index, to_rect):
            continue
        char = chr(code) if code < 0x110000 else "\ufffd"
        if 0xD800 <= code < 0xE000:
            # a character outside the first plane may come as two halves; half a one cannot be written anywhere
            if code < 0xDC00:
                high = char
                continue
            char = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace") if high else "\ufffd"
        high = ""
        left, top, right, bottom = turn.box(rect.left, rect.bottom, rect.right, rect.top)
        if char.isspace() or not (right > left and bottom > top and origin_of(text, index, to_x, to_y)):
            continue
        matrix_of(text, index, to_matrix)
        a, b = matrix.a, matrix.b
        # neither upright nor turned by quarters
        if abs(a) > 0.1 * abs(b) and abs(b) > 0.1 * abs(a):
            continue
        size = size_of(text, index) * (abs(a) + abs(b)) or bottom - top
        # boxes are as high as the font says, which may be nothing or, when it is for vertical writing, far too much
        line = turn.box(x.value, y.value, x.value, y.value).top
        found.append(Glyph(left, line - size * _ABOVE, min(right, left + size * 2), line + size * (1 - _ABOVE), char))
    return found


def _collect(raw: Any, page: Any, sheet: Sheet, turn: _Turn, budget: list[int]) -> int:
    """Puts the ruling lines and pictures of a page into the sheet, and tells how many shapes are drawn."""
    drawn = 0
    edges = [ctypes.c_float() for _ in range(4)]
    places = [ctypes.byref(edge) for edge in edges]
    left, low, right, high = edges
    for item, kind, matrix in _objects(raw, page, budget):
        if not raw.FPDFPageObj_GetBounds(item, *places):
            continue
        corners = (left.value, low.value, right.value, high.value)
        if not all(map(math.isfinite, corners)):
            continue
        box = turn.box(*(_moved(corners, matrix) if matrix else corners))
        drawn += kind == _PATH
        if kind == _IMAGE:
            sheet.pictures.append(box)
        elif not _rule(box, sheet):
            for part in _parts(raw, item, budget):
                _rule(turn.box(*(_moved(part, matrix) if matrix else part)), sheet)
    return drawn


def _rule(box: Box, sheet: Sheet) -> bool:
    """Whether the box is that of a line or a thin rectangle, which is then kept; a dot may be part of either."""
    width, height = box.right - box.left, box.bottom - box.top
    if height <= _THIN:
        sheet.across.append(Ruling((box.top + box.bottom) / 2, box.left, box.right))
    if width <= _THIN:
        sheet.down.append(Ruling((box.left + box.right) / 2, box.top, box.bottom))
    return width <= _THIN or height <= _THIN


def _objects(raw: Any, page: Any, budget: list[int]) -> Iterator[tuple[Any, int, Matrix | None]]:
    """Paths and pictures of a page and of the forms in it, with the matrix of the form."""
    type_of, get = raw.FPDFPageObj_GetType, raw.FPDFPage_GetObject
    count = raw.FPDFPage_CountObjects(page)
    _spend(budget, max(count, 0))
    forms: list[tuple[Any, Matrix | None, int]] = []
    for index in range(count):
        item = get(page, index)
        kind = type_of(item)
        if kind in (_PATH, _IMAGE):
            yield item, kind, None
        elif kind == _FORM:
            forms.append((item, None, 1))
    while forms:
        form, outer, depth = forms.pop()
        matrix = _matrix_of(raw, form, outer)
        count = raw.FPDFFormObj_CountObjects(form)
        _spend(budget, max(count, 0))
        for index in range(max(count, 0)):
            item = raw.FPDFFormObj_GetObject(form, index)
            kind = type_of(item)
            if kind in (_PATH, _IMAGE):
                yield item, kind, matrix
            elif kind == _FORM and depth < _DEEPEST:
                forms.append((item, matrix, depth + 1))


def _matrix_of(raw: Any, item: Any, outer: Matrix | None) -> Matrix:
    made = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(made)):
        return outer or (1, 0, 0, 1, 0, 0)
    a, b, c, d, e, f = made.a, made.b, made.c, made.d, made.e, made.f
    if outer is None:
        return a, b, c, d, e, f
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(corners: tuple[float, float, float, float], matrix: Matrix) -> tuple[float, float, float, float]:
    """The box around the corners after the matrix."""
    a, b, c, d, e, f = matrix
    points = [(a * x + c * y + e, b * x + d * y + f) for x in corners[::2] for y in corners[1::2]]
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _parts(raw: Any, path: Any, budget: list[int]) -> Iterator[tuple[float, float, float, float]]:
    """Boxes of the pieces of a path: each line that is drawn, or each shape that is filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    count = min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS)
    if not stroke.value and (not fill.value or count <= _ONE_SHAPE):
        return
    _spend(budget, max(count, 0))
    matrix = _matrix_of(raw, path, None)
    shape: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == _MOVE_TO and shape:
            yield from _shape(shape, bool(stroke.value), matrix)
            shape = []
        shape.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            shape.append(shape[0])
    if shape:
        yield from _shape(shape, bool(stroke.value), matrix)


def _shape(points: list[tuple[float, float]], stroke: bool, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    pairs = list(zip(points, points[1:], strict=False)) if stroke else [(points[0], points[0])]
    if not stroke:
        across, up = [x for x, _ in points], [y for _, y in points]
        pairs = [((min(across), min(up)), (max(across), max(up)))]
    for (x, y), (u, v) in pairs:
        yield _moved((min(x, u), min(y, v), max(x, u), max(y, v)), matrix)
