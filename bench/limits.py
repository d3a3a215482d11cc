"""The limits that archives are held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from measures import Measure

from bench import Figure

TEXT_SECONDS = {1_000: 2.0, 10_000: 20.0}
MIXED_SECONDS = {1_000: 20.0}
LARGE, LARGE_MEMORY = 100_000, 300.0  # MiB of all processes together
COMPARED_WITH = 10_000
SLOWER = 1.15  # how much longer a file may take among a hundred thousand than among ten thousand
CACHE_FASTER = 10.0
# with fewer files, starting the process is most of the second run
CACHE_FROM = 1_000


def limits_of(text: Sequence[Measure], mixed: Sequence[Measure]) -> list[Figure]:
    """What the measures come to beside the limits that there are for archives of such sizes."""
    return [*_seconds(text, TEXT_SECONDS, "text"), *_seconds(mixed, MIXED_SECONDS, "mixed"), *_large(text), *_cache(text)]


def _seconds(measures: Sequence[Measure], limits: dict[int, float], kind: str) -> Iterator[Figure]:
    for each in measures:
        if each.kind == "check":
            note = f"{each.each:.2f} ms each, {each.jobs} processes"
            what = f"check, {each.files:,} {kind} reports"
            yield Figure(what, each.spent.seconds, "s", limits.get(each.files), note)


def _large(measures: Sequence[Measure]) -> Iterator[Figure]:
    by_size = {each.files: each for each in measures if each.kind == "check"}
    if LARGE not in by_size:
        return
    large = by_size[LARGE]
    if COMPARED_WITH in by_size:
        ratio = large.each / by_size[COMPARED_WITH].each
        yield Figure(f"a file among {LARGE:,}, beside one among {COMPARED_WITH:,}", ratio, "×", SLOWER)
    if large.spent.whole is not None:
        yield Figure(f"memory of all processes, {LARGE:,} text reports", large.spent.whole, "MiB", LARGE_MEMORY)


def _cache(measures: Sequence[Measure]) -> Iterator[Figure]:
    plain = {each.files: each for each in measures if each.kind == "check"}
    for each in measures:
        if each.kind == "cache" and each.what == "second run":
            ratio = plain[each.files].spent.seconds / each.spent.seconds
            limit = CACHE_FASTER if each.files >= CACHE_FROM else None
            note = f"{each.spent.seconds:.2f} s"
            yield Figure(f"second run with --cache, {each.files:,} text reports", ratio, "× faster", limit, note, at_least=True)
