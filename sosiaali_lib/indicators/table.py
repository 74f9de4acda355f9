"""The tidy table of indicators: its columns, the full grid, and its csv file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.area_tables import COUNTRY as COUNTRY
from sosiaali_lib.area_tables import PREFIXES
from sosiaali_lib.messages import _

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
_FIRST_ROW = 2  # as spreadsheets number the rows; the header is row 1
_NUMBERS = ("arvo", "tapahtumat", "vaesto", "tuottaja_id")
_NUMBER, _DAY = r"(-?\d+(\.\d+)?(e[-+]?\d+)?)?", r"\d{4}-\d{2}-\d{2}"
# What the cells of the csv file look like, in the order of the columns: the first gap is named.
_FORMS = {
    "indikaattori": ".+", "alue": ".+", "vuosi": r"\d{4}", "sukupuoli": ".+",
    "arvo": _NUMBER, "tapahtumat": _NUMBER, "vaesto": _NUMBER, "tila": "|".join(_STATES),
    "yhdistetty": "True|False", "tuottaja_id": _NUMBER, "haettu": _DAY, "aluejako": _DAY,
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


def no_area(unknown: Iterable[object]) -> str:
    """Say that there are no such areas."""
    return _(
        "There is no area {names}. Give the code of a municipality (205), a county (20), a "
        "region (MK18) or the whole country (maa)."
    ).format(names=", ".join(map(str, unknown)))


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
        If a column is missing, a row is cut off or holds something else than it should, or two rows
        are about the same; it names the first one, numbered as in a spreadsheet.
    """
    try:
        rows = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_values=[""])
    except UnicodeDecodeError as error:
        raise ValueError(_("it is not text in the encoding UTF-8")) from error
    except pd.errors.EmptyDataError as error:
        raise ValueError(_("it is empty")) from error
    except pd.errors.ParserError as error:
        raise ValueError(_("a row is cut off, or has more columns than the first row")) from error
    if absent := [column for column in COLUMNS if column not in rows]:
        raise ValueError(_("columns are missing: {columns}").format(columns=", ".join(absent)))
    for column, pattern in _FORMS.items():
        seen = rows[column].fillna("")
        strange = [text for text in seen.unique() if not re.fullmatch(pattern, text)]
        if strange:
            raise ValueError(_damage(rows, column, int(seen.isin(strange).to_numpy().argmax())))
    if (doubled := rows.duplicated(KEY)).any():
        text = _("row {row} is about the same indicator, area and year as an earlier one")
        raise ValueError(text.format(row=int(doubled.to_numpy().argmax()) + _FIRST_ROW))
    rows["yhdistetty"] = rows["yhdistetty"] == "True"
    for column in _NUMBERS:
        rows[column] = pd.to_numeric(rows[column]).astype("Float64")
    return typed(rows)


def _damage(rows: pd.DataFrame, column: str, at: int) -> str:
    """Say which cell is not what it should be, in which row of the spreadsheet."""
    value = rows[column].iloc[at]
    text = _("row {row} is damaged: in the column {column} there is “{value}”")
    if pd.isna(value):
        text = _("row {row} is cut off or damaged: there is nothing in the column {column}")
    return text.format(row=at + _FIRST_ROW, column=column, value=value)
