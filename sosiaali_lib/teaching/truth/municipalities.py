"""Made-up municipalities whose true shares are known, so that estimates can be held against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from sosiaali_lib.teaching.truth.draws import Draws

# Names of no Finnish municipality, and how many answered in each; the sizes grow evenly in ratio.
SIZES: Mapping[str, int] = {
    "Haapakoski": 62, "Hiidenvaara": 7, "Honkalahti": 130, "Ilveskylä": 18, "Jokiranta": 420,
    "Kaislavesi": 108, "Kettumäki": 11, "Koivusaari": 36, "Korpijärvi": 9, "Kuusikangas": 180,
    "Lehtovaara": 25, "Lumiperä": 5, "Mäntyniemi": 75, "Niittykoski": 13, "Oravasalo": 52,
    "Peuralampi": 6, "Pihlajasuo": 21, "Rantakoski": 260, "Saunalahti": 90, "Selkävaara": 15,
    "Suokoski": 30, "Tervaharju": 8, "Uittokoski": 760, "Vuomaperä": 43,
}  # fmt: skip

LEAST = 0.001  # below it the beta distribution cannot be told from its mean


@dataclass(frozen=True, eq=False)
class Municipalities:
    """Answers of the inhabitants of municipalities, and the shares that they were drawn from."""

    answers: pd.DataFrame = field(repr=False)
    """A row a municipality (index `kunta`): `vastaajia`, who answered, and `kylla`, of whom yes."""
    truth: pd.Series[float] = field(repr=False)
    """The true share of each municipality, 0 to 1; index `kunta`."""


def municipalities(
    seed: int = 5,
    *,
    share: float = 0.62,
    spread: float = 0.0,
    different: Mapping[str, float] | None = None,
) -> Municipalities:
    """Give answers to one question from 24 municipalities with known true shares.

    Parameters
    ----------
    seed
        The same seed gives the same answers.
    share
        The true share of all, or its mean when they differ; above 0, below 1.
    spread
        Standard deviation of the true shares: 0, or from 0.001 to below √(share × (1 − share)).
    different
        Name → true share of municipalities that have one of their own.

    Returns
    -------
    Municipalities

    Raises
    ------
    ValueError
        If a share or the spread is out of range, or a name is not one of `SIZES`.

    Notes
    -----
    True shares are drawn from the beta distribution with this mean and spread, then the answers of
    each municipality from the binomial distribution with its true share.

    Examples
    --------
    >>> made = municipalities(different={"Kaislavesi": 0.4})
    >>> made.answers.loc["Kaislavesi"].tolist(), float(made.truth["Kaislavesi"])
    ([108, 47], 0.4)
    """
    own = dict(different or {})
    for name, one in {"share": share, **own}.items():
        if not 0 < one < 1:
            raise ValueError(f"The share of {name!r} is {one!r}; expected above 0 and below 1.")
    if unknown := sorted(set(own) - set(SIZES)):
        raise ValueError(f"`different` names {unknown}; expected some of {list(SIZES)}.")
    most = (share * (1 - share)) ** 0.5
    if spread != 0 and not LEAST <= spread < most:
        raise ValueError(
            f"`spread` is {spread!r}; expected 0, or from {LEAST} to below {most:.3f}."
        )
    chance = Draws(seed)
    n = pd.Series(SIZES, name="vastaajia").rename_axis("kunta")
    true = np.full(len(n), share)
    if spread:
        from scipy.special import betaincinv

        weight = (most / spread) ** 2 - 1
        true = betaincinv(share * weight, (1 - share) * weight, chance.uniform(len(n)))
    truth = pd.Series(true, n.index, name="tosi_osuus")
    truth.update(pd.Series(own, dtype=float))
    yes = [int((chance.uniform(size) < one).sum()) for size, one in zip(n, truth, strict=True)]
    return Municipalities(n.to_frame().assign(kylla=yes), truth)


def repeated_survey(seed: int = 5, *, share: float, n: int, rounds: int = 2000) -> pd.Series[int]:
    """Give how many of `n` say yes when the same survey is made again and again.

    Parameters
    ----------
    seed
        The same seed gives the same numbers.
    share
        The true share, 0 to 1.
    n
        Answers in each survey, 1 or more.
    rounds
        Surveys, 1 or more.

    Returns
    -------
    Series
        Yes answers of each survey, from 0 to `n`.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> repeated_survey(share=0.5, n=10, rounds=4).tolist()
    [6, 5, 4, 6]
    """
    if not 0 <= share <= 1:
        raise ValueError(f"`share` is {share!r}; expected from 0 to 1.")
    if n < 1 or rounds < 1:
        raise ValueError(f"`n` is {n!r} and `rounds` {rounds!r}; expected both 1 or more.")
    answers = Draws(seed).uniform(n * rounds).reshape(rounds, n) < share
    return pd.Series(answers.sum(axis=1), name="kylla")
