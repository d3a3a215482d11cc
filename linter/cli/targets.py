"""Which outputs a command line asks for: formats, and where each of them goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from linter.named_tuple import NamedTuple
from linter.render import Output
from linter.words import Phrase, Word


class WrongOutput(ValueError):
    """An output that cannot be written: what was asked for, and what to do."""

    def __init__(self, said: Word) -> None:
        super().__init__(said)
        self.said = said


class Target(NamedTuple):
    """A format and the file that it goes to, or the folder where it goes there in parts; "" for standard output."""

    name: str
    path: str = ""
    parts: bool = False


def named_targets(asked: Sequence[str], formats: Mapping[str, Output], command: str) -> list[Target]:
    """The outputs that were asked for, each `format` or `format=file`.

    Raises WrongOutput for a format that does not exist and for a folder that does not.
    """
    return [_target(each, formats, command) for each in asked]


def _target(asked: str, formats: Mapping[str, Output], command: str) -> Target:
    name, split, path = asked.partition("=")
    if name not in formats:
        from linter.profile.problem import suggestion

        hint = suggestion(name, list(formats))
        raise WrongOutput(Phrase("output_unknown", {"name": name, "hint": hint, "command": command}))
    is_folder = os.path.isdir(path) or (bool(path) and not os.path.basename(path))
    parts = is_folder and formats[name].parts
    if split and (not path or (is_folder and not parts)):
        raise WrongOutput(Phrase("output_no_file", {"asked": asked}))
    folder = os.path.dirname(path.rstrip("/" + os.sep) if parts else path)
    if folder and not os.path.isdir(folder):
        raise WrongOutput(Phrase("output_no_folder", {"path": path, "folder": folder}))
    return Target(name, path, parts)


def different(targets: list[Target], formats: Mapping[str, Output]) -> list[Target]:
    """The same targets; raises WrongOutput for two in one place, and for bytes that would go to a screen."""
    places = [os.path.realpath(each.path) if each.path else "" for each in targets]
    for number, place in enumerate(places):
        if place in places[:number]:
            where = targets[number].path or Phrase("output_standard")
            raise WrongOutput(Phrase("output_twice", {"place": where}))
    for target in targets:
        if formats[target.name].binary and not target.path and sys.stdout.isatty():
            raise WrongOutput(Phrase("output_needs_file", {"name": target.name}))
    return targets
