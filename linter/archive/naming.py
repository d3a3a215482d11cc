"""Names of bodies: what of a name tells whose it is, and where in it the names of regions end."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import PurePath

from linter.fold import core
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.parse.title import level_of

# how high the bodies of regions stand
RANKS: Mapping[str, int] = {"province": 0, "city": 1, "county": 2, "committee": 3}
LOWEST = 9
# a name of fewer characters is none: neither that of a region nor what is left of one without the regions in front
_SHORTEST = 2


def bare_name(name: str, norm: Norm) -> str:
    """The name of a body without what is written or left out at will (人民政府, 办事处)."""
    bare = core(name)
    return _patterns(norm).ends.sub("", bare) or bare


def region_ends(bare: str, norm: Norm) -> list[int]:
    """Where in a bare name the names of regions in front end: of 白水市云岭县青禾镇 behind 市 and behind 县.

    A single character is the name of a region only in front of all (省教育厅), so that 云岭县州桥镇 does not end with 桥镇.
    """
    ends: list[int] = []
    before = 0
    for found in _patterns(norm).region.finditer(bare):
        end = found.end()
        if end - before >= _SHORTEST or not before:
            ends.append(end)
            before = end
    return [end for end in ends if len(bare) - end >= _SHORTEST]


def tails(bare: str, norm: Norm) -> list[str]:
    """The bare name without the first region in front, without the first two, and so on."""
    return [bare[end:] for end in region_ends(bare, norm)]


def is_region(bare: str, norm: Norm) -> bool:
    """Whether a bare name ends as the name of a region does (云岭县)."""
    return len(bare) >= _SHORTEST and _patterns(norm).last.search(bare) is not None


def within(region: str, bare: str, norm: Norm) -> str:
    """A bare name with the names of all regions above in front, of which it may have some (云岭县青禾镇 in 白水市云岭县)."""
    own = next((name for name in (region, *tails(region, norm)) if bare.startswith(name)), "")
    return region + bare[len(own) :]


def undoubled(bare: str, norm: Norm) -> str:
    """A bare name in which the kind of a region stands once: 云岭县教育局 for the 县教育局 of 云岭县."""
    return _patterns(norm).doubled.sub(r"\1", bare)


def qualified(name: str, path: str, norm: Norm) -> str:
    """The name with the regions in front in whose folders the file lies; the name itself where it tells its region.

    So the 城关镇 of the folder 云岭县 is not that of the folder 白水县, nor one 鼓楼区 that of another city.
    """
    bare = bare_name(name, norm)
    if not bare or any(end >= _SHORTEST for end in region_ends(bare, norm)):
        return name
    rank = rank_of(level_of(bare, norm)) if is_region(bare, norm) else LOWEST
    front = "".join(region for region, above in _regions_of(os.path.dirname(path), norm) if above < rank)
    return front + core(name) if front else name


def rank_of(level: str | None) -> int:
    """How high a body of this level stands: the higher, the lower its number; LOWEST for what is no region."""
    return RANKS.get(level or "", LOWEST)


def _regions_of(folder: str, norm: Norm) -> tuple[tuple[str, int], ...]:
    """The regions in whose folders a folder lies, highest first, each with its rank."""
    key = ("regions of", folder)
    found: tuple[tuple[str, int], ...] | None = norm.caches.get(key)
    if found is None:
        lowest = LOWEST
        regions: list[tuple[str, int]] = []
        for part in reversed(PurePath(folder).parts):
            region = bare_name(part, norm)
            rank = rank_of(level_of(region, norm)) if is_region(region, norm) else LOWEST
            if rank < lowest:
                regions.append((region, rank))
                lowest = rank
        found = norm.caches[key] = tuple(reversed(regions))
    return found


class _Patterns(NamedTuple):
    """What names end in or not, the ends of names of regions, such an end behind all, and one that comes twice."""

    ends: re.Pattern[str]
    region: re.Pattern[str]
    last: re.Pattern[str]
    doubled: re.Pattern[str]


def _patterns(norm: Norm) -> _Patterns:
    """The patterns of names, put together once a norm."""
    found: _Patterns | None = norm.caches.get("same_body")
    if found is None:
        ends, region = (norm.data["same_body"][key] for key in ("ends", "region"))
        sources = (f"(?:{ends})$", f"(?:{region})", f"(?:{region})$", f"({region})\\1")
        found = norm.caches["same_body"] = _Patterns(*(norm.pattern(f"same_body:{source}", source) for source in sources))
    return found
