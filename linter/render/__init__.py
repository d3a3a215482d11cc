"""Outputs: each is one module with one function that receives the files of a run and writes to a stream.

`render(run, stream)` is a generator: it is sent one sheet after the other, and None at the end. So any number of outputs are
written in one pass over the files, and none of them needs to hold more than it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from importlib import import_module
from typing import Any

from linter.named_tuple import NamedTuple
from linter.profile.model import Rule
from linter.sheet import Sheet, Wants
from linter.tally import Tally
from linter.words import Catalog

Receiver = Generator[None, Sheet | None, None]


class Run(NamedTuple):
    """What an output may know of the run: its words, the rules that may have run, and its sum, complete at the end."""

    words: Catalog
    rules: Sequence[Rule]
    tally: Tally
    statistics: bool = False


class Output(NamedTuple):
    """A format: its module here, what it wants of every file, whether it writes bytes, and whether into several files too."""

    module: str
    wants: Wants = Wants()
    binary: bool = False
    parts: bool = False


OUTPUTS: Mapping[str, Output] = {
    "text": Output("text", Wants(frames=True)),
    "concise": Output("concise"),
    "json": Output("json"),
    "jsonl": Output("jsonl"),
    "sarif": Output("sarif"),
    "github": Output("github", Wants(frames=True)),
    "gitlab": Output("gitlab"),
    "junit": Output("junit"),
    "rdjson": Output("rdjson"),
    "markdown": Output("markdown"),
    "csv": Output("csv", binary=True),
    "xlsx": Output("xlsx", Wants(tables=True), binary=True),
    "parquet": Output("parquet", binary=True, parts=True),
    "html": Output("html", Wants(text=True, tables=True)),
}


def renderer(name: str) -> Callable[[Run, Any], Receiver]:
    """The function that writes a format."""
    found: Callable[[Run, Any], Receiver] = import_module(f"linter.render.{OUTPUTS[name].module}").render
    return found
