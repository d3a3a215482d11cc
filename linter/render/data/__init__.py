"""Reports as data: each format is one module with one function that receives the reports of a run and writes to a stream.

`render(words, stream)` is a generator: it is sent one record after the other, and None at the end, and writes as it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from importlib import import_module
from typing import Any

from linter.extracted import Extracted
from linter.render import Output
from linter.words import Catalog

Receiver = Generator[None, Extracted | None, None]

FORMATS: Mapping[str, Output] = {
    "json": Output("json"),
    "jsonl": Output("jsonl"),
    "csv": Output("csv"),
    "xlsx": Output("xlsx", binary=True),
    "parquet": Output("parquet", binary=True, parts=True),
}


def renderer(name: str) -> Callable[[Catalog, Any], Receiver]:
    """The function that writes a format."""
    found: Callable[[Catalog, Any], Receiver] = import_module(f"linter.render.data.{FORMATS[name].module}").render
    return found
