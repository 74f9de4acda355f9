"""Funnel limits: within which values areas vary by chance when all have the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates.arguments import Values
from sosiaali_lib.rates.dispersion import MODELS, Overdispersion, measured
from sosiaali_lib.rates.poisson_lines import lines
from sosiaali_lib.rates.result import BOTH, Confidence, Level, Limits, levels, table
from sosiaali_lib.rates.targets import PROPORTION, Areas, areas_of

SCORE, POISSON = "score", "poisson"


def funnel_limits(
    kind: str,
    denominators: Values,
    target: Values | str | None = None,
    *,
    events: Values | None = None,
    per: float | None = None,
    confidence: Confidence = BOTH,
    groups: Sequence[Any] | pd.Series | None = None,
    overdispersion: str | Overdispersion | None = None,
) -> pd.DataFrame:
    """Give the limits between which areas of a size lie by chance when they have the target.

    Parameters
    ----------
    kind
        "proportion", "rate" or "ratio".
    denominators
        All cases (proportion), inhabitants (rate) or expected events (ratio): of areas, or any sizes
        for which lines are to be drawn.
    target
        What areas are held against, per `per`: a number of one's own (a goal, the value of the county
        or the country), one for each denominator, or "mean", all events over all denominators. None is
        1 for ratios.
    events
        Events of the areas. Needed for "mean" and to measure over-dispersion.
    per
        What target and limits are per; None is 1, and 1000 for rates.
    confidence
        Coverage of the limits, or several; 0.95 and 0.998 by default.
    groups
        What "mean" is of, such as indicator and year of each row; None is all.
    overdispersion
        None for limits of chance alone; "multiplicative" or "additive" to widen them by what
        `overdispersion` measures in these areas; or a measurement of other areas than those drawn,
        whose model is taken.

    Returns
    -------
    DataFrame
        Index of `events` or else of `denominators`; `value` (the target), `lower, upper,
        lower_95, upper_95, lower_99_8, upper_99_8, method, note`; for a single confidence `lower, upper`
        alone. Missing where the denominator is zero or missing, with the reason.

    Raises
    ------
    ValueError
        If a number is negative, a target is out of range or missing, over-dispersion cannot be told,
        or other arguments do not fit.

    Notes
    -----
    Proportions: θ ± z √(θ(1 − θ)/n), cut at 0 and 1; a value is outside exactly when its Wilson interval
    leaves θ out. Rates and ratios: the exact Poisson lines of `poisson_lines.lines`, O/E × θ, as in the R
    package PHEindicatormethods. Spiegelhalter (2005), Stat. Med. 24, 1185–1202. Over-dispersion:
    Spiegelhalter (2005), Qual. Saf. Health Care 14, 347–351; here each limit is stretched away from the
    target by √φ, or by √((s² + τ²)/s²), so that the exact lines keep their shape.

    Examples
    --------
    >>> funnel_limits("rate", [1000, 10_000], 20, confidence=0.95).round(3).values.tolist()
    [[20.0, 11.248, 29.706, 'poisson', ''], [20.0, 17.227, 22.868, 'poisson', '']]
    """
    asked = levels(confidence)
    areas = areas_of(kind, denominators, target, events=events, per=per, groups=groups)
    spread = _spread(areas, overdispersion, groups)
    stretch = np.ones(len(areas.index)) if spread is None else spread.stretch(areas)
    value = np.where(areas.base > 0, areas.target, np.nan)

    def limits(level: Level) -> Limits:
        low, high = _chance(areas, level)
        below = np.maximum(value - stretch * (value - low), 0.0)
        above = value + stretch * (high - value)
        above = np.minimum(above, 1.0) if kind == PROPORTION else above
        return areas.per * below, areas.per * above

    reasons = [*areas.unknown, (np.isnan(areas.target), _("The target is missing."))]
    if spread is not None:
        reasons.append((True, spread.sentence))
    method = SCORE if kind == PROPORTION else POISSON
    return table(
        areas.index,
        areas.per * value,
        limits,
        asked,
        method if spread is None else f"{method}, {spread.model}",
        reasons,
    )


def _chance(areas: Areas, level: Level) -> Limits:
    """Give the limits of chance alone, as shares of the base."""
    if areas.kind == PROPORTION:
        half = level.z * areas.error
        return np.maximum(areas.target - half, 0.0), np.minimum(areas.target + half, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = lines(areas.target * areas.base, level)
        return low / areas.base, high / areas.base


def _spread(
    areas: Areas, asked: str | Overdispersion | None, groups: Sequence[Any] | pd.Series | None
) -> Overdispersion | None:
    """Give the over-dispersion that widens the limits; None for none."""
    if asked is None or isinstance(asked, Overdispersion):
        return asked
    if asked not in MODELS:
        raise ValueError(
            f"`overdispersion` is {asked!r}; expected None, {' or '.join(map(repr, MODELS))}, "
            "or what `rates.overdispersion` gave."
        )
    if groups is not None:
        raise ValueError(
            "Over-dispersion is measured in one group of areas at a time: call without `groups`."
        )
    return measured(areas, model=asked)
