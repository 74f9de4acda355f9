"""The tidy table of indicators: its columns, the full grid, and its csv file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.area_tables import COUNTRY as COUNTRY
from sosiaali_lib.area_tables import PREFIXES

REGION = PREFIXES["maakunta"]
"""What stands before the code of a region, which could be taken for a county's otherwise."""
TOTAL = "yhteensä"
MADE_UP = "Keksitty esimerkki"
"""Provider of the figures of the example, which an update removes."""
_STATES = VALUE, MISSING, SUSPICIOUS = "luku", "puuttuu", "epäilyttävä"

COLUMNS = {
    "indikaattori": "str", "alue": "str", "vuosi": "int64", "sukupuoli": "str",
    "arvo": "Float64", "tapahtumat": "Float64", "vaesto": "Float64", "tila": "str",
    "yhdistetty": "bool", "tuottaja": "str", "tuottaja_id": "Int64", "lisenssi": "str",
    "lahde": "str", "haettu": "str", "aluejako": "str",
}  # fmt: skip
KEY = ["indikaattori", "alue", "vuosi", "sukupuoli"]
ORIGIN = ["tuottaja", "tuottaja_id", "lisenssi", "lahde", "haettu", "aluejako"]


def typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows with all columns of the tidy table, in their order and types."""
    filled = rows.reindex(columns=list(COLUMNS))
    filled["sukupuoli"] = filled["sukupuoli"].astype("str").fillna(TOTAL)
    filled["tila"] = filled["tila"].astype("str").fillna(MISSING)
    filled["yhdistetty"] = filled["yhdistetty"].astype("boolean").fillna(False)
    texts = [column for column in ORIGIN if COLUMNS[column] == "str"]
    filled[texts] = filled[texts].astype("str").fillna("")
    return filled.astype(COLUMNS)


@cache
def known_areas() -> tuple[str, ...]:
    """Give every area of the newest division: municipalities, counties, regions, the country."""
    newest = areas.on(areas.VINTAGE)
    larger = (*newest.counties, *newest.regions)
    municipalities = (place.code for place in newest.municipalities)
    return (*municipalities, *(area.key for area in larger), COUNTRY)


@cache
def members(area: str) -> tuple[str, ...]:
    """Give the municipalities of an area of the newest division."""
    return tuple(place.code for place in areas.on(areas.VINTAGE).members(area))


def on_grid(
    rows: pd.DataFrame,
    keys: Sequence[str],
    wanted_areas: Iterable[str] | None,
    years: Iterable[int] | None,
) -> pd.DataFrame:
    """Give a row for every indicator, area and year; one that there is not is missing, never zero.

    Parameters
    ----------
    rows
        The tidy table. Not changed.
    keys
        Indicators of the grid, in their order.
    wanted_areas, years
        None for those that the rows have.
    """
    known = list(dict.fromkeys(rows["alue"])) if wanted_areas is None else list(wanted_areas)
    span = sorted(set(rows["vuosi"])) if years is None else sorted(set(years))
    order = {area: at for at, area in enumerate(known_areas())}
    places = sorted(dict.fromkeys(known), key=lambda area: (order.get(area, len(order)), area))
    index = pd.MultiIndex.from_product([keys, places, span, [TOTAL]], names=KEY)
    grid = rows.set_index(KEY).reindex(index).reset_index()
    origins = rows.drop_duplicates("indikaattori", keep="last").set_index("indikaattori")
    for column in ORIGIN:  # what is missing was asked from the same source at the same time
        grid[column] = grid[column].fillna(grid["indikaattori"].map(origins[column]))
    return typed(grid)


def with_states(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows with `tila`: missing, a number, or a zero between non-zero neighbours.

    Notes
    -----
    A shown zero can be an error of the source (Sotkanet 493, Pyhtää 2007: 0.0 with 5,140
    inhabitants); it is marked for a person to judge, and stays as it is.
    """
    ordered = rows.sort_values(KEY, kind="stable")
    series = ordered.groupby(["indikaattori", "alue", "sukupuoli"], sort=False)
    lonely = (ordered["arvo"] == 0).fillna(False)
    for step in (1, -1):
        beside = series["arvo"].shift(step)
        adjacent = series["vuosi"].shift(step) == ordered["vuosi"] - step
        lonely &= adjacent & (beside != 0).fillna(False)
    states = np.where(lonely, SUSPICIOUS, np.where(ordered["arvo"].isna(), MISSING, VALUE))
    return ordered.assign(tila=pd.Series(states, index=ordered.index)).loc[rows.index]


def as_csv(rows: pd.DataFrame) -> bytes:
    """Give the table as a csv file: UTF-8, commas, decimal points, empty for missing."""
    return rows.to_csv(index=False, lineterminator="\n", float_format="%.10g").encode("utf-8")


def from_csv(content: bytes) -> pd.DataFrame:
    """Read the csv file back.

    Raises
    ------
    ValueError
        If a column is missing or holds something else than it should.
    """
    rows = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_values=[""])
    if absent := [column for column in COLUMNS if column not in rows]:
        raise ValueError(f"columns are missing: {', '.join(absent)}")
    for column, words in (("yhdistetty", ("True", "False")), ("tila", _STATES)):
        if unknown := sorted(set(rows[column].fillna("")) - set(words)):
            raise ValueError(f"{column}: {', '.join(unknown) or '–'}")
    rows["yhdistetty"] = rows["yhdistetty"] == "True"
    for column in ("arvo", "tapahtumat", "vaesto", "tuottaja_id"):
        rows[column] = pd.to_numeric(rows[column]).astype("Float64")
    return typed(rows)
