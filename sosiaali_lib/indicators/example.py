"""A made-up cache of indicators for the example data, marked as made up in every row.

Only the number of inhabitants of a municipality is real (`areas.population`). All else is invented:
the same seed always gives the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.indicators import cache, table
from sosiaali_lib.indicators.indicator import PER, Indicator, catalogue

SEED = 20191231
YEARS = (2015, 2016, 2017, 2018, 2019)
COUNTY = "20"
PROVIDER = table.MADE_UP
LICENCE = "Keksittyjä lukuja, ei tilastotietoa"
FETCHED = date(2020, 1, 31)
HIDDEN_BELOW = 5  # a figure of fewer people is left out, as the services do

Counts = npt.NDArray[np.int64]

# Age band → share of the inhabitants, and how it grows with the age of the municipality's population.
_BANDS = {
    "vaesto_0_14": (0.155, -0.022),
    "vaesto_15_24": (0.105, -0.012),
    "vaesto_25_64": (0.485, -0.016),
    "vaesto_65_74": (0.140, 0.026),
    "vaesto_75": (0.115, 0.024),
}


@dataclass(frozen=True)
class _Made:
    """How an indicator is invented: its level, what disadvantage and a year change in it, its base."""

    level: float
    slope: float
    yearly: float
    base: str
    part: float = 1.0


_MADE = {
    "tyottomyysaste": _Made(0.105, 0.16, -0.05, "vaesto_25_64", 0.92),
    "pienituloisuusaste": _Made(0.138, 0.12, 0.00, "vaesto"),
    "toimeentulotuki_25_64": _Made(0.066, 0.20, -0.01, "vaesto_25_64"),
    "toimeentulotuki_pitkaan_18_24": _Made(0.025, 0.22, 0.03, "vaesto_15_24", 0.7),
    "toimeentulotuki_pitkaan_25_64": _Made(0.022, 0.24, 0.02, "vaesto_25_64"),
    "taydentava_toimeentulotuki": _Made(0.012, 0.20, 0.01, "vaesto", 0.48),
    "yksinasuvat": _Made(0.43, 0.03, 0.01, "vaesto", 0.48),
    "vieraskieliset": _Made(0.032, -0.10, 0.05, "vaesto"),
    "mielenterveyden_avohoito": _Made(0.52, 0.10, 0.03, "vaesto", 0.82),
    "paihdehoito": _Made(0.0031, 0.20, -0.02, "vaesto"),
    "sijoitetut_0_17": _Made(0.014, 0.18, 0.03, "vaesto_0_14", 1.25),
}


def write(folder: Path) -> Path:
    """Write the made-up cache and give its folder.

    Parameters
    ----------
    folder
        The cache folder, such as `aineisto/indikaattorit`.

    Returns
    -------
    Path
        The folder. For the municipalities and the county of Kainuu and for the whole country there
        are five years, for all other municipalities and counties the last of them.
    """
    rows = rows_of_example()
    calls = {
        one.key: {
            "osoite": "",
            "aika": f"{FETCHED.isoformat()}T12:00:00+00:00",
            "otsikko": one.title["fi"],
            "sha256": cache.digest(table.as_csv(rows[rows["indikaattori"] == one.key])),
            "tuottaja": PROVIDER,
            "tuottaja_id": None,
            "lisenssi": LICENCE,
            "paivitetty": FETCHED.isoformat(),
            "alueet": [],
            "vuodet": list(YEARS),
            "vastaukset": [],
        }
        for one in catalogue()
    }
    cache.save(folder, rows, calls, {})
    return folder


def rows_of_example() -> pd.DataFrame:
    """Give the rows of the made-up cache."""
    rng = np.random.default_rng(SEED)
    codes = [place.code for place in areas.municipalities()]
    own = {place.code for place in areas.members(COUNTY)}
    people = np.array([[_inhabitants(code, year) for year in YEARS] for code in codes])
    age, need = rng.normal(size=(2, len(codes), 1))
    counts = _by_age(people, age)
    frames = [_frame(one, codes, *_figures(one, counts, need, rng)) for one in catalogue()]
    rows = pd.concat(frames, ignore_index=True)
    kept = rows["alue"].isin({*own, COUNTY, table.COUNTRY}) | (rows["vuosi"] == YEARS[-1])
    return table.typed(table.with_states(rows[kept].reset_index(drop=True)))


def _inhabitants(code: str, year: int) -> int:
    known = areas.population(code, year)
    assert known is not None
    return known[0]


def _by_age(people: Counts, age: npt.NDArray[np.float64]) -> dict[str, Counts]:
    """Divide the inhabitants into ages; the population grows older by the years."""
    drift = age + 0.15 * np.arange(len(YEARS))
    shares = np.array([level + slope * drift for level, slope in _BANDS.values()])
    shares = np.clip(shares, 0.02, None)
    parts = np.floor(people * shares / shares.sum(axis=0)).astype(np.int64)
    parts[2] += people - parts.sum(axis=0)
    return {"vaesto": people, **dict(zip(_BANDS, parts, strict=True))}


def _figures(
    one: Indicator,
    counts: dict[str, Counts],
    need: npt.NDArray[np.float64],
    rng: np.random.Generator,
) -> tuple[Counts, Counts | None]:
    """Give events and their denominator for municipalities (rows) and years (columns)."""
    if one.key == "huoltosuhde":
        work = counts["vaesto_15_24"] + counts["vaesto_25_64"]
        return counts["vaesto"] - work, work
    if (made := _MADE.get(one.key)) is None:
        return counts[one.key], None
    base = np.floor(counts[made.base] * made.part).astype(np.int64)
    own = rng.normal(scale=0.08, size=need.shape)
    years = np.arange(len(YEARS)) - len(YEARS) // 2
    level = made.level * np.exp(made.slope * (0.4 + need) + own + made.yearly * years)
    if not one.independent:  # the same people come again and again
        return rng.poisson(base * level * rng.gamma(20, 1 / 20, base.shape)), base
    return rng.binomial(base, np.clip(level, 0.0, 0.95)), base


def _frame(one: Indicator, codes: list[str], events: Counts, base: Counts | None) -> pd.DataFrame:
    """Give the rows of one indicator: municipalities, counties and the country."""
    rows = pd.DataFrame(_records(one, codes, events, base))
    return rows.assign(
        indikaattori=one.key,
        sukupuoli=table.TOTAL,
        yhdistetty=False,
        tuottaja=PROVIDER,
        lisenssi=LICENCE,
        lahde="",
        haettu=FETCHED.isoformat(),
        aluejako=areas.VINTAGE.isoformat(),
    )


def _records(
    one: Indicator, codes: list[str], events: Counts, base: Counts | None
) -> Iterator[dict[str, Any]]:
    at = {code: row for row, code in enumerate(codes)}
    for area in (*codes, *(county.code for county in areas.counties()), table.COUNTRY):
        inside = [at[code] for code in table.members(area)]
        over = events[inside].sum(axis=0)
        under = None if base is None else base[inside].sum(axis=0)
        for column, year in enumerate(YEARS):
            n, of = int(over[column]), None if under is None else int(under[column])
            yield {"alue": area, "vuosi": year} | _cell(one, n, of)


def _cell(one: Indicator, n: int, of: int | None) -> dict[str, Any]:
    if of is None:
        return {"arvo": float(n), "tapahtumat": None, "vaesto": None}
    value = round(PER.get(one.unit, 100.0) * n / of, one.digits)
    if 0 < n < HIDDEN_BELOW and not one.census:
        return {"arvo": None, "tapahtumat": None, "vaesto": float(of)}
    return {"arvo": value, "tapahtumat": float(n), "vaesto": float(of)}
