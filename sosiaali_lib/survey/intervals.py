"""Confidence intervals of means and proportions in finite populations."""

from __future__ import annotations

import math

import numpy as np

from sosiaali_lib.rates import proportions
from sosiaali_lib.rates.result import Level

Limits = tuple[float, float]
LEAST = 0.9  # confidence below which nobody would print an interval


def t_limits(value: float, se: float, df: float, confidence: float) -> Limits:
    """Give the t interval."""
    half = _t(df, confidence) * se
    return value - half, value + half


def logit_limits(share: float, se: float, df: float, confidence: float) -> Limits:
    """Give the t interval of the log odds as shares; for a share between 0 and 1.

    Notes
    -----
    The standard error of the log odds is SE / (p (1 − p)) (delta method), as in `svyciprop` of the
    R package survey (Lumley 2010, Complex Surveys, Wiley).
    """
    from scipy.special import expit

    centre = math.log(share / (1 - share))
    half = _t(df, confidence) * se / (share * (1 - share))
    return float(expit(centre - half)), float(expit(centre + half))


def wilson_limits(share: float, n: float, confidence: float) -> Limits:
    """Give the score interval of a share of `n` answers, which need not be whole.

    Notes
    -----
    Wilson (1927), J. Am. Stat. Assoc. 22(158), 209–212.
    """
    low, high = proportions.wilson_limits(np.array([share]), np.array([n]), Level(confidence))
    return float(low[0]), float(high[0])


def hypergeometric_limits(count: int, n: int, size: int, confidence: float) -> tuple[int, int]:
    """Give the fewest and most of `size` people who may say yes when `count` of `n` did.

    Notes
    -----
    Inversion of the exact test (Buonaccorsi 1987, Am. Stat. 41, 215–218): every number K with which
    neither `count` or more nor `count` or fewer has a probability below α/2. The numbers have no
    gaps, as both probabilities are monotone in K.
    """
    from scipy.stats import hypergeom

    possible = np.arange(count, size - (n - count) + 1)
    at_most = hypergeom.cdf(count, size, possible, n)
    at_least = hypergeom.sf(count - 1, size, possible, n)
    kept = possible[np.minimum(at_most, at_least) >= (1 - confidence) / 2]
    return int(kept[0]), int(kept[-1])


def effective_n(units: np.ndarray, size: float | None) -> float:
    """Give the number of answers of an unlimited population that tell as much.

    Parameters
    ----------
    units
        Weight of each sampled unit.
    size
        Units in the population; None if unknown.

    Notes
    -----
    Kish's effective sample size (Σw)²/Σw² (Kish 1965, Survey Sampling, Wiley), times
    (N − 1)/(N − n), the inverse of the finite population correction.
    """
    n = float(units.sum() ** 2 / (units**2).sum())
    return n if size is None else n * (size - 1) / (size - len(units))


def _t(df: float, confidence: float) -> float:
    from scipy.stats import t

    return float(t.ppf((1 + confidence) / 2, df))
