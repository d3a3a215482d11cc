"""Order: the part of a sequence that is in order and weighs most."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest_run(numbers: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Indices of the strictly increasing run with the greatest weight; the earliest among equals."""
    best: list[tuple[int, int]] = []
    heaviest: dict[int, int] = {}
    for index, number in enumerate(numbers):
        weight, before = 0, -1
        for smaller, place in heaviest.items():
            if smaller < number and (best[place][0], -place) > (weight, -before):
                weight, before = best[place][0], place
        best.append((weight + weights[index], before))
        if number not in heaviest or best[index][0] > best[heaviest[number]][0]:
            heaviest[number] = index
    if not best:
        return []
    place = max(range(len(best)), key=lambda index: best[index][0])
    run = []
    while place >= 0:
        run.append(place)
        place = best[place][1]
    return run[::-1]
