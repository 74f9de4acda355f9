"""Omega total of a scale from one common factor, with an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sosiaali_lib.formatting import number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.reliability.coefficient import Coefficient
from sosiaali_lib.reliability.items import (
    Missing,
    ReliabilityError,
    checked,
    checked_confidence,
    refuse_formative,
    refuse_no_total,
)
from sosiaali_lib.reliability.one_factor import OneFactor, one_factor
from sosiaali_lib.reliability.signs import signs
from sosiaali_lib.results import Estimate, measures

LEAST_ITEMS = 3


@dataclass(frozen=True, kw_only=True)
class Omega(Coefficient):
    """Omega total of the standardised items, in the two forms in use, from one common factor.

    `omega` is 1 - sum of uniquenesses / sum of the observed correlations, as the R package psych
    prints it; `omega_implied` puts the correlations that the factor implies in their place. `se`
    and `ci` belong to `omega`; `ci` is None when omega does not lie between 0 and 1.
    `rms_residual` is the root mean square of the correlations that the factor leaves unexplained.
    """

    omega: float
    omega_implied: float
    se: float
    ci: tuple[float, float] | None
    rms_residual: float
    names: tuple[str, ...]
    factor_loadings: tuple[float, ...]

    @property
    def n_items(self) -> int:
        """Items of the scale."""
        return len(self.names)

    @property
    def loadings(self) -> pd.DataFrame:
        """Index item; columns loading and uniqueness (1 - loading squared)."""
        loading = np.array(self.factor_loadings)
        return pd.DataFrame(
            {"loading": loading, "uniqueness": 1 - loading**2},
            index=pd.Index(self.names, name="item"),
        )

    @property
    def table(self) -> pd.DataFrame:
        """The two forms of omega, the residuals and the loadings, in the language in use."""
        rows: list[tuple[str, Estimate | float | None]] = [
            (_("Omega total, observed correlations"), Estimate(self.omega, self.se, self.ci)),
            (_("Omega total, implied correlations"), self.omega_implied),
            (_("Root mean square residual correlation"), self.rms_residual),
        ]
        for name, loading in zip(self.names, self.factor_loadings, strict=True):
            rows.append((_("Loading: {item}").format(item=name), loading))
        return measures(rows)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to mind before the coefficient is used, in sentences."""
        return (*self.people.cautions(), *self.signs.hint(self.names))

    @property
    def method(self) -> str:
        """Which omega this is, from whom, and what to mind; it ends with the cautions."""
        said = [
            _(
                "Omega total of {items} items with one common factor by unweighted least squares "
                "(minres): 1 − sum of uniquenesses / sum of the observed correlations. The other "
                "form divides by the correlations that the factor implies."
            ).format(items=number(self.n_items)),
            self.people.said(),
        ]
        if self.ci is None:
            said.append(
                _(
                    "No interval: omega does not lie between 0 and 1, where the logit scale needs it."
                )
            )
        else:
            said.append(
                _(
                    "Distribution-free (infinitesimal jackknife) interval at {confidence}, "
                    "symmetric on the logit scale."
                ).format(confidence=percent(self.confidence))
            )
        return " ".join([*said, *self.cautions])


