"""What commands that look at reports need before they begin: options, configurations, profiles, rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.limits import limits_of
from linter.profile.choose import Chosen
from linter.profile.load import shipped_rules
from linter.profile.model import Rule
from linter.run import Settings
from linter.select import shown_codes
from linter.words import DEFAULT, Catalog, catalog

if TYPE_CHECKING:
    from linter.profile.problem import Problem

# options that a configuration may set in [check], with what they are where nobody says
_DEFAULTS: Mapping[str, Any] = {
    "select": [], "ignore": [], "fail-on": "error", "lang": DEFAULT, "edition": None, "encoding": None, "previous": [],
    "limit": [],
}  # fmt: skip


class Prepared(NamedTuple):
    """A run that may begin: `chosen` are the profiles where there is anything to choose, `rules` those of all of them."""

    settings: Settings
    chosen: Chosen | None
    rules: tuple[Rule, ...]
    words: Catalog


def prepared(options: argparse.Namespace, paths: Iterable[str]) -> Prepared:
    """Settings for the paths; what a configuration says of options that were not given is written into `options`.

    Raises linter.profile.problem.Refused for configurations and profiles, UnknownRule and WrongLimit for options.
    """
    chosen: Chosen | None = Chosen(options.profile, options.config, options.no_config)
    assert chosen is not None
    paths = list(paths)
    if chosen.discover(paths):
        notes = chosen.verify()
        _configured(options, chosen, paths[0] if paths else ".")
        show_problems(notes, catalog(options.lang or DEFAULT))
        rules = chosen.rules()
    else:
        chosen, rules = None, shipped_rules()
        _configured(options, None, ".")
    settings = Settings(
        encoding=options.encoding,
        edition=options.edition,
        shown=shown_codes(options.select, options.ignore, rules),
        language=options.lang,
        limits=limits_of(options.limit),
        profiles=chosen,
    )
    return Prepared(settings, chosen, rules, catalog(options.lang))


def _configured(options: argparse.Namespace, chosen: Chosen | None, path: str) -> None:
    """Give options that are not on the command line what the configuration of the first path says, else their defaults."""
    import os

    configuration = chosen.configuration(path) if chosen is not None else None
    said = configuration.data.get("check", {}) if configuration is not None else {}
    for name, default in _DEFAULTS.items():
        attribute = name.replace("-", "_")
        if not getattr(options, attribute, None):
            value = said.get(name, default)
            if name == "previous" and configuration is not None:
                value = [os.path.join(configuration.root, each) for each in value]
            setattr(options, attribute, value)


def show_problems(problems: Iterable[Problem], words: Catalog) -> None:
    """Write what is wrong with configurations to standard error."""
    problems = list(problems)
    if problems:
        from linter.render.problem import problem_lines
        from linter.render.text import print_lines

        print_lines(problem_lines(problems, words), sys.stderr)
