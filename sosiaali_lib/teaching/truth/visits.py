"""Made-up outreach visits of one year in three municipalities, with the true shares of their topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from sosiaali_lib.teaching.truth.draws import Draws

YEAR = 2025
VISITS: Mapping[str, int] = {"765": 96, "290": 64, "697": 9}
"""Visits of the year in Sotkamo, Kuhmo and Ristijärvi; the numbers are made up."""
TOPICS: Mapping[str, tuple[float, float, float]] = {
    "talous": (0.45, 0.45, 0.45),
    "asuminen": (0.30, 0.30, 0.30),
    "palveluohjaus": (0.55, 0.40, 0.50),
    "paihteet": (0.12, 0.12, 0.15),
}
"""True share of visits on which a topic comes up, in the order of `VISITS`."""
ALONE = "palveluohjaus"  # the topic of a visit on which none else came up
PLACES = {"kohtaamispaikka": "kumppanille", "julkinen": "tapahtumaan", "koti": "kotiin"}
SHARES = (0.6, 0.25, 0.15)  # of the places
MET = 3  # people talked with on a visit, on average


@dataclass(frozen=True, eq=False)
class Visits:
    """Visits, and the shares that they were drawn from."""

    rows: pd.DataFrame = field(repr=False)
    """Rows of the form `jalkautumiset`."""
    truth: pd.DataFrame = field(repr=False)
    """True share of visits with each topic (columns) in each municipality (index `kunta`)."""


def outreach_visits(seed: int = 8) -> Visits:
    """Give a year's outreach visits with known true shares of topics.

    Parameters
    ----------
    seed
        The same seed gives the same visits.

    Returns
    -------
    Visits

    Notes
    -----
    Each topic comes up on a visit or not, whatever else does. Where none would, it is `ALONE`, whose
    true share is therefore somewhat greater than that drawn with; `truth` says the greater one.

    Examples
    --------
    >>> made = outreach_visits()
    >>> len(made.rows), made.truth.round(2).loc["290"].tolist()
    (169, [0.45, 0.3, 0.6, 0.12])
    """
    chance = Draws(seed)
    first, days = pd.Timestamp(f"{YEAR}-01-01"), 365
    rows, truth = [], {}
    for at, (municipality, n) in enumerate(VISITS.items()):
        shares = {topic: three[at] for topic, three in TOPICS.items()}
        none = float(np.prod([1 - share for share in shares.values()]))
        truth[municipality] = shares | {ALONE: shares[ALONE] + none}
        places = chance.chosen(list(PLACES), SHARES, n)
        met = 1 + chance.counts([MET - 1] * n)
        for day, place, people in zip(sorted(chance.uniform(n)), places, met, strict=True):
            came_up = chance.yes(list(shares.values()))
            topics = [topic for topic, yes in zip(shares, came_up, strict=True) if yes]
            rows.append(
                {
                    "kunta": municipality,
                    "pvm": first + pd.Timedelta(days=int(day * days)),
                    "luonne": PLACES[place],
                    "paikkatyyppi": place,
                    "keskusteltu": int(people),
                    "aiheet": ";".join(topics or [ALONE]),
                    "rakennehavainto": "ei_kysytty",
                }
            )
    known = pd.DataFrame.from_dict(truth, orient="index").rename_axis("kunta")
    return Visits(pd.DataFrame(rows), known)
