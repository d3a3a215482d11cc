"""Which names are names of one body: by the words, by what a configuration says, and by the roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from linter.archive.naming import bare_name, region_ends, tails, undoubled
from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.report import NOTHING


class Bodies(NamedTuple):
    """The bodies of an archive by number.

    `shown` has a name for each, `names` all under which it occurs, most frequent first. `numbers` leads from bare names to
    numbers; `rivals` tells of a short name (青禾镇) how many bodies with regions in front it may mean.
    """

    norm: Norm
    shown: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    numbers: Mapping[str, int]
    rivals: Mapping[str, int]

    def of(self, name: str) -> int | None:
        """The number of the body with this name; None for a name that was not given."""
        return self.numbers.get(bare_name(name, self.norm))

    def rivals_of(self, name: str) -> int:
        """How many bodies a short name may mean beside its own; 0 for a name that means one."""
        return self.rivals.get(bare_name(name, self.norm), 0)


def bodies_of(
    names: Iterable[str],
    norm: Norm,
    corrections: Mapping[str, Sequence[str]] = NOTHING,
    roster: Mapping[str, str] | Sequence[str] = (),
) -> Bodies:
    """The bodies that names stand for.

    `corrections` say of a name which others mean the same body, or, with none, that it stands alone; the names of the
    `roster` (to what each is shown as) are bodies of their own.
    """
    titles = roster if isinstance(roster, Mapping) else dict(zip(roster, roster, strict=True))
    listed = {bare_name(name, norm): shown for name, shown in titles.items()}
    counts = Counter(names)
    counts.update(dict.fromkeys(roster, 0))
    for name, others in corrections.items():
        counts.update(dict.fromkeys((name, *others), 0))
    written: dict[str, list[str]] = {}
    for name in counts:
        written.setdefault(bare_name(name, norm), []).append(name)
    alone = {bare_name(name, norm) for name, others in corrections.items() if not others}
    groups = _Groups(written)
    longer = _longer(written, alone, norm)
    unclear = [short for short, others in longer.items() if not _join(groups, short, others, listed, norm)]
    for bare in written:
        once = undoubled(bare, norm)
        if once != bare and once in written and not {once, bare} & alone:
            groups.join(once, bare)
    for name, others in corrections.items():
        for other in others:
            groups.join(bare_name(name, norm), bare_name(other, norm))
    for short in sorted(unclear, key=len, reverse=True):
        # what was made one body since is no longer several
        if short not in listed and len({groups.of(name) for name in longer[short]}) == 1:
            groups.join(short, longer[short][0])
    return _numbered(norm, written, counts, groups, listed, {short: longer[short] for short in unclear})


def _longer(written: Iterable[str], alone: set[str], norm: Norm) -> dict[str, list[str]]:
    """The bare names that are others with regions in front, by those others."""
    found: dict[str, list[str]] = {}
    known = set(written) - alone
    for bare in written:
        if bare in known:
            for tail in tails(bare, norm):
                if tail in known:
                    found.setdefault(tail, []).append(bare)
    return found


def _join(groups: _Groups, short: str, longer: list[str], listed: Mapping[str, str], norm: Norm) -> bool:
    """Make a name and all longer ones one body if they are one chain, each the end of the next; whether they are."""
    chain = [short, *sorted(longer, key=len)]
    if sum(name in listed for name in chain) > 1:
        return False
    # of one longer name, the short one is known to be the end
    for one, other in pairwise(chain) if len(longer) > 1 else ():
        if not other.endswith(one) or len(other) - len(one) not in region_ends(other, norm):
            return False
    for name in longer:
        groups.join(short, name)
    return True


class _Groups:
    """Names that were found to be one, each group known by one of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._leader = {name: name for name in names}

    def of(self, name: str) -> str:
        leader = name
        while self._leader[leader] != leader:
            leader = self._leader[leader]
        while self._leader[name] != leader:
            self._leader[name], name = leader, self._leader[name]
        return leader

    def join(self, one: str, other: str) -> None:
        self._leader[self.of(other)] = self.of(one)


def _numbered(
    norm: Norm, written: Mapping[str, list[str]], counts: Counter[str], groups: _Groups, listed: Mapping[str, str],
    unclear: Mapping[str, list[str]],
) -> Bodies:  # fmt: skip
    numbers: dict[str, int] = {}
    leaders: dict[str, int] = {}
    names: list[list[tuple[int, str]]] = []
    rostered: dict[int, str] = {}
    for bare, forms in written.items():
        number = numbers[bare] = leaders.setdefault(groups.of(bare), len(leaders))
        if number == len(names):
            names.append([])
        names[number].extend((len(bare), form) for form in forms)
        if bare in listed:
            rostered.setdefault(number, listed[bare])
    shown = [rostered.get(number) or _longest(forms, counts) for number, forms in enumerate(names)]
    occurring = [_occurring(forms, counts) for forms in names]
    rivals = {}
    for short, longer in unclear.items():
        others = {numbers[name] for name in longer}
        # a correction or the roster says which is meant
        if numbers[short] not in others and short not in listed:
            rivals[short] = len(others)
    return Bodies(norm, tuple(shown), tuple(occurring), numbers, rivals)


def _longest(forms: Sequence[tuple[int, str]], counts: Counter[str]) -> str:
    """The name with most regions in front, of those the most frequent; `forms` are names with the lengths of bare ones."""
    return forms[0][1] if len(forms) == 1 else max(forms, key=lambda each: (each[0], counts[each[1]], len(each[1])))[1]


def _occurring(forms: Sequence[tuple[int, str]], counts: Counter[str]) -> tuple[str, ...]:
    """The names that reports have, most frequent first."""
    found = [name for _, name in forms if counts[name]]
    return tuple(found) if len(found) < 2 else tuple(sorted(found, key=lambda name: -counts[name]))
