"""Profiles by name, and what each builds on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

from linter.named_tuple import NamedTuple
from linter.profile.draft import Origin
from linter.profile.judges import PREFIX
from linter.profile.layers import Part
from linter.profile.load import BASE
from linter.profile.problem import Problem, nearest, suggestion
from linter.profile.refused import Refused
from linter.profile.source import read_source
from linter.profile.verify import Fault
from linter.resources import shipped
from linter.words import Names, Phrase, Word

_FOLDER = "province"
_TABLE = re.compile(r"^\[", re.MULTILINE)
_SUFFIX = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)$")


class Found(NamedTuple):
    """A profile's file: its path, whether the program brought it, and how people know it."""

    path: str
    shipped: bool
    shown: str


def shipped_names() -> list[str]:
    """The names of the shipped profiles, without the national one."""
    folder = os.path.join(shipped("rules"), _FOLDER)
    return sorted(name.removesuffix(".toml") for name in os.listdir(folder) if name.endswith(".toml"))


class Chain(NamedTuple):
    """The parts of a profile and of all that it builds on, those on which others build first, and what was wrong on the way."""

    parts: list[Part]
    problems: list[Problem]


def chain(name: str, folder: str, origin: Origin | None = None) -> list[Part]:
    """The parts of a profile and of all that it builds on; see `read_chain`.

    Raises Refused for profiles that do not exist, cannot be read, or build on themselves.
    """
    parts, problems = read_chain(name, folder, origin)
    if problems:
        raise Refused(problems)
    return parts


def read_chain(name: str, folder: str, origin: Origin | None = None) -> Chain:
    """The chain of a profile; empty for the national one.

    Names of files are relative to `folder`; `origin` is where the name was written (none: on the command line). A profile
    that does not exist, cannot be read, or builds on itself is a problem, and left out.
    """
    parts: dict[str, Part] = {}
    problems: list[Problem] = []
    _follow(name, folder, origin, parts, problems, [])
    return Chain(list(parts.values()), problems)


def _follow(
    name: str, folder: str, origin: Origin | None, parts: dict[str, Part], problems: list[Problem], above: list[tuple[str, str]]
) -> None:
    if name == BASE:
        return
    try:
        found = find_profile(name, folder, origin)
        key = os.path.realpath(found.path)
        if key in parts:
            return
        keys = [each for each, _ in above]
        if key in keys:
            names = [shown for _, shown in above[keys.index(key) :]]
            raise _refused(
                origin, Phrase("config_cycle", {"names": Names((*names, found.shown), quoted=False, between="config_arrow")})
            )
        source = read_source(found.path, found.shipped, found.shown)
    except Refused as refused:
        problems.extend(refused.problems)
        return
    about = source.data.get("profile", {})
    about = about if isinstance(about, dict) else {}
    extends = about.get("extends", BASE)
    several = isinstance(extends, list)
    for index, parent in enumerate(extends if several else [extends]):
        if isinstance(parent, str):
            place = Origin(source, ("profile", "extends", index) if several else ("profile", "extends"))
            _follow(parent, os.path.dirname(found.path), place, parts, problems, [*above, (key, found.shown)])
    words = (about.get("name"), about.get("title"), about.get("prefix"))
    stem = os.path.basename(found.path).removesuffix(".toml")
    called, title, prefix = (each if isinstance(each, str) else "" for each in words)
    parts[key] = Part(source, (), "profile", called or stem, title or called or stem, prefix if PREFIX.fullmatch(prefix) else "")


def find_profile(name: str, folder: str, origin: Origin | None = None) -> Found:
    """The file of a profile: shipped, a file of one's own, or from another installed package.

    Raises Refused for a name that nothing bears.
    """
    if name.endswith(".toml") or "/" in name or os.sep in name:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return Found(path, False, _short(path))
        raise _refused(origin, Phrase("config_no_profile_file", {"name": name}), _near_file(name, folder))
    own = os.path.join(shipped("rules"), _FOLDER, f"{name}.toml")
    if os.path.isfile(own):
        return Found(own, True, f"rules/{_FOLDER}/{name}.toml")
    titled = _titled(name)
    if titled is not None:
        return titled
    from linter.profile.outside import outside_profile, outside_profile_names

    try:
        outside = outside_profile(name)
    except Exception as error:  # a package may fail in any way while it is imported
        params: dict[str, Word] = {"name": name, "where": name, "reason": f"{type(error).__name__}: {error}"}
        raise _refused(origin, Phrase("config_outside_broken", params)) from None
    if outside is not None:
        return Found(outside, False, outside)
    cure: Word = suggestion(name, [BASE, *shipped_names(), *outside_profile_names()])
    if os.path.isfile(os.path.join(folder, f"{name}.toml")):
        cure = Phrase("config_profile_file", {"name": f"{name}.toml"})
    raise _refused(origin, Phrase("config_no_profile", {"name": name}), cure)


def _near_file(name: str, folder: str) -> Phrase:
    """The file that may be meant, or else where it is looked for."""
    inside, base = os.path.split(name)
    try:
        names = os.listdir(os.path.join(folder, inside) or ".")
    except OSError:
        names = []
    near = nearest(base.removesuffix(".toml"), (each.removesuffix(".toml") for each in names if each.endswith(".toml")))
    if near is None:
        return Phrase("config_file_from", {"folder": os.path.abspath(folder)})
    return Phrase("config_nearest_of_many", {"name": os.path.join(inside, f"{near}.toml")})


def _titled(name: str) -> Found | None:
    """The shipped profile with this Chinese title, with or without 省, 市, 自治区."""
    if name.isascii():
        return None
    for each in shipped_names():
        path = os.path.join(shipped("rules"), _FOLDER, f"{each}.toml")
        title = _head(path).get("title", "")
        if name in (title, _SUFFIX.sub("", title)):
            return Found(path, True, f"rules/{_FOLDER}/{each}.toml")
    return None


def _head(path: str) -> dict[str, Any]:
    """The `[profile]` of a shipped profile: reading all of each would take long."""
    import tomli

    with open(path, encoding="utf-8") as file:
        text = file.read()
    start = text.index("[profile]")
    behind = _TABLE.search(text, start + 1)
    data: dict[str, Any] = tomli.loads(text[start : behind.start() if behind else len(text)])["profile"]
    return data


def _short(path: str) -> str:
    """A path as people write it: relative where it lies below the current folder."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _refused(origin: Origin | None, said: Word, cure: Word = "") -> Refused:
    if origin is not None:
        return Refused([origin.problem(Fault(origin.path, said, cure))])
    from linter.profile.locate import Spot

    return Refused([Problem("", Spot(0, 0, 0), "", said, cure)])


def title_of(name: str) -> str:
    """The title of a shipped profile."""
    title: str = _head(os.path.join(shipped("rules"), _FOLDER, f"{name}.toml"))["title"]
    return title


def regions() -> Iterator[tuple[str, Sequence[str]]]:
    """For each shipped profile how names of bodies of its province begin."""
    for name in shipped_names():
        yield name, _head(os.path.join(shipped("rules"), _FOLDER, f"{name}.toml")).get("regions", ())
