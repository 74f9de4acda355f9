"""Values of counties from those of municipalities, and municipalities that have joined another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.area_tables import succession_table
from sosiaali_lib.indicators import table

EVENTS, BASE = "tapahtumat", "vaesto"


def to_heirs(counts: pd.DataFrame) -> pd.DataFrame:
    """Add the counts of ended municipalities to those of their heirs.

    `areas.merged` takes whole numbers only; means of months are none.

    Parameters
    ----------
    counts
        Indexed by `alue` and `vuosi`. Not changed.
    """
    heirs = {
        old: areas.successor(old)
        for old in set(counts.index.get_level_values("alue")) & set(succession_table())
    }
    if not heirs:
        return counts
    rows = counts.reset_index()
    rows["alue"] = rows["alue"].replace(heirs)
    return _sums(rows, ["alue", "vuosi"], list(counts.columns))


def with_sums(counts: pd.DataFrame) -> pd.DataFrame:
    """Add the larger areas that are not there as sums of their municipalities.

    An area of which a municipality is missing gets no sum.
    """
    known = set(counts.index.get_level_values("alue"))
    parts = [counts]
    for area in set(table.known_areas()) - known:
        inside = table.members(area)
        if set(inside) <= known and inside != (area,):
            rows = counts[counts.index.get_level_values("alue").isin(inside)].reset_index()
            sums = _sums(rows.assign(alue=area), ["alue", "vuosi"], list(counts.columns))
            sizes = rows.groupby("vuosi").size().reindex(sums.index.get_level_values("vuosi"))
            parts.append(sums[(sizes == len(inside)).to_numpy()])
    return pd.concat(parts)


def with_county_values(values: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Add the counties to values that are no counts.

    Where a region has the same municipalities, its value is the county's. Elsewhere it is the mean
    of the municipalities' values, weighted by their denominators; missing if one of them is.

    Parameters
    ----------
    values
        `arvo`, `tapahtumat` and `vaesto`, indexed by `alue` and `vuosi`. Not changed.
    weights
        Denominator of each municipality and year, with the same index.
    """
    known = set(values.index.get_level_values("alue"))
    parts = [values]
    for county in areas.counties():
        inside = table.members(county.code)
        if county.code in known or not set(inside) <= known:
            continue
        same = [key for key in known if key.startswith(table.REGION) and _same(key, inside)]
        if same:
            rows = values[values.index.get_level_values("alue") == same[0]]
            parts.append(_named(rows, county.code))
            continue
        rows = values[values.index.get_level_values("alue").isin(inside)].copy()
        rows["paino"] = weights.reindex(rows.index).where(rows["arvo"].notna())
        rows["osa"] = rows["arvo"] * rows["paino"]
        columns = [EVENTS, BASE, "paino", "osa"]
        sums = _sums(rows.reset_index(), ["vuosi"], columns)
        sums["arvo"] = sums["osa"] / sums["paino"]
        parts.append(_named(sums[list(values.columns)], county.code))
    return pd.concat(parts)


def joined(codes: Collection[str], years: Collection[int], division: date) -> set[tuple[str, int]]:
    """Tell which municipality and year holds another that joined it later.

    Returns
    -------
    set of (str, int)
        Municipality and year: its figure of the year, in the division of a day, holds that of a
        municipality which still existed in the year.
    """
    return {
        (areas.successor(old), year)
        for old, (_heir, day) in succession_table().items()
        if day <= division
        for year in years
        if date(year, 12, 31) < day and areas.successor(old) in codes
    }


def _same(region: str, inside: Collection[str]) -> bool:
    return set(table.members(region)) == set(inside)


def _named(rows: pd.DataFrame, area: str) -> pd.DataFrame:
    years = rows.index.get_level_values("vuosi")
    index = pd.MultiIndex.from_arrays([[area] * len(rows), years], names=["alue", "vuosi"])
    return rows.set_axis(index)


def _sums(rows: pd.DataFrame, by: list[str], columns: list[str]) -> pd.DataFrame:
    """Add up columns by groups; a group with a missing value is missing, never a part of a sum."""
    groups = rows.groupby(by, sort=False)[columns]
    whole = groups.count().eq(groups.size(), axis=0)
    sums: pd.DataFrame = groups.sum().where(whole, np.nan)
    return sums.astype("Float64")
