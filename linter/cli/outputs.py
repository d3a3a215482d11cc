"""The outputs of a check: what was asked for or suits the surroundings, all written in one pass."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from typing import Any

from linter.cli.sinks import Sinks
from linter.cli.targets import Target, WrongOutput, different, named_targets
from linter.render import OUTPUTS, Run, renderer
from linter.sheet import Sheet, Wants

__all__ = ["TEXT", "Outputs", "Target", "WrongOutput", "targets_of"]

TEXT = "text"


def targets_of(asked: Sequence[str]) -> list[Target]:
    """The outputs that were asked for; where none was, what suits the surroundings.

    Raises WrongOutput for a format that does not exist, a folder that does not, and for two outputs in one place.
    """
    return different(named_targets(asked, OUTPUTS, "check") if asked else _by_surroundings(), OUTPUTS)


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


class Outputs(Sinks[Sheet]):
    """The open outputs of a check."""

    def __init__(self, targets: Sequence[Target], run: Run) -> None:
        """Opens the files beside their places: they come there when the run is complete.

        Raises WrongOutput for files that cannot be written.
        """
        self.wants = Wants(*(any(asked) for asked in zip(*(OUTPUTS[each.name].wants for each in targets), strict=True)))
        self.has_text = any(each.name in (TEXT, "github") and not each.path for each in targets)
        super().__init__(targets, OUTPUTS, lambda name, stream: renderer(name)(run, stream))
