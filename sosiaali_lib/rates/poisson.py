"""Limits of counts of events: exact below ten, Byar's approximation from ten on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.messages import _
from sosiaali_lib.rates.arguments import Floats, Values, one_of, read, refuse_negative
from sosiaali_lib.rates.result import LEAST, Confidence, Level, Limits, levels, table

EXACT, BYAR, SWITCH = "exact", "byar", "switch"
FROM = 10  # events from which Byar's approximation is taken


def count_limits(count: float, confidence: float = 0.95) -> tuple[float, float, str]:
    """Give the limits of one Poisson count: exact below 10, Byar's approximation from 10 on.

    Parameters
    ----------
    count
        Number of independent events, 0 or more.
    confidence
        Coverage of the two-sided interval, from 0.90 to below 1.

    Returns
    -------
    tuple
        Lower limit, upper limit (events) and the method, "exact" or "byar".

    Raises
    ------
    ValueError
        If the count is negative or the confidence is out of range.

    Notes
    -----
    See `count`.

    Examples
    --------
    >>> low, high, method = count_limits(65)
    >>> round(low, 6), round(high, 6), method
    (50.163188, 82.849139, 'byar')
    """
    if count < 0:
        raise ValueError(f"`count` is {count!r}; expected 0 or more events.")
    check_confidence(confidence, least=LEAST)
    events = np.array([count], dtype=np.float64)
    low, high = limits(events, Level(confidence))
    return float(low[0]), float(high[0]), str(methods(events)[0])


def count(events: Values, confidence: Confidence = 0.95, *, method: str = SWITCH) -> pd.DataFrame:
    """Give counts of independent events with the limits of what was to be expected.

    Parameters
    ----------
    events
        Events, 0 or more; fractions of weighted counts may be given.
    confidence
        Coverage of the intervals, or several.
    method
        "switch" (exact below 10, Byar from 10 on), "exact" or "byar" for all.

    Returns
    -------
    DataFrame
        Index of `events`; `value, lower, upper, method, note`, and `lower_95` … for a list of
        confidences. Byar's lower limit is missing where the approximation falls below zero.

    Raises
    ------
    ValueError
        If a count is negative or an argument out of range.

    Notes
    -----
    Breslow & Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69; the switch at 10
    follows the R package PHEindicatormethods. Exact: quantiles of the gamma distribution.

    Examples
    --------
    >>> count([5, 65]).round(4).values.tolist()
    [[5.0, 1.6235, 11.6683, 'exact', ''], [65.0, 50.1632, 82.8491, 'byar', '']]
    """
    one_of("method", method, (SWITCH, EXACT, BYAR))
    index, given = read(events=events)
    found = given["events"]
    refuse_negative(index, events=found)
    chosen = {SWITCH: limits, EXACT: exact_limits, BYAR: byar_limits}[method]
    return table(
        index,
        found,
        lambda level: chosen(found, level),
        levels(confidence),
        methods(found) if method == SWITCH else method,
        [(np.isnan(found), _("The number of events is missing."))],
    )


def limits(events: Floats, level: Level) -> Limits:
    """Give the limits of counts, NaN for missing ones."""
    low, high = byar_limits(events, level)
    few = events < FROM
    # Small counts repeat: the quantiles of each are looked up once.
    counts, place = np.unique(events[few], return_inverse=True)
    lowest, highest = exact_limits(counts, level)
    low[few], high[few] = lowest[place], highest[place]
    return low, high


def methods(events: Floats) -> np.ndarray:
    """Give the method that `limits` takes for each count."""
    return np.where(events < FROM, EXACT, BYAR).astype(object)


def exact_limits(events: Floats, level: Level) -> Limits:
    """Give the exact limits: what makes so many or more, so few or fewer, just too unlikely."""
    from scipy.special import gammainccinv, gammaincinv

    low = np.where(events == 0, 0.0, gammaincinv(np.where(events == 0, 1.0, events), level.tail))
    return low, np.asarray(gammainccinv(events + 1, level.tail))


def byar_limits(events: Floats, level: Level) -> Limits:
    """Give Byar's limits; the lower one is NaN where the approximation is not above zero."""
    above = events + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        root = 1 - 1 / (9 * events) - level.z / (3 * np.sqrt(events))
        low = np.where(root > 0, events * root**3, np.nan)
    return low, above * (1 - 1 / (9 * above) + level.z / (3 * np.sqrt(above))) ** 3
