"""Numbers for the three tables for which every sum of the form holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from generator.form import form

Numbers = dict[str, dict[str, dict[str, Decimal]]]

APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other")
BLOCKS = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
VERDICTS = ("upheld", "corrected", "other", "pending")
_FLOW = ("new", "carried_in", "processed_total", "carried_out")


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one report: `tables[table][row][column]`, with the keys of the norm data."""

    edition: str
    tables: Numbers

    def __getitem__(self, place: tuple[str, str, str]) -> Decimal:
        table, row, column = place
        return self.tables[table][row][column]

    def changed(self, changes: dict[tuple[str, str, str], Decimal | int]) -> Figures:
        """A copy in which the named cells hold other numbers; sums are not repaired."""
        copied = {table: {row: dict(columns) for row, columns in rows.items()} for table, rows in self.tables.items()}
        for (table, row, column), value in changes.items():
            copied[table][row][column] = Decimal(value)
        return Figures(self.edition, copied)

    def added(self, amounts: dict[tuple[str, str, str], int]) -> Figures:
        """A copy in which the named cells have grown by so much; sums are not repaired."""
        return self.changed({place: self[place] + amount for place, amount in amounts.items()})


def items(edition: str) -> list[str]:
    """The rows of table 三 that （七）总计 adds up."""
    return [row.key for row in form(edition).rows("requests") if row.key not in _FLOW]


def draw_figures(edition: str, rng: Random, scale: int, rulemaking: bool = False) -> Figures:
    """Numbers that fit together; `scale` is about the largest number of requests of one kind, 0 means none at all."""
    disclosure = _disclosure_2021(rng, scale) if edition == "2021" else _disclosure_2019(rng, scale)
    if rulemaking:
        disclosure["regulations"] = _regulations(edition, rng)
    return Figures(edition, {"disclosure": disclosure, "requests": _requests(edition, rng, scale), "review": _review(rng, scale)})


def without_requests(figures: Figures) -> Figures:
    """The same figures for a year without any request, and with nothing to review."""
    nothing = {
        table: {row: dict.fromkeys(columns, Decimal(0)) for row, columns in figures.tables[table].items()}
        for table in ("requests", "review")
    }
    return Figures(figures.edition, figures.tables | nothing)


def without_review(figures: Figures, blocks: tuple[str, ...] = BLOCKS) -> Figures:
    """The same figures without a case in these blocks of table 四, as is usual for small bodies."""
    return figures.changed({("review", block, verdict): 0 for block in blocks for verdict in (*VERDICTS, "total")})


def without_backlog(figures: Figures) -> Figures:
    """The same figures without a request that was carried over, from last year or into the next."""
    changes: dict[tuple[str, str, str], Decimal | int] = {}
    for column in (*APPLICANTS, "total"):
        changes["requests", "new", column] = figures["requests", "processed_total", column]
        changes["requests", "carried_in", column] = changes["requests", "carried_out", column] = 0
    return figures.changed(changes)


def printed(value: Decimal) -> str:
    """A number as it stands in a cell, without exponent."""
    return format(value, "f")


def _some(rng: Random, most: int) -> int:
    # about one cell in four is nought: zeros are common, but a table of zeros shows no mistake
    return 0 if rng.random() < 0.25 else rng.randint(0, most)


def _money(rng: Random, most: int) -> Decimal:
    decimals = rng.choice((0, 1, 2, 4))
    parts = _some(rng, most * 10**decimals)
    return Decimal(parts).scaleb(-decimals) if parts else Decimal(0)


def _requests(edition: str, rng: Random, scale: int) -> dict[str, dict[str, Decimal]]:
    rows: dict[str, dict[str, Decimal]] = {row.key: {} for row in form(edition).rows("requests")}
    kinds = items(edition)
    for applicant in APPLICANTS:
        for kind in kinds:
            rows[kind][applicant] = Decimal(_some(rng, scale))
        processed = sum(rows[kind][applicant] for kind in kinds)
        carried_out = _some(rng, scale)
        carried_in = rng.randint(0, min(scale, int(processed) + carried_out))
        rows["processed_total"][applicant] = Decimal(processed)
        rows["carried_out"][applicant] = Decimal(carried_out)
        rows["carried_in"][applicant] = Decimal(carried_in)
        rows["new"][applicant] = Decimal(processed + carried_out - carried_in)
    for columns in rows.values():
        columns["total"] = sum((columns[applicant] for applicant in APPLICANTS), Decimal(0))
    return rows


def _review(rng: Random, scale: int) -> dict[str, dict[str, Decimal]]:
    rows: dict[str, dict[str, Decimal]] = {}
    for block in BLOCKS:
        rows[block] = {verdict: Decimal(_some(rng, scale)) for verdict in VERDICTS}
        rows[block]["total"] = sum(rows[block].values(), Decimal(0))
    return rows


def _disclosure_2021(rng: Random, scale: int) -> dict[str, dict[str, Decimal]]:
    made, repealed = _some(rng, scale), _some(rng, scale)
    # what was in force before is at least what was repealed in the year
    in_force = repealed + _some(rng, scale * 4) + made - repealed
    return {
        "regulations": dict.fromkeys(("made", "repealed", "in_force"), Decimal(0)),
        "normative_documents": {"made": Decimal(made), "repealed": Decimal(repealed), "in_force": Decimal(in_force)},
        "licences": {"decisions": Decimal(_some(rng, scale * 60))},
        "penalties": {"decisions": Decimal(_some(rng, scale * 40))},
        "compulsory_measures": {"decisions": Decimal(_some(rng, scale * 10))},
        "fees": {"amount": _money(rng, scale * 8)},
    }


def _regulations(edition: str, rng: Random) -> dict[str, Decimal]:
    made, fewer, before = rng.randint(0, 6), rng.randint(0, 4), rng.randint(4, 60)
    if edition == "2021":
        return {"made": Decimal(made), "repealed": Decimal(fewer), "in_force": Decimal(before + made - fewer)}
    return {"made": Decimal(made), "disclosed": Decimal(made), "disclosed_total": Decimal(before + made)}


def _disclosure_2019(rng: Random, scale: int) -> dict[str, dict[str, Decimal]]:
    disclosed = _some(rng, scale)
    rows: dict[str, dict[str, Decimal]] = {
        "regulations": dict.fromkeys(("made", "disclosed", "disclosed_total"), Decimal(0)),
        "normative_documents": {
            "made": Decimal(_some(rng, scale)),
            "disclosed": Decimal(disclosed),
            "disclosed_total": Decimal(disclosed + _some(rng, scale * 4)),
        },
    }
    for key in ("licences", "other_services", "penalties", "compulsory_measures", "fees"):
        last_year = _some(rng, scale * 10)
        rows[key] = {"items_last_year": Decimal(last_year), "change": Decimal(rng.randint(-last_year, scale))}
        if key != "fees":
            rows[key]["decisions"] = Decimal(_some(rng, scale * 60))
    projects = _some(rng, scale)
    rows["procurement"] = {
        "projects": Decimal(projects),
        "amount": 12 * projects + _money(rng, 90 * scale) if projects else Decimal(0),
    }
    return rows
