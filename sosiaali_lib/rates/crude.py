"""Crude rates of events per inhabitants."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates import poisson, repeats
from sosiaali_lib.rates.arguments import (
    Values,
    multiplier,
    read,
    refuse,
    refuse_negative,
    some,
)
from sosiaali_lib.rates.result import Confidence, Level, Limits, levels, table

UNLINKED = "unlinked"


def rate(
    events: Values,
    population: Values,
    per: float = 1000,
    confidence: Confidence = 0.95,
    *,
    sum_of_squares: Values | None = None,
    persons: pd.DataFrame | None = None,
    independent: bool = True,
    census: bool = False,
) -> pd.DataFrame:
    """Give crude rates with their intervals.

    Parameters
    ----------
    events
        Events in the period; may exceed the population.
    population
        Inhabitants.
    per
        The rate is given per this many inhabitants.
    confidence
        Coverage of the intervals from 0.90 to below 1, or several such as (0.95, 0.998).
    sum_of_squares
        When a person can have several events (or a visit several people): the sum over the persons
        of the squared number of events. None when events are independent.
    persons
        The same told by a table: a row for each of `events`, columns 1, 2, 3 … with the number of
        persons who had exactly so many events, as `pandas.crosstab(area, events)` gives it of rows
        with one person each.
    independent
        False when a person may have several events and nobody knows how many: then there is no
        interval, as `sum_of_squares` and `persons` alone would make one.
    census
        Whether every event was counted and the count itself is meant, not the risk behind it; then
        there is no interval.

    Returns
    -------
    DataFrame
        Index of the first Series; `value, lower, upper, method, note`. For a list of confidences also
        `lower_95, upper_95, lower_99_8, upper_99_8` and so on. `method` is "exact" below 10 events
        and "byar" from 10, with ", clustered" for events that are not independent. Missing where
        events or population are missing or the population is zero, with the reason in `note`.

    Raises
    ------
    ValueError
        If a number is negative, `sum_of_squares` is smaller than the events, `persons` do not add up
        to them, or an argument is out of range.

    Notes
    -----
    Independent events: the limits of `count` × per / population. Otherwise these limits are
    stretched around the count by √(Σf² / O) in the manner of the R package PHEindicatormethods
    (`independent_events = FALSE`; Dobson et al. 1991, Stat. Med. 10, 457–462, with the variance of the
    clustered count).

    Examples
    --------
    >>> rate([2, 160], [200, 10_000]).round(3).values.tolist()
    [[10.0, 1.211, 36.123, 'exact', ''], [16.0, 13.617, 18.68, 'byar', '']]
    >>> rate(160, 10_000, sum_of_squares=100 * 1 + 20 * 9).round(3).values.tolist()
    [[16.0, 12.847, 19.546, 'byar, clustered', '']]
    """
    scale, asked = multiplier(per), levels(confidence)
    index, given = read(events=events, population=population, **some(sum_of_squares=sum_of_squares))
    count, people = given["events"], given["population"]
    refuse_negative(index, events=count, population=people)
    squares = repeats.squares(given.get("sum_of_squares"), persons, count, index)
    with np.errstate(divide="ignore", invalid="ignore"):
        unit = np.where(people > 0, scale / people, np.nan)

    def limits(level: Level) -> Limits:
        found = poisson.limits(count, level)
        low, high = found if squares is None else repeats.stretched(found, count, squares)
        return low * unit, high * unit

    unlinked = not census and not independent and squares is None
    method = poisson.methods(count) + ("" if squares is None else repeats.CLUSTERED)
    reasons = [
        (np.isnan(count), _("The number of events is missing.")),
        (np.isnan(people), _("The population is missing.")),
        (people == 0, _("The population is zero.")),
        (
            unlinked,
            _(
                "No interval: a person may have been counted several times, and it is not known "
                "how often."
            ),
        ),
    ]
    return table(
        index,
        count * unit,
        None if unlinked else limits,
        asked,
        UNLINKED if unlinked else method,
        reasons,
        census=census,
    )


def implied_population(
    events: Values, values: Values, per: float = 1000, *, population: Values | None = None
) -> pd.Series:
    """Give the population that rates and their events imply: events / rate × per.

    Parameters
    ----------
    events
        Events in the period.
    values
        Rates per `per`, crude or standardised.
    per
        What the rates are per.
    population
        Inhabitants, taken where there are no events or no rate.

    Returns
    -------
    Series
        Inhabitants, NaN where they cannot be told; index of the first Series.

    Raises
    ------
    ValueError
        If a number is negative, or a rate is zero though there are events.

    Notes
    -----
    The base of funnels of standardised rates in the R package PHEindicatormethods
    (`calculate_funnel_points`).

    Examples
    --------
    >>> implied_population([414, 0], [184, 0], 100_000, population=[9000, 700]).tolist()
    [225000.0, 700.0]
    """
    scale = multiplier(per)
    index, given = read(events=events, values=values, **some(population=population))
    count, rates = given["events"], given["values"]
    refuse_negative(index, **given)
    refuse("values", rates, (rates == 0) & (count > 0), index, "above 0 where there are events")
    with np.errstate(divide="ignore", invalid="ignore"):
        implied = np.where((count > 0) & (rates > 0), count / rates * scale, np.nan)
    known = given.get("population", np.full(len(index), np.nan))
    return pd.Series(np.where(np.isnan(implied), known, implied), index=index, name="population")
