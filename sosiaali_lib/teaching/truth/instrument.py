"""Answers to the form “Elämänhallinta ja osallisuus” of people whose true level is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sosiaali_lib.teaching.truth.draws import Draws, Floats

ITEMS = tuple(f"e{i:02}" for i in range(1, 15))
REVERSED = "e05"  # loneliness
LEVEL, SPREAD = 3.2, 0.7  # of the true levels, in steps of the scale 1–5
NOISE = 0.9  # of one answer around the person's level
EASE = np.linspace(-0.4, 0.4, len(ITEMS))  # some statements are easier to agree with than others


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers of two occasions without any change between them, and the true levels.

    `first` and `again` have `tunniste` and `e01` … `e14` (1–5), a row a person, `again` a week
    later; `gaps` is `first` as it came in, with answers missing more often from those who fare
    worse. `level` is the true level of each person (1–5, high is well), indexed by `tunniste`.
    """

    first: pd.DataFrame
    again: pd.DataFrame
    gaps: pd.DataFrame
    level: pd.Series

    @property
    def mean_level(self) -> float:
        """Mean of the true levels."""
        return float(self.level.mean())

    @property
    def complete_mean(self) -> float:
        """Mean score as it would be if nobody had left an answer out."""
        return float(turned(self.first).mean(axis=1).mean())


def answers(seed: int = 2, people: int = 150) -> Answers:
    """Make answers of people whose true level is known.

    Each answer is the person's level, shifted by how easy the statement is, with noise, rounded
    to 1–5; the statement of loneliness is answered the other way round. The chance that an answer
    is left out is 1 % for those at the top of the scale and about 18 % for those at its bottom, and
    higher for the last statements.

    Parameters
    ----------
    seed
        The same seed gives the same data.
    people
        Number of people, at least 2.

    Raises
    ------
    ValueError
        If `people` is below 2 or `seed` below 0.

    Examples
    --------
    >>> made = answers(2)
    >>> made.first.shape, bool(made.gaps.isna().any(axis=None))
    ((150, 15), True)
    """
    if people < 2:
        raise ValueError(f"`people` is {people}; expected at least 2.")
    draws = Draws(seed)
    names = pd.Index([f"h{i:03}" for i in range(1, people + 1)], name="tunniste")
    level = np.clip(draws.normal(people, LEVEL, SPREAD), 1, 5)
    first, again = _answered(draws, level), _answered(draws, level)
    worse = (5 - level) / 4
    late = np.linspace(0.5, 1.5, len(ITEMS))
    chance = (0.01 + 0.17 * worse[:, None] ** 2) * late[None, :]
    out = draws.yes(chance.ravel()).reshape(chance.shape)
    gaps = pd.DataFrame(first, names, list(ITEMS)).astype("Int64").mask(out)
    return Answers(
        first=pd.DataFrame(first, names, list(ITEMS)).reset_index(),
        again=pd.DataFrame(again, names, list(ITEMS)).reset_index(),
        gaps=gaps.reset_index(),
        level=pd.Series(level, names, name="taso"),
    )


def turned(answered: pd.DataFrame) -> pd.DataFrame:
    """Give the answers of `e01` … `e14` with the statement of loneliness turned (6 − answer)."""
    return answered[list(ITEMS)].assign(**{REVERSED: 6 - answered[REVERSED]})


def _answered(draws: Draws, level: Floats) -> npt.NDArray[np.int64]:
    n = len(level)
    noise = draws.normal(n * len(ITEMS), 0, NOISE).reshape(n, len(ITEMS))
    shown = np.clip(np.round(level[:, None] + EASE[None, :] + noise), 1, 5).astype(np.int64)
    place = ITEMS.index(REVERSED)
    shown[:, place] = 6 - shown[:, place]
    return shown
