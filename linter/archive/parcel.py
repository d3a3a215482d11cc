"""Work and pieces of it as bytes for other machines: what is shipped with the program is named, not sent."""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from linter.archive.serve import Work, pickle_mappings, problem_of
from linter.globs import begin_at
from linter.named_tuple import NamedTuple
from linter.profile.load import base_profile, shipped_norm
from linter.words import LANGUAGES, catalog

if TYPE_CHECKING:
    from linter.profile.choice import Choice
    from linter.profile.choose import Chosen
    from linter.profile.given import Given


class Placed(NamedTuple):
    """A piece of work, the path of its file, and the number of what was chosen for this file."""

    piece: Any
    path: str
    choice: int


class Kit:
    """The work as it is sent: with the profiles for all files that were met so far, because those may lie here alone."""

    def __init__(self, work: Work, chosen: Chosen | None) -> None:
        pickle_mappings()
        self._work = work
        self._chosen = chosen
        self._numbers: dict[Choice, int] = {}
        self._packed: bytes = b""
        if chosen is not None:
            self._numbers = {choice: number for number, choice in enumerate(chosen.met)}

    def number(self, path: str) -> int:
        """The number of what is chosen for a file.

        Raises Refused for a configuration that cannot be used.
        """
        if self._chosen is None:
            return 0
        choice = self._chosen.choice(path)
        if choice not in self._numbers:
            self._numbers[choice] = len(self._numbers)
            self._packed = b""
        return self._numbers[choice]

    def packed(self) -> bytes:
        """The work; other bytes than before when there are files of another choice."""
        if not self._packed:
            stream = io.BytesIO()
            _Packer(stream, self._chosen, tuple(self._numbers)).dump((self._work, self._chosen, os.getcwd()))
            self._packed = stream.getvalue()
        return self._packed


class _Packer(pickle.Pickler):
    """Names what both sides have, and puts profiles that are made in the place of what would look for configurations."""

    def __init__(self, stream: io.BytesIO, chosen: Chosen | None, choices: tuple[Choice, ...]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._chosen = chosen
        self._choices = choices
        self._names = {id(thing): name for name, thing in _shipped().items()}

    def persistent_id(self, thing: Any) -> str | None:
        """The name of what is shipped."""
        return self._names.get(id(thing))

    def reducer_override(self, thing: Any) -> Any:
        """Profiles that are made, for the one that makes them."""
        if self._chosen is None or thing is not self._chosen:
            return NotImplemented
        from linter.profile.given import given

        return given(self._chosen, self._choices).__reduce__()


class _Unpacker(pickle.Unpickler):
    """Finds what was named."""

    def persistent_load(self, name: str) -> Any:
        """What is shipped under a name."""
        return _shipped()[name]


def _shipped() -> Mapping[str, Any]:
    """What every machine with this version has, by names."""
    profile = base_profile()
    rules = {f"rule {rule.code}": rule for rule in profile.rules}
    words = {f"words {language}": catalog(language) for language in LANGUAGES}
    return {"profile": profile, "norm": shipped_norm(), "rules": profile.rules, **rules, **words}


class NotUnderstood(NamedTuple):
    """Said in the place of a result by a process that lacks what the work needs."""

    reason: str


class Sent:
    """Work that came from another machine; it is unpacked where it is done, in a process that does no other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._work: Callable[[Sequence[Placed]], Iterator[Any]] | None = None

    def __call__(self, pieces: Sequence[bytes]) -> Iterator[bytes]:
        """The results of packed pieces, packed."""
        if self._work is None:
            try:
                self._work = _unpacked(self._data)
            except Exception as error:  # checks of other packages may be missing here, or fail when they are imported
                yield from [pickle.dumps(NotUnderstood(problem_of(error)))] * len(pieces)
                return
        yield from map(pickle.dumps, self._work([pickle.loads(piece) for piece in pieces]))


def _unpacked(data: bytes) -> Callable[[Sequence[Placed]], Iterator[Any]]:
    """The work; from now on paths mean here what they mean where it comes from."""
    work, profiles, folder = _Unpacker(io.BytesIO(data)).load()
    begin_at(folder)
    return partial(_done, work, profiles)


def _done(work: Work, profiles: Given | None, pieces: Sequence[Placed]) -> Iterator[Any]:
    if profiles is not None:
        profiles.place({each.path: each.choice for each in pieces})
    return work([each.piece for each in pieces])
