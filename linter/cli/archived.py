"""nianbao check over many files: they are read by several processes and held against one another."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from linter.archive.archive import Archive, Executor, Plan
from linter.archive.codec import decoded, encoded
from linter.archive.configured import roster_and_corrections
from linter.archive.examine import Examiner, examine
from linter.archive.kinds import is_across
from linter.archive.pool import Broken
from linter.archive.settle import Settler
from linter.archive.spool import Full
from linter.archive.surroundings import surroundings
from linter.cli import fail
from linter.cli.prepare import Prepared, Silencing
from linter.cli.progress import Progress
from linter.cli.workers import Kept, executor
from linter.discover import Found
from linter.globs import is_outside, relative
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.profile.load import shipped_norm
from linter.profile.refused import Refused
from linter.result import FileResult
from linter.run import Settings
from linter.sheet import Sheet, Wants
from linter.tell import tell
from linter.words import Catalog, Phrase

if TYPE_CHECKING:
    from linter.archive.bodies import Bodies
    from linter.archive.fact import Known
    from linter.archive.reports import Told
    from linter.tally import Tally

Tell = Callable[[FileResult], bytes]
NOTHING: Mapping[str, bytes] = MappingProxyType({})


class Files(NamedTuple):
    """The files of a run: those that are checked, those that are only there to compare with, and what is no file."""

    found: Sequence[Found]
    previous: Sequence[Found]
    contents: Mapping[str, bytes]


def files_of(found: Sequence[Found], previous: Iterable[Found], contents: Mapping[str, bytes] = NOTHING) -> Files:
    """The files of a run; what is checked anyway is not read once more to compare with."""
    places = {os.path.abspath(each.path) for each in found}
    return Files(found, [each for each in previous if os.path.abspath(each.path) not in places], contents)


class Course:
    """A run over many files; `failed` says that something was left undone, `unrelated` which files are no reports."""

    def __init__(self, options: argparse.Namespace, ready: Prepared, silencing: Silencing) -> None:
        """Raises linter.profile.refused.Refused for a roster that cannot be used."""
        self._options = options
        self._ready = ready
        self._silencing = silencing
        self._archive: Archive | None = None
        self._compared: tuple[Bodies, list[Known]] | None = None
        self.unrelated: Sequence[str] = ()
        self._norm: Norm = shipped_norm()
        self._roster, self._corrections = roster_and_corrections(ready.chosen, options.paths[0], self._norm)
        self.failed = False

    def told(self, files: Files, tell: Tell, *others: Any) -> Iterator[Told]:
        """What `tell` says of every file, in their order; when somebody ends the run, what is known by then.

        `others` are what it says depends on besides the file and the run.
        """
        settings, total = self._ready.settings, len(files.found) + len(files.previous)
        examiner = self._examiner(settings, tell)
        kept = Kept(self._options, settings)
        workers = kept.before(
            executor(partial(examine, examiner), self._options, settings, total), settings,
            lambda: surroundings(settings, self._ready.chosen, (*others, *self._texts())),
        )  # fmt: skip
        progress = Progress(total, self._ready.words)
        archive = self._archive = Archive(self._plan(examiner, workers, progress))
        try:
            archive.read(files.previous, files.contents, counts=False)
            self._meet(files.previous)
            if not self._are_useful(files.previous):
                return
            archive.read(files.found, files.contents)
            self._compared = archive.compare()
        except KeyboardInterrupt:
            self._fail(Phrase("archive_stopped", {"done": str(len(archive.reports)), "total": str(total)}))
        except Broken as broken:
            self._fail(broken.said)
            return
        except Full as full:
            self._fail(Phrase("archive_disk", {"folder": _temporary_folder(), "reason": str(full)}))
            return
        finally:
            progress.end()
            workers.close()
            kept.end(complete=self._compared is not None)
        self.unrelated = archive.unrelated
        for number in archive.reports.told():
            told = archive.reports.words(number)
            if told.words:
                yield told
        for why in archive.not_compared:
            self._fail(why)
        archive.reports.close()

    def _texts(self) -> Iterator[str]:
        """What else results depend on: the roster, which tells levels, and baselines."""
        if self._roster is not None:
            yield self._roster.document.text.content
        yield from self._silencing.texts()

    def _examiner(self, settings: Settings, tell: Tell) -> Examiner:
        # files that were named one by one are no archive: what the others would tell of them is not known
        archived = any(os.path.isdir(path) for path in self._options.paths)
        asked = dict.fromkeys(
            (rule.check, rule.options)
            for rule in self._ready.rules
            if archived and is_across(rule) and rule.level != "off" and (settings.shown is None or rule.code in settings.shown)
        )
        levels = self._roster.level_of if self._roster is not None else None
        return Examiner(settings, self._silencing, tell, archived, tuple(asked), levels)

    def _plan(self, examiner: Examiner, workers: Executor, progress: Progress) -> Plan:
        settings = self._ready.settings

        def note(record: Any) -> None:
            self._silencing.add(record.taken or {})
            for code, seconds in (getattr(record, "times", None) or {}).items():
                assert settings.times is not None
                settings.times[code] = settings.times.get(code, 0.0) + seconds

        return Plan(examiner, workers, self._norm, self._roster, self._corrections, progress.step, note)

    def _meet(self, previous: Sequence[Found]) -> None:
        """Read the configurations of what is only there to compare with: they count as used, whoever did the work."""
        chosen = self._ready.chosen
        if chosen is None:
            return
        for each in previous:
            with suppress(Refused):
                chosen.configuration(each.path)

    def _are_useful(self, previous: Sequence[Found]) -> bool:
        """Whether files that somebody named to compare with could be read and are reports; others are only told of."""
        assert self._archive is not None
        reports, unreadable = self._archive.reports, self._archive.unreadable
        for number in range(len(previous)):
            if words := reports.words(number).words:
                fail(words.decode("utf-8", "surrogatepass"), self._options.lang)
        self.failed = any(path in self._options.previous for path in unreadable)
        unreadable.clear()
        return not self.failed

    def at_the_end(self) -> Iterator[FileResult]:
        """What stands on files that are no reports: on the roster, and where entries silence something."""
        if self._compared is None or self._archive is None:
            return
        if self._roster is not None:
            from linter.archive.missing import missing_results

            bodies, known = self._compared
            for rule in self._ready.rules:
                if rule.check == "roster-missing" and rule.level != "off" and self._counts(rule.code):
                    missing = missing_results(known, self._roster, bodies, rule, self._ready.words, self._archive.unreadable)
                    yield from map(self._silencing.silence, missing)
        yield from self._silencing.remarks()

    def attendance(self) -> list[tuple[int, int, int]]:
        """For each year how many reports the roster asks for, and how many there are."""
        if self._roster is None or self._compared is None:
            return []
        from linter.archive.missing import attendance

        bodies, known = self._compared
        return [(each.year, each.required, each.filed) for each in attendance(known, self._roster, bodies)]

    def covers(self, folder: str) -> bool:
        """Whether the run is over the whole of a folder."""
        whole = [os.path.abspath(path) for path in self._options.paths if os.path.isdir(path)]
        return any(not is_outside(relative(folder, path)) for path in whole)

    def _counts(self, code: str) -> bool:
        shown = self._ready.settings.shown
        return shown is None or code in shown

    def _fail(self, why: Phrase) -> None:
        self.failed = True
        sys.stdout.flush()
        fail(why, self._options.lang)


def sheets(course: Course, files: Files, ready: Prepared, wants: Wants, tally: Tally) -> Iterator[Sheet]:
    """What a check wants to know: the sheet of every file, and of what is to say at the end."""
    settler = Settler({rule.code: place for place, rule in enumerate(ready.rules)})
    say = partial(tell, words=ready.words, wants=wants)
    for told in course.told(files, partial(_sheet_of, ready.words, wants), wants):
        yield settler.settle(decoded(told.words, Sheet), told.settled)
    tally.unrelated += len(course.unrelated)
    tally.attendance = course.attendance()
    yield from map(say, course.at_the_end())


def _temporary_folder() -> str:
    """Where temporary files are, or would be if it could be written to."""
    try:
        return tempfile.gettempdir()
    except OSError:
        return os.environ.get("TMPDIR", "")


def _sheet_of(words: Catalog, wants: Wants, result: FileResult) -> bytes:
    """The sheet of a result as bytes."""
    return encoded(tell(result, words, wants))
