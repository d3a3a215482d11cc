"""The profiles of a run as they are sent to other machines, which have neither its configurations nor its profiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from linter.profile.choice import AUTO, Choice, narrowed
from linter.profile.refused import Refused

if TYPE_CHECKING:
    from linter.profile.choose import Chosen
    from linter.profile.model import Profile
    from linter.report import Report


class Given:
    """Profiles that were all made before; what is chosen for a file is told by its number before the file is looked at."""

    def __init__(self, choices: tuple[Choice, ...], profiles: Mapping[Choice, Profile | Refused]) -> None:
        self._choices = choices
        self._profiles = profiles
        self._placed: dict[str, Choice] = {}

    def __reduce__(self) -> tuple[type[Given], tuple[tuple[Choice, ...], Mapping[Choice, Profile | Refused]]]:
        return Given, (self._choices, self._profiles)

    def place(self, numbers: Mapping[str, int]) -> None:
        """Say which choice is that of each of the files that come next, by paths."""
        self._placed = {path: self._choices[number] for path, number in numbers.items()}

    def choice(self, path: str) -> Choice:
        """What is chosen for a file before it is read."""
        return self._placed[path]

    def of(self, path: str) -> Profile:
        """The profile for a file, before it is read.

        Raises Refused where it could not be made.
        """
        return self._made(self.choice(path))

    def of_report(self, report: Report) -> Profile:
        """The profile for a report: that of its province where `auto` was chosen.

        Raises Refused where it could not be made.
        """
        return self._made(narrowed(self.choice(report.document.path), report))

    def _made(self, choice: Choice) -> Profile:
        found = self._profiles[choice]
        if isinstance(found, Refused):
            raise found
        return found


def given(chosen: Chosen, choices: Iterable[Choice]) -> Given:
    """The profiles for these choices, and for whatever a report may make of them."""
    from linter.profile.chain import shipped_names

    kept = tuple(choices)
    every = dict.fromkeys(kept)
    for each in kept:
        if each.name == AUTO:
            every |= dict.fromkeys(each._replace(name=name) for name in shipped_names())
    return Given(kept, {each: _made(chosen, each) for each in every})


def _made(chosen: Chosen, choice: Choice) -> Profile | Refused:
    try:
        return chosen.made(choice)
    except Refused as refused:
        return refused
