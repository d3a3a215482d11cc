"""A page of a PDF file as it is read: characters, ruling lines and pictures at their places, and how much there may be."""

from __future__ import annotations

from linter.named_tuple import NamedTuple


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


class Turn(NamedTuple):
    """From the page's own coordinates to those of the upright page, whose origin is at the top left."""

    quarters: int
    frame: Box

    def box(self, left: float, low: float, right: float, high: float) -> Box:
        """The upright box of one in the page's own coordinates."""
        frame = self.frame
        if self.quarters == 0:
            return Box(left - frame.left, frame.bottom - high, right - frame.left, frame.bottom - low)
        if self.quarters == 1:
            return Box(low - frame.top, left - frame.left, high - frame.top, right - frame.left)
        if self.quarters == 2:
            return Box(frame.right - right, low - frame.top, frame.right - left, high - frame.top)
        return Box(frame.bottom - high, frame.right - right, frame.bottom - low, frame.right - left)


def spend(budget: list[int], count: int) -> None:
    """Takes so many objects off the budget of a file."""
    budget[0] -= count
    if budget[0] < 0:
        raise TooMuch
