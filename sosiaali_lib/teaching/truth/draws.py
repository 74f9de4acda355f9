"""Chance that gives the same on every machine: uniform numbers turned into others by formula."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Draws:
    """A stream of chance from a seed.

    Only PCG64's uniform numbers are drawn, whose stream NumPy keeps; all else is the inverse of a
    distribution function at them. So the right answers of exercises stay right when NumPy changes.

    Parameters
    ----------
    seed
        Any whole number from 0 on.

    Examples
    --------
    >>> Draws(1).uniform(2).round(3).tolist()
    [0.512, 0.95]
    """

    def __init__(self, seed: int) -> None:
        if seed < 0:
            raise ValueError(f"`seed` is {seed}; expected a whole number from 0 on.")
        self._generator = np.random.Generator(np.random.PCG64(seed))

    def uniform(self, n: int) -> Floats:
        """Give `n` numbers between 0 and 1."""
        return self._generator.random(n)

    def normal(self, n: int, mean: float = 0, sd: float = 1) -> Floats:
        """Give `n` numbers from a normal distribution."""
        from scipy.special import ndtri

        # 0 itself could be drawn and would be minus infinity
        drawn = ndtri(np.maximum(self.uniform(n), 1e-12))
        return np.asarray(mean + sd * drawn, dtype=float)

    def yes(self, chance: Floats | Sequence[float]) -> npt.NDArray[np.bool_]:
        """Give True with the chance of each place."""
        wanted = np.asarray(chance, dtype=float)
        return self.uniform(len(wanted)) < wanted

    def chosen(self, codes: Sequence[str], weights: Sequence[float], n: int) -> list[str]:
        """Give `n` codes, each with the weight that it has."""
        ends = np.cumsum(weights) / np.sum(weights)
        places = np.minimum(np.searchsorted(ends, self.uniform(n), side="right"), len(codes) - 1)
        return [codes[place] for place in places]

    def counts(self, means: Floats | Sequence[float]) -> npt.NDArray[np.int64]:
        """Give a Poisson count with the mean of each place."""
        wanted = np.asarray(means, dtype=float)
        most = int(wanted.max(initial=0) + 12 * np.sqrt(wanted.max(initial=0) + 1)) + 1
        from scipy.special import pdtr

        below = pdtr(np.arange(most)[None, :], wanted[:, None])
        return np.asarray((self.uniform(len(wanted))[:, None] > below).sum(axis=1), dtype=np.int64)
