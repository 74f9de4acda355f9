"""Change over more than two waves, with groups: a mixed model that keeps people with missing waves."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import Floats
from sosiaali_lib.waves.data import Observations, WavesError, label, observations
from sosiaali_lib.waves.fit import Fit, fit
from sosiaali_lib.waves.parts import CellMean, FixedEffect, WaldTest, WaveContrast
from sosiaali_lib.waves.result import WavesModel

__all__ = ["WavesError", "WavesModel", "waves_model"]


def waves_model(
    data: pd.DataFrame,
    value: str,
    wave: str,
    person: str,
    group: str | None = None,
    *,
    confidence: float = 0.95,
    reference: Hashable = None,
) -> WavesModel:
    """Estimate the means of waves, and of groups in them, and the changes between the waves.

    Parameters
    ----------
    data
        One row a person and wave. Not changed. Rows without a value are left out and counted.
    value
        Column of numbers, in the units of the score.
    wave
        Column of waves, two or more: numbers, dates or text in sorted order, or categorical in its
        own order.
    person
        Column of the person's identifier.
    group
        Column of the person's group, the same in every wave; None is one group.
    confidence
        Coverage of the intervals, between 0 and 1.
    reference
        Wave that the fixed effects are compared with; None is the first.

    Returns
    -------
    WavesModel

    Raises
    ------
    WavesError
        A ValueError with `reason`: the table cannot be read as one value a person and wave, a cell
        holds fewer than two people, there are fewer people than parameters, nothing varies within
        people, or the estimation does not converge.
    ValueError
        If `confidence` is out of range, `reference` is no wave, or a value is not a number.

    Notes
    -----
    Laird and Ware (1982), Biometrics 38, 963–974; REML through statsmodels' MixedLM. With complete
    data the tests are those of the analysis of variance with repeated measures, and two waves give
    the paired t interval, unless the variance between people is estimated as zero (`cautions`).

    Examples
    --------
    >>> rows = [("a", 1, 5), ("a", 2, 7), ("b", 1, 3), ("b", 2, 4), ("c", 1, 6), ("c", 2, 6)]
    >>> rows += [("d", 1, 2), ("d", 2, 4), ("e", 1, 4)]
    >>> model = waves_model(pd.DataFrame(rows, columns=["k", "aika", "p"]), "p", "aika", "k")
    >>> round(model.contrasts[0].estimate.value, 3), model.n_people, model.n_observations
    (1.25, 5, 9)
    """
    check_confidence(confidence)
    found = observations(data, value, wave, person, group)
    if reference is None:
        reference = found.waves[0]
    elif reference not in found.waves:
        text = _("`reference` is {reference}, which is no wave; expected one of {waves}.")
        waves = ", ".join(map(label, found.waves))
        raise ValueError(text.format(reference=repr(reference), waves=waves))
    fitted = fit(found)
    return WavesModel(
        value=value,
        wave=wave,
        person=person,
        group=group,
        reference=reference,
        confidence=confidence,
        waves=found.waves,
        groups=found.groups,
        n_people=sum(found.people),
        n_observations=len(found.values),
        n_complete=found.complete,
        n_missing=found.missing,
        means=tuple(_means(found, fitted, confidence)),
        contrasts=tuple(_contrasts(found, fitted, confidence)),
        fixed_effects=tuple(_fixed_effects(found, fitted, confidence, reference)),
        tests=tuple(_tests(found, fitted)),
        variance_between=fitted.between,
        variance_residual=fitted.residual,
        cautions=fitted.cautions,
    )


def _cell(found: Observations, group: int, wave: int) -> Floats:
    weights = np.zeros(len(found.counts))
    weights[group * len(found.waves) + wave] = 1
    return weights


def _means(found: Observations, fitted: Fit, confidence: float) -> Iterator[CellMean]:
    for g, group in enumerate(found.groups):
        for w, wave in enumerate(found.waves):
            weights = _cell(found, g, w)
            estimate, _p = fitted.linear(weights, fitted.between_df, confidence)
            n = found.counts[g * len(found.waves) + w]
            yield CellMean(group, wave, n, estimate)


def _contrasts(found: Observations, fitted: Fit, confidence: float) -> Iterator[WaveContrast]:
    from statsmodels.stats.multitest import multipletests

    for g, group in enumerate(found.groups):
        pairs = list(combinations(range(len(found.waves)), 2))
        parts = [
            fitted.linear(
                _cell(found, g, late) - _cell(found, g, early), fitted.within_df, confidence
            )
            for early, late in pairs
        ]
        adjusted = multipletests([p for _estimate, p in parts], method="holm")[1]
        for (early, late), (estimate, p), holm in zip(pairs, parts, adjusted, strict=True):
            yield WaveContrast(
                group, found.waves[early], found.waves[late], estimate, p, float(holm)
            )


def _fixed_effects(
    found: Observations, fitted: Fit, confidence: float, reference: Hashable
) -> Iterator[FixedEffect]:
    """Give the means as an intercept and differences from the reference wave and first group."""
    start = found.waves.index(reference)
    others = [w for w in range(len(found.waves)) if w != start]
    base = _cell(found, 0, start)

    def effect(group: int | None, wave: int | None, weights: Floats, df: int) -> FixedEffect:
        estimate, p = fitted.linear(weights, df, confidence)
        return FixedEffect(
            None if group is None else found.groups[group],
            None if wave is None else found.waves[wave],
            estimate,
            df,
            p,
        )

    yield effect(None, None, base, fitted.between_df)
    for w in others:
        yield effect(None, w, _cell(found, 0, w) - base, fitted.within_df)
    for g in range(1, len(found.groups)):
        yield effect(g, None, _cell(found, g, start) - base, fitted.between_df)
    for g in range(1, len(found.groups)):
        for w in others:
            change = _cell(found, g, w) - _cell(found, g, start)
            yield effect(g, w, change - (_cell(found, 0, w) - base), fitted.within_df)


def _tests(found: Observations, fitted: Fit) -> Iterator[WaldTest]:
    """Test the waves over groups, the groups over waves, and whether the groups change alike."""
    groups, waves = range(len(found.groups)), range(len(found.waves))
    steps = np.array(
        [
            [_cell(found, g, late) - _cell(found, g, early) for early, late in pairwise(waves)]
            for g in groups
        ]
    )
    yield WaldTest(
        "wave", *fitted.wald(steps.mean(axis=0), fitted.within_df), len(waves) - 1, fitted.within_df
    )
    if len(found.groups) > 1:
        levels = np.array([np.mean([_cell(found, g, w) for w in waves], axis=0) for g in groups])
        apart = np.diff(levels, axis=0)
        yield WaldTest(
            "group", *fitted.wald(apart, fitted.between_df), len(apart), fitted.between_df
        )
        unlike = np.concatenate(list(np.diff(steps, axis=0)))
        yield WaldTest(
            "interaction", *fitted.wald(unlike, fitted.within_df), len(unlike), fitted.within_df
        )
