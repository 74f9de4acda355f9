"""Shrunken estimates: small areas borrow strength from the others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates.arguments import Floats, Values, one_of
from sosiaali_lib.rates.priors import METHODS, MOMENTS, weight
from sosiaali_lib.rates.result import Confidence, Level, Limits, levels, table
from sosiaali_lib.rates.targets import MEAN, PROPORTION, areas_of, shares

RAW, WEIGHT = "raw", "weight"
GAMMA, BETA = "gamma-poisson", "beta-binomial"


def shrink(
    kind: str,
    events: Values,
    denominators: Values,
    target: float | str | None = MEAN,
    *,
    per: float | None = None,
    confidence: Confidence = 0.95,
    method: str = MOMENTS,
) -> pd.DataFrame:
    """Give empirical Bayes estimates: each area's value drawn towards the target, small ones most.

    Parameters
    ----------
    kind
        "proportion", "rate" or "ratio".
    events, denominators
        Events of each area, and all cases, inhabitants or expected events.
    target
        What values are drawn to: "mean" (all events over all denominators) or a number per `per`, such
        as the value of the country. None is 1 for ratios.
    per
        What values are per; None is 1, and 1000 for rates.
    confidence
        Probability of the intervals from 0.90 to below 1, or several.
    method
        How the spread of the true values is told from the areas: "moments" or "likelihood". The target
        is its mean in both.

    Returns
    -------
    DataFrame
        Index of the first Series; `value, lower, upper, method, note` (and `lower_95` … for a list of
        confidences), the interval being that in which the true value lies with the probability, when
        the spread is as estimated; then `raw`, the area's own value, and `weight`, the share of the
        estimate that it makes up (0 to 1). When the areas differ no more than chance would make them,
        every area has the target, weight 0 and no interval. Missing where events or denominator are.

    Raises
    ------
    ValueError
        If a number is negative, events exceed the cases, or arguments do not fit.

    Notes
    -----
    Gamma-Poisson for rates and ratios: (αm + x) / (α + n); beta-binomial for proportions:
    (αm + x) / (α + n); α is the base that the target is worth (sources in `priors.weight`). Limits are
    quantiles of the gamma and beta distributions after the data. They leave out that α is estimated, and
    are somewhat too narrow with few areas (Morris 1983, J. Am. Stat. Assoc. 78, 47–65).

    Examples
    --------
    >>> found = shrink("rate", [1, 400, 30], [100, 20_000, 3_000])
    >>> found[["value", "raw", "weight"]].round(3).values.tolist()
    [[18.251, 10.0, 0.047], [19.876, 20.0, 0.908], [13.493, 10.0, 0.597]]
    """
    one_of("method", method, METHODS)
    asked = levels(confidence)
    areas = areas_of(kind, denominators, target, events=events, per=per)
    known = areas.known
    mean = float(areas.target[0]) if len(areas.target) else float("nan")
    if len(areas.target) and not np.array_equal(
        areas.target, np.full(len(areas.target), mean), True
    ):
        raise ValueError('`target` differs between areas; expected one number or "mean".')
    prior = weight(kind, areas.events[known], areas.base[known], mean, method)
    alike = bool(np.isinf(prior))
    own = np.where(known, 0.0 if alike else shares(areas.base, areas.base + prior), np.nan)
    value = np.where(known, mean + own * (areas.value - mean), np.nan)

    def limits(level: Level) -> Limits:
        if alike:
            return np.full(len(value), np.nan), np.full(len(value), np.nan)
        low, high = _quantiles(kind, areas.events, areas.base, prior, mean, level)
        return areas.per * low, areas.per * high

    reasons = [
        (np.isnan(areas.events), _("The number of events is missing.")),
        *areas.unknown,
        (alike, _("The areas differ no more than by chance: each is given the common value.")),
    ]
    model = BETA if kind == PROPORTION else GAMMA
    return table(
        areas.index,
        areas.per * value,
        limits,
        asked,
        f"{model}, {method}",
        reasons,
    ).assign(**{RAW: np.where(known, areas.per * areas.value, np.nan), WEIGHT: own})


def _quantiles(
    kind: str, events: Floats, base: Floats, prior: float, mean: float, level: Level
) -> Limits:
    """Give the limits of the true value as shares of the base."""
    from scipy.special import betaincinv, gammaincinv

    tails = np.array([[level.tail], [1 - level.tail]])
    yes = events + prior * mean
    if kind == PROPORTION:
        no = base - events + prior * (1 - mean)
        low, high = betaincinv(yes, no, tails)
    else:
        low, high = gammaincinv(yes, tails) / (base + prior)
    return np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
