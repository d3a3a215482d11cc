"""Writes rules/schema.json: what editors need to complete and check profiles, rule files and configurations.

usage: python docs/schema.py
"""

from __future__ import annotations

import json
from typing import Any

from readme import ROOT

from linter.profile.schema import build_schema

PATH = ROOT / "rules" / "schema.json"
_WIDTH = 120


def text(value: Any = None, depth: int = 0) -> str:
    """The schema as JSON: what is short stands on one line."""
    value = build_schema() if value is None else value
    short = json.dumps(value, ensure_ascii=False)
    if depth and (len(short) <= _WIDTH or not isinstance(value, dict | list) or _is_flat(value)):
        return short
    named = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    parts = [("" if key is None else f"{json.dumps(key, ensure_ascii=False)}: ") + text(item, depth + 1) for key, item in named]
    inside = ",\n".join(" " * (depth + 1) + part for part in parts)
    start, end = "{}" if isinstance(value, dict) else "[]"
    return f"{start}\n{inside}\n{' ' * depth}{end}" + "\n" * (depth == 0)


def _is_flat(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(item, dict | list) for item in value)


def main() -> None:
    """Write the file."""
    PATH.write_text(text(), encoding="utf-8", newline="\n")
    print(PATH.relative_to(ROOT))


if __name__ == "__main__":
    main()
