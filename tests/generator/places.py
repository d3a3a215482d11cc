"""Invented bodies that have to report: none of these places exists."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_COUNTIES = ("澹溪县", "琅砚县", "芷宁县", "榆珩县", "霁川县", "蓼原县")
_TOWNS = ("霁砚镇", "澜烛镇", "杞桥镇", "菱崖镇", "珩浦镇", "椿屏镇")
_VILLAGES = ("茗鹤乡", "芷崖乡", "藜坪乡", "枫漪乡", "砚岭乡")
_SUBDISTRICTS = ("棠漪街道", "珩桥街道", "蕙园街道", "柘湖里街道")
_BUREAUS = ("水利局", "民政局", "农业农村局", "交通运输局", "市场监督管理局", "自然资源局")

KINDS = ("town", "village", "subdistrict", "county", "bureau")
_SELF = {"town": "我镇", "village": "我乡", "subdistrict": "本街道", "county": "我县", "bureau": "我局"}
# about how many requests of one kind such a body gets in a year
_SCALE = {"town": 3, "village": 2, "subdistrict": 3, "county": 90, "bureau": 12}


@dataclass(frozen=True, slots=True)
class Body:
    """A reporting body: its name, how it speaks of itself, what kind it is, and how much it has to do."""

    name: str
    self_name: str
    kind: str
    scale: int


def draw_body(rng: Random, kind: str | None = None) -> Body:
    """A body of the kind, or of any kind."""
    kind = kind or rng.choice(KINDS)
    county = rng.choice(_COUNTIES)
    names = {
        # both ways are common: with the county in front and without
        "town": rng.choice((county, "")) + rng.choice(_TOWNS) + "人民政府",
        "village": rng.choice((county, "")) + rng.choice(_VILLAGES) + "人民政府",
        "subdistrict": rng.choice((county, "")) + rng.choice(_SUBDISTRICTS) + "办事处",
        "county": county + "人民政府",
        "bureau": county + rng.choice(_BUREAUS),
    }
    return Body(names[kind], _SELF[kind], kind, _SCALE[kind])


def nameless_body() -> Body:
    """A body of which the report tells neither name nor level."""
    return Body("", "本机关", "unknown", 3)
