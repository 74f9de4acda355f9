"""Random-intercept model of several waves by restricted maximum likelihood (REML)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from sosiaali_lib.messages import _
from sosiaali_lib.pairs import Floats
from sosiaali_lib.results import Estimate
from sosiaali_lib.waves.data import Observations, WavesError

ALIKE = 1e-9  # share of all variation; with less within people the ratio has no usable estimate
AGREEMENT = 1e-5  # between the two searches, as a share of the variance
NEAR_ZERO = 0.01  # share of the variance between people that calls for a word


@dataclass(frozen=True, eq=False)
class Fit:
    """Cell means with their covariance, and the two variances, in the units of the values."""

    means: Floats
    covariance: Floats
    between: float
    residual: float
    within_df: int
    between_df: int
    cautions: tuple[str, ...]

    def linear(self, weights: Floats, df: int, confidence: float) -> tuple[Estimate, float]:
        """Give a weighted sum of the cell means with its t interval, and the p of its being zero."""
        from scipy.stats import t

        value, se = float(weights @ self.means), float(np.sqrt(weights @ self.covariance @ weights))
        half = float(t.ppf((1 + confidence) / 2, df)) * se
        p = float(2 * t.sf(abs(value) / se, df))
        return Estimate(value, se, (value - half, value + half)), p

    def wald(self, weights: Floats, df: int) -> tuple[float, float]:
        """Give Wald's F of all rows of `weights` being zero at once, and its p."""
        from scipy.stats import f

        values = weights @ self.means
        middle = weights @ self.covariance @ weights.T
        statistic = float(values @ np.linalg.solve(middle, values)) / len(weights)
        return statistic, float(f.sf(statistic, len(weights), df))


class Profile:
    """Restricted likelihood as a function of the ratio of the two variances alone.

    Notes
    -----
    With V = I + λJ in a person of n observations, V⁻¹ = I − cJ, c = λ/(1 + nλ), and
    −2 log L = (N − p) log(r'V⁻¹r/(N − p)) + Σ log(1 + nλ) + log |X'V⁻¹X| + constant
    (Pinheiro and Bates 2000, Mixed-Effects Models in S and S-PLUS, section 2.2).
    """

    def __init__(self, values: Floats, found: Observations) -> None:
        self._values, self._persons, self._cells = values, found.persons, found.cells
        self._sizes = np.bincount(found.persons)
        self._table = np.zeros((len(self._sizes), len(found.counts)))
        np.add.at(self._table, (found.persons, found.cells), 1.0)
        self._totals = np.bincount(found.persons, values)

    def at(self, ratio: float) -> tuple[float, Floats, Floats, float]:
        """Give −2 log L, the cell means, their covariance and the residual variance at a ratio."""
        c = ratio / (1 + self._sizes * ratio)
        normal = np.diag(self._table.sum(axis=0)) - self._table.T @ (c[:, None] * self._table)
        cell_totals = np.bincount(self._cells, self._values, minlength=len(normal))
        means = np.linalg.solve(normal, cell_totals - self._table.T @ (c * self._totals))
        rest = self._values - means[self._cells]
        squares = float(rest @ rest - c @ np.bincount(self._persons, rest) ** 2)
        df = len(rest) - len(normal)
        residual = squares / df
        criterion = df * np.log(residual) + np.log1p(self._sizes * ratio).sum()
        criterion += np.linalg.slogdet(normal)[1]
        covariance = residual * np.linalg.inv(normal)
        return float(criterion), means.astype(float), covariance.astype(float), residual

    def best(self) -> float:
        """Find the ratio of greatest likelihood, zero when the likelihood only falls from there."""
        from scipy.optimize import minimize_scalar

        logs = np.linspace(-12, 20, 65)
        place = int(np.argmin([self.at(float(np.exp(log)))[0] for log in logs]))
        around = (logs[max(place - 1, 0)], logs[min(place + 1, len(logs) - 1)])
        found = minimize_scalar(
            lambda log: self.at(float(np.exp(log)))[0],
            bounds=around,
            method="bounded",
            options={"xatol": 1e-10},
        )
        return 0.0 if self.at(0.0)[0] <= found.fun + 1e-9 else float(np.exp(found.x))


