"""Outreach visits that took place, and the log that tells of some of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sosiaali_lib.teaching.truth.draws import Draws

# Invented places: nobody should take these figures for those of a real municipality.
MUNICIPALITIES = {"Harjula": 0.40, "Korpijoki": 0.25, "Lehtola": 0.20, "Suvanto": 0.15}
NATURES = {"palveluun": 0.25, "kotiin": 0.30, "kumppanille": 0.45}
PLACES = {"palveluun": "muu", "kotiin": "koti", "kumppanille": "kohtaamispaikka"}
TOPICS = {
    "talous": 0.45,
    "toimeentulotuki": 0.25,
    "asuminen": 0.30,
    "paihteet": 0.20,
    "tyo_koulutus": 0.25,
    "palveluohjaus": 0.55,
}
HOME = "kotiin"
HOME_SINCE = pd.Timestamp(2019, 1, 1)  # before it, home visits were not recorded
RECORDED = 0.95
PRESENT_KNOWN = 0.85


@dataclass(frozen=True, eq=False)
class Outreach:
    """A log of visits, all visits that took place, and what is true of them.

    `log` has the columns of the form `jalkautumiset` (`kunta`, `pvm`, `luonne`, `paikkatyyppi`,
    `lasna`, `keskusteltu`, `aiheet`, `tunne`), a row a recorded visit. `happened` has the same for
    every visit, and `kirjattu`.
    """

    log: pd.DataFrame
    happened: pd.DataFrame

    @property
    def home_share(self) -> float:
        """Share of home visits among all that took place."""
        return float((self.happened["luonne"] == HOME).mean())

    @property
    def visits(self) -> int:
        """Number of visits that took place."""
        return len(self.happened)

    @property
    def topic_chances(self) -> Mapping[str, float]:
        """Chance that a topic comes up on a visit, by topic, as the data were made."""
        return dict(TOPICS)


def outreach(seed: int = 1, visits: int = 320) -> Outreach:
    """Make a log of outreach visits of two years whose truth is known.

    Visits are spread evenly over 2018 and 2019. Home visits of 2018 are never in the log, others
    are with a chance of 0.95; the number of people present is missing in 15 of a hundred rows.

    Parameters
    ----------
    seed
        The same seed gives the same data.
    visits
        Number of visits that took place, at least 1.

    Raises
    ------
    ValueError
        If `visits` is below 1 or `seed` below 0.

    Examples
    --------
    >>> made = outreach(1)
    >>> len(made.log) < made.visits
    True
    """
    if visits < 1:
        raise ValueError(f"`visits` is {visits}; expected at least 1.")
    draws = Draws(seed)
    days = np.sort(np.floor(draws.uniform(visits) * 730)).astype(int)
    natures = draws.chosen(list(NATURES), list(NATURES.values()), visits)
    to_partner = np.array([nature == "kumppanille" for nature in natures])
    talked = 1 + draws.counts(np.where(to_partner, 3.0, 0.4))
    present = talked + draws.counts(np.where(to_partner, 6.0, 0.3))
    known = draws.yes(np.full(visits, PRESENT_KNOWN))
    topics = np.column_stack([draws.yes(np.full(visits, chance)) for chance in TOPICS.values()])
    feeling = np.clip(np.round(draws.normal(visits, 4.3, 0.8)), 1, 5).astype(int)
    happened = pd.DataFrame(
        {
            "kunta": draws.chosen(list(MUNICIPALITIES), list(MUNICIPALITIES.values()), visits),
            "pvm": pd.Timestamp(2018, 1, 1) + pd.to_timedelta(days, unit="D"),
            "luonne": natures,
            "paikkatyyppi": [PLACES[nature] for nature in natures],
            "lasna": pd.array(np.where(known, present, -1), dtype="Int64"),
            "keskusteltu": talked,
            "aiheet": [_joined(row) for row in topics],
            "tunne": feeling,
        }
    )
    happened["lasna"] = happened["lasna"].mask(happened["lasna"] < 0)
    hidden = (happened["luonne"] == HOME) & (happened["pvm"] < HOME_SINCE)
    happened["kirjattu"] = draws.yes(np.full(visits, RECORDED)) & ~hidden
    log = happened[happened["kirjattu"]].drop(columns="kirjattu").reset_index(drop=True)
    return Outreach(log, happened)


def _joined(came_up: np.ndarray) -> str:
    """Give the topics as the log has them; a visit without any has the guidance of services."""
    found = [topic for topic, yes in zip(TOPICS, came_up, strict=True) if yes]
    return ";".join(found or ["palveluohjaus"])
