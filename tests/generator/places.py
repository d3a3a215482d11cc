"""Invented bodies that have to report: none of these places exists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

_PROVINCES = ("澜原省", "琼崎省", "霁东省")
_CITIES = ("砚州市", "澜阴市", "珩阳市", "蓼州市", "霁宁市")
_DISTRICTS = ("棠漪区", "砚东区", "澜滨区", "珩湖区", "蕙山区")
_COUNTIES = ("澹溪县", "琅砚县", "芷宁县", "榆珩县", "霁川县", "蓼原县")
_TOWNS = ("霁砚镇", "澜烛镇", "杞桥镇", "菱崖镇", "珩浦镇", "椿屏镇")
_VILLAGES = ("茗鹤乡", "芷崖乡", "藜坪乡", "枫漪乡", "砚岭乡")
_SUBDISTRICTS = ("棠漪街道", "珩桥街道", "蕙园街道", "柘湖里街道")
_BUREAUS = ("水利局", "民政局", "农业农村局", "交通运输局", "市场监督管理局", "自然资源局", "司法局")
_CITY_DEPARTMENTS = ("水利局", "教育局", "发展和改革委员会", "卫生健康委员会", "生态环境局", "住房和城乡建设局")
_PROVINCE_DEPARTMENTS = ("水利厅", "交通运输厅", "农业农村厅", "发展和改革委员会", "市场监督管理局", "文化和旅游厅")
_ZONES = ("经济技术开发区", "高新技术产业开发区", "临港产业开发区")

# about how many requests of one kind such a body gets in a year
_SCALE = {
    "town": 3,
    "village": 2,
    "subdistrict": 3,
    "county": 90,
    "bureau": 12,
    "province": 400,
    "city": 160,
    "district": 60,
    "city_department": 20,
    "province_department": 45,
    "office": 15,
    "zone": 8,
    "vertical": 5,
}
KINDS = tuple(_SCALE)
GOVERNMENTS = frozenset({"province", "city", "district", "county", "town", "village"})
RULEMAKERS = frozenset({"province", "city"})
# bodies below the county have no day by which the Regulation wants their reports
TOWNSHIPS = frozenset({"town", "village", "subdistrict"})


@dataclass(frozen=True, slots=True)
class Body:
    """A reporting body and the words that it uses: for itself, its area, its web site and those above it."""

    name: str
    self_name: str
    kind: str
    scale: int
    area: str = "全县"
    portal: str = "县人民政府门户网站"
    above: str = "县"
    seat: str = "澹溪县"

    @property
    def government(self) -> bool:
        """Whether it is a 人民政府, which has more to report than a department."""
        return self.kind in GOVERNMENTS

    @property
    def rulemaking(self) -> bool:
        """Whether it may make 规章."""
        return self.kind in RULEMAKERS


def draw_body(rng: Random, kind: str | None = None) -> Body:
    """A body of the kind, or of any kind."""
    kind = kind or rng.choice(KINDS)
    draw = {
        "province": _province,
        "city": _city,
        "district": _district,
        "county": _county,
        "city_department": _city_department,
        "province_department": _province_department,
        "office": _office,
        "zone": _zone,
        "vertical": _vertical,
        "bureau": _bureau,
    }
    return draw[kind](rng) if kind in draw else _township(rng, kind)


def nameless_body() -> Body:
    """A body of which the report tells neither name nor level."""
    return Body("", "本机关", "unknown", 3)


def renamed(body: Body) -> Body:
    """The same body under the other usual name: 政府 for 人民政府, a township with or without its county."""
    if body.kind in TOWNSHIPS:
        bare = body.name.removeprefix(body.seat)
        return replace(body, name=bare if bare != body.name else body.seat + body.name)
    return replace(body, name=body.name.replace("人民政府", "政府"))


def _township(rng: Random, kind: str) -> Body:
    seat = rng.choice(_COUNTIES)
    names = {"town": (_TOWNS, "人民政府"), "village": (_VILLAGES, "人民政府"), "subdistrict": (_SUBDISTRICTS, "办事处")}[kind]
    # both ways are common: with the county in front and without
    name = rng.choice((seat, "")) + rng.choice(names[0]) + names[1]
    self_name = {"town": "我镇", "village": "我乡", "subdistrict": rng.choice(("本街道", "我街道"))}[kind]
    area = {"town": "全镇", "village": "全乡", "subdistrict": "全街道"}[kind]
    return Body(name, self_name, kind, _SCALE[kind], area, "县人民政府门户网站", "县", seat)


def _province(rng: Random) -> Body:
    seat = rng.choice(_PROVINCES)
    return Body(f"{seat}人民政府", "我省", "province", _SCALE["province"], "全省", "省人民政府门户网站", "国家", seat)


def _city(rng: Random) -> Body:
    seat = rng.choice(_CITIES)
    return Body(f"{seat}人民政府", "我市", "city", _SCALE["city"], "全市", "市人民政府门户网站", "省", seat)


def _district(rng: Random) -> Body:
    seat = rng.choice(_DISTRICTS)
    name = rng.choice((rng.choice(_CITIES), "")) + seat
    return Body(f"{name}人民政府", "我区", "district", _SCALE["district"], "全区", "区人民政府门户网站", "市", seat)


def _county(rng: Random) -> Body:
    seat = rng.choice(_COUNTIES)
    return Body(f"{seat}人民政府", "我县", "county", _SCALE["county"], "全县", "县人民政府门户网站", "市", seat)


def _bureau(rng: Random) -> Body:
    seat = rng.choice(_COUNTIES)
    return Body(f"{seat}{rng.choice(_BUREAUS)}", "我局", "bureau", _SCALE["bureau"], "全局", "县人民政府门户网站", "县", seat)


def _city_department(rng: Random) -> Body:
    seat, name = rng.choice(_CITIES), rng.choice(_CITY_DEPARTMENTS)
    self_name, area = _department_words(name)
    return Body(seat + name, self_name, "city_department", _SCALE["city_department"], area, "市人民政府门户网站", "市", seat)


def _province_department(rng: Random) -> Body:
    seat, name = rng.choice(_PROVINCES), rng.choice(_PROVINCE_DEPARTMENTS)
    self_name, area = _department_words(name)
    return Body(
        seat + name, self_name, "province_department", _SCALE["province_department"], area, f"{area[1]}门户网站", "省", seat
    )


def _department_words(name: str) -> tuple[str, str]:
    short = {"局": "局", "厅": "厅", "会": "委"}[name[-1]]
    return f"我{short}", f"全{short}"


def _office(rng: Random) -> Body:
    seat, office, level = rng.choice(
        (
            (rng.choice(_COUNTIES), "办公室", "县"),
            (rng.choice(_CITIES), "办公室", "市"),
            (rng.choice(_PROVINCES), "办公厅", "省"),
        )
    )
    self_name = "我厅" if office == "办公厅" else rng.choice(("我办", "本办"))
    portal = f"{level}人民政府门户网站"
    return Body(f"{seat}人民政府{office}", self_name, "office", _SCALE["office"], f"全{self_name[1]}", portal, level, seat)


def _zone(rng: Random) -> Body:
    seat = rng.choice(_CITIES)
    name = f"{seat.removesuffix('市')}{rng.choice(_ZONES)}管理委员会"
    return Body(name, "管委会", "zone", _SCALE["zone"], "全区", "开发区门户网站", "市", seat)


def _vertical(rng: Random) -> Body:
    seat = rng.choice(_COUNTIES)
    name = rng.choice((f"国家税务总局{seat}税务局", f"{seat}气象局", f"{seat}烟草专卖局"))
    return Body(name, "我局", "vertical", _SCALE["vertical"], "全局", f"{seat}人民政府门户网站", "市", seat)
