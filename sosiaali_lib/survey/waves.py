"""Two waves of one small staff whose answers cannot be linked person by person."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype

from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.messages import _
from sosiaali_lib.results import Estimate
from sosiaali_lib.survey.answers import Column
from sosiaali_lib.survey.estimates import mean, proportion
from sosiaali_lib.survey.intervals import LEAST, Limits, t_limits
from sosiaali_lib.survey.overlap import (
    Range,
    answered_both,
    changed_mind,
    estimate_correlation,
    staff_of,
)
from sosiaali_lib.survey.result import SurveyEstimate
from sosiaali_lib.survey.wave_comparison import WaveComparison


def compare_waves(
    first: Column,
    second: Column,
    population_size: float | tuple[float, float],
    *,
    stayers: int | None = None,
    yes: Any = None,
    correlation: Range = (-1.0, 1.0),
    confidence: float = 0.95,
) -> WaveComparison:
    """Give the change between two waves of a small staff, and how far its error can reach.

    Parameters
    ----------
    first, second
        One answer a person in each wave; empty where there is none. Not changed.
    population_size
        Number of people on the staff, answered or not. One number means the same people in both
        waves; two numbers (first, second) leave open who stayed, unless `stayers` tells.
    stayers
        How many people belonged to the staff in both waves.
    yes
        For shares: the answer that counts as yes, as in `proportion`. None compares means, or
        shares when both columns are true and false.
    correlation
        The lowest and highest correlation thought possible between the answers of one person in
        the two waves; (0, 1) says that nobody expects people to turn round.
    confidence
        Coverage of the intervals, from 0.90 to below 1.

    Returns
    -------
    WaveComparison
        Both waves, the difference (second minus first) as if the waves were independent, the
        smallest and largest standard error that the unknown overlap allows, how many can have
        answered both, and for shares how many of these can have changed their answer.

    Raises
    ------
    ValueError
        As in `mean` and `proportion`, with the wave named; and if population sizes are not whole,
        `stayers` is more than a population, or `correlation` is no range within −1 and 1.

    Notes
    -----
    The project's own derivation. Populations of N₁ and N₂ people share M; n₁ and n₂ answered, each
    wave a simple random sample of its population; π₁ = n₁/N₁, π₂ = n₂/N₂.

    Overlap: at most N₁ + N₂ − M different people answered, so the number b who answered both lies
    between max(0, n₁ + n₂ − (N₁ + N₂ − M)) and min(n₁, n₂, M); with the same N people twice,
    between max(0, n₁ + n₂ − N) and min(n₁, n₂).

    Covariance: let every stayer answer both waves with probability π₁₂, and let it not matter for
    the number of stayers in the second sample how many there were in the first. Summing
    (P(i, j) − π₁π₂) y₁ᵢ y₂ⱼ over all pairs of people, where each wave's sample size is fixed,
    leaves Cov(ȳ₁, ȳ₂) = M (π₁₂ − π₁π₂) S₁₂ / (n₁ n₂), with S₁₂ the covariance of the stayers'
    answers. (With the same N people and b = N π₁₂: (b/(n₁n₂) − 1/N) S₁₂, as in Tam 1984,
    Am. Stat. 38, 288–289.) Taking the stayers' spread to be that of all, the correlation of the two
    means is φ = M/√(N₁N₂) · r · ρ, where r is the correlation between answering once and answering
    again and ρ that of the answers. As max(0, π₁ + π₂ − 1) ≤ π₁₂ ≤ min(π₁, π₂), r has bounds; ρ
    has those of `correlation`. SE² = SE₁² + SE₂² − 2 φ SE₁ SE₂ at the ends of φ gives the smallest
    and largest standard error. φ = 0, independence, holds when answering once says nothing of
    answering again. An unknown M is covered, as φ is proportional to M.

    Changed minds: with x₁, x₂ yes answers and D = N₁ + N₂ − M people in all, people who said yes
    and later no number at least x₁ + (n₂ − x₂) − D, those who said no and later yes at least
    (n₁ − x₁) + x₂ − D; at most min(x₁, n₂ − x₂) + min(n₁ − x₁, x₂) and no more than M.

    Interval of a difference of means: t with Welch–Satterthwaite degrees of freedom; of shares:
    from the limits of the two waves (Newcombe 1998, Stat. Med. 17, 873–890 and 2635–2650), with φ
    in the place of the correlation.

    Examples
    --------
    >>> found = compare_waves([1] * 11 + [0] * 5, [1] * 6 + [0] * 13, 29, yes=1)
    >>> round(found.difference.value, 3), found.answered_both, found.changed
    (-0.372, (6, 16), (0, 16))
    """
    check_confidence(confidence, least=LEAST)
    pair = isinstance(correlation, (tuple, list)) and len(correlation) == 2
    if not (pair and -1 <= correlation[0] <= correlation[1] <= 1):
        raise ValueError(
            f"`correlation` is {correlation!r}; expected its lowest and highest value, from -1 to 1."
        )
    staff = staff_of(population_size, stayers)
    if yes is None and all(_is_true_false(wave) for wave in (first, second)):
        yes = True
    try:
        one = _wave(first, staff.first, yes, confidence)
    except ValueError as error:
        raise ValueError(_("First wave: {problem}").format(problem=error)) from error
    try:
        two = _wave(second, staff.second, yes, confidence)
    except ValueError as error:
        raise ValueError(_("Second wave: {problem}").format(problem=error)) from error
    lowest, highest = estimate_correlation(one.n, two.n, staff, correlation)
    return WaveComparison(
        first=one,
        second=two,
        difference=_difference(one, two, 0.0, confidence),
        narrowest=_difference(one, two, highest, confidence),
        widest=_difference(one, two, lowest, confidence),
        answered_both=answered_both(one.n, two.n, staff),
        changed=None
        if yes is None
        else changed_mind(_count(one), one.n, _count(two), two.n, staff),
        staff=staff,
        estimate_correlation=(lowest, highest),
        correlation=correlation,
        confidence=confidence,
    )


def _wave(values: Column, size: int, yes: Any, confidence: float) -> SurveyEstimate:
    if yes is None:
        return mean(values, size, confidence=confidence)
    return proportion(values, size, confidence=confidence, yes=yes)


def _difference(
    one: SurveyEstimate, two: SurveyEstimate, correlation: float, confidence: float
) -> Estimate:
    """Give the second wave less the first when the two estimates correlate so much."""
    value = two.value - one.value
    se = None
    if one.se is not None and two.se is not None:
        se = math.sqrt(max(one.se**2 + two.se**2 - 2 * correlation * one.se * two.se, 0.0))
    if one.gap == two.gap == "census":
        return Estimate(value, se)
    if one.quantity == "proportion":
        return Estimate(value, se, _share_limits(one, two, correlation))
    if se is None:
        return Estimate(value)
    return Estimate(value, se, t_limits(value, se, _satterthwaite(one, two), confidence))


def _share_limits(one: SurveyEstimate, two: SurveyEstimate, correlation: float) -> Limits:
    """Give the limits of a difference of shares from those of the two shares."""
    low_one, high_one = one.ci or (one.value, one.value)
    low_two, high_two = two.ci or (two.value, two.value)

    def reach(first: float, second: float) -> float:
        return math.sqrt(max(first**2 + second**2 - 2 * correlation * first * second, 0.0))

    value = two.value - one.value
    below = reach(high_one - one.value, two.value - low_two)
    above = reach(one.value - low_one, high_two - two.value)
    return value - below, value + above


def _satterthwaite(one: SurveyEstimate, two: SurveyEstimate) -> float:
    """Give the degrees of freedom of a difference of independent means."""
    parts = [(wave.se**2, wave.df) for wave in (one, two) if wave.se]
    return sum(part for part, _df in parts) ** 2 / sum(part**2 / df for part, df in parts)


def _count(wave: SurveyEstimate) -> int:
    return round(wave.value * wave.n)


def _is_true_false(values: Column) -> bool:
    if not isinstance(values, Iterable):
        return False
    return is_bool_dtype(pd.Series(list(values), dtype=object).dropna().infer_objects())
