"""The bodies of an invented province: a city with its counties, and below them towns, departments and vertical bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from random import Random

from generator.places import Body
from generator.province_topics import DEPARTMENTS

# two rare characters for a name: no real place joins them so, which the number of names below needs
_FIRST = "霁澜琅芷珩蓼菱茗藜椿蕙棠榆枫杞柘澹琚漱芸蘅菡荻葭萱蔚荔槿楸梓桐樨橘柚柠檀槐椴栎桦筠箐篁茉莞茜蓟苕荞蕨"
_SECOND = "笺砚烛漪筝笙绡绮缃珮璎珞笛箫瑟磬钰篱帘棹橹舷绫纨缇绦縠绶绛缦缟帛帷幔幡笏簪钗钿珰瑗璜琮砧蓑笠埙篪"
_VERTICALS = ("国家税务总局{seat}税务局", "{seat}气象局", "{seat}烟草专卖局")
_SMALLEST, _LARGEST = 12, 60  # bodies of a county


@dataclass(frozen=True, slots=True)
class Unit:
    """A body of the roster: `topics` says what it makes public, `summed` whether the report of its parent counts it."""

    name: str
    level: str
    parent: str
    county: str
    body: Body
    names: tuple[str, ...]
    topics: str
    summed: bool = True

    @property
    def region(self) -> bool:
        """Whether its figures are those of all bodies below it."""
        return self.level in ("city", "county")


def draw_units(bodies: int, seed: int) -> tuple[Unit, ...]:
    """So many bodies, parents before children; the city comes first."""
    rng = Random(f"places {seed}")
    stems = [first + second for first in _FIRST for second in _SECOND]
    rng.shuffle(stems)
    names = iter(stems)
    city = next(names) + "市"
    size = min(_LARGEST, max(_SMALLEST, round(1.6 * sqrt(bodies))))
    own = max(4, min(size // 2, bodies // 6))
    counties = max(1, round((bodies - own) / size))
    shares = [(bodies - own + number) // counties for number in range(counties)]
    units = [*_city(city, own)]
    for share in shares:
        units.extend(_county(city, share, names, rng))
    return tuple(units)


def _city(city: str, number: int) -> Iterator[Unit]:
    name = f"{city}人民政府"
    portal = "市人民政府门户网站"
    yield Unit(name, "city", "", "", Body(name, "我市", "city", 160, "全市", portal, "省", city), (), "region")
    yield _office(city, name, "", portal, "市")
    for kind in DEPARTMENTS[: number - 3]:
        yield _department(city, kind, name, "", portal, "市", "city_department")
    yield _vertical(city, 0, name, "")


def _county(city: str, number: int, names: Iterator[str], rng: Random) -> Iterator[Unit]:
    unit = "区" if rng.random() < 0.2 else "县"
    seat = next(names) + unit
    name, portal = f"{seat}人民政府", f"{unit}人民政府门户网站"
    kind = "county" if unit == "县" else "district"
    yield Unit(
        name,
        "county",
        f"{city}人民政府",
        name,
        Body(name, f"我{unit}", kind, 90, f"全{unit}", portal, "市", seat),
        (f"{city}{name}",),
        "region",
    )
    yield _office(seat, name, name, portal, unit)
    verticals = 1 if number < 20 else 2 if number < 40 else 3
    departments = min(len(DEPARTMENTS), (number - verticals) * 2 // 5)
    for department in rng.sample(DEPARTMENTS, departments):
        yield _department(seat, department, name, name, portal, unit, "bureau")
    for which in range(verticals):
        yield _vertical(seat, which, name, name)
    for _ in range(number - 2 - verticals - departments):
        yield _township(seat, name, next(names), unit, portal, rng)


def _office(seat: str, parent: str, county: str, portal: str, level: str) -> Unit:
    name = f"{seat}人民政府办公室"
    return Unit(name, "office", parent, county, Body(name, "我办", "office", 15, "全办", portal, level, seat), (), "region")


def _department(seat: str, kind: str, parent: str, county: str, portal: str, level: str, scale: str) -> Unit:
    name, short = seat + kind, "委" if kind.endswith("会") else "局"
    body = Body(name, f"我{short}", scale, 12, f"全{short}", portal, level, seat)
    return Unit(name, "department", parent, county, body, (), kind)


def _vertical(seat: str, number: int, parent: str, county: str) -> Unit:
    name = _VERTICALS[number].format(seat=seat)
    body = Body(name, "我局", "vertical", 5, "全局", f"{seat}人民政府门户网站", "市", seat)
    return Unit(name, "vertical", parent, county, body, (), "vertical", summed=False)


def _township(seat: str, parent: str, stem: str, unit: str, portal: str, rng: Random) -> Unit:
    weights = (4, 2, 1) if unit == "县" else (2, 0, 4)
    kind, word, end = rng.choices(
        (("town", "镇", "人民政府"), ("village", "乡", "人民政府"), ("subdistrict", "街道", "办事处")), weights
    )[0]
    bare = stem + word
    body = Body(f"{seat}{bare}{end}", f"我{word}", kind, 3, f"全{word}", portal, unit, seat)
    level = "subdistrict" if kind == "subdistrict" else "township"
    # three more ways to name it, none of which another body of the province has
    return Unit(body.name, level, parent, parent, body, (f"{bare}{end}", f"{seat}{bare}", bare), "township")
