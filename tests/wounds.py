"""Damage that loses or moves values in the tables of a written report; what stands where is known from the generator."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Wound = Callable[[list[str], Random], list[str]]

_NUMBER = re.compile(r" *-?\d+(?:\.\d+)? *")
SEPARATORS = {
    "tabs": "\t", "tabs_flat": "\t", "small_tables": "\t",
    "pipes": "|", "pipes_leading": "|", "pipes_padded": "|", "pipes_doubled": "||",
}  # fmt: skip
MARKS = {"cell_a_line_marked": "\t", "pipe_cell_a_line": "|", "cell_a_line": "", "cell_a_line_stream": ""}


def is_number(words: str) -> bool:
    """Whether a cell holds a number."""
    return _NUMBER.fullmatch(words) is not None


def _numbers(cells: list[str]) -> list[int]:
    return [place for place, words in enumerate(cells) if is_number(words)]


def blank_cells(cells: list[str], rng: Random) -> list[str]:
    """Up to half of the numbers of a row are taken out, their cells stay."""
    found = _numbers(cells)
    gone = set(rng.sample(found, rng.randint(1, max(1, len(found) // 2))))
    return [" " if place in gone else words for place, words in enumerate(cells)]


def first_lost(cells: list[str], rng: Random) -> list[str]:
    """The first value is lost and the others move up."""
    place = _numbers(cells)[0]
    return cells[:place] + cells[place + 1 :]


def last_lost(cells: list[str], rng: Random) -> list[str]:
    """The last value is lost, cell and all."""
    place = _numbers(cells)[-1]
    return cells[:place] + cells[place + 1 :]


def row_shifted(cells: list[str], rng: Random) -> list[str]:
    """The whole row stands one cell further."""
    return ["", *cells]


def row_shifted_back(cells: list[str], rng: Random) -> list[str]:
    """The empty cell that a row begins with is lost."""
    return cells[1:] if not cells[0].strip() and len(cells) > 1 else cells


def values_shifted(cells: list[str], rng: Random) -> list[str]:
    """An empty cell comes in before the values."""
    place = _numbers(cells)[0]
    return [*cells[:place], "", *cells[place:]]


def separator_dropped(cells: list[str], rng: Random) -> list[str]:
    """Two neighbouring cells become one."""
    place = rng.randrange(len(cells) - 1)
    return [*cells[:place], cells[place] + cells[place + 1], *cells[place + 2 :]]


ROW_WOUNDS: dict[str, Wound] = {
    each.__name__: each
    for each in (
        blank_cells, first_lost, last_lost, row_shifted, row_shifted_back, values_shifted, separator_dropped,
    )
}  # fmt: skip


def hurt_rows(text: str, layout: str, wounds: list[Wound], rng: Random) -> str:
    """One to all of the rows with numbers hurt, each once, by one of the wounds; layouts with a row a line."""
    separator = SEPARATORS[layout]
    lines = text.split("\n")
    rows = [place for place, line in enumerate(lines) if separator in line and _numbers(line.split(separator))]
    for place in rng.sample(rows, min(len(rows), rng.choice((1, 1, 2, 3, 8, len(rows))))):
        lines[place] = separator.join(rng.choice(wounds)(lines[place].split(separator), rng))
    return "\n".join(lines)


LINE_WOUNDS = ("blank", "first_lost", "last_lost", "shifted", "glued", "gap", "gap_lost")


def hurt_lines(text: str, layout: str, wounds: list[str], rng: Random) -> str:
    """One to many cells hurt; layouts with a cell a line."""
    mark = MARKS[layout]
    lines: list[str | None] = [*text.split("\n")]
    runs: list[list[int]] = []
    for place, line in enumerate(lines):
        if line is not None and is_number(line.strip("\t| ")):
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
    for run in rng.sample(runs, min(len(runs), rng.choice((1, 1, 2, 3, 8)))):
        wound, place = rng.choice(wounds), rng.choice(run)
        if wound == "blank":
            lines[place] = mark or None
        elif wound in ("first_lost", "last_lost"):
            lines[run[0] if wound == "first_lost" else run[-1]] = None
        elif wound == "shifted":
            lines[run[0]] = f"{mark}\n{lines[run[0]]}"
        elif wound == "glued" and place + 1 < len(lines) and lines[place + 1]:
            lines[place], lines[place + 1] = None, f"{lines[place]}{str(lines[place + 1]).lstrip('|' + chr(9) + ' ')}"
        elif wound == "gap":
            lines[place] = f"{lines[place]}\n"
        elif wound == "gap_lost" and run[-1] + 1 < len(lines) and lines[run[-1] + 1] == "":
            lines[run[-1] + 1] = None
    return "\n".join(line for line in lines if line is not None)