def fit(found: Observations) -> Fit:
    """Fit the model; refuse what has no answer, and put what is uncertain into `cautions`.

    Raises
    ------
    WavesError
        If nothing varies within people, no one links a wave to the others, or the estimate of
        statsmodels differs from a direct search.

    Notes
    -----
    statsmodels' MixedLM starts from the ratio of a direct search and must stay there: near a zero
    variance its own search stops at wrong values. With a ratio of zero the model is ordinary least
    squares. Degrees of freedom by the inner–outer rule (Pinheiro and Bates 2000, page 91).
    """
    within_df = _within_df(found)
    centre, unit = float(found.values.mean()), float(found.values.std())
    scaled = (found.values - centre) / unit
    profile = Profile(scaled, found)
    ratio = profile.best()
    if ratio:
        ratio, cautions = _confirmed(scaled, found, ratio)
        if ratio / (1 + ratio) < NEAR_ZERO:
            cautions.insert(0, _("The variance between people is close to zero."))
    else:
        cautions = [
            _(
                "Singular fit: the variance between people was estimated as zero, so the values of "
                "one person are no more alike than those of different people. The intervals treat "
                "all observations as independent; compare them with the paired change."
            )
        ]
    _criterion, means, covariance, residual = profile.at(ratio)
    return Fit(
        means=means * unit + centre,
        covariance=covariance * unit**2,
        between=ratio * residual * unit**2,
        residual=residual * unit**2,
        within_df=within_df,
        between_df=sum(found.people) - len(found.groups),
        cautions=tuple(cautions),
    )


def _within_df(found: Observations) -> int:
    """Give the degrees of freedom of comparisons within people; refuse when there are none."""
    sizes = np.bincount(found.persons)

    def centred(column: Any) -> Floats:
        rest: Floats = column - (np.bincount(found.persons, column) / sizes)[found.persons]
        return rest

    design = np.column_stack(
        [centred((found.cells == cell).astype(float)) for cell in range(len(found.counts))]
    )
    links = int(np.linalg.matrix_rank(design))
    df = len(found.values) - len(sizes) - links
    if links < len(found.groups) * (len(found.waves) - 1) or df < 1:
        raise WavesError(
            "unlinked",
            _(
                "Too few people have values in several waves: the change within people cannot be "
                "told from the difference between people. Compare the waves as separate groups."
            ),
        )
    values = centred(found.values)
    rest = values - design @ np.linalg.lstsq(design, values, rcond=None)[0]
    if float(rest @ rest) <= ALIKE * float(((found.values - found.values.mean()) ** 2).sum()):
        raise WavesError(
            "no variation",
            _(
                "Everybody changes in the same way between the waves: beside the differences "
                "between people there is no variation from which to estimate an interval."
            ),
        )
    return df


def _confirmed(scaled: Floats, found: Observations, ratio: float) -> tuple[float, list[str]]:
    """Fit with statsmodels from the ratio of the direct search; refuse when the two differ."""
    from statsmodels.regression.mixed_linear_model import MixedLM

    design = (found.cells[:, None] == np.arange(len(found.counts))).astype(float)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            model = MixedLM(scaled, design, groups=found.persons)
            result = model.fit(start_params=np.array([np.sqrt(ratio)]), reml=True)
            estimate = float(result.cov_re[0, 0]) / float(result.scale)
            settled = bool(result.converged)
        except np.linalg.LinAlgError:
            settled, estimate = False, np.nan
    if not settled or not abs(estimate / (1 + estimate) - ratio / (1 + ratio)) < AGREEMENT:
        raise WavesError(
            "no convergence",
            _(
                "The estimation did not converge: the two searches for the variances disagree. Look "
                "for outlying values, or compare two waves in pairs."
            ),
        )
    said = dict.fromkeys(str(one.message) for one in caught)
    own = "The MLE may be on the boundary of the parameter space."  # judged above, by the direct search
    return estimate, [
        _("statsmodels warned: {text}").format(text=text) for text in said if text != own
    ]
