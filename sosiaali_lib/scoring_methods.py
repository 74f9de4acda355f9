"""How the scored values of one person's items become one score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sosiaali_lib.instruments import Item, Scale

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int16]

LOWER_BOUND = "alaraja"
STATES = ("laskettu", "taydennetty", LOWER_BOUND, "vajaa", "puuttuu")
"""Complete; filled in with the person's mean; a lower bound; goals left out; no score."""
_PARTIAL = {"person_mean": 1, "partial_count": 2, "drop_goal": 3}


def combine(
    scale: Scale, items: Sequence[Item], values: Sequence[Floats], weights: Sequence[Floats | None]
) -> tuple[Floats, Ints, npt.NDArray[np.int8]]:
    """Give the scores of a scale, the number of answers and the state of each score.

    Parameters
    ----------
    scale, items
        The scale and its items.
    values
        Scored values, an array of people an item; missing as NaN.
    weights
        Weights of the items in the same order; None counts as 1.

    Returns
    -------
    tuple
        Scores (NaN where the missing rule gives none), answers used, and places in `STATES`.

    Notes
    -----
    A prorated sum is the sum of the answers + their mean × the number of missing answers. Percent
    of maximum (pomp) is the mean of 100 × (x − lowest) / (highest − lowest) over the items.
    """
    n = np.zeros(len(values[0]), dtype=np.int16)
    total = np.zeros(len(values[0]))
    for item, column in zip(items, values, strict=True):
        there = ~np.isnan(column)
        n += there
        low, high = item.scored_range
        part = 100 * (column - low) / (high - low) if scale.method == "pomp" else column
        total += np.where(there, part, 0.0)
    short = n < len(items)
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale.method == "gas_t":
            score = gas_t(np.column_stack(values), _weights(weights, len(n)), scale.rho)
        elif scale.method in {"mean", "pomp"}:
            score = total / n
        elif scale.missing_action == "person_mean":
            score = np.where(short, total + total / n * (len(items) - n), total)
        else:
            score = total
    if scale.method == "lookup":
        score = _looked_up(score, scale, items, ~short)
    bearable = len(items) - n <= scale.max_missing
    rounded = round_to(scale.multiply * score + scale.add, scale.digits, scale.rounding)
    if scale.method == "gas_t":
        # Goals that nobody set are not missing; a goal with a weight and no outcome is left out.
        short = _left_out(values, weights)
    scored = np.where(bearable, rounded, np.nan)
    state = np.where(short, _PARTIAL.get(scale.missing_action, 0), 0)
    return scored, n, np.where(np.isnan(scored), len(STATES) - 1, state).astype(np.int8)


def gas_t(values: Floats, weights: Floats | None = None, rho: float = 0.3) -> Floats:
    """Give the T score of goal attainment scaling.

    Parameters
    ----------
    values
        People × goals, −2 … +2 with 0 for the outcome that was expected; goals not set as NaN.
    weights
        Weights of the goals, 0 or more, in the same shape; None for equal weights.
    rho
        Assumed correlation between the goals.

    Returns
    -------
    ndarray
        T per person: 50 + 10 Σwx / √((1 − ρ)Σw² + ρ(Σw)²); NaN without goals or without weight.

    Notes
    -----
    Kiresuk & Sherman (1968), Community Mental Health Journal 4, 443–453. Formulas misprinted in
    Turner-Stokes (2009) were put right in an erratum; this one is the formula of the original.

    Examples
    --------
    >>> gas_t(np.array([[-2.0, 0, -1, 2, 0, 1]]), np.array([[3.0, 5, 1, 4, 2, 6]]))
    array([55.])
    """
    given = ~np.isnan(values)
    weight = np.where(given, np.ones_like(values) if weights is None else weights, 0.0)
    summed = (weight * np.where(given, values, 0.0)).sum(axis=1)
    spread = (1 - rho) * (weight**2).sum(axis=1) + rho * weight.sum(axis=1) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        score: Floats = np.where(spread > 0, 50 + 10 * summed / np.sqrt(spread), np.nan)
    return score


def _weights(weights: Sequence[Floats | None], n: int) -> Floats | None:
    if all(weight is None for weight in weights):
        return None
    return np.column_stack([np.ones(n) if weight is None else weight for weight in weights])


def _left_out(values: Sequence[Floats], weights: Sequence[Floats | None]) -> npt.NDArray[np.bool_]:
    left_out = np.zeros(len(values[0]), dtype=bool)
    for value, weight in zip(values, weights, strict=True):
        if weight is not None:
            left_out |= np.isnan(value) & (weight > 0)
    return left_out


def _looked_up(
    sums: Floats, scale: Scale, items: Sequence[Item], whole: npt.NDArray[np.bool_]
) -> Floats:
    """Read complete sums from the table, whose first value is that of the lowest possible sum."""
    lowest = sum(item.scored_range[0] for item in items)
    places = np.where(whole, sums - lowest, 0).astype(int)
    return np.where(whole, np.array(scale.lookup, dtype=float)[places], np.nan)


def round_to(values: Floats, digits: int | None, mode: str) -> Floats:
    """Round once, half away from zero or half to even; None leaves the numbers as they are.

    A number that is a half but for the error of binary arithmetic counts as a half.
    """
    if digits is None:
        return values
    factor = 10.0**digits
    scaled = np.round(values * factor, 9)
    if mode == "half_even":
        return np.round(scaled) / factor
    rounded: Floats = np.sign(scaled) * np.floor(np.abs(scaled) + 0.5) / factor
    return rounded
