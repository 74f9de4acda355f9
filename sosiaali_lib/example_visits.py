"""The made-up outreach visits of the example data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.outreach import MONEY_ONLY, MONEY_TOO, NO_MONEY

START, END = date(2018, 9, 3), date(2019, 12, 13)
FIRST_HOME_VISIT = date(2019, 1, 7)


@dataclass(frozen=True)
class Share:
    """The visits and the people talked with of one organisation in one municipality."""

    organisation: str
    municipality: str
    visits: int
    contacts: int


SHARES = (
    Share("Kainuun sote", "205", 52, 214),
    Share("Kainuun sote", "290", 22, 81),
    Share("Kainuun sote", "765", 21, 74),
    Share("Kainuun sote", "777", 17, 52),
    Share("Kainuun sote", "578", 9, 27),
    Share("Kainuun sote", "105", 6, 16),
    Share("Kainuun sote", "697", 2, 3),
    Share("Essote", "491", 48, 213),
    Share("Essote", "178", 14, 55),
    Share("Essote", "213", 12, 47),
    Share("Essote", "507", 9, 34),
    Share("Essote", "097", 5, 19),
    Share("Essote", "623", 4, 16),
    Share("Essote", "588", 3, 8),
    Share("Pieksämäki", "593", 49, 178),
    Share("Sosteri", "740", 96, 262),
    Share("Sosteri", "681", 17, 45),
    Share("Sosteri", "768", 11, 27),
    Share("Sosteri", "046", 7, 15),
)
# Of all 404 visits; the rest had topics without money.
MONEY_ONLY_VISITS, MONEY_VISITS = 57, 182
# Columns that came to the form later are drawn apart, so that the first ones stay as they are.
LATER_SEED = 20261122
FEELINGS = {5: 0.56, 4: 0.31, 3: 0.11, 2: 0.015, 1: 0.005}
_PLACES = {
    "palveluun": ("viranomainen", "terveyspalvelu"),
    "kotiin": ("koti",),
    "kumppanille": (
        "kohtaamispaikka",
        "kohtaamispaikka",
        "nuorisotila",
        "tyopaja",
        "tyopaja",
        "terveyspalvelu",
        "seurakunta",
        "oppilaitos",
        "muu",
    ),
    "tapahtumaan": ("julkinen",),
}
_PARTNERS = {
    "kohtaamispaikka": ("jarjesto", "jarjesto", "jarjesto", "lahiotupa"),
    "nuorisotila": ("nuorisotyo",),
    "tyopaja": ("tyohonvalmennus",),
    "terveyspalvelu": ("perusterveydenhuolto", "perusterveydenhuolto", "paihdepalvelu"),
    "viranomainen": ("te_hallinto", "muu"),
    "seurakunta": ("seurakunta",),
    "oppilaitos": ("muu",),
    "koti": ("ei_kumppania",),
    "julkinen": ("ei_kumppania", "paattajat", "te_hallinto", "paihdepalvelu"),
    "muu": ("jarjesto", "muu"),
}


def visits(rng: np.random.Generator, observations: list[str]) -> pd.DataFrame:
    """Give the rows of the form `jalkautumiset`; the same random state gives the same rows."""
    rows = [row for share in SHARES for row in _visits_of(share, rng, observations)]
    made = pd.DataFrame(rows)
    money = _money_kinds(made, rng)
    made["aiheet"] = [_topics(kind, rng) for kind in money]
    made["tunne"] = _feelings(made, rng)
    ordered = made.sort_values(["toimija", "pvm", "kunta"], kind="stable").reset_index(drop=True)
    return _with_later_columns(ordered)


def _visits_of(
    share: Share, rng: np.random.Generator, observations: list[str]
) -> Iterable[dict[str, object]]:
    """Spread the visits of one share over the days and its contacts over the visits."""
    spread = rng.dirichlet(np.full(share.visits, 1.5)) if share.visits > 2 else None
    extra = share.contacts - share.visits
    contacts = 1 + (
        rng.multinomial(extra, spread) if spread is not None else _even(extra, share.visits)
    )
    for day, talked in zip(_days(share.visits, rng), contacts, strict=True):
        nature = _nature(day, int(talked), rng)
        asked = "havainto" if rng.random() < 0.3 else "ei_havaintoa"
        observed = "ei_kysytty" if day < FIRST_HOME_VISIT else asked
        place = str(rng.choice(_PLACES[nature]))
        yield {
            "kunta": share.municipality,
            "pvm": day,
            "toimija": share.organisation,
            "luonne": nature,
            "paikkatyyppi": place,
            "paikka": "",
            "lasna": int(talked) + (0 if nature == "kotiin" else int(rng.integers(0, 12))),
            "keskusteltu": int(talked),
            "aiheet": "",
            "tunne": None,
            "rakennehavainto": observed,
            "havainto": _pick(observations, rng) if observed == "havainto" else "",
        }


def _even(total: int, parts: int) -> np.ndarray:
    return np.array([total // parts + (i < total % parts) for i in range(parts)])


def _days(n: int, rng: np.random.Generator) -> list[date]:
    """Give `n` working days of the period in order, fewer in July."""
    span = [START + timedelta(days=i) for i in range((END - START).days + 1)]
    working = [day for day in span if day.weekday() < 5]
    weights = np.array([0.3 if day.month == 7 else 1.0 for day in working])
    return sorted(working[i] for i in rng.choice(len(working), n, p=weights / weights.sum()))


def _nature(day: date, talked: int, rng: np.random.Generator) -> str:
    if talked > 8:
        return "tapahtumaan" if rng.random() < 0.5 else "kumppanille"
    if talked <= 3 and day >= FIRST_HOME_VISIT and rng.random() < 0.3:
        return "kotiin"
    return "palveluun" if talked <= 3 and rng.random() < 0.3 else "kumppanille"


def _money_kinds(visits: pd.DataFrame, rng: np.random.Generator) -> list[str]:
    """Say of each visit whether money was talked about, in the published numbers."""
    n = len(visits)
    kinds = (
        [MONEY_ONLY] * MONEY_ONLY_VISITS
        + [MONEY_TOO] * (MONEY_VISITS - MONEY_ONLY_VISITS)
        + [NO_MONEY] * (n - MONEY_VISITS)
    )
    return [kinds[i] for i in rng.permutation(n)]


def _topics(kind: str, rng: np.random.Generator) -> str:
    topics = codelists.load("aiheet")
    money = sorted(topics.group("raha"))
    if kind == MONEY_ONLY:
        return "talous"
    others = [code.code for code in topics.codes if code.code not in money]
    weights = np.array([_WEIGHTS[code] for code in others])
    drawn = rng.choice(others, int(rng.integers(1, 5)), replace=False, p=weights / weights.sum())
    chosen = set(drawn)
    if kind == MONEY_TOO:
        chosen |= {str(code) for code in rng.choice(money, int(rng.integers(1, 3)), replace=False)}
    return ";".join(code.code for code in topics.codes if code.code in chosen)


_WEIGHTS = {
    "asuminen": 5, "paihteet": 4, "tyo_koulutus": 4, "perhe_laheiset": 2, "vakivalta": 1,
    "kriisi": 1, "arki": 3, "palveluohjaus": 8, "muu_elamanhallinta": 6,
}  # fmt: skip


def _feelings(visits: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Give ratings in fixed shares within each organisation, so that the mean is 4.4 in each."""
    ratings = pd.Series(0, index=visits.index)
    for _, group in visits.groupby("toimija"):
        ends = np.round(np.cumsum(list(FEELINGS.values())) * len(group)).astype(int)
        values = np.repeat(list(FEELINGS), np.diff(ends, prepend=0))
        ratings[group.index] = rng.permutation(values)
    return ratings


def _pick(items: list[str], rng: np.random.Generator) -> str:
    return items[int(rng.integers(len(items)))]


def _with_later_columns(visits: pd.DataFrame) -> pd.DataFrame:
    """Add the partners, a few of them not recorded, and which observations were cleared."""
    rng = np.random.default_rng(LATER_SEED)
    drawn = [_pick([*_PARTNERS[place]], rng) for place in visits["paikkatyyppi"]]
    partners = ["" if rng.random() < 0.05 else partner for partner in drawn]
    texts = visits["havainto"].where(visits["havainto"] != "")
    first = texts.notna() & ~visits.assign(teksti=texts).duplicated(["kunta", "teksti"])
    checked = [bool(new) and rng.random() < 0.6 for new in first]
    days = [day + timedelta(days=int(rng.integers(7, 18))) for day in visits["pvm"]]
    checks: list[date | None] = [
        day if yes else None for day, yes in zip(days, checked, strict=True)
    ]
    return visits.assign(
        kumppani=partners,
        julkaistavissa=["kylla" if yes else "" for yes in checked],
        tarkastaja=["esimerkkitarkastaja" if yes else "" for yes in checked],
        tarkastettu_pvm=pd.Series(checks, index=visits.index, dtype=object),
    )
