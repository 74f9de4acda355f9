"""Intervals, directions and funnels of official indicators, through `rates`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sosiaali_lib import rates
from sosiaali_lib.indicators import Indicator
from sosiaali_lib.indicators.indicator import PER

_FEWEST_YEARS = 4  # of a direction; fewer make a line through anything
_SIZES = 48  # sizes at which the lines of a funnel are known
_BEYOND = 1.35  # how far the lines go on beyond the smallest and the largest municipality
_LEVELS = {"95": "_95", "998": "_99_8"}  # ending of our columns → ending of those of `rates`
_CLASSES = {
    "similar": "", "higher_95": "korkea_95", "higher_99_8": "korkea_998",
    "lower_95": "matala_95", "lower_99_8": "matala_998",
}  # fmt: skip


def with_intervals(rows: pd.DataFrame, described: Mapping[str, Indicator]) -> pd.DataFrame:
    """Give rows of the tidy table with `ala` and `yla`, the 95 % limits in the unit of the value.

    Only events that are counted one a person and are no full count have limits. The input is not
    changed.
    """
    found = rows.assign(ala=np.nan, yla=np.nan)
    for key, part in rows.groupby("indikaattori", sort=False):
        one = described[str(key)]
        known = counted(part[part["arvo"].notna()])
        if len(known) and chancy(one):
            made = estimated(one, known)
            found.loc[known.index, ["ala", "yla"]] = made[["lower", "upper"]].to_numpy()
    return found.astype({"ala": "Float64", "yla": "Float64"})


def chancy(one: Indicator) -> bool:
    """Tell whether an indicator has an interval: cases counted one a person, and no full count."""
    return one.kind in ("proportion", "rate") and not one.census and one.independent


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that tell the number of cases and of people. The input is not changed."""
    return rows[rows["tapahtumat"].notna() & (rows["vaesto"] > 0).fillna(False)]


def estimated(one: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    """Give `value, lower, upper` of rows with `tapahtumat` and `vaesto`, in the unit of the value."""
    events, base = rows["tapahtumat"].astype(float), rows["vaesto"].astype(float)
    if one.kind == "proportion":
        return rates.proportion(events, base, per=PER[one.unit])
    return rates.rate(events, base, PER[one.unit])


def directions(rows: pd.DataFrame, described: Mapping[str, Indicator]) -> pd.DataFrame:
    """Give the change a year of each area and indicator with its 95 % interval.

    Returns
    -------
    DataFrame
        `alue`, `indikaattori`, `alku`, `loppu` (years), `muutos`, `ala`, `yla`.
    """
    shown = [key for key, one in described.items() if one.kind != "count"]
    known = rows[rows["arvo"].notna() & rows["indikaattori"].isin(shown)]
    found = []
    for key, part in known.groupby("indikaattori", sort=False):
        values, years = part["arvo"].astype(float), part["vuosi"]
        slopes = rates.trend(values, years, part["alue"], least=_FEWEST_YEARS).dropna(
            subset="value"
        )
        made = slopes[["value", "lower", "upper"]].set_axis(["muutos", "ala", "yla"], axis=1)
        ends = part.groupby("alue")["vuosi"].agg(["min", "max"]).loc[made.index]
        first, last = ends["min"].to_numpy(), ends["max"].to_numpy()
        found.append(made.assign(indikaattori=key, alku=first, loppu=last).rename_axis("alue"))
    columns = ["alue", "indikaattori", "alku", "loppu", "muutos", "ala", "yla"]
    return pd.concat(found).reset_index()[columns] if found else pd.DataFrame(columns=columns)


def funnel(
    rows: pd.DataFrame, inside: pd.Series, one: Indicator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the municipalities of a county beside the limits round their common value, and the lines.

    Parameters
    ----------
    rows
        Municipalities of the whole country with `kunta`, `vuosi`, `arvo`, `tapahtumat`, `vaesto`. Not
        changed.
    inside
        Which of them are in the county.
    one
        The indicator.

    Returns
    -------
    tuple of DataFrame
        `kunta`, `vuosi`, `vaesto`, `arvo`, `luokka`, `tasoitettu` (empirical Bayes, towards all
        municipalities of the country); and `vaesto`, `keski`, `ala_95`, `yla_95`, `ala_998`,
        `yla_998`, `hajonta` (how much more the municipalities differ than by chance; 1 is chance).
    """
    per = PER[one.unit]
    events, base = rows["tapahtumat"].astype(float), rows["vaesto"].astype(float)
    even = rates.shrink(one.kind, events, base, per=per)["value"]
    events, base = events[inside], base[inside]
    target = per * float(events.sum() / base.sum())
    classes = rates.funnel_classes(one.kind, events, base, target, per=per)["class"]
    points = rows.loc[inside, ["kunta", "vuosi", "vaesto", "arvo"]].assign(
        luokka=classes.map(_CLASSES).fillna("").astype("str"), tasoitettu=even[inside]
    )
    sizes = np.geomspace(base.min() / _BEYOND, base.max() * _BEYOND, _SIZES)
    lines = rates.funnel_limits(one.kind, sizes, target, per=per)
    ends = {
        f"{ours}_{level}": lines[theirs + ending].to_numpy()
        for level, ending in _LEVELS.items()
        for ours, theirs in (("ala", "lower"), ("yla", "upper"))
    }
    spread = rates.overdispersion(one.kind, events, base, target, per=per).phi
    drawn = pd.DataFrame({"vaesto": sizes, "keski": target, **ends, "hajonta": spread})
    return points, drawn
