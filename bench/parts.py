"""Where the milliseconds of one report go."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from boundaries import IMPORTS, MEASURING, REST
from run import NIANBAO, ROOT, Failed, environment, run, seconds

# in the order of the work; what a run adds of its own comes before the end
ORDER = (
    "interpreter", IMPORTS, "patterns", "command line", "rules, norm and words", "reading the file", "parsing", "tables",
    "rules on the report", "output", REST, "end of the process",
)  # fmt: skip
EVERY_REPORT = ("reading the file", "parsing", "tables", "rules on the report", "output")
EXPLAINED = {
    "interpreter": "from the start of the process to the first line of the program",
    IMPORTS: "modules of the program and of Python's library",
    "patterns": "regular expressions that lie ready are handed to Python; what is not among them is compiled",
    "command line": "the parser of options is built and used",
    "rules, norm and words": "rules, tables of the form and words are read from JSON and made into objects",
    "reading the file": "the file is found and decoded, its lines become paragraphs and rows",
    "parsing": "headings, sections, title, year, body",
    "tables": "lines become rows, values get their columns",
    "rules on the report": "every rule looks at the report",
    "output": "findings become words and are written",
    REST: "what stands between these parts",
    "end of the process": "from the exit code to the moment at which the process is gone",
}
_START = "import time; begun = time.perf_counter(); import sys; sys.path[0] = {!r}; import boundaries; sys.exit(boundaries.main(begun))"  # noqa: E501


class Part(NamedTuple):
    """A part of the work on one report and how long it took."""

    name: str
    milliseconds: float
    explained: str


class Way(NamedTuple):
    """The parts of one run, how long their sum and the command itself are, and an empty interpreter; milliseconds."""

    parts: tuple[Part, ...]
    command: float
    empty: float

    @property
    def whole(self) -> float:
        """All parts together."""
        return sum(part.milliseconds for part in self.parts)


def way_of(report: Path, scratch: Path, times: int) -> Way:
    """The medians of so many runs, which take turns with the command as it is and with an empty interpreter.

    Raises Failed.
    """
    arguments = ["check", str(report), "--output", "concise"]
    empty, command = [sys.executable, "-c", "pass"], [str(NIANBAO), *arguments]
    _bounded(arguments, scratch), run(command), run(empty)
    turns = [
        (_bounded(arguments, scratch), seconds(lambda: run(command)), seconds(lambda: run(empty))) for _ in range(times)
    ]  # fmt: skip
    bounded, whole, nothing = zip(*turns, strict=True)
    parts = tuple(
        Part(name, statistics.median(each.get(name, 0.0) for each in bounded) * 1000, EXPLAINED[name]) for name in ORDER
    )
    return Way(parts, statistics.median(whole) * 1000, statistics.median(nothing) * 1000)


def _bounded(arguments: list[str], scratch: Path) -> dict[str, float]:
    """The seconds of each part in one run, without those that measuring took."""
    place = scratch / "parts"
    command = [sys.executable, "-c", _START.format(str(Path(__file__).parent)), str(place), *arguments]
    started = time.perf_counter()
    done = subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, check=False)
    gone = time.perf_counter()
    if done.returncode not in (0, 1):
        raise Failed(done.stderr.decode("utf-8", "replace")[-500:])
    lines = (line.split("\t") for line in place.read_text(encoding="utf-8").splitlines())
    spent = {name: float(value) for name, value in lines}
    ended = spent.pop("ended")
    inside = sum(spent.values())
    # the parts fill the time from the first line to the last but for the writing, so the first line is as far before it
    spent["interpreter"] = ended - inside - started
    spent["end of the process"] = gone - ended
    del spent[MEASURING]
    return spent
