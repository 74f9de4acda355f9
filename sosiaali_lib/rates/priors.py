"""How the true values of areas spread around their mean, told from the areas themselves."""

from __future__ import annotations

import numpy as np

from sosiaali_lib.rates.arguments import Floats
from sosiaali_lib.rates.targets import PROPORTION

MOMENTS, LIKELIHOOD = "moments", "likelihood"
METHODS = (MOMENTS, LIKELIHOOD)
WIDEST, NARROWEST = -12.0, 16.0  # logarithms of the weights tried; beyond them rounding speaks


def weight(kind: str, events: Floats, base: Floats, mean: float, method: str) -> float:
    """Give the base (inhabitants, cases, expected events) that the prior is worth.

    Parameters
    ----------
    kind
        "proportion" takes a beta prior, rates and ratios a gamma prior.
    events, base
        Areas with known events and a base above 0.
    mean
        Mean of the prior, as a share of the base.
    method
        "moments" or "likelihood".

    Returns
    -------
    float
        Infinite when the areas differ no more than by chance.

    Notes
    -----
    Gamma(αm, α) around m for rates: moments of Marshall (1991), Appl. Stat. 40, 283–294; likelihood of
    the negative binomial counts, Clayton & Kaldor (1987), Biometrics 43, 671–681. Beta(αm, α(1 − m)) for
    proportions: moments of Kleinman (1973), J. Am. Stat. Assoc. 68, 46–54, weighted by size; likelihood
    of the beta-binomial counts, Griffiths (1973), Biometrics 29, 637–648. Whether there is anything
    beyond chance to be fitted is told by the slope of the likelihood where the spread begins (for
    proportions Tarone 1979, Biometrika 66, 585–590).
    """
    chance = mean * (1 - mean) if kind == PROPORTION else mean
    if len(events) < 2 or chance == 0:
        return float("inf")
    if method == MOMENTS:
        return _by_moments(kind, events, base, mean)
    return _by_likelihood(kind, events, base, mean)


def _by_moments(kind: str, events: Floats, base: Floats, mean: float) -> float:
    whole = base.sum()
    squares = float((base * (events / base - mean) ** 2).sum())
    if kind != PROPORTION:
        between = squares / whole - mean / base.mean()
        return mean / between if between > 0 else float("inf")
    chance, others = mean * (1 - mean), len(events) - 1
    room = whole - (base**2).sum() / whole - others
    # The correlation of two cases of one area, 1 / (weight + 1).
    alike = (squares - chance * others) / (chance * room) if room > 0 else 0.0
    if alike <= 0:
        return float("inf")
    return max(1 / float(alike) - 1, 0.0)


def _by_likelihood(kind: str, events: Floats, base: Floats, mean: float) -> float:
    from scipy.optimize import minimize_scalar

    if _slope(kind, events, base, mean) <= 0:
        return float("inf")
    # The weight is sought on the scale of events, which does not change with the unit of the base.
    chance = mean * (1 - mean) if kind == PROPORTION else mean
    found = minimize_scalar(
        lambda log: -_log_likelihood(kind, events, base, mean, float(np.exp(log)) / chance),
        bounds=(WIDEST, NARROWEST),
        method="bounded",
        options={"xatol": 1e-9},
    )
    return float(np.exp(found.x)) / chance


def _slope(kind: str, events: Floats, base: Floats, mean: float) -> float:
    """Give the sign of the likelihood's slope where spread beyond chance begins."""
    expected = base * mean
    if kind == PROPORTION:
        return float(((events - expected) ** 2).sum() / (mean * (1 - mean)) - base.sum())
    return float(((events - expected) ** 2 - events).sum())


def _log_likelihood(kind: str, events: Floats, base: Floats, mean: float, prior: float) -> float:
    """Give the logarithm of the likelihood, without what the prior does not change."""
    from scipy.special import betaln, gammaln

    yes = prior * mean
    if kind == PROPORTION:
        no = prior - yes
        return float((betaln(events + yes, base - events + no) - betaln(yes, no)).sum())
    chances = yes * np.log(prior / (prior + base)) - events * np.log(prior + base)
    return float((gammaln(events + yes) - gammaln(yes) + chances).sum())
