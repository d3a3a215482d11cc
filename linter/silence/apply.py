"""What one configuration silences in a run: its entries, then its baseline; and what is to say of them at the end."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from linter.finding import Finding
from linter.globs import is_plain, matches, relative
from linter.named_tuple import NamedTuple
from linter.result import FileResult, Silencer
from linter.silence import remark
from linter.silence.baseline import Baseline, Entry, entry_of
from linter.silence.entry import Suppression
from linter.silence.move import move, waiting
from linter.silence.quote import Quotable
from linter.words import Catalog, Phrase


class _Use:
    """What became of an entry in a run: whether a file fitted it, its rules were tried there, and it silenced something."""

    __slots__ = ("fitted", "tried", "used")

    def __init__(self) -> None:
        self.fitted = self.tried = self.used = False


class Taken(NamedTuple):
    """What became of entries while files were looked at: by their numbers; and by file the entries of the baseline for which
    nothing was found there, with how many there are.
    """

    uses: tuple[tuple[int, bool, bool, bool], ...] = ()
    left: tuple[tuple[str, tuple[tuple[Entry, int], ...]], ...] = ()


class Silences:
    """Entries and baseline of one configuration; keeps count of what was used, so one is made for every run."""

    def __init__(self, suppressions: Sequence[Suppression], baseline: Baseline | None, today: date) -> None:
        self._all = suppressions
        self._live = [(each, _Use()) for each in suppressions if each.holds(today)]
        self._today = today
        self._baseline = baseline
        self._left: dict[str, Counter[Entry]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: what became of entries here is not told once more there."""
        return {**self.__dict__, "_live": [(each, _Use()) for each, _ in self._live], "_left": {}}

    @property
    def baseline(self) -> Baseline | None:
        """The baseline, if there is one."""
        return self._baseline

    def silence(self, result: FileResult) -> FileResult:
        """The result of a file without what is silenced there."""
        return self._by_baseline(self._by_entries(result))

    def _by_entries(self, result: FileResult) -> FileResult:
        text = Quotable("" if result.document is None else result.document.content)
        moved: dict[int, Silencer] = {}
        names: dict[str, str] = {}
        for entry, use in self._live:
            if entry.root not in names:
                names[entry.root] = relative(result.path, entry.root)
            if not matches(names[entry.root], entry.files or ("**",)):
                continue
            use.fitted = True
            use.tried = use.tried or entry.was_tried(result)
            for finding in entry.meant(result.findings, text):
                use.used = True
                moved.setdefault(id(finding), Silencer("entry", entry.source.path))
        return move(result, moved)

    def _by_baseline(self, result: FileResult) -> FileResult:
        baseline = self._baseline
        if baseline is None or result.document is None:
            return result
        file = relative(result.path, baseline.folder)
        left = Counter(baseline.entries.get(file, {}))
        if not left:
            return result
        moved: dict[int, Silencer] = {}
        for finding in result.findings:
            entry = entry_of(finding, file, result.document)
            if left[entry] > 0:
                left[entry] -= 1
                moved[id(finding)] = Silencer("baseline", baseline.path)
        waited = waiting(result)
        self._left[file] = Counter({entry: count for entry, count in left.items() if count and entry.rule not in waited})
        return move(result, moved)

    def waits(self, result: FileResult) -> bool:
        """Whether an entry for this file is about rules that were not tried, because last year's report is not known yet."""
        codes = waiting(result)
        if any(each.codes & codes and each.fits(result.path) for each, _ in self._live):
            return True
        if self._baseline is None:
            return False
        return any(entry.rule in codes for entry in self._baseline.entries.get(relative(result.path, self._baseline.folder), ()))

    def taken(self) -> Taken:
        """What became of the entries since this was asked last."""
        found = enumerate(use for _, use in self._live)
        uses = tuple((number, use.fitted, use.tried, use.used) for number, use in found if use.fitted)
        left = tuple((file, tuple(entries.items())) for file, entries in self._left.items())
        for _, use in self._live:
            use.fitted = use.tried = use.used = False
        self._left.clear()
        return Taken(uses, left)

    def add(self, taken: Taken) -> None:
        """Count in what became of the entries elsewhere."""
        for number, *states in taken.uses:
            use = self._live[number][1]
            known = (use.fitted, use.tried, use.used)
            use.fitted, use.tried, use.used = (old or new for old, new in zip(known, states, strict=True))
        for file, entries in taken.left:
            self._left[file] = Counter({Entry(*entry): count for entry, count in entries})

    def stale(self, shown: frozenset[str] | None = None) -> Counter[Entry]:
        """The entries of the baseline that nothing was found for, in files that were checked by rules that counted."""
        left = (entry for entries in self._left.values() for entry in entries.elements())
        return Counter(entry for entry in left if shown is None or entry.rule in shown)

    def remarks(self, words: Catalog, shown: frozenset[str] | None, whole: bool, strict: bool = False) -> Iterator[FileResult]:
        """What is to say of the entries at the end of a run, on the files in which they stand.

        `shown` are the codes of the rules that counted, None for all; `whole` says that the run was over the whole
        folder. Stale entries of the baseline are told only when `strict`.
        """
        by_source: dict[str, list[Finding]] = {}
        documents = {}
        unused = {id(entry): use for entry, use in self._live if not use.used and entry.counts(shown)}
        for entry in self._all:
            finding = self._remark(entry, unused.get(id(entry)), whole, words)
            if finding is not None:
                documents[entry.source.path] = entry.source
                by_source.setdefault(entry.source.path, []).append(finding)
        for path, findings in by_source.items():
            yield remark.on_file(documents[path], findings)
        if strict and self._baseline is not None and (findings := list(_stale(self._baseline, self.stale(shown), words))):
            yield remark.on_file(self._baseline.document, findings)

    def _remark(self, entry: Suppression, use: _Use | None, whole: bool, words: Catalog) -> Finding | None:
        line = str(entry.source.position(entry.span.start).line)
        place = Phrase("silence_place_entry", {"path": entry.source.path, "line": line})
        if not entry.has_reason():
            return remark.reasonless(entry, place, words)
        if entry.is_expired(self._today):
            return remark.expired(entry, place, words)
        if use is not None and (use.tried or (not use.fitted and (whole or _names_no_file(entry)))):
            return remark.unused(entry, use.fitted, place, words)
        return None


def _names_no_file(entry: Suppression) -> bool:
    """Whether an entry names files by their paths, and there is none of them."""
    return bool(entry.files) and not any(
        not is_plain(name) or "/" not in name or os.path.exists(os.path.join(entry.root, name)) for name in entry.files
    )


def _stale(baseline: Baseline, gone: Counter[Entry], words: Catalog) -> Iterator[Finding]:
    """The stale entries on their lines; of equal ones, the last."""
    left = Counter(gone)
    for entry, span in baseline.lines():
        if left[entry] > 0:
            left[entry] -= 1
            line = str(baseline.document.position(span.start).line)
            place = Phrase("silence_place_baseline", {"path": baseline.path, "line": line})
            params = {"file": entry.file, "rule": entry.rule, "at": entry.at}
            yield remark.stale(params, place, span, words)
