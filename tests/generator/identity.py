"""Numbers of identity cards and bank cards that nobody holds, with the right check digits."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def identity_number(rng: Random) -> str:
    """An identity number of 18 characters: a region that was never given out, day of birth, order, check digit."""
    born = date(1960, 1, 1) + timedelta(rng.randint(0, 15000))
    digits = f"{rng.choice(('410399', '340899', '510799'))}{born:%Y%m%d}{rng.randint(1, 999):03d}"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return digits + _CHECKS[total % 11]


def card_number(rng: Random) -> str:
    """A bank card number of 16 or 19 digits of which the sum of Luhn comes out."""
    length = rng.choice((16, 19))
    digits = "62" + "".join(str(rng.randint(0, 9)) for _ in range(length - 3))
    return digits + str(-_luhn(digits + "0") % 10)


def _luhn(digits: str) -> int:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled)
