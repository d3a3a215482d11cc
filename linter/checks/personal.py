"""Personal information: numbers of identity and bank cards, mobile telephones, private mailboxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from linter.checks.spots import Spot, told
from linter.finding import Said
from linter.named_tuple import NamedTuple
from linter.prose.passage import Passage
from linter.prose.pattern import compiled
from linter.prose.sought import sought
from linter.prose.whole import prose_of, whole_prose
from linter.report import Report
from linter.terms import Pattern

_NUMBER = re.compile(r"(?<![\dA-Za-z./=_-])\d(?:\d|(?<=\d)-(?=\d)){9,21}[\dXx](?![\dA-Za-z/=_-])")
# what every such number begins with, quick to look for
_FIGURES = re.compile(r"\d[\d-]{9}")
_MAILBOX = re.compile(r"[A-Za-z0-9._+-]{1,40}@(?P<host>[A-Za-z0-9.-]{1,40})")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_IDENTITY = 18
_CARD = range(16, 20)
_AROUND = 20
# what stands in an earlier sentence says nothing of the number
_BEFORE = re.compile(r".*[。;!?\n]", re.DOTALL)


class Personal(NamedTuple):
    """How bank cards begin, the hosts of private mailboxes, and words in front of a number.

    A card number must have one of `card_cues` and none of `no_card` in front, that of an identity card none of
    `no_identity`.
    """

    card: Pattern
    card_cues: tuple[Pattern, ...]
    no_card: tuple[Pattern, ...]
    no_identity: tuple[Pattern, ...]
    hosts: tuple[str, ...]


def numbers(report: Report, options: Personal) -> Iterator[Said]:
    """Every such number, one finding a kind and section; tables are not looked at."""
    whole = whole_prose(report)
    if "@" not in whole and _FIGURES.search(whole) is None:
        return
    for passage in prose_of(report).passages:
        key = passage.at
        spots: dict[str, list[Spot]] = {}
        for kind, start, end, shown in (*_numbers(passage, report, options), *_mailboxes(passage, options)):
            spots.setdefault(kind, []).append(Spot(key, passage.span(start, end), shown))
        for kind, places in spots.items():
            yield told(kind, places)


def _numbers(passage: Passage, report: Report, options: Personal) -> Iterator[tuple[str, int, int, str]]:
    words = passage.words
    begun = _FIGURES.search(words)
    for found in _NUMBER.finditer(words, begun.start()) if begun is not None else ():
        number = found[0].replace("-", "").upper()
        before = words[max(0, found.start() - _AROUND) : found.start()]
        before = _BEFORE.sub("", before)
        if found.start() in passage.quantities:
            continue
        if is_identity(number) and not sought(report.norm, *options.no_identity).is_in(before):
            yield "identity", found.start(), found.end(), _masked(number)
        elif is_card(number) and compiled(report.norm, options.card).match(number) and _is_account(before, report, options):
            yield "card", found.start(), found.end(), _masked(number)
        elif _MOBILE.fullmatch(number):
            yield "mobile", found.start(), found.end(), _masked(number)


def _is_account(before: str, report: Report, options: Personal) -> bool:
    return sought(report.norm, *options.card_cues).is_in(before) and not sought(report.norm, *options.no_card).is_in(before)


def _mailboxes(passage: Passage, options: Personal) -> Iterator[tuple[str, int, int, str]]:
    if "@" not in passage.words:
        return
    for found in _MAILBOX.finditer(passage.words):
        host = found["host"].lower().rstrip(".-")
        if host in options.hosts:
            yield "mailbox", found.start(), found.end(), f"{found[0][0]}***@{host}"


def _masked(number: str) -> str:
    """The number with its middle made unreadable."""
    return number[:3] + "*" * (len(number) - 5) + number[-2:]


def is_identity(number: str) -> bool:
    """Whether it is the number of an identity card: a real day of birth and the right check character."""
    if len(number) != _IDENTITY or not number[:-1].isdigit():
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return 1900 <= born.year < 2100 and number[0] in "12345678" and _CHECKS[total % 11] == number[-1]


def is_card(number: str) -> bool:
    """Whether it may be the number of a bank card: it is as long as one, and its check digit is right (Luhn)."""
    if len(number) not in _CARD or not number.isdigit():
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(map(int, number[::-2])) + sum(doubled)) % 10 == 0
