"""What commands that look at reports need before they begin: options, configurations, profiles, rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from linter.discover import Excluded
from linter.limits import WrongLimit, limits_of
from linter.named_tuple import NamedTuple
from linter.profile.find import find_configurations
from linter.profile.load import shipped_rules
from linter.profile.model import Rule
from linter.profile.refused import Refused
from linter.run import Settings
from linter.select import UnknownRule, shown_codes
from linter.words import DEFAULT, Catalog, catalog

if TYPE_CHECKING:
    from linter.profile.choose import Chosen
    from linter.profile.configuration import Configuration
    from linter.profile.problem import Problem
    from linter.result import FileResult
    from linter.silence.apply import Taken
    from linter.silence.stage import Stage
    from linter.tally import Tally

# options that a configuration may set in [check], with what they are where nobody says
DEFAULTS: Mapping[str, Any] = {
    "fail-on": "error", "lang": DEFAULT, "edition": None, "encoding": None, "previous": [], "limit": [],
}  # fmt: skip


class Stopped(Exception):
    """A run that cannot begin; why has been said."""


class Prepared(NamedTuple):
    """A run that may begin: `chosen` are the profiles where there is anything to choose, `rules` those of all of them."""

    settings: Settings
    chosen: Chosen | None
    rules: tuple[Rule, ...]
    words: Catalog


def prepared(options: argparse.Namespace, paths: Iterable[str]) -> Prepared:
    """Settings for the paths; what a configuration says of options that were not given is written into `options`.

    Raises Stopped when configurations, profiles or options cannot be used.
    """
    from linter.cli import fail

    try:
        return _prepared(options, list(paths))
    except Refused as refused:
        show_problems(refused.problems, catalog(options.lang or DEFAULT))
    except (UnknownRule, WrongLimit) as wrong:
        fail(wrong.said, options.lang or DEFAULT)
    raise Stopped


def _prepared(options: argparse.Namespace, paths: list[str]) -> Prepared:
    chosen: Chosen | None = None
    rules = shipped_rules()
    notes: Iterable[Problem] = ()
    if options.profile or options.config or (not options.no_config and any(find_configurations(paths))):
        from linter.profile.choose import Chosen

        chosen = Chosen(options.profile, options.config, options.no_config)
        chosen.discover(paths)
        notes = chosen.verify()
        rules = chosen.rules()
    _configured(options, chosen, paths[0] if paths else ".")
    words = catalog(options.lang)
    show_problems(notes, words)
    given = vars(options)
    settings = Settings(
        encoding=given.get("encoding"),
        edition=given.get("edition"),
        shown=shown_codes(given.get("select", ()), given.get("ignore", ()), rules),
        language=options.lang,
        limits=limits_of(given.get("limit", ())),
        profiles=chosen,
    )
    return Prepared(settings, chosen, rules, words)


class Silencing:
    """What silences findings in a run; nothing is loaded for it before there is a configuration, baseline or comment."""

    def __init__(
        self, options: argparse.Namespace, ready: Prepared, paths: Iterable[str], without_baseline: bool = False
    ) -> None:
        """Raises Stopped for a baseline that cannot be used."""
        self._ready = ready
        self._asked = (
            tuple(paths), ready.settings.shown, getattr(options, "strict_baseline", False), getattr(options, "baseline", None),
            without_baseline,
        )  # fmt: skip
        self._stage: Stage | None = None
        if ready.chosen is not None or self._asked[3] is not None:
            self._begin()

    def _begin(self) -> Stage:
        if self._stage is None:
            from linter.cli import fail
            from linter.silence.baseline import BrokenBaseline
            from linter.silence.stage import Asked, Stage

            try:
                self._stage = Stage(self._ready.chosen, self._ready.rules, self._ready.words, Asked(*self._asked))
            except BrokenBaseline as broken:
                fail(broken.said, self._ready.settings.language)
                raise Stopped from None
        return self._stage

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: comments hold there on the same day as here."""
        self._begin()
        return self.__dict__

    def silence(self, result: FileResult) -> FileResult:
        """The result of a file without what is silenced there."""
        if self._stage is None and (result.document is None or not result.document.comments):
            return result
        return self._begin().silence(result)

    def waits(self, result: FileResult) -> bool:
        """Whether what is silenced in a file hangs on rules that could not be tried yet."""
        if self._stage is None and (result.document is None or not result.document.comments):
            return False
        return self._begin().waits(result)

    def taken(self) -> Mapping[str, Taken] | None:
        """What became of entries since this was asked last."""
        return None if self._stage is None else self._stage.taken()

    def add(self, taken: Mapping[str, Taken]) -> None:
        """Count in what became of entries in another process."""
        if taken:
            self._begin().add(taken)

    def texts(self) -> Iterator[str]:
        """What the baselines say that are in use."""
        if self._stage is not None:
            yield from self._stage.texts()

    def remarks(self) -> Iterator[FileResult]:
        """What is to say of entries at the end, on the files in which they stand."""
        if self._stage is not None:
            yield from self._stage.remarks()

    def sum_up(self, tally: Tally) -> None:
        """Write configurations and stale entries of baselines into the sum of the run."""
        if self._ready.chosen is not None:
            tally.configurations = {each.source.path: None for each in self._ready.chosen.configurations}
        if self._stage is not None:
            tally.stale = self._stage.stale


def _configured(options: argparse.Namespace, chosen: Chosen | None, path: str) -> None:
    """Give options that are not on the command line what the configuration of the first path says, else their defaults."""
    import os

    configuration = chosen.configuration(path) if chosen is not None else None
    said = configuration.data.get("check", {}) if configuration is not None else {}
    for name, default in DEFAULTS.items():
        attribute = name.replace("-", "_")
        if hasattr(options, attribute) and getattr(options, attribute) in (None, []):
            value = said.get(name, default)
            if name == "previous" and configuration is not None:
                value = [os.path.join(configuration.root, each) for each in value]
            setattr(options, attribute, value)
    options.excluded = _excluded(options, configuration)


def _excluded(options: argparse.Namespace, configuration: Configuration | None) -> list[Excluded]:
    """What the command line leaves out, meant from here, and what the configuration does, meant from its folder."""
    excluded = [Excluded(".", tuple(options.exclude))] if getattr(options, "exclude", None) else []
    said = configuration.data.get("check", {}).get("exclude", ()) if configuration is not None else ()
    if configuration is not None and said:
        excluded.append(Excluded(configuration.root, tuple(said)))
    return excluded


def show_problems(problems: Iterable[Problem], words: Catalog) -> None:
    """Write what is wrong with configurations to standard error."""
    problems = list(problems)
    if problems:
        from linter.render.problem import problem_lines
        from linter.render.text import print_lines

        print_lines(problem_lines(problems, words), sys.stderr)
