"""The shipped norm, read once a run."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import tomli

from linter.norm import Norm, build_norm
from linter.resources import read_shipped


@lru_cache(maxsize=1)
def shipped_norm() -> Norm:
    """The norm of `rules/base.toml` and `rules/tables.toml`."""
    return build_norm(_toml("base.toml"), _toml("tables.toml"))


def _toml(name: str) -> dict[str, Any]:
    return tomli.loads(read_shipped("rules", name))
