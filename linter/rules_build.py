"""Rules, norm and words as plain JSON: run by `make compiled`; a file that was edited since is read itself.

usage: python -m linter.rules_build
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from linter.resources import checksum, json_name, parse_toml, read_bytes, shipped

# profiles of provinces are not among them: they are read with the places of their words
FOLDERS = ((), ("locale",))


def toml_files() -> Iterator[tuple[str, ...]]:
    """The files that have JSON, each by its folder and its name."""
    for folder in FOLDERS:
        for name in sorted(os.listdir(os.path.join(shipped("rules"), *folder))):
            if name.endswith(".toml"):
                yield (*folder, name)


def build_json(*name: str) -> dict[str, Any]:
    """The JSON of a file, as `linter.resources.read_toml` reads it."""
    content = read_bytes("rules", *name)
    return {"of": checksum(content), "says": parse_toml(content)}


def main() -> None:
    """Write the JSON of all files, and take away what belongs to none."""
    folder = os.path.join(shipped("rules"), "compiled")
    os.makedirs(folder, exist_ok=True)
    made = {json_name(*name): build_json(*name) for name in toml_files()}
    for name, content in made.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
            json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
            file.write("\n")
    for name in os.listdir(folder):
        if name not in made and not name.startswith("patterns-"):
            os.unlink(os.path.join(folder, name))


if __name__ == "__main__":
    main()
