"""One common factor fitted to a correlation matrix by unweighted least squares ("minres")."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sosiaali_lib.formatting import listed
from sosiaali_lib.messages import _
from sosiaali_lib.reliability.items import LEAST, ReliabilityError

STEPS = 2000
PRECISION = 1e-14
TOLERANCE = 1e-8  # how far beyond 1 a loading of exactly 1 may come out


@dataclass(frozen=True)
class OneFactor:
    """Loadings, turned so that most are positive, and the residual correlations."""

    loadings: np.ndarray
    residuals: np.ndarray

    @property
    def uniquenesses(self) -> np.ndarray:
        """Share of each item's variance that the factor leaves."""
        result: np.ndarray = 1 - self.loadings**2
        return result

    @property
    def curvature(self) -> np.ndarray:
        """Slope of the least squares equations in the loadings."""
        result: np.ndarray = np.outer(self.loadings, self.loadings) - self.residuals
        np.fill_diagonal(result, (self.loadings**2).sum() - self.loadings**2)
        return result

    @property
    def rms_residual(self) -> float:
        """Root mean square of the residual correlations between different items."""
        off = self.residuals[np.triu_indices_from(self.residuals, 1)]
        return float(np.sqrt((off**2).mean()))


def one_factor(matrix: np.ndarray, names: tuple[str, ...]) -> OneFactor:
    """Give the one-factor solution of a correlation matrix of at least three items.

    Raises
    ------
    ReliabilityError
        If the search does not converge, a loading goes beyond 1 (a Heywood case), or the solution
        is not the only one.

    Notes
    -----
    Minimises the sum of squared residual correlations off the diagonal (Harman & Jones 1966,
    Psychometrika 31, 351-368) by Levenberg-Marquardt from the first principal component. A
    solution with a negative uniqueness is refused, not forced to the boundary.
    """
    from scipy.optimize import least_squares

    upper = np.triu_indices_from(matrix, 1)
    observed = matrix[upper]
    rows = np.arange(len(observed))

    def residual(loadings: np.ndarray) -> np.ndarray:
        result: np.ndarray = observed - loadings[upper[0]] * loadings[upper[1]]
        return result

    def slope(loadings: np.ndarray) -> np.ndarray:
        result = np.zeros((len(observed), len(loadings)))
        result[rows, upper[0]] = -loadings[upper[1]]
        result[rows, upper[1]] = -loadings[upper[0]]
        return result

    values, vectors = np.linalg.eigh(matrix)
    start = vectors[:, -1] * np.sqrt(values[-1])
    found = least_squares(
        residual, start, slope, method="lm", xtol=PRECISION, ftol=PRECISION, gtol=PRECISION,
        max_nfev=STEPS,
    )  # fmt: skip
    if not found.success:
        raise ReliabilityError(
            "not_converged",
            _(
                "No single factor was found for these items: the fit did not settle. The items may "
                "not share one; report alpha or the items one by one."
            ),
        )
    loadings = found.x * (-1 if np.sign(found.x).sum() < 0 else 1)
    if beyond := [
        name for name, one in zip(names, loadings, strict=True) if abs(one) > 1 + TOLERANCE
    ]:
        raise ReliabilityError(
            "improper_solution",
            _(
                "The factor would explain more than the whole variance of {items} (a Heywood "
                "case): the items do not fit one factor, or people are too few. Report alpha instead."
            ).format(items=listed(beyond)),
        )
    loadings = np.clip(loadings, -1.0, 1.0)
    residuals = matrix - np.outer(loadings, loadings)
    np.fill_diagonal(residuals, 0.0)
    fit = OneFactor(loadings, residuals)
    if np.linalg.cond(fit.curvature) > 1 / LEAST:
        raise ReliabilityError(
            "improper_solution",
            _(
                "More than one factor fits these items equally well: too few of them go together. "
                "Report the items one by one."
            ),
        )
    return fit
