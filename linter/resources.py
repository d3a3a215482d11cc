"""Where the data of the program is, inside the wheel or beside the package in a checkout, and what its TOML says."""

from __future__ import annotations

import os
from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))


def shipped(name: str) -> str:
    """The folder of that name (`rules`, `grammar`)."""
    packaged = os.path.join(_HERE, name)
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(_HERE), name)


def read_shipped(folder: str, *parts: str) -> str:
    """The text of a shipped file."""
    with open(os.path.join(shipped(folder), *parts), encoding="utf-8") as file:
        return file.read()


def read_bytes(folder: str, *parts: str) -> bytes:
    """The content of a shipped file."""
    with open(os.path.join(shipped(folder), *parts), "rb") as file:
        return file.read()


def read_toml(*name: str) -> dict[str, Any]:
    """What a shipped file of rules says: from its JSON while that was made of the file as it stands, else from the file.

    JSON is read in a fraction of the time. `linter/rules_build.py` writes it.
    """
    import json

    content = read_bytes("rules", *name)
    try:
        made = json.loads(read_bytes("rules", "compiled", json_name(*name)))
    except (FileNotFoundError, ValueError):
        made = {}
    if made.get("of") != checksum(content):
        return parse_toml(content)
    said: dict[str, Any] = made["says"]
    return said


def json_name(*name: str) -> str:
    """The name of the JSON that is made of a file of rules."""
    return "-".join(name).removesuffix("toml") + "json"


def checksum(content: bytes) -> int:
    """What tells one content of a file from another, whatever its line ends are."""
    import zlib

    return zlib.crc32(content.replace(b"\r\n", b"\n"))


def parse_toml(content: bytes) -> dict[str, Any]:
    """What TOML says."""
    import tomli

    return tomli.loads(content.decode())
