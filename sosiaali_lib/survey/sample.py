"""The people who answered with their weights and design, and the linearised standard errors."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.survey.answers import Answers, Column, checked_weights
from sosiaali_lib.survey.design import Design, Population, design_of
from sosiaali_lib.survey.weights import Weights

ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Sample:
    """Answers as numbers with the weight and design of each person who answered."""

    values: np.ndarray
    weights: np.ndarray
    design: Design
    n_missing: int
    fitted: Weights | None  # weights that were fitted to the population
    given: bool  # design weights came from the user
    strata: bool
    clusters: bool

    @property
    def simple(self) -> bool:
        """Whether everybody had the same chance to be drawn, one by one."""
        return not (self.fitted or self.given or self.strata or self.clusters)

    def mean(self) -> float:
        """Give the weighted mean."""
        if np.ptp(self.values) == 0:
            return float(self.values[0])  # free of rounding: shares of 0 and 1 stay exact
        return float(self.weights @ self.values / self.weights.sum())

    def total(self) -> float:
        """Give the weighted total."""
        return float(self.weights @ self.values)

    def mean_se(self) -> float | None:
        """Give the standard error of the mean; None where the answers show no spread."""
        share = self.weights / self.weights.sum()
        return self._se(share, self.values - self.mean())

    def total_se(self) -> float | None:
        """Give the standard error of the total; None where the answers show no spread."""
        return self._se(self.weights, self.values)

    def _se(self, weights: np.ndarray, deviations: np.ndarray) -> float | None:
        if self.design.census:
            return 0.0
        left = self.fitted.residuals(deviations) if self.fitted else deviations
        variance = self.design.variance(weights * left)
        if variance is None:
            return None
        se = math.sqrt(variance)
        return se if se > ROUNDING * float(weights @ np.abs(self.values)) else None


def sample_of(
    answers: Answers,
    population: Population | None,
    strata: Column | None,
    weights: Column | Weights | None,
    clusters: Column | None,
) -> Sample:
    """Put together who answered, with which weight and from what design."""
    fitted = _at_answers(answers, weights) if isinstance(weights, Weights) else None
    if population is None and fitted and strata is None and clusters is None:
        population = fitted.population_size
    design = design_of(answers, population, strata, clusters)
    if fitted and clusters is None:
        _check_sizes(design.population, fitted.population_size)
    if fitted:
        final = fitted.weights.to_numpy()
    elif weights is not None and not isinstance(weights, Weights):
        final = checked_weights(answers.complete("weights", weights)).to_numpy()
    elif strata is not None and population is None:
        raise ValueError(
            _(
                "`strata` needs the sizes of the strata in `population_size`, or `weights`; without "
                "them it is not known how much each stratum counts."
            )
        )
    else:
        final = design.weights()
    return Sample(
        values=answers.values.to_numpy()[answers.given],
        weights=final,
        design=design,
        n_missing=int((~answers.given).sum()),
        fitted=fitted,
        given=weights is not None and not fitted,
        strata=strata is not None,
        clusters=clusters is not None,
    )


def check_total(sample: Sample) -> None:
    """Refuse a total where weights do not say how many people the answers stand for."""
    known = sample.design.population
    if known is None and not (sample.given or sample.fitted):
        raise ValueError(
            _(
                "A total needs `population_size` or `weights`: how many people the answers stand for."
            )
        )
    if sample.n_missing and (sample.given or (sample.clusters and not sample.fitted)):
        raise ValueError(
            _(
                "A total cannot leave out the people without an answer ({count}): their weights "
                "would count as zero. Make the weights of those who answered, for example with "
                "`poststratify`, or give the mean."
            ).format(count=sample.n_missing)
        )
    n = len(sample.values)
    normalised = sample.given and math.isclose(float(sample.weights.sum()), n, rel_tol=1e-6)
    if normalised and not sample.clusters and known is not None and known > n:
        raise ValueError(
            _(
                "`weights` add up to the number of answers ({n}), not to the population ({size}); "
                "for a total give weights that say how many people each answer stands for."
            ).format(n=n, size=f"{known:g}")
        )


def _check_sizes(given: float | None, fitted: float) -> None:
    """Refuse weights that were fitted to a population of another size."""
    if given is not None and not math.isclose(given, fitted, rel_tol=1e-6):
        raise ValueError(
            _(
                "`population_size` is {given}, but `weights` were fitted to {fitted} people; "
                "correct one of them."
            ).format(given=f"{given:g}", fitted=f"{fitted:g}")
        )


def _at_answers(answers: Answers, weights: Weights) -> Weights:
    """Give the weights in the order of the answers, fitted to those who answered."""
    places = pd.Series(np.arange(len(weights.weights)), index=weights.weights.index)
    rows = answers.align("weights", places)
    return weights.at(rows.to_numpy(dtype=int)[answers.given])
