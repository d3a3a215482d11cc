"""What may be chosen for a file: a profile by name, a configuration, and which of its overrides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linter.named_tuple import NamedTuple
from linter.profile.configuration import Configuration
from linter.profile.load import BASE

if TYPE_CHECKING:
    from linter.profile.layers import Part
    from linter.report import Report

AUTO = "auto"


class Choice(NamedTuple):
    """What was chosen for a file: the profile's name as written, the configuration, and which of its overrides."""

    name: str
    configuration: Configuration | None
    overrides: tuple[int, ...]


def every_choice(configuration: Configuration, profile: str | None) -> Iterator[Choice]:
    """The configuration alone, and with each of its overrides; where a report decides, for every profile that it may choose."""
    from linter.profile.chain import shipped_names

    name = profile or configuration.profile or BASE
    yield Choice(name, configuration, ())
    for index, part in enumerate(configuration.overrides()):
        own = part.data.get("profile")
        choice = Choice(profile or (own if isinstance(own, str) else name), configuration, (index,))
        yield choice
        if own == choice.name == AUTO != name:
            yield from (choice._replace(name=each) for each in shipped_names())
    if name == AUTO:
        yield from (Choice(each, configuration, ()) for each in shipped_names())


def narrowed(choice: Choice, report: Report) -> Choice:
    """What a choice comes to once the report is read: where `auto` was chosen, the profile of its province."""
    if choice.name != AUTO:
        return choice
    from linter.profile.province import province_of

    name = province_of(report)
    return choice if name is None else choice._replace(name=name)


def globs_of(part: Part) -> list[str]:
    """The patterns of files that an override is for."""
    files = part.data.get("files", ())
    return [each for each in files if isinstance(each, str)] if isinstance(files, list) else []
