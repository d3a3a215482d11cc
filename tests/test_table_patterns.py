"""A table is read the same whether or not one that is laid out like it was read before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

import pytest
from generator import LAYOUTS, correct_report, render
from wounds import LINE_WOUNDS, MARKS, ROW_WOUNDS, SEPARATORS, hurt_lines, hurt_rows

from linter.parse.build import build_report
from linter.profile.load import shipped_norm
from linter.read import read_text
from linter.report import Table

NORM = shipped_norm()
# numbers that stand between two marks, as in tables, and none that are part of words
_NUMBER = re.compile(r"(?<=[\t|\n ])\d+(?=[\t|\n ])")
_OTHERS = ("0", "0", "1", "9", "12", "305", "-4", "1,234", "2.5", "/", "")


def tables_of(text: str, name: str) -> Mapping[str, Table]:
    return build_report(read_text(text, name), NORM).tables


def read_anew(text: str, name: str) -> Mapping[str, Table]:
    """The tables as a program reads them that has read nothing else."""
    NORM.caches.pop("table patterns", None)
    return tables_of(text, name)


def with_other_values(text: str, rng: Random, others: tuple[str, ...]) -> str:
    return _NUMBER.sub(lambda found: rng.choice(others) if rng.random() < 0.4 else found[0], text)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_patterns_change_nothing(layout: str, edition: str) -> None:
    name = "x.md" if layout == "pipes" else "x.txt"
    for seed in range(3):
        rng = Random(f"{layout} {edition} {seed}")
        text = render(correct_report(seed, edition), layout)
        texts = [text]
        if layout in SEPARATORS:
            texts += [hurt_rows(text, layout, list(ROW_WOUNDS.values()), rng) for _ in range(3)]
        if layout in MARKS:
            texts += [hurt_lines(text, layout, list(LINE_WOUNDS), rng) for _ in range(3)]
        # numbers alone, so that all of them are laid out alike; then marks and blank cells too
        texts += [with_other_values(each, rng, others) for each in texts for others in (_OTHERS[:6], _OTHERS) for _ in range(2)]
        anew = [read_anew(each, name) for each in texts]
        NORM.caches.pop("table patterns", None)
        for _ in range(2):
            assert [tables_of(each, name) for each in texts] == anew
        rng.shuffle(texts)
        assert [tables_of(each, name) for each in texts] == [read_anew(each, name) for each in texts]


def test_patterns_are_bounded() -> None:
    text = render(correct_report(1, "2021"), "tabs")
    assert "规章\t" in text
    for count in range(300):
        tables_of(text.replace("规章\t", "规章" + "\t" * (count + 1)), "x.txt")
    assert 0 < len(NORM.caches["table patterns"]) <= 256
