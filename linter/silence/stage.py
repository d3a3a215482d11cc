"""The stage between rules and output: what comments, configurations and baselines silence in a run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from linter.document import Document
from linter.profile.choose import Chosen
from linter.profile.configuration import Configuration
from linter.profile.model import Rule
from linter.result import FileResult
from linter.select import codes
from linter.silence.apply import Silences
from linter.silence.baseline import read_baseline
from linter.silence.comment import silence_comments
from linter.silence.entry import Suppression
from linter.text import Span, Text
from linter.words import Catalog


class Asked(NamedTuple):
    """What a run was asked for: its paths, the codes that count (None for all), and how strict it is with baselines.

    `baseline` is the one of the command line, `without` leaves all baselines aside.
    """

    paths: tuple[str, ...]
    shown: frozenset[str] | None
    strict: bool = False
    baseline: str | None = None
    without: bool = False


class Stage:
    """The silencing of one run: every file passes through it, at the end it tells of its entries."""

    def __init__(self, chosen: Chosen | None, rules: Sequence[Rule], words: Catalog, asked: Asked) -> None:
        """Raises linter.silence.baseline.BrokenBaseline for a baseline that cannot be used."""
        self._chosen = chosen
        self._rules = rules
        self._words = words
        self._asked = asked
        self._today = date.today()
        self._own = read_baseline(asked.baseline) if asked.baseline is not None and not asked.without else None
        self._silences: dict[str, Silences] = {}
        for configuration in chosen.configurations if chosen is not None else ():
            self._silences[configuration.source.path] = self._of_configuration(configuration)
        if self._own is not None:
            self._alone = Silences((), self._own, self._today)

    def _of_configuration(self, configuration: Configuration) -> Silences:
        baseline = self._own
        path = baseline_of(configuration)
        if baseline is None and path is not None and not self._asked.without:
            baseline = read_baseline(path)
        return Silences(tuple(suppressions(configuration, self._rules)), baseline, self._today)

    def silence(self, result: FileResult) -> FileResult:
        """The result of a file without what is silenced there."""
        if result.document is not None and result.document.comments:
            result = silence_comments(result, self._today, self._codes, self._words, self._asked.shown)
        configuration = self._chosen.configuration(result.path) if self._chosen is not None else None
        if configuration is not None:
            path = configuration.source.path
            if path not in self._silences:
                self._silences[path] = self._of_configuration(configuration)
            return self._silences[path].silence(result)
        return self._alone.silence(result) if self._own is not None else result

    def _codes(self, selectors: Sequence[str]) -> frozenset[str]:
        return codes(selectors, self._rules)

    def remarks(self) -> Iterator[FileResult]:
        """What is to say at the end, on the files in which the entries stand."""
        for path, silences in self._all():
            yield from silences.remarks(self._words, self._asked.shown, self._covers(path), self._asked.strict)

    def _all(self) -> Iterator[tuple[str, Silences]]:
        roots = {each.source.path: each.root for each in (self._chosen.configurations if self._chosen else ())}
        yield from ((roots[path], silences) for path, silences in self._silences.items())
        if self._own is not None:
            yield os.getcwd(), self._alone

    def _covers(self, root: str) -> bool:
        """Whether the run went over the whole of a folder."""
        whole = [os.path.abspath(path) for path in self._asked.paths if os.path.isdir(path)]
        return any(os.path.commonpath([root, path]) == path for path in whole if _same_drive(root, path))

    @property
    def stale(self) -> Counter[str]:
        """How many entries of each baseline nothing was found for."""
        return Counter(
            silences.baseline.path
            for _, silences in self._all() if silences.baseline is not None
            for _ in silences.stale(self._asked.shown).elements()
        )  # fmt: skip


def _same_drive(one: str, other: str) -> bool:
    return os.path.splitdrive(one)[0] == os.path.splitdrive(other)[0]


def baseline_of(configuration: Configuration) -> str | None:
    """The path of the baseline that a configuration names."""
    named = configuration.data.get("baseline")
    if not isinstance(named, str):
        return None
    path = os.path.join(configuration.root, named)
    short = os.path.relpath(path)
    return path if short.startswith("..") else short


def suppressions(configuration: Configuration, rules: Sequence[Rule]) -> Iterator[Suppression]:
    """The `[[suppress]]` entries of a configuration, which has been verified."""
    source = configuration.source
    document = Document(source.path, "toml", "utf-8", Text(source.text), ())
    for index, entry in enumerate(configuration.data.get("suppress", ())):
        spot = source.places.key((*configuration.path, "suppress", index, "rule"))
        start = document.text.line_span(spot.line).start + spot.column - 1
        end = document.text.line_span(spot.line).end
        yield Suppression(
            codes(_listed(entry["rule"]), rules), tuple(_listed(entry.get("file", ()))), configuration.root,
            entry.get("at", ""), entry.get("quote", ""), entry.get("reason", ""), entry.get("until"), document,
            Span(start, end),
        )  # fmt: skip


def _listed(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
