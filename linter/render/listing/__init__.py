"""The register of an archive: each format is one module with one function that receives it and writes to a stream.

`render(words, stream)` is a generator as those of other outputs: it is sent the register, and None at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from importlib import import_module
from typing import Any

from linter.archive.register import Register
from linter.render import Output
from linter.words import Catalog

Receiver = Generator[None, Register | None, None]

FORMATS: Mapping[str, Output] = {
    "text": Output("text"),
    "csv": Output("csv", binary=True),
    "json": Output("json"),
    "roster": Output("roster", binary=True),
}


def renderer(name: str) -> Callable[[Catalog, Any], Receiver]:
    """The function that writes a format."""
    found: Callable[[Catalog, Any], Receiver] = import_module(f"linter.render.listing.{FORMATS[name].module}").render
    return found
