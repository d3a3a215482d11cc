"""Ruling lines and pictures of a page: what is drawn on it beside characters."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from linter.read.pdf_sheet import Box, Ruling, Sheet, Turn, spend

_MOST_SEGMENTS = 20_000
# the corners of a rectangle, and the first one again
_ONE_SHAPE = 5
_DEEPEST = 8
_THIN = 3.5
_PATH, _IMAGE, _FORM = 2, 3, 5
_MOVE_TO = 2

Matrix = tuple[float, float, float, float, float, float]


def collect(raw: Any, page: Any, sheet: Sheet, turn: Turn, budget: list[int]) -> int:
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
    spend(budget, max(count, 0))
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
        spend(budget, max(count, 0))
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
    spend(budget, max(count, 0))
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
    pairs = list(pairwise(points))
    if not stroke:
        across, up = [x for x, _ in points], [y for _, y in points]
        pairs = [((min(across), min(up)), (max(across), max(up)))]
    for (x, y), (u, v) in pairs:
        yield _moved((min(x, u), min(y, v), max(x, u), max(y, v)), matrix)
