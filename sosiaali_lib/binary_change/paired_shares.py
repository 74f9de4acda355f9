"""Formulas of paired yes/no counts: exact p, and intervals of shares, difference and odds ratio."""

from __future__ import annotations

import math

from sosiaali_lib.survey.intervals import wilson_limits

Interval = tuple[float, float]


def discordant_p(b: int, c: int) -> float | None:
    """Give the exact two-sided p of the discordant counts, None when there are none."""
    from scipy.stats import binom

    return min(1.0, 2 * float(binom.cdf(min(b, c), b + c, 0.5))) if b + c else None


def difference_interval(both: int, b: int, c: int, neither: int, confidence: float) -> Interval:
    """Give the interval of (both + c)/n − (both + b)/n by Newcombe's method 10.

    Parameters
    ----------
    both, b, c, neither
        Pairs with yes twice, yes then no, no then yes, no twice; together at least 1.
    confidence
        Coverage, between 0 and 1.

    Notes
    -----
    Newcombe (1998), Statistics in Medicine 17, 2635–2650: the Wilson intervals of the two shares
    are squared and added, with the correlation φ̂ of the pairs, whose numerator is brought n/2
    towards zero when it is positive.

    Examples
    --------
    >>> low, high = difference_interval(59, 16, 6, 80, 0.95)
    >>> round(low, 4), round(high, 4)
    (-0.1186, -0.0046)
    """
    n = both + b + c + neither
    before, after = (both + b) / n, (both + c) / n
    low_before, high_before = wilson_limits((both + b) / n, n, confidence)
    low_after, high_after = wilson_limits((both + c) / n, n, confidence)
    margins = (both + b) * (c + neither) * (both + c) * (b + neither)
    excess = float(both * neither - b * c)
    if excess > 0:
        excess = max(0.0, excess - n / 2)
    phi = excess / math.sqrt(margins) if margins else 0.0
    down = _joined(after - low_after, high_before - before, phi)
    up = _joined(high_after - after, before - low_before, phi)
    return after - before - down, after - before + up


def discordant_odds(b: int, c: int, confidence: float) -> Interval | None:
    """Give the exact interval of c/b, None without changes; the upper limit may be infinite.

    Notes
    -----
    Clopper and Pearson (1934), Biometrika 26, 404–413, for c/(b + c), turned into odds.
    """
    from scipy.stats import beta

    if not b + c:
        return None
    tail = (1 - confidence) / 2
    low = float(beta.ppf(tail, c, b + 1)) if c else 0.0
    high = float(beta.ppf(1 - tail, c + 1, b)) if b else 1.0
    return low / (1 - low), high / (1 - high) if high < 1 else math.inf


def _joined(one: float, other: float, phi: float) -> float:
    return math.sqrt(max(0.0, one * one - 2 * phi * one * other + other * other))