def omega(
    items: object,
    *,
    missing: Missing = "pairwise",
    confidence: float = 0.95,
    formative: bool = False,
    min_n: int = 3,
) -> Omega:
    """Give omega total: how far the sum of the items measures what the items share.

    Parameters
    ----------
    items
        Answers, one row a person, one column an item, in the direction they are scored in; missing
        as NA. At least three items. Not changed.
    missing
        "pairwise": each correlation from those who answered both items; "listwise": only people who
        answered every item.
    confidence
        Coverage of the interval, between 0 and 1.
    formative
        True for items that form an index: refused.
    min_n
        Smallest number of people who answered both items of a pair, at least 2.

    Returns
    -------
    Omega
        `.omega`, `.omega_implied`, `.ci`, `.loadings`, `.cautions`.

    Raises
    ------
    ReliabilityError
        If the items are formative, fewer than three, without variance or not numbers, people are
        too few, or no proper one-factor solution exists.

    Notes
    -----
    McDonald (1999), Test Theory, ch. 6. The standard error is the infinitesimal jackknife (Efron
    1982, The Jackknife, the Bootstrap and Other Resampling Plans, ch. 6): the influence of each
    person on the correlations (Browne & Shapiro 1986, Linear Algebra Appl. 82, 169-176), carried
    through the least squares equations. It needs no normal distribution and no random numbers; the
    logit scale keeps the interval within 0 and 1. On simulated five-step answers to 5 and 8 items
    (500 samples a case) a 95 % interval held the population value in 92-94 % of samples of 50
    people and in 94-96 % of samples of 200.

    Examples
    --------
    >>> rows = [(1, 2, 1), (2, 2, 3), (3, 4, 3), (4, 4, 5), (5, 3, 4), (2, 1, 2)]
    >>> result = omega(rows)
    >>> round(result.omega, 3), result.n, result.n_items
    (0.899, 6, 3)
    """
    checked_confidence(confidence)
    refuse_formative(formative, _("omega"))
    answers = checked(items, missing=missing, min_n=min_n, least=LEAST_ITEMS)
    matrix = _pairwise_correlations(answers.frame)
    covariances = answers.covariances()
    for sums in (covariances, matrix):
        refuse_no_total(sums)
    fit = one_factor(matrix, answers.names)
    total, unique = float(matrix.sum()), float(fit.uniquenesses.sum())
    value = 1 - unique / total
    shared = float(fit.loadings.sum()) ** 2
    se = _standard_error(answers.frame, matrix, fit)
    return Omega(
        omega=value,
        omega_implied=shared / (shared + unique),
        se=se,
        ci=_interval(value, se, confidence),
        rms_residual=fit.rms_residual,
        names=answers.names,
        factor_loadings=tuple(map(float, fit.loadings)),
        people=answers.people,
        signs=signs(covariances, answers.people.n),
        confidence=confidence,
    )


def _pairwise_correlations(frame: pd.DataFrame) -> np.ndarray:
    matrix: np.ndarray = frame.corr().to_numpy()
    if np.isnan(matrix).any():
        first, second = (frame.columns[place] for place in np.argwhere(np.isnan(matrix))[0])
        text = _(
            "{first} does not vary among those who answered {second} too, or the other way round; "
            'there is no correlation. Use `missing="listwise"` or leave one of them out.'
        )
        raise ReliabilityError("no_variance", text.format(first=first, second=second))
    return matrix


def _standard_error(frame: pd.DataFrame, matrix: np.ndarray, fit: OneFactor) -> float:
    """Give the infinitesimal jackknife standard error."""
    weights = _gradient(matrix, fit)
    answers = frame.to_numpy()
    influence = np.zeros(len(answers))
    for i, j in zip(*np.triu_indices_from(matrix, 1), strict=True):
        both = ~np.isnan(answers[:, i]) & ~np.isnan(answers[:, j])
        pair = answers[both][:, [i, j]]
        x, y = ((pair - pair.mean(axis=0)) / pair.std(axis=0)).T
        change = x * y - matrix[i, j] * (x**2 + y**2) / 2
        influence[both] += weights[i, j] * change * len(answers) / len(pair)
    return float(np.sqrt((influence**2).sum() / (len(answers) * (len(answers) - 1))))


def _gradient(matrix: np.ndarray, fit: OneFactor) -> np.ndarray:
    """Give the slope of omega in each correlation (upper triangle), through the loadings too."""
    loadings, total = fit.loadings, matrix.sum()
    reach = np.linalg.solve(fit.curvature, loadings)
    through_loadings = np.outer(reach, loadings) + np.outer(loadings, reach)
    result: np.ndarray = 2 * through_loadings / total + 2 * fit.uniquenesses.sum() / total**2
    return result


def _interval(value: float, se: float, confidence: float) -> tuple[float, float] | None:
    if not 0 < value < 1:
        return None
    from scipy.stats import norm

    half = float(norm.ppf((1 + confidence) / 2)) * se / (value * (1 - value))
    middle = math.log(value / (1 - value))
    return 1 / (1 + math.exp(half - middle)), 1 / (1 + math.exp(-half - middle))
