"""The program as people start it, and what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Done:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything that it said."""
        return self.out + self.err


def nianbao(*arguments: str | Path, given: bytes = b"", timeout: float = 60, **environment: str) -> Done:
    """`python -m linter` in a process of its own; `given` is its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "linter", *map(str, arguments)],
        input=given,
        capture_output=True,
        check=False,
        timeout=timeout,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
