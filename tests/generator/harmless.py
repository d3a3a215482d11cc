"""Damage that changes how a text looks and not what it means: nothing may be found because of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from generator.form import EDITIONS, form
from generator.layout import LAYOUTS

ALL = frozenset(LAYOUTS)
TAB_ROWS = frozenset({"tabs", "tabs_flat", "small_tables"})
ROWS = TAB_ROWS | {"pipes", "pipes_leading", "pipes_doubled", "pipes_padded"}

_COLUMN_WORDS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "商业企业", "科研机构", "社会公益组织", "法律服务机构")
_NUMBER_CELL = re.compile(
    r"(?:(?<=[\t|])|^)(?P<before> *)(?P<sign>-?)(?P<whole>\d+)(?P<rest>(?:\.\d+)?)(?= *(?:[\t|\r]|$))", re.M
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Harmless:
    """A change of form; `fits` names the layouts in which real files show it."""

    name: str
    apply: Callable[[str, Random], str]
    fits: frozenset[str]


def spaced_labels(text: str, rng: Random) -> str:
    """A space inside some of the column labels (结果 维持), as from a narrow column; any layout."""

    def spaced(found: re.Match[str]) -> str:
        middle = len(found[0]) // 2
        return _sometimes(rng, found[0], f"{found[0][:middle]} {found[0][middle:]}")

    return re.sub("|".join(_COLUMN_WORDS), spaced, text)


def half_width_brackets(text: str, rng: Random) -> str:
    """Labels of the tables with half-width brackets: (一)予以公开, 第二十条第(一)项; any layout."""
    for label in _bracketed_labels():
        # often typed with a space behind the bracket
        narrow = label.replace("（", "(").replace("）", rng.choice((")", ") ")), 1).replace("）", ")").rstrip()
        text = text.replace(label, narrow)
    return text


def full_width_ordinals(text: str, rng: Random) -> str:
    """Items numbered １． in place of 1. in the labels of table 三; any layout."""
    return re.sub(r"([1-8])\.(?=[一-鿿])", lambda found: found[1].translate(_FULL_WIDTH) + "．", text)


def broken_header_words(text: str, rng: Random) -> str:
    """A header cell that goes on in the next line without a mark; only where a tab marks the cells, one a line."""
    labels = _column_labels()

    def broken(found: re.Match[str]) -> str:
        label = found[1]
        at = (len(label) + 1) // 2
        return f"\t{label[:at]}\n{label[at:]}\n" if label in labels and len(label) >= 4 else found[0]

    return re.sub(r"\t([^\t\n]+)\n", broken, text)


def page_break(text: str, rng: Random) -> str:
    """Blank lines in the middle of a table, between two rows with numbers; layouts with a row on each line."""
    return _between_rows(text, rng, ["", ""][: rng.randint(1, 2)])


def page_number_in_table(text: str, rng: Random) -> str:
    """A page number between two rows with numbers; layouts with a row on each line."""
    return _between_rows(text, rng, ["", _page_number(rng), ""])


def page_number_in_text(text: str, rng: Random) -> str:
    """A page number between two paragraphs; any layout."""
    lines = text.split("\n")
    ends = [index for index, line in enumerate(lines) if len(line) > 20 and line.endswith("。")]
    at = rng.choice(ends) + 1
    return "\n".join([*lines[:at], "", _page_number(rng), *lines[at:]])


def carriage_returns(text: str, rng: Random) -> str:
    """Lines that end as on Windows; any layout."""
    return text.replace("\n", "\r\n")


def trailing_spaces(text: str, rng: Random) -> str:
    """Spaces, some of them wide, at the end of lines; any layout, only behind words."""
    return "\n".join(line + rng.choice(("", " ", "  ", "\u3000")) if line.strip("\t| ") else line for line in text.split("\n"))


def trailing_tabs(text: str, rng: Random) -> str:
    """Tabs behind the last cell of some rows; layouts with tabs between cells."""
    return "\n".join(line + "\t" * rng.randint(0, 3) if "\t" in line else line for line in text.split("\n"))


def thousands(text: str, rng: Random) -> str:
    """Thousands separators in the cells that need them: 1,234; any layout."""
    return _NUMBER_CELL.sub(lambda found: f"{found['before']}{found['sign']}{int(found['whole']):,}{found['rest']}", text)


def full_width_digits(text: str, rng: Random) -> str:
    """Full-width digits in some cells: １２; any layout."""
    return _NUMBER_CELL.sub(lambda found: _sometimes(rng, found[0], found[0].translate(_FULL_WIDTH)), text)


def no_break_spaces(text: str, rng: Random) -> str:
    """A no-break space before the number in some cells, as web pages leave it; any layout."""
    return _NUMBER_CELL.sub(lambda found: _sometimes(rng, found[0], "\u00a0" + found[0]), text)


def spaced_years(text: str, rng: Random) -> str:
    """A space between digits and 年 (2023 年), as word processors put it; any layout."""
    return re.sub(r"(20\d\d)年", r"\1 年", text)


def split_title(text: str, rng: Random) -> str:
    """The title on two lines, broken after the name of the body; any layout."""
    title, rest = text.split("\n", 1)
    return re.sub(r"(?<=[^\d])(?=20\d\d)", "\n", title, count=1) + "\n" + rest


def blank_lines_in_front(text: str, rng: Random) -> str:
    """Blank lines before the title and behind the end; any layout."""
    return "\n" * rng.randint(1, 3) + text + "\n" * rng.randint(1, 3)


def _sometimes(rng: Random, plain: str, changed: str) -> str:
    return changed if rng.random() < 0.6 else plain


def _page_number(rng: Random) -> str:
    return rng.choice(("— {} —", "- {} -", "－{}－")).format(rng.randint(1, 9))


def _between_rows(text: str, rng: Random, inserted: list[str]) -> str:
    lines = text.split("\n")
    numbers = [bool(re.search(r"[\t|]", line) and _NUMBER_CELL.search(line)) for line in lines]
    places = [index for index in range(1, len(lines)) if numbers[index - 1] and numbers[index]]
    at = rng.choice(places)
    return "\n".join([*lines[:at], *inserted, *lines[at:]])


def _bracketed_labels() -> list[str]:
    labels = [label for edition in EDITIONS for label in (*form(edition).labels(), *form(edition).heads["requests"])]
    return [label for label in dict.fromkeys(labels) if "（" in label]


def _column_labels() -> set[str]:
    return {
        column.label
        for edition in EDITIONS
        for blocks in form(edition).tables.values()
        for block in blocks
        for column in block.columns
    }


_ALL_HARMLESS = (
    Harmless("spaced_labels", spaced_labels, ALL),
    Harmless("half_width_brackets", half_width_brackets, ALL),
    Harmless("full_width_ordinals", full_width_ordinals, ALL),
    Harmless("broken_header_words", broken_header_words, frozenset({"cell_a_line_marked"})),
    Harmless("page_break", page_break, ROWS),
    Harmless("page_number_in_table", page_number_in_table, ROWS),
    Harmless("page_number_in_text", page_number_in_text, ALL),
    Harmless("trailing_spaces", trailing_spaces, ALL),
    Harmless("trailing_tabs", trailing_tabs, TAB_ROWS),
    Harmless("thousands", thousands, ALL),
    Harmless("full_width_digits", full_width_digits, ALL),
    Harmless("no_break_spaces", no_break_spaces, ALL),
    Harmless("spaced_years", spaced_years, ALL),
    Harmless("split_title", split_title, ALL),
    Harmless("blank_lines_in_front", blank_lines_in_front, ALL),
    # last, because the others look for lines that end in a plain line feed
    Harmless("carriage_returns", carriage_returns, ALL),
)
HARMLESS: dict[str, Harmless] = {one.name: one for one in _ALL_HARMLESS}
