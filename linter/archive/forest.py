"""What bodies are parts of over all years, and an order in which parts stand behind what they are parts of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from linter.archive.bodies import Bodies
from linter.archive.fact import Known
from linter.archive.roster import Entry
from linter.archive.tree import Tree


def parents_of(known: Sequence[Known], tree: Tree, entries: Mapping[int, Entry], above: Mapping[int, int]) -> dict[int, int]:
    """The body that each is a part of: `above` by the roster for what stands on it, else that of most of its reports."""
    years: dict[int, dict[int, list[int]]] = {}
    for region in tree.regions.values():
        host = known[region.report].body
        for part in region.parts:
            report = known[part.report]
            if host is not None and report.body is not None and report.body not in entries:
                years.setdefault(report.body, {}).setdefault(host, []).append(report.year or 0)
    # of two that have as many, the later
    voted = {body: max(hosts, key=lambda host: (len(hosts[host]), max(hosts[host]))) for body, hosts in years.items()}
    return _without_circles({**above, **voted})


def above_by_roster(entries: Sequence[Entry], bodies: Bodies) -> dict[int, int]:
    """The body that the roster puts each below."""
    found: dict[int, int] = {}
    for entry in entries:
        body = bodies.of(entry.full)
        host = bodies.of(entries[entry.parent].full) if entry.parent is not None else None
        if body is not None and host is not None:
            found.setdefault(body, host)
    return found


def _without_circles(parents: Mapping[int, int]) -> dict[int, int]:
    """The same parents, without those by which a body would be above itself."""
    kept: dict[int, int] = {}
    for body, host in parents.items():
        place = host
        while place != body and place in kept:
            place = kept[place]
        if place != body:
            kept[body] = host
    return kept


def in_order(bodies: Iterable[int], parents: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The bodies, each with how deep it stands, parts right behind what they are parts of."""
    below: dict[int | None, list[int]] = {}
    for body in bodies:
        below.setdefault(parents.get(body), []).append(body)
    waiting = [(body, 0) for body in reversed(below.get(None, ()))]
    while waiting:
        body, depth = waiting.pop()
        yield body, depth
        waiting.extend((each, depth + 1) for each in reversed(below.get(body, ())))
