"""Directly standardised rates with Dobson's interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates import poisson, repeats
from sosiaali_lib.rates.arguments import Values, floats, multiplier
from sosiaali_lib.rates.bands import ESP2013, ByBand, banded
from sosiaali_lib.rates.result import Confidence, Level, Limits, levels, table

DOBSON = "dobson"


def standardised_rate(
    events: Values | pd.DataFrame,
    population: Values | pd.DataFrame,
    standard: ByBand | None = None,
    *,
    bands: Sequence[str] | pd.Series | None = None,
    groups: Sequence[Any] | pd.Series | None = None,
    per: float = 1000,
    confidence: Confidence = 0.95,
    sum_of_squares: Values | None = None,
    persons: pd.DataFrame | None = None,
    empty_is_zero: bool = False,
    census: bool = False,
) -> pd.DataFrame:
    """Give rates as they would be if every area had the age structure of a standard population.

    Parameters
    ----------
    events, population
        Events and inhabitants by age band: one value a row, a row for each band of each area; or two
        tables with areas as rows and bands as columns. Not changed.
    standard
        Standard population: a Series or dict by name of the band, or one value a row. None takes the
        European standard population 2013, which needs `bands` such as "0-4", "85-89", "90+".
    bands
        Name of the band of each row, needed when the standard is told by name; None takes the labels of
        `events` when all rows are of one area.
    groups
        Area of each row; None when all rows are of one area.
    per
        The rate is given per this many inhabitants.
    confidence
        Coverage of the intervals from 0.90 to below 1, or several such as (0.95, 0.998).
    sum_of_squares, persons
        For events that come several to a person, row by row; see `rate`.
    empty_is_zero
        Whether an empty number means none. Otherwise an area with an empty number is missing.
    census
        Whether the rate itself is meant and not the risk behind it; then there is no interval.

    Returns
    -------
    DataFrame
        A row for each area in the order of their first rows, indexed by area; `value, lower, upper,
        method, note`, and `lower_95` … for a list of confidences. Missing, with the reason, for areas
        with fewer than 10 events, an empty number, or a band without people or altogether absent.

    Raises
    ------
    ValueError
        If a number is negative, a band has no standard population, a band stands twice, or lengths,
        labels or other arguments do not fit.

    Notes
    -----
    Dobson et al. (1991), Stat. Med. 10, 457–462, with the limits of the total count by Byar. For
    events that are not independent the variance is that of the clustered counts, as in the R package
    PHEindicatormethods (`calculate_dsr`).

    Examples
    --------
    >>> standardised_rate([30, 60], [3000, 1000], [7000, 3000]).round(3).values.tolist()
    [[25.0, 20.071, 30.766, 'dobson', '']]
    """
    scale, asked = multiplier(per), levels(confidence)
    rows = banded(events, population, bands=bands, groups=groups, empty_is_zero=empty_is_zero)
    if standard is None and rows.bands is None:
        raise ValueError("Give `standard`, or `bands` for the European standard population 2013.")
    weight = rows.said_of("standard", ESP2013 if standard is None else standard)
    if np.isnan(weight).any() or (len(weight) and not (rows.sums(weight) > 0).all()):
        raise ValueError(
            "`standard` has an empty value or only zeros; expected people in each band."
        )
    given = None
    if sum_of_squares is not None:
        given = floats("sum_of_squares", sum_of_squares, rows.index)
    squares = repeats.squares(given, persons, rows.events, rows.index)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = weight / rows.sums(weight)[rows.area]
        # A band without weight counts for nothing, whoever lives in it.
        unit = np.where(
            weight == 0, 0.0, share / np.where(rows.population > 0, rows.population, np.nan)
        )
    rated = np.where(weight == 0, 0.0, rows.events * unit)
    spread = np.where(weight == 0, 0.0, (rows.events if squares is None else squares) * unit**2)
    total = rows.sums(rows.events)
    value = np.where((total < poisson.FROM) | rows.incomplete, np.nan, rows.sums(rated))
    variance = rows.sums(spread)

    def dobson(level: Level) -> Limits:
        low, high = poisson.limits(total, level)
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = np.sqrt(variance / total)
        below = np.maximum(value + factor * (low - total), 0.0)
        return scale * below, scale * (value + factor * (high - total))

    reasons = [
        (rows.incomplete, _("An age band is missing.")),
        (np.isnan(total), _("The number of events is missing.")),
        (rows.any(np.isnan(rows.population)), _("The population is missing.")),
        (np.isnan(rows.sums(rated)), _("An age band has no population.")),
        (total < poisson.FROM, _("Fewer than 10 events.")),
    ]
    clustered = "" if squares is None else repeats.CLUSTERED
    return table(
        rows.areas,
        scale * value,
        dobson,
        asked,
        DOBSON + clustered,
        reasons,
        census=census,
    )
