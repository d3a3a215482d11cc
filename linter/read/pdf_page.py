"""What stands on a page of a PDF file: characters, ruling lines and pictures, each with its place."""

from __future__ import annotations

import ctypes
import math
from typing import Any

from linter.read.pdf_shapes import collect
from linter.read.pdf_sheet import Box, Glyph, Sheet, TooMuch, Turn, spend

_MOST_ON_PAGE = 40_000
_MANY = 200
# how much of a Chinese character stands above the line on which letters stand
_ABOVE = 0.86
_LARGEST, _FARTHEST = 500.0, 100_000.0
_NOT_SHOWN = frozenset(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff"))


def read_page(raw: Any, page: Any, number: int, budget: list[int]) -> Sheet:
    """The page of this handle; what it holds is taken off the budget of the file, and TooMuch raised when that is spent."""
    before = budget[0]
    text = raw.FPDFText_LoadPage(page)
    try:
        count = max(raw.FPDFText_CountChars(text), 0) if text else 0
        spend(budget, count)
        quarters = _quarters(raw, page, text, count)
        rect = raw.FS_RECTF()
        if not raw.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)):
            rect.left, rect.bottom, rect.right, rect.top = 0, 0, 595, 842
        turn = Turn(quarters, Box(rect.left, rect.bottom, rect.right, rect.top))
        glyphs = _glyphs(raw, text, count, turn)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
    frame = turn.box(rect.left, rect.bottom, rect.right, rect.top)
    sheet = Sheet(number, frame.right, frame.bottom, glyphs, [], [], [])
    drawn = collect(raw, page, sheet, turn, budget)
    if before - budget[0] > _MOST_ON_PAGE:
        raise TooMuch
    if not glyphs and drawn > _MANY:
        # letters drawn as shapes can be read no more than a picture
        sheet.pictures.append(frame)
    return sheet


def _quarters(raw: Any, page: Any, text: Any, count: int) -> int:
    """By how many quarters the page is to be turned for most of its characters to be upright."""
    if not count:
        return int(raw.FPDFPage_GetRotation(page)) % 4
    angles = [raw.FPDFText_GetCharAngle(text, index) for index in range(0, count, max(count // 40, 1))]
    # PDFium measures angles clockwise
    turns = [round(-angle / (math.pi / 2)) % 4 for angle in angles if math.isfinite(angle) and angle >= 0]
    return max(range(4), key=turns.count) if turns else 0


def _glyphs(raw: Any, text: Any, count: int, turn: Turn) -> list[Glyph]:
    """The characters with ink, without those that PDFium made up and those of watermarks written at a slant."""
    code_of, box_of, size_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetFontSize
    origin_of, matrix_of = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetMatrix
    rect, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    to_rect, to_matrix, to_x, to_y = map(ctypes.byref, (rect, matrix, x, y))
    upright, frame = turn.quarters == 0, turn.frame
    # the same size in boxes of the same height: the same scale
    scales: dict[tuple[float, float], float] = {}
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
        char_size, height = size_of(text, index), rect.top - rect.bottom
        scale = scales.get((char_size, height))
        if scale is None:
            matrix_of(text, index, to_matrix)
            scale = scales[char_size, height] = _scale(matrix.a, matrix.b)
        if scale < 0 or char.isspace() or not origin_of(text, index, to_x, to_y):
            continue
        size = char_size * scale
        # boxes are as high as the font says, which may be nothing or, when it is for vertical writing, far too much
        if upright:
            left, right, line = rect.left - frame.left, rect.right - frame.left, frame.bottom - y.value
        else:
            left, _, right, _ = turn.box(rect.left, rect.bottom, rect.right, rect.top)
            line = turn.box(x.value, y.value, x.value, y.value).top
        if right > left > -_FARTHEST and 0 < size < _LARGEST and abs(line) < _FARTHEST:
            found.append(Glyph(left, line - size * _ABOVE, min(right, left + size * 2), line + size * (1 - _ABOVE), char))
    return found


def _scale(a: float, b: float) -> float:
    """How much a font is enlarged; -1 for letters that stand neither upright nor turned by quarters."""
    across, up = abs(a), abs(b)
    return -1.0 if across > 0.1 * up and up > 0.1 * across else across + up
