"""Start and follow-up of people whose true change is known, with drop-out that may depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from sosiaali_lib.teaching.truth.draws import Draws

Leaving = Literal["random", "worse", "nobody"]
NOISE = 0.3  # of a score around the true level, in steps of the scale 1–5
STAYS = 0.5  # chance of being measured again when leaving is random


@dataclass(frozen=True, eq=False)
class Change:
    """Scores of two waves (1–5, high is well), indexed by `tunniste`, and the true changes.

    `start` has everybody; `end` only those who were measured again. `all_ends` is the score that
    everybody would have had at the end, which in life nobody sees.
    """

    start: pd.Series
    end: pd.Series
    all_ends: pd.Series
    change: pd.Series

    @property
    def mean_change(self) -> float:
        """True mean change of everybody who started."""
        return float(self.change.mean())

    @property
    def stayed(self) -> int:
        """Number of people measured again."""
        return len(self.end)


def change(
    seed: int = 4, people: int = 120, effect: float = 0.1, leaving: Leaving = "worse"
) -> Change:
    """Make two waves of scores of people whose true change is known.

    Parameters
    ----------
    seed
        The same seed gives the same people; `leaving` only changes who is measured again.
    people
        Number of people at the start, at least 2.
    effect
        Mean of the true changes, in steps of the scale, before the scale's ends cut them; people
        differ with a standard deviation of 0.6.
    leaving
        "worse": the worse it goes, the likelier a person is not measured again; "random": half of
        them are not, whatever the change; "nobody" leaves.

    Raises
    ------
    ValueError
        If `people` is below 2, `seed` below 0 or `leaving` is not known.

    Examples
    --------
    >>> made = change(4)
    >>> made.stayed < len(made.start)
    True
    """
    if people < 2:
        raise ValueError(f"`people` is {people}; expected at least 2.")
    if leaving not in (known := ("random", "worse", "nobody")):
        raise ValueError(f"`leaving` is {leaving!r}; expected one of {', '.join(known)}.")
    draws = Draws(seed)
    names = pd.Index([f"h{i:03}" for i in range(1, people + 1)], name="tunniste")
    level = np.clip(draws.normal(people, 3.0, 0.6), 1, 5)
    later = np.clip(level + draws.normal(people, effect, 0.6), 1, 5)
    start = np.clip(level + draws.normal(people, 0, NOISE), 1, 5).round(2)
    end = np.clip(later + draws.normal(people, 0, NOISE), 1, 5).round(2)
    chance = {
        "nobody": np.ones(people),
        "random": np.full(people, STAYS),
        "worse": 1 / (1 + np.exp(-2.5 * (later - level - 0.1))),
    }[leaving]
    stays = draws.yes(chance)
    all_ends = pd.Series(end, names, name="loppu")
    return Change(
        start=pd.Series(start, names, name="alku"),
        end=all_ends[stays],
        all_ends=all_ends,
        change=pd.Series(later - level, names, name="muutos"),
    )
