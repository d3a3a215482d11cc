"""What changed in a text, as a unified diff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$")


def diff_lines(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of the diff; a line that only `\\r` ends is shown with `\\n`, as a line that nothing ends."""
    for line in unified_diff(_LINES.findall(before), _LINES.findall(after), path, path):
        if line.endswith("\n"):
            yield line
        elif line.endswith("\r"):
            yield line[:-1] + "\n"
        else:
            yield line + "\n\\ No newline at end of file\n"
