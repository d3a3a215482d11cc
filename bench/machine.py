"""The machine and the versions that figures belong to."""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from measures import processors
from run import memory_kind

_PACKAGES = ("nianbao", "lark", "lxml", "pypdfium2", "rich", "pyarrow", "distributed")
_GIBIBYTE = 1024**3


def described() -> list[tuple[str, str]]:
    """What is known of the machine, a name and a value each."""
    installed = []
    for name in _PACKAGES:
        with suppress(metadata.PackageNotFoundError):
            installed.append(f"{name} {metadata.version(name)}")
    return [
        ("Processor", f"{_processor()}, {processors()} usable"),
        ("Memory", _memory()),
        ("System", f"{platform.system()} {platform.release().partition('-')[0]}, {platform.machine()}"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        ("Packages", ", ".join(installed)),
        ("Memory is counted as", memory_kind()),
        ("Rules made ahead", out_of_date() or "those of the sources as they are"),
    ]


def out_of_date() -> str:
    """Which rules `make compiled` would make anew: reading them takes longer until then. Nothing where all is well."""
    from linter import resources, rules_build

    stale = [resources.json_name(*name) for name in rules_build.toml_files() if not _belongs(resources, name)]
    return f"out of date ({', '.join(stale)}): the sources were edited since" if stale else ""


def _belongs(resources: Any, name: tuple[str, ...]) -> bool:
    """Whether the JSON of a file of rules was made of the file as it is."""
    try:
        made = json.loads(resources.read_bytes("rules", "compiled", resources.json_name(*name)))
    except (FileNotFoundError, ValueError):
        return False
    return bool(made.get("of") == resources.checksum(resources.read_bytes("rules", *name)))


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return platform.processor() or platform.machine()


def _memory() -> str:
    with suppress(ValueError, OSError, AttributeError):
        return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / _GIBIBYTE:.0f} GiB"
    return "unknown"
