"""Where the data of the program is: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

import os

_HERE = os.path.dirname(os.path.abspath(__file__))


def shipped(name: str) -> str:
    """The folder of that name (`rules`, `grammar`)."""
    packaged = os.path.join(_HERE, name)
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(_HERE), name)


def read_shipped(folder: str, *parts: str) -> str:
    """The text of a shipped file."""
    with open(os.path.join(shipped(folder), *parts), encoding="utf-8") as file:
        return file.read()
