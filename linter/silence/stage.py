"""The stage between rules and output: what comments, configurations and baselines silence in a run."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from linter.document import Document
from linter.named_tuple import NamedTuple
from linter.profile.choose import Chosen
from linter.profile.configuration import Configuration
from linter.profile.model import Rule
from linter.result import FileResult
from linter.select import codes
from linter.silence.apply import Silences, Taken
from linter.silence.baseline import BrokenBaseline, read_baseline
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
            self._silences_of(configuration)
        if self._own is not None:
            self._alone = Silences((), self._own, self._today)

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: with the baselines of all configurations, which may lie on this machine alone."""
        for configuration in self._chosen.configurations if self._chosen is not None else ():
            # one that is broken is met where it is needed
            with contextlib.suppress(BrokenBaseline):
                self._silences_of(configuration)
        return self.__dict__

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
        silences = self._for(result.path)
        return result if silences is None else silences.silence(result)

    def _for(self, path: str) -> Silences | None:
        """What is silenced in a file; None where nothing is."""
        configuration = self._chosen.choice(path).configuration if self._chosen is not None else None
        if configuration is None:
            return self._alone if self._own is not None else None
        return self._silences_of(configuration)

    def _silences_of(self, configuration: Configuration) -> Silences:
        source = configuration.source.path
        if source not in self._silences:
            self._silences[source] = self._of_configuration(configuration)
        return self._silences[source]

    def _by_path(self) -> dict[str, Silences]:
        return self._silences if self._own is None else {**self._silences, "": self._alone}

    def waits(self, result: FileResult) -> bool:
        """Whether what is silenced in a file hangs on rules that could not be tried yet."""
        silences = self._for(result.path)
        return bool(result.document and result.document.comments) or (silences is not None and silences.waits(result))

    def taken(self) -> dict[str, Taken]:
        """What became of entries since this was asked last, by the configuration that they stand in."""
        found = {path: silences.taken() for path, silences in self._by_path().items()}
        return {path: taken for path, taken in found.items() if taken.uses or taken.left}

    def add(self, taken: Mapping[str, Taken]) -> None:
        """Count in what became of entries elsewhere."""
        for path, each in taken.items():
            if path and path not in self._silences and self._chosen is not None:
                known = {each.source.path: each for each in self._chosen.configurations}
                self._silences[path] = self._of_configuration(known[path])
            self._by_path()[path].add(each)

    def _codes(self, selectors: Sequence[str]) -> frozenset[str]:
        return codes(selectors, self._rules)

    def texts(self) -> Iterator[str]:
        """What the baselines say, each behind the folder that it is for."""
        for path, silences in self._by_path().items():
            if silences.baseline is not None:
                yield f"{path}\0{silences.baseline.folder}\0{silences.baseline.document.text.content}"

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
