"""Where the outputs of a run go: one to standard output, any number into files, all written in one pass."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Sequence
from typing import IO, Any, NamedTuple

from linter.render import OUTPUTS, Receiver, Run, renderer
from linter.sheet import Sheet, Wants
from linter.words import Phrase, Word

TEXT = "text"


class WrongOutput(ValueError):
    """An output that cannot be written: what was asked for, and what to do."""

    def __init__(self, said: Word) -> None:
        super().__init__(said)
        self.said = said


class Target(NamedTuple):
    """A format and the file that it goes to; "" for standard output."""

    name: str
    path: str = ""


def targets_of(asked: Sequence[str]) -> list[Target]:
    """The outputs that were asked for, each `format` or `format=file`; where none was, what suits the surroundings.

    Raises WrongOutput for a format that does not exist, a folder that does not, and for two outputs in one place.
    """
    targets = [_target(each) for each in asked] if asked else _by_surroundings()
    places = [os.path.realpath(each.path) if each.path else "" for each in targets]
    for number, place in enumerate(places):
        if place in places[:number]:
            where = targets[number].path or Phrase("output_standard")
            raise WrongOutput(Phrase("output_twice", {"place": where}))
    for target in targets:
        if OUTPUTS[target.name].binary and not target.path and sys.stdout.isatty():
            raise WrongOutput(Phrase("output_needs_file", {"name": target.name}))
    return targets


def _target(asked: str) -> Target:
    name, split, path = asked.partition("=")
    if name not in OUTPUTS:
        from linter.profile.problem import suggestion

        raise WrongOutput(Phrase("output_unknown", {"name": name, "hint": suggestion(name, list(OUTPUTS))}))
    if split and (not path or os.path.isdir(path)):
        raise WrongOutput(Phrase("output_no_file", {"asked": asked}))
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(folder):
        raise WrongOutput(Phrase("output_no_folder", {"path": path, "folder": folder}))
    return Target(name, path)


def _by_surroundings() -> list[Target]:
    """Text; in GitHub Actions with annotations; in GitLab, when the output goes to a file, the report that GitLab reads."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return [Target("github")]
    if os.environ.get("GITLAB_CI") == "true" and _is_file(sys.stdout):
        return [Target("gitlab")]
    return [Target(TEXT)]


def _is_file(stream: Any) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


class Outputs:
    """The open outputs of a run."""

    def __init__(self, targets: Sequence[Target], run: Run) -> None:
        """Opens the files beside their places: they come there when the run is complete.

        Raises WrongOutput for files that cannot be written.
        """
        self._open: list[tuple[Target, Receiver, IO[Any], str]] = []
        self.wants = Wants(*(any(asked) for asked in zip(*(OUTPUTS[each.name].wants for each in targets), strict=True)))
        self.has_text = any(each.name in (TEXT, "github") and not each.path for each in targets)
        for target in targets:
            stream, draft = self._stream(target)
            receiver = renderer(target.name)(run, stream)
            self._open.append((target, receiver, stream, draft))
            try:
                next(receiver)
            except ImportError as missing:
                self.leave()
                raise WrongOutput(str(missing)) from None

    def _stream(self, target: Target) -> tuple[IO[Any], str]:
        """The stream of a target, and the file that is written in its stead until it is whole: a pipe or a device is itself."""
        binary = OUTPUTS[target.name].binary
        if not target.path:
            return (sys.stdout.buffer if binary else sys.stdout), ""
        place = os.path.realpath(target.path)
        draft, mode = (target.path, "w") if _is_special(target.path) else (f"{place}.{os.getpid()}.tmp", "x")
        try:
            if binary:
                return open(draft, f"{mode}b"), draft
            return open(draft, mode, encoding="utf-8", newline="\n", errors="backslashreplace"), draft
        except OSError as error:
            self.leave()
            raise _not_written(target, error) from None

    def send(self, sheet: Sheet) -> None:
        """Hand a file's sheet to every output.

        Raises WrongOutput for files that cannot take it.
        """
        for target, receiver, _, _ in self._open:
            try:
                receiver.send(sheet)
            except OSError as error:
                if not target.path:
                    raise
                raise _not_written(target, error) from None

    def finish(self) -> None:
        """Complete every output and put the files in their places.

        Raises WrongOutput for files that could not be written; the others are written all the same.
        """
        failed: list[WrongOutput] = []
        for target, receiver, stream, draft in self._open:
            try:
                with contextlib.suppress(StopIteration):
                    receiver.send(None)
                if draft:
                    stream.close()
                if draft not in ("", target.path):
                    os.replace(draft, os.path.realpath(target.path))
            except OSError as error:
                if not target.path:
                    raise
                failed.append(_not_written(target, error))
                _remove(target, stream, draft)
        self._open.clear()
        if failed:
            raise failed[0]

    def leave(self) -> None:
        """Take away files that were not completed."""
        for target, receiver, stream, draft in self._open:
            receiver.close()
            _remove(target, stream, draft)
        self._open.clear()


def _is_special(path: str) -> bool:
    return os.path.exists(path) and not os.path.isfile(path)


def _not_written(target: Target, error: OSError) -> WrongOutput:
    return WrongOutput(Phrase("output_not_written", {"path": target.path, "reason": error.strerror or str(error)}))


def _remove(target: Target, stream: IO[Any], draft: str) -> None:
    if draft:
        with contextlib.suppress(OSError):
            stream.close()
    if draft not in ("", target.path):
        with contextlib.suppress(OSError):
            os.unlink(draft)
