"""What results depend on besides the file itself, in few bytes: another version, rule or option makes them others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from linter import __version__
from linter.resources import shipped
from linter.run import Settings

if TYPE_CHECKING:
    from linter.profile.choose import Chosen


def surroundings(settings: Settings, chosen: Chosen | None, others: Iterable[Any]) -> bytes:
    """What stands for version, rules, configurations, profiles, options, and the `others`, of which the words count."""
    digest = blake2b(digest_size=16)
    plain = settings._replace(profiles=None, previous=None, times=None)
    for words in (__version__, repr(plain._replace(shown=None)), repr(sorted(settings.shown or ())), *map(repr, others)):
        digest.update(words.encode("utf-8", "surrogatepass") + b"\0")
    for path in _shipped_files():
        digest.update(path.encode("utf-8", "surrogatepass") + b"\0")
        with open(path, "rb") as file:
            digest.update(file.read())
    if chosen is not None:
        # entries that silence may hold until a day
        if any("until" in entry for each in chosen.configurations for entry in each.data.get("suppress", ())):
            digest.update(date.today().isoformat().encode())
        for text in (*chosen.texts(), *_packages()):
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return digest.digest()


def _shipped_files() -> Iterator[str]:
    """The rules and grammars, in a fixed order."""
    for top in ("rules", "grammar"):
        for folder, inside, names in os.walk(shipped(top)):
            inside[:] = sorted(name for name in inside if name not in ("compiled", "examples"))
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith((".toml", ".lark")))


def _packages() -> Iterator[str]:
    """Checks and profiles that other packages offer, with the versions of these."""
    from linter.profile.outside import CHECKS, PROFILES, entries

    for group in (CHECKS, PROFILES):
        for each in entries(group):
            yield f"{each.name} {each.value} {each.dist.version if each.dist else ''}"
