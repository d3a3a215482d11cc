"""How a baseline changes after a run: what is gone leaves it, what is new comes in only when that is asked for."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable

from linter.globs import relative
from linter.named_tuple import NamedTuple
from linter.result import FileResult
from linter.silence.baseline import Baseline, Entry, entries_of
from linter.silence.move import waiting


class Update(NamedTuple):
    """The entries of the new baseline, and what came, went, or was found but not let in; all of them sorted."""

    entries: tuple[Entry, ...]
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    refused: tuple[Entry, ...]


class Counted(NamedTuple):
    """What a run found in a file: its entries, and the codes of rules that could not be tried there."""

    file: str
    waiting: tuple[str, ...] = ()
    entries: tuple[tuple[Entry, int], ...] = ()


def counted(result: FileResult, folder: str) -> Counted | None:
    """What counts for the baseline of a folder; None of a file that could not be read."""
    if result.document is None:
        return None
    return Counted(relative(result.path, folder), tuple(sorted(waiting(result))), tuple(entries_of(result, folder).items()))


def updated(
    baseline: Baseline | None,
    folder: str,
    results: Iterable[Counted],
    covered: Iterable[str],
    accept_new: bool = False,
    shown: frozenset[str] | None = None,
) -> Update:
    """The baseline of a folder after a run; `shown` are the codes of the rules that counted, None for all.

    `covered` are the files of the run that proved to be no reports. What was not looked for stays: files that were not
    part of the run or could not be read, rules that did not count. Entries of files that are gone leave.
    """
    before = Counter(entry for entries in (baseline.entries.values() if baseline else ()) for entry in entries.elements())
    by_file: dict[str, tuple[frozenset[str], Counter[Entry]]] = {}
    for result in results:
        by_file[result.file] = frozenset(result.waiting), Counter(dict(result.entries))
    # read only now: a list that fills while the results come
    unrelated = {relative(path, folder) for path in covered}
    found = Counter(entry for _, entries in by_file.values() for entry in entries.elements())
    stays: Counter[Entry] = Counter()
    for entry, count in before.items():
        if entry.file in by_file:
            sought = entry.rule not in by_file[entry.file][0] and (shown is None or entry.rule in shown)
        else:
            sought = entry.file in unrelated or not os.path.exists(os.path.join(folder, entry.file))
        stays[entry] = min(count, found[entry]) if sought else count
    new = found - before
    accepted = new if accept_new or baseline is None else Counter[Entry]()
    return Update(_sorted(stays + accepted), _sorted(accepted), _sorted(before - stays), _sorted(new - accepted))


def _sorted(entries: Counter[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries.elements()))
