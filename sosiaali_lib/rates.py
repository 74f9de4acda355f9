"""Rates per inhabitants with intervals for counts of events."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sosiaali_lib.confidence import check_confidence

MULTIPLIER = 1000


@dataclass(frozen=True)
class Rate:
    """A rate with its limits; all three per `multiplier` inhabitants, unrounded.

    `low` and `high` are None where no interval can be given; `method` names how they were made.
    """

    value: float
    low: float | None
    high: float | None
    method: str
    confidence: float
    multiplier: int


def count_limits(count: float, confidence: float = 0.95) -> tuple[float, float, str]:
    """Give the limits of a Poisson count: exact below 10, Byar's approximation from 10 on.

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
    Breslow & Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69; the switch at 10
    follows the PHEindicatormethods package.

    Examples
    --------
    >>> low, high, method = count_limits(65)
    >>> round(low, 6), round(high, 6), method
    (50.163188, 82.849139, 'byar')
    """
    from scipy.stats import chi2, norm

    if count < 0:
        raise ValueError(f"`count` is {count!r}; expected 0 or more events.")
    check_confidence(confidence, least=0.9)
    alpha = 1 - confidence
    if count < 10:
        low = float(chi2.ppf(alpha / 2, 2 * count)) / 2 if count else 0.0
        return low, float(chi2.ppf(1 - alpha / 2, 2 * count + 2)) / 2, "exact"
    z = float(norm.ppf(1 - alpha / 2))
    above = count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    high = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    return low, high, "byar"


def rate(
    count: float,
    population: float,
    *,
    sum_of_squares: float | None = None,
    confidence: float = 0.95,
    multiplier: int = MULTIPLIER,
) -> Rate:
    """Give a crude rate with its interval.

    Parameters
    ----------
    count
        Events in the period.
    population
        Inhabitants, above 0.
    sum_of_squares
        When events come in clusters (people talked with on one visit): the sum over the clusters of
        the squared number of events. None when events are independent.
    confidence
        Coverage of the interval.
    multiplier
        The rate is given per this many inhabitants.

    Returns
    -------
    Rate

    Raises
    ------
    ValueError
        If the population is not above 0, or the sum of squares is smaller than the count.

    Notes
    -----
    Independent events: `count_limits` × multiplier / population. Clusters: the limits of the count
    are stretched around it by √(Σf² / O), the variance of a compound Poisson count over that of a
    Poisson count, in the manner of PHEindicatormethods' `independent_events = FALSE` (Dobson et al.
    1991, Stat. Med. 10, 457–462, with the variance of the clustered count).

    Examples
    --------
    >>> clustered = rate(160, 10_000, sum_of_squares=100 * 1 + 20 * 9)
    >>> clustered.value, round(clustered.low, 4), round(clustered.high, 4)
    (16.0, 12.8472, 19.5457)
    """
    if not population > 0:
        raise ValueError(f"`population` is {population!r}; expected more than 0 inhabitants.")
    low, high, method = count_limits(count, confidence)
    if sum_of_squares is not None:
        if sum_of_squares < count:
            raise ValueError(
                f"`sum_of_squares` is {sum_of_squares!r}, less than `count` ({count!r}); "
                "a cluster of f events adds f squared."
            )
        stretch = math.sqrt(sum_of_squares / count) if count else 1.0
        low, high = max(count + stretch * (low - count), 0.0), count + stretch * (high - count)
        method += ", clustered"
    scale = multiplier / population
    return Rate(count * scale, low * scale, high * scale, method, confidence, multiplier)
